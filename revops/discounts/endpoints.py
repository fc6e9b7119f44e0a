"""/discount-requests: discounts above the cap, which the owner is asked for."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from revops.access.caller import Caller
from revops.access.permissions import Permission
from revops.core.errors import NotFound
from revops.core.text import Identifier
from revops.deps import Can, Idempotency
from revops.discounts import service, wire
from revops.discounts.errors import DiscountAnswered, LinesChanged, WithinCap
from revops.discounts.schemas import (
    DiscountAnswer,
    DiscountAsk,
    DiscountQuery,
    DiscountRequestOut,
)
from revops.discounts.schemas import DiscountAnswered as Answered
from revops.http.problems import problems
from revops.http.query import QueryOf, parameters
from revops.http.responses import Json, page
from revops.http.route import JsonRoute
from revops.http.wire import Created
from revops.jobs.errors import EstimateBelowPaid, InvoiceIssued, JobClosed, NeedsApproval

router = APIRouter(prefix="/api", tags=["jobs"], route_class=JsonRoute)

CanReadJobs = Annotated[Caller, Can(Permission.JOBS_READ)]
CanUpdateJobs = Annotated[Caller, Can(Permission.JOBS_UPDATE)]
CanAnswerExceptions = Annotated[Caller, Can(Permission.EXCEPTIONS_ANSWER)]


@router.get(
    "/discount-requests",
    operation_id="listDiscountRequests",
    response_model=list[DiscountRequestOut],
    openapi_extra=parameters(DiscountQuery),
)
async def list_requests(
    request: Request, caller: CanReadJobs, query: Annotated[DiscountQuery, QueryOf(DiscountQuery)]
) -> Response:
    """List requests for discounts above the cap, the latest first."""
    rows, cursor = await service.list_requests(caller, query)
    return page(request, await wire.discounts_out(caller, rows), cursor)


@router.post(
    "/jobs/{job_id}/discount-requests",
    operation_id="askForDiscount",
    response_model=Created,
    responses=problems(JobClosed, NotFound, WithinCap),
)
async def ask(caller: CanUpdateJobs, job_id: Identifier, body: DiscountAsk, key: Idempotency) -> Response:
    """Ask the owner for lines with more discount than one may give. A later request takes the place of an earlier."""
    return Json(await service.ask(caller, job_id, body, key))


@router.post(
    "/discount-requests/{request_id}/answer",
    operation_id="answerDiscountRequest",
    response_model=Answered,
    responses=problems(
        DiscountAnswered, EstimateBelowPaid, InvoiceIssued, JobClosed, LinesChanged, NeedsApproval, NotFound
    ),
)
async def answer(
    caller: CanAnswerExceptions, request_id: Identifier, body: DiscountAnswer, key: Idempotency
) -> Response:
    """Say yes, and the job has the lines that were asked for, or no."""
    row = await service.answer(caller, request_id, body, key)
    (shown,) = await wire.discounts_out(caller, [row])
    return Json({"message": "The discount is given" if body.granted else "The discount is not given", "request": shown})
