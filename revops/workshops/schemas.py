"""Workshops on the wire."""

import datetime as dt
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, BaseModel, Field
from pydantic_core import PydanticCustomError

from revops.access.permissions import Role, Sees
from revops.core.emails import OptionalEmail
from revops.core.money import Amount, Currency
from revops.core.text import Line, OptionalCode, OptionalName, OptionalNote, Version
from revops.core.time import zone
from revops.http.wire import GivenPassword
from revops.managers.schemas import MemberLimits, MemberTerms
from revops.mongo.repeats import Repeatable

ManagersSee = Literal["own", "all"]


def _known_zone(value: str) -> str:
    try:
        zone(value)
    except KeyError:
        raise PydanticCustomError("timezone", "is not a time zone such as Asia/Kolkata") from None
    return value


Timezone = Annotated[Line, AfterValidator(_known_zone), Field(min_length=1, max_length=64, examples=["Asia/Kolkata"])]
WorkshopName = Annotated[Line, Field(min_length=1, max_length=120, examples=["Pro Auto Workshop"])]
WorkshopPhone = Annotated[Line, Field(min_length=4, max_length=32, examples=["+912225551234"])]
Address = Annotated[OptionalNote, Field(examples=["12 Station Road, Pune"])]
GstNumber = Annotated[OptionalCode, Field(examples=["27AAPFU0939F1ZV"])]
PasswordAbove = Annotated[
    Amount | None,
    Field(description="Payments and settlements above this are confirmed with the password; null: never asked for."),
]

BlindCounts = Annotated[
    bool | None,
    Field(
        description="Whether cash is handed over by counting its notes, and received by a count that is made without"
        " seeing that one; left out, it is not."
    ),
]


class WorkshopCreate(Repeatable):
    """A new workshop."""

    name: WorkshopName
    phone: WorkshopPhone
    address: Address = None
    gst_number: GstNumber = None
    currency: Annotated[Currency, Field(examples=["INR"])] = "INR"
    timezone: Timezone = "Asia/Kolkata"
    additional: Annotated[
        bool, Field(description="Meant as a further one: without it an owner who has one is refused.")
    ] = False
    managers_see: Annotated[
        ManagersSee | None,
        Field(description="Whose jobs managers see: one's own, which is so when it is left out, or all."),
    ] = None
    blind_counts: BlindCounts = None

    # As in ``JobCreate``.
    unprinted: ClassVar[frozenset[str]] = frozenset({"managers_see", "blind_counts"})


class WorkshopUpdate(BaseModel):
    """Fields left out stay as they are. With ``version``, the change is refused when somebody was faster."""

    name: WorkshopName | None = None
    phone: WorkshopPhone | None = None
    address: Address = None
    gst_number: GstNumber = None
    currency: Currency | None = None
    timezone: Timezone | None = None
    password_above: PasswordAbove = None
    managers_see: Annotated[
        ManagersSee | None, Field(description="Whose jobs managers see, those who work here and those who will.")
    ] = None
    blind_counts: BlindCounts = None
    password: Annotated[GivenPassword | None, Field(description="Needed to ask for the password less often.")] = None
    version: Version | None = None


class WorkshopOut(BaseModel):
    """A workshop. ``warnings`` point at values that look odd; they never block."""

    id: str
    owner_id: str
    name: str
    phone: str
    address: str | None
    gst_number: str | None
    currency: Currency
    timezone: str
    password_above: float | None
    managers_see: ManagersSee
    blind_counts: bool
    created_at: dt.datetime
    version: int
    warnings: list[str]


class WorkshopUpdated(WorkshopOut):
    """The workshop after a change."""

    message: Annotated[str, Field(examples=["Workshop updated"])]


class Typed(BaseModel):
    """The contents of a form, to be checked while it is typed. Nothing is saved."""

    currency: Annotated[Currency, Field(examples=["INR"])] = "INR"
    phone: Annotated[OptionalName, Field(examples=["98765 4321"])] = None
    vehicle_number: Annotated[OptionalName, Field(examples=["MH12AB1234"])] = None
    gst_number: Annotated[OptionalName, Field(examples=["27AAPFU0939F1ZV"])] = None


class TypedLook(BaseModel):
    """Warnings about each field; ``state`` is the one that the GST number names."""

    phone: str | None
    vehicle_number: str | None
    gst_number: str | None
    state: Annotated[str | None, Field(examples=["Maharashtra"])]


class InviteCodeCreate(MemberTerms):
    """Whom a new code is for, and with which rights."""

    # What an older version does not know of does not make another request of one without it.
    unprinted: ClassVar[frozenset[str]] = frozenset({"email", *MemberTerms.model_fields})

    role: Annotated[Role, Field(description="What whoever uses it becomes.")] = Role.MANAGER
    email: Annotated[OptionalEmail, Field(description="Where the code is sent; without one nowhere.")] = None


class InviteCodeOut(BaseModel):
    """A single-use code with which somebody joins, in a role; ``sees`` null: what comes with the role."""

    code: Annotated[str, Field(examples=["K7WM3QXA"])]
    role: Role
    sees: Sees | None
    grants: dict[str, bool]
    limits: MemberLimits
    is_active: bool
    used_by: str | None
    used_at: dt.datetime | None
    created_at: dt.datetime
    expires_at: dt.datetime


def changed_fields(update: BaseModel) -> dict[str, Any]:
    """Return the fields that were sent, without those that stand for "leave it" when null."""
    sent = update.model_dump(exclude_unset=True, exclude={"version", "password"})
    nullable = {"address", "gst_number", "password_above"}
    return {name: value for name, value in sent.items() if value is not None or name in nullable}
