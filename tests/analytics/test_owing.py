"""What customers owe: who, since when, and what moves it."""

import asyncio
from typing import Any
from unittest.mock import ANY

import pytest

from revops.journal.sealer import Sealer
from revops.migrations import MIGRATIONS
from revops.mongo.client import Database
from revops.mongo.migrations import UnusableDatabase
from revops.rooms import migrate
from tests.conftest import Clock
from tests.factories import (
    Api,
    Garage,
    get_job,
    job_fields,
    make_garage,
    make_job,
    make_payment,
    move_job,
    ok,
    reject_payment,
)
from tests.invariants import assert_invariants
from tests.verifying import problems

pytestmark = pytest.mark.slow

ASHA, RAVI = "+919820000001", "+919820000002"


async def board(garage: Garage, **params: str) -> Any:
    return ok(await garage.owner.get("/api/analytics/dashboard", **params))


async def owing(garage: Garage) -> dict[str, tuple[str, float, int, str]]:
    """Return who owes, by phone: name, amount, jobs, since when."""
    rows = (await board(garage))["credit_risk"]["customers"]
    return {row["phone"]: (row["name"], row["amount"], row["jobs"], row["since"]) for row in rows}


async def debtors(garage: Garage) -> list[tuple[str, float, int]]:
    """Return who owes most, by id, with amount and jobs."""
    rows = (await board(garage))["credit_risk"]["customers"]
    return [(row["customer_id"], row["amount"], row["jobs"]) for row in rows]


async def whose(garage: Garage, job_id: str) -> str:
    """Return the customer of a job."""
    return str((await get_job(garage.owner, job_id))["customer_id"])


async def ages(garage: Garage) -> list[tuple[float, int]]:
    """Return amount and jobs by age, youngest first."""
    return [(row["amount"], row["jobs"]) for row in (await board(garage))["ageing"]]


@pytest.mark.parametrize("is_sealed", [False, True])
async def test_what_each_customer_owes_and_since_when(
    garage: Garage, clock: Clock, db: Database, is_sealed: bool
) -> None:
    clock.set("2026-01-05T06:00:00Z")
    first = await make_job(garage.manager, phone="98200 00001", customer_name="Asha", estimated_amount=500)
    clock.set("2026-03-01T06:00:00Z")
    await make_job(garage.manager, phone="+91 9820000001", customer_name="Asha Rao", estimated_amount=70)
    second = await make_job(garage.manager, phone=RAVI, customer_name="Ravi", estimated_amount=300)
    if is_sealed:
        await Sealer(db).drain()
    assert await owing(garage) == {ASHA: ("Asha", 570, 2, "2026-01-05"), RAVI: ("Ravi", 300, 1, "2026-03-01")}
    assert await ages(garage) == [(370, 2), (0, 0), (500, 1), (0, 0)]
    clock.set("2026-03-10T06:00:00Z")
    assert await ages(garage) == [(0, 0), (370, 2), (0, 0), (500, 1)]
    payment = await make_payment(garage.manager, first, 500)
    assert (await owing(garage))[ASHA] == ("Asha", 70, 1, "2026-03-01")
    await reject_payment(garage.owner, payment)
    await make_payment(garage.manager, second, 300)
    assert await owing(garage) == {ASHA: ("Asha", 570, 2, "2026-01-05")}
    await assert_invariants(db, garage.id)


async def test_a_job_that_is_anothers_moves_what_is_owed(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, phone=ASHA, customer_name="Asha", estimated_amount=500, advance_paid=100)
    paid_id = await make_job(garage.manager, phone=ASHA, customer_name="Asha", estimated_amount=50, advance_paid=50)
    asha = await whose(garage, job_id)
    await Sealer(db).drain()
    ok(await garage.manager.put(f"/api/jobs/{job_id}", {"phone": RAVI, "customer_name": "Ravi"}))
    ok(await garage.manager.put(f"/api/jobs/{paid_id}", {"estimated_amount": 500}))
    found = await owing(garage)
    assert {phone: (name, amount, jobs) for phone, (name, amount, jobs, _) in found.items()} == {
        ASHA: ("Asha", 450, 1),
        RAVI: ("Ravi", 400, 1),
    }
    ravi = await whose(garage, job_id)
    assert ravi != asha == await whose(garage, paid_id)
    (entry,) = await db.collection("journal").find({"job_id": job_id, "changes.phone": {"$exists": True}}).to_list()
    assert [(o["customer"], o["amount_minor"], o["jobs"]) for o in entry["owed"]] == [
        (asha, -40000, -1),
        (ravi, 40000, 1),
    ]
    assert "postings" not in entry
    await assert_invariants(db, garage.id)
    assert await problems(db, garage.id) == []


async def test_a_customer_whose_number_changes_keeps_one_balance(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, phone=ASHA, customer_name="Asha", estimated_amount=500)
    asha = await whose(garage, job_id)
    ok(await garage.owner.request("PATCH", f"/api/customers/{asha}", json={"phones": [RAVI], "name": "Asha Rao"}))
    assert await owing(garage) == {RAVI: ("Asha Rao", 500, 1, ANY)}
    other = await make_job(garage.manager, phone=RAVI, vehicle_number="MH12AB77", estimated_amount=70)
    assert await whose(garage, other) == asha
    await Sealer(db).drain()
    assert await owing(garage) == {RAVI: ("Asha Rao", 570, 2, ANY)}
    (balance,) = await db.collection("customers").find({"workshop_id": garage.id}).to_list()
    assert (balance["phone"], balance["name"], balance["receivable_minor"]) == (asha, "", 57000)
    await assert_invariants(db, garage.id)


async def test_two_customers_with_one_number_owe_each_their_own(garage: Garage, db: Database) -> None:
    hers: dict[str, Any] = {"phone": ASHA, "customer_name": "Asha", "vehicle_number": "MH12AB1"}
    asha = await make_job(garage.manager, **hers, estimated_amount=5)
    sold = {**hers, "customer_name": "Ravi", "keeper": "sold", "repeat": True}
    ravi = ok(await garage.manager.post("/api/jobs", job_fields(**sold, estimated_amount=7)))
    assert ravi["customer_id"] != await whose(garage, asha)
    for _ in range(2):
        rows = (await board(garage))["credit_risk"]["customers"]
        assert [(row["customer_id"], row["name"], row["phone"], row["amount"]) for row in rows] == [
            (ravi["customer_id"], "Ravi", ASHA, 7),
            (await whose(garage, asha), "Asha", ASHA, 5),
        ]
        await Sealer(db).drain()
    await assert_invariants(db, garage.id)


@pytest.mark.parametrize("is_sealed", [False, True])
async def test_merged_two_owe_together_and_parted_each_their_own(
    garage: Garage, clock: Clock, db: Database, is_sealed: bool
) -> None:
    async def seal() -> None:
        if is_sealed:
            await Sealer(db).drain()

    clock.set("2026-01-05T06:00:00Z")
    jobs = [
        await make_job(garage.manager, phone=f"982000000{n}", vehicle_number=f"MH12A{n}", estimated_amount=100 * n)
        for n in range(1, 8)
    ]
    ids = [await whose(garage, job_id) for job_id in jobs]
    await seal()
    # The last but one into the first, and that into the third: who was merged is found through both.
    ok(await garage.owner.post(f"/api/customers/{ids[0]}/merge", {"customer_id": ids[5]}))
    ok(await garage.owner.post(f"/api/customers/{ids[2]}/merge", {"customer_id": ids[0]}))
    assert await debtors(garage) == [
        (ids[2], 1000, 3),
        (ids[6], 700, 1),
        (ids[4], 500, 1),
        (ids[3], 400, 1),
        (ids[1], 200, 1),
    ]
    clock.set("2026-01-05T08:00:00Z")
    await make_payment(garage.manager, jobs[5], 600)
    await seal()
    assert (await debtors(garage))[1:3] == [(ids[4], 500, 1), (ids[2], 400, 2)]
    ok(await garage.owner.post(f"/api/customers/{ids[2]}/merge/undo", {"customer_id": ids[0]}))
    assert (await debtors(garage))[2:] == [(ids[3], 400, 1), (ids[2], 300, 1), (ids[1], 200, 1)]
    await seal()
    await assert_invariants(db, garage.id)
    assert await problems(db, garage.id) == []


async def test_payments_while_customers_are_merged_and_parted(garage: Garage, db: Database) -> None:
    jobs = [
        await make_job(garage.manager, phone=f"982000000{n}", vehicle_number=f"MH12A{n}", estimated_amount=900)
        for n in (1, 2)
    ]
    first, second = [await whose(garage, job_id) for job_id in jobs]
    merging = [f"/api/customers/{first}/merge{more}" for more in ("", "/undo") * 4]

    async def merge() -> None:
        for path in merging:
            ok(await garage.owner.post(path, {"customer_id": second}))

    async def pay(job_id: str) -> None:
        for _ in range(8):
            await make_payment(garage.manager, job_id, 100)

    sealer = Sealer(db)
    await asyncio.gather(merge(), pay(jobs[0]), pay(jobs[1]), sealer.drain())
    assert await debtors(garage) == [(first, 100, 1), (second, 100, 1)]
    ok(await garage.owner.post(merging[0], {"customer_id": second}))
    assert await debtors(garage) == [(first, 200, 2)]
    await sealer.drain()
    assert await debtors(garage) == [(first, 200, 2)]
    await assert_invariants(db, garage.id)
    assert await problems(db, garage.id) == []


@pytest.mark.parametrize("zones_are_known", [True, False])
async def test_the_day_of_intake_outlives_a_change_of_time_zone(
    garage: Garage, clock: Clock, db: Database, zones_are_known: bool
) -> None:
    if not zones_are_known:
        await db.collection("workshops").update_one({"_id": garage.id}, {"$unset": {"zones": 1}})
    clock.set("2026-03-10T20:00:00Z")  # the 11th in India
    job_id = await make_job(garage.manager, estimated_amount=500)
    path = "/api/analytics/entries"
    for timezone in ("America/Los_Angeles", "Pacific/Kiritimati", "Asia/Kolkata"):
        ok(await garage.owner.put(f"/api/workshops/{garage.id}", {"timezone": timezone}))
        assert await ages(garage) == [(500, 1), (0, 0), (0, 0), (0, 0)]
        ok(await garage.manager.put(f"/api/jobs/{job_id}", {"estimated_amount": 600}))
        await make_payment(garage.manager, job_id, 10)
        shown = await board(garage, from_="2026-03-11", to="2026-03-11")
        rows = ok(await garage.owner.get(path, figure="revenue", from_="2026-03-11", to="2026-03-11"))
        assert sum(row["amount"] for row in rows) == shown["total_revenue"] > 0
        ok(await garage.manager.put(f"/api/jobs/{job_id}", {"estimated_amount": 500}))
        await make_payment(garage.manager, await make_job(garage.manager, estimated_amount=10), 10)
        ok(await garage.manager.put(f"/api/jobs/{job_id}", {"estimated_amount": 530}))
        await Sealer(db).drain()
        for payment in ok(await garage.owner.get("/api/payments", job_id=job_id)):
            await reject_payment(garage.owner, payment["id"])
        ok(await garage.manager.put(f"/api/jobs/{job_id}", {"estimated_amount": 500}))
        await assert_invariants(db, garage.id)


async def test_on_time_is_by_the_workshops_day_as_promised(garage: Garage, clock: Clock) -> None:
    async def complete(after: str, **change: Any) -> Any:
        clock.set("2026-03-10T06:00:00Z")
        job_id = await make_job(garage.manager, planned_completion_days=1)
        clock.set(after)
        return ok(await garage.manager.put(f"/api/jobs/{job_id}", {"status": "completed", **change}))["job"]

    assert (await complete("2026-03-11T18:29:00Z"))["completed_on_time"] is True
    assert (await complete("2026-03-11T18:30:00Z"))["completed_on_time"] is False  # the 12th in India
    late = await complete("2026-03-12T06:00:00Z", planned_completion_days=9)
    assert late["completed_on_time"] is False  # a promise changed at the end is none
    clock.set("2026-03-20T06:00:00Z")
    await move_job(garage.manager, late["id"], "in_progress", "completed")
    shown = await board(garage)
    assert shown["on_time"] == {"completed": 3, "on_time": 1, "share": 0.3333}
    minutes = 36 * 60 + 29 + 36 * 60 + 30 + 48 * 60
    assert shown["turnaround"] == {"completed": 3, "average_hours": round(minutes / 180, 1)}


async def test_the_five_largest_are_exact_before_they_are_sealed(garage: Garage, db: Database) -> None:
    jobs = [
        await make_job(
            garage.manager,
            phone=f"+9198200000{n:02d}",
            customer_name=f"C{n}",
            vehicle_number=f"MH12AB{n}",
            estimated_amount=100 + n,
        )
        for n in range(8)
    ]
    await Sealer(db).drain()
    await make_payment(garage.manager, jobs[7], 107)
    await make_payment(garage.manager, jobs[6], 100)
    ok(await garage.manager.put(f"/api/jobs/{jobs[0]}", {"estimated_amount": 900}))
    assert [row[0] for row in (await owing(garage)).values()] == ["C0", "C5", "C4", "C3", "C2"]
    risk = (await board(garage))["credit_risk"]
    assert [row["amount"] for row in risk["largest"]] == [900, 105, 104, 103, 102]
    assert [row["id"] for row in risk["longest"]] == jobs[:5]


async def test_money_at_risk_stays_in_the_workshop(garage: Garage, anonymous: Api) -> None:
    await make_job(garage.manager, phone=ASHA, estimated_amount=500)
    other = await make_garage(anonymous.http)
    await make_job(other.manager, phone=ASHA, estimated_amount=7)
    assert {phone: row[1] for phone, row in (await owing(other)).items()} == {ASHA: 7}


async def test_a_database_from_before_the_books_is_refused(mongo_url: str, db_name: str) -> None:
    old = Database(mongo_url, f"{db_name}_old")
    try:
        for number in (1, 2):
            await old.collection("migrations").insert_one({"_id": number})
        await old.collection("jobs").insert_one({"_id": "a job"})
        with pytest.raises(UnusableDatabase, match="holds jobs from version 2"):
            await migrate(old)
        await old.collection("jobs").delete_one({"_id": "a job"})
        assert await migrate(old) == [number for number, _, _ in MIGRATIONS if number > 2]
    finally:
        await old.client.drop_database(old.name)
        await old.close()
