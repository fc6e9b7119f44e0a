"""Days at the gate: the cars that were seen beside the jobs that were taken in."""

import asyncio
import datetime as dt
import functools
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from revops.core.time import UTC, day_of, start_of_day
from revops.gate.plates import PlateIndex, looks
from revops.gate.row import Direction, SightingRow
from revops.jobs.status import IN_SHOP
from revops.mongo.client import Database, Document
from revops.mongo.scoped import Scoped, ScopedRows, TenantScope

# Jobs of so long are looked through for a car that is seen; those whose car is still here, whatever their age.
_LOOKED_BACK = dt.timedelta(days=60)
# A car may be seen long before somebody takes it in, and be taken in long before somebody sees it.
_APART = dt.timedelta(days=1)
_MAX_JOBS = 20_000
MAX_SIGHTINGS = 20_000
_OF_JOB: Document = dict.fromkeys(
    (
        "number", "plate", "vehicle_number", "manager_id", "status", "created_at", "completed_at", "cancelled_at",
        "outstanding_minor", "estimate_to_follow", "taken_on",
    ),
    1,
)  # fmt: skip
_IS_HERE = {status.value for status in IN_SHOP}

JobFacts = Mapping[str, Any]


class Seen:
    """The sightings of some days, oldest first, and the jobs that they may be of, newest first."""

    def __init__(self, sightings: Sequence[SightingRow], jobs: Sequence[JobFacts]) -> None:
        self.sightings = sightings
        self.jobs = jobs
        self._times: dict[str, list[dt.datetime]] = defaultdict(list)
        for row in sightings:
            self._times[looks(row["plate"])].append(row["at"])
        # A garage has a thousand cars at its gate in these days and ten thousand jobs: nothing compares each with each.
        self._near_plates = functools.cache(PlateIndex(row["plate"] for row in sightings).near)
        self._exact: dict[str, list[JobFacts]] = defaultdict(list)
        self._near: dict[str, list[JobFacts]] = defaultdict(list)
        for job in jobs:
            look = looks(job["plate"])
            for plate in self._near_plates(look):
                (self._exact if plate == look else self._near)[plate].append(job)

    def job_of(self, seen: SightingRow) -> JobFacts | None:
        """Find the job that a car was seen for: with its number, or else with one that differs in one sign."""
        look = looks(seen["plate"])
        return next((job for job in (*self._exact[look], *self._near[look]) if _is_for(job, seen)), None)

    def was_seen(self, job: JobFacts) -> bool:
        """Say whether the car of a job was seen about when it was taken in."""
        at = utc(job["created_at"])
        near = self._near_plates(looks(job["plate"]))
        return any(abs(seen_at - at) <= _APART for plate in near for seen_at in self._times[plate])

    def taken_in(self, first: dt.date, last: dt.date, timezone: str) -> list[tuple[dt.date, JobFacts]]:
        """List the jobs that were taken in on some days, each with its day."""
        since, until = start_of_day(first, timezone), start_of_day(last + dt.timedelta(days=1), timezone)
        of_days = [job for job in self.jobs if since <= utc(job["created_at"]) < until]
        return [(dt.date.fromisoformat(day_of(utc(job["created_at"]), timezone)), job) for job in of_days]

    def came_back(self, gone: SightingRow) -> bool:
        """Say whether a car was seen again later."""
        return self._times[looks(gone["plate"])][-1] > gone["at"]


def utc(at: dt.datetime) -> dt.datetime:
    """Read a stored time, which has no zone where it was read without."""
    return at if at.tzinfo is not None else at.replace(tzinfo=UTC)


def _is_for(job: JobFacts, seen: SightingRow) -> bool:
    """Say whether a car that is seen may be here for a job: it was taken in about then, or is not done, or goes out."""
    at, created_at = seen["at"], utc(job["created_at"])
    if created_at - at > _APART:
        return False
    if at - created_at <= _APART or job["status"] in _IS_HERE or seen["direction"] == Direction.OUT:
        return True
    completed_at = job["completed_at"]
    return completed_at is not None and at - utc(completed_at) <= _APART


async def read_seen(db: Database, workshop_id: str, timezone: str, first: dt.date, last: dt.date) -> Seen:
    """Read what was seen on some days and on the days beside them, and the jobs that it may be of."""
    since = start_of_day(first, timezone) - _APART
    until = start_of_day(last + dt.timedelta(days=1), timezone)
    scope = TenantScope(workshop_id)
    rows = ScopedRows[SightingRow](db, "gate_sightings", scope)
    about_then: Document = {"at": {"$gte": since, "$lt": until + _APART}}
    seen = await rows.find(about_then, sort=[("at", 1), ("_id", 1)], limit=MAX_SIGHTINGS).to_list()
    # A job that is left alone since before is looked for by its number alone: of two months most are.
    may_be_here: Document = {
        "$or": [
            {"updated_at": {"$gte": since}},
            {"status": {"$in": sorted(_IS_HERE)}},
            {"plate": {"$in": sorted({row["plate"] for row in seen})}},
        ]
    }
    recent: Document = {"created_at": {"$gte": since - _LOOKED_BACK, "$lt": until + _APART}, **may_be_here}
    older: Document = {"status": {"$in": sorted(_IS_HERE)}, "created_at": {"$lt": since - _LOOKED_BACK}}
    jobs = Scoped(db, "jobs", scope)
    found: list[JobFacts] = []
    for wanted in (recent, older):
        found += await jobs.find(wanted, _OF_JOB, sort=[("created_at", -1)], limit=_MAX_JOBS).to_list()
    # In a thread, as it takes a while where there are thousands.
    return await asyncio.to_thread(Seen, seen, found)
