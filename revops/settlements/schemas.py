"""What settlements take and give."""

import datetime as dt
from typing import Annotated

from pydantic import BaseModel, Field

from revops.core.money import PositiveAmount
from revops.core.query import PageQuery
from revops.core.text import Identifier, OptionalNote
from revops.jobs.schemas import Verdict


class SettlementQuery(PageQuery):
    """Which settlements to list. ``confirmed=false`` lists those that await the owner's verdict."""

    confirmed: bool | None = None
    rejected: bool | None = None
    manager_id: Identifier | None = None


class SettlementCreate(BaseModel):
    """Cash that a manager hands to the owner, and the jobs it came from."""

    amount: PositiveAmount
    job_ids: Annotated[list[Identifier], Field(max_length=500, examples=[["0199f3b2-6f7e-7a31-8d3c-2f4b8a1c5e90"]])]
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


class SettlementJudged(BaseModel):
    """The settlement after the owner's verdict."""

    message: Annotated[str, Field(examples=["Settlement confirmed"])]
    settlement: SettlementOut
