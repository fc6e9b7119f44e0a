"""/analytics: the owner's figures."""

from typing import Annotated

from fastapi import APIRouter, Response

from revops.access.permissions import Permission
from revops.analytics import service
from revops.analytics.schemas import Dashboard
from revops.core.filters import FromDay, ToDay
from revops.core.problems import problems
from revops.core.responses import Json, JsonRoute
from revops.deps import Caller, Can

router = APIRouter(prefix="/analytics", tags=["analytics"], route_class=JsonRoute)

Analyst = Annotated[Caller, Can(Permission.ANALYTICS_READ)]


@router.get("/dashboard", operation_id="getDashboard", response_model=Dashboard, responses=problems(404))
async def get_dashboard(caller: Analyst, first_day: FromDay = None, last_day: ToDay = None) -> Response:
    """Return the figures of a period, exact at this instant."""
    return Json(await service.dashboard(caller, first_day, last_day))
