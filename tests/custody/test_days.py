"""The end of the day: opened and closed with a count, each difference with a reason, none of it changed any more."""

import asyncio

import pytest
from fastapi import FastAPI

from revops.core.ids import new_id
from revops.custody.service import days_begun
from revops.mongo.client import Database
from revops.mongo.scoped import TenantScope
from tests.conftest import Clock
from tests.custody.making import asked, entries, holder, look, notes, set_limits
from tests.factories import (
    Garage,
    confirm_settlement,
    make_job,
    make_manager,
    make_payment,
    make_settlement,
    manager_figures,
    ok,
    refused,
)
from tests.invariants import assert_invariants, unchanged
from tests.verifying import problems

pytestmark = pytest.mark.anyio

MORNING, EVENING, LATE = "2026-03-10T04:00:00+00:00", "2026-03-10T14:00:00+00:00", "2026-03-10T15:30:00+00:00"
NEXT_DAY = "2026-03-11T04:00:00+00:00"


async def test_a_day_with_its_float(garage: Garage, db: Database, clock: Clock) -> None:
    clock.set(MORNING)
    opened = ok(await garage.manager.post("/api/custody/days/open", {"count": notes(500)}))
    assert opened["message"] == "Day opened"
    assert (opened["day"]["day"], opened["day"]["opening"]["difference"]) == ("2026-03-10", 500)
    job_id = await make_job(garage.manager, estimated_amount=50_000)
    await make_payment(garage.manager, job_id, 2_350)
    assert (await holder(garage.owner, garage.manager))["day"]["id"] == opened["day"]["id"]
    clock.set(EVENING)
    closed = ok(await garage.manager.post("/api/custody/days/close", {"count": notes(2_850), "currency": "INR"}))
    assert closed["day"]["closing"] == {
        "count": {"2000": 1, "500": 1, "200": 1, "100": 1, "50": 1},
        "counted": 2_850, "book": 2_350, "pending": 0, "float_amount": 500, "expected": 2_850, "difference": 0,
        "reason": None,
    }  # fmt: skip
    (listed,) = ok(await garage.owner.get("/api/custody/days"))
    assert listed == closed["day"]
    assert [len(await entries(db, garage, kind)) for kind in ("day_opened", "day_closed")] == [1, 1]
    assert await asked(db, garage) == []
    # The float of the evening is expected in the morning.
    clock.set(NEXT_DAY)
    problem = refused(
        await garage.manager.post("/api/custody/days/open", {"count": notes(2_350)}), 409, "difference_unexplained"
    )
    assert (problem["expected"], problem["difference"]) == (2_850, -500)
    body = {"count": notes(2_350), "reason": "The owner took the change"}
    ok(await garage.manager.post("/api/custody/days/open", body))
    assert [one["kind"] for one in await asked(db, garage)] == ["count_difference"]
    assert await problems(db, garage.id) == []
    await assert_invariants(db, garage.id)


async def test_a_difference_needs_a_reason_and_stays_with_the_member(garage: Garage, db: Database) -> None:
    await make_payment(garage.manager, await make_job(garage.manager), 1_000)
    async with unchanged(db, garage.id):
        problem = refused(
            await garage.manager.post("/api/custody/days/close", {"count": notes(900)}), 409, "difference_unexplained"
        )
    assert problem["detail"] == (
        "You counted ₹900, and by the book it should be ₹1,000: ₹100 is missing. Count again, or say why."
    )
    body = {"count": notes(900), "reason": "Wrong change given"}
    closed = ok(await garage.manager.post("/api/custody/days/close", body))["day"]
    assert (closed["closing"]["difference"], closed["closing"]["reason"]) == (-100, "Wrong change given")
    assert closed["opened_at"] is None
    assert (await manager_figures(garage.owner, garage.manager))["cash_in_hand"] == 1_000
    (asks,) = await asked(db, garage, "count_difference")
    assert asks["facts"] == {"expected_minor": 100_000, "counted_minor": 90_000, "difference_minor": -10_000}
    assert asks["amount_minor"] == 10_000
    assert await problems(db, garage.id) == []


async def test_what_waits_for_the_owner_may_be_with_either(garage: Garage) -> None:
    await make_payment(garage.manager, await make_job(garage.manager), 1_000)
    await make_settlement(garage.manager, 600)
    colleague = await make_manager(garage.owner)
    await make_payment(colleague, await make_job(colleague), 1_000)
    await make_settlement(colleague, 600)
    closed = ok(await garage.manager.post("/api/custody/days/close", {"count": notes(400)}))["day"]["closing"]
    assert (closed["book"], closed["pending"], closed["expected"], closed["difference"]) == (1_000, 600, 400, 0)
    refused(await colleague.post("/api/custody/days/close", {"count": notes(399)}), 409, "difference_unexplained")
    refused(await colleague.post("/api/custody/days/close", {"count": notes(1_001)}), 409, "difference_unexplained")
    closed = ok(await colleague.post("/api/custody/days/close", {"count": notes(1_000)}))["day"]["closing"]
    assert closed["difference"] == 0


async def test_one_day_of_each_member(garage: Garage, db: Database, clock: Clock) -> None:
    clock.set(MORNING)
    nothing: dict[str, object] = {"count": {}}
    answers = await asyncio.gather(*(garage.manager.post("/api/custody/days/open", nothing) for _ in range(4)))
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409]
    refused(await garage.manager.post("/api/custody/days/open", nothing), 409, "day_already_open")
    clock.set(NEXT_DAY)
    problem = refused(await garage.manager.post("/api/custody/days/open", nothing), 409, "day_already_open")
    assert "10 March 2026" in problem["detail"]
    ok(await garage.manager.post("/api/custody/days/close", nothing))
    ok(await garage.manager.post("/api/custody/days/open", nothing))
    answers = await asyncio.gather(*(garage.manager.post("/api/custody/days/close", nothing) for _ in range(4)))
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409]
    refused(await garage.manager.post("/api/custody/days/close", nothing), 409, "day_closed")
    refused(await garage.manager.post("/api/custody/days/open", nothing), 409, "day_closed")
    assert [day["day"] for day in ok(await garage.manager.get("/api/custody/days"))] == ["2026-03-11", "2026-03-10"]
    assert await problems(db, garage.id) == []


async def test_a_count_that_comes_on_another_day_is_of_the_day_it_was_made_on(
    garage: Garage, db: Database, clock: Clock
) -> None:
    colleague = await make_manager(garage.owner)
    clock.set(MORNING)
    of_then = {"count": {}, "day": "2026-03-10"}
    ok(await garage.manager.post("/api/custody/days/open", of_then))
    clock.set(NEXT_DAY)
    # Of a day that nobody opened nothing is left to close, and it opens no other one.
    for what in ("open", "close"):
        problem = refused(await colleague.post(f"/api/custody/days/{what}", of_then), 409, "day_over")
        assert "10 March" in problem["detail"]
    closed = ok(await garage.manager.post("/api/custody/days/close", of_then, key="late"))["day"]
    assert (closed["day"], closed["closed_at"] is not None) == ("2026-03-10", True)
    refused(await garage.manager.post("/api/custody/days/close", of_then), 409, "day_closed")
    # Nor does it close the day that has begun since.
    ok(await garage.manager.post("/api/custody/days/open", {"count": {}, "day": "2026-03-11"}))
    refused(await garage.manager.post("/api/custody/days/close", of_then), 409, "day_closed")
    refused(await garage.manager.post("/api/custody/days/close", {"count": {}, "day": "2026-03-09"}), 409, "day_over")
    ok(await garage.manager.post("/api/custody/days/close", {"count": {}, "day": "2026-03-11"}))
    assert await problems(db, garage.id) == []


async def test_bad_counts_and_other_people(garage: Garage, other_garage: Garage, db: Database) -> None:
    async with unchanged(db, garage.id):
        path = "/api/custody/days/close"
        refused(await garage.manager.post(path, {"count": {"1000": 1}}), 422, field="count")
        refused(await garage.manager.post(path, {"count": {"500": -1}}), 422)
        refused(await garage.manager.post(path, {"count": {}, "currency": "AED"}), 422, field="currency")
        refused(await garage.owner.post(path, {"count": {}}), 403)
    ok(await other_garage.manager.post(path, {"count": {}}))
    colleague = await make_manager(garage.owner)
    ok(await colleague.post(path, {"count": {}}))
    assert ok(await garage.manager.get("/api/custody/days")) == []
    assert len(ok(await garage.owner.get("/api/custody/days"))) == 1
    assert ok(await garage.owner.get("/api/custody/days", manager_id=garage.manager.id)) == []


async def test_a_day_that_is_not_closed_is_asked_about_where_the_garage_uses_it(
    garage: Garage, db: Database, clock: Clock, app: FastAPI
) -> None:
    resting, opened = await make_manager(garage.owner), await make_manager(garage.owner)
    clock.set(MORNING)
    ok(await opened.post("/api/custody/days/open", {"count": {}}))
    await make_payment(garage.manager, await make_job(garage.manager), 1_000)
    clock.set(LATE)
    await look(app, garage)
    assert await asked(db, garage) == []
    await set_limits(garage, closes_at="20:30")
    clock.set(EVENING)
    await look(app, garage)
    assert await asked(db, garage) == []
    clock.set(LATE)
    for _ in range(2):
        await look(app, garage)
    found = await asked(db, garage)
    assert {(one["kind"], one["member_id"]) for one in found} == {
        ("day_not_closed", garage.manager.id), ("day_not_closed", opened.id),
    }  # fmt: skip
    assert resting.id not in {one["member_id"] for one in found}
    assert {one["facts"]["of_day"] for one in found} == {"2026-03-10"}
    ok(await garage.manager.post("/api/custody/days/close", {"count": notes(1_000)}))
    states = {one["member_id"]: one["state"] for one in await asked(db, garage)}
    assert states == {garage.manager.id: "withdrawn", opened.id: "open"}
    # Closed on another day it was not closed in time.
    clock.set(NEXT_DAY)
    ok(await opened.post("/api/custody/days/close", {"count": {}}))
    await look(app, garage)
    assert {one["member_id"]: one["state"] for one in await asked(db, garage)} == states
    assert await problems(db, garage.id) == []


async def test_the_owner_books_a_difference_with_a_reason(garage: Garage, db: Database) -> None:
    await make_payment(garage.manager, await make_job(garage.manager), 1_000)
    await confirm_settlement(garage.owner, await make_settlement(garage.manager, 100))
    body = {"count": notes(850), "reason": "Wrong change given"}
    day_id = ok(await garage.manager.post("/api/custody/days/close", body))["day"]["id"]
    book = {"of": "day", "id": day_id, "reason": "An honest mistake"}
    refused(await garage.manager.post("/api/custody/differences", book), 403)
    answers = await asyncio.gather(*(garage.owner.post("/api/custody/differences", book) for _ in range(3)))
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409]
    refused(await garage.owner.post("/api/custody/differences", book), 409, "nothing_to_book")
    assert (await holder(garage.owner, garage.manager))["cash_in_hand"] == 850
    (entry,) = await entries(db, garage, "cash_difference_booked")
    assert entry["note"] == "An honest mistake"
    assert {one["account"]: one["amount_minor"] for one in entry["postings"]} == {
        "cash_in_hand": -5_000, "cash_difference": 5_000,
    }  # fmt: skip
    (day,) = ok(await garage.owner.get("/api/custody/days"))
    assert day["booked"]["reason"] == "An honest mistake"
    assert await problems(db, garage.id) == []
    await assert_invariants(db, garage.id)


async def test_days_of_before_are_not_walked(garage: Garage, db: Database, clock: Clock) -> None:
    """Each of some members has hundreds of them a year, and who holds cash is asked at every look."""
    clock.set(MORNING)
    opened = ok(await garage.manager.post("/api/custody/days/open", {"count": notes(500)}))["day"]
    of_before = [
        {
            "workshop_id": garage.id,
            "manager_id": f"{member}-{garage.id}",
            "day": f"2020-{n // 28 + 1:02}-{n % 28 + 1:02}",
        }
        for member in range(3)
        for n in range(300)
    ]
    await db.collection("cash_days").insert_many([{**row, "_id": new_id()} for row in of_before])
    for name, walk in days_begun(db, TenantScope(garage.id), opened["day"]).items():
        asked = {"aggregate": walk.collection, "pipeline": walk.pipeline, "cursor": {}}
        plan = await db.command({"explain": asked, "verbosity": "executionStats"})
        stats = (plan if "executionStats" in plan else plan["stages"][0]["$cursor"])["executionStats"]
        assert (stats["nReturned"], stats["totalDocsExamined"]) == (1, 1), name
        assert stats["totalKeysExamined"] <= 2, name
    (holder,) = ok(await garage.manager.get("/api/custody"))["holders"]
    assert holder["day"] == opened
