"""Signing up, signing in and staying signed in."""

import time
from collections.abc import Sequence

import structlog
from pymongo.errors import DuplicateKeyError

from revops.access import users
from revops.access.audit import NEW_DEVICE, AuditEvent, AuditKind, Origin, event_of
from revops.access.caller import Principal, Services, SignedInUser, not_a_member
from revops.access.errors import EmailTaken, PasswordNeeded
from revops.access.members import Membership, at_work, load_memberships
from revops.access.own_password import require_password
from revops.access.passwords import check_password, hash_password, refuse_easy
from revops.access.permissions import Role
from revops.access.row import new_user
from revops.auth import owners, second_factor
from revops.auth.attempts import FAILED_LOGINS, attempt, removed, succeeded, wait_as_long
from revops.auth.email_changes import tell_old_address
from revops.auth.errors import (
    InviteCodeRequired,
    SecondFactorRequired,
    WrongCredentials,
    WrongLoginCode,
)
from revops.auth.links import notice_of
from revops.auth.schemas import Login, PasswordChange, ProfileChange, Registration
from revops.core.errors import BadRequest, InvalidFields, NotAllowed, NotSignedIn
from revops.core.ids import new_id
from revops.core.phones import read_phone, readings
from revops.core.time import from_millis, now
from revops.managers import service as managers
from revops.mongo.client import Database, Document, Session
from revops.mongo.idempotency import KEPT_FOR, IdempotencyKey

log = structlog.get_logger(__name__)
# In whose country a phone number is read before there is a garage.
_CURRENCY = "INR"
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


def look_at_phone(typed: str | None, currency: str) -> str | None:
    """Say what looks odd about a phone number, read as that of a new user is; None when nothing does."""
    return read_phone(typed, currency).warning if typed else None


async def create_user(
    db: Database,
    email: str,
    password: str,
    name: str,
    phone: str,
    role: Role,
    *personal: str,
    currency: str = _CURRENCY,
) -> Document:
    """Build a new users document, not yet stored; ``currency`` is of the country that the phone is read in.

    Raises InvalidFields for a password that is easy to guess.
    """
    users.refuse_nobodys(users.normal_email(email))
    refuse_easy(password, "password", email, name, phone, *personal)
    hashed = await hash_password(password)
    stored_phone = read_phone(phone, currency).stored
    return dict(new_user(new_id(), users.normal_email(email), hashed, name, stored_phone, role, now()))


async def register(services: Services, body: Registration, key: IdempotencyKey, origin: Origin) -> Document:
    """Create an owner, or a manager with an invite code (used up in the same transaction), and sign in.

    Raises BadRequest for a taken e-mail address or a code that cannot be used, NotAllowed when owners may not register.
    """
    db = services.db
    # What makes a repetition known: the answer to the first try may have been lost, or the button tapped twice.
    registered_by = f"{key.key} {key.fingerprint(body)}" if key.key is not None else None
    try:
        returned = await _register_back(services, body, origin)
        if returned is not None:
            return await signed_in(services, returned)
        user = await _new_user(services, body)
        if registered_by is not None:
            user["registered_by"] = registered_by

        async def work(session: Session) -> Document:
            joined = dict(user)
            if body.role == "manager" and body.invite_code:
                member = await managers.join(db, session, body.invite_code, user)
                joined["workshop_id"] = member["workshop_id"]
            await users.insert(db, joined, session)
            if joined["workshop_id"] is not None:
                event = managers.joined_event(member, origin)
                await services.audit.record(event, session)
            elif services.settings.registration == "first":
                await owners.be_the_first(db, session)
            return joined

        return await signed_in(services, await db.transaction(work))
    except (BadRequest, NotAllowed):
        if registered_by is None:
            raise
        again = await _registered_again(services, body, registered_by, origin)
        if again is None:
            raise
        return again


async def _new_user(services: Services, body: Registration) -> Document:
    """Build the user who registers. Who asks whether an address has an account learns it after the work of a password,
    and never without a right to register.
    """
    db = services.db
    workshop_name = ""
    currency: str = body.currency
    if body.role == "manager":
        if not body.invite_code:
            raise InviteCodeRequired("A manager needs an invite code from the owner.")
        try:
            inviting = await managers.require_usable_code(db, body.invite_code)
            await managers.require_may_join(db, None, body.invite_code)
        except BadRequest:
            if await managers.used_code(db, body.invite_code, await users.by_email(db, body.email)):
                raise users.email_taken() from None
            raise
        workshop_name = inviting.name
        # A number is most likely of the garage's country, whatever country the device is set to.
        if read_phone(body.phone, inviting.currency).warning is None:
            currency = inviting.currency
    else:
        await owners.require_open(db, services.settings.registration)
    password = body.password.get_secret_value()
    who = body.email, password, body.name, body.phone, Role(body.role), workshop_name
    user = await create_user(db, *who, currency=currency)
    if await users.by_email(db, body.email) is not None:
        raise users.email_taken()
    return user


async def _register_back(services: Services, body: Registration, origin: Origin) -> Document | None:
    """Let back in whoever registers again after the owner ended the access: with a new code and the password of the
    account, counted and written down as the log-in that it is. Returns None for anybody else.
    """
    user = await users.by_email(services.db, body.email)
    if user is None or user.get("removed_at") is None or not body.invite_code or user.get("second_factor") is not None:
        return None
    await managers.require_usable_code(services.db, body.invite_code)
    await attempt(services, user["email"], user, origin)
    fits, _ = await check_password(body.password.get_secret_value(), user["password_hash"])
    if not fits:
        services.audit.note(event_of(AuditKind.LOGIN_FAILED, user, origin, "wrong_credentials"))
        raise EmailTaken(
            "This e-mail address has an account already. To come back, use the password that you had.",
        )
    await succeeded(services, user, origin)
    returned = await _let_back(services, user, body.invite_code, origin)
    await services.audit.record(event_of(AuditKind.SIGNED_IN, returned, origin))
    return returned


async def _let_back(services: Services, user: Document, code: str, origin: Origin) -> Document:
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


async def _registered_again(
    services: Services, body: Registration, registered_by: str, origin: Origin
) -> Document | None:
    """Sign in whoever repeats a registration with its key and password: for a day, until anything else came after it,
    and counted and written down as the log-in that it is. Return None for anybody else.
    """
    first = await users.by_email(services.db, body.email)
    if (
        first is None
        or first.get("registered_by") != registered_by
        or first["created_at"] + KEPT_FOR <= now()
        or first.get("second_factor") is not None
        or first.get("removed_at") is not None
    ):
        return None
    await attempt(services, first["email"], first, origin)
    fits, _ = await check_password(body.password.get_secret_value(), first["password_hash"])
    if not fits:
        services.audit.note(event_of(AuditKind.LOGIN_FAILED, first, origin, "wrong_credentials"))
        return None
    await succeeded(services, first, origin)
    await services.audit.record(event_of(AuditKind.SIGNED_IN, first, origin, "registered_again"))
    return await signed_in(services, first)


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
        user = await _let_back(services, user, body.invite_code, origin)
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


async def change_profile(services: Services, current: SignedInUser, body: ProfileChange, origin: Origin) -> Document:
    """Change one's own name, phone and e-mail address, and the garage to work in. What is left out stays.

    The password is asked for with another e-mail address, and the old one is told. Raises NotAllowed for a garage that
    is not one's own, AppError without the password, BadRequest for what somebody else logs in by.
    """
    user_id = current.user.id
    email = await _new_email(services, current, body)
    member = current.user.member(body.workshop_id)
    if member is None and body.workshop_id is not None:
        raise not_a_member()
    workshop = await services.workshop(member.workshop_id) if member is not None else None

    async def work(session: Session) -> None:
        before = await users.by_id(services.db, user_id, session)
        assert before is not None
        wanted = body.model_dump(exclude_none=True, exclude={"email", "password"})
        if "phone" in wanted:
            wanted["phone"] = read_phone(wanted["phone"], workshop.currency if workshop else _CURRENCY).stored
        wanted_workshop = wanted.pop("workshop_id", None)
        if wanted_workshop is not None and wanted_workshop != before.get("workshop_id"):
            await services.db.collection("users").update_one(
                {"_id": user_id}, {"$set": {"workshop_id": wanted_workshop}}, session=session
            )
            before["workshop_id"] = wanted_workshop
        changes = {name: value for name, value in wanted.items() if before[name] != value}
        if email is not None and email != before["email"]:
            changes["email"] = email
            if users.has_email(before):
                await tell_old_address(services, before, email, session)
        if not changes:
            return
        await _store_profile(services.db, before, changes, session)
        told = "; ".join(
            f"{users.shown_email(before) if name == 'email' else before[name]} → {value}"
            for name, value in changes.items()
        )
        event = event_of(AuditKind.PROFILE_CHANGED, before, origin, " ".join(changes), about=told)
        await services.audit.record(event, session)

    await services.db.transaction(work)
    services.users.drop(user_id)
    principal = await services.user(user_id, fresh=True)
    assert principal is not None
    return await me(services, principal, None)


async def _new_email(services: Services, current: SignedInUser, body: ProfileChange) -> str | None:
    """Read the e-mail address that somebody wants, with his password; None when it stays."""
    if body.email is None:
        return None
    email = users.normal_email(body.email)
    before = await users.by_id(services.db, current.user.id)
    assert before is not None
    if email == before["email"]:
        return None
    users.refuse_nobodys(email)
    if body.password is None:
        raise PasswordNeeded("Enter your password: another e-mail address changes how you log in.")
    await require_password(services, current.user.id, current.claims.token_id, body.password)
    await services.throttles.name(current.user.id)
    if await users.by_email(services.db, email) is not None:
        raise users.email_taken()
    return email


async def _store_profile(db: Database, before: Document, changes: Document, session: Session) -> None:
    """Store changes of a profile. Who has no e-mail address logs in by his phone number, so that must be his alone."""
    stored = dict(changes)
    has_phone_only = not users.has_email(before) and "email" not in changes
    if has_phone_only and "phone" in changes:
        alike = await users.by_phone(db, [changes["phone"]], session)
        if any(user["_id"] != before["_id"] and user.get("removed_at") is None for user in alike):
            raise users.phone_taken()
        stored["email"] = users.address_of_phone(changes["phone"])
    # What was made for the old address is good no more.
    gone = {"$unset": {"reset": "", "password_link": ""}} if "email" in stored else {}  # nosec B105
    try:
        await db.collection("users").update_one({"_id": before["_id"]}, {"$set": stored, **gone}, session=session)
    except DuplicateKeyError:
        raise users.phone_taken() if has_phone_only else users.email_taken() from None


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
