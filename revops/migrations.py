"""The numbered changes to the database, of all rooms; what they must bear is said in ``mongo.migrations``."""

import contextlib

from pymongo.errors import OperationFailure

from revops.mongo.client import Database
from revops.mongo.migrations import Migration, UnusableDatabase


async def _store_due_dates(db: Database) -> None:
    day_ms = 24 * 60 * 60 * 1000
    due_at = {"$add": ["$created_at", {"$multiply": ["$planned_completion_days", day_ms]}]}
    await db.collection("jobs").update_many({"due_at": {"$exists": False}}, [{"$set": {"due_at": due_at}}])


async def _first_days(db: Database) -> None:
    audit = db.collection("audit_log")
    found = await audit.distinct("user_id", {"workshop_id": None})
    owners = db.collection("users").find({"_id": {"$in": found}, "workshop_id": {"$ne": None}}, {"workshop_id": 1})
    async for owner in owners:
        mine = {"user_id": owner["_id"], "workshop_id": None}
        await audit.update_many(mine, {"$set": {"workshop_id": owner["workshop_id"]}})


async def _first_workshops(db: Database) -> None:
    """Let owners have further workshops. The index that takes this one's place keeps an older version to one each, too,
    because what that writes has no mark.
    """
    await _drop_indexes(db, "workshops", "owner_id_1")


async def _indexes_by_workshop(db: Database) -> None:
    """Drop the unique indexes that no sharded collection could have. Those that begin with the workshop were made
    before this, and say the same of what an older version writes: each paper is of one workshop, as is what it names.
    """
    await _drop_indexes(db, "documents", "payment_id_1", "credits_1")
    await _drop_indexes(db, "document_files", "document_id_1_format_1")


async def _drop_indexes(db: Database, collection: str, *names: str) -> None:
    existing = await db.collection(collection).index_information()
    for name in names:
        if name in existing:
            with contextlib.suppress(OperationFailure):  # another instance was faster
                await db.collection(collection).drop_index(name)


async def _nothing(_: Database) -> None:
    """Change nothing now: ``require_books`` refuses where there would be something, the background does it, or it is
    indexes, which are ensured at every start."""


# Numbered for good once released; each may run again after a crash.
MIGRATIONS: list[Migration] = [
    (1, "collections and indexes", _nothing),
    (2, "the due date of each job", _store_due_dates),
    (3, "what customers owe, totals of months, figures of entries", _nothing),
    (4, "the audit log", _nothing),
    (5, "what jobs are found by, tax numbers in one form: with the next", _nothing),
    (6, "the number of each job, days and references kept: made in the background (jobs/remake.py)", _nothing),
    (7, "owners' first days in the audit log", _first_days),
    (8, "members: made in the background (access/members.py), and read as they were until then", _nothing),
    (9, "owners of several workshops", _first_workshops),
    (11, "customers and vehicles of jobs: made in the background (remaking/records.py)", _nothing),
    (13, "the chain of the audit log: made in the background (access/audit_chain.py)", _nothing),
    (14, "what sales are made of by papers of before: posted in the background (remaking/splits.py)", _nothing),
    (16, "unique indexes of papers begin with the workshop", _indexes_by_workshop),
]
# Jobs from before this one lack what the books need, and sealed entries cannot be changed.
_BOOKS_SINCE = 3


async def require_books(db: Database, newest_applied: int) -> None:
    """Raise UnusableDatabase for a database with jobs from before there were books to continue."""
    if newest_applied < _BOOKS_SINCE and await db.collection("jobs").find_one({}, {"_id": 1}) is not None:
        raise UnusableDatabase(
            f"The database holds jobs from version {newest_applied}, whose books this RevOps cannot continue. Start"
            " with an empty one: another REVOPS_DATA folder or DB_NAME."
        )
