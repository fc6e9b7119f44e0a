"""A member's day: opened with a count, closed with one, the difference with a reason. Nothing of it is ever changed."""

from revops.access.caller import Caller
from revops.access.currency import fix_currency
from revops.core.denominations import NoteCount, read_count
from revops.core.errors import InvalidFields, NotFound
from revops.core.money import shown, to_wire
from revops.core.time import day_of, now, spoken_day
from revops.custody.errors import DayAlreadyOpen, DayClosed, DayOver, DifferenceUnexplained
from revops.custody.fields import day_facts, tally_facts
from revops.custody.findings import day_cause, day_difference
from revops.custody.limits import MIGRATION
from revops.custody.row import Book, DayRow, TallyRow, new_day, tally_of
from revops.custody.schemas import Counted, CountedDay, CustodyQuery
from revops.exceptions.finding import note, withdraw
from revops.exceptions.kinds import ExceptionKind
from revops.journal.accounts import Figure
from revops.journal.entry import Count, EntryKind, Event
from revops.journal.read import read_sums
from revops.journal.sums import SumsQuery
from revops.mongo.client import Document, Session
from revops.mongo.idempotency import IdempotencyKey, once
from revops.mongo.instances import require_no_older
from revops.mongo.paging import read_page
from revops.mongo.scoped import ScopedRows, TenantScope


def own_days(caller: Caller) -> ScopedRows[DayRow]:
    """Return the caller's own days."""
    return ScopedRows(caller.db, "cash_days", TenantScope(caller.workshop.id, caller.member.id))


def read_notes(caller: Caller, body: Counted) -> NoteCount:
    """Read a count. Raises InvalidFields for another currency, and for notes that it does not have."""
    currency = caller.workshop.currency
    if body.currency is not None and body.currency != currency:
        raise InvalidFields({"currency": f"Count in {currency}: it is the money of this garage."})
    return read_count(body.count, currency)


async def book_now(caller: Caller, session: Session) -> Book:
    """Read what the caller must have by the books, as the transaction sees it."""
    sums = await read_sums(caller.db, session, SumsQuery(caller.workshop.id, caller.member.id))
    newest = own_days(caller).find({}, {"float_minor": 1}, sort=[("day", -1)], limit=1, session=session)
    last = await newest.to_list()
    blind_minor = sums.count(Count.SETTLEMENTS_BLIND_MINOR, caller.member.id)
    return Book(
        sums.figure(Figure.CASH_IN_HAND, caller.member.id),
        sums.count(Count.SETTLEMENTS_PENDING_MINOR, caller.member.id) + blind_minor,
        last[0]["float_minor"] if last else 0,
        is_blind=blind_minor > 0,
    )


async def open_day(caller: Caller, body: CountedDay, key: IdempotencyKey) -> Document:
    """Open the caller's day with a count: what is more than the takings is change, the float of the day.

    Raises InvalidFields; DayAlreadyOpen; DayClosed for one that was; DayOver for a count of another day;
    DifferenceUnexplained when less is there than has to be.
    """
    count = read_notes(caller, body)
    await require_no_older(caller.db, MIGRATION)

    async def work(session: Session) -> Document:
        at, workshop = now(), caller.workshop
        await fix_currency(caller, session)
        today = day_of(at, workshop.timezone)
        await _require_not_begun(caller, session, today)
        _require_of(today, body)
        tally = tally_of(count, await book_now(caller, session), body.reason)
        if tally["difference_minor"] < 0:
            _require_reason(caller, tally)
        day = new_day(workshop.id, caller.member.id, today, max(tally["counted_minor"] - tally["book_minor"], 0))
        day["opened_at"], day["opening"], day["is_open"] = at, tally, True
        await own_days(caller).insert([day], session)
        facts = {**day_facts(day), "opening": tally_facts(tally)}
        about = {"cash_day": day["_id"]}
        opened = Event(
            EntryKind.DAY_OPENED, caller.user.id, caller.member.id, at, about, note=tally["reason"], facts=facts
        )
        await caller.record(session, opened)
        await note(caller.db, session, workshop.id, day_difference(day, tally, at, is_opening=True))
        return {"id": day["_id"], "message": "Day opened"}

    return await once(caller.db, caller.user.id, key, body, work)


async def _require_not_begun(caller: Caller, session: Session, today: str) -> None:
    begun: Document = {"$or": [{"is_open": True}, {"day": today}]}
    for day in await own_days(caller).find(begun, sort=[("day", 1)], limit=2, session=session).to_list():
        if day["closed_at"] is not None:
            raise DayClosed("You have closed this day already. The next one begins tomorrow.")
        if day["day"] == today:
            raise DayAlreadyOpen("Your day is open already.")
        raise DayAlreadyOpen(f"Your day of {spoken_day(day['day'])} is open still. Close it first.")


async def close_day(caller: Caller, body: CountedDay, key: IdempotencyKey) -> Document:
    """Close the caller's open day with a count, or today without having opened it.

    Raises InvalidFields; DayClosed; DayOver for a count of a day that is over and was not open; DifferenceUnexplained
    when something else is there than has to be.
    """
    count = read_notes(caller, body)
    await require_no_older(caller.db, MIGRATION)

    async def work(session: Session) -> Document:
        at, workshop, days = now(), caller.workshop, own_days(caller)
        await fix_currency(caller, session)
        today = day_of(at, workshop.timezone)
        book = await book_now(caller, session)
        tally = tally_of(count, book, body.reason)
        if tally["difference_minor"]:
            _require_reason(caller, tally)
        closed: Document = {"closed_at": at, "closing": tally}
        counted_on = today if body.day is None else body.day.isoformat()
        # One that was opened since is not what was counted.
        begun = {"is_open": True, **({} if counted_on == today else {"day": {"$lte": counted_on}})}
        day = await days.update(begun, {"$set": closed, "$unset": {"is_open": ""}}, session)
        facts: Document = {"closing": tally_facts(tally)}
        if day is None:
            if await days.find_one({"day": counted_on}, {"_id": 1}, session) is not None:
                raise DayClosed("You have closed this day already. A count of it stands.")
            _require_of(today, body)
            day = new_day(workshop.id, caller.member.id, today, book.float_minor)
            day["closed_at"], day["closing"] = at, tally
            await days.insert([day], session)
            facts |= day_facts(day)
        about = {"cash_day": day["_id"]}
        event = Event(
            EntryKind.DAY_CLOSED, caller.user.id, caller.member.id, at, about, note=tally["reason"], facts=facts
        )
        await caller.record(session, event)
        found = day_difference(day, tally, at, is_opening=False)
        await note(caller.db, session, workshop.id, found)
        if day["day"] == today:
            cause = day_cause(caller.member.id, today)
            await withdraw(caller.db, session, workshop.id, ExceptionKind.DAY_NOT_CLOSED, cause)
        return {"id": day["_id"], "message": "Day closed"}

    return await once(caller.db, caller.user.id, key, body, work)


def _require_of(today: str, body: CountedDay) -> None:
    """Raise DayOver for a count of another day."""
    if body.day is not None and body.day.isoformat() != today:
        raise DayOver(f"You counted this on {spoken_day(body.day)}, and that day is over. Discard it, or count again.")


def _require_reason(caller: Caller, tally: TallyRow) -> None:
    """Raise DifferenceUnexplained for a difference without a reason."""
    if tally["reason"] is not None:
        return
    currency, difference_minor = caller.workshop.currency, tally["difference_minor"]
    less = f"{shown(-difference_minor, currency)} is missing"
    said = less if difference_minor < 0 else f"{shown(difference_minor, currency)} is too much"
    raise DifferenceUnexplained(
        f"You counted {shown(tally['counted_minor'], currency)}, and by the book it should be"
        f" {shown(tally['expected_minor'], currency)}: {said}. Count again, or say why.",
        extra={
            "counted": to_wire(tally["counted_minor"], currency),
            "expected": to_wire(tally["expected_minor"], currency),
            "difference": to_wire(difference_minor, currency),
        },
    )


async def list_days(caller: Caller, wanted: CustodyQuery) -> tuple[list[DayRow], str | None]:
    """Read one page of days, newest first, and the cursor of the next, if there is one."""
    days = ScopedRows[DayRow](caller.db, "cash_days", caller.cash_scope)
    whose = {"manager_id": wanted.manager_id} if wanted.manager_id else {}
    return await read_page(days, [whose], "day", wanted, is_time=False)


async def read_day(caller: Caller, day_id: str) -> DayRow:
    """Read a day that the caller sees. Raises NotFound."""
    day = await ScopedRows[DayRow](caller.db, "cash_days", caller.cash_scope).find_one({"_id": day_id})
    if day is None:
        raise NotFound("day")
    return day
