"""What jobs are found by is made anew in the background: from the first release, and beside a version that is older."""

import asyncio
import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from revops.access.tokens import signing_of
from revops.backup.file import BackupReader
from revops.backup.restore import restore
from revops.core.time import now
from revops.jobs.search import MARK, search_tokens
from revops.mongo import remaking as pace
from revops.mongo.client import Database
from revops.remaking import derived
from revops.remaking.derived import MIGRATION, remaking
from revops.rooms import migrate, newest_migration, verify
from tests.conftest import MakeDatabase, SettingsMaker, running
from tests.factories import job_fields, make_garage, make_job, ok
from tests.mongo.commands import for_this_request, listening

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

FIRST_RELEASE = Path(__file__).with_name("first_release.rvb")
# As the first release would have stored them.
OLD = {"search": ["te", "tes", "test", "mh12ab1234", "1501234567"], "plate": "MH12AB1234"}


async def _until_done(db: Database) -> None:
    async with asyncio.timeout(150):
        while not await remaking(db).is_done():
            await asyncio.sleep(0.05)


async def _left(db: Database) -> list[Any]:
    """Return the jobs that are not found by what they say."""
    return [job["_id"] async for job in db.collection("jobs").find() if job["search"] != search_tokens(job)]


async def test_jobs_of_the_first_release_are_found_by_the_new_tokens(
    make_database: MakeDatabase, make_settings: SettingsMaker
) -> None:
    db = make_database()
    settings = make_settings(db_name=db.name)
    # As the command does: marks that nobody signed count for nothing, and all would be looked at for questions anew.
    db.signing = signing_of(settings)
    await restore(db, BackupReader(FIRST_RELEASE))
    assert len(await _left(db)) == 150
    assert not await remaking(db).is_done()
    before = {job["_id"]: job async for job in db.collection("jobs").find()}
    async with running(settings):
        await _until_done(db)
    assert await _left(db) == []
    async for job in db.collection("jobs").find():
        derived = {"search", "plate", "customer_gstin", "number", "references", "customer_id", "vehicle_id"}
        if job["status"] == "closed":  # perhaps by the upkeep, which may have come by
            derived |= {"status", "version", "updated_at"}
        assert {k: v for k, v in job.items() if k not in derived} == {
            k: v for k, v in before[job["_id"]].items() if k not in derived
        }
    async for workshop in db.collection("workshops").find():
        assert workshop["gstin"] == workshop["gst_number"]
    assert (await verify(db)).problems == []


async def test_what_an_older_version_writes_meanwhile_is_made_anew_too(
    make_database: MakeDatabase, make_settings: SettingsMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pace, "_LOOK_AGAIN_SECONDS", 0.05)
    monkeypatch.setattr(pace, "_WAIT_SECONDS", 0.05)
    db = make_database()
    await migrate(db)
    older = {"_id": "older", "host": "here", "seen_at": now() + dt.timedelta(hours=1), "migration": newest_migration()}
    await db.collection("instances").insert_one({name: older[name] for name in ("_id", "host", "seen_at")})
    async with running(make_settings(db_name=db.name)) as http:
        garage = await make_garage(http, currency="AED", gst_number=None)
        ids = [await make_job(garage.manager, phone="050 123 4567") for _ in range(250)]
        jobs = db.collection("jobs")
        for _ in range(3):
            # It changes what is done already, and takes in more.
            await jobs.update_many({"_id": {"$in": ids[::3]}}, {"$set": {**OLD, "customer_name": "Renamed D’Souza"}})
            async with asyncio.timeout(150):
                while await jobs.find_one({"search": {"$ne": MARK}}) is not None:
                    # Reads and writes go on.
                    assert len(ok(await garage.owner.get("/api/jobs", q="mh12ab1234", limit=5))) == 5
                    await asyncio.sleep(0.01)
            assert not await remaking(db).is_done()
        assert len(ok(await garage.owner.get("/api/jobs", q="dsouza 0501234567", limit=200))) == len(ids[::3])
        await jobs.update_one({"_id": ids[0]}, {"$set": OLD})
        await db.collection("instances").delete_one({"_id": "older"})
        await _until_done(db)
    assert await _left(db) == []


async def test_a_pass_goes_on_where_the_last_one_ended_and_leaves_changes_made_meanwhile(
    make_database: MakeDatabase, make_settings: SettingsMaker
) -> None:
    db = make_database()
    async with running(make_settings(db_name=db.name)) as http:
        garage = await make_garage(http)
        await _until_done(db)
        ids = [await make_job(garage.manager, **job_fields()) for _ in range(7)]
        await db.collection("jobs").update_many({}, {"$set": OLD})
        work = remaking(db, pace.Pace(batch=2, batches=1))
        begun = asyncio.create_task(work.make_pass())
        while await db.collection("jobs").count_documents({"search": MARK}) < 2:
            await asyncio.sleep(0)
        begun.cancel()
        ok(await garage.manager.request("PUT", f"/api/jobs/{ids[-1]}", json={"customer_name": "Quick Change"}))
        await asyncio.gather(begun, return_exceptions=True)
        assert 0 < await remaking(db).make_pass() < len(ids)
        assert await remaking(db).make_pass() == 0
        assert [row["id"] for row in ok(await garage.owner.get("/api/jobs", q="quickchange"))] == [ids[-1]]
    assert await _left(db) == []
    assert await db.collection("migrations").find_one({"_id": MIGRATION, "remade_at": {"$exists": True}}) is not None


SEARCH = {"search", "search_of_manager"}


async def test_many_jobs_with_other_tokens_are_indexed_after_they_were_made(
    make_database: MakeDatabase, make_settings: SettingsMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    db = make_database()
    jobs = db.collection("jobs")
    settings = make_settings(db_name=db.name)
    assert settings.mongo_url is not None
    url = settings.mongo_url.get_secret_value()
    async with running(settings) as http:
        garage = await make_garage(http)
        await _until_done(db)
        for _ in range(12):
            await make_job(garage.manager)
        before = await jobs.index_information()
        monkeypatch.setattr(derived, "_MANY", 10)

        async def passed() -> list[str]:
            with listening():
                listened = Database(url, db.name)
                with for_this_request() as asked:
                    await remaking(listened).make_pass()
                await listened.close()
            assert await _left(db) == []
            assert await jobs.index_information() == before
            return [command for command in asked if "Indexes" in command and "list" not in command]

        # Nearly all of them are other tokens.
        await jobs.update_many({}, {"$set": OLD})
        assert await passed() == ["dropIndexes jobs", "dropIndexes jobs", "createIndexes jobs"]
        # Only the mark is.
        await jobs.update_many({}, {"$pull": {"search": MARK}})
        assert await passed() == []
        # Most of them have theirs.
        few = await jobs.find({}, {"_id": 1}, limit=3).to_list()
        await jobs.update_many({"_id": {"$in": [job["_id"] for job in few]}}, {"$set": OLD})
        assert await passed() == []
        # Cut short by a crash, after the last of them.
        await jobs.drop_index("search")
        assert (await passed())[-1] == "createIndexes jobs"


async def test_while_they_are_not_indexed_jobs_are_found_and_who_is_told_to_end_does_not_wait(
    make_database: MakeDatabase, make_settings: SettingsMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    db = make_database()
    jobs = db.collection("jobs")
    async with running(make_settings(db_name=db.name)) as http:
        garage = await make_garage(http)
        await _until_done(db)
        ids = [await make_job(garage.manager, customer_name=f"Meera D’Souza {n}") for n in range(6)]
        await jobs.update_many({}, {"$set": OLD})
        monkeypatch.setattr(derived, "_MANY", 5)
        begun = asyncio.create_task(remaking(db, pace.Pace(batch=2, batches=1)).make_pass())
        while await jobs.count_documents({"search": MARK}) < 2:
            await asyncio.sleep(0)
        begun.cancel()
        await asyncio.gather(begun, return_exceptions=True)
        assert SEARCH.isdisjoint(await jobs.index_information())
        assert await jobs.count_documents({"search": MARK}) < len(ids)
        found = ok(await garage.owner.get("/api/jobs", q="meera dsouza"))
        assert {row["id"] for row in found} <= set(ids)
        assert found
        await migrate(db)
        assert set(await jobs.index_information()) >= SEARCH
