"""Numbered, idempotent changes to the database, applied before the server answers. Collections and indexes first.

A migration only adds, because an older version may still be serving while it runs and until it is stopped: new fields,
collections, indexes that nothing the older one writes can violate. What it adds may be missing from what the older one
writes meanwhile, so readers bear that, and it finds its documents by what they lack and may run again, by several
instances at once. What takes away or changes meaning waits for the release after, when nobody writes the old any more.
An older version refuses to start on what a newer one migrated.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable

from pymongo import ASCENDING, DESCENDING, IndexModel
from pymongo.errors import CollectionInvalid, OperationFailure

from revops.core.time import now
from revops.mongo.client import Database, Document, Session

# Newest first within a workshop, ties broken by id: the order of every list, and of its cursors.
_NEWEST = [("created_at", DESCENDING), ("_id", DESCENDING)]
_SOONEST_DUE = [("due_at", ASCENDING), ("_id", ASCENDING)]
# A job that is done leaves these indexes, so they stay as small as the work at hand.
_STILL_OPEN = {"status": {"$in": ["pending", "in_progress", "waiting_for_parts"]}}
_IN_SHOP = {"status": {"$in": ["pending", "in_progress", "waiting_for_parts", "completed"]}}
_AUDIT_DAYS = 400
_OWING = {"outstanding_minor": {"$gt": 0}}
# What only an owner leaves so. There are few among all that are finished and among all that owe.
_FINISHED_OWING = _OWING | {"status": {"$in": ["delivered", "closed"]}}

INDEXES: dict[str, list[IndexModel]] = {
    "users": [IndexModel("email", unique=True)],
    "workshops": [
        IndexModel("owner_id", unique=True),
        # Who has the same number already.
        IndexModel("phone"),
        IndexModel("gstin", partialFilterExpression={"gstin": {"$type": "string"}}),
    ],
    "managers": [IndexModel([("workshop_id", ASCENDING), ("is_active", ASCENDING)])],
    "invite_codes": [
        IndexModel("code", unique=True),
        IndexModel([("workshop_id", ASCENDING), *_NEWEST]),
    ],
    "jobs": [
        IndexModel([("workshop_id", ASCENDING), *_NEWEST]),
        IndexModel([("workshop_id", ASCENDING), ("status", ASCENDING), *_NEWEST]),
        IndexModel([("workshop_id", ASCENDING), ("manager_id", ASCENDING), *_NEWEST]),
        IndexModel([("workshop_id", ASCENDING), ("manager_id", ASCENDING), ("status", ASCENDING), *_NEWEST]),
        IndexModel([("workshop_id", ASCENDING), ("search", ASCENDING), *_NEWEST], name="search"),
        IndexModel(
            [("workshop_id", ASCENDING), ("manager_id", ASCENDING), ("search", ASCENDING), *_NEWEST],
            name="search_of_manager",
        ),
        IndexModel(
            [("workshop_id", ASCENDING), *_NEWEST],
            name="outstanding_newest",
            partialFilterExpression=_OWING,
        ),
        IndexModel(
            [("workshop_id", ASCENDING), ("outstanding_minor", DESCENDING), ("_id", DESCENDING)],
            name="outstanding_largest",
            partialFilterExpression=_OWING,
        ),
        IndexModel(
            [("workshop_id", ASCENDING), ("manager_id", ASCENDING), *_NEWEST],
            name="manager_outstanding_newest",
            partialFilterExpression=_OWING,
        ),
        IndexModel(
            [
                ("workshop_id", ASCENDING),
                ("manager_id", ASCENDING),
                ("outstanding_minor", DESCENDING),
                ("_id", DESCENDING),
            ],
            name="manager_outstanding_largest",
            partialFilterExpression=_OWING,
        ),
        IndexModel(
            [("workshop_id", ASCENDING), ("phone", ASCENDING), ("taken_on", ASCENDING)],
            name="customer_outstanding",
            partialFilterExpression=_OWING,
        ),
        # What is still to be billed is summed from this alone.
        IndexModel(
            [
                ("workshop_id", ASCENDING),
                ("status", ASCENDING),
                ("manager_id", ASCENDING),
                ("outstanding_minor", ASCENDING),
            ],
            name="in_shop",
            partialFilterExpression=_OWING | _IN_SHOP,
        ),
        IndexModel(
            [("workshop_id", ASCENDING), *_NEWEST],
            name="finished_outstanding",
            partialFilterExpression=_FINISHED_OWING,
        ),
        IndexModel(
            [("workshop_id", ASCENDING), ("number", ASCENDING)],
            name="number",
            unique=True,
            partialFilterExpression={"number": {"$exists": True}},
        ),
        # What a version that knows no numbers wrote, until it is numbered.
        IndexModel(
            [("workshop_id", ASCENDING), ("created_at", ASCENDING), ("_id", ASCENDING)],
            name="unnumbered",
            partialFilterExpression={"number": None},
        ),
        # What closes by itself is found here, without reading those that still wait for their money's confirmation.
        IndexModel(
            [
                ("status", ASCENDING),
                ("updated_at", ASCENDING),
                ("outstanding_minor", ASCENDING),
                ("confirmed_minor", ASCENDING),
                ("paid_minor", ASCENDING),
                ("workshop_id", ASCENDING),
                ("version", ASCENDING),
                ("_id", ASCENDING),
            ],
            name="delivered",
            partialFilterExpression={"status": "delivered"},
        ),
        IndexModel([("workshop_id", ASCENDING), *_SOONEST_DUE], name="due", partialFilterExpression=_STILL_OPEN),
        IndexModel(
            [("workshop_id", ASCENDING), ("manager_id", ASCENDING), *_SOONEST_DUE],
            name="manager_due",
            partialFilterExpression=_STILL_OPEN,
        ),
    ],
    "payments": [
        IndexModel("job_id"),
        IndexModel([("workshop_id", ASCENDING), ("payment_date", DESCENDING), ("_id", DESCENDING)]),
        IndexModel(
            [("workshop_id", ASCENDING), ("verdict", ASCENDING), ("payment_date", DESCENDING), ("_id", DESCENDING)]
        ),
        IndexModel(
            [("workshop_id", ASCENDING), ("manager_id", ASCENDING), ("payment_date", DESCENDING), ("_id", DESCENDING)]
        ),
        IndexModel(
            [("workshop_id", ASCENDING), ("manager_id", ASCENDING), ("confirmation_date", DESCENDING)],
            name="rejected",
            # The date is asked for too, so that lists by payment date are not tempted to sort what they find here.
            partialFilterExpression={"verdict": "rejected", "confirmation_date": {"$exists": True}},
        ),
    ],
    "settlements": [
        IndexModel([("workshop_id", ASCENDING), ("submitted_date", DESCENDING), ("_id", DESCENDING)]),
        IndexModel(
            [("workshop_id", ASCENDING), ("manager_id", ASCENDING), ("submitted_date", DESCENDING), ("_id", DESCENDING)]
        ),
    ],
    "billing_settings": [IndexModel([("workshop_id", ASCENDING), ("effective_from", ASCENDING), ("_id", ASCENDING)])],
    "logos": [IndexModel([("workshop_id", ASCENDING), ("logo_id", ASCENDING)], unique=True)],
    # The last number of a workshop's jobs that a process took to give out.
    "job_counters": [],
    # The last number of each series, moved in the transaction that issues the paper.
    "series": [],
    "documents": [
        IndexModel([("workshop_id", ASCENDING), ("number", ASCENDING)], unique=True),
        IndexModel([("workshop_id", ASCENDING), ("issued_at", DESCENDING), ("_id", DESCENDING)]),
        IndexModel([("workshop_id", ASCENDING), ("job_id", ASCENDING), ("issued_at", DESCENDING)]),
        IndexModel(
            [("workshop_id", ASCENDING), ("manager_id", ASCENDING), ("issued_at", DESCENDING), ("_id", DESCENDING)]
        ),
        IndexModel(
            [("workshop_id", ASCENDING), ("search", ASCENDING), ("issued_at", DESCENDING), ("_id", DESCENDING)],
            name="search",
        ),
        IndexModel(
            [
                ("workshop_id", ASCENDING),
                ("manager_id", ASCENDING),
                ("search", ASCENDING),
                ("issued_at", DESCENDING),
                ("_id", DESCENDING),
            ],
            name="search_of_manager",
        ),
        # A payment has one receipt, an invoice at most one credit note.
        IndexModel("payment_id", unique=True, partialFilterExpression={"payment_id": {"$exists": True}}),
        IndexModel("credits", unique=True, partialFilterExpression={"credits": {"$exists": True}}),
    ],
    # What was issued, as the bytes that were handed out.
    "document_files": [IndexModel([("document_id", ASCENDING), ("format", ASCENDING)], unique=True)],
    "journal": [
        IndexModel(
            [("workshop_id", ASCENDING), ("seq", ASCENDING)],
            name="sealed",
            unique=True,
            partialFilterExpression={"seq": {"$exists": True}},
        ),
        IndexModel(
            [("unsealed", ASCENDING), ("workshop_id", ASCENDING), ("manager_id", ASCENDING)],
            name="unsealed",
            partialFilterExpression={"unsealed": True},
        ),
        IndexModel(
            [("job_id", ASCENDING), ("at", DESCENDING), ("_id", DESCENDING)],
            name="timeline",
            partialFilterExpression={"job_id": {"$exists": True}},
        ),
        # The day comes last: it tells which entries of the first and last hours are of a period, without reading them.
        IndexModel(
            [
                ("workshop_id", ASCENDING),
                ("figures", ASCENDING),
                ("at", DESCENDING),
                ("_id", DESCENDING),
                ("day", ASCENDING),
            ],
            name="figures",
            partialFilterExpression={"figures": {"$exists": True}},
        ),
    ],
    "totals": [
        # The day before the manager: the dashboard asks for one day (all time) of every manager, and for ranges.
        IndexModel([("workshop_id", ASCENDING), ("day", ASCENDING), ("manager_id", ASCENDING)], unique=True),
    ],
    "customers": [
        IndexModel([("workshop_id", ASCENDING), ("phone", ASCENDING)], unique=True),
        IndexModel(
            [("workshop_id", ASCENDING), ("receivable_minor", DESCENDING), ("phone", ASCENDING)],
            name="owing_largest",
            partialFilterExpression={"receivable_minor": {"$gt": 0}},
        ),
    ],
    "chain_heads": [],
    "leases": [],
    "idempotency_keys": [
        IndexModel([("user_id", ASCENDING), ("key", ASCENDING)], unique=True),
        IndexModel("expires_at", expireAfterSeconds=0),
    ],
    "throttles": [IndexModel("expires_at", expireAfterSeconds=0)],
    # Which processes serve this database; one that ended without a word is forgotten.
    "instances": [IndexModel("seen_at", expireAfterSeconds=60)],
    "audit_log": [
        IndexModel([("workshop_id", ASCENDING), ("at", DESCENDING), ("_id", DESCENDING)]),
        IndexModel([("workshop_id", ASCENDING), ("kind", ASCENDING), ("at", DESCENDING), ("_id", DESCENDING)]),
        # Of owners who have no workshop yet; given to it when it is made.
        IndexModel("user_id", name="no_workshop_yet", partialFilterExpression={"workshop_id": None}),
        IndexModel("at", name="kept_for", expireAfterSeconds=_AUDIT_DAYS * 24 * 60 * 60),
    ],
    # How far exports are, for whoever waits for one.
    "exports": [IndexModel("expires_at", expireAfterSeconds=0)],
    "migrations": [],
    # From which backups this database was restored, and whether that was finished.
    "restores": [],
}


@contextlib.asynccontextmanager
async def bulk_load(db: Database) -> AsyncIterator[None]:
    """Fill an empty database without its large secondary indexes and build them afterwards: many times faster.

    A database that holds jobs keeps its indexes. After a crash in between the next start builds them (``migrate``).
    """
    if await db.collection("jobs").estimated_document_count() == 0:
        for name in ("jobs", "payments", "journal"):
            for index in INDEXES[name]:
                if index.document["name"] != "unsealed":  # the sealer and every reader live on that one
                    with contextlib.suppress(OperationFailure):
                        await db.collection(name).drop_index(index.document["name"])
    try:
        yield
    finally:
        await ensure_indexes(db)


async def ensure_indexes(db: Database) -> None:
    """Make the collections and indexes that are not there. Costs nothing when they are."""
    existing = set(await db.collection("migrations").database.list_collection_names())

    async def ensure(name: str, indexes: list[IndexModel]) -> None:
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
    await asyncio.gather(*(ensure(name, indexes) for name, indexes in INDEXES.items()))


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


async def _nothing(_: Database) -> None:
    """Change nothing now: ``migrate`` refuses where there would be something, or the background does it."""


# Numbered for good once released; each may run again after a crash. Indexes are ensured at every start besides.
MIGRATIONS: list[tuple[int, str, Callable[[Database], Awaitable[None]]]] = [
    (1, "collections and indexes", ensure_indexes),
    (2, "the due date of each job", _store_due_dates),
    (3, "what customers owe, totals of months, figures of entries", _nothing),
    (4, "the audit log", ensure_indexes),
    (5, "what jobs are found by, tax numbers in one form: with the next", _nothing),
    (6, "the number of each job, days and references kept: made in the background (jobs/remake.py)", _nothing),
    (7, "owners' first days in the audit log", _first_days),
]
# Jobs from before this one lack what the books need, and sealed entries cannot be changed.
_BOOKS_SINCE = 3

_NAMESPACE_EXISTS = 48

# What finds the mark of a restore in ``restores`` that was begun and not finished.
UNFINISHED_RESTORE: Document = {"finished_at": None}


class UnusableDatabase(Exception):
    """RevOps cannot work on this database; the message says what to do about it."""


class NewerDatabase(UnusableDatabase):
    """The database was written by a newer version of RevOps."""

    def __init__(self, version: int) -> None:
        super().__init__(
            f"The database is at version {version}, this RevOps knows {newest_migration()}. Install the newer RevOps."
        )


async def require_transactions(db: Database) -> None:
    """Raise UnusableDatabase for a server that has no transactions."""
    hello = await db.client.admin.command("hello")
    if "setName" not in hello and hello.get("msg") != "isdbgrid":
        raise UnusableDatabase(
            "The MongoDB of MONGO_URL is a standalone server, and RevOps needs transactions. Start it with --replSet"
            " and run rs.initiate() once: one node is enough."
        )


def newest_migration() -> int:
    """Return the number of the last migration that this version knows."""
    return MIGRATIONS[-1][0]


async def applied_migrations(db: Database, session: Session | None = None) -> set[int]:
    """Return the numbers of the migrations that were applied."""
    return {int(doc["_id"]) async for doc in db.collection("migrations").find({}, {"_id": 1}, session=session)}


async def migrate(db: Database, *, is_restore: bool = False) -> list[int]:
    """Apply what has not been applied. Returns the numbers applied. Raises UnusableDatabase.

    ``is_restore`` is for the restore itself; to everybody else a database that was restored by half is unusable.
    """
    await require_transactions(db)
    applied = await applied_migrations(db)
    if applied and max(applied) > newest_migration():
        raise NewerDatabase(max(applied))
    if not is_restore and await db.collection("restores").find_one(UNFINISHED_RESTORE) is not None:
        raise UnusableDatabase(
            "A restore into this database was not finished. Run `revops restore` with that file again."
        )
    if applied and max(applied) < _BOOKS_SINCE and await db.collection("jobs").find_one({}, {"_id": 1}) is not None:
        raise UnusableDatabase(
            f"The database holds jobs from version {max(applied)}, whose books this RevOps cannot continue. Start with"
            " an empty one: another REVOPS_DATA folder or DB_NAME."
        )
    await ensure_indexes(db)
    done = []
    for number, name, up in MIGRATIONS:
        if number not in applied:
            await up(db)
            await db.collection("migrations").update_one(
                {"_id": number}, {"$setOnInsert": {"name": name, "applied_at": now()}}, upsert=True
            )
            done.append(number)
    return done
