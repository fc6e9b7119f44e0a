"""Issuing: numbers without gaps, one invoice at a time, the same bytes for ever, and only a credit note undoes it."""

import asyncio
import subprocess
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from revops.mongo.client import Database
from tests.conftest import Clock
from tests.factories import (
    Api,
    Garage,
    Person,
    all_pages,
    get_job,
    make_garage,
    make_job,
    make_manager,
    make_payment,
    move_job,
    ok,
    refused,
    reject_payment,
)
from tests.invariants import assert_invariants
from tests.verifying import problems

pytestmark = pytest.mark.slow

LABOUR = {"kind": "labour", "description": "Brake service", "unit_price": 1180}


async def issue(person: Person, job_id: str) -> dict[str, Any]:
    answer: dict[str, Any] = ok(await person.post(f"/api/documents/invoice/{job_id}/issue"))
    return answer


async def pdf(person: Api, path: str, **params: Any) -> bytes:
    response = await person.get(f"/api/documents/{path}", **params)
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "application/pdf"
    assert response.content.startswith(b"%PDF-")
    return response.content


def text_of(content: bytes) -> str:
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True)
    return done.stdout.decode()


async def assert_sound(db: Database, garage: Garage) -> None:
    await assert_invariants(db, garage.id)
    assert await problems(db, garage.id) == []


async def test_from_pro_forma_to_invoice_to_credit_note(garage: Garage, db: Database, clock: Clock) -> None:
    clock.set("2026-11-22T06:00:00Z")
    job_id = await make_job(garage.manager, items=[LABOUR], estimated_amount=1180, customer_name="राज कुमार")
    draft = text_of(await pdf(garage.manager, f"invoice/{job_id}"))
    assert "Pro-forma: not a tax invoice" in draft
    assert "INV/" not in draft
    first = await issue(garage.manager, job_id)
    assert (first["number"], first["message"]) == ("INV/2627/00001", "Invoice issued")
    content = await pdf(garage.manager, f"invoice/{job_id}")
    said = text_of(content)
    for expected in (
        "Tax invoice", "INV/2627/00001", "22 Nov 2026", f"GSTIN {garage.workshop['gst_number']}", "राज कुमार", "998714",
        "CGST 9%", "SGST 9%", "₹1,180.00", "Rupees One Thousand One Hundred and Eighty Only", "27 Maharashtra",
        "Page 1 of 1",
    ):  # fmt: skip
        assert "".join(expected.split()) in "".join(said.split()), expected
    # Issuing again is the same invoice, and what happens on the job later does not change the paper.
    assert await issue(garage.owner, job_id) == {**first, "message": "This invoice was issued before"}
    await make_payment(garage.manager, job_id, 500)
    ok(await garage.manager.put(f"/api/jobs/{job_id}", {"customer_name": "Somebody Else"}))
    ok(await garage.owner.put(f"/api/workshops/{garage.id}", {"name": "New Name Motors"}))
    assert await pdf(garage.owner, f"invoice/{job_id}") == content
    job = await get_job(garage.manager, job_id)
    assert (job["invoice_number"], job["invoice_id"]) == ("INV/2627/00001", first["id"])
    # Its amounts are fixed.
    changes: list[dict[str, Any]] = [
        {"items": [{**LABOUR, "unit_price": 1000}]},
        {"items": []},
        {"customer_gst_number": "29AACCT3705E000"},
        {"place_of_supply": "29"},
    ]
    for change in changes:
        refused(await garage.manager.put(f"/api/jobs/{job_id}", change), 409, "invoice_issued")
    reason = {"reason": "Wrong price"}
    path = f"/api/documents/credit-note/{job_id}/issue"
    refused(await garage.manager.post(path, reason), 403, "wrong_role")
    note = ok(await garage.owner.post(path, reason))
    assert note["number"] == "CN/2627/00001"
    refused(await garage.owner.post(path, reason), 409, "no_invoice")
    said = text_of(await pdf(garage.owner, f"{note['id']}/pdf"))
    for expected in ("Credit note", "CN/2627/00001", "INV/2627/00001", "Wrong price", "राज कुमार"):
        assert "".join(expected.split()) in "".join(said.split()), expected
    # The old invoice keeps its bytes, and a reprint says what happened; the job can be changed and invoiced anew.
    assert await pdf(garage.owner, f"{first['id']}/pdf", as_issued=True) == content
    assert "Cancelled by credit note CN/2627/00001 of 22 Nov 2026" in text_of(
        await pdf(garage.owner, f"{first['id']}/pdf")
    )
    assert "Pro-forma" in text_of(await pdf(garage.owner, f"invoice/{job_id}"))
    ok(await garage.manager.put(f"/api/jobs/{job_id}", {"items": [{**LABOUR, "unit_price": 1000}]}))
    second = await issue(garage.manager, job_id)
    assert second["number"] == "INV/2627/00002"
    rows = ok(await garage.owner.get("/api/documents", job_id=job_id))
    assert [(row["kind"], row["number"], row["credits"], row["credited_by"]) for row in rows] == [
        ("invoice", "INV/2627/00002", None, None),
        ("credit_note", "CN/2627/00001", "INV/2627/00001", None),
        ("invoice", "INV/2627/00001", None, "CN/2627/00001"),
    ]
    assert [row["total_amount"] for row in rows] == [1000, 1180, 1180]
    kinds = [entry["kind"] for entry in (await get_job(garage.owner, job_id))["updates"]]
    assert kinds.count("invoice_issued") == 2
    assert kinds.count("credit_note_issued") == 1
    await assert_sound(db, garage)


async def test_the_round_off_becomes_part_of_the_estimate(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=1234.56)
    # Before there is an invoice no paper asks for more than the job owes, which is all that can be recorded.
    draft = text_of(await pdf(garage.manager, f"invoice/{job_id}"))
    assert "₹1,234.56" in draft
    assert "1,235" not in draft
    await issue(garage.manager, job_id)
    job = await get_job(garage.manager, job_id)
    assert (job["estimated_amount"], job["remaining_amount"]) == (1235, 1235)
    assert "Round off" in text_of(await pdf(garage.manager, f"invoice/{job_id}"))
    # Lines are rounded when they are entered: the job card too says what they and the estimate differ by.
    lined = await make_job(garage.manager, items=[{**LABOUR, "unit_price": 1180.4}], estimated_amount=1180)
    card = text_of(await pdf(garage.manager, f"job-card/{lined}"))
    assert "Round off" in card
    assert "+91 91234 56789" in card
    # A bill that is paid to the paisa is left alone.
    paid = await make_job(garage.manager, estimated_amount=99.6, advance_paid=99.6)
    await issue(garage.manager, paid)
    assert (await get_job(garage.manager, paid))["estimated_amount"] == 99.6
    # A few paise that are rounded away settle a car that was delivered on credit.
    owing = await make_job(garage.manager, estimated_amount=100.4, advance_paid=100)
    await move_job(garage.manager, owing, "completed", "delivered")
    assert (await get_job(garage.manager, owing))["status"] == "credit_pending"
    await issue(garage.manager, owing)
    assert (await get_job(garage.manager, owing))["status"] == "delivered"
    await assert_sound(db, garage)


async def test_nothing_to_invoice_and_a_changed_registration(garage: Garage, db: Database) -> None:
    nothing = await make_job(garage.manager, estimated_amount=0)
    problem = refused(await garage.manager.post(f"/api/documents/invoice/{nothing}/issue"), 409, "nothing_to_invoice")
    assert "no labour, no parts and no estimate yet" in problem["detail"]
    assert "₹0.00" in text_of(await pdf(garage.manager, f"invoice/{nothing}"))
    job_id = await make_job(garage.manager, items=[LABOUR], estimated_amount=1180)
    ok(await garage.owner.put(f"/api/workshops/{garage.id}", {"gst_number": None}))
    refused(await garage.manager.post(f"/api/documents/invoice/{job_id}/issue"), 409, "registration_changed")
    ok(await garage.manager.put(f"/api/jobs/{job_id}", {"items": [LABOUR]}))
    assert (await issue(garage.manager, job_id))["number"].startswith("BILL/")
    said = text_of(await pdf(garage.manager, f"invoice/{job_id}"))
    assert "GST" not in said
    assert "Tax" not in said
    # What was refused took no number.
    assert [row["number"][-5:] for row in ok(await garage.owner.get("/api/documents"))] == ["00001"]
    await assert_sound(db, garage)


async def test_each_financial_year_and_prefix_begins_at_one(garage: Garage, clock: Clock, db: Database) -> None:
    async def number() -> str:
        return str((await issue(garage.manager, await make_job(garage.manager)))["number"])

    clock.set("2026-03-31T18:29:59Z")  # 23:59:59 in Kolkata
    assert [await number(), await number()] == ["INV/2526/00001", "INV/2526/00002"]
    clock.set("2026-03-31T18:30:00Z")
    assert await number() == "INV/2627/00001"
    ok(await garage.owner.post(f"/api/workshops/{garage.id}/billing", {"invoice_prefix": "PUNE"}))
    assert await number() == "PUNE/2627/00001"
    ok(await garage.owner.post(f"/api/workshops/{garage.id}/billing", {"invoice_prefix": "INV"}))
    assert await number() == "INV/2627/00002"
    await assert_sound(db, garage)


async def test_receipts(garage: Garage, db: Database, clock: Clock) -> None:
    clock.set("2026-11-22T06:00:00Z")
    job_id = await make_job(garage.manager, advance_paid=1180)
    advance = (await get_job(garage.manager, job_id))["payments"][0]["id"]
    said = text_of(await pdf(garage.manager, f"receipt/{advance}"))
    assert "Draft: not a receipt" in said
    issued = ok(await garage.manager.post(f"/api/documents/receipt/{advance}/issue"))
    assert issued["number"] == "RV/2627/00001"
    assert ok(await garage.owner.post(f"/api/documents/receipt/{advance}/issue"))["number"] == "RV/2627/00001"
    content = await pdf(garage.manager, f"receipt/{advance}")
    said = text_of(content)
    for expected in ("Receipt voucher", "RV/2627/00001", "CGST 9%", "₹1,180.00", "Test Customer", "₹3,820.00"):
        assert expected in said, expected
    assert "As of 22 Nov 2026, 11:30 Left to pay on this job ₹3,820.00" in " ".join(said.split())
    roll = await pdf(garage.manager, f"receipt/{advance}", format="thermal")
    assert "RV/2627/00001" in text_of(roll)
    assert roll != content
    second = await make_payment(garage.manager, job_id, 100, method="upi", reference="412345678901")
    assert ok(await garage.manager.post(f"/api/documents/receipt/{second}/issue"))["number"] == "RV/2627/00002"
    said = text_of(await pdf(garage.manager, f"receipt/{second}"))
    assert "412345678901" in said
    assert "CGST" not in said
    assert await pdf(garage.manager, f"receipt/{advance}") == content
    assert (await get_job(garage.manager, job_id))["payments"][0]["receipt_number"] == "RV/2627/00002"
    await reject_payment(garage.owner, second)
    for layout in ("a4", "thermal"):
        said = text_of(await pdf(garage.manager, f"receipt/{second}", format=layout))
        assert "Cancelled: payment rejected on 22 Nov 2026" in " ".join(said.split())
    refused(await garage.manager.post(f"/api/documents/receipt/{second}/issue"), 409, "payment_rejected")
    refused(await garage.manager.get(f"/api/documents/receipt/{advance}", format="a5"), 422, field="format")
    await assert_sound(db, garage)


async def test_job_card(garage: Garage) -> None:
    job_id = await make_job(
        garage.manager, work_description="Brakes squeal", internal_notes="Pays late", advance_paid=500
    )
    said = text_of(await pdf(garage.manager, f"job-card/{job_id}"))
    for expected in ("Job card", "Brakes squeal", "MH12AB1234", "Honda City", "₹5,000.00", "₹4,500.00", "Test Manager"):
        assert expected in said, expected
    assert "Pays late" not in said, "the customer gets the card"


async def test_whose_papers(garage: Garage, other_garage: Garage, anonymous: Api, db: Database) -> None:
    job_id = await make_job(garage.manager, advance_paid=100)
    payment_id = (await get_job(garage.manager, job_id))["payments"][0]["id"]
    document_id = (await issue(garage.manager, job_id))["id"]
    ok(await garage.manager.post(f"/api/documents/receipt/{payment_id}/issue"))
    colleague = await make_manager(garage.owner)
    gets = [f"invoice/{job_id}", f"job-card/{job_id}", f"receipt/{payment_id}", f"{document_id}/pdf"]
    posts = [f"invoice/{job_id}/issue", f"receipt/{payment_id}/issue"]
    for path in gets:
        for stranger in (colleague, other_garage.owner, other_garage.manager):
            refused(await stranger.get(f"/api/documents/{path}"), 404, "not_found")
        refused(await anonymous.get(f"/api/documents/{path}"), 401)
        await pdf(garage.owner, path)
    for path in posts:
        for stranger in (colleague, other_garage.owner, other_garage.manager):
            refused(await stranger.post(f"/api/documents/{path}"), 404, "not_found")
    refused(await other_garage.owner.post(f"/api/documents/credit-note/{job_id}/issue", {"reason": "x"}), 404)
    for stranger in (colleague, other_garage.owner):
        assert ok(await stranger.get("/api/documents")) == []
    assert len(ok(await garage.owner.get("/api/documents"))) == 2
    assert len(ok(await garage.manager.get("/api/documents", kind="receipt"))) == 1
    await assert_sound(db, garage)


async def test_fifty_at_once_leave_no_gap_and_no_duplicate(garage: Garage, db: Database, make_settings: Any) -> None:
    from tests.conftest import running

    jobs = [await make_job(garage.manager) for _ in range(50)]
    async with running(make_settings()) as second:
        # Two instances on one database: half of the requests each, and every invoice asked for at both.
        other = Api(second, garage.manager.token)
        asked = [
            person.post(f"/api/documents/invoice/{job_id}/issue")
            for job_id in jobs
            for person in (garage.manager, other)
        ]
        responses = await asyncio.gather(*asked)
    answered = [response for response in responses if response.status_code == 200]
    assert answered
    assert all(response.status_code in {200, 503} for response in responses)
    for job_id in jobs:
        await issue(garage.manager, job_id)
    numbers = sorted(row["number"] for row in await all_pages(garage.owner, "/api/documents", limit=20))
    assert [int(number[-5:]) for number in numbers] == list(range(1, 51))
    assert {response.json()["number"] for response in answered} <= set(numbers)
    await assert_sound(db, garage)


async def test_a_repeated_request_issues_once(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager)
    path = f"/api/documents/invoice/{job_id}/issue"
    responses = await asyncio.gather(*(garage.manager.post(path, key="same") for _ in range(5)))
    assert {(r.status_code, r.json()["number"]) for r in responses} == {(200, responses[0].json()["number"])}
    assert len(ok(await garage.owner.get("/api/documents"))) == 1
    await assert_sound(db, garage)


async def test_an_altered_or_missing_document_is_found(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager)
    document_id = (await issue(garage.manager, job_id))["id"]

    async def found() -> str:
        return " ".join(await problems(db, garage.id))

    documents = db.collection("documents")
    original = await documents.find_one({"_id": document_id})
    assert original is not None
    await documents.update_one({"_id": document_id}, {"$set": {"total_minor": 1}})
    assert "is not what was issued" in await found()
    await documents.update_one({"_id": document_id}, {"$set": {"total_minor": 500_000, "paper.in_words": "Nothing"}})
    assert "is not what was issued" in await found()
    await documents.delete_one({"_id": document_id})
    assert "was issued and is missing" in await found()
    assert "stands at 1" in await found()
    await documents.insert_one({**original, "serial": 2})
    assert "stands at 1" in await found()
    await documents.replace_one({"_id": document_id}, original)
    assert await found() == ""


async def test_upi_code_and_logo(garage: Garage) -> None:
    ok(
        await garage.owner.post(
            f"/api/workshops/{garage.id}/billing", {"vpa": "testmotors@upi", "terms": "No returns."}
        )
    )
    job_id = await make_job(garage.manager, advance_paid=1000)
    said = text_of(await pdf(garage.manager, f"invoice/{job_id}"))
    for expected in ("testmotors@upi", "Pay ₹4,000.00 by UPI", "No returns."):
        assert expected in said, expected
    await make_payment(garage.manager, job_id, 4000)
    assert "by UPI" not in text_of(await pdf(garage.manager, f"invoice/{job_id}"))


async def test_the_code_to_pay_an_amount_by(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=5000, vehicle_number="MH 12 AB 1234")
    path = f"/api/documents/upi-code/{job_id}"
    problem = refused(await garage.manager.get(path, amount="500"), 409, "no_upi_address")
    assert "The owner can enter it" in problem["detail"]
    ok(await garage.owner.post(f"/api/workshops/{garage.id}/billing", {"vpa": "testmotors@upi"}))
    code = ok(await garage.manager.get(path, amount="1234.50"))
    asked = parse_qs(urlsplit(code["link"]).query, strict_parsing=True)
    assert (asked["pa"], asked["am"], asked["cu"]) == (["testmotors@upi"], ["1234.50"], ["INR"])
    assert asked["tn"][0].startswith("MH 12 AB 1234 ")
    assert (code["amount"], code["vpa"], code["payee"]) == (1234.5, "testmotors@upi", "Test Motors")
    assert code["svg"].startswith("<svg")
    # Without an amount, what is outstanding.
    assert ok(await garage.owner.get(path))["amount"] == 5000
    for wrong in ("0", "0.00", "-5", "1e3", "12.345", "9999999999", "NaN", "५००", "1,000"):
        refused(await garage.manager.get(path, amount=wrong), 422, field="amount")
    await make_payment(garage.manager, job_id, 5000)
    assert "Nothing is outstanding" in refused(await garage.manager.get(path), 409, "nothing_to_pay")["detail"]
    await assert_sound(db, garage)


async def test_papers_abroad_have_no_upi_and_no_codes_of_india(anonymous: Api) -> None:
    dubai = {"currency": "AED", "timezone": "Asia/Dubai", "gst_number": "100000000000003"}
    garage = await make_garage(anonymous.http, **dubai)
    ok(await garage.owner.post(f"/api/workshops/{garage.id}/billing", {"vpa": "testmotors@upi"}))
    job_id = await make_job(garage.manager)
    # India's codes are no words of a bill there, unless the garage has codes of its own.
    said = text_of(await pdf(garage.manager, f"invoice/{job_id}"))
    assert "VAT 5%" in said
    assert "998714" not in said
    coded = await make_job(garage.manager, items=[{**LABOUR, "hsn_sac": "871410"}], estimated_amount=None)
    assert "871410" in text_of(await pdf(garage.manager, f"invoice/{coded}"))
    refused(await garage.manager.get(f"/api/documents/upi-code/{job_id}", amount="5"), 409, "not_rupees")


@pytest.mark.parametrize(
    ("fields", "job", "expected"),
    [
        ({}, {"customer_name": "x" * 120, "work_description": "brakes " * 285}, ["brakes brakes"]),
        ({}, {"customer_name": "#import *b* $x$ //", "work_description": "= Heading\n- <b>"}, ["$x$", "= Heading"]),
        ({"name": "ورشة النور", "currency": "AED", "timezone": "Asia/Dubai"}, {"customer_name": "محمد"}, ["AED"]),
        ({"gst_number": "not a gstin"}, {}, ["CGST 9%"]),
        ({"gst_number": "38AAPFU0939F1ZV"}, {}, ["UTGST 9%", "38 Ladakh"]),
    ],
    ids=["long", "markup", "Dubai", "odd-gstin", "Ladakh"],
)  # fmt: skip
async def test_odd_data_gives_a_sound_paper(
    anonymous: Api, fields: dict[str, Any], job: dict[str, Any], expected: list[str]
) -> None:
    garage = await make_garage(anonymous.http, **fields)
    job_id = await make_job(garage.manager, **job)
    await issue(garage.manager, job_id)
    for path in (f"invoice/{job_id}", f"job-card/{job_id}"):
        said = text_of(await pdf(garage.manager, path))
        if path.startswith("invoice"):
            for text in expected:
                assert text in said, text
