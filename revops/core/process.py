"""Processes that a server starts: they end with it, also when it is killed, and give way to it."""

import asyncio
import gc
import os
import signal
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

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


@contextmanager
def looking_for_no_garbage() -> Iterator[None]:
    """Look for no cycles meanwhile: what importing a program makes stays, and looking at it costs a sixth of that."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


async def run_command(arguments: Sequence[str], environment: Mapping[str, str]) -> tuple[int, str]:
    """Run a revops command as a process that ends with this one; return its exit code and what it said."""
    return await run_module("revops", arguments, environment)


async def run_module(name: str, arguments: Sequence[str], environment: Mapping[str, str]) -> tuple[int, str]:
    """Run a module as a process that ends with this one; return its exit code and what it said."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-P",  # not from the folder that the server was started in
        "-m",
        name,
        *arguments,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        env=os.environ
        | {
            "PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry),
            PARENT: str(os.getpid()),
            "COLUMNS": "1000",
        }
        | dict(environment),
    )
    try:
        said, _ = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    assert process.returncode is not None
    return process.returncode, said.decode(errors="replace").strip()
