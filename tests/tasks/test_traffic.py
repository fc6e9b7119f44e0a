"""What the server does by itself gives way to requests, and is done all the same."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator

import pytest

from revops.core.traffic import Traffic
from revops.mongo.client import Database
from revops.tasks.outbox import Claimed, Task
from revops.tasks.worker import Worker
from tests.conftest import eventually
from tests.tasks.test_outbox import left, put

pytestmark = pytest.mark.anyio


async def test_it_is_calm_a_moment_after_the_last_answer() -> None:
    traffic, far = Traffic(), time.monotonic() + 60
    await traffic.calm(far)  # nobody has asked anything yet
    traffic.begin()
    traffic.begin()
    waiting = asyncio.create_task(traffic.calm(far))
    traffic.end()
    await asyncio.sleep(0.05)
    assert not waiting.done()
    answered = time.monotonic()
    traffic.end()
    await waiting
    assert time.monotonic() - answered >= 0.03


async def test_nobody_gives_way_for_ever() -> None:
    traffic = Traffic()
    traffic.begin()
    await traffic.calm(time.monotonic() + 0.01)
    await traffic.calm(0)


@pytest.mark.slow
class _Heard(Traffic):
    """Traffic that says when somebody gives way to it."""

    def __init__(self) -> None:
        super().__init__()
        self.gave_way = asyncio.Event()

    async def calm(self, until: float) -> None:
        self.gave_way.set()
        await super().calm(until)


async def test_a_task_is_begun_when_nobody_is_answered(empty_database: Database) -> None:
    traffic = _Heard()
    begun: list[int] = []

    async def note(claimed: Claimed) -> None:
        begun.append(claimed.payload["number"])

    async def is_done() -> bool:
        return await left(empty_database) == []

    @contextlib.asynccontextmanager
    async def at_work(gives_way_seconds: float) -> AsyncIterator[None]:
        worker = Worker(
            empty_database, {"note": note}, concurrency=2, traffic=traffic, gives_way_seconds=gives_way_seconds
        )
        running = asyncio.create_task(worker.run())
        try:
            yield
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)

    traffic.begin()
    async with at_work(gives_way_seconds=600):
        await put(empty_database, Task("note", {"number": 1}))
        await traffic.gave_way.wait()
        (task,) = await left(empty_database)
        assert (task["claim"], begun) == (None, [])
        traffic.end()
        await eventually(is_done)
    # Beside requests that do not end it is done, too, only later.
    traffic.begin()
    async with at_work(gives_way_seconds=0.05):
        await put(empty_database, Task("note", {"number": 2}))
        await eventually(is_done)
    assert begun == [1, 2]
