"""Limits of cash in hand, as the owner sets them: for all, for one member, and for a day."""

from collections.abc import Sequence
from dataclasses import replace

from revops.access.audit import Origin
from revops.access.caller import Caller
from revops.access.currency import hold_currency
from revops.access.custody import CashLimits, CustodySettings
from revops.access.custody import settings_of as custody_of
from revops.access.members import change_member, membership_of
from revops.core.errors import InvalidFields, NotFound
from revops.core.money import NewCurrency, to_minor
from revops.core.quiet_hours import minute_of
from revops.core.time import day_of, now
from revops.custody.guard import LOOK
from revops.custody.row import member_custody
from revops.custody.schemas import LimitsIn, MemberLimitsIn, SettingsIn
from revops.journal.entry import Changes, EntryKind, Event
from revops.managers.service import may_hold_cash
from revops.mongo.client import Document, Session
from revops.mongo.idempotency import IdempotencyKey, once
from revops.mongo.instances import require_no_older
from revops.mongo.scoped import Scoped, TenantScope
from revops.tasks.outbox import Task

# Whoever knows this one guards cash that comes in.
MIGRATION = 30


def _limits_in(body: LimitsIn, currency: str) -> CashLimits:
    amount_minor = None if body.amount is None else to_minor(body.amount, currency, "amount")
    limits = CashLimits(amount_minor, body.age_hours, body.needs_word, body.counts_a_month)
    if limits.needs_word and not limits.limit_anything:
        raise InvalidFields({"needs_word": "Set a limit first, by amount or by age: without one there is no word."})
    return limits


async def set_limits(caller: Caller, body: SettingsIn) -> CustodySettings:
    """Set what the garage asks of whoever holds its cash. Raises InvalidFields."""
    db, workshop = caller.db, caller.workshop
    wanted = CustodySettings(
        _limits_in(body, workshop.currency),
        None if body.closes_at is None else minute_of(body.closes_at),
        minute_of(body.counts_from),
        minute_of(body.counts_until),
    )
    if wanted.counts_until - wanted.counts_from < 60:
        raise InvalidFields({"counts_until": "Leave at least an hour for surprise counts."})
    await require_no_older(db, MIGRATION)

    async def work(session: Session) -> CustodySettings:
        await hold_currency(caller, session)
        mine = {"_id": workshop.id}
        stored = wanted.stored()
        document = await db.collection("workshops").find_one_and_update(
            mine, {"$set": {"custody": stored}}, session=session
        )
        assert document is not None
        before = document.get("custody")
        if before != stored:
            event = Event(EntryKind.LIMITS_CHANGED, caller.user.id, None, now(), facts={"limits": stored})
            event = replace(event, changes=_changes(before, stored))
            await caller.record(session, event)
            await caller.enqueue(session, Task(LOOK, {"member_id": None}))
        return custody_of({**document, "custody": stored})

    settings = await db.transaction(work)
    caller.services.workshops.drop(workshop.id)
    return settings


def _changes(before: Document | None, after: Document | None) -> Changes:
    names = dict.fromkeys([*(before or {}), *(after or {})])
    pairs = {name: ((before or {}).get(name), (after or {}).get(name)) for name in names}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


async def set_member_limits(caller: Caller, member_id: str, body: MemberLimitsIn) -> None:
    """Set limits of a member's own, or those of all for him. Raises InvalidFields, NotFound."""
    own = None if body.limits is None else _limits_in(body.limits, caller.workshop.currency).stored()
    await require_no_older(caller.db, MIGRATION)

    async def work(session: Session) -> str:
        await hold_currency(caller, session)
        member = await read_holder(caller, session, member_id)
        before = (member.get("custody") or {}).get("limits")
        if before == own:
            return str(member["user_id"])
        allowed_on = (member.get("custody") or {}).get("allowed_on")
        changes = _changes(before, own)
        await _change(caller, session, member_id, EntryKind.LIMITS_CHANGED, own, allowed_on, changes)
        if own is not None:
            some = {"$set": {"own_cash_limits": True}}
            await caller.db.collection("workshops").update_one({"_id": caller.workshop.id}, some, session=session)
        await caller.enqueue(session, Task(LOOK, {"member_id": None}))
        return str(member["user_id"])

    caller.services.users.drop(await caller.db.transaction(work))
    caller.services.workshops.drop(caller.workshop.id)


async def allow_today(caller: Caller, member_id: str, key: IdempotencyKey) -> Document:
    """Let a member take cash beyond the limits for the rest of the day. Raises NotFound."""
    user_ids: list[str] = []

    async def work(session: Session) -> Document:
        member = await read_holder(caller, session, member_id)
        today = day_of(now(), caller.workshop.timezone)
        custody = member.get("custody") or member_custody(None, None)
        if custody["allowed_on"] != today:
            changes = {"allowed_on": (custody["allowed_on"], today)}
            await _change(caller, session, member_id, EntryKind.CASH_ALLOWED, custody["limits"], today, changes)
        user_ids.append(member["user_id"])
        return {"message": "More cash is allowed today"}

    answer = await once(caller.db, caller.user.id, key, None, work)
    for user_id in user_ids:
        caller.services.users.drop(user_id)
    return answer


async def read_holder(caller: Caller, session: Session, member_id: str) -> Document:
    """Read a member who works here and can hold cash. Raises NotFound; InvalidFields for one who cannot."""
    here = Scoped(caller.db, "members", TenantScope(caller.workshop.id))
    member = await here.find_one({"_id": member_id, "left_at": None}, session=session)
    if member is None:
        raise NotFound("member")
    if not may_hold_cash(membership_of(member).permissions):
        raise InvalidFields({"member_id": "This member takes no cash for the garage."})
    return member


async def _change(
    caller: Caller,
    session: Session,
    member_id: str,
    kind: EntryKind,
    own: Document | None,
    allowed_on: str | None,
    changes: Changes,
) -> None:
    stored = member_custody(own, allowed_on)
    await change_member(caller.db, member_id, caller.workshop.id, {"$set": {"custody": stored}}, session)
    event = Event(kind, caller.user.id, member_id, now(), changes=changes, facts=stored)
    await caller.record(session, event)


async def keep_limits(caller: Caller, session: Session, currency: NewCurrency, _origin: Origin) -> Sequence[str]:
    """Keep the amounts of limits in another currency of the garage. Returns the users who have their own."""
    db, workshop, users = caller.db, caller.workshop, []
    document = await db.collection("workshops").find_one({"_id": workshop.id}, {"custody": 1}, session=session)
    before = (document or {}).get("custody")
    after = currency.stored(before)
    if before != after:
        await db.collection("workshops").update_one({"_id": workshop.id}, {"$set": {"custody": after}}, session=session)
        event = Event(EntryKind.LIMITS_CHANGED, caller.user.id, None, now(), facts={"limits": after})
        await caller.record(session, replace(event, changes=_changes(before, after)))
    members = Scoped(db, "members", TenantScope(workshop.id))
    async for member in members.find({"custody.limits.amount_minor": {"$ne": None}}, session=session):
        own, allowed_on = member["custody"]["limits"], member["custody"].get("allowed_on")
        kept = currency.stored(own)
        changes = _changes(own, kept)
        await _change(caller, session, member["_id"], EntryKind.LIMITS_CHANGED, kept, allowed_on, changes)
        users.append(str(member["user_id"]))
    return users
