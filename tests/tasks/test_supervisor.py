"""Loops beside the requests: one that fails is begun again, later each time, and everybody can see which."""

import asyncio
import itertools

import httpx2
import pytest
from fastapi import FastAPI

from revops.tasks.supervisor import RESTARTS, RUNNING, Supervisor
from tests.conftest import eventually

pytestmark = pytest.mark.anyio

LOOPS = ["audit_log", "caches", "journal_sealer", "members_made_anew", "parent", "presence", "remaking", "upkeep"]


async def test_a_loop_that_fails_is_begun_again_after_longer_and_longer_pauses() -> None:
    supervisor = Supervisor(first_pause_seconds=0.05, longest_pause_seconds=0.2)
    begun: list[float] = []

    async def fails() -> None:
        begun.append(asyncio.get_running_loop().time())
        raise RuntimeError("nobody foresaw this")

    async def runs() -> None:
        await asyncio.Event().wait()

    supervisor.start("fails", fails)
    supervisor.start("runs", runs)
    await eventually(lambda: _true(len(begun) == 5))
    await eventually(lambda: _true(supervisor.failing == ["fails"]))
    pauses = [later - earlier for earlier, later in itertools.pairwise(begun)]
    # The clock of the loop counts in milliseconds.
    assert all(pause > 0.9 * least for pause, least in zip(pauses, (0.05, 0.1, 0.2, 0.2), strict=True))
    assert RUNNING.labels("fails")._value.get() == 0
    assert RUNNING.labels("runs")._value.get() == 1
    assert RESTARTS.labels("fails")._value.get() == 5
    await supervisor.stop()
    assert supervisor.names == []


async def test_a_cancellation_that_nobody_ordered_is_a_failure_too() -> None:
    """As when a loop awaits a task of its own that was cancelled."""
    lives = asyncio.Event()
    begun = 0

    async def loop() -> None:
        nonlocal begun
        begun += 1
        if begun == 1:
            raise asyncio.CancelledError
        lives.set()
        await asyncio.Event().wait()

    supervisor = Supervisor(0.01)
    supervisor.start("cancelled", loop)
    await asyncio.wait_for(lives.wait(), 5)
    await supervisor.stop()
    assert begun == 2


class _Ended(BaseException):
    """What no ``except Exception`` catches, as a library may raise to end a task, and a test's timeout does."""


@pytest.mark.parametrize("error", [RuntimeError, _Ended])
async def test_a_group_of_tasks_that_fails_ends_no_loop_for_good(error: type[BaseException]) -> None:
    lives = asyncio.Event()
    begun = 0

    async def ended() -> None:
        raise error

    async def loop() -> None:
        nonlocal begun
        begun += 1
        if begun <= 2:
            async with asyncio.TaskGroup() as group:  # as the worker of tasks has
                group.create_task(ended())
        lives.set()
        await asyncio.Event().wait()

    supervisor = Supervisor(0.01)
    supervisor.start("ended", loop)
    await asyncio.wait_for(lives.wait(), 5)
    await supervisor.stop()
    assert begun == 3


async def test_a_loop_whose_cancellation_is_lost_ends_all_the_same() -> None:
    runs, lost = asyncio.Event(), 0

    async def loop() -> None:
        nonlocal lost
        runs.set()
        while True:
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:  # as a client does whose time ran out at that moment
                if lost == 2:
                    raise
                lost += 1

    supervisor = Supervisor(cancel_again_seconds=0.01)
    supervisor.start("deaf", loop)
    await runs.wait()
    async with asyncio.timeout(5):
        await supervisor.stop()
    assert lost == 2


async def test_a_loop_that_returns_is_done_and_no_failure() -> None:
    supervisor = Supervisor()
    done: list[int] = []

    async def returns() -> None:
        done.append(1)

    supervisor.start("returns", returns)
    await asyncio.sleep(0.05)
    assert done == [1]
    assert supervisor.failing == []
    await supervisor.stop()


async def test_the_server_tells_which_loops_it_runs_and_which_fails(app: FastAPI, http: httpx2.AsyncClient) -> None:
    supervisor: Supervisor = app.state.supervisor
    assert set(LOOPS) <= set(supervisor.names)
    assert (await http.get("/healthz")).json() == {"status": "alive"}
    # Of a name that no other server of this process has: the gauges of a process are shared.
    supervisor.start("steady", _for_ever)
    try:
        assert 'revops_loop_running{loop="steady"} 1.0' in (await http.get("/metrics")).text
    finally:
        await supervisor.end("steady")

    async def fails() -> None:
        raise RuntimeError("nobody foresaw this")

    supervisor.start("broken", fails)
    try:
        await eventually(lambda: _true(supervisor.failing == ["broken"]))
        assert (await http.get("/healthz")).json() == {"status": "alive", "failing_loops": ["broken"]}
        assert 'revops_loop_running{loop="broken"} 0.0' in (await http.get("/metrics")).text
    finally:
        await supervisor.end("broken")
    assert (await http.get("/healthz")).json() == {"status": "alive"}


async def _for_ever() -> None:
    await asyncio.Event().wait()


async def _true(value: bool) -> bool:
    return value
