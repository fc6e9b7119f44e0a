"""Notifications on the devices of people of a garage: Web Push."""
