"""`revops verify`: does everything that is stored agree with everything else?

Walks each workshop's chain, then, in one snapshot, recomputes the totals from the entries and recounts the documents
themselves. An altered, missing or reordered entry, or an edited amount, shows as a difference.
"""

import datetime as dt
import time
from collections import Counter
from collections.abc import Awaitable
from dataclasses import dataclass, field

from pymongo.errors import PyMongoError
from pymongo.read_concern import ReadConcern

from revops.journal.accounts import Account, is_account
from revops.journal.chain import GENESIS, RULES, rules_of, seal_hash
from revops.journal.entry import (
    ALL_TIME,
    BALANCE_OF,
    CUSTOMER_BALANCES,
    Balance,
    TotalKey,
    balances_of,
    figures_of,
    owed_key,
    totals_of,
)
from revops.journal.fields import ANY_KIND, Fields
from revops.journal.form import is_of_form
from revops.journal.personal import is_as_sealed
from revops.journal.recount import Checks, Recount, Report, VerifyProgress
from revops.journal.signatures import Signatures, signatures_of
from revops.mongo.batches import in_batches
from revops.mongo.client import Database, Document, Session

_KNOWN_RULES = range(1, RULES + 1)
# A server seals within a second or two.
_MANY, _LONG = 300, dt.timedelta(days=1)


@dataclass(slots=True)
class _Sums:
    """The sums of the entries of one workshop."""

    checks: Checks
    signatures: Signatures
    fields: Fields = field(default_factory=Fields)
    totals: dict[TotalKey, Counter[str]] = field(default_factory=dict)
    balances: dict[str, Balance] = field(default_factory=dict)
    receivable_by_job: Counter[str] = field(default_factory=Counter)
    seq: int = 0
    hash: str = GENESIS

    def add(self, entries: list[Document], report: Report) -> None:
        """Add entries."""
        for key, values in totals_of(entries).items():
            self.totals.setdefault(key, Counter()).update(values)
        for customer, change in balances_of(entries).items():
            self.balances.setdefault(customer, Balance()).add(change.receivable_minor, change.jobs_owing)
        for entry in entries:
            total = receivable = 0
            for posting in entry.get("postings", ()):
                total += posting["amount_minor"]
                if not is_account(posting["account"]):
                    report.found(f"journal entry {entry['_id']}: there is no account {posting['account']}")
                if posting["account"] == Account.RECEIVABLE and "job_id" in entry:
                    self.receivable_by_job[entry["job_id"]] += posting["amount_minor"]
                    receivable += posting["amount_minor"]
            if total != 0:
                report.found(f"journal entry {entry['_id']}: its postings do not sum to zero")
            if receivable != sum(owed["amount_minor"] for owed in entry.get("owed", ())):
                report.found(f"journal entry {entry['_id']}: what its customers owe is not what it posts")
            if entry.get("figures", []) != figures_of(entry):
                report.found(f"journal entry {entry['_id']}: it is not marked with the figures that it is part of")
            tell(self.checks, entry, self.fields, report)
        report.entries += len(entries)


def tell(checks: Checks, entry: Document, fields: Fields, report: Report) -> None:
    """Note what an entry says that the fields of documents become."""
    for told in (*checks.told.get(entry["kind"], ()), *checks.told.get(ANY_KIND, ())):
        try:
            told(entry, fields)
        except (KeyError, ValueError, TypeError, AttributeError, IndexError, StopIteration):
            report.found(f"journal entry {entry['_id']}: it does not say what an entry of its kind does")


async def verify(db: Database, checks: Checks, progress: VerifyProgress | None = None) -> Report:
    """Check everything, and of the rooms what ``checks`` says. Changes nothing; may run while the server works."""
    report = Report()
    started = time.monotonic()
    known = sorted(await checks.workshops(db))
    for workshop_id in known:
        await verify_workshop(db, checks, workshop_id, report, progress or (lambda _what, _count: None))
    for name in checks.of_workshops:
        stray = await db.collection(name).find_one({"workshop_id": {"$nin": known}}, {"_id": 1})
        if stray is not None:
            report.found(f"{name} {stray['_id']} belongs to no workshop")
    for check in checks.of_all:
        await check(db, report)
    report.seconds = time.monotonic() - started
    return report


async def verify_numbers(db: Database, report: Report) -> None:
    """Check that each entry of all garages has a number from 1 on, or waits for it: no other belongs to a chain."""
    loose: Document = {"seq": {"$not": {"$gt": 0}}, "unsealed": {"$ne": True}}
    async for entry in db.collection("journal").find(loose, {"workshop_id": 1}, limit=10):
        said = f"journal entry {entry['_id']} has no number and does not wait for one: it is in no chain"
        report.found(f"workshop {entry['workshop_id']}: {said}")


async def _walk(
    db: Database, workshop_id: str, sums: _Sums, report: Report, progress: VerifyProgress, session: Session | None
) -> None:
    """Follow the chain from where ``sums`` stands to its end."""
    after = {"workshop_id": workshop_id, "seq": {"$gt": sums.seq}}
    journal = db.collection("journal")
    if session is None:
        journal = journal.with_options(read_concern=ReadConcern("majority"))
    async for batch in in_batches(journal, after, sort=[("seq", 1)], session=session):
        for entry in batch:
            sums.seq += 1
            if entry["seq"] != sums.seq:
                report.found(f"workshop {workshop_id}: journal entry number {sums.seq} is missing")
                sums.seq = entry["seq"]
            if not _is_of_form(entry, report):
                sums.hash = str(entry.get("hash", ""))
                continue
            sums.signatures.check(entry, report)
            if rules_of(entry) not in _KNOWN_RULES:
                report.found(f"journal entry {entry['_id']}: this RevOps knows no rules {rules_of(entry)}")
            sums.hash = _hash_after(sums.hash, entry)
            if entry.get("hash") != sums.hash:
                found = f"journal entry number {sums.seq} ({entry['_id']}) was altered, or one before it"
                report.found(f"workshop {workshop_id}: {found}")
                sums.hash = entry.get("hash", "")
            elif not is_as_sealed(entry):
                found = f"journal entry number {sums.seq} ({entry['_id']}): whom it names or its note was altered"
                report.found(f"workshop {workshop_id}: {found}")
        sums.add([entry for entry in batch if is_of_form(entry)], report)
        progress("journal entries", report.entries)


def _hash_after(previous: str, entry: Document) -> str:
    """Compute the hash of an entry; none after what is no hash, and of what holds what no entry can."""
    try:
        return seal_hash(previous, entry)
    except (TypeError, ValueError):
        return ""


def _is_of_form(entry: Document, report: Report) -> bool:
    if not is_of_form(entry):
        whose = f"workshop {entry.get('workshop_id')}: journal entry {entry['_id']}"
        report.found(f"{whose} is not of the form of an entry: something else than RevOps wrote or altered it")
        return False
    return True


async def verify_workshop(
    db: Database, checks: Checks, workshop_id: str, report: Report, progress: VerifyProgress
) -> None:
    """Check one workshop; differences go into the report."""
    report.workshops += 1
    sums = _Sums(checks, await signatures_of(db, workshop_id, report))
    # Sealed entries never change, so the long walk needs no snapshot; what was sealed meanwhile is walked inside it.
    # It must not see more than the snapshot will: only what a majority has, as every snapshot does.
    await _walk(db, workshop_id, sums, report, progress, None)
    async with db.snapshot() as session:
        await _walk(db, workshop_id, sums, report, progress, session)
        head = await db.collection("chain_heads").find_one({"_id": workshop_id}, session=session)
        if (head.get("seq"), head.get("hash")) != (sums.seq, sums.hash) if head else sums.seq != 0:
            report.found(f"workshop {workshop_id}: the journal does not end where its seal says")
        for compare in (_compare_totals, _compare_balances):
            sums_of = compare.__name__.removeprefix("_compare_")
            await _or_found(report, workshop_id, sums_of, compare(db, workshop_id, sums, report, session))
        unsealed, waiting = {"workshop_id": workshop_id, "unsealed": True}, list[dt.datetime]()
        async for batch in in_batches(db.collection("journal"), unsealed, session=session):
            of_form = [entry for entry in batch if _is_of_form(entry, report)]
            for entry in of_form:
                sums.signatures.check_unsealed(entry, report)
            waiting += [entry["at"] for entry in of_form]
            sums.add(of_form, report)
        find_unsealed(workshop_id, waiting, report)
        sums.signatures.sum_up(report)
        recount = Recount(db, session, workshop_id, report, progress, sums.fields, receivable=sums.receivable_by_job)
        for count in (*checks.counts, *checks.compared):
            await _or_found(report, workshop_id, count.__name__, count(recount))
        _compare_recount(workshop_id, sums, recount, report)
        await _or_found(report, workshop_id, "naming", _name_what_differs(recount, checks))
        for check in checks.of_each:
            await _or_found(report, workshop_id, check.__name__, check(db, session, workshop_id, report))


def find_unsealed(workshop_id: str, waiting: list[dt.datetime], report: Report) -> None:
    """Say that nobody seals, and so that nobody is asked about anything: a lease may have been given away for ever.
    Entries of a server that was stopped all waited as long.
    """
    if len(waiting) > _MANY and max(waiting) - min(waiting) > _LONG:
        said = f"{len(waiting)} entries wait to be sealed since {min(waiting):%Y-%m-%d %H:%M} UTC: nobody seals them"
        report.found(f"workshop {workshop_id}: {said}")


async def _or_found(report: Report, workshop_id: str, name: str, checking: Awaitable[None]) -> None:
    """Check something; a document that is not of its form is found, and keeps nothing else from being checked."""
    try:
        await checking
    except PyMongoError:
        raise
    except Exception as error:
        said = f"what {name} reads is not of its form: {type(error).__name__} {error}"
        report.found(f"workshop {workshop_id}: {said}")


async def _name_what_differs(recount: Recount, checks: Checks) -> None:
    """Read the journal and the documents once more where fields differ, and name the documents."""
    differing = set(recount.fields.differing())
    if not differing:
        return
    fields = Fields(differing)
    mine = {"workshop_id": recount.workshop_id}
    order = [("seq", 1)]
    async for batch in in_batches(recount.db.collection("journal"), mine, sort=order, session=recount.session):
        for entry in batch:
            tell(checks, entry, fields, Report())
    again = Recount(recount.db, recount.session, recount.workshop_id, Report(), recount.progress, fields)
    for count in (*checks.counts, *checks.compared):
        await count(again)
    for kind, name, document_id in sorted(fields.differing()):
        said = f"its {name} is not what the journal says"
        recount.report.found(f"workshop {recount.workshop_id}: {kind} {document_id}: {said}")


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


async def _compare_balances(db: Database, workshop_id: str, sums: _Sums, report: Report, session: Session) -> None:
    """Check that what is stored about what customers owe is what the sealed entries make."""
    expected = {customer: balance for customer, balance in sums.balances.items() if balance}
    stored_balances = db.collection(CUSTOMER_BALANCES)
    async for stored in stored_balances.find({"workshop_id": workshop_id}, session=session, batch_size=5000):
        customer = stored[BALANCE_OF]
        wanted = expected.pop(customer, Balance())
        for name, made in (("receivable_minor", wanted.receivable_minor), ("jobs_owing", wanted.jobs_owing)):
            if stored[name] != made:
                found = f"customer {customer}: {name} is {stored[name]}, the entries make {made}"
                report.found(f"workshop {workshop_id}: {found}")
    for customer in expected:
        report.found(f"workshop {workshop_id}: the balance of customer {customer} is missing")


def _compare_recount(workshop_id: str, sums: _Sums, recount: Recount, report: Report) -> None:
    """Check all that was journalled, sealed or not, against the documents."""
    by_journal = {
        key: values for key, values in sums.totals.items() if key[1] == ALL_TIME or key[1].startswith(owed_key(""))
    }
    empty: Counter[str] = Counter()
    for key in sorted(by_journal.keys() | recount.sums.keys(), key=str):
        journalled, counted = by_journal.get(key, empty), recount.sums.get(key, empty)
        for name in sorted(journalled.keys() | counted.keys()):
            if journalled[name] != counted[name]:
                found = f"is {journalled[name]} in the journal, the documents make {counted[name]}"
                report.found(f"workshop {workshop_id}: {name} of {_who(key)} {found}")
    balance = sum(v for name, v in by_journal.get((None, ALL_TIME), empty).items() if name.startswith("accounts."))
    if balance:
        report.found(f"workshop {workshop_id}: its accounts do not balance, they come to {balance}")
    _compare_owing(workshop_id, sums.balances, recount, report)


def _compare_owing(workshop_id: str, journalled: dict[str, Balance], recount: Recount, report: Report) -> None:
    """Check what each customer owes by the journal against his jobs, once it is journalled of customers."""
    nothing = Balance()
    differing = [
        customer
        for customer in sorted(journalled.keys() | recount.balances.keys())
        if journalled.get(customer, nothing) != recount.balances.get(customer, nothing)
    ]
    # An earlier release said so of phones, and who brought the car of a job may be found out after it.
    if any(journalled.get(customer) and not recount.is_customer(customer) for customer in differing):
        report.unchecked.append(f"workshop {workshop_id}: what is owed is still being moved to its customers")
        return
    for customer in differing:
        owes, made = journalled.get(customer, nothing), recount.balances.get(customer, nothing)
        found = f"owes {owes.receivable_minor} on {owes.jobs_owing} jobs in the journal"
        found += f", the jobs make {made.receivable_minor} on {made.jobs_owing}"
        report.found(f"workshop {workshop_id}: customer {customer} {found}")
