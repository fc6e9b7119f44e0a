"""The webhook: whose callbacks count, that the same again changes nothing, and where what customers write is shown."""

import hashlib
import hmac
import json
import re
import time
from typing import Any

import httpx2
import pytest

from revops.messages.whatsapp.stop_words import is_start, is_stop
from revops.messages.wording import OF_DIGEST
from revops.mongo.client import Database
from tests.conftest import eventually
from tests.factories import Garage, get_job, make_garage, make_job, make_manager, ok, refused
from tests.whatsapp import graph
from tests.whatsapp.messaging import (
    agree,
    make_agreeing,
    make_writing_garage,
    message_in,
    new_phone,
    refresh,
    replies_of,
    send,
    worked,
)
from tests.whatsapp.standing import StandIn

WEBHOOK = "/api/webhooks/whatsapp"
slow = pytest.mark.slow


def signed(body: bytes, secret: str = graph.APP_SECRET) -> dict[str, str]:
    """Return the headers of a callback."""
    signature = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return {"X-Hub-Signature-256": f"sha256={signature}", "Content-Type": "application/json"}


def test_stop_words_stand_alone_in_any_case_and_script() -> None:
    for text in ("STOP", " stop. ", "Unsubscribe", "please stop!", "बंद करो", "बन्द", "Don't message", "توقف"):
        assert is_stop(text), text
    assert not is_stop(None)
    for text in ("", "stop by at five", "Please stop the oil leak", "cancel", "no", "बंद गाड़ी", "x" * 50):
        assert not is_stop(text), text
    assert is_start("Start")
    assert not is_start("start the work")


async def test_without_whatsapp_there_is_no_webhook(http: httpx2.AsyncClient) -> None:
    refused(await http.get(WEBHOOK), 404, "not_found")
    refused(await http.post(WEBHOOK, content=b"{}", headers=signed(b"{}")), 404, "not_found")


@slow
async def test_meta_is_answered_its_challenge_for_the_right_token_only(line: httpx2.AsyncClient) -> None:
    asked = {"hub.mode": "subscribe", "hub.verify_token": "verify-token-of-the-tests", "hub.challenge": "1158201444"}
    answer = await line.get(WEBHOOK, params=asked)
    assert (answer.status_code, answer.text) == (200, "1158201444")
    assert answer.headers["content-type"].startswith("text/plain")
    for wrong in ({"hub.verify_token": "another"}, {"hub.mode": "unsubscribe"}, {"hub.verify_token": ""}):
        refused(await line.get(WEBHOOK, params={**asked, **wrong}), 403, "not_our_webhook")
    refused(await line.get(WEBHOOK), 403, "not_our_webhook")


@slow
async def test_what_is_not_metas_is_refused_counted_and_changes_nothing(
    line: httpx2.AsyncClient, told: StandIn, kept: Database
) -> None:
    body = json.dumps({"object": "whatsapp_business_account", "entry": []}).encode()
    before = await _counted(line, "forged")
    wrong: list[dict[str, str]] = [
        {},
        {"X-Hub-Signature-256": "sha256="},
        {"X-Hub-Signature-256": "sha256=é"},
        signed(body, "another secret"),
        signed(body + b" "),
        {"X-Hub-Signature-256": signed(body)["X-Hub-Signature-256"].removeprefix("sha256=")},
    ]
    for headers in wrong:
        encoded = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
        refused(await line.post(WEBHOOK, content=body, headers=encoded), 403, "not_our_webhook")
    assert await _counted(line, "forged") == before + len(wrong)
    assert (await line.post(WEBHOOK, content=body, headers=signed(body))).status_code == 200
    for odd in (b"[]", b"{", b"null", b""):
        refused(await line.post(WEBHOOK, content=odd, headers=signed(odd)), 400, "unreadable_callback")
    for odd in (b'{"entry": [1, {"changes": {}}, {"changes": [{"field": "messages", "value": []}]}]}',):
        assert (await line.post(WEBHOOK, content=odd, headers=signed(odd))).status_code == 200
    large = json.dumps({"entry": ["x" * 1024 * 1024]}).encode()
    assert (await line.post(WEBHOOK, content=large, headers=signed(large))).status_code == 413
    phone = new_phone()[1:]
    assert told.incoming("Hello", from_=phone, phone_number_id="999999999")["statuses"] == [200]
    assert told.incoming("Hello", from_=phone, secret="another")["statuses"] == [403]
    assert await kept.collection("message_replies").find_one({"phone": f"+{phone}"}) is None


async def _counted(line: httpx2.AsyncClient, outcome: str) -> float:
    said = (await line.get("/metrics")).text
    found = [
        row for row in said.splitlines() if row.startswith(f'revops_whatsapp_callbacks_total{{outcome="{outcome}"')
    ]
    return float(found[0].rpartition(" ")[2]) if found else 0.0


@slow
async def test_a_text_is_shown_to_the_people_of_the_newest_open_job_of_the_phone(
    line: httpx2.AsyncClient, told: StandIn, kept: Database
) -> None:
    garage, phone = await make_garage(line), new_phone()
    older = await make_job(garage.manager, phone=phone, vehicle_number="MH12AA0001")
    colleague = await make_manager(garage.owner)
    newer = await make_job(colleague, phone=phone, vehicle_number="MH12AA0002")
    told.incoming("When can I collect it?", from_=phone[1:])
    await worked(kept)
    (reply,) = await replies_of(garage)
    assert (reply["job_id"], reply["text"], reply["phone"]) == (newer, "When can I collect it?", phone)
    assert await replies_of(garage, job_id=older) == []
    assert await replies_of(garage, "manager") == []
    assert len(ok(await colleague.get("/api/messages/replies", job_id=newer))) == 1
    # Nobody of another garage sees it, and after a hand-over whoever has the job does.
    assert await replies_of(await make_garage(line)) == []
    moved = ok(await garage.owner.post(f"/api/members/{colleague.id}/hand-over", {"to": garage.manager.id}))
    assert moved
    assert len(await replies_of(garage, "manager")) == 1


@slow
async def test_an_answer_to_a_message_belongs_to_its_job(
    line: httpx2.AsyncClient, told: StandIn, kept: Database
) -> None:
    garage, phone = await make_writing_garage(line), new_phone()
    await refresh(garage, told)
    first = await make_agreeing(garage, phone)
    message = await message_in(kept, await send(garage, first), "sent")
    await make_job(garage.manager, phone=phone, vehicle_number="MH12AA0003")
    told.incoming("Thanks", from_=phone[1:], context=message["provider_id"])
    await worked(kept)
    (reply,) = await replies_of(garage)
    assert reply["job_id"] == first


@slow
async def test_a_text_of_nobody_is_kept_and_shown_to_no_stranger(
    line: httpx2.AsyncClient, told: StandIn, kept: Database
) -> None:
    # On a server of one garage it would be that one's.
    garage, _ = await make_garage(line), await make_garage(line)
    phone = new_phone()
    told.incoming("Do you repair tyres?", from_=phone[1:])
    await worked(kept)
    (row,) = await kept.collection("message_replies").find({"phone": phone}).to_list()
    assert (row["workshop_id"], row["text"]) == (None, "Do you repair tyres?")
    assert await replies_of(garage) == []


@slow
async def test_stop_ends_messages_in_all_garages_of_the_number_and_a_replay_does_nothing(
    line: httpx2.AsyncClient, told: StandIn, kept: Database
) -> None:
    garages, phone = [await make_writing_garage(line) for _ in range(2)], new_phone()
    jobs = [await make_agreeing(garage, phone) for garage in garages]
    stopped = told.incoming("STOP", from_=phone[1:], timestamp=int(time.time()) - 60)
    await worked(kept)
    for garage, job_id in zip(garages, jobs, strict=True):
        consent = await _consent(garage, job_id)
        assert (consent["is_given"], consent["how"]) == (False, "stop_word")
        body = {"channel": "whatsapp", "event": "by_hand", "text": "Hello"}
        refused(await garage.manager.post(f"/api/jobs/{job_id}/messages", body), 409)
    assert sum([len(await replies_of(garage)) for garage in garages]) == 1
    # Asked again, one says yes; the same text once more, a week later, is the old one.
    await agree(garages[0], jobs[0])
    await kept.collection("tasks").delete_many({"kind": "whatsapp_news"})
    told.incoming("STOP", from_=phone[1:], id=stopped["id"])
    await worked(kept)
    assert (await _consent(garages[0], jobs[0]))["is_given"] is True
    # Start takes back what stop did, and no other no.
    told.incoming("start", from_=phone[1:])
    await worked(kept)
    assert (await _consent(garages[1], jobs[1]))["how"] == "start_word"
    await agree(garages[1], jobs[1], is_given=False)
    told.incoming("start", from_=phone[1:])
    await worked(kept)
    assert (await _consent(garages[1], jobs[1]))["is_given"] is False


async def _consent(garage: Garage, job_id: str) -> dict[str, Any]:
    customer = (await get_job(garage.manager, job_id))["customer_id"]
    consents = ok(await garage.manager.get(f"/api/customers/{customer}/consents"))
    found: dict[str, Any] = next(consent for consent in consents if consent["channel"] == "whatsapp")
    return found


@slow
async def test_erasing_a_customer_erases_what_he_wrote(line: httpx2.AsyncClient, told: StandIn, kept: Database) -> None:
    garage, phone = await make_garage(line), new_phone()
    job_id = await make_job(garage.manager, phone=phone, estimated_amount=0)
    told.incoming("My secret", from_=phone[1:])
    await worked(kept)
    for status in ("in_progress", "completed", "delivered"):
        ok(await garage.manager.put(f"/api/jobs/{job_id}", {"status": status}))
    customer = (await get_job(garage.manager, job_id))["customer_id"]
    ok(await garage.owner.post(f"/api/customers/{customer}/erase"))
    (reply,) = await replies_of(garage)
    assert (reply["text"], reply["name"], reply["phone"]) == (None, None, None)


@slow
async def test_the_settings_show_the_number_its_limit_and_the_templates(
    line: httpx2.AsyncClient, told: StandIn, kept: Database
) -> None:
    garage = await make_garage(line)
    told.set(
        templates=[
            graph.template("revops_ready", "{{customer}}: {{vehicle}} is ready."),
            graph.template("revops_status_moved", "It is {{1}}."),
            graph.template("somebody_elses", "Hello"),
        ]
    )
    # A test reads anew; without one what was read is believed for ten minutes.
    await garage.owner.post("/api/messages/channels/whatsapp/test")
    shown = ok(await garage.owner.get("/api/messages/whatsapp"))
    assert (shown["is_set_up"], shown["problem"]) == (True, None)
    assert shown["number"]["customers_a_day"] == 250
    rows = {(row["event"], row["language"]): row for row in shown["templates"]}
    assert rows["ready", "en"]["is_usable"]
    assert rows["status_moved", "en"]["problem"].startswith("Its places are numbered")
    missing = rows["ready", "hi"]
    assert (missing["status"], missing["is_usable"]) == ("MISSING", False)
    # Meta takes none that ends with a place.
    assert "{{customer}}" in missing["text"]
    assert not missing["text"].endswith("}}")
    # The owner's digest is one, too: all that a template has of it is in the text to make it from.
    digest = rows["digest", "en"]
    assert (digest["name"], digest["status"]) == ("revops_digest", "MISSING")
    assert {f"{{{{{name}}}}}" for name in OF_DIGEST} <= set(re.findall(r"\{\{\w+\}\}", digest["text"]))
    assert ("digest", "hi") not in rows
    refused(await garage.manager.get("/api/messages/whatsapp"), 403)

    async def is_heard() -> bool:
        told.incoming("Hello", from_=new_phone()[1:])
        return ok(await garage.owner.get("/api/messages/whatsapp"))["heard_at"] is not None

    await eventually(is_heard, 30)
