"""Live pages: who is told of what, over real connections that stay open."""

import time
from contextlib import AsyncExitStack

import httpx2
import pytest

from revops.mongo.client import Database
from tests.conftest import SettingsMaker, eventually, no_cookies, running
from tests.factories import (
    make_garage,
    make_job,
    make_manager,
    make_member,
    make_payment,
    make_photo,
    make_settlement,
    ok,
    refused,
)
from tests.live.listening import ids_of, listening
from tests.live_server import LiveServer

pytestmark = pytest.mark.slow


async def test_each_is_told_of_what_he_sees_and_of_no_more(wire: httpx2.AsyncClient) -> None:
    garage, other = await make_garage(wire), await make_garage(wire)
    colleague = await make_manager(garage.owner)
    accountant = await make_member(garage.owner, "accountant")
    technician = await make_member(garage.owner, "technician")
    watching = (garage.owner, garage.manager, colleague, accountant, technician, other.owner)
    async with AsyncExitStack() as opened:
        owner, manager, his_colleague, books, work, stranger = [
            await opened.enter_async_context(listening(wire, person)) for person in watching
        ]
        begun = time.monotonic()
        job_id = await make_job(garage.manager, estimated_amount=5000)
        payment_id = await make_payment(garage.manager, job_id, 1000)
        for listener in (owner, manager, books):
            heard = await listener.until("payments", payment_id)
            assert ids_of(heard) == {job_id, payment_id}
        assert time.monotonic() - begun < 2
        settlement_id = await make_settlement(garage.manager, 100, [job_id])
        for listener in (owner, manager, books):
            assert ids_of(await listener.until("settlements", settlement_id)) == {settlement_id}
        ok(await garage.owner.put(f"/api/payments/{payment_id}/confirm"))
        ok(await garage.manager.put(f"/api/jobs/{job_id}", {"internal_notes": "Oil leaks"}))
        for listener in (owner, manager):
            assert ids_of(await listener.until("payments", payment_id)) <= {job_id, payment_id}
        # The colleague, the technician and the stranger hear of their own, and of nothing before it.
        colleagues = await make_job(colleague)
        assert ids_of(await his_colleague.until("jobs", colleagues)) == {colleagues}
        taken = {"manager_id": technician.id}
        ok(await garage.owner.put(f"/api/jobs/{job_id}", taken))
        assert ids_of(await work.until("jobs", job_id)) == {job_id}
        strangers = await make_job(other.manager)
        assert ids_of(await stranger.until("jobs", strangers)) == {strangers}
        # Whoever has a job no more is told nothing of it.
        ok(await garage.owner.put(f"/api/jobs/{job_id}", {"internal_notes": "Mended"}))
        own = await make_job(garage.manager)
        heard = await manager.until("jobs", own)
        told = [event for event in heard if job_id in event.data.get("jobs", ())]
        assert len(told) <= 2, "his last change of it, and that it went over"


async def test_messages_and_photos_of_others_are_told_to_who_may_read_them(
    wire: httpx2.AsyncClient, db: Database
) -> None:
    garage = await make_garage(wire)
    colleague = await make_manager(garage.owner)
    accountant = await make_member(garage.owner, "accountant")
    job_id, other = await make_job(garage.manager), await make_job(colleague)
    job = await db.collection("jobs").find_one({"_id": job_id})
    assert job is not None
    draft = {"channel": "email", "event": "by_hand", "text": "It is ready.", "is_draft": True}
    async with AsyncExitStack() as opened:
        owner, manager, his_colleague, books = [
            await opened.enter_async_context(listening(wire, person))
            for person in (garage.owner, garage.manager, colleague, accountant)
        ]
        # What was before may still be told to who has just begun to listen.
        begun = await make_job(garage.manager)
        for listener in (owner, manager, books):
            await listener.until("jobs", begun)
        begun = await make_job(colleague)
        for listener in (owner, his_colleague, books):
            await listener.until("jobs", begun)
        # Another device of theirs adds a photo, and writes.
        await make_photo(garage.owner, job_id)
        for listener in (owner, manager, books):
            assert ids_of(await listener.until("jobs", job_id)) == {job_id}
        message_id = ok(await garage.manager.post(f"/api/jobs/{job_id}/messages", draft))["id"]
        for listener in (owner, manager):
            (heard,) = await listener.until("messages", job_id)
            assert heard.data == {"messages": [job_id]}
        # Its state moves on, as when it is sent; what else changes of it is nobody's news.
        messages = db.collection("messages")
        await messages.update_one({"_id": message_id}, {"$set": {"attempts": 1}})
        await messages.update_one({"_id": message_id}, {"$set": {"state": "sent"}})
        for listener in (owner, manager):
            (heard,) = await listener.until("messages", job_id)
            assert heard.data == {"messages": [job_id]}
        reply = {"_id": "wamid.of-a-test", "workshop_id": garage.id, "manager_id": job["manager_id"], "job_id": job_id}
        await db.collection("message_replies").insert_one(reply)
        for listener in (owner, manager):
            assert ids_of(await listener.until("messages", job_id)) == {job_id}
        # The colleague has heard nothing of all that, and who keeps the books nothing of messages.
        ok(await colleague.post(f"/api/jobs/{other}/messages", draft))
        (heard,) = await his_colleague.until("messages", other)
        assert heard.data == {"messages": [other]}
        own = await make_job(colleague)
        assert ids_of(await books.until("jobs", own)) == {own}
        last = owner.last_id
    # Who was cut off hears of them too.
    await messages.update_one({"_id": message_id}, {"$set": {"state": "read"}})
    async with listening(wire, garage.owner, last) as again:
        assert job_id in ids_of(await again.until("messages", job_id))
    await db.collection("message_replies").delete_one({"_id": reply["_id"]})


async def test_nothing_is_missed_after_a_cut(wire: httpx2.AsyncClient) -> None:
    garage = await make_garage(wire)
    async with listening(wire, garage.owner) as listener:
        first = await make_job(garage.manager)
        await listener.until("jobs", first)
    meanwhile = await make_job(garage.manager)
    payment_id = await make_payment(garage.manager, meanwhile, 500)
    async with listening(wire, garage.owner, listener.last_id) as again:
        heard = await again.until("payments", payment_id)
        assert [event.name for event in heard] == ["change"] * len(heard)
        assert ids_of(heard) == {meanwhile, payment_id}
    # Once more from there there is nothing; and asked with no time, a stream tells what was missed and ends.
    async with listening(wire, garage.owner, again.last_id, seconds=0) as asked:
        assert await asked.has_ended()
        assert asked.last_id in {"", again.last_id}
    async with listening(wire, garage.owner, listener.last_id, seconds=0) as asked:
        assert ids_of(await asked.until("payments", payment_id)) == {meanwhile, payment_id}
        assert await asked.has_ended()


@pytest.mark.parametrize("last_id", ["1.1.1", "", "yesterday", "9999999999999.1.1", "1.1", "-1.0.0"])
async def test_who_was_away_for_too_long_asks_for_everything_anew(wire: httpx2.AsyncClient, last_id: str) -> None:
    garage = await make_garage(wire)
    async with listening(wire, garage.owner, last_id) as listener:
        assert (await listener.next()).name == "reload"
        job_id = await make_job(garage.manager)
        await listener.until("jobs", job_id)


async def test_a_stream_ends_with_its_session(wire: httpx2.AsyncClient) -> None:
    garage = await make_garage(wire)
    removed = await make_manager(garage.owner)
    changed = await make_manager(garage.owner)

    async with (
        listening(wire, garage.manager) as of_manager,
        listening(wire, removed) as of_removed,
        listening(wire, changed) as of_changed,
        listening(wire, garage.owner) as of_owner,
    ):
        ok(await garage.manager.post("/api/auth/logout"))
        assert await of_manager.has_ended()
        ok(await garage.owner.delete(f"/api/members/{removed.id}"))
        assert await of_removed.has_ended()
        ok(await garage.owner.put(f"/api/members/{changed.id}", {"grants": {"payments:read": False}}))
        assert await of_changed.has_ended()
        refused(await garage.manager.get("/api/events"), 401, "session_ended")
        refused(await removed.get("/api/events"), 401, "session_ended")
        # What he may see from now on he is told of again.
        async with listening(wire, changed) as again:
            job_id = await make_job(changed)
            payment_id = await make_payment(changed, job_id, 100)
            after = await make_job(changed)
            assert ids_of(await again.until("jobs", after)) == {job_id, after}
        assert ids_of(await of_owner.until("jobs", after)) >= {job_id, payment_id, after}
    gate = await make_member(garage.owner, "gate")
    refused(await gate.get("/api/events"), 403, "wrong_role")


async def test_open_streams_take_no_turn_and_the_oldest_of_a_user_makes_room(
    wire: httpx2.AsyncClient, live_server: LiveServer
) -> None:
    garage = await make_garage(wire)
    async with AsyncExitStack() as opened:
        # A client of its own: that of the others has no more than a few connections.
        limits = httpx2.Limits(max_connections=100)
        client = httpx2.AsyncClient(base_url=live_server.url, cookies=no_cookies(), limits=limits, timeout=60)
        await opened.enter_async_context(client)
        people = (garage.owner, garage.manager)
        streams = [[await opened.enter_async_context(listening(client, who)) for _ in range(8)] for who in people]
        for person in people:
            ok(await person.get("/api/jobs"))
        newest = await opened.enter_async_context(listening(client, garage.owner))
        assert await streams[0][0].has_ended()
        job_id = await make_job(garage.manager)
        for listener in (newest, *streams[0][1:], *streams[1]):
            await listener.until("jobs", job_id)

        async def measured() -> bool:
            metrics = (await client.get("/metrics")).text
            return "revops_live_streams_open 16.0" in metrics and "revops_http_requests_in_progress 1.0" in metrics

        await eventually(measured)


async def test_no_more_than_a_process_may_have(make_settings: SettingsMaker) -> None:
    async with running(make_settings(live_streams=0)) as http:
        garage = await make_garage(http)
        response = await garage.owner.get("/api/events", seconds=0)
        problem = refused(response, 429, "too_many_streams")
        assert problem["detail"].endswith("Reload the page to see what changed.")
        assert response.headers["retry-after"] == "60"
