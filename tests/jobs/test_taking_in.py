"""Taking a car in at the counter: by the owner too, and not twice by two who do not know of each other."""

from typing import Any

import httpx2
import pytest

from revops.core.ids import new_id
from revops.mongo.client import Database
from tests.factories import (
    Garage,
    Person,
    all_pages,
    get_job,
    job_fields,
    make_job,
    make_manager,
    make_payment,
    move_job,
    ok,
    payment_fields,
    refused,
)
from tests.invariants import assert_invariants, unchanged
from tests.verifying import problems


async def by_web(person: Person, **fields: Any) -> httpx2.Response:
    """Take a car in as the web app does."""
    headers = {"X-Client": "revops-web"}
    return await person.request("POST", "/api/jobs", json=job_fields(**fields), headers=headers)


async def test_the_owner_takes_a_car_in(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.owner, advance_paid=1500)
    job = await get_job(garage.owner, job_id)
    assert job["manager_id"] == garage.owner.id
    (payment,) = job["payments"]
    assert (payment["confirmed_by_owner"], payment["collected_by_manager_id"]) == (True, garage.owner.id)
    await make_payment(garage.owner, job_id, 500)
    refused(await garage.manager.get(f"/api/jobs/{job_id}"), 404)
    shown = ok(await garage.owner.get("/api/analytics/dashboard"))
    assert (shown["total_jobs"], shown["outstanding_credits"], shown["total_collected"]) == (1, 3000, 2000)
    assert shown["cash_in_hand"] == 0
    stored = await db.collection("payments").find({"job_id": job_id}).to_list()
    assert {row["account"] for row in stored} == {"owner_cash"}
    ok(await garage.owner.post(f"/api/jobs/{job_id}/reassign", {"manager_id": garage.manager.id}))
    assert (await move_job(garage.manager, job_id, "completed"))["manager_id"] == garage.manager.id
    await assert_invariants(db, garage.id)
    assert await problems(db, garage.id) == []


async def test_the_second_phone_is_told_of_the_open_job(garage: Garage, db: Database) -> None:
    colleague = await make_manager(garage.owner)
    ok(await garage.owner.put(f"/api/workshops/{garage.id}", {"managers_see": "all"}))
    job_id = await make_job(garage.manager, vehicle_number="MH 12 AB 1234", advance_paid=1000)
    number = (await get_job(garage.manager, job_id))["number"]
    async with unchanged(db, garage.id):
        said = refused(await by_web(colleague, id=new_id(), customer_name="R. Kumar"), 409, "already_open")
    assert f"job {number} is open" in said["detail"]
    known = said["open_job"]
    assert (known["id"], known["number"], known["remaining_amount"]) == (job_id, number, 4000)
    another = ok(await by_web(colleague, another=True))
    assert another["id"] != job_id
    # Programs written for the original system record what they are told to.
    await make_job(colleague)
    # What is done is no reason to ask.
    for job in await all_pages(garage.owner, "/api/jobs"):
        await move_job(garage.owner, job["id"], "completed")
    ok(await by_web(colleague, customer_name="Third"))
    await assert_invariants(db, garage.id)


async def test_who_sees_his_own_jobs_only_is_told_of_no_other(garage: Garage) -> None:
    colleague = await make_manager(garage.owner)
    await make_job(colleague)
    ok(await by_web(garage.manager))


async def test_the_same_sent_again_is_answered_and_not_asked_about(garage: Garage, db: Database) -> None:
    body = job_fields(id=new_id())
    headers = {"X-Client": "revops-web", "Idempotency-Key": "one"}
    await make_job(garage.manager, vehicle_number="MH99ZZ0001")
    first = ok(await garage.manager.request("POST", "/api/jobs", json=body, headers=headers))
    async with unchanged(db, garage.id):
        assert ok(await garage.manager.request("POST", "/api/jobs", json=body, headers=headers)) == first
        headers["Idempotency-Key"] = "two"
        assert ok(await garage.manager.request("POST", "/api/jobs", json=body, headers=headers)) == first
        # A second tap of the same hand is asked about as before.
        said = refused(await by_web(garage.manager), 409, "looks_repeated")
    assert said["can_repeat"] is True
    ok(await by_web(garage.manager, repeat=True))


@pytest.mark.parametrize("role", ["owner", "manager"])
async def test_a_payment_of_an_owners_job_is_of_whoever_took_it(garage: Garage, role: str, db: Database) -> None:
    ok(await garage.owner.put(f"/api/workshops/{garage.id}", {"managers_see": "all"}))
    job_id = await make_job(garage.owner)
    taker: Person = getattr(garage, role)
    ok(await taker.post("/api/payments", payment_fields(job_id, 700)))
    (row,) = ok(await garage.owner.get("/api/managers"))
    assert row["cash_in_hand"] == (700 if role == "manager" else 0)
    await assert_invariants(db, garage.id)
