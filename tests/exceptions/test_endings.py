"""Questions about what was taken back since: they end with an entry, by nobody but whoever answers them."""

import httpx2
import pytest

from revops.core.ids import first_made_at
from revops.core.time import now
from revops.mongo.client import Database
from tests.exceptions.asking import Asked
from tests.factories import Garage, Person, make_job, make_payment, move_job, ok, payment_fields, reject_payment
from tests.settlements.counts import hand_over, make_counting_garage, receive, reverse
from tests.verifying import problems

pytestmark = [pytest.mark.anyio, pytest.mark.slow]


async def ended(db: Database, garage: Garage) -> int:
    """Count the entries of questions that ended."""
    return await db.collection("journal").count_documents({"workshop_id": garage.id, "kind": "exception_withdrawn"})


async def differing(http: httpx2.AsyncClient) -> tuple[Garage, str]:
    """Return a garage in which a hand-over was counted differently."""
    garage = await make_counting_garage(http)
    await make_payment(garage.manager, await make_job(garage.manager, estimated_amount=5000), 5000)
    settlement_id = await hand_over(garage.manager, {"500": 4})
    await receive(garage.owner, settlement_id, {"500": 3})
    return garage, settlement_id


@pytest.mark.parametrize("is_asked_before", [True, False])
async def test_the_difference_of_a_hand_over_that_is_reversed(
    http: httpx2.AsyncClient, asked: Asked, db: Database, *, is_asked_before: bool
) -> None:
    garage, settlement_id = await differing(http)
    if is_asked_before:
        assert (await asked.one(garage, "count_difference"))["state"] == "open"
    await reverse(garage.owner, settlement_id)
    row = await asked.one(garage, "count_difference")
    assert row["state"] == "withdrawn"
    assert (await asked.one(garage, "settlement_reversed"))["state"] == "open"
    refusal = await garage.owner.post(f"/api/exceptions/{row['_id']}/answer", {"verdict": "not_fine"})
    assert refusal.status_code == 409
    assert await ended(db, garage) == 1
    assert await problems(db, garage.id) == []
    # Followed from the beginning, as after a mark was lost, it stays as it is.
    await db.collection("exception_marks").delete_many({})
    assert (await asked.one(garage, "count_difference"))["state"] == "withdrawn"
    assert await ended(db, garage) == 1


async def test_an_answer_stays(http: httpx2.AsyncClient, asked: Asked) -> None:
    garage, settlement_id = await differing(http)
    row = await asked.one(garage, "count_difference")
    ok(await garage.owner.post(f"/api/exceptions/{row['_id']}/answer", {"verdict": "not_fine"}))
    await reverse(garage.owner, settlement_id)
    assert (await asked.one(garage, "count_difference"))["state"] == "answered"


async def late_payment(manager: Person) -> str:
    """Record a payment that a device made three days ago; return its id."""
    payment_id = f"{first_made_at(now().timestamp() - 73 * 3600)}-7a31-8d3c-2f4b8a1c5e90"
    job_id = await make_job(manager, estimated_amount=9000)
    ok(await manager.post("/api/payments", payment_fields(job_id, 9000, id=payment_id, method="card")))
    return payment_id


async def test_a_late_payment_that_the_owner_rejects(garage: Garage, asked: Asked) -> None:
    payment_id = await late_payment(garage.manager)
    assert (await asked.one(garage, "entered_late"))["state"] == "open"
    await reject_payment(garage.owner, payment_id)
    assert (await asked.one(garage, "entered_late"))["state"] == "withdrawn"
    assert (await asked.one(garage, "payment_rejected"))["state"] == "open"


async def test_a_member_ends_no_question_about_himself(garage: Garage, asked: Asked, db: Database) -> None:
    payment_id = await late_payment(garage.manager)
    ok(await garage.manager.post(f"/api/payments/{payment_id}/cancel", {"reason": "Typed wrongly"}))
    assert (await asked.one(garage, "entered_late"))["state"] == "open"
    assert await ended(db, garage) == 0


async def reopened(garage: Garage) -> str:
    """Have the manager, who may, reopen a job that was closed; return its id."""
    ok(await garage.owner.put(f"/api/members/{garage.manager.id}", {"grants": {"jobs:reopen": True}}))
    job_id = await make_job(garage.manager, estimated_amount=800)
    await make_payment(garage.manager, job_id, 800, method="card")
    await move_job(garage.manager, job_id, "completed", "closed", "in_progress")
    return job_id


async def test_a_job_reopened_that_the_owner_closes_again(garage: Garage, asked: Asked) -> None:
    job_id = await reopened(garage)
    assert (await asked.one(garage, "reopened"))["state"] == "open"
    await move_job(garage.owner, job_id, "completed", "closed")
    assert (await asked.one(garage, "reopened"))["state"] == "withdrawn"


async def test_an_undo_ends_what_the_move_led_to_and_nothing_before(garage: Garage, asked: Asked) -> None:
    job_id = await reopened(garage)
    await move_job(garage.manager, job_id, "completed", "closed")
    moved = ok(await garage.manager.put(f"/api/jobs/{job_id}", {"status": "in_progress"}))
    undo = {"status": "closed", "undo_of": moved["job"]["version"]}
    ok(await garage.manager.put(f"/api/jobs/{job_id}", undo))
    assert [row["state"] for row in await asked.about(garage, "reopened")] == ["open", "withdrawn"]
