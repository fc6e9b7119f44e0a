"""Days at the gate: the cars that were seen beside the jobs that were taken in."""

import asyncio
import datetime as dt
import functools
import operator
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from revops.core.time import UTC, day_of, start_of_day
from revops.gate.plates import PlateIndex, looks
from revops.gate.row import Direction, SightingRow
from revops.jobs.status import IN_SHOP
from revops.mongo.client import Database, Document
from revops.mongo.scoped import Scoped, ScopedRows, TenantScope

# Jobs of so long are looked through for a car that is seen; those whose car is still here, whatever their age.
LOOKED_BACK = dt.timedelta(days=60)
# A car may be seen long before somebody takes it in, and be taken in long before somebody sees it.
APART = dt.timedelta(days=1)
MAX_JOBS = 20_000
_NEWEST = [("created_at", -1)]
MAX_SIGHTINGS = 20_000
_OF_JOB: Document = dict.fromkeys(
    (
        "number", "plate", "vehicle_number", "manager_id", "status", "created_at", "completed_at", "cancelled_at",
        "outstanding_minor", "estimate_to_follow", "taken_on",
    ),
    1,
)  # fmt: skip
_IS_HERE = {status.value for status in IN_SHOP}
_IN_SHOP: Document = {"status": {"$in": sorted(_IS_HERE)}}

JobFacts = Mapping[str, Any]
_TAKEN_IN_AT = operator.itemgetter("created_at")


class Seen:
    """The sightings of some days, oldest first, and the jobs that they may be of, newest first."""

    def __init__(self, sightings: Sequence[SightingRow], jobs: Iterable[JobFacts]) -> None:
        self.sightings = sightings
        self.jobs = sorted(jobs, key=_TAKEN_IN_AT, reverse=True)
        self._times: dict[str, list[dt.datetime]] = defaultdict(list)
        for row in sightings:
            self._times[looks(row["plate"])].append(row["at"])
        self._by_number: dict[str, list[JobFacts]] = defaultdict(list)
        for job in self.jobs:
            self._by_number[job["plate"]].append(job)

    @functools.cached_property
    def _plates(self) -> PlateIndex:
        # A garage has a thousand cars at its gate in these days and ten thousand jobs: nothing compares each with each.
        return PlateIndex(row["plate"] for row in self.sightings)

    # What looks the same, and what differs in one sign, is looked for where nothing else fits, which is seldom.
    @functools.cached_property
    def _by_look(self) -> Mapping[str, list[JobFacts]]:
        found: dict[str, list[JobFacts]] = defaultdict(list)
        for job in self.jobs:
            found[looks(job["plate"])].append(job)
        return found

    @functools.cached_property
    def _near(self) -> Mapping[str, list[JobFacts]]:
        found: dict[str, list[JobFacts]] = defaultdict(list)
        for look, jobs in self._by_look.items():
            for plate in self._plates.near(look):
                if plate != look:
                    found[plate] += jobs
        for near in found.values():
            near.sort(key=_TAKEN_IN_AT, reverse=True)
        return found

    def compare(self) -> None:
        """Find at once which plates are near which: else it is done when it is first asked about."""
        _ = self._near

    def job_of(self, seen: SightingRow) -> JobFacts | None:
        """Find the job that a car was seen for: with its number, or else with one that looks the same, or else with one
        that differs in one sign.
        """
        look = looks(seen["plate"])
        return (
            self.job_with_number(seen)
            or _first_for(seen, self._by_look.get(look, ()))
            or _first_for(seen, self._near.get(look, ()))
        )

    def job_with_number(self, seen: SightingRow) -> JobFacts | None:
        """Find the job that a car was seen for by its very number."""
        return _first_for(seen, self._by_number.get(seen["plate"], ()))

    def was_seen(self, job: JobFacts) -> bool:
        """Say whether the car of a job was seen about when it was taken in."""
        at, near = job["created_at"], self._plates.near
        return self.was_seen_so(job) or any(self._is_seen_about(at, plate) for plate in near(job["plate"]))

    def was_seen_so(self, job: JobFacts) -> bool:
        """Say whether a car that looks just so was seen about when a job was taken in."""
        return self._is_seen_about(job["created_at"], looks(job["plate"]))

    def _is_seen_about(self, at: dt.datetime, look: str) -> bool:
        return any(abs(seen_at - at) <= APART for seen_at in self._times.get(look, ()))

    def taken_in(self, first: dt.date, last: dt.date, timezone: str) -> list[tuple[dt.date, JobFacts]]:
        """List the jobs that were taken in on some days, each with its day."""
        since, until = start_of_day(first, timezone), start_of_day(last + dt.timedelta(days=1), timezone)
        of_days = [job for job in self.jobs if since <= job["created_at"] < until]
        return [(dt.date.fromisoformat(day_of(job["created_at"], timezone)), job) for job in of_days]

    def came_back(self, gone: SightingRow) -> bool:
        """Say whether a car was seen again later."""
        return self._times[looks(gone["plate"])][-1] > gone["at"]


def utc(at: dt.datetime) -> dt.datetime:
    """Read a stored time, which has no zone where it was read without."""
    return at if at.tzinfo is not None else at.replace(tzinfo=UTC)


def _first_for(seen: SightingRow, jobs: Iterable[JobFacts]) -> JobFacts | None:
    return next((job for job in jobs if _is_for(job, seen)), None)


def _is_for(job: JobFacts, seen: SightingRow) -> bool:
    """Say whether a car that is seen may be here for a job: it was taken in about then, or is not done, or goes out."""
    at, created_at = seen["at"], job["created_at"]
    if created_at - at > APART:
        return False
    if at - created_at <= APART or job["status"] in _IS_HERE or seen["direction"] == Direction.OUT:
        return True
    completed_at = job["completed_at"]
    return completed_at is not None and at - utc(completed_at) <= APART


class _Days:
    """Some days and those beside them, of a garage: what was seen then, and the jobs that it may be of."""

    def __init__(self, db: Database, workshop_id: str, timezone: str, first: dt.date, last: dt.date) -> None:
        scope = TenantScope(workshop_id)
        self._sightings = ScopedRows[SightingRow](db, "gate_sightings", scope)
        self._jobs = Scoped(db, "jobs", scope)
        self._begins = start_of_day(first, timezone)
        self.since = self._begins - APART
        self._until = start_of_day(last + dt.timedelta(days=1), timezone) + APART
        self._long_before = self.since - LOOKED_BACK
        self._here_since_long: Document = {**_IN_SHOP, "created_at": {"$lt": self._long_before}}

    async def sightings(self, narrowed: Document | None = None, fields: Document | None = None) -> list[SightingRow]:
        """Read what was seen, oldest first."""
        wanted: Document = {"at": {"$gte": self.since, "$lt": self._until}, **(narrowed or {})}
        order = [("at", 1), ("_id", 1)]
        rows = await self._sightings.page_naive(wanted, fields, sort=order, limit=MAX_SIGHTINGS)
        for row in rows:
            row["at"] = utc(row["at"])
        return rows

    async def lately(self, plates: Sequence[str]) -> list[JobFacts]:
        """Read jobs of these days and of the weeks before that may be here, and what is here since before them."""
        found: list[JobFacts] = []
        for wanted in (self._may_be_here(plates), self._here_since_long):
            # These may be thousands, which others wait for: they are decoded some at a time.
            found += await self._jobs.find(wanted, _OF_JOB, sort=_NEWEST, limit=MAX_JOBS).to_list()
        return found

    def _may_be_here(self, plates: Sequence[str]) -> Document:
        # A job that is left alone since before is looked for by its number alone: of two months most are.
        in_time: Document = {"created_at": {"$gte": self._long_before, "$lt": self._until}}
        return {**in_time, "$or": [{"updated_at": {"$gte": self.since}}, _IN_SHOP, {"plate": {"$in": plates}}]}


async def read_seen(db: Database, workshop_id: str, timezone: str, first: dt.date, last: dt.date) -> Seen:
    """Read what was seen on some days and on the days beside them, and the jobs that it may be of."""
    days = _Days(db, workshop_id, timezone, first, last)
    seen = await days.sightings()
    found = Seen(seen, await days.lately(_plates_of(seen)))
    # In a thread, as it takes a while where there are thousands.
    await asyncio.to_thread(found.compare)
    return found


def _plates_of(rows: Iterable[SightingRow]) -> list[str]:
    return sorted({row["plate"] for row in rows})
