"""Money that goes elsewhere: in parts, in other ways, to another payee, under another name."""

import datetime as dt
from typing import Any

import pytest
from fastapi import FastAPI

from revops.bank import finder as bank
from revops.mongo.client import Database
from tests.bank.statements import Money, Story, as_text, hdfc
from tests.bank.uploads import upload
from tests.conftest import Clock
from tests.custody.making import look, notes, set_limits
from tests.exceptions.asking import Asked
from tests.factories import (
    Garage,
    get_job,
    make_inspection,
    make_job,
    make_manager,
    make_payment,
    make_workshop,
    move_job,
    ok,
)
from tests.members.test_several import At
from tests.trust.thefts.scene import Scene
from tests.trust.thefts.test_features import MORNING, cancel

pytestmark = [pytest.mark.anyio, pytest.mark.slow]


async def test_cash_in_parts_on_two_jobs_of_one_customer(scene: Scene, clock: Clock) -> None:
    clock.set(MORNING)
    ok(await scene.owner.put(f"/api/members/{scene.manager.id}", {"limits": {"cash_payment": 5000}}))
    for amount in (4900, 4600):
        await make_payment(scene.manager, await make_job(scene.manager, estimated_amount=amount), amount)
    await scene.names("payments_split", 9500, jobs=2, limit_amount=5000)


async def test_cash_becomes_upi_in_parts(scene: Scene, clock: Clock) -> None:
    clock.set(MORNING)
    job_id = await make_job(scene.manager, estimated_amount=3000)
    payment_id = await make_payment(scene.manager, job_id, 3000)
    clock.advance(minutes=10)
    await cancel(scene.manager, payment_id)
    for amount, rrn in ((1600, "612345678901"), (1350, "612345678902"), (50, "612345678903")):
        await make_payment(scene.manager, job_id, amount, method="upi", reference=rrn)
    await scene.names("method_changed", 2950, from_method="cash", to_method="upi")


async def test_the_bill_leads_elsewhere_in_other_words(scene: Scene) -> None:
    """By a phone number, a bank account, or an address that no computer reads."""
    ok(await scene.owner.post(f"/api/workshops/{scene.garage.id}/billing", {"vpa": "garage@okhdfc"}))
    own = ok(await scene.owner.get("/api/workshops/me"))["phone"]
    texts = (
        "Please GPay to 98123 45678", "A/C 50100123456789, IFSC HDFC0001234", "upi://pay?pa=anil99%40okaxis",
        "Pay to anil99 (at) okaxis",
    )  # fmt: skip
    jobs = [await make_job(scene.manager, work_description=text, estimated_amount=500) for text in texts]
    for text in (f"GPay to {own}", "Pays by UPI, call +919123456789", "Part 123456789012"):
        await make_job(scene.manager, work_description=text, phone="+919123456789")
    asked = [question for question in await scene.questions() if question["kind"] == "other_upi_address"]
    assert {question["job"]["id"] for question in asked} == set(jobs)
    assert {question["amount"] for question in asked} == {500}


async def test_what_was_found_and_what_is_due_leads_elsewhere(scene: Scene) -> None:
    """The notes of an inspection are on the customer's page; reminders are sent to him."""
    jobs = [await make_job(scene.manager, estimated_amount=600) for _ in range(2)]
    inspection = await make_inspection(scene.manager, jobs[0])
    point = {"answer": "good", "note": "Pay to anil99@okaxis"}
    ok(await scene.manager.put(f"/api/inspections/{inspection}/points/battery", point))
    ok(await scene.manager.put(f"/api/inspections/{inspection}/finish"))
    reminder = {"title": "Oil, pay anil99@okaxis", "months": 6}
    ok(await scene.manager.post(f"/api/jobs/{jobs[1]}/service-reminders", reminder))
    asked = [question for question in await scene.questions() if question["kind"] == "other_upi_address"]
    assert {question["job"]["id"] for question in asked} == set(jobs)


async def test_a_customers_credit_is_set_aside(scene: Scene, clock: Clock) -> None:
    """Whoever reads the bank for the owner says that it is interest: the question stays, or is one now."""
    clock.set("2026-03-02T06:30:00+00:00")
    grants = dict.fromkeys(("bank:upload", "bank:read", "payments:review"), True)
    ok(await scene.owner.put(f"/api/members/{scene.manager.id}", {"grants": grants}))
    came = [Money(dt.date(2026, 3, 2), 30_000 * (n + 1), f"UPI-MEENA {n}", f"61234567890{n}") for n in range(2)]
    days = [Money(dt.date(2026, 3, 3 + n), 100, "INTEREST", "000000000000") for n in range(8)]
    await upload(scene.owner, as_text(hdfc(Story(100_000, [*came, *days]))))
    rows = {row["amount"]: row["id"] for row in ok(await scene.manager.get("/api/bank"))["credited"]}
    ok(await scene.manager.post(f"/api/bank/rows/{rows[300]}/set-aside", {"why": "interest"}))
    clock.advance(days=10)
    await scene.evening(bank.find_unmatched)
    ok(await scene.manager.post(f"/api/bank/rows/{rows[600]}/set-aside", {"why": "interest"}))
    asked = {question["amount"]: question for question in await scene.questions()}
    assert {300, 600} <= asked.keys()
    assert asked[300]["member_id"] == scene.manager.id


async def test_a_debtor_becomes_another_customer(scene: Scene) -> None:
    """A member who was given the right makes two customers one: the debt is under another name."""
    ok(await scene.owner.put(f"/api/members/{scene.manager.id}", {"grants": {"customers:merge": True}}))
    ids = []
    for number, amount in enumerate((5000, 10)):
        car = {"phone": f"+91981111112{number}", "vehicle_number": f"MH12AB119{number}"}
        job_id = await make_job(scene.manager, estimated_amount=amount, **car)
        await move_job(scene.manager, job_id, "completed", "delivered")
        ids.append((await get_job(scene.manager, job_id))["customer_id"])
    ok(await scene.manager.post(f"/api/customers/{ids[1]}/merge", {"customer_id": ids[0]}))
    await scene.names("customer_changed", 5000, changed=["merged"])


async def test_notes_are_carried_between_two_garages_of_one_owner(
    garage: Garage, clock: Clock, app: FastAPI, db: Database
) -> None:
    """What is counted in one garage is lent to the other for its count: both are asked at the same moment."""
    second = await make_workshop(garage.owner, additional=True)
    accomplice = await make_manager(garage.owner)
    clock.set("2026-03-10T03:30:00Z")
    here = Garage(At(garage.owner, garage.id), garage.manager, garage.workshop)
    there = Garage(At(garage.owner, second["id"]), accomplice, second)
    for one, hours in ((here, ("09:00", "18:00")), (there, ("10:00", "19:00"))):
        await set_limits(one, counts_a_month=31, counts_from=hours[0], counts_until=hours[1])
        await make_payment(one.manager, await make_job(one.manager, estimated_amount=4000), 4000)
    counts: list[dict[str, Any]] = []
    while not counts:
        clock.advance(minutes=10)
        for one in (here, there):
            await look(app, one)
            counts += ok(await one.owner.get("/api/custody/counts"))
    assert [count["manager_id"] for count in counts] == [here.manager.id, there.manager.id]
    for one, count, rupees in zip((here, there), counts, (4000, 0), strict=True):
        ok(await one.manager.post(f"/api/custody/counts/{count['id']}/answer", {"count": notes(rupees)}))
    await Scene(there, Asked(app, db)).names("count_difference", 4000)
