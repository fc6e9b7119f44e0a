"""Keeping photos no longer than they witness: of cars at the gate three months, of counted cash a year.

Photos of jobs are kept with their jobs, and all of them share the room of the garage: a gate that sees a hundred cars a
day would fill it within months, and then no job could be photographed any more. The entry says which are gone.
"""

import datetime as dt

from revops.access.caller import Services
from revops.core.time import now
from revops.evidence.forgetting import forget
from revops.evidence.row import EvidenceRow, Of
from revops.mongo.client import Document, Session
from revops.mongo.scoped import ScopedRows, TenantScope
from revops.tasks.outbox import Claimed

KIND = "forget_old_photos"
CARS_KEPT, CASH_KEPT = dt.timedelta(days=92), dt.timedelta(days=366)
_PHOTO_BATCH_SIZE = 200


class OldPhotos:
    """Forgets the photos that were kept long enough; their files are swept then (``files.sweep``)."""

    def __init__(self, services: Services) -> None:
        self._db = services.db

    async def handle(self, _: Claimed) -> None:
        """Look in every garage. Twice is as good as once."""
        async for workshop in self._db.collection("workshops").find({}, {"timezone": 1}):
            await self.forget_of(workshop["_id"], workshop["timezone"])

    async def forget_of(self, workshop_id: str, timezone: str) -> int:
        """Forget those of a garage. Returns how many that were."""
        at, forgotten = now(), 0
        of_cars: Document = {"of": Of.SIGHTING.value, "added_at": {"$lt": at - CARS_KEPT}}
        of_cash: Document = {"of": {"$ne": Of.SIGHTING.value}, "added_at": {"$lt": at - CASH_KEPT}}
        there: Document = {"file": {"$exists": True}, "$or": [of_cars, of_cash]}
        photos: ScopedRows[EvidenceRow] = ScopedRows(self._db, "evidence", TenantScope(workshop_id))

        async def work(session: Session) -> int:
            found = await photos.find(there, limit=_PHOTO_BATCH_SIZE, session=session).to_list()
            await forget(self._db, session, workshop_id, timezone, found)
            return len(found)

        while count := await self._db.transaction(work):
            forgotten += count
        return forgotten
