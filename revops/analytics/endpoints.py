"""/analytics: the owner's figures, and a manager's own day."""

from typing import Annotated

from fastapi import APIRouter, Response

from revops.access.permissions import Permission
from revops.analytics import service
from revops.analytics.schemas import Dashboard, DashboardQuery, MyDay
from revops.core.problems import problems
from revops.core.query import QueryOf, parameters
from revops.core.responses import Json
from revops.core.route import JsonRoute
from revops.deps import Caller, Can

router = APIRouter(prefix="/api/analytics", tags=["analytics"], route_class=JsonRoute)

Analyst = Annotated[Caller, Can(Permission.ANALYTICS_READ)]
Manager = Annotated[Caller, Can(Permission.MY_DAY_READ)]


@router.get(
    "/dashboard",
    operation_id="getDashboard",
    response_model=Dashboard,
    responses=problems(404),
    openapi_extra=parameters(DashboardQuery),
)
async def get_dashboard(caller: Analyst, query: Annotated[DashboardQuery, QueryOf(DashboardQuery)]) -> Response:
    """Return the figures of a period, of the whole workshop or of one manager, exact at this instant."""
    return Json(await service.dashboard(caller, query))


@router.get("/mine", operation_id="getMyDay", response_model=MyDay, responses=problems(404))
async def get_my_day(caller: Manager) -> Response:
    """Return a manager's own day: what is to be done, the cash in hand, and what the owner has not accepted."""
    return Json(await service.my_day(caller))
