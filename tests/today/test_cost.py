"""What Today costs the database: what waits is counted from indexes that hold nothing else, however much there was."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from revops.core.ids import new_id
from revops.core.time import now
from revops.journal.sealer import Sealer
from revops.mongo.client import Database
from tests.conftest import MakeDatabase, SettingsMaker, running
from tests.factories import Garage, make_garage, make_job, make_payment, move_job, ok

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

MANY = 3000
# What was dealt with, as each room leaves it behind.
DONE: dict[str, dict[str, object]] = {
    "messages": {"state": "sent"},
    "tasks": {"state": "done"},
    "customer_words": {"is_open": False},
    "exceptions": {"state": "answered", "kind": "estimate_lowered"},
    "discount_requests": {"state": "given"},
}
WAITS = {"$set": {"state": "failed"}}


@pytest.fixture
async def alone(make_database: MakeDatabase, make_settings: SettingsMaker) -> AsyncIterator[tuple[Garage, Database]]:
    """A garage in a database of its own, which nobody else asks anything."""
    db = make_database()
    async with running(make_settings(db_name=db.name)) as http:
        garage = await make_garage(http)
        manager = garage.manager
        for _ in range(3):
            job_id = await make_job(manager, estimated_amount=100)
            await make_payment(manager, job_id, 100)
            await move_job(manager, job_id, "completed", "delivered", "closed")
        await make_payment(manager, await make_job(manager), 100)
        yield garage, db


async def _fill(db: Database, garage: Garage) -> None:
    """Add jobs that are closed, and all else that waits for nobody any more."""
    jobs = db.collection("jobs")
    done = await jobs.find_one({"workshop_id": garage.id, "status": "closed"})
    assert done is not None
    copies = [{**done, "_id": new_id(), "number": 1000 + count} for count in range(MANY)]
    await jobs.insert_many(copies)
    of = {"workshop_id": garage.id, "created_at": now(), "at": now(), "asked_at": now()}
    for name, stood in DONE.items():
        rows = [{**of, **stood, "_id": f"done-{count}", "dedupe_key": f"done-{count}"} for count in range(MANY)]
        await db.collection(name).insert_many(rows)


async def _examined(garage: Garage, db: Database) -> dict[str, int]:
    """Read Today, its caches warm; return the documents and keys examined, by the collection asked first."""
    await Sealer(db).drain()
    for _ in range(2):
        ok(await garage.owner.get("/api/today"))
    # Reads of one instant and of no transaction: Today's, and none of what goes on in the background.
    mine = {"command.readConcern.level": "snapshot", "command.autocommit": {"$exists": False}}
    await db.command({"profile": 2, "filter": mine})
    try:
        ok(await garage.owner.get("/api/today"))
    finally:
        await db.command({"profile": 0, "filter": "unset"})
    ran: list[Any] = await db.collection("system.profile").find({}).to_list()
    await db.collection("system.profile").drop()
    examined: dict[str, int] = {}
    for one in ran:
        name = one["ns"].partition(".")[2]
        examined[name] = examined.get(name, 0) + one.get("docsExamined", 0) + one.get("keysExamined", 0)
    return examined


async def test_today_examines_no_more_for_all_that_was_done(alone: tuple[Garage, Database]) -> None:
    garage, db = alone
    before = await _examined(garage, db)
    await _fill(db, garage)
    after = await _examined(garage, db)
    assert sum(after.values()) <= sum(before.values()) + 5, (before, after)
    # What waits is read: so the count sees what joined reads examine.
    await db.collection("messages").update_many({"_id": {"$in": [f"done-{n}" for n in range(50)]}}, WAITS)
    assert sum((await _examined(garage, db)).values()) >= sum(after.values()) + 50
