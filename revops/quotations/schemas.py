"""Quotations on the wire."""

import datetime as dt
from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, Field

from revops.billing.schemas import BillOut, Items
from revops.core.money import Amount
from revops.core.text import Line, OptionalName, OptionalNote, Version
from revops.estimates.row import How
from revops.estimates.schemas import Told
from revops.http.query import PageQuery
from revops.http.wire import Created
from revops.jobs.schemas import CarModel, CustomerName, CustomerPhone, PlannedDays, WorkDescription
from revops.mongo.repeats import Repeatable
from revops.quotations.row import QuotationState

_Plate = Annotated[Line, Field(max_length=20, examples=["MH12AB1234"])]


class QuotationFields(BaseModel):
    """A price for a car that is not here. Without items and amount it is to follow."""

    customer_name: CustomerName
    phone: CustomerPhone
    car_model: CarModel
    vehicle_number: Annotated[_Plate, Field(description="Empty where the customer did not say it.")] = ""
    work_description: WorkDescription
    planned_completion_days: PlannedDays = 1
    items: Items = []
    estimated_amount: Annotated[
        Amount | None, Field(description="What it comes to; left out where items say it, or it is to follow.")
    ] = None


class QuotationIn(Repeatable, QuotationFields):
    """A new one."""

    unprinted: ClassVar[frozenset[str]] = frozenset()


class QuotationChange(QuotationFields):
    """All of it anew. Another price or other work makes an answer void."""

    version: Version | None = None


class QuotationAnswer(BaseModel):
    """The customer's answer, as somebody of the garage was told."""

    answer: Literal["approved", "declined"]
    told: Told
    note: OptionalNote = None


class QuotationQuery(PageQuery):
    """Which quotations to list. A manager who sees own jobs sees own quotations."""

    show: Annotated[
        Literal["open", "ended"],
        Field(
            description="Open: the customer may still say yes, and the job is not started. Ended: declined, or valid"
            " no longer."
        ),
    ] = "open"
    state: Annotated[list[QuotationState] | None, Field(max_length=4, description="Of these states only.")] = None
    manager_id: OptionalName = None


class QuotationOut(BaseModel):
    """A quotation. Its id and number are those of the job that it becomes."""

    id: str
    number: int
    manager_id: str
    manager_name: str | None
    customer_name: str
    phone: str
    car_model: str
    vehicle_number: Annotated[str, Field(description="Empty where nobody said it.")]
    work_description: str
    planned_completion_days: int
    estimated_amount: Annotated[float | None, Field(description="Null while it is to follow.")]
    state: QuotationState
    sent_at: dt.datetime | None
    answered_at: dt.datetime | None
    how: How | None
    told: Told | None
    created_at: dt.datetime
    ends_at: Annotated[dt.datetime, Field(description="Until then it is valid; of one that was declined, when it was.")]
    is_open: bool
    version: int


class QuotationDetail(QuotationOut):
    """A quotation with what its lines come to."""

    bill: BillOut | None


class QuotationMade(Created):
    """A quotation was made."""

    number: Annotated[int, Field(examples=[3001])]


class QuotationSent(BaseModel):
    """The customer's page of a quotation, which from now on is that of its job, too."""

    message: Annotated[str, Field(examples=["Estimate ready to send"])]
    url: str


class QuotationChanged(BaseModel):
    """The quotation after a change."""

    message: Annotated[str, Field(examples=["Estimate saved"])]
    quotation: QuotationDetail
