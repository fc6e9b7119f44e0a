"""Thousands of reminders by WhatsApp: to no more customers in a day than Meta lets the number write, and none lost."""

import os

import httpx2
import pytest

from revops.core.time import now
from revops.mongo.client import Database, Document
from tests.conftest import eventually
from tests.factories import move_job, ok
from tests.messages.test_reminders import copy_debtor, days_pass, states_of
from tests.whatsapp import graph
from tests.whatsapp.conftest import TEMPLATES
from tests.whatsapp.messaging import make_agreeing, make_writing_garage, message_in, new_phone, refresh, send
from tests.whatsapp.standing import StandIn

pytestmark = pytest.mark.slow

# A few by day; thousands in a night (`make test-nightly`).
MANY = int(os.environ.get("REVOPS_TESTS_REMINDERS", "40"))
# Of the 250 customers of the number 50 are kept for other messages.
FOR_REMINDERS, ROOM = 200, 12
REMINDER = graph.template("revops_balance_reminder", "Dear {{customer}}, {{balance}} is still to be paid. Thank you.")


async def test_thousands_at_once_keep_what_meta_allows_and_none_is_lost(
    line: httpx2.AsyncClient, told: StandIn, kept: Database
) -> None:
    told.set(templates=[*TEMPLATES, REMINDER])
    garage = await make_writing_garage(line)
    await refresh(garage, told)
    job_id = await make_agreeing(garage, new_phone())
    await move_job(garage.manager, job_id, "in_progress", "completed", "delivered")
    await copy_debtor(kept, job_id, MANY)
    reached, at = kept.collection("whatsapp_reached"), now()
    await reached.delete_many({})
    others = [{"_id": f"other-{n}", "number": graph.PHONE_NUMBER_ID, "at": at} for n in range(FOR_REMINDERS - ROOM)]
    await reached.insert_many(others)

    async def are(**states: int) -> None:
        async def is_so() -> bool:
            return await states_of(kept, garage) == states

        await eventually(is_so)

    try:
        # Who sends them is told before how many go today, by which way, and over how many days.
        planned = ok(await garage.owner.get("/api/messages/reminders"))
        assert planned["ways"] == [{"channel": "whatsapp", "customers": MANY}]
        assert (planned["today"], planned["whatsapp_a_day"]) == (ROOM, FOR_REMINDERS)
        a_day = min(planned["a_day"], FOR_REMINDERS)
        assert planned["days"] == 1 - (ROOM - MANY) // a_day
        ok(await garage.owner.post("/api/messages/reminders", {"at_most": MANY}))
        await are(sent=ROOM, queued=MANY - ROOM)
        assert len({sent["to"] for sent in told.sent}) == len(told.sent) == ROOM
        # Some whose day came too soon: nobody asks Meta, and each waits for room.
        await days_pass(kept, garage, 10)
        waits: Document = {"workshop_id": garage.id, "state": "queued", "error": {"$regex": "kept for messages that"}}

        async def is_put_off() -> bool:
            return await kept.collection("messages").count_documents(waits) == 10

        await eventually(is_put_off)
        assert len(told.sent) == ROOM
        waiting = {"workshop_id": garage.id, "kind": "send_message", "state": "waiting"}
        assert await kept.collection("tasks").count_documents(waiting) == MANY - ROOM
        # That a car is ready goes out all the same.
        await message_in(kept, await send(garage, await make_agreeing(garage, new_phone())), "sent")
    finally:
        await reached.delete_many({"_id": {"$regex": "^other-"}})
