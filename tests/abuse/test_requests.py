"""Bodies that come slowly, or not at all, cost whoever sends them a connection, and nobody else anything."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from urllib.parse import urlsplit

import httpx2
import psutil
import pytest
from starlette.types import Message

from revops.core.errors import BadRequest, Refused, TooManyRequests
from revops.http.bodies import Bodies
from revops.mongo.client import Database
from tests.conftest import SettingsMaker, eventually, running
from tests.factories import make_garage, make_job, ok, refused
from tests.invariants import assert_invariants
from tests.live_server import LiveServer

pytestmark = pytest.mark.slow

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]
Connect = Callable[[str], Awaitable[Streams]]


@pytest.fixture
async def connect(live_server: LiveServer) -> AsyncIterator[Connect]:
    """Send the beginning of a request to the live server."""
    address = urlsplit(live_server.url)
    opened: list[asyncio.StreamWriter] = []

    async def sending(text: str) -> Streams:
        reader, writer = await asyncio.open_connection(address.hostname, address.port)
        opened.append(writer)
        writer.write(text.encode())
        return reader, writer

    yield sending
    for writer in opened:
        writer.transport.abort()


def _post(path: str, token: str | None = None) -> str:
    signed = f"Authorization: Bearer {token}\r\n" if token else ""
    json = "Content-Type: application/json\r\nContent-Length: 1000\r\n"
    return f"POST {path} HTTP/1.1\r\nHost: garage\r\n{signed}{json}\r\n{{"


async def _status(streams: Streams) -> int:
    head = await asyncio.wait_for(streams[0].readuntil(b"\r\n\r\n"), 20)
    return int(head[9:12])


async def test_bodies_that_never_come_keep_nobody_out(wire: httpx2.AsyncClient, connect: Connect) -> None:
    garage = await make_garage(wire)
    for path, token in (("/api/auth/login", None), ("/api/jobs", garage.owner.token)):
        waiting = [await connect(_post(path, token)) for _ in range(14)]
        await asyncio.sleep(0.2)
        for _ in range(5):
            ok(await garage.owner.get("/api/jobs"))
            await make_job(garage.manager)
        for _, writer in waiting:
            writer.transport.abort()


async def test_a_stranger_is_refused_before_the_body_is_read(connect: Connect) -> None:
    assert await _status(await connect(_post("/api/payments"))) == 401
    assert await _status(await connect(_post("/api/payments", "no.good.token"))) == 401


async def test_one_address_has_so_many_under_way(wire: httpx2.AsyncClient, connect: Connect) -> None:
    waiting = [await connect(_post("/api/auth/login")) for _ in range(32)]
    await asyncio.sleep(0.3)
    assert await _status(await connect(_post("/api/auth/login"))) == 429
    waiting[0][1].transport.abort()
    await asyncio.sleep(0.3)
    answer = await wire.post("/api/auth/login", json={"email": "nobody@garage.example", "password": "not-the-one"})
    refused(answer, 401)


def _coming(*parts: bytes, every: float) -> Callable[[], Awaitable[Message]]:
    """Receive these parts, one after the other, and then nothing."""
    rest = list(parts)

    async def receive() -> Message:
        await asyncio.sleep(every if rest else 60)
        return {"type": "http.request", "body": rest.pop(0), "more_body": True}

    return receive


async def test_a_body_has_so_much_time() -> None:
    reader = Bodies(1000, 2, max_seconds=0.5, max_pause_seconds=0.2)
    scope = {"client": ("192.0.2.1", 1)}
    for parts, every in (((), 0.0), ((b"x",), 0.0), ((b"x",) * 100, 0.05), ((b"",) * 100, 0.05)):
        with pytest.raises(Refused) as caught:
            await reader.read(scope, _coming(*parts, every=every))
        assert (caught.value.status, caught.value.headers) == (408, {"Connection": "close"})
    with pytest.raises(Refused) as caught:
        await reader.read(scope, _coming(*[b"x" * 400] * 3, every=0))
    assert caught.value.status == 413


async def test_a_body_is_handed_over_whole_and_what_ends_early_is_refused() -> None:
    reader = Bodies(1000, 2)
    messages: list[Message] = [
        {"type": "http.request", "body": b"one ", "more_body": True},
        {"type": "http.request", "body": b"two"},
        {"type": "http.disconnect"},
    ]

    async def receive() -> Message:
        return messages.pop(0)

    whole = await reader.read({}, receive)
    assert await whole() == {"type": "http.request", "body": b"one two", "more_body": False}
    assert await whole() == {"type": "http.disconnect"}
    messages = [{"type": "http.request", "body": b"one ", "more_body": True}, {"type": "http.disconnect"}]
    with pytest.raises(BadRequest):
        await reader.read({}, receive)


async def test_addresses_are_counted_apart() -> None:
    reader = Bodies(1000, 2)
    never = _coming(every=60)
    waiting = [asyncio.create_task(reader.read({"client": (f"2001:db8::{n}", 1)}, never)) for n in range(2)]
    await asyncio.sleep(0)
    with pytest.raises(TooManyRequests):
        await reader.read({"client": ("2001:db8::ffff", 1)}, never)
    another = asyncio.create_task(reader.read({"client": ("2001:db8:0:1::1", 1)}, never))
    await asyncio.sleep(0)
    assert not another.done()
    for task in (*waiting, another):
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
    messages: list[Message] = [{"type": "http.request", "body": b"now"}]

    async def receive() -> Message:
        return messages.pop(0)

    assert (await (await reader.read({"client": ("2001:db8::1", 1)}, receive))())["body"] == b"now"


@contextlib.contextmanager
def nothing_printed() -> Iterator[None]:
    """Have the process that sets papers stand still."""
    setting = [
        process
        for process in psutil.Process().children(recursive=True)
        if "revops.papers.typesetting" in process.cmdline()
    ]
    assert setting != []
    for process in setting:
        process.suspend()
    try:
        yield
    finally:
        for process in setting:
            process.resume()


async def test_papers_and_pictures_hold_no_turn_and_are_few(make_settings: SettingsMaker, db: Database) -> None:
    """With one turn, somebody who prints for ever still lets everybody through between two of his papers."""
    async with running(make_settings(concurrent_requests=1)) as http:
        mine, other = await make_garage(http), await make_garage(http)
        job_id = await make_job(mine.manager)
        items = [{"kind": "labour", "description": f"{n} " + "ब" * 45, "unit_price": 10} for n in range(200)]
        ok(await mine.manager.put(f"/api/jobs/{job_id}", {"items": items}))
        path = f"/api/documents/job-card/{job_id}"
        assert (await mine.owner.get(path)).status_code == 200
        # Nothing is printed meanwhile, so that none is over before all are asked for, however busy the machine is.
        with nothing_printed():
            printing = [asyncio.create_task(mine.owner.get(path, n=n)) for n in range(8)]

            async def are_refused() -> bool:
                return sum(task.done() for task in printing) == 5

            await eventually(are_refused)
            for _ in range(5):
                ok(await other.owner.get("/api/jobs"))
            theirs = await make_job(other.manager)
        assert (await other.owner.get(f"/api/documents/job-card/{theirs}")).status_code == 200
        answers = sorted([(await task).status_code for task in printing])
        assert answers == [200] * 3 + [429] * 5
        path = f"/api/workshops/{mine.id}/logo"
        pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII="
        sending = [mine.owner.put(path, {"image": pixel}) for _ in range(4)]
        statuses = [response.status_code for response in await asyncio.gather(*sending)]
        assert statuses.count(200) >= 1
        assert set(statuses) <= {200, 429}
        await assert_invariants(db, mine.id)
