"""Waiting in line, fairly: whoever comes once waits behind one of each other person, not behind all that one asked."""

import asyncio
from collections import deque


class FairLine:
    """Who waits, in the order in which they are let in: one of each person, then the next of each."""

    def __init__(self) -> None:
        self._waiting: dict[str, deque[asyncio.Future[None]]] = {}

    def join(self, who: str) -> asyncio.Future[None]:
        """Wait behind those of the same person; the future is done when it is one's turn."""
        place: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(who, deque()).append(place)
        return place

    def let_in(self) -> bool:
        """Let the next one in; False when nobody waits. Whoever has gone meanwhile is passed over."""
        while self._waiting:
            who = next(iter(self._waiting))
            places = self._waiting.pop(who)
            while places:
                place = places.popleft()
                if not place.done():
                    if places:
                        self._waiting[who] = places  # behind everybody else
                    place.set_result(None)
                    return True
        return False
