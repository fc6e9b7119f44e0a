"""A large import fills empty collections first and has their indexes built at once after, in a third of the time."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from pymongo.errors import OperationFailure

from revops.mongo.client import Database
from revops.mongo.migrations import INDEXES, migrate

# From how many jobs on it is worth it.
MANY = 20_000
_FILLED = ("jobs", "payments")
_MIGRATION_OF_INDEXES = 1
_INDEX_NOT_FOUND = 27


@asynccontextmanager
async def built_after(db: Database, jobs: int) -> AsyncIterator[None]:
    """Do without the indexes of jobs and payments inside, if there are many to come and none yet.

    The migration that makes them counts as not applied meanwhile, so should this process be killed, the next start
    of anything builds them.
    """
    if jobs < MANY or not await _are_empty(db):
        yield
        return
    await db.collection("migrations").delete_one({"_id": _MIGRATION_OF_INDEXES})
    try:
        for name in _FILLED:
            for index in INDEXES[name]:
                try:
                    await db.collection(name).drop_index(index.document["name"])
                except OperationFailure as error:
                    if error.code != _INDEX_NOT_FOUND:
                        raise
        yield
    finally:
        await migrate(db)


async def _are_empty(db: Database) -> bool:
    for name in _FILLED:
        if await db.collection(name).find_one({}, {"_id": 1}) is not None:
            return False
    return True
