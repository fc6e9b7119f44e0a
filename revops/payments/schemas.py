"""Payments on the wire."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from revops.core.money import PositiveAmount
from revops.core.text import Identifier, OptionalName, OptionalNote
from revops.http.query import FromDay, PageQuery, ToDay
from revops.http.wire import PaymentMethod, Verdict
from revops.mongo.repeats import Repeatable

PaymentType = Literal["advance", "partial", "final"]


class PaymentQuery(PageQuery):
    """Which payments to list. ``confirmed=false`` lists those that await the owner's decision."""

    job_id: Identifier | None = None
    confirmed: bool | None = None
    rejected: bool | None = None
    manager_id: Identifier | None = None
    method: PaymentMethod | None = None
    first_day: FromDay = None
    last_day: ToDay = None


class PaymentCreate(Repeatable):
    """Money that a customer paid on a job."""

    job_id: Annotated[Identifier, Field(examples=["0199f3b2-6f7e-7a31-8d3c-2f4b8a1c5e90"])]
    amount: PositiveAmount
    payment_type: PaymentType
    method: PaymentMethod = "cash"
    notes: Annotated[OptionalNote, Field(examples=["Paid at the counter"])] = None
    reference: Annotated[OptionalName, Field(examples=["UPI 4123 5678 9012"])] = None


class JobPayment(BaseModel):
    """A payment as its job lists it."""

    id: str
    job_id: str
    manager_id: str
    amount: float
    payment_type: PaymentType
    method: PaymentMethod
    verdict: Verdict
    confirmed_by_owner: bool
    collected_by_manager_id: str
    collected_by_name: str | None
    payment_date: dt.datetime
    confirmation_date: dt.datetime | None
    notes: str | None
    reference: str | None
    reject_reason: str | None
    receipt_number: str | None


class PaymentJob(BaseModel):
    """The job of a payment, as lists show it."""

    number: int | None
    customer_name: str
    vehicle_number: str


class PaymentOut(JobPayment):
    """A payment. ``manager_id`` is the manager of the job, ``collected_by_manager_id`` whoever took the money."""

    manager_name: str | None
    job: PaymentJob | None


class PaymentJudged(BaseModel):
    """The payment after the owner's decision."""

    message: Annotated[str, Field(examples=["Payment confirmed"])]
    payment: PaymentOut
