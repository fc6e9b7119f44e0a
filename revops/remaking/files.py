"""Bytes that older versions kept in documents, kept as files in the background (migration 12).

The old bytes stay where they are until the release after: an older version reads them meanwhile, and so does this one
where a file cannot be used. A document says on itself which file it names, so each is kept once.
"""

from functools import partial

from revops.files.port import FileKey, Kind
from revops.files.service import MIGRATION, Files
from revops.mongo.client import Database, Document
from revops.mongo.remaking import Remaking, in_turn, once_each

# By kind: the collection that names files, and the field in which older versions keep the bytes.
_OLD = {Kind.LOGO: ("logos", "png"), Kind.PAPER: ("document_files", "pdf")}


async def move_files(db: Database, files: Files) -> int:
    """Keep as files what documents hold. Returns of how many documents."""
    return sum([await _move(db, files, kind, *old) for kind, old in _OLD.items()])


async def _move(db: Database, files: Files, kind: Kind, name: str, field: str) -> int:
    collection = db.collection(name)
    lacking: Document = {"file": {"$exists": False}}

    async def change(rows: list[Document]) -> int:
        moved = 0
        for row in rows:  # one by one, because each may be large
            held = await collection.find_one({"_id": row["_id"]}, {field: 1})
            if held is None or field not in held:
                continue
            content = bytes(held[field])
            key = FileKey.of(row["workshop_id"], kind, content)
            await files.store.put(key, content)
            named = await collection.update_one({"_id": row["_id"], **lacking}, {"$set": {"file": key.sha256}})
            moved += named.modified_count
        return moved

    return await in_turn(once_each(collection, lacking, {"workshop_id": 1}), change)


def moving(db: Database, files: Files) -> Remaking:
    """Build the background task that keeps them as files."""
    return Remaking(db, MIGRATION, (partial(move_files, files=files),), ())
