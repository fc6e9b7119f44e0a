"""/cash-photos and /gate/…/photos: pictures of cash that was counted, and of cars at the gate."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from revops.access.caller import Caller
from revops.access.permissions import Permission
from revops.core.errors import NotFound
from revops.core.text import Identifier
from revops.core.written_time import Day
from revops.deps import Can
from revops.evidence import service, wire
from revops.evidence.errors import EnoughPhotos, PhotoSentBefore, PhotoTooLate
from revops.evidence.row import EvidenceRow, Of
from revops.evidence.schemas import CashPhotosQuery, CountPhotographed, EvidenceAdded, EvidenceOut, TakenQuery
from revops.files.errors import FileUnusable
from revops.files.port import Kind
from revops.http.bodies import uploaded
from revops.http.problems import problems
from revops.http.query import QueryOf, parameters
from revops.http.responses import Json
from revops.http.route import JsonRoute
from revops.mongo.errors import BeingUpgraded
from revops.photos.errors import PhotoIdUsed, PhotosFull
from revops.photos.transfer import PICTURE, PICTURE_SENT, picture_answer

router = APIRouter(prefix="/api", tags=["photos"], route_class=JsonRoute)

CanCount = Annotated[Caller, Can(Permission.SETTLEMENTS_SUBMIT)]
CanReadCounts = Annotated[Caller, Can(Permission.SETTLEMENTS_READ)]
CanRecordAtGate = Annotated[Caller, Can(Permission.GATE_RECORD)]
CanReadGate = Annotated[Caller, Can(Permission.GATE_READ)]
Taken = Annotated[TakenQuery, QueryOf(TakenQuery)]

_REFUSALS = problems(NotFound, PhotoIdUsed, PhotosFull, PhotoTooLate, PhotoSentBefore, EnoughPhotos, BeingUpgraded)
_SENT = {**PICTURE_SENT, **parameters(TakenQuery)}


@router.put(
    "/cash-photos/{of}/{about_id}/{cash_photo_id}",
    operation_id="addCashPhoto",
    response_model=EvidenceAdded,
    responses=_REFUSALS,
    openapi_extra=_SENT,
)
async def add_cash_photo(
    request: Request,
    caller: CanCount,
    of: CountPhotographed,
    about_id: Identifier,
    cash_photo_id: Identifier,
    said: Taken,
) -> Response:
    """Add a photo to a count of one's own, within a week. Its id is a UUID of whoever sends it: sent again, it is there
    once. Whoever is to count the same cash unseen sees it afterwards.
    """
    subject = await service.find_own(caller, Of(of), about_id)
    photo = await service.add(caller, subject, cash_photo_id, said.taken_at, uploaded(request.scope))
    return await _told(caller, photo)


@router.get(
    "/cash-photos",
    operation_id="listCashPhotos",
    response_model=list[EvidenceOut],
    openapi_extra=parameters(CashPhotosQuery),
)
async def list_cash_photos(
    caller: CanReadCounts, wanted: Annotated[CashPhotosQuery, QueryOf(CashPhotosQuery)]
) -> Response:
    """List the photos of counts, at most 4 of each; none while somebody is still to count unseen what they show."""
    return Json(await wire.evidence_out(caller, await service.list_of_counts(caller, wanted.about)))


@router.get(
    "/cash-photos/{cash_photo_id}",
    operation_id="getCashPhoto",
    response_class=Response,
    responses=problems(FileUnusable, NotFound) | PICTURE,
)
async def get_cash_photo(request: Request, caller: CanReadCounts, cash_photo_id: Identifier) -> Response:
    """Return a photo of a count as WebP, its longest side at most 1280 pixels."""
    sha256 = await service.find_file(caller, cash_photo_id, at_gate=False)
    return await picture_answer(request, caller, Kind.EVIDENCE, sha256)


@router.put(
    "/gate/sightings/{sighting_id}/photos/{gate_photo_id}",
    operation_id="addGatePhoto",
    response_model=EvidenceAdded,
    responses=_REFUSALS,
    openapi_extra=_SENT,
)
async def add_gate_photo(
    request: Request, caller: CanRecordAtGate, sighting_id: Identifier, gate_photo_id: Identifier, said: Taken
) -> Response:
    """Add a photo to a car that one saw at the gate, within a week. Its id is a UUID of whoever sends it."""
    subject = await service.find_own(caller, Of.SIGHTING, sighting_id)
    photo = await service.add(caller, subject, gate_photo_id, said.taken_at, uploaded(request.scope))
    return await _told(caller, photo)


async def _told(caller: Caller, photo: EvidenceRow) -> Response:
    (shown,) = await wire.evidence_out(caller, [photo])
    return Json({"message": "Photo added", "photo": shown})


@router.get("/gate/days/{day}/photos", operation_id="listGatePhotos", response_model=list[EvidenceOut])
async def list_gate_photos(caller: CanReadGate, day: Day) -> Response:
    """List the photos of the cars of a day at the gate."""
    return Json(await wire.evidence_out(caller, await service.list_of_sightings(caller, day)))


@router.get(
    "/gate/photos/{gate_photo_id}",
    operation_id="getGatePhoto",
    response_class=Response,
    responses=problems(FileUnusable, NotFound) | PICTURE,
)
async def get_gate_photo(request: Request, caller: CanReadGate, gate_photo_id: Identifier) -> Response:
    """Return a photo of a car at the gate as WebP, its longest side at most 1280 pixels."""
    sha256 = await service.find_file(caller, gate_photo_id, at_gate=True)
    return await picture_answer(request, caller, Kind.EVIDENCE, sha256)
