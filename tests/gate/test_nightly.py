"""After the garage's evening the gate is compared with the jobs: what does not fit is asked once, and withdrawn when it
finds its answer.
"""

import datetime as dt
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from fastapi import FastAPI

from revops.access.caller import Services
from revops.core.time import now
from revops.gate import nightly
from revops.mongo.client import Database
from tests.conftest import Clock
from tests.factories import Garage, Person, make_job, make_member, make_payment, move_job, ok
from tests.gate.test_gate import gate_pass, seen, sound

EVENING = "2026-03-10T16:45:00Z"  # a quarter past ten in India


@pytest.fixture
async def gate(garage: Garage) -> Person:
    """Whoever stands at the gate."""
    return await make_member(garage.owner, "gate")


@pytest.fixture
def look(garage: Garage, app: FastAPI) -> Callable[[], Awaitable[None]]:
    """Have the server look as by the clock."""
    services: Services = app.state.services

    async def looks() -> None:
        workshop = await services.workshop(garage.id)
        assert workshop is not None
        await nightly.find(services, workshop, now())

    return looks


async def asked(db: Database, garage: Garage, state: str = "open") -> dict[str, list[dict[str, Any]]]:
    """Return what is asked, by kind."""
    found: dict[str, list[dict[str, Any]]] = {}
    async for row in db.collection("exceptions").find({"workshop_id": garage.id, "state": state}):
        found.setdefault(row["kind"], []).append(row)
    return found


Look = Callable[[], Awaitable[None]]


async def test_a_car_without_a_job_and_a_job_without_a_car(
    garage: Garage, gate: Person, clock: Clock, db: Database, look: Look
) -> None:
    clock.set("2026-03-10T05:00:00Z")
    await make_job(garage.manager, vehicle_number="MH12AB1234")
    unseen = await make_job(garage.manager, vehicle_number="MH14CD5678", estimated_amount=700)
    await seen(gate, "MH12AB1234")
    first = await seen(gate, "KA05MN0001")
    await seen(gate, "KA05MN0001", "out")
    clock.set("2026-03-10T16:20:00Z")  # before ten
    await look()
    assert await asked(db, garage) == {}
    clock.set(EVENING)
    for _ in range(3):
        await look()
    found = await asked(db, garage)
    assert set(found) == {"seen_without_job", "job_never_seen"}
    (without,), (never,) = found["seen_without_job"], found["job_never_seen"]
    assert (without["about"], without["facts"]) == ({"sighting": first["id"]}, {"day": "2026-03-10", "times": 2})
    assert (never["about"], never["amount_minor"]) == ({"job": unseen}, 70_000)
    assert never["member_id"] == garage.manager.id
    assert "KA05" not in str(without)
    await sound(garage, db)


async def test_what_is_explained_the_next_day_is_withdrawn(
    garage: Garage, gate: Person, clock: Clock, db: Database, look: Look
) -> None:
    clock.set("2026-03-10T14:00:00Z")
    await seen(gate, "KA05MN0001")
    await make_job(garage.manager, vehicle_number="MH14CD5678")
    clock.set(EVENING)
    await look()
    assert set(await asked(db, garage)) == {"seen_without_job", "job_never_seen"}
    # Left over night, and taken in in the morning; and a phone that had no network.
    clock.set("2026-03-11T05:00:00Z")
    await make_job(garage.manager, vehicle_number="KA05MN0001")
    await seen(gate, "KA05MN0001")
    await seen(gate, "MH14CD5678", at="2026-03-10T14:01:00Z")
    clock.set("2026-03-11T16:45:00Z")
    await look()
    assert await asked(db, garage) == {}
    assert set(await asked(db, garage, "withdrawn")) == {"seen_without_job", "job_never_seen"}
    await sound(garage, db)


async def test_a_sign_misread_is_the_same_car(
    garage: Garage, gate: Person, clock: Clock, db: Database, look: Look
) -> None:
    clock.set("2026-03-10T05:00:00Z")
    await make_job(garage.manager, vehicle_number="MH12OB1234")
    await make_job(garage.manager, vehicle_number="MH14CD5678")
    await seen(gate, "MH12081234")
    await seen(gate, "MH14CD5679")
    clock.set(EVENING)
    await look()
    assert await asked(db, garage) == {}


async def test_a_car_that_comes_back_weeks_later_is_a_new_visit(
    garage: Garage, gate: Person, clock: Clock, db: Database, look: Look
) -> None:
    clock.set("2026-02-10T05:00:00Z")
    job_id = await make_job(garage.manager, estimated_amount=500)
    await make_payment(garage.manager, job_id, 500, method="upi")
    await move_job(garage.manager, job_id, "completed", "delivered")
    clock.set("2026-03-10T05:00:00Z")
    await seen(gate)
    clock.set(EVENING)
    await look()
    assert set(await asked(db, garage)) == {"seen_without_job"}


async def test_a_garage_without_anybody_at_its_gate_is_asked_nothing(
    garage: Garage, clock: Clock, db: Database, look: Look
) -> None:
    clock.set("2026-03-10T05:00:00Z")
    await make_job(garage.manager)
    clock.set(EVENING)
    await look()
    assert await asked(db, garage) == {}


async def test_a_day_on_which_the_gate_says_nothing_is_asked_about(
    garage: Garage, gate: Person, clock: Clock, db: Database, look: Look
) -> None:
    clock.set("2026-03-10T05:00:00Z")
    await seen(gate)
    await make_job(garage.manager)
    clock.set("2026-03-11T05:00:00Z")
    await make_job(garage.manager, vehicle_number="MH14CD5678")
    clock.set("2026-03-11T16:45:00Z")
    await look()
    found = await asked(db, garage)
    assert set(found) == {"gate_silent"}
    assert found["gate_silent"][0]["facts"] == {"day": "2026-03-11", "jobs": 1}


async def test_out_before_it_was_paid(garage: Garage, gate: Person, clock: Clock, db: Database, look: Look) -> None:
    clock.set("2026-03-10T05:00:00Z")
    plates = ["MH12AB1111", "MH12AB2222", "MH12AB3333", "MH12AB4444", "MH12AB5555"]
    unpaid, later, released, paid, _ = [
        await make_job(garage.manager, vehicle_number=plate, estimated_amount=500) for plate in plates
    ]
    for plate in plates:
        await seen(gate, plate)
    await make_payment(garage.manager, paid, 500, method="upi")
    ok(await garage.owner.post(f"/api/jobs/{released}/gate/release"))
    code = await gate_pass(garage.manager, released)
    clock.set("2026-03-10T09:00:00Z")
    for plate in plates:
        more = {"pass_code": code} if plate == plates[2] else {}
        await seen(gate, plate, "out", **more)
    clock.set("2026-03-10T10:00:00Z")
    await seen(gate, plates[4])  # a test drive
    await make_payment(garage.manager, later, 500, method="upi")
    clock.set(EVENING)
    await look()
    found = await asked(db, garage)
    assert set(found) == {"out_unpaid"}
    assert {row["about"]["job"]: row["amount_minor"] for row in found["out_unpaid"]} == {unpaid: 50_000, later: 50_000}
    assert all(row["member_id"] == garage.manager.id for row in found["out_unpaid"])
    await sound(garage, db)


async def test_where_cars_leave_with_passes_one_that_leaves_without_is_asked_about(
    garage: Garage, gate: Person, clock: Clock, db: Database, look: Look
) -> None:
    async def leaves(plate: str, *, with_pass: bool) -> None:
        await seen(gate, plate)
        job_id = await make_job(garage.manager, vehicle_number=plate, estimated_amount=500)
        await make_payment(garage.manager, job_id, 500, method="upi")
        code = await gate_pass(garage.manager, job_id) if with_pass else None
        await seen(gate, plate, "out", pass_code=code)

    clock.set("2026-03-05T05:00:00Z")
    await leaves("MH12AB1111", with_pass=False)
    await leaves("MH12AB2222", with_pass=True)
    clock.set("2026-03-05T16:45:00Z")
    await look()
    assert await asked(db, garage) == {}
    clock.set("2026-03-10T05:00:00Z")
    await leaves("MH12AB3333", with_pass=True)
    await leaves("MH12AB4444", with_pass=False)
    clock.set(EVENING)
    await look()
    found = await asked(db, garage)
    assert {kind: len(rows) for kind, rows in found.items()} == {"out_without_pass": 1}


async def test_kilometres_that_nobody_drove_for_the_customer(
    garage: Garage, gate: Person, clock: Clock, db: Database, look: Look
) -> None:
    clock.set("2026-03-09T05:00:00Z")
    plates = ["MH12AB1111", "MH12AB2222", "MH12AB3333"]
    for plate, km in zip(plates, (10_000, 20_000, 30_000), strict=True):
        await seen(gate, plate, odometer_km=km)
        job_id = await make_job(garage.manager, vehicle_number=plate, estimated_amount=500)
        await make_payment(garage.manager, job_id, 500, method="upi")
    clock.set("2026-03-10T09:00:00Z")
    await seen(gate, plates[0], "out", odometer_km=10_025)
    # Out and in again is the same visit.
    await seen(gate, plates[1], "out", odometer_km=20_005)
    clock.set("2026-03-10T12:00:00Z")
    await seen(gate, plates[1], odometer_km=20_300)
    clock.set("2026-03-10T12:30:00Z")
    await seen(gate, plates[1], "out", odometer_km=20_301)
    await seen(gate, plates[2], "out", odometer_km=29_990)
    clock.set(EVENING)
    await look()
    found = await asked(db, garage)
    assert set(found) == {"driven_between", "odometer_gap"}
    assert found["driven_between"][0]["facts"] == {"before_km": 20_000, "km": 20_301, "most_km": 25}
    assert found["odometer_gap"][0]["facts"] == {"before_km": 30_000, "km": 29_990}
    assert dt.datetime.fromisoformat("2026-03-10T12:30:00Z") == found["odometer_gap"][0]["at"].replace(tzinfo=dt.UTC)
    await sound(garage, db)
