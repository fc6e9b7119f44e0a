"""Refusals of counts and of the end of the day. ``core.errors`` says what each status means."""

from revops.core.errors import Conflict


class DayAlreadyOpen(Conflict):
    """The member has a day that is open still."""

    code = "day_already_open"


class DayClosed(Conflict):
    """The member has closed this day already."""

    code = "day_closed"


class DayOver(Conflict):
    """It was counted on another day than it is now, and no day of then is open."""

    code = "day_over"


class DifferenceUnexplained(Conflict):
    """The count is not what the book says, and no reason came with it."""

    code = "difference_unexplained"


class CountAlreadyAsked(Conflict):
    """The member has been asked for a count and has not answered yet."""

    code = "count_already_asked"


class CountMade(Conflict):
    """The cash was counted already; a result stands."""

    code = "count_made"


class CountMissed(Conflict):
    """The time for the count is over."""

    code = "count_missed"


class NothingToBook(Conflict):
    """There is no difference, it was booked already, or a newer count has taken its place."""

    code = "nothing_to_book"
