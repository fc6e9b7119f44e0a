"""Taking back: cancelling what was recorded, refunds, and what is refused; the books afterwards."""

from typing import Any

from revops.mongo.client import Database
from tests.factories import (
    Garage,
    Person,
    confirm_payment,
    confirm_settlement,
    get_job,
    make_job,
    make_manager,
    make_member,
    make_payment,
    make_settlement,
    manager_figures,
    move_job,
    ok,
    refused,
    reject_payment,
)
from tests.invariants import assert_invariants, unchanged

REASON = {"reason": "Wrong amount"}


async def cancel(person: Person, payment_id: str, **options: Any) -> Any:
    return await person.post(f"/api/payments/{payment_id}/cancel", REASON, **options)


def refund_fields(job_id: str, amount: Any, **fields: Any) -> dict[str, Any]:
    return {"job_id": job_id, "amount": amount, "method": "cash", "reason": "Paid twice", **fields}


async def refund(person: Person, job_id: str, amount: Any, **fields: Any) -> str:
    return str(ok(await person.post("/api/refunds", refund_fields(job_id, amount, **fields)))["id"])


# --- cancelling a payment ---------------------------------------------------------------------------------------------


async def test_whoever_recorded_a_payment_cancels_it_while_it_waits(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=1000)
    payment_id = await make_payment(garage.manager, job_id, 400)
    assert ok(await cancel(garage.manager, payment_id)) == {"id": payment_id, "message": "Payment cancelled"}
    # A second time changes nothing.
    assert ok(await cancel(garage.manager, payment_id))["message"] == "Payment cancelled"
    job = await get_job(garage.owner, job_id)
    assert (job["total_paid"], job["remaining_amount"]) == (0, 1000)
    (payment,) = job["payments"]
    said = (payment["verdict"], payment["cancelled"], payment["reject_reason"])
    assert said == ("rejected", True, "Wrong amount")
    newest = job["updates"][0]
    told = (newest["kind"], newest["actor_name"], newest["note"], newest["amount"])
    assert told == ("payment_cancelled", "Test Manager", "Wrong amount", 400)
    assert [update["kind"] for update in job["updates"]].count("payment_cancelled") == 1
    (noted,) = [e for e in ok(await garage.owner.get("/api/audit")) if e["kind"] == "payment_cancelled"]
    assert noted["subject_id"] == payment_id
    figures = await manager_figures(garage.owner, garage.manager)
    assert (figures["cash_in_hand"], figures["total_collected"]) == (0, 0)
    board = ok(await garage.owner.get("/api/analytics/dashboard"))
    assert board["pending_confirmations"] == {"count": 0, "amount": 0}
    assert ok(await garage.manager.get("/api/analytics/mine"))["rejected_recently"] == []
    confirmation = await garage.owner.put(f"/api/payments/{payment_id}/confirm")
    assert refused(confirmation, 409, "payment_rejected")["detail"].startswith("This payment was cancelled")
    await assert_invariants(db, garage.id)


async def test_after_it_is_confirmed_only_the_owner_cancels_a_payment(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=1000)
    payment_id = await make_payment(garage.manager, job_id, 1000, method="upi")
    await confirm_payment(garage.owner, payment_id)
    async with unchanged(db, garage.id):
        problem = refused(await cancel(garage.manager, payment_id), 409, "payment_confirmed")
        assert problem["detail"].endswith("Ask the owner to, or refund it.")
    ok(await cancel(garage.owner, payment_id))
    job = await get_job(garage.owner, job_id)
    assert (job["total_paid"], job["confirmed_amount"], job["payments"][0]["cancelled"]) == (0, 0, True)
    # What the owner took himself is confirmed at once, and can be undone all the same.
    own = await make_payment(garage.owner, job_id, 250)
    ok(await cancel(garage.owner, own))
    rejected = await make_payment(garage.manager, job_id, 10)
    await reject_payment(garage.owner, rejected)
    refused(await cancel(garage.manager, rejected), 409, "payment_rejected")
    await assert_invariants(db, garage.id)


async def test_another_members_payment_is_not_ones_own_to_cancel(garage: Garage, db: Database) -> None:
    cashier = await make_member(garage.owner, "cashier")
    job_id = await make_job(garage.manager, estimated_amount=1000)
    payment_id = await make_payment(cashier, job_id, 100)
    async with unchanged(db, garage.id):
        problem = refused(await cancel(garage.manager, payment_id), 409, "anothers_payment")
        assert problem["detail"] == "Only whoever recorded this payment can cancel it, or the owner."
    ok(await cancel(cashier, payment_id))
    await assert_invariants(db, garage.id)


async def test_a_payment_is_ones_own_also_when_another_has_the_job_by_then(garage: Garage, db: Database) -> None:
    colleague = await make_manager(garage.owner)
    job_id = await make_job(garage.manager, estimated_amount=1000)
    payment_id = await make_payment(garage.manager, job_id, 400)
    refunded = await refund(garage.manager, job_id, 100)
    await move_job(garage.manager, job_id, "completed", "delivered")
    ok(await garage.owner.post(f"/api/jobs/{job_id}/reassign", {"manager_id": colleague.id}))
    ok(await cancel(garage.manager, refunded))
    ok(await cancel(garage.manager, payment_id))
    job = await get_job(colleague, job_id)
    assert (job["total_paid"], job["remaining_amount"], job["updates"][0]["kind"]) == (0, 1000, "payment_cancelled")
    assert (await manager_figures(garage.owner, garage.manager))["cash_in_hand"] == 0
    await assert_invariants(db, garage.id)


async def test_cash_that_was_handed_over_is_not_cancelled_away(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=1000)
    payment_id = await make_payment(garage.manager, job_id, 600)
    settlement_id = await make_settlement(garage.manager, 600, [job_id])
    async with unchanged(db, garage.id):
        problem = refused(await cancel(garage.manager, payment_id), 409, "cash_already_settled")
        assert "Take back a hand-over that waits" in problem["detail"]
    ok(await garage.manager.post(f"/api/settlements/{settlement_id}/cancel", REASON))
    ok(await cancel(garage.manager, payment_id))
    second = await make_payment(garage.manager, job_id, 500)
    await confirm_settlement(garage.owner, await make_settlement(garage.manager, 500))
    refused(await cancel(garage.manager, second), 409, "cash_already_settled")
    await assert_invariants(db, garage.id)


async def test_the_receipt_of_a_cancelled_payment_says_so(garage: Garage, db: Database) -> None:
    owner, manager = garage.owner, garage.manager
    ok(await owner.put(f"/api/workshops/{garage.id}", {"gst_number": "27AAPFU0939F1ZV"}))
    job_id = await make_job(manager, estimated_amount=1180, advance_paid=590)
    (advance,) = (await get_job(manager, job_id))["payments"]
    receipt = ok(await manager.post(f"/api/documents/receipt/{advance['id']}/issue"))
    ok(await cancel(manager, advance["id"]))
    listed = {row["kind"]: row for row in ok(await owner.get("/api/documents"))}
    assert listed["refund_voucher"]["credits"] == receipt["number"]
    assert listed["receipt"]["credited_by"] == listed["refund_voucher"]["number"]
    assert listed["receipt"]["mark"].startswith("Cancelled: payment taken back on")
    await assert_invariants(db, garage.id)


# --- taking a hand-over back ------------------------------------------------------------------------------------------


async def test_a_hand_over_is_taken_back_while_it_waits(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=1000, advance_paid=1000)
    first = await make_settlement(garage.manager, 700, [job_id])
    path = f"/api/settlements/{first}/cancel"
    assert ok(await garage.manager.post(path, REASON)) == {"id": first, "message": "Hand-over taken back"}
    ok(await garage.manager.post(path, REASON))
    (row,) = ok(await garage.owner.get("/api/settlements"))
    assert (row["verdict"], row["cancelled"], row["reject_reason"]) == ("rejected", True, "Wrong amount")
    figures = await manager_figures(garage.owner, garage.manager)
    assert (figures["cash_in_hand"], figures["pending_settlement"]) == (1000, 0)
    kinds = [entry["kind"] for entry in ok(await garage.owner.get("/api/audit"))]
    assert kinds.count("settlement_cancelled") == 1
    refused(await garage.owner.put(f"/api/settlements/{first}/confirm"), 409, "settlement_rejected")
    received = await make_settlement(garage.manager, 1000)
    await confirm_settlement(garage.owner, received)
    refused(await garage.manager.post(f"/api/settlements/{received}/cancel", REASON), 409, "settlement_confirmed")
    colleague = await make_manager(garage.owner)
    refused(await colleague.post(f"/api/settlements/{received}/cancel", REASON), 404)
    await assert_invariants(db, garage.id)


# --- refunds ----------------------------------------------------------------------------------------------------------


async def test_a_refund_is_outstanding_again_and_waits_for_the_owner(garage: Garage, db: Database) -> None:
    owner, manager = garage.owner, garage.manager
    job_id = await make_job(manager, estimated_amount=1000)
    payment_id = await make_payment(manager, job_id, 1000)
    await move_job(manager, job_id, "completed", "delivered")
    refund_id = await refund(manager, job_id, 400.5, reference="R-77")
    job = await get_job(owner, job_id)
    assert (job["total_paid"], job["remaining_amount"], job["status"]) == (599.5, 400.5, "credit_pending")
    assert [row["id"] for row in job["payments"]] == [payment_id]
    (row,) = job["refunds"]
    said = (row["id"], row["kind"], row["amount"], row["notes"], row["verdict"], row["payment_type"])
    assert said == (refund_id, "refund", 400.5, "Paid twice", "pending", "refund")
    assert (job["updates"][0]["kind"], job["updates"][0]["amount"]) == ("refund_recorded", 400.5)
    # Lists of clients that know of no refunds have none.
    assert [row["id"] for row in ok(await owner.get("/api/payments"))] == [payment_id]
    assert [row["id"] for row in ok(await owner.get("/api/payments", confirmed=False))] == [payment_id]
    (listed,) = ok(await owner.get("/api/payments", kind="refund", confirmed=False))
    assert (listed["id"], listed["amount"]) == (refund_id, 400.5)
    board = ok(await owner.get("/api/analytics/dashboard"))
    assert board["pending_confirmations"] == {"count": 1, "amount": 1000}
    assert board["pending_refunds"] == {"count": 1, "amount": 400.5}
    assert (board["total_collected"], board["outstanding_credits"]) == (599.5, 400.5)
    mine = ok(await manager.get("/api/analytics/mine"))
    assert (mine["cash_in_hand"], mine["collected_today"]) == (599.5, 599.5)
    assert mine["pending_refunds"] == {"count": 1, "amount": 400.5}
    cash = ok(await manager.get("/api/settlements/cash"))
    assert (cash["available"], [of["amount"] for of in cash["jobs"]], cash["other_amount"]) == (599.5, [599.5], 0)
    assert ok(await owner.put(f"/api/payments/{refund_id}/confirm"))["message"] == "Refund confirmed"
    assert (await get_job(owner, job_id))["confirmed_amount"] == -400.5
    await confirm_payment(owner, payment_id)
    assert (await get_job(owner, job_id))["confirmed_amount"] == 599.5
    board = ok(await owner.get("/api/analytics/dashboard"))
    assert board["pending_refunds"] == {"count": 0, "amount": 0}
    found = ok(await owner.get("/api/jobs", q="R-77"))
    assert [job["id"] for job in found] == [job_id]
    # The estimate could not be less than was paid; now it is what was kept.
    low = refused(await manager.put(f"/api/jobs/{job_id}", {"estimated_amount": 500}), 409, "estimate_below_paid")
    assert low["detail"].endswith("Refund the rest first.")
    ok(await manager.put(f"/api/jobs/{job_id}", {"estimated_amount": 599.5}))
    job = await get_job(owner, job_id)
    assert (job["remaining_amount"], job["status"]) == (0, "delivered")
    await assert_invariants(db, garage.id)


async def test_no_more_is_refunded_than_is_paid_and_no_cash_that_is_not_there(garage: Garage, db: Database) -> None:
    owner, manager = garage.owner, garage.manager
    job_id = await make_job(manager, estimated_amount=1000)
    async with unchanged(db, garage.id):
        problem = refused(await manager.post("/api/refunds", refund_fields(job_id, 1)), 409, "more_than_paid")
        assert problem["detail"] == "Nothing is paid on this job, so there is nothing to refund."
    await make_payment(manager, job_id, 300)
    await make_payment(manager, job_id, 200, method="upi")
    async with unchanged(db, garage.id):
        problem = refused(await manager.post("/api/refunds", refund_fields(job_id, 500.01)), 409, "more_than_paid")
        assert (problem["detail"], problem["paid_amount"]) == (
            "Only ₹500 is paid on this job. Refund that much or less.", 500,
        )  # fmt: skip
        problem = refused(await manager.post("/api/refunds", refund_fields(job_id, 301)), 409, "cash_not_in_hand")
        assert problem["available_amount"] == 300
        # The owner has received no cash yet.
        refused(await owner.post("/api/refunds", refund_fields(job_id, 1)), 409, "cash_not_in_hand")
    waiting = await make_settlement(manager, 250)
    problem = refused(await manager.post("/api/refunds", refund_fields(job_id, 60)), 409, "cash_not_in_hand")
    assert problem["detail"].startswith("You have ₹50 in cash that is not handed over.")
    await confirm_settlement(owner, waiting)
    await refund(owner, job_id, 250)
    refused(await owner.post("/api/refunds", refund_fields(job_id, 1)), 409, "cash_not_in_hand")
    await refund(owner, job_id, 200, method="bank_transfer")
    (job,) = ok(await owner.get("/api/jobs"))
    assert (job["total_paid"], job["confirmed_amount"]) == (50, -450)
    assert [row["verdict"] for row in (await get_job(owner, job_id))["refunds"]] == ["confirmed", "confirmed"]
    await move_job(owner, job_id, "completed", "closed")
    refused(await owner.post("/api/refunds", refund_fields(job_id, 1, method="upi")), 409, "job_closed")
    await assert_invariants(db, garage.id)


async def test_a_refund_is_rejected_or_cancelled_as_payments_are(garage: Garage, db: Database) -> None:
    owner, manager = garage.owner, garage.manager
    job_id = await make_job(manager, estimated_amount=1000)
    payment_id = await make_payment(manager, job_id, 1000)
    first, second = await refund(manager, job_id, 300), await refund(manager, job_id, 200, method="upi")
    # What was refunded cannot be taken back a second time by taking the payment back.
    refused(await cancel(manager, payment_id), 409, "cash_already_settled")
    refused(await owner.put(f"/api/payments/{payment_id}/reject", REASON), 409)
    assert ok(await owner.put(f"/api/payments/{first}/reject", REASON))["message"] == "Refund rejected"
    refused(await owner.put(f"/api/payments/{payment_id}/reject", REASON), 409, "payment_refunded")
    assert ok(await cancel(manager, second))["message"] == "Refund cancelled"
    job = await get_job(owner, job_id)
    assert (job["total_paid"], job["remaining_amount"]) == (1000, 0)
    assert {u["kind"] for u in job["updates"][:2]} == {"refund_rejected", "refund_cancelled"}
    assert (await manager_figures(owner, manager))["cash_in_hand"] == 1000
    third = await refund(manager, job_id, 400)
    ok(await manager.put(f"/api/jobs/{job_id}", {"estimated_amount": 600}))
    problem = refused(await owner.put(f"/api/payments/{third}/reject", REASON), 409, "more_than_outstanding")
    assert problem["detail"].endswith("Raise its estimate by ₹400 first.")
    ok(await manager.put(f"/api/jobs/{job_id}", {"estimated_amount": 1000}))
    ok(await owner.put(f"/api/payments/{third}/reject", REASON))
    refused(await manager.post(f"/api/documents/receipt/{third}/issue"), 409, "no_receipt")
    await assert_invariants(db, garage.id)


async def test_the_same_refund_is_asked_about_and_one_key_refunds_once(garage: Garage, db: Database) -> None:
    manager = garage.manager
    job_id = await make_job(manager, estimated_amount=1000, advance_paid=1000)
    body = refund_fields(job_id, 100)
    first = ok(await manager.post("/api/refunds", body, key="refund-once"))
    assert ok(await manager.post("/api/refunds", body, key="refund-once")) == first
    web = {"X-Client": "revops-web"}
    ok(await manager.request("POST", "/api/refunds", json=refund_fields(job_id, 50), headers=web))
    again = await manager.request("POST", "/api/refunds", json=refund_fields(job_id, 50), headers=web)
    assert "was refunded on this job" in refused(again, 409, "looks_repeated")["detail"]
    meant = refund_fields(job_id, 50, repeat=True)
    ok(await manager.request("POST", "/api/refunds", json=meant, headers=web))
    assert (await get_job(manager, job_id))["total_paid"] == 800
    await assert_invariants(db, garage.id)


async def test_a_large_refund_is_confirmed_with_the_password(garage: Garage, db: Database) -> None:
    ok(await garage.owner.put(f"/api/workshops/{garage.id}", {"password_above": 500}))
    job_id = await make_job(garage.manager, estimated_amount=1000, advance_paid=1000)
    refund_id = await refund(garage.manager, job_id, 501)
    refused(await garage.owner.put(f"/api/payments/{refund_id}/confirm"), 403, "password_needed")
    await assert_invariants(db, garage.id)


# --- cancelling a job -------------------------------------------------------------------------------------------------


async def cancel_job(person: Person, job_id: str) -> Any:
    return await person.post(f"/api/jobs/{job_id}/cancel", {"reason": "The customer left"})


async def test_a_job_is_cancelled_when_its_money_was_dealt_with(garage: Garage, db: Database) -> None:
    owner, manager = garage.owner, garage.manager
    job_id = await make_job(manager, estimated_amount=1000, advance_paid=400)
    async with unchanged(db, garage.id):
        problem = refused(await cancel_job(manager, job_id), 409, "money_paid")
        assert problem["detail"].startswith("₹400 is paid on this job. Refund it, or cancel the payment;")
    await refund(manager, job_id, 400)
    assert ok(await cancel_job(manager, job_id)) == {"id": job_id, "message": "Job cancelled"}
    ok(await cancel_job(manager, job_id))
    job = await get_job(owner, job_id)
    assert (job["status"], job["estimated_amount"], job["remaining_amount"]) == ("closed", 0, 0)
    assert (job["cancel_reason"], job["cancelled_by"]) == ("The customer left", manager.id)
    assert job["cancelled_at"] is not None
    assert job["completed_at"] is None
    newest = job["updates"][0]
    told = (newest["kind"], newest["note"], newest["changes"]["estimated_amount"], newest["amount"])
    assert told == ("job_cancelled", "The customer left", [1000, 0], -1000)
    board = ok(await owner.get("/api/analytics/dashboard"))
    assert (board["total_revenue"], board["outstanding_credits"], board["total_collected"]) == (0, 0, 0)
    assert board["status_counts"]["closed"] == 1
    assert [row["kind"] for row in ok(await owner.get("/api/audit"))].count("job_cancelled") == 1
    other = await make_job(manager, estimated_amount=10)
    assert [row["id"] for row in ok(await owner.get("/api/jobs", cancelled=True))] == [job_id]
    assert [row["id"] for row in ok(await owner.get("/api/jobs", cancelled=False))] == [other]
    refused(await manager.post(f"/api/documents/invoice/{job_id}/issue"), 409, "job_cancelled")
    # Taking the refund back would make the job owe less than nothing.
    (back,) = job["refunds"]
    refused(await owner.put(f"/api/payments/{back['id']}/reject", REASON), 409, "job_cancelled")
    await assert_invariants(db, garage.id)
    # Reopened, all is as it was.
    refused(await manager.put(f"/api/jobs/{job_id}", {"status": "in_progress"}), 409, "status_move_not_allowed")
    await move_job(owner, job_id, "in_progress")
    job = await get_job(owner, job_id)
    assert (job["status"], job["estimated_amount"], job["remaining_amount"]) == ("in_progress", 1000, 1000)
    assert (job["cancelled_at"], job["cancel_reason"], job["cancelled_by"]) == (None, None, None)
    assert job["updates"][0]["changes"]["estimated_amount"] == [0, 1000]
    ok(await owner.put(f"/api/payments/{back['id']}/reject", REASON))
    await assert_invariants(db, garage.id)


async def test_who_cancels_a_job_and_when(garage: Garage, db: Database) -> None:
    owner, manager = garage.owner, garage.manager
    colleague = await make_manager(owner)
    ok(await owner.put(f"/api/members/{colleague.id}", {"sees": "all"}))
    job_id = await make_job(manager, estimated_amount=1000)
    refused(await cancel_job(colleague, job_id), 409, "anothers_job")
    ok(await manager.post(f"/api/documents/invoice/{job_id}/issue"))
    refused(await cancel_job(manager, job_id), 409, "job_invoiced")
    ok(await owner.post(f"/api/documents/credit-note/{job_id}/issue", {"reason": "Wrong"}))
    await move_job(manager, job_id, "completed", "delivered")
    refused(await cancel_job(manager, job_id), 409, "anothers_job")
    ok(await owner.post(f"/api/jobs/{job_id}/write-off", {"amount": 300, "reason": "Moved away"}))
    ok(await cancel_job(owner, job_id))
    (job,) = ok(await owner.get("/api/jobs"))
    assert (job["written_off_amount"], job["remaining_amount"], job["estimated_amount"]) == (0, 0, 0)
    assert ok(await owner.get("/api/analytics/dashboard"))["written_off_amount"] == 0
    await assert_invariants(db, garage.id)
    # To where it was delivered: what it owes, it owes again.
    await move_job(owner, job_id, "delivered")
    (job,) = ok(await owner.get("/api/jobs"))
    assert (job["status"], job["remaining_amount"]) == ("credit_pending", 1000)
    ok(await owner.post(f"/api/jobs/{job_id}/write-off", {"reason": "Moved away"}))
    await move_job(owner, job_id, "closed")
    refused(await cancel_job(owner, job_id), 409, "job_closed")
    await assert_invariants(db, garage.id)
