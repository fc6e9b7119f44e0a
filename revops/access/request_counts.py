"""The requests of each user in a minute: of this process, and with Redis of all instances together.

Nobody waits for Redis. A process counts in its memory, and ten times a second exchanges with the others who asked
much: each writes its counts under its own name, so that telling them twice changes nothing, and reads those of all.
What another instance answered in the last tenth of a second is not known yet, and while Redis is of no use, nothing of
theirs is.
"""

import asyncio
import os
import socket
import time
from collections import Counter
from typing import TYPE_CHECKING

import orjson
from pydantic import SecretStr

from revops.core.errors import CannotBeDone
from revops.core.ids import new_id
from revops.core.outside import Outside
from revops.core.time import now

if TYPE_CHECKING:
    from redis.asyncio import Redis

_WINDOW_SECONDS = 60
_EXCHANGE_SECONDS = 0.1
# Who asked less than this part of the limit of a process is not told of.
_TOLD_SHARE = 20
# How often Redis is looked at while nobody asks anything.
_IDLE_SECONDS = 2.0
# One answer of Redis, and how long it is left alone after it was of no use.
_TIMEOUT_SECONDS = 1.0
_PAUSE_SECONDS = 5.0
_SENTENCES = {
    "away": "Redis does not answer. Check that it runs, and REVOPS_REDIS_URL. Each instance counts requests by itself.",
    "slow": "Redis takes longer than a second to answer. Each instance counts requests by itself.",
    "not_let_in": "Redis refuses the password of REVOPS_REDIS_URL. Each instance counts requests by itself.",
    "not_trusted": "The certificate of Redis cannot be trusted, or it speaks no TLS. Check REVOPS_REDIS_URL: redis://"
    " without TLS, rediss:// with. Each instance counts requests by itself.",
    "full": "Redis is full: raise its maxmemory, or set a maxmemory-policy. Each instance counts requests by itself.",
    "read_only": "Redis takes no writes there: it is a replica, or cannot save to its disk. Check REVOPS_REDIS_URL, and"
    " its log. Each instance counts requests by itself.",
    "no_redis": "What answers at REVOPS_REDIS_URL is no Redis: check host and port. Each instance counts requests by"
    " itself.",
    "busy": "Redis takes no further connection, or is starting. Each instance counts requests by itself.",
    "failing": "Redis fails. Its own log says why. Each instance counts requests by itself.",
}


class RequestCounts:
    """Counts in windows of a minute by the clock, on which all instances agree (decision 0017)."""

    def __init__(self, limit: int, redis_url: SecretStr | None = None, namespace: str = "") -> None:
        self.outside = Outside("redis") if redis_url is not None else None
        self._told_from = max(1, limit // _TOLD_SHARE)
        self._url = redis_url
        self._namespace = namespace
        self._me = f"{socket.gethostname()}:{os.getpid()}:{new_id()}"
        self._opened: Redis | None = None
        self._window = 0
        self._has_news = False
        self._mine: dict[str, int] = {}
        # Of mine those that are told, and what the others told.
        self._told: dict[str, int] = {}
        self._others: Counter[str] = Counter()

    def hit(self, user_id: str) -> tuple[int, int]:
        """Count a request of a user; return how many there were in this minute, and the seconds that are left of it."""
        at = now().timestamp()
        window = int(at // _WINDOW_SECONDS)
        if window != self._window:
            self._window = window
            self._mine, self._told, self._others = {}, {}, Counter()
        hits = self._mine[user_id] = self._mine.get(user_id, 0) + 1
        if hits >= self._told_from:
            self._told[user_id] = hits
            self._has_news = True
        return hits + self._others[user_id], int((window + 1) * _WINDOW_SECONDS - at) + 1

    async def run(self) -> None:
        """Exchange counts with the other instances, for ever."""
        asked_at = -_IDLE_SECONDS
        try:
            while True:
                works = True
                if self._has_news or time.monotonic() - asked_at > _IDLE_SECONDS:
                    works, asked_at = await self.exchange(), time.monotonic()
                await asyncio.sleep(_EXCHANGE_SECONDS if works else _PAUSE_SECONDS)
        finally:
            await self.close()

    async def exchange(self) -> bool:
        """Tell the others what was counted here, and learn what they counted. Returns whether Redis was of use."""
        assert self.outside is not None
        from redis import exceptions  # noqa: PLC0415  (it takes its time, and most have none)

        window, self._has_news = self._window, False
        try:
            others = await self._tell(window)
        except exceptions.RedisError as error:
            self._has_news = True
            self._others = Counter()  # nobody is refused for what was known once
            reason = _reason(error)
            self.outside.failed(reason, _SENTENCES[reason])
            return False
        if window == self._window:
            self._others = others
        self.outside.worked()
        return True

    async def _tell(self, window: int) -> Counter[str]:
        """Write the counts of this process; return those of the others, added up. Raises RedisError."""
        key = f"revops:{self._namespace}:requests:{window}"
        async with self._open().pipeline(transaction=False) as asking:
            asking.hset(key, self._me, orjson.dumps(self._told))
            asking.expire(key, 2 * _WINDOW_SECONDS)
            asking.hgetall(key)
            *_, found = await asking.execute()
        others: Counter[str] = Counter()
        for who, told in found.items():
            if who.decode() != self._me:
                others.update(orjson.loads(told))
        return others

    async def close(self) -> None:
        """Close the connections."""
        if self._opened is not None:
            await self._opened.aclose()
            self._opened = None

    def _open(self) -> "Redis":
        if self._opened is None:
            assert self._url is not None
            self._opened = _client(self._url)
        return self._opened


async def check_redis(url: SecretStr) -> float:
    """Write, read and remove something in Redis; return how many seconds that took. Raises CannotBeDone."""
    from redis import exceptions  # noqa: PLC0415

    begun, me = time.monotonic(), new_id()
    client, key = _client(url), f"revops:check:{me}"
    try:
        async with client.pipeline(transaction=False) as asking:
            asking.hset(key, me, "{}")
            asking.hgetall(key)
            asking.delete(key)
            await asking.execute()
    except exceptions.RedisError as error:
        raise CannotBeDone(_SENTENCES[_reason(error)]) from None
    finally:
        await client.aclose()
    return time.monotonic() - begun


def _client(url: SecretStr) -> "Redis":
    from redis.asyncio import Redis  # noqa: PLC0415
    from redis.asyncio.retry import Retry  # noqa: PLC0415
    from redis.backoff import NoBackoff  # noqa: PLC0415

    return Redis.from_url(
        url.get_secret_value(),
        socket_timeout=_TIMEOUT_SECONDS,
        socket_connect_timeout=_TIMEOUT_SECONDS,
        retry=Retry(NoBackoff(), 0),
        max_connections=2,
    )


def _reason(error: Exception) -> str:
    """Tell why Redis was of no use, in a word of ``_SENTENCES``."""
    from redis import exceptions  # noqa: PLC0415

    reasons: list[tuple[type[Exception], str]] = [
        (exceptions.TimeoutError, "slow"),
        (exceptions.AuthenticationError, "not_let_in"),
        (exceptions.NoPermissionError, "not_let_in"),
        (exceptions.OutOfMemoryError, "full"),
        (exceptions.ReadOnlyError, "read_only"),
        (exceptions.InvalidResponse, "no_redis"),
        (exceptions.BusyLoadingError, "busy"),
        (exceptions.ConnectionError, "away"),
    ]
    said = str(error).lower()
    if isinstance(error, exceptions.ConnectionError) and any(word in said for word in ("ssl", "certif")):
        return "not_trusted"
    # It has no kind of error of its own for these.
    if "max number of clients" in said:
        return "busy"
    if said.startswith("misconf"):
        return "read_only"
    return next((reason for kind, reason in reasons if isinstance(error, kind)), "failing")
