"""Doing together what is asked for at the same time."""

import asyncio
import contextvars
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
Pending = tuple[Item, asyncio.Future[Result]]


class Batches(Generic[Item, Result]):
    """Hands what is asked for to ``do``, in batches of up to ``most``, of which a few are done ``at_once``.

    Nothing waits for company: what comes first is done at once, and what comes meanwhile makes the next batch. ``do``
    settles each future, be it later; what it raises goes to all that it has not settled.
    """

    def __init__(
        self, do: Callable[[Sequence[Pending[Item, Result]]], Awaitable[None]], most: int, at_once: int
    ) -> None:
        self._do = do
        self._most = most
        self._at_once = at_once
        self._waiting: deque[tuple[Pending[Item, Result], contextvars.Context]] = deque()
        self._working: set[asyncio.Task[None]] = set()

    async def ask(self, item: Item) -> Result:
        """Return what ``do`` has for the item. Who asked may go away; it is done all the same once it has begun."""
        future: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._waiting.append(((item, future), contextvars.copy_context()))
        if len(self._working) < self._at_once:
            task = asyncio.create_task(self._work())
            self._working.add(task)
            task.add_done_callback(self._working.discard)
        return await future

    async def _work(self) -> None:
        while self._waiting:
            taken = [self._waiting.popleft() for _ in range(min(len(self._waiting), self._most))]
            wanted = [(asked, context) for asked, context in taken if not asked[1].done()]
            if wanted:
                # What is logged and traced of it is the first one's.
                _, context = wanted[0]
                await asyncio.create_task(self._do_one([asked for asked, _ in wanted]), context=context)

    async def _do_one(self, batch: Sequence[Pending[Item, Result]]) -> None:
        try:
            await self._do(batch)
        except Exception as error:
            for _, future in batch:
                settle(future, error)


def settle(future: asyncio.Future[Result], outcome: Result | BaseException) -> None:
    """Give whoever waits the outcome, or the error; nobody may be waiting any more."""
    if future.done():
        return
    if isinstance(outcome, BaseException):
        future.set_exception(outcome)
    else:
        future.set_result(outcome)
