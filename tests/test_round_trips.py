"""How often the busiest requests turn to the database, as numbers: one more is a millisecond more, for everybody."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from revops.access import announcements
from revops.mongo.client import Database
from tests.conftest import MakeDatabase, SettingsMaker, eventually, running
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
async def test_reads(garage: Garage, telling: tuple[Garage, Database], path: str, trips: int) -> None:
    """Whether customers are written to changes nothing of it."""
    for read in (garage, telling[0]):
        await make_payment(read.manager, await make_job(read.manager), 100)
        ok(await read.owner.get(path))
        asked = await cost(read.owner.get(path))
        assert len(asked) == trips, asked


async def test_a_job_with_all_that_happened(garage: Garage) -> None:
    job_id = await make_job(garage.manager)
    await make_payment(garage.manager, job_id, 100)
    asked = await cost(garage.owner.get(f"/api/jobs/{job_id}"))
    assert len(asked) == 1, asked


@pytest.fixture(scope="module")
async def telling(
    garage: Garage, make_database: MakeDatabase, make_settings: SettingsMaker
) -> AsyncIterator[tuple[Garage, Database]]:
    """A garage whose customers are written to about everything, and whose owner's phone is notified; nothing is done
    of what that asks for, so that one hears the requests only. It is listened to as the other is.
    """
    db = make_database()
    async with running(make_settings(db_name=db.name, tasks_concurrency=0)) as http:
        made = await make_garage(http)
        events = dict.fromkeys(ok(await made.owner.get("/api/messages/settings"))["events"], True)
        await db.collection("workshops").update_one({"_id": made.id}, {"$set": {"is_notified": True}})
        # Whoever changes the settings has all of the garage read anew.
        ok(await made.owner.put("/api/messages/settings", {"events": events}))
        yield made, db


# Each asks who it is for; then comes a transaction, whose inserts are one message, and the commit another.
WRITES = {"POST /jobs": 5, "POST /payments": 4, "PUT /payments/confirm": 5, "PUT /jobs": 5, "POST /settlements": 7}


async def test_writes(garage: Garage) -> None:
    assert await _costs_of_writes(garage) == WRITES


async def test_telling_of_all_that_is_written_writes_nothing_more(
    garage: Garage, telling: tuple[Garage, Database]
) -> None:
    told, db = telling
    assert await _costs_of_writes(told) == WRITES
    assert await _written(told) == await _written(garage)

    async def is_asked_for() -> bool:
        asked_for = await db.collection("tasks").distinct("kind", {"workshop_id": told.id})
        return {announcements.KIND, announcements.PUSH_KIND} <= set(asked_for)

    await eventually(is_asked_for)


async def _written(garage: Garage) -> dict[str, list[str]]:
    listened = await _listened_writes(garage, "again")
    return {
        name: sorted(one for one in asked if not one.startswith(("find ", "aggregate ")))
        for name, asked in listened.items()
    }


async def _costs_of_writes(garage: Garage) -> dict[str, int]:
    # What is done for the first time in a process is read first.
    await _listened_writes(garage, "first")
    cost_of = await _listened_writes(garage, "then")
    return {name: len(asked) for name, asked in cost_of.items()}


async def _listened_writes(garage: Garage, when: str) -> dict[str, list[str]]:
    manager, owner = garage.manager, garage.owner
    cost_of: dict[str, list[str]] = {
        "POST /jobs": await cost(manager.post("/api/jobs", job_fields(), key=f"job-{when}"))
    }
    job_id = await make_job(manager, estimated_amount=5000)
    payment = payment_fields(job_id, 100)
    await make_payment(manager, job_id, 50)
    cost_of["POST /payments"] = await cost(manager.post("/api/payments", payment, key=f"payment-{when}"))
    payment_id = await make_payment(manager, job_id, 60)
    cost_of["PUT /payments/confirm"] = await cost(owner.put(f"/api/payments/{payment_id}/confirm"))
    cost_of["PUT /jobs"] = await cost(manager.put(f"/api/jobs/{job_id}", {"internal_notes": "Seen"}))
    handed = {"amount": 10, "job_ids": [job_id]}
    cost_of["POST /settlements"] = await cost(manager.post("/api/settlements", handed, key=f"hand-over-{when}"))
    return cost_of
