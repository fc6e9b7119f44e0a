"""Single settings of a garage that other rooms keep with it, each change with its journal entry."""

from typing import Any

from revops.access.caller import Caller
from revops.core.time import now
from revops.journal.entry import EntryKind, Event, record
from revops.mongo.client import Document, Session


async def change_setting(caller: Caller, name: str, value: Any) -> None:
    """Set one field of the garage. The same again changes nothing."""
    db, workshop = caller.db, caller.workshop

    async def work(session: Session) -> None:
        differs: Document = {"_id": workshop.id, name: {"$ne": value}}
        before = await db.collection("workshops").find_one_and_update(differs, {"$set": {name: value}}, session=session)
        if before is not None:
            changes = {name: (before.get(name), value)}
            event = Event(EntryKind.WORKSHOP_UPDATED, caller.user.id, None, now(), changes=changes)
            await record(db, session, workshop.id, workshop.timezone, event)

    await db.transaction(work)
