"""Reminders of what is owed: once in so many days, no more in a day than may be, and none is lost."""

import asyncio
import datetime as dt
import itertools
import os
from typing import Any

import httpx2
import pytest

from revops.core.ids import new_id
from revops.mongo.client import Database, Document
from tests.conftest import SettingsMaker, eventually, running
from tests.factories import Garage, get_job, make_garage, make_payment, move_job, new_email, ok, refused
from tests.messages.conftest import MailServer, write_about
from tests.messages.test_events import make_reachable_job

_numbers = itertools.count(1)
pytestmark = [pytest.mark.anyio, pytest.mark.slow]


async def make_debtor(garage: Garage, email: str, **fields: Any) -> str:
    """Hand a car over that is not paid for; return the job's id."""
    number = next(_numbers)
    known_by = {
        "vehicle_number": f"MH12RM{number:04d}",
        "customer_name": f"Debtor {number}",
        "phone": f"98340{number:05d}",
    }
    job_id = await make_reachable_job(garage.manager, email, **{**known_by, **fields})
    await move_job(garage.manager, job_id, "in_progress", "completed", "delivered")
    return job_id


async def quiet_garage(http: httpx2.AsyncClient, **settings: Any) -> Garage:
    """Make a garage that has nothing sent by itself, and may write at any hour."""
    garage = await make_garage(http)
    await write_about(garage, events={}, **settings)
    return garage


async def remind(garage: Garage, job_id: str, **fields: Any) -> httpx2.Response:
    """Send a reminder by hand, in the words that are there."""
    shown = ok(await garage.manager.post("/api/messages/preview", {"event": "balance_reminder", "job_id": job_id}))
    body = {"channel": "email", "event": "balance_reminder", "subject": shown["subject"], "text": shown["text"]}
    return await garage.manager.post(f"/api/jobs/{job_id}/messages", {**body, **fields})


async def states_of(db: Database, garage: Garage) -> dict[str, int]:
    """Count the garage's messages by state."""
    by_state: Document = {"_id": "$state", "count": {"$sum": 1}}
    counted: list[Document] = [{"$match": {"workshop_id": garage.id}}, {"$group": by_state}]
    return {row["_id"]: row["count"] async for row in await db.collection("messages").aggregate(counted)}


async def test_a_customer_is_reminded_once_in_so_many_days(
    post: httpx2.AsyncClient, post_db: Database, mail_server: MailServer
) -> None:
    garage, raj = await quiet_garage(post), new_email("raj")
    job_id = await make_debtor(garage, raj, phone="9834100001")
    wanted = {"event": "balance_reminder", "job_id": job_id}
    assert ok(await garage.manager.post("/api/messages/preview", wanted))["remind_again_at"] is None
    # Two phones at the same moment: one of them.
    answers = await asyncio.gather(remind(garage, job_id), remind(garage, job_id))
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    problem = refused(await remind(garage, job_id), 409, "reminded_already")
    assert problem["detail"].startswith("This customer was reminded in the last 7 days. Call, or remind again from")
    assert ok(await garage.manager.post("/api/messages/preview", wanted))["remind_again_at"] is not None
    # Another car of the same customer is no other customer; a draft in an app of one's own is nobody's business.
    other = await make_debtor(garage, raj, phone="9834100001", estimated_amount=900)
    refused(await remind(garage, other), 409, "reminded_already")
    ok(await remind(garage, other, is_draft=True))
    await eventually(lambda: _has_letters(mail_server, raj, 1))
    # The garage's own number of days counts.
    old = {"$set": {"created_at": dt.datetime.now(dt.UTC) - dt.timedelta(days=3)}}
    await post_db.collection("messages").update_many({"workshop_id": garage.id}, old)
    refused(await remind(garage, job_id), 409, "reminded_already")
    ok(await garage.owner.put("/api/messages/settings", {"reminder_days": 2}))
    ok(await remind(garage, job_id))
    await eventually(lambda: _has_letters(mail_server, raj, 2))
    refused(await garage.owner.put("/api/messages/settings", {"reminder_days": 0}), 422, field="reminder_days")


async def _has_letters(mail_server: MailServer, to: str, count: int) -> bool:
    return len(mail_server.letters(to)) == count


async def test_all_are_reminded_after_it_was_said_how_many(
    post: httpx2.AsyncClient, post_db: Database, mail_server: MailServer
) -> None:
    garage = await quiet_garage(post)
    raj, asha, no = new_email("raj"), new_email("asha"), new_email("no")
    largest = await make_debtor(garage, raj, estimated_amount=9000, phone="9834100002")
    await make_debtor(garage, raj, estimated_amount=100, phone="9834100002")
    told = await make_debtor(garage, asha, estimated_amount=4000)
    refusing = await make_debtor(garage, no, estimated_amount=3000)
    customer = (await get_job(garage.manager, refusing))["customer_id"]
    said = {"channel": "email", "address": no, "is_given": False}
    ok(await garage.manager.put(f"/api/customers/{customer}/consents", said))
    # In the shop still: nothing is to be reminded of.
    await make_reachable_job(garage.manager, new_email("later"), phone="9123400003")
    ok(await remind(garage, told))
    refused(await garage.manager.get("/api/messages/reminders"), 403, "wrong_role")
    planned = ok(await garage.owner.get("/api/messages/reminders"))
    assert (planned["customers"], planned["amount"], planned["days"], planned["today"]) == (1, 9000, 1, 1)
    assert planned["ways"] == [{"channel": "email", "customers": 1}]
    assert (planned["reminded_lately"], planned["reminder_days"]) == (1, 7)
    why = {"why": "The customer does not want messages at this address.", "customers": 1}
    assert planned["not_reached"] == [why]
    made = ok(await garage.owner.post("/api/messages/reminders", {"at_most": 5}, key="all"))
    assert made == {"customers": 1, "message": "1 reminder goes out"}
    assert ok(await garage.owner.post("/api/messages/reminders", {"at_most": 5}, key="all")) == made
    await eventually(lambda: _has_letters(mail_server, raj, 1))
    (letter,) = mail_server.letters(raj)
    text = letter.get_body(("plain",))
    assert text is not None
    assert "₹9,000 is still to be paid" in text.get_content()
    assert "No more of these messages" in text.get_content()
    refused(await garage.owner.post("/api/messages/reminders", {"at_most": 5}), 409, "nobody_to_remind")
    assert await post_db.collection("messages").count_documents({"job_id": largest}) == 1
    assert mail_server.letters(no) == []


async def test_what_waits_says_what_is_owed_when_it_goes_and_nothing_once_it_is_paid(
    post: httpx2.AsyncClient, post_db: Database, mail_server: MailServer
) -> None:
    garage = await quiet_garage(post, daily_limit=1)
    first, part, paid = (new_email(name) for name in ("first", "part", "paid"))
    await make_debtor(garage, first, estimated_amount=9000)
    owing = await make_debtor(garage, part, estimated_amount=5000)
    clean = await make_debtor(garage, paid, estimated_amount=4000)
    planned = ok(await garage.owner.get("/api/messages/reminders"))
    assert (planned["customers"], planned["days"], planned["today"], planned["a_day"]) == (3, 3, 1, 1)
    made = ok(await garage.owner.post("/api/messages/reminders", {"at_most": 3}))
    assert made["message"] == "3 reminders go out, over 3 days"
    await eventually(lambda: _has_letters(mail_server, first, 1))
    await make_payment(garage.manager, owing, 2000, method="upi")
    await make_payment(garage.manager, clean, 4000, method="upi")
    for payment in ok(await garage.owner.get("/api/payments")):
        ok(await garage.owner.put(f"/api/payments/{payment['id']}/confirm"))
    ok(await garage.owner.put("/api/messages/settings", {"daily_limit": 50}))

    async def is_reminded() -> bool:
        # What was looked at before the server knew the new limit was put off once more.
        await days_pass(post_db, garage)
        return await _has_letters(mail_server, part, 1)

    await eventually(is_reminded)
    text = mail_server.letters(part)[0].get_body(("plain",))
    assert text is not None
    assert "₹3,000 is still to be paid" in text.get_content()

    async def is_left_out() -> bool:
        return (await states_of(post_db, garage)).get("suppressed") == 1

    await eventually(is_left_out)
    assert mail_server.letters(paid) == []


async def days_pass(db: Database, garage: Garage, count: int = 10) -> None:
    """Have so many of those that are put off be due, as if their day had come."""
    at = dt.datetime.now(dt.UTC)
    queued = db.collection("messages").find({"workshop_id": garage.id, "state": "queued"}, {"_id": 1}).limit(count)
    ids = [message["_id"] async for message in queued]
    await db.collection("messages").update_many({"_id": {"$in": ids}}, {"$set": {"due_at": at}})
    due = {"$set": {"due_at": at, "not_before": at}}
    # Not those that are being sent, or a second worker would begin them before the first is done.
    await db.collection("tasks").update_many({"payload.message_id": {"$in": ids}, "claim": None}, due)


# Twenty days of them; a hundred days in a night (`make test-nightly`).
MANY = int(os.environ.get("REVOPS_TESTS_REMINDERS", "2000"))


async def test_thousands_at_once_keep_the_days_limit_and_none_is_lost(
    make_settings: SettingsMaker, mail_server: MailServer, post_db: Database
) -> None:
    """So many are made, each with its day; today's go out over the socket, and the others wait."""
    settings = make_settings(db_name=post_db.name, messages_per_day=125, **mail_server.settings())
    async with running(settings) as http:
        garage = await quiet_garage(http, daily_limit=125)
        await owe(post_db, garage, MANY)
        planned = ok(await garage.owner.get("/api/messages/reminders"))
        plan = (planned["customers"], planned["a_day"], planned["today"], planned["days"])
        assert plan == (MANY, 100, 100, MANY // 100)
        made = ok(await garage.owner.post("/api/messages/reminders", {"at_most": MANY}))
        assert made["message"] == f"{MANY:,} reminders go out, over {MANY // 100} days"

        async def is_sent(count: int) -> bool:
            states = await states_of(post_db, garage)
            return states == {"sent": count, "queued": MANY - count}

        await eventually(lambda: is_sent(100), 120)
        # A message about a car that is ready goes out all the same: a part of the day is kept for it.
        job_id = await make_reachable_job(garage.manager, new_email("ready"), phone="9123400021")
        body = {"channel": "email", "event": "by_hand", "text": "Your car is ready."}
        ok(await garage.manager.post(f"/api/jobs/{job_id}/messages", body))

        async def has_gone() -> bool:
            return (await states_of(post_db, garage)).get("sent") == 101

        await eventually(has_gone, 60)
        # Some more are due, and today has no more room: each is put off, and none is lost.
        await days_pass(post_db, garage, 300)

        async def waits() -> bool:
            due = {"workshop_id": garage.id, "kind": "send_message", "due_at": {"$lte": dt.datetime.now(dt.UTC)}}
            return await post_db.collection("tasks").count_documents(due) == 0

        await eventually(waits, 120)
        assert await states_of(post_db, garage) == {"sent": 101, "queued": MANY - 100}
        waiting = {"workshop_id": garage.id, "kind": "send_message", "state": "waiting"}
        assert await post_db.collection("tasks").count_documents(waiting) == MANY - 100


async def owe(db: Database, garage: Garage, count: int) -> None:
    """Have so many customers owe, who have e-mail."""
    await copy_debtor(db, await make_debtor(garage, new_email("many")), count)


async def copy_debtor(db: Database, job_id: str, count: int) -> None:
    """Have so many customers owe, each on a job of his own: copies of one that was taken in as any is."""
    job = await db.collection("jobs").find_one({"_id": job_id})
    assert job is not None
    customer = await db.collection("customer_records").find_one({"_id": job["customer_id"]})
    assert customer is not None
    said = await db.collection("message_addresses").find_one(
        {"workshop_id": job["workshop_id"], "address": job["phone"]}
    )
    domain = (customer["email"] or "").partition("@")[2]
    for start in range(1, count, 1000):
        numbers = range(start, min(start + 1000, count))
        ids = {number: (new_id(), new_id(), f"+9190{number:08d}") for number in numbers}
        people = [
            {**customer, "_id": his, "phones": [phone], "intake_key": phone}
            | ({"email": f"many{number}@{domain}"} if domain else {})
            for number, (_, his, phone) in ids.items()
        ]
        jobs = [
            {**{name: value for name, value in job.items() if name != "number"}, "_id": its, "customer_id": his}
            | {"phone": phone}
            for its, his, phone in ids.values()
        ]
        await db.collection("customer_records").insert_many(people)
        await db.collection("jobs").insert_many(jobs)
        if said is not None:
            agreed = [{**said, "_id": new_id(), "address": phone} for *_, phone in ids.values()]
            await db.collection("message_addresses").insert_many(agreed)
