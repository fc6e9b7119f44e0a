"""/analytics: the owner's figures, and a manager's own day."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from revops.access.caller import Caller
from revops.access.permissions import Permission
from revops.analytics import entries, forecast, service
from revops.analytics.schemas import (
    Dashboard,
    DashboardQuery,
    EntryQuery,
    FigureEntry,
    Forecast,
    MyDay,
    RejectionsSeen,
)
from revops.analytics.wire import entries_out
from revops.core.errors import NotFound
from revops.deps import Can
from revops.http.problems import problems
from revops.http.query import QueryOf, parameters
from revops.http.responses import Json, page
from revops.http.route import JsonRoute
from revops.http.wire import Done

router = APIRouter(prefix="/api/analytics", tags=["analytics"], route_class=JsonRoute)

CanReadAnalytics = Annotated[Caller, Can(Permission.ANALYTICS_READ)]
CanReadMyDay = Annotated[Caller, Can(Permission.MY_DAY_READ)]


@router.get(
    "/dashboard",
    operation_id="getDashboard",
    response_model=Dashboard,
    responses=problems(NotFound),
    openapi_extra=parameters(DashboardQuery),
)
async def get_dashboard(
    caller: CanReadAnalytics, query: Annotated[DashboardQuery, QueryOf(DashboardQuery)]
) -> Response:
    """Return the figures of a period, of the whole workshop or of one manager, exact at this instant."""
    return Json(await service.dashboard(caller, query))


@router.get(
    "/entries",
    operation_id="listFigureEntries",
    response_model=list[FigureEntry],
    responses=problems(NotFound),
    openapi_extra=parameters(EntryQuery),
)
async def list_figure_entries(
    request: Request, caller: CanReadAnalytics, query: Annotated[EntryQuery, QueryOf(EntryQuery)]
) -> Response:
    """List the journal entries that a figure of the dashboard is made of, newest first. What they add sums exactly to
    the figure of the same period and manager. Outstanding, cash in hand and awaiting confirmation are of now: for them
    the period is ignored, as on the dashboard."""
    rows, cursor = await entries.list_entries(caller, query)
    return page(request, await entries_out(caller, query.figure, rows), cursor)


@router.get("/forecast", operation_id="getForecast", response_model=Forecast)
async def get_forecast(caller: CanReadAnalytics) -> Response:
    """Forecast the revenue of the next 14 days, today included, with the range that four in five should be in; with
    too little to go on, the reason instead."""
    return Json(await forecast.forecast(caller))


@router.get("/mine", operation_id="getMyDay", response_model=MyDay)
async def get_my_day(caller: CanReadMyDay) -> Response:
    """Return a manager's own day: what is to be done, the cash in hand, and what the owner has not accepted."""
    return Json(await service.my_day(caller))


@router.put("/mine/seen", operation_id="markRejectionsSeen", response_model=Done)
async def mark_rejections_seen(caller: CanReadMyDay, body: RejectionsSeen) -> Response:
    """Mark payments that the owner rejected as seen, so that one's day names them no more. Asking twice is as once."""
    await service.mark_rejections_seen(caller, body.payment_ids)
    return Json({"message": "Marked as seen"})
