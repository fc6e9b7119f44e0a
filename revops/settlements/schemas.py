"""Settlements on the wire."""

import datetime as dt
from typing import Annotated, ClassVar

from pydantic import BaseModel, Field

from revops.core.denominations import GivenCount
from revops.core.money import PositiveAmount
from revops.core.text import Identifier, Line, OptionalNote
from revops.http.query import PageQuery, QueryModel
from revops.http.wire import Confirmation, HeldAmount, Verdict
from revops.mongo.client_ids import ClientId
from revops.mongo.repeats import Repeatable

# A settlement names at most so many jobs.
MAX_JOBS = 500


class CashQuery(QueryModel):
    """Whose cash to show. A manager sees the own cash, whatever is asked; an owner names the manager."""

    manager_id: Annotated[Identifier | None, Field(description="The manager; an owner must say which.")] = None


class CashOfJob(BaseModel):
    """A job that some of the cash came from."""

    job_id: str
    customer_name: str
    vehicle_number: str
    amount: Annotated[float, Field(description="What of the available cash came from this job.")]
    last_payment_date: dt.datetime


class Cash(BaseModel):
    """A manager's cash, exact at this instant. The jobs' amounts and the other amount sum to what is available."""

    cash_in_hand: HeldAmount
    pending_settlement: Annotated[float, Field(description="Handed over, and not received by the owner yet.")]
    available: Annotated[float | None, Field(description="Cash in hand less what is handed over already.")]
    jobs: Annotated[
        list[CashOfJob],
        Field(
            description="The newest cash payments on jobs that no settlement has named since, by job, the latest first;"
            " at most 500 jobs."
        ),
    ]
    other_amount: Annotated[float | None, Field(description="Available cash from earlier that no job is named for.")]


class CashReceived(Confirmation, Repeatable):
    """Cash that came from a member who left, or may not hand over cash any more."""

    member_id: Identifier
    amount: PositiveAmount
    notes: OptionalNote = None


class SettlementQuery(PageQuery):
    """Which settlements to list. ``confirmed=false`` lists those that await the owner's decision."""

    confirmed: bool | None = None
    rejected: bool | None = None
    manager_id: Identifier | None = None


class SettlementCreate(Repeatable):
    """Cash that a manager hands to the owner, and the jobs it came from: its sum, or the count of its notes where the
    garage counts them.
    """

    # As in ``JobCreate``.
    unprinted: ClassVar[frozenset[str]] = frozenset({"count", "id"})

    id: ClientId = None
    amount: Annotated[PositiveAmount | None, Field(description="Left out where notes are counted.")] = None
    count: Annotated[
        GivenCount | None,
        Field(description="Needed where the garage has blind counts: nobody else sees it before he has counted too."),
    ] = None
    job_ids: Annotated[
        list[Identifier], Field(max_length=MAX_JOBS, examples=[["0199f3b2-6f7e-7a31-8d3c-2f4b8a1c5e90"]])
    ]
    notes: Annotated[OptionalNote, Field(examples=["Friday's cash"])] = None


class SettlementConfirmation(Confirmation):
    """The count of what was received, where the garage has blind counts; and the password, which it may ask for."""

    count: GivenCount | None = None


class SettlementReason(Confirmation):
    """Why; and the password, which a workshop may ask for above a sum."""

    reason: Annotated[Line, Field(min_length=1, max_length=500, examples=["A torn note that the bank did not take"])]


_ShownCount = Annotated[dict[str, int] | None, Field(examples=[{"500": 12, "100": 3}])]


class SettlementOut(BaseModel):
    """A settlement. Only a confirmed one lowers the manager's cash in hand. One that is handed over by a count shows
    the amount and the notes to nobody but its manager before it is counted a second time; then both see both
    counts, and the book.
    """

    id: str
    workshop_id: str
    manager_id: str
    manager_name: str | None
    amount: Annotated[
        float | None,
        Field(description="As handed over; from the decision on as received; null while nobody else may know."),
    ]
    job_ids: list[str]
    notes: str | None
    verdict: Verdict
    confirmed_by_owner: bool
    submitted_date: dt.datetime
    confirmation_date: dt.datetime | None
    reject_reason: str | None
    cancelled: Annotated[
        bool, Field(description="Whether it is rejected because its manager took it back; `reject_reason` is why.")
    ]
    is_counted: Annotated[bool, Field(description="Whether it was handed over by a count of notes.")]
    count: Annotated[_ShownCount, Field(description="As its manager counted.")]
    counted_amount: Annotated[float | None, Field(description="What that count comes to.")]
    received_count: Annotated[_ShownCount, Field(description="As it was counted by whoever received it.")]
    received_amount: Annotated[float | None, Field(description="What that count comes to: it left the manager's hand.")]
    book_amount: Annotated[
        float | None, Field(description="What the manager had to hand over by the books, when he counted.")
    ]
    open_difference: Annotated[
        float,
        Field(
            description="What the manager counted more than left his hand: it stays in it until it is settled. Negative"
            " when it was less."
        ),
    ]
    cash_difference: Annotated[
        float, Field(description="What of it is booked as a difference of cash; negative for what was too much.")
    ]
    difference_reason: Annotated[str | None, Field(description="Why, in the owner's words.")]
    reversed_at: Annotated[
        dt.datetime | None,
        Field(description="When a hand-over received by mistake was reversed; `reject_reason` is why."),
    ]


class SettlementJudged(BaseModel):
    """The settlement after the owner's decision."""

    message: Annotated[str, Field(examples=["Cash received"])]
    settlement: SettlementOut
