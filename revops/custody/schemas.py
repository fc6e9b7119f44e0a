"""Custody on the wire."""

import datetime as dt
from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, Field

from revops.access.permissions import Role
from revops.core.denominations import GivenCount
from revops.core.money import PositiveAmount
from revops.core.text import Identifier, Line, OptionalNote
from revops.core.written_time import Day
from revops.custody.position import Limit, Standing
from revops.custody.row import CountState
from revops.http.query import PageQuery
from revops.http.wire import HeldAmount

Time = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$", examples=["20:30"])]
Reason = Annotated[Line, Field(min_length=1, max_length=500, examples=["Wrong change given in the morning"])]
_COUNT = {"500": 4, "100": 3, "10": 2}


class LimitsIn(BaseModel):
    """Up to where a member may hold cash. Null is without that limit; 0 is refused."""

    amount: Annotated[PositiveAmount | None, Field(description="The most cash in hand; null: any.", examples=[20000])]
    age_hours: Annotated[
        int | None,
        Field(strict=True, ge=1, le=24 * 365, description="How old the oldest money may be; null: any.", examples=[48]),
    ]
    needs_word: Annotated[
        bool, Field(description="Whether more cash is refused beyond a limit, until the owner allows it for the day.")
    ] = False
    counts_a_month: Annotated[
        int, Field(strict=True, ge=0, le=31, description="Surprise counts that the server asks for by itself; 0: none.")
    ] = 0


class SettingsIn(LimitsIn):
    """Settings of all who hold the garage's cash. A member may have limits of his own."""

    closes_at: Annotated[
        Time | None, Field(description="By when everybody has counted his cash; null: nobody is asked to.")
    ] = None
    counts_from: Annotated[Time, Field(description="Surprise counts by the server: not before.")] = "10:00"
    counts_until: Annotated[Time, Field(description="And not after.")] = "19:00"


class MemberLimitsIn(BaseModel):
    """A member's own limits; null: those of the garage."""

    limits: LimitsIn | None


class LimitsOut(BaseModel):
    """Up to where a member may hold cash."""

    amount: float | None
    age_hours: int | None
    needs_word: bool
    counts_a_month: int


class SettingsOut(LimitsOut):
    """Settings of all who hold the garage's cash."""

    closes_at: Time | None
    counts_from: Time
    counts_until: Time


class TallyOut(BaseModel):
    """Cash that was counted, against the book at that instant. Where it tells what somebody is to count unseen, others
    than the member see the difference alone.
    """

    count: Annotated[dict[str, int] | None, Field(examples=[_COUNT])]
    counted: float | None
    book: Annotated[float | None, Field(description="Takings in hand by the books.")]
    pending: Annotated[float | None, Field(description="Of it handed over and not received by the owner yet.")]
    float_amount: Annotated[float, Field(description="Change that is not of the books.")]
    expected: Annotated[
        float | None, Field(description="What had to be there, with or without what waits for the owner.")
    ]
    difference: Annotated[float, Field(description="Counted less expected: negative when cash is missing.")]
    reason: str | None


class BookedOut(BaseModel):
    """A difference that the owner has taken out of the member's hand."""

    at: dt.datetime
    reason: str


class DayOut(BaseModel):
    """A member's day: opened with a count, closed with one. Nothing of it changes afterwards."""

    id: str
    manager_id: str
    manager_name: str | None
    day: Annotated[dt.date, Field(examples=["2026-11-29"])]
    opened_at: dt.datetime | None
    opening: TallyOut | None
    closed_at: dt.datetime | None
    closing: TallyOut | None
    booked: BookedOut | None


class CountOut(BaseModel):
    """A count that was asked for. ``by_server`` is one that nobody asked for by hand."""

    id: str
    manager_id: str
    manager_name: str | None
    by_server: bool
    asked_at: dt.datetime
    due_at: dt.datetime
    state: CountState
    made_at: dt.datetime | None
    tally: TallyOut | None
    booked: BookedOut | None


class HolderOut(BaseModel):
    """A member's cash, exact at this instant."""

    member_id: str
    name: str | None
    role: Role
    is_here: Annotated[bool, Field(description="Works here, and may take cash.")]
    cash_in_hand: HeldAmount
    pending: Annotated[float, Field(description="Handed over, and not received by the owner yet.")]
    available: Annotated[float | None, Field(description="Cash in hand less what is handed over already.")]
    oldest_at: Annotated[
        dt.datetime | None, Field(description="Since when the oldest money of what is available is held.")
    ]
    is_older: Annotated[bool, Field(description="It is at least that old: more than 10,000 receipts ago.")]
    oldest_amount: Annotated[float, Field(description="What of the available cash is of the day of its oldest money.")]
    limits: LimitsOut
    has_own_limits: bool
    standing: Standing
    over: Annotated[list[Limit], Field(description="The limits that it is over.")]
    allowed_today: Annotated[bool, Field(description="The owner lets more cash be taken today.")]
    day: Annotated[DayOut | None, Field(description="The day that is open, or today's.")]
    asked: Annotated[CountOut | None, Field(description="The count that is waited for.")]


class CustodyOut(BaseModel):
    """The holders of the garage's cash: for who sees all cash everybody, for others oneself."""

    at: dt.datetime
    settings: SettingsOut
    holders: list[HolderOut]


class CountNow(BaseModel):
    """The member who is to count."""

    member_id: Identifier


class Counted(BaseModel):
    """Cash by its notes and coins."""

    count: GivenCount
    currency: Annotated[
        str | None, Field(max_length=3, description="Refused when it is not the workshop's.", examples=["INR"])
    ] = None


class CountedDay(Counted):
    """Cash by its notes and coins, at the beginning or the end of a day."""

    reason: Annotated[OptionalNote, Field(description="Needed when it is not what it has to be.")] = None
    day: Annotated[
        Day | None,
        Field(
            description="On which it was counted, where it may come later: then it opens no other day, and closes only"
            " one that was open then. A day that is over is answered 409 `day_over`."
        ),
    ] = None

    # As in ``JobCreate``.
    unprinted: ClassVar[frozenset[str]] = frozenset({"day"})


class AskedCount(BaseModel):
    """The count that the caller is asked for; null when there is none."""

    count: CountOut | None


class CustodyQuery(PageQuery):
    """Whose days or counts to list. Others than who sees all cash see their own."""

    manager_id: Identifier | None = None


class BookDifference(BaseModel):
    """The difference of a day, or of a count, and why it does not stay with the member."""

    of: Literal["day", "count"]
    id: Identifier
    reason: Reason


class DayTold(BaseModel):
    """The day after its count."""

    message: Annotated[str, Field(examples=["Day closed"])]
    day: DayOut


class CountTold(BaseModel):
    """The count with its result."""

    message: Annotated[str, Field(examples=["Counted"])]
    count: CountOut
