"""Links by which a member sets a password once: made for him by who manages members, handed over as a QR or a message.

A link stands for the member's account, so it is made only for one that is worth nothing outside this garage, and only
by somebody who may do all that the member may. What is stored of it is a hash.
"""

import datetime as dt
import hashlib
import secrets
from typing import Any

import segno

from revops.access import users
from revops.access.audit import AuditEvent, AuditKind, Origin, event_of
from revops.access.caller import Caller, Services
from revops.access.errors import MemberLeft
from revops.access.members import Membership, load_memberships, membership_of
from revops.access.passwords import hash_password, refuse_easy
from revops.access.permissions import Permissions, Role
from revops.auth.errors import LinkNotForThis, NoEmailHere, WrongLink
from revops.core.errors import NotFound
from revops.core.time import now
from revops.mongo.client import Database, Document, Session
from revops.mongo.idempotency import IdempotencyKey, once
from revops.mongo.scoped import Scoped
from revops.tasks.outbox import Task

LIFETIME = dt.timedelta(hours=24)
_PAGE = "/set-password"
# The task of sending a link (messages/password_link.py), which makes it then: so it is stored nowhere.
KIND = "password_link"
# For so long a log-in says that the password was set by a link.
TOLD_FOR = dt.timedelta(days=7)
_BYTES = 24
_MAX_TOKEN_LENGTH = 128


async def make(caller: Caller, member_id: str, base_url: str, origin: Origin) -> Document:
    """Make a link for a member, which ends the one before. Raises NotFound, Conflict, NotAllowed."""
    user = await _require_may(caller, member_id)
    token, expires_at = await issue(caller.services, user, caller.workshop.id, caller.user.id, origin)
    url = address(base_url, token)
    qr = segno.make(url, error="m", micro=False).svg_data_uri(scale=4, border=4, light="white")
    return {
        "url": url,
        "qr": qr,
        "expires_at": expires_at,
        "name": user["name"],
        "phone": user["phone"],
        "email": users.shown_email(user) if can_send(caller.services) else "",
    }


def address(base_url: str, token: str) -> str:
    """Build the address of a link. The secret stands after the #, so it is in no server's log."""
    return f"{base_url.rstrip('/')}{_PAGE}#{token}"


def can_send(services: Services) -> bool:
    """Say whether links can go out by e-mail: there is a mail server, and an address for them to lead to."""
    return services.settings.smtp_host is not None and services.settings.public_url is not None


async def send(caller: Caller, member_id: str, key: IdempotencyKey) -> Document:
    """Have a link sent to the member's e-mail address. Raises as ``make``, and NoEmailHere."""
    user = await _require_may(caller, member_id)
    if not can_send(caller.services) or not users.has_email(user):
        raise NoEmailHere("No e-mail can be sent to this member. Show the link as a QR code, or share it.")
    payload = {"user_id": user["_id"], "actor_id": caller.user.id}

    async def work(session: Session) -> Document:
        await caller.enqueue(session, Task(KIND, payload))
        return {"message": f"A link is on its way to {user['email']}"}

    return await once(caller.db, caller.user.id, key, None, work)


async def issue(
    services: Services, user: Document, workshop_id: str, actor_id: str, origin: Origin
) -> tuple[str, dt.datetime]:
    """Store a new link in the place of the one before; return its secret, and when it ends."""
    token = secrets.token_urlsafe(_BYTES)
    expires_at = now() + LIFETIME
    link = {
        "hash": _hash(token),
        "expires_at": expires_at,
        "workshop_id": workshop_id,
        "made_by": actor_id,
    }

    async def work(session: Session) -> None:
        mine = {"_id": user["_id"]}
        await services.db.collection("users").update_one(mine, {"$set": {"password_link": link}}, session=session)
        event = AuditEvent(AuditKind.PASSWORD_LINK_MADE, workshop_id, user["_id"], origin, actor_id=actor_id)
        await services.audit.record(event, session)

    await services.db.transaction(work)
    return token, expires_at


async def revoke(caller: Caller, member_id: str, origin: Origin) -> None:
    """End the open link of a member, if there is one. Raises NotFound."""
    _, user = await _member(caller, member_id)
    workshop_id = caller.workshop.id

    async def work(session: Session) -> None:
        mine = {"_id": user["_id"], "password_link.workshop_id": workshop_id}
        gone = {"$unset": {"password_link": ""}}  # nosec B105
        done = await caller.db.collection("users").update_one(mine, gone, session=session)
        if done.modified_count:
            event = AuditEvent(
                AuditKind.PASSWORD_LINK_REVOKED, workshop_id, user["_id"], origin, actor_id=caller.user.id
            )
            await caller.services.audit.record(event, session)

    await caller.db.transaction(work)


async def look(services: Services, token: str) -> Document:
    """Read whose link it is, for the page that asks for the new password. Raises BadRequest."""
    user, link = await _of_link(services.db, token)
    workshop = await services.workshop(link["workshop_id"])
    return {
        "name": user["name"],
        "login": users.shown_email(user) or user["phone"],
        "workshop_name": workshop.name if workshop is not None else "",
    }


async def use(services: Services, token: str, new_password: str, origin: Origin) -> str:
    """Set the password, use the link up and end every session; return what to log in with. Raises BadRequest,
    InvalidFields.
    """
    db = services.db
    user, link = await _of_link(db, token)
    refuse_easy(new_password, "new_password", *await users.personal_data(db, user))
    new_hash = await hash_password(new_password)

    async def work(session: Session) -> None:
        mine = {"_id": user["_id"], "password_link.hash": link["hash"]}
        used = await db.collection("users").update_one(mine, {"$unset": {"password_link": ""}}, session=session)  # nosec B105
        if used.modified_count == 0:
            raise _wrong_link()
        event = event_of(AuditKind.PASSWORD_LINK_USED, user | {"workshop_id": link["workshop_id"]}, origin)
        await services.audit.record(event, session)
        set_by = {"at": now(), "made_by": link["made_by"], "device": origin.device}
        also: dict[str, Any] = {"password_hash": new_hash, "password_set_by_link": set_by}
        await users.end_sessions(db, user["_id"], session, also=also)

    await db.transaction(work)
    services.users.drop(user["_id"])
    await services.throttles.login_succeeded(user["email"], origin.network, None)
    return users.shown_email(user) or str(user["phone"])


async def notice_of(services: Services, user: Document) -> str | None:
    """Say to who logs in that the password was set by a link lately, and who made it; None when it was not."""
    done = user.get("password_set_by_link")
    if done is None or done["at"] + TOLD_FOR < now():
        return None
    names = await services.names({done["made_by"]})
    maker = names.get(done["made_by"], "the owner")
    device = f" on {done['device']}" if done["device"] else ""
    return (
        f"Your password was set{device} with a link that {maker} made. If that was not you, set a new password under"
        " Settings now, and tell the owner."
    )


async def _of_link(db: Database, token: str) -> tuple[Document, Document]:
    if not 0 < len(token) <= _MAX_TOKEN_LENGTH:
        raise _wrong_link()
    user = await db.collection("users").find_one({"password_link.hash": _hash(token)})
    link: Document = (user or {}).get("password_link") or {}
    if user is None or link["expires_at"] <= now():
        raise _wrong_link()
    # He may have become more since, or have joined or left a garage.
    if not is_worth_one_garage(user, await load_memberships(db, user), link["workshop_id"]):
        raise _wrong_link()
    return user, link


def may_stand_in(caller: Caller, role: Role, permissions: Permissions) -> bool:
    """Say whether the caller may hand out what opens an account with these rights: an owner for all but owners."""
    return role is not Role.OWNER and (caller.member.role is Role.OWNER or permissions <= caller.member.permissions)


def is_worth_one_garage(user: Document, memberships: tuple[Membership, ...], workshop_id: str) -> bool:
    """Say whether an account lets in to this garage alone, and not as its owner."""
    return user["role"] != Role.OWNER and [
        (member.workshop_id, member.role is Role.OWNER) for member in memberships
    ] == [(workshop_id, False)]


async def _member(caller: Caller, member_id: str) -> tuple[Document, Document]:
    member = await Scoped(caller.db, "members", caller.scope.whole_workshop()).find_one({"_id": member_id})
    user = await users.by_id(caller.db, member["user_id"]) if member is not None else None
    if member is None or user is None:
        raise NotFound("member")
    return member, user


async def _require_may(caller: Caller, member_id: str) -> Document:
    """Return the user of a member for whom the caller may make a link. Raises NotFound, Conflict."""
    member, user = await _member(caller, member_id)
    if member["left_at"] is not None:
        raise MemberLeft("This member has left. A new invite code brings them back.")
    if user["_id"] == caller.user.id:
        raise LinkNotForThis("This is your own login. Change your password in the settings.")
    membership = membership_of(member)
    if not may_stand_in(caller, membership.role, membership.permissions):
        raise LinkNotForThis(
            "Nobody sets the password of an owner, or of somebody who may do more. They ask for a code by e-mail, on"
            " the log-in page."
        )
    if not is_worth_one_garage(user, await load_memberships(caller.db, user), caller.workshop.id):
        raise LinkNotForThis(
            "This login opens more than your garage, so only its owner sets the password: by a code that is e-mailed,"
            " on the log-in page."
        )
    return user


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _wrong_link() -> WrongLink:
    return WrongLink(
        "This link was used, was replaced by a newer one, or is older than 24 hours. Ask your owner for a new one."
    )
