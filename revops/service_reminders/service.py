"""Service reminders: set after the work that was done, listed by when they are due, ended by one human answer."""

import datetime as dt
from collections.abc import Mapping, Sequence

from revops.access.caller import Caller
from revops.core.errors import InvalidFields, NotFound
from revops.core.ids import new_id
from revops.core.time import UTC, day_of, now
from revops.jobs.row import JobRow
from revops.jobs.service import read
from revops.journal.entry import EntryKind, Event
from revops.mongo.client import Document, Session
from revops.mongo.idempotency import IdempotencyKey, once
from revops.mongo.paging import read_page
from revops.mongo.repeats import Alike
from revops.mongo.scoped import ScopedRows
from revops.service_reminders.errors import NoVehicleRecord, OdometerUnknown, TooManyReminders
from revops.service_reminders.row import ReminderRow, Standing, months_after, new_reminder
from revops.service_reminders.schemas import ServiceReminderIn, ServiceReminderQuery
from revops.vehicles.due import foresee_again, projected_day
from revops.vehicles.row import Reading
from revops.vehicles.service import vehicles_of

_MAX_OPEN = 30
_SOON = dt.timedelta(days=30)
# What ships: proposed with each job, and changed where the garage does otherwise.
USUAL = (
    ("Engine oil and filter", 6, 10_000),
    ("General service", 12, 10_000),
    ("Brake fluid", 24, 40_000),
    ("Battery check", 12, None),
    ("Tyres and alignment", 12, 10_000),
    ("Insurance", 12, None),
    ("PUC certificate", 12, None),
)


def reminders_of(caller: Caller) -> ScopedRows[ReminderRow]:
    """Return the reminders that the caller may see: those after own jobs, for who sees only these."""
    return ScopedRows(caller.db, "service_reminders", caller.scope)


async def set_reminder(caller: Caller, job_id: str, body: ServiceReminderIn, key: IdempotencyKey) -> Document:
    """Remind of what is due again after a job. Returns its id and when it is expected.

    Raises NotFound, InvalidFields, NoVehicleRecord, OdometerUnknown, TooManyReminders.
    """

    if body.months is None and body.km is None:
        raise InvalidFields({"months": "Enter months, kilometres or both."})

    async def work(session: Session) -> Document:
        job = await read(caller, job_id, session)
        vehicle_id = job.get("vehicle_id")
        vehicle = await vehicles_of(caller).find_one({"_id": vehicle_id}, session=session) if vehicle_id else None
        if vehicle is None:
            raise NoVehicleRecord("This job has no vehicle on record yet. Try again in a minute.")
        of_all = ScopedRows[ReminderRow](caller.db, "service_reminders", caller.scope.whole_workshop())
        is_open: Document = {"vehicle_id": vehicle_id, "state": Standing.OPEN.value}
        if await of_all.count(is_open, limit=_MAX_OPEN, session=session) >= _MAX_OPEN:
            raise TooManyReminders(f"This vehicle has {_MAX_OPEN} reminders. Answer some of them first.")
        at = now()
        today = dt.date.fromisoformat(day_of(at, caller.workshop.timezone))
        due_on = months_after(_done_on(caller, job, today), body.months) if body.months is not None else None
        due_km, reached = None, None
        if body.km is not None:
            due_km = _read_at(job, vehicle["readings"])["km"] + body.km
            reached = projected_day(vehicle["readings"], due_km, today)
        days = [day for day in (due_on, reached) if day is not None]
        # Nobody knows yet how far the vehicle runs: it is asked about in half a year.
        expected = min(days, default=months_after(today, 6))
        reminder = new_reminder(
            job,
            body.title,
            due_on=due_on.isoformat() if due_on is not None else None,
            due_km=due_km,
            expected_on=expected.isoformat(),
            made_by=caller.user.id,
            at=at,
        )
        await of_all.insert([reminder], session)
        await _record_set(caller, session, reminder)
        return {"id": reminder["_id"], "expected_on": reminder["expected_on"]}

    async def stands(reminder_id: str) -> bool:
        return await reminders_of(caller).count({"_id": reminder_id, "state": Standing.OPEN.value}, limit=1) == 1

    parts = "reminder", job_id, body.title.casefold(), body.months or 0, body.km or 0
    said = f"A reminder of {body.title} was set"
    alike = Alike(parts, said, "Set another?", stands, is_meant=body.repeat)
    return await once(caller.db, caller.user.id, key, body, work, alike=alike)


def _done_on(caller: Caller, job: JobRow, today: dt.date) -> dt.date:
    """Tell the day on which the work was done; today while it goes on."""
    completed_at = job["completed_at"]
    if completed_at is None:
        return today
    return dt.date.fromisoformat(day_of(_utc(completed_at), caller.workshop.timezone))


def _read_at(job: JobRow, readings: Sequence[Reading]) -> Reading:
    """Find what the odometer said at a job: what was read with it, else what was read next. Raises OdometerUnknown."""
    since = [reading for reading in readings if _utc(reading["at"]) >= _utc(job["created_at"])]
    own = next((reading for reading in readings if reading["job_id"] == job["_id"]), None)
    if own is None and not since:
        last = f" It was last read at {readings[-1]['km']:,} km, before this visit." if readings else ""
        raise OdometerUnknown(f"Kilometres count from the odometer.{last} Enter what it says at the vehicle first.")
    return own or since[0]


def _utc(instant: dt.datetime) -> dt.datetime:
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


async def answer(caller: Caller, reminder_id: str, standing: Standing) -> None:
    """End a reminder: what it is of was done, or is not needed. The first answer stays. Raises NotFound."""

    async def work(session: Session) -> None:
        mine = reminders_of(caller)
        is_ended = await _end(caller, session, mine, reminder_id, standing)
        if not is_ended and await mine.find_one({"_id": reminder_id}, {"_id": 1}, session) is None:
            raise NotFound("reminder")

    await caller.db.transaction(work)


async def _end(
    caller: Caller, session: Session, reminders: ScopedRows[ReminderRow], reminder_id: str, standing: Standing
) -> bool:
    """End a reminder that waits; False where none does."""
    said = {"state": standing.value, "answered_at": now(), "answered_by": caller.user.id}
    waiting = {"_id": reminder_id, "state": Standing.OPEN.value}
    after = await reminders.update(waiting, {"$set": said}, session)
    if after is not None:
        changes = {"reminder": (Standing.OPEN.value, standing.value)}
        await _record(caller, session, EntryKind.SERVICE_REMINDER_ANSWERED, after, changes=changes)
    return after is not None


async def move(caller: Caller, session: Session, job_id: str, to: Mapping[str, str], *, from_id: str) -> None:
    """Let what is due after a job be due on the vehicle that it was, ``to`` this one and its customer: the plate of
    another had been typed. There it is set anew, and where it stood it is ended, so both vehicles' entries say so.
    """
    of_all = ScopedRows[ReminderRow](caller.db, "service_reminders", caller.scope.whole_workshop())
    waiting: Document = {"job_id": job_id, "vehicle_id": from_id, "state": Standing.OPEN.value}
    left = await of_all.find(waiting, session=session).to_list()
    for row in left:
        await _end(caller, session, of_all, row["_id"], Standing.NOT_NEEDED)
        anew: ReminderRow = {**row, "_id": new_id(), "made_by": caller.user.id}
        anew["vehicle_id"], anew["customer_id"] = to["vehicle_id"], to["customer_id"]
        await of_all.insert([anew], session)
        await _record_set(caller, session, anew)
    if left:
        await foresee_again(caller, session, to["vehicle_id"])


async def list_reminders(caller: Caller, wanted: ServiceReminderQuery) -> tuple[list[ReminderRow], str | None]:
    """Read one page of what is due, the soonest first. Of a vehicle it is all, whoever had the job: whoever takes it in
    next is to offer it."""
    clauses: list[Document] = [{"state": Standing.OPEN.value}]
    rows = reminders_of(caller)
    if wanted.vehicle_id is not None:
        rows = ScopedRows[ReminderRow](caller.db, "service_reminders", caller.scope.whole_workshop())
        clauses.append({"vehicle_id": wanted.vehicle_id})
    if wanted.due == "soon":
        clauses.append({"expected_on": {"$lte": day_of(now() + _SOON, caller.workshop.timezone)}})
    return await read_page(rows, clauses, "expected_on", wanted, direction=1, is_time=False)


async def _record_set(caller: Caller, session: Session, reminder: ReminderRow) -> None:
    facts: Document = {
        "vehicle_id": reminder["vehicle_id"],
        "due_on": reminder["due_on"],
        "due_km": reminder["due_km"],
        "state": reminder["state"],
    }
    await _record(caller, session, EntryKind.SERVICE_REMINDER_SET, reminder, facts=facts)


async def _record(
    caller: Caller,
    session: Session,
    kind: EntryKind,
    reminder: ReminderRow,
    *,
    facts: Document | None = None,
    changes: dict[str, tuple[str, str]] | None = None,
) -> None:
    about = {"job": reminder["job_id"], "service_reminder": reminder["_id"]}
    event = Event(
        kind,
        caller.user.id,
        reminder["manager_id"],
        now(),
        about=about,
        note=reminder["title"],
        facts=facts or {},
        changes=changes or {},
    )
    await caller.record(session, event)
