"""Days at the gate: the cars that were seen beside the jobs that were taken in."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from revops.core.time import UTC, start_of_day
from revops.gate.plates import PlateIndex, looks
from revops.gate.row import Direction, SightingRow
from revops.jobs.status import IN_SHOP
from revops.mongo.client import Database, Document, Session
from revops.mongo.scoped import Scoped, ScopedRows, TenantScope

# Jobs of so long are looked through for a car that is seen; those whose car is still here, whatever their age.
_LOOKED_BACK = dt.timedelta(days=60)
# A car may be seen long before somebody takes it in, and be taken in long before somebody sees it.
_APART = dt.timedelta(days=1)
_MOST_JOBS = 20_000
MOST_SIGHTINGS = 20_000
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
        self._plates = PlateIndex(row["plate"] for row in sightings)
        self._exact: dict[str, list[JobFacts]] = defaultdict(list)
        self._near: dict[str, list[JobFacts]] = defaultdict(list)
        for job in jobs:
            look = looks(job["plate"])
            for plate in self._plates.near(look):
                (self._exact if plate == look else self._near)[plate].append(job)

    def job_of(self, seen: SightingRow) -> JobFacts | None:
        """Find the job that a car was seen for: with its number, or else with one that differs in one sign."""
        look = looks(seen["plate"])
        return next((job for job in (*self._exact[look], *self._near[look]) if _is_for(job, seen)), None)

    def was_seen(self, job: JobFacts) -> bool:
        """Say whether the car of a job was seen about when it was taken in."""
        at = utc(job["created_at"])
        near = self._plates.near(job["plate"])
        return any(abs(seen_at - at) <= _APART for plate in near for seen_at in self._times[plate])

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
