"""The outbox: a task is there if and only if its event is, and its effect happens once, whoever is killed when."""

import asyncio
import contextlib
import datetime as dt
import subprocess
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Sequence

import pytest

from revops.core.time import from_millis
from revops.mongo.client import Database, Document, Session
from revops.tasks import worker as working
from revops.tasks.outbox import (
    MAX_ATTEMPTS,
    Claimed,
    ClaimLost,
    Hopeless,
    Task,
    claim,
    delay_ms,
    enqueue,
    find_due,
    gather,
)
from revops.tasks.schedules import Schedule, Schedules
from revops.tasks.worker import Handler, Worker
from tests.conftest import eventually

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

GARAGE = "0199f3b2-0000-7000-8000-000000000001"


@pytest.fixture
async def outbox(empty_database: Database) -> Database:
    """An empty database."""
    return empty_database


async def put(db: Database, *tasks: Task) -> None:
    """Write tasks, each in a transaction of its own."""
    for task in tasks:

        async def write(session: Session, task: Task = task) -> None:
            await enqueue(db, session, GARAGE, task)

        await db.transaction(write)


async def left(db: Database) -> list[Document]:
    """Return the tasks that are not done."""
    return await db.collection("tasks").find({"state": {"$ne": "done"}}, sort=[("turn", 1)]).to_list()


@contextlib.asynccontextmanager
async def at_work(db: Database, handler: Handler, kind: str = "write", workers: int = 1) -> AsyncIterator[None]:
    """Have workers do tasks meanwhile."""
    running = [asyncio.create_task(Worker(db, {kind: handler}, concurrency=3).run()) for _ in range(workers)]
    try:
        yield
    finally:
        for worker in running:
            worker.cancel()
        await asyncio.gather(*running, return_exceptions=True)


def numbered(numbers: Sequence[int], order_key: str | None = None) -> list[Task]:
    """Return tasks that write a number."""
    return [Task("write", {"number": number}, order_key=order_key) for number in numbers]


async def test_a_task_is_there_if_and_only_if_its_event_is(outbox: Database) -> None:
    async def undone(session: Session) -> None:
        await enqueue(outbox, session, GARAGE, Task("write", {"number": 1}))
        await enqueue(outbox, session, GARAGE, Task("write", {"number": 2}, dedupe_key="two"))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await outbox.transaction(undone)
    assert await left(outbox) == []
    await put(outbox, Task("write", {"number": 1}))
    (task,) = await left(outbox)
    assert (task["kind"], task["payload"], task["workshop_id"]) == ("write", {"number": 1}, GARAGE)


async def test_the_same_cause_makes_one_task_also_once_it_is_done(outbox: Database) -> None:
    done: list[int] = []

    async def write(claimed: Claimed) -> None:
        done.append(claimed.payload["number"])

    twice = [Task("write", {"number": number}, dedupe_key="the same payment") for number in (1, 2)]
    await put(outbox, *twice)
    assert len(await left(outbox)) == 1
    async with at_work(outbox, write):
        await eventually(lambda: is_empty(outbox))
        await put(outbox, *twice)
        assert await left(outbox) == []
    assert done == [1]


async def is_empty(db: Database) -> bool:
    """Say whether all is done."""
    return await left(db) == []


async def test_two_instances_do_each_task_once_and_begin_within_a_second(outbox: Database) -> None:
    begun: dict[int, float] = {}
    times: Counter[int] = Counter()

    async def write(claimed: Claimed) -> None:
        begun[claimed.payload["number"]] = time.monotonic()
        times[claimed.payload["number"]] += 1

    async with at_work(outbox, write, workers=2):
        await asyncio.sleep(1)
        await put(outbox, Task("write", {"number": 0}))
        committed = time.monotonic()
        await eventually(lambda: is_empty(outbox))
        assert begun[0] - committed < 1
        await put(outbox, *numbered(range(1, 60)))
        await eventually(lambda: is_empty(outbox))
    assert times == Counter(range(60))


async def test_a_killed_worker_leaves_nothing_undone_and_nothing_done_twice(outbox: Database, mongo_url: str) -> None:
    await put(outbox, *numbered(range(150)))
    arguments = [sys.executable, "-m", "tests.tasks.worker_process", mongo_url, outbox.name]

    async def is_begun(number: int) -> None:
        while await outbox.collection("begun").count_documents({}) < number:
            await asyncio.sleep(0.02)

    for wanted in (20, 60, 100):
        process = subprocess.Popen(arguments)
        try:
            await asyncio.wait_for(is_begun(wanted), 30)
        finally:
            process.kill()
            process.wait()
    last = subprocess.Popen(arguments)
    try:
        await eventually(lambda: is_empty(outbox))
    finally:
        last.kill()
        last.wait()
    effects = Counter([line["task"] async for line in outbox.collection("effects").find()])
    assert effects == Counter(range(150))
    # Some were in the middle when they were killed, and were begun again.
    assert await outbox.collection("begun").count_documents({}) > 150


async def test_whoever_lost_the_claim_has_no_effect(outbox: Database) -> None:
    await put(outbox, Task("write", {"number": 1}))
    (found,) = await find_due(outbox, ["write"], 10)
    slow = await claim(outbox, found, 1)
    assert slow is not None
    assert await claim(outbox, found, 60_000) is not None or await _claimed_soon(outbox, found)

    async def effect(session: Session) -> None:
        await outbox.collection("effects").insert_one({"task": 1}, session=session)
        await slow.finish(session)

    with pytest.raises(ClaimLost):
        await outbox.transaction(effect)
    assert await outbox.collection("effects").count_documents({}) == 0
    assert not await slow.renew()


async def _claimed_soon(db: Database, task_id: str) -> bool:
    await asyncio.sleep(0.05)
    return await claim(db, task_id, 60_000) is not None


async def test_a_task_that_fails_is_tried_later_and_later_and_then_dead(
    outbox: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("revops.tasks.outbox._FIRST_DELAY_MS", 2)
    tried = 0

    async def fails(_: Claimed) -> None:
        nonlocal tried
        tried += 1
        raise OSError("the printer is on fire")

    await put(outbox, Task("write"))

    async def is_dead() -> bool:
        return [task["state"] for task in await left(outbox)] == ["dead"]

    async with at_work(outbox, fails):
        await eventually(is_dead)
    (task,) = await left(outbox)
    assert tried == task["attempts"] == MAX_ATTEMPTS
    assert task["error"] == "OSError: the printer is on fire"
    assert await find_due(outbox, ["write"], 10) == []
    await working.measure(outbox)
    assert working.DEAD_TASKS._value.get() == 1
    assert working.DUE._value.get() == 0


async def test_what_is_hopeless_is_not_tried_again(outbox: Database) -> None:
    async def refuses(_: Claimed) -> None:
        raise Hopeless("there is no such number")

    await put(outbox, Task("write"))
    async with at_work(outbox, refuses):

        async def is_dead() -> bool:
            return [task["state"] for task in await left(outbox)] == ["dead"]

        await eventually(is_dead)
    assert [task["attempts"] for task in await left(outbox)] == [1]


def test_pauses_double_up_to_an_hour_and_differ() -> None:
    for attempts, most in ((1, 2_000), (2, 4_000), (5, 32_000), (12, 3_600_000), (500, 3_600_000)):
        delays = {delay_ms(attempts) for _ in range(200)}
        assert len(delays) > 20
        assert most // 2 <= min(delays) <= max(delays) <= most


async def test_tasks_of_one_order_are_done_as_they_were_written_whatever_fails(
    outbox: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("revops.tasks.outbox._FIRST_DELAY_MS", 50)
    done: list[int] = []
    failed: set[int] = set()

    async def write(claimed: Claimed) -> None:
        number = claimed.payload["number"]
        if number % 5 == 2 and number not in failed:
            failed.add(number)
            raise OSError("once")
        if number == 8:
            raise Hopeless("never")
        await asyncio.sleep(0.005)
        done.append(number)

    await put(outbox, *numbered(range(20), "the phone of one customer"))
    async with at_work(outbox, write, workers=2):

        async def only_dead() -> bool:
            return [task["state"] for task in await left(outbox)] == ["dead"]

        await eventually(only_dead)
    assert done == [number for number in range(20) if number != 8]


async def test_a_worker_that_is_stopped_gives_back_what_it_has_begun(outbox: Database) -> None:
    begun = asyncio.Event()

    async def never_ends(_: Claimed) -> None:
        begun.set()
        await asyncio.Event().wait()

    await put(outbox, Task("write"))
    for _ in range(20):  # now and then the claim of another is on its way as all are stopped
        begun.clear()
        async with at_work(outbox, never_ends, workers=3):
            await asyncio.wait_for(begun.wait(), 5)
        (task,) = await left(outbox)
        assert (task["attempts"], task["claim"]) == (0, None)
        assert await find_due(outbox, ["write"], 10) == [task["_id"]]


async def test_what_waits_for_its_time_is_not_looked_at(outbox: Database) -> None:
    later = from_millis(4_000_000_000_000)
    waiting = [{"kind": "write", "state": "waiting", "due_at": later, "turn": str(n)} for n in range(2_000)]
    await outbox.collection("tasks").insert_many(waiting)
    await put(outbox, Task("write", run_after=later), Task("write", {"number": 1}))
    due = {"state": "waiting", "kind": {"$in": ["write"]}, "$expr": {"$lte": ["$due_at", "$$NOW"]}}
    plan = await outbox.command(
        {
            "explain": {"find": "tasks", "filter": due, "sort": {"due_at": 1, "_id": 1}, "limit": 64, "hint": "due"},
            "verbosity": "executionStats",
        }
    )
    assert plan["executionStats"]["totalKeysExamined"] <= 3
    assert len(await find_due(outbox, ["write"], 64)) == 1


async def test_of_many_instances_one_makes_what_is_due_and_a_crash_makes_it_once(outbox: Database) -> None:
    hourly = Schedule("write", dt.timedelta(hours=1))
    makers = [Schedules(outbox, [hourly]) for _ in range(3)]

    async def make_all() -> int:
        made = [maker.make_if_due(hourly, maker._schedules[0][1]) for maker in makers]
        return sum(await asyncio.gather(*made))

    assert await make_all() == 1
    assert await make_all() == 0
    assert len(await left(outbox)) == 1
    # Killed after the task was made and before that was noted: the next makes the same, which is one.
    leases, noted = outbox.collection("leases"), {"_id": "schedule:write"}
    await leases.update_one(noted, {"$unset": {"made_at": ""}, "$set": {"expires_at": from_millis(0)}})
    assert await make_all() == 1
    assert len(await left(outbox)) == 1
    # An hour later.
    await leases.update_one(noted, {"$set": {"made_at": from_millis(0), "expires_at": from_millis(0)}})
    assert await make_all() == 1
    assert len(await left(outbox)) == 2


async def test_what_is_gathered_at_the_same_moment_is_one_task(outbox: Database) -> None:
    async def gathered(order: str, value: str) -> None:
        async def write(session: Session) -> None:
            task = Task("write", {"since": 1}, order_key=order, run_after=from_millis(4_000_000_000_000))
            await gather(outbox, session, GARAGE, task, "about", [value])

        await outbox.transaction(write)

    orders = [f"order {n}" for n in range(10)]
    await asyncio.gather(*(gathered(order, str(n)) for order in orders for n in range(8)))
    tasks = await left(outbox)
    assert Counter(task["order_key"] for task in tasks) == Counter(orders)
    assert all(sorted(task["payload"]["about"]) == list("01234567") for task in tasks)


async def test_what_is_gathered_while_a_task_is_done_is_the_next(outbox: Database) -> None:
    task, begun, go_on = Task("write", order_key="one"), asyncio.Event(), asyncio.Event()
    seen: list[list[str]] = []

    async def put_together(value: str) -> None:
        async def write(session: Session) -> None:
            await gather(outbox, session, GARAGE, task, "about", [value])

        await outbox.transaction(write)

    async def handle(claimed: Claimed) -> None:
        begun.set()
        await go_on.wait()
        seen.append(claimed.payload["about"])

    await put_together("a")
    async with at_work(outbox, handle):
        await begun.wait()
        await put_together("b")
        await put_together("c")
        go_on.set()

        async def is_done() -> bool:
            return await left(outbox) == []

        await eventually(is_done)
    assert seen == [["a"], ["b", "c"]]


async def test_what_is_taken_on_is_done_next_by_the_same_and_in_its_turn(outbox: Database) -> None:
    done: list[tuple[str, bool]] = []

    async def handle(claimed: Claimed) -> None:
        name = claimed.payload["name"]
        done.append((name, claimed.known is not None))
        if name != "first":
            return

        async def work(session: Session) -> None:
            claimed.taken_on.clear()
            for order in ("free", "behind"):
                await claimed.take_on(session, Task("write", {"name": order}, order_key=order), known={"read": order})
            await claimed.finish(session)

        await outbox.transaction(work)

    # Somebody is at it for long: what is behind waits, and is done by whoever finds it then.
    await put(outbox, Task("write", {"name": "before"}, order_key="behind"))
    busy = {"$set": {"claim": "another's", "due_at": from_millis(4_000_000_000_000)}}
    await outbox.collection("tasks").update_one({"payload.name": "before"}, busy)
    await put(outbox, Task("write", {"name": "first"}))
    async with at_work(outbox, handle):

        async def is_done() -> bool:
            return len(done) == 2 and [task["payload"]["name"] for task in await left(outbox)] == ["before", "behind"]

        await eventually(is_done)
        assert done == [("first", False), ("free", True)]
        at_once = {"$set": {"claim": None, "due_at": from_millis(0)}}
        await outbox.collection("tasks").update_one({"payload.name": "before"}, at_once)
        await eventually(lambda: is_empty(outbox))
    assert done[2:] == [("before", False), ("behind", False)]


async def test_what_was_taken_on_by_one_that_is_stopped_is_done_by_the_next(outbox: Database) -> None:
    done: list[str] = []

    async def handle(claimed: Claimed) -> None:
        name = claimed.payload["name"]
        if name == "second" and claimed.known is not None:
            begun.set()
            await asyncio.sleep(3600)
        if name == "first":

            async def work(session: Session) -> None:
                claimed.taken_on.clear()
                for further in ("second", "third"):
                    await claimed.take_on(session, Task("write", {"name": further}), known=True)
                await claimed.finish(session)

            await outbox.transaction(work)
        done.append(name)

    begun = asyncio.Event()
    await put(outbox, Task("write", {"name": "first"}))
    async with at_work(outbox, handle):
        await begun.wait()
    assert [(task["claim"], task["attempts"]) for task in await left(outbox)] == [(None, 0), (None, 0)]
    async with at_work(outbox, handle):
        await eventually(lambda: is_empty(outbox))
    assert sorted(done) == ["first", "second", "third"]
