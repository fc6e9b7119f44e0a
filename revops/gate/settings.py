"""Settings that the gate checks by, as the owner sets them."""

from revops.access.caller import Caller
from revops.core.time import now
from revops.gate.odometers import longest_test_drive
from revops.journal.entry import EntryKind, Event, record
from revops.mongo.client import Document, Session


async def read_settings(caller: Caller) -> Document:
    """Read the limits that the gate checks by."""
    return {"test_drive_km": await longest_test_drive(caller.db, caller.workshop.id)}


async def change_settings(caller: Caller, km: int) -> Document:
    """Set how far a car is driven to try it. The same again changes nothing."""
    db, workshop = caller.db, caller.workshop

    async def work(session: Session) -> Document:
        mine: Document = {"_id": workshop.id, "test_drive_km": {"$ne": km}}
        change = {"$set": {"test_drive_km": km}}
        before = await db.collection("workshops").find_one_and_update(mine, change, session=session)
        if before is not None:
            changes = {"test_drive_km": (before.get("test_drive_km"), km)}
            event = Event(EntryKind.WORKSHOP_UPDATED, caller.user.id, None, now(), changes=changes)
            await record(db, session, workshop.id, workshop.timezone, event)
        return {"test_drive_km": km}

    return await db.transaction(work)
