"""Refusals of billing settings. ``core.errors`` says what each status means."""

from revops.core.errors import Conflict


class TooManyChanges(Conflict):
    """The billing settings, which are kept as they were at any time, hold no more changes."""

    code = "too_many_changes"
