"""Questions to the owner that press are told to him, in one line; the others wait for the evening."""

import pytest

from revops.mongo.client import Database
from tests.factories import Garage, make_job, make_payment, move_job, ok
from tests.invariants import assert_invariants
from tests.push.conftest import PushService
from tests.push.test_push import all_done, end_quiet, one_waits, quiet, told

pytestmark = [pytest.mark.anyio, pytest.mark.slow]


async def test_questions_that_press_are_told_to_the_owner_in_one_line_and_no_others(
    garage: Garage, push_service: PushService, notifying_db: Database
) -> None:
    ok(await garage.owner.put("/api/push", {"events": {"payment_waiting": False}}))
    ok(await garage.owner.put("/api/exceptions/settings", {"muted": ["job_zeroed"]}))
    await quiet(garage.owner)
    owners, _ = await push_service.subscribe(garage.owner)
    managers, _ = await push_service.subscribe(garage.manager)
    cancelled, again, zeroed, lowered = [await make_job(garage.manager) for _ in range(4)]
    for job_id in (cancelled, again, zeroed, lowered):
        await move_job(garage.manager, job_id, "in_progress")
    await make_payment(garage.manager, lowered, 700)
    # One that the evening's digest is early enough for, and one of a kind that is muted.
    ok(await garage.manager.put(f"/api/jobs/{lowered}", {"estimated_amount": 700}))
    ok(await garage.manager.put(f"/api/jobs/{zeroed}", {"estimated_amount": 0}))
    for job_id in (cancelled, again):
        ok(await garage.manager.post(f"/api/jobs/{job_id}/cancel", {"reason": "He went elsewhere"}))
    task = await one_waits(notifying_db, garage, 2)
    asked = ok(await garage.owner.get("/api/exceptions"))
    assert sorted(question["kind"] for question in asked) == ["estimate_lowered", "job_cancelled", "job_cancelled"]
    await end_quiet(garage.owner, notifying_db, task)
    (taken,) = await told(owners, "2 questions that should not wait")
    assert taken["content"]["path"] == "/trust"
    await all_done(notifying_db, garage)
    assert managers.taken() == []
    await assert_invariants(notifying_db, garage.id)
