"""Connections that say nothing, never stop, or are too many: closed, and nobody else is kept out."""

import asyncio
import contextlib
import gc
import socket
import ssl
import subprocess
from collections.abc import AsyncIterator, Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, cast

import pytest
import uvicorn

from revops import connections
from revops.connections import Connection, Limits, accept
from revops.http import standing
from revops.http.standing import TAKE_OVER

pytestmark = [pytest.mark.anyio, pytest.mark.slow]
Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]
GET = b"GET / HTTP/1.1\r\nHost: garage\r\n\r\n"
ENDLESS = GET.replace(b"GET /", b"GET /endless", 1)


class _Endless:
    """An answer without end."""

    def __init__(self) -> None:
        self.is_over = False
        self.on_more: Callable[[], None] | None = None
        self.ended = 0
        self._pieces: list[bytes] = []

    def say(self, piece: bytes) -> None:
        """Have more to tell."""
        self._pieces.append(piece)
        if self.on_more is not None:
            self.on_more()

    def take(self) -> bytes | None:
        """Return the next piece."""
        return self._pieces.pop(0) if self._pieces else None

    def end(self) -> None:
        """End it."""
        self.is_over = True
        if self.on_more is not None:
            self.on_more()

    def left(self) -> None:
        """Count how often nobody hears it any more."""
        self.ended += 1


@pytest.fixture
def endless() -> Iterator[list[_Endless]]:
    """Collect the answers without end of a test."""
    _ENDLESS.clear()
    yield _ENDLESS
    _ENDLESS.clear()


_ENDLESS: list[_Endless] = []


async def _app(scope: Any, receive: Any, send: Any) -> None:
    """Answer at once, whatever else was going to be sent; ``/slow`` after a while, ``/large`` with much, and
    ``/endless`` without end.
    """
    if scope["path"] == "/endless":
        await send({"type": "http.response.start", "status": 200, "headers": [(b"connection", b"close")]})
        _ENDLESS.append(_Endless())
        scope[TAKE_OVER](_ENDLESS[-1], _ENDLESS[-1].left)
        return
    if scope["path"] == "/slow":
        await asyncio.sleep(0.5)
    body = b"x" * 20_000_000 if scope["path"] == "/large" else b"done"
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"%d" % len(body))]})
    await send({"type": "http.response.body", "body": body})


@contextlib.asynccontextmanager
async def _serving(**limits: Any) -> AsyncIterator[Callable[..., Any]]:
    """Serve with these limits; yield what connects."""
    connections._register.cache_clear()
    usual: dict[str, Any] = {"in_all": 100, "per_address": 100, "max_body_bytes": 1000, "trusted_proxies": ""}
    chosen = Limits(**{**usual, **limits})
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    config = uvicorn.Config(
        _app, http=cast(Any, partial(accept, chosen)), lifespan="off", log_config=None, access_log=False
    )
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    while not server.started:
        await asyncio.sleep(0.01)
    opened: list[asyncio.StreamWriter] = []

    async def connect(text: bytes = b"", **options: Any) -> Streams:
        reader, writer = await asyncio.open_connection(*listener.getsockname(), **options)
        opened.append(writer)
        writer.write(text)
        return reader, writer

    try:
        yield connect
    finally:
        for writer in opened:
            writer.transport.abort()
        server.should_exit = True
        await serving


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look often, and be patient for a part of a second only."""
    monkeypatch.setattr(connections, "_LOOK_EVERY_SECONDS", 0.05)
    for name in ("_HEAD_SECONDS", "_BODY_PAUSE_SECONDS", "STALLED_SECONDS", "CLOSING_SECONDS", "KEEP_ALIVE_SECONDS"):
        monkeypatch.setattr(connections, name, 0.4)
    monkeypatch.setattr(standing, "STALLED_SECONDS", 0.4)


async def _answer(streams: Streams) -> bytes:
    with contextlib.suppress(ConnectionError):
        return await asyncio.wait_for(streams[0].read(2000), 20)
    return b""


async def _is_closed(streams: Streams) -> bool:
    """Wait until the other side closes it."""
    with contextlib.suppress(ConnectionError):
        while await asyncio.wait_for(streams[0].read(1_000_000), 20):
            pass
    return True


async def test_endless_headers_end() -> None:
    async with _serving() as connect:
        for endless in (b"a:b\r\n", b"x" * 1000, b"X-Long: " + b"y" * 1000, b"a: b\r\n" * 50):
            streams = await connect(b"GET / HTTP/1.1\r\n")
            sent = 0
            with contextlib.suppress(ConnectionError):
                while sent < 20_000_000 and not streams[0].at_eof():
                    streams[1].write(endless * (1 + 2000 // len(endless)))
                    sent += len(endless) * (1 + 2000 // len(endless))
                    await streams[1].drain()
                    await asyncio.sleep(0)
            assert sent < 20_000_000
            assert (await _answer(await connect(GET))).startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"GET / HT",
        b"\r\n",
        b"GET / HTTP/1.1\r\nHost: garage\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: 100\r\n\r\nx",
        b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
        GET,
        GET + b"\r\n",
    ],
)
async def test_whoever_stops_is_closed(text: bytes) -> None:
    async with _serving() as connect:
        assert await _is_closed(await connect(text))


async def test_a_drop_now_and_then_does_not_keep_headers_open() -> None:
    async with _serving() as connect:
        streams = await connect(b"GET / HTTP/1.1\r\n")

        async def drip() -> None:
            with contextlib.suppress(ConnectionError):
                while True:
                    streams[1].write(b"a: b\r\n")
                    await asyncio.sleep(0.1)

        dripping = asyncio.create_task(drip())
        assert await _is_closed(streams)
        dripping.cancel()


async def test_what_comes_after_an_answer_is_bounded() -> None:
    """A body that was refused at once, or trailers of one in pieces, are read on, but not for ever."""
    async with _serving() as connect:
        for head, more in (
            (b"POST / HTTP/1.1\r\nContent-Length: 900000000\r\n\r\n", b"x" * 1000),
            (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n", b"a: b\r\n" * 200),
        ):
            streams = await connect(head)
            sent = 0
            with contextlib.suppress(ConnectionError):
                while sent < 5_000_000 and not streams[1].transport.is_closing():
                    streams[1].write(more)
                    sent += len(more)
                    await streams[1].drain()
                    await asyncio.sleep(0)
            assert sent < 5_000_000


async def test_whoever_takes_no_answer_is_closed() -> None:
    async with _serving() as connect:
        streams = await connect(b"GET /large HTTP/1.1\r\n\r\n", limit=1)
        await asyncio.sleep(1)
        assert connections._register.cache_info().currsize == 1
        streams[1].write(b"GET / HTTP/1.1\r\n\r\n")
        assert await _is_closed(streams)


async def test_requests_sent_ahead_are_few() -> None:
    async with _serving() as connect:
        received = b""
        reader, _ = await connect(b"GET /slow HTTP/1.1\r\n\r\n" + GET * 5000)
        with contextlib.suppress(ConnectionError):
            while part := await asyncio.wait_for(reader.read(100_000), 20):
                received += part
        assert received.count(b"200 OK") < 20
        few = await connect(GET * 3)
        await asyncio.sleep(0.2)
        assert (await _answer(few)).count(b"200 OK") == 3


async def test_idle_connections_make_room(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("_HEAD_SECONDS", "KEEP_ALIVE_SECONDS"):
        monkeypatch.setattr(connections, name, 60)
    async with _serving(in_all=10) as connect:
        first = await connect(GET)
        assert await _answer(first)
        for _ in range(40):
            await connect()
            assert (await _answer(await connect(GET))).startswith(b"HTTP/1.1 200")
        assert await _is_closed(first)


async def test_busy_connections_are_left_alone_and_the_next_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    async with _serving(per_address=3) as connect:
        busy = [await connect(b"GET /slow HTTP/1.1\r\n\r\n") for _ in range(3)]
        await asyncio.sleep(0.1)
        refused_before = connections.CLOSED.labels("no_room")._value.get()
        assert await _answer(await connect(GET)) == b""
        assert connections.CLOSED.labels("no_room")._value.get() == refused_before + 1
        for streams in busy:
            assert (await _answer(streams)).startswith(b"HTTP/1.1 200")
        assert (await _answer(await connect(GET))).startswith(b"HTTP/1.1 200")


async def test_a_trusted_proxy_may_have_more(monkeypatch: pytest.MonkeyPatch) -> None:
    async with _serving(per_address=1, trusted_proxies="127.0.0.0/8") as connect:
        busy = [await connect(b"GET /slow HTTP/1.1\r\n\r\n") for _ in range(5)]
        for streams in busy:
            assert (await _answer(streams)).startswith(b"HTTP/1.1 200")


async def test_encrypted_connections_are_counted_from_their_first_byte(tmp_path: Path, endless: list[_Endless]) -> None:
    certificate, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1 -subj /CN=localhost"
    subprocess.run([*command.split(), "-keyout", key, "-out", certificate], check=True, capture_output=True)
    trust = ssl.create_default_context(cafile=str(certificate))
    trust.check_hostname = False
    async with _serving(in_all=6, certificate=certificate, key=key) as connect:
        silent = [await connect() for _ in range(5)]
        for _ in range(10):
            streams = await connect(ssl=trust, server_hostname="localhost")
            streams[1].write(GET)
            assert (await _answer(streams)).startswith(b"HTTP/1.1 200")
        for one in silent:
            assert await _is_closed(one)
        # What goes on without end goes on encrypted.
        told = await _begun(await connect(ENDLESS, ssl=trust, server_hostname="localhost"))
        endless[0].say(b"told")
        endless[0].end()
        assert await asyncio.wait_for(told[0].read(), 20) == b"4\r\ntold\r\n0\r\n\r\n"
        assert await _is_closed(await connect(b"no handshake at all\r\n\r\n"))


async def _begun(streams: Streams) -> Streams:
    head = await asyncio.wait_for(streams[0].readuntil(b"\r\n\r\n"), 20)
    assert b"transfer-encoding: chunked" in head
    return streams


def _held() -> int:
    gc.collect()
    return sum(type(one) is Connection for one in gc.get_objects())


async def test_an_answer_without_end_holds_nothing_of_its_request(endless: list[_Endless]) -> None:
    async with _serving() as connect:
        held = _held()
        opened = [await _begun(await connect(ENDLESS)) for _ in range(20)]
        answering = [task for task in asyncio.all_tasks() if "run_asgi" in repr(task.get_coro())]
        assert answering == []
        assert _held() <= held
        for number, answer in enumerate(endless):
            answer.say(b"piece %d" % number)
            answer.end()
        for number, (reader, _) in enumerate(opened):
            piece = b"piece %d" % number
            rest = await asyncio.wait_for(reader.read(), 20)
            assert rest == b"%x\r\n%s\r\n0\r\n\r\n" % (len(piece), piece)
        await _until(lambda: [answer.ended for answer in endless] == [1] * 20)


async def test_nobody_hears_an_answer_without_end_any_more(endless: list[_Endless]) -> None:
    async with _serving(per_address=4) as connect:
        gone, silent, speaking = [await _begun(await connect(ENDLESS)) for _ in range(3)]
        gone[1].transport.abort()
        speaking[1].write(GET)
        assert await _is_closed(speaking)
        await _until(lambda: endless[0].ended == 1 and endless[2].ended == 1)
        # Whoever takes nothing of it; what is said meanwhile is kept by who says it.
        cast(asyncio.Transport, silent[0]._transport).pause_reading()  # type: ignore[attr-defined]
        for _ in range(200):
            endless[1].say(b"x" * 100_000)
        await _until(lambda: endless[1].ended == 1)
        # Their places are free.
        for _ in range(4):
            await _begun(await connect(ENDLESS))
        assert len(endless) == 7


async def _until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not is_so():
            await asyncio.sleep(0.01)
