"""A job whose estimate is to follow: what is paid meanwhile is a credit, which counts once there is an estimate."""

import pytest

from revops.mongo.client import Database
from tests.factories import (
    Garage,
    Person,
    get_job,
    job_fields,
    make_manager,
    make_payment,
    move_job,
    ok,
    payment_fields,
    refused,
    reject_payment,
)
from tests.invariants import assert_invariants, unchanged
from tests.papers.reading import words
from tests.verifying import problems


def to_follow(**fields: object) -> dict[str, object]:
    """Return the body that takes a vehicle in without an estimate."""
    body = job_fields(estimate_to_follow=True, **fields)
    del body["estimated_amount"]
    return body


async def take_in(manager: Person, **fields: object) -> str:
    return str(ok(await manager.post("/api/jobs", to_follow(**fields)))["id"])


async def owed(garage: Garage) -> tuple[float, float, float]:
    """Return what is outstanding, collected and earned in all, by the dashboard."""
    shown = ok(await garage.owner.get("/api/analytics/dashboard"))
    return shown["outstanding_credits"], shown["total_collected"], shown["total_revenue"]


async def test_an_advance_is_a_credit_until_there_is_an_estimate(garage: Garage, db: Database) -> None:
    job_id = await take_in(garage.manager, advance_paid=2000)
    await make_payment(garage.manager, job_id, 1000, method="upi", payment_type="advance")
    job = await get_job(garage.manager, job_id)
    assert (job["estimate_to_follow"], job["estimated_amount"], job["total_paid"]) == (True, 0, 3000)
    assert (job["remaining_amount"], job["credit_amount"]) == (0, 3000)
    assert [entry["amount"] for entry in job["updates"] if entry["kind"] == "payment_recorded"] == [-1000, -2000]
    assert await owed(garage) == (0, 3000, 0)
    await assert_invariants(db, garage.id)
    set_to = {"estimated_amount": 4500, "version": job["version"]}
    job = ok(await garage.manager.put(f"/api/jobs/{job_id}", set_to))["job"]
    assert (job["estimate_to_follow"], job["estimated_amount"]) == (False, 4500)
    assert (job["remaining_amount"], job["credit_amount"]) == (1500, 0)
    assert await owed(garage) == (1500, 3000, 4500)
    newest, *_ = (await get_job(garage.manager, job_id))["updates"]
    assert newest["changes"]["estimated_amount"] == [0, 4500]
    assert newest["changes"]["estimate_to_follow"] == [True, False]
    assert newest["amount"] == 4500
    refused(await garage.manager.post("/api/payments", payment_fields(job_id, 1501)), 409, "more_than_outstanding")
    await make_payment(garage.manager, job_id, 1500)
    assert (await move_job(garage.manager, job_id, "completed", "delivered"))["status"] == "delivered"
    await assert_invariants(db, garage.id)
    assert await problems(db, garage.id) == []


async def test_nothing_is_delivered_or_billed_without_an_estimate(garage: Garage, db: Database) -> None:
    job_id = await take_in(garage.manager)
    assert (await move_job(garage.manager, job_id, "in_progress", "completed"))["estimate_to_follow"] is True
    for who, status in ((garage.manager, "delivered"), (garage.manager, "closed"), (garage.owner, "closed")):
        async with unchanged(db, garage.id):
            said = refused(await who.put(f"/api/jobs/{job_id}", {"status": status}), 409, "estimate_missing")
        assert said["detail"].startswith("This job has no estimate yet. Enter what there is to pay")
    assert (await get_job(garage.owner, job_id))["allowed_statuses"] == ["in_progress"]
    refused(await garage.manager.get(f"/api/documents/invoice/{job_id}"), 409, "estimate_missing")
    refused(await garage.manager.get(f"/api/documents/statement/{job_id}"), 409, "estimate_missing")
    refused(await garage.manager.post(f"/api/documents/invoice/{job_id}/issue"), 409, "nothing_to_invoice")
    # With the estimate in the same breath.
    job = ok(await garage.manager.put(f"/api/jobs/{job_id}", {"estimated_amount": 100, "status": "delivered"}))["job"]
    assert job["status"] == "credit_pending"
    await assert_invariants(db, garage.id)


@pytest.mark.slow
async def test_an_estimate_is_no_less_than_was_paid(garage: Garage, db: Database) -> None:
    job_id = await take_in(garage.manager, advance_paid=3000)
    for body in ({"estimated_amount": 2999}, {"estimated_amount": 0, "estimate_to_follow": False}):
        async with unchanged(db, garage.id):
            said = refused(await garage.manager.put(f"/api/jobs/{job_id}", body), 409, "estimate_below_paid")
        assert "Refund the rest first." in said["detail"]
    line = {"kind": "labour", "description": "Wash", "unit_price": 3000}
    job = ok(await garage.manager.put(f"/api/jobs/{job_id}", {"items": [line]}))["job"]
    assert job["estimate_to_follow"] is False
    assert job["remaining_amount"] == job["estimated_amount"] - 3000 >= 0
    await assert_invariants(db, garage.id)


async def test_it_stays_to_follow_when_a_client_sends_back_what_it_read(garage: Garage) -> None:
    job_id = await take_in(garage.manager)
    body = {"estimated_amount": 0, "estimate_to_follow": True, "car_model": "Alto"}
    job = ok(await garage.manager.put(f"/api/jobs/{job_id}", body))["job"]
    assert (job["estimate_to_follow"], job["car_model"]) == (True, "Alto")
    free = ok(await garage.manager.put(f"/api/jobs/{job_id}", {"estimated_amount": 0, "estimate_to_follow": False}))
    assert free["job"]["estimate_to_follow"] is False
    assert (await move_job(garage.manager, job_id, "completed", "delivered"))["status"] == "delivered"


async def test_a_rejected_advance_is_no_credit(garage: Garage, db: Database) -> None:
    job_id = await take_in(garage.manager)
    early = await make_payment(garage.manager, job_id, 700)
    await reject_payment(garage.owner, early)
    assert (await get_job(garage.owner, job_id))["credit_amount"] == 0
    late = await make_payment(garage.manager, job_id, 800, method="card")
    ok(await garage.manager.put(f"/api/jobs/{job_id}", {"estimated_amount": 1000}))
    await reject_payment(garage.owner, late)
    job = await get_job(garage.owner, job_id)
    assert (job["remaining_amount"], job["credit_amount"]) == (1000, 0)
    await assert_invariants(db, garage.id)


@pytest.mark.slow
async def test_a_credit_goes_over_with_its_job(garage: Garage, db: Database) -> None:
    colleague = await make_manager(garage.owner)
    job_id = await take_in(garage.manager, advance_paid=500)
    ok(await garage.owner.put(f"/api/jobs/{job_id}", {"manager_id": colleague.id}))
    await assert_invariants(db, garage.id)
    await make_payment(garage.owner, job_id, 250)
    ok(await colleague.put(f"/api/jobs/{job_id}", {"estimated_amount": 1000}))
    assert (await get_job(colleague, job_id))["remaining_amount"] == 250
    await assert_invariants(db, garage.id)
    assert await problems(db, garage.id) == []


@pytest.mark.slow
async def test_an_old_client_still_has_to_say_the_estimate(garage: Garage, db: Database) -> None:
    without = job_fields()
    del without["estimated_amount"]
    async with unchanged(db, garage.id):
        refused(await garage.manager.post("/api/jobs", without), 422, field="estimated_amount")
        both = job_fields(estimate_to_follow=True)
        refused(await garage.manager.post("/api/jobs", both), 422, field="estimate_to_follow")
        less = job_fields(estimated_amount=100, advance_paid=101)
        refused(await garage.manager.post("/api/jobs", less), 422, field="advance_paid")


@pytest.mark.slow
async def test_papers_say_that_it_is_to_follow(garage: Garage) -> None:
    job_id = await take_in(garage.manager, advance_paid=500)
    number = (await get_job(garage.manager, job_id))["number"]
    card = words((await garage.manager.get(f"/api/documents/job-card/{job_id}")).content)
    assert "To follow" in card
    assert str(number) in card
    (payment,) = (await get_job(garage.manager, job_id))["payments"]
    receipt = words((await garage.manager.get(f"/api/documents/receipt/{payment['id']}")).content)
    assert "Estimate to follow" in receipt
