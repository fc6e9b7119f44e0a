"""/gate: cars in and out, gate passes, and days at the gate."""

from typing import Annotated

from fastapi import APIRouter, Response

from revops.access.caller import Caller
from revops.access.permissions import Permission
from revops.core.errors import NotFound
from revops.core.text import Identifier
from revops.core.written_time import Day
from revops.deps import Can, Idempotency
from revops.files.errors import FileUnusable
from revops.gate import camera, owner, passes, service, settings
from revops.gate.errors import NothingOwed, PassOwes, PassUsed
from revops.gate.schemas import (
    CameraCount,
    CameraCounted,
    DayAtGate,
    GateDay,
    GatePass,
    GateSettings,
    JobAtGate,
    PassCheck,
    PassGood,
    SightingCreate,
    SightingRecorded,
)
from revops.http.problems import problems
from revops.http.responses import PDF, Json, pdf_answer
from revops.http.route import JsonRoute
from revops.http.wire import Created
from revops.mongo.errors import IdTaken, LooksRepeated
from revops.papers.render import require_room

router = APIRouter(prefix="/api", tags=["gate"], route_class=JsonRoute)

CanRecordAtGate = Annotated[Caller, Can(Permission.GATE_RECORD)]
CanReadGate = Annotated[Caller, Can(Permission.GATE_READ)]
CanIssuePasses = Annotated[Caller, Can(Permission.PASSES_ISSUE)]
CanReleaseCredit = Annotated[Caller, Can(Permission.CREDIT_RELEASE)]
CanManage = Annotated[Caller, Can(Permission.WORKSHOP_MANAGE)]


@router.get("/gate", operation_id="getGate", response_model=GateDay)
async def get_gate(caller: CanRecordAtGate) -> Response:
    """Read the cars that one has recorded at the gate today."""
    return Json(await service.own_day(caller))


@router.post(
    "/gate/sightings",
    operation_id="recordSighting",
    response_model=SightingRecorded,
    responses=problems(IdTaken, LooksRepeated),
)
async def record_sighting(caller: CanRecordAtGate, body: SightingCreate, key: Idempotency) -> Response:
    """Record a car that comes in or goes out, with its pass. It is recorded also when the pass does not hold."""
    return Json(await service.see(caller, body, key))


@router.post(
    "/gate/passes/check",
    operation_id="checkGatePass",
    response_model=PassGood,
    responses=problems(NotFound, PassUsed, PassOwes),
)
async def check_pass(caller: CanRecordAtGate, body: PassCheck) -> Response:
    """Say of which car a pass is, before it goes. Nothing is recorded."""
    return Json(await passes.check(caller, body.code))


@router.get("/gate/days/{day}", operation_id="getDayAtGate", response_model=DayAtGate)
async def get_day(caller: CanReadGate, day: Day) -> Response:
    """Read a day at the gate: the cars that were seen, and the jobs that were taken in."""
    return Json(await owner.day_at_gate(caller, day))


@router.put("/gate/days/{day}/count", operation_id="countCars", response_model=CameraCounted)
async def count_cars(caller: CanManage, day: Day, body: CameraCount) -> Response:
    """Record how many cars came in on a day, counted on the camera."""
    return Json(await camera.count(caller, day, body.cars))


@router.get("/gate/settings", operation_id="getGateSettings", response_model=GateSettings)
async def get_settings(caller: CanReadGate) -> Response:
    """Read the limits that the gate checks by."""
    return Json(await settings.read_settings(caller))


@router.put("/gate/settings", operation_id="changeGateSettings", response_model=GateSettings)
async def change_settings(caller: CanManage, body: GateSettings) -> Response:
    """Set the limits that the gate checks by."""
    return Json(await settings.change_settings(caller, body.test_drive_km))


@router.get("/jobs/{job_id}/gate", operation_id="getJobAtGate", response_model=JobAtGate, responses=problems(NotFound))
async def get_job_at_gate(caller: CanIssuePasses, job_id: Identifier) -> Response:
    """Read whether the car of a job may leave, and whether it left."""
    return Json(await passes.stand(caller, job_id))


# Asked again it shows the same pass, so it takes no key, whose kept answer would keep the code.
@router.put(
    "/jobs/{job_id}/gate/pass",
    operation_id="showGatePass",
    response_model=GatePass,
    responses=problems(NotFound, PassOwes, PassUsed),
)
async def show_pass(caller: CanIssuePasses, job_id: Identifier) -> Response:
    """Show the gate pass of a job that is paid or released; it is made if there is none that holds."""
    return Json(await passes.show(caller, job_id))


@router.get(
    "/jobs/{job_id}/gate/pass.pdf",
    operation_id="printGatePass",
    response_class=Response,
    responses=problems(FileUnusable, NotFound, PassOwes, PassUsed) | PDF,
)
async def print_pass(caller: CanIssuePasses, job_id: Identifier) -> Response:
    """Print the gate pass of a job that is paid or released. That it was printed is written down, with its number."""
    require_room(caller.user.id)
    return pdf_answer(await passes.pass_pdf(caller, job_id))


@router.post(
    "/jobs/{job_id}/gate/release",
    operation_id="releaseCredit",
    response_model=Created,
    responses=problems(NotFound, NothingOwed),
)
async def release_credit(caller: CanReleaseCredit, job_id: Identifier, key: Idempotency) -> Response:
    """Let the car of a job leave although money is owed on it."""
    return Json(await passes.release_credit(caller, job_id, key))
