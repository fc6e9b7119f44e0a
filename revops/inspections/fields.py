"""Finished inspections, as entries say they must be: what was found, by its hash, and what was noted, by another."""

import hashlib
from collections.abc import Mapping
from typing import Any

import orjson

from revops.core.time import millis
from revops.inspections.row import counts_of
from revops.journal.entry import EntryKind
from revops.journal.erasure import is_erased
from revops.journal.fields import Fields
from revops.journal.recount import Recount
from revops.mongo.client import Document

_KIND, _CONTENT = "inspection", "content of inspection"
_HASHED = ("job_id", "template_id", "name", "groups", "started_by")
_FOUND = ("answer", "measured", "photo_ids", "answered_by")
_TIMES = ("answered_at", "came_at")


def content_hash(inspection: Mapping[str, Any]) -> str:
    """Compute SHA-256 of all that was found, but for what was noted in words."""
    found = {
        point: [*(answer[name] for name in _FOUND), *(millis(answer[name]) for name in _TIMES)]
        for point, answer in inspection["answers"].items()
    }
    said = [*(inspection[name] for name in _HASHED), millis(inspection["started_at"]), found]
    return hashlib.sha256(orjson.dumps(said, option=orjson.OPT_SORT_KEYS)).hexdigest()


def notes_hash(inspection: Mapping[str, Any], salt: str) -> str:
    """Compute SHA-256 of what was noted, with a salt that is erased with it."""
    notes = {point: answer["note"] for point, answer in inspection["answers"].items()}
    return hashlib.sha256(orjson.dumps([salt, notes], option=orjson.OPT_SORT_KEYS)).hexdigest()


def _finished(entry: Document, fields: Fields) -> None:
    inspection_id, changes, facts = entry["inspection_id"], entry["changes"], entry.get("facts", {})
    values = {"finished_at": millis(entry["at"]), "finished_by": entry["actor_id"], "is_discarded": False}
    counts = {name: pair[1] for name, pair in changes.items() if name != "inspection"}
    fields.become(_KIND, inspection_id, {**values, "counts": counts, "name": changes["inspection"][1]})
    if facts:
        fields.become(_CONTENT, inspection_id, {name: facts[name] for name in ("content", "notes")})
    else:  # by an older version
        fields.leave_out(_CONTENT, inspection_id)


TOLD = {EntryKind.INSPECTION_FINISHED.value: _finished}


async def compare_inspections(recount: Recount) -> None:
    """Compare what is stored of inspections that are finished; until then their answers are still being given."""
    async for row in recount.find("inspections"):
        if "finished_at" not in row:
            continue
        fields, inspection_id = recount.fields, row["_id"]
        values = {"finished_at": millis(row["finished_at"]), "finished_by": row["finished_by"]}
        values |= {"counts": counts_of(row), "name": row["name"], "is_discarded": "discarded_at" in row}
        fields.compare(_KIND, inspection_id, values)
        if fields.is_left_out(_CONTENT, inspection_id):
            continue
        salt = row.get("notes_salt")
        said = row["notes_sha256"] if salt is None else notes_hash(row, salt)
        fields.compare(_CONTENT, inspection_id, {"content": content_hash(row), "notes": said})
        if said != row["notes_sha256"]:  # it alone is left when they are erased
            found = f"inspection {inspection_id}: its notes_sha256 is not that of its notes"
            recount.report.found(f"workshop {recount.workshop_id}: {found}")
        noted = [answer["note"] for answer in row["answers"].values()]
        if salt is None and not (is_erased(fields, row["job_id"]) and not any(noted)):
            found = f"inspection {inspection_id}: its notes are gone, and no customer of its job was erased"
            recount.report.found(f"workshop {recount.workshop_id}: {found}")
