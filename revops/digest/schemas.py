"""Digests on the wire."""

import datetime as dt
from typing import Annotated

from pydantic import BaseModel, Field

from revops.exceptions.kinds import ExceptionKind
from revops.http.wire import HeldAmount, PaymentMethod

DigestTime = Annotated[str, Field(pattern="^([01][0-9]|2[0-3]):[0-5][0-9]$", examples=["20:30"])]


class CashOfMember(BaseModel):
    """Cash in the hand of a member."""

    member_id: str
    name: str | None
    amount: HeldAmount
    since: Annotated[dt.date | None, Field(description="The day of the oldest of it that is not handed over.")]


class CollectedBy(BaseModel):
    """Payments of a day by one method, less refunds."""

    method: PaymentMethod
    amount: float


class AskedOf(BaseModel):
    """Open questions of one kind."""

    kind: ExceptionKind
    count: int


class PromisedJob(BaseModel):
    """A job that is promised for the next day."""

    id: str
    number: int | None
    vehicle_number: str


class Waiting(BaseModel):
    """Money that awaits the owner's decision."""

    count: int
    amount: float


class DigestOut(BaseModel):
    """A garage's day as it stood in the evening."""

    day: dt.date
    made_at: dt.datetime
    cash_in_hand: Annotated[float, Field(description="Of all together, less those that were being counted.")]
    cash: Annotated[list[CashOfMember], Field(description="The largest first.")]
    collected: float
    collected_by: list[CollectedBy]
    corrections: Annotated[
        float, Field(description="Of payments of other days; with the methods it sums to collected.")
    ]
    payments_waiting: Waiting
    hand_overs_waiting: Waiting
    exceptions: list[AskedOf]
    cars_seen: int
    cars_counted: int | None
    jobs_taken_in: int
    promised: Annotated[list[PromisedJob], Field(description="For tomorrow, the soonest first; at most 50.")]
    seal: Annotated[
        str | None, Field(description="Number and hash of the last sealed entry then.", examples=["412:9f2c…"])
    ]


class DigestSettings(BaseModel):
    """When the digest is made, by the garage's clock; null: not at all."""

    at: DigestTime | None


class Digests(BaseModel):
    """The latest digests, the newest first, at most 31, and when they are made."""

    settings: DigestSettings
    digests: list[DigestOut]
