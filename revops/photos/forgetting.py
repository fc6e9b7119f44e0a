"""Forgetting photos: their files and what was said of them go, and the room that they took up is free again."""

import datetime as dt
from collections.abc import Sequence

from revops.access.caller import Services
from revops.core.time import now
from revops.journal.entry import SYSTEM, EntryKind, Event, record
from revops.mongo.client import Database, Document, Session
from revops.mongo.scoped import ScopedRows, TenantScope
from revops.photos.row import PhotoFileRow, PhotoRow
from revops.photos.usage import give_room_back
from revops.tasks.outbox import Claimed, Task

KIND = "forget_photo"
# So long a photo can be deleted, and a deleted one be brought back.
UNDO_FOR = dt.timedelta(days=1)


def forget_later(photo_id: str, deleted_at: dt.datetime) -> Task:
    """Build the task of forgetting a deleted photo once nobody can bring it back any more."""
    return Task(KIND, {"photo_id": photo_id}, run_after=deleted_at + UNDO_FOR + dt.timedelta(minutes=5))


async def forget_photos_of(db: Database, session: Session, workshop_id: str, job_ids: Sequence[str]) -> int:
    """Forget all photos of jobs, deleted ones as well; return how many."""
    return await _forget(db, session, workshop_id, {"job_id": {"$in": list(job_ids)}})


async def _forget(db: Database, session: Session, workshop_id: str, which: Document) -> int:
    """Take off the names of the files, which are swept then (``files.sweep``)."""
    scope = TenantScope(workshop_id)
    photos = ScopedRows[PhotoRow](db, "photos", scope)
    there = {**which, "forgotten_at": {"$exists": False}}
    found = await photos.find(there, {"bytes": 1}, session=session).to_list()
    ids: Document = {"$in": [photo["_id"] for photo in found]}
    gone = {"$set": {"forgotten_at": now(), "caption": None}, "$unset": {"received": "", "deleted_received": ""}}
    await photos.update_all({"_id": ids}, gone, session)
    files = ScopedRows[PhotoFileRow](db, "photo_files", scope)
    named: dict[str, dict[str, str]] = {photo["_id"]: {} for photo in found}
    async for row in files.find({"photo_id": ids, "file": {"$exists": True}}, session=session):
        named[row["photo_id"]][row["size"]] = row["file"]
    await files.update_all({"photo_id": ids}, {"$unset": {"file": ""}}, session)
    if found:
        event = Event(EntryKind.PHOTO_FORGOTTEN, SYSTEM, None, now(), facts={"photos": named})
        await record(db, session, workshop_id, "UTC", event)
        await give_room_back(db, session, workshop_id, sum(photo["bytes"] for photo in found))
    return len(found)


class Forgetting:
    """Forgets photos that were deleted a day ago."""

    def __init__(self, services: Services) -> None:
        self._db = services.db

    async def handle(self, claimed: Claimed) -> None:
        """Forget a photo unless it was brought back, or deleted anew since. Twice is as good as once."""
        workshop_id = claimed.workshop_id
        assert workshop_id is not None
        deleted = {"_id": claimed.payload["photo_id"], "deleted_at": {"$lte": now() - UNDO_FOR}}

        async def work(session: Session) -> None:
            await _forget(self._db, session, workshop_id, deleted)
            await claimed.finish(session)

        await self._db.transaction(work)
