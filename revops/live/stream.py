"""One open stream: what it has still to tell, and the text of it. It keeps ids, never more than so many."""

import asyncio
import itertools
from collections.abc import Callable

import orjson

from revops.access.tokens import Claims
from revops.journal.following import Position, Written
from revops.live.view import Topic, View

# More than this at once, or for a reader who takes nothing, and all is asked for anew.
MAX_IDS = 200
# A browser that is cut off waits so long; the app's own client spreads it.
_RETRY_MS = 2000
_numbers = itertools.count()


class Stream:
    """The changes that one browser has still to be told."""

    __slots__ = (
        "_beats", "_greeting", "_pending", "_position", "_reloads", "address", "claims", "is_over", "number", "on_more",
        "view",
    )  # fmt: skip

    def __init__(self, claims: Claims, view: View, address: str) -> None:
        self.claims, self.view, self.address = claims, view, address
        self.number = next(_numbers)
        self._pending: dict[Topic, dict[str, None]] = {}
        self._position = Position(0, 0)
        self._greeting: bytes | None = None
        self._reloads = self._beats = self.is_over = False
        # How whoever sends it hears that there is something.
        self.on_more: Callable[[], None] | None = None

    def greet(self, position: Position | None) -> None:
        """Say first that it is open, and from where on everything is told, when that is not where the reader was."""
        place = _place(position) if position is not None else b""
        self._greeting = b"retry: %d\n%sevent: ready\ndata: {}\n\n" % (_RETRY_MS, place)

    def tell(self, entry: Written) -> bool:
        """Tell of an entry of the garage if the member may see what it changed; say whether that is so."""
        told = self.view.of(entry)
        if not told:
            return False
        self._position = entry.position
        for topic, changed in told:
            ids = self._pending.setdefault(topic, {})
            if changed is not None:
                ids[changed] = None
        if sum(map(len, self._pending.values())) > MAX_IDS:
            self.reload(entry.position)
        self._wake()
        return True

    def reload(self, position: Position) -> None:
        """Have everything asked for anew: something may have been missed."""
        self._pending, self._position, self._reloads = {}, position, True
        self._wake()

    def beat(self, position: Position) -> None:
        """Show that the connection lives, and how far everything has been told."""
        self._position, self._beats = position, True
        self._wake()

    def end(self) -> None:
        """End it, with what it has still to tell."""
        self.is_over = True
        self._wake()

    async def next(self) -> bytes | None:
        """Wait for what there is to be told; None when it is over. One at a time."""
        while True:
            if (text := self.take()) is not None:
                return text
            if self.is_over:
                return None
            more = asyncio.Event()
            self.on_more = more.set
            await more.wait()

    def _wake(self) -> None:
        if self.on_more is not None:
            self.on_more()

    def take(self) -> bytes | None:
        """Take what there is to be told, None when there is nothing."""
        if (greeting := self._greeting) is not None:
            self._greeting = None
            return greeting
        pending, beats, reloads = self._pending, self._beats, self._reloads
        self._pending, self._beats, self._reloads = {}, False, False
        if reloads:
            return _event("reload", {}, self._position)
        if pending:
            return _event("change", {topic.value: list(ids) for topic, ids in pending.items()}, self._position)
        return _place(self._position) + b"\n" if beats else None


def _place(position: Position) -> bytes:
    return b"id: %s\n" % str(position).encode()


def _event(name: str, data: object, position: Position) -> bytes:
    return b"%sevent: %s\ndata: %s\n\n" % (_place(position), name.encode(), orjson.dumps(data))
