"""Managers on the wire, as the owner sees them."""

import datetime as dt
from typing import Annotated

from pydantic import BaseModel, Field

from revops.http.wire import HeldAmount


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
