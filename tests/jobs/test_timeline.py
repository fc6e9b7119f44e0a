"""The timeline of a job: bounded whatever was written, read on page by page, and told by how many lines there were."""

import random
from typing import Any

import pytest

from revops.core.ids import new_id
from revops.core.time import now
from revops.journal.lines import LINES, line_changes, lines_after
from revops.journal.sealer import Sealer
from revops.mongo.client import Database
from tests.factories import Garage, all_pages, get_job, job_fields, make_job, make_manager, ok, refused
from tests.invariants import assert_invariants

pytestmark = pytest.mark.slow

# Two hundred lines of two rows each.
LONG = [{"kind": "labour", "description": f"{n} " + "ब" * 40, "unit_price": 10} for n in range(200)]


async def test_a_page_of_a_job_shows_the_newest_and_reads_on(garage: Garage) -> None:
    job_id = await make_job(garage.manager)
    for number in range(120):
        ok(await garage.manager.put(f"/api/jobs/{job_id}", {"internal_notes": f"note {number}"}))
    job = await get_job(garage.owner, job_id)
    assert [entry["changes"]["internal_notes"][1] for entry in job["updates"]] == [
        f"note {number}" for number in range(119, 69, -1)
    ]
    cursor, told = job["updates_cursor"], job["updates"]
    earlier = ok(await garage.owner.get(f"/api/jobs/{job_id}/updates", cursor=cursor, limit=200))
    whole = [*told, *earlier]
    assert len(whole) == len({entry["id"] for entry in whole}) == 121
    assert whole[-1]["kind"] == "job_created"
    assert await all_pages(garage.manager, f"/api/jobs/{job_id}/updates", limit=7) == whole
    short = await make_job(garage.manager)
    assert (await get_job(garage.manager, short))["updates_cursor"] is None


async def test_the_timeline_is_of_who_may_see_the_job(garage: Garage, other_garage: Garage) -> None:
    job_id, colleague = await make_job(garage.manager), await make_manager(garage.owner)
    for person in (colleague, other_garage.owner, other_garage.manager):
        refused(await person.get(f"/api/jobs/{job_id}/updates"), 404)
    assert [entry["kind"] for entry in ok(await garage.owner.get(f"/api/jobs/{job_id}/updates"))] == ["job_created"]


async def test_a_job_with_more_history_than_the_database_sends_at_once_opens(garage: Garage, db: Database) -> None:
    """Earlier versions kept all lines in every entry; those stay as they are."""
    job_id = await make_job(garage.manager)
    lines = [{"description": "म" * 500, "kind": "part"}] * 195
    entries = [
        {
            "_id": new_id(),
            "workshop_id": garage.id,
            "manager_id": garage.manager.id,
            "actor_id": garage.manager.id,
            "kind": "job_updated",
            "at": now(),
            "job_id": job_id,
            "changes": {"items": [lines, lines], "pricing": [None, {"kind": "gst"}], "worker_assigned": [None, "Ramu"]},
        }
        for _ in range(45)
    ]
    for entry in entries:
        await db.collection("journal").insert_one(entry)
    try:
        updates = (await get_job(garage.owner, job_id))["updates"]
        assert updates[0]["changes"] == {"items": [195, 195], "worker_assigned": [None, "Ramu"]}
        assert len(updates) == 46
        assert await all_pages(garage.owner, f"/api/jobs/{job_id}/updates", limit=20) == updates
    finally:
        await db.collection("journal").delete_many({"_id": {"$in": [entry["_id"] for entry in entries]}})


async def test_a_job_takes_so_much_text(garage: Garage) -> None:
    job_id = await make_job(garage.manager)
    ok(await garage.manager.put(f"/api/jobs/{job_id}", {"items": LONG}))
    much = [{**line, "description": "ब" * 60} for line in LONG]
    for answer in (
        await garage.manager.put(f"/api/jobs/{job_id}", {"items": much}),
        await garage.manager.post("/api/jobs", job_fields(items=much)),
        await garage.manager.post("/api/jobs/price", {"items": much}),
    ):
        problem = refused(answer, 422, field="items")
        assert problem["detail"] == "Labour and parts hold more text than one job can take; please shorten them."


async def test_an_entry_holds_the_lines_that_changed(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager)
    ok(await garage.manager.put(f"/api/jobs/{job_id}", {"items": LONG}))
    first, changed = LONG[0], {**LONG[100], "unit_price": 20}
    for items in ([*LONG[:100], changed, *LONG[101:]], [*LONG[1:100], changed, *LONG[101:]]):
        ok(await garage.manager.put(f"/api/jobs/{job_id}", {"items": items}))
    entries = await db.collection("journal").find({"job_id": job_id}, sort=[("_id", 1)]).to_list()
    went, came = entries[2]["changes"]["lines"]
    assert [(line["line"], line["unit_price_minor"]) for line in went] == [(101, 1000)]
    assert [(line["line"], line["unit_price_minor"]) for line in came] == [(101, 2000)]
    went, came = entries[3]["changes"]["lines"]
    assert [(line["line"], line["description"]) for line in went] == [(1, first["description"])]
    assert came == []
    assert [entry["changes"]["items"] for entry in (await get_job(garage.owner, job_id))["updates"][:3]] == [
        [200, 199],
        [200, 200],
        [0, 200],
    ]
    lines: list[dict[str, Any]] = []
    for entry in entries[1:]:
        lines = lines_after(lines, entry["changes"]["lines"])
    job = await db.collection("jobs").find_one({"_id": job_id})
    assert job is not None
    assert lines == job["items"]
    await Sealer(db).drain()
    await assert_invariants(db, garage.id)


def test_the_lines_after_a_change_are_found_from_those_before_it() -> None:
    rng = random.Random(5)
    for _ in range(3000):
        before, after = ([{"d": rng.randrange(5)} for _ in range(rng.randrange(9))] for _ in range(2))
        change = line_changes(before, after)[LINES]
        assert lines_after(before, change) == after
        same = [line for line in before if line in after]
        assert bool(same) == (len(change[0]) < len(before))
