"""The open streams of a process, and the one place that the journal is followed for all of them.

It is followed while somebody listens, and for a while after. What was written lately is kept, so that whoever was cut
off is told what he missed, in this process or, by the same positions, in another.
"""

import asyncio
import contextlib
import time
from collections import deque

import structlog
from prometheus_client import Counter, Gauge
from pymongo.errors import PyMongoError

from revops.access.caller import Services, caller_of
from revops.access.permissions import Permission
from revops.core.errors import AppError, Unavailable
from revops.core.traffic import Traffic
from revops.http.draining import Draining
from revops.journal.following import Begun, Position, Written, follow
from revops.live.errors import TooManyStreams
from revops.live.stream import Stream
from revops.live.view import view_of

log = structlog.get_logger(__name__)

OPEN = Gauge("revops_live_streams_open", "Streams of live pages that are open.", multiprocess_mode="livesum")
TOLD = Counter("revops_live_events_total", "Changes told to streams of live pages.")
RELOADS = Counter(
    "revops_live_reloads_total", "Streams told to ask for everything anew: they may have missed something."
)

BEAT_SECONDS = 20
# Each of these gets a part of the beats, so that they do not come all at once.
_TICK_SECONDS = 1.0
_LINGER_SECONDS = 120.0
_BEGIN_SECONDS = 5.0
# For so long at most, while requests are answered.
_GATHERED_SECONDS = 0.3
_KEPT_ENTRIES = 4000
MAX_PER_USER, MAX_PER_ADDRESS = 8, 128
# Entries told before others have their turn.
_STREAM_BATCH_SIZE = 50


class Hub:
    """Tells streams what changed. ``follow`` and ``look_after`` are the background tasks."""

    def __init__(
        self, services: Services, draining: Draining, max_streams: int, traffic: Traffic | None = None
    ) -> None:
        self._services = services
        self._traffic = traffic or Traffic()
        self._draining = draining
        self._max_streams = max_streams
        self._streams: dict[str, dict[Stream, None]] = {}
        self._by_user: dict[str, dict[Stream, None]] = {}
        self._by_address: dict[str, int] = {}
        self._slots: list[set[Stream]] = [set() for _ in range(BEAT_SECONDS)]
        self._count = 0
        self._doubted: set[str] = set()
        self._is_wanted = asyncio.Event()
        self._has_begun = asyncio.Event()
        self._left_at = 0.0
        # What was written lately, all of it after a position, and the last position that is known.
        self._kept: deque[Written] = deque()
        self._kept_after = self._position = Position(0, 0)
        services.users.listeners.append(self._doubted.add)

    def require_room(self, address: str) -> None:
        """Raise TooManyStreams when as many are open as may be, Unavailable when the server is about to stop."""
        if self._draining.has_begun:
            raise Unavailable("The server is about to stop. Please try again in a few seconds.")
        if self._count >= self._max_streams or self._by_address.get(address, 0) >= MAX_PER_ADDRESS:
            raise TooManyStreams(
                "Too many pages are kept up to date at the moment. Reload the page to see what changed.",
                retry_after_seconds=60,
            )

    async def enter(self, stream: Stream, after: Position | None) -> None:
        """Tell a stream everything from now on, and first what came after a position, if that is still known.

        Of one user's streams the oldest makes room: a connection that was cut is not always heard to end.
        """
        if not self._has_begun.is_set():
            self._is_wanted.set()
        try:
            async with asyncio.timeout(_BEGIN_SECONDS):
                await self._has_begun.wait()
        except TimeoutError:
            raise Unavailable from None
        self.require_room(stream.address)
        mine = self._by_user.setdefault(stream.claims.user_id, {})
        if len(mine) >= MAX_PER_USER:
            oldest = next(iter(mine))
            self.leave(oldest)
            oldest.end()
            mine = self._by_user.setdefault(stream.claims.user_id, {})
        mine[stream] = None
        self._streams.setdefault(stream.view.workshop_id, {})[stream] = None
        self._by_address[stream.address] = self._by_address.get(stream.address, 0) + 1
        self._slots[stream.number % BEAT_SECONDS].add(stream)
        self._count += 1
        OPEN.set(self._count)
        stream.greet(self._position if after is None else None)
        if after is None:
            return
        if after < self._kept_after:
            RELOADS.inc()
            stream.reload(self._position)
            return
        for entry in self._kept:
            if entry.workshop_id == stream.view.workshop_id and entry.position > after:
                stream.tell(entry)

    def leave(self, stream: Stream) -> None:
        """Tell a stream nothing more. Twice does nothing."""
        slot = self._slots[stream.number % BEAT_SECONDS]
        if stream not in slot:
            return
        slot.remove(stream)
        _drop(self._streams, stream.view.workshop_id, stream)
        _drop(self._by_user, stream.claims.user_id, stream)
        self._by_address[stream.address] -= 1
        if not self._by_address[stream.address]:
            del self._by_address[stream.address]
        self._count -= 1
        OPEN.set(self._count)
        self._left_at = time.monotonic()

    async def follow(self) -> None:
        """Follow the journal while somebody listens, for ever."""
        while True:
            if not self._count:
                await self._is_wanted.wait()
            self._is_wanted.clear()
            self._left_at = time.monotonic()
            try:
                async with contextlib.aclosing(follow(self._services.db, self._gather)) as entries:
                    told = 0
                    async for what in entries:
                        self._take(what)
                        told += 1
                        if told % _STREAM_BATCH_SIZE == 0:
                            await asyncio.sleep(0)  # those of one answer of the database come without a pause
                        if not self._count and time.monotonic() - self._left_at > _LINGER_SECONDS:
                            self._has_begun.clear()
                            break
            finally:
                self._has_begun.clear()

    async def _gather(self) -> None:
        """Let what is written by requests that follow each other gather for a moment: it is told at once, then."""
        await self._traffic.calm(time.monotonic() + _GATHERED_SECONDS)

    def _take(self, what: Begun | Written | None) -> None:
        if isinstance(what, Begun):
            self._kept.clear()
            self._kept_after = self._position = what.after
            for streams in self._streams.values():
                for stream in streams:
                    RELOADS.inc()
                    stream.reload(what.after)
            self._has_begun.set()
        elif what is not None:
            if len(self._kept) >= _KEPT_ENTRIES:
                self._kept_after = self._kept.popleft().position
            self._kept.append(what)
            self._position = what.position
            for stream in self._streams.get(what.workshop_id, ()):
                if stream.tell(what):
                    TOLD.inc()

    async def look_after(self) -> None:
        """Let streams be heard now and then, and end those whose user may no longer have them, for ever."""
        turn = 0
        while True:
            await asyncio.sleep(_TICK_SECONDS)
            turn = (turn + 1) % BEAT_SECONDS
            if self._draining.has_begun:
                self.end_all()
            doubted = {stream for user_id in self._doubted for stream in self._by_user.get(user_id, ())}
            self._doubted.clear()
            for stream in self._slots[turn]:
                stream.beat(self._position)
            for stream in doubted | self._slots[turn]:
                if not await self._may_go_on(stream):
                    self.leave(stream)
                    stream.end()

    def end_all(self) -> None:
        """End all streams; their browsers connect again, to whoever serves then."""
        for slot in self._slots:
            for stream in list(slot):
                self.leave(stream)
                stream.end()

    async def _may_go_on(self, stream: Stream) -> bool:
        """Ask what every request asks: whether the session is valid, and the user may see what he is told."""
        if stream.claims.expires_at <= time.time():
            return False
        try:
            user = await self._services.session_user(stream.claims, fresh=False)
            workshop_id = stream.view.workshop_id
            caller = await caller_of(self._services, user, Permission.WORKSHOP_READ, workshop_id)
        except AppError:
            return False
        except PyMongoError:
            return True  # it is asked again
        return view_of(caller) == stream.view


def _drop(streams: dict[str, dict[Stream, None]], key: str, stream: Stream) -> None:
    of_key = streams[key]
    del of_key[stream]
    if not of_key:
        del streams[key]
