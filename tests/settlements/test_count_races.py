"""Counts against each other, and against all else that moves the same cash: nothing is done twice, nothing is lost."""

import asyncio
from collections import Counter
from collections.abc import Awaitable
from typing import Any

import httpx2
import pytest

from revops.mongo.client import Database
from tests.factories import Garage, make_job, make_payment, ok, payment_fields
from tests.invariants import assert_invariants
from tests.settlements.counts import hand_over, listed, make_counting_garage, receive
from tests.verifying import problems

pytestmark = pytest.mark.slow


@pytest.fixture
async def counting(http: httpx2.AsyncClient) -> Garage:
    """A garage that counts, with 3,000 in its manager's hand of a job of 10,000."""
    garage = await make_counting_garage(http)
    garage.workshop["job_id"] = await make_job(garage.manager, estimated_amount=10_000, advance_paid=3000)
    return garage


async def together(*calls: Awaitable[httpx2.Response]) -> Counter[Any]:
    """Send all at once; return how often it was done, and how often refused with which code."""
    responses = await asyncio.gather(*calls)
    assert all(response.status_code < 500 for response in responses), [r.text for r in responses]
    return Counter(r.status_code if r.status_code == 200 else r.json()["code"] for r in responses)


async def holds(garage: Garage, db: Database) -> float:
    """Return the cash in the manager's hand, after all has been checked."""
    await assert_invariants(db, garage.id)
    assert await problems(db, garage.id) == []
    return float(ok(await garage.manager.get("/api/settlements/cash"))["cash_in_hand"])


async def test_of_many_counts_one_is_kept(counting: Garage, db: Database) -> None:
    settlement_id = await hand_over(counting.manager, {"500": 6})
    path = f"/api/settlements/{settlement_id}/confirm"
    outcomes = await together(*(counting.owner.put(path, {"count": {"500": 1 + n % 6}}) for n in range(12)))
    assert outcomes == {200: 2, "settlement_confirmed": 10}
    received = (await listed(counting.owner, settlement_id))["received_amount"]
    assert await holds(counting, db) == 3000 - received


async def test_a_count_against_its_cancellation_and_rejection(counting: Garage, db: Database) -> None:
    for _ in range(5):
        settlement_id = await hand_over(counting.manager, {"100": 2})
        path = f"/api/settlements/{settlement_id}"
        before = await holds(counting, db)
        await together(
            counting.manager.post(f"{path}/cancel", {"reason": "Counted again"}),
            counting.owner.put(f"{path}/confirm", {"count": {"100": 2}}),
            counting.owner.put(f"{path}/reject", {"reason": "Nothing came"}),
        )
        verdict = (await listed(counting.manager, settlement_id))["verdict"]
        assert verdict in ("confirmed", "rejected")
        assert await holds(counting, db) == before - (200 if verdict == "confirmed" else 0)


async def test_counts_against_payments_refunds_and_other_hand_overs(counting: Garage, db: Database) -> None:
    job_id = counting.workshop["job_id"]
    payments = [await make_payment(counting.manager, job_id, 100) for _ in range(3)]
    first = await hand_over(counting.manager, {"500": 5})
    refund = {"job_id": job_id, "amount": 500, "method": "cash", "reason": "Paid twice"}
    # More is received than was counted, while all else tries to have the same cash.
    await together(
        counting.owner.put(f"/api/settlements/{first}/confirm", {"count": {"500": 6}}),
        counting.manager.post("/api/refunds", refund),
        *(counting.manager.post("/api/payments", payment_fields(job_id, 50 + n)) for n in range(3)),
        *(counting.owner.put(f"/api/payments/{one}/reject", {"reason": "No such money"}) for one in payments),
        *(counting.manager.post("/api/settlements", {"count": {"100": n}, "job_ids": []}) for n in (1, 2)),
    )
    assert (await listed(counting.owner, first))["received_amount"] == 3000
    assert await holds(counting, db) >= 0


async def test_a_difference_is_settled_once_or_reversed_with_all_else(counting: Garage, db: Database) -> None:
    for _ in range(4):
        settlement_id = await hand_over(counting.manager, {"100": 10})
        await receive(counting.owner, settlement_id, {"100": 9})
        path, body = f"/api/settlements/{settlement_id}", {"reason": "A torn note"}
        before = await holds(counting, db) + 900
        outcomes = await together(
            *(counting.owner.post(f"{path}/difference", body) for _ in range(4)),
            *(counting.owner.post(f"{path}/reverse", body) for _ in range(4)),
        )
        # The reversal is done whatever came first, and takes the difference with it.
        assert outcomes.keys() <= {200, "settlement_reversed"}
        assert await holds(counting, db) == before
        assert ok(await counting.owner.get("/api/analytics/dashboard"))["cash_difference"] == 0


async def test_a_difference_against_its_hand_over(counting: Garage, db: Database) -> None:
    first = await hand_over(counting.manager, {"500": 6})
    await receive(counting.owner, first, {"500": 5})
    outcomes = await together(
        counting.owner.post(f"/api/settlements/{first}/difference", {"reason": "Lost"}),
        *(counting.manager.post("/api/settlements", {"count": {"500": 1}, "job_ids": []}) for _ in range(3)),
    )
    # Counts are taken whatever the book says, so only the difference can come too late.
    assert outcomes in ({200: 4}, {200: 3, "more_than_cash_in_hand": 1})
    assert await holds(counting, db) == (0 if outcomes[200] == 4 else 500)
