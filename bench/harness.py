"""Shared by the benches: a demo garage in a data folder, a server of its own, a light client, percentiles."""

import asyncio
import contextlib
import json
import os
import platform
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import orjson
import psutil
import uvloop

from bench.trust import fill_trust
from revops.access.tokens import signing_of
from revops.demo.load import fill
from revops.mongo.client import Database
from revops.mongo.embedded import running_mongo
from revops.rooms import migrate
from revops.settings import Settings


@dataclass(frozen=True, slots=True)
class Garage:
    """A filled garage: who can sign in."""

    password: str
    owner: str
    managers: list[str]


def prepare(data: Path, jobs: int, managers: int = 0, months: int = 0, *, is_watched: bool = True) -> Garage:
    """Make the demo garage in a data folder unless it is there, and return fresh passwords.

    It has as many managers as a garage of its size is likely to have, and took its jobs in over as many months, unless
    told how many; and a year of the bank, of days and counts and a quarter of the gate, unless it is not watched.
    """
    settings = Settings(data=data)

    async def work(url: str) -> Garage:
        db = Database(url, settings.db_name)
        # A garage that was served before is sealed with its key.
        db.signing = signing_of(settings)
        await migrate(db)
        usual = 5 if jobs < 50_000 else 10 if jobs < 500_000 else 20
        as_long = 6 if jobs < 50_000 else 24 if jobs < 500_000 else 60
        show = _progress if sys.stderr.isatty() else (lambda *_: None)
        filled = await fill(db, jobs=jobs, managers=managers or usual, months=months or as_long, progress=show)
        if is_watched:
            await fill_trust(db)
        emails = [
            user["email"]
            async for user in db.collection("users").find({"role": "manager"}, {"email": 1}, sort=[("_id", 1)])
        ]
        await db.close()
        return Garage(filled.password, filled.logins[0][1], emails)

    with running_mongo(settings) as url:
        return uvloop.run(work(url))


def _progress(what: str, done: int, total: int) -> None:
    print(f"\r{what}: {done:,} of {total:,}", end="", file=sys.stderr)


# Processes by the part they play.
Processes = dict[str, list[psutil.Process]]


def memory_mb(processes: Iterable[psutil.Process]) -> list[float]:
    """Return the resident memory of processes, in MB."""
    return [round(process.memory_info().rss / 1e6, 1) for process in processes]


@dataclass(slots=True)
class Server:
    """A running server and its processes."""

    port: int
    process: subprocess.Popen[bytes]

    def processes(self) -> Processes:
        """Return the processes of the server, of its database and of this client."""
        server = psutil.Process(self.process.pid)
        children = server.children(recursive=True)
        mongod = [process for process in children if process.name() == "mongod"]
        workers = [process for process in children if process not in mongod]
        return {"server": [server, *workers], "mongod": mongod, "clients": [psutil.Process()]}

    def server_rss_mb(self) -> list[float]:
        """Resident memory of each server process (not of mongod), in MB."""
        return memory_mb(self.processes()["server"])


@contextlib.contextmanager
def running_server(data: Path, workers: int = 1, more: Mapping[str, str] | None = None) -> Iterator[Server]:
    """Run `revops serve` on a data folder, with throttles out of the way of one machine that plays many users, and with
    ``more`` in its environment.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        "REVOPS_WORKSHOP_MB_PER_DAY": "100000000",
        **os.environ,
        "REVOPS_DATA": str(data),
        "REVOPS_USER_REQUESTS_PER_MINUTE": "100000000",
        "REVOPS_AUTH_REQUESTS_PER_MINUTE": "100000000",
        **(more or {}),
    }
    command = [sys.executable, "-m", "revops", "serve", "--port", str(port), "--workers", str(workers)]
    with open(data / "bench-server.log", "wb") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        deadline = time.monotonic() + 60
        while True:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1) as s:
                s.sendall(b"GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                if b" 200 " in s.recv(64):
                    break
            if process.poll() is not None or time.monotonic() > deadline:
                raise SystemExit((data / "bench-server.log").read_text()[-2000:])
            time.sleep(0.05)
        yield Server(port, process)
    finally:
        process.terminate()
        process.wait(60)


class _Answers(asyncio.Protocol):
    """Collects one answer after the other: half of what asyncio's streams cost."""

    def __init__(self) -> None:
        self.transport: asyncio.Transport | None = None
        self.answer: asyncio.Future[tuple[int, bytes]] | None = None
        self._received = bytearray()
        self._head = 0
        self._whole = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the connection."""
        self.transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        """Hand over the answer once all of it is there."""
        self._received += data
        if not self._whole:
            end = self._received.find(b"\r\n\r\n")
            if end < 0:
                return
            head = bytes(self._received[:end]).lower()
            at = head.index(b"content-length:") + 15
            self._head = end + 4
            self._whole = self._head + int(head[at:].split(b"\r\n", 1)[0])
        if len(self._received) >= self._whole:
            status, body = int(self._received[9:12]), bytes(self._received[self._head : self._whole])
            self._received.clear()
            self._whole = 0
            assert self.answer is not None
            self.answer.set_result((status, body))

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell whoever waits."""
        if self.answer is not None and not self.answer.done():
            self.answer.set_exception(exc or ConnectionResetError())


class Client:
    """A keep-alive HTTP/1.1 connection that costs the machine as little as Python can."""

    def __init__(self, port: int, token: str = "", trust: ssl.SSLContext | None = None) -> None:
        self.port = port
        self.token = token
        self._trust = trust
        self._answers: _Answers | None = None

    async def call(self, method: str, path: str, body: object = None, key: str | None = None) -> tuple[int, bytes]:
        """Send one request, its body as JSON unless it is bytes; return status and body."""
        loop = asyncio.get_running_loop()
        transport = self._answers.transport if self._answers is not None else None
        if self._answers is None or transport is None or transport.is_closing():  # idle for long
            _, self._answers = await loop.create_connection(_Answers, "127.0.0.1", self.port, ssl=self._trust)
        payload = body if isinstance(body, bytes) else b"" if body is None else orjson.dumps(body)
        head = f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {self.token}\r\n"
        if key is not None:
            head += f"Idempotency-Key: {key}\r\n"
        if payload:
            head += f"Content-Type: application/json\r\nContent-Length: {len(payload)}\r\n"
        assert self._answers.transport is not None
        self._answers.answer = loop.create_future()
        self._answers.transport.write(head.encode() + b"\r\n" + payload)
        return await self._answers.answer

    def hang_up(self) -> None:
        """Close the connection at once, whatever is under way."""
        if self._answers is not None and self._answers.transport is not None:
            self._answers.transport.abort()

    async def get(self, path: str) -> object:
        """Return the JSON of a GET that must succeed."""
        status, body = await self.call("GET", path)
        assert status == 200, body
        return json.loads(body)


async def sign_in(port: int, email: str, password: str, trust: ssl.SSLContext | None = None) -> Client:
    """Return a signed-in client."""
    client = Client(port, trust=trust)
    status, body = await client.call("POST", "/api/auth/login", {"email": email, "password": password})
    assert status == 200, body
    client.token = json.loads(body)["token"]
    return client


def percentile(samples: list[float], share: float) -> float:
    """Return a percentile of seconds, in milliseconds."""
    ordered = sorted(samples)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000


def processor_seconds(groups: Processes) -> dict[str, float]:
    """Read the processor time of each group of processes so far, in seconds of one core."""
    return {name: sum(sum(process.cpu_times()[:2]) for process in group) for name, group in groups.items()}


def machine() -> str:
    """Describe the machine that the figures come from."""
    model = next(
        (line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line),
        platform.processor(),
    )
    memory_gb = psutil.virtual_memory().total / 1e9
    return f"{os.cpu_count()} cores ({model}), {memory_gb:.0f} GB, Python {platform.python_version()}, MongoDB embedded"
