"""/today: what needs the owner."""

from typing import Annotated

from fastapi import APIRouter, Response

from revops.access.caller import Caller
from revops.access.permissions import Permission
from revops.deps import Can
from revops.http.responses import Json
from revops.http.route import JsonRoute
from revops.http.wire import Done
from revops.today import service, set_up
from revops.today.schemas import SetUpChange, Today

router = APIRouter(prefix="/api/today", tags=["today"], route_class=JsonRoute)

CanReadAnalytics = Annotated[Caller, Can(Permission.ANALYTICS_READ)]
CanManage = Annotated[Caller, Can(Permission.WORKSHOP_MANAGE)]


@router.get("", operation_id="getToday", response_model=Today)
async def get_today(caller: CanReadAnalytics) -> Response:
    """Read what needs the owner now, with counts and sums, the most pressing first; then five numbers of the garage."""
    return Json(await service.today(caller))


@router.put("/set-up", operation_id="putSetUpAway", response_model=Done)
async def put_set_up_away(caller: CanManage, body: SetUpChange) -> Response:
    """Put the steps of a new garage away, or bring them back. Asking twice changes nothing."""
    await set_up.put_away(caller, is_put_away=body.is_put_away)
    return Json({"message": "Put away" if body.is_put_away else "Brought back"})


@router.put("/two-steps-offer/decline", operation_id="declineTwoSteps", response_model=Done)
async def decline_two_steps(caller: CanManage) -> Response:
    """Be offered two-step login no more. Asking twice changes nothing."""
    await set_up.decline_two_steps(caller)
    return Json({"message": "Not offered again"})
