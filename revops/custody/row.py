"""The stored forms of days and counts, and the one place that makes them."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import NotRequired, TypedDict

from revops.core.denominations import NoteCount, total_of
from revops.core.ids import new_id
from revops.mongo.client import Document

# How long whoever is asked for a count has for it.
TIME_TO_COUNT = dt.timedelta(minutes=10)


class CountState(StrEnum):
    """The state of a count that was asked for."""

    ASKED = "asked"
    MADE = "made"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Book:
    """A member's cash by the books at an instant: takings, what of them is handed over and waits for the owner, and
    change that was there before.
    """

    cash_minor: int
    pending_minor: int
    float_minor: int
    # Some of what waits is to be counted by somebody who may not see this before.
    is_blind: bool = False

    def expected_minor(self, counted_minor: int) -> int:
        """Compute what had to be there. What waits for the owner may be with either of the two: he counts it himself
        when he receives it, so neither is a difference here.
        """
        most = self.cash_minor + self.float_minor
        return min(max(counted_minor, most - self.pending_minor), most)


class TallyRow(TypedDict):
    """Cash that was counted, against the book at that instant, as it is stored."""

    count: NoteCount
    counted_minor: int
    book_minor: int
    pending_minor: int
    float_minor: int
    expected_minor: int
    difference_minor: int
    # Shown to nobody but the member: it tells what the owner is to count unseen.
    is_blind: bool
    reason: str | None


def tally_of(count: NoteCount, book: Book, reason: str | None) -> TallyRow:
    """Compare a count with the book."""
    counted_minor = total_of(count)
    expected_minor = book.expected_minor(counted_minor)
    return {
        "count": count,
        "counted_minor": counted_minor,
        "book_minor": book.cash_minor,
        "pending_minor": book.pending_minor,
        "float_minor": book.float_minor,
        "expected_minor": expected_minor,
        "difference_minor": counted_minor - expected_minor,
        "is_blind": book.is_blind,
        "reason": reason,
    }


class BookedRow(TypedDict):
    """A difference that the owner has taken out of the member's hand, as it is stored."""

    by: str
    at: dt.datetime
    reason: str


class DayRow(TypedDict):
    """A member's day as it is stored: one for each day of the workshop."""

    _id: str
    workshop_id: str
    manager_id: str
    day: str
    opened_at: dt.datetime | None
    opening: TallyRow | None
    # Change that is not of the books, by the opening.
    float_minor: int
    # Only while it is open, so that an index keeps a member to one.
    is_open: NotRequired[bool]
    closed_at: dt.datetime | None
    closing: TallyRow | None
    booked: BookedRow | None


def new_day(workshop_id: str, member_id: str, day: str, float_minor: int) -> DayRow:
    """Build a day that is neither opened nor closed."""
    return {
        "_id": new_id(),
        "workshop_id": workshop_id,
        "manager_id": member_id,
        "day": day,
        "opened_at": None,
        "opening": None,
        "float_minor": float_minor,
        "closed_at": None,
        "closing": None,
        "booked": None,
    }


class CountRow(TypedDict):
    """A count that was asked for, as it is stored."""

    _id: str
    workshop_id: str
    manager_id: str
    # The member who asked, or the system.
    asked_by: str
    asked_at: dt.datetime
    due_at: dt.datetime
    state: str
    made_at: dt.datetime | None
    tally: TallyRow | None
    booked: BookedRow | None
    # The day that it was planned for, of those that the server asks for.
    plan: NotRequired[str]


def new_count(workshop_id: str, member_id: str, asked_by: str, at: dt.datetime, *, plan: str | None = None) -> CountRow:
    """Build a count that is asked for now."""
    count: CountRow = {
        "_id": new_id(),
        "workshop_id": workshop_id,
        "manager_id": member_id,
        "asked_by": asked_by,
        "asked_at": at,
        "due_at": at + TIME_TO_COUNT,
        "state": CountState.ASKED.value,
        "made_at": None,
        "tally": None,
        "booked": None,
    }
    if plan is not None:
        count["plan"] = plan
    return count


def member_custody(limits: Document | None, allowed_on: str | None) -> Document:
    """Build what is stored with a member: limits of his own, and the day on which the owner lets him go beyond."""
    return {"limits": limits, "allowed_on": allowed_on}
