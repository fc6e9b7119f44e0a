"""Days at the gate: the cars that were seen beside the jobs that were taken in."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from revops.core.time import UTC, start_of_day
from revops.gate.plates import is_near, looks
from revops.gate.row import Direction, SightingRow
from revops.jobs.status import IN_SHOP
from revops.mongo.client import Database, Document, Session
from revops.mongo.scoped import Scoped, ScopedRows, TenantScope

# Jobs of so long are looked through for a car that is seen; those whose car is still here, whatever their age.
_LOOKED_BACK = dt.timedelta(days=60)
# A car may be seen long before somebody takes it in, and be taken in long before somebody sees it.
_APART = dt.timedelta(days=1)
_MOST_JOBS = 20_000
MOST_SIGHTINGS = 5000
_OF_JOB: Document = dict.fromkeys(
    (
        "number", "plate", "vehicle_number", "manager_id", "status", "created_at", "completed_at", "cancelled_at",
        "outstanding_minor", "estimate_to_follow", "taken_on",
    ),
    1,
)  # fmt: skip
_IS_HERE = {status.value for status in IN_SHOP}

JobFacts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Seen:
    """The sightings of some days, oldest first, and the jobs that they may be of, newest first."""

    sightings: Sequence[SightingRow]
    jobs: Sequence[JobFacts]

    def job_of(self, seen: SightingRow) -> JobFacts | None:
        """Find the job that a car was seen for: with its number, or else with one that differs in one sign."""
        there = [job for job in self.jobs if _is_for(job, seen)]
        same = looks(seen["plate"])
        exact = next((job for job in there if looks(job["plate"]) == same), None)
        return exact or next((job for job in there if is_near(job["plate"], seen["plate"])), None)

    def was_seen(self, job: JobFacts) -> bool:
        """Say whether the car of a job was seen about when it was taken in."""
        at = utc(job["created_at"])
        return any(abs(seen["at"] - at) <= _APART and is_near(seen["plate"], job["plate"]) for seen in self.sightings)


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


async def read_seen(
    db: Database, workshop_id: str, timezone: str, first: dt.date, last: dt.date, session: Session | None = None
) -> Seen:
    """Read what was seen on some days and on the days beside them, and the jobs that it may be of."""
    since = start_of_day(first, timezone) - _APART
    until = start_of_day(last + dt.timedelta(days=1), timezone)
    scope = TenantScope(workshop_id)
    rows = ScopedRows[SightingRow](db, "gate_sightings", scope)
    seen = rows.find(
        {"at": {"$gte": since, "$lt": until + _APART}},
        sort=[("at", 1), ("_id", 1)],
        limit=MOST_SIGHTINGS,
        session=session,
    )
    jobs = Scoped(db, "jobs", scope)
    recent: Document = {"created_at": {"$gte": since - _LOOKED_BACK, "$lt": until + _APART}}
    older: Document = {"status": {"$in": sorted(_IS_HERE)}, "created_at": {"$lt": since - _LOOKED_BACK}}
    newest = [("created_at", -1)]
    found = [
        *await jobs.find(recent, _OF_JOB, sort=newest, limit=_MOST_JOBS, session=session).to_list(),
        *await jobs.find(older, _OF_JOB, sort=newest, limit=_MOST_JOBS, session=session).to_list(),
    ]
    return Seen(await seen.to_list(), found)
