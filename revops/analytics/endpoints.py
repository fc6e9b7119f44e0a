"""/analytics: the owner's figures, and a manager's own day."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from revops.access.permissions import Permission
from revops.analytics import entries, forecast, service
from revops.analytics.schemas import Dashboard, DashboardQuery, EntryQuery, FigureEntry, Forecast, MyDay
from revops.core.text import Identifier
from revops.deps import Caller, Can
from revops.exports.answer import ExportAnswer
from revops.exports.progress import Progress, read_progress
from revops.exports.schemas import ExportProgress, ExportQuery
from revops.exports.service import MEDIA_TYPES, prepare
from revops.http.problems import problems
from revops.http.query import QueryOf, parameters
from revops.http.responses import Json, page
from revops.http.route import JsonRoute

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


@router.get(
    "/entries",
    operation_id="listFigureEntries",
    response_model=list[FigureEntry],
    responses=problems(404),
    openapi_extra=parameters(EntryQuery),
)
async def list_figure_entries(
    request: Request, caller: Analyst, query: Annotated[EntryQuery, QueryOf(EntryQuery)]
) -> Response:
    """List the journal entries that a figure of the dashboard is made of, newest first. What they add sums exactly to
    the figure of the same period and manager. Outstanding, cash in hand and awaiting confirmation are of now: for them
    the period is ignored, as on the dashboard."""
    return page(*await entries.list_entries(caller, query, request))


@router.get("/forecast", operation_id="getForecast", response_model=Forecast, responses=problems(404))
async def get_forecast(caller: Analyst) -> Response:
    """Forecast the revenue of the next 14 days, today included, with the range that four in five should be in; with
    too little to go on, the reason instead."""
    return Json(await forecast.forecast(caller))


@router.get("/mine", operation_id="getMyDay", response_model=MyDay, responses=problems(404))
async def get_my_day(caller: Manager) -> Response:
    """Return a manager's own day: what is to be done, the cash in hand, and what the owner has not accepted."""
    return Json(await service.my_day(caller))


_FILE = {"schema": {"type": "string", "format": "binary"}}


@router.get(
    "/export",
    operation_id="exportWorkbook",
    response_class=Response,
    responses={**problems(404), 200: {"content": dict.fromkeys(MEDIA_TYPES.values(), _FILE)}},
    openapi_extra=parameters(ExportQuery),
)
async def export_workbook(caller: Analyst, query: Annotated[ExportQuery, QueryOf(ExportQuery)]) -> Response:
    """Return the whole business in Excel: jobs, payments, settlements and their sums, all of one instant.

    Jobs are of the period by the day they were taken in, payments by the day they were paid, settlements by the day
    they were submitted. It takes seconds before the first byte. Two are made at a time, one of a workshop; the
    others wait in line, for a minute at most.
    """
    export = await prepare(caller, query)
    progress = Progress(caller.db, export.workshop_id, export.progress_id)
    return ExportAnswer(export, caller.services.settings.data, progress)


@router.get(
    "/exports/{export_id}", operation_id="getExportProgress", response_model=ExportProgress, responses=problems(404)
)
async def get_export_progress(caller: Analyst, export_id: Identifier) -> Response:
    """Tell how far an export is, by the id that was given with it as ``progress``; 404 until it has begun."""
    return Json(await read_progress(caller, export_id))
