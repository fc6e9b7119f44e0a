"""Rounds of the finders: what is found by the clock is looked for in every garage, again and again."""

import datetime as dt
from collections.abc import Awaitable, Callable, Sequence

import structlog
from pymongo.errors import ConnectionFailure

from revops.access.caller import Services, WorkshopContext
from revops.core.time import now
from revops.tasks.outbox import Claimed

log = structlog.get_logger(__name__)

KIND = "find_exceptions"
EVERY = dt.timedelta(minutes=10)
_WORKSHOP_BATCH_SIZE = 200

Finder = Callable[[Services, WorkshopContext, dt.datetime], Awaitable[None]]
"""Looks in one garage, as of a time, and notes what it finds. It is cheap, and twice finds nothing more."""


class FinderRounds:
    """Has every finder look in every garage."""

    def __init__(self, services: Services, finders: Sequence[Finder]) -> None:
        self._services = services
        self._finders = finders

    async def handle(self, _: Claimed) -> None:
        """Make a round. Twice is as good as once."""
        await self.look(now())

    async def look(self, at: dt.datetime) -> None:
        """Look in all garages, as of a time. What fails in one garage is logged, and keeps no other waiting."""
        last = ""
        workshops = self._services.db.collection("workshops")
        while True:
            following = workshops.find({"_id": {"$gt": last}}, {"_id": 1}).sort("_id").limit(_WORKSHOP_BATCH_SIZE)
            ids = [workshop["_id"] async for workshop in following]
            if not ids:
                return
            last = ids[-1]
            found = await self._services.workshops_by_id(set(ids))
            for workshop_id in ids:
                if workshop_id in found:
                    await self._look_in(found[workshop_id], at)

    async def _look_in(self, workshop: WorkshopContext, at: dt.datetime) -> None:
        for find in self._finders:
            try:
                await find(self._services, workshop, at)
            except ConnectionFailure:
                raise
            except Exception:
                log.exception("finder_failed", workshop_id=workshop.id, finder=find.__module__)
