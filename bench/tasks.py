"""The outbox: empty tasks a second, how soon one is begun, and what a hundred thousand waiting cost a money write.

python -m bench.tasks
"""

import argparse
import asyncio
import datetime as dt
import statistics
import tempfile
import time
from pathlib import Path

from revops.core.ids import new_id
from revops.core.time import now
from revops.mongo import driver
from revops.mongo.client import Database, Session
from revops.mongo.embedded import EmbeddedMongo
from revops.mongo.mongod import find_mongod
from revops.rooms import migrate
from revops.settings import Settings
from revops.tasks.outbox import Claimed, Task, enqueue
from revops.tasks.worker import Worker

_GARAGE = "0199f3b2-0000-7000-8000-000000000001"


async def _put(db: Database, number: int, run_after: dt.datetime | None = None) -> None:
    """Write tasks, a thousand in a transaction."""
    for start in range(0, number, 1000):

        async def write(session: Session, count: int = min(1000, number - start)) -> None:
            for _ in range(count):
                await enqueue(db, session, _GARAGE, Task("empty", run_after=run_after))

        await db.transaction(write, seconds=60)


async def _writes(db: Database, number: int, *, with_task: bool) -> list[float]:
    """Time transactions of two inserts, as a payment makes them, with or without a task."""
    took = []
    for _ in range(number):

        async def write(session: Session) -> None:
            for name in ("bench_payments", "bench_entries"):
                document = {"_id": new_id(), "workshop_id": _GARAGE, "at": now(), "amount_minor": 100}
                await db.collection(name).insert_one(document, session=session)
            if with_task:
                await enqueue(db, session, _GARAGE, Task("later", run_after=now() + dt.timedelta(days=1)))

        begun = time.perf_counter()
        await db.transaction(write)
        took.append((time.perf_counter() - begun) * 1000)
    return took


async def _measure(url: str, tasks: int) -> None:
    db = Database(url, "bench_tasks")
    await migrate(db)
    done = 0
    begun_at = 0.0

    async def empty(_: Claimed) -> None:
        nonlocal done, begun_at
        done += 1
        begun_at = time.perf_counter()

    await _put(db, tasks)
    worker = asyncio.create_task(Worker(db, {"empty": empty}, concurrency=8).run())
    begun = time.perf_counter()
    while done < tasks:
        await asyncio.sleep(0.01)
    print(f"{tasks / (time.perf_counter() - begun):.0f} empty tasks a second")
    waited = []
    for _ in range(20):
        await asyncio.sleep(0.7)
        before = done
        await _put(db, 1)
        committed = time.perf_counter()
        while done == before:
            await asyncio.sleep(0.001)
        waited.append(max(0.0, begun_at - committed) * 1000)
    print(f"begun {statistics.median(waited):.0f} ms after the commit, {max(waited):.0f} ms at most")
    plain, with_task = await _writes(db, 300, with_task=False), await _writes(db, 300, with_task=True)
    await _put(db, 100_000, now() + dt.timedelta(days=1))
    waiting, waiting_task = await _writes(db, 300, with_task=False), await _writes(db, 300, with_task=True)
    for name, took in (
        ("a write", plain),
        ("with a task", with_task),
        ("a write beside 100,000 waiting", waiting),
        ("with a task beside 100,000 waiting", waiting_task),
    ):
        print(f"{name}: p50 {statistics.median(took):.2f} ms, p99 {sorted(took)[int(len(took) * 0.99)]:.2f} ms")
    worker.cancel()
    await asyncio.gather(worker, return_exceptions=True)
    await db.close()


def main() -> None:
    """Parse the command line and run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tasks", type=int, default=3000)
    given = parser.parse_args()
    driver.make_lean()
    with tempfile.TemporaryDirectory(prefix="revops-bench-") as folder:
        mongo = EmbeddedMongo(find_mongod(Settings(_env_file=None)), Path(folder), cache_gb=0.25)
        mongo.start()
        try:
            asyncio.run(_measure(mongo.url, given.tasks))
        finally:
            mongo.stop()


if __name__ == "__main__":
    main()
