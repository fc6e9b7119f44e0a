"""Many at once, through the whole application and a real database: nothing is done twice, nothing is lost."""

import asyncio
from collections import Counter
from collections.abc import Awaitable
from typing import Any

import httpx2
import pytest

from revops.mongo.client import Database
from tests.factories import (
    Garage,
    confirm_payment,
    get_job,
    make_invite_code,
    make_job,
    make_manager,
    make_payment,
    make_settlement,
    manager_figures,
    move_job,
    ok,
    payment_fields,
    refused,
    registration,
)
from tests.invariants import assert_invariants

pytestmark = pytest.mark.slow


async def _together(*calls: Awaitable[httpx2.Response]) -> list[httpx2.Response]:
    return list(await asyncio.gather(*calls))


def _outcomes(responses: list[httpx2.Response]) -> Counter[Any]:
    """Count the answers: 200, or the code of the refusal."""
    assert all(response.status_code < 500 for response in responses), [r.text for r in responses]
    return Counter(r.status_code if r.status_code == 200 else r.json()["code"] for r in responses)


async def test_of_ten_who_register_with_one_code_one_gets_in(garage: Garage, db: Database) -> None:
    code = await make_invite_code(garage.owner)
    bodies = [registration(role="manager", invite_code=code) for _ in range(10)]
    http = garage.owner.http
    responses = await _together(*(http.post("/api/auth/register", json=body) for body in bodies))
    assert _outcomes(responses) == {200: 1, "invalid_invite_code": 9}
    (winner,) = [response.json()["user"] for response in responses if response.status_code == 200]
    used = await db.collection("invite_codes").find_one({"code": code})
    assert used is not None
    assert used["used_by"] == winner["id"]
    emails = [body["email"] for body in bodies]
    assert await db.collection("users").count_documents({"email": {"$in": emails}}) == 1
    assert await db.collection("managers").count_documents({"workshop_id": garage.id}) == 2
    await assert_invariants(db, garage.id)


async def test_of_ten_who_register_one_address_one_gets_it(garage: Garage, db: Database) -> None:
    codes = [await make_invite_code(garage.owner) for _ in range(10)]
    body = registration(role="manager")
    http = garage.owner.http
    responses = await _together(
        *(http.post("/api/auth/register", json={**body, "invite_code": code}) for code in codes)
    )
    assert _outcomes(responses) == {200: 1, "email_taken": 9}
    assert await db.collection("invite_codes").count_documents({"workshop_id": garage.id, "used_by": None}) == 9


async def test_payments_that_together_exceed_what_is_owed_stop_at_it(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=1000)
    responses = await _together(
        *(garage.manager.post("/api/payments", payment_fields(job_id, 99.99)) for _ in range(20))
    )
    assert _outcomes(responses) == {200: 10, "more_than_outstanding": 10}
    job = await get_job(garage.owner, job_id)
    assert (job["total_paid"], job["remaining_amount"], len(job["payments"])) == (999.9, 0.1, 10)
    await assert_invariants(db, garage.id)


async def test_the_last_payment_is_taken_once_and_delivers_the_job(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=1000)
    await move_job(garage.manager, job_id, "completed", "delivered")
    people = [garage.manager, garage.owner] * 10
    responses = await _together(*(person.post("/api/payments", payment_fields(job_id, 1000)) for person in people))
    assert _outcomes(responses) == {200: 1, "more_than_outstanding": 19}
    assert (await get_job(garage.owner, job_id))["status"] == "delivered"
    await assert_invariants(db, garage.id)


async def test_the_same_cash_is_not_settled_twice(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, advance_paid=1000)
    body = {"amount": 600, "job_ids": [job_id]}
    responses = await _together(*(garage.manager.post("/api/settlements", body) for _ in range(10)))
    assert _outcomes(responses) == {200: 1, "more_than_cash_in_hand": 9}
    figures = await manager_figures(garage.owner, garage.manager)
    assert (figures["cash_in_hand"], figures["pending_settlement"]) == (1000, 600)
    await assert_invariants(db, garage.id)


async def test_cash_is_either_settled_or_its_payment_rejected(garage: Garage, db: Database) -> None:
    for _ in range(8):
        job_id = await make_job(garage.manager)
        payment_id = await make_payment(garage.manager, job_id, 1000)
        settled, rejected = await _together(
            garage.manager.post("/api/settlements", {"amount": 1000, "job_ids": [job_id]}),
            garage.owner.put(f"/api/payments/{payment_id}/reject", {"reason": "No such money"}),
        )
        assert sorted((settled.status_code, rejected.status_code)) == [200, 409]
        await assert_invariants(db, garage.id)
        if settled.status_code == 200:
            ok(await garage.owner.put(f"/api/settlements/{settled.json()['id']}/confirm"))
        assert (await manager_figures(garage.owner, garage.manager))["cash_in_hand"] == 0
    await assert_invariants(db, garage.id)


async def test_two_rejections_of_cash_against_one_settlement(garage: Garage, db: Database) -> None:
    first, second = await make_job(garage.manager), await make_job(garage.manager)
    payments = [await make_payment(garage.manager, job_id, 1000) for job_id in (first, second)]
    await make_settlement(garage.manager, 1000)
    body = {"reason": "No such money"}
    responses = await _together(*(garage.owner.put(f"/api/payments/{p}/reject", body) for p in payments))
    assert _outcomes(responses) == {200: 1, "cash_already_settled": 1}
    await assert_invariants(db, garage.id)


async def test_a_payment_gets_one_verdict(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=1000)
    payment_id = await make_payment(garage.manager, job_id, 400)
    body = {"reason": "No such money"}
    responses = await _together(
        *(garage.owner.put(f"/api/payments/{payment_id}/confirm") for _ in range(5)),
        *(garage.owner.put(f"/api/payments/{payment_id}/reject", body) for _ in range(5)),
    )
    # A confirmed payment can still be rejected, so in the end it is; and each verdict was given at most once.
    assert set(_outcomes(responses)) <= {200, "payment_rejected"}
    job = await get_job(garage.owner, job_id)
    assert (job["payments"][0]["verdict"], job["total_paid"], job["confirmed_amount"]) == ("rejected", 0, 0)
    kinds = Counter(entry["kind"] for entry in job["updates"])
    assert kinds["payment_rejected"] == 1
    assert kinds["payment_confirmed"] <= 1
    await assert_invariants(db, garage.id)


async def test_a_settlement_gets_one_verdict(garage: Garage, db: Database) -> None:
    await make_job(garage.manager, advance_paid=1000)
    settlement_id = await make_settlement(garage.manager, 1000)
    path = f"/api/settlements/{settlement_id}"
    responses = await _together(
        *(garage.owner.put(f"{path}/confirm") for _ in range(5)),
        *(garage.owner.put(f"{path}/reject", {"reason": "Nothing came"}) for _ in range(5)),
    )
    outcomes = _outcomes(responses)
    assert outcomes[200] == 5
    (row,) = ok(await garage.owner.get("/api/settlements"))
    assert outcomes[f"settlement_{row['verdict']}"] == 5
    expected = 0 if row["verdict"] == "confirmed" else 1000
    assert (await manager_figures(garage.owner, garage.manager))["cash_in_hand"] == expected
    await assert_invariants(db, garage.id)


async def test_an_estimate_falling_while_payments_come_in(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=1000)
    responses = await _together(
        *(garage.manager.post("/api/payments", payment_fields(job_id, 100)) for _ in range(12)),
        *(garage.owner.put(f"/api/jobs/{job_id}", {"estimated_amount": 400 + 50 * n}) for n in range(6)),
        *(garage.manager.put(f"/api/jobs/{job_id}", {"worker_assigned": f"Ramu {n}"}) for n in range(4)),
    )
    assert set(_outcomes(responses)) <= {200, "more_than_outstanding", "estimate_below_paid"}
    paid = sum(r.status_code == 200 for r in responses[:12])
    job = await get_job(garage.owner, job_id)
    assert job["total_paid"] == 100 * paid
    assert job["remaining_amount"] == job["estimated_amount"] - 100 * paid >= 0
    await assert_invariants(db, garage.id)


async def test_of_many_changes_to_one_version_one_wins(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager)
    bodies = [{"worker_assigned": f"Ramu {n}", "version": 1} for n in range(8)]
    responses = await _together(*(garage.manager.put(f"/api/jobs/{job_id}", body) for body in bodies))
    assert _outcomes(responses) == {200: 1, "stale_version": 7}
    assert (await get_job(garage.manager, job_id))["version"] == 2
    bodies = [{"name": f"Motors {n}", "version": 1} for n in range(8)]
    responses = await _together(*(garage.owner.put(f"/api/workshops/{garage.id}", body) for body in bodies))
    assert _outcomes(responses) == {200: 1, "stale_version": 7}
    await assert_invariants(db, garage.id)


async def test_a_job_is_moved_by_one_of_many(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=100, advance_paid=100)
    await move_job(garage.manager, job_id, "completed")
    responses = await _together(
        *(garage.manager.put(f"/api/jobs/{job_id}", {"status": "delivered"}) for _ in range(5)),
        *(garage.owner.put(f"/api/jobs/{job_id}", {"status": "in_progress"}) for _ in range(5)),
    )
    # From neither status leads a move to the other, so one side wins: its first moved the job, the rest found it so.
    delivering, reopening = _outcomes(responses[:5]), _outcomes(responses[5:])
    status = "delivered" if 200 in delivering else "in_progress"
    won, lost = {200: 5}, {"status_move_not_allowed": 5}
    assert (delivering, reopening) == ((won, lost) if status == "delivered" else (lost, won))
    assert (await get_job(garage.owner, job_id))["status"] == status
    moves = [
        entry["changes"]["status"]
        async for entry in db.collection("journal").find({"workshop_id": garage.id, "job_id": job_id}, sort=[("at", 1)])
        if "status" in entry.get("changes", {})
    ]
    assert moves == [["pending", "completed"], ["completed", status]]
    await assert_invariants(db, garage.id)


async def test_closing_while_payments_come_in(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=1000)
    await move_job(garage.manager, job_id, "completed", "delivered")
    responses = await _together(
        *(garage.manager.post("/api/payments", payment_fields(job_id, 50)) for _ in range(8)),
        garage.owner.put(f"/api/jobs/{job_id}", {"status": "closed"}),
    )
    assert set(_outcomes(responses)) <= {200, "job_closed"}
    paid = sum(r.status_code == 200 for r in responses[:8])
    job = await get_job(garage.owner, job_id)
    assert (job["status"], job["total_paid"]) == ("closed", 50 * paid)
    refused(await garage.manager.post("/api/payments", payment_fields(job_id, 50)), 409, "job_closed")
    await assert_invariants(db, garage.id)


async def test_cash_that_comes_in_while_its_manager_is_removed_stays_on_record(garage: Garage, db: Database) -> None:
    for _ in range(5):
        manager = await make_manager(garage.owner)
        job_id = await make_job(manager, estimated_amount=1000)
        payment, removal = await _together(
            manager.post("/api/payments", payment_fields(job_id, 400)),
            garage.owner.delete(f"/api/managers/{manager.id}"),
        )
        # Neither waits for the other: at the same instant both may happen, and then the cash stays on record.
        figures = await manager_figures(garage.owner, manager)
        if removal.status_code == 200:
            collected = 400 if payment.status_code == 200 else 0
            assert (figures["is_active"], figures["cash_in_hand"]) == (False, collected), payment.text
        else:
            refused(removal, 409, "cash_in_hand")
            assert (figures["is_active"], figures["cash_in_hand"]) == (True, 400)
    await assert_invariants(db, garage.id)


async def test_the_currency_changes_before_the_first_job_or_not_at_all(garage: Garage, db: Database) -> None:
    changed, *jobs = await _together(
        garage.owner.put(f"/api/workshops/{garage.id}", {"currency": "OMR"}),
        *(
            garage.manager.post(
                "/api/jobs",
                {
                    "customer_name": "Test Customer",
                    "phone": "+919123456789",
                    "car_model": "Honda City",
                    "vehicle_number": "MH12AB1234",
                    "work_description": "Engine oil change",
                    "estimated_amount": 12.34,
                    "planned_completion_days": 2,
                },
            )
            for _ in range(5)
        ),
    )
    assert set(_outcomes([changed, *jobs])) <= {200, "currency_fixed", "currency_changed"}
    workshop = ok(await garage.owner.get("/api/workshops/me"))
    minor = 12340 if workshop["currency"] == "OMR" else 1234
    stored = await db.collection("jobs").find({"workshop_id": garage.id}).to_list()
    assert [job["estimated_minor"] for job in stored] == [minor] * sum(job.status_code == 200 for job in jobs)
    await assert_invariants(db, garage.id)


async def test_a_busy_hour(garage: Garage, db: Database) -> None:
    """Everything at once, by everybody; the books must balance after it and at every look between."""
    colleague = await make_manager(garage.owner)
    managers = [garage.manager, colleague]
    job_ids = [await make_job(manager, estimated_amount=1000) for manager in managers * 3]

    async def work(number: int) -> list[httpx2.Response]:
        manager = managers[number % 2]
        job_id = job_ids[number % 6]
        paid = await manager.post("/api/payments", payment_fields(job_id, 90 + number))
        done = [paid, await manager.put(f"/api/jobs/{job_id}", {"estimated_amount": 1000 + number})]
        if paid.status_code == 200:
            path = f"/api/payments/{paid.json()['id']}"
            verdict = "confirm" if number % 3 else "reject"
            done.append(await garage.owner.put(f"{path}/{verdict}", {"reason": "No"} if verdict == "reject" else None))
        settled = await manager.post("/api/settlements", {"amount": 50 + number, "job_ids": []})
        done.append(settled)
        if settled.status_code == 200:
            path = f"/api/settlements/{settled.json()['id']}"
            verdict = "reject" if number % 4 == 0 else "confirm"
            done.append(await garage.owner.put(f"{path}/{verdict}", {"reason": "No"} if verdict == "reject" else None))
        return done

    async def watch() -> None:
        for _ in range(4):
            await assert_invariants(db, garage.id)
            board = ok(await garage.owner.get("/api/analytics/dashboard"))
            assert board["total_jobs"] == 6
            assert round(board["total_revenue"] - board["total_collected"], 2) == board["outstanding_credits"]

    *results, _ = await asyncio.gather(*(work(number) for number in range(12)), watch())
    responses = [response for result in results for response in result or []]
    assert set(_outcomes(responses)) <= {
        200,
        "more_than_outstanding",
        "estimate_below_paid",
        "more_than_cash_in_hand",
        "cash_already_settled",
    }
    await assert_invariants(db, garage.id)


async def test_confirmed_amounts_add_up_when_confirmed_at_once(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=1000)
    payments = [await make_payment(garage.manager, job_id, 10 + n) for n in range(10)]
    await asyncio.gather(*(confirm_payment(garage.owner, payment_id) for payment_id in payments))
    job = await get_job(garage.owner, job_id)
    assert (job["confirmed_amount"], job["total_paid"]) == (145, 145)
    await assert_invariants(db, garage.id)
