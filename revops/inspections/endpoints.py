"""/inspections: what was found at a vehicle, point by point, and the lists of points of the garage."""

from typing import Annotated

from fastapi import APIRouter, Path, Response

from revops.access.caller import Caller
from revops.access.permissions import Permission
from revops.core.errors import NotFound, StaleVersion
from revops.core.text import Identifier
from revops.deps import Can
from revops.http.problems import problems
from revops.http.responses import Json
from revops.http.route import JsonRoute
from revops.http.wire import Done
from revops.inspections import service, templates, wire
from revops.inspections.errors import (
    InspectionEmpty,
    InspectionFinished,
    InspectionIdUsed,
    PhotoMissing,
    TooManyInspections,
    TooManyTemplates,
)
from revops.inspections.row import InspectionRow
from revops.inspections.schemas import (
    InspectionChanged,
    InspectionOut,
    InspectionStart,
    InspectionTemplateChange,
    InspectionTemplateChanged,
    InspectionTemplateOut,
    PointAnswer,
)
from revops.jobs.errors import JobClosed

router = APIRouter(prefix="/api", tags=["inspections"], route_class=JsonRoute)

# Whoever may photograph a vehicle may say what the photo shows.
CanReadInspections = Annotated[Caller, Can(Permission.PHOTOS_READ)]
CanInspect = Annotated[Caller, Can(Permission.PHOTOS_ADD)]
CanManageWorkshop = Annotated[Caller, Can(Permission.WORKSHOP_MANAGE)]
TemplateKey = Annotated[str, Path(pattern=r"^[a-z0-9-]{1,40}$")]


async def _changed(caller: Caller, message: str, row: InspectionRow) -> Response:
    (shown,) = await wire.inspections_out(caller, [row])
    return Json({"message": message, "inspection": shown})


@router.get(
    "/inspections/templates", operation_id="listInspectionTemplates", response_model=list[InspectionTemplateOut]
)
async def list_templates(caller: CanReadInspections) -> Response:
    """List the garage's templates: those that ship, changed or not, and its own."""
    return Json([wire.template_out(template) for template in await templates.list_templates(caller)])


@router.put(
    "/inspections/templates/{template_key}",
    operation_id="changeInspectionTemplate",
    response_model=InspectionTemplateChanged,
    responses=problems(StaleVersion, TooManyTemplates),
)
async def change_template(
    caller: CanManageWorkshop, template_key: TemplateKey, body: InspectionTemplateChange
) -> Response:
    """Change a template, or make one under a new id. Inspections that were begun keep their points."""
    template = await templates.change_template(caller, template_key, body)
    return Json({"message": "List of points saved", "template": wire.template_out(template)})


@router.delete(
    "/inspections/templates/{template_key}",
    operation_id="resetInspectionTemplate",
    response_model=Done,
    responses=problems(NotFound),
)
async def reset_template(caller: CanManageWorkshop, template_key: TemplateKey) -> Response:
    """Take a template of the garage's own away; one that ships is again as it came."""
    await templates.reset_template(caller, template_key)
    return Json({"message": "List of points removed"})


@router.get(
    "/jobs/{job_id}/inspections",
    operation_id="listInspections",
    response_model=list[InspectionOut],
    responses=problems(NotFound),
)
async def list_inspections(caller: CanReadInspections, job_id: Identifier) -> Response:
    """List the inspections of a job, the newest first, half-done ones too."""
    return Json(await wire.inspections_out(caller, await service.list_inspections(caller, job_id)))


@router.put(
    "/jobs/{job_id}/inspections/{inspection_id}",
    operation_id="startInspection",
    response_model=InspectionChanged,
    responses=problems(NotFound, JobClosed, InspectionIdUsed, TooManyInspections),
)
async def start_inspection(
    caller: CanInspect, job_id: Identifier, inspection_id: Identifier, body: InspectionStart
) -> Response:
    """Begin an inspection. Its id is a UUID of whoever sends it: sent again, it is there once."""
    row = await service.start(caller, job_id, inspection_id, body.template_id)
    return await _changed(caller, "Inspection started", row)


@router.put(
    "/inspections/{inspection_id}/points/{point_id}",
    operation_id="answerInspectionPoint",
    response_model=InspectionChanged,
    responses=problems(NotFound, InspectionFinished),
)
async def answer_point(
    caller: CanInspect, inspection_id: Identifier, point_id: Identifier, body: PointAnswer
) -> Response:
    """Say how a point was found, in any order and again: the answer that was given last stays."""
    return await _changed(caller, "Answer saved", await service.answer_point(caller, inspection_id, point_id, body))


@router.put(
    "/inspections/{inspection_id}/finish",
    operation_id="finishInspection",
    response_model=InspectionChanged,
    responses=problems(NotFound, InspectionEmpty, PhotoMissing),
)
async def finish_inspection(caller: CanInspect, inspection_id: Identifier) -> Response:
    """Finish an inspection: from then on its answers stay. What needs work must have a photo; what was not checked
    says so.
    """
    return await _changed(caller, "Inspection finished", await service.finish(caller, inspection_id))


@router.delete(
    "/inspections/{inspection_id}",
    operation_id="discardInspection",
    response_model=Done,
    responses=problems(NotFound, InspectionFinished),
)
async def discard_inspection(caller: CanInspect, inspection_id: Identifier) -> Response:
    """Take away an inspection that was begun by mistake. A finished one stays."""
    await service.discard(caller, inspection_id)
    return Json({"message": "Inspection discarded"})
