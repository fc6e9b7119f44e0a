"""A long statement: the time to read and to match it, and what another client waits meanwhile.

.venv/bin/python -m bench.bank --data /tmp/bench-bank [--rows 20000]

The garage's own payments of the last months are rows of it, with as many others as are wanted.
"""

import argparse
import asyncio
import datetime as dt
import json
import random
import time
from pathlib import Path

import uvloop

from bench.harness import Client, machine, percentile, prepare, running_server, sign_in
from revops.mongo.client import Database
from revops.mongo.embedded import running_mongo
from revops.settings import Settings
from tests.bank.statements import Money, Story, as_text, hdfc

_OPENING_MINOR = 1_000_000_00
_PAUSE_SECONDS = 0.02


def statement_of(data: Path, rows: int) -> bytes:
    """Write a statement of so many rows, as many of them as there are of the garage's payments by UPI and transfer."""
    settings = Settings(data=data)

    async def payments(url: str) -> list[Money]:
        db = Database(url, settings.db_name)
        wanted = {"method": {"$in": ["upi", "bank_transfer"]}, "verdict": {"$ne": "rejected"}}
        fields = {"day": 1, "amount_minor": 1, "reference": 1}
        found = db.collection("payments").find(wanted, fields).sort("day", -1).limit(rows)
        mine = [
            Money(dt.date.fromisoformat(row["day"]), row["amount_minor"], "CUSTOMER", row["reference"])
            async for row in found
        ]
        await db.close()
        return mine

    with running_mongo(settings) as url:
        mine = uvloop.run(payments(url))
    rng = random.Random(1)
    last = max(money.day for money in mine)
    others = [
        Money(last - dt.timedelta(days=rng.randrange(170)), rng.randrange(100, 900_000), "SOMEBODY", f"9999{n:08}")
        for n in range(rows - len(mine))
    ]
    print(f"{rows:,} rows, {len(mine):,} of them payments of the garage")
    return as_text(hdfc(Story(_OPENING_MINOR, sorted([*mine, *others], key=lambda money: money.day))))


async def _waits(client: Client, until: asyncio.Event) -> list[float]:
    waited = []
    while not until.is_set():
        started = time.perf_counter()
        await client.get("/api/jobs")
        waited.append(time.perf_counter() - started)
        await asyncio.sleep(_PAUSE_SECONDS)
    return waited


async def measure(port: int, owner: tuple[str, str], manager: tuple[str, str], statement: bytes) -> None:
    """Print how long each step took, and what a client that lists jobs waited meanwhile and before."""
    mine, other = await sign_in(port, *owner), await sign_in(port, *manager)
    for name, method, path, body in (
        ("nothing", "GET", "/healthz", None),
        ("read", "POST", "/api/bank/statements", statement),
        ("read again", "POST", "/api/bank/statements", statement),
        ("matched", "GET", "/api/bank", None),
    ):
        done = asyncio.Event()
        waiting = asyncio.create_task(_waits(other, done))
        started = time.perf_counter()
        status, answer = await mine.call(method, path, body)
        seconds = time.perf_counter() - started
        assert status == 200, answer
        if name == "nothing":
            await asyncio.sleep(3)
        done.set()
        waited = await waiting
        half, most = percentile(waited, 0.5), 1000 * max(waited)
        said = f"p50 {half:.0f}, p99 {percentile(waited, 0.99):.0f}, most {most:.0f} ms"
        print(f"{name:12} {seconds:6.2f} s; another client waits {said} ({len(waited)} requests)")
    print(f"{json.loads(answer)['match_count']:,} match")


def main() -> None:
    """Run the bench."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--jobs", type=int, default=20_000)
    given = parser.parse_args()
    given.data.mkdir(parents=True, exist_ok=True)
    print(machine())
    garage = prepare(given.data, given.jobs, is_watched=False)
    statement = statement_of(given.data, given.rows)
    print(f"{len(statement) / 1e6:.1f} MB")
    with running_server(given.data) as server:
        people = (garage.owner, garage.password), (garage.managers[0], garage.password)
        uvloop.run(measure(server.port, *people, statement))


if __name__ == "__main__":
    main()
