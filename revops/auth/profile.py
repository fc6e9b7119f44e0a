"""One's own name, phone, e-mail address, and the garage to work in."""

from pymongo.errors import DuplicateKeyError

from revops.access import users
from revops.access.audit import AuditKind, Origin, event_of
from revops.access.caller import Services, SignedInUser, not_a_member
from revops.access.errors import PasswordNeeded
from revops.access.own_password import require_password
from revops.auth.email_changes import tell_old_address
from revops.auth.registration import CURRENCY_AT_FIRST
from revops.auth.schemas import ProfileChange
from revops.auth.service import me
from revops.core.phones import read_phone
from revops.mongo.client import Database, Document, Session


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
            wanted["phone"] = read_phone(wanted["phone"], workshop.currency if workshop else CURRENCY_AT_FIRST).stored
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
