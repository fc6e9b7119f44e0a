"""Fields of settlements, as entries say they must be."""

from collections.abc import Mapping
from typing import Any

from revops.core.time import millis
from revops.journal.entry import EntryKind
from revops.journal.fields import Fields
from revops.mongo.client import Document
from revops.payments.row import Decision
from revops.settlements.row import SettlementRow

_KIND = "hand-over"
_PLAIN = ("manager_id", "amount_minor", "job_ids", "notes", "day", "verdict", "reject_reason")
_LATER = ("judged_by", "cancelled_by")
STORED = (*_PLAIN, *_LATER, "submitted_date", "confirmation_date")
_DECIDED = {
    EntryKind.SETTLEMENT_CONFIRMED.value: Decision.CONFIRMED.value,
    EntryKind.SETTLEMENT_REJECTED.value: Decision.REJECTED.value,
    EntryKind.SETTLEMENT_CANCELLED.value: Decision.REJECTED.value,
}


def facts_of(settlement: SettlementRow) -> Document:
    """Build what a new settlement says that the rest of its entry does not."""
    return {"amount_minor": settlement["amount_minor"], "job_ids": settlement["job_ids"]}


def _submitted(entry: Document, fields: Fields) -> None:
    facts = entry.get("facts")
    if facts is None:
        fields.leave_out(_KIND, entry["settlement_id"])
        return
    fields.become(_KIND, entry["settlement_id"], _as_submitted(entry, facts))


def _as_submitted(entry: Document, facts: Document) -> Document:
    return {
        "manager_id": entry["manager_id"],
        **facts,
        "notes": entry.get("note"),
        "day": entry["day"],
        "submitted_date": millis(entry["at"]),
        "verdict": Decision.PENDING.value,
        "confirmation_date": None,
        "reject_reason": None,
        **dict.fromkeys(_LATER),
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
    else:
        fields.become(_KIND, entry["settlement_id"], {**_as_submitted(entry, facts), **after})


TOLD = {EntryKind.SETTLEMENT_SUBMITTED.value: _submitted, **dict.fromkeys(_DECIDED, _decided)}


def compare_settlement(settlement: Mapping[str, Any], fields: Fields) -> None:
    """Compare what is stored of a settlement."""
    if fields.is_left_out(_KIND, settlement["_id"]):
        return
    values = {name: settlement[name] for name in _PLAIN} | {name: settlement.get(name) for name in _LATER}
    for name in ("submitted_date", "confirmation_date"):
        at = settlement[name]
        values[name] = None if at is None else millis(at)
    fields.compare(_KIND, settlement["_id"], values)
