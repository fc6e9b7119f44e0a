"""Inspections over HTTP: point by point in any order, colours from what is measured, a photo for what needs work."""

import asyncio
import uuid
from typing import Any

from revops.mongo.client import Database
from tests.factories import (
    Garage,
    Person,
    get_job,
    make_inspection,
    make_job,
    make_manager,
    make_member,
    make_photo,
    move_job,
    ok,
    picture,
    refused,
)
from tests.invariants import assert_invariants


async def answered(person: Person, inspection_id: str, point: str, **said: Any) -> dict[str, Any]:
    """Answer a point; return it as it stands then."""
    answer = ok(await person.put(f"/api/inspections/{inspection_id}/points/{point}", said))
    return points_of(answer["inspection"])[point]


def points_of(inspection: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {point["id"]: point for group in inspection["groups"] for point in group["points"]}


async def listed(person: Person, job_id: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = ok(await person.get(f"/api/jobs/{job_id}/inspections"))
    return rows


async def test_an_inspection_is_answered_point_by_point_and_finished_once(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager)
    inspection_id = await make_inspection(garage.manager, job_id)
    (begun,) = await listed(garage.owner, job_id)
    assert begun["counts"] == {"good": 0, "soon": 0, "now": 0, "not_checked": 12}
    assert (begun["name"], begun["finished_at"]) == ("Quick check at intake", None)
    # Colours follow from what is measured, whatever was tapped.
    for measured, colour in ((2.9, "now"), (3, "soon"), (4.99, "soon"), (5, "good")):
        found = await answered(garage.manager, inspection_id, "front_pads", measured=measured, answer="good")
        assert (found["answer"], found["measured"]) == (colour, measured)
    # Without limits what is measured is only written down.
    assert (await answered(garage.manager, inspection_id, "odometer", measured=48210))["answer"] == "good"
    photo_id = await make_photo(garage.manager, job_id)
    await answered(garage.manager, inspection_id, "front_pads", measured=2.5)
    await answered(garage.manager, inspection_id, "wipers", answer="soon", note="Torn", photo_ids=[photo_id] * 2)
    problem = refused(await garage.manager.put(f"/api/inspections/{inspection_id}/finish"), 409, "photo_missing")
    assert problem["detail"] == ("Take a photo of Front brake pads, so that the customer can see it. Then finish.")
    await answered(garage.manager, inspection_id, "front_pads", measured=2.5, photo_ids=[photo_id])
    for _ in range(2):
        done = ok(await garage.manager.put(f"/api/inspections/{inspection_id}/finish"))["inspection"]
    assert done["counts"] == {"good": 1, "soon": 1, "now": 1, "not_checked": 9}
    wipers = points_of(done)["wipers"]
    assert (wipers["note"], wipers["photo_ids"], wipers["answered_by_name"]) == ("Torn", [photo_id], "Test Manager")
    entries = [e for e in (await get_job(garage.owner, job_id))["updates"] if e["kind"] == "inspection_finished"]
    (entry,) = entries
    assert (entry["actor_id"], entry["amount"]) == (garage.manager.id, None)
    assert entry["changes"] == {
        "inspection": [None, "Quick check at intake"], "good": [None, 1], "soon": [None, 1], "now": [None, 1],
        "not_checked": [None, 9],
    }  # fmt: skip
    await assert_invariants(db, garage.id)


async def test_of_a_car_as_it_came_in_each_side_is_photographed(garage: Garage) -> None:
    job_id = await make_job(garage.manager)
    inspection_id = await make_inspection(garage.manager, job_id, "taken_in")
    photo_id = await make_photo(garage.manager, job_id)
    finish = f"/api/inspections/{inspection_id}/finish"
    await answered(garage.manager, inspection_id, "fuel", measured=40)
    for side in ("front", "left", "rear"):
        await answered(garage.manager, inspection_id, side, answer="good", photo_ids=[photo_id])
    # What is not answered is asked for too, and a photo where all is well.
    await answered(garage.manager, inspection_id, "odometer", measured=48210)
    problem = refused(await garage.manager.put(finish), 409, "photo_missing")
    assert problem["detail"].startswith("Take a photo of Right side, Odometer, Things left in the car, so that")
    await answered(garage.manager, inspection_id, "odometer", measured=48210, photo_ids=[photo_id])
    await answered(garage.manager, inspection_id, "right", answer="soon", note="A dent", photo_ids=[photo_id])
    await answered(garage.manager, inspection_id, "belongings", answer="good", note="A helmet", photo_ids=[photo_id])
    counts = ok(await garage.manager.put(finish))["inspection"]["counts"]
    assert counts == {"good": 6, "soon": 1, "now": 0, "not_checked": 0}
    # A list of the garage's own may ask for photos too, and one that says nothing of them does not.
    points = [{"id": "boot", "title": "Boot", "needs_photo": True}, {"id": "keys", "title": "Keys"}]
    mine = {"name": "Ours", "groups": [{"title": "All", "points": points}]}
    saved = ok(await garage.owner.put("/api/inspections/templates/ours", mine))["template"]
    assert [point["needs_photo"] for point in saved["groups"][0]["points"]] == [True, False]


async def test_answers_come_in_any_order_and_twice_and_the_later_one_stays(garage: Garage) -> None:
    job_id = await make_job(garage.manager)
    inspection_id = str(uuid.uuid4())
    path = f"/api/jobs/{job_id}/inspections/{inspection_id}"
    await asyncio.gather(*(garage.manager.put(path, {"template_id": "full"}) for _ in range(3)))
    (begun,) = await listed(garage.manager, job_id)
    assert begun["counts"]["not_checked"] == 45
    first, second = "2026-11-20T10:00:01.0004Z", "2026-11-20T10:00:02Z"
    later = {"answer": "now", "answered_at": second, "photo_ids": [str(uuid.uuid4())]}
    for _ in range(2):
        assert (await answered(garage.manager, inspection_id, "horn", **later))["answer"] == "now"
    assert (await answered(garage.manager, inspection_id, "horn", answer="good", answered_at=first))["answer"] == "now"
    # Two people at once: neither takes the other's points away.
    points = list(points_of(begun))
    people = [garage.manager, garage.owner]
    await asyncio.gather(
        *(answered(people[n % 2], inspection_id, point, answer="good") for n, point in enumerate(points))
    )
    (whole,) = await listed(garage.owner, job_id)
    assert whole["counts"] == {"good": 45, "soon": 0, "now": 0, "not_checked": 0}
    ok(await garage.owner.put(f"/api/inspections/{inspection_id}/finish"))
    # What was sent before it was finished, and comes again, is as it was; anything else is too late.
    horn = points_of(whole)["horn"]
    ok(await garage.manager.put(
        f"/api/inspections/{inspection_id}/points/horn", {"answer": "good", "answered_at": horn["answered_at"]}
    ))  # fmt: skip
    ok(await garage.manager.put(f"/api/inspections/{inspection_id}/points/horn", later))
    refused(
        await garage.manager.put(f"/api/inspections/{inspection_id}/points/horn", {"answer": "soon"}),
        409,
        "inspection_finished",
    )
    refused(await garage.owner.delete(f"/api/inspections/{inspection_id}"), 409, "inspection_finished")


async def test_what_cannot_be_is_refused_in_plain_words(garage: Garage) -> None:
    job_id = await make_job(garage.manager)
    inspection_id = await make_inspection(garage.manager, job_id)
    path = f"/api/inspections/{inspection_id}"
    put = garage.manager.put
    refused(await put(f"{path}/finish"), 409, "inspection_empty")
    for point, body, field in (
        ("wipers", {"measured": 3}, "measured"),
        ("wipers", {}, "answer"),
        ("wipers", {"answer": "fine"}, "answer"),
        ("battery", {"measured": -1}, "measured"),
        ("battery", {"measured": 10**9}, "measured"),
        ("wipers", {"answer": "good", "photo_ids": ["../etc"]}, "photo_ids"),
    ):
        refused(await put(f"{path}/points/{point}", body), 422, field=field)
    refused(await put(f"{path}/points/no-such", {"answer": "good"}), 404, "not_found")
    refused(await put(f"{path}/points/$where", {"answer": "good"}), 404, "not_found")
    refused(await put(f"/api/jobs/{job_id}/inspections/nonsense", {"template_id": "quick"}), 422, field="inspection_id")
    refused(
        await put(f"/api/jobs/{job_id}/inspections/{uuid.uuid4()}", {"template_id": "gone"}), 422, field="template_id"
    )
    other = await make_job(garage.manager)
    refused(
        await put(f"/api/jobs/{other}/inspections/{inspection_id}", {"template_id": "quick"}),
        409,
        "inspection_id_used",
    )
    ok(await garage.manager.delete(path))
    assert await listed(garage.owner, job_id) == []
    refused(await put(f"{path}/points/wipers", {"answer": "good"}), 404, "not_found")
    ok(await garage.owner.post(f"/api/jobs/{other}/cancel", {"reason": "Went elsewhere"}))
    refused(await put(f"/api/jobs/{other}/inspections/{uuid.uuid4()}", {"template_id": "quick"}), 409, "job_closed")


async def test_the_jobs_people_inspect_it_and_nobody_else(garage: Garage) -> None:
    job_id = await make_job(garage.manager)
    inspection_id = await make_inspection(garage.manager, job_id)
    colleague = await make_manager(garage.owner)
    accountant = await make_member(garage.owner, "accountant")
    technician = await make_member(garage.owner, "technician")
    answer = f"/api/inspections/{inspection_id}/points/lights"
    for path in (answer, f"/api/inspections/{inspection_id}/finish"):
        refused(await colleague.put(path, {"answer": "good"}), 404, "not_found")
    refused(await accountant.put(answer, {"answer": "good"}), 403, "wrong_role")
    assert len(await listed(accountant, job_id)) == 1
    # A technician sees the vehicles that are his to see, and no template is his to change.
    assert len(ok(await technician.get("/api/inspections/templates"))) == 3
    ok(await garage.owner.post(f"/api/members/{garage.manager.id}/hand-over", {"to": colleague.id}))
    ok(await colleague.put(answer, {"answer": "good"}))
    refused(await garage.manager.put(answer, {"answer": "good"}), 404, "not_found")


async def test_the_owner_changes_the_lists_and_what_was_begun_keeps_its_points(garage: Garage) -> None:
    job_id = await make_job(garage.manager)
    inspection_id = await make_inspection(garage.manager, job_id)
    taken_in, quick, full = ok(await garage.owner.get("/api/inspections/templates"))
    assert (taken_in["id"], quick["id"], quick["is_own"], full["id"]) == ("taken_in", "quick", False, "full")
    path = "/api/inspections/templates/quick"
    mine = {"name": "Look round", "groups": [{"title": "All", "points": [{"id": "horn", "title": "Horn"}]}]}
    for _ in range(2):
        saved = ok(await garage.owner.put(path, mine))["template"]
    assert (saved["name"], saved["is_own"]) == ("Look round", True)
    # What comes from the list can be sent back as it is.
    assert ok(await garage.owner.put(path, quick))["template"]["groups"] == quick["groups"]
    ok(await garage.owner.put(path, mine))
    (begun,) = await listed(garage.manager, job_id)
    assert begun["counts"]["not_checked"] == 12
    await answered(garage.manager, inspection_id, "lights", answer="good")
    again = await make_inspection(garage.manager, job_id)
    assert [(row["id"], row["name"]) for row in await listed(garage.manager, job_id)] == [
        (again, "Look round"),
        (inspection_id, "Quick check at intake"),
    ]
    point = {"id": "pads", "title": "Pads"}
    for points in (
        [],
        [point, point],
        [point | {"soon_below": 3}],
        [point | {"unit": "mm", "soon_below": 3, "now_below": 4}],
        [point | {"unit": "furlong"}],
        [point | {"id": "a.b"}],
        [point | {"id": f"p{n}"} for n in range(101)],
    ):
        refused(await garage.owner.put(path, {"name": "Bad", "groups": [{"title": "All", "points": points}]}), 422)
    seen = saved["version"]
    assert (quick["version"], seen) == (0, 2)
    # Somebody has changed it since, so what was looked at is not what would be replaced.
    refused(await garage.owner.put(path, mine | {"seen_version": seen}), 409, "stale_version")
    assert ok(await garage.owner.put(path, mine | {"seen_version": seen + 2}))["template"]["version"] == seen + 3
    own = "/api/inspections/templates/two-wheelers"
    refused(await garage.owner.put(own, mine | {"seen_version": 1}), 409, "stale_version")
    ok(await garage.owner.put(own, mine | {"name": "Two-wheelers", "seen_version": 0}))
    names = [template["name"] for template in ok(await garage.manager.get("/api/inspections/templates"))]
    assert names == ["As it came in", "Look round", "Full inspection", "Two-wheelers"]
    for gone in (own, path):
        ok(await garage.owner.delete(gone))
    assert ok(await garage.owner.get("/api/inspections/templates")) == [taken_in, quick, full]
    refused(await garage.owner.delete(own), 404, "not_found")


async def test_words_of_an_inspection_go_with_whom_they_are_of(garage: Garage) -> None:
    job_id = await make_job(garage.manager, estimated_amount=100, advance_paid=100, advance_method="cash")
    inspection_id = await make_inspection(garage.manager, job_id)
    photo_id = await make_photo(garage.manager, job_id, picture("red"))
    await answered(garage.manager, inspection_id, "wipers", answer="now", note="Mr Rao's", photo_ids=[photo_id])
    await move_job(garage.owner, job_id, "in_progress", "completed", "delivered", "closed")
    ok(await garage.owner.post(f"/api/customers/{(await get_job(garage.owner, job_id))['customer_id']}/erase"))
    (left,) = await listed(garage.owner, job_id)
    assert (points_of(left)["wipers"]["answer"], points_of(left)["wipers"]["note"]) == ("now", None)


async def test_a_photo_that_is_named_and_not_on_the_job_shows_nothing(garage: Garage) -> None:
    job_id, other = await make_job(garage.manager), await make_job(garage.manager, vehicle_number="MH14ZZ9999")
    inspection_id = await make_inspection(garage.manager, job_id)
    path = f"/api/inspections/{inspection_id}/finish"
    elsewhere = await make_photo(garage.manager, other)
    for photo_id in (str(uuid.uuid4()), elsewhere):
        await answered(garage.manager, inspection_id, "wipers", answer="now", photo_ids=[photo_id])
        refused(await garage.manager.put(path), 409, "photo_missing")
    photo_ids = [elsewhere, await make_photo(garage.manager, job_id)]
    await answered(garage.manager, inspection_id, "wipers", answer="now", photo_ids=photo_ids)
    ok(await garage.manager.put(path))
