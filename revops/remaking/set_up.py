"""Usual jobs, messages and ended links of garages of before, noted once no older version runs any more
(migration 49).
"""

from collections.abc import Sequence

from revops.customer_links.fields import link_ended
from revops.customer_links.verify import links_hash
from revops.journal.entry import SYSTEM, EntryKind, Event, record
from revops.journal.set_up import MIGRATION, set_up_hash, set_up_noted
from revops.mongo.client import Database, Document, Session
from revops.mongo.instances import has_older
from revops.mongo.remaking import Remaking

_LINKS_AT_ONCE = 500


async def note_set_up(db: Database, collections: Sequence[str], which: Document | None = None) -> int:
    """Note in each garage what there is, or in some. It may run again: only the first note of a garage counts."""
    if await has_older(db, MIGRATION):
        return 0
    migration = await db.collection("migrations").find_one({"_id": MIGRATION}, {"applied_at": 1})
    async for workshop in db.collection("workshops").find(which or {}, {"timezone": 1, "created_at": 1}):
        is_later = migration is not None and workshop["created_at"] > migration["applied_at"]
        if is_later and await _is_told(db, workshop["_id"]):
            continue
        await _note_of(db, workshop, collections)
        await _note_ended(db, workshop)
    return 0


async def _is_told(db: Database, workshop_id: str) -> bool:
    """Say whether the first entry of a garage that began later says that nothing is set up without one."""
    told = {"workshop_id": workshop_id, "kind": EntryKind.STATE_NOTED.value, "facts.set_up_is_told": True}
    return await db.collection("journal").find_one(told, {"_id": 1}) is not None


async def _note_of(db: Database, workshop: Document, collections: Sequence[str]) -> None:
    mine = {"workshop_id": workshop["_id"]}
    async with db.snapshot() as session:
        links = await links_hash(db, workshop["_id"], session)

    async def note(session: Session) -> None:
        # Written and put back, so that a change made meanwhile comes wholly before the note or after it.
        for name in collections:
            for change in ({"$set": {"held": True}}, {"$unset": {"held": ""}}):
                await db.collection(name).update_many(mine, change, session=session)
        hashes = {
            name: {row["_id"]: set_up_hash(row) async for row in db.collection(name).find(mine, session=session)}
            for name in collections
        }
        await record(db, session, workshop["_id"], workshop["timezone"], set_up_noted(hashes, links))

    await db.transaction(note)


async def _note_ended(db: Database, workshop: Document) -> None:
    async with db.snapshot() as session:
        events = await _ended_before(db, workshop["_id"], session)
    for start in range(0, len(events), _LINKS_AT_ONCE):
        some = events[start : start + _LINKS_AT_ONCE]

        async def note(session: Session, some: Sequence[Event] = some) -> None:
            await record(db, session, workshop["_id"], workshop["timezone"], *some)

        await db.transaction(note)


async def _ended_before(db: Database, workshop_id: str, session: Session) -> Sequence[Event]:
    """Build the events of links that were ended without one, by an older version."""
    mine: Document = {"workshop_id": workshop_id}
    links = db.collection("customer_links").find({**mine, "revoked_at": {"$ne": None}}, session=session)
    told = db.collection("journal").find(
        {**mine, "customer_link_id": {"$exists": True}}, {"customer_link_id": 1}, session=session
    )
    known = {entry["customer_link_id"] async for entry in told}
    return [link_ended(link, SYSTEM) async for link in links if link["_id"] not in known]


def noting_set_up(db: Database, collections: Sequence[str]) -> Remaking:
    """Build the background task that notes it."""

    async def step(db: Database) -> int:
        return await note_set_up(db, collections)

    return Remaking(db, MIGRATION, (step,), ())
