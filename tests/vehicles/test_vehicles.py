"""Vehicles: one of each plate, their readings only grow, and changes of what they are."""

import asyncio
from typing import Any

from revops.mongo.client import Database
from tests.conftest import Clock
from tests.factories import Garage, job_fields, ok, refused
from tests.invariants import assert_invariants, unchanged


async def take_in(garage: Garage, plate: str = "MH12AB1234", **fields: Any) -> str:
    """Take a vehicle in; return its id."""
    return str(ok(await garage.manager.post("/api/jobs", job_fields(vehicle_number=plate, **fields)))["vehicle_id"])


async def change(garage: Garage, vehicle_id: str, **fields: Any) -> Any:
    """Send a change of a vehicle."""
    return await garage.manager.request("PATCH", f"/api/vehicles/{vehicle_id}", json=fields)


async def test_a_plate_belongs_to_one_vehicle_also_when_two_get_it_at_once(garage: Garage, db: Database) -> None:
    first, second, third = [await take_in(garage, plate) for plate in ("MH12AB1", "MH12AB2", "MH12AB3")]
    async with unchanged(db, garage.id):
        refused(await change(garage, second, vehicle_number="mh-12 ab 1"), 409, "plate_taken")
    for round_ in range(3):
        answers = await asyncio.gather(*(change(garage, v, vehicle_number=f"KA01ZZ{round_}") for v in (second, third)))
        assert sorted(answer.status_code for answer in answers) == [200, 409]
    query = {"workshop_id": garage.id, "plate": "KA01ZZ2"}
    assert await db.collection("vehicles").count_documents(query) == 1
    refused(await change(garage, first, vehicle_number="--"), 422, field="vehicle_number")


async def test_readings_grow_and_what_does_not_fit_is_asked_about_and_marked(
    garage: Garage, clock: Clock, db: Database
) -> None:
    clock.set("2026-03-10T06:00:00Z")
    vehicle_id = await take_in(garage, odometer_km=48_000)
    clock.advance(days=3)
    async with unchanged(db, garage.id):
        for km in (47_999, 1_999_105, 51_001):  # lower, a slip of the finger, over 1,000 km a day
            body = job_fields(odometer_km=km)
            problem = refused(await garage.manager.post("/api/jobs", body), 409, "reading_needs_reason")
            assert problem["last_km"] == 48_000
            refused(await change(garage, vehicle_id, odometer_km=km), 409, "reading_needs_reason")
        refused(await garage.manager.post("/api/jobs", job_fields(odometer_km=47_000, odometer_reason=" ")), 422)
    await take_in(garage, odometer_km=51_000)
    ok(await change(garage, vehicle_id, odometer_km=12, odometer_reason="The instrument was replaced"))
    clock.advance(days=1)
    await take_in(garage, odometer_km=100)  # they grow from there
    page = ok(await garage.owner.get(f"/api/vehicles/{vehicle_id}"))
    assert [(r["km"], r["is_marked"], r["reason"]) for r in page["readings"]] == [
        (100, False, None),
        (12, True, "The instrument was replaced"),
        (51_000, False, None),
        (48_000, False, None),
    ]
    assert page["odometer_km"] == 100
    assert [r["job_id"] is None for r in page["readings"]] == [False, True, False, False]
    query = {"workshop_id": garage.id, "kind": "reading_marked"}
    assert [e["subject_id"] for e in await db.collection("audit_log").find(query).to_list()] == [vehicle_id]
    await assert_invariants(db, garage.id)


async def test_the_last_reading_is_told_by_the_garages_day(garage: Garage, clock: Clock) -> None:
    clock.set("2026-03-10T20:00:00Z")  # after midnight in Pune
    vehicle_id = await take_in(garage, odometer_km=48_000)
    for answer in (
        await garage.manager.post("/api/jobs", job_fields(odometer_km=47_000)),
        await change(garage, vehicle_id, odometer_km=47_000),
    ):
        problem = refused(answer, 409, "reading_needs_reason")
        assert problem["detail"].startswith("The odometer said 48,000 km on 11 Mar 2026, and 47,000 km is less.")
        assert problem["last_at"] == "2026-03-10T20:00:00+00:00"


async def test_an_absurd_first_reading_is_asked_about(garage: Garage) -> None:
    body = job_fields(odometer_km=1_999_105)
    problem = refused(await garage.manager.post("/api/jobs", body), 409, "reading_needs_reason")
    assert problem["last_km"] is None
    answer = ok(await garage.manager.post("/api/jobs", body | {"odometer_reason": "It says so"}))
    page = ok(await garage.owner.get(f"/api/vehicles/{answer['vehicle_id']}"))
    assert (page["readings"][0]["is_marked"], page["readings"][0]["reason"]) == (True, "It says so")


async def test_two_intakes_at_once_keep_both_readings(garage: Garage, db: Database) -> None:
    vehicle_id = await take_in(garage, odometer_km=1000)
    body = job_fields(odometer_km=1500)
    for answer in await asyncio.gather(*(garage.manager.post("/api/jobs", body) for _ in range(4))):
        ok(answer)
    page = ok(await garage.owner.get(f"/api/vehicles/{vehicle_id}"))
    assert [reading["km"] for reading in page["readings"]] == [1500] * 4 + [1000]
    assert len({reading["job_id"] for reading in page["readings"]}) == 5
    await assert_invariants(db, garage.id)


async def test_changes_are_stored_and_bad_ones_refused(garage: Garage, db: Database) -> None:
    vehicle_id = await take_in(garage)
    said = {"make": "Honda", "model": "City ZX", "year": 2019, "fuel": "petrol", "vin": "MAKGM1", "colour": "White"}
    shown = ok(await change(garage, vehicle_id, **said, version=1))["vehicle"]
    assert {name: shown[name] for name in said} == said
    refused(await change(garage, vehicle_id, colour="Red", version=1), 409, "stale_version")
    async with unchanged(db, garage.id):
        for bad in ({"year": "2019"}, {"year": 1}, {"fuel": "steam"}, {"odometer_km": -1}, {"odometer_km": "12"}):
            refused(await change(garage, vehicle_id, **bad), 422, field=next(iter(bad)))
    assert [row["id"] for row in ok(await garage.owner.get("/api/vehicles", q="city zx"))] == [vehicle_id]
    assert ok(await garage.owner.get(f"/api/vehicles/{vehicle_id}"))["jobs"][0]["car_model"] == "Honda City"
