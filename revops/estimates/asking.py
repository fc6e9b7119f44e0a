"""The settings of asking customers: what part of an estimate in advance, and whether they sign what they approve."""

from revops.access.caller import Caller
from revops.core.time import now
from revops.estimates.schemas import EstimateSettingsChange
from revops.journal.entry import EntryKind, Event, record
from revops.mongo.client import Document, Session
from revops.mongo.instances import require_no_older

# Older versions could not check an answer that is signed.
_SIGNED_SINCE = 37
# With what holds where nobody has said anything.
_FIELDS = {"advance_percent": None, "asks_signature": False}


async def read_settings(caller: Caller, session: Session | None = None) -> Document:
    """Read how the garage asks its customers."""
    workshops = caller.db.collection("workshops")
    found = await workshops.find_one({"_id": caller.workshop.id}, list(_FIELDS), session=session)
    return {name: (found or {}).get(name, usual) for name, usual in _FIELDS.items()}


async def change_settings(caller: Caller, body: EstimateSettingsChange) -> Document:
    """Change how the garage asks its customers. The same again changes nothing."""
    db, workshop, wanted = caller.db, caller.workshop, body.model_dump(exclude_unset=True)
    if wanted.get("asks_signature"):
        await require_no_older(db, _SIGNED_SINCE)

    async def work(session: Session) -> Document:
        before = await read_settings(caller, session)
        changes = {name: (before[name], value) for name, value in wanted.items() if before[name] != value}
        if changes:
            await db.collection("workshops").update_one({"_id": workshop.id}, {"$set": wanted}, session=session)
            event = Event(EntryKind.WORKSHOP_UPDATED, caller.user.id, None, now(), changes=changes)
            await record(db, session, workshop.id, workshop.timezone, event)
        return before | wanted

    settings = await db.transaction(work)
    caller.services.workshops.drop(workshop.id)
    return settings
