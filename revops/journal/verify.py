"""`revops verify`: does everything that is stored agree with everything else?

Walks each workshop's chain, then, in one snapshot, recomputes the totals from the entries and recounts the documents
themselves. An altered, missing or reordered entry, or an edited amount, shows as a difference.
"""

import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from pymongo.read_concern import ReadConcern

from revops.journal.documents import verify_documents
from revops.journal.entry import ALL_TIME, GENESIS, TotalKey, seal_hash, totals_of
from revops.journal.recount import BATCH, Progress, Recount, Report, in_batches
from revops.mongo.client import Database, Document, Session


@dataclass(slots=True)
class _Sums:
    """What the entries of one workshop add up to."""

    totals: dict[TotalKey, Counter[str]] = field(default_factory=dict)
    receivable_by_job: Counter[str] = field(default_factory=Counter)
    seq: int = 0
    hash: str = GENESIS

    def add(self, entries: list[Document], report: Report) -> None:
        """Add entries."""
        for key, values in totals_of(entries).items():
            self.totals.setdefault(key, Counter()).update(values)
        for entry in entries:
            total = 0
            for posting in entry.get("postings", ()):
                total += posting["amount_minor"]
                if posting["account"] == "receivable" and "job_id" in entry:
                    self.receivable_by_job[entry["job_id"]] += posting["amount_minor"]
            if total != 0:
                report.found(f"journal entry {entry['_id']}: its postings do not sum to zero")
        report.entries += len(entries)


async def verify(db: Database, progress: Progress | None = None) -> Report:
    """Check everything. Changes nothing; may run while the server works."""
    report = Report()
    started = time.monotonic()
    known = set()
    async for workshop in db.collection("workshops").find({}, {"_id": 1}):
        known.add(workshop["_id"])
        await verify_workshop(db, workshop["_id"], report, progress or (lambda _what, _count: None))
    for name in ("jobs", "payments", "settlements", "journal"):
        stray = await db.collection(name).find_one({"workshop_id": {"$nin": sorted(known)}}, {"_id": 1})
        if stray is not None:
            report.found(f"{name} {stray['_id']} belongs to no workshop")
    await _verify_invite_codes(db, report)
    report.seconds = time.monotonic() - started
    return report


async def _walk(
    db: Database, workshop_id: str, sums: _Sums, report: Report, progress: Progress, session: Session | None
) -> None:
    """Follow the chain from where ``sums`` stands to its end."""
    after = {"workshop_id": workshop_id, "seq": {"$gt": sums.seq}}
    journal = db.collection("journal")
    if session is None:
        journal = journal.with_options(read_concern=ReadConcern("majority"))
    sealed = journal.find(after, sort=[("seq", 1)], batch_size=BATCH, session=session)
    async for batch in in_batches(sealed):
        for entry in batch:
            sums.seq += 1
            if entry["seq"] != sums.seq:
                report.found(f"workshop {workshop_id}: journal entry number {sums.seq} is missing")
                sums.seq = entry["seq"]
            sums.hash = seal_hash(sums.hash, entry)
            if entry.get("hash") != sums.hash:
                found = f"journal entry number {sums.seq} ({entry['_id']}) was altered, or one before it"
                report.found(f"workshop {workshop_id}: {found}")
                sums.hash = entry.get("hash", "")
        sums.add(batch, report)
        progress("journal entries", report.entries)


async def verify_workshop(db: Database, workshop_id: str, report: Report, progress: Progress) -> None:
    """Check one workshop; differences go into the report."""
    report.workshops += 1
    sums = _Sums()
    # Sealed entries never change, so the long walk needs no snapshot; what was sealed meanwhile is walked inside it.
    # It must not see more than the snapshot will: only what a majority has, as every snapshot does.
    await _walk(db, workshop_id, sums, report, progress, None)
    async with db.snapshot() as session:
        await _walk(db, workshop_id, sums, report, progress, session)
        head = await db.collection("chain_heads").find_one({"_id": workshop_id}, session=session)
        if (head["seq"], head["hash"]) != (sums.seq, sums.hash) if head else sums.seq != 0:
            report.found(f"workshop {workshop_id}: the journal does not end where its seal says")
        await _compare_totals(db, workshop_id, sums, report, session)
        unsealed = {"workshop_id": workshop_id, "unsealed": True}
        async for batch in in_batches(db.collection("journal").find(unsealed, session=session, batch_size=BATCH)):
            sums.add(batch, report)
        recount = Recount(db, session, workshop_id, report, progress)
        await recount.run(sums.receivable_by_job)
        _compare_recount(workshop_id, sums, recount.sums, report)
        await verify_documents(db, session, workshop_id, report)


async def _compare_totals(db: Database, workshop_id: str, sums: _Sums, report: Report, session: Session) -> None:
    """Check that the stored totals are the sums of the sealed entries."""
    expected = {key: +_nonzero(values) for key, values in sums.totals.items()}
    async for total in db.collection("totals").find({"workshop_id": workshop_id}, session=session, batch_size=5000):
        key = (total["manager_id"], total["day"])
        stored = Counter(
            {f"{group}.{name}": v for group in ("accounts", "counts") for name, v in total.get(group, {}).items()}
        )
        wanted = sums.totals.get(key, Counter())
        for name in sorted(stored.keys() | wanted.keys()):
            if stored[name] != wanted[name]:
                found = f"total {name} of {_who(key)} is {stored[name]}, its entries sum to {wanted[name]}"
                report.found(f"workshop {workshop_id}: {found}")
        expected.pop(key, None)
    for key, values in expected.items():
        if values:
            report.found(f"workshop {workshop_id}: the total of {_who(key)} is missing")


def _nonzero(values: Counter[str]) -> Counter[str]:
    return Counter({name: abs(value) for name, value in values.items()})


def _who(key: TotalKey) -> str:
    manager_id, day = key
    return f"{'the workshop' if manager_id is None else f'manager {manager_id}'} on {day}"


def _compare_recount(workshop_id: str, sums: _Sums, recount: dict[str | None, Counter[str]], report: Report) -> None:
    journalled: dict[str | None, Counter[str]] = {
        manager_id: values for (manager_id, day), values in sums.totals.items() if day == ALL_TIME
    }
    empty: Counter[str] = Counter()
    for manager_id in journalled.keys() | recount.keys():
        by_journal, by_documents = journalled.get(manager_id, empty), recount.get(manager_id, empty)
        for name in sorted(by_journal.keys() | by_documents.keys()):
            if by_journal[name] != by_documents[name]:
                found = f"is {by_journal[name]} in the journal, the documents make {by_documents[name]}"
                report.found(f"workshop {workshop_id}: {name} of {_who((manager_id, ALL_TIME))} {found}")


async def _verify_invite_codes(db: Database, report: Report) -> None:
    """Check that a used code has exactly one user."""
    users: Counter[str] = Counter()
    async for code in db.collection("invite_codes").find({"used_by": {"$ne": None}}):
        users[code["used_by"]] += 1
        member: Any = await db.collection("managers").find_one(
            {"_id": code["used_by"], "workshop_id": code["workshop_id"]}, {"_id": 1}
        )
        if member is None:
            report.found(f"invite code {code['_id']}: {code['used_by']} used it and is not a manager of its workshop")
    for user_id, used in users.items():
        if used > 1:
            report.found(f"user {user_id} used {used} invite codes")
