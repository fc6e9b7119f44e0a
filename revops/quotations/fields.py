"""Quotations, as entries say they must be: what is offered, by its hash, and what became of it."""

import hashlib
from collections.abc import Mapping
from typing import Any

import orjson

from revops.core.time import millis
from revops.journal.entry import EntryKind
from revops.journal.fields import Fields
from revops.journal.recount import Recount
from revops.mongo.client import Document

_KIND = "quotation"
_HASHED = ("number", "car_model", "work_description", "planned_completion_days", "items", "pricing", "estimated_minor")
_TIMES = ("created_at", "sent_at", "answered_at", "ends_at")


def said_of(row: Mapping[str, Any]) -> Document:
    """Build what the journal keeps of a quotation as it is: nothing that says who asked for it."""
    offered = orjson.dumps([row[name] for name in _HASHED], option=orjson.OPT_SORT_KEYS)
    times = {name: None if row[name] is None else millis(row[name]) for name in _TIMES}
    same = {name: row[name] for name in ("manager_id", "estimated_minor", "state", "how", "told")}
    return {"offered": hashlib.sha256(offered).hexdigest(), **same, **times}


def _changed(entry: Document, fields: Fields) -> None:
    before, after = entry["facts"]["quotation"]
    fields.change(_KIND, entry["quotation_id"], before or {}, after)


TOLD = dict.fromkeys(
    (
        EntryKind.QUOTATION_MADE.value,
        EntryKind.QUOTATION_CHANGED.value,
        EntryKind.QUOTATION_SENT.value,
        EntryKind.QUOTATION_ANSWERED.value,
        EntryKind.QUOTATION_BEGUN.value,
    ),
    _changed,
)


async def compare_quotations(recount: Recount) -> None:
    """Compare quotations with what the journal says became of each."""
    async for row in recount.find("quotations"):
        recount.fields.compare(_KIND, row["_id"], said_of(row))
