"""Questions about cash that was counted twice, and about hand-overs that were reversed."""

import httpx2
import pytest

from revops.mongo.client import Database
from tests.exceptions.asking import Asked
from tests.factories import Garage, confirm_settlement, make_job, make_payment, make_settlement
from tests.settlements.counts import hand_over, make_counting_garage, receive, reverse, settle
from tests.verifying import problems

pytestmark = [pytest.mark.anyio, pytest.mark.slow]


@pytest.fixture
async def counting(http: httpx2.AsyncClient) -> Garage:
    """A garage that counts, with 5,000 in its manager's hand."""
    garage = await make_counting_garage(http)
    await make_payment(garage.manager, await make_job(garage.manager, estimated_amount=5000), 5000)
    return garage


async def test_counts_that_differ(counting: Garage, asked: Asked, db: Database) -> None:
    equal = await hand_over(counting.manager, {"500": 2})
    await receive(counting.owner, equal, {"500": 2})
    differing = await hand_over(counting.manager, {"500": 4})
    await receive(counting.owner, differing, {"500": 3})
    await settle(counting.owner, differing)
    row = await asked.one(counting, "count_difference")
    assert (row["member_id"], row["amount_minor"]) == (counting.manager.id, 50_000)
    assert row["about"] == {"settlement": differing}
    assert row["facts"] == {
        "counted_minor": 200_000,
        "received_minor": 150_000,
        "book_minor": 400_000,
        "above_minor": 0,
    }
    assert await problems(db, counting.id) == []


async def test_more_than_the_books_know_of(counting: Garage, asked: Asked) -> None:
    settlement_id = await hand_over(counting.manager, {"500": 14})
    await receive(counting.owner, settlement_id, {"500": 14})
    row = await asked.one(counting, "count_difference")
    assert (row["amount_minor"], row["facts"]["above_minor"]) == (200_000, 200_000)


async def test_a_hand_over_reversed(garage: Garage, asked: Asked) -> None:
    await make_payment(garage.manager, await make_job(garage.manager), 3000)
    settlement_id = await make_settlement(garage.manager, 3000)
    await confirm_settlement(garage.owner, settlement_id)
    await reverse(garage.owner, settlement_id)
    row = await asked.one(garage, "settlement_reversed")
    assert (row["member_id"], row["amount_minor"], row["cause"]) == (garage.manager.id, 300_000, settlement_id)
    assert row["facts"]["by"] is not None
