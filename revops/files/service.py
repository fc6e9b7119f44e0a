"""The files of a process: kept in the place that was chosen, and found where they were kept before."""

from collections.abc import Sequence
from typing import Any

import structlog
from bson import Binary
from prometheus_client import Counter

from revops.core.errors import Unavailable
from revops.files.bucket import BucketStore
from revops.files.database import DatabaseStore
from revops.files.errors import BucketFails, FileUnusable
from revops.files.folder import FolderStore
from revops.files.port import MAX_BYTES, FileKey, Kind, Store
from revops.files.s3 import Bucket, BucketSettings
from revops.mongo.client import Database, Document
from revops.mongo.instances import has_older
from revops.mongo.scoped import ScopedRows
from revops.settings import Settings

log = structlog.get_logger(__name__)
UNUSABLE = Counter("revops_files_unusable_total", "Files that were asked for and were missing or altered.")

# Since this migration logos and papers' bytes are files; an older version reads them in the documents that name them.
MIGRATION = 12
# These have room of their own, which their room counts (``photos.usage``).
_COUNTED_APART = {Kind.PHOTO, Kind.EVIDENCE}


class Files:
    """Keeps files in ``store``; looks in ``others``, too, for what was kept when another one was chosen."""

    def __init__(self, db: Database, store: Store, others: Sequence[Store] = ()) -> None:
        self._db = db
        self.store = store
        self.stores = (store, *others)

    @property
    def is_in_database(self) -> bool:
        """True when what is kept is in the database, and so in each backup of it."""
        return isinstance(self.store, DatabaseStore)

    @property
    def is_in_bucket(self) -> bool:
        """True when what is kept is in a bucket, of which a backup has the list."""
        return isinstance(self.store, BucketStore)

    @property
    def bucket(self) -> Bucket | None:
        """The bucket, if there is one, whether files are kept there now or were once."""
        return next((store.bucket for store in self.stores if isinstance(store, BucketStore)), None)

    async def put(self, workshop_id: str, kind: Kind, content: bytes) -> str:
        """Keep a content, safe on disk before any document names it; return its SHA-256.

        Raises TooManyRequests when the workshop has stored too much today, Unavailable when there is no room.
        """
        assert len(content) <= MAX_BYTES, "whoever made it bounds it"
        key = FileKey.of(workshop_id, kind, content)
        if self._db.quota is not None and kind not in _COUNTED_APART:
            await self._db.quota.count([{"workshop_id": workshop_id, "content": Binary(content)}])
        try:
            await self.store.put(key, content)
        except (OSError, BucketFails) as error:
            log.error("file_not_kept", name=str(key), reason=str(error))
            raise Unavailable(
                "The server could not store the file, so nothing was saved. Please tell whoever runs the server."
            ) from None
        return key.sha256

    async def get(self, workshop_id: str, kind: Kind, sha256: str) -> bytes:
        """Read a content of a workshop, which is what was kept. Raises FileUnusable; Unavailable while a place in
        which it may be does not answer.
        """
        key = FileKey(workshop_id, kind, sha256)
        found: FileUnusable | None = None
        is_known = True
        for store in self.stores:
            try:
                return await store.get(key)
            except FileUnusable as error:
                if found is None or found.is_missing:
                    found = error
            except BucketFails:
                is_known = False
        if not is_known:
            raise Unavailable("This file cannot be fetched at the moment. Please try again in a few minutes.")
        assert found is not None
        UNUSABLE.inc()
        log.error("file_unusable", name=found.name, reason=found.reason)
        raise found

    async def get_named(self, rows: ScopedRows[Any], wanted: Document, kind: Kind, held_in: str) -> bytes | None:
        """Read the content that a document names; None without such a document. Raises FileUnusable.

        What an older version wrote holds the bytes itself, in the field ``held_in``, as does what was moved since.
        """
        row = await rows.find_one(wanted, {"workshop_id": 1, "file": 1})
        if row is None:
            return None
        unusable: FileUnusable | None = None
        if "file" in row:
            try:
                return await self.get(row["workshop_id"], kind, row["file"])
            except FileUnusable as error:
                unusable = error
        held: Binary | None = (await rows.find_one(wanted, {held_in: 1}) or {}).get(held_in)
        if held is None:
            raise unusable or FileUnusable(f"{row['workshop_id']}/{kind}/{row['_id']}", "is missing", is_missing=True)
        if unusable is not None and FileKey.of(row["workshop_id"], kind, bytes(held)).sha256 != row["file"]:
            raise unusable
        return bytes(held)

    async def for_older_versions(self, held_in: str, content: bytes) -> Document:
        """Build what an older version, while one is running, reads in the document that names the file."""
        return {held_in: Binary(content)} if await has_older(self._db, MIGRATION) else {}


def in_database(db: Database) -> Files:
    """Build files that are in the database only."""
    return Files(db, DatabaseStore(db))


def files_of(db: Database, settings: Settings) -> Files:
    """Build the files of the settings."""
    places: dict[str, Store] = {"database": DatabaseStore(db), "folder": FolderStore(settings.data / "files")}
    if (bucket := bucket_of(settings)) is not None:
        places["s3"] = BucketStore(db, bucket)
    return Files(db, places.pop(settings.files), list(places.values()))


def bucket_of(settings: Settings) -> Bucket | None:
    """Build the bucket of the settings, if they name one."""
    if settings.s3_bucket is None:
        return None
    assert settings.s3_access_key_id is not None
    assert settings.s3_secret_access_key is not None
    return Bucket(
        BucketSettings(
            settings.s3_bucket,
            settings.s3_region,
            settings.s3_access_key_id,
            settings.s3_secret_access_key,
            settings.s3_endpoint,
            settings.s3_path_style,
            settings.s3_prefix,
        )
    )


def environment_of(settings: Settings) -> dict[str, str]:
    """Build what tells a process of our own where files are."""
    environment = {"REVOPS_FILES": settings.files, "REVOPS_DATA": str(settings.data)}
    if settings.s3_bucket is not None:
        assert settings.s3_secret_access_key is not None
        environment |= {
            "REVOPS_S3_BUCKET": settings.s3_bucket,
            "REVOPS_S3_REGION": settings.s3_region,
            "REVOPS_S3_ACCESS_KEY_ID": settings.s3_access_key_id or "",
            "REVOPS_S3_SECRET_ACCESS_KEY": settings.s3_secret_access_key.get_secret_value(),
            "REVOPS_S3_ENDPOINT": settings.s3_endpoint or "",
            "REVOPS_S3_PREFIX": settings.s3_prefix or "",
            "REVOPS_S3_PATH_STYLE": str(settings.s3_path_style).lower(),
        }
    return environment
