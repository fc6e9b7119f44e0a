"""Managers of a workshop: joining by code, their figures, the cash in their hands, leaving."""

from dataclasses import dataclass

import structlog

from revops.access import users
from revops.access.audit import AuditEvent, AuditKind, Origin
from revops.access.caller import Caller
from revops.access.members import (
    MIGRATION,
    at_the_start,
    change_member,
    leaves,
    make_members,
    memberships_of,
    new_member,
    rights_of,
    touch,
)
from revops.access.permissions import ROLE_PERMISSIONS, Permission, Permissions, Role, permissions_of
from revops.core.codes import read_code
from revops.core.errors import BadRequest, NotFound
from revops.core.money import shown, to_wire, to_wire_or_none
from revops.core.signing import Signed
from revops.core.time import now
from revops.journal.accounts import Figure
from revops.journal.entry import Count, EntryKind, Event, record
from revops.journal.held import HeldCash
from revops.journal.read import read_sums
from revops.journal.sums import SumsQuery
from revops.managers.errors import InvalidInviteCode, LastOwner, MemberAlready, StillHasCash
from revops.managers.invites import check_invite, was_closed
from revops.mongo.client import Database, Document, Session
from revops.mongo.instances import require_no_older
from revops.mongo.scoped import Scoped, TenantScope

log = structlog.get_logger(__name__)


def _usable(code: str) -> Document:
    return {"code": read_code(code), "is_active": True, "used_by": None, "expires_at": {"$gt": now()}}


def _bad_code() -> BadRequest:
    return InvalidInviteCode(
        "This invite code is not valid: it may be mistyped, used or expired. Ask the owner for a new one.",
    )


@dataclass(frozen=True, slots=True)
class Inviting:
    """The workshop that an invite code leads to."""

    name: str
    currency: str


async def require_usable_code(db: Database, code: str) -> Inviting:
    """Return the workshop that an invite code leads to, before work is done for it. Raises BadRequest."""
    found = await db.collection("invite_codes").find_one(_usable(code), {"workshop_id": 1})
    if found is None:
        raise _bad_code()
    workshop = await db.collection("workshops").find_one({"_id": found["workshop_id"]}, {"name": 1, "currency": 1})
    assert workshop is not None
    return Inviting(workshop["name"], workshop["currency"])


async def used_code(db: Database, code: str, user: Document | None) -> bool:
    """Say whether it was this user who used an invite code."""
    mine = {"code": read_code(code), "used_by": user["_id"]} if user is not None else None
    return mine is not None and await db.collection("invite_codes").find_one(mine, {"_id": 1}) is not None


async def join(db: Database, session: Session, code: str, user: Document) -> Document:
    """Use up an invite code and make the user a member of its workshop, in the role and with the rights it is for.

    Whoever was a member there before is the same member again. The user's own document is changed but where it is not
    stored yet. Of two who try at once one is told that the code is not valid. Returns the member. Raises BadRequest;
    Conflict for whoever is a member there already.
    """
    joined = now()
    used = await db.collection("invite_codes").find_one_and_update(
        _usable(code), {"$set": {"used_by": user["_id"], "used_at": joined}}, session=session
    )
    if used is None:
        raise _bad_code()
    if check_invite(db, used) is not Signed.YES or await was_closed(db, used, session):
        log.error("invite_code_altered", code_id=used["_id"], workshop_id=used["workshop_id"])
        raise _bad_code()
    workshop_id, role = used["workshop_id"], Role(used.get("role", Role.MANAGER))
    said = {"timezone": 1, "managers_see": 1}
    workshop = await db.collection("workshops").find_one({"_id": workshop_id}, said, session=session)
    assert workshop is not None
    managers_see, terms = workshop.get("managers_see"), used.get("terms")
    known = await db.collection("members").find({"user_id": user["_id"]}, session=session).to_list()
    before = next((member for member in known if member["workshop_id"] == workshop_id), None)
    if any(member.workshop_id == workshop_id for member in memberships_of(user, known)):
        raise MemberAlready("You are a member of this garage already.")
    if before is None:
        member = new_member(
            user["_id"], workshop_id, role, joined, is_first=not known, managers_see=managers_see, terms=terms
        )
        await Scoped(db, "members", TenantScope(workshop_id)).insert([member], session)
    else:
        again = at_the_start(role, managers_see, terms)
        member = before | again
        await change_member(db, before["_id"], workshop_id, {"$set": again}, session)
    await guard_cash(db, session, member)
    await touch(db, user["_id"], session, also={"$set": {"workshop_id": workshop_id}, "$unset": {"removed_at": ""}})
    changes = {} if role is Role.MANAGER else {"role": (None, role.value)}
    event = Event(
        EntryKind.MANAGER_JOINED,
        user["_id"],
        member["_id"],
        joined,
        about={"invite": used["_id"]},
        changes=changes,
        facts=rights_of(member),
    )
    await record(db, session, workshop_id, workshop["timezone"], event)
    return member


def joined_event(member: Document, origin: Origin) -> AuditEvent:
    """Build the line of the audit log about who joined, and as what."""
    detail = None if member["role"] == Role.MANAGER else member["role"]
    return AuditEvent(AuditKind.MANAGER_JOINED, member["workshop_id"], member["user_id"], origin, detail=detail)


async def require_may_join(db: Database, user: Document | None, code: str) -> None:
    """Raise Conflict while a version is running that would take somebody for what he is not: one who belongs to another
    garage too, or is neither owner nor manager.
    """
    found = await db.collection("invite_codes").find_one(_usable(code), {"role": 1})
    is_plain = found is None or found.get("role", Role.MANAGER) == Role.MANAGER
    if not is_plain or (user is not None and user.get("workshop_id") is not None):
        await require_no_older(db, MIGRATION)


def holds_cash(member: Document) -> bool:
    """Say whether cash can come into a member's hand: whoever takes money that is not the owner's at once."""
    return may_hold_cash(permissions_of(Role(member["role"]), member["grants"]))


def may_hold_cash(allowed: Permissions) -> bool:
    """Say whether cash can come into the hand of whoever may do so much."""
    return Permission.PAYMENTS_RECORD in allowed and Permission.PAYMENTS_CONFIRM_OWN not in allowed


async def guard_cash(db: Database, session: Session, member: Document) -> None:
    """Have a document that guards the cash of whoever can hold some, as active as the member is."""
    guards = Scoped(db, "managers", TenantScope(member["workshop_id"]))
    is_active = member["left_at"] is None and holds_cash(member)
    change = {"$set": {"is_active": is_active}, **({"$unset": {"removed_at": ""}} if is_active else {})}
    if await guards.update({"_id": member["_id"]}, change, session) is None and is_active:
        await guards.insert([new_manager(member["_id"], member["workshop_id"])], session)


def new_manager(member_id: str, workshop_id: str) -> Document:
    """Build what guards the cash of a member who joins now, in the form that older versions know."""
    return {
        "_id": member_id,
        "workshop_id": workshop_id,
        "joined_at": now(),
        "is_active": True,
        "permissions": sorted(ROLE_PERMISSIONS[Role.MANAGER]),
        # Submitted settlements not yet reviewed: part of the cash in hand that cannot be submitted again.
        "pending_settlement_minor": 0,
    }


async def list_managers(caller: Caller) -> list[Document]:
    """Return the workshop's managers, longest-serving first, those removed last."""
    currency = caller.workshop.currency
    async with caller.db.snapshot() as session:
        found = (
            await Scoped(caller.db, "managers", caller.scope.whole_workshop())
            .find({}, sort=[("is_active", -1), ("joined_at", 1)], limit=1000, session=session)
            .to_list()
        )
        sums = await read_sums(caller.db, session, SumsQuery(caller.workshop.id))
        held = HeldCash(sums, caller.workshop.blind_counts, caller.member.id)
        people = await people_of(caller.db, [manager["_id"] for manager in found], session)
    return [
        {
            "id": manager["_id"],
            "user_id": people[manager["_id"]]["id"],
            "workshop_id": manager["workshop_id"],
            "joined_at": manager["joined_at"],
            "is_active": manager["is_active"],
            "permissions": manager["permissions"],
            "user": people[manager["_id"]],
            "job_count": sums.count(Count.JOBS, manager["_id"]),
            "total_revenue": to_wire(sums.figure(Figure.REVENUE, manager["_id"]), currency),
            "total_collected": to_wire(sums.figure(Figure.COLLECTED, manager["_id"]), currency),
            "cash_in_hand": to_wire_or_none(held.minor(manager["_id"]), currency),
            # Not of the document that guards it, which has what he has counted and nobody else may know, too.
            "pending_settlement": to_wire(sums.count(Count.SETTLEMENTS_PENDING_MINOR, manager["_id"]), currency),
        }
        for manager in found
    ]


async def people_of(db: Database, member_ids: list[str], session: Session | None = None) -> dict[str, Document]:
    """Read who members are, as the wire shows them, by the id of the member."""
    members = db.collection("members").find({"_id": {"$in": member_ids}}, {"user_id": 1}, session=session)
    user_ids = dict.fromkeys(member_ids) | {member["_id"]: member["user_id"] async for member in members}
    wanted = {member_id: user_id or member_id for member_id, user_id in user_ids.items()}
    fields = {"name": 1, "email": 1, "phone": 1}
    found = db.collection("users").find({"_id": {"$in": list(wanted.values())}}, fields, session=session)
    people = {user["_id"]: {"id": user.pop("_id"), **user, "email": users.shown_email(user)} async for user in found}
    return {member_id: people[user_id] for member_id, user_id in wanted.items()}


async def cash_in_hand(db: Database, session: Session, workshop_id: str, manager_id: str) -> int:
    """Return the cash a manager has collected and not settled, in minor units, as the session sees it."""
    sums = await read_sums(db, session, SumsQuery(workshop_id, manager_id))
    return sums.figure(Figure.CASH_IN_HAND, manager_id)


async def pending_settlement(db: Database, session: Session, workshop_id: str, manager_id: str) -> int:
    """Read what a manager has submitted and not seen reviewed, in minor units."""
    guard = await Scoped(db, "managers", TenantScope(workshop_id)).find_one({"_id": manager_id}, session=session)
    return guard["pending_settlement_minor"] if guard is not None else 0


async def change_pending(
    db: Database,
    session: Session,
    workshop_id: str,
    manager_id: str,
    change_minor: int,
    *,
    max_minor: int | None = None,
) -> bool:
    """Change what a manager has submitted and not seen reviewed, if it is at most ``max_minor`` before the change.

    Whatever lowers free cash passes through this one document, so two of them cannot both spend the same cash:
    a submission, and (with no change) a cash payment taken back, or a refund in cash. Returns whether it was done.
    """
    condition: Document = {"_id": manager_id}
    if max_minor is not None:
        condition["pending_settlement_minor"] = {"$lte": max_minor}
    after = await Scoped(db, "managers", TenantScope(workshop_id)).update(
        condition, {"$inc": {"pending_settlement_minor": change_minor, "cash_version": 1}}, session
    )
    return after is not None


async def _require_no_cash(caller: Caller, session: Session, member: Document) -> None:
    """Raise StillHasCash for a member who holds cash; with how much, unless the caller is to count it first."""
    workshop, member_id = caller.workshop, member["_id"]
    sums = await read_sums(caller.db, session, SumsQuery(workshop.id, member_id))
    if sums.figure(Figure.CASH_IN_HAND, member_id) <= 0:
        return
    cash_minor = HeldCash(sums, workshop.blind_counts, caller.member.id).minor(member_id)
    held = "cash" if cash_minor is None else f"{shown(cash_minor, workshop.currency)} in cash"
    raise StillHasCash(
        f"This {member['role']} still has {held}. Receive it first, or remove anyway: the cash stays on record.",
        extra={"cash_in_hand": to_wire_or_none(cash_minor, workshop.currency)},
    )


async def remove(caller: Caller, member_id: str, origin: Origin, *, force: bool, may_be_owner: bool = False) -> None:
    """End a member's access at once. Raises NotFound; Conflict for the last owner, and while cash is in hand, unless
    ``force``.
    """
    db, workshop_id = caller.db, caller.workshop.id
    await make_members(db, workshop_id)
    members = Scoped(db, "members", caller.scope)

    async def work(session: Session) -> str | None:
        member = await members.find_one({"_id": member_id}, session=session)
        if member is None or (member["role"] == Role.OWNER and not may_be_owner):
            raise NotFound("member" if may_be_owner else "manager")
        if member["left_at"] is not None:
            return None
        await require_another_owner(db, session, member)
        if not force:
            await _require_no_cash(caller, session, member)
        at = now()
        user_id: str = member["user_id"]
        await change_member(db, member_id, workshop_id, leaves(at), session)
        gone = {"$set": {"is_active": False, "removed_at": at}}
        await Scoped(db, "managers", caller.scope).update({"_id": member_id}, gone, session)
        elsewhere = {"user_id": user_id, "left_at": None}
        other = await db.collection("members").find_one(elsewhere, sort=[("joined_at", 1)], session=session)
        also: Document = {"workshop_id": other["workshop_id"]} if other is not None else {"removed_at": at}
        await users.end_sessions(db, user_id, session, also=also)
        event = Event(EntryKind.MANAGER_REMOVED, caller.member.id, member_id, at)
        await record(db, session, workshop_id, caller.workshop.timezone, event)
        removed = AuditEvent(AuditKind.MANAGER_REMOVED, workshop_id, user_id, origin, actor_id=caller.user.id)
        await caller.services.audit.record(removed, session)
        return user_id

    removed_id = await db.transaction(work)
    if removed_id is not None:
        caller.services.users.drop(removed_id)


async def require_another_owner(db: Database, session: Session, member: Document) -> None:
    """Raise Conflict when the member is the only owner of the garage."""
    if member["role"] != Role.OWNER:
        return
    # Written, so that of two owners who leave at once the second sees that he is the last.
    workshop_id = member["workshop_id"]
    await db.collection("workshops").update_one({"_id": workshop_id}, {"$inc": {"owners_changed": 1}}, session=session)
    others = {"role": Role.OWNER.value, "left_at": None, "_id": {"$ne": member["_id"]}}
    if await Scoped(db, "members", TenantScope(workshop_id)).find_one(others, {"_id": 1}, session) is None:
        raise LastOwner("A garage needs an owner, and this is the only one. Make somebody else an owner first.")
