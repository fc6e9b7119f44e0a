"""Words of customers against the journal: none altered, none missing, each closed and shown as it was."""

from collections.abc import Mapping
from typing import Any

from revops.core.time import millis
from revops.customer_page.row import WordKind, word_hash
from revops.journal.entry import EntryKind
from revops.journal.erasure import is_erased
from revops.journal.recount import Recount
from revops.mongo.batches import in_batches
from revops.mongo.client import Document

# Between what was said, or came of it, and its entry, which is written in the same transaction.
_MAX_APART_MS = 60_000
_SAID, _CLOSED, _SHOWN = (
    EntryKind.CUSTOMER_WORD.value,
    EntryKind.CUSTOMER_WORD_RESOLVED.value,
    EntryKind.CUSTOMER_WORD_SHOWN.value,
)


async def compare_words(recount: Recount) -> None:
    """Check what customers said in one workshop; differences go into the report."""
    db, session, workshop_id, report = recount.db, recount.session, recount.workshop_id, recount.report
    called = f"workshop {workshop_id}: word of a customer"
    told: dict[str, dict[str, Document]] = {_SAID: {}, _CLOSED: {}, _SHOWN: {}}
    entries: Document = {"workshop_id": workshop_id, "word_id": {"$exists": True}}
    fields = ("word_id", "kind", "at", "actor_id", "note", "changes.word_sha256")
    async for batch in in_batches(db.collection("journal"), entries, fields, session=session):
        for entry in batch:
            told[entry["kind"]][entry["word_id"]] = entry
    missing, disputed = set(told[_SAID]), set[str]()
    async for batch in in_batches(db.collection("customer_words"), {"workshop_id": workshop_id}, session=session):
        for word in batch:
            word_id = word["_id"]
            said = told[_SAID].get(word_id)
            missing.discard(word_id)
            if said is None:
                report.found(f"{called} {word_id} has no journal entry")
                continue
            # Of one that was erased with its customer only the hash is left.
            is_gone = "erased_at" in word and is_erased(recount.fields, word["job_id"])
            if not is_gone and word_hash(word) != said["changes"]["word_sha256"][1]:
                report.found(f"{called} {word_id} is not what was said")
            if word["kind"] == WordKind.DIFFERENT and word_id not in told[_CLOSED]:
                disputed.add(word["payment_id"])
            for name in _unlike(word, said, told[_CLOSED].get(word_id), told[_SHOWN].get(word_id)):
                report.found(f"{called} {word_id}: its {name} is not what the journal says")
    for word_id in sorted(missing):
        report.found(f"{called} {word_id} was said and is missing")
    marked = {"workshop_id": workshop_id, "disputed": True}
    async for payment in db.collection("payments").find(marked, {"_id": 1}, session=session):
        disputed ^= {payment["_id"]}
    for payment_id in sorted(disputed):
        said_of = f"payment {payment_id}: whether its customer says different is not what he said"
        report.found(f"workshop {workshop_id}: {said_of}")


def _unlike(word: Mapping[str, Any], said: Document, closed: Document | None, shown: Document | None) -> list[str]:
    """Name what a word does not say as its entries do."""
    is_open = word["kind"] != WordKind.RIGHT and closed is None
    checks = {
        "at": _is_at_once(word["at"], said),
        "is_open": word["is_open"] == is_open,
        "resolved_at": _is_at_once(word.get("resolved_at"), closed),
        "resolved_by": word.get("resolved_by") == (closed["actor_id"] if closed is not None else None),
        "resolution": word.get("resolution") == (closed.get("note") if closed is not None else None),
        "shown_at": _is_at_once(word.get("shown_at"), shown),
    }
    return [name for name, is_right in checks.items() if not is_right]


def _is_at_once(at: Any, entry: Document | None) -> bool:
    if at is None or entry is None:
        return at is None and entry is None
    return abs(millis(at) - millis(entry["at"])) <= _MAX_APART_MS
