"""A move that a phone sends late, or twice: done once, and not over the heads of others."""

from revops.mongo.client import Database
from tests.factories import Garage, Person, get_job, make_job, make_member, make_payment, move_job, ok, refused
from tests.invariants import assert_invariants


async def _move(person: Person, job_id: str, came: str, went: str, key: str | None = None):  # type: ignore[no-untyped-def]
    return await person.put(f"/api/jobs/{job_id}", {"status": went, "from_status": came}, key)


async def test_a_move_sent_again_under_its_key_is_not_made_again_after_it_was_taken_back(
    garage: Garage, db: Database
) -> None:
    job_id = await make_job(garage.manager)
    moved = ok(await _move(garage.manager, job_id, "pending", "in_progress", "late-1"))["job"]
    assert moved["status"] == "in_progress"
    await move_job(garage.manager, job_id, "pending")
    again = ok(await _move(garage.manager, job_id, "pending", "in_progress", "late-1"))["job"]
    assert (again["status"], again["version"]) == ("pending", moved["version"] + 1)
    # Another move under a key that is used.
    refused(await _move(garage.manager, job_id, "pending", "completed", "late-1"), 422, "idempotency_key_reused")
    await assert_invariants(db, garage.id)


async def test_a_late_move_is_refused_where_somebody_has_moved_the_job_elsewhere(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager)
    await move_job(garage.owner, job_id, "completed")
    problem = refused(await _move(garage.manager, job_id, "pending", "in_progress"), 409, "stale_version")
    assert problem["current"]["status"] == "completed"
    assert (await get_job(garage.manager, job_id))["status"] == "completed"
    # Where it is to go it stands already.
    version = (await get_job(garage.manager, job_id))["version"]
    assert ok(await _move(garage.manager, job_id, "in_progress", "completed"))["job"]["version"] == version
    await assert_invariants(db, garage.id)


async def test_a_late_delivery_is_done_on_credit_where_money_is_outstanding_and_sent_again_changes_nothing(
    garage: Garage, db: Database
) -> None:
    job_id = await make_job(garage.manager, estimated_amount=100)
    await move_job(garage.manager, job_id, "completed")
    first = ok(await _move(garage.manager, job_id, "completed", "delivered"))["job"]
    again = ok(await _move(garage.manager, job_id, "completed", "delivered"))["job"]
    assert (first["status"], again["status"], again["version"]) == (
        "credit_pending",
        "credit_pending",
        first["version"],
    )
    await make_payment(garage.manager, job_id, 100)
    assert ok(await _move(garage.manager, job_id, "completed", "credit_pending"))["job"]["status"] == "delivered"
    await assert_invariants(db, garage.id)


async def test_a_technicians_late_move_is_made_once_and_refused_without_a_word_of_money(
    garage: Garage, db: Database
) -> None:
    technician = await make_member(garage.owner, "technician")
    job_id = await make_job(garage.manager, estimated_amount=54321)
    ok(await garage.owner.put(f"/api/jobs/{job_id}", {"manager_id": technician.id}))
    path, start = f"/api/work/{job_id}", {"status": "in_progress", "from_status": "pending"}
    moved = ok(await technician.put(path, start, "work-1"))["work"]
    # Sent again for want of an answer it changes nothing, nor does taking it back.
    assert ok(await technician.put(path, start, "work-1"))["work"]["version"] == moved["version"]
    back = {"status": "pending", "undo_of": moved["version"]}
    taken_back = ok(await technician.put(path, back, "work-2"))["work"]
    assert (taken_back["status"], taken_back["version"]) == ("pending", moved["version"] + 1)
    assert ok(await technician.put(path, back, "work-2"))["work"]["version"] == taken_back["version"]
    await move_job(garage.owner, job_id, "completed")
    late = refused(await technician.put(path, start, "work-3"), 409, "stale_version")
    assert late["current"] == {"status": "completed"}
    # Nor does what is possible tell whether anything is paid.
    impossible = refused(await technician.put(path, {"status": "pending"}), 409, "status_move_not_allowed")
    assert impossible["allowed"] == ["in_progress"]
    assert impossible["detail"] == "This work cannot become pending now. Possible: in progress."
    await assert_invariants(db, garage.id)
