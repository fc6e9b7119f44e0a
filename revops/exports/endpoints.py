"""/analytics/export: the whole business in Excel, or one sheet as CSV."""

from typing import Annotated

from fastapi import APIRouter, Response

from revops.access.caller import Caller
from revops.access.permissions import Permission
from revops.core.errors import NotFound
from revops.core.text import Identifier
from revops.deps import Can
from revops.exports.progress import ProgressNote, read_progress
from revops.exports.response import ExportResponse
from revops.exports.schemas import ExportProgress, ExportQuery
from revops.exports.service import MEDIA_TYPES, prepare
from revops.http.problems import problems
from revops.http.query import QueryOf, parameters
from revops.http.responses import Json
from revops.http.route import JsonRoute

router = APIRouter(prefix="/api/analytics", tags=["analytics"], route_class=JsonRoute)

CanReadAnalytics = Annotated[Caller, Can(Permission.ANALYTICS_READ)]

_FILE = {"schema": {"type": "string", "format": "binary"}}


@router.get(
    "/export",
    operation_id="exportWorkbook",
    response_class=Response,
    responses={**problems(NotFound), 200: {"content": dict.fromkeys(MEDIA_TYPES.values(), _FILE)}},
    openapi_extra=parameters(ExportQuery),
)
async def export_workbook(caller: CanReadAnalytics, query: Annotated[ExportQuery, QueryOf(ExportQuery)]) -> Response:
    """Return the whole business in Excel: jobs, payments, settlements, customers, vehicles and sums, as of one instant.

    Jobs are of the period by the day they were taken in, payments by the day they were paid, settlements by the day
    they were submitted; customers and vehicles are all that are known. It takes seconds before the first byte. Two are
    made at a time, one of a workshop; the others wait in line, for a minute at most.
    """
    export = await prepare(caller, query)
    progress = ProgressNote(caller.db, export.workshop_id, export.progress_id)
    return ExportResponse(export, caller.services.settings.data, progress)


@router.get(
    "/exports/{export_id}",
    operation_id="getExportProgress",
    response_model=ExportProgress,
    responses=problems(NotFound),
)
async def get_export_progress(caller: CanReadAnalytics, export_id: Identifier) -> Response:
    """Tell how far an export is, by the id that was given with it as ``progress``; 404 until it has begun."""
    return Json(await read_progress(caller, export_id))
