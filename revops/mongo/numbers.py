"""Numbers per workshop that a person can say, such as those of jobs: counted from 1, each given once, with gaps.

A process takes them in blocks, outside of any transaction, so nobody waits for a counter and a money write costs no
further round trip. What is left of a block when a process ends is never given.
"""

import asyncio
from collections import deque

from revops.mongo.client import Database, Session

# Few enough that gaps are small, enough that one write in so many waits for the counter.
BLOCK = 20
# Workshops of which numbers are kept; more than one process serves at a time.
_MAX_WORKSHOPS = 5000


async def reserve(db: Database, counters: str, workshop_id: str, count: int, session: Session | None = None) -> range:
    """Take the next ``count`` numbers of a workshop, from where the collection ``counters`` says that it stands."""
    counter = await db.collection(counters).find_one_and_update(
        {"_id": workshop_id}, {"$inc": {"last": count}}, upsert=True, return_document=True, session=session
    )
    assert counter is not None, "it is made when it is not there"
    return range(counter["last"] - count + 1, counter["last"] + 1)


class Numbers:
    """Gives out numbers, one process's share of them."""

    def __init__(self, db: Database, counters: str) -> None:
        self._db = db
        self._counters = counters
        self._free: dict[str, deque[int]] = {}
        self._taking = asyncio.Lock()

    async def take(self, workshop_id: str) -> int:
        """Take a number that nothing else of the workshop has or gets."""
        free = self._free.get(workshop_id)
        if not free:
            async with self._taking:
                free = self._free.get(workshop_id)
                if not free:
                    free = await self._take_block(workshop_id)
                return free.popleft()
        return free.popleft()

    async def _take_block(self, workshop_id: str) -> deque[int]:
        block = deque(await reserve(self._db, self._counters, workshop_id, BLOCK))
        if len(self._free) >= _MAX_WORKSHOPS:
            self._free.clear()
        self._free[workshop_id] = block
        return block

    def give_back(self, workshop_id: str, number: int) -> None:
        """Take back a number that is certain not to have been used."""
        self._free.setdefault(workshop_id, deque()).appendleft(number)
