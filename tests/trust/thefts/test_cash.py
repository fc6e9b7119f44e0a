"""Cash that stays in a hand, and cash that is called something else."""

import datetime as dt

import pytest

from revops.core.ids import first_made_at
from revops.custody import looking as custody
from tests.conftest import Clock
from tests.custody.making import notes
from tests.factories import (
    confirm_payment,
    confirm_settlement,
    make_job,
    make_payment,
    make_settlement,
    move_job,
    ok,
    payment_fields,
    picture,
    refused,
    reject_payment,
    send_evidence,
)
from tests.trust.thefts.scene import Scene

pytestmark = [pytest.mark.anyio, pytest.mark.slow]


async def test_cash_booked_as_upi_without_a_reference(scene: Scene) -> None:
    job_id = await make_job(scene.manager, estimated_amount=4000)
    await make_payment(scene.manager, job_id, 4000, method="upi")
    await scene.names("upi_without_rrn", 4000)


async def test_cash_booked_as_upi_with_a_reference_used_before(scene: Scene) -> None:
    """What cannot be entered needs no question: it is refused, with where it is used."""
    first, second = await make_job(scene.manager), await make_job(scene.manager)
    ok(await scene.manager.post("/api/payments", payment_fields(first, 700, method="upi", reference="612345678901")))
    again = payment_fields(second, 900, method="upi", reference="612345678901")
    assert (await scene.manager.post("/api/payments", again)).status_code == 409


async def test_a_hand_over_of_next_to_nothing_that_names_all_jobs(scene: Scene) -> None:
    """A hundredth of a rupee empties the list of jobs whose cash is in hand."""
    jobs = [await make_job(scene.manager, estimated_amount=5000) for _ in range(3)]
    for job_id in jobs:
        await make_payment(scene.manager, job_id, 5000)
    await make_settlement(scene.manager, 0.01, jobs)
    await scene.names("handed_over_little", 14_999.99, jobs=3)


async def test_older_cash_is_kept_and_newer_handed_over(scene: Scene, clock: Clock) -> None:
    old, new = await make_job(scene.manager, estimated_amount=9000), await make_job(scene.manager)
    await make_payment(scene.manager, old, 9000)
    clock.advance(days=5)
    await make_payment(scene.manager, new, 2000)
    await make_settlement(scene.manager, 2000, [new])
    await scene.names("handed_over_late", 9000, days=5)


async def test_a_numbered_receipt_is_handed_out_and_the_payment_rejected(scene: Scene) -> None:
    """The customer has his receipt; "wrong entry, please reject" takes the money out of the books."""
    job_id = await make_job(scene.manager, estimated_amount=3000)
    payment_id = await make_payment(scene.manager, job_id, 3000)
    ok(await scene.manager.post(f"/api/documents/receipt/{payment_id}/issue"))
    await reject_payment(scene.owner, payment_id, "Wrong entry")
    await scene.names("payment_rejected", 3000, receipt=True)


async def test_a_payment_taken_back_after_its_receipt_was_handed_out(scene: Scene) -> None:
    job_id = await make_job(scene.manager, estimated_amount=3000)
    payment_id = await make_payment(scene.manager, job_id, 3000)
    ok(await scene.manager.post(f"/api/documents/receipt/{payment_id}/issue"))
    ok(await scene.manager.post(f"/api/payments/{payment_id}/cancel", {"reason": "Typed wrongly"}))
    await scene.names("payment_cancelled", 3000, receipt=True)


async def test_cash_becomes_upi_by_taking_it_back(scene: Scene) -> None:
    job_id = await make_job(scene.manager, estimated_amount=3000)
    payment_id = await make_payment(scene.manager, job_id, 3000)
    ok(await scene.manager.post(f"/api/payments/{payment_id}/cancel", {"reason": "It was UPI"}))
    await make_payment(scene.manager, job_id, 3000, method="upi", reference="612345678902")
    await scene.names("method_changed", 3000, from_method="cash", to_method="upi")


async def test_cash_of_one_customer_pays_for_another(scene: Scene, clock: Clock) -> None:
    """Lapping: the first customer's cash is spent; the second's is booked for the first, whose job stood on credit."""
    first = await make_job(scene.manager, estimated_amount=4000, vehicle_number="MH12AA1111")
    await move_job(scene.manager, first, "completed", "delivered")
    clock.advance(days=4)
    second = await make_job(scene.manager, estimated_amount=4000, vehicle_number="MH12BB2222")
    await move_job(scene.manager, second, "completed", "delivered")
    await make_payment(scene.manager, first, 4000)
    await scene.names("cash_on_older_job", 4000, days=4, newer_amount=4000)


async def test_cash_written_down_days_late(scene: Scene) -> None:
    job_id = await make_job(scene.manager, estimated_amount=2500)
    made = dt.datetime.now(dt.UTC) - dt.timedelta(days=3, minutes=5)
    payment_id = f"{first_made_at(made.timestamp())}-7a31-8d3c-2f4b8a1c5e90"
    ok(await scene.manager.post("/api/payments", payment_fields(job_id, 2500, id=payment_id)))
    question = await scene.names("entered_late", 2500)
    assert question["facts"]["hours"] == 72


async def test_cash_that_is_more_than_anybody_should_hold(scene: Scene) -> None:
    """The limit is the owner's: no estimate of 90 crore moves it."""
    ok(await scene.owner.put("/api/custody/settings", {"amount": 10_000, "age_hours": 48}))
    await make_job(scene.manager, estimated_amount=900_000_000)
    job_id = await make_job(scene.manager, estimated_amount=15_000)
    await make_payment(scene.manager, job_id, 15_000)
    await scene.evening(custody.find)
    await scene.names("cash_over_limit", 15_000, limit_amount=10_000)


async def test_cash_that_is_held_for_days(scene: Scene, clock: Clock) -> None:
    ok(await scene.owner.put("/api/custody/settings", {"amount": None, "age_hours": 48}))
    await make_payment(scene.manager, await make_job(scene.manager), 4000)
    clock.advance(days=3)
    await scene.evening(custody.find)
    await scene.names("cash_too_old", 4000, hours=72)
    (holder,) = ok(await scene.owner.get("/api/custody"))["holders"]
    assert (holder["member_id"], holder["cash_in_hand"]) == (scene.manager.id, 4000)


async def test_a_drawer_that_is_short_when_the_owner_counts(scene: Scene) -> None:
    await make_payment(scene.manager, await make_job(scene.manager), 4000)
    count_id = ok(await scene.owner.post("/api/custody/counts", {"member_id": scene.manager.id}))["id"]
    ok(await scene.manager.post(f"/api/custody/counts/{count_id}/answer", {"count": notes(2500)}))
    await scene.names("count_difference", 1500)


async def test_a_count_that_is_not_made(scene: Scene, clock: Clock) -> None:
    clock.set("2026-03-10T06:30:00+00:00")
    ok(await scene.owner.post("/api/custody/counts", {"member_id": scene.manager.id}))
    clock.advance(minutes=11)
    await scene.evening(custody.find)
    await scene.asks("count_missed")


async def test_a_day_that_is_not_closed(scene: Scene, clock: Clock) -> None:
    clock.set("2026-03-10T06:30:00+00:00")
    ok(await scene.owner.put("/api/custody/settings", {"amount": None, "age_hours": None, "closes_at": "20:30"}))
    await make_payment(scene.manager, await make_job(scene.manager), 1000)
    clock.set("2026-03-10T17:30:00+00:00")
    await scene.evening(custody.find)
    await scene.asks("day_not_closed")


async def test_a_hand_over_that_is_less_than_it_was_counted(scene: Scene) -> None:
    """Two counts, each blind: what the owner did not find stays with who handed over."""
    workshop = ok(await scene.owner.get("/api/workshops/me"))
    ok(await scene.owner.put(f"/api/workshops/{workshop['id']}", {"blind_counts": True}))
    await make_payment(scene.manager, await make_job(scene.manager), 5000)
    body = {"job_ids": [], "count": notes(5000)}
    settlement_id = ok(await scene.manager.post("/api/settlements", body))["id"]
    ok(await scene.owner.put(f"/api/settlements/{settlement_id}/confirm", {"count": notes(4500)}))
    await scene.names("count_difference", 500)
    cash = ok(await scene.owner.get("/api/settlements/cash", manager_id=scene.manager.id))
    assert cash["cash_in_hand"] == 500


async def test_a_hand_over_confirmed_on_the_owners_unlocked_phone(scene: Scene) -> None:
    """It says from which device it was confirmed, and can be reversed: the cash is in the manager's hand again."""
    job_id = await make_job(scene.manager, estimated_amount=6000)
    payment_id = await make_payment(scene.manager, job_id, 6000)
    await confirm_payment(scene.owner, payment_id)
    settlement_id = await make_settlement(scene.manager, 6000, [job_id])
    await confirm_settlement(scene.owner, settlement_id)
    ok(await scene.owner.post(f"/api/settlements/{settlement_id}/reverse", {"reason": "Nobody gave me anything"}))
    cash = ok(await scene.owner.get("/api/settlements/cash", manager_id=scene.manager.id))
    assert cash["cash_in_hand"] == 6000
    await scene.names("settlement_reversed", 6000)


async def test_the_photo_of_counted_notes_is_the_one_of_yesterday(scene: Scene, clock: Clock) -> None:
    clock.set("2026-03-10T06:30:00Z")
    raw, sent = picture(size=(90, 60)), []
    for _ in range(2):
        count_id = ok(await scene.owner.post("/api/custody/counts", {"member_id": scene.manager.id}))["id"]
        ok(await scene.manager.post(f"/api/custody/counts/{count_id}/answer", {"count": {}}))
        sent.append(await send_evidence(scene.manager, f"cash-photos/count/{count_id}", raw))
        clock.advance(days=1)
    ok(sent[0])
    refused(sent[1], 409, "photo_sent_before")
