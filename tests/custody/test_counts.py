"""Surprise counts: asked by the owner or the server, ten minutes, against the book of that instant."""

import asyncio
import datetime as dt
from collections import Counter
from dataclasses import replace

import pytest
from fastapi import FastAPI

from revops.access.custody import CashLimits, CustodySettings
from revops.custody.planning import planned_on
from revops.mongo.client import Database
from tests.conftest import Clock, eventually
from tests.custody.making import asked, entries, holder, look, notes, set_limits
from tests.factories import (
    Garage,
    confirm_settlement,
    make_job,
    make_manager,
    make_payment,
    make_settlement,
    ok,
    payment_fields,
    refused,
)
from tests.invariants import assert_invariants, unchanged
from tests.verifying import problems

pytestmark = pytest.mark.anyio

NOON = "2026-03-10T06:30:00+00:00"


async def _ask(garage: Garage) -> str:
    answer = ok(await garage.owner.post("/api/custody/counts", {"member_id": garage.manager.id}))
    return str(answer["id"])


async def test_the_owner_asks_and_the_result_stands(garage: Garage, db: Database, clock: Clock) -> None:
    clock.set(NOON)
    await make_payment(garage.manager, await make_job(garage.manager), 1_000)
    assert ok(await garage.manager.get("/api/custody/counts/asked")) == {"count": None}
    count_id = await _ask(garage)
    waiting = ok(await garage.manager.get("/api/custody/counts/asked"))["count"]
    assert (waiting["id"], waiting["due_at"], waiting["by_server"]) == (count_id, "2026-03-10T06:40:00Z", False)
    assert (await holder(garage.owner, garage.manager))["asked"]["id"] == count_id
    refused(
        await garage.owner.post("/api/custody/counts", {"member_id": garage.manager.id}), 409, "count_already_asked"
    )
    clock.set("2026-03-10T06:39:59+00:00")
    path = f"/api/custody/counts/{count_id}/answer"
    made = ok(await garage.manager.post(path, {"count": notes(950), "currency": "INR"}, key="mine"))
    assert made["count"]["state"] == "made"
    assert (made["count"]["tally"]["book"], made["count"]["tally"]["difference"]) == (1_000, -50)
    assert ok(await garage.manager.post(path, {"count": notes(950), "currency": "INR"}, key="mine")) == made
    refused(await garage.manager.post(path, {"count": notes(1_000)}), 409, "count_made")
    assert ok(await garage.manager.get("/api/custody/counts/asked")) == {"count": None}
    (difference,) = await asked(db, garage)
    assert (difference["kind"], difference["amount_minor"]) == ("count_difference", 5_000)
    assert [len(await entries(db, garage, kind)) for kind in ("count_asked", "count_made")] == [1, 1]
    assert ok(await garage.owner.get("/api/custody/counts")) == [made["count"]]
    assert await problems(db, garage.id) == []
    await assert_invariants(db, garage.id)


async def test_answers_that_do_not_count(garage: Garage, other_garage: Garage, db: Database, clock: Clock) -> None:
    colleague = await make_manager(garage.owner)
    clock.set(NOON)
    count_id = await _ask(garage)
    path = f"/api/custody/counts/{count_id}/answer"
    async with unchanged(db, garage.id):
        for stranger in (colleague, other_garage.manager):
            refused(await stranger.post(path, {"count": {}}), 404)
        refused(await garage.owner.post(path, {"count": {}}), 403)
        refused(await garage.manager.post(path, {"count": {}, "currency": "AED"}), 422, field="currency")
        refused(await garage.manager.post(path, {"count": {"7": 1}}), 422, field="count")
        refused(await garage.manager.post(path, {"count": {"500": "3"}}), 422)
        refused(await garage.manager.post(path, {}), 422, field="count")
        unknown = "/api/custody/counts/unknown/answer"
        refused(await garage.manager.post(unknown, {"count": {}}), 404)
        for nobody in (garage.owner.id, other_garage.manager.id, "unknown"):
            answer = await garage.owner.post("/api/custody/counts", {"member_id": nobody})
            assert answer.status_code in {404, 422}
        refused(await garage.manager.post("/api/custody/counts", {"member_id": garage.manager.id}), 403)
    clock.set("2026-03-10T06:40:00+00:00")
    refused(await garage.manager.post(path, {"count": {}}), 409, "count_missed")


async def test_a_missed_count_is_recorded(garage: Garage, db: Database, clock: Clock, app: FastAPI) -> None:
    clock.set("2026-03-10T06:30:00+00:00")
    await set_limits(garage, closes_at="20:00")
    count_id = await _ask(garage)
    clock.set("2026-03-10T06:40:01+00:00")

    async def is_missed() -> bool:
        return bool(await asked(db, garage, "count_missed"))

    # By the task whose time has come, without a look by the clock.
    await eventually(is_missed)
    await look(app, garage)
    (missed,) = await asked(db, garage)
    assert (missed["member_id"], missed["about"]) == (garage.manager.id, {"cash_count": count_id})
    assert len(await entries(db, garage, "count_missed")) == 1
    assert [one["state"] for one in ok(await garage.owner.get("/api/custody/counts"))] == ["missed"]
    await _ask(garage)
    assert await problems(db, garage.id) == []


async def test_a_count_against_payments_and_hand_overs_at_once(garage: Garage, db: Database) -> None:
    """The book of a count is what had happened before it: each of the sums that there were."""
    job_id = await make_job(garage.manager, estimated_amount=50_000)
    await make_payment(garage.manager, job_id, 1_000)
    waiting = await make_settlement(garage.manager, 300)
    count_id = await _ask(garage)
    path = f"/api/custody/counts/{count_id}/answer"
    answers = await asyncio.gather(
        garage.manager.post("/api/payments", payment_fields(job_id, 10)),
        garage.manager.post(path, {"count": notes(1_000)}, key="a"),
        garage.owner.put(f"/api/settlements/{waiting}/confirm"),
        garage.manager.post(path, {"count": notes(1_000)}, key="b"),
        garage.manager.post("/api/payments", payment_fields(job_id, 20)),
    )
    assert [answer.status_code for answer in (answers[0], answers[2], answers[4])] == [200] * 3
    assert sorted(answer.status_code for answer in (answers[1], answers[3])) == [200, 409]
    (count,) = ok(await garage.owner.get("/api/custody/counts"))
    tally = count["tally"]
    possible = {1_000 + paid - handed: handed for paid in (0, 10, 20, 30) for handed in (0, 300)}
    assert tally["book"] in possible
    assert tally["pending"] == 300 - possible[tally["book"]]
    # And as the entries stand: what was written before it is in it.
    await assert_invariants(db, garage.id)
    assert await problems(db, garage.id) == []


async def test_only_the_newest_difference_is_booked(garage: Garage, db: Database, clock: Clock) -> None:
    clock.set(NOON)
    await make_payment(garage.manager, await make_job(garage.manager), 1_000)
    older = await _ask(garage)
    ok(await garage.manager.post(f"/api/custody/counts/{older}/answer", {"count": notes(950)}))
    clock.set("2026-03-10T07:30:00+00:00")
    newer = await _ask(garage)
    ok(await garage.manager.post(f"/api/custody/counts/{newer}/answer", {"count": notes(1_040)}))
    book = {"of": "count", "reason": "Found in the drawer"}
    refused(await garage.owner.post("/api/custody/differences", book | {"id": older}), 409, "nothing_to_book")
    refused(await garage.owner.post("/api/custody/differences", book | {"id": "unknown"}), 404)
    ok(await garage.owner.post("/api/custody/differences", book | {"id": newer}))
    # More than there were receipts for: the oldest is that of the first.
    mine = await holder(garage.owner, garage.manager)
    assert (mine["cash_in_hand"], mine["oldest_at"]) == (1_040, "2026-03-10T06:30:00Z")
    await confirm_settlement(garage.owner, await make_settlement(garage.manager, 1_040))
    assert await problems(db, garage.id) == []
    await assert_invariants(db, garage.id)


async def test_what_was_handed_over_meanwhile_cannot_be_booked(garage: Garage, db: Database) -> None:
    await make_payment(garage.manager, await make_job(garage.manager), 1_000)
    count_id = await _ask(garage)
    ok(await garage.manager.post(f"/api/custody/counts/{count_id}/answer", {"count": notes(400)}))
    await make_settlement(garage.manager, 500)
    body = {"of": "count", "id": count_id, "reason": "Lost"}
    async with unchanged(db, garage.id):
        refused(await garage.owner.post("/api/custody/differences", body), 409, "cash_not_in_hand")


def _of_month(secret: bytes, owner: str, counts: int, settings: CustodySettings) -> list[dt.datetime]:
    found = []
    for day in range(1, 32):
        at = dt.datetime(2026, 3, day, 6, tzinfo=dt.UTC)
        planned = planned_on(secret, owner, counts, settings, at, "Asia/Kolkata")
        if planned is not None:
            assert planned.name == f"2026-03-{day:02}"
            found.append(planned.asked_from)
    return found


def test_the_plan_is_so_many_a_month_within_hours_and_nobody_elses() -> None:
    settings = CustodySettings(CashLimits(counts_a_month=4), counts_from=10 * 60, counts_until=18 * 60)
    begun: Counter[int] = Counter()
    together = 0
    for owner in range(50):
        mine = _of_month(b"key", str(owner), 4, settings)
        assert len(mine) == 4
        assert all(600 <= at.hour * 60 + at.minute < 18 * 60 - 15 for at in mine)
        # Whoever is counted more often is asked at these moments, too; and elsewhere, where the hours are others.
        assert set(mine) < set(_of_month(b"key", str(owner), 8, settings))
        later = replace(settings, counts_from=9 * 60, counts_until=20 * 60)
        together += len(set(mine) & set(_of_month(b"key", str(owner), 4, later)))
        begun.update(at.day for at in mine)
    assert len(begun) > 25
    assert together > 120
    assert _of_month(b"key", "1", 4, settings) != _of_month(b"another", "1", 4, settings)
    assert len(_of_month(b"key", "1", 31, settings)) == 31


async def test_the_server_asks_whoever_is_at_work(garage: Garage, db: Database, clock: Clock, app: FastAPI) -> None:
    resting = await make_manager(garage.owner)
    await set_limits(garage, counts_a_month=31, counts_from="10:00", counts_until="18:00")
    clock.set("2026-03-10T04:00:00+00:00")
    await make_payment(garage.manager, await make_job(garage.manager), 100)
    await look(app, garage)
    assert await entries(db, garage, "count_asked") == []
    clock.set("2026-03-10T12:20:00+00:00")  # 17:50, after any minute that is drawn
    for _ in range(2):
        await look(app, garage)
    (count,) = ok(await garage.owner.get("/api/custody/counts"))
    assert (count["manager_id"], count["by_server"]) == (garage.manager.id, True)
    assert resting.id != count["manager_id"]
    ok(await garage.manager.post(f"/api/custody/counts/{count['id']}/answer", {"count": notes(100)}))
    await look(app, garage)
    assert len(await entries(db, garage, "count_asked")) == 1
    # Not outside of the hours.
    clock.set("2026-03-11T12:31:00+00:00")
    await make_payment(garage.manager, await make_job(garage.manager), 100)
    await look(app, garage)
    assert len(await entries(db, garage, "count_asked")) == 1
    assert await problems(db, garage.id) == []
