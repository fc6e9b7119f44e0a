"""Requests for discounts on the wire."""

import datetime as dt
from typing import Annotated

from pydantic import BaseModel, Field

from revops.billing.schemas import Items
from revops.core.text import Identifier, OptionalNote
from revops.discounts.row import DiscountState
from revops.http.query import PageQuery


class DiscountQuery(PageQuery):
    """A selection of requests. Who sees own jobs only is shown those of own jobs."""

    state: DiscountState | None = None
    job_id: Identifier | None = None


class DiscountAsk(BaseModel):
    """All lines of a job as they are to be, with the discount, and why."""

    items: Annotated[Items, Field(min_length=1)]
    note: Annotated[OptionalNote, Field(examples=["He waited three days longer"])] = None


class DiscountAnswer(BaseModel):
    """The owner's word."""

    granted: bool
    reason: OptionalNote = None


class DiscountRequestOut(BaseModel):
    """A request for a discount above the cap."""

    id: str
    job_id: str
    job_number: int | None
    customer_name: str
    vehicle_number: str
    member_id: str
    member_name: str | None
    asked_at: dt.datetime
    percent: Annotated[int, Field(description="The largest discount on a line.")]
    discount: Annotated[float, Field(description="On all lines together.")]
    from_amount: Annotated[float, Field(description="The estimate as it was.")]
    to_amount: Annotated[float, Field(description="The estimate after a yes.")]
    note: str | None
    state: DiscountState
    reason: str | None
    answered_by_name: str | None
    answered_at: dt.datetime | None


class DiscountAnswered(BaseModel):
    """The request after the owner's word."""

    message: Annotated[str, Field(examples=["The discount is given"])]
    request: DiscountRequestOut
