"""Changes of jobs by the clock: a job that is delivered, paid and confirmed closes the next day.

One instance does it at a time, by a lease in the database. Each job is closed in a transaction of its own, with its
journal entry, and only as it was found. The index that they are found in holds delivered jobs only.
"""

import asyncio
import datetime as dt
import time
from collections.abc import AsyncIterator
from typing import Any

import structlog
from pymongo.errors import PyMongoError

from revops.access.caller import Services
from revops.core.time import UTC, day_of, now
from revops.jobs.service import status_counts
from revops.jobs.status import JobStatus
from revops.journal.entry import SYSTEM, EntryKind, Event, record
from revops.mongo.client import Document, Session
from revops.mongo.lease import Lease
from revops.mongo.scoped import Scoped, TenantScope

log = structlog.get_logger(__name__)

# The first look comes late enough to be in nobody's way when a server starts.
_FIRST_LOOK_SECONDS = 30
_LOOK_EVERY_SECONDS = 600
_LEASE_MS = 120_000
# Jobs looked at in one go; between goes requests have their turn.
_BATCH_SIZE = 500
_REST_SECONDS = 1.0
# A look reads all that waits for its money's confirmation, too: where that is much, it takes a hundredth of the time.
_RESTS_PER_LOOK = 100
_IS_CONFIRMED: Document = {"$expr": {"$eq": ["$confirmed_minor", "$paid_minor"]}}


def closes_on(job: Document, timezone: str) -> str | None:
    """Say on which day a job, as it is now, closes by itself: the day after the last thing that happened to it.

    None for one that waits for its money, for the owner's word on it, or to be delivered.
    """
    is_settled = job["outstanding_minor"] == 0 and job["confirmed_minor"] == job["paid_minor"]
    if job["status"] != JobStatus.DELIVERED or not is_settled:
        return None
    last = job["updated_at"]
    last_day = dt.date.fromisoformat(day_of(last if last.tzinfo else last.replace(tzinfo=UTC), timezone))
    return (last_day + dt.timedelta(days=1)).isoformat()


class Upkeep:
    """Looks after jobs while it holds the lease. ``run`` is the background task."""

    def __init__(self, services: Services, batch_size: int = _BATCH_SIZE) -> None:
        self._services = services
        self._db = services.db
        self._lease = Lease(self._db, "upkeep", _LEASE_MS)
        self._batch_size = batch_size
        self._read_seconds = 0.0

    async def run(self) -> None:
        """Do it for ever. Database failures are waited out."""
        await asyncio.sleep(_FIRST_LOOK_SECONDS)
        while True:
            self._read_seconds = 0.0
            try:
                if await self._lease.hold():
                    async for _ in self._close_batches():
                        await asyncio.sleep(_REST_SECONDS)
                        if not await self._lease.hold():
                            break
            except PyMongoError as error:
                log.warning("upkeep_waits", reason=type(error).__name__)
            await asyncio.sleep(max(_LOOK_EVERY_SECONDS, _RESTS_PER_LOOK * self._read_seconds))

    async def close_due(self) -> int:
        """Close all jobs whose day has come. Returns how many that were."""
        return sum([closed async for closed in self._close_batches()])

    async def _close_batches(self) -> AsyncIterator[int]:
        """Close the jobs whose day has come, those that were taken in first before the others. Tells after each batch
        that is looked at how many of it closed.
        """
        last = ""
        while found := await self._candidates(last):
            closed = sum([await self._close_if_due(job) for job in found])
            if closed:
                log.info("jobs_closed", jobs=closed)
            last = found[-1]["_id"]
            yield closed

    async def _close_if_due(self, found: Document) -> bool:
        workshop = await self._services.workshop(found["workshop_id"])
        day = closes_on(found, workshop.timezone) if workshop is not None else None
        if workshop is None or day is None or day > day_of(now(), workshop.timezone):
            return False
        return await self._close(found, workshop.timezone)

    async def _candidates(self, last: str) -> list[Document]:
        """Find the next jobs after one that are delivered, paid and confirmed, among all that are delivered and paid.

        In the order of their index: each look reads every job once, however many close.
        """
        amounts = ("outstanding_minor", "confirmed_minor", "paid_minor")
        fields: Document = dict.fromkeys(("workshop_id", "status", "updated_at", "version", *amounts), 1)
        settled: Document = {"status": JobStatus.DELIVERED.value, "outstanding_minor": 0, **_IS_CONFIRMED}
        pipeline: list[dict[str, Any]] = [
            {"$match": {**settled, "_id": {"$gt": last}}},
            {"$sort": {"_id": 1}},
            {"$limit": self._batch_size},
            {"$project": fields},
        ]
        begun = time.monotonic()
        found = await (await self._db.collection("jobs").aggregate(pipeline, hint="settled")).to_list()
        self._read_seconds += time.monotonic() - begun
        return found

    async def _close(self, found: Document, timezone: str) -> bool:
        """Close one job unless something happened to it since it was found."""
        workshop_id = found["workshop_id"]
        jobs = Scoped(self._db, "jobs", TenantScope(workshop_id))
        as_found = {name: found[name] for name in ("_id", "status", "outstanding_minor", "version", "updated_at")}
        old, new = JobStatus.DELIVERED, JobStatus.CLOSED

        async def work(session: Session) -> bool:
            at = now()
            change = {"$set": {"status": new.value, "updated_at": at}, "$inc": {"version": 1}}
            job = await jobs.update({**as_found, **_IS_CONFIRMED}, change, session, projection={"manager_id": 1})
            if job is None:
                return False
            event = Event(
                EntryKind.JOB_UPDATED,
                SYSTEM,
                job["manager_id"],
                at,
                about={"job": job["_id"]},
                changes={"status": (old.value, new.value)},
                counts=status_counts(old, new),
            )
            await record(self._db, session, workshop_id, timezone, event)
            return True

        return await self._db.transaction(work)
