"""A discount above the cap waits for the owner's word, and the job goes on with it."""

import asyncio
from typing import Any

import pytest

from revops.mongo.client import Database
from tests.estimates.making import add_service
from tests.exceptions.asking import Asked
from tests.factories import Garage, get_job, job_fields, make_garage, ok, refused
from tests.invariants import assert_invariants
from tests.verifying import problems

pytestmark = pytest.mark.anyio

PART = {"kind": "part", "description": "Brake pads", "unit_price": 2000, "discount": 0, "tax_rate_bp": 0}
CHEAP = {**PART, "discount": 600}


async def capped(garage: Garage, percent: int = 10) -> str:
    """Cap the discounts of managers, and take a car in; return the job."""
    ok(await garage.owner.put("/api/exceptions/settings", {"discount_caps": {"manager": percent}}))
    return str(ok(await garage.manager.post("/api/jobs", job_fields(items=[PART], estimated_amount=None)))["id"])


async def ask(garage: Garage, job_id: str, *lines: dict[str, Any]) -> str:
    body = {"items": list(lines), "note": "He waited three days longer"}
    return str(ok(await garage.manager.post(f"/api/jobs/{job_id}/discount-requests", body))["id"])


async def test_above_the_cap_nothing_is_saved_and_the_owner_is_asked(garage: Garage, db: Database) -> None:
    job_id = await capped(garage)
    ok(await garage.manager.put(f"/api/jobs/{job_id}", {"items": [{**PART, "discount": 200}]}))
    problem = refused(await garage.manager.put(f"/api/jobs/{job_id}", {"items": [CHEAP]}), 409, "discount_above_cap")
    assert (problem["cap_percent"], problem["percent"]) == (10, 30)
    body = job_fields(items=[CHEAP], estimated_amount=None, vehicle_number="MH14CD5678")
    refused(await garage.manager.post("/api/jobs", body), 409, "discount_above_cap")
    refused(
        await garage.manager.post(f"/api/jobs/{job_id}/services", {"title": "Pads", "items": [CHEAP]}),
        409,
        "discount_above_cap",
    )
    ok(await garage.owner.put(f"/api/jobs/{job_id}", {"items": [CHEAP]}))
    # What the owner gave stays when others save the lines again.
    ok(await garage.manager.put(f"/api/jobs/{job_id}", {"items": [CHEAP, {**PART, "description": "Oil"}]}))
    await assert_invariants(db, garage.id)


async def test_a_yes_gives_the_job_its_lines_once(garage: Garage, asked: Asked, db: Database) -> None:
    job_id = await capped(garage)
    first = await ask(garage, job_id, {**PART, "discount": 500})
    request_id = await ask(garage, job_id, CHEAP)
    (waiting,) = ok(await garage.owner.get("/api/discount-requests", state="waiting"))
    assert (waiting["id"], waiting["percent"], waiting["discount"]) == (request_id, 30, 600)
    assert (waiting["from_amount"], waiting["to_amount"], waiting["member_name"]) == (2000, 1400, garage.manager.name)
    actions = {action["kind"]: action["count"] for action in ok(await garage.owner.get("/api/today"))["actions"]}
    assert actions["discounts_asked"] == 1
    refused(await garage.manager.post(f"/api/discount-requests/{request_id}/answer", {"granted": True}), 403)
    path = f"/api/discount-requests/{request_id}/answer"
    for answer in await asyncio.gather(*(garage.owner.post(path, {"granted": True}) for _ in range(3))):
        assert ok(answer)["request"]["state"] == "granted"
    refused(await garage.owner.post(path, {"granted": False}), 409, "discount_answered")
    refused(await garage.owner.post(f"/api/discount-requests/{first}/answer", {"granted": True}), 409)
    job = await get_job(garage.manager, job_id)
    assert (job["estimated_amount"], job["bill"]["lines"][0]["discount"]) == (1400, 600)
    news = job["updates"][0]
    assert (news["kind"], news["changes"]["estimated_amount"]) == ("discount_answered", [2000, 1400])
    assert await asked.kinds(garage) == ["tax_taken_off"]  # of the intake, and nothing of the discount
    await assert_invariants(db, garage.id)
    assert await problems(db, garage.id) == []


async def test_a_no_changes_nothing_and_other_lines_are_asked_for_anew(garage: Garage, db: Database) -> None:
    job_id = await capped(garage)
    refused_one = await ask(garage, job_id, CHEAP)
    ok(await garage.owner.post(f"/api/discount-requests/{refused_one}/answer", {"granted": False, "reason": "No"}))
    assert (await get_job(garage.manager, job_id))["estimated_amount"] == 2000
    late = await ask(garage, job_id, CHEAP)
    ok(await garage.manager.put(f"/api/jobs/{job_id}", {"items": [{**PART, "unit_price": 3000}]}))
    answer = await garage.owner.post(f"/api/discount-requests/{late}/answer", {"granted": True})
    refused(answer, 409, "lines_changed")
    rows = ok(await garage.manager.get("/api/discount-requests", job_id=job_id))
    assert [row["state"] for row in rows] == ["waiting", "refused"]
    assert rows[1]["reason"] == "No"
    within = {"items": [{**PART, "discount": 100}]}
    refused(await garage.manager.post(f"/api/jobs/{job_id}/discount-requests", within), 409, "within_cap")
    await assert_invariants(db, garage.id)
    assert await problems(db, garage.id) == []


async def test_without_a_cap_all_is_as_before(http: Any) -> None:
    garage = await make_garage(http)
    body = job_fields(items=[CHEAP], estimated_amount=None)
    job_id = str(ok(await garage.manager.post("/api/jobs", body))["id"])
    await add_service(garage.manager, job_id, items=[CHEAP])


async def test_a_request_altered_in_the_database_is_found(garage: Garage, db: Database) -> None:
    job_id = await capped(garage)
    request_id = await ask(garage, job_id, CHEAP)
    await db.collection("discount_requests").update_one({"_id": request_id}, {"$set": {"items.0.discount_minor": 1}})
    assert any("items_sha256 is not what the journal says" in found for found in await problems(db, garage.id))
