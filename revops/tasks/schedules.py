"""Schedules: tasks that are made by the clock, by one instance for all."""

import asyncio
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import structlog
from pymongo.errors import PyMongoError

from revops.core.time import millis
from revops.mongo.client import Database, Session
from revops.mongo.lease import Lease
from revops.tasks.outbox import Task, enqueue

log = structlog.get_logger(__name__)

# The first look comes late enough to be in nobody's way when a server starts.
_FIRST_LOOK_SECONDS = 30.0
_LOOK_EVERY_SECONDS = 10.0
_LEASE_MS = 30_000


@dataclass(frozen=True, slots=True)
class Schedule:
    """A task of the host's own that is made so often, whatever the number of instances."""

    kind: str
    every: dt.timedelta


class Schedules:
    """Makes the tasks of schedules. ``run`` is the background task."""

    def __init__(self, db: Database, schedules: Sequence[Schedule]) -> None:
        self._db = db
        self._schedules = [(schedule, Lease(db, f"schedule:{schedule.kind}", _LEASE_MS)) for schedule in schedules]

    async def run(self) -> None:
        """Make what is due, for ever. Database failures are waited out."""
        await asyncio.sleep(_FIRST_LOOK_SECONDS)
        while True:
            try:
                for schedule, lease in self._schedules:
                    await self.make_if_due(schedule, lease)
            except PyMongoError as error:
                log.warning("schedules_wait", reason=type(error).__name__)
            await asyncio.sleep(_LOOK_EVERY_SECONDS)

    async def make_if_due(self, schedule: Schedule, lease: Lease) -> bool:
        """Make a schedule's task if it is time and nobody else does. Returns whether it did."""
        every_ms = int(schedule.every.total_seconds() * 1000)
        due = [{"$lte": [{"$add": ["$made_at", every_ms]}, "$$NOW"]}]
        if not await lease.hold(due=due, mark={"tried_at": "$$NOW"}):
            return False
        last = await self._db.collection("leases").find_one({"_id": f"schedule:{schedule.kind}"}, {"made_at": 1})
        made_at = last.get("made_at") if last is not None else None
        # Named by the last one, so that a round that a crash cut short makes the same task, and not another.
        task = Task(schedule.kind, dedupe_key=str(millis(made_at)) if made_at is not None else "first")

        async def make(session: Session) -> None:
            await enqueue(self._db, session, None, task)

        await self._db.transaction(make)
        await lease.let_go({"made_at": "$tried_at"})
        return True
