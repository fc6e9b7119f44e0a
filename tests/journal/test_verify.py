"""Whatever is altered, removed or reordered behind the application's back, verify says so."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from revops.journal.sealer import Sealer
from revops.mongo.client import Database
from revops.rooms import migrate, verify
from tests.conftest import MakeDatabase
from tests.factories import (
    Garage,
    confirm_payment,
    make_job,
    make_payment,
    make_settlement,
    move_job,
    reject_payment,
)
from tests.verifying import problems

pytestmark = [pytest.mark.anyio, pytest.mark.slow]


@pytest.fixture
async def worked(garage: Garage, db: Database) -> Garage:
    """A workshop in which a bit of everything happened, all of it sealed."""
    first = await make_job(garage.manager, estimated_amount=5000, advance_paid=1000)
    second = await make_job(garage.manager, estimated_amount=800)
    await move_job(garage.manager, first, "in_progress", "completed")
    await confirm_payment(garage.owner, await make_payment(garage.manager, first, 1500))
    await reject_payment(garage.owner, await make_payment(garage.manager, second, 300, method="upi"))
    await make_settlement(garage.manager, 700, [first])
    await Sealer(db).drain()
    return garage


async def test_untouched_books_agree(worked: Garage, db: Database) -> None:
    assert await problems(db, worked.id) == []


async def test_unsealed_entries_are_part_of_the_books(worked: Garage, db: Database) -> None:
    await make_job(worked.manager, estimated_amount=250)
    assert await problems(db, worked.id) == []


async def test_books_agree_while_the_sealer_is_at_work(worked: Garage, db: Database) -> None:
    job_id = await make_job(worked.manager, estimated_amount=5000)
    sealer, done = Sealer(db), asyncio.Event()

    async def collect() -> None:
        while not done.is_set():
            await make_payment(worked.manager, job_id, 1)
            await sealer.drain()

    collecting = asyncio.create_task(collect())
    try:
        for _ in range(6):
            assert await problems(db, worked.id) == []
    finally:
        done.set()
        await collecting


Tamper = Callable[[Database, str], Awaitable[Any]]


def one(collection: str, change: dict[str, Any], **query: Any) -> Tamper:
    """Return what changes one document behind the application's back."""

    async def tamper(db: Database, workshop_id: str) -> None:
        result = await db.collection(collection).update_one({"workshop_id": workshop_id, **query}, change)
        assert result.modified_count == 1

    return tamper


def gone(collection: str, **query: Any) -> Tamper:
    """Return what removes one document."""

    async def tamper(db: Database, workshop_id: str) -> None:
        assert (await db.collection(collection).delete_one({"workshop_id": workshop_id, **query})).deleted_count == 1

    return tamper


async def swap_entries(db: Database, workshop_id: str) -> None:
    """Exchange the places of two entries."""
    journal = db.collection("journal")
    for old, new in ((2, 1000), (3, 2), (1000, 3)):
        await journal.update_one({"workshop_id": workshop_id, "seq": old}, {"$set": {"seq": new}})


async def cut_the_end(db: Database, workshop_id: str) -> None:
    """Remove the last entry, as somebody would who wants it forgotten."""
    last = await db.collection("journal").find_one({"workshop_id": workshop_id}, sort=[("seq", -1)])
    assert last is not None
    await db.collection("journal").delete_one({"_id": last["_id"]})


@pytest.mark.parametrize(
    ("tamper", "said"),
    [
        (one("journal", {"$set": {"postings.0.amount_minor": 1}}, kind="payment_recorded"), "was altered"),
        (one("journal", {"$set": {"note": "nothing to see"}}, seq=4), "was altered"),
        (one("journal", {"$set": {"actor_id": "somebody else"}}, seq=2), "was altered"),
        (gone("journal", seq=3), "number 3 is missing"),
        (swap_entries, "was altered"),
        (cut_the_end, "does not end where its seal says"),
        (one("journal", {"$pop": {"figures": 1}}, kind="payment_rejected"), "not marked with the figures"),
        (one("journal", {"$inc": {"owed.0.amount_minor": 5}}, seq=3), "what its customers owe is not what it posts"),
        (one("customers", {"$inc": {"receivable_minor": -100}}), "receivable_minor is"),
        (one("customers", {"$set": {"jobs_owing": 7}}), "jobs_owing is 7"),
        (gone("customers", receivable_minor={"$gt": 0}), "the balance of customer "),
        (one("jobs", {"$set": {"customer_id": "another"}}, estimated_minor=80000), "customer another owes 0"),
        (one("jobs", {"$set": {"taken_on": "2020-01-01"}}, estimated_minor=80000), "on owed:2020-01-01"),
        (one("jobs", {"$set": {"completed_on_time": False}}, status="completed"), "counts.on_time"),
        (one("jobs", {"$set": {"completed_at": None}}, status="completed"), "completed_on_time is True"),
        (one("totals", {"$inc": {"accounts.sales": 1}}, manager_id=None, day={"$regex": "^month:"}), "on month:"),
        (one("totals", {"$inc": {"counts.jobs_owing": 1}}, manager_id=None, day={"$regex": "^owed:"}), "on owed:"),
        (one("totals", {"$inc": {"accounts.bank": 100}}, manager_id=None, day="all"), "total accounts.bank"),
        (gone("totals", manager_id=None, day="all"), "is missing"),
        (one("jobs", {"$inc": {"paid_minor": 100}}, estimated_minor=500000), "paid is"),
        (one("jobs", {"$inc": {"estimated_minor": -100}}, estimated_minor=500000), "receivable in the journal"),
        (one("jobs", {"$set": {"status": "closed"}}, estimated_minor=80000), "counts.status_closed"),
        (one("jobs", {"$set": {"outstanding_minor": 0}}, estimated_minor=80000), "outstanding is"),
        (gone("jobs", estimated_minor=80000), "does not exist"),
        (one("payments", {"$inc": {"amount_minor": 100}}, verdict="confirmed"), "its estimate and payments make"),
        (one("payments", {"$set": {"verdict": "confirmed"}}, verdict="pending"), "confirmed is"),
        (one("payments", {"$set": {"account": "bank"}}, account="cash_in_hand", verdict="confirmed"), "accounts.bank"),
        (gone("payments", verdict="pending"), "paid is"),
        (gone("settlements"), "the pending settlements do not sum"),
        (one("managers", {"$inc": {"pending_settlement_minor": 5}}), "the pending settlements do not sum"),
    ],
)
async def test_tampering_shows(worked: Garage, db: Database, tamper: Tamper, said: str) -> None:
    await tamper(db, worked.id)
    found = await problems(db, worked.id)
    assert any(said in problem for problem in found), found
    # Other tests share the database and verify all of it: leave no broken workshop behind.
    for name in ("jobs", "payments", "settlements", "journal", "totals", "customers", "managers", "invite_codes"):
        await db.collection(name).delete_many({"workshop_id": worked.id})
    await db.collection("chain_heads").delete_one({"_id": worked.id})
    await db.collection("workshops").delete_one({"_id": worked.id})


async def test_removing_an_entry_before_it_is_sealed_shows(worked: Garage, db: Database) -> None:
    await Sealer(db).drain()
    job_id = await make_job(worked.manager, estimated_amount=250)
    removed = await db.collection("journal").delete_one({"job_id": job_id})
    assert removed.deleted_count == 1
    assert any("receivable in the journal is 0" in problem for problem in await problems(db, worked.id))
    await db.collection("jobs").delete_one({"_id": job_id})


async def test_documents_of_no_workshop_show(make_database: MakeDatabase) -> None:
    db = make_database()
    await migrate(db)
    await db.collection("payments").insert_one({"_id": "stray", "workshop_id": "nowhere"})
    assert (await verify(db)).problems == ["payments stray belongs to no workshop"]
