"""Users. They are found by e-mail before any workshop is known, so this collection has no scope."""

import datetime as dt
import unicodedata
from typing import Any

from pymongo.errors import DuplicateKeyError

from revops.access.errors import EmailTaken
from revops.core.errors import BadRequest
from revops.core.time import now
from revops.mongo.client import Database, Document, Session

_GONE_WITH_SESSIONS = {"reset": "", "registered_by": "", "second_factor.wrong": ""}


def normal_email(email: str) -> str:
    """Return an e-mail address as it is compared and stored: composed, in lower case, without marks of copying."""
    composed = unicodedata.normalize("NFC", email)
    return "".join(c for c in composed if unicodedata.category(c) != "Cf").strip().lower()


async def by_email(db: Database, email: str, session: Session | None = None) -> Document | None:
    """Return the user with that e-mail address in any case."""
    return await db.collection("users").find_one({"email": normal_email(email)}, session=session)


async def known(db: Database, email: str) -> Document | None:
    """Return the user with an e-mail address as anybody may have sent it."""
    return await by_email(db, email) if "\x00" not in email else None


async def by_id(db: Database, user_id: str, session: Session | None = None) -> Document | None:
    """Return a user."""
    return await db.collection("users").find_one({"_id": user_id}, session=session)


async def personal_data(db: Database, user: Document) -> tuple[str, ...]:
    """List what is no password because others know it of a user: address, name, phone, and the garage's name."""
    workshop = await db.collection("workshops").find_one({"_id": user.get("workshop_id")}, {"name": 1})
    return user["email"], user["name"], user["phone"], workshop["name"] if workshop else ""


async def insert(db: Database, user: Document, session: Session | None = None) -> None:
    """Add a user. Raises BadRequest when the e-mail address is taken."""
    try:
        await db.collection("users").insert_one(user, session=session)
    except DuplicateKeyError:
        raise email_taken() from None


def email_taken() -> BadRequest:
    """Return the failure for a second account on one e-mail address."""
    return EmailTaken("This e-mail address already has an account. Sign in instead.")


async def replace_hash(db: Database, user_id: str, old_hash: str, new_hash: str) -> None:
    """Store a stronger hash of the same password, unless the password was changed meanwhile."""
    await db.collection("users").update_one(
        {"_id": user_id, "password_hash": old_hash}, {"$set": {"password_hash": new_hash}}
    )


async def end_sessions(
    db: Database, user_id: str, session: Session | None = None, *, also: dict[str, Any] | None = None
) -> int:
    """End every session of a user, with a code for a new password that was not used and the right to repeat the
    registration; wrong second factors count anew. Returns the new session version. ``also`` sets further fields in the
    same update.
    """
    document = await db.collection("users").find_one_and_update(
        {"_id": user_id},
        {"$inc": {"session_version": 1}, "$set": {"revoked": [], **(also or {})}, "$unset": _GONE_WITH_SESSIONS},
        return_document=True,
        session=session,
    )
    assert document is not None
    return int(document["session_version"])


async def forget_registration(db: Database, user_id: str) -> None:
    """End the right to repeat the registration, which a log-in shows to be no longer needed."""
    await db.collection("users").update_one({"_id": user_id}, {"$unset": {"registered_by": ""}})


async def revoke_token(db: Database, user_id: str, token_id: str, expires_at: dt.datetime) -> None:
    """End one session; forget those ended before that would have expired by now."""
    users = db.collection("users")
    await users.update_one({"_id": user_id}, {"$pull": {"revoked": {"expires_at": {"$lt": now()}}}})
    await users.update_one(
        {"_id": user_id}, {"$addToSet": {"revoked": {"token_id": token_id, "expires_at": expires_at}}}
    )
