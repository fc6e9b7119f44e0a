"""The link of a job's page for the customer: shown, ended, and scanned off the card of the job by who works on it."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from revops.access.caller import Caller
from revops.access.permissions import Permission
from revops.core.errors import NotFound
from revops.core.text import Identifier
from revops.customer_links import service
from revops.customer_links.schemas import CustomerLink, ScannedWork
from revops.deps import Can, base_url_of
from revops.http.problems import problems
from revops.http.responses import Json
from revops.http.route import JsonRoute
from revops.http.wire import Done

router = APIRouter(prefix="/api/jobs", tags=["estimates"], route_class=JsonRoute)

work_router = APIRouter(prefix="/api/work", tags=["jobs"], route_class=JsonRoute)

CanUpdateJobs = Annotated[Caller, Can(Permission.JOBS_UPDATE)]
CanReadWork = Annotated[Caller, Can(Permission.WORK_READ)]
Code = Annotated[
    str,
    Query(
        min_length=1,
        max_length=200,
        description="The address in the QR code of a job card, or its last part.",
        examples=["https://garage.example/c/0pG6wMDQ1nKgCK8mY4rYGA"],
    ),
]


# Asked again it shows the same link, so it takes no key, whose kept answer would keep the token.
@router.put(
    "/{job_id}/customer-link",
    operation_id="showCustomerLink",
    response_model=CustomerLink,
    responses=problems(NotFound),
)
async def show_link(request: Request, caller: CanUpdateJobs, job_id: Identifier) -> Response:
    """Show the link of the customer's page of a job; it is made if there is none that works."""
    return Json(await service.show(caller, job_id, base_url_of(request)))


@router.delete(
    "/{job_id}/customer-link",
    operation_id="revokeCustomerLink",
    response_model=Done,
    responses=problems(NotFound),
)
async def revoke_link(caller: CanUpdateJobs, job_id: Identifier) -> Response:
    """End the links of a job's page. Whoever has one finds nothing any more."""
    await service.revoke(caller, job_id)
    return Json({"message": "The link no longer works"})


@work_router.get("/scanned", operation_id="findScannedWork", response_model=ScannedWork, responses=problems(NotFound))
async def find_scanned(caller: CanReadWork, code: Code) -> Response:
    """Find the job whose card was scanned, if it is among those that the caller works on."""
    return Json({"job_id": await service.job_of_card(caller, code)})
