"""/jobs: one vehicle visit, from intake to closing."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from revops.access.permissions import Permission
from revops.core.filters import FromDay, ToDay
from revops.core.pagination import Cursor, Limit
from revops.core.problems import problems
from revops.core.responses import Json, JsonRoute, page
from revops.core.text import Identifier, OptionalName
from revops.deps import Caller, Can
from revops.jobs import listing, service
from revops.jobs.schemas import JobCreate, JobCreated, JobDetail, JobOut, JobUpdate, JobUpdated, Sort
from revops.jobs.status import JobStatus
from revops.mongo.idempotency import Idempotency
from revops.payments import listing as payments_listing
from revops.payments import service as payments

router = APIRouter(prefix="/jobs", tags=["jobs"], route_class=JsonRoute)

Creator = Annotated[Caller, Can(Permission.JOBS_CREATE)]
Reader = Annotated[Caller, Can(Permission.JOBS_READ)]
Updater = Annotated[Caller, Can(Permission.JOBS_UPDATE)]


@router.post("", operation_id="createJob", response_model=JobCreated, responses=problems(404, 409))
async def create_job(caller: Creator, body: JobCreate, key: Idempotency) -> Response:
    """Take a vehicle in. An advance is recorded as a payment in the same step."""
    return Json(await payments.take_in_job(caller, body, key))


@router.get("", operation_id="listJobs", response_model=list[JobOut], responses=problems(404))
async def list_jobs(
    request: Request,
    caller: Reader,
    status: Annotated[list[JobStatus] | None, Query(max_length=7)] = None,
    manager_id: Identifier | None = None,
    q: Annotated[OptionalName, Query(description="Customer, vehicle number or phone; beginnings match.")] = None,
    first_day: FromDay = None,
    last_day: ToDay = None,
    outstanding: bool | None = None,
    sort: Sort = "-created_at",
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """List jobs, newest first. A manager sees own jobs only. ``sort=-remaining_amount`` lists what is outstanding."""
    wanted = listing.JobFilter(status, manager_id, q, first_day, last_day, outstanding, sort)
    return page(*await listing.list_jobs(caller, wanted, limit, cursor, request))


@router.get("/{job_id}", operation_id="getJob", response_model=JobDetail, responses=problems(404))
async def get_job(caller: Reader, job_id: Identifier) -> Response:
    """Return a job with its payments and its timeline."""
    return Json(await payments_listing.job_detail(caller, job_id))


@router.put("/{job_id}", operation_id="updateJob", response_model=JobUpdated, responses=problems(404, 409))
async def update_job(caller: Updater, job_id: Identifier, body: JobUpdate) -> Response:
    """Change a job, or move it to another status."""
    job = await service.update(caller, job_id, body)
    names = await caller.services.names({job["manager_id"]})
    shown = service.job_out(job, caller.workshop.currency, names.get(job["manager_id"]))
    return Json({"message": "Job updated", "job": shown})
