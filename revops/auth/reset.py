"""A forgotten password: whoever runs the server hands out a code, with which the person sets a new one."""

import datetime as dt
import time

from revops.access import users
from revops.access.audit import AuditKind, AuditLog, Origin, event_of
from revops.access.caller import Services
from revops.access.passwords import check_password, hash_password, refuse_easy
from revops.access.second_factor import new_code
from revops.auth.errors import WrongResetCode
from revops.auth.schemas import PasswordReset
from revops.auth.service import wait_as_long
from revops.core.codes import read_code
from revops.core.errors import CannotBeDone
from revops.core.time import now
from revops.mongo.client import Database, Document, Session

LIFETIME = dt.timedelta(minutes=30)


async def issue_code(db: Database, email: str) -> str:
    """Return a new code for a user; an earlier one ends. Raises CannotBeDone when there is no such user to sign in."""
    user = await users.by_email(db, email)
    if user is None:
        raise CannotBeDone(f"There is no account with the e-mail address {email}.")
    if user.get("removed_at") is not None:
        raise CannotBeDone("The owner has ended this manager's access, so a new password is no use.")
    code = new_code()
    reset = {"code_hash": await hash_password(read_code(code)), "expires_at": now() + LIFETIME}

    async def work(session: Session) -> None:
        await db.collection("users").update_one({"_id": user["_id"]}, {"$set": {"reset": reset}}, session=session)
        event = event_of(AuditKind.PASSWORD_RESET_ISSUED, user, Origin(), "command_line")
        await AuditLog(db).record(event, session)

    await db.transaction(work)
    return code


async def reset_password(services: Services, body: PasswordReset, origin: Origin) -> None:
    """Set a new password, use up the code and end every session. Whatever is wrong with address or code, the refusal is
    the same and takes as long. Raises BadRequest, InvalidFields, TooManyRequests.
    """
    started = time.monotonic()
    email = users.normal_email(body.email)
    # Counted apart from log-ins: who was locked out by somebody's guessing must still get in this way.
    account = f"reset {email}"
    user = await users.known(services.db, email)
    device = services.devices.known(origin.device_note, user["_id"]) if user is not None else None
    await services.throttles.login_attempt(account, origin.network, device)
    reset: Document = (user or {}).get("reset") or {}
    is_open = bool(reset) and reset["expires_at"] > now()
    fits, _ = await check_password(body.code, reset["code_hash"] if is_open else None)
    if user is None or not fits:
        await wait_as_long(services, started)
        raise _wrong_code()
    new_password = body.new_password.get_secret_value()
    refuse_easy(new_password, "new_password", *await users.personal_data(services.db, user))
    new_hash = await hash_password(new_password)

    async def work(session: Session) -> None:
        mine = {"_id": user["_id"], "reset.code_hash": reset["code_hash"]}
        used = await services.db.collection("users").update_one(mine, {"$unset": {"reset": ""}}, session=session)
        if used.modified_count == 0:
            raise _wrong_code()
        await services.audit.record(event_of(AuditKind.PASSWORD_RESET, user, origin), session)
        await users.end_sessions(services.db, user["_id"], session, also={"password_hash": new_hash})

    await services.db.transaction(work)
    services.users.drop(user["_id"])
    for counted in (account, user["email"]):
        await services.throttles.login_succeeded(counted, origin.network, device)


def _wrong_code() -> WrongResetCode:
    return WrongResetCode(
        "This code does not fit this e-mail address, was used, or is older than 30 minutes. Ask for a new one.",
    )
