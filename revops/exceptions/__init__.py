"""Exceptions: questions to the owner, each with its facts, found in the journal and by the clock."""
