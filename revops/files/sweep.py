"""Sweeping: bytes that no document names, because a process ended between keeping them and naming them, are removed."""

import datetime as dt
from collections.abc import AsyncIterator, Mapping

import structlog

from revops.core.time import now
from revops.files.port import FileKey, Kind, Store
from revops.files.service import Files
from revops.mongo.client import Database
from revops.mongo.scoped import Scoped, TenantScope
from revops.tasks.outbox import Claimed

log = structlog.get_logger(__name__)

KIND = "sweep_files"
# Longer than any request or task takes from keeping a file to naming it.
_KEPT_FOR = dt.timedelta(days=1)
_BATCH = 500


class Sweep:
    """Removes files that are named by no document, from all places, a day after they were kept."""

    def __init__(self, db: Database, files: Files, named_by: Mapping[Kind, str]) -> None:
        self._db = db
        self._files = files
        self._named_by = named_by

    async def handle(self, _: Claimed) -> None:
        """Sweep. Twice is as good as once."""
        await self.sweep()

    async def sweep(self) -> int:
        """Remove what is old enough and not named. Returns how many files that were."""
        older_than = now() - _KEPT_FOR
        removed = 0
        for store in self._files.stores:
            async for keys in _batches(store, older_than):
                for key in await self._not_named(keys):
                    # One that was kept again meanwhile is about to be named.
                    removed += await store.delete(key, older_than)
        if removed:
            log.info("files_swept", files=removed)
        return removed

    async def _not_named(self, keys: list[FileKey]) -> list[FileKey]:
        """Find which of these files, all of one workshop and kind, no document names."""
        naming = Scoped(self._db, self._named_by[keys[0].kind], TenantScope(keys[0].workshop_id))
        rows = naming.find({"file": {"$in": [key.sha256 for key in keys]}}, {"file": 1})
        named = {row["file"] async for row in rows}
        return [key for key in keys if key.sha256 not in named]


async def _batches(store: Store, older_than: dt.datetime) -> AsyncIterator[list[FileKey]]:
    """Yield the old files in lists of one workshop and kind each."""
    batches: dict[tuple[str, Kind], list[FileKey]] = {}
    count = 0
    async for key in store.kept_before(older_than):
        batches.setdefault((key.workshop_id, key.kind), []).append(key)
        count += 1
        if count == _BATCH:
            for batch in batches.values():
                yield batch
            batches, count = {}, 0
    for batch in batches.values():
        yield batch
