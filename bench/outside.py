"""Measure the cost of the outside world to a garage: reads and writes with mail, a bucket, Redis, notifications and
open pages, in turns with the same garage that has none of them. Each counterpart is a process of its own, as in tests,
and so are the pages.

python -m bench.outside --data /tmp/bench-outside
"""

import argparse
import asyncio
import contextlib
import itertools
import json
import os
import random
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterator
from pathlib import Path

import uvloop

from bench.endpoints import Calls, calls_for, new_job
from bench.harness import Client, Garage, machine, percentile, prepare, running_server, sign_in
from bench.listeners import listening
from tests import bucket_server
from tests.messages.smtp_process import PASSWORD, USER
from tests.push.browser import open_browser

# What is still to be done: tasks, and entries that some are to follow from; and what was done.
_WAITING = ("revops_tasks_due ", "revops_journal_unsealed_entries ")
_DONE = "revops_tasks_total{"
_LETTERS = 10_000
_COMPARED = (
    "GET /jobs",
    "GET /jobs/{id}",
    "GET /payments",
    "GET /today",
    "GET /analytics/dashboard",
    "POST /jobs",
    "POST /payments",
    "PUT /payments/{id}/confirm",
    "POST /settlements",
)
_NUMBERS = itertools.count(int(time.time() * 1000))


@contextlib.contextmanager
def _process(*command: str) -> Iterator[str]:
    """Run a counterpart; give the line that it prints once it listens."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            assert process.stdout is not None
            yield process.stdout.readline()
        finally:
            process.terminate()


@contextlib.contextmanager
def everything(folder: Path) -> Iterator[tuple[dict[str, str], int]]:
    """Run all counterparts; give the environment of a server that has them, and the port of the push service."""
    for name in ("mail", "push", "bucket"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as stack:
        mail = stack.enter_context(_process(sys.executable, "-m", "tests.messages.smtp_process", str(folder / "mail")))
        push = stack.enter_context(_process(sys.executable, "-m", "tests.push.push_process", str(folder / "push")))
        (redis,) = bucket_server.free_ports(1)
        stack.enter_context(_process(sys.executable, "-m", "tests.redis_process", str(redis)))
        bucket = bucket_server.of_run(folder / "bucket")
        stack.callback(bucket_server.stop, folder / "bucket")
        settings = {
            **bucket.settings,
            "redis_url": f"redis://127.0.0.1:{redis}",
            "smtp_host": "127.0.0.1",
            "smtp_port": mail.split()[0],
            "smtp_user": USER,
            "smtp_password": PASSWORD,
            "smtp_from": "garage@revops.example",
            "smtp_ca": folder / "mail" / "ca.pem",
            "public_url": "https://garage.example",
            "push_contact": "mailto:host@revops.example",
            "push_ca": folder / "push" / "ca.pem",
        }
        yield {f"REVOPS_{name.upper()}": str(value) for name, value in settings.items()}, int(push)


async def _calls(port: int, garage: Garage) -> tuple[Client, Calls]:
    """Sign in, have customers written to about everything, and build the requests to compare."""
    owner = await sign_in(port, garage.owner, garage.password)
    manager = await sign_in(port, garage.managers[0], garage.password)
    settings = await owner.get("/api/messages/settings")
    events = dict.fromkeys(settings["events"], True)  # type: ignore[index]
    # As many as the host lets a garage send: after the usual 200 of a day nothing would be measured any more.
    status, body = await owner.call("PUT", "/api/messages/settings", {"events": events, "daily_limit": _LETTERS})
    assert status == 200, body
    return owner, await calls_for(owner, manager) | _story(owner, manager)


def _story(owner: Client, manager: Client) -> Calls:
    """Build the requests of which each goes on with what the one before it made: a job of somebody with an address, a
    payment on it, its confirmation. So no customer is written to twice, and nothing is confirmed that is already.
    """
    jobs: deque[str] = deque()
    payments: deque[str] = deque()

    async def post(path: str, body: object, made: deque[str]) -> tuple[int, bytes]:
        status, answer = await manager.call("POST", path, body, key=str(next(_NUMBERS)))
        made.append(json.loads(answer)["id"])
        return status, answer

    def job() -> dict[str, object]:
        return {**new_job(), "customer_email": f"customer{next(_NUMBERS)}@garage.example"}

    def payment() -> dict[str, object]:
        return {"job_id": jobs.popleft(), "amount": 100, "payment_type": "partial", "method": "upi"}

    return {
        "POST /jobs": lambda: post("/api/jobs", job(), jobs),
        "POST /payments": lambda: post("/api/payments", payment(), payments),
        "PUT /payments/{id}/confirm": lambda: owner.call("PUT", f"/api/payments/{payments.popleft()}/confirm"),
    }


async def _notified(owner: Client, folder: Path, push_port: int) -> None:
    """Turn notifications on for the owner's phone."""
    known = await owner.get("/api/push")
    browser = open_browser(folder / "push", push_port, known["public_key"], "phone")  # type: ignore[index]
    status, body = await owner.call("PUT", "/api/push/devices", browser.subscription)
    assert status == 200, body


async def _all_is_sent(anyone: Client) -> None:
    """Wait until a server has nothing left to do by itself, else it would do it in the other's turn."""
    before = None
    while True:
        _, metrics = await anyone.call("GET", "/metrics")
        lines = metrics.decode().splitlines()
        waiting = sum(float(line.split()[1]) for line in lines if line.startswith(_WAITING))
        done = sum(float(line.split()[-1]) for line in lines if line.startswith(_DONE))
        if not waiting and done == before:
            return
        before = done
        await asyncio.sleep(0.3)  # what was begun is done then


async def _compare(
    off: Calls, on: Calls, owner: Client, rounds: int, calls: int, pause_ms: int
) -> dict[str, tuple[list[float], list[float]]]:
    """Time each request without and with, in turns of so many; in seconds. Between two there is a pause of about so
    long.
    """
    samples: dict[str, tuple[list[float], list[float]]] = {name: ([], []) for name in _COMPARED}
    for round_number in range(rounds + 1):
        for name, both in samples.items():
            for which in (0, 1) if round_number % 2 else (1, 0):
                await _all_is_sent(owner)
                for _ in range(calls):
                    begun = time.perf_counter()
                    status, body = await (off, on)[which][name]()
                    took = time.perf_counter() - begun
                    assert status == 200, (name, status, body)
                    if round_number:  # the first warms up
                        both[which].append(took)
                    if pause_ms:
                        await asyncio.sleep(random.uniform(0, 2) * pause_ms / 1000)
    return samples


def main() -> None:
    """Run and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--jobs", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--calls", type=int, default=30, help="of a kind, one after the other")
    parser.add_argument("--streams", type=int, default=5, help="open pages of the owner")
    parser.add_argument("--pause-ms", type=int, default=0, help="between two requests, as of people, about so long")
    options = parser.parse_args()
    folders = {name: options.data / name for name in ("off", "on")}
    for folder in folders.values():
        folder.mkdir(parents=True, exist_ok=True)
    garages = {name: prepare(folder, options.jobs) for name, folder in folders.items()}
    with contextlib.ExitStack() as stack:
        environment, push_port = stack.enter_context(everything(options.data))
        bare = {name: value for name, value in os.environ.items() if not name.startswith("REVOPS_")}
        assert bare == dict(os.environ), "settings of this shell would be those of both"
        many = {"REVOPS_MESSAGES_PER_DAY": str(_LETTERS)}
        off = stack.enter_context(running_server(folders["off"], more=many))
        on = stack.enter_context(running_server(folders["on"], more=many | environment))

        async def run() -> dict[str, tuple[list[float], list[float]]]:
            _, without = await _calls(off.port, garages["off"])
            owner, having = await _calls(on.port, garages["on"])
            await _notified(owner, options.data, push_port)
            async with listening(on.port, owner.token, options.streams):
                return await _compare(without, having, owner, options.rounds, options.calls, options.pause_ms)

        samples = uvloop.run(run())
        letters = len(list((options.data / "mail").glob("*.eml")))
    print(machine())
    print(f"{options.jobs:,} jobs; {options.calls} requests at a turn, {options.pause_ms} ms between two", end="; ")
    print(f"{letters} letters were sent meanwhile; milliseconds p50 / p99\n")
    print("| request | without | with all | p50 with : without |")
    print("|---|---|---|---|")
    for name, both in samples.items():
        shown = [f"{percentile(taken, 0.5):.2f} / {percentile(taken, 0.99):.1f}" for taken in both]
        print(f"| {name} | {shown[0]} | {shown[1]} | {percentile(both[1], 0.5) / percentile(both[0], 0.5):.2f} |")


if __name__ == "__main__":
    main()
