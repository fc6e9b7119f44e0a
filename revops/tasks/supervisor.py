"""The supervisor of a process's loops: what goes on beside the requests, each by its name.

A loop that fails is begun again after a pause, which grows while it goes on failing; the log, ``/healthz`` and
``/metrics`` tell which. One that returns has done what it was there for.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import structlog
from prometheus_client import Counter, Gauge

from revops.core.ending import CANCEL_AGAIN_SECONDS, end

log = structlog.get_logger(__name__)

RUNNING = Gauge(
    "revops_loop_running",
    "1 while a loop of the process runs, 0 while it waits to be begun again after a failure.",
    ["loop"],
    multiprocess_mode="livemin",
)
RESTARTS = Counter(
    "revops_loop_failures_total", "How often a loop of the process failed, and was begun again.", ["loop"]
)

Loop = Callable[[], Awaitable[None]]

_FIRST_PAUSE_SECONDS = 1.0
_MAX_PAUSE_SECONDS = 60.0


@dataclass(slots=True)
class _State:
    """The state of a loop."""

    is_running: bool = True
    is_ended: bool = False
    task: asyncio.Task[None] | None = None


class Supervisor:
    """Runs loops until it is stopped. One that has run for longer than the longest pause is taken for mended."""

    def __init__(
        self,
        first_pause_seconds: float = _FIRST_PAUSE_SECONDS,
        longest_pause_seconds: float = _MAX_PAUSE_SECONDS,
        cancel_again_seconds: float = CANCEL_AGAIN_SECONDS,
    ) -> None:
        self._first_pause = first_pause_seconds
        self._longest_pause = longest_pause_seconds
        self._cancel_again = cancel_again_seconds
        self._loops: dict[str, _State] = {}

    def start(self, name: str, loop: Loop) -> None:
        """Run a loop from now on. Each has a name of its own."""
        assert name not in self._loops, f"two loops are called {name}"
        state = self._loops[name] = _State()
        state.task = asyncio.create_task(self._keep_running(name, loop, state), name=name)

    @property
    def names(self) -> list[str]:
        """The loops that were started."""
        return sorted(self._loops)

    @property
    def failing(self) -> list[str]:
        """The loops that failed and wait to be begun again."""
        return sorted(name for name, state in self._loops.items() if not state.is_running)

    async def stop(self) -> None:
        """End all loops."""
        await asyncio.gather(*(self.end(name) for name in self.names))

    async def end(self, name: str) -> None:
        """End one loop."""
        state = self._loops[name]
        task = state.task
        assert task is not None
        state.is_ended = True
        await end(task, self._cancel_again)
        self._loops.pop(name)
        _forget(name)

    async def _keep_running(self, name: str, loop: Loop, state: _State) -> None:
        clock = asyncio.get_running_loop()
        pause = self._first_pause
        while True:
            begun = clock.time()
            state.is_running = True
            RUNNING.labels(name).set(1)
            try:
                await loop()
            except (KeyboardInterrupt, SystemExit):
                raise  # the process ends
            except BaseException as error:  # whatever ended it, nobody else would begin it again
                if state.is_ended or _is_cancelled(error):
                    raise  # somebody ended this loop, not what it awaits
                if clock.time() - begun > self._longest_pause:
                    pause = self._first_pause
                state.is_running = False
                RUNNING.labels(name).set(0)
                RESTARTS.labels(name).inc()
                log.exception("loop_failed", loop=name, reason=type(error).__name__, again_in_seconds=pause)
                await asyncio.sleep(pause)
                pause = min(2 * pause, self._longest_pause)
            else:
                log.debug("loop_done", loop=name)
                _forget(name)
                return


def _is_cancelled(error: BaseException) -> bool:
    """Say whether the task that runs was cancelled. A group of tasks that fails cancels it too, and forgets to take
    that back (Python 3.11, 3.12).
    """
    task = asyncio.current_task()
    assert task is not None
    if isinstance(error, BaseExceptionGroup):
        while task.cancelling():
            task.uncancel()
    return task.cancelling() > 0


def _forget(name: str) -> None:
    """Leave a loop that is not there any more out of the metrics."""
    with contextlib.suppress(KeyError):
        RUNNING.remove(name)
