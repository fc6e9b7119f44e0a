"""Jobs: taking in, changing, reading."""

import datetime as dt

from revops.mongo.client import Database
from tests.conftest import Clock
from tests.factories import (
    Api,
    Garage,
    confirm_payment,
    get_job,
    job_fields,
    make_garage,
    make_job,
    make_manager,
    make_owner,
    make_payment,
    manager_figures,
    move_job,
    ok,
    refused,
)
from tests.invariants import assert_invariants, unchanged


async def test_a_vehicle_is_taken_in(garage: Garage, clock: Clock, db: Database) -> None:
    clock.set("2026-03-10T04:30:00.250Z")
    answer = ok(
        await garage.manager.post(
            "/api/jobs",
            job_fields(
                customer_name="  Test Customer ",
                phone="91234 56789",
                vehicle_number="mh 12 ab 1234",
                address="4 Hill Road",
                parts_required="Oil filter, engine oil",
                worker_assigned="Ramu",
                internal_notes="Prefers synthetic oil",
                estimated_amount=5000.5,
                planned_completion_days=3,
            ),
        )
    )
    assert answer.keys() == {"id", "number", "message", "customer_id", "vehicle_id", "warnings"}
    assert answer["message"] == "Job created"
    assert answer["warnings"] == []
    job = await get_job(garage.manager, answer["id"])
    updates = job.pop("updates")
    assert job.pop("updates_cursor") is None
    assert job == {
        "id": answer["id"],
        "number": answer["number"],
        "customer_id": answer["customer_id"],
        "vehicle_id": answer["vehicle_id"],
        "closes_on": None,
        "odometer_km": None,
        "service_counts": None,
        "workshop_id": garage.id,
        "manager_id": garage.manager.id,
        "manager_name": "Test Manager",
        "customer_name": "Test Customer",
        "phone": "+919123456789",
        "car_model": "Honda City",
        "vehicle_number": "mh 12 ab 1234",
        "work_description": "Engine oil change",
        "estimated_amount": 5000.5,
        "advance_paid": 0,
        "total_paid": 0,
        "confirmed_amount": 0,
        "written_off_amount": 0,
        "remaining_amount": 5000.5,
        "credit_amount": 0,
        "estimate_to_follow": False,
        "planned_completion_days": 3,
        "status": "pending",
        "address": "4 Hill Road",
        "parts_required": "Oil filter, engine oil",
        "worker_assigned": "Ramu",
        "internal_notes": "Prefers synthetic oil",
        "created_at": "2026-03-10T04:30:00.250000Z",
        "updated_at": "2026-03-10T04:30:00.250000Z",
        "taken_on": "2026-03-10",
        "completed_at": None,
        "completed_on_time": None,
        "due_at": "2026-03-13T04:30:00.250000Z",
        "cancelled_at": None,
        "cancel_reason": None,
        "cancelled_by": None,
        "version": 1,
        "payments": [],
        "refunds": [],
        "allowed_statuses": ["in_progress", "completed"],
        "warnings": [],
        "bill": None,
        "customer_gst_number": None,
        "place_of_supply": None,
        "invoice_id": None,
        "invoice_number": None,
    }
    (created,) = updates
    assert (created["kind"], created["actor_name"], created["amount"]) == ("job_created", "Test Manager", 5000.5)
    assert created["created_at"] == "2026-03-10T04:30:00.250000Z"
    await assert_invariants(db, garage.id)


async def test_optional_texts_may_be_null_or_blank_as_forms_send_them(garage: Garage) -> None:
    optional = ("address", "parts_required", "worker_assigned", "internal_notes")
    for nothing in (None, "", "   "):
        job_id = await make_job(garage.manager, **dict.fromkeys(optional, nothing))
        job = await get_job(garage.manager, job_id)
        assert {name: job[name] for name in optional} == dict.fromkeys(optional)


async def test_an_advance_becomes_a_payment(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=5000, advance_paid=1000)
    job = await get_job(garage.manager, job_id)
    assert (job["advance_paid"], job["total_paid"], job["remaining_amount"]) == (1000, 1000, 4000)
    (payment,) = job["payments"]
    assert (payment["amount"], payment["payment_type"], payment["method"]) == (1000, "advance", "cash")
    assert payment["verdict"] == "pending"
    assert [entry["kind"] for entry in job["updates"]] == ["payment_recorded", "job_created"]
    assert (await manager_figures(garage.owner, garage.manager))["cash_in_hand"] == 1000
    await assert_invariants(db, garage.id)


async def test_an_advance_by_upi_is_not_cash_in_hand(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=5000, advance_paid=5000, advance_method="upi")
    (payment,) = (await get_job(garage.manager, job_id))["payments"]
    assert (payment["amount"], payment["method"]) == (5000, "upi")
    assert (await manager_figures(garage.owner, garage.manager))["cash_in_hand"] == 0
    await assert_invariants(db, garage.id)


async def test_an_advance_above_the_estimate_is_refused(garage: Garage, db: Database) -> None:
    async with unchanged(db, garage.id):
        body = job_fields(estimated_amount=5000, advance_paid=5000.01)
        problem = refused(await garage.manager.post("/api/jobs", body), 422, field="advance_paid")
    assert problem["detail"] == "The advance cannot be more than the estimate."


async def test_a_job_may_be_free(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=0)
    job = await move_job(garage.manager, job_id, "completed", "delivered", "closed")
    assert (job["status"], job["remaining_amount"]) == ("closed", 0)
    await assert_invariants(db, garage.id)


async def test_odd_plates_and_phones_warn_and_do_not_block(garage: Garage) -> None:
    answer = ok(await garage.manager.post("/api/jobs", job_fields(vehicle_number="ABC", phone="12-34")))
    assert answer["warnings"] == [
        "ABC does not look like an Indian vehicle number; please check it.",
        "12-34 does not look like a phone number; please check it.",
    ]
    job = await get_job(garage.manager, answer["id"])
    assert (job["vehicle_number"], job["phone"]) == ("ABC", "12-34")
    assert job["warnings"] == answer["warnings"]


async def test_only_the_jobs_manager_and_the_owner_see_and_change_it(
    garage: Garage, other_garage: Garage, db: Database
) -> None:
    colleague = await make_manager(garage.owner)
    job_id = await make_job(garage.manager)
    async with unchanged(db, garage.id, other_garage.id):
        for stranger in (colleague, other_garage.manager, other_garage.owner):
            refused(await stranger.get(f"/api/jobs/{job_id}"), 404, "not_found")
            refused(await stranger.put(f"/api/jobs/{job_id}", {"internal_notes": "Seen"}), 404, "not_found")
            refused(await stranger.put(f"/api/jobs/{job_id}", {"status": "completed"}), 404, "not_found")
            assert ok(await stranger.get("/api/jobs")) == []
            assert ok(await stranger.get("/api/jobs", manager_id=garage.manager.id)) == []
            assert ok(await stranger.get("/api/jobs", q="Test Customer")) == []
            assert ok(await stranger.get("/api/jobs", q="MH12AB1234")) == []
    assert (await get_job(garage.owner, job_id))["id"] == job_id


async def test_a_job_that_does_not_exist(garage: Garage) -> None:
    refused(await garage.owner.get("/api/jobs/no-such-job"), 404, "not_found")
    refused(await garage.owner.put("/api/jobs/no-such-job", {"status": "completed"}), 404, "not_found")


async def test_without_a_workshop_there_are_no_jobs(anonymous: Api) -> None:
    refused(await (await make_owner(anonymous.http)).get("/api/jobs"), 404, "no_workshop")


async def test_fields_are_changed_and_the_timeline_tells_old_and_new(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, worker_assigned="Ramu")
    change = {"customer_name": "New Name", "worker_assigned": "", "planned_completion_days": 5, "phone": "9876501234"}
    answer = ok(await garage.owner.put(f"/api/jobs/{job_id}", change))
    assert answer["message"] == "Job updated"
    assert answer["job"]["customer_name"] == "New Name"
    assert answer["job"]["worker_assigned"] is None
    assert answer["job"]["phone"] == "+919876501234"
    assert answer["job"]["version"] == 2
    assert answer["job"]["manager_name"] == "Test Manager"
    entry = (await get_job(garage.manager, job_id))["updates"][0]
    assert (entry["kind"], entry["actor_name"], entry["amount"]) == ("job_updated", "Test Owner", None)
    assert entry["changes"] == {
        "customer_name": ["Test Customer", "New Name"],
        "worker_assigned": ["Ramu", None],
        "planned_completion_days": [2, 5],
        "phone": ["+919123456789", "+919876501234"],
    }
    assert [row["id"] for row in ok(await garage.manager.get("/api/jobs", q="new nam"))] == [job_id]
    assert ok(await garage.manager.get("/api/jobs", q="customer")) == []
    await assert_invariants(db, garage.id)


async def test_a_change_that_changes_nothing_leaves_no_entry(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager)
    async with unchanged(db, garage.id):
        for same in ({}, {"customer_name": "Test Customer"}, {"status": "pending"}, {"estimated_amount": 5000.0}):
            ok(await garage.manager.put(f"/api/jobs/{job_id}", same))
        ok(await garage.manager.put(f"/api/jobs/{job_id}", {"customer_name": None, "estimated_amount": None}))


async def test_the_advance_cannot_be_changed_afterwards(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, advance_paid=1000)
    async with unchanged(db, garage.id):
        ok(await garage.manager.put(f"/api/jobs/{job_id}", {"advance_paid": 1, "manager_id": "x", "paid_minor": 5}))


async def test_the_estimate_changes_and_both_values_stay_on_record(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=5000, advance_paid=1000)
    job = ok(await garage.manager.put(f"/api/jobs/{job_id}", {"estimated_amount": 6500.75}))["job"]
    assert (job["estimated_amount"], job["remaining_amount"]) == (6500.75, 5500.75)
    job = ok(await garage.manager.put(f"/api/jobs/{job_id}", {"estimated_amount": 1000}))["job"]
    assert (job["estimated_amount"], job["remaining_amount"]) == (1000, 0)
    second, first, *_ = (await get_job(garage.owner, job_id))["updates"]
    assert (first["changes"], first["amount"]) == ({"estimated_amount": [5000, 6500.75]}, 1500.75)
    assert (second["changes"], second["amount"]) == ({"estimated_amount": [6500.75, 1000]}, -5500.75)
    await assert_invariants(db, garage.id)


async def test_the_estimate_never_falls_below_what_is_paid(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=5000)
    await confirm_payment(garage.owner, await make_payment(garage.manager, job_id, 2000))
    async with unchanged(db, garage.id):
        for person in (garage.manager, garage.owner):
            body = {"estimated_amount": 1999.99, "customer_name": "Other"}
            problem = refused(await person.put(f"/api/jobs/{job_id}", body), 409, "estimate_below_paid")
    said = "₹2,000 has been paid already; the estimate cannot be less than that. Refund the rest first."
    assert problem["detail"] == said
    await assert_invariants(db, garage.id)


async def test_the_estimate_may_change_until_the_job_is_closed(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=5000)
    await make_payment(garage.manager, job_id, 5000)
    await move_job(garage.manager, job_id, "completed", "delivered")
    job = ok(await garage.manager.put(f"/api/jobs/{job_id}", {"estimated_amount": 5500}))["job"]
    assert (job["status"], job["remaining_amount"]) == ("credit_pending", 500)
    job = ok(await garage.manager.put(f"/api/jobs/{job_id}", {"estimated_amount": 5000}))["job"]
    assert (job["status"], job["remaining_amount"]) == ("delivered", 0)
    await move_job(garage.manager, job_id, "closed")
    async with unchanged(db, garage.id):
        for person in (garage.manager, garage.owner):
            body = {"estimated_amount": 6000}
            problem = refused(await person.put(f"/api/jobs/{job_id}", body), 409, "job_closed")
            refused(await person.put(f"/api/jobs/{job_id}", {"internal_notes": "Late"}), 409, "job_closed")
    assert problem["detail"] == "This job is closed. The owner can reopen it."
    await assert_invariants(db, garage.id)


async def test_whoever_was_slower_sees_the_present_state(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager)
    ok(await garage.manager.put(f"/api/jobs/{job_id}", {"worker_assigned": "Ramu", "version": 1}))
    async with unchanged(db, garage.id):
        body = {"worker_assigned": "Shyam", "version": 1}
        problem = refused(await garage.owner.put(f"/api/jobs/{job_id}", body), 409, "stale_version")
    shown = await get_job(garage.owner, job_id)
    assert problem["current"] == {name: shown[name] for name in problem["current"]}
    assert (problem["current"]["worker_assigned"], problem["current"]["version"]) == ("Ramu", 2)
    ok(await garage.owner.put(f"/api/jobs/{job_id}", {"worker_assigned": "Shyam", "version": 2}))
    assert (await get_job(garage.owner, job_id))["worker_assigned"] == "Shyam"


async def test_the_timeline_lists_everything_newest_first(garage: Garage) -> None:
    job_id = await make_job(garage.manager, advance_paid=100)
    payment_id = await make_payment(garage.manager, job_id, 200, notes="Second visit")
    await move_job(garage.manager, job_id, "in_progress")
    await confirm_payment(garage.owner, payment_id)
    updates = (await get_job(garage.owner, job_id))["updates"]
    assert [(entry["kind"], entry["actor_name"], entry["amount"], entry["note"]) for entry in updates] == [
        ("payment_confirmed", "Test Owner", None, None),
        ("job_updated", "Test Manager", None, None),
        ("payment_recorded", "Test Manager", -200, "Second visit"),
        ("payment_recorded", "Test Manager", -100, None),
        ("job_created", "Test Manager", 5000, None),
    ]
    assert updates[0]["payment_id"] == updates[2]["payment_id"] == payment_id
    times = [dt.datetime.fromisoformat(entry["created_at"]) for entry in updates]
    assert times == sorted(times, reverse=True)


async def test_a_gulf_workshop_reads_its_own_phone_numbers(anonymous: Api) -> None:
    garage = await make_garage(anonymous.http, currency="AED", timezone="Asia/Dubai", phone="+97142223344")
    job_id = await make_job(garage.manager, phone="050 123 4567", vehicle_number="Dubai A 12345")
    job = await get_job(garage.manager, job_id)
    assert (job["phone"], job["warnings"]) == ("+971501234567", [])
