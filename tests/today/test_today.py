"""What needs the owner: each action appears when there is something to do, with its sum, and goes when it is done."""

from typing import Any

import pytest
from fastapi import FastAPI

from revops.access.caller import caller_of
from revops.access.permissions import Permission
from revops.core.time import now
from revops.messages.row import State
from revops.mongo.client import Database
from revops.oversight.rounds import check_round
from revops.rooms import verify_workshop
from revops.today.service import late_jobs
from tests.conftest import Clock
from tests.factories import (
    Garage,
    Person,
    confirm_payment,
    confirm_settlement,
    make_dead_task,
    make_job,
    make_member,
    make_payment,
    make_settlement,
    move_job,
    ok,
    refused,
)

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

PATH = "/api/today"


async def today(owner: Person) -> dict[str, Any]:
    found: dict[str, Any] = ok(await owner.get(PATH))
    return found


async def actions(owner: Person) -> dict[str, tuple[int, float | None]]:
    return {row["kind"]: (row["count"], row["amount"]) for row in (await today(owner))["actions"]}


async def test_money_that_waits_comes_first_and_goes_when_it_is_dealt_with(
    garage: Garage, other_garage: Garage, db: Database
) -> None:
    """The figures are those of the dashboard, before and after the sealer came by."""
    owner, manager = garage.owner, garage.manager
    job_id = await make_job(manager, estimated_amount=5000)
    payment_id = await make_payment(manager, job_id, 1500, method="cash")
    other_id = await make_payment(manager, job_id, 500, method="upi")
    settlement_id = await make_settlement(manager, 1000, [job_id])
    await move_job(manager, job_id, "in_progress", "completed")
    found = await today(owner)
    assert [(row["kind"], row["count"], row["amount"]) for row in found["actions"]] == [
        ("payments_to_confirm", 2, 2000.0),
        ("cash_to_receive", 1, 1000.0),
        ("cars_ready", 1, None),
    ]
    board = ok(await owner.get("/api/analytics/dashboard"))
    assert found["figures"] == {
        "collected_today": 2000.0,
        "cash_in_hand": board["cash_in_hand"],
        "cash_being_counted": 0,
        "owed_after_delivery": board["owed_after_delivery"],
        "still_to_bill": 3000.0,
        "in_shop": 1,
    }
    assert (await today(other_garage.owner))["actions"] == []
    for payment in (payment_id, other_id):
        await confirm_payment(owner, payment)
    await confirm_settlement(owner, settlement_id)
    await make_payment(manager, job_id, 3000, method="upi")
    await move_job(manager, job_id, "delivered")
    assert await actions(owner) == {"payments_to_confirm": (1, 3000.0)}
    after = (await today(owner))["figures"]
    assert (after["cash_in_hand"], after["still_to_bill"], after["in_shop"]) == (500.0, 0.0, 0)
    (report,) = await check_round(db, [garage.id], verify_workshop)
    assert report.ok, report.problems
    books = (await today(owner))["books"]
    assert books["agrees"]
    assert books["checked_at"] is not None


async def test_a_refund_waits_for_the_owner_as_a_payment_does(garage: Garage) -> None:
    job_id = await make_job(garage.manager, estimated_amount=5000)
    await confirm_payment(garage.owner, await make_payment(garage.manager, job_id, 1500, method="upi"))
    refund = {"job_id": job_id, "amount": 200, "method": "upi", "reason": "Part not needed"}
    refund_id = ok(await garage.manager.post("/api/refunds", refund))["id"]
    assert await actions(garage.owner) == {"refunds_to_confirm": (1, 200.0)}
    await confirm_payment(garage.owner, refund_id)
    assert await actions(garage.owner) == {}


async def test_what_is_late_not_sent_not_done_or_does_not_agree_is_said(
    garage: Garage, db: Database, clock: Clock
) -> None:
    owner, manager = garage.owner, garage.manager
    assert (await today(owner))["books"] == {"checked_at": None, "agrees": True}
    job_id = await make_job(manager, planned_completion_days=1)
    accountant = await make_member(owner, "accountant")
    assert await actions(owner) == {}
    await make_dead_task(db, garage.id)
    sent = {"workshop_id": garage.id, "state": State.FAILED.value, "dedupe_key": garage.id, "created_at": now()}
    await db.collection("messages").insert_one({"_id": f"failed-{garage.id}", **sent})
    found = {"_id": garage.id, "workshop_id": garage.id, "checked_at": now(), "problems": ["one", "two"]}
    await db.collection("verifications").insert_one(found)
    try:
        assert await actions(owner) == {
            "messages_not_sent": (1, None),
            "books_differ": (2, None),
            "work_not_done": (1, None),
        }
        clock.advance(days=3)
        assert list((await actions(owner)).items()) == [
            ("late_jobs", (1, None)),
            ("messages_not_sent", (1, None)),
            ("books_differ", (2, None)),
            ("check_stopped", (1, None)),
            ("work_not_done", (1, None)),
        ]
        # Who reads no log-ins and no checks is not sent to them.
        assert await actions(accountant) == {"messages_not_sent": (1, None), "late_jobs": (1, None)}
        clock.advance(days=6)
        assert "messages_not_sent" not in await actions(owner)
        await move_job(manager, job_id, "in_progress", "completed")
        assert (await actions(owner))["cars_ready"] == (1, None)
        assert "late_jobs" not in await actions(owner)
    finally:
        await db.collection("verifications").delete_one({"_id": garage.id})
        await db.collection("messages").delete_one({"_id": f"failed-{garage.id}"})
        await db.collection("tasks").delete_many({"workshop_id": garage.id, "state": "dead"})


async def test_a_channel_that_is_stopped_is_said(garage: Garage, db: Database) -> None:
    channels = db.collection("message_channels")
    await channels.update_one({"_id": "email"}, {"$set": {"stopped_at": now(), "reason": "No answer."}}, upsert=True)
    try:
        assert await actions(garage.owner) == {"channels_stopped": (1, None)}
    finally:
        await channels.update_one({"_id": "email"}, {"$set": {"stopped_at": None}})
    assert await actions(garage.owner) == {}


async def test_steps_of_a_new_garage_are_ticked_by_what_is_there(garage: Garage, clock: Clock) -> None:
    owner, manager = garage.owner, garage.manager

    async def steps() -> dict[str, bool] | None:
        found = (await today(owner))["set_up"]
        return None if found is None else {row["step"]: row["is_done"] for row in found}

    # The manager of this garage was invited; it has an address from its form.
    ok(await owner.put(f"/api/workshops/{garage.id}", {"address": None, "gst_number": None}))
    open_at_first = {"workshop": False, "papers": False, "rates": False, "team": True, "first_job": False}
    assert await steps() == {**open_at_first, "digest": False, "two_steps": False}
    ok(await owner.put(f"/api/workshops/{garage.id}", {"address": "14 Market Road, Pune"}))
    ok(await owner.post(f"/api/workshops/{garage.id}/billing", {"vpa": "rao@okbank"}))
    await make_job(manager)
    now_done = {"workshop": True, "papers": True, "rates": False, "team": True, "first_job": True}
    assert await steps() == {**now_done, "digest": False, "two_steps": False}
    ok(await owner.post(f"/api/workshops/{garage.id}/billing", {"labour_tax_rate_bp": 1200}))
    assert (await steps() or {})["rates"]

    refused(await manager.put(f"{PATH}/set-up", {"is_put_away": True}), 403, "wrong_role")
    for _ in range(2):
        assert ok(await owner.put(f"{PATH}/set-up", {"is_put_away": True})) == {"message": "Put away"}
    assert await steps() is None
    ok(await owner.put(f"{PATH}/set-up", {"is_put_away": False}))
    assert await steps() is not None
    clock.advance(days=31)
    assert await steps() is None


async def test_two_step_login_is_offered_once_more_after_a_week(garage: Garage, db: Database, clock: Clock) -> None:
    owner = garage.owner

    async def is_offered() -> bool:
        return bool((await today(owner))["offers_two_steps"])

    clock.advance(days=6)
    ok(await owner.put(f"{PATH}/set-up", {"is_put_away": True}))
    assert not await is_offered()
    clock.advance(days=2)
    assert await is_offered()
    mine = {"_id": owner.id}
    await db.collection("users").update_one(mine, {"$set": {"second_factor": {"by": "passkey"}}})
    assert not await is_offered()
    await db.collection("users").update_one(mine, {"$unset": {"second_factor": ""}})
    # While the steps are there, they offer it.
    ok(await owner.put(f"{PATH}/set-up", {"is_put_away": False}))
    assert not await is_offered()
    ok(await owner.put(f"{PATH}/set-up", {"is_put_away": True}))
    ok(await owner.put(f"{PATH}/two-steps-offer/decline"))
    assert not await is_offered()


async def test_late_jobs_are_counted_from_the_index_of_what_is_due(app: FastAPI, garage: Garage, db: Database) -> None:
    """However many are done: the plan reads keys of open jobs past their day, no job, and sorts nothing."""
    for _ in range(12):
        await move_job(garage.manager, await make_job(garage.manager), "in_progress", "completed")
    await make_job(garage.manager)
    services = app.state.services
    caller = await caller_of(services, await services.user(garage.owner.id), Permission.ANALYTICS_READ)
    counting = {"aggregate": "jobs", "pipeline": late_jobs(caller, now()).pipeline, "cursor": {}}
    plan = str(await db.command({"explain": counting, "verbosity": "queryPlanner"}))
    chosen = plan.split("'rejectedPlans'")[0]
    assert "'indexName': 'due_by_status'" in chosen
    assert not [stage for stage in ("SORT", "FETCH") if f"'stage': '{stage}'" in chosen]


async def test_today_is_for_who_reads_the_figures(garage: Garage) -> None:
    refused(await garage.manager.get(PATH), 403, "wrong_role")
