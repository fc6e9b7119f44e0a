"""`revops restore`: a backup into an empty database. The file is read to its end before anything is written."""

import asyncio
import time
from collections import Counter
from dataclasses import dataclass

from bson.raw_bson import RawBSONDocument
from pymongo import WriteConcern

from revops.backup.contents import LEFT_OUT, LISTED_FILES, TAKEN
from revops.backup.errors import BackupError
from revops.backup.file import FILES, BackupReader, Block
from revops.backup.files import fetch_listed, keep_files
from revops.backup.save import BackupProgress
from revops.core.ids import new_id
from revops.core.time import now
from revops.files.service import Files, in_database
from revops.mongo.client import Database
from revops.mongo.lease import Lease
from revops.mongo.migrations import UNFINISHED_RESTORE, require_transactions
from revops.rooms import migrate, newest_migration

# Batches on their way to the server at a time; more do not make it faster.
_PARALLEL = 4
# What is loaded need not be on disk before the end: the last write waits for everything before it.
_LOADING = WriteConcern(1, j=False)
# Longer than any restore takes: a server that still runs here must not seal the half of a journal.
_KEPT_FROM_SEALERS_MS = 100 * 365 * 24 * 60 * 60 * 1000


@dataclass(frozen=True, slots=True)
class Restored:
    """The result of a restore."""

    # How many documents of each collection.
    counts: Counter[str]
    seconds: float
    migrations: list[int]


async def restore(
    db: Database, backup: BackupReader, progress: BackupProgress | None = None, files: Files | None = None
) -> Restored:
    """Restore a backup, with its files into ``files``: the database without. Raises BackupError and UnusableDatabase,
    before anything is written.

    A restore that was killed is begun anew by the next one; no server starts on what it left.
    """
    show: BackupProgress = progress or (lambda _what, _done, _total: None)
    started = time.monotonic()
    header = backup.header
    if header.migration > newest_migration():
        raise BackupError(
            f"{backup.path} was made by RevOps {header.app}, which is newer than this one. Install that one."
        )
    await require_transactions(db)
    await _require_empty(db)
    show("checking the file", 0, 0)
    counts = await asyncio.to_thread(backup.check)
    sealing = Lease(db, "sealer", _KEPT_FROM_SEALERS_MS)
    await _begin(db, backup, sealing)
    files = files or in_database(db)
    await _load(db, backup, counts.total(), show, files)
    for name, count in counts.items():
        if name in {FILES, LISTED_FILES}:
            continue  # elsewhere, or more of them, from a bucket: the check that ends a restore reads each
        loaded = await db.collection(name).estimated_document_count()
        if loaded != count:
            raise BackupError(
                f"{name} has {loaded} documents, the backup {count}: did a server run meanwhile? Stop it and restore"
                " again."
            )
    show("building the indexes", 0, 0)
    migrated = await migrate(db, is_restore=True)
    await sealing.let_go({})
    await db.collection("restores").update_one(UNFINISHED_RESTORE, {"$set": {"finished_at": now()}})
    return Restored(counts, time.monotonic() - started, migrated)


async def _require_empty(db: Database) -> None:
    if await db.collection("restores").find_one(UNFINISHED_RESTORE) is not None:
        return
    for name in sorted(await db.collection("migrations").database.list_collection_names()):
        if name in LEFT_OUT or name == "migrations":
            continue
        # A server that once ran here has left the tasks of its schedules, which are nobody's.
        somebodys = {"workshop_id": {"$ne": None}} if name == "tasks" else {}
        if await db.collection(name).find_one(somebodys, {"_id": 1}) is not None:
            raise BackupError(
                f"The database {db.name} is not empty: it has {name}. Restore into another one: set REVOPS_DATA to a"
                " new folder, or DB_NAME to another name."
            )


async def _begin(db: Database, backup: BackupReader, sealing: Lease) -> None:
    """Mark the database as being restored and take away what an empty one has: indexes, migrations."""
    begun = {
        "file": backup.path.name,
        "taken_at": backup.header.taken_at,
        "started_at": now(),
        "finished_at": None,
    }
    await db.collection("restores").update_one(
        UNFINISHED_RESTORE, {"$set": begun, "$setOnInsert": {"_id": new_id()}}, upsert=True
    )
    await sealing.seize()
    for name in TAKEN | backup.header.about.keys():
        await db.collection(name).drop()


async def _load(db: Database, backup: BackupReader, total: int, progress: BackupProgress, files: Files) -> None:
    """Load all blocks, several at a time, while the next one is read and unpacked by a thread."""
    done = 0
    loading: set[asyncio.Task[int]] = set()
    blocks = backup.blocks()
    try:
        while (block := await asyncio.to_thread(next, blocks, None)) is not None:
            loading.add(asyncio.create_task(_load_block(db, block, files)))
            if len(loading) == _PARALLEL:
                ready, loading = await asyncio.wait(loading, return_when=asyncio.FIRST_COMPLETED)
                done += sum(task.result() for task in ready)
                progress("documents", done, total)
        for task in loading:
            await task
    finally:
        for task in loading:
            task.cancel()


async def _load_block(db: Database, block: Block, files: Files) -> int:
    if block.collection == LISTED_FILES:
        return await fetch_listed(files, block)
    if block.collection == FILES and not files.is_in_database:
        return await keep_files(files, block)
    return await _insert(db, block)


async def _insert(db: Database, block: Block) -> int:
    documents = [RawBSONDocument(document) for document in block]
    collection = db.collection(block.collection).with_options(write_concern=_LOADING)
    await collection.insert_many(documents, ordered=False)
    return len(documents)
