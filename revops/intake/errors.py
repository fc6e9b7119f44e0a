"""Refusals at intake. ``core.errors`` says what each status means."""

from revops.core.errors import Conflict


class AlreadyOpen(Conflict):
    """The car has an open job. Whoever meant another says so."""

    code = "already_open"
    is_question = True
