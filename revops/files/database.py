"""Files in the database: in each backup, on each node, and acknowledged as payments are."""

import datetime as dt
from collections.abc import AsyncIterator

from bson import Binary

from revops.core.time import now
from revops.files.errors import FileUnusable
from revops.files.port import FileKey
from revops.mongo.client import Database, Document


def file_document(key: FileKey, content: bytes, stored_at: dt.datetime) -> Document:
    """Build the form of a file in the database and, wherever it is kept, in a backup."""
    return {
        "_id": str(key),
        "workshop_id": key.workshop_id,
        "kind": key.kind.value,
        "stored_at": stored_at,
        "content": Binary(content),
    }


class DatabaseStore:
    """Keeps each file as one document."""

    def __init__(self, db: Database) -> None:
        self._files = db.collection("files")

    async def put(self, key: FileKey, content: bytes) -> None:
        """Keep a content."""
        await self._files.replace_one({"_id": str(key)}, file_document(key, content, now()), upsert=True)

    async def get(self, key: FileKey) -> bytes:
        """Read a content and check it. Raises FileUnusable."""
        found = await self._files.find_one({"_id": str(key)}, {"content": 1})
        if found is None:
            raise FileUnusable(str(key), "is missing", is_missing=True)
        return key.checked(bytes(found["content"]))

    async def exists(self, key: FileKey) -> bool:
        """Say whether something is kept under a name."""
        return await self._files.find_one({"_id": str(key)}, {"_id": 1}) is not None

    async def delete(self, key: FileKey, older_than: dt.datetime) -> bool:
        """Remove a file unless it was kept since. Returns whether it was removed."""
        found = await self._files.delete_one({"_id": str(key), "stored_at": {"$lt": older_than}})
        return found.deleted_count == 1

    async def kept_before(self, instant: dt.datetime) -> AsyncIterator[FileKey]:
        """Yield the names of the files that were last kept before an instant, from the index alone."""
        async for found in self._files.find({"stored_at": {"$lt": instant}}, {"_id": 1}, sort=[("stored_at", 1)]):
            yield FileKey.parse(found["_id"])
