"""The answer of an export: a process makes the file, and whoever asked gets it, unless they went away meanwhile."""

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import IO, Any

import bson
import orjson
import structlog
from fastapi import Response
from starlette.types import Receive, Scope, Send

from revops.core.ending import end
from revops.core.environment import environment_without_settings
from revops.core.errors import InvalidFields, Unavailable
from revops.core.slots import release_slot
from revops.exports.line import place
from revops.exports.progress import ProgressNote
from revops.exports.service import Export

log = structlog.get_logger(__name__)

# MongoDB keeps the instant that is read for five minutes.
_MAX_SECONDS = 240
_CHUNK_BYTES = 64 * 1024
# A client that takes nothing for so long has gone without a word.
_STALLED_SECONDS = 60
# What nginx too writes down when the client closed the connection before there was an answer.
_CLIENT_GONE = 499


class ExportResponse(Response):
    """Makes an export when it is sent, and leaves nothing behind when it is not taken."""

    def __init__(self, export: Export, data: Path, progress: ProgressNote) -> None:
        super().__init__(media_type=export.media_type)
        self._export = export
        self._data = data
        self._progress = progress

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Make the file and send it. Raises Unavailable and TooManyRequests when there are too many, InvalidFields."""
        release_slot()
        gone = asyncio.create_task(_disconnected(receive))
        try:
            with _folder() as folder:
                path = await self._unless_gone(self._waited_and_made(Path(folder.name, "export")), gone)
                if path is None:
                    await send({"type": "http.response.start", "status": _CLIENT_GONE, "headers": []})
                    await send({"type": "http.response.body"})
                    return
                with path.open("rb") as file:
                    # Where the system allows it the file has no name any more while it is sent.
                    folder.cleanup()
                    await self._send(file, gone, send)
        finally:
            gone.cancel()

    async def _waited_and_made(self, path: Path) -> Path:
        """Make the file once there is a place for it; return where it is."""
        asked = time.monotonic()
        async with place(self._data, self._export.workshop_id, self._progress.wait):
            await self._progress.begin()
            # The instant that is read was fixed when it was asked for.
            await self._make(path, _MAX_SECONDS - (time.monotonic() - asked))
        return path

    async def _unless_gone(self, work: Coroutine[Any, Any, Path], gone: "asyncio.Task[None]") -> Path | None:
        """Wait for the result of work, or None when the client went away before it was done."""
        working = asyncio.create_task(work)
        try:
            await asyncio.wait({working, gone}, return_when=asyncio.FIRST_COMPLETED)
            return working.result() if working.done() else None
        finally:
            if not working.done():
                await end(working)
                await self._progress.end("cancelled")

    async def _make(self, path: Path, seconds: float) -> None:
        message: dict[str, Any] = {}
        try:
            async with asyncio.timeout(seconds), _process(self._export, path) as process:
                assert process.stdout is not None
                async for line in process.stdout:
                    message = orjson.loads(line)
                    if "done" in message:
                        await self._progress.update(message["done"], message["total"])
                code = await process.wait()
        except TimeoutError:
            message, code = {"failed": "too_slow"}, None
        if "made" in message and code == 0:
            await self._progress.end("done")
            return
        await self._progress.end("failed")
        reason = message.get("failed", "crashed")
        log.warning("export_failed", reason=reason, error=message.get("reason"), code=code)
        raise _failure(reason)

    async def _send(self, file: IO[bytes], gone: "asyncio.Task[None]", send: Send) -> None:
        headers = [
            (b"content-type", self._export.media_type.encode()),
            (b"content-length", str(os.fstat(file.fileno()).st_size).encode()),
            (b"content-disposition", self._export.disposition.encode()),
        ]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        try:
            # Read on the event loop: it was written a moment ago, so it comes from memory, in microseconds.
            while (chunk := file.read(_CHUNK_BYTES)) and not gone.done():
                async with asyncio.timeout(_STALLED_SECONDS):
                    await send({"type": "http.response.body", "body": chunk, "more_body": True})
        except TimeoutError:
            return
        await send({"type": "http.response.body"})


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _failure(reason: str) -> Exception:
    match reason:
        case "too_large":
            return InvalidFields({"from": "This is more than Excel can hold. Choose a shorter period, or CSV."})
        case "disk_full":
            return Unavailable("The server's disk is full. Please tell whoever runs the server.")
        case "too_slow":
            return Unavailable("This export takes too long at the moment. Choose a shorter period, or try again later.")
        case "database":
            return Unavailable()
        case _:
            return RuntimeError(f"the process that makes exports ended: {reason}")


@contextmanager
def _folder() -> Iterator["tempfile.TemporaryDirectory[str]"]:
    """Yield a folder that only the server's user can read, removed at the end."""
    folder = tempfile.TemporaryDirectory(prefix="revops-export-", ignore_cleanup_errors=True)
    try:
        yield folder
    finally:
        folder.cleanup()


@asynccontextmanager
async def _process(export: Export, path: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    """Start the process that makes the file; it is ended at the end if it still runs."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-P",  # not from the folder that the server was started in
        "-m",
        "revops.exports",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        env=environment_without_settings(),
    )
    try:
        assert process.stdin is not None
        process.stdin.write(bson.encode({**export.spec, "path": str(path)}))
        # Left open: the process ends when it is closed, be it because the server was killed.
        await process.stdin.drain()
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
        assert process.stdin is not None
        process.stdin.close()
