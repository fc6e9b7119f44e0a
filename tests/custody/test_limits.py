"""Limits of cash in hand: near, over, the owner's word, and that nobody without limits pays for them."""

import asyncio
import datetime as dt
import re
from typing import Any

import pytest
from fastapi import FastAPI

from revops.mongo.client import Database
from tests.conftest import Clock, eventually
from tests.custody.making import asked, entries, holder, look, set_limits, settings
from tests.factories import (
    Garage,
    confirm_settlement,
    job_fields,
    make_job,
    make_manager,
    make_payment,
    make_settlement,
    ok,
    payment_fields,
    refused,
)
from tests.invariants import assert_invariants, unchanged
from tests.mongo.commands import for_this_request, listening
from tests.verifying import problems

pytestmark = pytest.mark.anyio

NOON = "2026-03-10T06:30:00+00:00"


async def test_near_and_over_by_amount_and_by_age(garage: Garage, clock: Clock) -> None:
    clock.set(NOON)
    await set_limits(garage, amount=10_000, age_hours=48)
    job_id = await make_job(garage.manager, estimated_amount=50_000)
    await make_payment(garage.manager, job_id, 7_999)
    assert (await holder(garage.manager, garage.manager))["standing"] == "within"
    await make_payment(garage.manager, job_id, 1)
    assert (await holder(garage.manager, garage.manager))["standing"] == "near"
    await make_payment(garage.manager, job_id, 2_000)
    mine = await holder(garage.manager, garage.manager)
    assert (mine["standing"], mine["over"]) == ("near", [])
    await make_payment(garage.manager, job_id, 0.01)
    mine = await holder(garage.manager, garage.manager)
    assert (mine["standing"], mine["over"]) == ("over", ["amount"])
    clock.set("2026-03-12T06:30:01+00:00")
    assert (await holder(garage.owner, garage.manager))["over"] == ["amount", "age"]
    # What is handed over is in hand until the owner has it, and has no age any more.
    waiting = await make_settlement(garage.manager, 10_000.01)
    assert (await holder(garage.manager, garage.manager))["over"] == ["amount"]
    await confirm_settlement(garage.owner, waiting)
    assert (await holder(garage.manager, garage.manager))["standing"] == "within"


async def test_a_member_may_have_limits_of_his_own(garage: Garage, db: Database) -> None:
    await set_limits(garage, amount=10_000)
    path = f"/api/custody/members/{garage.manager.id}/limits"
    ok(await garage.owner.put(path, {"limits": settings(amount=50_000, needs_word=True)}))
    mine = await holder(garage.manager, garage.manager)
    assert mine["has_own_limits"]
    assert (mine["limits"]["amount"], mine["limits"]["needs_word"]) == (50_000, True)
    ok(await garage.owner.put(path, {"limits": settings()}))
    assert (await holder(garage.manager, garage.manager))["limits"]["amount"] is None
    ok(await garage.owner.put(path, {"limits": None}))
    mine = await holder(garage.manager, garage.manager)
    assert (mine["limits"]["amount"], mine["has_own_limits"]) == (10_000, False)
    changed = await entries(db, garage, "limits_changed")
    assert [entry["manager_id"] for entry in changed] == [None, *[garage.manager.id] * 3]
    assert changed[0]["changes"]["amount_minor"] == [None, 1_000_000]
    # Another limit that a member has is not touched by these, nor these by it.
    ok(await garage.owner.put(path, {"limits": settings(amount=700)}))
    ok(await garage.owner.put(f"/api/members/{garage.manager.id}", {"limits": {"cash_payment": 500}}))
    assert (await holder(garage.manager, garage.manager))["limits"]["amount"] == 700
    assert await problems(db, garage.id) == []


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"amount": 0}, "amount"),
        ({"amount": -1}, "amount"),
        ({"amount": 0.001}, "amount"),
        ({"age_hours": 0}, "age_hours"),
        ({"age_hours": 9000}, "age_hours"),
        ({"age_hours": 1.5}, "age_hours"),
        ({"needs_word": True}, "needs_word"),
        ({"counts_a_month": 32}, "counts_a_month"),
        ({"closes_at": "24:00"}, "closes_at"),
        ({"counts_from": "19:00", "counts_until": "18:00"}, "counts_until"),
        ({"counts_from": "18:30", "counts_until": "19:00"}, "counts_until"),
    ],
)
async def test_limits_that_cannot_be_are_refused(
    garage: Garage, db: Database, wrong: dict[str, Any], field: str
) -> None:
    async with unchanged(db, garage.id):
        refused(await garage.owner.put("/api/custody/settings", settings(**wrong)), 422, field=field)
    missing = {name: value for name, value in settings().items() if name != "amount"}
    refused(await garage.owner.put("/api/custody/settings", missing), 422, field="amount")


async def test_only_owners_set_limits_and_allow_more(garage: Garage, other_garage: Garage, db: Database) -> None:
    mine = garage.manager.id
    async with unchanged(db, garage.id):
        refused(await garage.manager.put("/api/custody/settings", settings(amount=5)), 403)
        refused(await garage.manager.put(f"/api/custody/members/{mine}/limits", {"limits": None}), 403)
        refused(await garage.manager.post(f"/api/custody/members/{mine}/allow"), 403)
        for method, what, body in (("PUT", "limits", {"limits": settings(amount=5)}), ("POST", "allow", None)):
            path = f"/api/custody/members/{mine}/{what}"
            refused(await other_garage.owner.request(method, path, json=body), 404)
        # Whoever takes no cash for the garage has no limits.
        refused(await garage.owner.post(f"/api/custody/members/{garage.owner.id}/allow"), 422, field="member_id")


async def test_beyond_a_limit_cash_needs_the_owners_word_for_that_day(
    garage: Garage, db: Database, clock: Clock
) -> None:
    clock.set(NOON)
    await set_limits(garage, amount=1_000, needs_word=True)
    job_id = await make_job(garage.manager, estimated_amount=50_000, advance_paid=600, advance_method="cash")
    await make_payment(garage.manager, job_id, 500)

    async def is_noted() -> bool:
        return bool(await asked(db, garage))

    await eventually(is_noted)
    async with unchanged(db, garage.id):
        problem = refused(
            await garage.manager.post("/api/payments", payment_fields(job_id, 1)), 409, "cash_needs_owner"
        )
        assert problem["cash_in_hand"] == 1_100
        assert problem["over"] == ["amount"]
        assert problem["detail"].startswith("You hold ₹1,100 in cash, and the owner allows ₹1,000.")
        refused(
            await garage.manager.post("/api/jobs", job_fields(advance_paid=1, advance_method="cash")),
            409,
            "cash_needs_owner",
        )
    # Money that does not come into the hand is taken as ever, as is cash by others.
    await make_payment(garage.manager, job_id, 10, method="upi")
    await make_job(garage.manager)
    await make_payment(garage.owner, job_id, 10)
    path = f"/api/custody/members/{garage.manager.id}/allow"
    ok(await garage.owner.post(path, key="once"))
    ok(await garage.owner.post(path, key="twice"))
    assert (await holder(garage.manager, garage.manager))["allowed_today"]
    await make_payment(garage.manager, job_id, 400)
    assert len(await entries(db, garage, "cash_allowed")) == 1
    clock.set("2026-03-10T18:30:00+00:00")  # midnight in India
    assert not (await holder(garage.manager, garage.manager))["allowed_today"]
    refused(await garage.manager.post("/api/payments", payment_fields(job_id, 1)), 409, "cash_needs_owner")
    await confirm_settlement(garage.owner, await make_settlement(garage.manager, 500))
    await make_payment(garage.manager, job_id, 1)
    await assert_invariants(db, garage.id)
    assert await problems(db, garage.id) == []


async def test_cash_held_too_long_needs_the_owners_word(garage: Garage, clock: Clock) -> None:
    clock.set(NOON)
    await set_limits(garage, age_hours=48, needs_word=True)
    job_id = await make_job(garage.manager, estimated_amount=50_000)
    await make_payment(garage.manager, job_id, 5)
    clock.set("2026-03-12T06:30:01+00:00")
    problem = refused(await garage.manager.post("/api/payments", payment_fields(job_id, 1)), 409, "cash_needs_owner")
    assert "longer than the 2 days" in problem["detail"]


async def test_a_repeated_request_is_answered_as_before_although_the_limit_is_reached(garage: Garage) -> None:
    await set_limits(garage, amount=100, needs_word=True)
    job_id = await make_job(garage.manager)
    first = ok(await garage.manager.post("/api/payments", payment_fields(job_id, 150), key="one"))
    assert ok(await garage.manager.post("/api/payments", payment_fields(job_id, 150), key="one")) == first


async def test_of_payments_at_once_one_goes_over_the_limit(garage: Garage, db: Database) -> None:
    await set_limits(garage, amount=1_000, needs_word=True)
    job_ids = [await make_job(garage.manager, vehicle_number=f"MH12AB10{n:02}") for n in range(6)]
    answers = await asyncio.gather(
        *(garage.manager.post("/api/payments", payment_fields(job_id, 1_001)) for job_id in job_ids)
    )
    assert sorted(answer.status_code for answer in answers) == [200, *[409] * 5]
    assert (await holder(garage.manager, garage.manager))["cash_in_hand"] == 1_001
    await assert_invariants(db, garage.id)


async def test_without_limits_a_payment_asks_nothing_more_of_the_database(garage: Garage) -> None:
    job_id = await make_job(garage.manager, estimated_amount=50_000)
    await make_payment(garage.manager, job_id, 1)
    with listening(), for_this_request() as plain:
        await make_payment(garage.manager, job_id, 2)
    # Nor where others than the one who pays have limits, or only counts are asked for.
    await set_limits(garage, closes_at="20:00", counts_a_month=3)
    colleague = await make_manager(garage.owner)
    ok(await garage.owner.put(f"/api/custody/members/{colleague.id}/limits", {"limits": settings(amount=5)}))
    await make_payment(garage.manager, job_id, 3)
    with listening(), for_this_request() as beside:
        await make_payment(garage.manager, job_id, 4)
    assert "insert payments" in " ".join(plain)
    assert "aggregate totals" not in plain
    # Who asks, and whether he asks too often, is known for a while.
    own = re.compile(r"payments|jobs|journal|totals|managers|members|cash_days|cash_counts")
    assert [one for one in beside if own.search(one)] == [one for one in plain if own.search(one)]


async def test_the_owner_is_asked_once_and_no_more_when_it_is_gone(
    garage: Garage, db: Database, clock: Clock, app: FastAPI
) -> None:
    clock.set(NOON)
    await set_limits(garage, amount=1_000, age_hours=24)
    job_id = await make_job(garage.manager, estimated_amount=50_000)
    await make_payment(garage.manager, job_id, 1_200)

    async def noted() -> bool:
        return len(await asked(db, garage)) == 1

    # Soon after the cash came in, without a look by the clock.
    await eventually(noted)
    (over,) = await asked(db, garage)
    assert (over["kind"], over["state"], over["member_id"]) == ("cash_over_limit", "open", garage.manager.id)
    assert over["amount_minor"] == 120_000
    assert over["facts"] == {"cash_minor": 120_000, "limit_minor": 100_000}
    for _ in range(2):
        await look(app, garage)
    assert len(await asked(db, garage)) == 1
    clock.set("2026-03-11T07:00:00+00:00")
    await look(app, garage)
    old = await asked(db, garage, "cash_too_old")
    assert [one["facts"] for one in old] == [{"cash_minor": 120_000, "limit_hours": 24, "hours": 24}]
    await confirm_settlement(garage.owner, await make_settlement(garage.manager, 1_200))
    await look(app, garage)
    assert [one["state"] for one in await asked(db, garage)] == ["withdrawn"] * 2
    # On another day it is another question.
    await make_payment(garage.manager, job_id, 1_300)
    await look(app, garage)
    assert [one["state"] for one in await asked(db, garage, "cash_over_limit")] == ["withdrawn", "open"]
    assert await problems(db, garage.id) == []
    await assert_invariants(db, garage.id)


async def test_a_garage_that_sets_nothing_is_not_looked_at(garage: Garage, db: Database, app: FastAPI) -> None:
    await make_payment(garage.manager, await make_job(garage.manager), 1_200)
    with listening() as sent:
        await look(app, garage, dt.datetime(2027, 1, 1, tzinfo=dt.UTC))
    assert {one.collection for one in sent.sent if one.collection in {"members", "totals", "cash_days"}} == set()
    assert await asked(db, garage) == []
