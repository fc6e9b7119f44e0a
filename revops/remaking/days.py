"""The days that older documents keep where the workshop's time zone has changed: those of their journal entries."""

from collections import defaultdict

from pymongo import UpdateOne

from revops.mongo.client import Database, Document
from revops.mongo.zones import note_zones

# What is recorded by which kind of entry, and how the entry names it.
_RECORDED = {
    "payment_recorded": ("payments", "payment_id"),
    "settlement_submitted": ("settlements", "settlement_id"),
    "invoice_issued": ("documents", "document_id"),
    "credit_note_issued": ("documents", "document_id"),
    "receipt_issued": ("documents", "document_id"),
}
_BATCH = 1000
_NONE: Document = {"names": ()}
_FIELDS = {"timezone": 1, "zones": 1, "version": 1}
# As ``zones_of`` says it: never noted, or moved on since by a version that does not note them.
_NOT_NOTED: Document = {"$expr": {"$ne": ["$zones.version", "$version"]}}


async def keep_days(db: Database) -> int:
    """Keep the days where there was more than one time zone, and note the zones of workshops of which they are not
    known. Returns of how many workshops they were noted. Until then their lists ask by day in all zones.
    """
    lacking = [workshop async for workshop in db.collection("workshops").find(_NOT_NOTED, _FIELDS)]
    if not lacking:
        return 0
    changed = await _zones_that_changed(db)
    names = {
        workshop["_id"]: {
            workshop["timezone"],
            *(workshop.get("zones") or {}).get("names", ()),
            *changed[workshop["_id"]],
        }
        for workshop in lacking
    }
    if moved := [workshop_id for workshop_id, zones in names.items() if len(zones) > 1]:
        await _keep_days_of(db, moved)
    noted = [
        UpdateOne(
            {"_id": workshop["_id"], "version": workshop["version"]},
            {"$set": {"zones": note_zones(names[workshop["_id"]], workshop["version"])}},
        )
        for workshop in lacking
    ]
    return (await db.collection("workshops").bulk_write(noted, ordered=False)).modified_count


async def _zones_that_changed(db: Database) -> defaultdict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    changes = {"kind": "workshop_updated", "changes.timezone": {"$exists": True}}
    async for entry in db.collection("journal").find(changes, {"workshop_id": 1, "changes.timezone": 1}):
        found[entry["workshop_id"]].update(entry["changes"]["timezone"])
    return found


async def _keep_days_of(db: Database, workshop_ids: list[str]) -> None:
    recorded = {"workshop_id": {"$in": workshop_ids}, "kind": {"$in": list(_RECORDED)}}
    fields = dict.fromkeys(("kind", "day", *(name for _, name in _RECORDED.values())), 1)
    entries = db.collection("journal").find(recorded, fields, batch_size=_BATCH)
    while batch := await entries.to_list(_BATCH):
        writes: defaultdict[str, list[UpdateOne]] = defaultdict(list)
        for entry in batch:
            collection, name = _RECORDED[entry["kind"]]
            lacking: Document = {"_id": entry[name], "day": {"$exists": False}}
            writes[collection].append(UpdateOne(lacking, {"$set": {"day": entry["day"]}}))
        for name, updates in writes.items():
            await db.collection(name).bulk_write(updates, ordered=False)
