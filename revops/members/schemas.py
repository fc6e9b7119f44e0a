"""The wire of members."""

import datetime as dt
from typing import Annotated, ClassVar

from pydantic import BaseModel, Field

from revops.access.permissions import Permission, Role, Sees
from revops.core.codes import Code
from revops.core.text import Identifier, Line
from revops.http.wire import HeldAmount
from revops.managers.schemas import ManagerUser, MemberLimits, MemberTerms


class MemberChange(MemberTerms):
    """A change of a member: fields left out stay; a new role brings its own sight and rights, unless given too."""

    role: Role | None = None


class RoleOut(BaseModel):
    """The rights and sight that come with a role in this garage."""

    role: Role
    sees: Sees
    permissions: list[Permission]


class MemberOut(BaseModel):
    """A member with exact figures of this instant. ``open_jobs`` are those not delivered and paid, nor closed."""

    id: str
    user_id: str
    workshop_id: str
    role: Role
    sees: Sees
    grants: dict[str, bool]
    permissions: list[Permission]
    limits: MemberLimits
    joined_at: dt.datetime
    left_at: dt.datetime | None
    is_active: bool
    user: ManagerUser
    has_password: bool
    link_ends_at: Annotated[
        dt.datetime | None, Field(description="When the open link that sets the password ends; null without one.")
    ]
    open_jobs: int
    cash_in_hand: HeldAmount
    pending_settlement: float


class MemberChanged(BaseModel):
    """The member after a change."""

    message: Annotated[str, Field(examples=["Member changed"])]
    member: MemberOut


class NewMember(MemberTerms):
    """Somebody who works here and logs in by phone number, with a password that a link sets."""

    # What an older version does not know of does not make another request of one without it.
    unprinted: ClassVar[frozenset[str]] = frozenset(MemberTerms.model_fields)

    name: Annotated[Line, Field(min_length=1, max_length=120, examples=["Arjun Naik"])]
    phone: Annotated[Line, Field(min_length=4, max_length=32, examples=["+919876543210"])]
    role: Annotated[Role, Field(description="Not `owner`.")] = Role.MANAGER


class MemberMade(BaseModel):
    """The new member, who has no password yet."""

    message: Annotated[str, Field(examples=["Arjun Naik can set a password now"])]
    member_id: str


class PasswordLink(BaseModel):
    """A link that sets a member's password once: as an address, and as the picture of it (SVG). It is shown this once;
    ``email`` is where it can be sent, empty without a mail server.
    """

    url: str
    qr: str
    expires_at: dt.datetime
    name: str
    phone: str
    email: str


class Join(BaseModel):
    """The invite code of a further garage, or of one that somebody left."""

    invite_code: Annotated[Code, Field(examples=["K7WM3QXA"])]


class Joined(BaseModel):
    """The garage that somebody belongs to now."""

    message: Annotated[str, Field(examples=["You are a member now"])]
    member_id: str
    workshop_id: str
    role: Role


class Taker(BaseModel):
    """Somebody who can have a job."""

    id: str
    name: str | None
    role: Role


class HandOver(BaseModel):
    """The member who is to have the jobs."""

    to: Identifier


class HandedOver(BaseModel):
    """The number of jobs that went over, and of those left for the next time: one time has a limit."""

    message: Annotated[str, Field(examples=["3 jobs handed over"])]
    jobs: int
    jobs_left: int
