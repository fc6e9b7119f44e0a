"""What is owed by phone, as an earlier release kept it, becomes the customers', also beside one that goes on."""

import asyncio
from typing import Any

import pytest

from revops.backup.file import BackupReader
from revops.backup.restore import restore
from revops.journal.chain import signed_entry
from revops.journal.recount import Report
from revops.journal.sealer import Sealer
from revops.mongo.client import Database, Document
from revops.remaking.balances import move_balances
from revops.remaking.records import moving_balances, name_jobs
from revops.rooms import verify, verify_workshop
from tests.conftest import MakeDatabase
from tests.factories import Garage, get_job, job_fields, make_job, make_payment, move_job, ok
from tests.invariants import assert_invariants
from tests.mongo.test_records import FIRST_RELEASE
from tests.sealing import nobody_seals

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

MOVING = "what is owed is still being moved"


async def by_phone(db: Database, job_id: str) -> None:
    """Let the last entry of a job, which is not sealed, say what is owed of a phone, as an earlier release wrote it."""
    job = await db.collection("jobs").find_one({"_id": job_id})
    entry = await db.collection("journal").find_one({"job_id": job_id, "unsealed": True}, sort=[("_id", -1)])
    assert job is not None
    assert entry is not None
    for owed in entry["owed"]:
        owed |= {"customer": job["phone"], "name": job["customer_name"]}
    for name in ("personal", "signed"):
        entry.pop(name, None)
    written = await db.collection("journal").replace_one({"_id": entry["_id"]}, signed_entry(db.signing, entry))
    assert written.modified_count == 1


async def begin_with_nothing(db: Database) -> None:
    """Move what other tests left, and seal what waits."""
    await move_balances(db)
    await Sealer(db).drain()


async def is_being_moved(db: Database, workshop_id: str) -> bool:
    """Tell whether the check says so, and nothing else."""
    report = Report()
    await verify_workshop(db, workshop_id, report, lambda _what, _count: None)
    assert report.problems == []
    return any(MOVING in said for said in report.unchecked)


async def balances(db: Database) -> dict[str, tuple[int, int]]:
    """Return the stored balances that are not nothing."""
    rows = await db.collection("customers").find({}).to_list()
    found = {row["phone"]: (row["receivable_minor"], row["jobs_owing"]) for row in rows}
    return {whose: owes for whose, owes in found.items() if any(owes)}


def owed_by_jobs(jobs: list[Document]) -> dict[str, tuple[int, int]]:
    """Count what customers owe."""
    found: dict[str, tuple[int, int]] = {}
    for job in jobs:
        if job["outstanding_minor"]:
            minor, count = found.get(job["customer_id"], (0, 0))
            found[job["customer_id"]] = (minor + job["outstanding_minor"], count + 1)
    return found


async def test_what_was_owed_in_the_first_release_is_the_customers(make_database: MakeDatabase) -> None:
    db = make_database()
    await restore(db, BackupReader(FIRST_RELEASE))
    before = await balances(db)
    assert before
    report = await verify(db)
    assert (report.problems, [said for said in report.unchecked if MOVING in said] != []) == ([], True)
    # Two at once, as two instances would.
    await asyncio.gather(name_jobs(db), name_jobs(db))
    await asyncio.gather(move_balances(db), move_balances(db))
    assert await moving_balances(db).make_pass() == 0
    await Sealer(db).drain()
    jobs = await db.collection("jobs").find({}).to_list()
    after = await balances(db)
    assert after == owed_by_jobs(jobs)
    for part in (0, 1):
        assert sum(owes[part] for owes in after.values()) == sum(owes[part] for owes in before.values())
    entries = await db.collection("journal").find({"kind": "balance_moved"}).to_list()
    owing = sum(job["outstanding_minor"] > 0 for job in jobs)
    assert len(entries) == len({entry["job_id"] for entry in entries}) == owing
    report = await verify(db)
    assert (report.problems, [said for said in report.unchecked if MOVING in said]) == ([], [])
    for workshop in await db.collection("workshops").find({}).to_list():
        await assert_invariants(db, workshop["_id"])


@pytest.mark.parametrize("is_sealed", [False, True])
async def test_what_an_older_version_writes_meanwhile_is_moved_too(
    garage: Garage, db: Database, is_sealed: bool
) -> None:
    job_id = await make_job(garage.manager, estimated_amount=500)
    paid_id = await make_job(garage.manager, estimated_amount=300)
    await begin_with_nothing(db)
    async with nobody_seals(db) as lease:
        for paid, amount in ((job_id, 200), (paid_id, 300)):
            await make_payment(garage.manager, paid, amount)
            await by_phone(db, paid)
        if is_sealed:
            await lease.release()
            await Sealer(db).drain()
        assert await is_being_moved(db, garage.id)
        await make_payment(garage.manager, job_id, 100)
        assert await move_balances(db) == 2
        assert await move_balances(db) == 0
        customer_id = (await get_job(garage.owner, job_id))["customer_id"]
        rows: Any = ok(await garage.owner.get("/api/analytics/dashboard"))["credit_risk"]["customers"]
        assert [(row["customer_id"], row["amount"], row["jobs"]) for row in rows] == [(customer_id, 200, 1)]
        await lease.release()
        await Sealer(db).drain()
        assert (await balances(db))[customer_id] == (20_000, 1)
        await assert_invariants(db, garage.id)
        assert not await is_being_moved(db, garage.id)


async def test_who_is_erased_is_named_no_more_where_an_older_version_said_who_owes(
    garage: Garage, db: Database
) -> None:
    raj: dict[str, Any] = {"customer_name": "Raj Kumar", "phone": "9822000001"}
    job_id = await make_job(garage.manager, **raj, estimated_amount=500)
    sold = {**raj, "customer_name": "Ravi", "keeper": "sold", "repeat": True}
    other_id = ok(await garage.manager.post("/api/jobs", job_fields(**sold, estimated_amount=300)))["id"]
    await begin_with_nothing(db)
    async with nobody_seals(db):
        for named in (job_id, other_id):
            ok(await garage.manager.put(f"/api/jobs/{named}", {"estimated_amount": 600}))
            await by_phone(db, named)
    await move_balances(db)
    await make_payment(garage.manager, job_id, 600, method="upi")
    await move_job(garage.manager, job_id, "completed", "delivered")
    await Sealer(db).drain()
    customer_id = (await get_job(garage.owner, job_id))["customer_id"]
    before = await db.collection("journal").find({"job_id": job_id}, {"hash": 1}).sort("_id").to_list()
    assert await db.collection("journal").find_one({"job_id": job_id, "owed.name": "Raj Kumar"}) is not None
    ok(await garage.owner.post(f"/api/customers/{customer_id}/erase"))
    after = await db.collection("journal").find({"job_id": job_id}).sort("_id").to_list()
    assert [entry["hash"] for entry in after] == [entry["hash"] for entry in before]
    assert [word for word in ("Raj", "98220") if word in str(after)] == []
    await assert_invariants(db, garage.id)
    assert not await is_being_moved(db, garage.id)
