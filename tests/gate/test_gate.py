"""The gate over HTTP: cars in and out by somebody who sees no job and no money; passes that open it once."""

import asyncio
from typing import Any

import pytest

from revops.core.ids import new_id
from revops.mongo.client import Database
from tests.conftest import Clock
from tests.factories import (
    Garage,
    Person,
    confirm_payment,
    get_job,
    job_fields,
    make_job,
    make_manager,
    make_member,
    make_payment,
    ok,
    refused,
    reject_payment,
)
from tests.invariants import assert_invariants, unchanged
from tests.papers.test_issue import text_of
from tests.verifying import problems


@pytest.fixture
async def gate(garage: Garage) -> Person:
    """Whoever stands at the gate."""
    return await make_member(garage.owner, "gate")


async def seen(person: Person, plate: str = "MH12AB1234", direction: str = "in", **fields: Any) -> dict[str, Any]:
    """Record a car; return what is answered."""
    body = {"plate": plate, "direction": direction, **fields}
    answer: dict[str, Any] = ok(await person.post("/api/gate/sightings", body))
    return answer


async def gate_pass(person: Person, job_id: str) -> str:
    """Show the pass of a job; return its code."""
    return str(ok(await person.put(f"/api/jobs/{job_id}/gate/pass"))["code"])


async def paid_job(garage: Garage, **fields: Any) -> str:
    """Return a job that is paid in full."""
    job_id = await make_job(garage.manager, estimated_amount=500, **fields)
    await confirm_payment(garage.owner, await make_payment(garage.manager, job_id, 500, method="upi"))
    return job_id


async def sound(garage: Garage, db: Database) -> None:
    """Assert that the books agree."""
    await assert_invariants(db, garage.id)
    assert await problems(db, garage.id) == []


async def test_the_gate_sees_its_own_day_and_nothing_else(garage: Garage, gate: Person, clock: Clock) -> None:
    colleague = await make_member(garage.owner, "gate")
    clock.set("2026-03-10T06:00:00Z")
    await make_job(garage.manager, estimated_amount=54321, customer_name="Raj Kumar")
    first = await seen(gate, "mh 12 ab 1234", at="2026-03-10T05:58:00.123456Z", odometer_km=48250)
    assert (first["message"], first["outcome"]) == ("mh 12 ab 1234 in", None)
    await seen(colleague, "MH14ZZ9999")
    response = await gate.get("/api/gate")
    day = ok(response)
    assert (day["workshop_name"], day["day"]) == ("Test Motors", "2026-03-10")
    (row,) = day["sightings"]
    assert (row["plate"], row["direction"], row["odometer_km"]) == ("mh 12 ab 1234", "in", 48250)
    assert row["at"].startswith("2026-03-10T05:58:00.123")
    assert not [word for word in ("54321", "Raj", "Honda") if word in response.text]
    clock.set("2026-03-10T19:00:00Z")  # tomorrow in India
    assert ok(await gate.get("/api/gate"))["sightings"] == []


@pytest.mark.slow
async def test_the_gate_is_told_of_a_car_without_a_pass_whether_it_may_leave_and_whom_to_call(
    garage: Garage, gate: Person, db: Database
) -> None:
    job_id = await make_job(garage.manager, estimated_amount=500, vehicle_number="MH 12 AB 1234")

    async def told(plate: str = "mh12ab1234", direction: str = "out", **more: Any) -> tuple[Any, Any]:
        answer = await seen(gate, plate, direction, **more)
        assert not [word for word in ("500", job_id) if word in str(answer)]
        return answer["may_leave"], answer["call"]

    assert await told() == (False, garage.manager.name)
    assert await told(direction="in") == (None, None)
    assert await told("MH14ZZ9999") == (None, None)
    # What is said of a pass is its outcome.
    assert await told(pass_code="AAAA-AAAA") == (None, None)
    await make_payment(garage.manager, job_id, 200, method="upi")
    ok(await garage.owner.delete(f"/api/managers/{garage.manager.id}"))
    assert await told() == (False, garage.owner.name)
    ok(await garage.owner.post(f"/api/jobs/{job_id}/gate/release"))
    assert await told() == (True, None)
    await sound(garage, db)


async def test_a_car_is_recorded_once_however_often_the_phone_sends_it(
    garage: Garage, gate: Person, db: Database
) -> None:
    sighting_id = new_id()
    answers = await asyncio.gather(*(seen(gate, id=sighting_id) for _ in range(4)))
    assert {answer["id"] for answer in answers} == {sighting_id}
    assert len(ok(await gate.get("/api/gate"))["sightings"]) == 1
    refused(
        await gate.post("/api/gate/sightings", {"id": sighting_id, "plate": "MH14ZZ9999", "direction": "in"}),
        409,
        "id_taken",
    )
    entries = await db.collection("journal").find({"workshop_id": garage.id, "kind": "car_seen"}).to_list()
    assert len(entries) == 1
    await sound(garage, db)


async def test_a_phone_that_says_an_absurd_time_is_not_believed(gate: Person, clock: Clock) -> None:
    clock.set("2026-03-10T06:00:00Z")
    for said in ("2026-03-11T06:00:00Z", "2025-01-01T00:00:00Z"):
        await seen(gate, at=said)
    rows = ok(await gate.get("/api/gate"))["sightings"]
    assert [row["at"] for row in rows] == ["2026-03-10T06:00:00Z"] * 2


async def test_a_plate_of_no_letters_is_refused(gate: Person) -> None:
    refused(await gate.post("/api/gate/sightings", {"plate": "--", "direction": "in"}), 422, field="plate")


async def test_no_number_plate_is_in_the_chain(garage: Garage, gate: Person, db: Database) -> None:
    await seen(gate, "MH12AB1234")
    assert await problems(db, garage.id) == []
    (entry,) = await db.collection("journal").find({"workshop_id": garage.id, "kind": "car_seen"}).to_list()
    assert "vehicle_number" in entry["facts"]
    from revops.journal.personal import seal_personal, without_personal

    sealed = entry | seal_personal(entry)
    assert "MH12AB1234" not in str(without_personal(sealed))


async def test_who_may_write_cars_down_stands_at_the_gate_whatever_the_role(garage: Garage) -> None:
    path, job_id = f"/api/members/{garage.manager.id}", await make_job(garage.manager)

    async def has_gate() -> bool:
        return bool(ok(await garage.owner.get(f"/api/jobs/{job_id}/gate"))["has_gate"])

    assert not await has_gate()
    ok(await garage.owner.put(path, {"grants": {"gate:record": True}}))
    assert await has_gate()
    ok(await garage.owner.put(path, {"role": "gate", "grants": {"gate:record": False}}))
    assert not await has_gate()
    ok(await garage.owner.put(path, {"grants": {}}))
    assert await has_gate()


async def test_a_pass_is_for_a_job_that_is_paid(garage: Garage, gate: Person, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=500)
    problem = refused(await garage.manager.put(f"/api/jobs/{job_id}/gate/pass"), 409, "pass_owes")
    assert "₹500" in problem["detail"]
    payment_id = await make_payment(garage.manager, job_id, 500, method="upi")
    shown = ok(await garage.manager.put(f"/api/jobs/{job_id}/gate/pass"))
    assert ok(await garage.manager.put(f"/api/jobs/{job_id}/gate/pass")) == shown
    assert len(shown["code"]) == 9
    assert shown["qr"].startswith("data:image/svg+xml")
    stored = await db.collection("gate_passes").find({"workshop_id": garage.id}).to_list()
    assert len(stored) == 1
    assert shown["code"].replace("-", "") not in str(stored)
    assert ok(await gate.post("/api/gate/passes/check", {"code": shown["code"].lower()})) == {"plate": "MH12AB1234"}
    assert ok(await gate.post("/api/gate/passes/check", {"code": f"REVOPS-PASS:{shown['code']}"}))
    # Somebody takes the payment back while the pass is out.
    await reject_payment(garage.owner, payment_id)
    refused(await gate.post("/api/gate/passes/check", {"code": shown["code"]}), 409, "pass_owes")
    assert (await seen(gate, direction="out", pass_code=shown["code"]))["outcome"] == "owes"
    (asked,) = await db.collection("exceptions").find({"workshop_id": garage.id}).to_list()
    assert (asked["kind"], asked["facts"]["outcome"]) == ("pass_refused", "owes")
    await sound(garage, db)


async def test_a_pass_opens_the_gate_once(garage: Garage, gate: Person, db: Database) -> None:
    job_id = await paid_job(garage)
    code = await gate_pass(garage.manager, job_id)
    # A guard who reads one sign otherwise lets the same car out.
    outcomes = await asyncio.gather(
        *(seen(gate, "MH12A81234", "out", pass_code=code, odometer_km=48260) for _ in range(4))
    )
    assert sorted(answer["outcome"] for answer in outcomes) == ["used", *["used_before"] * 3]
    stand = ok(await garage.manager.get(f"/api/jobs/{job_id}/gate"))
    assert (stand["may_leave"], stand["used_km"]) == (True, 48260)
    assert stand["used_at"] is not None
    refused(await gate.post("/api/gate/passes/check", {"code": code}), 409, "pass_used")
    refused(await garage.manager.put(f"/api/jobs/{job_id}/gate/pass"), 409, "pass_used")
    kinds = [update["kind"] for update in (await get_job(garage.manager, job_id))["updates"]]
    assert kinds[:2] == ["pass_used", "pass_issued"]
    # It comes back, and leaves again with another.
    await seen(gate)
    again = await gate_pass(garage.manager, job_id)
    assert again != code
    assert (await seen(gate, direction="out", pass_code=again))["outcome"] == "used"
    await sound(garage, db)


async def test_a_pass_is_of_its_own_car_and_garage(
    garage: Garage, other_garage: Garage, gate: Person, db: Database
) -> None:
    code = await gate_pass(garage.manager, await paid_job(garage))
    assert (await seen(gate, "KA05MN0001", "out", pass_code=code))["outcome"] == "another_car"
    stranger = await make_member(other_garage.owner, "gate")
    refused(await stranger.post("/api/gate/passes/check", {"code": code}), 404, "not_found")
    assert (await seen(stranger, direction="out", pass_code=code))["outcome"] == "unknown"
    assert (await seen(gate, direction="out", pass_code="AAAA-AAAA"))["outcome"] == "unknown"
    # Still good for its own.
    assert (await seen(gate, direction="out", pass_code=code))["outcome"] == "used"
    await sound(garage, db)
    await sound(other_garage, db)


async def test_the_owner_lets_a_car_leave_on_credit(garage: Garage, gate: Person, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=500)
    path = f"/api/jobs/{job_id}/gate/release"
    async with unchanged(db, garage.id):
        refused(await garage.manager.post(path), 403, "wrong_role")
    ok(await garage.owner.post(path))
    stand = ok(await garage.manager.get(f"/api/jobs/{job_id}/gate"))
    assert (stand["may_leave"], stand["owed"], stand["released_amount"]) == (True, 500, 500)
    assert stand["released_by_name"] == "Test Owner"
    code = await gate_pass(garage.manager, job_id)
    # More is owed than he was told of.
    ok(await garage.manager.put(f"/api/jobs/{job_id}", {"estimated_amount": 900}))
    assert (await seen(gate, direction="out", pass_code=code))["outcome"] == "owes"
    ok(await garage.owner.post(path))
    assert (await seen(gate, direction="out", pass_code=code))["outcome"] == "used"
    assert "credit_released" in [update["kind"] for update in (await get_job(garage.manager, job_id))["updates"]]
    await sound(garage, db)


async def test_a_paid_job_needs_no_release(garage: Garage) -> None:
    job_id = await paid_job(garage)
    refused(await garage.owner.post(f"/api/jobs/{job_id}/gate/release"), 409, "nothing_owed")


async def test_an_estimate_to_follow_is_not_paid(garage: Garage) -> None:
    job_id = await make_job(garage.manager, estimated_amount=None, estimate_to_follow=True)
    problem = refused(await garage.manager.put(f"/api/jobs/{job_id}/gate/pass"), 409, "pass_owes")
    assert "estimate" in problem["detail"]


async def test_a_pass_on_paper_is_numbered_and_opens_the_gate_once(garage: Garage, gate: Person, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=500)
    path = f"/api/jobs/{job_id}/gate/pass.pdf"
    refused(await garage.manager.get(path), 409, "pass_owes")
    await confirm_payment(garage.owner, await make_payment(garage.manager, job_id, 500, method="upi"))
    number = (await get_job(garage.manager, job_id))["number"]
    said = [text_of(await printed(garage.manager, path)) for _ in range(2)]
    code = await gate_pass(garage.manager, job_id)
    # To show and to print it, a browser asks twice.
    assert [code in text and f"{number}-1" in text and "MH12AB1234" in text for text in said] == [True, True]
    job = await get_job(garage.manager, job_id)
    assert not [word for word in ("₹", job["customer_name"], job["phone"][-5:]) if word in said[0]]
    entries = await db.collection("journal").find({"job_id": job_id, "kind": "paper_printed"}).to_list()
    assert [(one["facts"]["paper"], one["note"]) for one in entries] == [("gate_pass", f"{number}-1")]
    # What opens the gate is kept nowhere.
    kept = [row async for row in db.collection("journal").find({"workshop_id": garage.id})]
    assert not [row for row in kept if code in str(row) or code.replace("-", "") in str(row)]
    assert (await seen(gate, direction="out", pass_code=code))["outcome"] == "used"
    refused(await garage.manager.get(path), 409, "pass_used")
    refused(await gate.get(path), 403, "wrong_role")
    await sound(garage, db)


async def printed(person: Person, path: str) -> bytes:
    """Read a paper."""
    response = await person.get(path)
    assert (response.status_code, response.headers["content-type"]) == (200, "application/pdf"), response.text
    return response.content


async def test_a_colleague_shows_no_pass_of_jobs_that_he_does_not_see(garage: Garage) -> None:
    job_id = await paid_job(garage)
    colleague = await make_manager(garage.owner)
    for call in (colleague.get(f"/api/jobs/{job_id}/gate"), colleague.put(f"/api/jobs/{job_id}/gate/pass")):
        refused(await call, 404, "not_found")


async def test_the_owner_counts_cars_on_his_camera(garage: Garage, clock: Clock, db: Database) -> None:
    clock.set("2026-03-10T06:00:00Z")
    await make_job(garage.manager)
    path = "/api/gate/days/2026-03-10"
    for _ in range(2):
        counted = ok(await garage.owner.put(f"{path}/count", {"cars": 3}))
    assert (counted["cars"], counted["jobs_taken_in"]) == (3, 1)
    day = ok(await garage.owner.get(path))
    assert (day["cars_counted"], day["jobs_taken_in"], day["cars_seen"]) == (3, 1, 0)

    async def asked() -> list[tuple[str, int]]:
        rows = await db.collection("exceptions").find({"workshop_id": garage.id, "state": "open"}).to_list()
        return [(row["kind"], row["facts"]["cars"]) for row in rows]

    assert await asked() == [("camera_count_differs", 3)]
    ok(await garage.owner.put(f"{path}/count", {"cars": 2}))
    assert await asked() == [("camera_count_differs", 2)]
    await make_job(garage.manager, **job_fields(vehicle_number="MH14CD5678"))
    ok(await garage.owner.put(f"{path}/count", {"cars": 1}))
    assert await asked() == []
    refused(await garage.owner.put("/api/gate/days/2026-03-12/count", {"cars": 1}), 422, field="day")
    entries = await db.collection("journal").find({"workshop_id": garage.id, "kind": "camera_counted"}).to_list()
    assert len(entries) == 3
    await sound(garage, db)


async def test_how_far_a_car_is_driven_to_try_it_is_set_by_the_owner(garage: Garage, db: Database) -> None:
    assert ok(await garage.owner.get("/api/gate/settings")) == {"test_drive_km": 25}
    ok(await garage.owner.put("/api/gate/settings", {"test_drive_km": 40}))
    assert ok(await garage.owner.get("/api/gate/settings")) == {"test_drive_km": 40}
    refused(await garage.manager.put("/api/gate/settings", {"test_drive_km": 900}), 403, "wrong_role")
    await sound(garage, db)
    await db.collection("workshops").update_one({"_id": garage.id}, {"$set": {"test_drive_km": 900}})
    assert any("its test_drive_km is not" in problem for problem in await problems(db, garage.id))
