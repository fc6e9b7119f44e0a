"""Custody: who holds the garage's cash, how much and for how long, up to where he may, and counts of it."""
