"""Migrations from nothing and from the first release, by several at once, and beside a version that is older."""

import asyncio
import sys
from collections.abc import Iterable
from pathlib import Path

import bson
import pytest

from revops import migrations
from revops.backup.file import BackupReader
from revops.backup.restore import restore
from revops.migrations import MIGRATIONS
from revops.mongo.client import Database, Document
from revops.mongo.migrations import NewerDatabase
from revops.remaking.records import moving_balances
from revops.rooms import INDEXES, migrate, verify
from tests.conftest import MakeDatabase, SettingsMaker, running
from tests.factories import make_garage, make_job, make_payment
from tests.invariants import assert_invariants

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

# `revops demo --jobs 150 --managers 2`, then `revops backup`, by the first version that was released. Never made anew.
FIRST_RELEASE = Path(__file__).with_name("first_release.rvb")

_MIGRATE = """
import asyncio, sys
from revops.mongo.client import Database, Document
from revops.rooms import migrate
async def run():
    db = Database(sys.argv[1], sys.argv[2])
    await migrate(db)
    await db.close()
asyncio.run(run())
"""


async def applied(db: Database) -> list[int]:
    """Return the numbers that the database says were applied."""
    return sorted([doc["_id"] async for doc in db.collection("migrations").find()])


async def test_empty_database_migrated_by_several_processes_at_once(
    mongo_url: str,
    make_database: MakeDatabase,
) -> None:
    db = make_database()
    processes = [
        await asyncio.create_subprocess_exec(sys.executable, "-c", _MIGRATE, mongo_url, db.name) for _ in range(3)
    ]
    assert await asyncio.gather(*(process.wait() for process in processes)) == [0, 0, 0]
    assert await applied(db) == [number for number, _, _ in MIGRATIONS]
    for name, indexes in INDEXES.items():
        wanted = {"_id_", *(index.document["name"] for index in indexes)}
        assert (await db.collection(name).index_information()).keys() == wanted, name
    assert await migrate(db) == []


def figures(totals: Iterable[Document]) -> dict[tuple[str, str | None], tuple[Document, ...]]:
    """List what totals say, by day, month or all time and by manager: amounts and counts that are not 0."""
    return {
        (total["day"], total["manager_id"]): tuple(
            {name: value for name, value in total.get(part, {}).items() if value} for part in ("accounts", "counts")
        )
        for total in totals
    }


async def test_first_release_is_restored_and_migrated(make_database: MakeDatabase) -> None:
    db = make_database()
    backup = BackupReader(FIRST_RELEASE)
    kept = [bson.decode(total) for block in backup.blocks() if block.collection == "totals" for total in block]
    before = figures(kept)
    assert before["all", None][0]["receivable"] == 2_980_000
    done = await restore(db, backup)
    assert done.migrations == [number for number, _, _ in MIGRATIONS if number > backup.header.migration]
    assert await applied(db) == [number for number, _, _ in MIGRATIONS]
    report = await verify(db)
    assert report.problems == []
    assert (report.workshops, report.jobs) == (1, 150)
    (workshop,) = await db.collection("workshops").find().to_list()
    await moving_balances(db).make_pass()
    await assert_invariants(db, workshop["_id"])
    # To the paisa, of each manager on each day.
    after = figures(await db.collection("totals").find().to_list())
    assert {of: sums for of, sums in after.items() if any(sums)} == {
        of: sums for of, sums in before.items() if any(sums)
    }


async def test_older_version_writes_on_while_the_next_one_migrates_and_cannot_start_after_it(
    make_database: MakeDatabase,
    make_settings: SettingsMaker,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    db = make_database()
    number = MIGRATIONS[-1][0] + 1
    begun, enough = asyncio.Event(), asyncio.Event()
    written = 0

    async def add_a_field(db: Database) -> None:
        """As the next version might: it adds, finds by what is missing, and may run again."""
        await db.collection("jobs").create_index([("workshop_id", 1), ("bay", 1)], name="bay")
        before = written
        while written < before + 5:
            await db.collection("jobs").update_many({"bay": {"$exists": False}}, {"$set": {"bay": None}})
        enough.set()

    async with running(make_settings(db_name=db.name)) as older:
        garage = await make_garage(older)

        async def work() -> None:
            nonlocal written
            while not enough.is_set():
                job_id = await make_job(garage.manager, estimated_amount=500, advance_paid=100)
                await make_payment(garage.manager, job_id, 25, method="upi")
                written += 1
                begun.set()

        working = [asyncio.create_task(work()) for _ in range(3)]
        await begun.wait()
        with monkeypatch.context() as newer:
            newer.setattr(migrations, "MIGRATIONS", [*MIGRATIONS, (number, "where each job stands", add_a_field)])
            assert await migrate(db) == [number]
        await asyncio.gather(*working)
        job_id = await make_job(garage.manager)  # the older one still serves
        assert await db.collection("jobs").find_one({"_id": job_id, "bay": {"$exists": True}}) is None
    assert (await verify(db)).problems == []
    await assert_invariants(db, garage.id)
    with pytest.raises(NewerDatabase) as refusal:
        async with running(make_settings(db_name=db.name)):
            pass
    assert str(refusal.value) == (
        f"The database is at version {number}, this RevOps knows {number - 1}. Install the newer RevOps."
    )
