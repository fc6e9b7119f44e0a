"""What cannot be taken back is refused in one plain sentence, with a code that stays, and nothing is lost by it."""

from typing import Any

import httpx2
import pytest

from revops.core.ids import new_id
from revops.mongo.client import Database
from tests.factories import (
    Garage,
    get_job,
    job_fields,
    make_job,
    make_manager,
    make_payment,
    move_job,
    ok,
    payment_fields,
    refused,
)
from tests.invariants import assert_invariants, unchanged

REASON = {"reason": "Wrong amount"}


@pytest.mark.parametrize("what", ["payments", "settlements", "jobs"])
async def test_what_is_not_there_or_anothers_is_not_found(garage: Garage, other_garage: Garage, what: str) -> None:
    job_id = await make_job(garage.manager)
    ids = {"jobs": job_id, "payments": await make_payment(garage.manager, job_id, 100)}
    for one_id in (ids.get(what, new_id()), new_id(), "no-such-id"):
        # Who hands no cash over has none to take back.
        for stranger in (other_garage.manager, *([] if what == "settlements" else [other_garage.owner])):
            said = refused(await stranger.post(f"/api/{what}/{one_id}/cancel", REASON), 404, "not_found")
            assert said["detail"].endswith("does not exist, or you cannot see it.")
    body = {"job_id": job_id, "amount": 1, "method": "cash", **REASON}
    refused(await other_garage.manager.post("/api/refunds", body), 404, "not_found")


async def test_a_job_with_parts_on_it_is_cancelled_and_comes_back_whole(garage: Garage, db: Database) -> None:
    items = [
        {"kind": "part", "description": "Brake pads", "quantity": 2, "unit_price": 850.5},
        {"kind": "labour", "description": "Fitting", "unit_price": 400},
    ]
    job_id = await make_job(garage.manager, estimated_amount=None, items=items)
    before = await get_job(garage.owner, job_id)
    ok(await garage.manager.post(f"/api/jobs/{job_id}/cancel", REASON))
    cancelled = await get_job(garage.owner, job_id)
    assert (cancelled["estimated_amount"], cancelled["bill"]["lines"]) == (0, before["bill"]["lines"])
    late = [
        garage.manager.post("/api/payments", payment_fields(job_id, 1)),
        garage.manager.put(f"/api/jobs/{job_id}", {"items": items[:1]}),
        garage.manager.put(f"/api/jobs/{job_id}", {"internal_notes": "He came back"}),
        garage.owner.post(f"/api/jobs/{job_id}/reassign", {"manager_id": garage.owner.id}),
        garage.owner.post("/api/refunds", {"job_id": job_id, "amount": 1, "method": "upi", **REASON}),
    ]
    async with unchanged(db, garage.id):
        for answer in late:
            assert refused(await answer, 409, "job_closed")["detail"].startswith("This job is closed")
    await move_job(garage.owner, job_id, "in_progress")
    again = await get_job(garage.owner, job_id)
    same = ("estimated_amount", "remaining_amount", "bill")
    assert {name: again[name] for name in same} == {name: before[name] for name in same}
    await assert_invariants(db, garage.id)


async def test_two_phones_take_the_same_car_in_and_neither_loses_what_it_took(garage: Garage, db: Database) -> None:
    """Each has named its job and a payment on it before there was a network."""
    colleague = await make_manager(garage.owner)
    ok(await garage.owner.put(f"/api/workshops/{garage.id}", {"managers_see": "all"}))
    first, second = new_id(), new_id()

    async def send(person: Any, path: str, body: dict[str, Any]) -> httpx2.Response:
        headers = {
            "X-Client": "revops-web",
            "Idempotency-Key": f"{body['id']}-{body.get('another', False)}-{body.get('amount')}",
        }
        response: httpx2.Response = await person.request("POST", path, json=body, headers=headers)
        return response

    ok(await send(garage.manager, "/api/jobs", job_fields(id=first)))
    ok(await send(garage.manager, "/api/payments", payment_fields(first, 200, id=new_id())))
    later = payment_fields(second, 300, id=new_id())
    async with unchanged(db, garage.id):
        said = refused(await send(colleague, "/api/jobs", job_fields(id=second)), 409, "already_open")
        assert "is open" in said["detail"]
        # The payment names a job that was refused, so it stays on the phone until that is decided.
        refused(await send(colleague, "/api/payments", later), 404, "not_found")
    # One of the two ways on: the money belongs on the job that is open.
    ok(await send(colleague, "/api/payments", {**later, "id": new_id(), "job_id": first}))
    # The other: it is another visit, and what was refused goes through as it was.
    ok(await send(colleague, "/api/jobs", job_fields(id=second, another=True)))
    ok(await send(colleague, "/api/payments", {**later, "amount": 100}))
    # The first phone sends all of it once more, because it never heard the answers.
    again = ok(await send(garage.manager, "/api/jobs", job_fields(id=first)))
    assert again["id"] == first
    paid = {job["id"]: job["total_paid"] for job in ok(await garage.owner.get("/api/jobs"))}
    assert paid == {first: 500, second: 100}
    await assert_invariants(db, garage.id)
