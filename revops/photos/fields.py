"""Photos and their files, as entries say they must be: who added what to which job, and the hash of its bytes."""

from collections.abc import Mapping

from revops.core.time import millis
from revops.journal.entry import EntryKind
from revops.journal.fields import Fields
from revops.journal.recount import Recount
from revops.mongo.client import Document

_KIND = "photo"
_FIELDS = ("job_id", "kind", "sha256", "added_by", "added_at", "deleted_at", "forgotten_at")


def _added(entry: Document, fields: Fields) -> None:
    facts, photo_id = entry.get("facts"), entry["photo_id"]
    if facts is None:
        fields.leave_out(_KIND, photo_id)
        return
    changes = entry["changes"]
    values = {
        "job_id": entry["job_id"],
        "kind": changes["photo_kind"][1],
        "sha256": changes["photo_sha256"][1],
        "added_by": entry["actor_id"],
        "added_at": millis(entry["at"]),
        "is_deleted": False,
        "is_forgotten": False,
        **_files(facts["files"]),
    }
    fields.become(_KIND, photo_id, values)


def _files(files: Mapping[str, str]) -> Document:
    return {f"file {size}": sha256 for size, sha256 in files.items()}


def _deleted(entry: Document, fields: Fields) -> None:
    fields.change(_KIND, entry["photo_id"], {"is_deleted": False}, {"is_deleted": True})


def _restored(entry: Document, fields: Fields) -> None:
    fields.change(_KIND, entry["photo_id"], {"is_deleted": True}, {"is_deleted": False})


def _forgotten(entry: Document, fields: Fields) -> None:
    for photo_id, files in entry["facts"]["photos"].items():
        fields.change(_KIND, photo_id, {"is_forgotten": False, **_files(files)}, {"is_forgotten": True})


TOLD = {
    EntryKind.PHOTO_ADDED.value: _added,
    EntryKind.PHOTO_DELETED.value: _deleted,
    EntryKind.PHOTO_RESTORED.value: _restored,
    EntryKind.PHOTO_FORGOTTEN.value: _forgotten,
}


async def compare_photos(recount: Recount) -> None:
    """Compare photos and the rows that name their files; that each file has its hash is checked elsewhere."""
    fields = recount.fields
    jobs: dict[str, str] = {}
    async for photo in recount.find("photos", *_FIELDS):
        values = {
            **{name: photo[name] for name in ("job_id", "kind", "sha256", "added_by")},
            "added_at": millis(photo["added_at"]),
            "is_deleted": "deleted_at" in photo,
            "is_forgotten": "forgotten_at" in photo,
        }
        fields.compare(_KIND, photo["_id"], values)
        jobs[photo["_id"]] = photo["job_id"]
    async for row in recount.find("photo_files", "photo_id", "job_id", "size", "file"):
        if row["job_id"] != jobs.get(row["photo_id"]):
            found = f"photo {row['photo_id']}: its file {row['_id']} is said to be of another job"
            recount.report.found(f"workshop {recount.workshop_id}: {found}")
        if "file" in row:
            fields.compare(_KIND, row["photo_id"], {f"file {row['size']}": row["file"]})
