"""An owner's second factor: turned on with the app in hand, asked for at each log-in, turned off with both factors."""

import datetime as dt
import hmac
import os

import pyotp
import segno
from bson import Binary
from pydantic import SecretStr

from revops.access import users
from revops.access.audit import AuditKind, AuditLog, Origin, event_of
from revops.access.caller import Services, SignedInUser
from revops.access.own_password import require_password
from revops.access.passwords import hash_codes
from revops.access.second_factor import RECOVERY_CODES, matching_step, new_code, new_enrolment
from revops.auth.errors import (
    SecondFactorIsOff,
    SecondFactorIsOn,
    SecondFactorNotStarted,
    SecondFactorStopped,
    WrongCode,
)
from revops.auth.schemas import Way
from revops.core.codes import read_code
from revops.core.errors import Conflict, NotAllowed
from revops.core.time import now
from revops.mongo.client import Database, Document, Session

# So many wrong codes in a row are no mistake: a six-digit code would be found in the end.
MAX_WRONG = 100
_ENROLMENT_LASTS = dt.timedelta(minutes=30)


async def state(services: Services, current: SignedInUser) -> Document:
    """Read whether the second factor is on, since when, and how many recovery codes are left."""
    user = await _user(services, current)
    factor = user.get("second_factor")
    return {
        "is_on": factor is not None,
        "by": way_of(user),
        "turned_on_at": factor["turned_on_at"] if factor else None,
        "recovery_codes_left": len(factor["recovery"]) if factor else 0,
    }


def way_of(user: Document) -> Way | None:
    """Say what the second step of a user is; None without one."""
    factor = user.get("second_factor")
    return None if factor is None else factor.get("by", "app")


async def start(services: Services, current: SignedInUser, password: SecretStr) -> Document:
    """Return a new secret for an authenticator app. Nothing is asked for until ``confirm``. Raises InvalidFields for a
    wrong password, Conflict when the second factor is on.
    """
    _require_off(await _user(services, current))
    user = await require_password(services, current.user.id, current.claims.token_id, password)
    enrolment = new_enrolment(user["email"])
    pending = {"secret": Binary(services.vault.seal(enrolment.secret, user["_id"])), "started_at": now()}
    await services.db.collection("users").update_one({"_id": user["_id"]}, {"$set": {"second_factor_pending": pending}})
    qr = segno.make(enrolment.uri, error="m", micro=False).svg_data_uri(scale=4, border=4, light="white")
    return {"secret": enrolment.secret, "uri": enrolment.uri, "qr": qr}


async def confirm(services: Services, current: SignedInUser, code: str, origin: Origin) -> tuple[Document, list[str]]:
    """Turn the second factor on, end all other sessions; return the user as stored and the recovery codes, which are
    shown this once. Raises InvalidFields for a wrong code, Conflict when nothing was started or it is on.
    """
    user = await _user(services, current)
    _require_off(user)
    pending = user.get("second_factor_pending")
    if pending is None or pending["started_at"] < now() - _ENROLMENT_LASTS:
        raise SecondFactorNotStarted("Start again: the key for your app has expired.")
    await services.throttles.own_password(current.claims.token_id)
    secret = services.vault.open(pending["secret"], user["_id"])
    step = matching_step(secret, code, now()) if secret is not None else None
    if step is None:
        raise WrongCode({"code": "This code is not right. Check that your phone sets its clock automatically."})
    await services.throttles.own_password_fits(current.claims.token_id)
    factor = {"secret": pending["secret"], "last_step": step}
    return await _turn_on(services, user, factor, {"second_factor_pending.secret": pending["secret"]}, origin)


async def turn_on_by_passkey(services: Services, user: Document, origin: Origin) -> tuple[Document, list[str]]:
    """Let the password alone let this user in no more, but a passkey, or the password with a recovery code. Returns as
    ``confirm``. Raises Conflict when the second factor is on.
    """
    # An older version, which knows apps only, finds a secret that is in no app.
    secret = Binary(services.vault.seal(pyotp.random_base32(), user["_id"]))
    factor = {"by": "passkey", "secret": secret, "last_step": 0}
    return await _turn_on(services, user, factor, {}, origin, "passkey")


async def _turn_on(
    services: Services, user: Document, factor: Document, while_: Document, origin: Origin, detail: str | None = None
) -> tuple[Document, list[str]]:
    codes = [new_code() for _ in range(RECOVERY_CODES)]
    salt = os.urandom(16)
    hashes = await hash_codes([read_code(one) for one in codes], salt)
    whole = {
        **factor,
        "salt": Binary(salt),
        "recovery": [Binary(one) for one in hashes],
        "turned_on_at": now(),
    }

    async def work(session: Session) -> int:
        done = await services.db.collection("users").update_one(
            {"_id": user["_id"], "second_factor": None, **while_},
            {"$set": {"second_factor": whole}, "$unset": {"second_factor_pending": ""}},
            session=session,
        )
        if done.modified_count == 0:
            raise _already_on()
        await services.audit.record(event_of(AuditKind.SECOND_FACTOR_ON, user, origin, detail), session)
        return await users.end_sessions(services.db, user["_id"], session)

    version = await services.db.transaction(work)
    services.users.drop(user["_id"])
    return user | {"session_version": version}, codes


async def turn_off(services: Services, current: SignedInUser, password: SecretStr, code: str, origin: Origin) -> None:
    """Turn the second factor off. Raises InvalidFields for a wrong password or code, Conflict when it is off."""
    if (await _user(services, current)).get("second_factor") is None:
        raise SecondFactorIsOff("Two-step login is off already.")
    session_id = current.claims.token_id
    # Counted as an attempt until the code is right too: else a known password would give guesses at codes for nothing.
    user = await require_password(services, current.user.id, session_id, password, is_all=False)
    if not await accept(services, user, code, origin):
        raise WrongCode({"code": "This code is not right, or was used already."})
    await services.throttles.own_password_fits(session_id)
    await remove(services.db, services.audit, user, origin)


async def accept(services: Services, user: Document, code: str, origin: Origin) -> bool:
    """Use up a code of the app or a recovery code; say whether it was good. Of two who send the same one, one wins.

    Codes of the app are no longer taken after too many wrong ones in a row, which the owner is told; a recovery code or
    a new password makes them good again. Raises NotAllowed.
    """
    has_app = way_of(user) == "app"
    is_of_app = has_app and code.isascii() and code.isdigit()
    if is_of_app and user["second_factor"].get("wrong", 0) >= MAX_WRONG:
        raise _stopped()
    if await (_use_app_code if is_of_app else _use_recovery_code)(services, user, code, origin):
        return True
    after = await services.db.collection("users").find_one_and_update(
        {"_id": user["_id"], "second_factor": {"$ne": None}},
        {"$inc": {"second_factor.wrong": 1}},
        {"second_factor.wrong": 1},
        return_document=True,
    )
    if has_app and after is not None and after["second_factor"]["wrong"] == MAX_WRONG:
        await services.audit.record(event_of(AuditKind.SECOND_FACTOR_STOPPED, user, origin))
    return False


async def _use_app_code(services: Services, user: Document, code: str, _: Origin) -> bool:
    factor = user["second_factor"]
    secret = services.vault.open(factor["secret"], user["_id"])
    step = matching_step(secret, code, now()) if secret is not None else None
    if step is None:
        return False
    used = await services.db.collection("users").update_one(
        {
            "_id": user["_id"],
            "second_factor.last_step": {"$lt": step},
            "second_factor.wrong": {"$not": {"$gte": MAX_WRONG}},
        },
        {"$set": {"second_factor.last_step": step, "second_factor.wrong": 0}},
    )
    return used.modified_count == 1


async def _use_recovery_code(services: Services, user: Document, code: str, origin: Origin) -> bool:
    factor = user["second_factor"]
    (hashed,) = await hash_codes([code], bytes(factor["salt"]))
    if not any(hmac.compare_digest(hashed, bytes(one)) for one in factor["recovery"]):
        return False

    async def work(session: Session) -> bool:
        used = await services.db.collection("users").update_one(
            {"_id": user["_id"], "second_factor.recovery": Binary(hashed)},
            {"$pull": {"second_factor.recovery": Binary(hashed)}, "$set": {"second_factor.wrong": 0}},
            session=session,
        )
        if used.modified_count == 1:
            await services.audit.record(event_of(AuditKind.RECOVERY_CODE_USED, user, origin), session)
        return used.modified_count == 1

    return await services.db.transaction(work)


async def remove(db: Database, audit: AuditLog, user: Document, origin: Origin, detail: str | None = None) -> None:
    """Take the second factor away, whoever decided it; ``detail`` says who if it was not the user."""

    async def work(session: Session) -> None:
        gone = {"second_factor": "", "second_factor_pending": ""}
        await db.collection("users").update_one({"_id": user["_id"]}, {"$unset": gone}, session=session)
        await audit.record(event_of(AuditKind.SECOND_FACTOR_OFF, user, origin, detail), session)

    await db.transaction(work)


async def _user(services: Services, current: SignedInUser) -> Document:
    user = await users.by_id(services.db, current.user.id)
    assert user is not None
    return user


def _stopped() -> NotAllowed:
    return SecondFactorStopped(
        "Too many wrong codes were tried, so codes of the app are not taken any more. Log in with one of your recovery"
        " codes, or set a new password where you are still logged in.",
    )


def _already_on() -> Conflict:
    return SecondFactorIsOn("Two-step login is on already.")


def _require_off(user: Document) -> None:
    if user.get("second_factor") is not None:
        raise _already_on()
