"""One day at the gate, read with no more than it takes to say of its cars and jobs what ``days.read_seen`` says.

Each car is looked for by its number, in an index; of the jobs that were taken in only numbers and times are read. The
two months before are gone through, in an index of plates, only for a car whose number no job has.
"""

import asyncio
import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from revops.core.time import start_of_day
from revops.gate.days import APART, LOOKED_BACK, MAX_JOBS, MAX_SIGHTINGS, JobFacts, Seen, utc
from revops.gate.indexes import SEEN_ON
from revops.gate.plates import pattern_of_near
from revops.gate.row import SightingRow
from revops.jobs.indexes import BY_STATUS, OF_PLATE, PLATES
from revops.jobs.status import IN_SHOP
from revops.mongo.client import Database, Document
from revops.mongo.scoped import Scoped, ScopedRows, TenantScope

# To look for what is near more numbers takes longer than to read all.
_MAX_NEAR = 50
# By the time zone of before, what was seen about then may be of a day further away.
_DAYS_BESIDE = dt.timedelta(days=2)
_OF_JOB: Document = dict.fromkeys(("number", "plate", "vehicle_number", "status", "created_at", "completed_at"), 1)
_OF_SIGHTING: Document = dict.fromkeys(("plate", "plate_shown", "direction", "at", "day", "km", "outcome"), 1)
_IN_SHOP: Document = {"status": {"$in": sorted(status.value for status in IN_SHOP)}}

# The keys of an index, and what is read of it without a document.
_Hint = Sequence[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class DayRead:
    """A day: what was seen, oldest first, and the job of each car that has one, by what was seen; how many jobs were
    taken in, and those whose car nobody saw, newest first.
    """

    sightings: Sequence[SightingRow]
    job_of: Mapping[str, JobFacts]
    jobs_taken_in: int
    never_seen: Sequence[JobFacts]
    # The numbers that more was looked for than themselves: of cars without such a job, of jobs without such a car.
    looked_for: frozenset[str]


class _Day:
    def __init__(self, db: Database, workshop_id: str, timezone: str, day: dt.date) -> None:
        scope = TenantScope(workshop_id)
        self._sightings = ScopedRows[SightingRow](db, "gate_sightings", scope)
        self._jobs = Scoped(db, "jobs", scope)
        self._day = day
        self._begins, self._ends = (start_of_day(day + dt.timedelta(days=days), timezone) for days in (0, 1))
        self._since, self._until = self._begins - APART, self._ends + APART
        self._long_before = self._since - LOOKED_BACK
        self._here_since_long: Document = {**_IN_SHOP, "created_at": {"$lt": self._long_before}}

    async def seen(self) -> list[SightingRow]:
        """Read what was seen on the day, oldest first."""
        return await self._read_seen({"day": self._day.isoformat()})

    async def seen_beside(self, pattern: str | None) -> list[SightingRow]:
        """Read what was seen within a day of this one and not on it, of numbers that fit."""
        first, last = self._day - _DAYS_BESIDE, self._day + _DAYS_BESIDE
        days = {"$gte": first.isoformat(), "$lte": last.isoformat(), "$ne": self._day.isoformat()}
        fitting: Document = {} if pattern is None else {"plate": {"$regex": pattern}}
        return await self._read_seen({"day": days, **fitting})

    async def _read_seen(self, wanted: Document) -> list[SightingRow]:
        then = {"$gte": self._since, "$lt": self._until}
        rows = await self._sightings.page_naive(
            {**wanted, "at": then}, _OF_SIGHTING, sort=SEEN_ON[1:4], limit=MAX_SIGHTINGS, hint=SEEN_ON
        )
        for row in rows:
            row["at"] = utc(row["at"])
        return rows

    async def taken_in(self) -> list[JobFacts]:
        """Read the numbers of the jobs that were taken in on the day, newest first, and when: from the index alone."""
        taken_in: Document = {"created_at": {"$gte": self._begins, "$lt": self._ends}}
        fields = {"_id": 0, "created_at": 1, "plate": 1}
        return await self._read_jobs(taken_in, PLATES, fields, sort=[("created_at", -1)])

    async def numbered(self, plates: Sequence[str]) -> list[JobFacts]:
        """Read the jobs with some numbers: of these days and the weeks before, and what is here since before them."""
        if not plates:
            return []
        of_plates: Document = {"plate": {"$in": plates}}
        in_time: Document = {"created_at": {"$gte": self._long_before, "$lt": self._until}}
        return await self._read_both((of_plates | in_time, OF_PLATE), (of_plates | self._here_since_long, BY_STATUS))

    async def near(self, pattern: str | None, seen: Sequence[str]) -> list[JobFacts]:
        """Read the jobs with numbers that fit, that may be here: a job that is left alone since before is looked for by
        its very number alone, for of two months most are.
        """
        fitting: Document = {} if pattern is None else {"plate": {"$regex": pattern}}
        may_be_here = [{"updated_at": {"$gte": self._since}}, _IN_SHOP, {"plate": {"$in": seen}}]
        in_time = {"$gte": self._long_before, "$lt": self._until}
        lately: Document = {"created_at": in_time, **fitting, "$or": may_be_here}
        since_long: Document = fitting | self._here_since_long
        if pattern is None:
            # These may be thousands, which others wait for: they are decoded some at a time.
            many = [self._jobs.find(wanted, _OF_JOB, limit=MAX_JOBS) for wanted in (lately, since_long)]
            return [job for found in many for job in await found.to_list()]
        return await self._read_both((lately, PLATES), (since_long, BY_STATUS))

    async def whole(self, jobs: Sequence[JobFacts]) -> list[JobFacts]:
        """Read the rest of jobs that were taken in on the day."""
        if not jobs:
            return []
        known = {(job["created_at"], job["plate"]) for job in jobs}
        at, plates = ({"$in": [*{pair[part] for pair in known}]} for part in (0, 1))
        found = await self._read_jobs({"created_at": at, "plate": plates}, PLATES, _OF_JOB, sort=[("created_at", -1)])
        return [job for job in found if (job["created_at"], job["plate"]) in known]

    async def _read_both(self, *wanted: tuple[Document, _Hint]) -> list[JobFacts]:
        found = await asyncio.gather(*(self._read_jobs(query, hint, _OF_JOB) for query, hint in wanted))
        return [job for jobs in found for job in jobs]

    async def _read_jobs(self, wanted: Document, hint: _Hint, fields: Document, sort: _Hint = ()) -> list[JobFacts]:
        # Told which index: it would rather walk the weeks job by job.
        jobs = await self._jobs.page_naive(wanted, fields, sort=sort, limit=MAX_JOBS, hint=hint)
        for job in jobs:
            job["created_at"] = utc(job["created_at"])
        return [*jobs]


async def read_day(db: Database, workshop_id: str, timezone: str, day: dt.date, at_most: int) -> DayRead:
    """Read what was seen on a day, and the jobs that it takes to say which car is of which; of the jobs that nobody saw
    so many at most.
    """
    of_day = _Day(db, workshop_id, timezone, day)
    rows, taken_in = await asyncio.gather(of_day.seen(), of_day.taken_in())
    seen = Seen(rows, await of_day.numbered(_plates_of(rows)))
    job_of = {row["_id"]: job for row in rows if (job := seen.job_with_number(row)) is not None}
    left = [row for row in rows if row["_id"] not in job_of]
    unlike = [job for job in taken_in if not seen.was_seen_so(job)]
    looked_for = frozenset(_plates_of(left) + _plates_of(unlike))
    never_seen: list[JobFacts] = []
    if looked_for:
        around = await _seen_near(of_day, rows, sorted(looked_for))
        # Where nobody wrote down a car in these days, it says nothing that this one was not.
        is_watched = bool(rows or around)
        never_seen = [job for job in unlike if not Seen(around, ()).was_seen(job)] if is_watched else []
        near, never_seen = await asyncio.gather(_jobs_near(of_day, left, around), of_day.whole(never_seen[:at_most]))
        job_of |= near
    return DayRead(rows, job_of, len(taken_in), never_seen, looked_for)


async def _seen_near(of_day: _Day, rows: Sequence[SightingRow], plates: Sequence[str]) -> list[SightingRow]:
    """Read what was seen in these days with numbers near some."""
    pattern = pattern_of_near(plates) if rows and len(plates) <= _MAX_NEAR else None
    beside = await of_day.seen_beside(pattern)
    fits = re.compile(pattern or "").search
    near = [*(row for row in rows if fits(row["plate"])), *beside]
    return sorted(near, key=lambda row: (row["at"], row["_id"]))


async def _jobs_near(of_day: _Day, left: Sequence[SightingRow], around: Sequence[SightingRow]) -> dict[str, JobFacts]:
    """Find the jobs of cars whose numbers no job has."""
    if not left:
        return {}
    plates = _plates_of(left)
    pattern = pattern_of_near(plates) if len(plates) <= _MAX_NEAR else None
    seen = Seen(left, await of_day.near(pattern, _plates_of(around)))
    # In a thread, as it takes a while where there are thousands.
    await asyncio.to_thread(seen.compare)
    return {row["_id"]: job for row in left if (job := seen.job_of(row)) is not None}


def _plates_of(rows: Iterable[Mapping[str, object]]) -> list[str]:
    return sorted({str(row["plate"]) for row in rows})
