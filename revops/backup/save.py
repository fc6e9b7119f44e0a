"""`revops backup`: everything as it was at one instant, written while others go on working."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import structlog
from pymongo.errors import OperationFailure, PyMongoError

from revops import __version__
from revops.backup.contents import LEFT_OUT, LISTED_FILES
from revops.backup.errors import BackupError
from revops.backup.file import BackupWriter, Block, instant_text
from revops.backup.files import copy_files
from revops.files.service import Files, in_database
from revops.mongo.client import Database, Session, instant_of
from revops.mongo.migrations import NewerDatabase, applied_migrations
from revops.rooms import newest_migration

log = structlog.get_logger(__name__)
BackupProgress = Callable[[str, int, int], None]

_BATCH = 4000
# The server keeps its past this long while a backup reads it, where it lets itself be told so.
_HISTORY_SECONDS = 6 * 3600
_HISTORY = "minSnapshotHistoryWindowInSeconds"
_SNAPSHOT_TOO_OLD, _SNAPSHOT_UNAVAILABLE = 239, 246
_TRIES = 3


@dataclass(frozen=True, slots=True)
class Saved:
    """A backup that was made."""

    path: Path
    documents: int
    collections: int
    bytes: int
    taken_at: str
    seconds: float
    # That are named and could not be read, so they are not in it.
    files_lacking: int = 0


async def save(
    db: Database,
    path: Path,
    passphrase: str | None = None,
    progress: BackupProgress | None = None,
    files: Files | None = None,
) -> Saved:
    """Back up the database, and ``files`` that are elsewhere, into a new file.

    Raises BackupError; then there is no such file.
    """
    if await asyncio.to_thread(path.exists):
        raise BackupError(f"{path} exists already. Give another name, or a folder to have it named by its time.")
    started = time.monotonic()
    try:
        async with _history_kept(db):
            show: BackupProgress = progress or (lambda _what, _done, _total: None)
            writer, taken_at, size, lacking = await _save(db, path, passphrase, show, files or in_database(db))
    except OSError as error:
        raise BackupError(f"{path} cannot be written: {error.strerror}. There is no backup.") from None
    except OperationFailure as error:
        if error.code == _SNAPSHOT_TOO_OLD:
            raise BackupError(
                f"The database forgot the instant that was being read. Let this user set its {_HISTORY} (role"
                " hostManager), set it higher yourself, or back up when there is less to do."
            ) from None
        raise
    seconds = time.monotonic() - started
    return Saved(path, writer.counts.total(), len(writer.counts), size, taken_at, seconds, lacking)


async def _save(
    db: Database, path: Path, passphrase: str | None, progress: BackupProgress, files: Files, tries: int = _TRIES
) -> tuple[BackupWriter, str, int, int]:
    try:
        async with db.snapshot() as session:
            header = await _describe(db, session)
            with BackupWriter(path, header, passphrase) as writer:
                await _copy(db, session, header["about"], writer, progress)
                lacking = await copy_files(db, session, writer, files)
                size = await asyncio.to_thread(writer.finish)
            return writer, str(header["taken_at"]), size, lacking
    except OperationFailure as error:
        # Somebody made a collection or an index meanwhile, and the server no longer shows how it was before.
        if error.code != _SNAPSHOT_UNAVAILABLE or tries == 1:
            raise
    await asyncio.sleep(1)
    return await _save(db, path, passphrase, progress, files, tries - 1)


async def _describe(db: Database, session: Session) -> dict[str, Any]:
    applied = await applied_migrations(db, session)
    if not applied:
        raise BackupError(f"The database {db.name} holds nothing of RevOps. Check MONGO_URL, DB_NAME and REVOPS_DATA.")
    if max(applied) > newest_migration():
        raise NewerDatabase(max(applied), newest_migration())
    instant = instant_of(session)
    about = {name: await db.collection(name).estimated_document_count() for name in await _collections(db)}
    return {
        "app": __version__,
        "migration": max(applied),
        "database": db.name,
        "taken_at": instant_text(instant.time),
        "instant": (instant.time, instant.inc),
        "about": about,
    }


async def _collections(db: Database) -> list[str]:
    found = await db.collection("migrations").database.list_collection_names(filter={"type": "collection"})
    # The list of files is made anew, whatever an older version made of that of a backup.
    known = (name for name in found if name != LISTED_FILES and not name.startswith("system."))
    return sorted(name for name in known if name not in LEFT_OUT)


async def _copy(
    db: Database, session: Session, about: dict[str, int], writer: BackupWriter, progress: BackupProgress
) -> None:
    """Copy all collections. One batch is compressed, by a thread, while the next one is read."""
    done, total = 0, sum(about.values())
    writing: asyncio.Future[int] | None = None
    try:
        for name in about:
            batches: Any = db.collection(name).find_raw_batches({}, batch_size=_BATCH, session=session)
            async for batch in batches:
                if writing is not None:
                    done += await writing
                    progress("documents", done, max(done, total))
                writing = asyncio.ensure_future(asyncio.to_thread(writer.add, Block(name, batch)))
    finally:
        # Also when reading failed: the file must not be closed under the thread that writes it.
        if writing is not None:
            await writing


@contextlib.asynccontextmanager
async def _history_kept(db: Database) -> AsyncIterator[None]:
    """Have the server keep its past for longer than its usual five minutes, if it lets us, and set it back after.

    It costs the server disk only, for what is overwritten meanwhile.
    """
    admin = db.client.admin
    usual: int | None = None
    try:
        found = int((await admin.command({"getParameter": 1, _HISTORY: 1}))[_HISTORY])
        if found < _HISTORY_SECONDS:
            await admin.command({"setParameter": 1, _HISTORY: _HISTORY_SECONDS})
            usual = found
    except OperationFailure:
        log.debug("history_not_kept")  # a server that we may only use keeps what it keeps
    try:
        yield
    finally:
        if usual is not None:
            try:
                await admin.command({"setParameter": 1, _HISTORY: usual})
            except PyMongoError as error:
                log.warning("history_not_set_back", parameter=_HISTORY, value=usual, reason=type(error).__name__)
