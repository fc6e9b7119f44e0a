"""Tasks with an effect that can be counted, put and done while faults happen, by workers that are killed."""

import asyncio
import contextlib
import random
import subprocess
import sys
import time
from collections import Counter
from typing import Any

from pymongo.errors import DuplicateKeyError, PyMongoError

from revops.core.errors import AppError
from revops.mongo.client import Database, Session
from revops.tasks.outbox import Task, enqueue
from tests.conftest import eventually

_GARAGE = "0199f3b2-0000-7000-8000-000000000001"
_DATABASE = "revops"
_AGAIN_SECONDS = 0.25
# How long all may take once the last was put.
_DONE_SECONDS, _LONGEST_SECONDS_EACH = 120, 0.05
# What of the report is empty when all went well.
WRONG = ("lost events", "not done", "done twice", "done without an event")


class Chores:
    """Puts tasks one by one, each with its event, until there are so many; workers of processes of their own do them.

    ``worker_process`` writes an effect in the transaction that takes its task off.
    """

    def __init__(self, mongo_url: str, count: int, pause_seconds: float = 0.1, workers: int = 2) -> None:
        self._url, self._count, self._pause_seconds = mongo_url, count, pause_seconds
        self._db = Database(mongo_url, _DATABASE)
        self._workers = [self._start_worker() for _ in range(workers)]
        self._killed = 0
        self._began_at = time.monotonic()
        self._acknowledged: set[int] = set()
        self._putting = asyncio.create_task(self._put_all())

    def _start_worker(self) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "tests.tasks.worker_process", self._url, _DATABASE]
        # Inside namespaces that end with this process.
        return subprocess.Popen(command, stdin=subprocess.DEVNULL)

    def kill_worker(self, rng: random.Random) -> None:
        """Kill one of the workers with no warning; another takes its place."""
        index = rng.randrange(len(self._workers))
        self._workers[index].kill()
        self._workers[index].wait()
        self._killed += 1
        self._workers[index] = self._start_worker()

    async def _put_all(self) -> None:
        for number in range(self._count):
            while not await self._put(number):
                await asyncio.sleep(_AGAIN_SECONDS)
            self._acknowledged.add(number)
            await asyncio.sleep(self._pause_seconds)

    async def _put(self, number: int) -> bool:
        """Write an event and its task; whether the event is known to be there."""

        async def write(session: Session) -> None:
            await self._db.collection("chores").insert_one({"_id": number}, session=session)
            await enqueue(self._db, session, _GARAGE, Task("write", {"number": number}))

        try:
            await self._db.transaction(write)
        except DuplicateKeyError:
            pass  # it was committed before the answer was lost
        except (PyMongoError, AppError):
            return False
        return True

    async def finish(self) -> dict[str, Any]:
        """Put what is left, wait until all is done, and compare events with effects."""
        await self._putting
        put_at = time.monotonic()

        async def is_done() -> bool:
            with contextlib.suppress(PyMongoError):
                return await self._db.collection("tasks").count_documents({"kind": "write"}, limit=1) == 0
            return False

        try:
            await eventually(is_done, _DONE_SECONDS + self._count * _LONGEST_SECONDS_EACH)
        finally:
            for worker in self._workers:
                worker.kill()
                worker.wait()
        done_at = time.monotonic()
        events = {event["_id"] async for event in self._db.collection("chores").find()}
        effects = Counter([effect["task"] async for effect in self._db.collection("effects").find()])
        begun = await self._db.collection("begun").count_documents({})
        await self._db.close()
        return {
            "put": len(events),
            "lost events": sorted(self._acknowledged - events),
            "not done": sorted(events - effects.keys()),
            "done twice": sorted(number for number, times in effects.items() if times > 1),
            "done without an event": sorted(effects.keys() - events),
            "begun again": begun - len(events),
            "workers killed": self._killed,
            "seconds to put": round(put_at - self._began_at, 1),
            "seconds until done": round(done_at - self._began_at, 1),
        }
