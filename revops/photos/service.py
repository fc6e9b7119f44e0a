"""Photos of jobs: kept once, shown to whoever sees the job, deleted by whoever added them, within a day."""

import datetime as dt
from typing import IO

from pymongo.errors import BulkWriteError, DuplicateKeyError

from revops.access.caller import Caller
from revops.access.permissions import Permission
from revops.core.errors import InvalidFields, NotFound
from revops.core.ids import is_client_id
from revops.core.time import now
from revops.files.port import Kind
from revops.jobs.service import read
from revops.journal.entry import EntryKind, Event
from revops.mongo.client import Document, Session
from revops.mongo.scoped import ScopedRows
from revops.photos.errors import NotYourPhoto, PhotoIdUsed, PhotoThereAgain, PhotoTooOld, TooManyPhotos
from revops.photos.forgetting import UNDO_FOR, forget_later
from revops.photos.row import (
    SHOWN,
    PhotoFileRow,
    PhotoRow,
    contents_of,
    files_facts,
    new_photo,
    new_photo_file,
)
from revops.photos.schemas import PhotoQuery, PhotoUpdate
from revops.photos.transfer import decode_sent, digest_of_sent
from revops.photos.usage import require_room, take_room, used_bytes

MAX_OF_JOB = 200
_ID_ONLY: Document = {"_id": 1, "manager_id": 1}


def photos_of(caller: Caller) -> ScopedRows[PhotoRow]:
    """Return the photos of the workshop; whose job a photo is of is asked of the job."""
    return ScopedRows(caller.db, "photos", caller.scope.whole_workshop())


def _files_of(caller: Caller) -> ScopedRows[PhotoFileRow]:
    return ScopedRows(caller.db, "photo_files", caller.scope.whole_workshop())


async def list_photos(caller: Caller, job_id: str) -> list[PhotoRow]:
    """Read the photos of a job in the order in which they were taken. Raises NotFound."""
    await read(caller, job_id, projection=_ID_ONLY)
    order = [("taken_at", 1), ("_id", 1)]
    return await photos_of(caller).find({"job_id": job_id, **SHOWN}, sort=order, limit=MAX_OF_JOB).to_list()


async def add_photo(
    caller: Caller, job_id: str, photo_id: str, said: PhotoQuery, file: IO[bytes]
) -> tuple[PhotoRow, bool]:
    """Keep what a file holds as a photo of a job; return it, and whether the job had the same one already.

    The same id again is the same photo. Raises NotFound, InvalidFields for what is no photo, PhotoIdUsed, PhotosFull,
    TooManyPhotos, TooManyRequests, Unavailable.
    """
    await read(caller, job_id, projection=_ID_ONLY)
    if not is_client_id(photo_id):
        raise InvalidFields({"photo_id": "The id of a photo must be a UUID."})
    received = await digest_of_sent(file)
    known = await _known(caller, job_id, photo_id, received)
    if known is not None:
        return known
    require_room(caller, await used_bytes(caller))
    await _require_fewer(caller, job_id)
    made = await decode_sent(caller, file)
    files = {
        size: await caller.services.files.put(caller.workshop.id, Kind.PHOTO, content)
        for size, content in contents_of(made).items()
    }
    at = now()
    photo = new_photo(
        caller.workshop.id,
        job_id,
        photo_id,
        made,
        received=received,
        kind=said.kind,
        caption=said.caption,
        taken_at=said.taken_at or at,
        added_by=caller.user.id,
        at=at,
    )

    async def work(session: Session) -> None:
        # Whoever had the job taken away meanwhile adds nothing to it.
        job = await read(caller, job_id, session, _ID_ONLY)
        # One document of the garage, which all who add photos change: so they are counted one after the other.
        await take_room(caller, session, photo["bytes"])
        await _require_fewer(caller, job_id, session)
        await photos_of(caller).insert([photo], session)
        rows = [new_photo_file(photo, size, file) for size, file in files.items()]
        await _files_of(caller).insert(rows, session)
        await _record(caller, session, EntryKind.PHOTO_ADDED, photo, job["manager_id"], at, files_facts(rows))

    try:
        await caller.db.transaction(work)
    except (DuplicateKeyError, BulkWriteError):
        known = await _known(caller, job_id, photo_id, received)
        if known is None:  # an id of another garage's: nobody is told of that
            raise PhotoIdUsed() from None
        return known
    return photo, False


async def _require_fewer(caller: Caller, job_id: str, session: Session | None = None) -> None:
    if await photos_of(caller).count({"job_id": job_id, **SHOWN}, limit=MAX_OF_JOB, session=session) >= MAX_OF_JOB:
        raise TooManyPhotos(f"This job has {MAX_OF_JOB} photos, which is as many as a job can have.")


async def _known(caller: Caller, job_id: str, photo_id: str, received: str) -> tuple[PhotoRow, bool] | None:
    """Find a photo that was kept under this id before, or the same on the job under another. Raises PhotoIdUsed."""
    photos = photos_of(caller)
    mine = await photos.find_one({"_id": photo_id})
    if mine is not None:
        sent = mine.get("received") or mine.get("deleted_received") or received
        if mine["job_id"] != job_id or sent != received:
            raise PhotoIdUsed()
        return mine, False
    same = await photos.find_one({"job_id": job_id, "received": received})
    return (same, True) if same is not None else None


async def read_photo(caller: Caller, photo_id: str, session: Session | None = None) -> tuple[PhotoRow, str]:
    """Read a photo, also a deleted one, and whose job it is of. Raises NotFound for one of a job that the caller does
    not see.
    """
    photo = await photos_of(caller).find_one({"_id": photo_id, "forgotten_at": {"$exists": False}}, session=session)
    if photo is None:
        raise NotFound("photo")
    return photo, await _whose(caller, photo["job_id"], session)


async def _whose(caller: Caller, job_id: str, session: Session | None = None) -> str:
    try:
        return (await read(caller, job_id, session, _ID_ONLY))["manager_id"]
    except NotFound:
        raise NotFound("photo") from None


async def find_file(caller: Caller, photo_id: str, size: str) -> str:
    """Find the file of a photo that is there, by its hash. Raises NotFound."""
    wanted: Document = {"photo_id": photo_id, "size": size, "file": {"$exists": True}}
    row = await _files_of(caller).find_one(wanted)
    if row is None:
        raise NotFound("photo")
    if not caller.sees_all:
        await _whose(caller, row["job_id"])
    return row["file"]


async def change_photo(caller: Caller, photo_id: str, body: PhotoUpdate) -> PhotoRow:
    """Say anew when a photo was taken in the work, or what it shows. Raises NotFound."""
    await read_photo(caller, photo_id)
    said = body.model_dump(mode="json", exclude_unset=True)
    if said.get("kind", "") is None:
        del said["kind"]
    if not said:
        (photo, _) = await read_photo(caller, photo_id)
        return photo
    changed = await photos_of(caller).update({"_id": photo_id, **SHOWN}, {"$set": said})
    if changed is None:
        raise NotFound("photo")
    return changed


def deletable_until(caller: Caller, photo: PhotoRow) -> dt.datetime | None:
    """Tell until when the caller can delete a photo; None for one that is not the caller's, or too old."""
    until = photo["added_at"] + UNDO_FOR
    is_own = photo["added_by"] == caller.user.id and caller.may(Permission.PHOTOS_ADD)
    return until if is_own and now() < until else None


async def delete_photo(caller: Caller, photo_id: str) -> PhotoRow:
    """Take one's own photo off its job, within a day; it can be brought back for a day. Deleting again is the same.

    Raises NotFound, NotYourPhoto, PhotoTooOld.
    """

    async def work(session: Session) -> PhotoRow:
        at = now()
        photo, manager_id = await read_photo(caller, photo_id, session)
        if photo["added_by"] != caller.user.id:
            raise NotYourPhoto("Somebody else added this photo, and only who added it can delete it.")
        if "deleted_at" in photo:
            return photo
        if deletable_until(caller, photo) is None:
            raise PhotoTooOld("A photo can be deleted within a day after it was added, and this one is older.")
        gone: Document = {
            "$set": {"deleted_at": at, "deleted_received": photo["received"]},
            "$unset": {"received": ""},
        }
        changed = await photos_of(caller).update({"_id": photo_id, **SHOWN}, gone, session)
        assert changed is not None, "the transaction's snapshot holds what was read"
        await caller.enqueue(session, forget_later(photo_id, at))
        await _record(caller, session, EntryKind.PHOTO_DELETED, photo, manager_id, at)
        return changed

    return await caller.db.transaction(work)


async def restore_photo(caller: Caller, photo_id: str) -> PhotoRow:
    """Bring a photo back that was deleted less than a day ago. Again is the same.

    Raises NotFound, NotYourPhoto, PhotoThereAgain, PhotoTooOld.
    """

    async def work(session: Session) -> PhotoRow:
        at = now()
        photo, manager_id = await read_photo(caller, photo_id, session)
        if photo["added_by"] != caller.user.id:
            raise NotYourPhoto("Somebody else deleted this photo, and only who deleted it can bring it back.")
        if "deleted_at" not in photo:
            return photo
        if at >= photo["deleted_at"] + UNDO_FOR:
            raise PhotoTooOld("This photo was deleted more than a day ago, so it cannot be brought back.")
        back: Document = {
            "$set": {"received": photo["deleted_received"]},
            "$unset": {"deleted_at": "", "deleted_received": ""},
        }
        deleted = {"_id": photo_id, "deleted_at": photo["deleted_at"]}
        changed = await photos_of(caller).update(deleted, back, session)
        assert changed is not None, "the transaction's snapshot holds what was read"
        await _record(caller, session, EntryKind.PHOTO_RESTORED, photo, manager_id, at)
        return changed

    try:
        return await caller.db.transaction(work)
    except DuplicateKeyError:
        raise PhotoThereAgain("The same photo was added again meanwhile, so it is on the job already.") from None


async def _record(
    caller: Caller,
    session: Session,
    kind: EntryKind,
    photo: PhotoRow,
    manager_id: str,
    at: dt.datetime,
    facts: Document | None = None,
) -> None:
    """Write down who did this to a photo of this hash. What it shows, and of whom, is nothing that the journal says."""
    about = {"job": photo["job_id"], "photo": photo["_id"]}
    changes = {"photo_kind": (None, photo["kind"]), "photo_sha256": (None, photo["sha256"])}
    event = Event(kind, caller.user.id, manager_id, at, about=about, changes=changes, facts=facts or {})
    await caller.record(session, event)
