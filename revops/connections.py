"""Connections: how many there may be, how long each may say nothing, and how much of it is looked at before a request.

uvicorn bounds none of this, and a few hundred connections that say nothing, or one that never stops, would be all it
takes to keep everybody out. Nobody is turned away for them: when there are too many, the one that has said nothing for
longest makes room, of those whose address has most.
"""

import asyncio
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any, cast

import structlog
from prometheus_client import Counter, Gauge
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.protocols.utils import get_remote_addr

from revops.core.addresses import counted_as
from revops.core.open_files import allow_open_files
from revops.http.bodies import MAX_UPLOAD_BYTES, is_upload
from revops.http.standing import CLOSING_SECONDS, STALLED_SECONDS, TAKE_OVER, Endless, Standing
from revops.settings import Settings

log = structlog.get_logger(__name__)
OPEN = Gauge("revops_connections_open", "Connections that are open.", multiprocess_mode="livesum")
CLOSED = Counter("revops_connections_closed_total", "Connections closed unasked, by reason.", ["why"])

KEEP_ALIVE_SECONDS = 75  # a manager looks at a job for a while, and a new connection is slow on a patchy network
MAX_HEAD_BYTES = 32 * 1024
_MAX_HEADERS = 200
_HEAD_SECONDS = 20
# Whoever reads a body gives up before (http.bodies); these are for what nobody reads any more.
_BODY_PAUSE_SECONDS, _BODY_SECONDS, _UPLOAD_SECONDS = 25, 90, 330
_MAX_PIPELINED = 8
# Times as much as a body may be.
_THROWN_AWAY = 64
_LOOK_EVERY_SECONDS = 2.0
_LOG_EVERY_SECONDS = 10.0
# Files of the process that are no connections: the database's pool, the log, pipes.
_OTHER_FILES = 256


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits on connections, and the certificate that they are encrypted with, if they are."""

    in_all: int
    per_address: int
    max_body_bytes: int
    trusted_proxies: str
    certificate: Path | None = None
    key: Path | None = None


def limits_of(settings: Settings) -> Limits:
    """Build the limits that an operator sets, as far as this process may open files."""
    return Limits(
        in_all=_room_for(settings.connections),
        per_address=settings.connections_per_address,
        max_body_bytes=settings.max_body_bytes,
        trusted_proxies=settings.trusted_proxies,
        certificate=settings.tls_certificate,
        key=settings.tls_key,
    )


def _room_for(wanted: int) -> int:
    """Compute the room for connections, of those wanted: each is an open file."""
    files = allow_open_files()
    room = max(files - _OTHER_FILES, files // 2)
    if room < wanted:
        log.warning("few_open_files", open_files=files, connections=room, wanted=wanted)
    return min(room, wanted)


def accept(limits: Limits, **uvicorn: Any) -> asyncio.Protocol:
    """Build what speaks with whoever has just connected. uvicorn calls it for each, with what its own takes."""
    connection = Connection(_register(limits), **uvicorn)
    return connection if limits.certificate is None else _Handshake(connection)


@cache
def _register(limits: Limits) -> "Register":
    """Return the one register of this process."""
    return Register(limits)


class Register:
    """The connections of a process, and who of them has nothing under way."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._proxies = ProxyHeadersMiddleware(cast(Any, None), limits.trusted_proxies).trusted_hosts
        # By address: how many there are, and those without a request under way, the longest so first.
        self._counts: dict[str, int] = {}
        self._idle: dict[str, dict[Connection, None]] = {}
        self._all: set[Connection | Standing] = set()
        self._looking = False
        self._refused = 0
        self._logged = -_LOG_EVERY_SECONDS

    def enter(self, connection: "Connection", host: str) -> bool:
        """Take a new connection in, if need be in place of an idle one; False when there is no room for it."""
        address = connection.address = counted_as(host)
        is_proxy = host in self._proxies
        if not is_proxy and self._counts.get(address, 0) >= self.limits.per_address and not self._make_room(address):
            return False
        if len(self._all) >= self.limits.in_all and not self._make_room(self._busiest_address()):
            return False
        self._all.add(connection)
        self._counts[address] = self._counts.get(address, 0) + 1
        self._idle.setdefault(address, {})[connection] = None
        OPEN.set(len(self._all))
        if not self._looking:
            self._looking = True
            asyncio.get_running_loop().call_later(_LOOK_EVERY_SECONDS, self._look)
        return True

    def replace(self, connection: "Connection", standing: Standing) -> None:
        """Keep a connection as what speaks it from now on."""
        self._all.remove(connection)
        self._all.add(standing)

    def leave(self, connection: "Connection | Standing") -> None:
        """Forget a connection that is closed."""
        if connection not in self._all:
            return
        self._all.remove(connection)
        if isinstance(connection, Connection):
            self.busy(connection)
        address = connection.address
        self._counts[address] -= 1
        if not self._counts[address]:
            del self._counts[address]
            self._idle.pop(address, None)
        OPEN.set(len(self._all))

    def busy(self, connection: "Connection") -> None:
        """Note that a request is under way."""
        self._idle.get(connection.address, {}).pop(connection, None)

    def idle(self, connection: "Connection") -> None:
        """Note that no request is under way any more."""
        if connection in self._all:
            self._idle[connection.address][connection] = None

    def refuse(self, transport: asyncio.Transport, why: str) -> None:
        """Close a connection at once, count it, and say so in the log now and then."""
        CLOSED.labels(why).inc()
        self._refused += 1
        at = asyncio.get_running_loop().time()
        if at - self._logged >= _LOG_EVERY_SECONDS:
            log.warning("connections_closed", why=why, times=self._refused, open=len(self._all))
            self._refused, self._logged = 0, at
        transport.abort()

    def _busiest_address(self) -> str:
        return max((address for address, idle in self._idle.items() if idle), key=self._counts.__getitem__, default="")

    def _make_room(self, address: str) -> bool:
        """Close the connection of an address that has been idle for longest; False when all are busy."""
        longest = next(iter(self._idle.get(address, ())), None)
        if longest is None:
            return False
        self.refuse(longest.transport, "made_room")
        self.leave(longest)
        return True

    def _look(self) -> None:
        """Close those that have been silent, or have not taken their answer, for too long."""
        loop = asyncio.get_running_loop()
        at = loop.time()
        for connection in list(self._all):
            if (why := connection.overdue(at)) is not None:
                self.refuse(connection.transport, why)
                self.leave(connection)
        self._looking = bool(self._all)
        if self._looking:
            loop.call_later(_LOOK_EVERY_SECONDS, self._look)


class _TooMuch(Exception):
    """More than a request may be."""


class Connection(HttpToolsProtocol):
    """uvicorn's connection, which also knows since when it waits for what."""

    address = ""

    def __init__(self, register: Register, **uvicorn: Any) -> None:
        super().__init__(**uvicorn)
        self._register = register
        # A message is arriving: since when, its bytes so far, and whether its headers are not all there yet.
        self._is_arriving = True
        self._is_head = True
        self._is_upload = False
        self._bytes = self._head_bytes = 0
        self._begun = self._heard = self._answered = self.loop.time()
        self._stalled: float | None = None
        self._closing: float | None = None

    def entered(self, transport: asyncio.Transport) -> bool:
        """Say whether there is room for this connection; otherwise it is closed."""
        self.transport = transport
        peer = get_remote_addr(transport)
        if self._register.enter(self, peer[0] if peer else ""):
            return True
        self._register.refuse(transport, "no_room")
        return False

    @property
    def limits(self) -> Limits:
        """The limits of this connection."""
        return self._register.limits

    def left(self, transport: asyncio.Transport) -> None:
        """Forget a connection that ended before it began."""
        self._register.leave(self)
        transport.abort()

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin, if there is room."""
        if self.address or self.entered(transport):
            super().connection_made(transport)

    def connection_lost(self, exc: Exception | None) -> None:
        """End."""
        self._register.leave(self)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take bytes, as long as what they are part of is not too large."""
        self._heard = self.loop.time()
        if not self._is_arriving:
            self._is_arriving = self._is_head = True
            self._begun, self._bytes, self._head_bytes = self._heard, 0, 0
        self._bytes += len(data)
        super().data_received(data)
        if self._is_arriving and self._bytes > self._max_bytes() and not self.transport.is_closing():
            self._register.refuse(self.transport, "too_much")

    def _max_bytes(self) -> int:
        if self._is_head:
            return MAX_HEAD_BYTES
        # What was refused already is thrown away as it comes, so that whoever sends it hears why.
        is_answered = self.cycle is not None and self.cycle.response_complete
        max_bytes = (_THROWN_AWAY if is_answered else 2) * self.limits.max_body_bytes
        # As much again, for how bytes are packed on their way.
        return MAX_HEAD_BYTES + (max(max_bytes, 2 * MAX_UPLOAD_BYTES) if self._is_upload else max_bytes)

    def on_message_begin(self) -> None:
        """Begin a request."""
        if len(self.pipeline) >= _MAX_PIPELINED:
            raise _TooMuch
        self._is_arriving = self._is_head = True
        self._begun, self._bytes, self._head_bytes = self._heard, 0, 0
        super().on_message_begin()

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header, or one that comes after the body."""
        self._head_bytes += len(name) + len(value) + 4
        if self._head_bytes > MAX_HEAD_BYTES or len(self.headers) >= _MAX_HEADERS:
            raise _TooMuch
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Begin to answer."""
        self._is_head = False
        self._register.busy(self)
        cast(Any, self.scope)[TAKE_OVER] = self._take_over
        super().on_headers_complete()
        # One that would be upgraded has no path.
        self._is_upload = "path" in self.scope and is_upload(cast(Any, self.scope))

    def on_message_complete(self) -> None:
        """Note that all of the request is there."""
        self._is_arriving = False
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """Wait for the next request."""
        self._answered = self.loop.time()
        super().on_response_complete()
        if self.cycle.response_complete:
            self._register.idle(self)

    def _take_over(self, answer: Endless, end: Callable[[], None]) -> None:
        """Have an answer, which has its head, go on without end and without all this."""
        cycle = self.cycle
        if cycle.disconnected or self.transport.is_closing():
            end()
            return
        cycle.disconnected = True  # nothing more comes from there
        standing = Standing(self.transport, self.address, answer)
        self._register.replace(self, standing)
        connections: set[Any] = self.connections
        connections.discard(self)
        connections.add(standing)
        self.pipeline.clear()
        standing.begin(partial(self._register.leave, standing), partial(connections.discard, standing), end)
        # It and its parser hold each other.
        self.parser = cast(Any, None)

    def pause_writing(self) -> None:
        """Note that the other side does not take its answer."""
        self._stalled = self.loop.time()
        super().pause_writing()

    def resume_writing(self) -> None:
        """Note that it does."""
        self._stalled = None
        super().resume_writing()

    def overdue(self, at: float) -> str | None:
        """Return why this is to be closed at a time of the loop, None when it is not."""
        if self.transport.is_closing():
            self._closing = self._closing or at
            return "not_let_go" if at - self._closing > CLOSING_SECONDS else None
        if self._stalled is not None and at - self._stalled > STALLED_SECONDS:
            return "not_taken"
        if self._is_arriving and self._is_head:
            return "slow_headers" if at - self._begun > _HEAD_SECONDS else None
        if self._is_arriving:
            longest = _UPLOAD_SECONDS if self._is_upload else _BODY_SECONDS
            is_slow = at - self._heard > _BODY_PAUSE_SECONDS or at - self._begun > longest
            return "slow_body" if is_slow else None
        is_answered = self.cycle is None or self.cycle.response_complete
        if is_answered and at - max(self._heard, self._answered) > KEEP_ALIVE_SECONDS:
            return "idle"
        return None


class _Handshake(asyncio.Protocol):
    """Speaks TLS before HTTP, so that a connection is known, and bounded, from its first byte on."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        # What came before the handshake was begun, and later what came right behind it.
        self._received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin the handshake, if there is room."""
        plain = cast(asyncio.Transport, transport)
        if self._connection.entered(plain):
            self._task = asyncio.create_task(self._shake_hands(plain))

    def data_received(self, data: bytes) -> None:
        """Keep what was not asked for yet."""
        self._received += data

    async def _shake_hands(self, plain: asyncio.Transport) -> None:
        connection, loop = self._connection, asyncio.get_running_loop()
        shaking = asyncio.ensure_future(
            loop.start_tls(
                plain, self, _context(connection.limits), server_side=True, ssl_handshake_timeout=_HEAD_SECONDS
            )
        )
        try:
            # It begins, then connects its protocol; neither waits for anything, so nothing can come in between.
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            early, self._received = self._received, b""
            protocol = plain.get_protocol()
            if early and protocol is not None and protocol is not self:
                _hand_over(early, cast(asyncio.BufferedProtocol, protocol))
            encrypted = await shaking
        except OSError:  # an SSLError is one, and a handshake that takes too long
            encrypted = None
        if encrypted is None or encrypted.is_closing():
            connection.left(plain)
            return
        encrypted.set_protocol(connection)
        connection.connection_made(encrypted)
        if self._received:
            connection.data_received(self._received)


def _hand_over(data: bytes, protocol: asyncio.BufferedProtocol) -> None:
    rest = memoryview(data)
    while rest:
        buffer = memoryview(cast(bytearray, protocol.get_buffer(len(rest))))
        size = min(len(buffer), len(rest))
        buffer[:size] = rest[:size]
        protocol.buffer_updated(size)
        rest = rest[size:]


@cache
def _context(limits: Limits) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    assert limits.certificate is not None
    context.load_cert_chain(limits.certificate, limits.key)
    return context
