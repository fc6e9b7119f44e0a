"""Forgetting photos: of the cars of a customer who is erased, in which somebody may sit, and those that are old."""

from collections.abc import Sequence

from revops.access.caller import Caller
from revops.core.time import now
from revops.evidence.row import EvidenceRow, Of
from revops.evidence.service import evidence_of
from revops.journal.entry import SYSTEM, EntryKind, Event, record
from revops.mongo.client import Database, Document, Session
from revops.mongo.scoped import Scoped, ScopedRows, TenantScope
from revops.photos.usage import give_room_back


async def forget_cars(caller: Caller, session: Session, _: Sequence[str], job_ids: Sequence[str]) -> None:
    """Take off the names of the files of all photos of the cars of jobs at the gate; the files are swept then."""
    whole = caller.scope.whole_workshop()
    jobs = Scoped(caller.db, "jobs", whole)
    plates = {job["plate"] async for job in jobs.find({"_id": {"$in": list(job_ids)}}, {"plate": 1}, session=session)}
    seen: Document = {"plate": {"$in": sorted(plates)}}
    sightings = Scoped(caller.db, "gate_sightings", whole)
    ids = [row["_id"] async for row in sightings.find(seen, {"_id": 1}, session=session)]
    there: Document = {"about_id": {"$in": ids}, "of": Of.SIGHTING.value, "file": {"$exists": True}}
    found = await evidence_of(caller).find(there, session=session).to_list()
    await forget(caller.db, session, caller.workshop.id, caller.workshop.timezone, found)


async def forget(
    db: Database, session: Session, workshop_id: str, timezone: str, photos: Sequence[EvidenceRow]
) -> None:
    """Take off the names of the files of photos, with the entry that says so."""
    if not photos:
        return
    gone: Document = {"$set": {"forgotten_at": now()}, "$unset": {"received": "", "file": ""}}
    rows: ScopedRows[EvidenceRow] = ScopedRows(db, "evidence", TenantScope(workshop_id))
    await rows.update_all({"_id": {"$in": [photo["_id"] for photo in photos]}}, gone, session)
    named = {photo["_id"]: photo["file"] for photo in photos}
    event = Event(EntryKind.EVIDENCE_FORGOTTEN, SYSTEM, None, now(), facts={"photos": named})
    await record(db, session, workshop_id, timezone, event)
    await give_room_back(db, session, workshop_id, sum(photo["bytes"] for photo in photos))
