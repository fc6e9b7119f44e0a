"""Progress of exports, kept in the database for an hour, so that whichever server process is asked can tell."""

import datetime as dt
import time

from revops.access.caller import Caller
from revops.core.errors import NotFound
from revops.core.time import now
from revops.mongo.client import Database, Document

_KEPT = dt.timedelta(hours=1)
_REPORT_EVERY_SECONDS = 0.4


class ProgressNote:
    """The progress of one export, told under the id that the client chose; without an id nobody is told."""

    def __init__(self, db: Database, workshop_id: str, export_id: str | None) -> None:
        self._exports = db.collection("exports")
        self._key = None if export_id is None else key_of(workshop_id, export_id)
        self._reported_at = 0.0
        self._rows: Document = {"done_rows": 0, "total_rows": 0}

    async def wait(self, ahead: int) -> None:
        """Say how many exports are before this one."""
        await self._store("waiting", ahead)

    async def begin(self) -> None:
        """Make it known."""
        await self._store("reading")

    async def update(self, done: int, total: int) -> None:
        """Say how many rows are read, of how many; not too often."""
        self._rows = {"done_rows": done, "total_rows": total}
        is_read = done == total
        if is_read or time.monotonic() - self._reported_at >= _REPORT_EVERY_SECONDS:
            self._reported_at = time.monotonic()
            await self._store("finishing" if is_read else "reading")

    async def end(self, state: str) -> None:
        """Say how it ended."""
        await self._store(state)

    async def _store(self, state: str, ahead: int | None = None) -> None:
        if self._key is not None:
            at = now()
            changed = {"state": state, **self._rows, "updated_at": at, "expires_at": at + _KEPT}
            write: Document = {"$set": changed if ahead is None else changed | {"ahead": ahead}}
            if ahead is None:
                write["$unset"] = {"ahead": ""}
            await self._exports.update_one({"_id": self._key}, write, upsert=True)


def key_of(workshop_id: str, export_id: str) -> str:
    """Return the key of an export's progress. Ids are the client's own, so two workshops may choose the same."""
    return f"{workshop_id}/{export_id}"


async def read_progress(caller: Caller, export_id: str) -> Document:
    """Read the progress of an export of the caller's workshop. Raises NotFound, also before it has begun."""
    fields = {"_id": 0, "expires_at": 0}
    found = await caller.db.collection("exports").find_one({"_id": key_of(caller.workshop.id, export_id)}, fields)
    if found is None:
        raise NotFound("export")
    return found
