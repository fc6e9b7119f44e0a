"""The books, recounted from the documents themselves. Shares no code with ``revops.journal``: it checks that code."""

import asyncio
import contextlib
import datetime as dt
from collections import Counter, defaultdict
from collections.abc import AsyncIterator
from typing import Any

from revops.mongo.client import Database
from tests.tax_books import SPLIT_ACCOUNTS, splits_of_papers

Document = dict[str, Any]
Sums = dict[tuple[str | None, str], Counter[str]]

FINISHED = {"completed", "delivered", "credit_pending", "closed"}
# What customers owe, and have paid before it was known, counts for whoever has the job.
_OF_JOBS = ("receivable", "customer_advances")
_RECORDS = ("customer_records", "vehicles")
_OF_A_WORKSHOP = (
    "jobs",
    "payments",
    "settlements",
    "cash_days",
    "cash_counts",
    "managers",
    "invite_codes",
    "journal",
    "totals",
    "customers",
    "documents",
)


async def _read(db: Database, workshop_id: str) -> dict[str, list[Document]]:
    """Return the documents of a workshop, all of one instant."""
    async with db.snapshot() as session:
        found = {
            name: await db.collection(name).find({"workshop_id": workshop_id}, session=session).to_list()
            for name in _OF_A_WORKSHOP
        }
        found["heads"] = await db.collection("chain_heads").find({"_id": workshop_id}, session=session).to_list()
    return found


async def assert_invariants(db: Database, workshop_id: str) -> None:
    """Assert the invariants 1 to 4 of the data design, and that the chain's numbers have no gap."""
    found = await _read(db, workshop_id)
    jobs, payments, settlements, journal = (found[n] for n in ("jobs", "payments", "settlements", "journal"))
    _entries_balance(journal)
    _jobs_add_up(jobs, payments, journal)
    booked = _differences_booked(found["cash_days"], found["cash_counts"])
    _cash_adds_up(found["managers"], payments, settlements, journal, booked)
    _totals_are_the_sealed_entries(found["totals"], journal)
    splits = _splits(found["documents"])
    _everything_is_a_recount(jobs, payments, settlements, found["totals"], journal, splits, booked)
    _customers_owe_what_their_jobs_do(jobs, found["customers"], journal)
    sealed = sorted(entry["seq"] for entry in journal if "seq" in entry)
    assert sealed == list(range(1, len(sealed) + 1))
    assert [head["seq"] for head in found["heads"]] == ([len(sealed)] if sealed else [])


def _entries_balance(journal: list[Document]) -> None:
    for entry in journal:
        assert sum(p["amount_minor"] for p in entry.get("postings", ())) == 0, entry
        assert all(type(p["amount_minor"]) is int for p in entry.get("postings", ())), entry
        assert ("seq" in entry) != ("unsealed" in entry), entry
        owed = entry.get("owed", ())
        receivable = [p["amount_minor"] for p in entry.get("postings", ()) if p["account"] == "receivable"]
        assert sum(o["amount_minor"] for o in owed) == sum(receivable), entry
        assert sum(o["jobs"] for o in owed) == entry.get("counts", {}).get("jobs_owing", 0), entry
    for kinds in (
        ("payment_recorded", "refund_recorded"),
        ("payment_confirmed", "refund_confirmed"),
        # Whatever takes it back does so once.
        ("payment_rejected", "payment_cancelled", "refund_rejected", "refund_cancelled"),
        ("settlement_confirmed", "settlement_rejected", "settlement_cancelled"),
        ("settlement_difference",),
        ("settlement_reversed",),
    ):
        whose = "settlement_id" if kinds[0].startswith("settlement") else "payment_id"
        times = Counter(entry[whose] for entry in journal if entry["kind"] in kinds)
        assert all(count == 1 for count in times.values()), kinds


def _jobs_add_up(jobs: list[Document], payments: list[Document], journal: list[Document]) -> None:
    receivable: Counter[str] = Counter()
    advances: Counter[str] = Counter()
    for entry in journal:
        for posting in entry.get("postings", ()):
            if posting["account"] == "receivable":
                receivable[entry["job_id"]] += posting["amount_minor"]
            elif posting["account"] == "customer_advances":
                advances[entry["job_id"]] += posting["amount_minor"]
    lost: Counter[str] = Counter()
    for entry in journal:
        if entry["kind"] == "job_written_off":
            (amount,) = [p["amount_minor"] for p in entry["postings"] if p["account"] == "write_off"]
            assert amount > 0, entry
            lost[entry["job_id"]] += amount
        elif entry["kind"] == "job_cancelled":
            lost[entry["job_id"]] = 0
    assert lost.keys() <= {job["_id"] for job in jobs}
    valid, confirmed = Counter[str](), Counter[str]()
    for payment in payments:
        assert type(payment["amount_minor"]) is int
        assert payment["amount_minor"] * (-1 if payment["type"] == "refund" else 1) > 0
        if payment["verdict"] != "rejected":
            valid[payment["job_id"]] += payment["amount_minor"]
        if payment["verdict"] == "confirmed":
            confirmed[payment["job_id"]] += payment["amount_minor"]
    assert valid.keys() <= {job["_id"] for job in jobs}
    for job in jobs:
        paid = valid[job["_id"]]
        assert job["paid_minor"] == paid, job
        assert job["confirmed_minor"] == confirmed[job["_id"]], job
        written_off = job.get("written_off_minor", 0)
        assert written_off == lost[job["_id"]] >= 0, job
        credit = paid if job.get("estimate_to_follow") else 0
        assert advances[job["_id"]] == -credit, job
        assert not credit or (job["estimated_minor"], job["status"] in ("delivered", "closed")) == (0, False), job
        owed = job["estimated_minor"] + credit - paid - written_off
        assert job["outstanding_minor"] == owed == receivable[job["_id"]], job
        assert job["outstanding_minor"] >= 0, job
        assert job["status"] != "delivered" or job["outstanding_minor"] == 0, job
        assert job["status"] != "credit_pending" or job["outstanding_minor"] > 0, job
        _cancelled_owes_nothing(job, paid)
        assert job["status"] not in FINISHED or job["completed_at"] or job.get("cancelled_at"), job
        assert (job["completed_at"] is None) == (job["completed_on_time"] is None), job


def _credit(job: Document) -> int:
    return int(job["paid_minor"]) if job.get("estimate_to_follow") else 0


def _cancelled_owes_nothing(job: Document, paid: int) -> None:
    assert paid >= 0, job
    told = [job.get(name) is None for name in ("cancelled_at", "cancelled_by", "cancel_reason")]
    assert len({*told, job.get("cancelled_estimate_minor") is None}) == 1, job
    if job.get("cancelled_at") is not None:
        sums = (job["estimated_minor"], paid, job.get("written_off_minor", 0), job["invoice_id"])
        assert (job["status"], *sums) == ("closed", 0, 0, 0, None), job


def _awaited(journal: list[Document]) -> set[str]:
    """Return the payments that were not confirmed at once: their cash came into the hand of whoever took it, or went
    out of that of whoever gave it back."""
    recorded = [entry for entry in journal if entry["kind"] in ("payment_recorded", "refund_recorded")]
    waits = ("payments_pending", "refunds_pending")
    return {entry["payment_id"] for entry in recorded if any(entry.get("counts", {}).get(name) for name in waits)}


def _differences_booked(days: list[Document], counts: list[Document]) -> Counter[str]:
    """By member, what the owner has taken out of, or put into, his hand by the books after a count; each count is the
    sum of its notes, and each difference is to what had to be there.
    """
    booked: Counter[str] = Counter()
    for row, tally in [*((day, day["closing"]) for day in days), *((count, count["tally"]) for count in counts)]:
        if tally is None:
            assert row["booked"] is None, row
            continue
        most = tally["book_minor"] + tally["float_minor"]
        assert tally["counted_minor"] == sum(face * pieces for face, pieces in tally["count"]), row
        assert most - tally["pending_minor"] <= tally["expected_minor"] <= most, row
        assert tally["difference_minor"] == tally["counted_minor"] - tally["expected_minor"], row
        if row["booked"] is not None:
            booked[row["manager_id"]] += tally["difference_minor"]
    return booked


def _cash_adds_up(
    managers: list[Document],
    payments: list[Document],
    settlements: list[Document],
    journal: list[Document],
    booked: Counter[str],
) -> None:
    in_books: Counter[str] = Counter()
    for entry in journal:
        for posting in entry.get("postings", ()):
            if posting["account"] == "cash_in_hand":
                in_books[entry["manager_id"]] += posting["amount_minor"]
    cash, pending = booked.copy(), Counter[str]()
    awaited = _awaited(journal)
    for payment in payments:
        if payment["_id"] in awaited and payment["method"] == "cash" and payment["verdict"] != "rejected":
            cash[payment["collected_by"]] += payment["amount_minor"]
    for settlement in settlements:
        _counts_agree(settlement)
        if settlement["verdict"] == "confirmed":
            cash[settlement["manager_id"]] -= settlement["amount_minor"] + settlement.get("difference_minor", 0)
        elif settlement["verdict"] == "pending":
            pending[settlement["manager_id"]] += settlement["amount_minor"]
    for manager in managers:
        in_hand = cash[manager["_id"]]
        assert in_hand == in_books[manager["_id"]], manager
        assert in_hand >= 0, manager
        assert manager["pending_settlement_minor"] == pending[manager["_id"]] <= in_hand, manager


def _counts_agree(settlement: Document) -> None:
    """What was received is the second count; of the first one what did not leave the hand is open, or is booked."""
    received, said = settlement.get("received"), settlement.get("count")
    assert (settlement.get("settled") is None) or received is not None, settlement
    assert (settlement.get("reversed") is None) or settlement["verdict"] == "rejected", settlement
    if received is None:
        assert not {"between_minor", "difference_minor"} & settlement.keys(), settlement
        if said is not None:
            counted = sum(face * pieces for face, pieces in said)
            assert settlement["amount_minor"] == min(counted, settlement["book_minor"]) >= 0, settlement
        return
    assert settlement["amount_minor"] == sum(face * pieces for face, pieces in received), settlement
    booked = settlement["difference_minor"]
    if settlement.get("settled") is not None:
        booked -= settlement["between_minor"]
    # What is more than the book knows of, and nothing else, is booked at once.
    assert booked <= 0, settlement
    if said is not None:
        counted = sum(face * pieces for face, pieces in said)
        assert settlement["between_minor"] <= counted - settlement["amount_minor"] - booked, settlement


def _sums(entries: list[Document]) -> Sums:
    sums: Sums = defaultdict(Counter)
    for entry in entries:
        by_whom, by_job = entry["manager_id"], entry.get("job_manager_id", entry["manager_id"])
        for day in (entry["day"], "month:" + entry["day"][:7], "all"):
            for posting in entry.get("postings", ()):
                for manager_id in {None, by_job if posting["account"] in _OF_JOBS else by_whom}:
                    sums[manager_id, day]["accounts." + posting["account"]] += posting["amount_minor"]
            for name, value in entry.get("counts", {}).items():
                for manager_id in {None, by_job if name == "jobs_owing" else by_whom}:
                    sums[manager_id, day]["counts." + name] += value
        for owed in entry.get("owed", ()):
            for manager_id in {None, by_job}:
                sums[manager_id, "owed:" + owed["taken_on"]]["accounts.receivable"] += owed["amount_minor"]
                sums[manager_id, "owed:" + owed["taken_on"]]["counts.jobs_owing"] += owed["jobs"]
    return sums


def _flat(total: Document) -> Counter[str]:
    return Counter({f"{g}.{n}": v for g in ("accounts", "counts") for n, v in total.get(g, {}).items()})


def _without_zeros(sums: Sums) -> dict[tuple[str | None, str], dict[str, int]]:
    cleaned = {key: {name: v for name, v in values.items() if v} for key, values in sums.items()}
    return {key: values for key, values in cleaned.items() if values}


def _totals_are_the_sealed_entries(totals: list[Document], journal: list[Document]) -> None:
    stored = {(total["manager_id"], total["day"]): _flat(total) for total in totals}
    assert len(stored) == len(totals)
    assert _without_zeros(stored) == _without_zeros(_sums([entry for entry in journal if "seq" in entry]))


def _everything_is_a_recount(
    jobs: list[Document],
    payments: list[Document],
    settlements: list[Document],
    totals: list[Document],
    journal: list[Document],
    splits: dict[str, Counter[str]],
    booked: Counter[str],
) -> None:
    everything: Sums = defaultdict(Counter, _sums([entry for entry in journal if "unsealed" in entry]))
    for total in totals:
        everything[total["manager_id"], total["day"]].update(_flat(total))
    _owed_by_age(jobs, everything)
    _each_has_what_his_jobs_make(jobs, everything, splits)
    stored = everything[None, "all"]
    expected = Counter[str]()
    for split in splits.values():
        expected.update(split)
    expected["accounts.sales"] -= sum(job["estimated_minor"] for job in jobs)
    assert sum(value for name, value in stored.items() if name.startswith("accounts.")) == 0
    expected["accounts.receivable"] = sum(job["outstanding_minor"] for job in jobs)
    expected["accounts.customer_advances"] = -sum(_credit(job) for job in jobs)
    expected["accounts.write_off"] = sum(job.get("written_off_minor", 0) for job in jobs)
    expected["counts.jobs"] = len(jobs)
    expected["counts.jobs_owing"] = sum(job["outstanding_minor"] > 0 for job in jobs)
    for job in jobs:
        if job["completed_at"] is not None:
            expected["counts.completed"] += 1
            expected["counts.turnaround_minutes"] += int(
                (job["completed_at"] - job["created_at"]).total_seconds() // 60
            )
            expected["counts.on_time"] += job["completed_on_time"]
        expected["counts.status_" + job["status"]] += 1
    awaited = _awaited(journal)
    for payment in payments:
        if payment["verdict"] != "rejected":
            in_cash = "cash_in_hand" if payment["_id"] in awaited else "owner_cash"
            account = in_cash if payment["method"] == "cash" else "bank"
            expected["accounts." + account] += payment["amount_minor"]
    for settlement in settlements:
        if settlement["verdict"] == "confirmed":
            expected["accounts.owner_cash"] += settlement["amount_minor"]
            difference = settlement.get("difference_minor", 0)
            expected["accounts.cash_in_hand"] -= settlement["amount_minor"] + difference
            expected["accounts.cash_difference"] += difference
    expected["accounts.cash_in_hand"] += booked.total()
    expected["accounts.cash_difference"] -= booked.total()
    refunds = [payment for payment in payments if payment["type"] == "refund"]
    incoming = [payment for payment in payments if payment["type"] != "refund"]
    for name, documents in (("payments", incoming), ("refunds", refunds), ("settlements", settlements)):
        waiting = [document for document in documents if document["verdict"] == "pending"]
        expected[f"counts.{name}_pending"] = len(waiting)
        shown = [document for document in waiting if "count" not in document]
        expected[f"counts.{name}_pending_minor"] = abs(sum(document["amount_minor"] for document in shown))
        blind = [document["amount_minor"] for document in waiting if "count" in document]
        expected["counts.settlements_blind_minor"] += sum(blind)
    assert {n: v for n, v in stored.items() if v} == {n: v for n, v in expected.items() if v}


def _splits(papers: list[Document]) -> dict[str, Counter[str]]:
    """By whoever has the job, what papers have put in the place of sales, as their lines make it."""
    made = splits_of_papers(papers)
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for paper in papers:
        for account, minor in made.get(paper["_id"], {}).items():
            found[paper["manager_id"]]["accounts." + account] -= minor
            found[paper["manager_id"]]["accounts.sales"] += minor
    return found


def _each_has_what_his_jobs_make(jobs: list[Document], sums: Sums, splits: dict[str, Counter[str]]) -> None:
    """Whoever has a job has all that it is worth, owes and counts, also when another had it before."""
    expected: Sums = defaultdict(Counter)
    for member_id, split in splits.items():
        expected[member_id, "all"].update(split)
    for job in jobs:
        his = expected[job["manager_id"], "all"]
        his["accounts.sales"] -= job["estimated_minor"]
        his["accounts.receivable"] += job["outstanding_minor"]
        his["accounts.customer_advances"] -= _credit(job)
        his["accounts.write_off"] += job.get("written_off_minor", 0)
        his["counts.jobs"] += 1
        his["counts.status_" + job["status"]] += 1
    of_jobs = {
        "accounts.customer_advances",
        "accounts.sales",
        "accounts.receivable",
        "accounts.write_off",
        "counts.jobs",
    }
    of_jobs |= {"accounts." + account for account in SPLIT_ACCOUNTS}
    for (manager_id, day), values in list(sums.items()):
        if manager_id is not None and day == "all":
            found = {n: v for n, v in values.items() if v and (n in of_jobs or n.startswith("counts.status_"))}
            assert found == {n: v for n, v in expected[manager_id, day].items() if v}, manager_id


def _owed_by_age(jobs: list[Document], sums: Sums) -> None:
    expected: Sums = defaultdict(Counter)
    for job in jobs:
        for manager_id in (None, job["manager_id"]):
            expected[manager_id, "owed:" + job["taken_on"]]["accounts.receivable"] += job["outstanding_minor"]
            expected[manager_id, "owed:" + job["taken_on"]]["counts.jobs_owing"] += job["outstanding_minor"] > 0
    stored = {key: values for key, values in sums.items() if key[1].startswith("owed:")}
    assert _without_zeros(stored) == _without_zeros(expected)


def _customers_owe_what_their_jobs_do(jobs: list[Document], customers: list[Document], journal: list[Document]) -> None:
    assert len({customer["phone"] for customer in customers}) == len(customers)
    sealed, unsealed = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for customer in customers:
        sealed[customer["phone"], "minor"], sealed[customer["phone"], "jobs"] = (
            customer["receivable_minor"],
            customer["jobs_owing"],
        )
    for entry in journal:
        for owed in entry.get("owed", ()):
            if "unsealed" in entry:
                unsealed[owed["customer"], "minor"] += owed["amount_minor"]
                unsealed[owed["customer"], "jobs"] += owed["jobs"]
    expected = Counter[tuple[str, str]]()
    for job in jobs:
        whose = job["customer_id"] if job.get("customer_id") else job["_id"]
        expected[whose, "minor"] += job["outstanding_minor"]
        expected[whose, "jobs"] += job["outstanding_minor"] > 0
    sealed.update(unsealed)
    assert {k: v for k, v in sealed.items() if v} == {k: v for k, v in expected.items() if v}


# --- nothing changed --------------------------------------------------------------------------------------------------

_SEAL = {"seq", "rules", "personal", "hash", "seal", "unsealed"}
_COUNTED = (
    "users",
    "workshops",
    "managers",
    "members",
    "invite_codes",
    "jobs",
    "payments",
    "settlements",
    "journal",
    "documents",
    "customer_records",
    "vehicles",
)


async def contents(db: Database, *workshop_ids: str) -> Any:
    """Return all that a workshop's people could have changed; sealing, which goes on by itself, is left out."""
    found: dict[str, Any] = {name: await db.collection(name).estimated_document_count() for name in _COUNTED}
    found["idempotency_keys"] = await _newest_record(db, "idempotency_keys")
    for workshop_id in workshop_ids:
        for name in (*_OF_A_WORKSHOP, *_RECORDS, "users"):
            if name not in ("totals", "customers"):
                documents = await db.collection(name).find({"workshop_id": workshop_id}, sort=[("_id", 1)]).to_list()
                found[f"{workshop_id} {name}"] = [{k: v for k, v in d.items() if k not in _SEAL} for d in documents]
        found[f"{workshop_id} workshop"] = await db.collection("workshops").find_one({"_id": workshop_id})
    return found


async def _newest_record(db: Database, name: str) -> int:
    """Return the number of the newest record: MongoDB takes away by itself what is out of date, at any moment."""
    newest = db.collection(name).find({}, {"_id": 1}, sort=[("$natural", -1)], limit=1, show_record_id=True)
    return max([row["$recordId"] async for row in newest], default=0)


async def _papers_kept(db: Database) -> None:
    """Wait until the files of papers that were issued are made, of any garage: the books note them in the background,
    and one that noted one of a test before would seem to be of this one.
    """
    now = dt.datetime.now(dt.UTC)
    at_work = {"$or": [{"claim": {"$ne": None}}, {"due_at": {"$lte": now}}]}
    waiting = {"kind": "paper_file", "state": "waiting", **at_work}
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(20):
            while await db.collection("tasks").find_one(waiting, {"_id": 1}) is not None:
                await asyncio.sleep(0.05)


@contextlib.asynccontextmanager
async def unchanged(db: Database, *workshop_ids: str) -> AsyncIterator[None]:
    """Assert that what happens inside leaves no trace in these workshops, and adds no document anywhere."""
    await _papers_kept(db)
    before = await contents(db, *workshop_ids)
    yield
    after = await contents(db, *workshop_ids)
    # Where the newest is gone too, another is.
    after["idempotency_keys"] = max(after["idempotency_keys"], before["idempotency_keys"])
    changed = {name: (before[name], after[name]) for name in before if after[name] != before[name]}
    assert changed == {}, changed
