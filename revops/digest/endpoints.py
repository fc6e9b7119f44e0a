"""/digest: the garage's days as they stood in the evening."""

from typing import Annotated

from fastapi import APIRouter, Response

from revops.access.caller import Caller
from revops.access.permissions import Permission
from revops.deps import Can
from revops.digest import service
from revops.digest.schemas import Digests, DigestSettings
from revops.http.responses import Json
from revops.http.route import JsonRoute

router = APIRouter(prefix="/api/digest", tags=["digest"], route_class=JsonRoute)

CanManage = Annotated[Caller, Can(Permission.WORKSHOP_MANAGE)]


@router.get("", operation_id="listDigests", response_model=Digests)
async def list_digests(caller: CanManage) -> Response:
    """List the latest digests, the newest first."""
    return Json(await service.list_digests(caller))


@router.put("/settings", operation_id="changeDigestSettings", response_model=DigestSettings)
async def change_settings(caller: CanManage, body: DigestSettings) -> Response:
    """Set when the digest is made and sent, or that none is."""
    return Json(await service.change_settings(caller, body.at))
