"""Papers stay true: an issued one states nothing that time makes untrue, what is due is printed beside it, and a paper
whose ground went away says so."""

import asyncio
from typing import Any

import pytest

from revops.mongo.client import Database
from tests.conftest import Clock
from tests.factories import (
    Garage,
    get_job,
    make_job,
    make_payment,
    ok,
    refused,
    reject_payment,
)
from tests.papers.test_issue import LABOUR, assert_sound, issue, pdf, text_of

pytestmark = pytest.mark.slow

FREE = {**LABOUR, "unit_price": 500, "discount": 500}


def flat(content: bytes) -> str:
    """Return the text of a PDF with its words apart by one space."""
    return " ".join(text_of(content).split())


async def with_upi(garage: Garage) -> None:
    ok(await garage.owner.post(f"/api/workshops/{garage.id}/billing", {"vpa": "testmotors@upi"}))


async def advance_of(garage: Garage, amount: float = 1180, **job: Any) -> tuple[str, str]:
    """Return a job with an advance, and the payment."""
    job_id = await make_job(garage.manager, advance_paid=amount, **job)
    return job_id, (await get_job(garage.manager, job_id))["payments"][0]["id"]


async def receipt_of(garage: Garage, payment_id: str) -> dict[str, Any]:
    answer: dict[str, Any] = ok(await garage.manager.post(f"/api/documents/receipt/{payment_id}/issue"))
    return answer


async def register(garage: Garage, **wanted: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = ok(await garage.owner.get("/api/documents", **wanted))
    return rows


async def test_what_is_paid_and_due_is_beside_the_invoice(garage: Garage, db: Database, clock: Clock) -> None:
    clock.set("2026-11-22T06:00:00Z")
    await with_upi(garage)
    job_id = await make_job(garage.manager, items=[{**LABOUR, "unit_price": 1000}], estimated_amount=1000)
    await issue(garage.manager, job_id)
    invoice = await pdf(garage.manager, f"invoice/{job_id}")
    for untrue in ("Balance", "Paid", "UPI", "testmotors@upi"):
        assert untrue not in flat(invoice)
    beside = flat(await pdf(garage.manager, f"statement/{job_id}"))
    for said in (
        "Payment statement", "INV/2627/00001", "As of 22 Nov 2026, 11:30", "Paid 0.00", "Balance due ₹1,000.00",
        "Pay ₹1,000.00 by UPI", "testmotors@upi", "not a tax invoice and not a receipt",
    ):  # fmt: skip
        assert said in beside, said
    await make_payment(garage.manager, job_id, 400)
    clock.set("2026-11-25T06:00:00Z")
    beside = flat(await pdf(garage.manager, f"statement/{job_id}"))
    for said in ("As of 25 Nov 2026, 11:30", "22 Nov 2026 Cash", "Balance due ₹600.00", "Pay ₹600.00 by UPI"):
        assert said in beside, said
    payment = await make_payment(garage.manager, job_id, 600, method="upi")
    clock.set("2026-11-28T06:00:00Z")
    for layout in ("a4", "thermal"):
        beside = flat(await pdf(garage.owner, f"statement/{job_id}", format=layout))
        assert "Paid in full on 25 Nov 2026" in beside
        assert "22 Nov 2026 Cash" in beside.replace(" · ", " ")
        assert "Balance" not in beside
        assert "by UPI" not in beside
    assert await pdf(garage.owner, f"invoice/{job_id}") == invoice
    # A rejected payment is not paid any more.
    await reject_payment(garage.owner, payment)
    assert "Balance due ₹600.00" in flat(await pdf(garage.owner, f"statement/{job_id}"))
    assert await pdf(garage.owner, f"invoice/{job_id}") == invoice
    await assert_sound(db, garage)


async def test_papers_of_the_moment_name_it(garage: Garage, clock: Clock) -> None:
    clock.set("2026-11-22T06:00:00Z")
    await with_upi(garage)
    job_id, _ = await advance_of(garage, 1000)
    for path in (f"invoice/{job_id}", f"job-card/{job_id}", f"statement/{job_id}"):
        said = flat(await pdf(garage.manager, path))
        for expected in ("As of 22 Nov 2026, 11:30", "Paid 1,000.00", "Balance due ₹4,000.00"):
            assert expected in said, expected
    assert "Pay ₹4,000.00 by UPI" in flat(await pdf(garage.manager, f"invoice/{job_id}"))
    await make_payment(garage.manager, job_id, 4000)
    for path in (f"invoice/{job_id}", f"job-card/{job_id}", f"statement/{job_id}"):
        said = flat(await pdf(garage.manager, path))
        assert "Paid in full on 22 Nov 2026" in said
        assert "by UPI" not in said


@pytest.mark.parametrize("layout", ["a4", "thermal"])
async def test_a_receipt_voucher_of_a_rejected_payment(garage: Garage, db: Database, clock: Clock, layout: str) -> None:
    clock.set("2026-11-22T06:00:00Z")
    job_id, payment = await advance_of(garage, work_description="Clutch overhaul")
    issued = await receipt_of(garage, payment)
    voucher = await pdf(garage.manager, f"receipt/{payment}", format=layout)
    clock.set("2026-11-24T06:00:00Z")
    await reject_payment(garage.owner, payment, "No such transfer")
    # The register and every reprint say so.
    refund, receipt = await register(garage, job_id=job_id)
    mark = "Cancelled: payment rejected on 24 Nov 2026, refund voucher RF/2627/00001"
    assert (receipt["number"], receipt["mark"], receipt["credited_by"], receipt["reason"]) == (
        "RV/2627/00001", mark, "RF/2627/00001", "No such transfer",
    )  # fmt: skip
    assert mark in flat(await pdf(garage.manager, f"receipt/{payment}", format=layout))
    assert mark in flat(await pdf(garage.owner, f"{issued['id']}/pdf"))
    if layout == "a4":
        assert await pdf(garage.owner, f"{issued['id']}/pdf", as_issued=True) == voucher
    # Its tax is taken back by a voucher of a series of its own.
    assert (refund["kind"], refund["number"], refund["credits"], refund["mark"]) == (
        "refund_voucher", "RF/2627/00001", "RV/2627/00001", None,
    )  # fmt: skip
    assert (refund["taxable_amount"], refund["tax_amount"], refund["total_amount"]) == (1000, 180, 1180)
    said = flat(await pdf(garage.owner, f"{refund['id']}/pdf"))
    for expected in (
        "Refund voucher", "RF/2627/00001", "24 Nov 2026", "RV/2627/00001", "22 Nov 2026, 11:30", "Refund to",
        "Test Customer", "GSTIN 27", "Clutch overhaul", "Payment rejected", "CGST 9%", "SGST 9%", "90.00",
        "Refund ₹1,180.00", "Rupees One Thousand One Hundred and Eighty Only", "27 Maharashtra", "Reverse charge",
    ):  # fmt: skip
        assert expected in said, expected
    assert "No such transfer" not in said, "the reason is for the manager"
    assert [row["number"] for row in await register(garage, kind="refund_voucher")] == ["RF/2627/00001"]
    # Rejecting again changes nothing.
    await reject_payment(garage.owner, payment, "Again")
    assert len(await register(garage)) == 2
    kinds = [entry["kind"] for entry in (await get_job(garage.owner, job_id))["updates"]]
    assert kinds.count("refund_voucher_issued") == 1
    await assert_sound(db, garage)


async def test_a_receipt_without_tax_is_cancelled_without_a_voucher(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager)
    payment = await make_payment(garage.manager, job_id, 100)
    await receipt_of(garage, payment)
    unissued = await make_payment(garage.manager, job_id, 50)
    for rejected in (payment, unissued):
        await reject_payment(garage.owner, rejected)
    (row,) = await register(garage)
    assert row["mark"].startswith("Cancelled: payment rejected on ")
    assert row["credited_by"] is None
    assert "Cancelled" in flat(await pdf(garage.manager, f"receipt/{payment}"))
    refused(await garage.manager.get(f"/api/documents/receipt/{unissued}"), 409, "payment_rejected")
    path = "/api/documents/refund-voucher/{}/issue"
    refused(await garage.owner.post(path.format(payment)), 409, "no_tax_received")
    refused(await garage.owner.post(path.format(unissued)), 409, "no_receipt")
    counted = await make_payment(garage.manager, job_id, 50)
    refused(await garage.owner.post(path.format(counted)), 409, "payment_counts")
    await assert_sound(db, garage)


async def test_a_payment_rejected_by_a_version_before_gets_its_voucher(garage: Garage, db: Database) -> None:
    # As that version left it: rejected, with its receipt voucher, which nothing takes back.
    job_id, payment = await advance_of(garage)
    receipt_id = (await receipt_of(garage, payment))["id"]
    await db.collection("payments").update_one({"_id": payment}, {"$unset": {"receipt_id": ""}})
    await reject_payment(garage.owner, payment)
    await db.collection("payments").update_one({"_id": payment}, {"$set": {"receipt_id": receipt_id}})
    (row,) = await register(garage, job_id=job_id)
    assert row["mark"].startswith("Cancelled")
    path = f"/api/documents/refund-voucher/{payment}/issue"
    refused(await garage.manager.post(path), 403, "wrong_role")
    first = ok(await garage.owner.post(path))
    assert first["number"].startswith("RF/")
    again = ok(await garage.owner.post(path))
    assert (again["id"], again["message"]) == (first["id"], "This voucher was issued before")
    await assert_sound(db, garage)


async def test_refund_vouchers_leave_no_gap(garage: Garage, db: Database) -> None:
    payments = [(await advance_of(garage))[1] for _ in range(8)]
    for payment in payments:
        await receipt_of(garage, payment)
    await asyncio.gather(*(reject_payment(garage.owner, payment) for payment in payments for _ in range(2)))
    numbers = sorted(row["number"][-5:] for row in await register(garage, kind="refund_voucher"))
    assert numbers == [f"{serial:05d}" for serial in range(1, 9)]
    await assert_sound(db, garage)


async def test_the_prefix_of_refund_vouchers_is_its_own(garage: Garage, db: Database) -> None:
    path = f"/api/workshops/{garage.id}/billing"
    # One that another kind had before there were refund vouchers stays with it.
    await db.collection("billing_settings").insert_one(
        {
            "_id": "before", "workshop_id": garage.id, "effective_from": "2020-01-01", "recorded_at": None,
            "recorded_by": garage.owner.id, "changes": {"receipt_prefix": "RF"},
        }
    )  # fmt: skip
    current = ok(await garage.owner.get("/api/workshops/me/billing"))["current"]
    assert (current["receipt_prefix"], current["refund_voucher_prefix"]) == ("RF", "RFV")
    refused(await garage.owner.post(path, {"invoice_prefix": "RFV"}), 422, field="refund_voucher_prefix")
    refused(await garage.owner.post(path, {"refund_voucher_prefix": "RF"}), 422, field="refund_voucher_prefix")
    ok(await garage.owner.post(path, {"refund_voucher_prefix": "BACK", "invoice_prefix": "RFV"}))
    _, payment = await advance_of(garage)
    await receipt_of(garage, payment)
    await reject_payment(garage.owner, payment)
    assert [row["number"].split("/")[0] for row in await register(garage)] == ["BACK", "RF"]
    await db.collection("billing_settings").delete_one({"_id": "before"})
    await assert_sound(db, garage)


async def test_papers_of_the_moment_ask_for_nothing_that_was_written_off(garage: Garage, db: Database) -> None:
    await with_upi(garage)
    job_id, _ = await advance_of(garage, 1000)
    for amount, due in ((1500, "Balance due ₹2,500.00"), (2500, "Nothing to pay ₹0.00")):
        ok(await garage.owner.post(f"/api/jobs/{job_id}/write-off", {"amount": amount, "reason": "Moved away"}))
        for path in (f"invoice/{job_id}", f"job-card/{job_id}", f"statement/{job_id}"):
            said = flat(await pdf(garage.manager, path))
            assert "Paid 1,000.00" in said, path
            assert "Written off" in said, path
            assert due in said, path
            assert "Paid in full" not in said, path
    assert "by UPI" not in said
    await assert_sound(db, garage)


async def test_an_invoice_of_nothing(garage: Garage, db: Database) -> None:
    """Work under warranty: the customer gets a paper, and pays nothing."""
    await with_upi(garage)
    job_id = await make_job(garage.manager, items=[FREE], estimated_amount=0)
    assert (await issue(garage.manager, job_id))["number"].endswith("/00001")
    invoice = flat(await pdf(garage.manager, f"invoice/{job_id}"))
    for said in ("Tax invoice", "500.00", "Total ₹0.00", "Rupees Zero Only"):
        assert said in invoice, said
    assert "Nothing to pay ₹0.00" in flat(await pdf(garage.manager, f"statement/{job_id}"))
    assert "Nothing to pay ₹0.00" in flat(await pdf(garage.manager, f"job-card/{job_id}"))
    refused(await garage.manager.get(f"/api/documents/upi-code/{job_id}"), 409, "nothing_to_pay")
    note = ok(await garage.owner.post(f"/api/documents/credit-note/{job_id}/issue", {"reason": "Not under warranty"}))
    assert "Total ₹0.00" in flat(await pdf(garage.owner, f"{note['id']}/pdf"))
    ok(await garage.manager.put(f"/api/jobs/{job_id}", {"items": [LABOUR]}))
    await issue(garage.manager, job_id)
    # Free parts beside paid work, and a line without tax.
    mixed = await make_job(garage.manager, items=[FREE, {**LABOUR, "tax_rate_bp": 0}], estimated_amount=1180)
    await issue(garage.manager, mixed)
    assert "Total ₹1,180.00" in flat(await pdf(garage.manager, f"invoice/{mixed}"))
    await assert_sound(db, garage)


async def test_a_job_card_without_an_estimate_does_not_say_zero(garage: Garage) -> None:
    job_id = await make_job(garage.manager, estimated_amount=0)
    said = flat(await pdf(garage.manager, f"job-card/{job_id}"))
    assert "Estimate Not given yet" in said
    assert "₹0.00" not in said
