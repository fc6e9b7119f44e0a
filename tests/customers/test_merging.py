"""Two customers become one, for a day two again; and a customer is erased on request."""

import asyncio
from typing import Any

import pytest

from revops.mongo.client import Database
from tests.conftest import Clock
from tests.factories import Garage, job_fields, make_manager, make_payment, move_job, ok, refused
from tests.invariants import assert_invariants, unchanged
from tests.verifying import problems

pytestmark = pytest.mark.slow


async def take_in(garage: Garage, name: str, phone: str, plate: str, **fields: Any) -> dict[str, Any]:
    """Take somebody's vehicle in; return the answer."""
    body = job_fields(customer_name=name, phone=phone, vehicle_number=plate, **fields)
    answer: dict[str, Any] = ok(await garage.manager.post("/api/jobs", body))
    return answer


async def two(garage: Garage) -> tuple[dict[str, Any], dict[str, Any]]:
    """Take in for one person under two numbers."""
    first = await take_in(garage, "Raj Kumar", "9822000001", "MH12AB1", estimated_amount=500)
    return first, await take_in(garage, "R. Kumar", "9822000002", "MH12AB2", estimated_amount=300)


def path(job: dict[str, Any], more: str = "") -> str:
    """Return the address of a job's customer."""
    return f"/api/customers/{job['customer_id']}{more}"


async def test_merged_two_are_one_everywhere(garage: Garage, db: Database) -> None:
    first, second = await two(garage)
    body = {"customer_id": second["customer_id"]}
    merged = ok(await garage.owner.post(path(first, "/merge"), body, key="merge"))
    assert merged == ok(await garage.owner.post(path(first, "/merge"), body, key="merge"))
    for address in (path(first), path(second)):
        page = ok(await garage.owner.get(address))
        assert (page["id"], page["outstanding_amount"], page["job_count"]) == (first["customer_id"], 800, 2)
        assert page["phones"] == ["+919822000001", "+919822000002"]
        assert {car["vehicle_number"] for car in page["vehicles"]} == {"MH12AB1", "MH12AB2"}
    (row,) = ok(await garage.owner.get("/api/customers"))
    assert (row["id"], row["outstanding_amount"], row["jobs_owing"]) == (first["customer_id"], 800, 2)
    assert [row["id"] for row in ok(await garage.owner.get("/api/customers", q="9822000002"))] == [row["id"]]
    again = await take_in(garage, "R. Kumar", "9822000002", "MH12AB2")
    assert again["customer_id"] == first["customer_id"]
    kinds = [event["kind"] async for event in db.collection("audit_log").find({"subject_id": first["customer_id"]})]
    assert kinds == ["customers_merged"]
    await assert_invariants(db, garage.id)


async def test_a_merge_is_undone_within_a_day_and_not_later(garage: Garage, clock: Clock, db: Database) -> None:
    clock.set("2026-03-10T06:00:00Z")
    first, second = await two(garage)
    body = {"customer_id": second["customer_id"]}
    before = [ok(await garage.owner.get(path(job))) for job in (first, second)]
    ok(await garage.owner.post(path(first, "/merge"), body))
    (recent,) = ok(await garage.owner.get(path(first)))["recent_merges"]
    assert recent == {
        "customer_id": second["customer_id"],
        "name": "R. Kumar",
        "undo_until": "2026-03-11T06:00:00Z",
    }
    clock.advance(hours=23)
    ok(await garage.owner.post(path(first, "/merge/undo"), body))
    for job, was in zip((first, second), before, strict=True):
        now = ok(await garage.owner.get(path(job)))
        same = ("id", "phones", "outstanding_amount", "job_count", "jobs", "merged_from")
        assert {name: now[name] for name in same} == {name: was[name] for name in same}
        assert now["recent_merges"] == []
    refused(await garage.owner.post(path(first, "/merge/undo"), body), 409, "not_merged")
    ok(await garage.owner.post(path(first, "/merge"), body))
    clock.advance(hours=25)
    assert ok(await garage.owner.get(path(first)))["recent_merges"] == []
    async with unchanged(db, garage.id):
        refused(await garage.owner.post(path(first, "/merge/undo"), body), 409, "too_late")


async def test_after_an_undo_each_sees_the_customers_of_his_own_jobs(garage: Garage, db: Database) -> None:
    first, second = await two(garage)
    colleague, busy = await make_manager(garage.owner), await make_manager(garage.owner)
    theirs = job_fields(customer_name="R. Kumar", phone="9822000002", vehicle_number="MH12AB2")
    for person in (colleague, busy):
        ok(await person.post("/api/jobs", theirs))
        refused(await person.get(path(first)), 404, "not_found")
    body = {"customer_id": second["customer_id"]}
    ok(await garage.owner.post(path(first, "/merge"), body))
    for person in (colleague, busy):
        assert ok(await person.get(path(first)))["job_count"] == 1
    ok(await busy.post("/api/jobs", theirs | {"phone": "9822000001"}))  # of the one, from now on
    corrected = {"customer_name": "Rajesh Kumar"}
    ok(await garage.manager.put(f"/api/jobs/{second['id']}", corrected))
    ok(await garage.owner.post(path(first, "/merge/undo"), body))
    refused(await colleague.get(path(first)), 404, "not_found")
    assert [ok(await person.get(path(first)))["job_count"] for person in (busy, garage.owner)] == [1, 2]
    assert ok(await colleague.get(path(second)))["job_count"] == 1
    assert ok(await garage.owner.get(path(second)))["job_count"] == 3  # also the one that was corrected meanwhile
    await assert_invariants(db, garage.id)


async def test_who_takes_a_job_over_is_shown_the_one_into_whom_its_customer_was_merged(garage: Garage) -> None:
    first, second = await two(garage)
    body = {"customer_id": second["customer_id"]}
    ok(await garage.owner.post(path(first, "/merge"), body))
    colleague = await make_manager(garage.owner)
    ok(await garage.owner.put(f"/api/jobs/{second['id']}", {"manager_id": colleague.id}))
    page = ok(await colleague.get(path(second)))
    assert (page["id"], page["job_count"]) == (first["customer_id"], 1)
    ok(await garage.owner.post(path(first, "/merge/undo"), body))
    assert ok(await colleague.get(path(second)))["job_count"] == 1
    refused(await colleague.get(path(first)), 404, "not_found")


async def test_with_oneself_and_across_workshops_there_is_no_merge(
    garage: Garage, other_garage: Garage, db: Database
) -> None:
    first, second = await two(garage)
    theirs = await take_in(other_garage, "Raj Kumar", "9822000001", "MH12AB1")
    async with unchanged(db, garage.id, other_garage.id):
        for who in (first, second):
            refused(await garage.owner.post(path(who, "/merge"), {"customer_id": who["customer_id"]}), 409)
        for more in ("/merge", "/merge/undo"):
            refused(await garage.owner.post(path(first, more), {"customer_id": theirs["customer_id"]}), 404)
            refused(await garage.owner.post(path(theirs, more), {"customer_id": first["customer_id"]}), 404)
            refused(await garage.owner.post(path(first, more), {}), 422)
            refused(await garage.manager.post(path(first, more), {"customer_id": second["customer_id"]}), 403)
        refused(await garage.owner.post(path(theirs, "/erase")), 404)
        refused(await garage.manager.post(path(first, "/erase")), 403)


async def test_two_merges_at_once_make_no_circle(garage: Garage, db: Database) -> None:
    first, second = await two(garage)
    answers = await asyncio.gather(
        garage.owner.post(path(first, "/merge"), {"customer_id": second["customer_id"]}),
        garage.owner.post(path(second, "/merge"), {"customer_id": first["customer_id"]}),
    )
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    assert ok(await garage.owner.get(path(first)))["id"] == ok(await garage.owner.get(path(second)))["id"]


async def test_erasure_waits_for_the_money_and_then_leaves_sums_and_papers(garage: Garage, db: Database) -> None:
    first, second = await two(garage)
    ok(await garage.owner.post(path(first, "/merge"), {"customer_id": second["customer_id"]}))
    ok(await garage.manager.put(f"/api/jobs/{first['id']}", {"internal_notes": "Raj is hard of hearing"}))
    ok(await garage.manager.put(f"/api/jobs/{second['id']}", {"customer_gst_number": "27AAPFU0939F1ZV"}))
    invoice = ok(await garage.manager.post(f"/api/documents/invoice/{first['id']}/issue"))
    async with unchanged(db, garage.id):
        refused(await garage.owner.post(path(first, "/erase")), 409, "money_outstanding")
    for job, amount in ((first, 500), (second, 300)):
        await make_payment(garage.manager, job["id"], amount, method="upi")
    async with unchanged(db, garage.id):
        refused(await garage.owner.post(path(first, "/erase")), 409, "job_open")
    for job in (first, second):
        await move_job(garage.manager, job["id"], "completed", "delivered")
    figures = ok(await garage.owner.get("/api/analytics/dashboard"))
    done = ok(await garage.owner.post(path(second, "/erase"), key="erase"))
    papers, words, journal = done["kept"]
    assert (done["jobs"], "1 paper " in papers, "payments and estimates" in words) == (2, True, True), done["kept"]
    assert "early version" in journal
    assert done == ok(await garage.owner.post(path(second, "/erase"), key="erase"))
    everywhere = set(await db.client[db.name].list_collection_names()) - {"documents", "files"}  # papers stay
    assert {"customer_records", "jobs", "vehicles", "journal", "messages", "audit_log"} <= everywhere
    for name in everywhere:
        for document in await db.client[db.name][name].find({"workshop_id": garage.id}).to_list():
            text = str(document).lower()
            assert [word for word in ("kumar", "98220000", "hearing", "aapfu0939", "~1000") if word in text] == [], name
    page = ok(await garage.owner.get(path(first)))
    assert (page["name"], page["phones"], page["job_count"], page["total_paid"]) == ("Erased customer", [], 2, 800)
    assert page["papers"][0]["id"] == invoice["id"]
    assert ok(await garage.owner.get("/api/customers")) == ok(await garage.owner.get("/api/jobs", q="kumar")) == []
    after = ok(await garage.owner.get("/api/analytics/dashboard"))
    same = ("total_jobs", "total_revenue", "total_collected", "outstanding_credits", "status_counts")
    assert {name: after[name] for name in same} == {name: figures[name] for name in same}
    refused(await garage.owner.request("PATCH", path(first), json={"name": "Raj"}), 409, "customer_erased")
    body = {"customer_id": second["customer_id"]}
    refused(await garage.owner.post(path(first, "/merge/undo"), body), 409)
    known = ok(await garage.manager.get("/api/intake/known", vehicle_number="MH12AB1", customer_name="Raj Kumar"))
    assert (known["vehicle"]["keeper"]["name"], known["asks_keeper"]) == (None, False)
    back = await take_in(garage, "Raj Kumar", "9822000001", "MH12AB1")  # somebody new
    assert back["customer_id"] != first["customer_id"]
    assert back["vehicle_id"] == first["vehicle_id"]
    keepers = ok(await garage.owner.get(f"/api/vehicles/{first['vehicle_id']}"))["keepers"]
    assert [keeper["customer_id"] for keeper in keepers] == [back["customer_id"], first["customer_id"]]
    await assert_invariants(db, garage.id)
    assert await problems(db, garage.id) == []
