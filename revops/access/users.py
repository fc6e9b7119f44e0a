"""Users. They are found by e-mail before any workshop is known, so this collection has no scope."""

import datetime as dt
import unicodedata
from collections.abc import Sequence
from typing import Any

from pymongo.errors import DuplicateKeyError

from revops.access import push_subscriptions
from revops.access.errors import EmailTaken, PhoneTaken
from revops.core.errors import BadRequest, InvalidFields
from revops.core.time import now
from revops.mongo.client import Database, Document, Session

# Who has no e-mail address is kept by one that nobody can have, made of the phone number: so it is one person's alone.
_NO_MAIL = "@phone.invalid"
# As many people with one number as are looked at.
_MAX_USERS_ALIKE = 50
_GONE_WITH_SESSIONS = {"reset": "", "password_link": "", "registered_by": "", "second_factor.wrong": ""}  # nosec B105


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


def address_of_phone(stored: str) -> str:
    """Build what stands in the place of an e-mail address for somebody who has none."""
    return f"{stored}{_NO_MAIL}"


def is_nobodys(email: str) -> bool:
    """Say whether an address only stands in the place of one."""
    return email.endswith(_NO_MAIL)


def refuse_nobodys(email: str) -> None:
    """Raise InvalidFields for an address that only stands in the place of one."""
    if is_nobodys(email):
        raise InvalidFields({"email": "Nobody can have this e-mail address. Enter your own."})


def phone_taken() -> PhoneTaken:
    """Build the failure for a second account that could be logged in to by one phone number alone."""
    return PhoneTaken("Somebody logs in by this phone number already. Enter another one.")


def has_email(user: Document) -> bool:
    """Say whether a user has an e-mail address."""
    return not is_nobodys(user["email"])


def shown_email(user: Document) -> str:
    """Return the e-mail address as it is shown: empty for somebody who has none."""
    return user["email"] if has_email(user) else ""


async def by_phone(db: Database, stored_forms: Sequence[str], session: Session | None = None) -> list[Document]:
    """Read whom a phone number may mean. One who has no other way to log in comes before all others, who have an
    e-mail address; those whose access was ended count only when there is nobody else.
    """
    if not stored_forms:
        return []
    collection = db.collection("users")
    addresses = [address_of_phone(stored) for stored in stored_forms]
    of_phone = await collection.find({"email": {"$in": addresses}}, session=session).to_list()
    alike = await collection.find({"phone": {"$in": list(stored_forms)}}, session=session).to_list(_MAX_USERS_ALIKE)
    present = [[user for user in found if user.get("removed_at") is None] for found in (of_phone, alike)]
    return next((found for found in (*present, of_phone, alike) if found), [])


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


def own_password(new_hash: str) -> Document:
    """Build the fields of a password that the user himself has set."""
    return {"password_hash": new_hash, "password_set_by_link": None}  # nosec B105


async def replace_hash(db: Database, user_id: str, old_hash: str, new_hash: str) -> None:
    """Store a stronger hash of the same password, unless the password was changed meanwhile."""
    await db.collection("users").update_one(
        {"_id": user_id, "password_hash": old_hash}, {"$set": {"password_hash": new_hash}}
    )


async def end_sessions(
    db: Database, user_id: str, session: Session | None = None, *, also: dict[str, Any] | None = None
) -> int:
    """End every session of a user, with the notifications to his devices, a code for a new password that was not used
    and the right to repeat the registration; wrong second factors count anew. Returns the new session version.
    ``also`` sets further fields in the same update.
    """
    document = await db.collection("users").find_one_and_update(
        {"_id": user_id},
        {"$inc": {"session_version": 1}, "$set": {"revoked": [], **(also or {})}, "$unset": _GONE_WITH_SESSIONS},
        return_document=True,
        session=session,
    )
    assert document is not None
    await push_subscriptions.end_all(db, user_id, session)
    return int(document["session_version"])


async def forget_registration(db: Database, user_id: str) -> None:
    """End the right to repeat the registration, which a log-in shows to be no longer needed."""
    await db.collection("users").update_one({"_id": user_id}, {"$unset": {"registered_by": ""}})


async def revoke_token(db: Database, user_id: str, token_id: str, expires_at: dt.datetime) -> None:
    """End one session with the notifications to its device; forget those ended before that have expired by now."""
    await push_subscriptions.end_with_session(db, user_id, token_id)
    users = db.collection("users")
    await users.update_one({"_id": user_id}, {"$pull": {"revoked": {"expires_at": {"$lt": now()}}}})
    await users.update_one(
        {"_id": user_id}, {"$addToSet": {"revoked": {"token_id": token_id, "expires_at": expires_at}}}
    )
