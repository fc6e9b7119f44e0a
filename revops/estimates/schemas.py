"""Services, versions and answers on the wire."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from revops.billing.schemas import BillLineOut, ItemIn, Items
from revops.core.text import Identifier, Line, OptionalNote, OptionalText, Version
from revops.estimates.row import How, State
from revops.http.query import PageQuery
from revops.mongo.client_ids import ClientId
from revops.mongo.repeats import Repeatable

Title = Annotated[Line, Field(min_length=1, max_length=120, examples=["Brake pads, front"])]
Reason = Annotated[OptionalText, Field(description="Why, for the customer.", examples=["3 mm are left"])]
PhotoIds = Annotated[list[Identifier], Field(max_length=20, description="Photos of the job that show it.")]
Told = Annotated[
    Literal["in_person", "phone", "message"], Field(description="How the customer said so to whoever records it.")
]
Choice = Literal["approved", "declined", "call_me"]


class ServiceIn(Repeatable, BaseModel):
    """A piece of work that the customer is to be asked about: a title, and what it is made of."""

    id: ClientId = None
    title: Annotated[Title | None, Field(description="May be left out with `again_of`.")] = None
    reason: Reason = None
    items: Annotated[Items, Field(description="Labour and parts; may be left out with `again_of`.")] = []
    photo_ids: PhotoIds = []
    template_id: Identifier | None = None
    again_of: Annotated[
        Identifier | None,
        Field(description="What was declined or not answered: the same again, at the template's price of now."),
    ] = None


class ServiceUpdate(BaseModel):
    """Fields left out stay as they are. With ``revision`` the change is refused when somebody was faster."""

    title: Title | None = None
    reason: Reason = None
    items: Items | None = None
    photo_ids: PhotoIds | None = None
    revision: Version | None = None


class SendIn(BaseModel):
    """Nothing has to be said: what is open is sent."""


class AnswersIn(BaseModel):
    """Answers that the customer told a member of the garage, by service."""

    answers: Annotated[dict[Identifier, Choice], Field(min_length=1, max_length=100)]
    told: Told
    note: OptionalNote = None
    version: Annotated[
        Version | None, Field(description="The version that the customer was told; left out, what is proposed now.")
    ] = None


class ServiceOut(BaseModel):
    """A service with its lines of now, and what the customer said to it."""

    id: str
    title: str
    reason: str | None
    state: State
    sent_version: Annotated[int | None, Field(description="Null: the customer has not been asked.")]
    revision: int
    photo_ids: list[str]
    template_id: str | None
    again_of: str | None
    lines: list[BillLineOut]
    total_amount: Annotated[float, Field(description="With tax, of the lines of now.")]
    approved_amount: float | None
    lowered: Annotated[bool, Field(description="Less is charged now than was approved.")]
    proposed_at: dt.datetime
    proposed_by_name: str | None
    answered_at: dt.datetime | None
    how: How | None
    told: Told | None


class AnsweredService(BaseModel):
    """An answer to one service, and the amount that it was given for."""

    service_id: str
    title: str
    answer: Choice
    amount: float


class CustomersAnswer(BaseModel):
    """An answer of the customer, as it was given."""

    id: str
    version: int
    at: dt.datetime
    how: How
    told: Told | None
    recorded_by_name: str | None
    note: str | None
    services: list[AnsweredService]
    approved_amount: float
    address: Annotated[str | None, Field(description="Where it came from; told to the owner only.")]
    device: str | None
    signed: Annotated[Literal["drawn", "typed"] | None, Field(description="How it was signed, if the garage asks.")]


class AdvanceOut(BaseModel):
    """The part of the estimate that the garage asks for before the work is done."""

    percent: int
    amount: float
    open_amount: Annotated[float, Field(description="What of it is not paid.")]


AdvancePercent = Annotated[
    Annotated[int, Field(strict=True, ge=1, le=100, examples=[30])] | None,
    Field(description="What part of an estimate is asked for before the work is done; null: none."),
]


AsksSignature = Annotated[
    bool, Field(strict=True, description="Whether customers sign what they approve on their page.")
]


class EstimateSettings(BaseModel):
    """The settings of asking customers."""

    advance_percent: AdvancePercent
    asks_signature: AsksSignature


class EstimateSettingsChange(BaseModel):
    """Fields left out stay as they are."""

    advance_percent: AdvancePercent = None
    asks_signature: AsksSignature = False


class SentVersion(BaseModel):
    """The version that the customer sees."""

    number: int
    sent_at: dt.datetime
    sent_by_name: str | None


class JobEstimate(BaseModel):
    """The services of a job, what was sent of them and what was answered."""

    job_id: str
    estimated_amount: float
    is_closed: bool
    version: SentVersion | None
    needs_sending: Annotated[bool, Field(description="The customer has not been asked about some of it.")]
    services: list[ServiceOut]
    answers: Annotated[list[CustomersAnswer], Field(description="Newest first.")]
    approved_amount: Annotated[float, Field(description="What is charged of what was approved.")]
    waiting_amount: float
    declined_amount: float
    advance: Annotated[AdvanceOut | None, Field(description="Null where none is asked for, or no more.")]


class SignatureOut(BaseModel):
    """The signature under an answer: what was drawn, as the path of a picture of this size, and the name typed."""

    name: str | None
    path: Annotated[str | None, Field(examples=["M40,60 L80,90 L120,40"])]
    width: int
    height: int


class ServiceChanged(BaseModel):
    """A service was proposed, changed or withdrawn."""

    id: str
    message: Annotated[str, Field(examples=["Service added"])]
    estimate: JobEstimate


class EstimateSent(BaseModel):
    """A version was made that the customer sees from now on."""

    version: int
    url: Annotated[str, Field(examples=["https://garage.example/c/0pG6wMDQ1nKgCK8mY4rYGA"])]
    message: Annotated[str, Field(examples=["Estimate 2 is ready to send"])]
    estimate: JobEstimate


class AnswersRecorded(BaseModel):
    """The answers were recorded."""

    message: Annotated[str, Field(examples=["Answers recorded"])]
    estimate: JobEstimate


class VersionService(BaseModel):
    """A service as a version says it."""

    id: str
    title: str
    reason: str | None
    photo_ids: list[str]
    lines: list[BillLineOut]
    total_amount: float


class VersionOut(SentVersion):
    """A version as it was sent."""

    is_current: bool
    services: list[VersionService]


class DeferredQuery(PageQuery):
    """Of which vehicle; without one, all, for following up."""

    vehicle_id: Identifier | None = None
    plate: Annotated[Annotated[str, Field(max_length=32)] | None, Field(description="In any writing.")] = None


class DeferredOut(BaseModel):
    """A service that was declined, or not answered, and not proposed again."""

    id: str
    title: str
    reason: str | None
    state: State
    vehicle_id: str | None
    vehicle_number: str
    car_model: str
    customer_name: str
    job_id: str
    job_number: int | None
    proposed_at: dt.datetime
    answered_at: dt.datetime | None
    amount: float


class ToldOut(BaseModel):
    """The number of answers that a member recorded, which customers did not give by themselves."""

    member_id: str
    name: str | None
    told_count: int
    told_amount: Annotated[float, Field(description="What was approved by them.")]


class TemplateLine(BaseModel):
    """A line of a usual job. A price that is not known is asked for."""

    kind: Literal["labour", "part"]
    description: Annotated[Line, Field(min_length=1, max_length=500)]
    quantity: float
    unit: str
    unit_price: float | None
    discount: float
    hsn_sac: Annotated[str | None, Field(description="Null: the garage's code of today.")]
    tax_rate_bp: Annotated[int | None, Field(description="Null: the garage's rate of today.")]


class ServiceTemplateOut(BaseModel):
    """A usual job with its lines and prices."""

    id: str
    title: str
    reason: str | None
    lines: list[TemplateLine]
    is_own: Annotated[bool, Field(description="Of the garage; the others come with RevOps.")]


class ServiceTemplateIn(Repeatable):
    """A usual job of the garage."""

    title: Title
    reason: Reason = None
    items: Annotated[list[ItemIn], Field(min_length=1, max_length=50)]
