"""Refusals of requests for a discount. ``core.errors`` says what each status means."""

from revops.core.errors import Conflict


class WithinCap(Conflict):
    """The discount needs nobody's word."""

    code = "within_cap"


class LinesChanged(Conflict):
    """The lines of the job are not those that the discount was asked for any more."""

    code = "lines_changed"


class DiscountAnswered(Conflict):
    """The request was answered otherwise, or another came in its place."""

    code = "discount_answered"
