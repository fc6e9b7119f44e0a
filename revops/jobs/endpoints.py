"""/jobs: one vehicle visit, until it is closed."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from revops.access.caller import Caller
from revops.access.errors import MemberLeft
from revops.access.permissions import Permission
from revops.core.errors import NotFound, StaleVersion
from revops.core.text import Identifier
from revops.deps import Can, Idempotency, origin_of
from revops.http.problems import problems
from revops.http.query import PageQuery, QueryOf, parameters
from revops.http.responses import Json, page
from revops.http.route import JsonRoute
from revops.http.wire import Cancellation, Created
from revops.jobs import cancellation, handover, listing, timeline, undo, update, wire, work, write_off
from revops.jobs.errors import (
    AnothersJob,
    DiscountAboveCap,
    EstimateBelowPaid,
    EstimateMissing,
    HasNoJobs,
    InvoiceIssued,
    JobClosed,
    JobInvoiced,
    MoneyOutstanding,
    MoneyPaid,
    MoreThanOutstanding,
    NeedsApproval,
    NothingOwed,
    NotYourJob,
    StatusMoveNotAllowed,
    UndoTooLate,
)
from revops.jobs.schemas import (
    JobOut,
    JobQuery,
    JobUpdate,
    JobUpdated,
    Reassign,
    TimelineEntry,
    WriteOff,
    WrittenOff,
)
from revops.mongo.errors import BeingUpgraded, LooksRepeated

router = APIRouter(prefix="/api/jobs", tags=["jobs"], route_class=JsonRoute)
work_router = APIRouter(prefix="/api/work", tags=["jobs"], route_class=JsonRoute)

CanReadJobs = Annotated[Caller, Can(Permission.JOBS_READ)]
CanUpdateJobs = Annotated[Caller, Can(Permission.JOBS_UPDATE)]
CanCancelJobs = Annotated[Caller, Can(Permission.JOBS_CANCEL)]
CanWriteOff = Annotated[Caller, Can(Permission.JOBS_WRITE_OFF)]
CanReadWork = Annotated[Caller, Can(Permission.WORK_READ)]
CanUpdateWork = Annotated[Caller, Can(Permission.WORK_UPDATE)]


# Saying how far the work is changes the job.
_CHANGE_REFUSALS = problems(
    DiscountAboveCap,
    EstimateBelowPaid,
    EstimateMissing,
    HasNoJobs,
    InvoiceIssued,
    JobClosed,
    MemberLeft,
    MoneyOutstanding,
    NeedsApproval,
    NotFound,
    StaleVersion,
    StatusMoveNotAllowed,
    UndoTooLate,
)


@router.get(
    "",
    operation_id="listJobs",
    response_model=list[JobOut],
    openapi_extra=parameters(JobQuery),
)
async def list_jobs(request: Request, caller: CanReadJobs, query: Annotated[JobQuery, QueryOf(JobQuery)]) -> Response:
    """List jobs, newest first. A manager sees own jobs only. ``sort=-remaining_amount`` lists what is outstanding,
    ``sort=due_at`` what is still to be done, soonest due first."""
    rows, cursor = await listing.list_jobs(caller, query)
    return page(request, await wire.jobs_out(caller, rows), cursor)


@router.get(
    "/{job_id}/updates",
    operation_id="listJobUpdates",
    response_model=list[TimelineEntry],
    responses=problems(NotFound),
    openapi_extra=parameters(PageQuery),
)
async def list_job_updates(
    request: Request, caller: CanReadJobs, job_id: Identifier, query: Annotated[PageQuery, QueryOf(PageQuery)]
) -> Response:
    """List what happened to a job, newest first, page by page."""
    entries, cursor = await timeline.list_updates(caller, job_id, query)
    return page(request, await wire.updates_of_job_out(caller, entries), cursor)


@router.put(
    "/{job_id}",
    operation_id="updateJob",
    response_model=JobUpdated,
    responses=_CHANGE_REFUSALS,
)
async def update_job(caller: CanUpdateJobs, job_id: Identifier, body: JobUpdate, key: Idempotency) -> Response:
    """Change a job, or move it to another status."""
    changing = update.update_job if body.undo_of is None else undo.take_back
    job = await changing(caller, job_id, body, key)
    (shown,) = await wire.jobs_out(caller, [job])
    return Json({"message": "Job updated", "job": shown})


@router.post(
    "/{job_id}/reassign",
    operation_id="reassignJob",
    response_model=JobUpdated,
    responses=problems(HasNoJobs, JobClosed, MemberLeft, NotFound, NotYourJob),
)
async def reassign_job(caller: CanUpdateJobs, job_id: Identifier, body: Reassign, key: Idempotency) -> Response:
    """Give a job to another: the owner any, a manager who sees all jobs his own. What is owed on it goes with it; money
    stays with who took it."""
    return Json(await handover.reassign(caller, job_id, body, key))


@router.post(
    "/{job_id}/write-off",
    operation_id="writeOffJob",
    response_model=WrittenOff,
    responses=problems(LooksRepeated, MoreThanOutstanding, NotFound, NothingOwed),
)
async def write_off_job(
    request: Request, caller: CanWriteOff, job_id: Identifier, body: WriteOff, key: Idempotency
) -> Response:
    """Write off what is outstanding on a job and will never be paid, or a part of it, with the reason."""
    return Json(await write_off.write_off(caller, job_id, body, key, origin_of(request)))


@router.post(
    "/{job_id}/cancel",
    operation_id="cancelJob",
    response_model=Created,
    responses=problems(AnothersJob, BeingUpgraded, JobClosed, JobInvoiced, MoneyPaid, NotFound),
)
async def cancel_job(
    request: Request, caller: CanCancelJobs, job_id: Identifier, body: Cancellation, key: Idempotency
) -> Response:
    """Cancel a job, with the reason: it is closed and nothing is owed on it. No money may be paid on it any more, and
    no invoice stand; by whoever has the job until the vehicle is delivered, and by the owner."""
    return Json(await cancellation.cancel_job(caller, job_id, body, key, origin_of(request)))


@work_router.get("", operation_id="listWork", response_model=list[work.WorkOut])
async def list_work(caller: CanReadWork) -> Response:
    """List the vehicles in the garage, soonest due first, with what is to be done and without any money."""
    return Json(await work.list_work(caller))


@work_router.put(
    "/{job_id}",
    operation_id="updateWork",
    response_model=work.WorkUpdated,
    responses=_CHANGE_REFUSALS,
)
async def update_work(caller: CanUpdateWork, job_id: Identifier, body: work.WorkUpdate, key: Idempotency) -> Response:
    """Say how far the work on a vehicle is."""
    return Json({"message": "Work updated", "work": await work.update_work(caller, job_id, body, key)})
