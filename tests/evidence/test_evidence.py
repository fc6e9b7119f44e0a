"""Photos of counted cash and of cars at the gate over HTTP: kept once, without a position, hidden while a count is."""

import asyncio
import datetime as dt
import io
import uuid
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI
from PIL import Image

from revops.core.time import now
from revops.evidence.keeping import OldPhotos
from revops.files.service import in_database
from revops.files.sweep import Sweep
from revops.mongo.client import Database
from revops.rooms import NAMES_FILES
from tests.conftest import Clock
from tests.factories import (
    Garage,
    Person,
    make_evidence,
    make_job,
    make_manager,
    make_member,
    make_payment,
    move_job,
    ok,
    picture,
    refused,
    send_evidence,
)
from tests.invariants import assert_invariants
from tests.settlements.counts import hand_over, make_counting_garage, receive
from tests.verifying import problems


@pytest.fixture
async def counting(http: httpx2.AsyncClient) -> Garage:
    """A garage that counts, with 1,000 in its manager's hand."""
    garage = await make_counting_garage(http)
    await make_payment(garage.manager, await make_job(garage.manager, estimated_amount=1000), 1000)
    return garage


async def listed(person: Person, *about: str) -> list[dict[str, Any]]:
    """List the photos of counts as somebody sees them."""
    query = "&".join(f"about={one}" for one in about)
    rows: list[dict[str, Any]] = ok(await person.get(f"/api/cash-photos?{query}"))
    return rows


async def sound(garage: Garage, db: Database) -> None:
    """Assert that the books agree."""
    await assert_invariants(db, garage.id)
    assert await problems(db, garage.id) == []


def located() -> bytes:
    """Make a photo that says where it was taken."""
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    made = io.BytesIO()
    Image.new("RGB", (1600, 1200), "green").save(made, "JPEG", exif=exif)
    return made.getvalue()


async def test_a_photo_of_a_hand_over_is_hidden_until_it_is_counted(counting: Garage, db: Database) -> None:
    manager, owner = counting.manager, counting.owner
    settlement_id = await hand_over(manager, {"500": 2})
    photo_id = await make_evidence(manager, f"cash-photos/hand-over/{settlement_id}", located())
    assert [row["id"] for row in await listed(manager, settlement_id)] == [photo_id]
    # It shows the notes that the owner is to count unseen.
    assert await listed(owner, settlement_id) == []
    refused(await owner.get(f"/api/cash-photos/{photo_id}"), 404, "not_found")
    await receive(owner, settlement_id, {"500": 2})
    (shown,) = await listed(owner, settlement_id)
    assert (shown["id"], shown["about_id"]) == (photo_id, settlement_id)
    answer = await owner.get(f"/api/cash-photos/{photo_id}")
    assert answer.headers["content-type"] == "image/webp"
    assert answer.headers["cache-control"] == "private, max-age=31536000, immutable"
    kept = Image.open(io.BytesIO(answer.content))
    assert (kept.size, dict(kept.getexif())) == ((1280, 960), {})
    # Neither as a photo of the gate, nor to a colleague.
    refused(await owner.get(f"/api/gate/photos/{photo_id}"), 404, "not_found")
    colleague = await make_manager(owner)
    refused(await colleague.get(f"/api/cash-photos/{photo_id}"), 404, "not_found")
    assert await listed(colleague, settlement_id) == []
    accountant = await make_member(owner, "accountant")
    assert len(await listed(accountant, settlement_id)) == 1
    refused(await send_evidence(accountant, f"cash-photos/hand-over/{settlement_id}"), 403, "wrong_role")
    await sound(counting, db)


async def test_a_photo_of_a_count_is_hidden_while_a_hand_over_waits(counting: Garage, db: Database) -> None:
    manager, owner = counting.manager, counting.owner
    count_id = ok(await owner.post("/api/custody/counts", {"member_id": manager.id}))["id"]
    # Before it is made there is nothing to show.
    refused(await send_evidence(manager, f"cash-photos/count/{count_id}"), 404, "not_found")
    ok(await manager.post(f"/api/custody/counts/{count_id}/answer", {"count": {"500": 2}}))
    ok(await send_evidence(manager, f"cash-photos/count/{count_id}"))
    closed = ok(await manager.post("/api/custody/days/close", {"count": {"500": 2}}))
    ok(await send_evidence(manager, f"cash-photos/day/{closed['day']['id']}"))
    both = (count_id, closed["day"]["id"])
    assert {row["about_id"] for row in await listed(owner, *both)} == set(both)
    settlement_id = await hand_over(manager, {"500": 1})
    assert await listed(owner, *both) == []
    assert len(await listed(manager, *both)) == 2
    await receive(owner, settlement_id, {"500": 1})
    assert len(await listed(owner, *both)) == 2
    await sound(counting, db)


async def test_a_photo_is_there_once_and_nobody_adds_to_what_another_counted(counting: Garage, db: Database) -> None:
    manager = counting.manager
    path = f"cash-photos/hand-over/{await hand_over(manager, {'500': 1})}"
    photo_id, raw = str(uuid.uuid4()), picture()
    for answer in await asyncio.gather(*(send_evidence(manager, path, raw, photo_id) for _ in range(2))):
        assert ok(answer)["photo"]["id"] == photo_id
    # The same picture under another id is the one that is there.
    assert await make_evidence(manager, path, raw) == photo_id
    refused(await send_evidence(manager, path, picture("red"), photo_id), 409, "photo_id_used")
    refused(await send_evidence(manager, path, b"no picture"), 422, field="photo")
    refused(await send_evidence(manager, path, picture("red"), "not-a-uuid"), 422, field="photo_id")
    refused(await send_evidence(counting.owner, path), 403, "wrong_role")
    refused(await send_evidence(await make_manager(counting.owner), path), 404, "not_found")
    for colour in ("red", "blue", "green"):
        ok(await send_evidence(manager, path, picture(colour)))
    refused(await send_evidence(manager, path, picture("black")), 409, "enough_photos")
    await sound(counting, db)


async def test_two_at_once_do_not_add_more_than_there_may_be(counting: Garage, db: Database) -> None:
    path = f"cash-photos/hand-over/{await hand_over(counting.manager, {'500': 1})}"
    colours = ("red", "blue", "green", "black", "white", "yellow", "purple")
    answers = await asyncio.gather(*(send_evidence(counting.manager, path, picture(colour)) for colour in colours))
    # What may be decoded at a time is bounded: those are told to try again.
    kept = [answer for answer in answers if answer.status_code == 200]
    codes = {answer.json()["code"] for answer in answers if answer.status_code != 200}
    assert (len(kept) <= 4, codes <= {"enough_photos", "too_many_requests"}) == (True, True), codes
    await sound(counting, db)


async def test_old_photos_are_forgotten_and_give_their_room_back(
    counting: Garage, db: Database, app: FastAPI, clock: Clock
) -> None:
    gate, manager, owner = await make_member(counting.owner, "gate"), counting.manager, counting.owner
    settlement_id = await hand_over(manager, {"500": 1})
    await make_evidence(manager, f"cash-photos/hand-over/{settlement_id}")
    seen = ok(await gate.post("/api/gate/sightings", {"plate": "KA05MN0001", "direction": "in"}))["id"]
    await make_evidence(gate, f"gate/sightings/{seen}/photos", located())
    old = OldPhotos(app.state.services)
    left = []
    for days in (91, 2, 300):
        clock.advance(days=days)
        await old.forget_of(counting.id, "Asia/Kolkata")
        there = {"workshop_id": counting.id, "file": {"$exists": True}}
        left.append(sorted([row["of"] async for row in db.collection("evidence").find(there)]))
    assert left == [["hand-over", "sighting"], ["hand-over"], []]
    assert ok(await owner.get("/api/photos/usage"))["used_mb"] == 0
    await sound(counting, db)


async def test_a_photo_comes_within_a_week(counting: Garage, clock: Clock) -> None:
    path = f"cash-photos/hand-over/{await hand_over(counting.manager, {'500': 1})}"
    clock.advance(days=6, hours=23)
    ok(await send_evidence(counting.manager, path))
    clock.advance(hours=2)
    refused(await send_evidence(counting.manager, path, picture("red")), 409, "photo_too_late")


async def test_the_gate_photographs_cars_and_erasing_their_customer_forgets_them(garage: Garage, db: Database) -> None:
    gate, owner = await make_member(garage.owner, "gate"), garage.owner
    job_id = await make_job(garage.manager, vehicle_number="MH12AB1234", estimated_amount=500)
    seen = {
        plate: ok(await gate.post("/api/gate/sightings", {"plate": plate, "direction": "in"}))["id"]
        for plate in ("MH12AB1234", "KA05MN0001")
    }
    taken = {
        plate: await make_evidence(gate, f"gate/sightings/{sighting_id}/photos", located())
        for plate, sighting_id in seen.items()
    }
    day = ok(await gate.get("/api/gate"))["day"]
    photos = ok(await owner.get(f"/api/gate/days/{day}/photos"))
    assert {row["about_id"]: row["id"] for row in photos} == {seen[plate]: taken[plate] for plate in seen}
    assert (await owner.get(f"/api/gate/photos/{taken['MH12AB1234']}")).status_code == 200
    refused(await owner.get(f"/api/cash-photos/{taken['MH12AB1234']}"), 404, "not_found")
    # Nobody else at the gate adds to it, and nobody there looks through the day.
    another = await make_member(garage.owner, "gate")
    refused(
        await send_evidence(another, f"gate/sightings/{seen['MH12AB1234']}/photos", picture("red")), 404, "not_found"
    )
    refused(await gate.get(f"/api/gate/days/{day}/photos"), 403, "wrong_role")
    await make_payment(garage.manager, job_id, 500, method="upi")
    for status in ("in_progress", "completed", "delivered"):
        await move_job(garage.manager, job_id, status)
    customer_id = ok(await owner.get(f"/api/jobs/{job_id}"))["customer_id"]
    used = ok(await owner.get("/api/photos/usage"))["used_mb"]
    ok(await owner.post(f"/api/customers/{customer_id}/erase"))
    left = ok(await owner.get(f"/api/gate/days/{day}/photos"))
    assert [row["id"] for row in left] == [taken["KA05MN0001"]]
    refused(await owner.get(f"/api/gate/photos/{taken['MH12AB1234']}"), 404, "not_found")
    assert ok(await owner.get("/api/photos/usage"))["used_mb"] <= used
    await sound(garage, db)


async def test_files_that_photos_name_are_not_swept(counting: Garage, db: Database) -> None:
    settlement_id = await hand_over(counting.manager, {"500": 1})
    photo_id = await make_evidence(counting.manager, f"cash-photos/hand-over/{settlement_id}")
    await db.collection("files").update_many({}, {"$set": {"stored_at": now() - dt.timedelta(days=2)}})
    await Sweep(db, in_database(db), NAMES_FILES).sweep()
    assert (await counting.manager.get(f"/api/cash-photos/{photo_id}")).status_code == 200
