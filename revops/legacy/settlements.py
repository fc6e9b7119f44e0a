"""Settlements of the original: cash that left a manager's hand, never more than was in it."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

from revops.legacy.convert import derived_id, is_yes, key_of, stored_id
from revops.legacy.entries import numbered_entries
from revops.legacy.people import People
from revops.legacy.record import Record
from revops.legacy.report import Notes
from revops.mongo.client import Document
from revops.payments.row import Decision
from revops.settlements.row import SettlementRow, new_settlement
from revops.settlements.service import settlement_reviewed, settlement_submitted

Pair = tuple[str, str]
_SUBMITTED = ("submitted_date", "submitted_at", "settlement_date", "created_at", "date")


@dataclass(slots=True)
class Ledger:
    """The sums known once the jobs are converted. ``cash_minor`` is by (workshop, manager)."""

    cash_minor: dict[Pair, int] = field(default_factory=lambda: defaultdict(int))
    # Key of the job -> its id and workshop.
    jobs: dict[str, Pair] = field(default_factory=dict)
    # Settlements in our database already: id -> its workshop.
    settlements: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Planned:
    """One settlement with its journal entries."""

    row: SettlementRow
    entries: list[Document]
    record: Record


def plan_settlements(
    docs: list[Document], people: People, ledger: Ledger, timezones: dict[str, str], notes: Notes
) -> dict[Pair, list[Planned]]:
    """Return settlements by (workshop, manager).

    Those that the owner confirmed come first and then those that wait, each in the order of their dates; what is
    more than the cash still in hand is cut down to it, so that no manager ends with less than nothing.
    """
    found: list[tuple[bool, dt.datetime, Record, SettlementRow]] = []
    seen: dict[str, Document] = {}
    for doc in docs:
        record = Record("settlements", doc, notes)
        settlement = _settlement(record, people, ledger, timezones, seen)
        if settlement is not None:
            is_confirmed = settlement["verdict"] == Decision.CONFIRMED
            date = settlement["confirmation_date"] or settlement["submitted_date"]
            found.append((not is_confirmed, date, record, settlement))
    free = dict(ledger.cash_minor)
    planned: dict[Pair, list[Planned]] = defaultdict(list)
    for _, _, record, settlement in sorted(found, key=lambda each: each[:2]):
        pair = (settlement["workshop_id"], settlement["manager_id"])
        in_hand = free.get(pair, 0)
        amount_minor = settlement["amount_minor"]
        if amount_minor > in_hand:
            if in_hand == 0:
                record.left_out("amount", "the manager has no cash left to hand over", record.doc.get("amount"))
                continue
            record.repaired("amount", f"only {in_hand / 100:.2f} was left in hand", record.doc.get("amount"))
            amount_minor = settlement["amount_minor"] = in_hand
        free[pair] = in_hand - amount_minor
        entries = _entries(settlement, people.workshops[pair[0]]["owner_id"], timezones[pair[0]])
        planned[pair].append(Planned(settlement, entries, record))
    return planned


def _settlement(
    record: Record, people: People, ledger: Ledger, timezones: dict[str, str], seen: dict[str, Document]
) -> SettlementRow | None:
    amount_minor = record.amount("amount")
    if not amount_minor:
        record.left_out("amount", "is not an amount above 0", record.doc.get("amount"))
        return None
    manager_key = record.key("manager_id", "submitted_by", "user_id")
    said = record.key("workshop_id")
    workshop_id = people.workshop_ids.get(said or "")
    if workshop_id is None and manager_key is not None:
        workshop_id = next((id_ for id_, crew in people.crews.items() if manager_key in crew), None)
        if said is not None and workshop_id is not None:
            record.repaired("workshop_id", "there is no such workshop; the manager's taken instead", said)
    manager_id = people.crews[workshop_id].get(manager_key) if workshop_id and manager_key else None
    if workshop_id is None or manager_id not in people.managers:
        amount = record.doc.get("amount")
        record.left_out("manager_id", f"is not a manager of a workshop; the amount was {amount}", manager_key)
        return None
    settlement_id = stored_id(key_of(record.doc.get("id")) or record.name)
    if settlement_id in seen:
        if seen[settlement_id] == {**record.doc, "_id": None}:
            record.left_out("id", "is the same document a second time")
            return None
        record.repaired("id", "another one has this id, so it has a new one")
        settlement_id = derived_id("settlement", settlement_id, str(record.doc["_id"]))
    seen[settlement_id] = {**record.doc, "_id": None}
    if ledger.settlements.get(settlement_id, workshop_id) != workshop_id:
        record.repaired("id", "another workshop here has this id, so it has a new one")
        settlement_id = derived_id("settlement", workshop_id, settlement_id)
    opened = people.workshops[workshop_id]["created_at"]
    made = record.own_time()
    submitted = record.time(
        *_SUBMITTED,
        instead=made or opened,
        called="when its _id was made" if made else "when the workshop was opened",
    )
    is_confirmed = is_yes(record.first("confirmed_by_owner", "confirmed"))
    confirmed_at = None
    if is_confirmed:
        confirmed_at = record.time("confirmation_date", "confirmed_at", instead=submitted, called="submitted_date")
    settlement = new_settlement(
        workshop_id,
        manager_id,
        amount_minor,
        _job_ids(record, workshop_id, ledger),
        record.optional_text("notes"),
        submitted,
        timezones[workshop_id],
        settlement_id=settlement_id,
    )
    if is_confirmed:
        settlement["verdict"], settlement["confirmation_date"] = Decision.CONFIRMED.value, confirmed_at
        settlement["judged_by"] = people.workshops[workshop_id]["owner_id"]
    return settlement


def _job_ids(record: Record, workshop_id: str, ledger: Ledger) -> list[str]:
    value = record.doc.get("job_ids")
    if not isinstance(value, list):
        return []
    kept: dict[str, None] = {}
    for each in value:
        job_id, where = ledger.jobs.get(key_of(each) or "", ("", ""))
        if where == workshop_id:
            kept[job_id] = None
        else:
            record.repaired("job_ids", "there is no such job in this workshop", each)
    return list(kept)


def _entries(settlement: SettlementRow, owner_id: str, timezone: str) -> list[Document]:
    events = [settlement_submitted(settlement)]
    if settlement["confirmation_date"] is not None:
        events.append(settlement_reviewed(settlement, owner_id, settlement["confirmation_date"]))
    return numbered_entries("settlements", settlement["_id"], settlement["workshop_id"], timezone, events)
