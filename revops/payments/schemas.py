"""Payments on the wire."""

import datetime as dt
from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, Field

from revops.core.money import PositiveAmount
from revops.core.text import Identifier, Line, OptionalName, OptionalNote
from revops.http.query import FromDay, PageQuery, ToDay
from revops.http.wire import Created, PaymentMethod, Verdict
from revops.mongo.client_ids import ClientId
from revops.mongo.repeats import Repeatable

PaymentType = Literal["advance", "partial", "final"]
PaymentKind = Literal["payment", "refund"]


class PaymentQuery(PageQuery):
    """Which payments to list. ``confirmed=false`` lists those that await the owner's decision."""

    kind: Annotated[
        PaymentKind,
        Field(description="Payments, or the refunds that went back; a list has one of them."),
    ] = "payment"
    job_id: Identifier | None = None
    confirmed: bool | None = None
    rejected: bool | None = None
    manager_id: Identifier | None = None
    method: PaymentMethod | None = None
    first_day: FromDay = None
    last_day: ToDay = None


class PaymentCreate(Repeatable):
    """Money that a customer paid on a job."""

    id: ClientId = None
    job_id: Annotated[Identifier, Field(examples=["0199f3b2-6f7e-7a31-8d3c-2f4b8a1c5e90"])]
    amount: PositiveAmount
    payment_type: PaymentType
    method: PaymentMethod = "cash"
    notes: Annotated[OptionalNote, Field(examples=["Paid at the counter"])] = None
    reference: Annotated[
        OptionalName,
        Field(
            description="What identifies it at the bank. Of UPI and bank transfers twelve digits in it are its number:"
            " a number that another payment of the garage has is answered 409 `reference_used`.",
            examples=["UPI 4123 5678 9012"],
        ),
    ] = None

    # As in ``JobCreate``.
    unprinted: ClassVar[frozenset[str]] = frozenset({"id"})


class PaymentRecorded(Created):
    """A payment was recorded."""

    hint: Annotated[
        str,
        Field(
            description="Only there when the UPI reference looks like one of another day than the payment's.",
            examples=[
                "The reference 611112345678 looks like a payment of 21 April 2026, and this one is dated 3 May 2026."
                " Please check it."
            ],
        ),
    ] = ""


class RefundCreate(Repeatable):
    """Money that goes back to the customer of a job."""

    job_id: Annotated[Identifier, Field(examples=["0199f3b2-6f7e-7a31-8d3c-2f4b8a1c5e90"])]
    amount: Annotated[PositiveAmount, Field(description="At most what is paid on the job.")]
    method: PaymentMethod
    reason: Annotated[Line, Field(min_length=1, max_length=500, examples=["Paid twice"])]
    reference: Annotated[OptionalName, Field(examples=["UPI 4123 5678 9012"])] = None


class JobPayment(BaseModel):
    """A payment or a refund as its job lists it."""

    kind: PaymentKind

    id: str
    job_id: str
    manager_id: str
    amount: Annotated[float, Field(description="What came in; of a refund, what went out.")]
    payment_type: PaymentType | Literal["refund"]
    method: PaymentMethod
    verdict: Verdict
    confirmed_by_owner: bool
    collected_by_manager_id: str
    collected_by_name: str | None
    payment_date: dt.datetime
    confirmation_date: dt.datetime | None
    notes: Annotated[str | None, Field(description="Of a refund, its reason.")]
    reference: str | None
    reject_reason: str | None
    cancelled: Annotated[
        bool,
        Field(description="Whether it is rejected because somebody cancelled it; `reject_reason` is why."),
    ]
    receipt_number: str | None
    disputed: Annotated[
        bool, Field(description="The customer says that it is different; said to the owner only, while it is open.")
    ] = False


class PaymentJob(BaseModel):
    """The job of a payment, as lists show it."""

    number: int | None
    customer_name: str
    vehicle_number: str


class PaymentOut(JobPayment):
    """A payment or a refund. ``manager_id`` is the manager of the job, ``collected_by_manager_id`` whoever took the
    money, or gave it back."""

    manager_name: str | None
    job: PaymentJob | None


class PaymentJudged(BaseModel):
    """The payment after the owner's decision."""

    message: Annotated[str, Field(examples=["Payment confirmed"])]
    payment: PaymentOut
