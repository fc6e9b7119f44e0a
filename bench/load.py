"""Throughput: a mixed load with many clients, durable payments in one workshop, and the list against a bare handler.

python -m bench.load mixed --data /tmp/bench-100k --jobs 100000 --clients 100 --seconds 20
python -m bench.load payments --data /tmp/bench-1k --jobs 1000 --clients 50 --seconds 15
python -m bench.load list --data /tmp/bench-100k --jobs 100000 --clients 12 --seconds 5
"""

import argparse
import asyncio
import contextlib
import json
import os
import random
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import psutil
import uvloop

from bench.endpoints import UNIQUE, new_job
from bench.harness import (
    Client,
    Garage,
    Processes,
    Server,
    machine,
    percentile,
    prepare,
    processor_seconds,
    running_server,
    sign_in,
)
from revops.mongo.embedded import connection_url, read_state


async def sessions(port: int, garage: Garage, count: int, trust: ssl.SSLContext | None = None) -> list[Client]:
    """Return signed-in clients, one in five the owner, the others the managers in turn; one token a person."""
    people = [await sign_in(port, email, garage.password, trust) for email in [garage.owner, *garage.managers]]
    owner, *managers = [person.token for person in people]
    return [Client(port, owner if i % 5 == 0 else managers[i % len(managers)], trust) for i in range(count)]


_SHARES = (0.5, 0.95, 0.99)


class Mix:
    """The load of a chain of garages: mostly looking, one request in six writes. Collects waits and failures."""

    def __init__(self, seconds: float, pause_seconds: float = 0.0) -> None:
        """``pause_seconds`` is what a person looks at an answer before the next request, on average."""
        self.end = time.monotonic() + seconds
        self.pause_seconds = pause_seconds
        self.waits: dict[str, list[float]] = {}
        self.failures: list[tuple[int, bytes]] = []

    @property
    def samples(self) -> list[float]:
        """All waits, in seconds."""
        return [wait for waits in self.waits.values() for wait in waits]

    async def run(self, people: Sequence[Client], processes: Processes, name: str) -> None:
        """Let people work until the end; print the whole, what a request took of a core in each part, and each kind."""
        used, started = processor_seconds(processes), time.monotonic()
        psutil.cpu_percent()  # from here on
        await asyncio.gather(*(self.person(client, index) for index, client in enumerate(people)))
        elapsed, samples = time.monotonic() - started, self.samples
        p50, p95, p99 = (percentile(samples, share) for share in _SHARES)
        print(
            f"{name}: {len(samples) / elapsed:,.0f} requests/s, p50 {p50:.0f} ms, p95 {p95:.0f} ms, p99 {p99:.0f} ms,"
            f" errors {len(self.failures)} of {len(samples):,}, processor {psutil.cpu_percent():.0f} %",
            flush=True,
        )
        taken = {part: (now - used[part]) / len(samples) for part, now in processor_seconds(processes).items()}
        print(f"  ms of a core a request: {', '.join(f'{part} {t * 1000:.2f}' for part, t in taken.items())}")
        for kind, waits in sorted(self.waits.items()):
            p50, p95, p99 = (percentile(waits, share) for share in _SHARES)
            print(f"  | {kind} | {len(waits):,} | {p50:.0f} | {p95:.0f} | {p99:.0f} |")
        for status, answer in self.failures[:3]:
            print(" ", status, answer[:200])

    async def person(self, client: Client, index: int) -> None:
        """Work until the end; one in five is the owner."""
        rng = random.Random(index)
        is_owner = index % 5 == 0
        mine: list[str] = [job["id"] for job in await client.get("/api/jobs?limit=50")]  # type: ignore[attr-defined]
        payable: list[str] = []
        if self.pause_seconds:
            await asyncio.sleep(rng.uniform(0, 2 * self.pause_seconds))
        while time.monotonic() < self.end:
            kind, method, path, body = self._next(rng, is_owner, rng.choice(mine), payable)
            key = str(next(UNIQUE)) if method == "POST" else None
            started = time.perf_counter()
            status, answer = await client.call(method, path, body, key)
            self.waits.setdefault(kind, []).append(time.perf_counter() - started)
            if status != 200:
                self.failures.append((status, answer))
            elif kind == "create job":
                created = json.loads(answer)["id"]
                payable += [created, created]
                mine[rng.randrange(len(mine))] = created
            if self.pause_seconds:
                await asyncio.sleep(rng.uniform(0, 2 * self.pause_seconds))

    @staticmethod
    def _next(rng: random.Random, is_owner: bool, job_id: str, payable: list[str]) -> tuple[str, str, str, object]:
        roll = rng.random()
        if roll < 0.40:
            return "list jobs", "GET", "/api/jobs", None
        if roll < 0.62:
            return "read job", "GET", f"/api/jobs/{job_id}", None
        if roll < 0.72:
            return "search", "GET", f"/api/jobs?q={rng.choice(['pat', 'kulk', 'rao', 'mh12a'])}", None
        if roll < 0.84:
            if is_owner:
                return "dashboard", "GET", "/api/analytics/dashboard", None
            return "list payments", "GET", "/api/payments", None
        if is_owner:
            return "unconfirmed", "GET", "/api/payments?confirmed=false", None
        if roll < 0.90 or not payable:
            return "create job", "POST", "/api/jobs", new_job(9000, 500)
        if roll < 0.97:
            body = {"job_id": payable.pop(), "amount": 1, "payment_type": "partial"}
            return "record payment", "POST", "/api/payments", body
        return "move job", "PUT", f"/api/jobs/{payable.pop()}", {"status": "in_progress"}


async def mixed(server: Server, garage: Garage, clients: int, seconds: float) -> None:
    """Print what the mix comes to with so many clients, each as fast as the answers come."""
    people = await sessions(server.port, garage, clients)
    await Mix(seconds).run(people, server.processes(), f"mixed, {clients} clients")


async def payments(server: Server, garage: Garage, clients: int, seconds: float) -> None:
    """Durable payments as fast as one workshop can take them, each on a job of its own."""
    people = [client for i, client in enumerate(await sessions(server.port, garage, clients * 2)) if i % 5][:clients]
    samples: list[float] = []
    jobs: list[str] = []
    for client in people:
        status, body = await client.call("POST", "/api/jobs", new_job(estimate=100_000_000))
        assert status == 200, body
        jobs.append(json.loads(body)["id"])
    end = time.monotonic() + seconds

    async def person(client: Client, job_id: str) -> None:
        while time.monotonic() < end:
            body = {"job_id": job_id, "amount": 1, "payment_type": "partial", "method": "cash"}
            started = time.perf_counter()
            status, answer = await client.call("POST", "/api/payments", body, key=str(next(UNIQUE)))
            samples.append(time.perf_counter() - started)
            assert status == 200, answer

    started = time.monotonic()
    await asyncio.gather(*(person(client, job_id) for client, job_id in zip(people, jobs, strict=True)))
    elapsed = time.monotonic() - started
    print(f"durable payments, {clients} clients, one workshop: {len(samples) / elapsed:,.0f}/s", end="")
    print(f", p50 {percentile(samples, 0.5):.0f} ms, p99 {percentile(samples, 0.99):.0f} ms")


async def hammer(clients: list[Client], path: str, seconds: float) -> float:
    """Return requests per second of one GET."""
    end = time.monotonic() + seconds
    done = 0

    async def one(client: Client) -> None:
        nonlocal done
        while time.monotonic() < end:
            status, body = await client.call("GET", path)
            assert status == 200, body
            done += 1

    started = time.monotonic()
    await asyncio.gather(*(one(client) for client in clients))
    return done / (time.monotonic() - started)


async def list_ratio(server: Server, bare_port: int, garage: Garage, clients: int, seconds: float) -> None:
    """GET /api/jobs (50 rows) against the bare handler, in turns within one run."""
    owner = await sign_in(server.port, garage.owner, garage.password)
    ours = [Client(server.port, owner.token) for _ in range(clients)]
    bare = [Client(bare_port) for _ in range(clients)]
    pairs = []
    for turn in range(6):
        limit = await hammer(bare, "/", seconds)
        real = await hammer(ours, "/api/jobs", seconds)
        if turn:  # the first turn warms up
            pairs.append((real / limit, real, limit))
    ratio, real, limit = sorted(pairs)[len(pairs) // 2]
    print(f"list of 50, {clients} clients: {real:,.0f}/s, bare handler {limit:,.0f}/s, ratio {ratio:.2f} (median of 5)")


@contextlib.contextmanager
def bare_server(data: Path) -> Iterator[int]:
    """Run the bare handler on the same mongod."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = connection_url(data, read_state(data)["port"], (data / "mongod.password").read_text().strip())
    process = subprocess.Popen([sys.executable, "-m", "bench.bare", str(port)], env=os.environ | {"MONGO_URL": url})
    try:
        time.sleep(2)
        yield port
    finally:
        process.terminate()
        process.wait()


def main() -> None:
    """Run one of the three."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("mixed", "payments", "list"))
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--jobs", type=int, default=100_000)
    parser.add_argument("--clients", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=15)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--managers", type=int, default=0, help="of a garage that is made; by its size without it")
    given = parser.parse_args()
    garage = prepare(given.data, given.jobs, given.managers)
    print(machine())
    with running_server(given.data, given.workers) as server:
        if given.what == "mixed":
            uvloop.run(mixed(server, garage, given.clients, given.seconds))
        elif given.what == "payments":
            uvloop.run(payments(server, garage, given.clients, given.seconds))
        else:
            with bare_server(given.data) as bare_port:
                uvloop.run(list_ratio(server, bare_port, garage, given.clients, given.seconds))
        print(f"resident memory of the server processes, MB: {server.server_rss_mb()}")


if __name__ == "__main__":
    main()
