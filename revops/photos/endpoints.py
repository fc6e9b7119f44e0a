"""/jobs/…/photos and /photos: pictures of a job, in three sizes."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from revops.access.caller import Caller
from revops.access.permissions import Permission
from revops.core.errors import NotFound
from revops.core.text import Identifier
from revops.deps import Can
from revops.files.errors import FileUnusable
from revops.files.port import Kind
from revops.http.bodies import uploaded
from revops.http.problems import problems
from revops.http.query import QueryOf, parameters
from revops.http.responses import Json
from revops.http.route import JsonRoute
from revops.http.wire import Done
from revops.photos import service, usage, wire
from revops.photos.errors import (
    NotYourPhoto,
    PhotoIdUsed,
    PhotosFull,
    PhotoThereAgain,
    PhotoTooOld,
    TooManyPhotos,
)
from revops.photos.schemas import PhotoAdded, PhotoChanged, PhotoOut, PhotoQuery, PhotoUpdate, PhotoUsage
from revops.photos.transfer import PICTURE, PICTURE_SENT, picture_answer

router = APIRouter(prefix="/api", tags=["photos"], route_class=JsonRoute)

CanReadPhotos = Annotated[Caller, Can(Permission.PHOTOS_READ)]
CanAddPhotos = Annotated[Caller, Can(Permission.PHOTOS_ADD)]


@router.get(
    "/jobs/{job_id}/photos",
    operation_id="listPhotos",
    response_model=list[PhotoOut],
    responses=problems(NotFound),
)
async def list_photos(caller: CanReadPhotos, job_id: Identifier) -> Response:
    """List the photos of a job in the order in which they were taken, at most 200."""
    return Json(await wire.photos_out(caller, await service.list_photos(caller, job_id)))


@router.put(
    "/jobs/{job_id}/photos/{photo_id}",
    operation_id="addPhoto",
    response_model=PhotoAdded,
    responses=problems(NotFound, PhotoIdUsed, PhotosFull, TooManyPhotos),
    openapi_extra={**PICTURE_SENT, **parameters(PhotoQuery)},
)
async def add_photo(
    request: Request,
    caller: CanAddPhotos,
    job_id: Identifier,
    photo_id: Identifier,
    said: Annotated[PhotoQuery, QueryOf(PhotoQuery)],
) -> Response:
    """Add a photo to a job. Its id is a UUID of whoever sends it: sent again, it is there once."""
    photo, is_repeated = await service.add_photo(caller, job_id, photo_id, said, uploaded(request.scope))
    (shown,) = await wire.photos_out(caller, [photo])
    message = "This photo is on the job already" if is_repeated else "Photo added"
    return Json({"message": message, "is_repeated": is_repeated, "photo": shown})


@router.get("/photos/usage", operation_id="getPhotoUsage", response_model=PhotoUsage)
async def get_photo_usage(caller: CanReadPhotos) -> Response:
    """Say how much room the photos of the workshop take up, and how much they have."""
    return Json(await usage.read_usage(caller))


@router.get(
    "/photos/{photo_id}/{size}",
    operation_id="getPhoto",
    response_class=Response,
    responses=problems(FileUnusable, NotFound) | PICTURE,
)
async def get_photo(request: Request, caller: CanReadPhotos, photo_id: Identifier, size: Identifier) -> Response:
    """Return a photo as WebP, its longest side at most 320, 1280 or (``full``) 2048 pixels."""
    sha256 = await service.find_file(caller, photo_id, size)
    return await picture_answer(request, caller, Kind.PHOTO, sha256)


@router.put(
    "/photos/{photo_id}",
    operation_id="changePhoto",
    response_model=PhotoChanged,
    responses=problems(NotFound),
)
async def change_photo(caller: CanAddPhotos, photo_id: Identifier, body: PhotoUpdate) -> Response:
    """Say anew when in the work a photo was taken, or what it shows."""
    (shown,) = await wire.photos_out(caller, [await service.change_photo(caller, photo_id, body)])
    return Json({"message": "Photo changed", "photo": shown})


@router.delete(
    "/photos/{photo_id}",
    operation_id="deletePhoto",
    response_model=Done,
    responses=problems(NotFound, NotYourPhoto, PhotoTooOld),
)
async def delete_photo(caller: CanAddPhotos, photo_id: Identifier) -> Response:
    """Delete one's own photo, within a day after it was added. For a day it can be brought back."""
    await service.delete_photo(caller, photo_id)
    return Json({"message": "Photo deleted"})


@router.put(
    "/photos/{photo_id}/restore",
    operation_id="restorePhoto",
    response_model=PhotoChanged,
    responses=problems(NotFound, NotYourPhoto, PhotoThereAgain, PhotoTooOld),
)
async def restore_photo(caller: CanAddPhotos, photo_id: Identifier) -> Response:
    """Bring back a photo that one deleted less than a day ago."""
    (shown,) = await wire.photos_out(caller, [await service.restore_photo(caller, photo_id)])
    return Json({"message": "Photo is back", "photo": shown})
