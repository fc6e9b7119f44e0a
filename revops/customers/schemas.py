"""Customers on the wire."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, Field

from revops.billing.schemas import CustomerGst
from revops.core.digits import plain_number
from revops.core.text import Identifier, Line, OptionalName, OptionalNote, OptionalText, Version
from revops.http.query import PageQuery
from revops.jobs.schemas import CustomerName, CustomerPhone

Language = Literal["en", "hi", "mr", "ar"]
Consent = Literal["service", "marketing"]


# In whatever digits it is typed.
PostalCode = Annotated[Line, AfterValidator(plain_number), Field(max_length=16)]


class CustomerQuery(PageQuery):
    """Which customers to list."""

    q: Annotated[OptionalName, Field(description="Name or phone in any writing; beginnings match.")] = None


class Address(BaseModel):
    """The address of a customer."""

    line: OptionalNote = None
    city: OptionalName = None
    pin: Annotated[PostalCode | None, Field(examples=["411001"])] = None
    state: OptionalName = None


class CustomerOut(BaseModel):
    """A customer. ``outstanding_amount`` is what is owed on the jobs that the caller may see."""

    id: str
    name: str
    phones: list[str]
    email: str | None
    gst_number: str | None
    legal_name: str | None
    address: Address | None
    language: Language | None
    consents: dict[Consent, bool]
    notes: str | None
    outstanding_amount: float
    jobs_owing: int
    merged_from: Annotated[list[str], Field(description="Ids of customers merged into this one.")]
    erased_at: Annotated[dt.datetime | None, Field(description="When name and phones were erased on request.")]
    created_at: dt.datetime
    updated_at: dt.datetime
    version: int


class CustomerUpdate(BaseModel):
    """Fields left out stay as they are. With ``version``, the change is refused when somebody was faster."""

    name: CustomerName | None = None
    phones: Annotated[list[CustomerPhone] | None, Field(max_length=10)] = None
    email: Annotated[OptionalName, Field(examples=["raj@example.com"])] = None
    gst_number: CustomerGst = None
    legal_name: OptionalName = None
    address: Address | None = None
    language: Language | None = None
    consents: dict[Consent, bool] | None = None
    notes: OptionalText = None
    version: Version | None = None


class CustomerUpdated(BaseModel):
    """The customer after a change; ``warnings`` point at values that look odd, they never block."""

    message: Annotated[str, Field(examples=["Customer updated"])]
    customer: CustomerOut
    warnings: list[str]


class Merge(BaseModel):
    """The customer who is the same and goes into this one, or who is to be another again."""

    customer_id: Identifier


class Merged(BaseModel):
    """The customer after two became one, or two again."""

    message: Annotated[str, Field(examples=["Customers merged"])]
    customer: CustomerOut
    undo_until: Annotated[dt.datetime | None, Field(description="Until then a merge can be undone.")]


class RecentMerge(BaseModel):
    """A customer who was merged into this one, and until when that can be undone."""

    customer_id: str
    name: str
    undo_until: dt.datetime


class Erased(BaseModel):
    """The end of name, phones and addresses; ``kept`` says what stays, and why."""

    message: Annotated[str, Field(examples=["Customer erased"])]
    jobs: Annotated[int, Field(description="Jobs whose name, phone, address and notes were erased.")]
    kept: list[str]
