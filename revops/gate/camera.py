"""The owner's camera: where nobody stands at the gate, he counts the cars of a day, and they are compared with jobs."""

import datetime as dt

from revops.access.caller import Caller
from revops.core.errors import InvalidFields
from revops.core.time import day_of, now, start_of_day
from revops.exceptions.finding import Finding, note, withdraw
from revops.exceptions.kinds import ExceptionKind
from revops.gate.row import CameraCountRow, count_id
from revops.journal.entry import EntryKind, Event
from revops.mongo.client import Database, Document, Session
from revops.mongo.scoped import Scoped, ScopedRows, TenantScope

_MAX_JOBS = 100_000
_KIND = ExceptionKind.CAMERA_COUNT_DIFFERS


def counts_of(db: Database, workshop_id: str) -> ScopedRows[CameraCountRow]:
    """Return the counts of a workshop's camera."""
    return ScopedRows(db, "gate_camera_counts", TenantScope(workshop_id))


async def jobs_of_day(
    db: Database, workshop_id: str, timezone: str, day: dt.date, session: Session | None = None
) -> int:
    """Count the jobs that were taken in on a day."""
    begins, ends = (start_of_day(day + dt.timedelta(days=days), timezone) for days in (0, 1))
    taken_in: Document = {"created_at": {"$gte": begins, "$lt": ends}}
    return await Scoped(db, "jobs", TenantScope(workshop_id)).count(taken_in, limit=_MAX_JOBS, session=session)


async def count(caller: Caller, day: dt.date, cars: int) -> Document:
    """Record how many cars came in on a day. The same again changes nothing. Raises InvalidFields for a day to come."""
    db, workshop = caller.db, caller.workshop
    today = day_of(now(), workshop.timezone)
    if day.isoformat() > today:
        raise InvalidFields({"day": "This day is still to come."})
    counts = counts_of(db, workshop.id)

    async def work(session: Session) -> Document:
        jobs = await jobs_of_day(db, workshop.id, workshop.timezone, day, session)
        answer = {"message": "Count recorded", "cars": cars, "jobs_taken_in": jobs}
        row: CameraCountRow = {
            "_id": count_id(workshop.id, day.isoformat()),
            "workshop_id": workshop.id,
            "day": day.isoformat(),
            "cars": cars,
            "at": now(),
            "by": caller.user.id,
        }
        before = await counts.find_one({"_id": row["_id"]}, session=session)
        if before is not None and before["cars"] == cars:
            return answer
        if before is None:
            await counts.insert([row], session)
        else:
            fields = {name: row[name] for name in ("cars", "at", "by")}
            await counts.update({"_id": row["_id"]}, {"$set": fields}, session)
        changes = {"cars": (before["cars"] if before is not None else None, cars)}
        facts = {"day": row["day"]}
        event = Event(EntryKind.CAMERA_COUNTED, row["by"], None, row["at"], changes=changes, facts=facts)
        await caller.record(session, event)
        if before is not None:
            await withdraw(db, session, workshop.id, _KIND, _cause(before))
        await compare(db, session, row, jobs)
        return answer

    return await db.transaction(work)


async def compare(db: Database, session: Session, row: CameraCountRow, jobs: int) -> None:
    """Ask about a day on which more cars came in than were taken in; ask no more once the jobs are there."""
    if row["cars"] <= jobs:
        await withdraw(db, session, row["workshop_id"], _KIND, _cause(row))
        return
    facts = {"day": row["day"], "cars": row["cars"], "jobs": jobs}
    await note(db, session, row["workshop_id"], [Finding(_KIND, _cause(row), row["at"], facts=facts)])


def _cause(row: CameraCountRow) -> str:
    return f"{row['day']}:{row['cars']}"
