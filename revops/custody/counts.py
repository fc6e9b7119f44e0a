"""Surprise counts: the owner asks, or the server does; the member has ten minutes, and the result stands."""

import datetime as dt

from revops.access.announcements import Pushed, push_task
from revops.access.caller import Caller, WorkshopContext
from revops.access.currency import fix_currency
from revops.core.errors import NotFound
from revops.core.time import UTC, now
from revops.custody.days import book_now, read_notes
from revops.custody.errors import CountAlreadyAsked, CountMade, CountMissed
from revops.custody.fields import count_facts, tally_facts
from revops.custody.findings import count_difference, count_missed
from revops.custody.limits import MIGRATION, read_holder
from revops.custody.row import CountRow, CountState, new_count, tally_of
from revops.custody.schemas import Counted, CountNow, CustodyQuery
from revops.exceptions.finding import note
from revops.journal.entry import SYSTEM, EntryKind, Event, record
from revops.mongo.client import Database, Document, Session
from revops.mongo.idempotency import IdempotencyKey, once
from revops.mongo.instances import require_no_older
from revops.mongo.paging import read_page
from revops.mongo.scoped import ScopedRows, TenantScope
from revops.tasks.outbox import Task, enqueue

# The task of recording that a count was missed.
DUE = "cash_count_due"


def counts_of(db: Database, workshop_id: str, member_id: str | None = None) -> ScopedRows[CountRow]:
    """Return the counts of a workshop, or of a member."""
    return ScopedRows(db, "cash_counts", TenantScope(workshop_id, member_id))


async def ask(caller: Caller, body: CountNow, key: IdempotencyKey) -> Document:
    """Ask a member to count his cash now. Raises NotFound, InvalidFields, CountAlreadyAsked."""
    await require_no_older(caller.db, MIGRATION)

    async def work(session: Session) -> Document:
        await read_holder(caller, session, body.member_id)
        waiting = {"state": CountState.ASKED.value}
        counts = counts_of(caller.db, caller.workshop.id, body.member_id)
        if await counts.find_one(waiting, {"_id": 1}, session) is not None:
            raise CountAlreadyAsked("A count is being waited for already.")
        count = new_count(caller.workshop.id, body.member_id, caller.user.id, now())
        await write_asked(caller.db, session, caller.workshop, count)
        return {"id": count["_id"], "message": "Asked to count"}

    return await once(caller.db, caller.user.id, key, body, work)


async def write_asked(db: Database, session: Session, workshop: WorkshopContext, count: CountRow) -> None:
    """Write that a count is asked for, with what follows: the member is told, and its time runs out."""
    workshop_id, member_id, count_id = workshop.id, count["manager_id"], count["_id"]
    await counts_of(db, workshop_id).insert([count], session)
    about = {"cash_count": count_id}
    asked = Event(
        EntryKind.COUNT_ASKED, count["asked_by"], member_id, count["asked_at"], about, facts=count_facts(count)
    )
    await record(db, session, workshop_id, workshop.timezone, asked)
    await enqueue(db, session, workshop_id, Task(DUE, {"count_id": count_id}, run_after=count["due_at"]))
    if workshop.is_notified:
        await enqueue(db, session, workshop_id, push_task(Pushed.COUNT_ASKED, count_id, to=member_id))


async def read_asked(caller: Caller) -> CountRow | None:
    """Read the count that the caller is asked for and can still make; None when there is none."""
    waiting = {"state": CountState.ASKED.value, "due_at": {"$gt": now()}}
    return await counts_of(caller.db, caller.workshop.id, caller.member.id).find_one(waiting)


async def answer(caller: Caller, count_id: str, body: Counted, key: IdempotencyKey) -> Document:
    """Make a count that the caller was asked for, against the book of this instant.

    Raises NotFound for anybody else's; InvalidFields; CountMade; CountMissed when its time is over.
    """
    notes, workshop = read_notes(caller, body), caller.workshop
    own = counts_of(caller.db, workshop.id, caller.member.id)

    async def work(session: Session) -> Document:
        at = now()
        count = await own.find_one({"_id": count_id}, session=session)
        if count is None:
            raise NotFound("count")
        if count["state"] == CountState.MADE:
            raise CountMade("You have counted already. The result stands.")
        if count["state"] == CountState.MISSED or _utc(count["due_at"]) <= at:
            raise CountMissed("The ten minutes for this count are over. The owner sees that it was missed.")
        await fix_currency(caller, session)
        tally = tally_of(notes, await book_now(caller, session), None)
        made = {"state": CountState.MADE.value, "made_at": at, "tally": tally}
        waiting = {"_id": count_id, "state": CountState.ASKED.value}
        after = await own.update(waiting, {"$set": made}, session)
        assert after is not None, "the transaction's snapshot holds what was read"
        about, facts = {"cash_count": count_id}, {"tally": tally_facts(tally)}
        event = Event(EntryKind.COUNT_MADE, caller.user.id, caller.member.id, at, about, facts=facts)
        await caller.record(session, event)
        await note(caller.db, session, workshop.id, count_difference(after, tally, at))
        return {"id": count_id, "message": "Counted"}

    return await once(caller.db, caller.user.id, key, body, work)


def _utc(at: dt.datetime) -> dt.datetime:
    return at if at.tzinfo else at.replace(tzinfo=UTC)


async def miss(db: Database, session: Session, workshop: WorkshopContext, count_id: str, at: dt.datetime) -> bool:
    """Record that a count was missed, if it was. Returns whether it was just now."""
    late = {"_id": count_id, "state": CountState.ASKED.value, "due_at": {"$lte": at}}
    count = await counts_of(db, workshop.id).update(late, {"$set": {"state": CountState.MISSED.value}}, session)
    if count is None:
        return False
    event = Event(EntryKind.COUNT_MISSED, SYSTEM, count["manager_id"], at, about={"cash_count": count_id})
    await record(db, session, workshop.id, workshop.timezone, event)
    await note(db, session, workshop.id, [count_missed(count)])
    return True


async def is_asked(db: Database, session: Session, workshop: WorkshopContext, count_id: str) -> bool:
    """Say whether a count is waited for."""
    waiting = {"_id": count_id, "state": CountState.ASKED.value}
    return await counts_of(db, workshop.id).find_one(waiting, {"_id": 1}, session) is not None


async def list_counts(caller: Caller, wanted: CustodyQuery) -> tuple[list[CountRow], str | None]:
    """Read one page of counts, newest first, and the cursor of the next, if there is one."""
    counts = ScopedRows[CountRow](caller.db, "cash_counts", caller.cash_scope)
    whose = {"manager_id": wanted.manager_id} if wanted.manager_id else {}
    return await read_page(counts, [whose], "asked_at", wanted)


async def read_count(caller: Caller, count_id: str) -> CountRow:
    """Read a count that the caller sees. Raises NotFound."""
    count = await ScopedRows[CountRow](caller.db, "cash_counts", caller.cash_scope).find_one({"_id": count_id})
    if count is None:
        raise NotFound("count")
    return count
