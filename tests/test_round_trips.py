"""How often the busiest requests turn to the database, as numbers: one more is a millisecond more, for everybody."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.conftest import MakeDatabase, SettingsMaker, running
from tests.factories import Garage, job_fields, make_garage, make_job, make_payment, ok, payment_fields
from tests.mongo.commands import for_this_request, listening

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
async def garage(make_database: MakeDatabase, make_settings: SettingsMaker) -> AsyncIterator[Garage]:
    """A garage at work in an application of its own, to which one listens."""
    db = make_database()
    with listening():
        async with running(make_settings(db_name=db.name)) as http:
            yield await make_garage(http)


async def cost(request: Any) -> list[str]:
    """List the commands of a request, which must succeed."""
    with for_this_request() as asked:
        ok(await request)
    # What a garage may store in a day is counted off in lots, one for many requests.
    return [command for command in asked if command != "findAndModify throttles"]


# Warm: users, workshops and sums are in their caches, as they are all day. What several commands read, they read at
# the same time.
READS = {
    "/api/jobs": 1,
    "/api/jobs?q=98450": 1,
    # The page, then the jobs that it names.
    "/api/payments": 2,
    # The entries that are not sealed yet; who owes; what is in the garage; what is due.
    "/api/analytics/dashboard": 4,
    # The entries that are not sealed yet, with all that is looked up; what is in the garage; the steps of a new garage.
    "/api/today": 3,
}


@pytest.mark.parametrize(("path", "trips"), READS.items())
async def test_reads(garage: Garage, path: str, trips: int) -> None:
    await make_payment(garage.manager, await make_job(garage.manager), 100)
    ok(await garage.owner.get(path))
    asked = await cost(garage.owner.get(path))
    assert len(asked) == trips, asked


async def test_a_job_with_all_that_happened(garage: Garage) -> None:
    job_id = await make_job(garage.manager)
    await make_payment(garage.manager, job_id, 100)
    asked = await cost(garage.owner.get(f"/api/jobs/{job_id}"))
    assert len(asked) == 1, asked


async def test_writes(garage: Garage) -> None:
    """Each asks who it is for; then comes a transaction, whose inserts are one message, and the commit another."""
    manager, owner = garage.manager, garage.owner
    await make_job(manager)
    cost_of: dict[str, list[str]] = {"POST /jobs": await cost(manager.post("/api/jobs", job_fields(), key="a-job"))}
    job_id = await make_job(manager, estimated_amount=5000)
    payment = payment_fields(job_id, 100)
    await make_payment(manager, job_id, 50)
    cost_of["POST /payments"] = await cost(manager.post("/api/payments", payment, key="a-payment"))
    payment_id = await make_payment(manager, job_id, 60)
    cost_of["PUT /payments/confirm"] = await cost(owner.put(f"/api/payments/{payment_id}/confirm"))
    cost_of["PUT /jobs"] = await cost(manager.put(f"/api/jobs/{job_id}", {"internal_notes": "Seen"}))
    handed = {"amount": 10, "job_ids": [job_id]}
    cost_of["POST /settlements"] = await cost(manager.post("/api/settlements", handed, key="a-hand-over"))
    assert {name: len(asked) for name, asked in cost_of.items()} == {
        "POST /jobs": 5,
        "POST /payments": 4,
        "PUT /payments/confirm": 6,
        "PUT /jobs": 5,
        "POST /settlements": 9,
    }, cost_of
