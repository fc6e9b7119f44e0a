"""The owner's figures, exact at every instant."""

import datetime as dt
from typing import Any

import pytest

from revops.journal.sealer import Sealer
from revops.mongo.client import Database
from tests.analytics.work import adds_up, busy
from tests.conftest import Clock
from tests.factories import (
    Api,
    Garage,
    make_garage,
    make_job,
    make_manager,
    make_owner,
    make_payment,
    move_job,
    ok,
    refused,
)
from tests.invariants import assert_invariants

NO_JOBS = {
    "pending": 0,
    "in_progress": 0,
    "waiting_for_parts": 0,
    "completed": 0,
    "delivered": 0,
    "credit_pending": 0,
    "closed": 0,
}


async def test_a_new_workshop_has_zeros_and_thirty_days(garage: Garage, clock: Clock) -> None:
    clock.set("2026-03-10T18:30:00Z")  # the 11th has begun in India
    board = ok(await garage.owner.get("/api/analytics/dashboard"))
    days = board.pop("daily_revenue")
    course = board.pop("course")
    assert board == {
        "total_jobs": 0,
        "total_revenue": 0,
        "total_collected": 0,
        "outstanding_credits": 0,
        "total_credits": 0,
        "net_revenue": 0,
        "tax_amount": 0,
        "taxes": [],
        "written_off_amount": 0,
        "cash_difference": 0,
        "owed_after_delivery": 0,
        "still_to_bill": 0,
        "in_shop": 0,
        "avg_job_value": 0,
        "status_counts": NO_JOBS,
        "manager_performance": [
            {
                "manager_id": garage.manager.id,
                "name": "Test Manager",
                "job_count": 0,
                "total_revenue": 0,
                "avg_job_value": 0,
                "total_collected": 0,
                "cash_in_hand": 0,
                "cash_difference": 0,
                "completed": 0,
                "on_time": 0,
                "average_hours": None,
                "outstanding": 0,
            }
        ],
        "pending_confirmations": {"count": 0, "amount": 0},
        "pending_refunds": {"count": 0, "amount": 0},
        "cash_in_hand": 0,
        "cash_being_counted": 0,
        "previous": None,
        "ageing": [
            {"bucket": "0-7", "from_day": "2026-03-04", "to_day": "2026-03-11", "amount": 0, "jobs": 0},
            {"bucket": "8-30", "from_day": "2026-02-09", "to_day": "2026-03-03", "amount": 0, "jobs": 0},
            {"bucket": "31-60", "from_day": "2026-01-10", "to_day": "2026-02-08", "amount": 0, "jobs": 0},
            {"bucket": "60+", "from_day": None, "to_day": "2026-01-09", "amount": 0, "jobs": 0},
        ],
        "credit_risk": {"customers": [], "largest": [], "longest": []},
        "turnaround": {"completed": 0, "average_hours": None},
        "on_time": {"completed": 0, "on_time": 0, "share": None},
        "as_of": "2026-03-10T18:30:00Z",
    }
    assert len(days) == 30
    assert course == [{"from": day["date"], "to": day["date"], "revenue": 0, "collected": 0, "jobs": 0} for day in days]
    first = dt.date(2026, 2, 10)
    assert days == [
        {"date": (first + dt.timedelta(days=n)).isoformat(), "revenue": 0, "collected": 0, "jobs": 0} for n in range(30)
    ]


def _ages_in_march(amount: float, jobs: int) -> list[dict[str, object]]:
    """The ageing on 10 March of what was taken in within a week."""
    rest: list[dict[str, object]] = [
        {"bucket": "8-30", "from_day": "2026-02-08", "to_day": "2026-03-02"},
        {"bucket": "31-60", "from_day": "2026-01-09", "to_day": "2026-02-07"},
        {"bucket": "60+", "from_day": None, "to_day": "2026-01-08"},
    ]
    young = {"bucket": "0-7", "from_day": "2026-03-03", "to_day": "2026-03-10", "amount": amount, "jobs": jobs}
    return [young, *(row | {"amount": 0, "jobs": 0} for row in rest)]


async def _risk(garage: Garage, amount: float) -> dict[str, object]:
    """What the dashboard on 10 March says of the one job that owes this amount."""
    jobs = ok(await garage.owner.get("/api/jobs", outstanding=True))
    (job,) = [job for job in jobs if job["remaining_amount"] == amount]
    return {
        "id": job["id"],
        "customer_name": "Test Customer",
        "vehicle_number": "MH12AB1234",
        "amount": amount,
        "taken_on": job["taken_on"],
        "days": 10 - int(job["taken_on"][-2:]),
        "manager_name": "Test Manager",
    }


async def test_every_figure(garage: Garage, clock: Clock, db: Database) -> None:
    colleague_id = await busy(garage, clock)
    board = ok(await garage.owner.get("/api/analytics/dashboard"))
    days = {day["date"]: day for day in board.pop("daily_revenue")}
    assert adds_up(board.pop("course"), board)
    first, third = [await _risk(garage, job) for job in (3499, 100)]
    customer_id = ok(await garage.owner.get(f"/api/jobs/{first['id']}"))["customer_id"]
    assert board == {
        "total_jobs": 3,
        "total_revenue": 7099.01,
        "total_collected": 3500.01,
        "outstanding_credits": 3599,
        "total_credits": 3599,
        "net_revenue": 7099.01,
        "tax_amount": 0,
        "taxes": [],
        "written_off_amount": 0,
        "cash_difference": 0,
        "owed_after_delivery": 100,
        "still_to_bill": 3499,
        "in_shop": 1,
        "avg_job_value": 2366.34,
        "status_counts": {**NO_JOBS, "pending": 1, "delivered": 1, "credit_pending": 1},
        "manager_performance": [
            {
                "manager_id": garage.manager.id,
                "name": "Test Manager",
                "job_count": 2,
                "total_revenue": 5099,
                "avg_job_value": 2549.5,
                "total_collected": 1500,
                "cash_in_hand": 600,
                "cash_difference": 0,
                "completed": 1,
                "on_time": 1,
                "average_hours": 0,
                "outstanding": 3599,
            },
            {
                "manager_id": colleague_id,
                "name": "Second Manager",
                "job_count": 1,
                "total_revenue": 2000.01,
                "avg_job_value": 2000.01,
                "total_collected": 2000.01,
                "cash_in_hand": 2000.01,
                "cash_difference": 0,
                "completed": 1,
                "on_time": 1,
                "average_hours": 0,
                "outstanding": 0,
            },
        ],
        "pending_confirmations": {"count": 2, "amount": 3000.01},
        "pending_refunds": {"count": 0, "amount": 0},
        "cash_in_hand": 2600.01,
        "cash_being_counted": 0,
        "previous": None,
        "ageing": _ages_in_march(3599, 2),
        "credit_risk": {
            "customers": [
                {
                    "customer_id": customer_id,
                    "phone": "+919123456789",
                    "name": "Test Customer",
                    "amount": 3599,
                    "jobs": 2,
                    "since": "2026-03-09",
                }
            ],
            "largest": [first, third],
            "longest": [first, third],
        },
        "turnaround": {"completed": 2, "average_hours": 0},
        "on_time": {"completed": 2, "on_time": 2, "share": 1},
        "as_of": "2026-03-10T06:00:00Z",
    }
    assert days["2026-03-09"] == {"date": "2026-03-09", "revenue": 5000, "collected": 1500, "jobs": 1}
    assert days["2026-03-10"] == {"date": "2026-03-10", "revenue": 2099.01, "collected": 2000.01, "jobs": 2}
    await assert_invariants(db, garage.id)


async def test_a_period_counts_what_happened_in_it(garage: Garage, clock: Clock) -> None:
    colleague_id = await busy(garage, clock)

    async def board(**params: str) -> dict[str, Any]:
        found: dict[str, Any] = ok(await garage.owner.get("/api/analytics/dashboard", **params))
        return found

    ninth = await board(from_="2026-03-09", to="2026-03-09")
    assert (ninth["total_jobs"], ninth["total_revenue"], ninth["total_collected"]) == (1, 5000, 1500)
    assert ninth["avg_job_value"] == 5000
    tenth = await board(from_="2026-03-10")
    assert (tenth["total_jobs"], tenth["total_revenue"], tenth["total_collected"]) == (2, 2099.01, 2000.01)
    best, other = tenth["manager_performance"]
    assert (best["manager_id"], best["job_count"], best["total_revenue"]) == (colleague_id, 1, 2000.01)
    assert (other["job_count"], other["total_revenue"], other["cash_in_hand"]) == (1, 99, 600)
    before = await board(to="2026-03-08")
    assert (before["total_jobs"], before["total_revenue"], before["avg_job_value"]) == (0, 0, 0)
    whole = await board()
    for name in ("outstanding_credits", "status_counts", "pending_confirmations"):
        assert ninth[name] == tenth[name] == before[name] == whole[name]
    both = await board(from_="2026-03-01", to="2026-03-31")
    for name in ("total_jobs", "total_revenue", "total_collected", "avg_job_value", "manager_performance"):
        assert both[name] == whole[name]
    assert [day["date"] for day in before["daily_revenue"]][-1] == "2026-03-08"


async def test_the_figures_of_one_manager(garage: Garage, clock: Clock, db: Database) -> None:
    colleague_id = await busy(garage, clock)

    async def board(manager_id: str, **params: str) -> dict[str, object]:
        params["manager_id"] = manager_id
        found: dict[str, object] = ok(await garage.owner.get("/api/analytics/dashboard", **params))
        return found

    mine = await board(garage.manager.id)
    first, third = [await _risk(garage, job) for job in (3499, 100)]
    days = {day["date"]: day for day in mine.pop("daily_revenue")}  # type: ignore[attr-defined]
    course = mine.pop("course")
    assert adds_up(course, mine)
    assert mine == {
        "total_jobs": 2,
        "total_revenue": 5099,
        "total_collected": 1500,
        "outstanding_credits": 3599,
        "total_credits": 3599,
        "net_revenue": 5099,
        "tax_amount": 0,
        "taxes": [],
        "written_off_amount": 0,
        "cash_difference": 0,
        "owed_after_delivery": 100,
        "still_to_bill": 3499,
        "in_shop": 1,
        "avg_job_value": 2549.5,
        "status_counts": {**NO_JOBS, "pending": 1, "credit_pending": 1},
        "manager_performance": [
            {
                "manager_id": garage.manager.id,
                "name": "Test Manager",
                "job_count": 2,
                "total_revenue": 5099,
                "avg_job_value": 2549.5,
                "total_collected": 1500,
                "cash_in_hand": 600,
                "cash_difference": 0,
                "completed": 1,
                "on_time": 1,
                "average_hours": 0,
                "outstanding": 3599,
            }
        ],
        "pending_confirmations": {"count": 1, "amount": 1000},
        "pending_refunds": {"count": 0, "amount": 0},
        "cash_in_hand": 600,
        "cash_being_counted": 0,
        "previous": None,
        "ageing": _ages_in_march(3599, 2),
        "credit_risk": {"customers": [], "largest": [first, third], "longest": [first, third]},
        "turnaround": {"completed": 1, "average_hours": 0},
        "on_time": {"completed": 1, "on_time": 1, "share": 1},
        "as_of": "2026-03-10T06:00:00Z",
    }
    assert len(days) == 30
    assert days["2026-03-09"] == {"date": "2026-03-09", "revenue": 5000, "collected": 1500, "jobs": 1}
    assert days["2026-03-10"] == {"date": "2026-03-10", "revenue": 99, "collected": 0, "jobs": 1}
    tenth = await board(garage.manager.id, from_="2026-03-10", to="2026-03-10")
    assert (tenth["total_jobs"], tenth["total_revenue"], tenth["total_collected"]) == (1, 99, 0)
    assert [row["job_count"] for row in tenth["manager_performance"]] == [1]  # type: ignore[attr-defined]
    theirs = await board(colleague_id)
    assert (theirs["total_jobs"], theirs["total_revenue"], theirs["outstanding_credits"]) == (1, 2000.01, 0)
    assert theirs["status_counts"] == {**NO_JOBS, "delivered": 1}
    assert theirs["pending_confirmations"] == {"count": 1, "amount": 2000.01}
    await Sealer(db).drain()
    mine["daily_revenue"], mine["course"] = list(days.values()), course
    assert await board(garage.manager.id) == mine
    assert await board(garage.manager.id, from_="2026-03-10", to="2026-03-10") == tenth


async def test_a_manager_who_left_keeps_figures_and_a_new_one_has_none(garage: Garage) -> None:
    await make_job(garage.manager, estimated_amount=5000)
    ok(await garage.owner.delete(f"/api/managers/{garage.manager.id}"))
    path = "/api/analytics/dashboard"
    assert ok(await garage.owner.get(path, manager_id=garage.manager.id))["total_revenue"] == 5000
    colleague = await make_manager(garage.owner)
    board = ok(await garage.owner.get(path, manager_id=colleague.id))
    assert (board["total_jobs"], board["total_revenue"]) == (0, 0)
    assert [row["manager_id"] for row in board["manager_performance"]] == [colleague.id]


async def test_another_workshops_manager_has_no_dashboard(garage: Garage, other_garage: Garage) -> None:
    path = "/api/analytics/dashboard"
    for unknown in (other_garage.manager.id, other_garage.owner.id, "no-such-manager"):
        refused(await garage.owner.get(path, manager_id=unknown), 404, "not_found")
    refused(await garage.manager.get(path, manager_id=garage.manager.id), 403, "wrong_role")


async def test_an_owner_has_figures_of_his_own_jobs(garage: Garage) -> None:
    await make_job(garage.manager, estimated_amount=300)
    job_id = await make_job(garage.owner, estimated_amount=500, advance_paid=200)
    his = ok(await garage.owner.get("/api/analytics/dashboard", manager_id=garage.owner.id))
    assert (his["total_jobs"], his["total_revenue"], his["total_collected"]) == (1, 500, 200)
    path = "/api/analytics/entries"
    for whose in ({}, {"manager_id": garage.owner.id}):
        listed = ok(await garage.owner.get(path, figure="revenue", **whose))
        assert job_id in {entry["job_id"] for entry in listed}, whose


async def test_sealed_or_not_the_figures_are_the_same(garage: Garage, clock: Clock, db: Database) -> None:
    await busy(garage, clock)

    async def seen() -> list[object]:
        return [
            ok(await garage.owner.get("/api/analytics/dashboard")),
            ok(await garage.owner.get("/api/analytics/dashboard", from_="2026-03-10", to="2026-03-10")),
            ok(await garage.owner.get("/api/managers")),
        ]

    before = await seen()
    await Sealer(db).drain()
    assert await db.collection("journal").count_documents({"workshop_id": garage.id, "unsealed": True}) == 0
    assert await seen() == before
    await assert_invariants(db, garage.id)


async def test_the_average_rounds_half_up(garage: Garage) -> None:
    await make_job(garage.manager, estimated_amount=0.01)
    await make_job(garage.manager, estimated_amount=0.02)
    assert ok(await garage.owner.get("/api/analytics/dashboard"))["avg_job_value"] == 0.02


async def test_three_decimals_in_muscat(anonymous: Api) -> None:
    garage = await make_garage(anonymous.http, currency="OMR", timezone="Asia/Muscat", gst_number=None)
    await make_job(garage.manager, estimated_amount=12.345, advance_paid=0.005)
    board = ok(await garage.owner.get("/api/analytics/dashboard"))
    assert (board["total_revenue"], board["total_collected"]) == (12.345, 0.005)
    assert board["outstanding_credits"] == 12.34


async def test_it_is_for_the_owner_and_of_the_own_workshop(garage: Garage, other_garage: Garage) -> None:
    await make_job(garage.manager, estimated_amount=5000)
    refused(await garage.manager.get("/api/analytics/dashboard"), 403, "wrong_role")
    assert ok(await other_garage.owner.get("/api/analytics/dashboard"))["total_jobs"] == 0


async def test_without_a_workshop_there_are_no_figures(anonymous: Api) -> None:
    refused(await (await make_owner(anonymous.http)).get("/api/analytics/dashboard"), 404, "no_workshop")


@pytest.mark.parametrize(
    ("params", "field"),
    [
        ({"from_": "2026-03-11", "to": "2026-03-10"}, "from"),
        ({"from_": "yesterday"}, "from"),
        ({"to": "2026-02-30"}, "to"),
        ({"to": "2026-3-1"}, "to"),
        ({"from_": "1969-12-31"}, "from"),
        ({"to": "9999-12-31"}, "to"),
        ({"from_": "2026-03-10T10:00:00Z"}, "from"),
    ],
    ids=str,
)
async def test_a_period_that_cannot_be(garage: Garage, params: dict[str, str], field: str) -> None:
    for path in ("/api/analytics/dashboard",):
        refused(await garage.owner.get(path, **params), 422, field=field)
    for path in ("/api/jobs", "/api/payments"):
        for person in (garage.owner, garage.manager):
            refused(await person.get(path, **params), 422, field=field)


async def test_what_is_still_to_be_billed_is_summed_from_what_is_in_the_shop_alone(
    garage: Garage, db: Database
) -> None:
    for _ in range(12):
        paid = await make_job(garage.manager, estimated_amount=100, advance_paid=100)
        await move_job(garage.owner, paid, "completed")
        await move_job(garage.owner, paid, "delivered")
    # The newest: by the order of the lists they look cheapest to find, until all the others are walked through.
    for _ in range(3):
        await make_job(garage.manager, estimated_amount=100)
    await Sealer(db).drain()
    await db.command({"profile": 2})
    try:
        answers = [ok(await garage.owner.get("/api/analytics/dashboard")) for _ in range(3)]
    finally:
        await db.command({"profile": 0})
    profile = db.collection("journal").database["system.profile"]
    sums = [row async for row in profile.find({"command.pipeline.$group.outstanding_minor": {"$exists": True}})]
    await profile.drop()
    assert [answer["still_to_bill"] for answer in answers] == [300, 300, 300]
    # Nothing happened between them, so it was summed once.
    assert [(row["keysExamined"], row["docsExamined"]) for row in sums] == [(3, 0)]
    job_id = await make_job(garage.manager, estimated_amount=50)
    assert ok(await garage.owner.get("/api/analytics/dashboard"))["still_to_bill"] == 350
    await Sealer(db).drain()
    await make_payment(garage.manager, job_id, 20)
    assert ok(await garage.owner.get("/api/analytics/dashboard"))["still_to_bill"] == 330
    await Sealer(db).drain()
    assert ok(await garage.owner.get("/api/analytics/dashboard"))["still_to_bill"] == 330
