"""The stored form of a photo and of its files, and the one place that makes them."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from enum import StrEnum
from typing import NotRequired, TypedDict

from revops.core.ids import new_id
from revops.core.pictures import Photo
from revops.mongo.client import Document


class PhotoKind(StrEnum):
    """When in the work a photo was taken, or that it is of a paper."""

    INTAKE = "intake"
    BEFORE = "before"
    DURING = "during"
    AFTER = "after"
    DOCUMENT = "document"


class PhotoSize(StrEnum):
    """The sizes of a photo, by its longest side."""

    SMALL = "320"
    MEDIUM = "1280"
    FULL = "full"


class PhotoRow(TypedDict):
    """A photo as it is stored. Once it is forgotten it has neither caption nor files."""

    # As the phone that sent it made it.
    _id: str
    workshop_id: str
    job_id: str
    kind: str
    caption: str | None
    # By the phone's clock: the order of photos. When it came is by ours.
    taken_at: dt.datetime
    added_at: dt.datetime
    # A user.
    added_by: str
    # SHA-256 of what was sent, while the photo is there, and of the photo itself.
    received: NotRequired[str]
    sha256: str
    width: int
    height: int
    # Of all its files.
    bytes: int
    deleted_at: NotRequired[dt.datetime]
    # Of what was sent, for bringing it back.
    deleted_received: NotRequired[str]
    forgotten_at: NotRequired[dt.datetime]


class PhotoFileRow(TypedDict):
    """One size of a photo, and the file that it is in while the photo is not forgotten."""

    _id: str
    workshop_id: str
    job_id: str
    photo_id: str
    size: str
    file: NotRequired[str]


# The photos of a job that are there. Deleted ones can be brought back for a day, then they are forgotten.
SHOWN = {"received": {"$exists": True}}


def contents_of(photo: Photo) -> dict[PhotoSize, bytes]:
    """List the files of a photo."""
    return {PhotoSize.FULL: photo.full, PhotoSize.MEDIUM: photo.medium, PhotoSize.SMALL: photo.small}


def new_photo(
    workshop_id: str,
    job_id: str,
    photo_id: str,
    photo: Photo,
    *,
    received: str,
    kind: PhotoKind,
    caption: str | None,
    taken_at: dt.datetime,
    added_by: str,
    at: dt.datetime,
) -> PhotoRow:
    """Build a photo that came ``at`` this time."""
    return {
        "_id": photo_id,
        "workshop_id": workshop_id,
        "job_id": job_id,
        "kind": kind.value,
        "caption": caption,
        # A phone may be wrong, but no photo was taken after it came.
        "taken_at": min(taken_at, at),
        "added_at": at,
        "added_by": added_by,
        "received": received,
        "sha256": hashlib.sha256(photo.full).hexdigest(),
        "width": photo.width,
        "height": photo.height,
        "bytes": sum(len(content) for content in contents_of(photo).values()),
    }


def files_facts(rows: Sequence[PhotoFileRow]) -> Document:
    """Build what the entry of a new photo says of its files: the hash of each."""
    return {"files": {row["size"]: row["file"] for row in rows if "file" in row}}


def new_photo_file(photo: PhotoRow, size: PhotoSize, file: str) -> PhotoFileRow:
    """Build the row that names the file of one size."""
    return {
        "_id": new_id(),
        "workshop_id": photo["workshop_id"],
        "job_id": photo["job_id"],
        "photo_id": photo["_id"],
        "size": size.value,
        "file": file,
    }
