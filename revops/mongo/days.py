"""The days that older documents keep where the workshop's time zone has changed: those of their journal entries."""

from collections import defaultdict

from pymongo import UpdateOne

from revops.mongo.client import Database, Document
from revops.mongo.zones import note_zones, zones_of

# What is recorded by which kind of entry, and how the entry names it.
_RECORDED = {
    "payment_recorded": ("payments", "payment_id"),
    "settlement_submitted": ("settlements", "settlement_id"),
    "invoice_issued": ("documents", "document_id"),
    "credit_note_issued": ("documents", "document_id"),
    "receipt_issued": ("documents", "document_id"),
}
_AT_ONCE = 1000


async def keep_days(db: Database) -> None:
    """Note the time zones of workshops of which they are not known, and the days where there was more than one."""
    zones = await _zones_that_changed(db)
    moved = []
    async for workshop in db.collection("workshops").find({}, {"timezone": 1, "zones": 1, "version": 1}):
        workshop_id, known = workshop["_id"], zones_of(workshop)
        names = {workshop["timezone"], *(known or ()), *zones[workshop_id]}
        if known is None:
            mine = {"_id": workshop_id, "version": workshop["version"]}
            await db.collection("workshops").update_one(mine, {"$set": {"zones": note_zones(names, mine["version"])}})
        if len(names) > 1:
            moved.append(workshop_id)
    if moved:
        await _keep_days_of(db, moved)


async def _zones_that_changed(db: Database) -> defaultdict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    changes = {"kind": "workshop_updated", "changes.timezone": {"$exists": True}}
    async for entry in db.collection("journal").find(changes, {"workshop_id": 1, "changes.timezone": 1}):
        found[entry["workshop_id"]].update(entry["changes"]["timezone"])
    return found


async def _keep_days_of(db: Database, workshop_ids: list[str]) -> None:
    recorded = {"workshop_id": {"$in": workshop_ids}, "kind": {"$in": list(_RECORDED)}}
    fields = dict.fromkeys(("kind", "day", *(name for _, name in _RECORDED.values())), 1)
    entries = db.collection("journal").find(recorded, fields, batch_size=_AT_ONCE)
    while batch := await entries.to_list(_AT_ONCE):
        writes: defaultdict[str, list[UpdateOne]] = defaultdict(list)
        for entry in batch:
            collection, name = _RECORDED[entry["kind"]]
            lacking: Document = {"_id": entry[name], "day": {"$exists": False}}
            writes[collection].append(UpdateOne(lacking, {"$set": {"day": entry["day"]}}))
        for name, updates in writes.items():
            await db.collection(name).bulk_write(updates, ordered=False)
