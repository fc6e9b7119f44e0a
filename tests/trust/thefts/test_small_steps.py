"""Ways in which no single step is worth a question, and ways that are closed: what cannot be done needs none."""

import datetime as dt

import pytest

from revops.bank import finder as bank
from tests.bank.statements import Money, Story, as_text, hdfc
from tests.bank.uploads import upload
from tests.conftest import Clock
from tests.estimates.making import add_service, send_estimate, told
from tests.factories import (
    get_job,
    job_fields,
    make_job,
    make_manager,
    make_payment,
    make_photo,
    move_job,
    ok,
    payment_fields,
    refused,
)
from tests.trust.thefts.scene import Scene

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

PARTS = {"kind": "part", "description": "Brake pads", "unit_price": 4000}


async def test_an_advance_is_booked_and_paid_back_to_himself(scene: Scene) -> None:
    job_id = await make_job(scene.manager, estimated_amount=9000)
    await make_payment(scene.manager, job_id, 6000)
    back = {"job_id": job_id, "amount": 6000, "method": "cash", "reason": "Customer changed his mind"}
    ok(await scene.manager.post("/api/refunds", back))
    await scene.names("refunded", 6000, method="cash")


async def test_an_advance_is_kept_and_the_job_cancelled_before_it_was_begun(scene: Scene) -> None:
    job_id = await make_job(scene.manager, estimated_amount=9000)
    await make_payment(scene.manager, job_id, 6000)
    back = {"job_id": job_id, "amount": 6000, "method": "cash", "reason": "Did not come"}
    ok(await scene.manager.post("/api/refunds", back))
    ok(await scene.manager.post(f"/api/jobs/{job_id}/cancel", {"reason": "Did not come"}))
    await scene.names("job_cancelled", 9000, agreed=["paid"])


async def test_cash_in_parts_that_each_stay_under_the_limit(scene: Scene) -> None:
    ok(await scene.owner.put(f"/api/members/{scene.manager.id}", {"limits": {"cash_payment": 5000}}))
    job_id = await make_job(scene.manager, estimated_amount=9500)
    whole = payment_fields(job_id, 9500)
    refused(await scene.manager.post("/api/payments", whole), 403)
    for amount in (4900, 4600):
        await make_payment(scene.manager, job_id, amount)
    await scene.names("payments_split", 9500, payments=2, limit_amount=5000)


async def test_a_discount_on_every_job_that_is_too_small_to_be_asked_about(scene: Scene) -> None:
    """He takes the whole sum in cash and books it less a fifth, which is what he may give."""
    for _ in range(3):
        await make_job(scene.manager, items=[PARTS | {"discount": 800}], estimated_amount=None)
    await scene.names("discounts_add_up", 2400, jobs=3, percent=20)


async def test_a_little_off_the_agreed_price_of_many_jobs(scene: Scene, clock: Clock) -> None:
    """Each customer pays the price that he knows; ninety of it stay with the thief, and a hundred are asked about."""
    clock.set("2026-03-02T06:30:00+00:00")
    jobs = [await make_job(scene.manager, estimated_amount=3000, advance_paid=500) for _ in range(46)]
    for job_id in jobs[:22]:
        ok(await scene.manager.put(f"/api/jobs/{job_id}", {"estimated_amount": 2910}))
    await scene.names_nothing()
    ok(await scene.manager.put(f"/api/jobs/{jobs[22]}", {"estimated_amount": 2910}))
    facts = {"jobs": 23, "before_amount": 0, "usual_bp": 0}
    question = await scene.names("lowerings_add_up", 2070, **facts)
    assert len(question["jobs"]) == 10
    assert {job["id"] for job in question["jobs"]} < set(jobs)
    # He goes on: when it has come to twice as much the owner is told of the rest.
    for job_id in jobs[23:]:
        ok(await scene.manager.put(f"/api/jobs/{job_id}", {"estimated_amount": 2910}))
    more = [one for one in await scene.questions() if one["kind"] == "lowerings_add_up"]
    assert sorted((one["amount"], one["facts"]["before_amount"]) for one in more) == [(2070, 0), (2070, 2070)]


async def test_the_price_that_was_told_is_lowered_before_anything_shows_it(scene: Scene, clock: Clock) -> None:
    """Nothing is sent, printed or paid yet: the customer knows it by word of mouth."""
    clock.set("2026-03-02T06:30:00+00:00")
    jobs = [await make_job(scene.manager, estimated_amount=5000) for _ in range(6)]
    # What was typed wrongly and is seen soon was never told to anybody.
    ok(await scene.manager.put(f"/api/jobs/{jobs[5]}", {"estimated_amount": 500}))
    clock.advance(hours=2)
    for job_id in jobs[:5]:
        ok(await scene.manager.put(f"/api/jobs/{job_id}", {"estimated_amount": 4500}))
        await make_payment(scene.manager, job_id, 4500)
    question = await scene.names("lowerings_add_up", 2500, jobs=5)
    assert {job["id"] for job in question["jobs"]} == set(jobs[:5])


async def test_lowering_as_the_others_do_is_nothing_to_ask_about(scene: Scene, clock: Clock) -> None:
    """Where customers decline a part of what was proposed, prices come down; more than is usual is another matter."""
    other = await make_manager(scene.owner)
    clock.set("2026-03-02T06:30:00+00:00")
    jobs = {who: [await make_job(who, estimated_amount=20_000) for _ in range(5)] for who in (other, scene.manager)}
    clock.advance(hours=2)
    for who, amount in ((other, 19_600), (scene.manager, 19_500)):
        for job_id in jobs[who]:
            ok(await who.put(f"/api/jobs/{job_id}", {"estimated_amount": amount}))
    # The other one was the first, when nobody had lowered anything.
    (question,) = await scene.questions()
    assert (question["kind"], question["member_id"]) == ("lowerings_add_up", other.id)


async def test_a_photo_of_the_damage_disappears(scene: Scene, clock: Clock) -> None:
    for job_id, hours in ((await make_job(scene.manager), 0), (await make_job(scene.manager), 3)):
        photo_id = await make_photo(scene.manager, job_id)
        clock.advance(hours=hours)
        ok(await scene.manager.delete(f"/api/photos/{photo_id}"))
    await scene.names("photo_deleted", None, minutes=180)


async def test_cash_booked_as_a_transfer_that_never_came(scene: Scene, clock: Clock) -> None:
    clock.set("2026-03-02T06:30:00+00:00")
    today = dt.date(2026, 3, 2)
    job_id = await make_job(scene.manager, estimated_amount=7000)
    await make_payment(scene.manager, job_id, 7000, method="bank_transfer")
    clock.advance(days=10)
    came = [Money(today + dt.timedelta(days=n), 100, "INTEREST", f"00000000000{n}") for n in range(-1, 9)]
    await upload(scene.owner, as_text(hdfc(Story(100_000, came))))
    await scene.evening(bank.find_unmatched)
    await scene.names("entered_without_credit", 7000)


async def test_an_invoice_that_was_paid_in_cash_is_not_lowered(scene: Scene) -> None:
    """What a manager cannot do: the amounts of an issued invoice stand, and a credit note is the owner's."""
    job_id = await make_job(scene.manager, items=[PARTS, PARTS], estimated_amount=None)
    ok(await scene.manager.post(f"/api/documents/invoice/{job_id}/issue"))
    refused(await scene.manager.put(f"/api/jobs/{job_id}", {"items": [PARTS]}), 409, "invoice_issued")
    note = await scene.manager.post(f"/api/documents/credit-note/{job_id}/issue", {"reason": "Too much"})
    refused(note, 403)


async def test_an_estimate_to_follow_is_never_set(scene: Scene) -> None:
    """A car cannot leave without a price."""
    body = job_fields(estimated_amount=None, estimate_to_follow=True, items=[])
    job_id = ok(await scene.manager.post("/api/jobs", body))["id"]
    await move_job(scene.manager, job_id, "in_progress")
    refused(await scene.manager.put(f"/api/jobs/{job_id}", {"status": "delivered"}), 409)
    assert (await get_job(scene.manager, job_id))["status"] == "in_progress"


async def test_what_a_manager_cannot_do_at_all(scene: Scene) -> None:
    """Nothing is written off, given to another member, hidden by merging two customers, or erased."""
    job_id = await make_job(scene.manager, estimated_amount=5000)
    await move_job(scene.manager, job_id, "completed", "delivered")
    other = await make_manager(scene.owner)
    customers = ok(await scene.owner.get("/api/customers"))
    customer_id = customers[0]["id"]
    for path, body in (
        (f"/api/jobs/{job_id}/write-off", {"reason": "Will never pay"}),
        (f"/api/jobs/{job_id}/reassign", {"manager_id": other.id}),
        (f"/api/customers/{customer_id}/merge", {"customer_id": customer_id}),
        (f"/api/customers/{customer_id}/erase", {"reason": "He asked"}),
    ):
        assert (await scene.manager.post(path, body)).status_code == 403, path
    job = await get_job(scene.owner, job_id)
    assert job["remaining_amount"] == 5000


async def test_a_debt_is_written_off_in_small_steps_by_one_who_may(scene: Scene) -> None:
    grants = {"jobs:write_off": True}
    ok(await scene.owner.put(f"/api/members/{scene.manager.id}", {"grants": grants}))
    for amount in (40, 60):
        job_id = await make_job(scene.manager, estimated_amount=amount)
        await move_job(scene.manager, job_id, "completed", "delivered")
        ok(await scene.manager.post(f"/api/jobs/{job_id}/write-off", {"reason": "Too little to ask for"}))
    sums = sorted(question["amount"] for question in await scene.questions() if question["kind"] == "written_off")
    assert sums == [40, 60]


async def test_a_job_and_a_payment_are_not_dated_back(scene: Scene) -> None:
    """What says when it happened is the server's clock; what a phone says later is asked about (entered late)."""
    body = job_fields(estimated_amount=1000, created_at="2020-01-01T00:00:00Z")
    answer = await scene.manager.post("/api/jobs", body)
    if answer.status_code == 201:
        assert not (await get_job(scene.manager, answer.json()["id"]))["created_at"].startswith("2020")
    job_id = await make_job(scene.manager, estimated_amount=1000)
    paid = payment_fields(job_id, 1000, payment_date="2020-01-01T00:00:00Z")
    await scene.manager.post("/api/payments", paid)
    shown = (await get_job(scene.manager, job_id))["payments"]
    assert all(not payment["payment_date"].startswith("2020") for payment in shown)


async def test_work_is_noted_as_declined_by_phone_and_done_for_cash(scene: Scene, clock: Clock) -> None:
    """The customers pay for new pads beside the books. One who opened his page saw that none were to be fitted."""
    clock.set("2026-03-02T06:30:00+00:00")
    jobs = [await make_job(scene.manager, estimated_amount=1000) for _ in range(6)]
    for number, job_id in enumerate(jobs):
        service_id = await add_service(scene.manager, job_id)
        page = await send_estimate(scene.manager, job_id)
        if number == 0:
            assert (await scene.owner.http.get(f"{page}/seen.gif")).status_code == 200
            clock.advance(minutes=1)
        await told(scene.manager, job_id, {service_id: "declined"})
        if number < 5:
            await scene.names_nothing()
    question = await scene.names("declines_add_up", 5 * 2500, jobs=5, month="2026-03")
    assert {job["id"] for job in question["jobs"]} == set(jobs[1:])
