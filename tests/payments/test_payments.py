"""Payments: recorded by managers, judged by the owner."""

import pytest

from revops.core.ids import new_id
from revops.core.time import now
from revops.mongo.client import Database, Document
from tests.conftest import Clock
from tests.factories import (
    Api,
    Garage,
    confirm_payment,
    confirm_settlement,
    get_job,
    make_garage,
    make_job,
    make_manager,
    make_owner,
    make_payment,
    make_settlement,
    manager_figures,
    move_job,
    ok,
    payment_fields,
    refused,
    reject_payment,
    reject_settlement,
)
from tests.invariants import assert_invariants, unchanged


async def test_a_payment_lowers_what_is_outstanding_and_awaits_the_owner(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=5000)
    answer = ok(
        await garage.manager.post(
            "/api/payments",
            payment_fields(job_id, 2000.5, notes="At the counter", reference="Bill 7"),
        )
    )
    assert answer.keys() == {"id", "message"}
    job = await get_job(garage.manager, job_id)
    assert (job["total_paid"], job["confirmed_amount"], job["remaining_amount"]) == (2000.5, 0, 2999.5)
    (payment,) = job["payments"]
    assert payment | {"payment_date": None} == {
        "kind": "payment",
        "id": answer["id"],
        "job_id": job_id,
        "manager_id": garage.manager.id,
        "amount": 2000.5,
        "payment_type": "partial",
        "method": "cash",
        "verdict": "pending",
        "confirmed_by_owner": False,
        "collected_by_manager_id": garage.manager.id,
        "collected_by_name": "Test Manager",
        "payment_date": None,
        "confirmation_date": None,
        "notes": "At the counter",
        "reference": "Bill 7",
        "reject_reason": None,
        "cancelled": False,
        "receipt_number": None,
    }
    await assert_invariants(db, garage.id)


async def test_payments_up_to_the_last_paisa_are_taken_and_not_one_more(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=100.3)
    await make_payment(garage.manager, job_id, 0.1)
    await make_payment(garage.manager, job_id, 0.2)
    async with unchanged(db, garage.id):
        problem = refused(
            await garage.manager.post("/api/payments", payment_fields(job_id, 100.01)), 409, "more_than_outstanding"
        )
    assert problem["detail"] == "Only ₹100 is outstanding on this job."
    assert problem["outstanding_amount"] == 100
    await make_payment(garage.manager, job_id, 100)
    job = await get_job(garage.manager, job_id)
    assert (job["total_paid"], job["remaining_amount"]) == (100.3, 0)
    async with unchanged(db, garage.id):
        problem = refused(
            await garage.manager.post("/api/payments", payment_fields(job_id, 0.01)), 409, "more_than_outstanding"
        )
    assert problem["detail"] == "Nothing is outstanding on this job."
    await assert_invariants(db, garage.id)


async def test_nothing_is_paid_on_a_closed_job(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=5000)
    await move_job(garage.owner, job_id, "closed")
    async with unchanged(db, garage.id):
        for person in (garage.manager, garage.owner):
            refused(await person.post("/api/payments", payment_fields(job_id, 10)), 409, "job_closed")
    await assert_invariants(db, garage.id)


async def test_what_the_owner_takes_is_confirmed_at_once_and_is_not_in_the_managers_hand(
    garage: Garage, db: Database
) -> None:
    job_id = await make_job(garage.manager, estimated_amount=5000)
    payment_id = await make_payment(garage.owner, job_id, 1500, method="cash")
    (payment,) = ok(await garage.owner.get("/api/payments", job_id=job_id))
    assert payment["id"] == payment_id
    assert payment["verdict"] == "confirmed"
    assert payment["confirmed_by_owner"] is True
    assert payment["confirmation_date"] == payment["payment_date"]
    assert payment["manager_id"] == garage.manager.id
    assert payment["manager_name"] == "Test Manager"
    assert payment["collected_by_manager_id"] == garage.owner.id
    assert payment["collected_by_name"] == "Test Owner"
    job = await get_job(garage.owner, job_id)
    assert (job["total_paid"], job["confirmed_amount"], job["remaining_amount"]) == (1500, 1500, 3500)
    figures = await manager_figures(garage.owner, garage.manager)
    assert (figures["cash_in_hand"], figures["total_collected"]) == (0, 1500)
    await assert_invariants(db, garage.id)


async def test_only_cash_is_in_the_managers_hand(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=5000)
    for method, amount in (("cash", 100), ("upi", 200), ("card", 300), ("bank_transfer", 400)):
        await make_payment(garage.manager, job_id, amount, method=method)
    figures = await manager_figures(garage.owner, garage.manager)
    assert (figures["cash_in_hand"], figures["total_collected"]) == (100, 1000)
    await assert_invariants(db, garage.id)


async def test_confirming_is_done_once_and_may_be_asked_twice(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=5000)
    payment_id = await make_payment(garage.manager, job_id, 2000)
    first = ok(await garage.owner.put(f"/api/payments/{payment_id}/confirm"))
    assert first["message"] == "Payment confirmed"
    assert first["payment"]["confirmed_by_owner"] is True
    assert first["payment"]["confirmation_date"] is not None
    assert first["payment"]["job"] == {
        "number": 1,
        "customer_name": "Test Customer",
        "vehicle_number": "MH12AB1234",
    }
    async with unchanged(db, garage.id):
        assert ok(await garage.owner.put(f"/api/payments/{payment_id}/confirm")) == first
    job = await get_job(garage.owner, job_id)
    assert (job["total_paid"], job["confirmed_amount"]) == (2000, 2000)
    await assert_invariants(db, garage.id)


async def test_rejecting_makes_the_amount_outstanding_again_and_takes_the_cash_away(
    garage: Garage, db: Database
) -> None:
    job_id = await make_job(garage.manager, estimated_amount=5000)
    payment_id = await make_payment(garage.manager, job_id, 2000)
    assert (await manager_figures(garage.owner, garage.manager))["cash_in_hand"] == 2000
    answer = ok(await garage.owner.put(f"/api/payments/{payment_id}/reject", {"reason": "No such note in the box"}))
    assert answer["message"] == "Payment rejected"
    assert answer["payment"]["verdict"] == "rejected"
    assert answer["payment"]["confirmed_by_owner"] is False
    assert answer["payment"]["reject_reason"] == "No such note in the box"
    job = await get_job(garage.manager, job_id)
    assert (job["total_paid"], job["remaining_amount"]) == (0, 5000)
    assert job["updates"][0]["kind"] == "payment_rejected"
    assert job["updates"][0]["note"] == "No such note in the box"
    assert job["updates"][0]["amount"] == 2000
    figures = await manager_figures(garage.owner, garage.manager)
    assert (figures["cash_in_hand"], figures["total_collected"]) == (0, 0)
    async with unchanged(db, garage.id):
        ok(await garage.owner.put(f"/api/payments/{payment_id}/reject", {"reason": "Another reason"}))
    await assert_invariants(db, garage.id)


async def test_a_rejected_payment_cannot_be_confirmed(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager)
    payment_id = await make_payment(garage.manager, job_id, 2000)
    await reject_payment(garage.owner, payment_id)
    async with unchanged(db, garage.id):
        refused(await garage.owner.put(f"/api/payments/{payment_id}/confirm"), 409, "payment_rejected")
    await assert_invariants(db, garage.id)


async def test_a_confirmed_payment_can_still_be_rejected(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=5000)
    payment_id = await make_payment(garage.manager, job_id, 2000, method="upi")
    await confirm_payment(garage.owner, payment_id)
    await reject_payment(garage.owner, payment_id, "The transfer was recalled")
    job = await get_job(garage.owner, job_id)
    assert (job["total_paid"], job["confirmed_amount"], job["remaining_amount"]) == (0, 0, 5000)
    await assert_invariants(db, garage.id)


async def test_the_owners_own_cash_payment_can_be_rejected(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=5000)
    payment_id = await make_payment(garage.owner, job_id, 2000)
    await reject_payment(garage.owner, payment_id, "Typed on the wrong job")
    assert (await get_job(garage.owner, job_id))["remaining_amount"] == 5000
    await assert_invariants(db, garage.id)


async def test_cash_that_was_submitted_or_handed_over_cannot_be_rejected(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=5000)
    payment_id = await make_payment(garage.manager, job_id, 2000)
    settlement_id = await make_settlement(garage.manager, 1500, [job_id])
    async with unchanged(db, garage.id):
        body = {"reason": "Too late"}
        refused(await garage.owner.put(f"/api/payments/{payment_id}/reject", body), 409, "cash_already_settled")
    await confirm_settlement(garage.owner, settlement_id)
    async with unchanged(db, garage.id):
        refused(await garage.owner.put(f"/api/payments/{payment_id}/reject", body), 409, "cash_already_settled")
    await assert_invariants(db, garage.id)


async def test_cash_can_be_rejected_once_its_settlement_was_refused(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=5000)
    payment_id = await make_payment(garage.manager, job_id, 2000)
    await reject_settlement(garage.owner, await make_settlement(garage.manager, 2000, [job_id]))
    assert (await reject_payment(garage.owner, payment_id))["verdict"] == "rejected"
    assert (await manager_figures(garage.owner, garage.manager))["cash_in_hand"] == 0
    await assert_invariants(db, garage.id)


async def test_cash_from_elsewhere_covers_a_rejection(garage: Garage, db: Database) -> None:
    first, second = await make_job(garage.manager), await make_job(garage.manager)
    wrong = await make_payment(garage.manager, first, 1000)
    await make_payment(garage.manager, second, 4000)
    await make_settlement(garage.manager, 4000, [second])
    await reject_payment(garage.owner, wrong)
    figures = await manager_figures(garage.owner, garage.manager)
    assert (figures["cash_in_hand"], figures["pending_settlement"]) == (4000, 4000)
    await assert_invariants(db, garage.id)


async def test_a_rejection_needs_a_reason(garage: Garage, db: Database) -> None:
    payment_id = await make_payment(garage.manager, await make_job(garage.manager), 2000)
    async with unchanged(db, garage.id):
        for body in ({}, {"reason": ""}, {"reason": "   "}, {"reason": None}):
            refused(await garage.owner.put(f"/api/payments/{payment_id}/reject", body), 422, field="reason")


async def test_a_payment_on_credit_turns_the_job_delivered_and_its_rejection_turns_it_back(
    garage: Garage, db: Database
) -> None:
    job_id = await make_job(garage.manager, estimated_amount=5000)
    job = await move_job(garage.manager, job_id, "completed", "delivered")
    assert job["status"] == "credit_pending"
    await make_payment(garage.manager, job_id, 4999.99)
    assert (await get_job(garage.manager, job_id))["status"] == "credit_pending"
    last = await make_payment(garage.manager, job_id, 0.01, payment_type="final")
    paid = await get_job(garage.manager, job_id)
    assert paid["status"] == "delivered"
    assert paid["updates"][0]["changes"] == {"status": ["credit_pending", "delivered"]}
    await reject_payment(garage.owner, last)
    assert (await get_job(garage.manager, job_id))["status"] == "credit_pending"
    await assert_invariants(db, garage.id)


async def test_a_manager_neither_sees_nor_pays_on_another_managers_jobs(garage: Garage, db: Database) -> None:
    colleague = await make_manager(garage.owner)
    job_id = await make_job(garage.manager)
    await make_payment(garage.manager, job_id, 100)
    async with unchanged(db, garage.id):
        refused(await colleague.post("/api/payments", payment_fields(job_id, 10)), 404, "not_found")
    assert ok(await colleague.get("/api/payments")) == []
    assert ok(await colleague.get("/api/payments", job_id=job_id)) == []
    assert ok(await colleague.get("/api/payments", manager_id=garage.manager.id)) == []


async def test_another_workshops_payments_are_out_of_reach(garage: Garage, other_garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager)
    payment_id = await make_payment(garage.manager, job_id, 100)
    async with unchanged(db, garage.id, other_garage.id):
        refused(await other_garage.owner.put(f"/api/payments/{payment_id}/confirm"), 404, "not_found")
        refused(await other_garage.owner.put(f"/api/payments/{payment_id}/reject", {"reason": "Mine"}), 404)
        refused(await other_garage.owner.post("/api/payments", payment_fields(job_id, 10)), 404)
        refused(await other_garage.manager.post("/api/payments", payment_fields(job_id, 10)), 404)
    for person in (other_garage.owner, other_garage.manager):
        assert ok(await person.get("/api/payments")) == []
        assert ok(await person.get("/api/payments", job_id=job_id)) == []


async def test_managers_judge_no_payments(garage: Garage, db: Database) -> None:
    payment_id = await make_payment(garage.manager, await make_job(garage.manager), 100)
    async with unchanged(db, garage.id):
        refused(await garage.manager.put(f"/api/payments/{payment_id}/confirm"), 403, "wrong_role")
        body = {"reason": "I changed my mind"}
        refused(await garage.manager.put(f"/api/payments/{payment_id}/reject", body), 403, "wrong_role")


async def test_the_list_is_filtered_by_verdict_method_manager_and_job(garage: Garage) -> None:
    colleague = await make_manager(garage.owner)
    first, second = await make_job(garage.manager), await make_job(colleague)
    waiting = await make_payment(garage.manager, first, 1, method="cash")
    confirmed = await make_payment(garage.manager, first, 2, method="upi")
    rejected = await make_payment(colleague, second, 3, method="card")
    await confirm_payment(garage.owner, confirmed)
    await reject_payment(garage.owner, rejected)

    async def ids(**params: object) -> list[str]:
        return [row["id"] for row in ok(await garage.owner.get("/api/payments", **params))]

    assert await ids() == [rejected, confirmed, waiting]
    assert await ids(confirmed=False) == [waiting]
    assert await ids(confirmed=True) == [confirmed]
    assert await ids(rejected=True) == [rejected]
    assert await ids(rejected=False) == [confirmed, waiting]
    assert await ids(confirmed=False, rejected=False) == [waiting]
    assert await ids(confirmed=False, rejected=True) == [rejected]
    assert await ids(confirmed=True, rejected=True) == []
    assert await ids(method="card") == [rejected]
    assert await ids(manager_id=garage.manager.id) == [confirmed, waiting]
    assert await ids(job_id=second) == [rejected]
    assert [row["id"] for row in ok(await colleague.get("/api/payments"))] == [rejected]


async def test_a_payment_just_before_midnight_belongs_to_the_workshops_day(
    garage: Garage, clock: Clock, db: Database
) -> None:
    clock.set("2026-03-10T18:00:00Z")  # 23:30 in India
    job_id = await make_job(garage.manager, estimated_amount=5000)
    before = await make_payment(garage.manager, job_id, 100)
    clock.set("2026-03-10T18:30:00Z")  # midnight there
    after = await make_payment(garage.manager, job_id, 200)

    async def ids(**params: object) -> list[str]:
        return [row["id"] for row in ok(await garage.owner.get("/api/payments", **params))]

    assert await ids(from_="2026-03-10", to="2026-03-10") == [before]
    assert await ids(from_="2026-03-11", to="2026-03-11") == [after]
    assert await ids(to="2026-03-10") == [before]
    assert await ids(from_="2026-03-11") == [after]
    assert await ids(from_="2026-03-12") == []
    (row,) = ok(await garage.owner.get("/api/payments", to="2026-03-10"))
    assert row["payment_date"] == "2026-03-10T18:00:00Z"
    days = ok(await garage.owner.get("/api/analytics/dashboard", from_="2026-03-10", to="2026-03-11"))["daily_revenue"]
    assert [(day["date"], day["collected"], day["revenue"]) for day in days[-2:]] == [
        ("2026-03-10", 100, 5000),
        ("2026-03-11", 200, 0),
    ]
    await assert_invariants(db, garage.id)


async def test_rials_have_three_decimals(anonymous: Api, db: Database) -> None:
    garage = await make_garage(anonymous.http, currency="OMR", timezone="Asia/Muscat", gst_number=None)
    job_id = await make_job(garage.manager, estimated_amount=12.345, advance_paid=2.001)
    await make_payment(garage.manager, job_id, 10.343)
    job = await get_job(garage.manager, job_id)
    assert (job["estimated_amount"], job["total_paid"], job["remaining_amount"]) == (12.345, 12.344, 0.001)
    async with unchanged(db, garage.id):
        problem = refused(await garage.manager.post("/api/payments", payment_fields(job_id, 0.0001)), 422)
    assert problem["errors"] == [{"field": "amount", "message": "Amount can have at most 3 decimals in OMR."}]
    stored = await db.collection("jobs").find_one({"_id": job_id})
    assert stored is not None
    assert (stored["estimated_minor"], stored["paid_minor"]) == (12345, 12344)
    await assert_invariants(db, garage.id)


@pytest.mark.parametrize("amount", [0.001, 10.005, 1999.999])
async def test_a_third_decimal_of_a_rupee_is_refused_not_rounded(garage: Garage, db: Database, amount: float) -> None:
    job_id = await make_job(garage.manager)
    async with unchanged(db, garage.id):
        problem = refused(await garage.manager.post("/api/payments", payment_fields(job_id, amount)), 422)
    assert problem["errors"] == [{"field": "amount", "message": "Amount can have at most 2 decimals in INR."}]


async def test_a_payment_needs_an_existing_job(garage: Garage, db: Database) -> None:
    async with unchanged(db, garage.id):
        refused(await garage.manager.post("/api/payments", payment_fields("no-such-job", 10)), 404, "not_found")
        refused(await garage.owner.put("/api/payments/no-such-payment/confirm"), 404, "not_found")
        refused(await garage.owner.put("/api/payments/no-such-payment/reject", {"reason": "None"}), 404, "not_found")


async def test_without_a_workshop_there_are_no_payments(anonymous: Api) -> None:
    owner = await make_owner(anonymous.http)
    refused(await owner.get("/api/payments"), 404, "no_workshop")


async def test_a_payment_on_a_removed_managers_job_is_taken_by_the_owner(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=5000)
    await make_payment(garage.manager, job_id, 1000)
    ok(await garage.owner.delete(f"/api/managers/{garage.manager.id}", force=True))
    await make_payment(garage.owner, job_id, 4000, payment_type="final")
    job = await get_job(garage.owner, job_id)
    assert (job["remaining_amount"], job["manager_name"]) == (0, "Test Manager")
    assert (await manager_figures(garage.owner, garage.manager))["cash_in_hand"] == 1000
    await assert_invariants(db, garage.id)


async def test_a_job_is_read_by_its_own_index_however_its_garage_is_paid(
    garage: Garage, db: Database, asked_of_mongo: list[Document]
) -> None:
    """Where the newest payments are all of one job, those of the garage in order of time look quicker, and are not."""
    job_id, other_id = [await make_job(garage.manager, estimated_amount=5000) for _ in range(2)]
    payments = db.collection("payments")
    for of_job, copies in ((other_id, 400), (job_id, 150)):
        stored = await payments.find_one({"_id": await make_payment(garage.manager, of_job, 1)})
        assert stored is not None
        await payments.insert_many([stored | {"_id": new_id(), "payment_date": now()} for _ in range(copies)])
    try:
        assert len((await get_job(garage.manager, job_id))["payments"]) == 151
        aggregate = asked_of_mongo[-1]
        explained = {"aggregate": "jobs", "pipeline": aggregate["pipeline"], "cursor": {}}
        plan = await db.command({"explain": explained, "verbosity": "executionStats"})
    finally:
        await payments.delete_many({"workshop_id": garage.id})
    looked_up = {s["$lookup"]["from"]: s for s in plan["stages"] if "$lookup" in s}
    assert {name: stage["indexesUsed"] for name, stage in looked_up.items()} == {
        "payments": ["job_id_1"],
        "vehicles": ["_id_"],
        "journal": ["timeline"],
    }
    assert looked_up["payments"]["totalDocsExamined"] == 151
