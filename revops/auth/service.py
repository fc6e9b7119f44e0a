"""Who may sign up, sign in and stay signed in."""

import asyncio
import time

import structlog
from prometheus_client import Counter

from revops.access import users
from revops.access.audit import AuditEvent, AuditKind, Origin, event_of
from revops.access.passwords import check_password, hash_password, too_easy, wrong_password
from revops.access.permissions import Role
from revops.access.principal import Services
from revops.auth import second_factor
from revops.auth.schemas import Login, PasswordChange, Registration
from revops.core.errors import BadRequest, InvalidFields, NotAllowed, NotSignedIn, TooManyRequests
from revops.core.ids import new_id
from revops.core.phones import read_phone
from revops.core.time import from_millis, now
from revops.deps import Session as SignedInSession
from revops.managers import service as managers
from revops.mongo.client import Database, Document, Session
from revops.mongo.idempotency import IdempotencyKey

log = structlog.get_logger(__name__)
FAILED_LOGINS = Counter("revops_failed_logins_total", "Log-ins refused for a wrong e-mail address or password.")


def user_out(user: Document) -> Document:
    """Return the user as the wire shows it."""
    return {
        "id": user["_id"],
        "email": user["email"],
        "name": user["name"],
        "role": user["role"],
        "workshop_id": user.get("workshop_id"),
        "phone": user["phone"],
        "created_at": user["created_at"],
    }


def signed_in(services: Services, user: Document) -> Document:
    """Return a new session of a user as the wire shows it."""
    token = services.tokens.issue(user["_id"], Role(user["role"]), user["session_version"])
    return {"token": token, "user": user_out(user)}


def refuse_easy(password: str, field: str, email: str, name: str) -> None:
    """Raise InvalidFields naming ``field`` for a password that is easy to guess."""
    if too_easy(password, email.partition("@")[0], name):
        raise InvalidFields(
            {field: "This password is too easy to guess. A few unrelated words make a good one."}, code="weak_password"
        )


async def create_user(db: Database, email: str, password: str, name: str, phone: str, role: Role) -> Document:
    """Return a new users document, not yet stored. Raises InvalidFields for a password that is easy to guess."""
    refuse_easy(password, "password", email, name)
    return {
        "_id": new_id(),
        "email": users.normal_email(email),
        "password_hash": await hash_password(password),
        "name": name,
        "phone": read_phone(phone, "INR").stored,
        "role": role.value,
        "workshop_id": None,
        "session_version": 1,
        "created_at": now(),
    }


async def register(services: Services, body: Registration, key: IdempotencyKey, origin: Origin) -> Document:
    """Create an owner, or a manager with an invite code (used up in the same transaction), and sign in.

    Raises BadRequest for a taken e-mail address or a code that cannot be used.
    """
    db = services.db
    password = body.password.get_secret_value()
    # What makes a repetition known: the answer to the first try may have been lost, or the button tapped twice.
    registered_by = f"{key.key} {key.fingerprint(body)}" if key.key is not None else None
    try:
        if await users.by_email(db, body.email) is not None:
            raise users.email_taken()
        if body.role is Role.MANAGER:
            if not body.invite_code:
                raise BadRequest("A manager needs an invite code from the owner.", code="invite_code_required")
            await managers.require_usable_code(db, body.invite_code)
        user = await create_user(db, body.email, password, body.name, body.phone, body.role)
        if registered_by is not None:
            user["registered_by"] = registered_by

        async def work(session: Session) -> Document:
            joined = dict(user)
            if body.role is Role.MANAGER and body.invite_code:
                joined["workshop_id"] = await managers.join(db, session, body.invite_code, user["_id"])
            await users.insert(db, joined, session)
            if joined["workshop_id"] is not None:
                event = AuditEvent(AuditKind.MANAGER_JOINED, joined["workshop_id"], user["_id"], origin)
                await services.audit.record(event, session)
            return joined

        return signed_in(services, await db.transaction(work))
    except BadRequest:
        first = await users.by_email(db, body.email) if registered_by is not None else None
        if first is None or first.get("registered_by") != registered_by:
            raise
        fits, _ = await check_password(password, first["password_hash"])
        if not fits:
            raise
        return signed_in(services, first)


async def login(services: Services, body: Login, origin: Origin) -> Document:
    """Sign in. Every refusal says the same and takes the same time, whatever was wrong. Raises NotSignedIn."""
    started = time.monotonic()
    email = users.normal_email(body.email)
    try:
        await services.throttles.login_attempt(email)
    except TooManyRequests:
        if (known := await _known(services.db, email)) is not None:
            services.audit.note(event_of(AuditKind.LOGIN_THROTTLED, known, origin))
        raise
    user = await _known(services.db, email)
    fits, fresh_hash = await check_password(body.password.get_secret_value(), user["password_hash"] if user else None)
    if not fits or user is None:
        FAILED_LOGINS.inc()
        if user is not None:
            services.audit.note(event_of(AuditKind.LOGIN_FAILED, user, origin, "wrong_credentials"))
        await wait_as_long(services, started)
        raise NotSignedIn("The e-mail address or the password is wrong.", code="wrong_credentials")
    # Counted as an attempt until the code is right too: else a known password would give guesses at codes for nothing.
    if user.get("second_factor") is not None:
        await _require_second_factor(services, user, body, origin, started)
    await services.throttles.login_succeeded(email)
    if user.get("removed_at") is not None:
        services.audit.note(event_of(AuditKind.LOGIN_FAILED, user, origin, "manager_removed"))
        raise NotAllowed("The owner has ended your access to this workshop.", code="manager_removed")
    if fresh_hash is not None:
        await users.replace_hash(services.db, user["_id"], user["password_hash"], fresh_hash)
    await services.audit.record(event_of(AuditKind.SIGNED_IN, user, origin))
    return signed_in(services, user)


async def _require_second_factor(
    services: Services, user: Document, body: Login, origin: Origin, started: float
) -> None:
    """Raise NotSignedIn unless a good code came with the password."""
    if not body.code:
        raise NotSignedIn(
            "Enter the code that your authenticator app shows, or one of your recovery codes.",
            code="second_factor_required",
        )
    if not await second_factor.accept(services, user, body.code, origin):
        FAILED_LOGINS.inc()
        services.audit.note(event_of(AuditKind.LOGIN_FAILED, user, origin, "wrong_code"))
        await wait_as_long(services, started)
        raise NotSignedIn("This code is not right, or was used already. Wait for the next one.", code="wrong_code")


async def wait_as_long(services: Services, started: float) -> None:
    """Let every refusal take the same time from ``started``, a monotonic instant in seconds, whatever was wrong."""
    await asyncio.sleep(max(0.0, services.settings.failed_login_seconds - (time.monotonic() - started)))


async def _known(db: Database, email: str) -> Document | None:
    return await users.by_email(db, email) if "\x00" not in email else None


async def me(db: Database, user_id: str) -> Document:
    """Return the signed-in user."""
    user = await users.by_id(db, user_id)
    if user is None:
        raise NotSignedIn
    return user_out(user)


async def logout(services: Services, current: SignedInSession) -> None:
    """End this session."""
    claims = current.claims
    await users.revoke_token(services.db, current.user.id, claims.token_id, from_millis(claims.expires_at * 1000))
    services.users.drop(current.user.id)


async def logout_everywhere(services: Services, current: SignedInSession, origin: Origin) -> None:
    """End all sessions of the user, this one too."""
    user = current.user

    async def work(session: Session) -> None:
        await users.end_sessions(services.db, user.id, session)
        event = AuditEvent(AuditKind.SIGNED_OUT_EVERYWHERE, user.workshop_id, user.id, origin)
        await services.audit.record(event, session)

    await services.db.transaction(work)
    services.users.drop(current.user.id)


async def change_password(
    services: Services, current: SignedInSession, body: PasswordChange, origin: Origin
) -> Document:
    """Change the password, end all other sessions and return a new one. Raises InvalidFields."""
    user = await users.by_id(services.db, current.user.id)
    assert user is not None
    await services.throttles.login_attempt(user["email"])
    fits, _ = await check_password(body.current_password.get_secret_value(), user["password_hash"])
    if not fits:
        raise wrong_password("current_password")
    await services.throttles.login_succeeded(user["email"])
    new_password = body.new_password.get_secret_value()
    refuse_easy(new_password, "new_password", user["email"], user["name"])
    new_hash = await hash_password(new_password)

    async def work(session: Session) -> int:
        await services.audit.record(event_of(AuditKind.PASSWORD_CHANGED, user, origin), session)
        return await users.end_sessions(services.db, user["_id"], session, also={"password_hash": new_hash})

    version = await services.db.transaction(work)
    services.users.drop(user["_id"])
    return signed_in(services, user | {"session_version": version})
