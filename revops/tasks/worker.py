"""Workers: they do the tasks of the outbox, a few at a time, inside the server or in processes of their own."""

import asyncio
import contextlib
import datetime as dt
import random
import time
from collections.abc import Awaitable, Callable, Mapping

import pymongo
import structlog
from prometheus_client import Counter, Gauge
from pymongo.errors import PyMongoError

from revops.core.ending import end
from revops.core.time import now
from revops.core.traffic import Traffic
from revops.mongo.client import Database
from revops.tasks.outbox import DEAD, MAX_ATTEMPTS, WAITING, Claimed, ClaimLost, Hopeless, TryAgain, claim, find_due

log = structlog.get_logger(__name__)

DID = Counter("revops_tasks_total", "Tasks that this instance has done or failed to do.", ["kind", "outcome"])
DUE = Gauge("revops_tasks_due", "Tasks that are due and not begun, 10,000 at most.", multiprocess_mode="mostrecent")
LAG = Gauge(
    "revops_tasks_lag_seconds",
    "For how long the oldest task that is due and not begun has waited; 0 when none does.",
    multiprocess_mode="mostrecent",
)
DEAD_TASKS = Gauge("revops_tasks_dead", "Tasks that were given up, 10,000 at most.", multiprocess_mode="mostrecent")

Handler = Callable[[Claimed], Awaitable[None]]
"""Does one task. What it writes it writes in a transaction in which it calls ``finish``, or so that doing it twice is
doing it once."""

LEASE_MS = 30_000
_RENEWALS = 3
# For this part of its claim a task that was taken on is begun without asking.
_TAKEN_ON = 6
_LOOK_SECONDS = 0.4
# Of the oldest, in any order: all workers would go for the very oldest at the same time.
_AT_A_LOOK = 64
_MAX_SECONDS = 3600
_MEASURE_SECONDS = 2
_COUNTED = 10_000


class Worker:
    """Does tasks of the kinds that there are handlers for. ``run`` is the background task."""

    def __init__(
        self,
        db: Database,
        handlers: Mapping[str, Handler],
        *,
        concurrency: int,
        lease_ms: int = LEASE_MS,
        traffic: Traffic | None = None,
        gives_way_seconds: float = 0.4,
    ) -> None:
        """Do tasks, so many at a time. What is found at a look gives way to the requests of ``traffic`` for so long;
        then it is done beside them.
        """
        self._db = db
        self._handlers = handlers
        self._concurrency = concurrency
        self._lease_ms = lease_ms
        self._traffic = traffic or Traffic()
        self._gives_way_seconds = gives_way_seconds
        self._found: list[str] = []
        self._looking = asyncio.Lock()
        self._looked_at = 0.0
        self._gives_way_until = 0.0

    async def run(self) -> None:
        """Do tasks for ever, as many at a time as may be."""
        async with asyncio.TaskGroup() as group:
            for _ in range(self._concurrency):
                group.create_task(self._go_on())

    async def _go_on(self) -> None:
        while True:
            try:
                claimed = await self._next()
                if claimed is not None:
                    await self._do_all(claimed)
                    continue
            except PyMongoError as error:
                log.warning("tasks_wait", reason=type(error).__name__)
                await asyncio.sleep(1)
            await asyncio.sleep(_LOOK_SECONDS)

    async def _next(self) -> Claimed | None:
        """Claim a task that is due; None when there is none."""
        clock = asyncio.get_running_loop()
        while True:
            async with self._looking:
                if not self._found:
                    if clock.time() - self._looked_at < _LOOK_SECONDS / 2:
                        return None  # another of us has just looked
                    self._found = await find_due(self._db, list(self._handlers), _AT_A_LOOK)
                    random.shuffle(self._found)
                    self._gives_way_until = time.monotonic() + self._gives_way_seconds
                    if not self._found:
                        self._looked_at = clock.time()
                        return None
                task_id = self._found.pop()
                # One of us looks, and the others wait for him.
                await self._traffic.calm(self._gives_way_until)
            claimed = await self._claim(task_id)
            if claimed is not None:
                return claimed

    async def _claim(self, task_id: str) -> Claimed | None:
        """Claim a task. The database may have the claim already when we are stopped: it is given back then, else the
        task would wait for the end of a claim that is nobody's.
        """
        claiming = asyncio.create_task(claim(self._db, task_id, self._lease_ms))
        try:
            return await asyncio.shield(claiming)
        except asyncio.CancelledError:
            with contextlib.suppress(PyMongoError):
                claimed = await claiming
                if claimed is not None:
                    await claimed.give_back()
            raise

    async def _do_all(self, claimed: Claimed) -> None:
        """Do a task, and then those that were taken on with it."""
        try:
            await self._do(claimed)
            done_at = time.monotonic()
            for following in claimed.taken_on if claimed.is_finished else ():
                await self._traffic.calm(time.monotonic() + self._gives_way_seconds)
                # Those before it may have taken so long that it is another's by now.
                is_late = time.monotonic() - done_at > self._lease_ms / 1000 / _TAKEN_ON
                if (not is_late or await following.renew()) and await following.is_in_turn():
                    await self._do(following)
        except asyncio.CancelledError:
            with contextlib.suppress(PyMongoError):
                for following in claimed.taken_on if claimed.is_finished else ():
                    await following.give_back()
            raise

    async def _do(self, claimed: Claimed) -> None:
        """Do a task, and say how it went."""
        handling = asyncio.create_task(self._handle(claimed))
        keeping = asyncio.create_task(self._keep(claimed, handling))
        try:
            await handling
        except ClaimLost:
            DID.labels(claimed.kind, "lost").inc()
            log.warning("task_lost", kind=claimed.kind, task=claimed.id)
            return
        except asyncio.CancelledError:
            me = asyncio.current_task()
            if me is None or not me.cancelling():
                return  # by whoever keeps the claim: it is another's now
            with contextlib.suppress(PyMongoError):
                await claimed.give_back()
            raise
        except Exception as error:
            is_dead = await claimed.fail(error)
            is_over = is_dead
            DID.labels(claimed.kind, "dead" if is_dead else "failed").inc()
            log.log(
                _ERROR if is_dead else _WARNING,
                "task_dead" if is_dead else "task_failed",
                kind=claimed.kind,
                task=claimed.id,
                attempts=claimed.attempts,
                exc_info=not isinstance(error, Hopeless | TryAgain | PyMongoError | TimeoutError),
                reason=type(error).__name__,
            )
        else:
            is_over = True
            DID.labels(claimed.kind, "done").inc()
        finally:
            await end(keeping)
        if is_over:
            await claimed.call_next()

    async def _handle(self, claimed: Claimed) -> None:
        if claimed.attempts > MAX_ATTEMPTS:
            raise Hopeless("whoever did it ended in the middle, each time")
        async with asyncio.timeout(_MAX_SECONDS):
            await self._handlers[claimed.kind](claimed)
        if not claimed.is_finished:
            await claimed.finish()

    async def _keep(self, claimed: Claimed, handling: asyncio.Task[None]) -> None:
        """Renew the claim while the task is done; stop doing it once the claim is another's."""
        while True:
            await asyncio.sleep(self._lease_ms / 1000 / _RENEWALS)
            with contextlib.suppress(PyMongoError):
                if not await claimed.renew() and not claimed.is_finished:
                    DID.labels(claimed.kind, "lost").inc()
                    log.warning("task_lost", kind=claimed.kind, task=claimed.id)
                    handling.cancel()
                    return


_WARNING, _ERROR = 30, 40


async def measure(db: Database) -> None:
    """Set the metrics of the outbox to what is true now."""
    tasks = db.collection("tasks")
    due = {"state": WAITING, "claim": None, "$expr": {"$lte": ["$due_at", "$$NOW"]}}
    with contextlib.suppress(PyMongoError), pymongo.timeout(_MEASURE_SECONDS):
        oldest = await tasks.find_one(due, {"made_at": 1, "due_at": 1}, sort=[("due_at", 1), ("_id", 1)], hint="due")
        DUE.set(0 if oldest is None else await tasks.count_documents(due, limit=_COUNTED, hint="due"))
        since = max(oldest["made_at"], oldest["due_at"]) if oldest is not None else now()
        LAG.set(max(0.0, (now() - since) / dt.timedelta(seconds=1)))
        DEAD_TASKS.set(await tasks.count_documents({"state": DEAD}, limit=_COUNTED, hint="dead"))
