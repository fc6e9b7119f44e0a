"""/messages/whatsapp: the account at Meta and its templates, for the settings page."""

from typing import Annotated

from fastapi import APIRouter, Response

from revops.access.caller import Caller
from revops.access.permissions import Permission
from revops.deps import Can
from revops.http.responses import Json
from revops.http.route import JsonRoute
from revops.messages.setup import service
from revops.messages.setup.schemas import WhatsAppOut

router = APIRouter(prefix="/api", tags=["messages"], route_class=JsonRoute)

CanManage = Annotated[Caller, Can(Permission.WORKSHOP_MANAGE)]


@router.get("/messages/whatsapp", operation_id="getWhatsApp", response_model=WhatsAppOut)
async def get_whatsapp(caller: CanManage) -> Response:
    """Read the number, how many customers it reaches in a day, and which templates Meta has approved."""
    return Json(await service.read_whatsapp(caller))
