"""Erasures that an older version made without an entry, noted once none is running any more (migration 45)."""

import datetime as dt
from collections.abc import Sequence

from revops.customers.beside import erased_beside
from revops.journal.entry import SYSTEM, record
from revops.journal.erasure import erasures
from revops.mongo.client import Database, Document, Session
from revops.mongo.instances import has_older
from revops.mongo.remaking import Remaking

MIGRATION = 45


async def end_rollout(db: Database) -> int:
    """Note in each garage of before that the rollout is over, and who was erased in it. Only the first note counts, so
    it may run again.
    """
    migration = await db.collection("migrations").find_one({"_id": MIGRATION}, {"applied_at": 1})
    if migration is None or await has_older(db, MIGRATION):
        return 0
    begun = migration["applied_at"]
    await end_rollout_of(db, {"created_at": {"$lte": begun}}, begun)
    return 0


async def end_rollout_of(db: Database, which: Document, begun: dt.datetime) -> None:
    """Note it in some garages, of a rollout that began then."""
    async for workshop in db.collection("workshops").find(which, {"timezone": 1}):
        job_ids = await erased_beside(db, workshop["_id"], begun)

        async def note(session: Session, workshop: Document = workshop, jobs: Sequence[str] = tuple(job_ids)) -> None:
            events = erasures(SYSTEM, None, jobs, ends_rollout=True)
            await record(db, session, workshop["_id"], workshop["timezone"], *events)

        await db.transaction(note)


def ending_rollout(db: Database) -> Remaking:
    """Build the background task that notes them."""
    return Remaking(db, MIGRATION, (end_rollout,), ())
