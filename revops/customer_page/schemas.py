"""Words of customers on the wire."""

import datetime as dt
from typing import Annotated

from pydantic import BaseModel, Field

from revops.core.text import Line
from revops.customer_page.row import Differs, WordKind
from revops.http.query import PageQuery
from revops.http.wire import PaymentMethod

MAX_NAME_LENGTH = 32
PosterName = Annotated[
    str, Field(min_length=3, max_length=MAX_NAME_LENGTH, pattern="^[a-z0-9]+(-[a-z0-9]+)*$", examples=["rao-motors"])
]


class PosterChange(BaseModel):
    """The name that the address of the poster is to have; null: the garage's id."""

    name: PosterName | None


class PosterOut(BaseModel):
    """The address of the poster, and its name if it has one."""

    name: str | None
    path: Annotated[str, Field(examples=["/g/rao-motors"])]


class WordQuery(PageQuery):
    """Which words to list; without a kind those that payments are right are left out."""

    is_open: Annotated[bool | None, Field(alias="open", description="Only those that nobody has looked into.")] = None
    kind: WordKind | None = None


class WordPayment(BaseModel):
    """The payment that a word is about."""

    id: str
    amount: float
    method: PaymentMethod
    payment_date: dt.datetime
    collected_by_name: str | None


class WordOut(BaseModel):
    """A word of a customer."""

    id: str
    kind: WordKind
    job_id: Annotated[str | None, Field(description="Null where there is no job, and that is what is said.")]
    job_number: int | None
    customer_name: str | None
    vehicle_number: Annotated[str | None, Field(description="As it was typed, where there is no job.")]
    payment: WordPayment | None
    differs: Differs | None
    rating: int | None
    text: str | None
    at: dt.datetime
    is_open: bool
    resolved_at: dt.datetime | None
    resolved_by_name: str | None
    resolution: str | None
    shown_at: Annotated[dt.datetime | None, Field(description="Since when whoever has the job may read it.")]


class Resolution(BaseModel):
    """The outcome of a word."""

    note: Annotated[Line, Field(min_length=1, max_length=500, examples=["Corrected with the customer by phone"])]
