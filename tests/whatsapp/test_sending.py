"""Messages by WhatsApp, over sockets: what goes out, what follows from each refusal, and nothing twice."""

import asyncio

import httpx2
import pytest

from revops.core.time import now
from revops.mongo.client import Database
from tests.conftest import eventually
from tests.factories import Garage, make_job, ok, refused
from tests.whatsapp import graph
from tests.whatsapp.conftest import Server
from tests.whatsapp.messaging import (
    agree,
    make_agreeing,
    make_writing_garage,
    message_in,
    new_phone,
    refresh,
    send,
    worked,
)
from tests.whatsapp.standing import StandIn

pytestmark = pytest.mark.slow
TOLD = ", and the owner is told why. This goes out automatically once it works again."


@pytest.fixture(scope="module")
async def writer(line: httpx2.AsyncClient) -> Garage:
    """A garage that writes by WhatsApp."""
    return await make_writing_garage(line)


@pytest.fixture(autouse=True)
async def _refreshed(writer: Garage, told: StandIn) -> None:
    """What another test stopped goes on, and the templates are those of ``told``."""
    await refresh(writer, told)


async def test_a_message_goes_out_once_and_moves_forward_whatever_order_its_news_come_in(
    writer: Garage, told: StandIn, kept: Database
) -> None:
    phone = new_phone()
    message_id = await send(writer, await make_agreeing(writer, phone))
    message = await message_in(kept, message_id, "sent")
    (sent,) = told.sent
    assert (sent["to"], sent["biz_opaque_callback_data"]) == (phone[1:], message_id)
    assert sent["template"]["name"] == "revops_ready"
    assert message["provider_id"] == sent["id"]
    # Read before delivered, each twice, and what is older after all that.
    assert told.states(sent["id"], "read", "delivered", "read", "sent", "delivered") == [200] * 5
    message = await message_in(kept, message_id, "read")
    await worked(kept)
    assert (await message_in(kept, message_id, "read"))["state"] == "read"
    assert told.states(sent["id"], "failed") == [200]
    await worked(kept)
    assert (await message_in(kept, message_id, "read"))["error"] is None


async def test_who_was_not_asked_or_said_no_is_not_written_to(writer: Garage, told: StandIn, kept: Database) -> None:
    job_id = await make_job(writer.manager, phone=new_phone())
    body = {"channel": "whatsapp", "event": "by_hand", "text": "Hello"}
    refused(await writer.manager.post(f"/api/jobs/{job_id}/messages", body), 409)
    await agree(writer, job_id, is_given=False)
    refused(await writer.manager.post(f"/api/jobs/{job_id}/messages", body), 409)
    assert told.sent == []


async def test_nobody_there_marks_the_number_and_the_next_message_says_so(
    writer: Garage, told: StandIn, kept: Database
) -> None:
    """At once, and by a callback."""
    for is_at_once in (True, False):
        phone = new_phone()
        if is_at_once:
            told.set(refuse={phone[1:]: [131026]})
        job_id = await make_agreeing(writer, phone)
        message_id = await send(writer, job_id)
        if not is_at_once:
            message = await message_in(kept, message_id, "sent")
            told.states(message["provider_id"], "failed", code=131026)
        message = await message_in(kept, message_id, "failed")
        assert message["error"] == "This number is not on WhatsApp. (Meta's code 131026)"
        ways = ok(await writer.manager.post("/api/messages/preview", {"event": "ready", "job_id": job_id}))["ways"]
        (way,) = [way for way in ways if way["channel"] == "whatsapp"]
        assert "not on WhatsApp" in way["why_not"]


async def test_pair_rate_is_waited_out_and_the_message_goes_once(writer: Garage, told: StandIn, kept: Database) -> None:
    phone = new_phone()
    told.set(refuse={phone[1:]: [131056, 130429]}, next=[{"status": 503}])
    message_id = await send(writer, await make_agreeing(writer, phone))
    message = await message_in(kept, message_id, "sent")
    assert message["attempts"] == 4
    assert len(told.sent) == 1


async def test_what_meta_keeps_from_a_customer_waits_for_tomorrow(
    writer: Garage, told: StandIn, kept: Database
) -> None:
    phone = new_phone()
    told.set(refuse={phone[1:]: [131049]})
    message_id = await send(writer, await make_agreeing(writer, phone))

    async def is_put_off() -> bool:
        task = await kept.collection("tasks").find_one({"payload.message_id": message_id, "state": "waiting"})
        return task is not None and (task["due_at"] - now()).total_seconds() > 23 * 3600

    await eventually(is_put_off, 30)
    assert "tomorrow" in (await message_in(kept, message_id, "queued"))["error"]


async def test_a_bad_token_or_account_stops_the_channel_until_the_test_works(
    writer: Garage, told: StandIn, kept: Database
) -> None:
    for code, said in ((190, "make a new one"), (131031, "restricted"), (131042, "add a way to pay")):
        phone = new_phone()
        told.set(refuse={phone[1:]: [code]})
        message_id = await send(writer, await make_agreeing(writer, phone))

        async def is_stopped() -> bool:
            stopped = {"_id": "whatsapp", "stopped_at": {"$ne": None}}
            return await kept.collection("message_channels").find_one(stopped) is not None

        await eventually(is_stopped, 30)
        shown = ok(await writer.owner.get("/api/messages/settings"))["channels"]
        (channel,) = [channel for channel in shown if channel["channel"] == "whatsapp"]
        assert said in channel["reason"]
        # Others wait without a request to Meta.
        other = await send(writer, await make_agreeing(writer, new_phone()))
        await asyncio.sleep(1.5)
        assert told.sent == []
        ok(await writer.owner.post("/api/messages/channels/whatsapp/test"))
        assert told.sent[0]["template"]["name"] == "hello_world"
        shown = ok(await writer.owner.get("/api/messages/settings"))["channels"]
        assert [c["reason"] for c in shown if c["channel"] == "whatsapp"] == [None]
        waits = await message_in(kept, message_id, "queued")
        assert (waits["attempts"], waits["error"]) == (1, f"WhatsApp has stopped{TOLD}")
        assert (await message_in(kept, other, "queued"))["attempts"] == 0
        told.set(sent=[])


async def test_a_template_that_meta_refuses_stops_alone_and_is_said(
    writer: Garage, told: StandIn, kept: Database
) -> None:
    phone, talking = new_phone(), new_phone()
    told.set(refuse={phone[1:]: [132015]})
    message_id = await send(writer, await make_agreeing(writer, phone))
    stopped = kept.collection("message_channels")

    async def is_stopped() -> bool:
        return await stopped.find_one({"_id": "whatsapp:revops_ready en", "stopped_at": {"$ne": None}}) is not None

    await eventually(is_stopped, 30)
    try:
        shown = ok(await writer.owner.get("/api/messages/settings"))["channels"]
        (channel,) = [channel for channel in shown if channel["channel"] == "whatsapp"]
        assert channel["stopped_at"] is None
        (part,) = channel["parts"]
        assert part["part"] == "revops_ready en"
        assert part["reason"].startswith("Meta has paused the template because of its quality. (Meta's code 132015)")
        # Another by the same template waits, unsent; a text in words of one's own goes.
        waiting = await send(writer, await make_agreeing(writer, new_phone()))
        told.incoming("Is it ready?", from_=talking[1:])
        job_id = await make_agreeing(writer, talking)
        await worked(kept)
        await message_in(kept, await send(writer, job_id, "Nearly."), "sent")
        assert [sent["to"] for sent in told.sent] == [talking[1:]]
        waits = await message_in(kept, message_id, "queued")
        assert (waits["attempts"], waits["error"]) == (1, f"WhatsApp takes no messages of this kind now{TOLD}")
        assert (await message_in(kept, waiting, "queued"))["attempts"] == 0
    finally:
        await stopped.delete_one({"_id": "whatsapp:revops_ready en"})


async def test_the_number_writes_to_no_more_customers_in_a_day_than_meta_allows(
    writer: Garage, told: StandIn, kept: Database
) -> None:
    reached, at = kept.collection("whatsapp_reached"), now()
    others = [{"_id": f"other-{n}", "number": graph.PHONE_NUMBER_ID, "at": at} for n in range(250)]
    await reached.insert_many(others)
    try:
        message_id = await send(writer, await make_agreeing(writer, new_phone()))

        async def waits() -> bool:
            return (await message_in(kept, message_id, "queued"))["error"] is not None

        await eventually(waits, 30)
        error = (await message_in(kept, message_id, "queued"))["error"]
        assert error.startswith("WhatsApp lets this number write to 250 customers in 24 hours.")
        task = await kept.collection("tasks").find_one({"payload.message_id": message_id})
        assert task is not None
        assert (task["due_at"] - now()).total_seconds() > 23 * 3600
        assert told.sent == []
        # With room for fifty, what is no reminder goes.
        await reached.delete_many({"_id": {"$in": [f"other-{n}" for n in range(50)]}})
        await message_in(kept, await send(writer, await make_agreeing(writer, new_phone())), "sent")
    finally:
        await reached.delete_many({"_id": {"$regex": "^other-"}})


async def test_the_test_fails_with_the_reason_in_a_sentence(writer: Garage, told: StandIn) -> None:
    told.set(token="another")
    problem = refused(await writer.owner.post("/api/messages/channels/whatsapp/test"), 409)
    assert problem["detail"].startswith("Meta does not accept the access token: make a new one")
    told.set(token=graph.TOKEN, templates=[])
    problem = refused(await writer.owner.post("/api/messages/channels/whatsapp/test"), 409)
    assert problem["detail"].startswith("The account at Meta works, but no template is approved")


async def test_without_an_approved_template_a_text_goes_out_within_the_window_only(
    writer: Garage, told: StandIn, kept: Database
) -> None:
    phone = new_phone()
    job_id = await make_agreeing(writer, phone)
    message = await message_in(kept, await send(writer, job_id, event="status_moved"), "failed")
    assert message["error"].startswith("Meta has approved no template revops_status_moved")
    message = await message_in(kept, await send(writer, job_id, "Come at five"), "failed")
    assert message["error"].startswith("The customer has not written for 24 hours")
    told.incoming("When?", from_=phone[1:])
    await worked(kept)
    await message_in(kept, await send(writer, job_id, "Come at five"), "sent")
    await message_in(kept, await send(writer, job_id, event="status_moved"), "sent")
    assert [sent["type"] for sent in told.sent] == ["text", "text"]
    assert told.sent[0]["text"]["body"] == "Come at five"


async def test_a_paper_is_handed_over_once_and_its_id_used_again(writer: Garage, told: StandIn, kept: Database) -> None:
    job_id = await make_agreeing(writer, new_phone())
    issued = ok(await writer.manager.post(f"/api/documents/invoice/{job_id}/issue"))
    preview = ok(await writer.manager.post("/api/messages/preview", {"event": "invoice_issued", "job_id": job_id}))
    body = {"channel": "whatsapp", "event": "invoice_issued", "text": preview["text"]}
    for _ in range(2):
        made = ok(await writer.manager.post(f"/api/jobs/{job_id}/messages", body))
        await message_in(kept, made["id"], "sent")
    assert sum(asked.endswith("/media") for asked in told.asked) == 1
    documents = [sent["template"]["components"][0]["parameters"][0]["document"] for sent in told.sent]
    assert documents[0] == documents[1]
    assert documents[0]["filename"] == f"{issued['number'].replace('/', '-')}.pdf"
    (uploaded,) = told.media.values()
    assert uploaded["bytes"] > 5_000


async def test_a_cut_after_the_request_is_perhaps_sent_and_a_callback_settles_it(
    writer: Garage, told: StandIn, kept: Database
) -> None:
    told.set(next=[{"cut": True}])
    job_id = await make_agreeing(writer, new_phone())
    message_id = await send(writer, job_id)
    message = await message_in(kept, message_id, "unsure")
    assert message["error"].startswith("It was perhaps sent: WhatsApp did not answer.")
    assert message["provider_id"] is None
    (shown,) = ok(await writer.manager.get("/api/messages", job_id=job_id))
    assert (shown["state"], shown["may_retry"]) == ("unsure", True)
    await asyncio.sleep(1)
    (sent,) = told.sent
    told.states(sent["id"], "delivered")
    message = await message_in(kept, message_id, "delivered")
    assert (message["provider_id"], message["error"]) == (sent["id"], None)
    assert len(told.sent) == 1


async def test_killed_between_meta_and_the_record_it_is_not_sent_twice(
    writer: Garage, told: StandIn, kept: Database, server: Server
) -> None:
    told.set(next=[{"delay": 600}])
    message_id = await send(writer, await make_agreeing(writer, new_phone()))

    async def is_taken() -> bool:
        return len(told.sent) == 1

    await eventually(is_taken, 30)
    await asyncio.to_thread(server.kill)
    (sent,) = told.sent
    # Its claim runs out at once, and not after half a minute.
    of_it = {"payload.message_id": message_id}
    await kept.collection("tasks").update_one(of_it, [{"$set": {"due_at": "$$NOW"}}])
    await asyncio.to_thread(server.start)
    message = await message_in(kept, message_id, "unsure")
    assert message["error"].startswith("It was perhaps sent: the server ended before WhatsApp answered.")
    told.states(sent["id"], "sent", "delivered")
    await message_in(kept, message_id, "delivered")
    assert [one["biz_opaque_callback_data"] for one in told.sent] == [message_id]
