"""Rows of bank statements, as entries say they must be: parts by their digest, and which payments a row is."""

from revops.journal.entry import EntryKind
from revops.journal.fields import Fields
from revops.mongo.client import Document

PART, ROW, STATEMENT = "part of a statement", "bank row", "statement"


def _read(entry: Document, fields: Fields) -> None:
    facts = entry["facts"]
    # Who read its last part, for whoever reads a statement may be proving what he took himself.
    names = ("account_id", "sha256", "first_day", "last_day", "closing_minor")
    said = {name: facts[name] for name in names if name in facts} | facts.get("statement", {})
    fields.last[STATEMENT][entry["statement_id"]] = {"read_by": entry["actor_id"], **said}
    if facts["rows"]:
        said = {"statement_id": entry["statement_id"], "rows": facts["rows"], "digest": facts["digest"]}
        fields.become(PART, facts["part_id"], said)


def _matched(entry: Document, fields: Fields) -> None:
    fields.become(ROW, entry["bank_row_id"], {"state": "matched", "payments": sorted(entry["facts"]["payments"])})


def _set_aside(entry: Document, fields: Fields) -> None:
    fields.become(ROW, entry["bank_row_id"], {"state": "set_aside", "match": entry["facts"]["why"]})


def _parted(entry: Document, fields: Fields) -> None:
    facts = entry.get("facts", {})
    if facts.get("parted"):
        before = {"state": "matched", "payments": sorted(facts["parted"])}
        fields.change(ROW, facts["bank_row_id"], before, {})


TOLD = {
    EntryKind.STATEMENT_READ.value: _read,
    EntryKind.BANK_MATCHED.value: _matched,
    EntryKind.BANK_SET_ASIDE.value: _set_aside,
    EntryKind.PAYMENT_REJECTED.value: _parted,
    EntryKind.PAYMENT_CANCELLED.value: _parted,
}
