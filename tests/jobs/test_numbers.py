"""Job numbers: counted from 1 in each workshop, given once however many take them, with few gaps."""

import asyncio
import datetime as dt
import itertools

import pytest

from revops.jobs.search import search_tokens
from revops.mongo.client import Database
from revops.mongo.numbers import BLOCK
from revops.remaking.derived import number_the_rest, remaking
from revops.rooms import migrate
from tests.conftest import MakeDatabase, SettingsMaker, running
from tests.factories import Garage, all_pages, get_job, job_fields, login, make_job, ok, refused
from tests.invariants import assert_invariants
from tests.papers.reading import words

pytestmark = pytest.mark.slow


async def numbers(garage: Garage) -> list[int]:
    """Return the numbers of all jobs, in the order in which they were taken in."""
    return [job["number"] for job in await all_pages(garage.owner, "/api/jobs", sort="created_at", limit=200)]


async def test_each_workshop_counts_from_one(garage: Garage, other_garage: Garage) -> None:
    for expected in (1, 2, 3):
        answer = ok(await garage.manager.post("/api/jobs", job_fields()))
        assert answer["number"] == expected
        assert (await get_job(garage.owner, answer["id"]))["number"] == expected
    await make_job(other_garage.manager)
    assert await numbers(other_garage) == [1]
    assert await numbers(garage) == [1, 2, 3]
    changed = ok(await garage.manager.put(f"/api/jobs/{answer['id']}", {"car_model": "Alto"}))["job"]
    assert changed["number"] == 3


async def test_what_is_refused_or_sent_again_takes_no_number(garage: Garage) -> None:
    assert ok(await garage.manager.post("/api/jobs", job_fields(), key="first"))["number"] == 1
    assert ok(await garage.manager.post("/api/jobs", job_fields(), key="first"))["number"] == 1
    refused(await garage.manager.post("/api/jobs", job_fields(advance_paid=6000)), 422, field="advance_paid")
    refused(await garage.manager.post("/api/jobs", job_fields(car_model="Alto"), key="first"), 422)
    assert ok(await garage.manager.post("/api/jobs", job_fields()))["number"] == 2


async def test_no_number_twice_from_many_people_on_several_instances(
    garage: Garage, make_settings: SettingsMaker
) -> None:
    async with running(make_settings()) as one, running(make_settings()) as another:
        people = [await login(http, garage.manager.email) for http in (one, another)]
        await asyncio.gather(*(make_job(person, advance_paid=100) for person in people * 25))
    given = await numbers(garage)
    assert len(given) == len(set(given)) == 50
    assert max(given) < 50 + 2 * BLOCK


async def test_jobs_of_an_older_version_are_numbered_in_their_order(
    garage: Garage, other_garage: Garage, db: Database
) -> None:
    ids = [await make_job(garage.manager, advance_paid=100) for _ in range(3)]
    await make_job(other_garage.manager)
    older = {"_id": {"$in": ids[1:]}}
    await db.collection("jobs").update_many(older, {"$unset": {"number": ""}})
    for job_id in ids[1:]:  # until then they are read and changed as they are
        assert (await get_job(garage.owner, job_id))["number"] is None
        assert ok(await garage.manager.put(f"/api/jobs/{job_id}", {"car_model": "Alto"}))["job"]["number"] is None
    assert "Job no." in words((await garage.owner.get(f"/api/documents/job-card/{ids[1]}")).content)
    assert await number_the_rest(db) == 2
    assert await numbers(garage) == [1, 1 + BLOCK, 2 + BLOCK]
    assert await numbers(other_garage) == [1]
    assert await number_the_rest(db) == 0
    await assert_invariants(db, garage.id)


async def test_numbering_goes_on_where_it_was_cut_short_and_one_instance_does_it(make_database: MakeDatabase) -> None:
    db = make_database()
    await migrate(db)
    at = dt.datetime(2026, 3, 10, tzinfo=dt.UTC)
    said = {"customer_name": "Asha", "vehicle_number": "MH12AB1", "phone": "9", "car_model": "", "version": 1}
    jobs = [
        said | {"_id": f"{workshop}-{n}", "workshop_id": workshop, "created_at": at - dt.timedelta(minutes=n)}
        for workshop in ("a", "b")
        for n in range(1200)
    ]
    await db.collection("jobs").insert_many([job | {"customer_gst_number": None} for job in jobs])
    await db.collection("payments").insert_one({"_id": "p", "job_id": "a-7", "reference": "UTR 4711"})

    def begin() -> list[asyncio.Task[None]]:
        return [asyncio.create_task(remaking(db).run()) for _ in range(3)]

    instances = begin()
    while await db.collection("jobs").count_documents({"number": {"$ne": None}}) < 300:
        await asyncio.sleep(0.01)
    for task in instances:
        task.cancel()
    await asyncio.gather(*instances, return_exceptions=True)
    await db.collection("leases").delete_many({})
    before = await db.collection("jobs").count_documents({"number": {"$ne": None}})
    assert before < len(jobs)
    async with asyncio.timeout(150):
        await asyncio.wait(instances := begin(), return_when=asyncio.FIRST_COMPLETED)
    for task in instances:
        task.cancel()
    await asyncio.gather(*instances, return_exceptions=True)
    for workshop in ("a", "b"):
        rows = await db.collection("jobs").find({"workshop_id": workshop}, sort=[("created_at", 1)]).to_list()
        numbers = [row["number"] for row in rows]
        assert len(set(numbers)) == len(numbers)
        # What was being written when it was cut short is numbered last; at most one read of them.
        assert sum(later < earlier for earlier, later in itertools.pairwise(numbers)) <= 8
        assert max(numbers) <= 1200 + 400
        assert all(row["search"] == search_tokens(row) for row in rows)
    found = await db.collection("jobs").find_one({"_id": "a-7"})
    assert found is not None
    assert found["references"] == ["UTR 4711"]


async def test_papers_and_lists_say_the_number(garage: Garage, db: Database) -> None:
    await db.collection("job_counters").insert_one({"_id": garage.id, "last": 7000})
    job_id = await make_job(garage.manager, advance_paid=500)
    (payment,) = (await get_job(garage.manager, job_id))["payments"]
    for path, of in (("job-card", job_id), ("invoice", job_id), ("receipt", payment["id"])):
        said = words((await garage.manager.get(f"/api/documents/{path}/{of}")).content)
        assert "Job no." in said, path
        assert "7001" in said, path
    card = await garage.manager.get(f"/api/documents/job-card/{job_id}")
    assert "job-card-7001.pdf" in card.headers["content-disposition"]
    ok(await garage.manager.post(f"/api/documents/invoice/{job_id}/issue"))
    (paper,) = ok(await garage.owner.get("/api/documents"))
    assert paper["job_number"] == 7001
    (listed,) = ok(await garage.owner.get("/api/payments"))
    assert listed["job"]["number"] == 7001
