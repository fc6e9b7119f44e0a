"""A process beside the server that does one thing at a time: what may take long, much memory, or go wrong.

Started when it is first needed, ended when it has had nothing to do for a while (for a short one if it holds more than
is usual), or when it takes too long; whatever it used is then given back. It ends with the server, because its standard
input does, and by itself once it has grown.

A module that is run so (see ``core.helping``) has ``answer(bytes) -> bytes``; it may have ``afterwards()``, done once
the answer is on its way. What ``answer`` raises as ValueError is the asker's to hear, anything else is a fault.
"""

import asyncio
import contextlib
import os
import sys
from typing import IO

import structlog

from revops.core.environment import environment_without_settings
from revops.core.errors import Unavailable
from revops.core.fair import Desk
from revops.core.helping import ANSWER, LENGTH, REFUSAL, resident_mb
from revops.core.slots import release_slot

log = structlog.get_logger(__name__)


_PIECE_BYTES = 64 * 1024
# Papers hold 45 to 60 MB as they come; of an extraordinary one its process keeps what it needed.
_USUAL_MB = 64
# What is raised when the other side has ended; uvloop says so by a RuntimeError.
_GONE = (ConnectionError, EOFError, RuntimeError)


class HelperFault(Exception):
    """The module went wrong: a fault of this program, whose text says where."""


class Helper:
    """Asks one module, in a process of its own, one thing after the other."""

    def __init__(
        self,
        module: str,
        desk: Desk,
        *,
        longest_seconds: float,
        idle_seconds: float,
        max_mb: int,
        briefly_seconds: float = 20.0,
        overtaxed: str | None = None,
    ) -> None:
        """Ask ``module``. Idle it ends after ``idle_seconds``; if it holds much, after ``briefly_seconds``, and not at
        once, for it takes half a second to start anew. A question that it ends over, which is one that takes more than
        ``max_mb``, is refused with ``overtaxed`` where trying again is of no use.
        """
        self._module = module
        self._desk = desk
        self._longest_seconds = longest_seconds
        self._idle_seconds = idle_seconds
        self._max_mb = max_mb
        self._briefly_seconds = min(briefly_seconds, idle_seconds)
        self._overtaxed = overtaxed
        self._process: asyncio.subprocess.Process | None = None
        self._idle: asyncio.TimerHandle | None = None

    async def ask(self, question: bytes | IO[bytes], whose: str, who: str) -> bytes:
        """Return the answer to a question of a person of a workshop; the request's slot is given back meanwhile.

        A file is handed over piece by piece, so that it is never in the server's memory.

        Raises ValueError as the module does, HelperFault, TooManyRequests, Unavailable when it takes too long.
        """
        release_slot()
        async with self._desk.place(whose, who):
            if self._idle is not None:
                self._idle.cancel()
            try:
                async with asyncio.timeout(self._longest_seconds):
                    kind, answer = await self._answered(question)
            except (TimeoutError, *_GONE) as error:
                log.warning("helper_ended", module=self._module, reason=type(error).__name__)
                self.end()
                if self._overtaxed is not None and not isinstance(error, TimeoutError):
                    raise ValueError(self._overtaxed) from None
                raise Unavailable("This took too long, so it was given up. Please try again.") from None
            except BaseException:
                self.end()  # in the middle of an answer
                raise
            self._idle = asyncio.get_running_loop().call_later(self._briefly_seconds, self._let_go)
        if kind == ANSWER:
            return answer
        if kind == REFUSAL:
            raise ValueError(answer.decode())
        raise HelperFault(answer.decode())

    def end(self) -> None:
        """End the process, if it runs."""
        process, self._process = self._process, None
        if process is not None and process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()

    def _let_go(self) -> None:
        """End what has had nothing to do for a short while if it holds much, or later."""
        left = self._idle_seconds - self._briefly_seconds
        if left == 0 or (self._process is not None and resident_mb(self._process.pid) > _USUAL_MB):
            self.end()
        else:
            self._idle = asyncio.get_running_loop().call_later(left, self.end)

    async def _answered(self, question: bytes | IO[bytes]) -> tuple[bytes, bytes]:
        if self._process is not None:
            # It ends by itself when it has grown, perhaps at this moment.
            with contextlib.suppress(*_GONE):
                return await self._exchange(self._process, question)
            self.end()
        self._process = await self._started()
        return await self._exchange(self._process, question)

    async def _exchange(self, process: asyncio.subprocess.Process, question: bytes | IO[bytes]) -> tuple[bytes, bytes]:
        assert process.stdin is not None
        assert process.stdout is not None
        if isinstance(question, bytes):
            process.stdin.write(LENGTH.pack(len(question)) + question)
        else:
            process.stdin.write(LENGTH.pack(question.seek(0, os.SEEK_END)))
            question.seek(0)
            while piece := question.read(_PIECE_BYTES):
                process.stdin.write(piece)
                await process.stdin.drain()
        await process.stdin.drain()
        head = await process.stdout.readexactly(1 + LENGTH.size)
        return head[:1], await process.stdout.readexactly(LENGTH.unpack(head[1:])[0])

    async def _started(self) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-m", "revops.core.helping", self._module, str(self._max_mb)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env=environment_without_settings(),
        )
