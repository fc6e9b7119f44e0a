"""One person against everybody: while a stranger or a garage does its worst, another garage asks for its jobs.

python -m bench.abuse --data /tmp/bench-abuse [--seconds 20] [--only A1,A4]

One worker without nginx on the embedded database. For each attack: what the other garage's ``GET /api/jobs`` waited and
was answered, and what the server's processes (without mongod) had in memory before, at most, and once all was as
before, for which there is a minute, and what the hourly check of the books had that fell into it. Ends with 1 when
something is more than it may be.
"""

import argparse
import asyncio
import contextlib
import json
import os
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import psutil
import uvloop

from bench.attacks import LOGOS, NUMBERS, PHOTOS, Attack, make_garage, png
from bench.harness import Client, Server, machine, percentile, running_server

# What each attack may cost: the wait of all but one in a hundred, and memory at most and afterwards.
_MAX_MS, _MAX_MB, _MAX_LEFT_MB = 250, 60, 30


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
                status, _ = await client.call("GET", f"/api/jobs?limit=50&n={next(NUMBERS)}")
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
        status, _ = await client.call("GET", f"/api/jobs?limit=50&n={next(NUMBERS)}")
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
    parser.add_argument("--only", default=",".join(f"A{number}" for number in range(1, 12)))
    options = parser.parse_args()
    if options.watch:
        uvloop.run(watch(int(options.watch[0]), options.watch[1]))
        return
    options.data.mkdir(parents=True, exist_ok=True)
    print(machine())
    for size in (*LOGOS, *PHOTOS):  # not while an attack goes on
        png(*size)
    # The daily quota is part of what is measured; the limit of open files is that of a usual shell.
    os.environ["REVOPS_WORKSHOP_MB_PER_DAY"] = "64"
    # An account of WhatsApp that leads nowhere: what comes in is the attack.
    os.environ |= {f"REVOPS_WHATSAPP_{name}": "1234567890" for name in ("PHONE_NUMBER_ID", "BUSINESS_ACCOUNT_ID")}
    os.environ |= {f"REVOPS_WHATSAPP_{name}": "of-the-bench" for name in ("TOKEN", "APP_SECRET", "VERIFY_TOKEN")}
    os.environ["REVOPS_WHATSAPP_URL"] = "http://127.0.0.1:9"
    with running_server(options.data) as server:
        is_well = uvloop.run(measure(server, options.only.split(","), options.seconds, options.settle))
    sys.exit(not is_well)


if __name__ == "__main__":
    main()
