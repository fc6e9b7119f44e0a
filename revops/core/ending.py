"""Ending a task of this process, for certain."""

import asyncio
from typing import Any

# Longer than what a task does on its end takes; a second cancellation would cut that short.
CANCEL_AGAIN_SECONDS = 10.0


async def end(task: "asyncio.Task[Any]", cancel_again_seconds: float = CANCEL_AGAIN_SECONDS) -> None:
    """Cancel a task until it has ended.

    Once may be too little: what it awaits may take the cancellation for its own time limit, which ran out at that
    moment, tell of that, and the task goes on. What it raised on its end is nobody's any more.
    """
    while not task.done():
        task.cancel()
        await asyncio.wait({task}, timeout=cancel_again_seconds)
    if not task.cancelled():
        task.exception()  # or it is logged as one that nobody asked for
