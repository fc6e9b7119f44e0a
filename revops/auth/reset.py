"""A forgotten password: a code, handed out by whoever runs the server or sent by e-mail, sets a new one."""

import datetime as dt
import time

from revops.access import users
from revops.access.audit import AuditKind, AuditLog, Origin, event_of
from revops.access.caller import Services
from revops.access.passwords import check_password, hash_password, refuse_easy
from revops.access.second_factor import new_code
from revops.auth.attempts import wait_as_long
from revops.auth.errors import NoEmailHere, WrongResetCode
from revops.auth.schemas import PasswordForgotten, PasswordReset
from revops.core.codes import read_code
from revops.core.errors import CannotBeDone, InvalidFields
from revops.core.phones import readings
from revops.core.time import now
from revops.mongo.client import Database, Document, Session
from revops.tasks.outbox import Task, enqueue

LIFETIME = dt.timedelta(minutes=30)
# The task of sending a code (messages/password_code.py).
KIND = "password_code"
# One code in so long, or somebody could end the code of another, and fill a mailbox, by asking again and again.
_EVERY = dt.timedelta(minutes=5)


async def ask_for_code(services: Services, body: PasswordForgotten) -> None:
    """Have a code sent to an address, or to that of whoever has a phone number, if it is somebody's, which neither the
    answer nor its time tells.

    Raises NoEmailHere, InvalidFields.
    """
    if services.settings.smtp_host is None:
        raise NoEmailHere("This server sends no e-mail. Ask the person who runs it for a code.")
    if body.email is not None:
        task = task_of_email(users.normal_email(body.email))
    elif body.phone is not None:
        # Whose number it is, the task looks up, so that nobody can tell by the time of the answer.
        forms = readings(body.phone)
        task = Task(KIND, {"phones": forms}, dedupe_key=f"{forms[0] if forms else body.phone} {_window()}")
    else:
        raise _nobody_named()

    async def work(session: Session) -> None:
        await enqueue(services.db, session, None, task)

    await services.db.transaction(work)


def _window() -> int:
    return int(now().timestamp() // _EVERY.total_seconds())


def task_of_email(email: str) -> Task:
    """Build the task that sends a code to an e-mail address."""
    return Task(KIND, {"email": email}, dedupe_key=f"{email} {_window()}")


def _nobody_named() -> InvalidFields:
    return InvalidFields({"email": "E-mail is required."})


async def issue_code(db: Database, email: str, how: str = "command_line") -> str:
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
        event = event_of(AuditKind.PASSWORD_RESET_ISSUED, user, Origin(), how)
        await AuditLog(db).record(event, session)

    await db.transaction(work)
    return code


async def reset_password(services: Services, body: PasswordReset, origin: Origin) -> None:
    """Set a new password, use up the code and end every session. Whatever is wrong with address or code, the refusal is
    the same and takes as long. Raises BadRequest, InvalidFields, TooManyRequests.
    """
    started = time.monotonic()
    email, user = await _named(services.db, body)
    # Counted apart from log-ins: who was locked out by somebody's guessing must still get in this way.
    account = f"reset {email}"
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
        await users.end_sessions(services.db, user["_id"], session, also=users.own_password(new_hash))

    await services.db.transaction(work)
    services.users.drop(user["_id"])
    for counted in (account, user["email"]):
        await services.throttles.login_succeeded(counted, origin.network, device)


async def _named(db: Database, body: PasswordReset) -> tuple[str, Document | None]:
    """Read who is meant, and the name that attempts are counted under; of several with one number, nobody is."""
    if body.email is not None:
        email = users.normal_email(body.email)
        return email, await users.known(db, email)
    if body.phone is None:
        raise _nobody_named()
    forms = readings(body.phone)
    found = await users.by_phone(db, forms)
    if len(found) == 1:
        return found[0]["email"], found[0]
    return f"phone {forms[0] if forms else body.phone}", None


def _wrong_code() -> WrongResetCode:
    return WrongResetCode(
        "This code does not fit this e-mail address or phone number, was used, or is older than 30 minutes. Ask for a"
        " new one.",
    )
