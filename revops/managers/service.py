"""Managers of a workshop: joining by code, their figures, the cash in their hands, leaving."""

from revops.access import users
from revops.access.audit import AuditEvent, AuditKind, Origin
from revops.access.caller import Caller
from revops.access.permissions import GRANTS, Role
from revops.core.codes import read_code
from revops.core.errors import BadRequest, Conflict, NotFound
from revops.core.money import shown, to_wire
from revops.core.time import now
from revops.journal.entry import EntryKind, Event, record
from revops.journal.read import read_sums
from revops.journal.sums import SumsQuery, collected
from revops.mongo.client import Database, Document, Session
from revops.mongo.scoped import Scoped, TenantScope


def _usable(code: str) -> Document:
    return {"code": read_code(code), "is_active": True, "used_by": None, "expires_at": {"$gt": now()}}


def _bad_code() -> BadRequest:
    return BadRequest(
        "This invite code is not valid: it may be mistyped, used or expired. Ask the owner for a new one.",
        code="invalid_invite_code",
    )


async def require_usable_code(db: Database, code: str) -> str:
    """Return the name of the workshop that an invite code leads to, before work is done for it. Raises BadRequest."""
    found = await db.collection("invite_codes").find_one(_usable(code), {"workshop_id": 1})
    if found is None:
        raise _bad_code()
    workshop = await db.collection("workshops").find_one({"_id": found["workshop_id"]}, {"name": 1})
    assert workshop is not None
    return str(workshop["name"])


async def used_code(db: Database, code: str, user: Document | None) -> bool:
    """Say whether it was this user who used an invite code."""
    mine = {"code": read_code(code), "used_by": user["_id"]} if user is not None else None
    return mine is not None and await db.collection("invite_codes").find_one(mine, {"_id": 1}) is not None


async def join(db: Database, session: Session, code: str, user_id: str) -> str:
    """Use up an invite code and make the user a manager of its workshop, whose id is returned.

    Of two who try at once one is told that the code is not valid. Raises BadRequest.
    """
    joined = now()
    used = await db.collection("invite_codes").find_one_and_update(
        _usable(code), {"$set": {"used_by": user_id, "used_at": joined}}, session=session
    )
    if used is None:
        raise _bad_code()
    workshop_id: str = used["workshop_id"]
    workshop = await db.collection("workshops").find_one({"_id": workshop_id}, {"timezone": 1}, session=session)
    assert workshop is not None
    await Scoped(db, "managers", TenantScope(workshop_id)).insert([new_manager(user_id, workshop_id)], session)
    event = Event(EntryKind.MANAGER_JOINED, user_id, user_id, joined)
    await record(db, session, workshop_id, workshop["timezone"], event)
    return workshop_id


def new_manager(user_id: str, workshop_id: str) -> Document:
    """Return the document of a manager who joins now."""
    return {
        "_id": user_id,
        "workshop_id": workshop_id,
        "joined_at": now(),
        "is_active": True,
        "permissions": sorted(GRANTS[Role.MANAGER]),
        # Submitted settlements not yet judged: part of the cash in hand that cannot be submitted again.
        "pending_settlement_minor": 0,
    }


async def list_managers(caller: Caller) -> list[Document]:
    """Return the workshop's managers, longest-serving first, those removed last."""
    currency = caller.workshop.currency
    async with caller.db.snapshot() as session:
        found = (
            await Scoped(caller.db, "managers", caller.scope)
            .find({}, sort=[("is_active", -1), ("joined_at", 1)], limit=1000, session=session)
            .to_list()
        )
        sums = await read_sums(caller.db, session, SumsQuery(caller.workshop.id))
        people = {
            user["_id"]: user
            async for user in caller.db.collection("users").find(
                {"_id": {"$in": [manager["_id"] for manager in found]}},
                {"name": 1, "email": 1, "phone": 1},
                session=session,
            )
        }
    return [
        {
            "id": manager["_id"],
            "user_id": manager["_id"],
            "workshop_id": manager["workshop_id"],
            "joined_at": manager["joined_at"],
            "is_active": manager["is_active"],
            "permissions": manager["permissions"],
            "user": {"id": manager["_id"], **{n: people[manager["_id"]][n] for n in ("name", "email", "phone")}},
            "job_count": sums.count("jobs", manager["_id"]),
            "total_revenue": to_wire(-sums.account("sales", manager["_id"]), currency),
            "total_collected": to_wire(collected(sums, manager["_id"]), currency),
            "cash_in_hand": to_wire(sums.account("cash_in_hand", manager["_id"]), currency),
            "pending_settlement": to_wire(manager["pending_settlement_minor"], currency),
        }
        for manager in found
    ]


async def cash_in_hand(db: Database, session: Session, workshop_id: str, manager_id: str) -> int:
    """Return the cash a manager has collected and not settled, in minor units, as the session sees it."""
    sums = await read_sums(db, session, SumsQuery(workshop_id, manager_id))
    return sums.account("cash_in_hand", manager_id)


async def change_pending(
    db: Database,
    session: Session,
    workshop_id: str,
    manager_id: str,
    change_minor: int,
    *,
    max_minor: int | None = None,
) -> bool:
    """Change what a manager has submitted and not seen judged, if it is at most ``max_minor`` before the change.

    Whatever lowers free cash passes through this one document, so two of them cannot both spend the same cash:
    a submission, and (with no change) the rejection of a cash payment. Returns whether it was done.
    """
    condition: Document = {"_id": manager_id}
    if max_minor is not None:
        condition["pending_settlement_minor"] = {"$lte": max_minor}
    after = await Scoped(db, "managers", TenantScope(workshop_id)).update(
        condition, {"$inc": {"pending_settlement_minor": change_minor, "cash_version": 1}}, session
    )
    return after is not None


async def remove(caller: Caller, manager_id: str, origin: Origin, *, force: bool) -> None:
    """End a manager's access at once. Raises NotFound; Conflict while cash is in hand, unless ``force``."""
    db = caller.db
    managers = Scoped(db, "managers", caller.scope)

    async def work(session: Session) -> None:
        manager = await managers.find_one({"_id": manager_id}, session=session)
        if manager is None:
            raise NotFound("manager")
        if not manager["is_active"]:
            return
        cash_minor = await cash_in_hand(db, session, caller.workshop.id, manager_id)
        if cash_minor > 0 and not force:
            currency = caller.workshop.currency
            raise Conflict(
                f"This manager still has {shown(cash_minor, currency)} in cash. Receive it first,"
                " or remove anyway: the cash stays on record.",
                code="cash_in_hand",
                extra={"cash_in_hand": to_wire(cash_minor, currency)},
            )
        at = now()
        await managers.update({"_id": manager_id}, {"$set": {"is_active": False, "removed_at": at}}, session)
        await users.end_sessions(db, manager_id, session, also={"removed_at": at})
        event = Event(EntryKind.MANAGER_REMOVED, caller.user.id, manager_id, at)
        await record(db, session, caller.workshop.id, caller.workshop.timezone, event)
        removed = AuditEvent(AuditKind.MANAGER_REMOVED, caller.workshop.id, manager_id, origin, actor_id=caller.user.id)
        await caller.services.audit.record(removed, session)

    await db.transaction(work)
    caller.services.users.drop(manager_id)
