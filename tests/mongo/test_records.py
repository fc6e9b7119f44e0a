"""Jobs that older versions wrote get their customers and vehicles in the background, also beside one that goes on."""

import asyncio
import datetime as dt
from pathlib import Path

import pytest
from pymongo.errors import AutoReconnect

from revops.backup.file import BackupReader
from revops.backup.restore import restore
from revops.core.time import now
from revops.mongo import remaking as pace
from revops.mongo.client import Database
from revops.remaking import records
from revops.remaking.records import MIGRATION, name_jobs, naming
from revops.rooms import migrate, verify
from tests.conftest import MakeDatabase, SettingsMaker, running
from tests.factories import job_fields, make_garage, make_job, ok
from tests.invariants import assert_invariants

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

FIRST_RELEASE = Path(__file__).with_name("first_release.rvb")
UNNAMED = {"$unset": {"customer_id": 1, "vehicle_id": 1}}


async def indexes_of(db: Database) -> list[set[str]]:
    """Name the indexes of customers and of vehicles."""
    return [set(await db.collection(name).index_information()) for name in ("customer_records", "vehicles")]


async def assert_named(db: Database) -> None:
    """Assert that each job names a customer and a vehicle that are there, by its plate and its phone."""
    customers = {row["_id"]: row async for row in db.collection("customer_records").find()}
    vehicles = {row["_id"]: row async for row in db.collection("vehicles").find()}
    async for job in db.collection("jobs").find():
        customer, vehicle = customers[job["customer_id"]], vehicles[job["vehicle_id"]]
        assert job["phone"] in customer["phones"] or job["phone"] == "-"
        assert vehicle["plate"] == job["plate"]
        assert job["manager_id"] in customer["manager_ids"]
        assert job["manager_id"] in vehicle["manager_ids"]
        assert vehicle["keeper_id"] in customers


@pytest.mark.parametrize("many", [2, 5000])
async def test_jobs_of_the_first_release_are_named(make_database: MakeDatabase, many: int) -> None:
    db = make_database()
    await restore(db, BackupReader(FIRST_RELEASE))
    indexed = await indexes_of(db)
    before = {job["_id"]: job async for job in db.collection("jobs").find()}
    assert all("customer_id" not in job for job in before.values())
    assert sum(await asyncio.gather(name_jobs(db, many=many), name_jobs(db, many=many))) == len(before)
    assert await name_jobs(db) == 0
    assert await indexes_of(db) == indexed
    await assert_named(db)
    async for job in db.collection("jobs").find():
        assert {k: v for k, v in job.items() if k not in {"customer_id", "vehicle_id"}} == before[job["_id"]]
    plates = {job["plate"] for job in before.values()}
    assert await db.collection("vehicles").count_documents({}) == len(plates)
    assert (await verify(db)).problems == []


async def test_beside_an_older_version_that_writes_jobs_without(
    make_database: MakeDatabase, make_settings: SettingsMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pace, "_LOOK_AGAIN_SECONDS", 0.05)
    monkeypatch.setattr(pace, "_WAIT_SECONDS", 0.05)
    db = make_database()
    await migrate(db)
    jobs = db.collection("jobs")
    older = {"_id": "older", "host": "here", "seen_at": now() + dt.timedelta(hours=1), "migration": MIGRATION - 1}
    await db.collection("instances").insert_one(older)
    async with running(make_settings(db_name=db.name)) as http:
        garage = await make_garage(http)
        for round_ in range(3):
            ids = [
                await make_job(garage.manager, vehicle_number=f"MH12AB{n % 7}", phone=f"98220000{n % 9:02d}")
                for n in range(20)
            ]
            await jobs.update_many({"_id": {"$in": ids[::2]}}, UNNAMED)
            async with asyncio.timeout(150):
                ok(await garage.manager.post("/api/jobs", job_fields(vehicle_number=f"KA01R{round_}")))
                while await jobs.find_one({"vehicle_id": None}) is not None:
                    ok(await garage.manager.post("/api/jobs", job_fields(vehicle_number=f"KA01R{round_}")))
            assert not await naming(db).is_done()
        await db.collection("instances").delete_one({"_id": "older"})
        async with asyncio.timeout(150):
            while not await naming(db).is_done():
                await asyncio.sleep(0.02)
        assert await db.collection("vehicles").count_documents({"workshop_id": garage.id}) == 7 + 3
        await assert_invariants(db, garage.id)
    async for job in jobs.find():
        assert job["customer_id"]
        assert job["vehicle_id"]


async def test_jobs_without_a_plate_or_a_phone_are_not_one_vehicle_or_one_customer(
    make_database: MakeDatabase, make_settings: SettingsMaker
) -> None:
    db = make_database()
    async with running(make_settings(db_name=db.name)) as http:
        garage = await make_garage(http)
        ids = [
            await make_job(garage.manager, customer_name=f"Customer {n}", phone=f"98220000{n:02d}") for n in range(2)
        ]
        ids.append(await make_job(garage.manager, customer_name="Customer 1", phone="9822000001"))
        for collection in ("vehicles", "customer_records"):
            await db.collection(collection).delete_many({})
        await db.collection("jobs").update_many(
            {}, {"$set": {"phone": "-", "vehicle_number": "-", "plate": ""}, **UNNAMED}
        )
        await name_jobs(db)
        jobs = [await db.collection("jobs").find_one({"_id": job_id}) for job_id in ids]
        named = [(job["customer_id"], job["vehicle_id"]) for job in jobs if job]
        assert named[0] != named[1] == named[2]
        assert len({vehicle_id for _, vehicle_id in named}) == 2
        # One that comes later, as with the next batch, is of the same vehicle.
        await db.collection("jobs").update_one({"_id": ids[2]}, UNNAMED)
        async with asyncio.timeout(150):
            assert await name_jobs(db) == 1
        later = await db.collection("jobs").find_one({"_id": ids[2]})
        assert later is not None
        assert (later["customer_id"], later["vehicle_id"]) == named[2]


async def test_indexes_that_a_naming_did_without_are_there_after_one_that_was_cut_short(
    make_database: MakeDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    db = make_database()
    await restore(db, BackupReader(FIRST_RELEASE))
    indexed = await indexes_of(db)
    seen: list[list[set[str]]] = []

    async def cut_short(db: Database, _: str) -> int:
        seen.append(await indexes_of(db))
        raise AutoReconnect("the node is gone")

    with monkeypatch.context() as patched:
        patched.setattr(records, "_name_some", cut_short)
        with pytest.raises(AutoReconnect):
            await name_jobs(db, many=2)
    assert seen == [[names - {"search"} for names in indexed]]
    assert await indexes_of(db) == indexed
    # As after a process was killed meanwhile.
    await db.collection("vehicles").drop_index("search")
    await migrate(db)
    assert await indexes_of(db) == indexed
    assert await name_jobs(db) > 0
    await assert_named(db)
