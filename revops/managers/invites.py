"""Signatures of invite codes: what a code lets somebody in as is not changed by whoever can write to the database."""

from typing import Any

import orjson

from revops.access.permissions import Role
from revops.core.signing import Signed
from revops.core.time import millis
from revops.mongo.client import Database, Document

_SIGNED = ("_id", "workshop_id", "code", "role", "terms")


def _content(code: Document) -> bytes:
    said: dict[str, Any] = {name: code.get(name) for name in _SIGNED}
    said["expires_at"] = millis(code["expires_at"])
    return b"revops invite code" + orjson.dumps(said, option=orjson.OPT_SORT_KEYS)


def sign_invite(db: Database, code: Document) -> Document:
    """Build an invite code with the signature of what it is for. The server that makes codes has a key."""
    assert db.signing is not None
    return {**code, "signed": db.signing.sign(_content(code))}


def check_invite(db: Database, code: Document) -> Signed:
    """Check whether an invite code lets in as what it was made for; without a key nobody can tell."""
    if "signed" not in code:
        # An older version signs none: then it is good for what any code is.
        is_plain = code.get("role", Role.MANAGER) == Role.MANAGER and "terms" not in code
        return Signed.YES if is_plain else Signed.NO
    return Signed.YES if db.signing is None else db.signing.check(code["signed"], _content(code))
