"""One person against everybody: while a stranger or a garage does its worst, another garage asks for its jobs.

python -m bench.abuse --data /tmp/bench-abuse [--seconds 20] [--only A1,A4]

One worker without nginx on the embedded database. For each attack: what the other garage's ``GET /api/jobs`` waited and
was answered, and what the server's processes (without mongod) had in memory before, at most, and once all was as
before, for which there is a minute, and what the hourly check of the books had that fell into it. Ends with 1 when
something is more than it may be.
"""

import argparse
import asyncio
import base64
import contextlib
import io
import itertools
import json
import os
import random
import struct
import sys
import time
import uuid
import zlib
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import psutil
import uvloop

from bench.endpoints import new_job
from bench.harness import Client, Server, machine, percentile, running_server

ATTACKER = "127.0.0.2"  # not a trusted proxy
_NUMBERS = itertools.count(time.time_ns() // 1000)
_NOTHING = bytes(15 * 1024 * 1024)
_HINDI = "क्षत्रियग्राहकविवरण"
# A picture that is too large, and the largest that is taken.
_LOGOS, _PHOTOS = ((5000, 4000), (2000, 2000)), ((6000, 5000), (5000, 4900))
# What each attack may cost: the wait of all but one in a hundred, and memory at most and afterwards.
_MAX_MS, _MAX_MB, _MAX_LEFT_MB = 250, 60, 30
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
        person = {"email": f"{name}{next(_NUMBERS)}@garage.example", "password": "blue-lorry-42-kites", "name": name}
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
        bomb, allowed = (base64.b64encode(_png(*size)).decode() for size in _LOGOS)
        path = f"/api/workshops/{self.garage.workshop_id}/logo"
        images = itertools.cycle((bomb, allowed))
        await self.again_and_again(lambda c: c.call("PUT", path, {"image": next(images)}), 8)

    async def a4(self) -> None:
        """Papers of a job that has as much text as one can have."""
        await self._long_lines()
        path = f"/api/documents/job-card/{self.garage.job_id}"
        await self.again_and_again(lambda c: c.call("GET", f"{path}?n={next(_NUMBERS)}"), 13)

    async def a5(self) -> None:
        """The page of a job whose lines were changed from one end to the other again and again."""
        for number in range(30):
            await self._long_lines(number)
        path = f"/api/jobs/{self.garage.job_id}"
        await self.again_and_again(lambda c: c.call("GET", f"{path}?n={next(_NUMBERS)}"), 12)

    async def a6(self) -> None:
        """As many changes of lines as fit into the time."""
        path = f"/api/jobs/{self.garage.job_id}"
        await self.again_and_again(lambda c: c.call("PUT", path, {"items": _lines(next(_NUMBERS))}), 8)

    async def a7(self) -> None:
        """Exports without end."""
        await self.again_and_again(lambda c: c.call("GET", f"/api/analytics/export?n={next(_NUMBERS)}"), 6)

    async def a8(self) -> None:
        """Photos of thirty megapixels in few bytes, the largest that are allowed, and 15 MB of nothing."""
        bomb, allowed = (_png(*size) for size in _PHOTOS)
        # Each allowed one is another, or it would be found to be there already.
        turns = itertools.cycle(("bomb", "allowed", "nothing"))

        def photo() -> bytes:
            match next(turns):
                case "bomb":
                    return bomb
                case "allowed":
                    return allowed + next(_NUMBERS).to_bytes(8, "big")
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

    async def _long_lines(self, number: int = 0) -> None:
        body = {"items": _lines(number)}
        for size in (54, 48, 40):  # as long as this server takes
            status, _ = await self.garage.manager.call("PUT", f"/api/jobs/{self.garage.job_id}", body)
            if status == 200:
                return
            body = {"items": _lines(number, size)}


def _lines(number: int, letters: int = 48) -> list[dict[str, object]]:
    rng = random.Random(number)
    text = "".join(rng.choice(_HINDI) for _ in range(letters - 12))
    return [{"kind": "labour", "description": f"{n} {text} {number % 1000}", "unit_price": 10} for n in range(200)]


@cache
def _png(width: int, height: int) -> bytes:
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


@dataclass(frozen=True, slots=True)
class _Memory:
    """The memory of the server's processes without mongod, and that of the hourly check of the books, which may fall
    into an attack and is none of it.
    """

    own_mb: float
    check_mb: float


def _memory(server: Server) -> _Memory:
    """Read it, each page once: a page that several processes share is counted in parts."""
    found = {False: 0.0, True: 0.0}
    for process in server.processes()["server"]:
        with contextlib.suppress(psutil.NoSuchProcess):
            whole = process.memory_full_info()
            found["revops.checking" in process.cmdline()] += getattr(whole, "pss", whole.rss) / 1e6
    return _Memory(found[False], found[True])


async def watch(port: int, token: str) -> None:
    """Ask for the jobs of a garage as a person would until standard input is closed; print waits and answers.

    In a process of its own, so that the attack does not make it wait.
    """
    waits: list[float] = []
    answers: Counter[int] = Counter()
    client = Client(port, token)
    over = asyncio.create_task(asyncio.to_thread(sys.stdin.read))
    print("begun", flush=True)
    while not over.done():
        started = time.perf_counter()
        try:
            async with asyncio.timeout(20):
                status, _ = await client.call("GET", f"/api/jobs?limit=50&n={next(_NUMBERS)}")
        except (OSError, TimeoutError, ValueError, RuntimeError):
            client, status = Client(port, token), 0
        waits.append(time.perf_counter() - started)
        answers[status] += 1
        await asyncio.sleep(0.1)
    print(json.dumps([waits, answers]))


async def _begin_watching(port: int, token: str) -> asyncio.subprocess.Process:
    watching = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bench.abuse", "--watch", str(port), token),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert watching.stdout is not None
    await watching.stdout.readline()
    return watching


@dataclass(frozen=True, slots=True)
class _Cost:
    """The cost of one attack to another garage, and to the server."""

    waits: list[float]
    answers: dict[str, int]
    before: _Memory
    peak: _Memory
    after: _Memory
    # What a request took the other garage on its own, before and once it was over.
    alone_ms: tuple[float, float]
    settled_seconds: float

    def misses(self) -> list[str]:
        """Say what is more than it may be."""
        found = []
        if (p99 := percentile(self.waits, 0.99)) > _MAX_MS:
            found.append(f"p99 is {p99:.0f} ms")
        if set(self.answers) != {"200"}:
            found.append("not everybody was answered")
        if (grown := self.peak.own_mb - self.before.own_mb) > _MAX_MB:
            found.append(f"grew by {grown:.0f} MB")
        if (left := self.after.own_mb - self.before.own_mb) > _MAX_LEFT_MB:
            found.append(f"keeps {left:.0f} MB")
        return found


async def _settled(server: Server, before: _Memory, longest_seconds: float) -> float:
    """Wait until memory is as it was, for so long at most; return how long that took."""
    began = time.monotonic()
    while time.monotonic() - began < longest_seconds and _memory(server).own_mb - before.own_mb > _MAX_LEFT_MB / 2:
        await asyncio.sleep(0.5)
    return time.monotonic() - began


async def _alone(client: Client) -> float:
    """Time a request on its own, in milliseconds."""
    waits = []
    for _ in range(20):
        started = time.perf_counter()
        status, _ = await client.call("GET", f"/api/jobs?limit=50&n={next(_NUMBERS)}")
        assert status == 200
        waits.append(time.perf_counter() - started)
    return percentile(waits, 0.5)


async def _suffer(server: Server, victim: Client, attack: Attack, name: str, settle_seconds: float) -> _Cost:
    """Do an attack, and see what it costs."""
    before = peak = _memory(server)
    alone = await _alone(victim)
    watching = await _begin_watching(server.port, victim.token)
    work = asyncio.create_task(attack.do(name))
    while not work.done():
        at = _memory(server)
        peak = _Memory(max(peak.own_mb, at.own_mb), max(peak.check_mb, at.check_mb))
        await asyncio.sleep(0.1)
    work.result()
    said_by_watcher, _ = await watching.communicate(b"")
    waits, answers = json.loads(said_by_watcher)
    seconds = await _settled(server, before, settle_seconds)
    after = _memory(server)
    return _Cost(waits, answers, before, peak, after, (alone, await _alone(victim)), seconds)


async def measure(server: Server, names: list[str], seconds: float, settle_seconds: float) -> bool:
    """Print a line for each attack; return whether each was as it may be."""
    victim, attacker = [await make_garage(server.port, name) for name in ("victim", "attacker")]
    # What everybody's first paper and first export load is there before.
    await victim.owner.call("GET", f"/api/documents/job-card/{victim.job_id}")
    await victim.owner.call("GET", "/api/analytics/dashboard")
    memory = f"{'MB before':>9} {'most':>7} {'after':>7} {'in s':>5} {'check':>6}"
    print(f"{'':4} {'p50 ms':>8} {'p99 ms':>8} {'alone':>13} {'asked':>6}  {'answers':12} {memory}  the attacker got")
    is_well = True
    for name in names:
        await asyncio.sleep(2)
        for garage in (victim, attacker):  # connections that were idle for long are closed
            garage.owner, garage.manager = (Client(server.port, c.token) for c in (garage.owner, garage.manager))
        attack = Attack(server, attacker, seconds)
        cost = await _suffer(server, victim.owner, attack, name, settle_seconds)
        said, theirs = (
            ", ".join(f"{'none' if status in {'0', 0} else status}: {count}" for status, count in sorted(got.items()))
            for got in (cost.answers, attack.answers)
        )
        alone = " > ".join(f"{ms:.1f}" for ms in cost.alone_ms)
        before, grown = cost.before.own_mb, [one.own_mb - cost.before.own_mb for one in (cost.peak, cost.after)]
        print(
            f"{name:4} {percentile(cost.waits, 0.5):8.1f} {percentile(cost.waits, 0.99):8.1f} {alone:>13}"
            f" {len(cost.waits):6}  {said:12} {before:9.1f} {grown[0]:+7.1f} {grown[1]:+7.1f}"
            f" {cost.settled_seconds:5.1f} {cost.peak.check_mb:6.1f}  {theirs}",
            *(f"\n     TOO MUCH: {miss}" for miss in cost.misses()),
            flush=True,
        )
        is_well = is_well and not cost.misses()
    return is_well


def main() -> None:
    """Run the attacks that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("/tmp/bench-abuse"))
    parser.add_argument("--watch", nargs=2, metavar=("PORT", "TOKEN"), help="what the attack starts for itself")
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--settle", type=float, default=60, help="seconds at most until all is as before")
    parser.add_argument("--only", default="A1,A2,A3,A4,A5,A6,A7,A8,A9")
    options = parser.parse_args()
    if options.watch:
        uvloop.run(watch(int(options.watch[0]), options.watch[1]))
        return
    options.data.mkdir(parents=True, exist_ok=True)
    print(machine())
    for size in (*_LOGOS, *_PHOTOS):  # not while an attack goes on
        _png(*size)
    # The daily quota is part of what is measured; the limit of open files is that of a usual shell.
    os.environ["REVOPS_WORKSHOP_MB_PER_DAY"] = "64"
    with running_server(options.data) as server:
        is_well = uvloop.run(measure(server, options.only.split(","), options.seconds, options.settle))
    sys.exit(not is_well)


if __name__ == "__main__":
    main()
