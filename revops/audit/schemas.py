"""The audit log as the owner sees it."""

import datetime as dt
from typing import Annotated

from pydantic import BaseModel, Field

from revops.access.audit import AuditKind
from revops.core.written_time import Instant
from revops.http.query import PageQuery


class AuditQuery(PageQuery):
    """Which events to list."""

    kind: AuditKind | None = None


class NoticesSeen(BaseModel):
    """Up to which event the notices were seen."""

    until: Instant


class AuditEventOut(BaseModel):
    """One event. ``user`` is whose account it is about, ``actor`` who did it; ``detail`` is the operation that was
    refused or what was wrong; ``times`` counts the same thing within a second; ``subject_id`` is the payment or
    settlement that was reviewed; ``about`` a text to show, such as the name of another garage."""

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
    session_id: str | None
    subject_id: str | None
    about: str | None
