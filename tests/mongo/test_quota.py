"""A garage stores so much in a day: texts are refused first, money later, other garages and other days never."""

import datetime as dt

import pytest

from revops.mongo.client import Database
from revops.mongo.quota import DailyQuota
from tests.conftest import Clock, MakeDatabase, SettingsMaker, running
from tests.factories import job_fields, make_garage, make_job, make_payment, ok, refused
from tests.invariants import unchanged

pytestmark = pytest.mark.slow

# Tokens expire by the real clock.
YESTERDAY = (dt.datetime.now(dt.UTC) - dt.timedelta(days=1)).strftime("%Y-%m-%dT18:00:00Z")
TEXT = dict.fromkeys(("internal_notes", "parts_required", "work_description"), "स" * 2000)


async def _fill(db: Database, workshop_id: str, clock: Clock, megabytes: float) -> None:
    """Store so much, as another process would have counted it."""
    key = f"stored:{workshop_id}:{clock().date()}"
    await db.collection("throttles").update_one({"_id": key}, {"$inc": {"hits": int(megabytes * 1e6)}}, upsert=True)


async def test_a_garage_that_stored_too_much_today_goes_on_tomorrow(
    make_settings: SettingsMaker, db: Database, clock: Clock
) -> None:
    clock.set(YESTERDAY)
    settings = make_settings(workshop_mb_per_day=1)
    async with running(settings) as http:
        garage, other = await make_garage(http), await make_garage(http)
        job_id, another = await make_job(garage.manager), await make_job(other.manager)
        await _fill(db, garage.id, clock, 1)
        async with running(settings) as elsewhere:  # where the count is read anew
            garage.manager.http = garage.owner.http = elsewhere
            async with unchanged(db, garage.id):
                problem = refused(await garage.manager.put(f"/api/jobs/{job_id}", TEXT), 429, "too_many_requests")
            assert "1 MB today" in problem["detail"]
            # Money is small, and is still taken.
            await make_payment(garage.manager, job_id, 10)
            garage.manager.http = http
        ok(await other.manager.put(f"/api/jobs/{another}", TEXT))
        clock.advance(hours=6)
        ok(await garage.manager.put(f"/api/jobs/{job_id}", TEXT))


async def test_small_things_have_a_bound_too(make_settings: SettingsMaker, db: Database, clock: Clock) -> None:
    clock.set(YESTERDAY)
    async with running(make_settings(workshop_mb_per_day=1)) as http:
        garage = await make_garage(http)
        await _fill(db, garage.id, clock, 4)
    async with running(make_settings(workshop_mb_per_day=1)) as http:
        garage.manager.http = http
        refused(await garage.manager.post("/api/jobs", job_fields()), 429, "too_many_requests")


@pytest.mark.anyio
async def test_what_two_processes_store_is_counted_together(make_database: MakeDatabase) -> None:
    db = make_database()
    await db.collection("throttles").insert_one({"_id": "other"})
    one, two = (DailyQuota(db.loose_collection("throttles"), 1000) for _ in range(2))
    document = {"workshop_id": "w", "text": "x" * 100_000}
    for quota in (one, two, one):
        await quota.count([document])
    counted = await db.collection("throttles").find_one({"_id": {"$regex": "^stored:w:"}})
    assert counted is not None
    assert counted["hits"] > 300_000
