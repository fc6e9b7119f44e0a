"""/jobs: a vehicle is taken in, and seen with all that happened on it."""

from typing import Annotated

from fastapi import APIRouter, Response

from revops.access.caller import Caller
from revops.access.permissions import Permission
from revops.core.text import Identifier
from revops.deps import Can, Idempotency
from revops.http.problems import problems
from revops.http.responses import Json
from revops.http.route import JsonRoute
from revops.intake import detail, service, wire
from revops.intake.schemas import JobCreated, JobDetail
from revops.jobs.schemas import JobCreate

router = APIRouter(prefix="/api/jobs", tags=["jobs"], route_class=JsonRoute)

CanCreateJobs = Annotated[Caller, Can(Permission.JOBS_CREATE)]
CanReadJobs = Annotated[Caller, Can(Permission.JOBS_READ)]


@router.post("", operation_id="createJob", response_model=JobCreated, responses=problems(404, 409))
async def create_job(caller: CanCreateJobs, body: JobCreate, key: Idempotency) -> Response:
    """Take a vehicle in. An advance is recorded as a payment in the same step."""
    return Json(await service.take_in_job(caller, body, key))


@router.get("/{job_id}", operation_id="getJob", response_model=JobDetail, responses=problems(404))
async def get_job(caller: CanReadJobs, job_id: Identifier) -> Response:
    """Return a job with its payments and its timeline."""
    found = await detail.read_with_all(caller, job_id)
    return Json(await wire.job_detail_out(caller, found))
