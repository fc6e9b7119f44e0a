"""What is derived from fields of documents, made anew in the background when a new version derives it otherwise.

Requests go on meanwhile, and readers bear both forms. An older version may still be writing the old form: each pass
finds those documents by what they lack, and the last one is made when no older version is left. It goes on where it
was after a crash, because what is done is not found again.
"""

import asyncio
import datetime as dt
from collections.abc import Callable, Collection
from dataclasses import dataclass

import structlog
from pymongo import UpdateOne
from pymongo.errors import PyMongoError

from revops.core.time import now
from revops.mongo.client import Database, Document
from revops.mongo.instances import GONE_SECONDS

log = structlog.get_logger(__name__)

# Few enough that deriving them holds up no request for longer than a request takes; so many of them at a time.
_AT_ONCE = 100
_SIDE_BY_SIDE = 4
# Of the time that they take, so much is left to requests afterwards.
_REST = 0.1
_BY_ID = [("_id", 1)]
_LOOK_AGAIN_SECONDS = 60.0
_WAIT_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Derived:
    """What a collection derives: ``made`` from the fields ``of``; documents in the old form match ``old``."""

    collection: str
    of: Collection[str]
    old: Document
    made: Callable[[Document], Document]


class Remaking:
    """Makes what migration ``number`` is about. ``run`` is the background task."""

    def __init__(self, db: Database, number: int, derived: Collection[Derived]) -> None:
        self.db = db
        self._number = number
        self._derived = derived

    async def run(self) -> None:
        """Make passes until one finds nothing and no older version is left to write. Failures are waited out."""
        while True:
            try:
                if await self.is_done():
                    return
                had_older = await self._has_older()
                remade = await self.make_pass()
                if remade == 0 and not had_older:
                    await self.db.collection("migrations").update_one(
                        {"_id": self._number}, {"$set": {"remade_at": now()}}
                    )
                    return
                log.info("derived_again", documents=remade, beside_an_older_version=had_older)
                await asyncio.sleep(_LOOK_AGAIN_SECONDS if had_older and remade == 0 else 0)
            except PyMongoError as error:
                log.warning("remaking_waits", reason=type(error).__name__)
                await asyncio.sleep(_WAIT_SECONDS)

    async def is_done(self) -> bool:
        """Say whether nothing is left in the old form, nor will be."""
        done = {"_id": self._number, "remade_at": {"$exists": True}}
        return await self.db.collection("migrations").find_one(done, {"_id": 1}) is not None

    async def _has_older(self) -> bool:
        """Say whether a version is running that does not know this migration."""
        alive = {"seen_at": {"$gt": now() - dt.timedelta(seconds=GONE_SECONDS)}}
        older = {**alive, "$or": [{"migration": {"$exists": False}}, {"migration": {"$lt": self._number}}]}
        return await self.db.collection("instances").find_one(older, {"_id": 1}) is not None

    async def make_pass(self) -> int:
        """Make anew what is in the old form now. Returns how many documents that were."""
        return sum([await self._make(derived) for derived in self._derived])

    async def _make(self, derived: Derived) -> int:
        collection = self.db.collection(derived.collection)
        fields = dict.fromkeys(derived.of, 1)
        remade, last = 0, ""
        loop = asyncio.get_running_loop()
        while True:
            begun = loop.time()
            found = {"_id": {"$gt": last}, **derived.old}
            several = _AT_ONCE * _SIDE_BY_SIDE
            rows = await collection.find(found, fields, sort=_BY_ID, limit=several).hint(_BY_ID).to_list()
            if not rows:
                return remade
            last = rows[-1]["_id"]
            batches = [rows[start : start + _AT_ONCE] for start in range(0, len(rows), _AT_ONCE)]
            remade += sum(await asyncio.gather(*(self._change(derived, batch) for batch in batches)))
            await asyncio.sleep((loop.time() - begun) * _REST)

    async def _change(self, derived: Derived, rows: list[Document]) -> int:
        """Make a few anew, each only as it was read: a change made meanwhile derives itself, or the next pass does."""
        changes = [UpdateOne({**derived.old, **row}, {"$set": derived.made(row)}, hint=_BY_ID) for row in rows]
        return (await self.db.collection(derived.collection).bulk_write(changes, ordered=False)).modified_count
