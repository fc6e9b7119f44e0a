"""Photos as the wire takes and shows them."""

import datetime as dt
from typing import Annotated

from pydantic import BaseModel, Field

from revops.core.text import OptionalNote
from revops.core.written_time import Instant
from revops.http.query import QueryModel
from revops.photos.row import PhotoKind


class PhotoQuery(QueryModel):
    """The words that go with a photo, which is the body."""

    kind: PhotoKind = PhotoKind.DURING
    caption: OptionalNote = None
    taken_at: Annotated[Instant | None, Field(description="When the phone took it: photos are in this order.")] = None


class PhotoUpdate(BaseModel):
    """A change of what is said of a photo. A field that is left out stays."""

    kind: PhotoKind | None = None
    caption: OptionalNote = None


class PhotoOut(BaseModel):
    """A photo of a job. Its picture is at ``/api/photos/{id}/320``, ``1280`` and ``full``."""

    id: str
    job_id: str
    kind: PhotoKind
    caption: str | None
    taken_at: dt.datetime
    added_at: dt.datetime
    added_by: str
    added_by_name: str | None
    width: int
    height: int
    # None when the caller cannot.
    deletable_until: dt.datetime | None


class PhotoAdded(BaseModel):
    """A photo that was sent. ``is_repeated``: the same one was on the job already, and is there once."""

    message: Annotated[str, Field(examples=["Photo added"])]
    is_repeated: bool
    photo: PhotoOut


class PhotoChanged(BaseModel):
    """A photo after a change."""

    message: Annotated[str, Field(examples=["Photo changed"])]
    photo: PhotoOut


class PhotoUsage(BaseModel):
    """The room that the photos of the workshop take up, and that they have."""

    used_mb: float
    max_mb: int
