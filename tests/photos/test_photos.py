"""Photos of a job over HTTP: kept once, cleaned of all but pixels, shown to the job's people, deleted within a day."""

import asyncio
import datetime as dt
import io
import uuid
from typing import Any

from PIL import Image

from revops.files.service import in_database
from revops.files.sweep import Sweep
from revops.mongo.client import Database
from revops.rooms import NAMES_FILES
from tests.conftest import Clock, eventually
from tests.factories import (
    Garage,
    Person,
    get_job,
    make_job,
    make_manager,
    make_member,
    make_photo,
    move_job,
    ok,
    picture,
    refused,
    send_photo,
)
from tests.invariants import assert_invariants
from tests.verifying import problems


async def shown(person: Person, photo_id: str, size: str = "320") -> Image.Image:
    answer = await person.get(f"/api/photos/{photo_id}/{size}")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "image/webp"
    return Image.open(io.BytesIO(answer.content))


async def listed(person: Person, job_id: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = ok(await person.get(f"/api/jobs/{job_id}/photos"))
    return rows


async def test_a_photo_is_kept_in_three_sizes_and_listed_in_the_order_taken(garage: Garage) -> None:
    job_id = await make_job(garage.manager)
    used = ok(await garage.manager.get("/api/photos/usage"))
    assert used == {"used_mb": 0, "max_mb": 2000}
    later, sooner = "2026-11-20T10:00:02Z", "2026-11-20T10:00:01Z"
    second = await make_photo(garage.manager, job_id, picture("red", (3000, 1500)), taken_at=later, kind="after")
    first = await make_photo(garage.owner, job_id, taken_at=sooner, caption="Front bumper")
    rows = await listed(garage.owner, job_id)
    assert [row["id"] for row in rows] == [first, second]
    assert (rows[0]["caption"], rows[0]["kind"], rows[0]["added_by"]) == ("Front bumper", "before", garage.owner.id)
    assert (rows[1]["width"], rows[1]["height"]) == (2048, 1024)
    sizes = [(await shown(garage.manager, second, size)).size for size in ("320", "1280", "full")]
    assert sizes == [(320, 160), (1280, 640), (2048, 1024)]
    # Nothing is made larger than it came.
    assert (await shown(garage.manager, first, "1280")).size == (800, 600)
    assert ok(await garage.manager.put(f"/api/photos/{first}", {"caption": "  "}))["photo"]["caption"] is None
    changed = ok(await garage.manager.put(f"/api/photos/{first}", {"kind": "after"}))["photo"]
    assert (changed["kind"], changed["caption"]) == ("after", None)


async def test_what_is_handed_out_is_for_the_browser_of_whoever_asked(garage: Garage) -> None:
    photo_id = await make_photo(garage.manager, await make_job(garage.manager))
    answer = await garage.manager.get(f"/api/photos/{photo_id}/1280")
    assert answer.headers["cache-control"] == "private, max-age=31536000, immutable"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
    again = await garage.manager.request(
        "GET", f"/api/photos/{photo_id}/1280", headers={"If-None-Match": answer.headers["etag"]}
    )
    assert (again.status_code, again.content) == (304, b"")
    refused(await garage.manager.get(f"/api/photos/{photo_id}/4096"), 404, "not_found")


async def test_the_jobs_people_see_its_photos_and_nobody_else(garage: Garage) -> None:
    job_id = await make_job(garage.manager)
    photo_id = await make_photo(garage.manager, job_id)
    colleague = await make_manager(garage.owner)
    for answer in (
        await colleague.get(f"/api/jobs/{job_id}/photos"),
        await colleague.get(f"/api/photos/{photo_id}/full"),
        await colleague.put(f"/api/photos/{photo_id}", {"caption": "Mine"}),
        await send_photo(colleague, job_id),
    ):
        refused(answer, 404, "not_found")
    # Whoever takes the job over takes its photos over.
    ok(await garage.owner.post(f"/api/members/{garage.manager.id}/hand-over", {"to": colleague.id}))
    assert (await shown(colleague, photo_id)).size == (320, 240)
    refused(await garage.manager.get(f"/api/photos/{photo_id}/full"), 404, "not_found")
    accountant = await make_member(garage.owner, "accountant")
    await shown(accountant, photo_id)
    refused(await send_photo(accountant, job_id), 403, "wrong_role")


async def test_a_photo_that_is_sent_again_is_there_once(garage: Garage) -> None:
    job_id, photo_id, raw = await make_job(garage.manager), str(uuid.uuid4()), picture()
    answers = [send_photo(garage.manager, job_id, raw, photo_id) for _ in range(2)]
    for answer in await asyncio.gather(*answers):
        assert ok(answer)["photo"]["id"] == photo_id
    again = ok(await send_photo(garage.manager, job_id, raw, photo_id))
    assert (again["photo"]["id"], again["is_repeated"]) == (photo_id, False)
    # The same picture under another id is the one that is there, and says so.
    same = ok(await send_photo(garage.owner, job_id, raw))
    assert (same["photo"]["id"], same["is_repeated"]) == (photo_id, True)
    assert same["message"] == "This photo is on the job already"
    assert [row["id"] for row in await listed(garage.owner, job_id)] == [photo_id]
    problem = refused(await send_photo(garage.manager, job_id, picture("red"), photo_id), 409, "photo_id_used")
    assert problem["detail"] == "Another photo has this id. Please add the photo again."
    # On another job the same picture is another photo.
    await make_photo(garage.manager, await make_job(garage.manager), raw)
    refused(await send_photo(garage.manager, job_id, picture("blue"), "not-a-uuid"), 422, field="photo_id")


async def test_deleting_is_for_who_added_it_and_can_be_undone(garage: Garage, db: Database) -> None:
    job_id, raw = await make_job(garage.manager), picture()
    photo_id = await make_photo(garage.manager, job_id, raw)
    refused(await garage.owner.delete(f"/api/photos/{photo_id}"), 409, "not_your_photo")
    assert [row["deletable_until"] is None for row in await listed(garage.owner, job_id)] == [True]
    assert [row["deletable_until"] is None for row in await listed(garage.manager, job_id)] == [False]
    for _ in range(2):
        ok(await garage.manager.delete(f"/api/photos/{photo_id}"))
    assert await listed(garage.manager, job_id) == []
    for _ in range(2):
        assert ok(await garage.manager.put(f"/api/photos/{photo_id}/restore"))["photo"]["id"] == photo_id
    assert [row["id"] for row in await listed(garage.manager, job_id)] == [photo_id]
    # Added again while it was deleted: there is nothing to bring back.
    ok(await garage.manager.delete(f"/api/photos/{photo_id}"))
    again = await make_photo(garage.manager, job_id, raw)
    refused(await garage.manager.put(f"/api/photos/{photo_id}/restore"), 409, "photo_there_again")
    assert [row["id"] for row in await listed(garage.manager, job_id)] == [again]
    # The journal has who and which, and nothing of what is to be seen.
    entries = [e for e in (await get_job(garage.owner, job_id))["updates"] if e["kind"].startswith("photo_")]
    assert [(e["kind"], e["actor_id"]) for e in reversed(entries)] == [
        (kind, garage.manager.id)
        for kind in ("photo_added", "photo_deleted", "photo_restored", "photo_deleted", "photo_added")
    ]
    stored = await db.collection("photos").find_one({"_id": photo_id})
    assert stored is not None
    assert entries[-1]["changes"] == {"photo_kind": [None, "before"], "photo_sha256": [None, stored["sha256"]]}
    assert all(entry["amount"] is None for entry in entries)
    await assert_invariants(db, garage.id)


async def test_after_a_day_nothing_is_deleted_and_what_was_is_forgotten(
    garage: Garage, db: Database, clock: Clock
) -> None:
    job_id = await make_job(garage.manager)
    gone, kept = [await make_photo(garage.manager, job_id, picture(colour)) for colour in ("red", "blue")]
    ok(await garage.manager.delete(f"/api/photos/{gone}"))
    before = ok(await garage.manager.get("/api/photos/usage"))["used_mb"]
    clock.advance(days=1, minutes=10)
    problem = refused(await garage.manager.delete(f"/api/photos/{kept}"), 409, "photo_too_old")
    assert problem["detail"] == "A photo can be deleted within a day after it was added, and this one is older."
    refused(await garage.manager.put(f"/api/photos/{gone}/restore"), 409, "photo_too_old")
    await forget_deleted(db, garage.id)
    refused(await garage.manager.get(f"/api/photos/{gone}/full"), 404, "not_found")
    refused(await garage.manager.put(f"/api/photos/{gone}/restore"), 404, "not_found")
    assert (await shown(garage.manager, kept)).size == (320, 240)
    files = db.collection("files")
    assert await files.count_documents({"workshop_id": garage.id, "kind": "photo"}) == 4
    clock.advance(days=1)
    await Sweep(db, in_database(db), NAMES_FILES).sweep()
    assert await files.count_documents({"workshop_id": garage.id, "kind": "photo"}) == 2
    assert (await shown(garage.manager, kept)).size == (320, 240)
    assert ok(await garage.manager.get("/api/photos/usage"))["used_mb"] <= before
    assert await problems(db, garage.id) == []


async def forget_deleted(db: Database, workshop_id: str) -> None:
    """Let the tasks come due that are by the clock of the database due tomorrow, and wait until they are done.

    Another process of this run may do them, by its own clock.
    """
    long_ago = dt.datetime.now(dt.UTC) - dt.timedelta(days=2)
    deleted = {"workshop_id": workshop_id, "deleted_at": {"$exists": True}}
    await db.collection("photos").update_many(deleted, {"$set": {"deleted_at": long_ago}})
    mine = {"workshop_id": workshop_id, "kind": "forget_photo"}
    due = {"$set": {"due_at": dt.datetime(2020, 1, 1, tzinfo=dt.UTC)}}
    await db.collection("tasks").update_many(mine, due)

    async def is_done() -> bool:
        return await db.collection("tasks").find_one(mine | {"state": "waiting"}) is None

    await eventually(is_done)


async def test_photos_go_with_whom_they_are_of(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=100, advance_paid=100, advance_method="cash")
    photo_id = await make_photo(garage.manager, job_id, caption="Mr Rao's car")
    await move_job(garage.owner, job_id, "in_progress", "completed", "delivered", "closed")
    customer_id = (await get_job(garage.owner, job_id))["customer_id"]
    ok(await garage.owner.post(f"/api/customers/{customer_id}/erase"))
    assert await listed(garage.owner, job_id) == []
    refused(await garage.owner.get(f"/api/photos/{photo_id}/full"), 404, "not_found")
    row = await db.collection("photos").find_one({"_id": photo_id})
    assert row is not None
    assert (row["caption"], row.get("received")) == (None, None)
    assert await db.collection("photo_files").count_documents({"photo_id": photo_id, "file": {"$exists": True}}) == 0
    assert ok(await garage.owner.get("/api/photos/usage"))["used_mb"] == 0
    assert await problems(db, garage.id) == []
    await assert_invariants(db, garage.id)
