"""What the server does by itself gives way to requests, and is done all the same."""

import asyncio
import time

import pytest

from revops.core.traffic import Traffic
from revops.mongo.client import Database
from revops.tasks import worker as working
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
async def test_a_task_is_begun_when_nobody_is_answered(
    empty_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    traffic, gave_way = Traffic(), asyncio.Event()
    begun: list[int] = []

    async def note(claimed: Claimed) -> None:
        begun.append(claimed.payload["number"])

    calm = traffic.calm

    async def noted(until: float) -> None:
        gave_way.set()
        await calm(until)

    async def is_done() -> bool:
        return await left(empty_database) == []

    monkeypatch.setattr(traffic, "calm", noted)
    monkeypatch.setattr(working, "_GIVES_WAY_SECONDS", 600.0)
    running = asyncio.create_task(Worker(empty_database, {"note": note}, concurrency=2, traffic=traffic).run())
    try:
        traffic.begin()
        await put(empty_database, Task("note", {"number": 1}))
        await gave_way.wait()
        (task,) = await left(empty_database)
        assert (task["claim"], begun) == (None, [])
        traffic.end()
        await eventually(is_done)
        # Beside requests that do not end it is done, too, only later.
        monkeypatch.setattr(working, "_GIVES_WAY_SECONDS", 0.05)
        traffic.begin()
        await put(empty_database, Task("note", {"number": 2}))
        await eventually(is_done)
        assert begun == [1, 2]
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
