"""Invite codes against whoever can write to the database: what one lets somebody in as is signed, and that
one was used or revoked is in the journal.
"""

from collections.abc import Mapping
from typing import Any

import orjson

from revops.access.permissions import Role
from revops.core.signing import Signed
from revops.core.time import millis
from revops.mongo.client import Database, Document, Session
from revops.mongo.scoped import Scoped, TenantScope

_SIGNED = ("_id", "workshop_id", "code", "role", "terms")


def _content(code: Mapping[str, Any]) -> bytes:
    said: dict[str, Any] = {name: code.get(name) for name in _SIGNED}
    said["expires_at"] = millis(code["expires_at"])
    return b"revops invite code" + orjson.dumps(said, option=orjson.OPT_SORT_KEYS)


def sign_invite(db: Database, code: Mapping[str, Any]) -> str:
    """Sign what an invite code is for. The server that makes codes has a key."""
    assert db.signing is not None
    return db.signing.sign(_content(code))


async def was_closed(db: Database, code: Document, session: Session | None = None) -> bool:
    """Look in the journal whether a code was revoked or used: that it is open again, the database alone cannot say."""
    journal = Scoped(db, "journal", TenantScope(code["workshop_id"]))
    return await journal.find_one({"invite_id": code["_id"]}, {"_id": 1}, session) is not None


def check_invite(db: Database, code: Document) -> Signed:
    """Check whether an invite code lets in as what it was made for; without a key nobody can tell."""
    if "signed" not in code:
        # An older version signs none: then it is good for what any code is.
        is_plain = code.get("role", Role.MANAGER) == Role.MANAGER and "terms" not in code
        return Signed.YES if is_plain else Signed.NO
    return Signed.YES if db.signing is None else db.signing.check(code["signed"], _content(code))
