"""Files in a bucket: one place for many instances, outside of the database."""

import contextlib
import datetime as dt
from collections.abc import AsyncIterator

from pymongo.errors import DuplicateKeyError

from revops.core.time import now
from revops.files.errors import BucketFails, FileUnusable, WrongKey
from revops.files.port import MAX_BYTES, FileKey
from revops.files.s3 import Bucket
from revops.mongo.client import Database

# How long a removal may take; whoever keeps the same content meanwhile is told to try again.
REMOVAL_SECONDS = 30


class BucketStore:
    """Keeps each file under its name. The age of a file is what the bucket's server says it is."""

    def __init__(self, db: Database, bucket: Bucket) -> None:
        self.bucket = bucket
        self._removals = db.collection("file_removals")

    async def put(self, key: FileKey, content: bytes) -> None:
        """Keep a content. Raises BucketFails."""
        await self.bucket.put(str(key), content)
        # One that is being removed for its age may be gone in spite of it.
        since = now() - dt.timedelta(seconds=REMOVAL_SECONDS)
        if await self._removals.find_one({"_id": str(key), "begun_at": {"$gte": since}}, {"_id": 1}) is not None:
            raise BucketFails("busy", "The same file is being removed for its age. It can be kept in a minute.")

    async def get(self, key: FileKey) -> bytes:
        """Read a content and check it. Raises FileUnusable, BucketFails."""
        try:
            content = await self.bucket.get(str(key), MAX_BYTES)
        except FileNotFoundError:
            raise FileUnusable(str(key), "is missing", is_missing=True) from None
        return key.checked(content)

    async def exists(self, key: FileKey) -> bool:
        """Say whether something is kept under a name. Raises BucketFails."""
        return await self.bucket.kept_at(str(key)) is not None

    async def delete(self, key: FileKey, older_than: dt.datetime) -> bool:
        """Remove a file unless it was kept since. Returns whether it was removed. Raises BucketFails.

        S3 cannot remove by age, so the removal is noted first, where whoever keeps the file anew looks last.
        """
        try:
            await self._removals.insert_one({"_id": str(key), "begun_at": now()})
        except DuplicateKeyError:
            return False  # another one removes it, or did a moment ago
        kept_at = await self.bucket.kept_at(str(key))
        if kept_at is None or kept_at >= older_than:
            return False
        await self.bucket.delete(str(key))
        return True

    async def kept_before(self, instant: dt.datetime) -> AsyncIterator[FileKey]:
        """Yield the names of the files that were last kept before an instant. Raises BucketFails."""
        async for name, kept_at in self.bucket.names():
            if kept_at < instant:
                with contextlib.suppress(WrongKey):  # nothing of ours
                    yield FileKey.parse(name)
