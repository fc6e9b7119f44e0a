"""Taking back, several at once: one wins, the others are told, and the books say what the winner did."""

import asyncio
from collections import Counter
from collections.abc import Awaitable
from typing import Any

import httpx2
import pytest

from revops.mongo.client import Database
from tests.factories import (
    Garage,
    confirm_payment,
    confirm_settlement,
    get_job,
    make_job,
    make_payment,
    make_settlement,
    manager_figures,
    ok,
)
from tests.invariants import assert_invariants

pytestmark = pytest.mark.slow

REASON = {"reason": "Wrong amount"}


async def together(*calls: Awaitable[httpx2.Response]) -> list[Any]:
    """Run all at once; return for each 200 or the code of its refusal."""
    responses = await asyncio.gather(*calls)
    return [200 if r.status_code == 200 else r.json()["code"] for r in responses]


async def test_many_cancels_of_a_payment_cancel_it_once(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager)
    payment_id = await make_payment(garage.manager, job_id, 400)
    path = f"/api/payments/{payment_id}/cancel"
    people = (garage.manager, garage.owner) * 3
    assert set(await together(*(person.post(path, REASON) for person in people))) == {200}
    job = await get_job(garage.owner, job_id)
    kinds = Counter(update["kind"] for update in job["updates"])
    assert (kinds["payment_cancelled"], job["total_paid"], job["payments"][0]["cancelled"]) == (1, 0, True)
    await assert_invariants(db, garage.id)


async def test_a_payment_is_cancelled_or_confirmed(garage: Garage, db: Database) -> None:
    for _ in range(4):
        job_id = await make_job(garage.manager)
        payment_id = await make_payment(garage.manager, job_id, 400)
        cancelled, confirmed = await together(
            garage.manager.post(f"/api/payments/{payment_id}/cancel", REASON),
            garage.owner.put(f"/api/payments/{payment_id}/confirm"),
        )
        assert (cancelled, confirmed) in {(200, "payment_rejected"), ("payment_confirmed", 200)}
        (payment,) = (await get_job(garage.owner, job_id))["payments"]
        assert payment["verdict"] == ("rejected" if cancelled == 200 else "confirmed")
    await assert_invariants(db, garage.id)


async def test_cash_is_handed_over_or_its_payment_cancelled(garage: Garage, db: Database) -> None:
    for _ in range(4):
        job_id = await make_job(garage.manager)
        payment_id = await make_payment(garage.manager, job_id, 400)
        handed, cancelled = await together(
            garage.manager.post("/api/settlements", {"amount": 400, "job_ids": []}),
            garage.manager.post(f"/api/payments/{payment_id}/cancel", REASON),
        )
        assert (handed, cancelled) in {(200, "cash_already_settled"), ("more_than_cash_in_hand", 200)}
        figures = await manager_figures(garage.owner, garage.manager)
        cash = 400 if handed == 200 else 0
        assert (figures["cash_in_hand"], figures["pending_settlement"]) == (cash, cash)
        if handed == 200:
            (waiting,) = ok(await garage.owner.get("/api/settlements", confirmed=False))
            await confirm_settlement(garage.owner, waiting["id"])
    await assert_invariants(db, garage.id)


async def test_a_hand_over_is_taken_back_or_received(garage: Garage, db: Database) -> None:
    for _ in range(4):
        await make_payment(garage.manager, await make_job(garage.manager), 400)
        settlement_id = await make_settlement(garage.manager, 400)
        path = f"/api/settlements/{settlement_id}"
        taken_back, received = await together(
            garage.manager.post(f"{path}/cancel", REASON), garage.owner.put(f"{path}/confirm")
        )
        assert (taken_back, received) in {(200, "settlement_rejected"), ("settlement_confirmed", 200)}
        figures = await manager_figures(garage.owner, garage.manager)
        assert figures["pending_settlement"] == 0
        if taken_back == 200:
            assert figures["cash_in_hand"] == 400
            await confirm_settlement(garage.owner, await make_settlement(garage.manager, 400))
    await assert_invariants(db, garage.id)


async def test_refunds_share_no_money(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=1000)
    await confirm_payment(garage.owner, await make_payment(garage.manager, job_id, 1000, method="upi"))
    body = {"job_id": job_id, "amount": 600, "method": "upi", "reason": "Paid twice"}
    people = (garage.manager, garage.owner) * 3
    outcomes = Counter(await together(*(person.post("/api/refunds", body) for person in people)))
    assert outcomes == {200: 1, "more_than_paid": 5}
    assert (await get_job(garage.owner, job_id))["total_paid"] == 400
    await assert_invariants(db, garage.id)


async def test_a_job_is_cancelled_or_paid(garage: Garage, db: Database) -> None:
    for _ in range(4):
        job_id = await make_job(garage.manager, estimated_amount=1000)
        body = {"job_id": job_id, "amount": 100, "payment_type": "partial"}
        cancelled, paid = await together(
            garage.manager.post(f"/api/jobs/{job_id}/cancel", REASON), garage.manager.post("/api/payments", body)
        )
        assert (cancelled, paid) in {(200, "job_closed"), ("money_paid", 200)}
        job = await get_job(garage.owner, job_id)
        assert (job["cancelled_at"] is not None, job["total_paid"]) == (cancelled == 200, 100 * (paid == 200))
    await assert_invariants(db, garage.id)
