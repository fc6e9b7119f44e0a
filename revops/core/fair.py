"""Waiting in line, fairly: whoever comes once waits behind one of each other person, not behind all that one asked."""

import asyncio
from collections import Counter, deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from revops.core.errors import TooManyRequests, Unavailable


class FairLine:
    """A queue in the order in which people are let in: one of each person, then the next of each."""

    def __init__(self) -> None:
        self._waiting: dict[str, deque[asyncio.Future[None]]] = {}

    def join(self, who: str) -> asyncio.Future[None]:
        """Wait behind those of the same person; the future is done when it is one's turn."""
        place: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(who, deque()).append(place)
        return place

    def let_in(self, may: Callable[[str], bool] = lambda _who: True) -> str | None:
        """Let the next person in who may; return who it was. Whoever has gone meanwhile is passed over."""
        for who in list(self._waiting):
            if not may(who):
                continue
            places = self._waiting.pop(who)
            while places:
                place = places.popleft()
                if not place.done():
                    if places:
                        self._waiting[who] = places  # behind everybody else
                    place.set_result(None)
                    return who
        return None


class Desk:
    """Serves so many at a time, of each workshop in turn. Whoever waits for it holds no slot (``core.slots``)."""

    def __init__(self, concurrency: int, max_of_one: int, longest_seconds: float, refusal: str) -> None:
        """Take at most ``max_of_one`` of one person, served or waiting; ``refusal`` says what there is too much of."""
        self._free = concurrency
        self._line = FairLine()
        self._of: Counter[str] = Counter()
        self._max_of_one = max_of_one
        self._longest_seconds = longest_seconds
        self._refusal = refusal

    def require_room(self, who: str) -> None:
        """Raise TooManyRequests when somebody has as many places, and waits for as many, as one may."""
        if self._of.get(who, 0) >= self._max_of_one:
            raise TooManyRequests(self._refusal, retry_after_seconds=2)

    @asynccontextmanager
    async def place(self, whose: str, who: str) -> AsyncIterator[None]:
        """Hold a place. ``whose`` workshop is let in in turn, ``who`` may ask for few at a time.

        Raises TooManyRequests, Unavailable after a long wait.
        """
        self.require_room(who)
        self._of[who] += 1
        try:
            await self._take(whose)
            try:
                yield
            finally:
                self._give_back()
        finally:
            self._of[who] -= 1
            if not self._of[who]:
                del self._of[who]

    async def _take(self, whose: str) -> None:
        if self._free:
            self._free -= 1
            return
        place = self._line.join(whose)
        try:
            async with asyncio.timeout(self._longest_seconds):
                await place
        except (asyncio.CancelledError, TimeoutError) as error:
            if not place.cancelled():  # it came at the same moment
                self._give_back()
            if isinstance(error, TimeoutError):
                raise Unavailable("There is much to do at the moment. Please try again in a minute.") from None
            raise

    def _give_back(self) -> None:
        if self._line.let_in() is None:
            self._free += 1
