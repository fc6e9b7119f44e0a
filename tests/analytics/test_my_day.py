"""A manager's own day, exact at every instant."""

from typing import Any

import pytest
from fastapi import FastAPI

from revops.access.caller import caller_of
from revops.access.permissions import Permission
from revops.analytics.service import my_day
from revops.journal.sealer import Sealer
from revops.mongo.client import Database
from tests.conftest import Clock
from tests.factories import (
    Api,
    Garage,
    Person,
    confirm_payment,
    confirm_settlement,
    make_garage,
    make_job,
    make_manager,
    make_owner,
    make_payment,
    make_settlement,
    move_job,
    ok,
    refused,
    reject_payment,
    reject_settlement,
)

pytestmark = pytest.mark.slow

PATH = "/api/analytics/mine"
NO_JOBS = {
    "pending": 0,
    "in_progress": 0,
    "waiting_for_parts": 0,
    "completed": 0,
    "delivered": 0,
    "credit_pending": 0,
    "closed": 0,
}
NOTHING = {
    "status_counts": NO_JOBS,
    "open_jobs": 0,
    "due_today": 0,
    "overdue": 0,
    "jobs_today": 0,
    "collected_today": 0,
    "cash_in_hand": 0,
    "pending_settlement": 0,
    "available_to_settle": 0,
    "awaiting_confirmation": {"count": 0, "amount": 0},
    "pending_refunds": {"count": 0, "amount": 0},
    "rejected_recently": [],
    "rejections_seen": [],
}


async def _day(manager: Person) -> dict[str, Any]:
    day: dict[str, Any] = ok(await manager.get(PATH))
    return day


async def test_a_first_day_is_empty(garage: Garage, clock: Clock) -> None:
    clock.set("2026-03-10T06:00:00Z")
    assert await _day(garage.manager) == {**NOTHING, "as_of": "2026-03-10T06:00:00Z"}


async def _busy(garage: Garage, clock: Clock, colleague: Person) -> str:
    """Two days of work of a manager, and a little of a colleague. Returns the payment that was rejected."""
    clock.set("2026-03-09T06:00:00Z")
    first = await make_job(garage.manager, estimated_amount=5000, advance_paid=1000, planned_completion_days=0)
    await confirm_payment(garage.owner, await make_payment(garage.manager, first, 500, method="upi"))
    await make_job(colleague, estimated_amount=900, advance_paid=900, planned_completion_days=0)
    clock.set("2026-03-10T06:00:00Z")
    due = await make_job(garage.manager, estimated_amount=2000, planned_completion_days=0)
    await move_job(garage.manager, due, "in_progress", "waiting_for_parts")
    later = await make_job(garage.manager, estimated_amount=300, advance_paid=300.5 - 0.5, planned_completion_days=4)
    await move_job(garage.manager, later, "in_progress")
    done = await make_job(garage.manager, estimated_amount=100, planned_completion_days=0)
    await move_job(garage.manager, done, "completed", "delivered")
    wrong = await make_payment(garage.manager, due, 700, method="upi", reference="UPI 1")
    await reject_payment(garage.owner, wrong, "Entered twice")
    await make_payment(garage.owner, due, 50)  # cash to the owner is nobody's to settle
    await confirm_settlement(garage.owner, await make_settlement(garage.manager, 400, [first]))
    await reject_settlement(garage.owner, await make_settlement(garage.manager, 100, [first]))
    await make_settlement(garage.manager, 250, [first])
    return wrong


async def test_every_figure(garage: Garage, clock: Clock, db: Database) -> None:
    colleague = await make_manager(garage.owner)
    wrong = await _busy(garage, clock, colleague)
    day = await _day(garage.manager)
    (rejected,) = ok(await garage.manager.get("/api/payments", rejected=True))
    assert (rejected["id"], rejected["reject_reason"]) == (wrong, "Entered twice")
    assert rejected["job"] == {"number": 3, "customer_name": "Test Customer", "vehicle_number": "MH12AB1234"}
    assert day == {
        "status_counts": {**NO_JOBS, "pending": 1, "in_progress": 1, "waiting_for_parts": 1, "credit_pending": 1},
        "open_jobs": 3,
        "due_today": 1,
        "overdue": 1,
        "jobs_today": 3,
        "collected_today": 350,
        "cash_in_hand": 900,
        "pending_settlement": 250,
        "available_to_settle": 650,
        "awaiting_confirmation": {"count": 2, "amount": 1300},
        "pending_refunds": {"count": 0, "amount": 0},
        "rejected_recently": [rejected],
        "rejections_seen": [],
        "as_of": "2026-03-10T06:00:00Z",
    }
    await Sealer(db).drain()
    assert await _day(garage.manager) == day
    theirs = await _day(colleague)
    assert theirs == {
        **NOTHING,
        "status_counts": {**NO_JOBS, "pending": 1},
        "open_jobs": 1,
        "overdue": 1,
        "cash_in_hand": 900,
        "available_to_settle": 900,
        "awaiting_confirmation": {"count": 1, "amount": 900},
        "as_of": "2026-03-10T06:00:00Z",
    }


async def test_today_ends_at_midnight_of_the_workshop(garage: Garage, clock: Clock) -> None:
    clock.set("2026-03-10T18:29:59.999Z")
    await make_job(garage.manager, estimated_amount=500, advance_paid=200, planned_completion_days=0)
    day = await _day(garage.manager)
    assert (day["jobs_today"], day["collected_today"], day["due_today"], day["overdue"]) == (1, 200, 1, 0)
    clock.advance(milliseconds=1)
    day = await _day(garage.manager)
    assert (day["jobs_today"], day["collected_today"], day["due_today"], day["overdue"]) == (0, 0, 0, 1)


async def test_the_last_five_rejections_of_two_weeks(garage: Garage, clock: Clock) -> None:
    clock.set("2026-03-01T06:00:00Z")
    job_id = await make_job(garage.manager, estimated_amount=5000)
    rejected: list[str] = []
    payments = [await make_payment(garage.manager, job_id, 100 + number) for number in range(7)]
    for payment_id in reversed(payments):  # by the verdict, not by the payment
        clock.advance(hours=1)
        await reject_payment(garage.owner, payment_id)
        rejected.insert(0, payment_id)

    async def shown() -> list[str]:
        return [payment["id"] for payment in (await _day(garage.manager))["rejected_recently"]]

    assert await shown() == rejected[:5]
    clock.set("2026-03-15T12:00:00Z")
    assert await shown() == rejected[:2]
    clock.set("2026-03-15T13:00:00.001Z")
    assert await shown() == []


async def test_counting_stops_where_nobody_reads_on(garage: Garage, app: FastAPI) -> None:
    for _ in range(3):
        await make_job(garage.manager, planned_completion_days=0)
    services = app.state.services
    manager = await caller_of(services, await services.user(garage.manager.id), Permission.MY_DAY_READ)
    day = await my_day(manager, max_counted=2)
    assert (day["open_jobs"], day["due_today"]) == (3, 2)


async def test_three_decimals_in_muscat(anonymous: Api) -> None:
    garage = await make_garage(anonymous.http, currency="OMR", timezone="Asia/Muscat", gst_number=None)
    await make_job(garage.manager, estimated_amount=12.345, advance_paid=0.005)
    day = await _day(garage.manager)
    assert (day["collected_today"], day["cash_in_hand"], day["awaiting_confirmation"]["amount"]) == (0.005,) * 3


async def test_it_is_a_managers_own(garage: Garage, other_garage: Garage, anonymous: Api) -> None:
    await make_job(garage.manager, advance_paid=1000)
    refused(await anonymous.get(PATH), 401, "not_signed_in")
    refused(await garage.owner.get(PATH), 403, "wrong_role")
    refused(await (await make_owner(anonymous.http)).get(PATH), 403, "wrong_role")
    assert (await _day(other_garage.manager)) | {"as_of": None} == {**NOTHING, "as_of": None}


async def test_what_was_seen_of_the_rejected_is_kept_for_its_member_alone(garage: Garage) -> None:
    """Whatever device he looks from; the list itself stays as it was."""
    job_id = await make_job(garage.manager, estimated_amount=5000)
    first, second = [await make_payment(garage.manager, job_id, amount) for amount in (100, 200)]
    for payment_id in (first, second):
        await reject_payment(garage.owner, payment_id)
    for _ in range(2):
        ok(await garage.manager.put(f"{PATH}/seen", {"payment_ids": [first]}))
    day = await _day(garage.manager)
    assert day["rejections_seen"] == [first]
    assert [row["id"] for row in day["rejected_recently"]] == [second, first]
    other = await make_manager(garage.owner)
    assert (await _day(other))["rejections_seen"] == []
    refused(await garage.manager.put(f"{PATH}/seen", {"payment_ids": []}), 422)
    many = [f"p{number}" for number in range(60)]
    for at in range(0, 60, 20):
        ok(await garage.manager.put(f"{PATH}/seen", {"payment_ids": many[at : at + 20]}))
    assert (await _day(garage.manager))["rejections_seen"] == many[10:]
