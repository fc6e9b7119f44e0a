"""What the rules find, verify finds again: no question can be kept from the owner, not even with the server's key."""

import datetime as dt

import pytest
from fastapi import FastAPI

from revops.exceptions import recomputed
from revops.exceptions.marks import JOURNAL, keep_mark, recompute_from_here
from revops.journal.recount import Report
from revops.journal.sealer import Sealer
from revops.journal.verify import find_unsealed
from revops.mongo.client import Database
from tests.conftest import Clock
from tests.exceptions.asking import Asked
from tests.factories import (
    Garage,
    make_job,
    make_manager,
    make_payment,
    move_job,
    ok,
    reject_payment,
)
from tests.invariants import assert_invariants
from tests.settlements.counts import hand_over, receive, reverse
from tests.verifying import problems

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

STEEP = {"kind": "labour", "description": "Polish", "unit_price": 4000, "discount": 1600}
PLAIN = {"kind": "labour", "description": "Wash", "unit_price": 2000}


async def eventful(garage: Garage) -> None:
    """Do what leads to questions whose rules are applied again."""
    owner, manager = garage.owner, garage.manager
    job = await make_job(manager, items=[PLAIN, STEEP], estimated_amount=None)
    rejected = await make_payment(manager, job, 700, method="upi")
    await reject_payment(owner, rejected)
    await move_job(manager, job, "in_progress", "completed")
    ok(await manager.put(f"/api/jobs/{job}", {"items": [PLAIN]}))
    await make_payment(manager, job, 2000)
    await move_job(manager, job, "delivered")
    begun = await make_job(manager, estimated_amount=900, phone="+919123456701", vehicle_number="MH14CD5679")
    await move_job(manager, begun, "in_progress")
    ok(await manager.post(f"/api/jobs/{begun}/cancel", {"reason": "Went to the dealer"}))
    ok(await owner.put(f"/api/workshops/{garage.id}", {"blind_counts": True}))
    counted = await hand_over(manager, {"500": 2})
    await receive(owner, counted, {"500": 1})
    other = await hand_over(manager, {"500": 1})
    await receive(owner, other, {"500": 1})
    await reverse(owner, other)


async def mark_all(garage: Garage, db: Database) -> None:
    """Say that everything was followed, as whoever has the key can."""
    await Sealer(db).drain()
    head = await db.collection("chain_heads").find_one({"_id": garage.id})
    assert head is not None
    await keep_mark(db, JOURNAL, garage.id, head["seq"])


async def test_what_was_noted_is_found_again(app: FastAPI, garage: Garage, db: Database) -> None:
    await eventful(garage)
    kinds = set(await Asked(app, db).kinds(garage))
    await mark_all(garage, db)
    assert {
        "payment_rejected", "estimate_lowered", "discount_above_cap", "job_cancelled", "count_difference",
        "settlement_reversed",
    } <= kinds  # fmt: skip
    assert await problems(db, garage.id) == []
    await assert_invariants(db, garage.id)


async def test_what_was_never_noted_is_named(garage: Garage, db: Database) -> None:
    await eventful(garage)
    assert await problems(db, garage.id) == []  # nobody has followed yet
    await mark_all(garage, db)
    said = " ".join(await problems(db, garage.id))
    for kind in (
        "payment_rejected", "estimate_lowered", "discount_above_cap", "job_cancelled", "count_difference",
        "settlement_reversed",
    ):  # fmt: skip
        assert f"the question {kind} was never noted" in said


async def test_what_was_before_this_was_recomputed_is_not_asked_for(garage: Garage, db: Database) -> None:
    await eventful(garage)
    await mark_all(garage, db)
    await recompute_from_here(db)
    assert await problems(db, garage.id) == []


async def test_the_limits_of_then_count(app: FastAPI, garage: Garage, db: Database) -> None:
    job = await make_job(garage.manager, items=[STEEP], estimated_amount=None)
    await Asked(app, db).follow(garage)
    ok(await garage.owner.put("/api/exceptions/settings", {"discount_percent": 50}))
    ok(await garage.manager.put(f"/api/jobs/{job}", {"items": [STEEP, STEEP]}))
    assert await Asked(app, db).kinds(garage) == ["discount_above_cap", "discounts_add_up"]
    ok(await garage.owner.put("/api/exceptions/settings", {"discount_percent": 10}))
    await Asked(app, db).follow(garage)
    await mark_all(garage, db)
    assert await problems(db, garage.id) == []


async def test_a_question_kept_back_before_a_limit_moves_is_named(
    app: FastAPI, garage: Garage, db: Database, clock: Clock
) -> None:
    await make_job(garage.manager, items=[STEEP], estimated_amount=None)
    await mark_all(garage, db)
    clock.advance(days=2)
    ok(await garage.owner.put("/api/exceptions/settings", {"discount_percent": 50}))
    assert any("the question discount_above_cap was never noted" in said for said in await problems(db, garage.id))


async def test_who_was_an_owner_then_is_not_asked_about(app: FastAPI, garage: Garage, db: Database) -> None:
    second = await make_manager(garage.owner)
    ok(await garage.owner.put(f"/api/members/{second.id}", {"role": "owner"}))
    job = await make_job(garage.manager, items=[PLAIN], estimated_amount=None)
    ok(await second.put(f"/api/jobs/{job}", {"items": [STEEP]}))
    await Asked(app, db).follow(garage)
    ok(await garage.owner.put(f"/api/members/{second.id}", {"role": "manager"}))
    await Asked(app, db).follow(garage)
    await mark_all(garage, db)
    assert await problems(db, garage.id) == []


async def test_that_nobody_follows_is_named(garage: Garage, db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recomputed, "_BEHIND", 2)
    await make_job(garage.manager)
    await Sealer(db).drain()
    assert await problems(db, garage.id) == []
    monkeypatch.setattr(recomputed, "_FOR", dt.timedelta(0))
    await make_job(garage.manager, phone="+919123456702", vehicle_number="MH14CD5670")
    await Sealer(db).drain()
    assert await problems(db, garage.id) == [
        f"workshop {garage.id}: nobody looked for questions in its entries from number 1 on"
    ]


@pytest.mark.parametrize(
    ("count", "apart", "is_said"),
    [(301, dt.timedelta(minutes=6), True), (301, dt.timedelta(), False), (2, dt.timedelta(days=2), False)],
    ids=["two busy days", "while the server was stopped", "two quiet days"],
)
def test_that_nobody_seals_is_named(count: int, apart: dt.timedelta, is_said: bool) -> None:
    """Whoever has the database gives the sealer's lease away for ever: no question is found in books that stand."""
    report, first = Report(), dt.datetime(2026, 3, 10, tzinfo=dt.UTC)
    find_unsealed("a-garage", [first + number * apart for number in range(count)], report)
    said = "workshop a-garage: 301 entries wait to be sealed since 2026-03-10 00:00 UTC: nobody seals them"
    assert report.problems == ([said] if is_said else [])
