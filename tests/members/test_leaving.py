"""Leaving and coming back: cash that stayed in a hand, jobs that somebody must have, and a code that lets in again."""

import asyncio

import httpx2
import pytest
from fastapi import FastAPI

from revops.access.caller import caller_of
from revops.access.permissions import Permission
from revops.members.schemas import HandOver
from revops.members.service import hand_over_all
from revops.mongo.client import Database
from revops.mongo.idempotency import IdempotencyKey
from tests.factories import (
    PASSWORD,
    Garage,
    Person,
    get_job,
    login,
    make_invite_code,
    make_job,
    make_manager,
    make_member,
    make_payment,
    make_settlement,
    manager_figures,
    move_job,
    ok,
    refused,
    registration,
    reject_payment,
)
from tests.invariants import assert_invariants, unchanged
from tests.verifying import problems

pytestmark = pytest.mark.slow


async def _agrees(db: Database, garage: Garage) -> None:
    await assert_invariants(db, garage.id)
    assert await problems(db, garage.id) == []


async def test_what_came_from_one_who_left_is_recorded(garage: Garage, db: Database) -> None:
    owner, manager = garage.owner, garage.manager
    job_id = await make_job(manager, estimated_amount=5000)
    await make_payment(manager, job_id, 500)
    waiting = await make_settlement(manager, 120)
    body = {"member_id": manager.id, "amount": 100, "notes": "At the door"}
    async with unchanged(db, garage.id):
        refused(await owner.post("/api/settlements/received", body), 409, "hands_over_himself")
    ok(await owner.delete(f"/api/managers/{manager.id}", force=True))
    async with unchanged(db, garage.id):
        too_much = await owner.post("/api/settlements/received", {**body, "amount": 380.01})
        refused(too_much, 409, "more_than_cash_in_hand")
        refused(await owner.post("/api/settlements/received", {**body, "member_id": "no-such"}), 422, field="member_id")
        refused(await owner.post("/api/settlements/received", {**body, "amount": 0}), 422, field="amount")
    first = ok(await owner.post("/api/settlements/received", body, key="once"))
    async with unchanged(db, garage.id):
        assert ok(await owner.post("/api/settlements/received", body, key="once")) == first
    assert (await manager_figures(owner, manager))["cash_in_hand"] == 400
    (row, *_) = ok(await owner.get("/api/settlements", confirmed=True))
    assert (row["id"], row["amount"], row["manager_name"], row["notes"]) == (
        first["id"],
        100,
        "Test Manager",
        "At the door",
    )
    await _agrees(db, garage)
    ok(await owner.put(f"/api/settlements/{waiting}/confirm"))
    ok(await owner.post("/api/settlements/received", {**body, "amount": 280}))
    assert (await manager_figures(owner, manager))["cash_in_hand"] == 0
    await _agrees(db, garage)


async def test_the_same_cash_is_received_once(garage: Garage, db: Database) -> None:
    owner, manager = garage.owner, garage.manager
    payment_id = await make_payment(manager, await make_job(manager), 500)
    ok(await owner.delete(f"/api/managers/{manager.id}", force=True))
    body = {"member_id": manager.id, "amount": 300}
    answers = await asyncio.gather(
        *(owner.post("/api/settlements/received", body) for _ in range(4)),
        owner.put(f"/api/payments/{payment_id}/reject", {"reason": "No such money"}),
    )
    # Received once or taken back, never both.
    assert [answer.status_code for answer in answers].count(200) == 1
    await _agrees(db, garage)


async def test_a_job_goes_over_with_all_that_is_owed_on_it(garage: Garage, db: Database) -> None:
    owner, manager = garage.owner, garage.manager
    colleague = await make_manager(owner, name="Second Manager")
    job_id = await make_job(manager, estimated_amount=5000)
    payment_id = await make_payment(manager, job_id, 1000)
    await move_job(manager, job_id, "completed", "delivered")
    invoice = ok(await manager.post(f"/api/documents/invoice/{job_id}/issue"))
    job = ok(await owner.put(f"/api/jobs/{job_id}", {"manager_id": colleague.id}))["job"]
    assert (job["manager_id"], job["manager_name"], job["remaining_amount"]) == (colleague.id, "Second Manager", 4000)
    await _agrees(db, garage)
    figures = {person.id: await manager_figures(owner, person) for person in (manager, colleague)}
    told = [
        [figures[person.id][name] for name in ("job_count", "total_revenue", "total_collected", "cash_in_hand")]
        for person in (manager, colleague)
    ]
    assert told == [[0, 0, 1000, 1000], [1, 5000, 0, 0]]
    refused(await manager.get(f"/api/jobs/{job_id}"), 404)
    shown = await get_job(colleague, job_id)
    assert [payment["id"] for payment in shown["payments"]] == [payment_id]
    assert shown["updates"][0]["changes"] == {"manager_id": [manager.id, colleague.id]}
    assert (await colleague.get(f"/api/documents/{invoice['id']}/pdf")).status_code == 200
    # The cash is still with whom it was paid to, who hands it over naming the job that it came from.
    cash = ok(await manager.get("/api/settlements/cash"))
    assert [(row["job_id"], row["amount"]) for row in cash["jobs"]] == [(job_id, 1000)]
    await make_settlement(manager, 1000, [job_id])
    await make_payment(colleague, job_id, 4000)
    assert (await get_job(colleague, job_id))["status"] == "delivered"
    await _agrees(db, garage)
    async with unchanged(db, garage.id):
        ok(await owner.put(f"/api/jobs/{job_id}", {"manager_id": colleague.id}))


async def test_money_taken_before_can_be_rejected_after(garage: Garage, db: Database) -> None:
    owner, manager = garage.owner, garage.manager
    colleague = await make_manager(owner)
    job_id = await make_job(manager, estimated_amount=5000)
    payment_id = await make_payment(manager, job_id, 5000)
    await move_job(manager, job_id, "completed", "delivered")
    ok(await owner.put(f"/api/jobs/{job_id}", {"manager_id": colleague.id}))
    await reject_payment(owner, payment_id)
    job = await get_job(colleague, job_id)
    assert (job["status"], job["remaining_amount"]) == ("credit_pending", 5000)
    assert (await manager_figures(owner, manager))["cash_in_hand"] == 0
    await _agrees(db, garage)
    ok(await owner.put(f"/api/jobs/{job_id}", {"manager_id": manager.id}))
    assert (await manager_figures(owner, manager))["total_revenue"] == 5000
    await _agrees(db, garage)


async def test_all_open_jobs_go_over_at_once(garage: Garage, db: Database) -> None:
    owner, manager = garage.owner, garage.manager
    colleague = await make_manager(owner)
    opened = [await make_job(manager, estimated_amount=100 * n, advance_paid=10) for n in (1, 2, 3)]
    done = await make_job(manager, estimated_amount=50)
    await make_payment(manager, done, 50, method="upi")
    await move_job(manager, done, "completed", "delivered")
    await move_job(manager, opened[0], "completed", "delivered")
    ok(await owner.delete(f"/api/managers/{manager.id}", force=True))
    path = f"/api/members/{manager.id}/hand-over"
    answer = ok(await owner.post(path, {"to": colleague.id}, key="all"))
    assert answer == {"message": "3 jobs handed over", "jobs": 3, "jobs_left": 0}
    assert ok(await owner.post(path, {"to": colleague.id}, key="all")) == answer
    assert {job["id"] for job in ok(await colleague.get("/api/jobs"))} == set(opened)
    assert {job["id"] for job in ok(await owner.get("/api/jobs", manager_id=manager.id))} == {done}
    assert (await manager_figures(owner, manager))["cash_in_hand"] == 30
    await _agrees(db, garage)
    assert ok(await owner.post(path, {"to": colleague.id}))["jobs"] == 0


async def test_of_more_jobs_than_go_over_at_once_the_oldest_go(app: FastAPI, garage: Garage, db: Database) -> None:
    owner, manager = garage.owner, garage.manager
    colleague = await make_manager(owner)
    opened = [await make_job(manager, estimated_amount=100 * n, advance_paid=10) for n in range(1, 6)]
    services = app.state.services
    caller = await caller_of(services, await services.user(owner.id), Permission.JOBS_HAND_OVER)
    at_a_time = [(2, 3), (2, 1), (1, 0)]
    for turn, (given, left) in enumerate(at_a_time):
        key = IdempotencyKey(f"turn-{turn}", "hand over")
        answer = await hand_over_all(caller, manager.id, HandOver(to=colleague.id), key, max_jobs=2)
        assert (answer["jobs"], answer["jobs_left"]) == (given, left)
        moved = {job["id"] for job in ok(await colleague.get("/api/jobs"))}
        assert moved == set(opened[: len(opened) - left])
    # Each with what was paid on it: the cash is still in the first one's hand.
    assert (await manager_figures(owner, manager))["cash_in_hand"] == 50
    await _agrees(db, garage)


async def test_nobody_is_given_jobs_who_cannot_have_them(garage: Garage, other_garage: Garage, db: Database) -> None:
    owner, manager = garage.owner, garage.manager
    left, accountant = await make_manager(owner), await make_member(owner, "accountant")
    ok(await owner.delete(f"/api/managers/{left.id}"))
    job_id = await make_job(manager)
    closed = await make_job(manager)
    await move_job(owner, closed, "closed")
    path = f"/api/members/{manager.id}/hand-over"
    async with unchanged(db, garage.id):
        refused(await owner.put(f"/api/jobs/{job_id}", {"manager_id": left.id}), 409, "member_left")
        refused(await owner.post(path, {"to": left.id}), 409, "member_left")
        refused(await owner.put(f"/api/jobs/{job_id}", {"manager_id": accountant.id}), 409, "has_no_jobs")
        for nobody in (other_garage.manager.id, "no-such"):
            refused(await owner.put(f"/api/jobs/{job_id}", {"manager_id": nobody}), 422, field="manager_id")
            refused(await owner.post(path, {"to": nobody}), 422, field="to")
        refused(await owner.post(path, {"to": manager.id}), 422, field="to")
        refused(await owner.put(f"/api/jobs/{closed}", {"manager_id": owner.id}), 409, "job_closed")
        # From a manager it is only what was read before and is sent back.
        for who in (owner.id, manager.id):
            job = ok(await manager.put(f"/api/jobs/{job_id}", {"manager_id": who}))["job"]
            assert job["manager_id"] == manager.id


async def test_a_new_code_brings_somebody_back_with_all_that_was(garage: Garage, db: Database) -> None:
    owner, manager = garage.owner, garage.manager
    job_id = await make_job(manager)
    await make_payment(manager, job_id, 250)
    ok(await owner.delete(f"/api/managers/{manager.id}", force=True))
    answer = await manager.http.post("/api/auth/login", json={"email": manager.email, "password": PASSWORD})
    refused(answer, 403, "manager_removed")
    code = await make_invite_code(owner)
    again = registration(email=manager.email, role="manager", invite_code=code, phone="+919123456780")
    async with unchanged(db, garage.id):
        wrong = await manager.http.post("/api/auth/register", json={**again, "password": "another-lorry-43"})
        refused(wrong, 400, "email_taken")
        bad_code = {**again, "invite_code": "AAAAAAAA"}
        refused(await manager.http.post("/api/auth/register", json=bad_code), 400, "invalid_invite_code")
    back = Person(manager.http, ok(await manager.http.post("/api/auth/register", json=again)))
    assert (back.id, back.workshop_id) == (manager.id, garage.id)
    assert [job["id"] for job in ok(await back.get("/api/jobs"))] == [job_id]
    assert (await manager_figures(owner, back))["cash_in_hand"] == 250
    assert (await manager_figures(owner, back))["is_active"] is True
    await make_settlement(back, 250, [job_id])
    refused(await manager.get("/api/jobs"), 401, "session_ended")
    await _agrees(db, garage)
    ok(await (await login(back.http, back.email)).get("/api/jobs"))


async def test_a_code_at_the_login_brings_back_too_and_in_its_role(garage: Garage, db: Database) -> None:
    owner, manager = garage.owner, garage.manager
    ok(await owner.delete(f"/api/managers/{manager.id}"))
    code = ok(await owner.post(f"/api/workshops/{garage.id}/invite-codes", {"role": "cashier"}))["code"]
    body = {"email": manager.email, "password": PASSWORD, "invite_code": code}
    back = Person(manager.http, ok(await manager.http.post("/api/auth/login", json=body)))
    me = ok(await back.get("/api/auth/me"))
    assert (me["id"], me["member_id"], me["role"]) == (manager.id, manager.id, "cashier")
    await _agrees(db, garage)
    # Whoever is a member already uses no code up.
    unused = await make_invite_code(owner)
    async with unchanged(db, garage.id):
        refused(await back.post("/api/members/join", {"invite_code": unused}), 409, "member_already")


async def test_one_code_lets_one_back(garage: Garage, http: httpx2.AsyncClient, db: Database) -> None:
    owner, first = garage.owner, garage.manager
    second = await make_manager(owner)
    for person in (first, second):
        ok(await owner.delete(f"/api/managers/{person.id}"))
    code = await make_invite_code(owner)
    bodies = [{"email": person.email, "password": PASSWORD, "invite_code": code} for person in (first, second)]
    answers = await asyncio.gather(*(http.post("/api/auth/login", json=body) for body in bodies))
    assert sorted(answer.status_code for answer in answers) == [200, 400]
    await _agrees(db, garage)
