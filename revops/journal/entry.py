"""What happened: one immutable entry per business event, with double-entry postings that sum to zero."""

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import orjson

from revops.core.ids import new_id
from revops.core.time import day_of, millis
from revops.mongo.client import Database, Document, Session

# The value before the first entry of every workshop's chain.
GENESIS = "0" * 64


class Account(StrEnum):
    """Where money is. Cash in hand is that of the entry's manager."""

    RECEIVABLE = "receivable"
    SALES = "sales"
    BANK = "bank"
    OWNER_CASH = "owner_cash"
    CASH_IN_HAND = "cash_in_hand"


class Kind(StrEnum):
    """The business events."""

    JOB_CREATED = "job_created"
    JOB_UPDATED = "job_updated"
    PAYMENT_RECORDED = "payment_recorded"
    PAYMENT_CONFIRMED = "payment_confirmed"
    PAYMENT_REJECTED = "payment_rejected"
    SETTLEMENT_SUBMITTED = "settlement_submitted"
    SETTLEMENT_CONFIRMED = "settlement_confirmed"
    SETTLEMENT_REJECTED = "settlement_rejected"
    MANAGER_JOINED = "manager_joined"
    MANAGER_REMOVED = "manager_removed"
    WORKSHOP_UPDATED = "workshop_updated"
    BILLING_CHANGED = "billing_changed"
    INVOICE_ISSUED = "invoice_issued"
    CREDIT_NOTE_ISSUED = "credit_note_issued"
    RECEIPT_ISSUED = "receipt_issued"


Postings = Mapping[Account, int]
Changes = Mapping[str, tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class Event:
    """A business event, before it is written. ``postings`` are minor units by account and must sum to zero;
    ``counts`` is what is counted rather than posted (jobs, statuses, verdicts awaited)."""

    kind: Kind
    actor_id: str
    manager_id: str | None
    at: dt.datetime
    job_id: str | None = None
    payment_id: str | None = None
    settlement_id: str | None = None
    document_id: str | None = None
    note: str | None = None
    changes: Changes = field(default_factory=dict)
    postings: Postings = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)


def build_entry(workshop_id: str, timezone: str, event: Event) -> Document:
    """Return the journal document of an event, unsealed."""
    assert sum(event.postings.values()) == 0, "postings must sum to zero"
    entry: Document = {
        "_id": new_id(),
        "workshop_id": workshop_id,
        "manager_id": event.manager_id,
        "actor_id": event.actor_id,
        "kind": event.kind.value,
        "at": event.at,
        "day": day_of(event.at, timezone),
        "unsealed": True,
    }
    for name, value in (
        ("job_id", event.job_id),
        ("payment_id", event.payment_id),
        ("settlement_id", event.settlement_id),
        ("document_id", event.document_id),
        ("note", event.note),
    ):
        if value is not None:
            entry[name] = value
    if event.changes:
        entry["changes"] = {name: list(pair) for name, pair in event.changes.items()}
    postings = [{"account": a.value, "amount_minor": v} for a, v in event.postings.items() if v != 0]
    if postings:
        entry["postings"] = postings
    counts = {name: value for name, value in event.counts.items() if value != 0}
    if counts:
        entry["counts"] = counts
    return entry


async def record(db: Database, session: Session, workshop_id: str, timezone: str, *events: Event) -> None:
    """Write the events in the transaction that has their effect. Conflicts with nothing: sealing comes later."""
    entries = [build_entry(workshop_id, timezone, event) for event in events]
    journal = db.collection("journal")
    if len(entries) == 1:
        await journal.insert_one(entries[0], session=session)
    else:
        await journal.insert_many(entries, session=session)


def seal_hash(previous: str, entry: Document) -> str:
    """Return SHA-256(previous hash + canonical entry): every field but the seal itself, keys sorted, times in ms."""
    content = entry.copy()
    content.pop("unsealed", None)
    content.pop("hash", None)
    content["at"] = millis(entry["at"])
    return hashlib.sha256(previous.encode() + orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).hexdigest()


# A total is kept for (manager, day) and, under None, for the whole workshop; ALL_TIME is the sum of every day.
ALL_TIME = "all"
TotalKey = tuple[str | None, str]


def totals_of(entries: Iterable[Document]) -> dict[TotalKey, Counter[str]]:
    """Return what the entries add to totals: by (manager, day), keys ``accounts.<account>`` and ``counts.<name>``."""
    by_day: dict[TotalKey, dict[str, int]] = {}
    for entry in entries:
        postings, counts = entry.get("postings"), entry.get("counts")
        if postings is None and counts is None:
            continue
        key = (entry["manager_id"], entry["day"])
        total = by_day.get(key)
        if total is None:
            total = by_day[key] = {}
        for posting in postings or ():
            name = f"accounts.{posting['account']}"
            total[name] = total.get(name, 0) + posting["amount_minor"]
        for counted, value in (counts or {}).items():
            name = f"counts.{counted}"
            total[name] = total.get(name, 0) + value
    sums: dict[TotalKey, Counter[str]] = {}
    for (manager_id, day), total in by_day.items():
        for key in {(manager_id, day), (manager_id, ALL_TIME), (None, day), (None, ALL_TIME)}:
            sums.setdefault(key, Counter()).update(total)
    return sums
