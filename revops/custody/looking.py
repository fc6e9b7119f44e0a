"""Looking at members' cash: by the clock in every garage that asks something of it, and soon after cash came in.

What is over a limit is told to the owner once, and withdrawn when it is gone. Days that were not closed are noted, and
counts are asked for by plan.
"""

import datetime as dt
from dataclasses import dataclass
from functools import partial

from revops.access.announcements import Pushed, push_task
from revops.access.caller import Services, WorkshopContext
from revops.access.tokens import secret_key
from revops.core.time import day_of, now, zone
from revops.custody.counts import counts_of, is_asked, miss, write_asked
from revops.custody.findings import OF_LIMITS, day_not_closed, over_limit
from revops.custody.planning import planned_on
from revops.custody.position import MAX_MEMBERS, Limit, Position, read_positions
from revops.custody.row import CountState, new_count
from revops.exceptions.finding import Finding, exceptions_of, note, withdraw
from revops.exceptions.kinds import ExceptionKind
from revops.exceptions.row import State
from revops.journal.entry import SYSTEM
from revops.managers.service import may_hold_cash
from revops.mongo.client import Database, Session
from revops.mongo.scoped import Scoped, TenantScope
from revops.tasks.outbox import Claimed, TryAgain, enqueue

_MAX_OPEN_QUESTIONS = 1000


async def find(services: Services, workshop: WorkshopContext, at: dt.datetime) -> None:
    """Look in one garage, as of a time."""
    custody = workshop.custody
    asks_of_all = custody.limits.limit_anything or custody.limits.counts_a_month or custody.closes_at is not None
    if not (asks_of_all or custody.has_own_limits):
        return
    positions = await _judge(services, workshop, at)
    here = [one for one in positions if may_hold_cash(one.member.permissions)]
    if custody.closes_at is not None:
        await _note_open_days(services.db, workshop, here, custody.closes_at, at)
    for position in here:
        await _ask_planned(services, workshop, position, at)
    await _miss_late(services.db, workshop, at)


@dataclass(frozen=True, slots=True)
class _Judged:
    """People over a limit who are not yet asked about, and questions about those who are not over it any more."""

    positions: list[Position]
    new: list[tuple[Position, Limit]]
    gone: list[tuple[str, str]]


async def _judge(
    services: Services, workshop: WorkshopContext, at: dt.datetime, member_id: str | None = None
) -> list[Position]:
    """Note who is over a limit, and withdraw what was noted of whoever is not any more. Returns who was looked at."""
    judged = await _read_judged(services.db, workshop, at, member_id)
    if judged.gone:
        # Limits that were lowered a moment ago may be unknown here yet: nothing is withdrawn by older ones.
        services.workshops.drop(workshop.id)
        fresh = await services.workshop(workshop.id)
        assert fresh is not None, "workshops stay"
        workshop, judged = fresh, await _read_judged(services.db, fresh, at, member_id)
    if judged.gone or judged.new:
        await services.db.transaction(partial(_keep, services.db, workshop=workshop, judged=judged, at=at))
    return judged.positions


async def _read_judged(db: Database, workshop: WorkshopContext, at: dt.datetime, member_id: str | None) -> _Judged:
    """Compare positions with what is asked, in one snapshot: what another look notes after it stays."""
    kinds = {"$in": [kind.value for kind in OF_LIMITS.values()]}
    is_open: dict[tuple[str, str | None], list[str]] = {}
    async with db.snapshot() as session:
        positions, _ = await read_positions(db, session, workshop, at, member_id=member_id)
        asked = {"state": State.OPEN.value, "kind": kinds}
        async for row in exceptions_of(db, workshop.id).find(asked, limit=_MAX_OPEN_QUESTIONS, session=session):
            is_open.setdefault((row["kind"], row["member_id"]), []).append(row["cause"])
    looked_at = {one.member.id for one in positions}
    over = {(OF_LIMITS[limit].value, one.member.id): (one, limit) for one in positions for limit in one.beyond()}
    gone = [
        (key[0], cause)
        for key, causes in is_open.items()
        if key not in over and key[1] in looked_at
        for cause in causes
    ]
    return _Judged(positions, [what for key, what in over.items() if key not in is_open], gone)


async def _keep(db: Database, session: Session, *, workshop: WorkshopContext, judged: _Judged, at: dt.datetime) -> None:
    day = day_of(at, workshop.timezone)
    for kind, cause in judged.gone:
        await withdraw(db, session, workshop.id, ExceptionKind(kind), cause)
    findings = [over_limit(one, limit, day) for one, limit in judged.new]
    if await note(db, session, workshop.id, findings) and workshop.is_notified:
        about = judged.new[0][0].member.id
        await enqueue(db, session, workshop.id, push_task(Pushed.CASH_OVER_LIMIT, about, about))


async def _note_open_days(
    db: Database, workshop: WorkshopContext, here: list[Position], closes_at: int, at: dt.datetime
) -> None:
    """Note the days that were not closed in time: open ones, and today's of whoever took cash and counted nothing."""
    local = at.astimezone(zone(workshop.timezone))
    today = local.date().isoformat()
    is_past = local.hour * 60 + local.minute >= closes_at
    days = Scoped(db, "cash_days", TenantScope(workshop.id))
    open_days = await days.find({"is_open": True}, {"manager_id": 1, "day": 1}, limit=MAX_MEMBERS).to_list()
    cash = {one.member.id: one.cash_minor for one in here}
    late = {
        (row["manager_id"], row["day"])
        for row in open_days
        if row["manager_id"] in cash and (row["day"] < today or is_past)
    }
    if is_past:
        begun = {row["manager_id"] async for row in days.find({"day": today}, {"manager_id": 1}, limit=MAX_MEMBERS)}
        for member_id in cash.keys() - begun:
            if await _took_cash(db, workshop, member_id, today):
                late.add((member_id, today))
    found = [day_not_closed(member_id, day, cash[member_id], at) for member_id, day in sorted(late)]
    await _note_new(db, workshop, found)


async def _took_cash(db: Database, workshop: WorkshopContext, member_id: str, day: str) -> bool:
    newest = Scoped(db, "payments", TenantScope(workshop.id, member_id)).find(
        {"account": "cash_in_hand"}, {"day": 1}, sort=[("payment_date", -1)], limit=1
    )
    return any([payment.get("day") == day async for payment in newest])


async def _note_new(db: Database, workshop: WorkshopContext, found: list[Finding]) -> None:
    """Note what is not noted yet, without a transaction where there is nothing new."""
    if not found:
        return
    causes = {"kind": ExceptionKind.DAY_NOT_CLOSED.value, "cause": {"$in": [one.cause for one in found]}}
    known = {row["cause"] async for row in exceptions_of(db, workshop.id).find(causes, {"cause": 1})}
    new = [one for one in found if one.cause not in known]
    if new:
        await db.transaction(lambda session: note(db, session, workshop.id, new))


async def _ask_planned(services: Services, workshop: WorkshopContext, position: Position, at: dt.datetime) -> None:
    """Ask a member for the count that is planned for today, once its time has come and he is at work."""
    db, member_id, counts = services.db, position.member.id, position.limits.counts_a_month
    if not counts:
        return
    secret = secret_key(services.settings).encode()
    assert workshop.owner_id is not None, "every garage is somebody's"
    planned = planned_on(secret, workshop.owner_id, counts, workshop.custody, at, workshop.timezone)
    if planned is None or not planned.asked_from <= at < planned.asked_until:
        return
    theirs = counts_of(db, workshop.id, member_id)

    async def work(session: Session) -> None:
        there = {"$or": [{"plan": planned.name}, {"state": CountState.ASKED.value}]}
        if await theirs.find_one(there, {"_id": 1}, session) is None:
            count = new_count(workshop.id, member_id, SYSTEM, at, plan=planned.name)
            await write_asked(db, session, workshop, count)

    if await _is_at_work(db, workshop, member_id, planned.name):
        await db.transaction(work)


async def _is_at_work(db: Database, workshop: WorkshopContext, member_id: str, day: str) -> bool:
    """Say whether a member has taken money or opened the day: nobody is asked to count on his day off."""
    theirs = TenantScope(workshop.id, member_id)
    if await Scoped(db, "cash_days", theirs).find_one({"day": day}, {"_id": 1}) is not None:
        return True
    newest = Scoped(db, "payments", theirs).find({}, {"day": 1}, sort=[("payment_date", -1)], limit=1)
    return any([payment.get("day") == day async for payment in newest])


async def _miss_late(db: Database, workshop: WorkshopContext, at: dt.datetime) -> None:
    """Record counts whose time ran out, should nobody have done the task of it."""
    late = {"state": CountState.ASKED.value, "due_at": {"$lte": at}}
    async for count in counts_of(db, workshop.id).find(late, {"_id": 1}, limit=MAX_MEMBERS):
        await db.transaction(partial(miss, db, workshop=workshop, count_id=count["_id"], at=at))


class Looking:
    """Does the tasks of cash that came in, and of counts whose time ran out."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def look(self, claimed: Claimed) -> None:
        """Look whether a member is over a limit, or all."""
        workshop = await self._workshop(claimed)
        if workshop is not None:
            await _judge(self._services, workshop, now(), claimed.payload["member_id"])
        await claimed.finish()

    async def miss(self, claimed: Claimed) -> None:
        """Record that a count was missed, if it was."""
        workshop = await self._workshop(claimed)
        db = self._services.db

        async def work(session: Session) -> None:
            if workshop is not None:
                at, count_id = now(), claimed.payload["count_id"]
                if not await miss(db, session, workshop, count_id, at) and await is_asked(
                    db, session, workshop, count_id
                ):
                    raise TryAgain("Its time has not run out by the clock here.")
            await claimed.finish(session)

        await db.transaction(work)

    async def _workshop(self, claimed: Claimed) -> WorkshopContext | None:
        assert claimed.workshop_id is not None
        return await self._services.workshop(claimed.workshop_id)
