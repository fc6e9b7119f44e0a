"""The stored form of a passkey: what shows that an answer is of it. Nothing of it is secret."""

import datetime as dt
import hashlib
from typing import TypedDict

from bson import Binary

from revops.mongo.client import Database, Session


class PasskeyRow(TypedDict):
    """A passkey as it is stored."""

    # Of the name that the device gave it.
    _id: str
    credential_id: str
    user_id: str
    name: str
    public_key: Binary
    # How often it was used as it says; 0 for those that do not count.
    sign_count: int
    # Where it was made, and works.
    host: str
    device: str | None
    created_at: dt.datetime
    used_at: dt.datetime | None


def id_of(credential_id: str) -> str:
    """Return the id of the passkey that a device calls so."""
    return hashlib.sha256(credential_id.encode()).hexdigest()[:32]


async def find(db: Database, credential_id: str) -> PasskeyRow | None:
    """Read the passkey that a device calls so."""
    found: PasskeyRow | None = await db.collection("passkeys").find_one({"_id": id_of(credential_id)})  # type: ignore[assignment]
    return found


async def of_user(db: Database, user_id: str, session: Session | None = None) -> list[PasskeyRow]:
    """Read the passkeys of a user, the newest first."""
    found = db.collection("passkeys").find({"user_id": user_id}, session=session)
    return await found.sort([("created_at", -1), ("_id", 1)]).to_list()  # type: ignore[return-value]
