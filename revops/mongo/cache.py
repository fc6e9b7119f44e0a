"""Small caches of users and workshops that a change stream empties, in this process and in every other.

A cache is believed only while its change stream is known to be alive; otherwise every look-up goes to the database.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

import structlog
from pymongo.errors import PyMongoError

from revops.mongo.client import Database, Document

log = structlog.get_logger(__name__)
V = TypeVar("V")

# The stream answers at least every AWAIT_MS; silent for longer than TRUST_SECONDS means it cannot be relied on.
AWAIT_MS = 1000
TRUST_SECONDS = 4.0
MAX_ENTRIES = 20_000


class Cache(Generic[V]):
    """Values by document id, dropped when their document changes."""

    def __init__(self) -> None:
        self._values: dict[str, V] = {}
        self._generation = 0
        self.trusted_until = 0.0

    async def get(self, key: str, load: Callable[[str], Awaitable[V | None]]) -> V | None:
        """Return the cached value, or load it. An absent document is not remembered."""
        trusted = time.monotonic() < self.trusted_until
        if trusted and (value := self._values.get(key)) is not None:
            return value
        generation = self._generation
        loaded = await load(key)
        # Something changed while this was being loaded: what was read may be the older state, so do not keep it.
        if loaded is not None and trusted and generation == self._generation:
            if len(self._values) >= MAX_ENTRIES:
                self._values.clear()
            self._values[key] = loaded
        return loaded

    def drop(self, key: str) -> None:
        """Forget one value."""
        self._generation += 1
        self._values.pop(key, None)

    def distrust(self) -> None:
        """Forget everything, until the change stream is heard again."""
        self._generation += 1
        self._values.clear()
        self.trusted_until = 0.0


async def follow(db: Database, caches: dict[str, Cache[object]]) -> None:
    """Keep the caches (by collection name) true, for ever. Run as a task."""
    pipeline: list[Document] = [
        {"$match": {"ns.coll": {"$in": list(caches)}}},
        {"$project": {"ns": 1, "documentKey": 1}},
    ]
    database = db.collection("users").database
    while True:
        try:
            async with await database.watch(pipeline, max_await_time_ms=AWAIT_MS) as stream:
                while True:
                    event = await stream.try_next()
                    if event is not None:
                        caches[event["ns"]["coll"]].drop(str(event["documentKey"]["_id"]))
                    for cache in caches.values():
                        cache.trusted_until = time.monotonic() + TRUST_SECONDS
        except PyMongoError as error:
            for cache in caches.values():
                cache.distrust()
            log.warning("change_stream_interrupted", reason=type(error).__name__)
            await asyncio.sleep(0.3)
