"""The seven statuses: the whole matrix of moves, for both roles, with and without money outstanding."""

import itertools

import pytest

from revops.mongo.client import Database
from tests.factories import Garage, Person, get_job, make_job, make_payment, move_job, ok, refused
from tests.invariants import assert_invariants, unchanged

pytestmark = pytest.mark.slow

STATUSES = ("pending", "in_progress", "waiting_for_parts", "completed", "delivered", "credit_pending", "closed")

# How a manager and then the owner bring a job that owes money, or one that is paid, to a status.
PATHS = {
    "pending": (),
    "in_progress": ("in_progress",),
    "waiting_for_parts": ("in_progress", "waiting_for_parts"),
    "completed": ("completed",),
    "delivered": ("completed", "delivered"),
    "credit_pending": ("completed", "delivered"),
    "closed": ("completed", "delivered", "closed"),
}
WORK = {
    "pending": {"in_progress", "completed"},
    "in_progress": {"pending", "waiting_for_parts", "completed"},
    "waiting_for_parts": {"in_progress", "completed"},
    "completed": {"in_progress", "delivered"},
    "delivered": set(),
    "credit_pending": set(),
    "closed": set(),
}


def _allowed(role: str, status: str, *, owes: bool) -> set[str]:
    if status == "closed":
        return {"in_progress", "completed", "delivered"} if role == "owner" else set()
    allowed = set(WORK[status])
    if status == "completed" and owes:
        allowed.add("credit_pending")
    if role == "owner" or (status in {"completed", "delivered"} and not owes):
        allowed.add("closed")
    return allowed


def _becomes(wanted: str, *, owes: bool) -> str:
    return "credit_pending" if wanted == "delivered" and owes else wanted


STARTS = [(status, True) for status in STATUSES if status != "delivered"]
STARTS += [(status, False) for status in STATUSES if status != "credit_pending"]


async def _job_at(garage: Garage, status: str, *, owes: bool) -> str:
    job_id = await make_job(garage.manager, estimated_amount=100, advance_paid=0 if owes else 100)
    job = await move_job(garage.owner, job_id, *PATHS[status]) if PATHS[status] else {"status": "pending"}
    assert job["status"] == status
    return job_id


@pytest.mark.parametrize("role", ["manager", "owner"])
@pytest.mark.parametrize(("status", "owes"), STARTS)
async def test_every_move(garage: Garage, db: Database, role: str, status: str, owes: bool) -> None:
    person: Person = getattr(garage, role)
    allowed = _allowed(role, status, owes=owes)
    job_id = await _job_at(garage, status, owes=owes)
    assert set((await get_job(person, job_id))["allowed_statuses"]) == allowed
    async with unchanged(db, garage.id):
        for wanted in STATUSES:
            if wanted == status:
                assert ok(await person.put(f"/api/jobs/{job_id}", {"status": wanted}))["job"]["status"] == status
            elif wanted not in allowed:
                problem = refused(await person.put(f"/api/jobs/{job_id}", {"status": wanted}), 409)
                assert set(problem["allowed"]) == allowed
    for wanted in sorted(allowed):
        fresh = await _job_at(garage, status, owes=owes)
        job = ok(await person.put(f"/api/jobs/{fresh}", {"status": wanted}))["job"]
        assert job["status"] == _becomes(wanted, owes=owes), wanted
    await assert_invariants(db, garage.id)


async def test_a_refused_move_names_the_moves_that_are_possible(garage: Garage) -> None:
    job_id = await make_job(garage.manager)
    problem = refused(
        await garage.manager.put(f"/api/jobs/{job_id}", {"status": "delivered"}), 409, "status_move_not_allowed"
    )
    assert problem["detail"] == ("A job that is pending cannot become delivered. Possible now: in progress, completed.")


async def test_completed_at_is_set_the_first_time_only(garage: Garage) -> None:
    job_id = await make_job(garage.manager)
    first = (await move_job(garage.manager, job_id, "completed"))["completed_at"]
    assert first is not None
    assert (await move_job(garage.manager, job_id, "in_progress"))["completed_at"] == first
    assert (await move_job(garage.manager, job_id, "completed"))["completed_at"] == first


async def test_a_manager_closes_only_what_is_paid(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=5000)
    await move_job(garage.manager, job_id, "completed", "delivered")
    async with unchanged(db, garage.id):
        problem = refused(
            await garage.manager.put(f"/api/jobs/{job_id}", {"status": "closed"}), 409, "money_outstanding"
        )
    assert problem["detail"] == "Money is outstanding on this job, so only the owner can close it."
    await make_payment(garage.manager, job_id, 5000)
    assert (await move_job(garage.manager, job_id, "closed"))["status"] == "closed"
    await assert_invariants(db, garage.id)


async def test_the_owner_closes_with_money_outstanding_and_may_reopen(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=5000)
    await move_job(garage.manager, job_id, "completed", "delivered")
    closed = await move_job(garage.owner, job_id, "closed")
    assert (closed["status"], closed["remaining_amount"]) == ("closed", 5000)
    async with unchanged(db, garage.id):
        problem = refused(await garage.manager.put(f"/api/jobs/{job_id}", {"status": "completed"}), 409)
        assert "only the owner can reopen it" in problem["detail"]
    assert (await move_job(garage.owner, job_id, "delivered"))["status"] == "credit_pending"
    await make_payment(garage.manager, job_id, 5000)
    assert (await get_job(garage.manager, job_id))["status"] == "delivered"
    await assert_invariants(db, garage.id)


async def test_a_status_and_fields_change_in_one_step(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=5000)
    body = {"status": "completed", "estimated_amount": 5200, "work_description": "Engine oil and filter"}
    job = ok(await garage.manager.put(f"/api/jobs/{job_id}", body))["job"]
    assert (job["status"], job["estimated_amount"], job["version"]) == ("completed", 5200, 2)
    (entry, _) = (await get_job(garage.manager, job_id))["updates"]
    assert entry["changes"] == {
        "status": ["pending", "completed"],
        "estimated_amount": [5000, 5200],
        "work_description": ["Engine oil change", "Engine oil and filter"],
    }
    await assert_invariants(db, garage.id)


async def test_a_refused_move_refuses_the_other_fields_too(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager)
    async with unchanged(db, garage.id):
        body = {"status": "delivered", "estimated_amount": 1, "customer_name": "Other"}
        refused(await garage.manager.put(f"/api/jobs/{job_id}", body), 409, "status_move_not_allowed")


def test_the_matrix_above_is_whole() -> None:
    assert set(WORK) == set(PATHS) == set(STATUSES)
    assert len(set(itertools.chain(STARTS))) == 12
