"""The stored form of an invite code."""

import datetime as dt
from typing import NotRequired, TypedDict

from revops.access.permissions import Role
from revops.core.ids import new_id, typed_code
from revops.core.time import now
from revops.mongo.client import Document

CODE_LENGTH = 8
CODE_LIFETIME = dt.timedelta(days=7)


class InviteRow(TypedDict):
    """A code that lets one person into a garage, as it is stored."""

    _id: str
    workshop_id: str
    code: str
    # Missing in those of an older version: for a manager.
    role: NotRequired[str]
    # What else the member begins with: rights, limits, whose jobs he sees.
    terms: NotRequired[Document]
    # None where an import does not say who.
    created_by: str | None
    created_at: dt.datetime
    expires_at: dt.datetime
    used_by: str | None
    used_at: dt.datetime | None
    is_active: bool
    # Over what it lets somebody in as; missing in those of an older version.
    signed: NotRequired[str]


def new_invite(workshop_id: str, role: Role, terms: Document, created_by: str) -> InviteRow:
    """Build a code for one new member; it is signed before it is stored."""
    created = now()
    invite: InviteRow = {
        "_id": new_id(),
        "workshop_id": workshop_id,
        "code": typed_code(CODE_LENGTH),
        "role": role.value,
        "created_by": created_by,
        "created_at": created,
        "expires_at": created + CODE_LIFETIME,
        "used_by": None,
        "used_at": None,
        "is_active": True,
    }
    if terms:
        invite["terms"] = terms
    return invite
