"""The room that photos take up, against the photos."""

from revops.journal.recount import Report
from revops.mongo.batches import in_batches
from revops.mongo.client import Database, Document, Session
from revops.photos.usage import TAKE_ROOM, bytes_of, usages_of


async def verify_usage(db: Database, session: Session, workshop_id: str, report: Report) -> None:
    """Check that the room that is counted is that of the photos; differences go into the report."""
    kept = await usages_of(db, workshop_id).find_one({"_id": workshop_id}, session=session)
    counted = 0
    there: Document = {"workshop_id": workshop_id, "forgotten_at": {"$exists": False}}
    for collection in TAKE_ROOM:
        async for batch in in_batches(db.collection(collection), there, ("bytes",), session=session):
            counted += sum(photo["bytes"] for photo in batch)
    if counted != bytes_of(kept):
        report.found(f"workshop {workshop_id}: photos are {counted} bytes and {bytes_of(kept)} are counted")
