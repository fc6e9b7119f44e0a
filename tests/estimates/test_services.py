"""Services that customers approve: what is approved is the estimate, what is not is kept and costs nothing."""

import asyncio
from typing import Any

import httpx2
import pytest

from revops.journal.recount import Report
from revops.migrations import count_services_of_jobs
from revops.mongo.client import Database
from revops.rooms import verify_workshop
from tests.estimates.making import (
    FITTING,
    OIL,
    PADS,
    add_service,
    get_estimate,
    send_estimate,
    service_of,
    told,
)
from tests.factories import Garage, get_job, make_job, make_manager, make_payment, make_photo, move_job, ok, refused
from tests.invariants import assert_invariants
from tests.verifying import problems

pytestmark = pytest.mark.slow


async def assert_sound(db: Database, workshop_id: str) -> None:
    """Assert the invariants, and that the garage verifies."""
    await assert_invariants(db, workshop_id)
    report = Report()
    await verify_workshop(db, workshop_id, report, lambda *_: None)
    assert report.problems == []


async def test_only_what_is_approved_is_in_the_estimate(garage: Garage, db: Database) -> None:
    manager = garage.manager
    job_id = await make_job(manager, estimated_amount=1000)
    pads = await add_service(manager, job_id, reason="3 mm are left")
    oil = await add_service(manager, job_id, "Oil change", items=[OIL])
    assert (await get_job(manager, job_id))["estimated_amount"] == 1000
    estimate = await get_estimate(manager, job_id)
    assert (estimate["needs_sending"], estimate["waiting_amount"], estimate["version"]) == (True, 4320, None)
    await send_estimate(manager, job_id)
    estimate = await told(manager, job_id, {pads: "approved", oil: "declined"}, version=1)
    assert (estimate["estimated_amount"], estimate["approved_amount"]) == (3500, 2500)
    assert (estimate["waiting_amount"], estimate["declined_amount"], estimate["needs_sending"]) == (0, 1820, False)
    assert [(row["title"], row["state"], row["how"]) for row in estimate["services"]] == [
        ("Brake pads", "approved", "told"),
        ("Oil change", "declined", "told"),
    ]
    job = await get_job(manager, job_id)
    assert (job["estimated_amount"], job["remaining_amount"]) == (3500, 3500)
    # What was agreed at intake is a line beside those of the service.
    assert [(line["description"], line.get("service")) for line in job["bill"]["lines"]] == [
        ("Engine oil change", None),
        ("Brake pads, front", pads),
        ("Change of brake pads", pads),
    ]
    assert job["updates"][0]["kind"] == "estimate_answered"
    assert job["updates"][0]["amount"] == 2500
    dashboard = ok(await garage.owner.get("/api/analytics/dashboard"))
    assert dashboard["total_revenue"] == 3500
    (row,) = ok(await garage.owner.get("/api/estimates/told"))
    assert (row["member_id"], row["told_count"], row["told_amount"]) == (manager.id, 1, 2500)
    await assert_sound(db, garage.id)


async def test_an_estimate_to_follow_is_made_by_the_first_approval(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=None, estimate_to_follow=True, advance_paid=500)
    service = await add_service(garage.manager, job_id)
    estimate = await told(garage.manager, job_id, {service: "approved"})
    assert estimate["version"]["number"] == 1  # what nobody had sent was told, and so is a version
    job = await get_job(garage.manager, job_id)
    assert (job["estimate_to_follow"], job["estimated_amount"], job["remaining_amount"]) == (False, 2500, 2000)
    await assert_sound(db, garage.id)


async def test_prices_before_tax_keep_what_was_agreed_at_intake(garage: Garage, db: Database) -> None:
    ok(await garage.owner.post(f"/api/workshops/{garage.id}/billing", {"prices_include_tax": False}))
    job_id = await make_job(garage.manager, estimated_amount=999)
    service = await add_service(garage.manager, job_id, items=[{**FITTING, "unit_price": 1000}])
    await told(garage.manager, job_id, {service: "approved"})
    assert (await get_job(garage.manager, job_id))["estimated_amount"] == 999 + 1180
    await assert_sound(db, garage.id)


async def test_an_edit_of_what_was_sent_makes_the_next_version(garage: Garage, db: Database) -> None:
    manager = garage.manager
    job_id = await make_job(manager)
    pads = await add_service(manager, job_id)
    oil = await add_service(manager, job_id, "Oil change", items=[OIL])
    await send_estimate(manager, job_id)
    await send_estimate(manager, job_id)  # nothing new
    path = f"/api/jobs/{job_id}/services/{pads}"
    answer = ok(await manager.put(path, {"items": [PADS], "revision": 1}))
    assert answer["estimate"]["version"]["number"] == 2
    refused(await manager.put(path, {"items": [PADS, FITTING], "revision": 1}), 409, "stale_version")
    problem = refused(
        await manager.post(
            f"/api/jobs/{job_id}/estimate/answers", {"answers": {pads: "approved"}, "told": "phone", "version": 1}
        ),
        409,
        "estimate_changed",
    )
    assert problem["version"] == 2
    old = ok(await manager.get(f"/api/jobs/{job_id}/estimate/versions/1"))
    assert [service["total_amount"] for service in old["services"]] == [2500, 1820]
    assert old["is_current"] is False
    ok(await manager.delete(f"/api/jobs/{job_id}/services/{oil}"))
    new = ok(await manager.get(f"/api/jobs/{job_id}/estimate/versions/3"))
    assert [service["total_amount"] for service in new["services"]] == [1900]
    refused(
        await manager.post(f"/api/jobs/{job_id}/estimate/answers", {"answers": {oil: "approved"}, "told": "phone"}),
        409,
        "service_gone",
    )
    await assert_sound(db, garage.id)


async def test_less_may_be_charged_of_what_was_approved_and_never_more(garage: Garage, db: Database) -> None:
    manager = garage.manager
    job_id = await make_job(manager, estimated_amount=1000)
    pads = await add_service(manager, job_id)
    await told(manager, job_id, {pads: "approved"})
    path = f"/api/jobs/{job_id}/services/{pads}"
    refused(await manager.put(path, {"items": [PADS, {**FITTING, "unit_price": 601}]}), 409, "needs_approval")
    refused(await manager.put(path, {"title": "Something else"}), 422, field="title")
    ok(await manager.put(path, {"items": [PADS]}))
    service = await service_of(manager, job_id, pads)
    assert (service["total_amount"], service["approved_amount"], service["lowered"]) == (1900, 2500, True)
    job = await get_job(manager, job_id)
    assert job["estimated_amount"] == 2900
    assert job["updates"][0]["changes"]["approved_amount"] == [2500, 1900]
    # All lines at once, as clients send them: a line names the service that it is of.
    lines = [{**FITTING, "unit_price": 1000}, {**PADS, "service": pads}]
    ok(await manager.put(f"/api/jobs/{job_id}", {"items": lines}))
    refused(await manager.put(f"/api/jobs/{job_id}", {"items": [{**PADS, "unit_price": 2600, "service": pads}]}), 409)
    refused(await manager.put(f"/api/jobs/{job_id}", {"items": [{**PADS, "service": "no-such"}]}), 422)
    refused(await manager.put(f"/api/jobs/{job_id}", {"items": []}), 422, field="items")
    ok(await manager.delete(path))
    job = await get_job(manager, job_id)
    assert (job["estimated_amount"], job["updates"][0]["changes"]["approved_amount"]) == (1000, [1900, 0])
    await assert_sound(db, garage.id)


async def test_what_is_paid_holds_what_was_approved(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=0)
    pads = await add_service(garage.manager, job_id)
    await told(garage.manager, job_id, {pads: "approved"})
    await make_payment(garage.manager, job_id, 2500)
    refused(await garage.manager.delete(f"/api/jobs/{job_id}/services/{pads}"), 409, "estimate_below_paid")
    await assert_sound(db, garage.id)


async def test_two_answers_at_once_count_once(garage: Garage, db: Database) -> None:
    manager = garage.manager
    job_id = await make_job(manager, estimated_amount=1000)
    pads = await add_service(manager, job_id)
    oil = await add_service(manager, job_id, "Oil change", items=[OIL])
    await send_estimate(manager, job_id)
    path = f"/api/jobs/{job_id}/estimate/answers"
    body = {"told": "phone", "version": 1}
    await asyncio.gather(
        *(manager.post(path, {**body, "answers": {pads: "approved"}}) for _ in range(3)),
        *(manager.post(path, {**body, "answers": {oil: "approved", pads: "approved"}}) for _ in range(3)),
        manager.put(f"/api/jobs/{job_id}", {"internal_notes": "Edited meanwhile"}),
    )
    estimate = await get_estimate(manager, job_id)
    assert estimate["estimated_amount"] == 1000 + 2500 + 1820
    answered = [one["service_id"] for answer in estimate["answers"] for one in answer["services"]]
    assert sorted(answered) == sorted([pads, oil])
    refused(await manager.post(path, {**body, "answers": {pads: "declined"}}), 409, "already_approved")
    await assert_sound(db, garage.id)


async def test_an_answer_while_the_manager_edits_is_to_what_was_read_or_refused(
    garage: Garage, http: httpx2.AsyncClient, db: Database
) -> None:
    """Whichever is first: nobody owes a price that he did not read."""
    manager = garage.manager
    for _ in range(3):
        job_id = await make_job(manager, estimated_amount=1000)
        pads = await add_service(manager, job_id)
        page = await send_estimate(manager, job_id)
        dearer = {"items": [{**PADS, "unit_price": 9000}]}
        given, edited = await asyncio.gather(
            http.post(f"{page}/answer", data={"version": "1", pads: "approved"}),
            manager.put(f"/api/jobs/{job_id}/services/{pads}", dearer),
        )
        service, job = await service_of(manager, job_id, pads), await get_job(manager, job_id)
        if "done=answered" in given.headers["location"]:
            # More than what was approved needs another word of the customer.
            refused(edited, 409, "needs_approval")
            assert (service["state"], job["estimated_amount"]) == ("approved", 3500)
        else:
            assert "done=changed" in given.headers["location"]
            ok(edited)
            assert (service["state"], service["sent_version"], job["estimated_amount"]) == ("proposed", 2, 1000)
    await assert_sound(db, garage.id)


async def test_an_answer_sent_again_and_one_to_a_closed_or_invoiced_job(garage: Garage, db: Database) -> None:
    manager = garage.manager
    job_id = await make_job(manager, estimated_amount=1000)
    pads = await add_service(manager, job_id)
    oil = await add_service(manager, job_id, "Oil change", items=[OIL])
    path, body = f"/api/jobs/{job_id}/estimate/answers", {"answers": {pads: "approved"}, "told": "in_person"}
    first = ok(await manager.post(path, body, key="answer-1"))
    assert ok(await manager.post(path, body, key="answer-1")) == first
    ok(await manager.post(f"/api/documents/invoice/{job_id}/issue"))
    refused(await manager.post(path, {"answers": {oil: "approved"}, "told": "phone"}), 409, "invoice_issued")
    estimate = await told(manager, job_id, {oil: "call_me"})
    assert [row["state"] for row in estimate["services"]] == ["approved", "call_me"]
    await make_payment(manager, job_id, 3500)
    await move_job(garage.owner, job_id, "in_progress", "completed", "delivered", "closed")
    refused(await manager.post(path, {"answers": {oil: "declined"}, "told": "phone"}), 409, "job_closed")
    refused(await manager.post(f"/api/jobs/{job_id}/services", {"title": "More", "items": [OIL]}), 409, "job_closed")
    await assert_sound(db, garage.id)


async def test_what_was_declined_waits_with_the_vehicle(garage: Garage, db: Database) -> None:
    manager, other = garage.manager, await make_manager(garage.owner)
    job_id = await make_job(manager, vehicle_number="MH 12 DE 4711", estimated_amount=100)
    wipers = ok(
        await manager.post(
            f"/api/jobs/{job_id}/services", {"title": "Wipers", "items": [OIL], "template_id": "std-wipers"}
        )
    )["id"]
    pads = await add_service(manager, job_id)
    unsent = await add_service(manager, job_id, "Never sent")
    await told(manager, job_id, {wipers: "declined", pads: "call_me"})
    for person in (manager, other):  # whoever takes it in next is to offer it
        rows = ok(await person.get("/api/services/deferred", plate="mh12de4711"))
        assert {row["id"]: (row["state"], row["amount"]) for row in rows} == {
            wipers: ("declined", 1820),
            pads: ("call_me", 2500),
        }
        assert unsent not in {row["id"] for row in rows}
    assert [row["id"] for row in ok(await other.get("/api/services/deferred"))] == []
    assert len(ok(await garage.owner.get("/api/services/deferred", limit=1))) == 1
    again = await make_job(other, vehicle_number="MH12DE4711", another=True)
    service = ok(await other.post(f"/api/jobs/{again}/services", {"again_of": wipers}))
    # At the price of now, which for a usual job is the template's.
    (proposed,) = service["estimate"]["services"]
    assert (proposed["title"], proposed["total_amount"], proposed["again_of"]) == ("Wipers", 550, wipers)
    refused(await other.post(f"/api/jobs/{again}/services", {"again_of": wipers}), 409, "service_gone")
    left = ok(await manager.get("/api/services/deferred", plate="MH12DE4711"))
    assert [row["id"] for row in left] == [pads]
    await assert_sound(db, garage.id)


async def test_usual_jobs(garage: Garage) -> None:
    shipped = ok(await garage.manager.get("/api/service-templates"))
    assert len(shipped) == 10
    assert all(line["unit_price"] for template in shipped for line in template["lines"])
    codes = {line["description"]: line["hsn_sac"] for template in shipped for line in template["lines"]}
    assert (codes["Engine oil 5W-30"], codes["Battery 35 Ah"], codes["Brake pads, front"]) == ("2710", "8507", None)
    line = {"kind": "labour", "description": "Polish", "unit_price": 3000, "discount": 50, "hsn_sac": "9987"}
    body = {"title": "Polish", "items": [line]}
    mine = ok(await garage.owner.post("/api/service-templates", body, key="polish"))["id"]
    assert ok(await garage.owner.post("/api/service-templates", body, key="polish"))["id"] == mine
    ok(await garage.owner.put("/api/service-templates/std-wash", {**body, "title": "Wash"}))
    ok(await garage.owner.delete("/api/service-templates/std-oil"))
    now = {row["id"]: row for row in ok(await garage.manager.get("/api/service-templates"))}
    assert len(now) == 10
    assert (now["std-wash"]["title"], now["std-wash"]["is_own"], now[mine]["lines"][0]["unit_price"]) == (
        "Wash",
        True,
        3000,
    )
    assert "std-oil" not in now
    # Whoever changes it in the app sends back what he read, so each line is read whole.
    assert now[mine]["lines"] == [{**line, "quantity": 1, "unit": "", "tax_rate_bp": None}]
    refused(await garage.owner.put("/api/service-templates/no-such", body), 404)
    refused(await garage.owner.post("/api/service-templates", {**body, "items": []}), 422, field="items")


async def test_what_cannot_be_proposed(garage: Garage) -> None:
    manager = garage.manager
    job_id, elsewhere = await make_job(manager), await make_job(manager, vehicle_number="MH12ZZ0001")
    path = f"/api/jobs/{job_id}/services"
    refused(await manager.post(path, {"title": "Empty"}), 422, field="items")
    refused(await manager.post(path, {"items": [OIL]}), 422, field="title")
    refused(await manager.post(path, {"title": "x" * 121, "items": [OIL]}), 422, field="title")
    photo = await make_photo(manager, elsewhere)
    refused(await manager.post(path, {"title": "Photo", "items": [OIL], "photo_ids": [photo]}), 422, field="photo_ids")
    own = await make_photo(manager, job_id)
    service = await add_service(manager, job_id, "ब्रेक पैड बदलना", reason="المكابح", photo_ids=[own])
    assert (await service_of(manager, job_id, service))["photo_ids"] == [own]
    refused(await manager.post(f"/api/jobs/{elsewhere}/estimate/send"), 409, "nothing_to_send")
    refused(await manager.put(f"/api/jobs/{elsewhere}/services/{service}", {"title": "Other"}), 404)
    refused(await manager.post("/api/jobs", {**JOB_WITH_SERVICE}), 422, field="items.0.service")


JOB_WITH_SERVICE = {
    "customer_name": "Test Customer",
    "phone": "+919123456789",
    "car_model": "Honda City",
    "vehicle_number": "MH12AB9999",
    "work_description": "Engine oil change",
    "planned_completion_days": 2,
    "items": [{**OIL, "service": "no-such"}],
}


async def test_a_version_or_an_answer_that_is_altered_is_found(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager)
    pads = await add_service(garage.manager, job_id)
    await told(garage.manager, job_id, {pads: "approved"})
    mine = {"workshop_id": garage.id}
    answers, versions = db.collection("estimate_answers"), db.collection("estimate_versions")
    for collection, change in (
        (answers, {"$set": {"how": "customer"}}),
        (versions, {"$set": {"services.0.total_minor": 1}}),
    ):
        before = await collection.find_one(mine)
        assert before is not None
        await collection.update_one(mine, change)
        report = Report()
        await verify_workshop(db, garage.id, report, lambda *_: None)
        assert any("is not what it was" in found for found in report.problems)
        await collection.replace_one(mine, before)
    await assert_sound(db, garage.id)


async def test_a_job_says_how_many_services_are_answered_how(garage: Garage, db: Database) -> None:
    manager = garage.manager

    async def counts() -> Any:
        (row,) = [job for job in ok(await manager.get("/api/jobs")) if job["id"] == job_id]
        return row["service_counts"]

    job_id = await make_job(manager, estimated_amount=1000)
    pads = await add_service(manager, job_id)
    oil = await add_service(manager, job_id, "Oil change", items=[OIL])
    assert await counts() is None
    await send_estimate(manager, job_id)
    assert await counts() == {"proposed": 2}
    await told(manager, job_id, {pads: "approved", oil: "call_me"})
    assert await counts() == {"approved": 1, "call_me": 1}
    # What is told of before it was sent makes a version, too.
    belt = await add_service(manager, job_id, "Timing belt")
    await told(manager, job_id, {belt: "declined"})
    assert await counts() == {"approved": 1, "call_me": 1, "declined": 1}
    ok(await manager.put(f"/api/jobs/{job_id}/services/{belt}", {"reason": "It is torn"}))
    assert await counts() == {"approved": 1, "call_me": 1, "proposed": 1}
    ok(await manager.delete(f"/api/jobs/{job_id}/services/{oil}"))
    ok(await manager.delete(f"/api/jobs/{job_id}/services/{pads}"))
    assert await counts() == {"proposed": 1}
    await assert_sound(db, garage.id)
    # A job of before says it from the migration on, and one that says otherwise is found.
    await db.collection("jobs").update_one({"_id": job_id}, {"$unset": {"service_counts": ""}})
    await count_services_of_jobs(db)
    await count_services_of_jobs(db)
    assert await counts() == {"proposed": 1}
    await db.collection("jobs").update_one({"_id": job_id}, {"$set": {"service_counts": {"approved": 1}}})
    assert any("counts its services otherwise" in problem for problem in await problems(db, garage.id))
