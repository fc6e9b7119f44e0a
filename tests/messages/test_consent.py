"""Who does not want messages gets none: by the link of a reminder, by word of mouth, at night, and once erased."""

import re

import httpx2
import pytest

from revops.core.time import now
from revops.jobs.status import JobStatus
from revops.messages.settings import MessageSettings
from revops.messages.unsubscribe_page import asked_page, ended_page, gone_page
from revops.messages.wording import (
    EVENTS,
    LANGUAGES,
    NO_MORE,
    REMINDER,
    SHIPPED,
    TO_FOLLOW,
    TO_GARAGE,
    Language,
    fill,
    isolate,
    method_words,
    readable,
    shipped,
    status_words,
    why_not,
)
from revops.mongo.client import Database
from tests.conftest import Clock
from tests.factories import Garage, get_job, move_job, new_email, ok, refused
from tests.messages.conftest import MailServer, write_about
from tests.messages.test_events import make_reachable_job, messages_of

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

_NAMES = re.compile(r"\{\w+\}")
_BEFORE_SUMS = re.compile(r"(..)\{(?:estimate|balance)\}")


async def test_a_reminder_ends_all_messages_with_one_click(
    writing: Garage, post: httpx2.AsyncClient, mail_server: MailServer
) -> None:
    raj = new_email("raj")
    job_id = await make_reachable_job(writing.manager, raj)
    body = {"job_id": job_id, "event": "balance_reminder"}
    customer_id = (await get_job(writing.manager, job_id))["customer_id"]
    ok(await writing.manager.request("PATCH", f"/api/customers/{customer_id}", json={"language": "hi"}))
    words = ok(await writing.manager.post("/api/messages/preview", body))
    assert [way["why_not"] for way in words["ways"] if way["channel"] == "email"] == [None]
    by_hand = {"channel": "email", "event": "balance_reminder", "text": words["text"], "subject": words["subject"]}
    ok(await writing.manager.post(f"/api/jobs/{job_id}/messages", by_hand))
    await messages_of(writing.manager, 2, job_id=job_id)
    letter = next(one for one in mail_server.letters(raj) if one["Subject"] == "MH12AB1234 की बाकी रकम")
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = letter["List-Unsubscribe"].strip("<>").removeprefix("https://garage.example")
    asked = await post.get(path)
    assert (asked.status_code, "Test Motors" in asked.text) == (200, True)
    assert "<script" not in asked.text
    # In the language of the letter, whatever the browser speaks; where there is none, in that of the browser.
    assert "संदेश बंद करें?" in asked.text
    nowhere = await post.get(f"{path[:-25]}x", headers={"accept-language": "fr, ar-AE;q=0.8"})
    assert (nowhere.status_code, 'lang="ar" dir="rtl"' in nowhere.text) == (404, True)
    forged = await post.post(path[:-1] + ("0" if path[-1] != "0" else "1"))
    assert forged.status_code == 404
    assert ok(await writing.manager.post("/api/messages/preview", body))["ways"] == words["ways"]
    done = await post.post(path, data={"List-Unsubscribe": "One-Click"})
    assert done.status_code == 200
    await move_job(writing.manager, job_id, "in_progress")
    (row,) = await messages_of(writing.manager, 1, state="suppressed", job_id=job_id)
    assert row["error"] == "The customer does not want messages at this address."
    consents = ok(await writing.manager.get(f"/api/customers/{customer_id}/consents"))
    (said,) = [one for one in consents if one["channel"] == "email"]
    assert (said["is_given"], said["how"], said["by_name"]) == (False, "unsubscribed", None)
    # The last word counts.
    yes = {"channel": "email", "address": raj, "is_given": True}
    ok(await writing.manager.put(f"/api/customers/{customer_id}/consents", yes))
    await move_job(writing.manager, job_id, "completed")
    await messages_of(writing.manager, 3, job_id=job_id)


async def test_at_night_messages_wait_for_the_morning(
    writing: Garage, post_db: Database, mail_server: MailServer
) -> None:
    raj = new_email("raj")
    at = now().astimezone()
    await write_about(writing, quiet_from="00:00", quiet_until="23:59")
    job_id = await make_reachable_job(writing.manager, raj)
    (row,) = await messages_of(writing.manager, 1, state="queued", job_id=job_id)
    task = await post_db.collection("tasks").find_one({"workshop_id": writing.id, "kind": "send_message"})
    assert task is not None
    assert (task["due_at"] > at, row["due_at"] is not None) == (True, True)
    assert mail_server.letters(raj) == []


def test_the_morning_is_the_garages(clock: Clock) -> None:
    settings = MessageSettings()
    clock.set("2026-11-28T15:31:00Z")  # 21:01 in Pune
    assert str(settings.not_before(now(), "Asia/Kolkata")) == "2026-11-29 02:30:00+00:00"
    assert settings.not_before(now(), "Europe/London") is None
    clock.set("2026-11-28T22:30:00Z")  # 04:00 on the 29th
    assert str(settings.not_before(now(), "Asia/Kolkata")) == "2026-11-29 02:30:00+00:00"
    clock.set("2026-11-29T02:30:00Z")
    assert settings.not_before(now(), "Asia/Kolkata") is None


async def test_whoever_is_erased_is_erased_from_messages(writing: Garage, post_db: Database) -> None:
    raj = new_email("raj")
    job_id = await make_reachable_job(writing.manager, raj, estimated_amount=0)
    await messages_of(writing.manager, 1, job_id=job_id)
    # One after the other: of a status that is over by then nobody is told.
    for count, status in enumerate(("in_progress", "completed", "delivered"), start=2):
        await move_job(writing.manager, job_id, status)
        await messages_of(writing.manager, count, job_id=job_id)
    customer_id = (await get_job(writing.manager, job_id))["customer_id"]
    given = {"channel": "email", "address": raj, "is_given": True}
    ok(await writing.owner.put(f"/api/customers/{customer_id}/consents", given))
    ok(await writing.owner.post(f"/api/customers/{customer_id}/erase"))
    # What he agreed to is gone with his addresses, and nobody can say it of him any more.
    consents = f"/api/customers/{customer_id}/consents"
    assert ok(await writing.owner.get(consents)) == []
    for channel, address in (("email", raj), ("whatsapp", "+919123456789")):
        said = {"channel": channel, "address": address, "is_given": True}
        refused(await writing.owner.put(consents, said), 422, field="address")
    agreed = {"consents": {"marketing": True}}
    path = f"/api/customers/{customer_id}"
    refused(await writing.owner.request("PATCH", path, json=agreed), 409, "customer_erased")
    erased = ok(await writing.owner.get(path))
    assert (erased["consents"], erased["email"], erased["phones"]) == ({}, None, [])
    rows = ok(await writing.owner.get("/api/messages", job_id=job_id))
    assert {(row["to"], row["text"], row["customer_name"]) for row in rows} == {(None, None, None)}
    for name in ("messages", "message_addresses", "tasks"):
        async for document in post_db.collection(name).find({"workshop_id": writing.id}):
            assert raj not in str(document)


def test_every_shipped_wording_can_be_filled_in() -> None:
    for event in EVENTS:
        for language in LANGUAGES:
            words = shipped(event, language)
            assert (why_not(event, words.subject), why_not(event, words.text)) == (None, None)
            # No language lacks an event that is written to customers, nor says another thing of it.
            if event not in TO_GARAGE:
                assert event in SHIPPED[language]
                english = shipped(event, "en")
                for said, meant in ((words.subject, english.subject), (words.text, english.text)):
                    assert sorted(_NAMES.findall(said)) == sorted(_NAMES.findall(meant)), (event, language)
                # An amount that is to follow is words, which no sentence in any language goes on after.
                if event != REMINDER:
                    assert all(before == ": " for before in _BEFORE_SUMS.findall(words.text)), (event, language)
    assert fill("Dear {customer}, {0.__class__}", {"customer": "{garage}"}) == "Dear {garage},"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_is_missing_in_a_language(language: Language) -> None:
    assert TO_FOLLOW[language]
    assert NO_MORE[language]
    assert "Rao" in asked_page(language, "Rao")
    assert "Rao" in ended_page(language, "Rao")
    assert f'lang="{language}"' in gone_page(language)
    assert all(status_words(status.value, language) for status in JobStatus)
    assert all(method_words(method, language) for method in ("cash", "upi", "card", "bank_transfer"))


def test_what_has_no_words_in_a_language_is_read_in_the_next_best() -> None:
    assert [readable(language) for language in ("en", "mr", "ar")] == [("en",), ("mr", "hi", "en"), ("ar", "en")]


def test_a_value_keeps_its_direction_among_words_from_right_to_left() -> None:
    assert isolate("+919812345678", "ar") == "\u2068+919812345678\u2069"
    assert (isolate("", "ar"), isolate("+919812345678", "mr")) == ("", "+919812345678")


async def test_a_name_that_cannot_be_filled_in_is_refused_at_saving(writing: Garage) -> None:
    wrong = {"event": "ready", "language": "en", "subject": "Ready", "text": "Dear {custmer}"}
    answer = refused(await writing.owner.put("/api/messages/templates", wrong), 422, field="text")
    assert "{custmer} cannot be filled in here" in answer["errors"][0]["message"]
    own = {**wrong, "text": "Come, {customer}!"}
    rows = ok(await writing.owner.put("/api/messages/templates", own))
    (ready,) = [row for row in rows if row["event"] == "ready"]
    assert ready["wordings"]["en"] == {"subject": "Ready", "text": "Come, {customer}!", "is_own": True}
    shown = ok(await writing.owner.post("/api/messages/preview", {"event": "ready", "language": "en"}))
    assert shown["text"] == "Come, Raj Kumar!"
