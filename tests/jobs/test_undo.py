"""A move that was just made is taken back, by whoever made it, and all that it counted with it."""

import pytest

from revops.mongo.client import Database
from tests.conftest import Clock
from tests.factories import Garage, Person, get_job, make_job, make_manager, make_payment, move_job, ok, refused
from tests.invariants import assert_invariants, unchanged

pytestmark = pytest.mark.slow


def _undo(person: Person, job: dict[str, object], to: str):  # type: ignore[no-untyped-def]
    return person.put(f"/api/jobs/{job['id']}", {"status": to, "undo_of": job["version"]})


@pytest.mark.parametrize(
    ("path", "back_to", "is_completed"),
    [
        (("in_progress",), "pending", False),
        (("completed",), "pending", False),
        (("in_progress", "waiting_for_parts"), "in_progress", False),
        (("completed", "delivered"), "completed", True),
    ],
)
async def test_a_move_is_taken_back_where_no_move_leads_back(
    garage: Garage, db: Database, path: tuple[str, ...], back_to: str, is_completed: bool
) -> None:
    job_id = await make_job(garage.manager, estimated_amount=5000)
    moved = await move_job(garage.manager, job_id, *path)
    job = ok(await _undo(garage.manager, moved, back_to))["job"]
    assert (job["status"], job["completed_at"] is not None) == (back_to, is_completed)
    newest = (await get_job(garage.manager, job_id))["updates"][0]
    assert newest["changes"] == {"status": [moved["status"], back_to], "undone": [False, True]}
    await assert_invariants(db, garage.id)


async def test_a_closed_job_is_open_again_and_takes_money(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=100)
    await make_payment(garage.manager, job_id, 100)
    closed = await move_job(garage.manager, job_id, "completed", "delivered", "closed")
    assert ok(await _undo(garage.manager, closed, "delivered"))["job"]["status"] == "delivered"
    await assert_invariants(db, garage.id)


async def test_only_the_last_own_move_is_taken_back_and_only_for_a_minute(
    garage: Garage, db: Database, clock: Clock
) -> None:
    job_id = await make_job(garage.manager, estimated_amount=5000)
    moved = await move_job(garage.manager, job_id, "completed")
    async with unchanged(db, garage.id):
        # Somebody else's, one from another status, and one of another version.
        refused(await _undo(garage.owner, moved, "pending"), 409, "undo_too_late")
        refused(await _undo(garage.manager, moved, "in_progress"), 409, "undo_too_late")
        refused(await _undo(garage.manager, {**moved, "version": 1}, "pending"), 409, "stale_version")
        # A move is no edit.
        refused(await garage.manager.put(f"/api/jobs/{job_id}", {"undo_of": moved["version"]}), 409, "undo_too_late")
    colleague = await make_manager(garage.owner)
    refused(await _undo(colleague, moved, "pending"), 404)
    clock.advance(seconds=61)
    problem = refused(await _undo(garage.manager, moved, "pending"), 409, "undo_too_late")
    assert "under More" in problem["detail"]


async def test_what_was_taken_back_is_not_taken_back_again(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=5000)
    moved = await move_job(garage.manager, job_id, "completed")
    back = ok(await _undo(garage.manager, moved, "pending"))["job"]
    async with unchanged(db, garage.id):
        refused(await _undo(garage.manager, back, "completed"), 409, "undo_too_late")
    await assert_invariants(db, garage.id)


async def test_a_cancelled_job_that_was_reopened_is_cancelled_again_not_undone(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.owner, estimated_amount=5000)
    ok(await garage.owner.post(f"/api/jobs/{job_id}/cancel", {"reason": "The customer left"}))
    reopened = await move_job(garage.owner, job_id, "in_progress")
    async with unchanged(db, garage.id):
        problem = refused(await _undo(garage.owner, reopened, "closed"), 409, "undo_too_late")
        assert problem["detail"] == "This job was cancelled before it was reopened. Cancel it again instead."
    ok(await garage.owner.post(f"/api/jobs/{job_id}/cancel", {"reason": "The customer left"}))
    await assert_invariants(db, garage.id)


async def test_what_money_did_to_the_status_is_not_undone(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=100)
    delivered = await move_job(garage.manager, job_id, "completed", "delivered")
    assert delivered["status"] == "credit_pending"
    paid = ok(await garage.manager.put(f"/api/jobs/{job_id}", {"estimated_amount": 0}))["job"]
    assert paid["status"] == "delivered"
    async with unchanged(db, garage.id):
        refused(await _undo(garage.manager, paid, "credit_pending"), 409, "undo_too_late")
    await assert_invariants(db, garage.id)


async def test_who_works_on_a_vehicle_takes_a_step_back(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager)
    done = ok(await garage.owner.put(f"/api/work/{job_id}", {"status": "completed"}))["work"]
    body = {"status": "pending", "undo_of": done["version"]}
    assert ok(await garage.owner.put(f"/api/work/{job_id}", body))["work"]["status"] == "pending"
    await assert_invariants(db, garage.id)
