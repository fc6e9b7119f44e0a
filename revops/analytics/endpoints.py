"""/analytics: the owner's figures."""

from typing import Annotated

from fastapi import APIRouter, Response

from revops.access.permissions import Permission
from revops.analytics import service
from revops.analytics.schemas import Dashboard, Period
from revops.core.problems import problems
from revops.core.query import QueryOf, parameters
from revops.core.responses import Json
from revops.core.route import JsonRoute
from revops.deps import Caller, Can

router = APIRouter(prefix="/api/analytics", tags=["analytics"], route_class=JsonRoute)

Analyst = Annotated[Caller, Can(Permission.ANALYTICS_READ)]


@router.get(
    "/dashboard",
    operation_id="getDashboard",
    response_model=Dashboard,
    responses=problems(404),
    openapi_extra=parameters(Period),
)
async def get_dashboard(caller: Analyst, period: Annotated[Period, QueryOf(Period)]) -> Response:
    """Return the figures of a period, exact at this instant."""
    return Json(await service.dashboard(caller, period.first_day, period.last_day))
