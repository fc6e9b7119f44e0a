"""The line for exports. A machine makes two at a time, whatever the number of server processes, and one of a workshop;
whoever waits is told how many are before them."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from revops.core.errors import TooManyRequests, Unavailable

# Each keeps a core busy for seconds.
CONCURRENCY = 2
# Made or waiting, of one workshop.
_MAX_OF_A_WORKSHOP = 3
MAX_WAIT_SECONDS = 60
_LOOK_EVERY_SECONDS = 0.2

# Those of this process that wait, and all of it, first come first: the workshop of each.
_waiting: dict[object, str] = {}
_present: dict[object, str] = {}


@asynccontextmanager
async def place(data: Path, workshop_id: str, report: Callable[[int], Awaitable[None]]) -> AsyncIterator[None]:
    """Hold a place for an export; ``report`` how many are before it while it waits.

    Raises TooManyRequests when the workshop has enough under way, Unavailable after a long wait.
    """
    if sum(other == workshop_id for other in _present.values()) >= _MAX_OF_A_WORKSHOP:
        raise TooManyRequests(
            "Your garage's last exports are still being made. Please wait for them.", retry_after_seconds=10
        )
    me = object()
    _present[me] = _waiting[me] = workshop_id
    async with AsyncExitStack() as held:
        held.callback(_present.pop, me)
        held.callback(_waiting.pop, me, None)
        try:
            async with asyncio.timeout(MAX_WAIT_SECONDS):
                await _wait(me, data, held, report)
        except TimeoutError:
            raise Unavailable("Other exports are being made. Please try again in a few seconds.") from None
        del _waiting[me]
        yield


async def _wait(me: object, data: Path, held: AsyncExitStack, report: Callable[[int], Awaitable[None]]) -> None:
    mine, reported = _waiting[me], -1
    while True:
        before = list(_waiting)[: list(_waiting).index(me)]
        others = {_waiting[one] for one in before}
        # The first of each workshop may look for a place, as long as there are places for those before.
        if mine not in others and len(others) < CONCURRENCY:
            locks = _locked(data, mine)
            if locks:
                for lock in locks:
                    held.callback(lock.release)
                return
        ahead = len(before) + max(1, len(_present) - len(_waiting))
        if ahead != reported:
            reported = ahead
            await report(ahead)
        await asyncio.sleep(_LOOK_EVERY_SECONDS)


def _locked(data: Path, workshop_id: str) -> list[FileLock]:
    """Return the workshop's lock and that of a place, if both are free. They fall free when their process ends."""
    folder = data / "exports"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    own = _taken(folder / f"of-{workshop_id}.lock")
    if own is None:
        return []
    for number in range(CONCURRENCY):
        if (one := _taken(data / f"export-{number + 1}.lock")) is not None:
            return [own, one]
    own.release()
    return []


def _taken(path: Path) -> FileLock | None:
    lock = FileLock(path, timeout=0, thread_local=False)
    try:
        lock.acquire()
    except Timeout:
        return None
    return lock
