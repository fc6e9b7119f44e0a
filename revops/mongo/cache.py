"""Small caches of users and workshops that a change stream empties, in this process and in every other.

A cache is believed only while its change stream is known to be alive; otherwise every look-up goes to the database.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable
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
        # Told the key of what was dropped.
        self.listeners: list[Callable[[str], None]] = []

    async def get(self, key: str, load: Callable[[list[str]], Awaitable[dict[str, V]]]) -> V | None:
        """Return the cached value, or load it. An absent document is not remembered."""
        if time.monotonic() < self.trusted_until and (value := self._values.get(key)) is not None:
            return value
        return (await self.get_many([key], load)).get(key)

    async def get_many(self, keys: Iterable[str], load: Callable[[list[str]], Awaitable[dict[str, V]]]) -> dict[str, V]:
        """Return values by key, those not cached loaded together. Absent documents are left out."""
        trusted = time.monotonic() < self.trusted_until
        found: dict[str, V] = {}
        missing: list[str] = []
        for key in keys:
            value = self._values.get(key) if trusted else None
            if value is None:
                missing.append(key)
            else:
                found[key] = value
        if missing:
            generation = self._generation
            loaded = await load(missing)
            # Had something changed meanwhile, what was read might be the older state: then do not keep it.
            if trusted and generation == self._generation:
                if len(self._values) >= MAX_ENTRIES:
                    self._values.clear()
                self._values.update(loaded)
            found.update(loaded)
        return found

    def drop(self, key: str) -> None:
        """Forget one value."""
        self._generation += 1
        self._values.pop(key, None)
        for listener in self.listeners:
            listener(key)

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
    database = db.collection("migrations").database
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
