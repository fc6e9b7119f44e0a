"""Papers on the wire."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from revops.core.money import WrittenAmount
from revops.core.text import Identifier, Line, OptionalName
from revops.http.query import FromDay, PageQuery, QueryModel, ToDay

IssuedKind = Literal["invoice", "credit_note", "receipt", "refund_voucher"]


class DocumentQuery(PageQuery):
    """Which issued documents to list. A manager sees those of own jobs only."""

    kind: IssuedKind | None = None
    job_id: Identifier | None = None
    q: Annotated[
        OptionalName, Field(description="Number, customer, vehicle number, car, phone or job number; beginnings match.")
    ] = None
    first_day: FromDay = None
    last_day: ToDay = None


class LayoutQuery(QueryModel):
    """The layout of a paper: a page, or the roll of a counter printer."""

    format: Literal["a4", "thermal"] = "a4"


class DocumentPdfQuery(QueryModel):
    """Which print of an issued document is wanted."""

    as_issued: Annotated[
        bool, Field(description="As it was first handed out, also when it was taken back or cancelled since.")
    ] = False


class UpiCodeQuery(QueryModel):
    """The amount that a code asks for; all that is outstanding on the job when left out."""

    amount: WrittenAmount | None = None


class UpiCode(BaseModel):
    """A code to pay by, with what to read beside it. It confirms nothing: the payment is recorded when it has come."""

    amount: float
    vpa: Annotated[str, Field(examples=["garage@upi"])]
    payee: Annotated[str, Field(examples=["Sharma Motors"])]
    link: Annotated[str, Field(examples=["upi://pay?pa=garage@upi&pn=Sharma%20Motors&am=1250.50&cu=INR"])]
    svg: str


class CreditNoteIn(BaseModel):
    """Why an invoice is taken back."""

    reason: Annotated[Line, Field(min_length=1, max_length=500, examples=["Wrong GSTIN of the customer"])]


class Issued(BaseModel):
    """A document was issued, or had been: then it is the one that stands."""

    id: str
    number: Annotated[str, Field(examples=["INV/2627/00001"])]
    message: Annotated[str, Field(examples=["Invoice issued"])]


class InvoiceIssued(Issued):
    """An invoice was issued; ``warnings`` point at tax numbers and places on it that look odd."""

    warnings: list[str]


class DocumentOut(BaseModel):
    """An issued document. ``credits`` is what a credit note or a refund voucher takes back, ``credited_by`` what took
    an invoice or a receipt voucher back. ``mark`` is what a reprint says of a document that holds no longer: an invoice
    that was credited, a receipt whose payment was rejected; ``reason`` is why."""

    id: str
    kind: IssuedKind
    number: str
    issued_at: dt.datetime
    issued_by_name: str | None
    manager_id: str
    job_id: str
    job_number: int | None
    payment_id: str | None
    customer_name: str
    customer_gst_number: str | None
    vehicle_number: str
    taxable_amount: float
    tax_amount: float
    total_amount: float
    credits: Annotated[str | None, Field(examples=["INV/2627/00001"])]
    credited_by: Annotated[str | None, Field(examples=["CN/2627/00001"])]
    mark: Annotated[str | None, Field(examples=["Cancelled: payment rejected on 24 Nov 2026"])]
    reason: str | None
