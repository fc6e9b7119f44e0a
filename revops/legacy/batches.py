"""Jobs with their payments and updates, written in batches: one workshop, one transaction, all or nothing."""

import asyncio
import datetime as dt
from collections import defaultdict
from collections.abc import AsyncGenerator, AsyncIterator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from revops.core.time import UTC
from revops.jobs.numbers import reserve
from revops.jobs.row import JobRow
from revops.jobs.search import give_number
from revops.journal.accounts import Account
from revops.journal.sealer import seal_entries
from revops.legacy.convert import derived_id, key_of, stored_id
from revops.legacy.jobs import Bundle, JobConverter, RawJob, Workshop
from revops.legacy.people import People
from revops.legacy.record import Record
from revops.legacy.report import Notes, Row
from revops.legacy.settlements import Ledger
from revops.legacy.source import JobRef, Source, Survey, token
from revops.mongo.client import BULK_SECONDS, Database, Document, Session
from revops.mongo.scoped import ScopedRows, TenantScope
from revops.payments.proofs import forget_proofs
from revops.payments.row import PaymentRow
from revops.remaking.records import name_rows

T = TypeVar("T")

JOBS_PER_BATCH = 500
# A transaction is kept in memory by mongod until it ends; a quarter of a gigabyte is all that the smallest has.
_MAX_BATCH_CHARACTERS = 4_000_000
_LONG_AGO = dt.datetime(1, 1, 1, tzinfo=UTC)
_LOOKUP = 1000


def parts(items: Sequence[T], size: int) -> Iterator[list[T]]:
    """Yield ``items`` in lists of at most ``size``."""
    for start in range(0, len(items), size):
        yield list(items[start : start + size])


async def ours(
    db: Database, collection: str, values: Iterable[str], *fields: str, by: str = "_id", session: Session | None = None
) -> dict[str, Document]:
    """Return which documents our database has with these values in the field ``by``, whatever workshop they are of."""
    found: dict[str, Document] = {}
    for part in parts(list(values), _LOOKUP):
        cursor = db.collection(collection).find(
            {by: {"$in": part}}, dict.fromkeys((*fields, by), 1), batch_size=_LOOKUP + 1, session=session
        )
        async for document in cursor:
            found[document[by]] = document
    return found


@dataclass(slots=True)
class Batch:
    """The result of importing a batch of jobs. ``counts`` are (collection, new, known)."""

    rows: list[Row] = field(default_factory=list)
    counts: list[tuple[str, int, int]] = field(default_factory=list)
    advances: int = 0
    done: int = 0


@dataclass(slots=True)
class _Read:
    """Jobs as they were read, those of them that we have, and their payments that we have."""

    raws: list[RawJob]
    known_jobs: set[str]
    known_payments: set[str]


class JobImport:
    """Imports all jobs; ``run`` is the only entry."""

    def __init__(
        self,
        source: Source,
        db: Database,
        survey: Survey,
        people: People,
        contexts: dict[str, Document],
        ledger: Ledger,
    ) -> None:
        self.source = source
        self.db = db
        self.survey = survey
        self.people = people
        self.contexts = contexts
        self.ledger = ledger
        self.done = 0

    async def run(self) -> AsyncGenerator[Batch, None]:
        """Import job by job, oldest first in each workshop. While a batch is written the next is read and converted."""
        writing: asyncio.Task[Batch] | None = None
        try:
            for workshop_id, refs in self._by_workshop().items():
                for part in parts(refs, JOBS_PER_BATCH):
                    read = await self._read(workshop_id, part)
                    # In a thread, so that the batch before goes on to the database meanwhile.
                    bundles = await asyncio.to_thread(self._convert, workshop_id, read.raws)
                    if writing is not None:
                        yield await writing
                    writing = asyncio.create_task(self._write(workshop_id, read, bundles))
            if writing is not None:
                last, writing = writing, None
                yield await last
        finally:
            if writing is not None:
                await asyncio.wait([writing])
        async for batch in self._left_out():
            yield batch

    def _by_workshop(self) -> dict[str, list[JobRef]]:
        found: dict[str, list[JobRef]] = {workshop_id: [] for workshop_id in self.people.workshops}
        for key, workshop_id in self.people.job_workshops.items():
            found[workshop_id].append(self.survey.jobs[key])
        for refs in found.values():
            refs.sort(key=lambda ref: (ref.created or _LONG_AGO, ref.key))
        return found

    # --- reading ------------------------------------------------------------------------------------------------------

    async def _read(self, workshop_id: str, refs: list[JobRef]) -> _Read:
        """Read jobs with their payments and updates, and find the ids they will have."""
        docs = {token(doc["_id"]): doc for doc in await self.source.fetch("jobs", (ref.source_id for ref in refs))}
        paid_refs = [paid for ref in refs for paid in self.survey.payments.get(ref.key, ())]
        renamed = {token(paid.source_id): paid.renamed for paid in paid_refs if paid.renamed}
        payments: dict[str | None, list[tuple[str, Document]]] = defaultdict(list)
        for doc in await self.source.fetch("payments", (paid.source_id for paid in paid_refs)):
            key = renamed.get(token(doc["_id"])) if renamed else None
            key = key or key_of(doc.get("id")) or str(doc["_id"])
            payments[key_of(doc.get("job_id"))].append((key, doc))
        updates: dict[str | None, list[Document]] = defaultdict(list)
        update_ids = (source_id for ref in refs for source_id in self.survey.updates.get(ref.key, ()))
        for doc in await self.source.fetch("job_updates", update_ids):
            updates[key_of(doc.get("job_id"))].append(doc)
        job_ids, known_jobs = await self._ids("jobs", workshop_id, (stored_id(ref.key) for ref in refs))
        paid_ids = (stored_id(key) for found in payments.values() for key, _ in found)
        payment_ids, known_payments = await self._ids("payments", workshop_id, paid_ids)
        raws = []
        for ref in refs:
            job = docs.get(token(ref.source_id))
            if job is None:
                continue  # Deleted since the survey.
            job_id = job_ids[stored_id(ref.key)]
            raw = RawJob(ref.key, job_id, job, ref.manager, updates=updates.get(ref.key, []))
            record = Record("jobs", job, raw.notes)
            _note_id(record, ref.key, job_id)
            if self.people.workshop_ids.get(ref.workshop or "") != workshop_id:
                record.repaired("workshop_id", "there is no such workshop; the manager's taken instead", ref.workshop)
            for key, paid in payments.get(ref.key, ()):
                final = payment_ids[stored_id(key)]
                if final in known_payments and job_id not in known_jobs:
                    final = derived_id("payment", job_id, final)
                _note_id(Record("payments", paid, raw.notes), key, final)
                raw.payments.append((final, paid))
            raws.append(raw)
        return _Read(raws, known_jobs, known_payments)

    async def _ids(self, collection: str, workshop_id: str, ids: Iterable[str]) -> tuple[dict[str, str], set[str]]:
        """Return the id that each will have (another one where another workshop of ours has it), and those we have."""
        wanted = list(ids)
        found = await ours(self.db, collection, wanted, "workshop_id")
        final = {
            id_: derived_id(collection, workshop_id, id_)
            if found.get(id_, {"workshop_id": workshop_id})["workshop_id"] != workshop_id
            else id_
            for id_ in wanted
        }
        changed = [new for old, new in final.items() if new != old]
        if changed:
            found |= await ours(self.db, collection, changed, "workshop_id")
        return final, {id_ for id_ in final.values() if id_ in found}

    # --- converting ---------------------------------------------------------------------------------------------------

    def _convert(self, workshop_id: str, raws: list[RawJob]) -> list[Bundle]:
        context = self.contexts[workshop_id]
        opened = self.people.workshops[workshop_id]["created_at"]
        crew = self.people.crews[workshop_id]
        workshop = Workshop(workshop_id, context["owner_id"], context["timezone"], opened, crew)
        return [JobConverter(raw, workshop).convert() for raw in raws]

    # --- writing ------------------------------------------------------------------------------------------------------

    async def _write(self, workshop_id: str, read: _Read, bundles: list[Bundle]) -> Batch:
        batch = Batch()
        for raw, bundle in zip(read.raws, bundles, strict=True):
            self.ledger.jobs[raw.key] = (raw.id, workshop_id)
            for payment in bundle.payments:
                if payment["account"] == Account.CASH_IN_HAND:
                    self.ledger.cash_minor[workshop_id, payment["manager_id"]] += payment["amount_minor"]
            batch.rows += bundle.rows
        new = [bundle for bundle in bundles if bundle.job["_id"] not in read.known_jobs]
        for group in _groups(new):
            await self._insert(workshop_id, group)
        known = [bundle for bundle in bundles if bundle.job["_id"] in read.known_jobs]
        self._count(batch, new, known, read.known_payments)
        self.done += len(bundles)
        batch.done = self.done
        return batch

    async def _insert(self, workshop_id: str, group: list[Bundle]) -> None:
        scope = TenantScope(workshop_id)
        jobs = [bundle.job for bundle in group]
        payments = [payment for bundle in group for payment in bundle.payments]
        entries = [entry for bundle in group for entry in bundle.entries]
        is_first = not self.contexts[workshop_id]["has_money"]
        await name_rows(self.db, workshop_id, jobs)
        for bundle in group:
            for owed in [owed for entry in bundle.entries for owed in entry.get("owed", ())]:
                owed["customer"] = bundle.job["customer_id"]

        async def work(session: Session) -> None:
            if is_first:
                await self.db.collection("workshops").update_one(
                    {"_id": workshop_id}, {"$set": {"has_money": True}}, session=session
                )
            for job, number in zip(jobs, await reserve(self.db, workshop_id, len(jobs), session), strict=True):
                give_number(job, number)
            await ScopedRows[JobRow](self.db, "jobs", scope).insert(jobs, session)
            await ScopedRows[PaymentRow](self.db, "payments", scope).insert(payments, session)
            await forget_proofs(self.db, session, workshop_id)
            await seal_entries(self.db, session, workshop_id, entries, insert=True)

        await self.db.transaction(work, seconds=BULK_SECONDS)
        self.contexts[workshop_id]["has_money"] = True

    def _count(self, batch: Batch, new: list[Bundle], known: list[Bundle], known_payments: set[str]) -> None:
        late = Notes()
        paid_new = paid_known = 0
        for bundle in new:
            batch.advances += bundle.advance_id is not None
            paid_new += len(bundle.payments) - (bundle.advance_id is not None)
        for bundle in known:
            for payment in bundle.payments:
                if payment["_id"] in known_payments:
                    paid_known += 1
                elif payment["_id"] != bundle.advance_id:
                    amount = f"{payment['amount_minor'] / 100:.2f}"
                    late.left_out("payments", payment["_id"], "job_id", "its job was imported without it", amount)
        batch.rows += late.rows
        batch.counts = [
            ("jobs", len(new), len(known)),
            ("payments", paid_new, paid_known),
            ("job_updates", sum(b.updates for b in new), sum(b.updates for b in known)),
        ]

    # --- what has no place --------------------------------------------------------------------------------------------

    async def _left_out(self) -> AsyncIterator[Batch]:
        """List jobs without a workshop, and payments and updates without a job."""
        homeless = [ref for key, ref in self.survey.jobs.items() if key not in self.people.job_workshops]
        stray_payments = [(id_, "there is no such job") for id_ in self.survey.stray_payments]
        stray_updates = [(id_, "there is no such job") for id_ in self.survey.stray_updates]
        for ref in homeless:
            stray_payments += [(p.source_id, "its job is left out") for p in self.survey.payments.get(ref.key, ())]
            stray_updates += [(id_, "its job is left out") for id_ in self.survey.updates.get(ref.key, ())]
        no_workshop = "there is no such workshop, and the manager has none either; the estimate is given"
        for collection, amount, strays in (
            ("jobs", "estimated_amount", [(ref.source_id, no_workshop) for ref in homeless]),
            ("payments", "amount", stray_payments),
            ("job_updates", "job_id", stray_updates),
        ):
            for part in parts(strays, _LOOKUP):
                notes = Notes()
                why = {token(source_id): reason for source_id, reason in part}
                for doc in await self.source.fetch(collection, (source_id for source_id, _ in part)):
                    field_name = "workshop_id" if collection == "jobs" else "job_id"
                    record = Record(collection, doc, notes)
                    record.left_out(field_name, why[token(doc["_id"])], doc.get(amount))
                if collection == "jobs":
                    self.done += len(part)
                yield Batch(rows=notes.rows, done=self.done)


def _note_id(record: Record, key: str, final: str) -> None:
    if key_of(record.doc.get("id")) is None:
        record.repaired("id", "is missing or unusable; MongoDB's own taken instead", record.doc.get("id"))
    elif stored_id(key) != key:
        record.repaired("id", f"cannot be an id here; it is {final} now", key)
    elif final != key:
        record.repaired("id", f"another record here has this id; it is {final} now", key)


def _size(bundle: Bundle) -> int:
    texts: list[Any] = [*bundle.job.values(), *(payment["notes"] for payment in bundle.payments)]
    texts += [entry.get("note") for entry in bundle.entries]
    return sum(len(text) for text in texts if isinstance(text, str))


def _groups(bundles: list[Bundle]) -> Iterator[list[Bundle]]:
    """Yield bundles in groups that fit a transaction."""
    group: list[Bundle] = []
    size = 0
    for bundle in bundles:
        group.append(bundle)
        size += _size(bundle)
        if size > _MAX_BATCH_CHARACTERS:
            yield group
            group, size = [], 0
    if group:
        yield group
