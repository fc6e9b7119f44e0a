"""Refusals at intake. ``core.errors`` says what each status means."""

from revops.core.errors import Conflict


class CurrencyChanged(Conflict):
    """The currency changed between the reading of the amounts and the writing."""

    code = "currency_changed"
