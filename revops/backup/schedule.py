"""Backups by the clock: one instance makes them, by a lease in the database, and old ones go when a new one stands."""

import asyncio
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import structlog
from pymongo.errors import PyMongoError

from revops.backup.passphrase import read_passphrase
from revops.core.process import run_command
from revops.core.time import now
from revops.mongo.client import Database
from revops.mongo.lease import Lease
from revops.settings import Settings

log = structlog.get_logger(__name__)

SUFFIX = ".rvb"
_LOOK_EVERY_SECONDS = 30
_LEASE_MS = 120_000
# After a failure it is tried again sooner than the next time it is due.
_TRY_AGAIN_MS = 10 * 60_000


def file_name(database: str) -> str:
    """Return the name of a backup that is made now. Names sort by time."""
    return f"{database}-{now():%Y%m%dT%H%M%SZ}{SUFFIX}"


@dataclass(frozen=True, slots=True)
class Plan:
    """The folder, the interval, the number kept and the encryption of backups."""

    folder: Path
    every: dt.timedelta
    keep: int
    passphrase: str | None


def plan_of(settings: Settings) -> Plan | None:
    """Return the plan of the settings, None when they name no folder."""
    if settings.backup_folder is None:
        return None
    every = dt.timedelta(hours=settings.backup_every_hours)
    return Plan(settings.backup_folder, every, settings.backup_keep, read_passphrase(settings, None))


class Schedule:
    """Makes backups while it holds the lease. ``run`` is the background task."""

    def __init__(self, db: Database, url: str, plan: Plan, settings: Mapping[str, str] | None = None) -> None:
        """Make backups by a plan, by processes that have these settings in their environment, too."""
        self.db = db
        self._settings = settings or {}
        self.plan = plan
        self._url = url
        self._lease = Lease(db, "backup", _LEASE_MS)

    async def run(self) -> None:
        """Make backups for ever. Failures are logged, and tried again."""
        while True:
            try:
                await self.make_if_due()
            except (PyMongoError, OSError) as error:
                log.error("backup_failed", reason=str(error)[:300])
            await asyncio.sleep(_LOOK_EVERY_SECONDS)

    async def make_if_due(self) -> Path | None:
        """Make one backup if it is time and nobody else does. Returns it."""
        every_ms = int(self.plan.every.total_seconds() * 1000)
        due = [
            {"$lte": [{"$add": ["$taken_at", every_ms]}, "$$NOW"]},
            {"$lte": [{"$add": ["$tried_at", min(every_ms, _TRY_AGAIN_MS)]}, "$$NOW"]},
        ]
        if not await self._lease.hold(due=due, mark={"tried_at": "$$NOW"}):
            return None
        async with self._lease.kept():
            path = await self._make()
        await self._lease.let_go({"taken_at": "$tried_at"} if path is not None else {})
        if path is not None:
            self._remove_old()
        return path

    async def _make(self) -> Path | None:
        """Have a process of its own make one, at a low priority. Returns None, after saying why, when there is none."""
        folder = self.plan.folder
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            for left_behind in self._mine(f"{SUFFIX}.partial"):
                left_behind.unlink(missing_ok=True)
        except OSError as error:
            log.error("backup_failed", folder=str(folder), reason=error.strerror)
            return None
        path = folder / file_name(self.db.name)
        code, said = await self._run(path)
        if code != 0:
            log.error("backup_failed", file=str(path), code=code, reason=said[-300:])
            return None
        log.info("backup_made", file=str(path), bytes=path.stat().st_size)
        return path

    def _mine(self, suffix: str) -> list[Path]:
        """Return the files of this database's backups in the folder, the oldest first."""
        prefix = f"{self.db.name}-"
        length = len(f"{prefix}20260101T000000Z{suffix}")
        found = self.plan.folder.glob(f"{prefix}*{suffix}")
        return sorted(path for path in found if len(path.name) == length)

    def _remove_old(self) -> None:
        for path in self._mine(SUFFIX)[: -self.plan.keep]:
            path.unlink(missing_ok=True)
            log.info("backup_removed", file=str(path))

    async def _run(self, path: Path) -> tuple[int, str]:
        """Run `revops backup`; return its exit code and what it said. It ends with this process."""
        environment = {
            **self._settings,
            "MONGO_URL": self._url,
            "DB_NAME": self.db.name,
            "REVOPS_BACKUP_PASSPHRASE": self.plan.passphrase or "",
        }
        try:
            return await run_command(["backup", str(path)], environment)
        except asyncio.CancelledError:
            path.with_name(f"{path.name}.partial").unlink(missing_ok=True)
            raise
