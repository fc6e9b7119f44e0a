"""Refusals at intake. ``core.errors`` says what each status means."""

from revops.core.errors import Conflict


class AlreadyOpen(Conflict):
    """The car has an open job. Whoever meant another says so."""

    code = "already_open"
    is_question = True


class CurrencyChanged(Conflict):
    """The currency changed between the reading of the amounts and the writing."""

    code = "currency_changed"
