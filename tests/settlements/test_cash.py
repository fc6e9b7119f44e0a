"""Which jobs a manager's cash came from: an explanation whose total is exact."""

import random
from typing import Any

import pytest
from fastapi import FastAPI

from revops.access.caller import caller_of
from revops.access.permissions import Permission
from revops.journal.sealer import Sealer
from revops.mongo.client import Database
from revops.settlements.cash import Reach, cash_by_job
from revops.settlements.schemas import CashQuery
from tests.conftest import Clock
from tests.factories import (
    Api,
    Garage,
    Person,
    confirm_settlement,
    make_garage,
    make_job,
    make_manager,
    make_owner,
    make_payment,
    make_settlement,
    manager_figures,
    ok,
    refused,
    reject_payment,
    reject_settlement,
)
from tests.invariants import assert_invariants

pytestmark = pytest.mark.slow

PATH = "/api/settlements/cash"


async def _cash_within(app: FastAPI, garage: Garage, reach: Reach) -> dict[str, Any]:
    """Return the manager's cash as far as this reach explains it."""
    services = app.state.services
    user = await services.user(garage.manager.id)
    caller = await caller_of(services, user, Permission.SETTLEMENTS_READ)
    return await cash_by_job(caller, CashQuery(), reach)


async def _cash(person: Person, **params: str) -> dict[str, Any]:
    """Return a manager's cash, after checking that its parts sum to what is available."""
    cash: dict[str, Any] = ok(await person.get(PATH, **params))
    paise = [round(amount * 100) for amount in (*(row["amount"] for row in cash["jobs"]), cash["other_amount"])]
    assert all(amount >= 0 for amount in paise)
    assert sum(paise) == round(cash["available"] * 100)
    assert round((cash["cash_in_hand"] - cash["pending_settlement"]) * 100) == sum(paise)
    return cash


def _amounts(cash: dict[str, Any]) -> dict[str, float]:
    return {row["job_id"]: row["amount"] for row in cash["jobs"]}


async def test_without_cash_there_is_nothing(garage: Garage) -> None:
    nothing = {"cash_in_hand": 0, "pending_settlement": 0, "available": 0, "jobs": [], "other_amount": 0}
    assert await _cash(garage.manager) == nothing
    await make_payment(garage.manager, await make_job(garage.manager), 1000, method="upi")
    assert await _cash(garage.manager) == nothing


async def test_cash_by_job_the_latest_first(garage: Garage, clock: Clock, db: Database) -> None:
    clock.set("2026-03-09T06:00:00Z")
    first = await make_job(
        garage.manager, customer_name="Asha Rao", vehicle_number="KA01C77", estimated_amount=5000, advance_paid=1000
    )
    clock.set("2026-03-10T06:00:00Z")
    second = await make_job(garage.manager, estimated_amount=5000)
    await make_payment(garage.manager, second, 250.5)
    await make_payment(garage.manager, second, 700, method="card")
    clock.set("2026-03-11T06:00:00Z")
    await make_payment(garage.manager, first, 300)
    await make_payment(garage.owner, first, 90)  # the owner has it already
    rejected = await make_payment(garage.manager, second, 400)
    await reject_payment(garage.owner, rejected)
    cash = await _cash(garage.manager)
    assert cash == {
        "cash_in_hand": 1550.5,
        "pending_settlement": 0,
        "available": 1550.5,
        "jobs": [
            {
                "job_id": first,
                "customer_name": "Asha Rao",
                "vehicle_number": "KA01C77",
                "amount": 1300,
                "last_payment_date": "2026-03-11T06:00:00Z",
            },
            {
                "job_id": second,
                "customer_name": "Test Customer",
                "vehicle_number": "MH12AB1234",
                "amount": 250.5,
                "last_payment_date": "2026-03-10T06:00:00Z",
            },
        ],
        "other_amount": 0,
    }
    assert await _cash(garage.owner, manager_id=garage.manager.id) == cash
    await Sealer(db).drain()
    assert await _cash(garage.manager) == cash


async def test_a_settled_job_leaves_and_returns_with_new_cash(garage: Garage, clock: Clock, db: Database) -> None:
    clock.set("2026-03-09T06:00:00Z")
    first, second = [await make_job(garage.manager, estimated_amount=5000, advance_paid=1000) for _ in range(2)]
    clock.advance(hours=1)
    submitted = await make_settlement(garage.manager, 1000, [first])
    cash = await _cash(garage.manager)
    assert (cash["cash_in_hand"], cash["pending_settlement"], cash["available"]) == (2000, 1000, 1000)
    assert _amounts(cash) == {second: 1000}
    await confirm_settlement(garage.owner, submitted)
    assert _amounts(await _cash(garage.manager)) == {second: 1000}
    clock.advance(hours=1)
    await make_payment(garage.manager, first, 400)
    assert _amounts(await _cash(garage.manager)) == {first: 400, second: 1000}
    # What the owner did not receive is to be settled again.
    refused_one = await make_settlement(garage.manager, 1400, [first, second])
    assert await _cash(garage.manager) == {
        "cash_in_hand": 1400,
        "pending_settlement": 1400,
        "available": 0,
        "jobs": [],
        "other_amount": 0,
    }
    await reject_settlement(garage.owner, refused_one)
    assert _amounts(await _cash(garage.manager)) == {first: 400, second: 1000}
    await assert_invariants(db, garage.id)


async def test_what_no_job_explains_is_other_cash(garage: Garage, clock: Clock) -> None:
    clock.set("2026-03-09T06:00:00Z")
    first = await make_job(garage.manager, estimated_amount=5000, advance_paid=1000)
    clock.advance(hours=1)
    await make_settlement(garage.manager, 600, [first])  # less than came from it
    cash = await _cash(garage.manager)
    assert (cash["available"], cash["jobs"], cash["other_amount"]) == (400, [], 400)
    clock.advance(hours=1)
    await make_payment(garage.manager, first, 50)
    cash = await _cash(garage.manager)
    assert (cash["available"], _amounts(cash), cash["other_amount"]) == (450, {first: 50}, 400)


async def test_the_last_job_is_capped_at_what_is_left(garage: Garage, clock: Clock) -> None:
    clock.set("2026-03-09T06:00:00Z")
    first = await make_job(garage.manager, estimated_amount=5000, advance_paid=1000)
    clock.advance(hours=1)
    second = await make_job(garage.manager, estimated_amount=5000, advance_paid=300)
    clock.advance(hours=1)
    await make_settlement(garage.manager, 800)  # names no job
    cash = await _cash(garage.manager)
    assert (cash["available"], _amounts(cash), cash["other_amount"]) == (500, {second: 300, first: 200}, 0)


@pytest.mark.parametrize(
    ("reach", "explained"),
    [
        (Reach(first_payments=2, more_payments=2, max_payments=2), {"c": 30, "b": 20}),
        (Reach(max_jobs=2), {"c": 30, "b": 20}),
        (Reach(first_settlements=2, max_settlements=2), {"c": 30}),
    ],
    ids=["payments", "jobs", "settlements"],
)
async def test_it_looks_only_so_far_back(
    garage: Garage, clock: Clock, app: FastAPI, reach: Reach, explained: dict[str, float]
) -> None:
    clock.set("2026-03-09T06:00:00Z")
    jobs = {}
    for name, amount in (("a", 10), ("b", 20), ("c", 30)):
        jobs[name] = await make_job(garage.manager, advance_paid=amount)
        clock.advance(hours=1)
        if name == "b":
            # Two settlements that explain nothing: both have been looked at when the walk comes to b.
            for _ in range(2):
                await confirm_settlement(garage.owner, await make_settlement(garage.manager, 0.01))
            clock.advance(hours=1)
    cash = await _cash_within(app, garage, reach)
    assert cash["available"] == 59.98
    assert _amounts(cash) == {jobs[name]: amount for name, amount in explained.items()}
    assert cash["other_amount"] == round(59.98 - sum(explained.values()), 2)


async def test_looking_back_step_by_step_tells_what_one_look_does(garage: Garage, clock: Clock, app: FastAPI) -> None:
    rng = random.Random(5)
    clock.set("2026-03-09T06:00:00Z")
    jobs = [await make_job(garage.manager, estimated_amount=100_000) for _ in range(12)]
    for turn in range(45):
        clock.advance(minutes=rng.choice((0, 7)))
        await make_payment(garage.manager, rng.choice(jobs), rng.randrange(1, 50))
        if turn % 4 == 0:
            await confirm_settlement(garage.owner, await make_settlement(garage.manager, 1, rng.sample(jobs, 2)))
        if turn % 9 != 8:
            continue
        at_once = await _cash_within(app, garage, Reach())
        for steps in ((1, 1, 2), (3, 1, 8), (8, 2, 20), (8, 10, 45), (1, 10, 1000)):
            assert await _cash_within(app, garage, Reach(*steps)) == at_once, steps
        assert len(at_once["jobs"]) > 1


async def test_whatever_happens_the_parts_sum_to_the_whole(garage: Garage, clock: Clock, db: Database) -> None:
    rng = random.Random(11)
    clock.set("2026-03-09T06:00:00Z")
    jobs = [await make_job(garage.manager, estimated_amount=100_000) for _ in range(4)]
    payments: list[str] = []
    for _ in range(60):
        clock.advance(minutes=rng.choice((0, 7)))
        available = (await _cash(garage.manager))["available"]
        match rng.randrange(5):
            case 0 | 1:
                amount = rng.randrange(1, 50_000) / 100
                payments.append(await make_payment(garage.manager, rng.choice(jobs), amount))
            case 2 if available > 0:
                named = rng.sample(jobs, rng.randrange(3))
                amount = available if rng.random() < 0.5 else max(1, round(available * 50)) / 100
                settlement = await make_settlement(garage.manager, amount, named)
                if rng.random() < 0.7:
                    judge = rng.choice((confirm_settlement, confirm_settlement, reject_settlement))
                    await judge(garage.owner, settlement)
            case 3 if payments:
                await garage.owner.put(f"/api/payments/{rng.choice(payments)}/reject", {"reason": "Never came"})
            case _:
                await make_payment(garage.manager, rng.choice(jobs), 5, method="upi")
    assert (await _cash(garage.manager))["cash_in_hand"] == (await manager_figures(garage.owner, garage.manager))[
        "cash_in_hand"
    ]
    await assert_invariants(db, garage.id)


async def test_cash_is_of_who_collected_it(garage: Garage) -> None:
    colleague = await make_manager(garage.owner)
    mine = await make_job(garage.manager, advance_paid=100)
    theirs = await make_job(colleague, advance_paid=200)
    assert _amounts(await _cash(garage.manager)) == {mine: 100}
    # A manager's cash is always the manager's own, whatever is asked.
    assert _amounts(await _cash(garage.manager, manager_id=colleague.id)) == {mine: 100}
    assert _amounts(await _cash(garage.owner, manager_id=colleague.id)) == {theirs: 200}
    ok(await garage.owner.delete(f"/api/managers/{colleague.id}", force=True))
    assert _amounts(await _cash(garage.owner, manager_id=colleague.id)) == {theirs: 200}


async def test_the_owner_says_whose(garage: Garage, other_garage: Garage, anonymous: Api) -> None:
    refused(await anonymous.get(PATH), 401, "not_signed_in")
    refused(await garage.owner.get(PATH), 422, "invalid_fields", field="manager_id")
    for unknown in (other_garage.manager.id, garage.owner.id, "no-such-manager"):
        refused(await garage.owner.get(PATH, manager_id=unknown), 404, "not_found")
    refused(await (await make_owner(anonymous.http)).get(PATH), 404, "no_workshop")


async def test_three_decimals_in_muscat(anonymous: Api) -> None:
    garage = await make_garage(anonymous.http, currency="OMR", timezone="Asia/Muscat", gst_number=None)
    job_id = await make_job(garage.manager, estimated_amount=12.345, advance_paid=0.005)
    assert _amounts(ok(await garage.manager.get(PATH))) == {job_id: 0.005}
