"""Answers without end, off the hands of what answers requests.

While a request is answered, its coroutines, its scope and the parser of its connection are held: twenty times what it
takes to tell somebody now and then that something changed. So once such an answer has its head, its connection is
spoken by a ``Standing``, which asks for text when there is some, and the request is over.
"""

import asyncio
from collections.abc import Callable
from typing import Protocol

# Under this a connection puts into the scope what takes such an answer over: called with it, and with what is to be
# called when nobody hears it any more.
TAKE_OVER = "revops.take_over"
# Somebody who takes nothing of an answer for so long has gone without a word; so has one who does not let go.
STALLED_SECONDS, CLOSING_SECONDS = 60, 20


class Endless(Protocol):
    """An answer that is told piece by piece."""

    is_over: bool
    # Called when there is more to take, or it is over.
    on_more: Callable[[], None] | None

    def take(self) -> bytes | None:
        """Take what there is to be told, None when there is nothing."""

    def end(self) -> None:
        """End it, with what it has still to tell."""


class Standing(asyncio.Protocol):
    """The rest of a connection while it is answered without end: it sends, and listens for its end only."""

    __slots__ = ("_answer", "_closing", "_ends", "_loop", "_stalled", "address", "transport")

    def __init__(self, transport: asyncio.Transport, address: str, answer: Endless) -> None:
        self.transport, self.address, self._answer = transport, address, answer
        self._loop = asyncio.get_running_loop()
        self._stalled: float | None = None
        self._closing: float | None = None
        self._ends: tuple[Callable[[], None], ...] = ()

    def begin(self, *ends: Callable[[], None]) -> None:
        """Take the connection over. At its end all of these are called."""
        self._ends = ends
        self.transport.set_protocol(self)
        self._answer.on_more = self._send
        self._send()

    def _send(self) -> None:
        """Send what there is, as chunks, as long as it is taken."""
        while self._stalled is None and not self.transport.is_closing():
            if (text := self._answer.take()) is not None:
                self.transport.write(b"%x\r\n%s\r\n" % (len(text), text))
            elif self._answer.is_over:
                self.transport.write(b"0\r\n\r\n")
                self.transport.close()
            else:
                break

    def connection_lost(self, exc: Exception | None) -> None:
        """End."""
        self._answer.on_more = None
        ends, self._ends = self._ends, ()
        for end in ends:
            end()

    def data_received(self, data: bytes) -> None:
        """Close: who is answered without end has nothing more to ask here."""
        self.transport.abort()

    def shutdown(self) -> None:
        """End the answer, because the server ends."""
        self._answer.end()

    def pause_writing(self) -> None:
        """Wait until the other side takes more. What is to be told meanwhile is put together."""
        self._stalled = self._loop.time()

    def resume_writing(self) -> None:
        """Go on."""
        self._stalled = None
        self._send()

    def overdue(self, at: float) -> str | None:
        """Return why this is to be closed at a time of the loop, None when it is not."""
        if self.transport.is_closing():
            self._closing = self._closing or at
            return "not_let_go" if at - self._closing > CLOSING_SECONDS else None
        is_stalled = self._stalled is not None and at - self._stalled > STALLED_SECONDS
        return "not_taken" if is_stalled else None
