"""Service reminders: due by day, by kilometres or both, ended by one answer, and shown to whoever takes the car in."""

import datetime as dt
import re
from typing import Any

import httpx2
import pytest

from revops.messages.wording import LANGUAGES, Language
from revops.mongo.client import Database
from revops.service_reminders.draft import draft
from revops.service_reminders.row import months_after, new_reminder
from revops.service_reminders.service import USUAL
from revops.vehicles.due import projected_day
from revops.vehicles.row import Reading
from tests.conftest import Clock
from tests.factories import (
    Garage,
    Person,
    get_job,
    job_fields,
    make_garage,
    make_job,
    make_manager,
    move_job,
    ok,
    refused,
)
from tests.invariants import assert_invariants
from tests.verifying import problems

pytestmark = pytest.mark.slow

PATH = "/api/service-reminders"


async def set_reminder(person: Person, job_id: str, **body: object) -> dict[str, str]:
    made: dict[str, str] = ok(await person.post(f"/api/jobs/{job_id}/service-reminders", {"title": "Oil", **body}))
    return made


def _reading(day: str, km: int, **more: bool) -> Reading:
    at = dt.datetime.fromisoformat(f"{day}T06:00:00+00:00")
    return {"km": km, "at": at, "job_id": None, **more}  # type: ignore[typeddict-item]


def test_kilometres_become_a_day_by_how_the_odometer_ran() -> None:
    today = dt.date(2026, 11, 29)
    ran = [_reading("2026-05-01", 40_000), _reading("2026-08-09", 45_000)]
    # 50 km a day since May: 5,000 more are there 100 days after the last reading.
    assert projected_day(ran, 50_000, today) == today
    assert projected_day(ran, 52_000, today) == dt.date(2026, 12, 27)
    assert projected_day(ran[1:], 45_000, today) == today  # it is there already, however it ran
    assert projected_day(ran, 9_000_000, today) == dt.date(2026, 8, 9) + dt.timedelta(days=3 * 365)
    # Nothing is foreseen of one reading, of some days, of a car that stands, or over a new instrument.
    assert projected_day([], 50_000, today) is None
    assert projected_day(ran[:1], 50_000, today) is None
    assert projected_day([ran[0], _reading("2026-05-05", 41_000)], 50_000, today) is None
    assert projected_day([ran[0], _reading("2026-08-09", 40_050)], 50_000, today) is None
    assert projected_day([*ran, _reading("2026-09-01", 12, is_marked=True)], 10_000, today) is None


def test_months_end_where_a_month_is_shorter() -> None:
    assert months_after(dt.date(2026, 8, 31), 6) == dt.date(2027, 2, 28)
    assert months_after(dt.date(2026, 12, 1), 1) == dt.date(2027, 1, 1)
    assert months_after(dt.date(2027, 11, 30), 3) == dt.date(2028, 2, 29)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_draft_says_when_in_the_words_of_its_language(language: Language) -> None:
    job: Any = dict.fromkeys(("workshop_id", "manager_id", "_id", "vehicle_id"), "x")
    at = dt.datetime(2026, 11, 29, tzinfo=dt.UTC)
    for title, _, _ in USUAL:
        for due_on, due_km in (("2026-12-29", None), (None, 120_000), ("2026-12-29", 120_000)):
            due: Any = {"due_on": due_on, "due_km": due_km, "expected_on": "2026-12-12", "made_by": "x", "at": at}
            named = {"garage": "Rao", "customer": "Asha", "vehicle": "MH12AB1234"}
            said = draft(language, new_reminder(job, title, **due), "INR", **named)
            assert ("29" in said) == (due_on is not None), said
            assert ("1,20,000" in said) == (due_km is not None), said
            assert all(value in said for value in named.values())
            if language != "en":
                foreign = set(re.findall("[A-Za-z0-9]*[A-Za-z]+[A-Za-z0-9]*", said)) - {"PUC"}
                assert foreign == set(named.values()), said
    assert "120,000" in draft(language, new_reminder(job, title, **due), "AED", **named)


async def test_the_odometer_moves_the_day_and_what_was_done_is_counted_from(garage: Garage, clock: Clock) -> None:
    clock.set("2026-11-29T06:00:00Z")
    manager = garage.manager
    job_id = await make_job(manager, estimated_amount=0, odometer_km=40_000)
    assert (await set_reminder(manager, job_id, km=10_000))["expected_on"] == "2027-05-29"
    await move_job(manager, job_id, "in_progress", "completed", "delivered")
    assert ok(await manager.get(PATH)) == []

    clock.advance(days=60)  # a taxi: 150 km a day
    second = await make_job(manager, estimated_amount=0, odometer_km=49_000)
    (due,) = ok(await manager.get(PATH))
    assert (due["due_km"], due["expected_on"]) == (50_000, "2027-02-03")
    # Remembered two months late: counted from the day and the kilometres of the work that was done.
    late = await set_reminder(manager, job_id, title="Brakes", months=3, km=20_000)
    rows = {row["id"]: row for row in ok(await manager.get(PATH, due="all"))}
    assert (rows[late["id"]]["due_on"], rows[late["id"]]["due_km"]) == ("2027-02-28", 60_000)

    clock.advance(days=2)
    vehicle_id = (await get_job(manager, second))["vehicle_id"]
    path = f"/api/vehicles/{vehicle_id}"
    ok(await garage.owner.request("PATCH", path, json={"odometer_km": 50_100}))
    assert [row["expected_on"] for row in ok(await manager.get(PATH))] == ["2027-01-30", "2027-02-28"]
    # A new instrument says nothing of kilometres that were counted by the old one.
    new = {"odometer_km": 12, "odometer_reason": "New cluster"}
    ok(await garage.owner.request("PATCH", path, json=new))
    assert [row["expected_on"] for row in ok(await manager.get(PATH))] == ["2027-01-30", "2027-02-28"]

    clock.advance(days=90)
    third = await make_job(manager)
    why = refused(
        await manager.post(f"/api/jobs/{third}/service-reminders", {"title": "Oil", "km": 10_000}),
        409,
        "odometer_unknown",
    )
    assert "last read at 12 km, before this visit" in str(why)


async def test_a_reminder_is_listed_when_it_is_due_and_ends_by_one_answer(
    garage: Garage, db: Database, clock: Clock
) -> None:
    clock.set("2026-11-29T06:00:00Z")
    manager = garage.manager
    job_id = await make_job(manager, odometer_km=40_000)
    job = await get_job(manager, job_id)
    soon = await set_reminder(manager, job_id, months=1)
    assert soon["expected_on"] == "2026-12-29"
    late = await set_reminder(manager, job_id, title="Brake fluid", months=24, km=40_000)
    assert late["expected_on"] == "2028-11-29"
    (only,) = ok(await manager.get(PATH))
    assert (only["id"], only["vehicle_number"], only["customer_name"], only["due_km"]) == (
        soon["id"], "MH12AB1234", "Test Customer", None,
    )  # fmt: skip
    assert not only["may_be_reminded"]
    ok(
        await garage.owner.request(
            "PATCH", f"/api/customers/{job['customer_id']}", json={"consents": {"marketing": True}}
        )
    )
    assert [row["may_be_reminded"] for row in ok(await garage.owner.get(PATH, due="all"))] == [True, True]
    assert only["message"] is None
    spoken = {"language": "hi"}
    ok(await garage.owner.request("PATCH", f"/api/customers/{job['customer_id']}", json=spoken))
    (told,) = ok(await garage.owner.get(PATH))
    assert told["message"] == (
        "नमस्ते Test Customer,\n\nआपकी Honda City MH12AB1234 का अगला काम: Oil, 29 दिसंबर 2026 तक।"
        " आप गाड़ी कब ला सकते हैं?\n\nTest Motors"
    )
    assert [row["title"] for row in ok(await manager.get(PATH, due="all", limit=1))] == ["Oil"]
    assert [row["due_km"] for row in ok(await manager.get(PATH, due="all", vehicle_id=job["vehicle_id"]))] == [
        None,
        80_000,
    ]
    for answer in ("done", "not_needed"):  # the first one stays
        ok(await manager.put(f"{PATH}/{soon['id']}/answer", {"answer": answer}))
    assert ok(await manager.get(PATH)) == []
    said = [one for one in (await get_job(manager, job_id))["updates"] if one["kind"].startswith("service_reminder")]
    assert [(one["kind"], one["note"]) for one in said] == [
        ("service_reminder_answered", "Oil"),
        ("service_reminder_set", "Brake fluid"),
        ("service_reminder_set", "Oil"),
    ]
    await assert_invariants(db, garage.id)
    assert await problems(db, garage.id) == []
    await db.collection("service_reminders").update_one({"_id": late["id"]}, {"$set": {"state": "done"}})
    assert any("service reminder" in problem and "state" in problem for problem in await problems(db, garage.id))


async def test_what_is_asked_twice_is_there_once_and_what_makes_no_sense_is_refused(garage: Garage) -> None:
    manager = garage.manager
    job_id = await make_job(manager)
    path, body = f"/api/jobs/{job_id}/service-reminders", {"title": "Oil", "months": 6}
    first = ok(await manager.post(path, body, key="once"))
    assert ok(await manager.post(path, body, key="once")) == first
    assert len(ok(await manager.get(PATH, due="all"))) == 1
    refused(await manager.post(path, {"title": "Oil"}), 422, "invalid_fields")
    refused(await manager.post(path, {"title": "Oil", "km": 10_000}), 409, "odometer_unknown")
    refused(await manager.put(f"{PATH}/{job_id}/answer", {"answer": "done"}), 404)
    assert ok(await manager.get(f"{PATH}/usual"))[0] == {"title": "Engine oil and filter", "months": 6, "km": 10_000}


async def test_nobody_is_shown_what_is_not_his(garage: Garage, http: httpx2.AsyncClient) -> None:
    job_id = await make_job(garage.manager)
    reminder = await set_reminder(garage.manager, job_id, months=1)
    stranger, colleague = await make_garage(http), await make_manager(garage.owner)
    for person in (stranger.owner, stranger.manager, colleague):
        assert ok(await person.get(PATH, due="all")) == []
        refused(await person.put(f"{PATH}/{reminder['id']}/answer", {"answer": "done"}), 404)
        refused(await person.post(f"/api/jobs/{job_id}/service-reminders", {"title": "Oil", "months": 1}), 404)
    vehicle_id = (await get_job(garage.manager, job_id))["vehicle_id"]
    assert ok(await stranger.owner.get(PATH, vehicle_id=vehicle_id, due="all")) == []
    # Whoever takes the car in next is to offer it; whose it was he is not shown.
    (shown,) = ok(await colleague.get(PATH, vehicle_id=vehicle_id, due="all"))
    assert (shown["title"], shown["customer_name"], shown["phone"]) == ("Oil", None, None)


async def test_a_car_that_was_sold_is_offered_to_whose_it_is_now(garage: Garage, clock: Clock) -> None:
    clock.set("2026-11-29T06:00:00Z")
    seller = {"customer_name": "Raj", "phone": "+919123450011"}
    job_id = await make_job(garage.manager, **seller, odometer_km=40_000)
    # One reading says nothing of how far it runs: it is asked about in half a year.
    reminder = await set_reminder(garage.manager, job_id, km=10_000)
    assert reminder["expected_on"] == "2027-05-29"
    of_seller = (await get_job(garage.manager, job_id))["customer_id"]
    consents = {"consents": {"marketing": True}}
    ok(await garage.owner.request("PATCH", f"/api/customers/{of_seller}", json=consents))
    (before,) = ok(await garage.owner.get(PATH, due="all"))
    assert (before["customer_name"], before["may_be_reminded"]) == ("Raj", True)
    buyer = {"customer_name": "Anil", "phone": "+919123450012", "keeper": "sold"}
    # An odometer never goes back without a word.
    behind = job_fields(**buyer, odometer_km=39_000)
    refused(await garage.manager.post("/api/jobs", behind), 409, "reading_needs_reason")
    await make_job(garage.manager, **buyer, odometer_km=41_000)
    (after,) = ok(await garage.owner.get(PATH, due="all"))
    assert (after["customer_name"], after["may_be_reminded"]) == ("Anil", False)


@pytest.mark.parametrize("is_known", [True, False])
async def test_a_reminder_goes_with_the_car_whose_plate_is_corrected(
    garage: Garage, db: Database, clock: Clock, is_known: bool
) -> None:
    """The plate of another car was typed: that one is not due, and the one that was here is."""
    manager = garage.manager
    typed = ok(await manager.post("/api/jobs", job_fields(vehicle_number="MH12AB1111", odometer_km=90_000)))
    if is_known:
        ok(await manager.post("/api/jobs", job_fields(vehicle_number="MH12AB2222", odometer_km=40_000)))
        clock.advance(days=100)
    job_id = await make_job(manager, vehicle_number="MH12AB1111", odometer_km=45_000, odometer_reason="As it says")
    await set_reminder(manager, job_id, months=6, km=10_000)
    ended = await set_reminder(manager, job_id, title="PUC certificate", months=12)
    ok(await manager.put(f"{PATH}/{ended['id']}/answer", {"answer": "done"}))
    ok(await manager.put(f"/api/jobs/{job_id}", {"vehicle_number": "MH12AB2222"}))
    right = (await get_job(manager, job_id))["vehicle_id"]
    assert right != typed["vehicle_id"]
    assert ok(await manager.get(PATH, vehicle_id=typed["vehicle_id"], due="all")) == []
    (reminder,) = ok(await manager.get(PATH, vehicle_id=right, due="all"))
    assert (reminder["vehicle_number"], reminder["title"], reminder["due_km"]) == ("MH12AB2222", "Oil", 55_000)
    assert reminder["expected_on"] <= reminder["due_on"]
    await assert_invariants(db, garage.id)
    assert await problems(db, garage.id) == []
