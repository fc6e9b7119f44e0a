"""Leaving without cutting anybody off: told to stop, a server first says that it is no longer ready, and serves on.

A balancer that asks ``/readyz`` sends no more; one that keeps connections open is told on each answer to close its own.
Only then does the server stop listening, finish what is under way and end.
"""

import asyncio
import signal
import threading
from types import FrameType
from typing import Any

import structlog

log = structlog.get_logger(__name__)


class Draining:
    """The flag that this process has been told to stop."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self.has_begun = False

    def listen(self) -> None:
        """Put the wait between SIGTERM and what the server does on it. Call it in the server's event loop.

        A second signal, or Ctrl+C, ends the server without waiting longer.
        """
        if self._seconds == 0 or threading.current_thread() is not threading.main_thread():
            return
        loop = asyncio.get_running_loop()
        end: Any = signal.getsignal(signal.SIGTERM)
        if not callable(end):
            return

        def begin(number: int, frame: FrameType | None) -> None:
            if self.has_begun:
                end(number, frame)
                return
            self.has_begun = True
            loop.call_soon_threadsafe(loop.call_later, self._seconds, end, number, None)
            log.info("draining", seconds=self._seconds)

        signal.signal(signal.SIGTERM, begin)
