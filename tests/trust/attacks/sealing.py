"""Seals as somebody makes them who has read the source and has the database, but not the server's key."""

import copy
import datetime as dt
import hashlib
import json
from typing import Any

from revops.mongo.client import Database, Document

_PERSONAL = {"customer_name", "phone", "address", "customer_gst_number", "vehicle_number", "internal_notes"}
_FACTS = _PERSONAL | {"car_model", "work_description", "parts_required", "worker_assigned", "notes"}
_NOT_IN_LEAF = ("hash", "unsealed", "seal")


def leaf_of(entry: Document) -> bytes:
    """Build the leaf of an entry, written down once more."""
    said: dict[str, Any] = copy.deepcopy({name: value for name, value in entry.items() if name not in _NOT_IN_LEAF})
    said["at"] = _millis(said["at"])
    sealed = said.get("personal")
    if sealed is not None:
        said["personal"] = {part: seal["sha256"] for part, seal in sealed.items()}
        if "note" in sealed:
            said.pop("note", None)
        if "owed" in sealed:
            for owed in said.get("owed", ()):
                del owed["customer"], owed["name"]
        for part, names in (("changes", _PERSONAL), ("facts", _FACTS)):
            if part in sealed:
                said[part] = {name: value for name, value in said[part].items() if name not in names}
    canonical = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_text)
    return hashlib.sha256(canonical.encode()).digest()


def followed(previous: str, leaf: bytes) -> str:
    """Build the hash after a leaf."""
    return hashlib.sha256(bytes.fromhex(previous) + leaf).hexdigest()


async def seal_anew(db: Database, workshop_id: str) -> None:
    """Give all entries numbers and hashes that fit, and the head."""
    journal = db.collection("journal")
    entries = await journal.find({"workshop_id": workshop_id, "seq": {"$exists": True}}, sort=[("seq", 1)]).to_list()
    await journal.delete_many({"_id": {"$in": [entry["_id"] for entry in entries]}})
    previous = "0" * 64
    for number, entry in enumerate(entries, 1):
        entry["seq"] = number
        entry["hash"] = previous = followed(previous, leaf_of(entry))
    await journal.insert_many(entries)
    head = {"$set": {"seq": len(entries), "hash": previous}}
    await db.collection("chain_heads").update_one({"_id": workshop_id}, head)


def _millis(at: dt.datetime) -> int:
    return int(at.replace(microsecond=0).timestamp()) * 1000 + at.microsecond // 1000


def _text(value: Any) -> str:
    return str(value.isoformat())
