"""The daily quota of a garage, so that nobody can fill the disk, or the journal that everything is read from.

Bytes are counted where documents are inserted. Each process counts by itself and adds to the count in the database in
gulps, so a payment costs no round trip more; what several processes have not added yet is how far it may be exceeded.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import bson
import structlog
from prometheus_client import Counter
from pymongo import ReturnDocument
from pymongo.asynchronous.collection import AsyncCollection

from revops.core.errors import TooManyRequests
from revops.core.time import now

log = structlog.get_logger(__name__)
WRITTEN = Counter("revops_workshop_bytes_total", "Bytes of documents that workshops have stored.")
REFUSED = Counter("revops_workshop_quota_refusals_total", "Inserts refused because the day's quota was used up.")

_MEGABYTE = 1_000_000
_GULP_BYTES = 64 * 1024
# A payment with its entry is half of this. Money that came in is to be recorded even when texts have used the day up.
_SMALL_BYTES = 4 * 1024
_SMALL_ONES_GET = 4
# What is forgotten is read again from the database.
_MAX_KNOWN = 20_000
_DAY = dt.timedelta(days=1)


@dataclass(slots=True)
class _Day:
    """The bytes that one workshop has stored on a day: as far as the database knows, and not added to that yet."""

    day: dt.date
    stored: int | None = None
    more: int = 0


class DailyQuota:
    """Counts what each workshop (a user without one) stores, and refuses what is too much for a day."""

    def __init__(self, counts: AsyncCollection[dict[str, Any]], megabytes: int) -> None:
        """Count in ``counts``, whose writes may be lost with a node: then somebody has stored a little more."""
        self._megabytes = megabytes
        self._days: dict[str, _Day] = {}
        self._counts = counts

    async def count(self, documents: Sequence[dict[str, Any]]) -> None:
        """Count documents that are about to be inserted, all of one workshop. Raises TooManyRequests."""
        if not documents:
            return
        whose = documents[0].get("workshop_id") or documents[0].get("user_id")
        if whose is None:
            return
        size = sum(len(bson.encode(document)) for document in documents)
        WRITTEN.inc(size)
        at = now()
        counted = self._days.get(whose)
        if counted is None or counted.day != at.date():
            if len(self._days) >= _MAX_KNOWN:
                self._days.clear()
            counted = self._days[whose] = _Day(at.date())
        counted.more += size
        if counted.stored is None or counted.more >= _GULP_BYTES:
            more, counted.more = counted.more, 0
            counted.stored = await self._add(f"stored:{whose}:{counted.day}", more, at)
        times = _SMALL_ONES_GET if size <= _SMALL_BYTES else 1
        if counted.stored + counted.more > self._megabytes * _MEGABYTE * times:
            REFUSED.inc()
            log.warning("workshop_quota_used_up", workshop_id=whose, megabytes=self._megabytes)
            raise TooManyRequests(
                f"Your garage has stored {self._megabytes} MB today, which is all that a day has room for. Try again"
                " tomorrow, or ask whoever runs the server for more.",
                retry_after_seconds=_seconds_left(at),
            )

    async def _add(self, key: str, more: int, at: dt.datetime) -> int:
        change = {"$inc": {"hits": more}, "$setOnInsert": {"expires_at": at + 2 * _DAY}}
        counted = await self._counts.find_one_and_update(
            {"_id": key}, change, upsert=True, return_document=ReturnDocument.AFTER
        )
        assert counted is not None
        return int(counted["hits"])


def _seconds_left(at: dt.datetime) -> int:
    midnight = at.replace(hour=0, minute=0, second=0, microsecond=0) + _DAY
    return int((midnight - at).total_seconds()) + 1
