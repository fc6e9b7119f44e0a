"""An edit that was just made is put back, by whoever made it, while nobody changed the job since."""

from typing import Any

import pytest

from revops.mongo.client import Database
from tests.conftest import Clock
from tests.factories import Garage, Person, get_job, make_job, make_payment, move_job, ok, refused
from tests.invariants import assert_invariants, unchanged

pytestmark = pytest.mark.slow

LINES = [
    {"kind": "labour", "description": "Brakes", "unit_price": 900},
    {"kind": "part", "description": "Pads", "unit_price": 1500, "quantity": 2},
    {"kind": "part", "description": "Fluid", "unit_price": 400},
]
OF_THE_UNDO = {"version", "updated_at", "updates", "next_updates"}


async def _edit(person: Person, job_id: str, **fields: Any) -> int:
    version: int = ok(await person.put(f"/api/jobs/{job_id}", fields))["job"]["version"]
    return version


def _undo(person: Person, job_id: str, version: int, key: str | None = None):  # type: ignore[no-untyped-def]
    return person.put(f"/api/jobs/{job_id}", {"undo_of": version}, key)


async def _state(person: Person, job_id: str) -> dict[str, Any]:
    return {name: value for name, value in (await get_job(person, job_id)).items() if name not in OF_THE_UNDO}


@pytest.mark.parametrize(
    "fields",
    [
        {"internal_notes": "Ask for the old key"},
        {"internal_notes": None, "worker_assigned": "Ganesh", "address": "14 Market Road"},
        {"estimated_amount": 7500},
        {"items": LINES},
        {"planned_completion_days": 9, "work_description": "Brakes and oil", "car_model": "Baleno"},
        {"customer_name": "Meena Rao-Patil", "phone": "9812300011", "vehicle_number": "MH12ZZ0001"},
        {"customer_gst_number": "27AAPFU0939F1ZV", "place_of_supply": "27"},
    ],
)
async def test_an_edit_is_put_back_with_all_that_followed_from_it(
    garage: Garage, db: Database, fields: dict[str, Any]
) -> None:
    job_id = await make_job(garage.manager, estimated_amount=5000, internal_notes="Regular")
    before = await _state(garage.manager, job_id)
    version = await _edit(garage.manager, job_id, **fields)
    assert await _state(garage.manager, job_id) != before
    ok(await _undo(garage.manager, job_id, version))
    assert await _state(garage.manager, job_id) == before
    newest = (await get_job(garage.owner, job_id))["updates"][0]["changes"]
    assert newest["undone"] == [False, True]
    await assert_invariants(db, garage.id)


async def test_lines_are_put_back_in_their_order(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=None, items=LINES)
    before = await _state(garage.manager, job_id)
    for items in ([LINES[2], LINES[0]], [*reversed(LINES), LINES[0]], [{**LINES[1], "unit_price": 1}], []):
        ok(await _undo(garage.manager, job_id, await _edit(garage.manager, job_id, items=items)))
        assert await _state(garage.manager, job_id) == before
    await assert_invariants(db, garage.id)


async def test_money_and_status_follow_the_estimate_back(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=100)
    await make_payment(garage.manager, job_id, 100)
    await move_job(garage.manager, job_id, "completed", "delivered")
    version = await _edit(garage.manager, job_id, estimated_amount=400)
    assert (await get_job(garage.manager, job_id))["status"] == "credit_pending"
    job = ok(await _undo(garage.manager, job_id, version))["job"]
    assert (job["status"], job["remaining_amount"]) == ("delivered", 0)
    await assert_invariants(db, garage.id)


async def test_an_estimate_that_was_to_follow_follows_again(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=None, estimate_to_follow=True)
    await make_payment(garage.manager, job_id, 700)
    for fields in ({"estimated_amount": 900}, {"items": LINES}):
        version = await _edit(garage.manager, job_id, **fields)
        job = ok(await _undo(garage.manager, job_id, version))["job"]
        assert (job["estimate_to_follow"], job["credit_amount"], job["remaining_amount"]) == (True, 700, 0)
        await assert_invariants(db, garage.id)


async def test_only_the_last_own_edit_is_put_back_and_only_for_a_minute(
    garage: Garage, db: Database, clock: Clock
) -> None:
    job_id = await make_job(garage.manager, estimated_amount=5000)
    version = await _edit(garage.manager, job_id, internal_notes="One")
    async with unchanged(db, garage.id):
        refused(await _undo(garage.owner, job_id, version), 409, "undo_too_late")
        refused(await _undo(garage.manager, job_id, version - 1), 409, "stale_version")
    later = await _edit(garage.owner, job_id, car_model="Baleno")
    async with unchanged(db, garage.id):
        refused(await _undo(garage.manager, job_id, version), 409, "stale_version")
        refused(await _undo(garage.manager, job_id, later), 409, "undo_too_late")
    own = await _edit(garage.manager, job_id, internal_notes="Two")
    clock.advance(seconds=61)
    async with unchanged(db, garage.id):
        problem = refused(await _undo(garage.manager, job_id, own), 409, "undo_too_late")
    assert problem["detail"] == "It is too late to take this back. Edit the job again instead."


async def test_what_came_after_an_edit_stays(garage: Garage, db: Database) -> None:
    """Whatever version is named: money on the new estimate, a move made with the edit, and the undo itself."""
    manager = garage.manager
    job_id = await make_job(manager, estimated_amount=100)
    await _edit(manager, job_id, estimated_amount=900)
    await make_payment(manager, job_id, 600)
    paid = (await get_job(manager, job_id))["version"]
    async with unchanged(db, garage.id):
        refused(await _undo(manager, job_id, paid), 409, "estimate_below_paid")
    both = await _edit(manager, job_id, status="in_progress", internal_notes="Begun")
    async with unchanged(db, garage.id):
        refused(await _undo(manager, job_id, both), 409, "undo_too_late")
    noted = await _edit(manager, job_id, internal_notes="More")
    back = ok(await _undo(manager, job_id, noted))["job"]
    async with unchanged(db, garage.id):
        refused(await _undo(manager, job_id, back["version"]), 409, "undo_too_late")
    await assert_invariants(db, garage.id)


async def test_asked_twice_with_one_key_it_is_put_back_once(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=5000)
    version = await _edit(garage.manager, job_id, internal_notes="One")
    for _ in range(2):
        assert ok(await _undo(garage.manager, job_id, version, "undo-once"))["job"]["internal_notes"] is None
    kinds = [row["changes"].get("undone") for row in (await get_job(garage.manager, job_id))["updates"]]
    assert kinds.count([False, True]) == 1
    await assert_invariants(db, garage.id)
