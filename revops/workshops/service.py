"""A workshop: its data, and the invite codes with which managers join it."""

from collections.abc import Sequence

from pymongo.errors import DuplicateKeyError

from revops.access.audit import Origin
from revops.access.caller import Caller, Principal, Services
from revops.access.currency import hold_currency
from revops.access.errors import PasswordNeeded, WrongRole
from revops.access.members import MIGRATION, let_managers_see, make_members, new_member, touch
from revops.access.own_password import require_password
from revops.access.permissions import Role
from revops.core.codes import read_code
from revops.core.errors import InvalidFields, NotFound, StaleVersion
from revops.core.gstin import compact, state_of, tax_number_warning
from revops.core.money import NewCurrency, to_minor, to_wire
from revops.core.phones import read_phone
from revops.core.states import STATES
from revops.core.text import plate_warning
from revops.core.time import now
from revops.journal.entry import EntryKind, Event, record
from revops.journal.set_up import MIGRATION as SET_UP_SINCE
from revops.managers.invites import sign_invite
from revops.managers.row import InviteRow, new_invite
from revops.managers.terms import TERMS_SINCE, limits_out, read_terms
from revops.mongo.client import Database, Document, Session
from revops.mongo.idempotency import IdempotencyKey, once
from revops.mongo.instances import has_older, require_no_older
from revops.mongo.repeats import Alike
from revops.mongo.scoped import ScopedRows
from revops.mongo.zones import note_zones, zones_of
from revops.tasks.outbox import Task, enqueue
from revops.workshops.errors import CodeUsed, CurrencyFixed, TooManyCodes, WorkshopExists
from revops.workshops.fields import state_noted
from revops.workshops.row import COUNTS_SINCE, new_workshop
from revops.workshops.schemas import InviteCodeCreate, Typed, WorkshopCreate, WorkshopUpdate, changed_fields
from revops.workshops.twins import tell_twins

MAX_OPEN_CODES = 100
# The task of sending a code (messages/invitation.py).
INVITATION = "invitation"


def workshop_out(workshop: Document) -> Document:
    """Return a workshop as the wire shows it."""
    warnings = [tax_number_warning(workshop["gst_number"], workshop["currency"])]
    warnings.append(read_phone(workshop["phone"], workshop["currency"]).warning)
    above_minor = workshop.get("password_above_minor")
    return {
        "id": workshop["_id"],
        **{name: workshop[name] for name in ("owner_id", "name", "phone", "address", "gst_number", "currency")},
        **{name: workshop[name] for name in ("timezone", "created_at", "version")},
        "managers_see": _managers_see(workshop),
        "blind_counts": workshop.get("blind_counts") or False,
        "password_above": None if above_minor is None else to_wire(above_minor, workshop["currency"]),
        "warnings": [warning for warning in warnings if warning],
    }


def _managers_see(workshop: Document) -> str:
    """Say whose jobs managers see; where nobody has said so, their own."""
    return workshop.get("managers_see") or "own"


def look_at(typed: Typed) -> Document:
    """Say what looks odd about what somebody types."""
    state = state_of(typed.gst_number) if typed.currency == "INR" else None
    return {
        "phone": read_phone(typed.phone, typed.currency).warning if typed.phone else None,
        "vehicle_number": plate_warning(typed.vehicle_number, typed.currency) if typed.vehicle_number else None,
        "gst_number": tax_number_warning(typed.gst_number, typed.currency),
        "state": STATES[state] if state else None,
    }


async def create(
    services: Services, user: Principal, body: WorkshopCreate, key: IdempotencyKey, origin: Origin
) -> Document:
    """Open an owner's workshop. Raises BadRequest for a second one that is not meant as additional."""
    db = services.db
    if user.role != "owner":
        raise WrongRole("Only the owner can do this.")

    if body.additional:
        await require_no_older(db, MIGRATION)
    if body.blind_counts:
        await require_no_older(db, COUNTS_SINCE)
    is_told = not await has_older(db, SET_UP_SINCE)
    await services.audit.flush()

    async def work(session: Session) -> Document:
        known = await db.collection("members").find({"user_id": user.id}, {"_id": 1}, session=session).to_list(1)
        owned = await db.collection("workshops").find_one({"owner_id": user.id}, {"_id": 1}, session=session)
        made = new_workshop(user.id, body.name, read_phone(body.phone, body.currency).stored, now())
        workshop: Document = dict(made) | body.model_dump(exclude={"name", "phone", "additional", "repeat"})
        workshop["gstin"] = compact(workshop["gst_number"])
        workshop["zones"] = note_zones([workshop["timezone"]], workshop["version"])
        if body.additional and owned is not None:
            workshop["additional"] = True
        try:
            await db.collection("workshops").insert_one(workshop, session=session)
        except DuplicateKeyError:
            raise WorkshopExists("You already have a workshop.") from None
        is_first = owned is None and not known
        member = new_member(user.id, workshop["_id"], Role.OWNER, workshop["created_at"], is_first=is_first)
        await db.collection("members").insert_one(member, session=session)
        await touch(db, user.id, session, also={"$set": {"workshop_id": workshop["_id"]}})
        noted = state_noted(workshop, [member], set_up_is_told=is_told)
        await record(db, session, workshop["_id"], workshop["timezone"], noted)
        await services.audit.fill_in(user.id, workshop["_id"], session)
        await tell_twins(db, services.audit, session, workshop, ("gstin", "phone"), origin)
        return workshop_out(workshop)

    # Where it may be only the first, that is what a second one is refused with.
    alike = Alike(
        ("workshop", body.name.casefold()),
        f"{body.name} was opened",
        "Open another garage?",
        None,
        is_meant=body.repeat,
    )
    answer = await once(db, user.id, key, body, work, alike=alike if body.additional else None)
    services.users.drop(user.id)
    return answer


async def read(db: Database, workshop_id: str) -> Document:
    """Return a workshop. Raises NotFound."""
    workshop = await db.collection("workshops").find_one({"_id": workshop_id})
    if workshop is None:
        raise NotFound("workshop")
    return workshop_out(workshop)


def require_own(caller: Caller, workshop_id: str) -> None:
    """Raise NotFound for any workshop but the caller's."""
    if workshop_id != caller.workshop.id:
        raise NotFound("workshop")


async def update(caller: Caller, workshop_id: str, body: WorkshopUpdate, origin: Origin) -> Document:
    """Change the workshop's data. Raises Conflict when somebody was faster or the currency is fixed, PasswordNeeded
    when the password is no longer to be asked for above a sum, or above a larger one only.
    """
    require_own(caller, workshop_id)
    db = caller.db
    if body.password is not None:
        await require_password(caller.services, caller.user.id, origin.session_id, body.password)
    workshops = db.collection("workshops")
    wanted = changed_fields(body)
    await _require_known(db, workshop_id, wanted)
    concerned: list[str] = []

    async def work(session: Session) -> Document:
        concerned.clear()
        before = await workshops.find_one({"_id": workshop_id}, session=session)
        assert before is not None
        if body.version is not None and body.version != before["version"]:
            raise StaleVersion(
                "Somebody changed the workshop meanwhile. Look at the new state and try again.",
                extra={"current": workshop_out(before)},
            )
        fields = dict(wanted)
        currency: str = fields.get("currency") or before["currency"]
        if "phone" in fields:
            fields["phone"] = read_phone(fields["phone"], currency).stored
        _leave_as_they_are(fields, before)
        new_currency = NewCurrency(before["currency"], currency)
        above_minor = _password_above(before, fields, new_currency)
        fields.pop("password_above", None)
        if above_minor != before.get("password_above_minor"):
            fields["password_above_minor"] = above_minor
        changes = {name: (before.get(name), value) for name, value in fields.items() if before.get(name) != value}
        if not changes:
            return workshop_out(before)
        if "currency" in changes:
            concerned.extend(await _keep_figures(caller, session, before, new_currency, origin))
        if body.password is None:
            _require_no_less(before.get("password_above_minor"), above_minor, new_currency)
        changed = {name: value for name, (_, value) in changes.items()}
        if "gst_number" in changed:
            changed["gstin"] = compact(changed["gst_number"])
        zones = zones_of(before)
        if zones is not None:
            timezone: str = fields.get("timezone") or before["timezone"]
            changed["zones"] = note_zones([*zones, timezone], before["version"] + 1)
        after = await workshops.find_one_and_update(
            {"_id": workshop_id, "version": before["version"]},
            {"$set": changed, "$inc": {"version": 1}},
            return_document=True,
            session=session,
        )
        assert after is not None
        if "managers_see" in changed:
            concerned.extend(await let_managers_see(db, workshop_id, changed["managers_see"], session))
        event = Event(EntryKind.WORKSHOP_UPDATED, caller.user.id, None, now(), changes=changes)
        await record(db, session, workshop_id, after["timezone"], event)
        new = [what for what, name in (("gstin", "gst_number"), ("phone", "phone")) if name in changes]
        await tell_twins(db, caller.services.audit, session, after, new, origin)
        return workshop_out(after)

    answer = await db.transaction(work)
    caller.services.workshops.drop(workshop_id)
    for user_id in concerned:
        caller.services.users.drop(user_id)
    return answer


async def _keep_figures(
    caller: Caller, session: Session, before: Document, currency: NewCurrency, origin: Origin
) -> Sequence[str]:
    """Bring what was set in minor units over to another currency. Raises CurrencyFixed. Returns users it concerns."""
    if before["has_money"]:
        raise CurrencyFixed("The currency cannot change once money is recorded.")
    return await caller.services.keep_figures(caller, session, currency, origin) if currency.rescales else ()


async def _require_known(db: Database, workshop_id: str, wanted: Document) -> None:
    """Raise Conflict while a version is running that does not know a setting, and would do otherwise."""
    if "managers_see" in wanted:
        await require_no_older(db, MIGRATION)
        await make_members(db, workshop_id)
    if wanted.get("blind_counts"):
        await require_no_older(db, COUNTS_SINCE)


def _leave_as_they_are(fields: Document, before: Document) -> None:
    """Take out what nobody has said before, where it is what that means."""
    as_it_is = {"managers_see": _managers_see(before), "blind_counts": before.get("blind_counts") or False}
    for name, value in as_it_is.items():
        if fields.get(name) == value:
            del fields[name]


def _password_above(before: Document, fields: Document, currency: NewCurrency) -> int | None:
    """Return the sum above which the password is asked for, as it shall be, in minor units of the currency to be."""
    if "password_above" in fields:
        wanted = fields["password_above"]
        return None if wanted is None else to_minor(wanted, currency.after, "password_above")
    above_minor: int | None = before.get("password_above_minor")
    return None if above_minor is None else currency.minor(above_minor)


def _require_no_less(before_minor: int | None, after_minor: int | None, currency: NewCurrency) -> None:
    """Raise PasswordNeeded when fewer verdicts would ask for the password: a phone left open must not do that."""
    if before_minor is not None and (after_minor is None or after_minor > currency.minor(before_minor)):
        raise PasswordNeeded("Enter your password to confirm larger sums without it.")


def _code_out(code: InviteRow, currency: str) -> Document:
    usable = code["is_active"] and code["used_by"] is None and code["expires_at"] > now()
    terms = code.get("terms", {})
    return {
        "code": code["code"],
        "used_by": code["used_by"],
        "used_at": code["used_at"],
        "created_at": code["created_at"],
        "expires_at": code["expires_at"],
        "role": code.get("role", Role.MANAGER),
        "sees": terms.get("sees"),
        "grants": terms.get("grants", {}),
        "limits": limits_out(terms.get("limits", {}), currency),
        "is_active": usable,
    }


async def create_invite_code(caller: Caller, workshop_id: str, body: InviteCodeCreate, key: IdempotencyKey) -> Document:
    """Make a code for one new member, and send it where an address is given.

    Raises Conflict while too many are unused, InvalidFields where this server sends no e-mail, and for a right that
    only owners have.
    """
    if body.email is not None and caller.services.settings.smtp_host is None:
        raise InvalidFields({"email": "This server sends no e-mail. Make the code without it, and hand it on."})
    if body.role is not Role.MANAGER:
        await require_no_older(caller.db, MIGRATION)
    terms = read_terms(body, caller.workshop.currency)
    if terms:
        await require_no_older(caller.db, TERMS_SINCE)
    codes = _codes_of(caller, workshop_id)

    async def work(session: Session) -> Document:
        if "limits" in terms:
            await hold_currency(caller, session)
        unused = {"is_active": True, "used_by": None, "expires_at": {"$gt": now()}}
        if await codes.count(unused, limit=MAX_OPEN_CODES, session=session) >= MAX_OPEN_CODES:
            raise TooManyCodes(f"There are {MAX_OPEN_CODES} unused codes already. Use or revoke some of them.")
        code = new_invite(workshop_id, body.role, terms, caller.user.id)
        code["signed"] = sign_invite(caller.db, code)
        await codes.insert([code], session)
        if body.email is not None:
            task = Task(INVITATION, {"code_id": code["_id"], "email": body.email})
            await enqueue(caller.db, session, workshop_id, task)
        return _code_out(code, caller.workshop.currency)

    return await once(caller.db, caller.user.id, key, body, work)


async def list_invite_codes(caller: Caller, workshop_id: str) -> list[Document]:
    """Return the workshop's codes, newest first, used and unused."""
    found = _codes_of(caller, workshop_id).find({}, sort=[("created_at", -1), ("_id", -1)], limit=500)
    return [_code_out(code, caller.workshop.currency) async for code in found]


async def revoke_invite_code(caller: Caller, workshop_id: str, code: str) -> None:
    """Make a code unusable. Raises NotFound, or Conflict when it was used."""
    codes = _codes_of(caller, workshop_id)
    mine = {"code": read_code(code)}

    async def work(session: Session) -> None:
        is_open = {**mine, "used_by": None, "is_active": True}
        revoked = await codes.update(is_open, {"$set": {"is_active": False}}, session)
        if revoked is not None:
            about = {"invite": revoked["_id"]}
            event = Event(EntryKind.INVITE_REVOKED, caller.user.id, None, now(), about=about)
            await record(caller.db, session, workshop_id, caller.workshop.timezone, event)
            return
        closed = await codes.find_one(mine, {"used_by": 1}, session)
        if closed is None:
            raise NotFound("code")
        if closed["used_by"] is not None:
            raise CodeUsed("This code was used already; remove the manager instead.")

    await caller.db.transaction(work)


def _codes_of(caller: Caller, workshop_id: str) -> ScopedRows[InviteRow]:
    require_own(caller, workshop_id)
    return ScopedRows(caller.db, "invite_codes", caller.scope)
