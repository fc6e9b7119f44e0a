"""Settlements on the wire."""

import datetime as dt
from typing import Annotated

from pydantic import BaseModel, Field

from revops.core.money import PositiveAmount
from revops.core.text import Identifier, OptionalNote
from revops.http.query import PageQuery, QueryModel
from revops.http.wire import Confirmation, Verdict
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

    cash_in_hand: float
    pending_settlement: Annotated[float, Field(description="Handed over, and not received by the owner yet.")]
    available: Annotated[float, Field(description="Cash in hand less what is handed over already.")]
    jobs: Annotated[
        list[CashOfJob],
        Field(
            description="The newest cash payments on jobs that no settlement has named since, by job, the latest first;"
            " at most 500 jobs."
        ),
    ]
    other_amount: Annotated[float, Field(description="Available cash from earlier that no job is named for.")]


class CashReceived(Confirmation):
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
    """Cash that a manager hands to the owner, and the jobs it came from."""

    amount: PositiveAmount
    job_ids: Annotated[
        list[Identifier], Field(max_length=MAX_JOBS, examples=[["0199f3b2-6f7e-7a31-8d3c-2f4b8a1c5e90"]])
    ]
    notes: Annotated[OptionalNote, Field(examples=["Friday's cash"])] = None


class SettlementOut(BaseModel):
    """A settlement. Only a confirmed one lowers the manager's cash in hand."""

    id: str
    workshop_id: str
    manager_id: str
    manager_name: str | None
    amount: float
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


class SettlementJudged(BaseModel):
    """The settlement after the owner's decision."""

    message: Annotated[str, Field(examples=["Cash received"])]
    settlement: SettlementOut
