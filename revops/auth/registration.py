"""Signing up: as an owner, as whoever has an invite code, once more after the access was ended, or sent again."""

from revops.access import users
from revops.access.audit import AuditKind, Origin, event_of
from revops.access.caller import Services
from revops.access.errors import EmailTaken
from revops.access.passwords import check_password, hash_password, refuse_easy
from revops.access.permissions import Role
from revops.access.row import new_user
from revops.auth import owners
from revops.auth.attempts import attempt, succeeded
from revops.auth.errors import InviteCodeRequired
from revops.auth.schemas import Registration
from revops.auth.service import let_back, signed_in
from revops.core.errors import BadRequest, NotAllowed
from revops.core.ids import new_id
from revops.core.phones import read_phone
from revops.core.time import now
from revops.managers import service as managers
from revops.mongo.client import Database, Document, Session
from revops.mongo.idempotency import KEPT_FOR, IdempotencyKey

# In whose country a phone number is read before there is a garage.
CURRENCY_AT_FIRST = "INR"


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
    returned = await let_back(services, user, body.invite_code, origin)
    await services.audit.record(event_of(AuditKind.SIGNED_IN, returned, origin))
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


async def create_user(
    db: Database,
    email: str,
    password: str,
    name: str,
    phone: str,
    role: Role,
    *personal: str,
    currency: str = CURRENCY_AT_FIRST,
) -> Document:
    """Build a new users document, not yet stored; ``currency`` is of the country that the phone is read in.

    Raises InvalidFields for a password that is easy to guess.
    """
    users.refuse_nobodys(users.normal_email(email))
    refuse_easy(password, "password", email, name, phone, *personal)
    hashed = await hash_password(password)
    stored_phone = read_phone(phone, currency).stored
    return dict(new_user(new_id(), users.normal_email(email), hashed, name, stored_phone, role, now()))


def look_at_phone(typed: str | None, currency: str) -> str | None:
    """Say what looks odd about a phone number, read as that of a new user is; None when nothing does."""
    return read_phone(typed, currency).warning if typed else None
