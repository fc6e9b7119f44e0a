"""Files of a backup: documents of the collection ``files``, as the database keeps them, wherever they are kept."""

import asyncio

import bson
import structlog

from revops.backup.contents import LISTED_FILES
from revops.backup.errors import BackupError
from revops.backup.file import FILES, BackupReader, BackupWriter, Block
from revops.core.time import now
from revops.files.database import file_document
from revops.files.errors import FileUnusable
from revops.files.port import MAX_BYTES, FileKey
from revops.files.s3 import Bucket
from revops.files.service import Files
from revops.mongo.client import Database, Session
from revops.rooms import NAMES_FILES

log = structlog.get_logger(__name__)

_BATCH = 500
_BLOCK_BYTES = 8 * 1024 * 1024
# What is asked of a bucket at a time.
_PARALLEL = 8


async def copy_files(db: Database, session: Session, writer: BackupWriter, files: Files) -> int:
    """Write the files that documents name at the session's instant and the database does not hold; of those that are
    in the bucket, where files are kept there, the names.

    Returns how many of them cannot be used: all else is worth keeping, and a check of the books names them. Raises
    BucketFails.
    """
    lacking = 0
    written: set[str] = set()
    gathered = bytearray()
    for kind, collection in NAMES_FILES.items():
        rows = db.collection(collection).find(
            {"file": {"$type": "string"}}, {"workshop_id": 1, "file": 1}, session=session, batch_size=_BATCH
        )
        while batch := await rows.to_list(_BATCH):
            keys = {str(key): key for row in batch for key in [FileKey(row["workshop_id"], kind, row["file"])]}
            held = db.collection("files").find({"_id": {"$in": list(keys)}}, {"_id": 1}, session=session)
            copied = {file["_id"] async for file in held} | written
            if files.is_in_bucket:
                listed = await _in_store(files, [key for name, key in keys.items() if name not in copied])
                if listed:
                    rows_of_list = b"".join(bson.encode({"_id": str(key)}) for key in listed)
                    await asyncio.to_thread(writer.add, Block(LISTED_FILES, rows_of_list))
                    written |= {str(key) for key in listed}
                    copied |= written
            for name in keys.keys() - copied:
                key = keys[name]
                try:
                    content = await files.get(key.workshop_id, key.kind, key.sha256)
                except FileUnusable:
                    lacking += 1
                    continue
                written.add(name)
                gathered += bson.encode(file_document(key, content, now()))
                if len(gathered) > _BLOCK_BYTES:
                    await asyncio.to_thread(writer.add, Block(FILES, bytes(gathered)))
                    gathered.clear()
    if gathered:
        await asyncio.to_thread(writer.add, Block(FILES, bytes(gathered)))
    if lacking:
        log.error("backup_lacks_files", files=lacking)
    return lacking


async def keep_files(files: Files, block: Block) -> int:
    """Keep the files of a block where a database that is restored has its files."""
    count = 0
    for key, content in block.files():
        await files.store.put(key, key.checked(content))
        count += 1
    return count


async def _in_store(files: Files, keys: list[FileKey]) -> list[FileKey]:
    """Find which of these files are where files are kept now, without reading them."""
    found: list[FileKey] = []
    for at in range(0, len(keys), _PARALLEL):
        some = keys[at : at + _PARALLEL]
        exist = await asyncio.gather(*(files.store.exists(key) for key in some))
        found += [key for key, is_there in zip(some, exist, strict=True) if is_there]
    return found


async def fetch_listed(files: Files, block: Block) -> int:
    """Bring the files of a list from the bucket to where files are kept, unless that is the bucket.

    What cannot be brought is left, and named by the check that ends a restore. Raises BucketFails.
    """
    keys = list(block.listed_files())
    if not files.is_in_bucket:
        for key in keys:
            try:
                content = await files.get(key.workshop_id, key.kind, key.sha256)
            except FileUnusable:
                continue
            await files.store.put(key, content)
    return len(keys)


async def check_listed(backup: BackupReader, listed: int, bucket: Bucket | None) -> str:
    """Read each file that a backup lists from the bucket; build a sentence of it, if there are any.

    Raises BackupError for one that is missing or altered, BucketFails.
    """
    if not listed:
        return ""
    if bucket is None:
        return f" {listed:,} files that it lists are in a bucket, which was not looked at: set REVOPS_S3_BUCKET."
    for key in backup.listed_files():
        try:
            key.checked(await bucket.get(str(key), MAX_BYTES))
        except FileNotFoundError:
            raise BackupError(f"The file {key} of {backup.path} is missing in the bucket.") from None
        except FileUnusable as error:
            raise BackupError(f"The file {key} of {backup.path} {error.reason} in the bucket.") from None
    return f" {listed:,} files that it lists are in the bucket, and whole."
