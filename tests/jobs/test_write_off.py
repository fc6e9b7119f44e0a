"""Writing off what will never be paid: by whom, how much, once, and the books and lists afterwards."""

import asyncio
from collections import Counter
from typing import Any

import pytest

from revops.mongo.client import Database
from tests.factories import (
    Garage,
    Person,
    confirm_payment,
    get_job,
    make_job,
    make_manager,
    make_payment,
    move_job,
    ok,
    refused,
    reject_payment,
)
from tests.invariants import assert_invariants, unchanged

pytestmark = pytest.mark.slow

REASON = "The customer has moved away"


async def write_off(person: Person, job_id: str, amount: Any = None, *, key: str | None = None, **fields: Any) -> Any:
    body = {"reason": REASON, **({} if amount is None else {"amount": amount}), **fields}
    return await person.post(f"/api/jobs/{job_id}/write-off", body, key=key)


async def test_the_owner_writes_off_a_part_and_then_the_rest(garage: Garage, db: Database) -> None:
    owner = garage.owner
    job_id = await make_job(garage.manager, estimated_amount=5000.5, advance_paid=2000)
    assert ok(await write_off(owner, job_id, 1000.25)) == {
        "message": "Written off",
        "id": job_id,
        "amount": 1000.25,
        "written_off_amount": 1000.25,
        "remaining_amount": 2000.25,
    }
    job = await get_job(garage.manager, job_id)
    assert (job["total_paid"], job["written_off_amount"], job["remaining_amount"]) == (2000, 1000.25, 2000.25)
    assert ok(await write_off(owner, job_id))["amount"] == 2000.25
    job = await get_job(garage.manager, job_id)
    assert (job["estimated_amount"], job["written_off_amount"], job["remaining_amount"]) == (5000.5, 3000.5, 0)
    told = [(entry["kind"], entry["actor_name"], entry["note"], entry["amount"]) for entry in job["updates"][:2]]
    assert told == [
        ("job_written_off", "Test Owner", REASON, -2000.25),
        ("job_written_off", "Test Owner", REASON, -1000.25),
    ]
    (listed,) = ok(await owner.get("/api/jobs"))
    assert (listed["written_off_amount"], listed["remaining_amount"]) == (3000.5, 0)
    assert ok(await owner.get("/api/jobs", outstanding=True)) == []
    board = ok(await owner.get("/api/analytics/dashboard"))
    assert (board["outstanding_credits"], board["total_revenue"], board["credit_risk"]["customers"]) == (0, 5000.5, [])
    await assert_invariants(db, garage.id)


async def test_a_job_on_credit_is_delivered_when_the_rest_is_written_off(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=800)
    await move_job(garage.manager, job_id, "completed", "delivered")
    assert (await get_job(garage.owner, job_id))["status"] == "credit_pending"
    ok(await write_off(garage.owner, job_id))
    job = await get_job(garage.owner, job_id)
    assert (job["status"], job["updates"][0]["changes"]) == ("delivered", {"status": ["credit_pending", "delivered"]})
    assert (await move_job(garage.manager, job_id, "closed"))["status"] == "closed"
    await assert_invariants(db, garage.id)


async def test_a_job_that_was_closed_with_debts_can_be_written_off(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=800)
    await move_job(garage.owner, job_id, "closed")
    ok(await write_off(garage.owner, job_id))
    job = await get_job(garage.owner, job_id)
    assert (job["status"], job["remaining_amount"]) == ("closed", 0)
    await assert_invariants(db, garage.id)


@pytest.mark.parametrize("amount", [0, -1, -0.01, 0.001, 10.005, "5", True, 10**30])
async def test_amounts_that_are_none_are_refused(garage: Garage, db: Database, amount: Any) -> None:
    job_id = await make_job(garage.manager, estimated_amount=800)
    async with unchanged(db, garage.id):
        refused(await write_off(garage.owner, job_id, amount), 422, field="amount")


@pytest.mark.parametrize("reason", ["", "   ", "x" * 501, "x" * 10_000, None, 5, "a\x00b"])
async def test_a_reason_is_needed(garage: Garage, db: Database, reason: Any) -> None:
    job_id = await make_job(garage.manager, estimated_amount=800)
    async with unchanged(db, garage.id):
        refused(await write_off(garage.owner, job_id, reason=reason), 422, field="reason")
        refused(await garage.owner.post(f"/api/jobs/{job_id}/write-off", {"amount": 5}), 422, field="reason")


async def test_no_more_is_written_off_than_is_outstanding(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=800, advance_paid=300)
    paid = await make_job(garage.manager, estimated_amount=800, advance_paid=800, vehicle_number="MH12AB1235")
    async with unchanged(db, garage.id):
        problem = refused(await write_off(garage.owner, job_id, 500.01), 409, "more_than_outstanding")
        assert problem["detail"] == "Only ₹500 is outstanding on this job. Write off that much or less."
        assert problem["outstanding_amount"] == 500
        problem = refused(await write_off(garage.owner, paid), 409, "nothing_owed")
        assert problem["detail"] == "Nothing is outstanding on this job, so there is nothing to write off."


async def test_only_who_may_writes_off_and_only_on_jobs_that_he_sees(
    garage: Garage, other_garage: Garage, db: Database
) -> None:
    job_id = await make_job(garage.manager, estimated_amount=800)
    async with unchanged(db, garage.id):
        refused(await write_off(garage.manager, job_id), 403, "wrong_role")
        refused(await write_off(other_garage.owner, job_id), 404, "not_found")
        refused(await write_off(garage.owner, "no-such-job"), 404, "not_found")
    colleague = await make_manager(garage.owner)
    grants = {"grants": {"jobs:write_off": True}}
    for person in (garage.manager, colleague):
        ok(await garage.owner.put(f"/api/members/{person.id}", grants))
    refused(await write_off(colleague, job_id), 404, "not_found")
    ok(await write_off(garage.manager, job_id, 100))
    assert (await get_job(garage.owner, job_id))["updates"][0]["actor_name"] == "Test Manager"
    await assert_invariants(db, garage.id)


async def test_the_same_key_writes_off_once(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=800)
    first = ok(await write_off(garage.owner, job_id, 300, key="once"))
    async with unchanged(db, garage.id):
        assert ok(await write_off(garage.owner, job_id, 300, key="once")) == first
        refused(await write_off(garage.owner, job_id, 301, key="once"), 422, "idempotency_key_reused")
    whole = ok(await write_off(garage.owner, job_id, key="rest"))
    # What it wants to write off is written off, by the first time.
    assert ok(await write_off(garage.owner, job_id, key="rest")) == whole
    assert (await get_job(garage.owner, job_id))["written_off_amount"] == 800
    await assert_invariants(db, garage.id)


async def test_at_once_and_beside_payments_no_more_goes_than_was_outstanding(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=1000)
    payment = {"job_id": job_id, "amount": 150, "payment_type": "partial", "method": "upi"}
    responses = await asyncio.gather(
        *(write_off(garage.owner, job_id, 300, key=f"write-off-{n}") for n in range(6)),
        *(garage.manager.post("/api/payments", payment) for _ in range(6)),
        *(write_off(garage.owner, job_id, 300, key="write-off-0") for _ in range(2)),
    )
    outcomes = Counter(r.status_code if r.status_code == 200 else r.json()["code"] for r in responses)
    assert set(outcomes) <= {200, "more_than_outstanding", "nothing_owed"}
    job = await get_job(garage.owner, job_id)
    assert job["remaining_amount"] == 1000 - job["written_off_amount"] - job["total_paid"] >= 0
    entries = [entry for entry in job["updates"] if entry["kind"] == "job_written_off"]
    assert job["written_off_amount"] == 300 * len(entries)
    assert job["total_paid"] == 150 * len(job["payments"])
    # Whatever came first, too little is left for another of either.
    assert job["remaining_amount"] < 150
    await assert_invariants(db, garage.id)

    rest = await make_job(garage.manager, estimated_amount=700)
    responses = await asyncio.gather(*(write_off(garage.owner, rest) for _ in range(5)))
    assert sorted(r.status_code for r in responses) == [200, 409, 409, 409, 409]
    assert (await get_job(garage.owner, rest))["written_off_amount"] == 700
    await assert_invariants(db, garage.id)


async def test_what_was_written_off_counts_when_the_job_changes(garage: Garage, db: Database) -> None:
    owner, manager = garage.owner, garage.manager
    job_id = await make_job(manager, estimated_amount=1000, advance_paid=200)
    ok(await write_off(owner, job_id, 300.3))
    problem = refused(
        await manager.put(f"/api/jobs/{job_id}", {"estimated_amount": 499.99}), 409, "estimate_below_paid"
    )
    said = "₹500.30 has been paid or written off already; the estimate cannot be less than that."
    assert problem["detail"] == f"{said} Refund the rest first."
    job = ok(await manager.put(f"/api/jobs/{job_id}", {"estimated_amount": 500.5}))["job"]
    assert job["remaining_amount"] == 0.2
    # Rounded to whole rupees that would be less than what is paid and written off, so it is left as it is.
    lines = [{"kind": "labour", "description": "Work", "unit_price": 500.4}]
    assert ok(await manager.put(f"/api/jobs/{job_id}", {"items": lines}))["job"]["estimated_amount"] == 500.4
    ok(await manager.post(f"/api/documents/invoice/{job_id}/issue"))
    ok(await write_off(owner, job_id))
    payment_id = (await get_job(owner, job_id))["payments"][0]["id"]
    await confirm_payment(owner, payment_id)
    await reject_payment(owner, payment_id)
    assert (await get_job(owner, job_id))["remaining_amount"] == 200
    colleague = await make_manager(owner)
    ok(await owner.put(f"/api/jobs/{job_id}", {"manager_id": colleague.id}))
    await make_payment(colleague, job_id, 200)
    job = await get_job(colleague, job_id)
    assert (job["total_paid"], job["written_off_amount"], job["remaining_amount"]) == (200, 300.4, 0)
    await assert_invariants(db, garage.id)
