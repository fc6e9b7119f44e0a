"""Fields derived from other fields of a document, made anew in the background when a new version derives it otherwise.

Requests go on meanwhile, and readers bear both forms. An older version may still be writing the old form: each pass
finds those documents by what they lack, and the last one is made when no older version is left. It goes on where it
was after a crash, because what is done is not found again.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass

import structlog
from pymongo.asynchronous.collection import AsyncCollection
from pymongo.errors import AutoReconnect, PyMongoError

from revops.core.time import now
from revops.mongo.client import DURABLE, Database, Document
from revops.mongo.instances import has_older
from revops.mongo.lease import Lease
from revops.mongo.raw_commands import check_writes

log = structlog.get_logger(__name__)

# Of the time that they take, so much is left to requests afterwards.
_REST = 0.1
_BY_ID = [("_id", 1)]
_ID_INDEX = "_id_"
_LOOK_AGAIN_SECONDS = 60.0
_WAIT_SECONDS = 5.0
_LEASE_MS = 20_000


@dataclass(frozen=True, slots=True)
class Derived:
    """The derived fields of a collection: ``made`` from the fields ``of``; documents in the old form match ``old``."""

    collection: str
    of: Collection[str]
    old: Document
    made: Callable[[Document], Document]


@dataclass(frozen=True, slots=True)
class Pace:
    """The pace of making anew: few enough documents in a batch that deriving them holds up no request for
    longer than a request takes.
    """

    batch: int = 100
    batches: int = 4


USUAL_PACE = Pace()

Step = Callable[[Database], Awaitable[int]]
"""A way to make one kind of thing that is lacking: returns in how many documents it was made."""


class Remaking:
    """Makes what migration ``number`` is about: first the ``steps``, then what is derived. One instance does it at a
    time. ``run`` is the background task."""

    def __init__(
        self,
        db: Database,
        number: int,
        steps: Collection[Step],
        derived: Collection[Derived],
        around: Callable[[Database], AbstractAsyncContextManager[None]] = lambda _: nullcontext(),
        pace: Pace = USUAL_PACE,
    ) -> None:
        """Make what is lacking; ``around`` is what each pass is made in."""
        self.db = db
        self._around = around
        self._pace = pace
        self._number = number
        self._steps = steps
        self._derived = derived
        self._lease = Lease(db, "remaking", _LEASE_MS)

    async def run(self) -> None:
        """Make passes until one finds nothing and no older version is left to write. Failures are waited out."""
        while True:
            wait_seconds = _WAIT_SECONDS
            try:
                if await self.is_done():
                    return
                if await self._lease.hold():
                    async with self._lease.kept():
                        wait_seconds = await self._go_on()
            except PyMongoError as error:
                log.warning("remaking_waits", reason=type(error).__name__)
            finally:
                await self._lease.release()
            await asyncio.sleep(wait_seconds)

    async def _go_on(self) -> float:
        """Make a pass. Returns after how many seconds there may be more to do."""
        had_older = await has_older(self.db, self._number)
        remade = await self.make_pass()
        if remade or had_older:
            log.info("derived_again", documents=remade, beside_an_older_version=had_older)
            return _LOOK_AGAIN_SECONDS if had_older and remade == 0 else 0
        await self.db.collection("migrations").update_one({"_id": self._number}, {"$set": {"remade_at": now()}})
        return 0

    async def is_done(self) -> bool:
        """Say whether nothing is left in the old form, nor will be."""
        done = {"_id": self._number, "remade_at": {"$exists": True}}
        return await self.db.collection("migrations").find_one(done, {"_id": 1}) is not None

    async def make_pass(self) -> int:
        """Make anew what is in the old form now. Returns how many changes that were."""
        async with self._around(self.db):
            made = [await step(self.db) for step in self._steps]
            return sum(made) + sum([await self._make(derived) for derived in self._derived])

    async def _make(self, derived: Derived) -> int:
        async def change(rows: list[Document]) -> int:
            # Each only as it was read: a change made meanwhile derives itself, or the next pass does.
            changes = [update_of({**derived.old, **row}, {"$set": derived.made(row)}) for row in rows]
            return await update_each(self.db, derived.collection, changes)

        read = once_each(self.db.collection(derived.collection), derived.old, dict.fromkeys(derived.of, 1))
        return await in_turn(read, change, self._pace)


def once_each(
    collection: AsyncCollection[Document], wanted: Document, fields: Mapping[str, int]
) -> Callable[[int], Awaitable[list[Document]]]:
    """Build what reads the documents that are wanted, up to a limit at a time, each once, in the order of their ids."""
    last = ""

    async def read(limit: int) -> list[Document]:
        nonlocal last
        found = collection.find({"_id": {"$gt": last}, **wanted}, fields, sort=_BY_ID, limit=limit)
        rows = await found.hint(_BY_ID).to_list()
        last = rows[-1]["_id"] if rows else last
        return rows

    return read


def update_of(query: Document, change: Document) -> Document:
    """Build the update of the one document that has the ``_id`` of the query, if the rest of it holds too."""
    return {"q": query, "u": change, "hint": _ID_INDEX}


async def update_each(db: Database, name: str, updates: Sequence[Document]) -> int:
    """Apply conditional updates, durably; return how many documents were changed.

    The driver's bulk writes keep for each update what became of it, to answer a retry, which costs a fifth more. These
    may simply be made again. Raises what the server says of the first that fails.
    """
    command = {"update": name, "updates": updates, "ordered": False, "writeConcern": DURABLE.document}
    try:
        answer = await db.command(command)
    except AutoReconnect:
        answer = await db.command(command)
    check_writes(answer)
    return int(answer["nModified"])


async def in_turn(
    read: Callable[[int], Awaitable[list[Document]]],
    change: Callable[[list[Document]], Awaitable[int]],
    pace: Pace = USUAL_PACE,
) -> int:
    """Change what ``read`` finds, up to a limit at a time, until it finds nothing; requests have their turn between.

    Returns how many documents were changed.
    """
    loop = asyncio.get_running_loop()
    changed = 0
    while True:
        begun = loop.time()
        rows = await read(pace.batch * pace.batches)
        if not rows:
            return changed
        batches = [rows[start : start + pace.batch] for start in range(0, len(rows), pace.batch)]
        changed += sum(await asyncio.gather(*map(change, batches)))
        await asyncio.sleep((loop.time() - begun) * _REST)
