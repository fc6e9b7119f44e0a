"""Fields of settlements, as entries say they must be."""

from collections.abc import Mapping
from typing import Any

from revops.core.time import millis
from revops.journal.entry import EntryKind
from revops.journal.fields import Fields, pairs
from revops.mongo.client import Document
from revops.payments.row import Decision
from revops.settlements.row import SettlementRow

_KIND = "hand-over"
_PLAIN = ("manager_id", "amount_minor", "job_ids", "notes", "day", "verdict", "reject_reason")
_LATER = ("judged_by", "cancelled_by")
# Of hand-overs by counts; of one that was settled or reversed, when and by whom.
_COUNTED = ("count", "book_minor", "received", "between_minor", "difference_minor")
_NOTED = ("settled", "reversed")
STORED = (*_PLAIN, *_LATER, *_COUNTED, *_NOTED, "submitted_date", "confirmation_date")
_DECIDED = {
    EntryKind.SETTLEMENT_CONFIRMED.value: Decision.CONFIRMED.value,
    EntryKind.SETTLEMENT_REJECTED.value: Decision.REJECTED.value,
    EntryKind.SETTLEMENT_CANCELLED.value: Decision.REJECTED.value,
}
# What the entry of a second count says of it.
_SECOND = ("received", "between_minor", "difference_minor")


def facts_of(settlement: SettlementRow) -> Document:
    """Build what a new settlement says that the rest of its entry does not."""
    facts: Document = {"amount_minor": settlement["amount_minor"], "job_ids": settlement["job_ids"]}
    if "count" in settlement:
        facts |= {"count": settlement["count"], "book_minor": settlement["book_minor"]}
    return facts


def _submitted(entry: Document, fields: Fields) -> None:
    facts = entry.get("facts")
    if facts is None:
        fields.leave_out(_KIND, entry["settlement_id"])
        return
    fields.become(_KIND, entry["settlement_id"], _as_submitted(entry, facts))


def _as_submitted(entry: Document, facts: Document) -> Document:
    return {
        "manager_id": entry["manager_id"],
        **dict.fromkeys((*_LATER, *_COUNTED, *_NOTED)),
        **facts,
        "notes": entry.get("note"),
        "day": entry["day"],
        "submitted_date": millis(entry["at"]),
        "verdict": Decision.PENDING.value,
        "confirmation_date": None,
        "reject_reason": None,
    }


def _decided(entry: Document, fields: Fields) -> None:
    decision, is_cancelled = _DECIDED[entry["kind"]], entry["kind"] == EntryKind.SETTLEMENT_CANCELLED
    facts = entry.get("facts")
    if facts is None and not entry.get("counts"):  # received at once, as an older version wrote it
        fields.leave_out(_KIND, entry["settlement_id"])
        return
    before = {
        "verdict": Decision.PENDING.value,
        "confirmation_date": None,
        "judged_by": None,
        "reject_reason": None,
        "cancelled_by": None,
    }
    after = {
        "verdict": decision,
        "confirmation_date": millis(entry["at"]),
        "judged_by": entry["actor_id"],
        "reject_reason": entry.get("note") if decision == Decision.REJECTED else None,
        "cancelled_by": entry["manager_id"] if is_cancelled else None,
    }
    if facts is None:
        fields.change(_KIND, entry["settlement_id"], before, after)
    elif "received" in facts:
        old, new = pairs(entry["changes"], ("amount_minor",))
        counted = {name: facts[name] for name in _SECOND}
        first, second = before | dict.fromkeys(_SECOND) | old, after | counted | new
        fields.change(_KIND, entry["settlement_id"], first, second)
    else:
        fields.become(_KIND, entry["settlement_id"], {**_as_submitted(entry, facts), **after})


def _settled(entry: Document, fields: Fields) -> None:
    before, after = pairs(entry["changes"], ("difference_minor",))
    settled = [millis(entry["at"]), entry["actor_id"], entry["note"]]
    fields.change(_KIND, entry["settlement_id"], {**before, "settled": None}, {**after, "settled": settled})


def _reversed(entry: Document, fields: Fields) -> None:
    before = {"verdict": Decision.CONFIRMED.value, "reject_reason": None, "reversed": None}
    after = {
        "verdict": Decision.REJECTED.value,
        "reject_reason": entry["note"],
        "reversed": [millis(entry["at"]), entry["actor_id"]],
    }
    fields.change(_KIND, entry["settlement_id"], before, after)


TOLD = {EntryKind.SETTLEMENT_SUBMITTED.value: _submitted, **dict.fromkeys(_DECIDED, _decided)}
TOLD |= {EntryKind.SETTLEMENT_DIFFERENCE.value: _settled, EntryKind.SETTLEMENT_REVERSED.value: _reversed}


def compare_settlement(settlement: Mapping[str, Any], fields: Fields) -> None:
    """Compare what is stored of a settlement."""
    if fields.is_left_out(_KIND, settlement["_id"]):
        return
    values = {name: settlement[name] for name in _PLAIN}
    values |= {name: settlement.get(name) for name in (*_LATER, *_COUNTED)}
    settled, undone = settlement.get("settled"), settlement.get("reversed")
    values["settled"] = None if settled is None else [millis(settled["at"]), settled["by"], settled["reason"]]
    values["reversed"] = None if undone is None else [millis(undone["at"]), undone["by"]]
    for name in ("submitted_date", "confirmation_date"):
        at = settlement[name]
        values[name] = None if at is None else millis(at)
    fields.compare(_KIND, settlement["_id"], values)
