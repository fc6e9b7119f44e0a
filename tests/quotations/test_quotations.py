"""Estimates for cars that are not in the garage: no figure knows them until the car comes."""

import asyncio
from typing import Any

import httpx2
import pytest

from revops.core.ids import new_id
from revops.mongo.client import Database, Document
from tests.conftest import Clock
from tests.customer_page.test_page import post, read_page
from tests.estimates.making import FITTING, PADS
from tests.estimates.test_services import assert_sound
from tests.factories import Garage, Person, all_pages, get_job, job_fields, make_job, make_manager, ok, refused
from tests.verifying import problems

pytestmark = pytest.mark.slow

LIST = "/api/quotations"


def fields(**said: Any) -> dict[str, Any]:
    """Return what is typed for an estimate by phone, without a plate."""
    typed = ("customer_name", "phone", "car_model", "work_description", "planned_completion_days")
    return {name: value for name, value in job_fields().items() if name in typed} | said


async def make(person: Person, **said: Any) -> str:
    """Make an estimate; return its id."""
    return str(ok(await person.post(LIST, fields(**said)))["id"])


async def shown(person: Person, quotation_id: str) -> dict[str, Any]:
    """Return an estimate."""
    found: dict[str, Any] = ok(await person.get(f"{LIST}/{quotation_id}"))
    return found


async def send(person: Person, quotation_id: str) -> str:
    """Send an estimate; return the path of its page."""
    return "/c/" + str(ok(await person.post(f"{LIST}/{quotation_id}/send"))["url"]).rpartition("/c/")[2]


async def tell(person: Person, quotation_id: str, answer: str) -> httpx2.Response:
    """Record what the customer said by phone."""
    return await person.post(f"{LIST}/{quotation_id}/answer", {"answer": answer, "told": "phone"})


def intake(quotation_id: str, **said: Any) -> dict[str, Any]:
    """Return the body that takes the car of an estimate in."""
    body = {name: value for name, value in job_fields(**said).items() if name in said or name != "estimated_amount"}
    return body | {"quotation_id": quotation_id}


async def figures(garage: Garage) -> list[Any]:
    """Read all that counts cars, jobs and money."""
    today = ok(await garage.owner.get("/api/today"))
    dashboard = ok(await garage.owner.get("/api/analytics/dashboard"))
    day = ok(await garage.manager.get("/api/analytics/mine"))
    for answer in (today, dashboard, day):
        answer.pop("as_of", None)
    lists = [ok(await garage.owner.get("/api/jobs", **said)) for said in ({}, {"sort": "due_at"}, {"q": "Test"})]
    people = [ok(await garage.owner.get(path)) for path in ("/api/customers", "/api/vehicles")]
    return [today["actions"], today["figures"], dashboard, day, *lists, *people]


async def test_a_price_is_asked_for_approved_and_becomes_the_job(
    garage: Garage, http: httpx2.AsyncClient, db: Database
) -> None:
    manager = garage.manager
    await make_job(manager, vehicle_number="MH14XY1111")
    before = await figures(garage)
    quotation_id = await make(manager, items=[PADS, FITTING])
    page = await send(manager, quotation_id)
    text, forms = read_page(await http.get(page))
    assert "Brake pads, front" in text
    assert "₹2,500 in all" in text
    number = (await shown(manager, quotation_id))["number"]
    assert f"Estimate {number}" in text
    form = forms[f"{page}/quotation"]
    text, forms = read_page(await post(http, f"{page}/quotation", **form, answer="approved"))
    assert "You approved this estimate." in text
    assert f"{page}/quotation" not in forms
    found = await shown(manager, quotation_id)
    assert (found["state"], found["how"], found["is_open"]) == ("approved", "customer", True)
    assert await figures(garage) == before
    await assert_sound(db, garage.id)

    made = ok(await manager.post("/api/jobs", intake(quotation_id)))
    assert (made["id"], made["number"]) == (quotation_id, number)
    job = await get_job(manager, quotation_id)
    assert (job["estimated_amount"], job["remaining_amount"], job["status"]) == (2500, 2500, "pending")
    assert [line["description"] for line in job["bill"]["lines"]] == ["Brake pads, front", "Change of brake pads"]
    kinds = [entry["kind"] for entry in job["updates"]]
    assert kinds[-1] == "quotation_made"
    assert set(kinds) == {
        "quotation_made", "quotation_sent", "quotation_answered", "quotation_begun", "job_created",
    }  # fmt: skip
    # The link that the customer has leads to the job from now on.
    assert "Your vehicle is with us." in read_page(await http.get(page))[0]
    assert ok(await manager.get(LIST)) == []
    refused(await tell(manager, quotation_id, "declined"), 409, "quotation_begun")
    refused(await manager.post("/api/jobs", intake(quotation_id, another=True)), 409, "quotation_begun")
    await assert_sound(db, garage.id)


async def test_the_job_is_begun_once_however_often_it_is_sent(garage: Garage, db: Database) -> None:
    manager = garage.manager
    quotation_id = await make(manager, estimated_amount=1200.5, vehicle_number="MH12AB1234")
    body = intake(quotation_id, advance_paid=200)
    answers = await asyncio.gather(*(manager.post("/api/jobs", body, key="same") for _ in range(3)))
    assert {ok(answer)["id"] for answer in answers} == {quotation_id}
    # A phone that was out of reach names it by its id, and says the same under another key.
    assert ok(await manager.post("/api/jobs", body | {"id": quotation_id}))["id"] == quotation_id
    job = await get_job(manager, quotation_id)
    assert (job["estimated_amount"], job["total_paid"], job["remaining_amount"]) == (1200.5, 200, 1000.5)
    await assert_sound(db, garage.id)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"estimated_amount": 1}, "estimated_amount"),
        ({"estimate_to_follow": True}, "estimated_amount"),
        ({"items": [PADS]}, "items"),
        ({"id": new_id()}, "id"),
        ({"advance_paid": 901}, "advance_paid"),
        ({"quotation_id": new_id()}, "quotation_id"),
    ],
)
async def test_a_job_is_begun_at_the_price_that_was_given(garage: Garage, said: dict[str, Any], field: str) -> None:
    quotation_id = await make(garage.manager, estimated_amount=900)
    refused(await garage.manager.post("/api/jobs", intake(quotation_id) | said), 422, field=field)
    assert (await shown(garage.manager, quotation_id))["state"] == "waiting"


async def test_without_a_price_there_is_nothing_to_send_or_approve(garage: Garage, db: Database) -> None:
    manager = garage.manager
    quotation_id = await make(manager)
    assert (await shown(manager, quotation_id))["state"] == "to_follow"
    refused(await manager.post(f"{LIST}/{quotation_id}/send"), 409, "quotation_unpriced")
    refused(await tell(manager, quotation_id, "approved"), 409, "quotation_unpriced")
    job_id = ok(await manager.post("/api/jobs", intake(quotation_id, estimate_to_follow=True)))["id"]
    job = await get_job(manager, job_id)
    assert (job["id"], job["estimate_to_follow"]) == (quotation_id, True)
    await assert_sound(db, garage.id)


async def test_another_price_is_answered_anew_and_what_was_read_before_is_not(
    garage: Garage, http: httpx2.AsyncClient, db: Database
) -> None:
    manager = garage.manager
    quotation_id = await make(manager, estimated_amount=900)
    page = await send(manager, quotation_id)
    form = read_page(await http.get(page))[1][f"{page}/quotation"]
    version = (await shown(manager, quotation_id))["version"]
    ok(await tell(manager, quotation_id, "approved"))
    dearer = fields(estimated_amount=1000)
    refused(await manager.put(f"{LIST}/{quotation_id}", dearer | {"version": version}), 409, "stale_version")
    changed = ok(await manager.put(f"{LIST}/{quotation_id}", dearer))["quotation"]
    assert (changed["state"], changed["estimated_amount"], changed["answered_at"]) == ("waiting", 1000, None)
    text, _ = read_page(await post(http, f"{page}/quotation", **form, answer="approved"))
    assert "The garage has changed this estimate" in text
    assert (await shown(manager, quotation_id))["state"] == "waiting"
    # A name that was misspelt is no other price.
    ok(await tell(manager, quotation_id, "approved"))
    named = ok(await manager.put(f"{LIST}/{quotation_id}", dearer | {"customer_name": "Asha Rao"}))["quotation"]
    assert (named["state"], named["customer_name"]) == ("approved", "Asha Rao")
    await assert_sound(db, garage.id)


async def test_it_ends_by_a_no_or_by_itself_and_the_car_may_come_all_the_same(
    garage: Garage, http: httpx2.AsyncClient, db: Database, clock: Clock
) -> None:
    manager = garage.manager
    declined, left = [await make(manager, estimated_amount=amount) for amount in (900, 800)]
    pages = [await send(manager, quotation_id) for quotation_id in (declined, left)]
    form = read_page(await http.get(pages[0]))[1][f"{pages[0]}/quotation"]
    text, _ = read_page(await post(http, f"{pages[0]}/quotation", **form, answer="declined"))
    assert "You said no to this estimate." in text
    assert [row["id"] for row in ok(await manager.get(LIST))] == [left]
    clock.advance(days=31)
    assert ok(await manager.get(LIST)) == []
    assert {row["id"] for row in ok(await manager.get(LIST, show="ended"))} == {declined, left}
    assert [row["id"] for row in ok(await manager.get(LIST, show="ended", state="declined"))] == [declined]
    text, forms = read_page(await http.get(pages[1]))
    assert "It was valid until" in text
    assert forms == {}
    late = await post(http, f"{pages[1]}/quotation", version="2", answer="approved")
    assert "This can no longer be done." in read_page(late)[0]
    # Sent once more, it is valid again; and whoever comes without is not sent away.
    await send(manager, left)
    assert [row["id"] for row in ok(await manager.get(LIST))] == [left]
    assert ok(await manager.post("/api/jobs", intake(declined)))["id"] == declined
    await assert_sound(db, garage.id)


async def test_it_is_found_at_the_gate_by_plate_or_phone_and_kept_apart(
    garage: Garage, other_garage: Garage, db: Database
) -> None:
    manager, colleague = garage.manager, await make_manager(garage.owner)
    by_plate = await make(manager, estimated_amount=900, vehicle_number="MH 12 AB 1234", phone="+919000000001")
    by_phone = await make(manager, phone="+919000000002")

    async def known(person: Person, **said: str) -> list[str]:
        return [row["id"] for row in ok(await person.get("/api/intake/known", **said))["quotations"]]

    assert await known(manager, vehicle_number="mh12ab1234") == [by_plate]
    assert await known(manager, phone="9000000002") == [by_phone]
    assert await known(manager, vehicle_number="mh12ab1234", phone="9000000002") == [by_phone, by_plate]
    assert await known(manager) == []
    for person in (colleague, other_garage.manager, other_garage.owner):
        assert await known(person, vehicle_number="mh12ab1234") == []
        assert ok(await person.get(LIST)) == []
        refused(await person.get(f"{LIST}/{by_plate}"), 404)
        refused(await person.post("/api/jobs", intake(by_plate)), 422, field="quotation_id")
    rows = await all_pages(garage.owner, LIST, limit=1)
    assert [row["id"] for row in rows] == [by_phone, by_plate]
    assert ok(await garage.owner.get(LIST, manager_id=colleague.id)) == []
    assert await problems(db, garage.id) == []


async def test_who_is_erased_is_named_by_no_estimate(garage: Garage, db: Database) -> None:
    manager = garage.manager
    begun, asked = [await make(manager, estimated_amount=amount) for amount in (900, 800)]
    ok(await manager.post("/api/jobs", intake(begun)))
    ok(await garage.owner.post(f"/api/jobs/{begun}/cancel", {"reason": "For the test"}))
    customer = (await get_job(garage.owner, begun))["customer_id"]
    ok(await garage.owner.post(f"/api/customers/{customer}/erase"))
    for quotation_id in (begun, asked):
        found = await shown(garage.owner, quotation_id)
        assert (found["customer_name"], found["phone"]) == ("Erased customer", "-")
    await assert_sound(db, garage.id)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"vehicle_number": "--"}, "vehicle_number"),
        ({"estimated_amount": -1}, "estimated_amount"),
        ({"estimated_amount": 1.005}, "estimated_amount"),
        ({"estimated_amount": 5, "items": [PADS]}, "estimated_amount"),
        ({"items": [PADS | {"service": "x"}]}, "items.0.service"),
        ({"customer_name": ""}, "customer_name"),
    ],
)
async def test_what_cannot_be_is_refused(garage: Garage, wrong: dict[str, Any], field: str) -> None:
    refused(await garage.manager.post(LIST, fields(**wrong)), 422, field=field)


async def test_what_is_open_is_found_among_many_that_are_not(
    garage: Garage, db: Database, asked_of_mongo: list[Document], clock: Clock
) -> None:
    for amount in range(12):
        await make(garage.manager, estimated_amount=amount)
    clock.advance(days=31)
    begun, waits = await make(garage.manager), await make(garage.manager)
    ok(await garage.manager.post("/api/jobs", intake(begun, estimate_to_follow=True)))
    for person in (garage.owner, garage.manager):
        asked_of_mongo.clear()
        assert [row["id"] for row in ok(await person.get(LIST))] == [waits]
        (find,) = asked_of_mongo
        plan = await db.command({"explain": find, "verbosity": "executionStats"})
        assert plan["executionStats"]["totalKeysExamined"] <= 6, plan["queryPlanner"]["winningPlan"]
