"""Passkeys of a user: added, named, removed, shown to log in or to confirm, and asked for beside the password."""

import time

from pymongo.errors import DuplicateKeyError

from revops.access import users
from revops.access.audit import AuditKind, Origin, event_of
from revops.access.caller import Services, SignedInUser
from revops.access.own_password import require_password
from revops.auth import second_factor
from revops.auth.attempts import FAILED_LOGINS, attempt, removed, succeeded, wait_as_long
from revops.auth.errors import (
    PasskeyKnown,
    PasskeyNeeded,
    SecondFactorIsOff,
    SecondFactorIsOn,
    TooManyPasskeys,
    WrongCode,
    WrongLoginPasskey,
    WrongPasskey,
)
from revops.auth.passkeys.ceremony import PasskeyRefused, Purpose, Site, ask_for_new, ask_to_show, read_made, read_shown
from revops.auth.passkeys.row import PasskeyRow, find, id_of, of_user
from revops.auth.passkeys.schemas import NewPasskey, Proof, ShownPasskey
from revops.auth.service import let_in
from revops.core.errors import NotFound
from revops.core.time import now
from revops.mongo.client import Database, Document, Session
from revops.tasks.outbox import Task, enqueue

# As many as somebody has devices.
MAX_OF_USER = 10
# The task of telling of a new one (messages/account_letters.py).
KIND = "passkey_added"


async def overview(services: Services, current: SignedInUser, site: Site, origin: Origin) -> Document:
    """Read the passkeys of who asks, and what is asked for beside the password."""
    user = await _user(services, current)
    factor = user.get("second_factor")
    return {
        "passkeys": [_wire(row) for row in await of_user(services.db, user["_id"])],
        "second_step": second_factor.way_of(user),
        "recovery_codes_left": len(factor["recovery"]) if factor is not None else 0,
        "address": site.origin,
        "this_device": origin.device,
    }


async def start(services: Services, current: SignedInUser, proof: Proof, site: Site, origin: Origin) -> Document:
    """Build what the browser is asked to make a passkey. Raises InvalidFields, Conflict."""
    user = await require_anew(services, current, proof, site, origin)
    rows = await of_user(services.db, user["_id"])
    _require_room(rows)
    login = users.shown_email(user) or user["phone"]
    return await ask_for_new(services.db, user, login, rows, site, current.claims.token_id)


async def add(services: Services, current: SignedInUser, body: NewPasskey, site: Site, origin: Origin) -> Document:
    """Keep a passkey that was made now, and tell its user by e-mail. Raises InvalidFields, Conflict."""
    try:
        public_key, count = await read_made(services.db, body.credential, site, current.claims.token_id)
    except PasskeyRefused as refusal:
        raise WrongPasskey({"credential": str(refusal)}) from None
    user = await _user(services, current)
    row: PasskeyRow = {
        "_id": id_of(body.credential.id),
        "credential_id": body.credential.id,
        "user_id": user["_id"],
        "name": body.name,
        "public_key": public_key,
        "sign_count": count,
        "host": site.host,
        "device": origin.device,
        "created_at": now(),
        "used_at": None,
    }

    async def work(session: Session) -> None:
        await _in_turn(services.db, user["_id"], session)
        _require_room(await of_user(services.db, user["_id"], session))
        try:
            await services.db.collection("passkeys").insert_one(dict(row), session=session)
        except DuplicateKeyError:
            raise PasskeyKnown("This passkey is in use already.") from None
        await services.audit.record(event_of(AuditKind.PASSKEY_ADDED, user, origin, about=row["name"]), session)
        if services.settings.smtp_host is not None and users.has_email(user):
            told = {"to": user["email"], "name": user["name"], "passkey": row["name"], "device": origin.device}
            await enqueue(services.db, session, None, Task(KIND, told))

    await services.db.transaction(work)
    return _wire(row)


async def rename(services: Services, current: SignedInUser, passkey_id: str, name: str) -> Document:
    """Give a passkey another name. Raises NotFound."""
    mine = {"_id": passkey_id, "user_id": current.user.id}
    row = await services.db.collection("passkeys").find_one_and_update(
        mine, {"$set": {"name": name}}, return_document=True
    )
    if row is None:
        raise NotFound("passkey")
    return _wire(row)  # type: ignore[arg-type]


async def remove(
    services: Services, current: SignedInUser, passkey_id: str, proof: Proof, site: Site, origin: Origin
) -> None:
    """Remove a passkey: it logs in no more. Raises InvalidFields, NotFound, Conflict."""
    user = await require_anew(services, current, proof, site, origin)

    async def work(session: Session) -> None:
        await _in_turn(services.db, user["_id"], session)
        mine = {"_id": passkey_id, "user_id": user["_id"]}
        gone = await services.db.collection("passkeys").find_one_and_delete(mine, session=session)
        if gone is None:
            raise NotFound("passkey")
        if second_factor.way_of(user) == "passkey" and not await of_user(services.db, user["_id"], session):
            raise PasskeyNeeded("Two-step login is by this passkey. Add another one first, or turn two-step login off.")
        await services.audit.record(event_of(AuditKind.PASSKEY_REMOVED, user, origin, about=gone["name"]), session)

    await services.db.transaction(work)


async def turn_second_step_on(
    services: Services, current: SignedInUser, proof: Proof, site: Site, origin: Origin
) -> tuple[Document, list[str]]:
    """Let the password alone let in no more. Returns the user as stored and the recovery codes, which are shown this
    once. Raises InvalidFields, Conflict.
    """
    user = await require_anew(services, current, proof, site, origin)
    if user.get("second_factor") is not None:
        raise SecondFactorIsOn("Two-step login is on already.")
    if not await of_user(services.db, user["_id"]):
        raise PasskeyNeeded("Add a passkey first.")
    return await second_factor.turn_on_by_passkey(services, user, origin)


async def turn_second_step_off(
    services: Services, current: SignedInUser, proof: Proof, site: Site, origin: Origin
) -> None:
    """Let the password alone let in again. Raises InvalidFields, Conflict."""
    user = await require_anew(services, current, proof, site, origin)
    if user.get("second_factor") is None:
        raise SecondFactorIsOff("Two-step login is off already.")
    await second_factor.remove(services.db, services.audit, user, origin)


async def ask_to_confirm(services: Services, current: SignedInUser, site: Site) -> Document:
    """Build what the browser is asked to show one of one's own passkeys. Raises Conflict."""
    rows = [row for row in await of_user(services.db, current.user.id) if row["host"] == site.host]
    if not rows:
        raise PasskeyNeeded(f"You have no passkey for {site.host}. Use a recovery code, or a code of your app.")
    return await ask_to_show(services.db, Purpose.CONFIRM, site, session_id=current.claims.token_id, rows=rows)


async def require_anew(services: Services, current: SignedInUser, proof: Proof, site: Site, origin: Origin) -> Document:
    """Return the user, who has shown anew that it is he. Raises InvalidFields, TooManyRequests."""
    session_id = current.claims.token_id
    user = await require_password(services, current.user.id, session_id, proof.password, is_all=False)
    if user.get("second_factor") is not None:
        if proof.passkey is not None:
            await _confirm(services, user, proof.passkey, site, session_id, origin)
        elif not proof.code:
            raise WrongCode({"code": "Two-step login is on: enter a code too."})
        elif not await second_factor.accept(services, user, proof.code, origin):
            raise WrongCode({"code": "This code is not right, or was used already."})
    await services.throttles.own_password_fits(session_id)
    return user


async def _confirm(
    services: Services, user: Document, shown: ShownPasskey, site: Site, session_id: str, origin: Origin
) -> None:
    row = await find(services.db, shown.id)
    mine = row if row is not None and row["user_id"] == user["_id"] else None
    try:
        count = await read_shown(services.db, shown, mine, site, Purpose.CONFIRM, session_id)
        assert mine is not None
        await _store_use(services, mine, user, count, origin)
    except PasskeyRefused as refusal:
        raise WrongPasskey({"passkey": str(refusal)}) from None


async def ask_to_log_in(services: Services, site: Site) -> Document:
    """Build what the browser is asked to show any passkey that it has for this host."""
    return await ask_to_show(services.db, Purpose.LOG_IN, site)


async def log_in(services: Services, shown: ShownPasskey, site: Site, origin: Origin) -> Document:
    """Sign in whose passkey was shown: it is what he has, and his device has checked who he is. Raises NotSignedIn,
    NotAllowed, TooManyRequests.
    """
    started = time.monotonic()
    row = await find(services.db, shown.id)
    user = await users.by_id(services.db, row["user_id"]) if row is not None else None
    if user is not None:
        await attempt(services, user["email"], user, origin)
    try:
        count = await read_shown(services.db, shown, row, site, Purpose.LOG_IN)
        if row is None or user is None:
            raise PasskeyRefused("This passkey is not known here any more. Log in with your password.")
        await _store_use(services, row, user, count, origin)
    except PasskeyRefused as refusal:
        FAILED_LOGINS.inc()
        if user is not None:
            services.audit.note(event_of(AuditKind.LOGIN_FAILED, user, origin, "wrong_passkey"))
        await wait_as_long(services, started)
        raise WrongLoginPasskey(str(refusal)) from None
    await succeeded(services, user, origin)
    if user.get("removed_at") is not None:
        raise removed(services, user, origin)
    return await let_in(services, user, origin, "passkey")


async def _store_use(services: Services, row: PasskeyRow, user: Document, count: int, origin: Origin) -> None:
    """Store that a passkey was used. Raises PasskeyRefused when its count went back: then there are two of it."""
    counts = {} if count == row["sign_count"] == 0 else {"sign_count": {"$lt": count}}
    used = await services.db.collection("passkeys").update_one(
        {"_id": row["_id"], **counts}, {"$set": {"sign_count": count, "used_at": now()}}
    )
    if used.matched_count == 1:
        return
    await services.audit.record(event_of(AuditKind.PASSKEY_COPIED, user, origin, about=row["name"]))
    raise PasskeyRefused(
        "This passkey may have been copied, so it was not taken. Log in with your password, remove it under Settings,"
        " and add a new one."
    )


async def _in_turn(db: Database, user_id: str, session: Session) -> None:
    """Let two changes of one's passkeys come one after the other, so that each counts what the other left."""
    await db.collection("users").update_one({"_id": user_id}, {"$set": {"passkeys_changed_at": now()}}, session=session)


async def _user(services: Services, current: SignedInUser) -> Document:
    user = await users.by_id(services.db, current.user.id)
    assert user is not None
    return user


def _require_room(rows: list[PasskeyRow]) -> None:
    if len(rows) >= MAX_OF_USER:
        raise TooManyPasskeys(f"You have {MAX_OF_USER} passkeys. Remove one first.")


def _wire(row: PasskeyRow) -> Document:
    return {"id": row["_id"], **{name: row[name] for name in ("name", "host", "device", "created_at", "used_at")}}
