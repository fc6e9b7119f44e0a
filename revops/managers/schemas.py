"""Managers on the wire, as the owner sees them, and what is said of a member beyond the role."""

import datetime as dt
from typing import Annotated

from pydantic import BaseModel, Field

from revops.access.permissions import Permission, Sees
from revops.core.money import PositiveAmount
from revops.http.wire import HeldAmount

Grants = Annotated[
    dict[Permission, bool],
    Field(
        max_length=len(Permission),
        description="Single permissions that this member has beyond the role, or has not although the role has them.",
        examples=[{"documents:credit": True}],
    ),
]


class Limits(BaseModel):
    """Up to where a member may go alone."""

    cash_payment: Annotated[
        PositiveAmount | None, Field(description="The most cash taken in one payment; null: any amount.")
    ] = None


class MemberTerms(BaseModel):
    """The sight and rights of a member where they are other than what comes with the role. An owner has none of it."""

    grants: Grants | None = None
    sees: Annotated[Sees | None, Field(description="Whose jobs and payments: one's own, or everybody's.")] = None
    limits: Limits | None = None


class MemberLimits(BaseModel):
    """Up to where a member may go alone."""

    cash_payment: float | None


class ManagerUser(BaseModel):
    """The person."""

    id: str
    name: str
    email: str
    phone: str


class ManagerOut(BaseModel):
    """A manager with exact figures of this instant. ``pending_settlement`` is submitted and not yet reviewed."""

    id: str
    user_id: str
    workshop_id: str
    joined_at: dt.datetime
    is_active: bool
    permissions: Annotated[list[str], Field(examples=[["jobs:create"]])]
    user: ManagerUser
    job_count: int
    total_revenue: float
    total_collected: float
    cash_in_hand: HeldAmount
    pending_settlement: float
