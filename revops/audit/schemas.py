"""What the owner sees of the audit log."""

import datetime as dt
from typing import Annotated

from pydantic import BaseModel, Field

from revops.access.audit import AuditKind
from revops.core.query import PageQuery


class AuditQuery(PageQuery):
    """Which events to list."""

    kind: AuditKind | None = None


class AuditEventOut(BaseModel):
    """One event. ``user`` is whose account it is about, ``actor`` who did it; ``detail`` is the operation that was
    refused or what was wrong; ``times`` counts the same thing within a second."""

    id: str
    at: dt.datetime
    kind: AuditKind
    user_id: str
    user_name: str | None
    actor_id: str
    actor_name: str | None
    detail: Annotated[str | None, Field(examples=["removeManager"])]
    times: int
    network: Annotated[str | None, Field(examples=["203.0.113.0/24"])]
    device: Annotated[str | None, Field(examples=["Chrome on Android"])]
    request_id: str | None
