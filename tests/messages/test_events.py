"""Messages follow from events: if and only if these happen, once, in the customer's language, to whom it concerns."""

from typing import Any

import httpx2
import pytest

from revops.core.time import from_millis
from revops.mongo.client import Database
from tests.conftest import eventually
from tests.factories import (
    Garage,
    Person,
    confirm_payment,
    get_job,
    make_garage,
    make_job,
    make_payment,
    make_settlement,
    move_job,
    new_email,
    ok,
    refused,
)
from tests.files.conftest import LOGO
from tests.messages.conftest import MailServer
from tests.sealing import follows_nothing
from tests.settlements.counts import hand_over

pytestmark = [pytest.mark.anyio, pytest.mark.slow]


async def make_reachable_job(manager: Person, email: str, language: str = "en", **fields: Any) -> str:
    """Take a vehicle in of a customer with an e-mail address; return the job's id."""
    job_id = await make_job(manager, customer_email=email, **fields)
    if language != "en":
        customer_id = (await get_job(manager, job_id))["customer_id"]
        ok(await manager.request("PATCH", f"/api/customers/{customer_id}", json={"language": language}))
    return job_id


async def messages_of(person: Person, count: int, *, state: str = "sent", **params: Any) -> list[dict[str, Any]]:
    """Wait until so many messages are in a state; return them, newest first."""

    async def are_there() -> bool:
        return len(ok(await person.get("/api/messages", state=state, **params))) >= count

    await eventually(are_there)
    rows: list[dict[str, Any]] = ok(await person.get("/api/messages", state=state, **params))
    assert len(rows) == count, rows
    return rows


async def test_a_job_is_written_about_from_intake_to_invoice(writing: Garage, mail_server: MailServer) -> None:
    ok(await writing.owner.put(f"/api/workshops/{writing.id}/logo", {"image": LOGO}))
    raj = new_email("raj")
    job_id = await make_reachable_job(writing.manager, raj, advance_paid=1000)
    await messages_of(writing.manager, 2, job_id=job_id)
    payment_id = await make_payment(writing.manager, job_id, 500, method="upi")
    await messages_of(writing.owner, 2, event="payment_waiting")
    await confirm_payment(writing.owner, payment_id)
    await move_job(writing.manager, job_id, "in_progress")
    await messages_of(writing.manager, 1, event="status_moved")
    await move_job(writing.manager, job_id, "completed")
    ok(await writing.manager.post(f"/api/documents/invoice/{job_id}/issue"))
    rows = await messages_of(writing.manager, 7, job_id=job_id)
    assert {row["event"] for row in rows} == {
        "job_taken_in", "payment_received", "payment_confirmed", "status_moved", "ready", "invoice_issued",
    }  # fmt: skip
    letters = {str(letter["Subject"]): letter for letter in mail_server.letters(raj)}
    assert len(letters) == len(mail_server.letters(raj)) == 7
    ready = letters["MH12AB1234 is ready"]
    text = ready.get_body(("plain",))
    assert text is not None
    assert "Balance: ₹3,500" in text.get_content()
    # On his page he pays what is open.
    assert "https://garage.example/c/" in text.get_content()
    assert "Test Motors" in ready["From"]
    assert ready["Reply-To"].addresses[0].addr_spec == writing.owner.email
    assert ready["List-Unsubscribe"] is None
    page = ready.get_body(("html",))
    assert page is not None
    assert "is ready to collect" in page.get_content()
    assert '<img src="cid:logo"' in page.get_content()
    logos = [part for part in ready.walk() if part["Content-ID"] == "<logo>"]
    assert [part.get_content_type() for part in logos] == ["image/png"]
    (invoice,) = [letter for subject, letter in letters.items() if subject.startswith("Invoice ")]
    (paper,) = invoice.iter_attachments()
    assert paper.get_content()[:5] == b"%PDF-"
    assert paper.get_content_type() == "application/pdf"
    # Whoever confirms money is written to, and not the customer's letters.
    subjects = {str(letter["Subject"]) for letter in mail_server.letters(writing.owner.email)}
    assert subjects == {"To confirm: ₹1,000 in cash", "To confirm: ₹500 by UPI"}


async def test_what_is_off_makes_no_task(post: httpx2.AsyncClient, post_db: Database, mail_server: MailServer) -> None:
    garage = await make_garage(post)
    raj = new_email("raj")
    job_id = await make_reachable_job(garage.manager, raj)
    await make_payment(garage.manager, job_id, 500)
    assert await follows_nothing(post_db, garage.id)
    assert await post_db.collection("tasks").count_documents({"workshop_id": garage.id}) == 0
    assert ok(await garage.owner.get("/api/messages")) == []
    assert mail_server.letters(raj) == []


async def test_what_is_not_so_any_more_when_it_leaves_is_not_said(
    writing: Garage, post_db: Database, mail_server: MailServer
) -> None:
    """All of it waits for the mail server, and by the time that it answers the garage has taken all of it back."""
    owner, manager = writing.owner, writing.manager
    raj = new_email("raj")
    channel: dict[str, Any] = {
        "stopped_at": "now",
        "reason": "No mail server answers.",
        "again_at": from_millis(4_000_000_000_000),
    }
    await post_db.collection("message_channels").update_one({"_id": "email"}, {"$set": channel}, upsert=True)
    try:
        job_id = await make_reachable_job(manager, raj)
        payment_id = await make_payment(manager, job_id, 500)
        settlement_id = await make_settlement(manager, 500)
        await move_job(manager, job_id, "completed")
        ok(await manager.post(f"/api/documents/invoice/{job_id}/issue"))
        events = {"job_taken_in", "payment_received", "ready", "invoice_issued"}
        await messages_of(owner, len(events), state="queued", job_id=job_id)
        await messages_of(owner, 1, state="queued", event="payment_waiting")
        await messages_of(owner, 1, state="queued", event="settlement_submitted")
        reason = {"reason": "Wrong customer"}
        ok(await owner.post(f"/api/documents/credit-note/{job_id}/issue", reason))
        ok(await manager.post(f"/api/settlements/{settlement_id}/cancel", reason))
        ok(await manager.post(f"/api/payments/{payment_id}/cancel", reason))
        ok(await manager.put(f"/api/jobs/{job_id}", {"status": "in_progress"}))
        ok(await manager.post(f"/api/jobs/{job_id}/cancel", reason))
    finally:
        ok(await owner.post("/api/messages/channels/email/test"))
    waiting = {"workshop_id": writing.id, "kind": "send_message"}
    at_once = {"$set": {"due_at": from_millis(0), "not_before": from_millis(0)}}
    await post_db.collection("tasks").update_many(waiting, at_once)
    rows = await messages_of(owner, len(events) + 3, state="suppressed")
    said = {row["event"]: row["error"] for row in rows}
    assert said == {
        "job_taken_in": "The job was cancelled by then.",
        "payment_received": "The payment was cancelled by then, so the customer is not told of it.",
        "ready": "The job had another status by then.",
        "status_moved": "The job had another status by then.",
        "invoice_issued": "A credit note had taken this invoice back by then.",
        "payment_waiting": "The payment was confirmed or taken back by then.",
        "settlement_submitted": "The cash was received, rejected or taken back by then.",
    }
    assert mail_server.letters(raj) == []


async def test_an_event_that_is_undone_makes_no_message(writing: Garage, post_db: Database) -> None:
    """More than is outstanding is refused in the middle of its transaction."""
    raj = new_email("raj")
    job_id = await make_reachable_job(writing.manager, raj, estimated_amount=1000)
    await messages_of(writing.manager, 1, job_id=job_id)
    body = {"job_id": job_id, "amount": 2000, "payment_type": "partial", "method": "cash"}
    refused(await writing.manager.post("/api/payments", body), 409, "more_than_outstanding")
    key = "the-same-payment"
    for _ in range(3):
        ok(await writing.manager.post("/api/payments", {**body, "amount": 400}, key=key))
    await messages_of(writing.manager, 1, job_id=job_id, event="payment_received")
    announced = {"workshop_id": writing.id, "kind": "announce"}
    assert await follows_nothing(post_db, writing.id)
    assert await post_db.collection("tasks").count_documents(announced) == 0


async def test_a_customer_reads_his_own_language(writing: Garage, mail_server: MailServer) -> None:
    raj = new_email("raj")
    job_id = await make_reachable_job(writing.manager, raj, "hi", customer_name="राज कुमार")
    await messages_of(writing.manager, 1, job_id=job_id)
    await move_job(writing.manager, job_id, "in_progress")
    await messages_of(writing.manager, 2, job_id=job_id)
    last = mail_server.letters(raj)[-1]
    text = last.get_body(("plain",))
    assert text is not None
    assert "नमस्ते राज कुमार" in text.get_content()
    assert "काम चल रहा है" in text.get_content()


@pytest.mark.parametrize(
    ("language", "greeting", "status", "direction"),
    [("mr", "नमस्कार", "काम सुरू आहे", "ltr"), ("ar", "مرحباً", "العمل جارٍ", "rtl")],
)
async def test_marathi_and_arabic_are_written_as_they_are_read(
    writing: Garage, mail_server: MailServer, language: str, greeting: str, status: str, direction: str
) -> None:
    raj = new_email("raj")
    job_id = await make_reachable_job(writing.manager, raj, language)
    await messages_of(writing.manager, 1, job_id=job_id)
    await move_job(writing.manager, job_id, "in_progress")
    await messages_of(writing.manager, 2, job_id=job_id)
    last = mail_server.letters(raj)[-1]
    text, page = last.get_body(("plain",)), last.get_body(("html",))
    assert text is not None
    assert page is not None
    for said in (greeting, status):
        assert said in text.get_content()
    assert f'<html lang="{language}" dir="{direction}">' in page.get_content()
    assert ("\u2068" in text.get_content()) == (direction == "rtl")


async def test_cash_handed_over_is_told_to_the_owner_alone(writing: Garage, mail_server: MailServer) -> None:
    job_id = await make_job(writing.manager)
    await make_payment(writing.manager, job_id, 800)
    await make_settlement(writing.manager, 800, [job_id])
    await messages_of(writing.owner, 1, event="settlement_submitted")
    assert ok(await writing.manager.get("/api/messages", event="settlement_submitted")) == []
    (letter,) = [one for one in mail_server.letters(writing.owner.email) if "handed over" in str(one["Subject"])]
    assert letter["Subject"] == "Cash handed over: ₹800"
    await make_payment(writing.manager, job_id, 700)
    ok(await writing.owner.put(f"/api/workshops/{writing.id}", {"blind_counts": True}))
    await hand_over(writing.manager, {"500": 1})
    await messages_of(writing.owner, 2, event="settlement_submitted")
    letters = [one for one in mail_server.letters(writing.owner.email) if "handed over" in str(one["Subject"])]
    assert letters[-1]["Subject"] == "Cash handed over: a sum to count"
    text = letters[-1].get_body(("plain",))
    assert text is not None
    assert "500" not in text.get_content()
