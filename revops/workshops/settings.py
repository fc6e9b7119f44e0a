"""Settings of a garage that other rooms keep with it, each change with its journal entry."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from revops.access.caller import Caller
from revops.core.time import now
from revops.journal.entry import EntryKind, Event
from revops.mongo.client import Document, Session

_NOTHING: Mapping[str, Any] = MappingProxyType({})


async def read_fields(caller: Caller, names: Mapping[str, Any], session: Session | None = None) -> Document:
    """Read fields of the garage, each by its name with what holds where nobody has said anything."""
    mine = {"_id": caller.workshop.id}
    found = await caller.db.collection("workshops").find_one(mine, list(names), session=session)
    return {name: (found or {}).get(name, usual) for name, usual in names.items()}


async def change_fields(caller: Caller, wanted: Mapping[str, Any], usual: Mapping[str, Any] = _NOTHING) -> Document:
    """Set fields of the garage. The same again changes nothing. Returns them, and those of ``usual``, as they are.

    Requests read the garage anew from then on.
    """
    db, workshop = caller.db, caller.workshop

    async def work(session: Session) -> Document:
        before = await read_fields(caller, {**dict.fromkeys(wanted), **usual}, session)
        changes = {name: (before[name], value) for name, value in wanted.items() if before[name] != value}
        if changes:
            new = {"$set": dict(wanted)}
            await db.collection("workshops").update_one({"_id": workshop.id}, new, session=session)
            event = Event(EntryKind.WORKSHOP_UPDATED, caller.user.id, None, now(), changes=changes)
            await caller.record(session, event)
        return before | dict(wanted)

    changed = await db.transaction(work)
    caller.services.workshops.drop(workshop.id)
    return changed
