"""The stored forms of a user, with the one place that makes it, and of a line of the audit log."""

import datetime as dt
from typing import Any, NotRequired, TypedDict

from revops.access.permissions import Role


class UserRow(TypedDict):
    """A user as it is stored."""

    _id: str
    email: str
    # None for somebody who cannot sign in.
    password_hash: str | None
    name: str
    phone: str
    role: str
    workshop_id: str | None
    # Ending all sessions moves it on.
    session_version: int
    created_at: dt.datetime
    revoked: NotRequired[list[dict[str, Any]]]
    second_factor: NotRequired[dict[str, Any]]
    reset: NotRequired[dict[str, Any]]
    removed_at: NotRequired[dt.datetime]


class AuditRow(TypedDict):
    """A line of the audit log as it is written; its place in the chain is added later (audit_chain.py)."""

    _id: str
    workshop_id: str | None
    at: dt.datetime
    kind: str
    # Whose account it is about, and who did it.
    user_id: str
    actor_id: str
    detail: str | None
    times: int
    network: str | None
    device: str | None
    request_id: str | None
    session_id: str | None
    subject_id: str | None
    about: str | None


def new_user(
    user_id: str,
    email: str,
    password_hash: str | None,
    name: str,
    phone: str,
    role: Role,
    at: dt.datetime,
    *,
    workshop_id: str | None = None,
) -> UserRow:
    """Build a user who has no session yet."""
    return {
        "_id": user_id,
        "email": email,
        "password_hash": password_hash,
        "name": name,
        "phone": phone,
        "role": role.value,
        "workshop_id": workshop_id,
        "session_version": 1,
        "created_at": at,
    }
