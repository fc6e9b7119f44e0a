"""Exceptions on the wire."""

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from revops.access.permissions import Role
from revops.core.money import Amount
from revops.core.text import Identifier, OptionalNote
from revops.exceptions.kinds import ExceptionKind
from revops.exceptions.row import State, Verdict
from revops.http.query import PageQuery

ExceptionSort = Literal["-at", "-amount"]


class ExceptionQuery(PageQuery):
    """A selection of exceptions. Muted kinds are left out unless they are asked for by name."""

    state: State = State.OPEN
    kind: ExceptionKind | None = None
    member_id: Identifier | None = None
    sort: Annotated[ExceptionSort, Field(description="The newest, or the largest first.")] = "-at"


class ExceptionJob(BaseModel):
    """The job that it is about."""

    id: str
    number: int | None
    customer_name: str
    vehicle_number: str


class OwnersAnswer(BaseModel):
    """The owner's answer."""

    verdict: Verdict
    reason: str | None
    by_name: str | None
    at: dt.datetime


class ExceptionOut(BaseModel):
    """A question to the owner, with its facts."""

    id: str
    kind: ExceptionKind
    at: Annotated[dt.datetime, Field(description="When it happened.")]
    found_at: dt.datetime
    state: State
    member_id: Annotated[str | None, Field(description="Who did it, where somebody did.")]
    member_name: str | None
    amount: Annotated[float | None, Field(description="Null where it is not about money.")]
    job: ExceptionJob | None
    jobs: Annotated[
        list[ExceptionJob], Field(description="Where it is about many jobs together, the ten that it is most about.")
    ]
    seen_plate: Annotated[str | None, Field(description="The number of the car that the gate saw.")]
    about: Annotated[
        dict[str, str],
        Field(description="Ids of what it is about, by kind.", examples=[{"job": "0199f3b2", "payment": "0199f3b3"}]),
    ]
    facts: Annotated[
        dict[str, Any],
        Field(
            description="By the kind of exception; amounts, named so, in the currency.",
            examples=[{"from_amount": 45000, "to_amount": 1500, "agreed": ["paid"]}],
        ),
    ]
    answer: OwnersAnswer | None


class ExceptionAnswer(BaseModel):
    """The owner's answer to a question."""

    verdict: Verdict
    reason: Annotated[
        OptionalNote, Field(description="Needed where it is fine.", examples=["I had agreed to it by phone"])
    ] = None


class ExceptionAnswered(BaseModel):
    """The question after it was answered."""

    message: Annotated[str, Field(examples=["Answered"])]
    exception: ExceptionOut


class KindCount(BaseModel):
    """The open exceptions of a kind, or of a member; both null: of no member."""

    kind: ExceptionKind | None
    member_id: str | None
    member_name: str | None
    count: int
    amount: float


class ExceptionCounts(BaseModel):
    """The open exceptions, muted kinds left out."""

    open: Annotated[int, Field(description="1,000 stand for more.")]
    by_kind: list[KindCount]
    by_member: list[KindCount]


Percent = Annotated[int, Field(strict=True, ge=0, le=100)]
Hour = Annotated[int, Field(strict=True, ge=0, le=23)]


class ExceptionSettings(BaseModel):
    """The limits from which on something is asked about, the kinds that are not, and the caps of discounts."""

    least_amount: Annotated[float, Field(description="Less money than that is not asked about.")]
    discount_percent: Annotated[int, Field(description="Discounts above this on a line are asked about.")]
    late_hours: Annotated[int, Field(description="Between what happened and its entry.")]
    revisit_days: Annotated[int, Field(description="A visit without a price, so soon after one that was paid.")]
    plates_of_phone: Annotated[int, Field(description="More plates than that behind one phone.")]
    night_from: int
    night_to: Annotated[int, Field(description="The same hour as `night_from`: log-ins at night are not asked about.")]
    muted: Annotated[list[ExceptionKind], Field(description="Kinds that are noted and not asked about.")]
    discount_caps: Annotated[
        dict[Role, int],
        Field(description="The largest discount on a line by role, in percent; above it the owner is asked first."),
    ]


class ExceptionSettingsUpdate(BaseModel):
    """Fields left out stay as they are."""

    least_amount: Amount | None = None
    discount_percent: Percent | None = None
    late_hours: Annotated[int | None, Field(strict=True, ge=1, le=24 * 30)] = None
    revisit_days: Annotated[int | None, Field(strict=True, ge=1, le=365)] = None
    plates_of_phone: Annotated[int | None, Field(strict=True, ge=1, le=100)] = None
    night_from: Hour | None = None
    night_to: Hour | None = None
    muted: Annotated[list[ExceptionKind] | None, Field(max_length=len(ExceptionKind))] = None
    discount_caps: Annotated[
        dict[Role, Percent] | None, Field(description="All of them; a role that is left out has no cap.")
    ] = None


class ExceptionSettingsChanged(BaseModel):
    """The settings after a change."""

    message: Annotated[str, Field(examples=["Saved"])]
    settings: ExceptionSettings
