"""The people of a garage: their roles and rights, who joins, and who takes over the jobs of one who leaves."""

from dataclasses import replace

from pymongo.errors import DuplicateKeyError

from revops.access import users
from revops.access.audit import AuditEvent, AuditKind, Origin
from revops.access.caller import Caller, Principal, Services
from revops.access.currency import hold_currency
from revops.access.errors import MemberLeft
from revops.access.members import (
    MIGRATION,
    change_member,
    make_members,
    membership_of,
    new_member,
    rights_of,
    sees_by_role,
)
from revops.access.permissions import ROLE_PERMISSIONS, Role, Sees, permissions_of
from revops.access.row import new_user
from revops.auth.links import may_stand_in
from revops.core.errors import InvalidFields, NotFound
from revops.core.ids import new_id
from revops.core.money import to_wire, to_wire_or_none
from revops.core.phones import read_phone
from revops.core.time import now
from revops.jobs.handover import STILL_OPEN, hand_over, read_open, require_taker
from revops.jobs.service import count_of
from revops.jobs.status import JobStatus
from revops.journal.entry import Count, EntryKind, Event, record
from revops.journal.held import HeldCash
from revops.journal.read import read_sums
from revops.journal.sums import SumsQuery
from revops.managers import service as managers
from revops.managers.terms import limits_out, read_terms
from revops.members.schemas import HandOver, Join, MemberChange, NewMember
from revops.mongo.client import Database, Document, Session
from revops.mongo.idempotency import IdempotencyKey, once
from revops.mongo.instances import require_no_older
from revops.mongo.scoped import Scoped

MAX_MEMBERS = 1000
# In one transaction, which has seconds to be done in.
MAX_HANDED_OVER = 500


def _members_of(caller: Caller) -> Scoped:
    return Scoped(caller.db, "members", caller.scope.whole_workshop())


async def list_members(caller: Caller) -> list[Document]:
    """Read the garage's members, those who left last, longest-serving first."""
    await make_members(caller.db, caller.workshop.id)
    async with caller.db.snapshot() as session:
        order = [("joined_at", 1), ("_id", 1)]
        found = await _members_of(caller).find({}, sort=order, limit=MAX_MEMBERS, session=session).to_list()
        sums = await read_sums(caller.db, session, SumsQuery(caller.workshop.id))
        held = HeldCash(sums, caller.workshop.blind_counts, caller.member.id)
        people = await managers.people_of(caller.db, [member["_id"] for member in found], session)
        logins = await _logins_of(caller.db, [member["user_id"] for member in found], session)
    found.sort(key=lambda member: member["left_at"] is not None)
    return [
        {**member_out(member, people, held, caller.workshop.currency), **logins[member["user_id"]]} for member in found
    ]


async def _logins_of(db: Database, user_ids: list[str], session: Session) -> dict[str, Document]:
    """Read who can log in with a password, and whose link to set one is open."""
    fields = {"has_password": {"$ne": ["$password_hash", None]}, "password_link.expires_at": 1}  # nosec B105
    found = db.collection("users").find({"_id": {"$in": user_ids}}, fields, session=session)
    return {user["_id"]: _login_out(user) async for user in found}


def _login_out(user: Document) -> Document:
    ends_at = user.get("password_link", {}).get("expires_at")
    is_open = ends_at is not None and ends_at > now()
    return {"has_password": user["has_password"], "link_ends_at": ends_at if is_open else None}


def member_out(member: Document, people: dict[str, Document], held: HeldCash, currency: str) -> Document:
    """Build a member as the wire shows it."""
    membership, member_id, sums = membership_of(member), member["_id"], held.sums
    return {
        "id": member_id,
        **{name: member[name] for name in ("user_id", "workshop_id", "role", "grants", "joined_at", "left_at")},
        "sees": membership.sees,
        "permissions": sorted(membership.permissions),
        "limits": limits_out(member["limits"], currency),
        "is_active": member["left_at"] is None,
        "user": people[member_id],
        "open_jobs": sum(sums.count(count_of(JobStatus(status)), member_id) for status in STILL_OPEN),
        "cash_in_hand": to_wire_or_none(held.minor(member_id), currency),
        "pending_settlement": to_wire(sums.count(Count.SETTLEMENTS_PENDING_MINOR, member_id), currency),
    }


def list_roles(caller: Caller) -> list[Document]:
    """List what comes with each role in this garage."""
    see = caller.workshop.managers_see
    return [
        {"role": role, "sees": sees_by_role(role, see), "permissions": sorted(allowed)}
        for role, allowed in ROLE_PERMISSIONS.items()
    ]


async def create(caller: Caller, body: NewMember, key: IdempotencyKey, origin: Origin) -> Document:
    """Make somebody a member who logs in by phone number, once a link has set his password.

    Raises InvalidFields for a number that is none, or a role beyond the caller's; BadRequest for one in use.
    """
    db, workshop = caller.db, caller.workshop
    phone = read_phone(body.phone, workshop.currency)
    if phone.warning is not None:
        raise InvalidFields({"phone": phone.warning})
    terms = read_terms(body, workshop.currency)
    if not may_stand_in(caller, body.role, permissions_of(body.role, terms.get("grants", {}))):
        raise InvalidFields({"role": "Choose a role that may do no more than you. An owner is invited by a code."})
    if body.role is not Role.MANAGER:
        await require_no_older(db, MIGRATION)
    await caller.services.throttles.name(caller.user.id)

    async def work(session: Session) -> Document:
        if "limits" in terms:
            await hold_currency(caller, session)
        alike = await users.by_phone(db, [phone.stored], session)
        if any(user.get("removed_at") is None for user in alike):
            raise users.phone_taken()
        at, user_id = now(), new_id()
        address = users.address_of_phone(phone.stored)
        user = new_user(user_id, address, None, body.name, phone.stored, Role.MANAGER, at, workshop_id=workshop.id)
        try:
            await db.collection("users").insert_one(dict(user), session=session)
        except DuplicateKeyError:
            raise users.phone_taken() from None
        see = workshop.managers_see
        member = new_member(user_id, workshop.id, body.role, at, is_first=True, managers_see=see, terms=terms)
        await _members_of(caller).insert([member], session)
        await managers.guard_cash(db, session, member)
        changes = {} if body.role is Role.MANAGER else {"role": (None, body.role.value)}
        event = Event(
            EntryKind.MANAGER_JOINED, caller.user.id, member["_id"], at, changes=changes, facts=rights_of(member)
        )
        await caller.record(session, event)
        joined = replace(managers.joined_event(member, origin), actor_id=caller.user.id)
        await caller.services.audit.record(joined, session)
        return {"message": f"{body.name} can set a password now", "member_id": member["_id"]}

    return await once(db, caller.user.id, key, body, work)


async def change(caller: Caller, member_id: str, body: MemberChange, origin: Origin) -> Document:
    """Change what a member is and may do, from the next request on. Returns the member.

    Raises NotFound; InvalidFields for a right that only owners have; Conflict for one who left, and for the last owner.
    """
    db, workshop_id = caller.db, caller.workshop.id
    await require_no_older(db, MIGRATION)
    await make_members(db, workshop_id)
    wanted = read_terms(body, caller.workshop.currency)
    if body.role is not None:
        wanted["role"] = body.role.value

    async def work(session: Session) -> str:
        if "limits" in wanted:
            await hold_currency(caller, session)
        before = await _members_of(caller).find_one({"_id": member_id}, session=session)
        if before is None:
            raise NotFound("member")
        if before["left_at"] is not None:
            raise MemberLeft("This member has left. A new invite code brings them back.")
        changed = _changed(before, wanted, caller.workshop.managers_see)
        if changed:
            if before["role"] == Role.OWNER and "role" in changed:
                await managers.require_another_owner(db, session, before)
            await change_member(db, member_id, workshop_id, {"$set": changed}, session)
            await managers.guard_cash(db, session, before | changed)
            changes = {name: (before[name], value) for name, value in changed.items()}
            event = Event(EntryKind.MEMBER_CHANGED, caller.user.id, member_id, now(), changes=changes)
            await record(db, session, workshop_id, caller.workshop.timezone, event)
            about = "; ".join(f"{name}: {before[name]} → {value}" for name, value in changed.items())
            noted = AuditEvent(
                AuditKind.MEMBER_CHANGED, workshop_id, before["user_id"], origin, caller.user.id, about=about
            )
            await caller.services.audit.record(noted, session)
        return str(before["user_id"])

    caller.services.users.drop(await db.transaction(work))
    (member,) = [member for member in await list_members(caller) if member["id"] == member_id]
    return member


def _changed(before: Document, wanted: Document, managers_see: str | None) -> Document:
    role = Role(wanted["role"] if "role" in wanted else before["role"])
    by_role: Document = {"grants": {}, "sees": sees_by_role(role, managers_see).value} if role != before["role"] else {}
    always: Document = {"grants": {}, "sees": Sees.ALL.value, "limits": {}} if role is Role.OWNER else {}
    return {name: value for name, value in (by_role | wanted | always).items() if before[name] != value}


async def join(services: Services, user: Principal, body: Join, key: IdempotencyKey, origin: Origin) -> Document:
    """Let a signed-in user into a further garage, by its code. Raises BadRequest for a code that cannot be used."""
    db = services.db
    known = await users.by_id(db, user.id)
    assert known is not None
    await managers.require_may_join(db, known, body.invite_code)

    async def work(session: Session) -> Document:
        before = await users.by_id(db, user.id, session)
        assert before is not None
        member = await managers.join(db, session, body.invite_code, before)
        joined = managers.joined_event(member, origin)
        await services.audit.record(joined, session)
        about = {"workshop_id": member["workshop_id"], "role": member["role"]}
        return {"message": "You are a member now", "member_id": member["_id"], **about}

    answer = await once(db, user.id, key, body, work)
    services.users.drop(user.id)
    return answer


async def hand_over_all(
    caller: Caller, member_id: str, body: HandOver, key: IdempotencyKey, *, max_jobs: int = MAX_HANDED_OVER
) -> Document:
    """Give all open jobs of a member to another, the oldest first, up to ``max_jobs`` at a time.

    Raises NotFound; InvalidFields and Conflict for one who cannot have them.
    """
    await make_members(caller.db, caller.workshop.id)

    async def work(session: Session) -> Document:
        if await _members_of(caller).find_one({"_id": member_id}, {"_id": 1}, session) is None:
            raise NotFound("member")
        if body.to == member_id:
            raise InvalidFields({"to": "Choose somebody else than whose jobs these are."})
        to = await require_taker(caller, session, body.to, "to")
        jobs = await read_open(caller, session, member_id, max_jobs + 1)
        given = jobs[:max_jobs]
        if given:
            await hand_over(caller, session, given, to)
        left = len(jobs) - len(given)
        if left:
            of_his = {"manager_id": member_id, "status": {"$in": list(STILL_OPEN)}}
            left = await Scoped(caller.db, "jobs", caller.scope).count(of_his, limit=100_000, session=session)
        told = f"{len(given):,} {'job' if len(given) == 1 else 'jobs'} handed over"
        return {"message": told, "jobs": len(given), "jobs_left": left}

    return await once(caller.db, caller.user.id, key, body, work)
