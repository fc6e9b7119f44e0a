"""A few requests are answered at a time, and what is asked twice while it waits is answered once.

Somebody who taps again because nothing came asks what is asked already. As long as the first of them has not been
begun, its answer will hold all that was saved before the second came, so it answers both (decision 0022).
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from prometheus_client import Counter
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from revops.core import slots
from revops.core.batching import resolve
from revops.core.errors import Unavailable
from revops.core.fair import FairLine
from revops.core.traffic import Traffic
from revops.http.problems import problem_response

SHARED = Counter("revops_http_requests_shared_total", "Requests that got the answer of the same one asked before them.")

# Whoever asks with one of these only looks; any other method may change something.
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

MAX_WAIT_SECONDS = 5
# What differs between two requests that ask the same: the ids that a proxy or a tracer gives each.
_IDS = frozenset({b"x-request-id", b"traceparent", b"tracestate"})
# Whoever sends a body says more than the address does.
_BODY = frozenset({b"content-length", b"transfer-encoding"})

# Address and headers.
_Question = tuple[str, bytes, tuple[tuple[bytes, bytes], ...]]


@dataclass(frozen=True, slots=True)
class _Answer:
    """A good answer, whole, and what is logged of the request that it was made for."""

    headers: list[tuple[bytes, bytes]]
    body: bytes
    logged: dict[str, object]


_Shared = asyncio.Future[_Answer | None]


@dataclass(slots=True)
class _Slot:
    """The slot that a request holds while it is answered, and who else waits for its answer."""

    slots: "_Slots"
    who: str
    shared: _Shared | None
    is_held: bool = True

    def give_back(self) -> None:
        """Let the next one in, once; whoever still waits for this answer asks for itself."""
        if not self.is_held:
            return
        self.is_held = False
        self.slots.give_back(self.who)
        if self.shared is not None:
            resolve(self.shared, None)


class _Slots:
    """So many requests are answered at once, a quarter of them of one person at most.

    Those that change something have every other slot when they wait. They take longer, and someone stands at the
    counter for each; as they are few, reads wait hardly longer.
    """

    def __init__(self, concurrency: int, max_wait_seconds: float | None = None, traffic: Traffic | None = None) -> None:
        self._free = concurrency
        self._traffic = traffic or Traffic()
        self._max_wait_seconds = MAX_WAIT_SECONDS if max_wait_seconds is None else max_wait_seconds
        self._max_of_one = max(1, concurrency // 4)
        self._held: dict[str, int] = {}
        # Those who look and those who change something.
        self._waiting = FairLine(), FairLine()
        self._change_was_last = False

    def take(self, who: str) -> bool:
        """Take a slot if one is free for this person."""
        if self._free == 0 or not self._may(who):
            return False
        self._hold(who)
        return True

    def _may(self, who: str) -> bool:
        return self._held.get(who, 0) < self._max_of_one

    def _hold(self, who: str) -> None:
        self._free -= 1
        self._held[who] = self._held.get(who, 0) + 1
        self._traffic.begin()

    async def wait(self, who: str, *, is_change: bool) -> None:
        """Wait for a slot unless one is free, and take it. Raises TimeoutError after a long wait."""
        if self.take(who):
            return
        slot = self._waiting[is_change].join(who)
        try:
            async with asyncio.timeout(self._max_wait_seconds):
                await slot
        except (asyncio.CancelledError, TimeoutError):
            if not slot.cancelled():  # it came at the same moment
                self.give_back(who)
            raise

    def give_back(self, who: str) -> None:
        """Give this person's slot to whoever is next and may have it, or leave it free."""
        self._traffic.end()
        self._free += 1
        self._held[who] -= 1
        if not self._held[who]:
            del self._held[who]
        first = not self._change_was_last
        for is_change in (first, not first):
            if (following := self._waiting[is_change].let_in(self._may)) is not None:
                self._hold(following)
                self._change_was_last = is_change
                return


class ConcurrencyLimit:
    """Wraps an application: all requests are done as soon, and none waits for all the others (decision 0010)."""

    def __init__(
        self,
        app: ASGIApp,
        concurrency: int,
        whose: Callable[[Scope], str],
        *,
        max_wait_seconds: float | None = None,
        traffic: Traffic | None = None,
    ) -> None:
        """Wrap an application; ``whose`` tells in whose name a request waits, of whom each is let in in turn."""
        self._app = app
        self._whose = whose
        self._slots = _Slots(concurrency, max_wait_seconds, traffic)
        # What is asked by those who wait to be begun, and by whom else, once there is somebody else.
        self._asked: dict[_Question, _Shared | None] = {}

    async def answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request when a slot is free, or tell it to try again after a long wait."""
        answer = shared = None
        who = self._whose(scope)
        try:
            if not self._slots.take(who):
                question = _question(scope)
                answer = await self._same(question)
                if answer is None:
                    shared = await self._wait(who, question, is_change=scope["method"] not in SAFE_METHODS)
        except TimeoutError:
            busy = Unavailable("The server is very busy. Nothing was saved; please try again in a few seconds.")
            await problem_response(busy, scope["revops.request_id"])(scope, receive, send)
            return
        if answer is not None:
            SHARED.inc()
            await _give(answer, scope, send)
            return
        slot = _Slot(self._slots, who, shared)
        before = slots.release.set(slot.give_back)
        try:
            await self._app(scope, receive, send if shared is None else _sharing(shared, scope, send))
        finally:
            slot.give_back()
            slots.release.reset(before)

    async def _same(self, question: _Question | None) -> _Answer | None:
        """Return the answer to whoever waits with this, None if there is none to share. Raises their TimeoutError."""
        if question is None or question not in self._asked:
            return None
        shared = self._asked[question]
        if shared is None:
            shared = self._asked[question] = asyncio.get_running_loop().create_future()
        return await asyncio.shield(shared)  # who asked may go away

    async def _wait(self, who: str, question: _Question | None, *, is_change: bool) -> _Shared | None:
        """Wait for a slot; return what the answer is to be shared with, if others have come to ask the same."""
        if question is None or question in self._asked:
            await self._slots.wait(who, is_change=is_change)
            return None
        self._asked[question] = None
        try:
            await self._slots.wait(who, is_change=is_change)
        except BaseException as error:
            shared = self._asked.pop(question)
            if shared is not None:
                resolve(shared, error if isinstance(error, TimeoutError) else None)
            raise
        # From here on whoever asks may have saved something that this answer does not hold.
        return self._asked.pop(question)


def _question(scope: Scope) -> _Question | None:
    """Build the key of equal requests, which is all of one but its ids; None for one that may change something."""
    headers = scope["headers"]
    if scope["method"] != "GET" or any(name in _BODY for name, _ in headers):
        return None
    return scope["path"], scope["query_string"], tuple((name, value) for name, value in headers if name not in _IDS)


def _sharing(shared: _Shared, scope: Scope, send: Send) -> Send:
    """Build the sender that gives an answer to the others too, if it is a good one and in one piece."""
    start: Message = {}

    async def sharing(message: Message) -> None:
        if message["type"] == "http.response.start":
            start.update(message)  # as it is now: the layer around adds what is this request's own
        elif not shared.done():
            is_whole = start["status"] == 200 and not message.get("more_body")
            logged = {name: scope.get(name) for name in ("route", "revops.user_id")}
            answer = _Answer(list(start.get("headers", ())), message.get("body", b""), logged)
            resolve(shared, answer if is_whole else None)
        await send(message)

    return sharing


async def _give(answer: _Answer, scope: Scope, send: Send) -> None:
    scope.update(answer.logged)
    await send({"type": "http.response.start", "status": 200, "headers": answer.headers})
    await send({"type": "http.response.body", "body": answer.body})
