"""Load in one batch what several requests ask for at the same time."""

import asyncio
import contextvars
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
Pending = tuple[Item, asyncio.Future[Result]]


class BatchEnded(Exception):
    """A batch was ended in the middle, as by a cancellation that nobody ordered; what became of it is unknown."""


class Batcher(Generic[Item, Result]):
    """Hands items to ``run`` in batches of up to ``max_batch``, of which up to ``concurrency`` run at a time.

    No item waits for company: the first is run at once, and those that come meanwhile make the next batch. ``run``
    resolves each future, now or later; an error that it raises goes to all futures that it has not resolved.
    """

    def __init__(
        self, run: Callable[[Sequence[Pending[Item, Result]]], Awaitable[None]], *, max_batch: int, concurrency: int
    ) -> None:
        self._run = run
        self._max_batch = max_batch
        self._concurrency = concurrency
        self._waiting: deque[tuple[Pending[Item, Result], contextvars.Context]] = deque()
        self._at_work = 0
        self._working: set[asyncio.Task[None]] = set()  # so that none is collected as garbage

    async def load(self, item: Item) -> Result:
        """Wait for the result of an item. The caller may go away; a batch that has begun is finished all the same."""
        future: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._waiting.append(((item, future), contextvars.copy_context()))
        if self._at_work < self._concurrency:
            self._at_work += 1
            task = asyncio.create_task(self._work())
            self._working.add(task)
            task.add_done_callback(self._working.discard)
        return await future

    async def _work(self) -> None:
        try:
            while self._waiting:
                taken = [self._waiting.popleft() for _ in range(min(len(self._waiting), self._max_batch))]
                wanted = [(pending, context) for pending, context in taken if not pending[1].done()]
                if wanted:
                    # The batch logs and traces in the context of its first item.
                    _, context = wanted[0]
                    running = asyncio.create_task(self._run_one([pending for pending, _ in wanted]), context=context)
                    await asyncio.wait([running])  # however it ended, others wait
        finally:
            # At the moment at which nothing waits, not when the task is found done: what comes between would wait for
            # whoever has gone.
            self._at_work -= 1

    async def _run_one(self, batch: Sequence[Pending[Item, Result]]) -> None:
        try:
            await self._run(batch)
        except Exception as error:
            for _, future in batch:
                resolve(future, error)
        except BaseException as error:
            for _, future in batch:  # they would wait for ever
                resolve(future, BatchEnded(f"a batch was ended by {type(error).__name__}"))
            raise


def resolve(future: asyncio.Future[Result], outcome: Result | BaseException) -> None:
    """Set the result of a future, or the error, unless it is done or was cancelled already."""
    if future.done():
        return
    if isinstance(outcome, BaseException):
        future.set_exception(outcome)
    else:
        future.set_result(outcome)
