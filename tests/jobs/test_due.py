"""Jobs by their due date: what is still to be done, soonest due first."""

import datetime as dt
from typing import Any

import pytest

from revops.core.time import UTC, day_of, now
from revops.jobs.listing import open_jobs
from revops.migrations import MIGRATIONS
from revops.mongo.client import Database
from tests.conftest import Clock
from tests.factories import (
    Garage,
    Person,
    all_pages,
    get_job,
    make_garage,
    make_job,
    make_manager,
    make_payment,
    move_job,
    ok,
    refused,
)

pytestmark = pytest.mark.slow


async def _ids(person: Person, **params: object) -> list[str]:
    return [row["id"] for row in ok(await person.get("/api/jobs", **params))]


async def test_only_what_is_still_to_be_done_the_soonest_due_first(garage: Garage, clock: Clock) -> None:
    clock.set("2026-03-10T06:00:00Z")
    later = await make_job(garage.manager, planned_completion_days=5)
    soon = await make_job(garage.manager, planned_completion_days=1)
    waiting = await make_job(garage.manager, planned_completion_days=3)
    await move_job(garage.manager, waiting, "in_progress", "waiting_for_parts")
    started = await make_job(garage.manager, planned_completion_days=0)
    await move_job(garage.manager, started, "in_progress")
    done = await make_job(garage.manager, planned_completion_days=0)
    await move_job(garage.manager, done, "completed")
    on_credit = await make_job(garage.manager, planned_completion_days=0)
    await move_job(garage.manager, on_credit, "completed", "delivered")
    closed = await make_job(garage.manager, planned_completion_days=0)
    await move_job(garage.owner, closed, "closed")
    for person in (garage.owner, garage.manager):
        assert await _ids(person, sort="due_at") == [started, soon, waiting, later]
    (first, *_) = ok(await garage.owner.get("/api/jobs", sort="due_at"))
    assert (first["due_at"], first["status"]) == ("2026-03-10T06:00:00Z", "in_progress")
    # A rework is to be done again.
    await move_job(garage.manager, done, "in_progress")
    assert await _ids(garage.owner, sort="due_at") == [started, done, soon, waiting, later]


async def test_overdue_and_due_today_are_by_days_of_the_workshop(garage: Garage, clock: Clock) -> None:
    clock.set("2026-03-09T18:29:59.999Z")  # the last millisecond of the 9th in India
    yesterday = await make_job(garage.manager, planned_completion_days=0)
    clock.set("2026-03-09T18:30:00Z")
    today = await make_job(garage.manager, planned_completion_days=0)
    tomorrow = await make_job(garage.manager, planned_completion_days=1)
    clock.set("2026-03-10T18:29:59.999Z")
    assert await _ids(garage.manager, due="overdue") == [yesterday]
    assert await _ids(garage.manager, due="today") == [today]
    clock.advance(milliseconds=1)
    assert await _ids(garage.owner, due="overdue") == [yesterday, today]
    assert await _ids(garage.owner, due="today", sort="-created_at") == [tomorrow]
    await move_job(garage.manager, yesterday, "completed")
    assert await _ids(garage.owner, due="overdue") == [today]


async def test_the_due_date_follows_the_planned_days(garage: Garage, clock: Clock) -> None:
    clock.set("2026-03-10T06:00:00Z")
    job_id = await make_job(garage.manager, planned_completion_days=1)
    other = await make_job(garage.manager, planned_completion_days=2)
    changed = ok(await garage.manager.put(f"/api/jobs/{job_id}", {"planned_completion_days": 4}))["job"]
    assert changed["due_at"] == (await get_job(garage.owner, job_id))["due_at"] == "2026-03-14T06:00:00Z"
    assert await _ids(garage.owner, sort="due_at") == [other, job_id]


async def test_it_goes_with_the_other_filters(garage: Garage, clock: Clock) -> None:
    colleague = await make_manager(garage.owner)
    clock.set("2026-03-10T06:00:00Z")
    paid = await make_job(garage.manager, planned_completion_days=2, estimated_amount=100)
    await make_payment(garage.manager, paid, 100)
    owed = await make_job(garage.manager, planned_completion_days=1, customer_name="Findme Please")
    theirs = await make_job(colleague, planned_completion_days=0)
    await move_job(colleague, theirs, "in_progress")
    assert await _ids(garage.owner, sort="due_at") == [theirs, owed, paid]
    assert await _ids(garage.owner, sort="due_at", manager_id=garage.manager.id) == [owed, paid]
    assert await _ids(garage.owner, sort="due_at", status="in_progress") == [theirs]
    assert await _ids(garage.owner, sort="due_at", status=["pending", "completed"]) == [owed, paid]
    assert await _ids(garage.owner, sort="due_at", status="completed") == []
    assert await _ids(garage.owner, sort="due_at", outstanding=False) == [paid]
    assert await _ids(garage.owner, sort="due_at", q="findme") == [owed]
    assert await _ids(garage.owner, due="today", manager_id=garage.manager.id) == []
    # A manager's list is always the manager's own, whatever is asked.
    assert await _ids(colleague, sort="due_at", manager_id=garage.manager.id) == [theirs]


async def test_pages_are_complete_and_in_order(garage: Garage, other_garage: Garage, clock: Clock) -> None:
    clock.set("2026-03-10T06:00:00Z")  # many rows of one due date: the id decides
    made = [await make_job(garage.manager, planned_completion_days=number % 3) for number in range(17)]
    whole = await _ids(garage.owner, sort="due_at", limit=200)
    assert whole == [*made[0::3], *made[1::3], *made[2::3]]
    for person in (garage.owner, garage.manager):
        rows = await all_pages(person, "/api/jobs", sort="due_at", limit=4)
        assert [row["id"] for row in rows] == whole
    link = (await garage.owner.get("/api/jobs", sort="due_at", limit=4)).headers["link"]
    address = link.partition(">")[0].removeprefix("<")
    assert ok(await other_garage.owner.request("GET", address)) == []
    cursor = address.partition("cursor=")[2]
    refused(await garage.owner.get("/api/jobs", limit=4, cursor=cursor), 422, field="cursor")


@pytest.mark.parametrize(("name", "value"), [("due", "tomorrow"), ("due", "TODAY"), ("sort", "-due_at")])
async def test_an_unknown_wish_is_refused(garage: Garage, name: str, value: str) -> None:
    refused(await garage.owner.get("/api/jobs", **{name: value}), 422, field=name)


def _stages(plan: dict[str, Any]) -> list[dict[str, Any]]:
    return [plan, *(_stages(plan["inputStage"]) if "inputStage" in plan else [])]


@pytest.mark.parametrize("due", [None, "today", "overdue"])
@pytest.mark.parametrize(("mine", "index"), [(False, "due_by_status"), (True, "manager_due")])
async def test_an_index_answers_it_in_order(garage: Garage, db: Database, due: Any, mine: bool, index: str) -> None:
    colleague = await make_manager(garage.owner)
    for number in range(4):
        await make_job(garage.manager, planned_completion_days=number % 2)
        await move_job(garage.manager, await make_job(garage.manager), "completed")
    for number in range(12):
        await make_job(colleague, planned_completion_days=number % 2)
    scope = {"workshop_id": garage.id} | ({"manager_id": garage.manager.id} if mine else {})
    query = {"$and": [scope, open_jobs(due, now() + dt.timedelta(days=1), "Asia/Kolkata")]}
    find = {"find": "jobs", "filter": query, "sort": {"due_at": 1, "_id": 1}, "limit": 51}
    plan = await db.command({"explain": find, "verbosity": "queryPlanner"})
    stages = _stages(plan["queryPlanner"]["winningPlan"])
    assert [stage["indexName"] for stage in stages if stage["stage"] == "IXSCAN"] == [index]
    assert "SORT" not in [stage["stage"] for stage in stages]


async def test_jobs_of_an_earlier_version_gain_their_due_date(garage: Garage, clock: Clock, db: Database) -> None:
    clock.set("2026-03-10T06:00:00.250Z")
    job_id = await make_job(garage.manager, planned_completion_days=3)
    jobs = db.collection("jobs")
    await jobs.update_one({"_id": job_id}, {"$unset": {"due_at": 1}})
    (up,) = [up for number, _, up in MIGRATIONS if number == 2]
    for _ in range(2):
        await up(db)
        stored = await jobs.find_one({"_id": job_id})
        assert stored is not None
        assert stored["due_at"] == dt.datetime(2026, 3, 13, 6, 0, 0, 250_000, UTC)


@pytest.mark.parametrize(
    ("timezone", "taken_in", "days", "due"),
    [
        ("America/New_York", "2026-03-07T04:30:00Z", 2, "2026-03-09T03:30:00Z"),  # 6 March, 23:30; one night is shorter
        ("America/New_York", "2026-10-31T04:30:00Z", 1, "2026-11-01T04:30:00Z"),
        ("America/New_York", "2026-10-31T04:30:00Z", 2, "2026-11-02T05:30:00Z"),  # 00:30 again; one night is longer
        ("Europe/London", "2026-03-28T23:45:00Z", 1, "2026-03-29T22:45:00Z"),
        ("Europe/London", "2026-10-24T22:45:00Z", 1, "2026-10-25T23:45:00Z"),
        ("Africa/Cairo", "2026-04-22T22:30:00Z", 1, "2026-04-23T22:30:00Z"),  # 00:30, which that night does not have
        ("Asia/Kolkata", "2026-03-28T20:00:00Z", 3, "2026-03-31T20:00:00Z"),
    ],
)
async def test_promised_days_are_days_of_the_calendar(
    http: Any, clock: Clock, timezone: str, taken_in: str, days: int, due: str
) -> None:
    garage = await make_garage(http, timezone=timezone, currency="USD", gst_number=None)
    clock.set(taken_in)
    job = await get_job(garage.manager, await make_job(garage.manager, planned_completion_days=days))
    assert job["due_at"] == due
    promised = dt.date.fromisoformat(job["taken_on"]) + dt.timedelta(days=days)
    assert day_of(dt.datetime.fromisoformat(job["due_at"]), timezone) == promised.isoformat()
    # Promised for as many days when the job is changed.
    later = await get_job(garage.manager, await make_job(garage.manager, planned_completion_days=0))
    ok(await garage.manager.request("PUT", f"/api/jobs/{later['id']}", json={"planned_completion_days": days}))
    assert (await get_job(garage.manager, later["id"]))["due_at"] == due
