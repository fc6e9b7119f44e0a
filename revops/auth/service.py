"""Signing in and staying signed in."""

import time
from collections.abc import Sequence

from revops.access import users
from revops.access.audit import NEW_DEVICE, AuditEvent, AuditKind, Origin, event_of
from revops.access.caller import Principal, Services, SignedInUser, not_a_member
from revops.access.members import Membership, at_work, load_memberships
from revops.access.own_password import require_password
from revops.access.passwords import check_password, hash_password, refuse_easy
from revops.access.permissions import Role
from revops.auth import second_factor
from revops.auth.attempts import FAILED_LOGINS, attempt, removed, succeeded, wait_as_long
from revops.auth.errors import SecondFactorRequired, WrongCredentials, WrongLoginCode
from revops.auth.links import notice_of
from revops.auth.schemas import Login, PasswordChange
from revops.core.errors import InvalidFields, NotSignedIn
from revops.core.phones import readings
from revops.core.time import from_millis
from revops.managers import service as managers
from revops.mongo.client import Database, Document, Session

_WRONG_EMAIL = "The e-mail address or the password is wrong."
# The same whether nobody has the number, or several do.
_WRONG_PHONE = (
    "The phone number or the password is wrong. If somebody else uses the same number, log in with your e-mail address."
)
_ASKS_SECOND_STEP = {
    "app": "Enter the code that your authenticator app shows, or one of your recovery codes.",
    "passkey": "Log in with your passkey, or enter one of your recovery codes.",
}
# Of those who share a number.
_MAX_USERS_NOTED = 5


async def user_out(
    services: Services, user: Document, memberships: Sequence[Membership], member: Membership | None
) -> Document:
    """Build the user as the wire shows it, with where he belongs and what he may do in one of these."""
    workshops = await services.workshops_by_id({membership.workshop_id for membership in memberships})
    return {
        "id": user["_id"],
        "email": users.shown_email(user),
        **{name: user[name] for name in ("name", "phone", "created_at")},
        "role": member.role if member is not None else user["role"],
        "workshop_id": member.workshop_id if member is not None else None,
        "member_id": member.id if member is not None else None,
        "sees": member.sees if member is not None else None,
        "permissions": sorted(member.permissions) if member is not None else [],
        "memberships": [
            {
                **{name: getattr(membership, name) for name in ("id", "workshop_id", "role", "sees")},
                "permissions": sorted(membership.permissions),
                "workshop_name": workshops[membership.workshop_id].name,
            }
            for membership in memberships
        ],
    }


async def signed_in(services: Services, user: Document) -> Document:
    """Build a new session of a user as the wire shows it."""
    memberships = await load_memberships(services.db, user)
    token = services.tokens.issue(user["_id"], Role(user["role"]), user["session_version"])
    member = at_work(memberships, user.get("workshop_id"))
    return {"token": token, "user": await user_out(services, user, memberships, member)}


async def let_back(services: Services, user: Document, code: str, origin: Origin) -> Document:
    """Make a user whose access was ended a member again, by a new code. Returns the user as he is then."""
    db = services.db
    await managers.require_may_join(db, user, code)

    async def work(session: Session) -> Document:
        before = await users.by_id(db, user["_id"], session)
        assert before is not None
        member = await managers.join(db, session, code, before)
        joined = managers.joined_event(member, origin)
        await services.audit.record(joined, session)
        after = await users.by_id(db, user["_id"], session)
        assert after is not None
        return after

    returned = await db.transaction(work)
    services.users.drop(user["_id"])
    return returned


async def login(services: Services, body: Login, origin: Origin) -> Document:
    """Sign in. Every refusal says the same and takes the same time, whatever was wrong. Raises NotSignedIn."""
    started = time.monotonic()
    account, named = await _named(services.db, body)
    user = named[0] if len(named) == 1 else None
    await attempt(services, account, user, origin)
    fits, fresh_hash = await check_password(body.password.get_secret_value(), user["password_hash"] if user else None)
    if not fits or user is None:
        FAILED_LOGINS.inc()
        why = "wrong_credentials" if len(named) == 1 else "shared_phone"
        for one in named[:_MAX_USERS_NOTED]:
            services.audit.note(event_of(AuditKind.LOGIN_FAILED, one, origin, why))
        await wait_as_long(services, started)
        raise WrongCredentials(_WRONG_EMAIL if body.email is not None else _WRONG_PHONE)
    # Counted as an attempt until the code is right too: else a known password would give guesses at codes for nothing.
    if user.get("second_factor") is not None:
        await _require_second_factor(services, user, body, origin, started)
    await succeeded(services, user, origin)
    if user.get("removed_at") is not None:
        if not body.invite_code:
            raise removed(services, user, origin)
        await managers.require_usable_code(services.db, body.invite_code)
        user = await let_back(services, user, body.invite_code, origin)
    if fresh_hash is not None:
        await users.replace_hash(services.db, user["_id"], user["password_hash"], fresh_hash)
    return await let_in(services, user, origin)


async def let_in(services: Services, user: Document, origin: Origin, detail: str | None = None) -> Document:
    """Write down who has shown that he is this user, and build his session, with what he should read first;
    ``detail`` says how, if not by the password.
    """
    if "registered_by" in user:
        await users.forget_registration(services.db, user["_id"])
    if detail is None and services.devices.known(origin.device_note, user["_id"]) is None:
        detail = NEW_DEVICE
    await services.audit.record(event_of(AuditKind.SIGNED_IN, user, origin, detail))
    notice = await notice_of(services, user)
    return {**await signed_in(services, user), **({"notice": notice} if notice is not None else {})}


async def _named(db: Database, body: Login) -> tuple[str, list[Document]]:
    """Read whom a log-in means, and the account that its attempts are counted for. Of a phone number that several
    people have, nobody is meant: which of them it is, or that there are several, no answer tells.
    """
    if body.email is not None:
        email = users.normal_email(body.email)
        user = await users.known(db, email)
        return email, [] if user is None else [user]
    if body.phone is None:
        raise InvalidFields({"email": "E-mail is required."})
    forms = readings(body.phone)
    found = await users.by_phone(db, forms)
    return found[0]["email"] if len(found) == 1 else f"phone {forms[0] if forms else body.phone}", found


async def _require_second_factor(
    services: Services, user: Document, body: Login, origin: Origin, started: float
) -> None:
    """Raise NotSignedIn unless a good code came with the password."""
    if not body.code:
        by = second_factor.way_of(user) or "app"
        raise SecondFactorRequired(_ASKS_SECOND_STEP[by], extra={"second_step": by})
    if not await second_factor.accept(services, user, body.code, origin):
        FAILED_LOGINS.inc()
        services.audit.note(event_of(AuditKind.LOGIN_FAILED, user, origin, "wrong_code"))
        await wait_as_long(services, started)
        raise WrongLoginCode("This code is not right, or was used already. Wait for the next one.")


async def me(services: Services, principal: Principal, workshop_id: str | None) -> Document:
    """Read the signed-in user, in the workshop named, or in the one last used. Raises NotAllowed for one of others."""
    member = principal.member(workshop_id)
    if member is None and workshop_id is not None:
        raise not_a_member()
    user = await users.by_id(services.db, principal.id)
    if user is None:
        raise NotSignedIn
    return await user_out(services, user, principal.memberships, member)


async def logout(services: Services, current: SignedInUser) -> None:
    """End this session."""
    claims = current.claims
    await users.revoke_token(services.db, current.user.id, claims.token_id, from_millis(claims.expires_at * 1000))
    services.users.drop(current.user.id)


async def logout_everywhere(services: Services, current: SignedInUser, origin: Origin) -> None:
    """End all sessions of the user, this one too."""
    user = current.user

    async def work(session: Session) -> None:
        await users.end_sessions(services.db, user.id, session)
        event = AuditEvent(AuditKind.SIGNED_OUT_EVERYWHERE, user.workshop_id, user.id, origin)
        await services.audit.record(event, session)

    await services.db.transaction(work)
    services.users.drop(current.user.id)


async def change_password(services: Services, current: SignedInUser, body: PasswordChange, origin: Origin) -> Document:
    """Change the password, end all other sessions and return a new one. Raises InvalidFields."""
    user = await require_password(
        services, current.user.id, current.claims.token_id, body.current_password, "current_password"
    )
    new_password = body.new_password.get_secret_value()
    refuse_easy(new_password, "new_password", *await users.personal_data(services.db, user))
    new_hash = await hash_password(new_password)

    async def work(session: Session) -> int:
        await services.audit.record(event_of(AuditKind.PASSWORD_CHANGED, user, origin), session)
        return await users.end_sessions(services.db, user["_id"], session, also=users.own_password(new_hash))

    version = await services.db.transaction(work)
    services.users.drop(user["_id"])
    return await signed_in(services, user | {"session_version": version})
