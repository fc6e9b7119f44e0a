"""Numbered, idempotent changes to the database, applied before the server answers. Collections and indexes first.

What they are is handed in as a ``Schema``, which the rooms make together (``revops.rooms``).

A migration only adds, because an older version may still be serving while it runs and until it is stopped: new fields,
collections, indexes that nothing the older one writes can violate. What it adds may be missing from what the older one
writes meanwhile, so readers bear that, and it finds its documents by what they lack and may run again, by several
instances at once. What takes away or changes meaning waits for the release after, when nobody writes the old any more.
An older version refuses to start on what a newer one migrated.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from pymongo import ASCENDING, DESCENDING, IndexModel
from pymongo.errors import CollectionInvalid, OperationFailure

from revops.core.time import now
from revops.mongo.client import Database, Document, Session

# Newest first within a workshop, ties broken by id: the order of every list, and of its cursors.
NEWEST = [("created_at", DESCENDING), ("_id", DESCENDING)]

# By collection.
Indexes = dict[str, list[IndexModel]]
# Its number, for good once released; what it is; what it does, which may run again after a crash.
Migration = tuple[int, str, Callable[[Database], Awaitable[None]]]

# What this folder keeps.
OWN_INDEXES: Indexes = {
    "leases": [],
    "idempotency_keys": [
        IndexModel([("user_id", ASCENDING), ("key", ASCENDING)], unique=True),
        IndexModel("expires_at", expireAfterSeconds=0),
    ],
    # Which processes serve this database; one that ended without a word is forgotten.
    "instances": [IndexModel("seen_at", expireAfterSeconds=60)],
    # How often something was tried, or how much was stored, in a while.
    "throttles": [IndexModel("expires_at", expireAfterSeconds=0)],
    "migrations": [],
    # From which backups this database was restored, and whether that was finished.
    "restores": [],
}


@dataclass(frozen=True, slots=True)
class Schema:
    """The schema of the database: collections with their indexes, and the numbered changes that led there."""

    indexes: Mapping[str, Sequence[IndexModel]]
    migrations: Sequence[Migration]
    # Raises UnusableDatabase for what cannot be continued from the newest number applied.
    require_usable: Callable[[Database, int], Awaitable[None]]
    # The collections that a bulk load fills first and indexes then, and the indexes that it cannot do without.
    bulk: Sequence[str] = ()
    kept_in_bulk: frozenset[str] = frozenset()

    @property
    def newest(self) -> int:
        """The number of the last migration."""
        return self.migrations[-1][0]


@contextlib.asynccontextmanager
async def bulk_load(db: Database, schema: Schema) -> AsyncIterator[None]:
    """Fill an empty database without its large secondary indexes and build them afterwards: many times faster.

    A database that is not empty keeps its indexes. After a crash in between the next start builds them (``migrate``).
    """
    is_empty = await db.collection(schema.bulk[0]).estimated_document_count() == 0
    large = {
        name: [index for index in schema.indexes[name] if index.document["name"] not in schema.kept_in_bulk]
        for name in schema.bulk
    }
    async with indexed_afterwards(db, large if is_empty else {}):
        yield


@contextlib.asynccontextmanager
async def indexed_afterwards(db: Database, indexes: Mapping[str, Sequence[IndexModel]]) -> AsyncIterator[None]:
    """Do without these indexes for a while and build them then: each key at its place among all, not each page of the
    index again for each document. Who looks for something meanwhile reads more.

    Whoever is told to end does not wait for that: the next start builds what is not there.
    """
    for name, dropped in indexes.items():
        for index in dropped:
            with contextlib.suppress(OperationFailure):
                await db.collection(name).drop_index(index.document["name"])
    is_ended = False
    try:
        yield
    except asyncio.CancelledError:
        is_ended = True
        raise
    finally:
        if not is_ended:
            again = [db.collection(name).create_indexes(dropped) for name, dropped in indexes.items() if dropped]
            await asyncio.gather(*again)


async def _ensure_indexes(db: Database, schema: Schema) -> None:
    """Make the collections and indexes that are not there. Costs nothing when they are."""
    existing = set(await db.collection("migrations").database.list_collection_names())

    async def ensure(name: str, indexes: Sequence[IndexModel]) -> None:
        # Created ahead, because the first insert into a new collection makes concurrent transactions wait.
        if name not in existing:
            try:
                await db.collection("migrations").database.create_collection(name)
            except (CollectionInvalid, OperationFailure) as error:
                if isinstance(error, OperationFailure) and error.code != _NAMESPACE_EXISTS:
                    raise  # otherwise another instance was faster
        if indexes:
            await db.collection(name).create_indexes(indexes)

    # All at a time: the server builds those of different collections on different cores.
    await asyncio.gather(*(ensure(name, indexes) for name, indexes in schema.indexes.items()))


async def drop_indexes(db: Database, collection: str, *names: str) -> None:
    """Drop the indexes with these names, those that are there."""
    existing = await db.collection(collection).index_information()
    for name in names:
        if name in existing:
            with contextlib.suppress(OperationFailure):  # another instance was faster
                await db.collection(collection).drop_index(name)


_NAMESPACE_EXISTS = 48

# What finds the mark of a restore in ``restores`` that was begun and not finished.
UNFINISHED_RESTORE: Document = {"finished_at": None}


class UnusableDatabase(Exception):
    """RevOps cannot work on this database; the message says what to do about it."""


class NewerDatabase(UnusableDatabase):
    """The database was written by a newer version of RevOps."""

    def __init__(self, version: int, known: int) -> None:
        super().__init__(f"The database is at version {version}, this RevOps knows {known}. Install the newer RevOps.")


async def require_transactions(db: Database) -> None:
    """Raise UnusableDatabase for a server that has no transactions."""
    hello = await db.client.admin.command("hello")
    if "setName" not in hello and hello.get("msg") != "isdbgrid":
        raise UnusableDatabase(
            "The MongoDB of MONGO_URL is a standalone server, and RevOps needs transactions. Start it with --replSet"
            " and run rs.initiate() once: one node is enough."
        )


async def applied_migrations(db: Database, session: Session | None = None) -> set[int]:
    """Return the numbers of the migrations that were applied."""
    return {int(doc["_id"]) async for doc in db.collection("migrations").find({}, {"_id": 1}, session=session)}


async def migrate(db: Database, schema: Schema, *, is_restore: bool = False) -> list[int]:
    """Apply what has not been applied. Returns the numbers applied. Raises UnusableDatabase.

    ``is_restore`` is for the restore itself; to everybody else a database that was restored by half is unusable.
    """
    await require_transactions(db)
    applied = await applied_migrations(db)
    if applied and max(applied) > schema.newest:
        raise NewerDatabase(max(applied), schema.newest)
    if not is_restore and await db.collection("restores").find_one(UNFINISHED_RESTORE) is not None:
        raise UnusableDatabase(
            "A restore into this database was not finished. Run `revops restore` with that file again."
        )
    if applied:
        await schema.require_usable(db, max(applied))
    await _ensure_indexes(db, schema)
    done = []
    for number, name, up in schema.migrations:
        if number not in applied:
            await up(db)
            await db.collection("migrations").update_one(
                {"_id": number}, {"$setOnInsert": {"name": name, "applied_at": now()}}, upsert=True
            )
            done.append(number)
    return done
