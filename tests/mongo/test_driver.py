"""The lean way over the network: what ends an operation early ends it at once, and the next one is answered."""

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Any

import pymongo
import pytest
from pymongo import AsyncMongoClient
from pymongo.asynchronous import pool
from pymongo.errors import AutoReconnect, NetworkTimeout, PyMongoError

from revops.mongo import driver

pytestmark = pytest.mark.slow

Client = AsyncMongoClient[dict[str, Any]]
_SECONDS = 4


@pytest.fixture
async def client(mongo_url: str) -> AsyncIterator[Client]:
    """A client of its own with one connection, which does nothing a second time."""
    one: Client = AsyncMongoClient(mongo_url, retryReads=False, maxPoolSize=1)
    async with one as client:
        yield client


async def _slow(client: Client) -> None:
    """Ask for what takes seconds."""
    slow = {
        "$expr": {
            "$function": {"body": f"function() {{ sleep({_SECONDS}000); return true }}", "args": [], "lang": "js"}
        }
    }
    await client.admin["system.version"].find_one(slow)


async def _answers(client: Client) -> bool:
    return bool((await client.admin.command("ping"))["ok"])


def test_the_driver_that_is_installed_was_read() -> None:
    """Another one runs as it comes: read its network layer before ``_READ_VERSION`` is changed."""
    assert driver.make_lean()
    assert vars(pool)["async_receive_message"] is driver._receive
    assert vars(pool)["async_sendall"] is driver._send


def test_a_driver_that_was_not_read_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of it is replaced."""
    monkeypatch.setattr(pymongo, "version_tuple", (5, 0, 0))
    monkeypatch.setattr(pool, "async_sendall", None)
    assert not driver.make_lean()
    assert vars(pool)["async_sendall"] is None


async def test_what_has_come_of_a_change_stream_is_known(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of another driver it is not looked for, and nothing waits."""
    things = client["changes"]["things"]
    async with await things.watch() as stream:
        assert not driver.is_more_here(stream)
        await things.insert_many([{}, {}])
        here = []
        for _ in range(2):
            assert (await stream.next())["operationType"] == "insert"
            here.append(driver.is_more_here(stream))
        assert here == [True, False]
        monkeypatch.setattr(pymongo, "version_tuple", (5, 0, 0))
        assert driver.is_more_here(stream)
    await client.drop_database("changes")


async def test_an_answer_that_does_not_come_is_waited_for_until_the_deadline(client: Client) -> None:
    """Of the operation, however long the answer takes."""
    started = time.monotonic()
    with pytest.raises(PyMongoError) as refused, pymongo.timeout(0.5):
        await _slow(client)
    assert refused.value.timeout
    assert time.monotonic() - started < _SECONDS - 1
    assert await _answers(client)


async def test_a_socket_that_stays_silent_is_given_up(mongo_url: str) -> None:
    """With the driver's own error, after the time the client gives an answer."""
    impatient: Client = AsyncMongoClient(mongo_url, retryReads=False, socketTimeoutMS=500)
    async with impatient as client:
        with pytest.raises(NetworkTimeout, match="timed out"):
            await _slow(client)
        assert await _answers(client)


async def test_what_waits_for_a_node_that_is_given_up_ends_at_once(client: Client) -> None:
    """The driver gives a node up when it does not answer its monitor: whoever waits need not wait for the socket."""
    waiting = asyncio.create_task(_slow(client))
    await asyncio.sleep(0.5)
    started = time.monotonic()
    for server in client._topology._servers.values():
        for given_up in list(server.pool.active_contexts):
            given_up.cancel()
    with pytest.raises(AutoReconnect, match="operation cancelled"):
        await waiting
    assert time.monotonic() - started < 1
    assert await _answers(client)


async def test_who_stops_waiting_leaves_no_answer_behind_for_the_next(client: Client) -> None:
    """The connection is closed with the answer that nobody takes."""
    waiting = asyncio.create_task(_slow(client))
    await asyncio.sleep(0.5)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert await _answers(client)


async def test_answers_go_to_who_asked(client: Client) -> None:
    """Many at the same time over one connection, short questions and one of several megabytes."""
    numbers = [client.admin.command("ping", comment="x" * (3_000_000 if n == 20 else n)) for n in range(40)]
    assert all(answer["ok"] for answer in await asyncio.gather(*numbers))
