"""The attacks of ``bench.abuse``: what a stranger, or somebody of a garage, does at its worst."""

import asyncio
import base64
import contextlib
import io
import itertools
import json
import random
import re
import struct
import time
import uuid
import zlib
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import cache

from bench.endpoints import new_job
from bench.harness import Client, Server

ATTACKER = "127.0.0.2"  # not a trusted proxy
NUMBERS = itertools.count(time.time_ns() // 1000)
_NOTHING = bytes(15 * 1024 * 1024)
_HINDI = "क्षत्रियग्राहकविवरण"
# A picture that is too large, and the largest that is taken.
LOGOS, PHOTOS = ((5000, 4000), (2000, 2000)), ((10_000, 10_000), (5000, 4900))
# What a webhook is sent that nobody signed: as long as a body may be.
_FORGED = b'{"entry":[{"changes":[' + b'{"field":"messages"},' * 10_000 + b"{}]}]}"
# Whoever attacks hangs up when he was not answered for so long after the end.
_PATIENCE_SECONDS = 5


@dataclass
class Garage:
    """A garage of the bench: its owner, its manager, a job."""

    owner: Client
    manager: Client
    workshop_id: str
    job_id: str


async def _asked(client: Client, method: str, path: str, body: object = None) -> dict[str, object]:
    status, answer = await client.call(method, path, body)
    assert status == 200, (method, path, status, answer[:300])
    return dict(json.loads(answer))


async def make_garage(port: int, name: str) -> Garage:
    """Open a garage with an owner, a manager and one job."""

    async def register(**fields: object) -> Client:
        client = Client(port)
        person = {"email": f"{name}{next(NUMBERS)}@garage.example", "password": "blue-lorry-42-kites", "name": name}
        answer = await _asked(client, "POST", "/api/auth/register", {**person, "phone": "+919876543210", **fields})
        client.token = str(answer["token"])
        return client

    owner = await register(role="owner")
    shop = {"name": f"{name} Motors", "phone": "+912225551234", "address": "1 Hill Road"}
    await _asked(owner, "POST", "/api/workshops", shop)
    workshop_id = str((await _asked(owner, "GET", "/api/workshops/me"))["id"])
    code = (await _asked(owner, "POST", f"/api/workshops/{workshop_id}/invite-codes"))["code"]
    manager = await register(role="manager", invite_code=code)
    job_id = str((await _asked(manager, "POST", "/api/jobs", new_job()))["id"])
    for _ in range(20):
        await _asked(manager, "POST", "/api/jobs", new_job())
    return Garage(owner, manager, workshop_id, job_id)


@dataclass
class Attack:
    """A kind of abuse, done at a server for some seconds."""

    server: Server
    garage: Garage
    seconds: float
    answers: Counter[int] = field(default_factory=Counter)
    _started: float = 0

    @property
    def end(self) -> float:
        """When to stop."""
        return self._started + self.seconds

    async def do(self, name: str) -> None:
        """Do one by its name, from now on."""
        self._started = time.monotonic()
        await getattr(self, name.lower())()

    async def connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """Open a connection from the attacker's address."""
        return await asyncio.open_connection("127.0.0.1", self.server.port, local_addr=(ATTACKER, 0))

    async def again_and_again(self, ask: Callable[[Client], Awaitable[tuple[int, bytes]]], concurrency: int) -> None:
        """Ask the same with so many clients until it is over; whoever is refused waits a moment."""

        async def one() -> None:
            client = Client(self.server.port, self.garage.owner.token)
            while (left := self.end - time.monotonic()) > 0:
                try:
                    async with asyncio.timeout(left + _PATIENCE_SECONDS):
                        status, _ = await ask(client)
                except (OSError, ValueError, TimeoutError):
                    client.hang_up()
                    client, status = Client(self.server.port, self.garage.owner.token), 0
                self.answers[status] += 1
                if status != 200:
                    await asyncio.sleep(0.05)
            client.hang_up()

        await asyncio.gather(*(one() for _ in range(concurrency)))

    async def a1(self) -> None:
        """Bodies that come a blank at a time, from strangers, to the API and to the log-in."""

        async def one(number: int) -> None:
            path = "/api/auth/login" if number % 2 else "/api/payments"
            while time.monotonic() < self.end:
                with contextlib.suppress(OSError):
                    reader, writer = await self.connect()
                    head = f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json"
                    writer.write(f"{head}\r\nContent-Length: 1000\r\n\r\n{{".encode())
                    while time.monotonic() < self.end and not reader.at_eof():
                        writer.write(b" ")
                        await writer.drain()
                        await asyncio.sleep(1)
                    writer.close()

        await asyncio.gather(*(one(n) for n in range(60)))

    async def a2(self) -> None:
        """A thousand connections that say nothing, and some that send headers without end."""
        silent = []

        async def endless(text: bytes) -> None:
            while time.monotonic() < self.end:
                with contextlib.suppress(OSError):
                    reader, writer = await self.connect()
                    writer.write(b"GET / HTTP/1.1\r\n")
                    sent = 0
                    while sent < 20_000_000 and time.monotonic() < self.end and not reader.at_eof():
                        writer.write(text)
                        sent += len(text)
                        await writer.drain()
                    writer.close()
                await asyncio.sleep(0.1)

        for _ in range(1000):
            with contextlib.suppress(OSError):
                silent.append(await self.connect())
        texts = (b"a:b\r\n" * 10_000, b"x: " + b"y" * 60_000) * 3
        await asyncio.gather(*(endless(text) for text in texts))
        for _, writer in silent:
            writer.close()

    async def a3(self) -> None:
        """Pictures of twenty megapixels in few bytes, and large ones that are allowed."""
        bomb, allowed = (base64.b64encode(png(*size)).decode() for size in LOGOS)
        path = f"/api/workshops/{self.garage.workshop_id}/logo"
        images = itertools.cycle((bomb, allowed))
        await self.again_and_again(lambda c: c.call("PUT", path, {"image": next(images)}), 8)

    async def a4(self) -> None:
        """Papers of a job that has as much text as one can have."""
        await self._long_lines()
        path = f"/api/documents/job-card/{self.garage.job_id}"
        await self.again_and_again(lambda c: c.call("GET", f"{path}?n={next(NUMBERS)}"), 13)

    async def a5(self) -> None:
        """The page of a job whose lines were changed from one end to the other again and again."""
        for number in range(30):
            await self._long_lines(number)
        path = f"/api/jobs/{self.garage.job_id}"
        await self.again_and_again(lambda c: c.call("GET", f"{path}?n={next(NUMBERS)}"), 12)

    async def a6(self) -> None:
        """As many changes of lines as fit into the time."""
        path = f"/api/jobs/{self.garage.job_id}"
        await self.again_and_again(lambda c: c.call("PUT", path, {"items": _lines(next(NUMBERS))}), 8)

    async def a7(self) -> None:
        """Exports without end."""
        await self.again_and_again(lambda c: c.call("GET", f"/api/analytics/export?n={next(NUMBERS)}"), 6)

    async def a8(self) -> None:
        """Photos of a hundred megapixels in few bytes, the largest that are allowed, whole, cut off and as the head of
        something else, and 15 MB of nothing.
        """
        bomb, allowed = (png(*size) for size in PHOTOS)
        # Each allowed one is another, or it would be found to be there already.
        turns = itertools.cycle(("bomb", "allowed", "cut off", "polyglot", "nothing"))

        def photo() -> bytes:
            number = next(NUMBERS).to_bytes(8, "big")
            match next(turns):
                case "bomb":
                    return bomb
                case "allowed":
                    return allowed + number
                case "cut off":
                    return allowed[: len(allowed) // 2] + number
                case "polyglot":
                    return allowed[:64] + b"%PDF-1.7\n<script>alert(1)</script><svg onload=alert(1)>" + number
                case _:
                    return _NOTHING

        path = f"/api/jobs/{self.garage.job_id}/photos"
        await self.again_and_again(lambda c: c.call("PUT", f"{path}/{uuid.uuid4()}", photo()), 8)

    async def a9(self) -> None:
        """All that is told without a log-in, to strangers who ask again and again."""
        garage = f"/g/{self.garage.workshop_id}"
        told = itertools.cycle(("/api/openapi.json", "/readyz", "/", garage, f"{garage}/poster", f"{garage}/code.svg"))

        async def one() -> None:
            client = Client(self.server.port)
            while time.monotonic() < self.end:
                status, _ = await client.call("GET", next(told))
                self.answers[status] += 1
            client.hang_up()

        await asyncio.gather(*(one() for _ in range(30)))

    async def a10(self) -> None:
        """Bodies for the webhook of WhatsApp that come a blank at a time, each with a signature that looks like one."""

        async def one() -> None:
            while time.monotonic() < self.end:
                with contextlib.suppress(OSError):
                    reader, writer = await self.connect()
                    writer.write(_webhook(1000) + b"{")
                    while time.monotonic() < self.end and not reader.at_eof():
                        writer.write(b" ")
                        await writer.drain()
                        await asyncio.sleep(1)
                    writer.close()

        await asyncio.gather(*(one() for _ in range(60)))

    async def a11(self) -> None:
        """Callbacks of WhatsApp that nobody signed, ten thousand and more, as long as they may be."""

        async def one() -> None:
            while time.monotonic() < self.end:
                try:
                    reader, writer = await self.connect()
                    while time.monotonic() < self.end:
                        writer.write(_webhook(len(_FORGED)) + _FORGED)
                        head = await reader.readuntil(b"\r\n\r\n")
                        length = re.search(rb"(?i)content-length: (\d+)", head)
                        await reader.readexactly(int(length[1]) if length is not None else 0)
                        self.answers[int(head.split(b" ", 2)[1])] += 1
                    writer.close()
                except (OSError, EOFError):
                    self.answers[0] += 1

        await asyncio.gather(*(one() for _ in range(30)))

    async def _long_lines(self, number: int = 0) -> None:
        body = {"items": _lines(number)}
        for size in (54, 48, 40):  # as long as this server takes
            status, _ = await self.garage.manager.call("PUT", f"/api/jobs/{self.garage.job_id}", body)
            if status == 200:
                return
            body = {"items": _lines(number, size)}


def _webhook(length: int) -> bytes:
    head = "POST /api/webhooks/whatsapp HTTP/1.1\r\nHost: x\r\nContent-Type: application/json"
    signed = f"X-Hub-Signature-256: sha256={'0' * 64}"
    return f"{head}\r\n{signed}\r\nContent-Length: {length}\r\n\r\n".encode()


def _lines(number: int, letters: int = 48) -> list[dict[str, object]]:
    rng = random.Random(number)
    text = "".join(rng.choice(_HINDI) for _ in range(letters - 12))
    return [{"kind": "labour", "description": f"{n} {text} {number % 1000}", "unit_price": 10} for n in range(200)]


@cache
def png(width: int, height: int) -> bytes:
    """Return a PNG of one colour, which is a few kilobytes whatever its size."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = io.BytesIO()
    packer = zlib.compressobj(9)
    for _ in range(height):
        rows.write(packer.compress(b"\0" + b"\x80\x40\x20" * width))
    rows.write(packer.flush())
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows.getvalue()) + chunk(b"IEND", b"")
