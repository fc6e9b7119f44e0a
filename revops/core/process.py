"""Processes that a server starts: they end with it, also when it is killed, and give way to it."""

import asyncio
import gc
import os
import signal

PARENT = "REVOPS_PARENT_PID"


async def end_with_parent() -> None:
    """End this process in order once its parent is gone. Does nothing in a process that is its own server."""
    parent = os.environ.get(PARENT)
    if parent is None or int(parent) == os.getpid():
        return
    while os.getppid() == int(parent):  # noqa: ASYNC110  (there is no event for it)
        await asyncio.sleep(0.5)
    os.kill(os.getpid(), signal.SIGTERM)


def look_for_garbage_less_often() -> None:
    """Take what was made so far for what stays, and look for cycles after 10,000 new objects instead of 700.

    A page of fifty jobs is a thousand objects and no cycle; looking at them cost a fifteenth of the processor.
    """
    gc.freeze()
    gc.set_threshold(10_000, 20, 50)
