"""A second tap is asked about: the same amount, method and job by the same person within half a minute."""

import asyncio
import datetime as dt
from typing import Any

import pytest

from revops.mongo.client import Database
from tests.conftest import Clock
from tests.factories import (
    Garage,
    Person,
    get_job,
    job_fields,
    make_garage,
    make_job,
    make_manager,
    make_payment,
    ok,
    payment_fields,
    refused,
)
from tests.invariants import assert_invariants, unchanged

pytestmark = pytest.mark.slow

WEB = {"X-Client": "revops-web"}
_keys = (f"tap-{number}" for number in range(10_000))


async def tap(person: Person, path: str, body: dict[str, Any], **more: Any) -> Any:
    """Send what the web app sends for one opening of a sheet: each with a key of its own."""
    headers = WEB | {"Idempotency-Key": next(_keys)}
    return await person.request("POST", path, json=body | more, headers=headers)


async def things(garage: Garage, path: str) -> int:
    return len(ok(await garage.owner.get(path)))


async def test_the_same_payment_again_is_asked_about_and_recorded_when_meant(
    garage: Garage, db: Database, clock: Clock
) -> None:
    clock.advance(seconds=0)
    job_id = await make_job(garage.manager, estimated_amount=10_000)
    body = payment_fields(job_id, 2000, method="upi")
    first = ok(await tap(garage.manager, "/api/payments", body))
    async with unchanged(db, garage.id):
        problem = refused(await tap(garage.manager, "/api/payments", body), 409, "looks_repeated")
    assert problem["detail"] == "₹2,000 by UPI was recorded on this job 1 second ago. Record another?"
    assert problem["recorded_id"] == first["id"]
    assert ok(await tap(garage.manager, "/api/payments", body, repeat=True))["id"] != first["id"]
    assert (await get_job(garage.manager, job_id))["total_paid"] == 4000
    # The third is asked about the second.
    refused(await tap(garage.manager, "/api/payments", body), 409, "looks_repeated")
    await assert_invariants(db, garage.id)


async def test_what_differs_is_not_asked_about(garage: Garage, db: Database) -> None:
    colleague = garage.owner
    job_id, other = [await make_job(garage.manager, estimated_amount=10_000) for _ in range(2)]
    body = payment_fields(job_id, 100, method="upi")
    ok(await tap(garage.manager, "/api/payments", body))
    ok(await tap(garage.manager, "/api/payments", body | {"amount": 101}))
    ok(await tap(garage.manager, "/api/payments", body | {"method": "card"}))
    ok(await tap(garage.manager, "/api/payments", body | {"job_id": other}))
    ok(await tap(colleague, "/api/payments", body))
    # Others in between do not make it forgotten, and other words do not make it another payment.
    again = body | {"notes": "second", "reference": "4123", "payment_type": "final"}
    refused(await tap(garage.manager, "/api/payments", again), 409, "looks_repeated")
    await assert_invariants(db, garage.id)


async def test_programs_of_the_original_are_never_asked(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=10_000)
    body = payment_fields(job_id, 2000, method="upi")
    for headers in ({}, {"X-Client": "other"}, {"Idempotency-Key": "a"}, {"Idempotency-Key": "b"}):
        ok(await garage.manager.request("POST", "/api/payments", json=body, headers=headers))
    assert (await get_job(garage.manager, job_id))["total_paid"] == 8000
    await assert_invariants(db, garage.id)


async def test_a_request_without_a_key_is_asked_too(garage: Garage) -> None:
    body = payment_fields(await make_job(garage.manager, estimated_amount=10_000), 2000)
    ok(await garage.manager.request("POST", "/api/payments", json=body, headers=WEB))
    again = await garage.manager.request("POST", "/api/payments", json=body, headers=WEB)
    refused(again, 409, "looks_repeated")


async def test_after_half_a_minute_it_is_another_payment(garage: Garage, db: Database, clock: Clock) -> None:
    job_id = await make_job(garage.manager, estimated_amount=10_000)
    body = payment_fields(job_id, 2000)
    clock.advance(seconds=0)
    ok(await tap(garage.manager, "/api/payments", body))
    clock.advance(seconds=29)
    problem = refused(await tap(garage.manager, "/api/payments", body), 409, "looks_repeated")
    assert problem["detail"] == "₹2,000 in cash was recorded on this job 29 seconds ago. Record another?"
    clock.advance(seconds=2)
    ok(await tap(garage.manager, "/api/payments", body))
    # The mark of the first is not the second's.
    refused(await tap(garage.manager, "/api/payments", body), 409, "looks_repeated")
    assert (await get_job(garage.manager, job_id))["total_paid"] == 4000
    await assert_invariants(db, garage.id)


@pytest.mark.parametrize("is_old", [False, True])
async def test_two_taps_in_flight_give_one_record(garage: Garage, db: Database, clock: Clock, is_old: bool) -> None:
    job_id = await make_job(garage.manager, estimated_amount=100_000)
    for amount in range(1, 9):
        body = payment_fields(job_id, amount)
        if is_old:  # an outdated mark lies there for both
            ok(await tap(garage.manager, "/api/payments", body))
            clock.advance(seconds=31)
        taps = await asyncio.gather(*(tap(garage.manager, "/api/payments", body) for _ in range(3)))
        assert sorted(answer.status_code for answer in taps) == [200, 409, 409]
        assert {answer.json().get("code") for answer in taps} == {None, "looks_repeated"}
    assert await things(garage, f"/api/payments?job_id={job_id}") == (16 if is_old else 8)
    await assert_invariants(db, garage.id)


async def test_the_same_key_still_brings_the_first_answer(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=10_000)
    body = payment_fields(job_id, 2000)
    headers = WEB | {"Idempotency-Key": "one-opening"}

    async def send(**more: Any) -> Any:
        return ok(await garage.manager.request("POST", "/api/payments", json=body | more, headers=headers))

    first, second = await asyncio.gather(send(), send())
    assert first == second == await send() == await send(repeat=True)
    assert (await get_job(garage.manager, job_id))["total_paid"] == 2000
    await assert_invariants(db, garage.id)


async def test_what_was_rejected_may_be_recorded_again(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=10_000)
    body = payment_fields(job_id, 2000, method="upi")
    first = ok(await tap(garage.manager, "/api/payments", body))
    ok(await garage.owner.put(f"/api/payments/{first['id']}/reject", {"reason": "Wrong job"}))
    ok(await tap(garage.manager, "/api/payments", body))
    refused(await tap(garage.manager, "/api/payments", body), 409, "looks_repeated")
    await assert_invariants(db, garage.id)


@pytest.mark.parametrize(("first", "why"), [(9000, "Nothing is outstanding"), (5000, "Only ₹4,000 is outstanding")])
async def test_the_same_again_that_cannot_be_is_told_as_recorded_already(
    garage: Garage, db: Database, clock: Clock, first: int, why: str
) -> None:
    clock.advance(seconds=0)
    body = payment_fields(await make_job(garage.manager, estimated_amount=9000), first, method="upi")
    taps = await asyncio.gather(*(tap(garage.manager, "/api/payments", body) for _ in range(3)))
    assert sorted(answer.status_code for answer in taps) == [200, 409, 409]
    assert {answer.json().get("code") for answer in taps} == {None, "looks_repeated"}
    (recorded,) = (answer.json() for answer in taps if answer.status_code == 200)
    clock.advance(seconds=3)
    async with unchanged(db, garage.id):
        problem = refused(await tap(garage.manager, "/api/payments", body), 409, "looks_repeated")
        # Whoever means another learns why there can be none, and so does whoever does not look like the same.
        refused(await tap(garage.manager, "/api/payments", body, repeat=True), 409, "more_than_outstanding")
        refused(await tap(garage.owner, "/api/payments", body), 409, "more_than_outstanding")
        refused(await tap(garage.manager, "/api/payments", body | {"method": "card"}), 409, "more_than_outstanding")
        refused(await garage.manager.post("/api/payments", body), 409, "more_than_outstanding")
        clock.advance(seconds=30)
        refused(await tap(garage.manager, "/api/payments", body), 409, "more_than_outstanding")
    assert problem["detail"] == f"₹{first:,} by UPI was recorded on this job 3 seconds ago. {why} on this job."
    assert (problem["recorded_id"], problem["can_repeat"]) == (recorded["id"], False)
    assert problem["outstanding_amount"] == 9000 - first
    await assert_invariants(db, garage.id)


async def test_all_the_cash_handed_over_again_is_told_as_handed_over(garage: Garage, db: Database) -> None:
    await make_payment(garage.manager, await make_job(garage.manager, estimated_amount=9000), 9000)
    body = {"amount": 9000, "job_ids": []}
    taps = await asyncio.gather(*(tap(garage.manager, "/api/settlements", body) for _ in range(3)))
    assert sorted(answer.status_code for answer in taps) == [200, 409, 409]
    for problem in (answer.json() for answer in taps if answer.status_code == 409):
        assert (problem["code"], problem["can_repeat"]) == ("looks_repeated", False)
        assert problem["detail"].startswith("₹9,000 was handed over 1 second ago. You can hand over at most ₹0:")
    refused(await garage.manager.post("/api/settlements", body), 409, "more_than_cash_in_hand")
    await assert_invariants(db, garage.id)


async def test_the_same_car_with_the_same_advance_is_asked_about(garage: Garage, db: Database, clock: Clock) -> None:
    clock.advance(seconds=0)
    body = job_fields(vehicle_number="MH 12 AB 1234", estimated_amount=9000, advance_paid=2500, advance_method="upi")
    taps = await asyncio.gather(*(tap(garage.manager, "/api/jobs", body) for _ in range(2)))
    assert sorted(answer.status_code for answer in taps) == [200, 409]
    again = body | {"vehicle_number": "mh12ab1234", "internal_notes": "typed anew"}
    problem = refused(await tap(garage.manager, "/api/jobs", again), 409, "looks_repeated")
    assert (
        problem["detail"]
        == "A job for mh12ab1234 was started with ₹2,500 by UPI in advance 1 second ago. Start another?"
    )
    assert await things(garage, "/api/jobs") == 1
    ok(await tap(garage.manager, "/api/jobs", body, repeat=True))
    ok(await tap(garage.manager, "/api/jobs", body | {"advance_paid": 0}, another=True))
    ok(await tap(garage.manager, "/api/jobs", body | {"vehicle_number": "MH12AB1235"}))
    assert await things(garage, "/api/jobs") == 4
    await assert_invariants(db, garage.id)


async def test_the_same_cash_handed_over_again_is_asked_about(garage: Garage, db: Database, clock: Clock) -> None:
    clock.advance(seconds=0)
    await make_payment(garage.manager, await make_job(garage.manager, estimated_amount=9000), 9000)
    body = {"amount": 4000, "job_ids": []}
    taps = await asyncio.gather(*(tap(garage.manager, "/api/settlements", body) for _ in range(2)))
    assert sorted(answer.status_code for answer in taps) == [200, 409]
    problem = refused(await tap(garage.manager, "/api/settlements", body), 409, "looks_repeated")
    assert problem["detail"] == "₹4,000 was handed over 1 second ago. Hand over the same again?"
    ok(await tap(garage.manager, "/api/settlements", body, repeat=True))
    await assert_invariants(db, garage.id)


async def test_people_and_garages_have_marks_of_their_own(garage: Garage, other_garage: Garage) -> None:
    colleague = await make_manager(garage.owner)
    for person in (garage.manager, colleague, other_garage.manager):
        ok(await tap(person, "/api/jobs", job_fields(advance_paid=100)))


async def test_the_question_speaks_of_money_as_the_workshop_writes_it(garage: Garage) -> None:
    abroad = await make_garage(garage.owner.http, currency="OMR", timezone="Asia/Muscat", gst_number=None)
    body = payment_fields(await make_job(abroad.manager, estimated_amount=9000), 1250.5)
    ok(await tap(abroad.manager, "/api/payments", body))
    problem = refused(await tap(abroad.manager, "/api/payments", body), 409, "looks_repeated")
    assert problem["detail"].startswith("OMR\N{NO-BREAK SPACE}1,250.500 in cash was recorded on this job")


async def test_all_else_that_costs_somebody_money_is_asked_about(garage: Garage, db: Database) -> None:
    leaver = await make_manager(garage.owner)
    await make_payment(leaver, await make_job(leaver), 1000)
    ok(await garage.owner.delete(f"/api/members/{leaver.id}", force="true"))
    job_id = await make_job(garage.manager, estimated_amount=9000)
    service = {"title": "Oil", "items": [{"kind": "labour", "description": "Oil change", "unit_price": 100}]}
    for person, path, body, said in (
        (garage.owner, f"/api/jobs/{job_id}/write-off", {"amount": 100, "reason": "Moved"}, "₹100 was written off on"),
        (
            garage.owner,
            "/api/settlements/received",
            {"member_id": leaver.id, "amount": 100},
            "₹100 was received from this member",
        ),
        (garage.manager, f"/api/jobs/{job_id}/services", service, "The same was added to this job"),
    ):
        taps = await asyncio.gather(*(tap(person, path, body) for _ in range(3)))
        assert sorted(answer.status_code for answer in taps) == [200, 409, 409], path
        problem = refused(await tap(person, path, body), 409, "looks_repeated")
        assert problem["detail"].startswith(said)
        assert problem["can_repeat"]
        ok(await tap(person, path, body, repeat=True))
        ok(await person.post(path, body))
    job = await get_job(garage.manager, job_id)
    assert job["remaining_amount"] == 9000 - 300
    added = ok(await garage.manager.get(f"/api/jobs/{job_id}/estimate"))["services"]
    assert len(added) == 3
    # What was withdrawn may be added again.
    for one in added:
        ok(await garage.manager.delete(f"/api/jobs/{job_id}/services/{one['id']}"))
    ok(await tap(garage.manager, f"/api/jobs/{job_id}/services", service))
    await assert_invariants(db, garage.id)


async def test_what_is_set_up_twice_is_asked_about(garage: Garage, db: Database, clock: Clock) -> None:
    """A reminder, a usual job, another garage and a car at the gate: no money, and yet one too many."""
    clock.advance(seconds=0)
    job_id = await make_job(garage.manager, vehicle_number="MH 12 AB 1234")
    line = {"kind": "labour", "description": "Oil change", "unit_price": 100}
    at_gate = {"plate": "MH12AB1234", "direction": "out"}
    for person, path, body, said in (
        (garage.manager, f"/api/jobs/{job_id}/service-reminders", {"title": "Oil", "months": 6}, "A reminder of Oil"),
        (garage.owner, "/api/service-templates", {"title": "Oil", "items": [line]}, "Oil was saved as a usual job"),
        (garage.owner, "/api/gate/sightings", at_gate, "MH12AB1234 out was written down"),
        (
            garage.owner,
            "/api/workshops",
            {"name": "Baner", "phone": "9820012345", "additional": True},
            "Baner was opened",
        ),
    ):
        taps = await asyncio.gather(*(tap(person, path, body) for _ in range(3)))
        assert sorted(answer.status_code for answer in taps) == [200, 409, 409], path
        problem = refused(await tap(person, path, body), 409, "looks_repeated")
        assert problem["detail"].startswith(said)
        ok(await tap(person, path, body, repeat=True))
        ok(await person.post(path, body))
    reminders = ok(await garage.manager.get("/api/service-reminders", due="all"))
    assert len(reminders) == 3
    # A phone at the gate that was off sends at one moment what it saw in an hour.
    for minutes in (20, 40):
        seen_at = (clock() - dt.timedelta(minutes=minutes)).isoformat()
        ok(await tap(garage.owner, "/api/gate/sightings", at_gate | {"at": seen_at}))
    # Of a pass that is shown twice the owner is told.
    with_pass = at_gate | {"plate": "MH12AB1235", "pass_code": "K7WM-3QXA"}
    for _ in range(2):
        ok(await tap(garage.owner, "/api/gate/sightings", with_pass))


async def test_a_second_word_that_the_car_may_leave_is_the_first(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=500)
    path = f"/api/jobs/{job_id}/gate/release"
    first = ok(await tap(garage.owner, path, {}))
    assert ok(await tap(garage.owner, path, {})) == first
    assert await db.collection("gate_releases").count_documents({"job_id": job_id}) == 1
    # For less or more it is another.
    await make_payment(garage.manager, job_id, 100)
    assert ok(await tap(garage.owner, path, {})) != first
    await assert_invariants(db, garage.id)
