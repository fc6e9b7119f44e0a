"""What is asked for at the same time is done together, and nobody waits for company or for somebody who has gone."""

import asyncio
import contextvars
from collections.abc import Sequence

import pytest

from revops.core.batching import BatchEnded, Batcher, Pending, resolve

WHO = contextvars.ContextVar("who", default="nobody")


class Doubling:
    """Doubles numbers, each batch when it is let; refuses a batch with a zero, and resolves a one by itself, later."""

    def __init__(self, max_batch: int = 3, concurrency: int = 1) -> None:
        self.batches: list[list[int]] = []
        self.seen: list[str] = []
        self.free = asyncio.Event()
        self.batcher: Batcher[int, int] = Batcher(self._do, max_batch=max_batch, concurrency=concurrency)

    async def _do(self, asked: Sequence[Pending[int, int]]) -> None:
        self.batches.append([number for number, _ in asked])
        self.seen.append(WHO.get())
        await self.free.wait()
        for number, future in asked:
            if number == 0:
                raise ZeroDivisionError
            if number == 1:
                asyncio.get_running_loop().call_later(0.01, resolve, future, ArithmeticError())
            else:
                resolve(future, 2 * number)

    def ask(self, *numbers: int) -> "list[asyncio.Task[int]]":
        return [asyncio.create_task(self.batcher.load(number)) for number in numbers]


async def test_what_comes_meanwhile_makes_the_next_batch() -> None:
    doubling = Doubling()
    first = doubling.ask(2)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    rest = doubling.ask(3, 4, 5, 6)
    await asyncio.sleep(0)
    doubling.free.set()
    assert await asyncio.gather(*first, *rest) == [4, 6, 8, 10, 12]
    assert doubling.batches == [[2], [3, 4, 5], [6]]
    assert await doubling.batcher.load(7) == 14  # again, after a rest


async def test_several_batches_at_once_and_no_more() -> None:
    doubling = Doubling(max_batch=1, concurrency=2)
    asked = doubling.ask(2, 3, 4)
    for _ in range(5):
        await asyncio.sleep(0)
    assert doubling.batches == [[2], [3]]
    doubling.free.set()
    assert await asyncio.gather(*asked) == [4, 6, 8]


async def test_an_error_goes_to_those_it_concerns() -> None:
    doubling = Doubling()
    doubling.free.set()
    outcomes = await asyncio.gather(*doubling.ask(2, 0, 3), return_exceptions=True)
    assert outcomes[0] == 4  # resolved before the batch failed
    assert [type(outcome) for outcome in outcomes[1:]] == [ZeroDivisionError, ZeroDivisionError]
    with pytest.raises(ArithmeticError):
        await doubling.batcher.load(1)
    assert await doubling.batcher.load(5) == 10


async def test_who_has_gone_is_left_out_and_holds_up_nobody() -> None:
    doubling = Doubling()
    (begun,) = doubling.ask(2)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    gone, stays = doubling.ask(3, 4)
    await asyncio.sleep(0)
    gone.cancel()
    begun.cancel()
    await asyncio.sleep(0)
    doubling.free.set()
    assert await stays == 8
    assert doubling.batches == [[2], [4]]


async def test_a_batch_is_in_the_context_of_the_first_who_asked_for_it() -> None:
    doubling = Doubling(max_batch=2)
    doubling.free.set()
    asked = []
    for number, who in enumerate(["Asha", "Bina", "Chand"], 2):
        WHO.set(who)
        asked += doubling.ask(number)
    assert await asyncio.gather(*asked) == [4, 6, 8]
    assert doubling.seen == ["Asha", "Chand"]


async def test_whoever_waits_for_a_batch_that_is_ended_is_told_and_others_go_on() -> None:
    """As by a cancellation that nobody ordered, which no ``except Exception`` catches."""
    begun = 0

    async def double(asked: Sequence[Pending[int, int]]) -> None:
        nonlocal begun
        begun += 1
        await asyncio.sleep(0)
        if begun == 1:
            raise asyncio.CancelledError
        for number, future in asked:
            resolve(future, 2 * number)

    batcher: Batcher[int, int] = Batcher(double, max_batch=1, concurrency=1)
    async with asyncio.timeout(5):
        ended, done = await asyncio.gather(batcher.load(2), batcher.load(3), return_exceptions=True)
    assert isinstance(ended, BatchEnded)
    assert done == 6


async def test_what_comes_just_when_all_is_done_is_done_too() -> None:
    async def double(asked: Sequence[Pending[int, int]]) -> None:
        for number, future in asked:
            resolve(future, 2 * number)

    for turns_of_the_loop in range(10):
        batcher: Batcher[int, int] = Batcher(double, max_batch=3, concurrency=1)
        async with asyncio.timeout(5):
            await batcher.load(1)
            for _ in range(turns_of_the_loop):
                await asyncio.sleep(0)
            assert await batcher.load(2) == 4
