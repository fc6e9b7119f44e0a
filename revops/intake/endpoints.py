"""A vehicle is taken in, and seen with all that happened: the job, the vehicle, whose it is."""

from typing import Annotated

from fastapi import APIRouter, Response

from revops.access.caller import Caller
from revops.access.errors import CurrencyChanged
from revops.access.permissions import Permission
from revops.core.errors import NotFound
from revops.core.text import Identifier
from revops.deps import Can, Idempotency
from revops.http.problems import problems
from revops.http.query import QueryOf, parameters
from revops.http.responses import Json
from revops.http.route import JsonRoute
from revops.intake import detail, pages, service, wire
from revops.intake.errors import AlreadyOpen
from revops.intake.schemas import CustomerDetail, JobCreated, JobDetail, Known, KnownQuery, VehicleDetail
from revops.jobs.errors import DiscountAboveCap
from revops.jobs.schemas import JobCreate
from revops.mongo.errors import BeingUpgraded, IdTaken, LooksRepeated
from revops.payments.errors import AboveCashLimit, CashNeedsOwner
from revops.quotations.errors import QuotationBegun
from revops.vehicles.errors import ReadingNeedsReason

router = APIRouter(prefix="/api/jobs", tags=["jobs"], route_class=JsonRoute)

pages_router = APIRouter(prefix="/api", route_class=JsonRoute)

CanCreateJobs = Annotated[Caller, Can(Permission.JOBS_CREATE)]
CanReadJobs = Annotated[Caller, Can(Permission.JOBS_READ)]
CanReadCustomers = Annotated[Caller, Can(Permission.CUSTOMERS_READ)]
CanReadVehicles = Annotated[Caller, Can(Permission.VEHICLES_READ)]


@router.post(
    "",
    operation_id="createJob",
    response_model=JobCreated,
    responses=problems(
        AboveCashLimit,
        AlreadyOpen,
        BeingUpgraded,
        CashNeedsOwner,
        CurrencyChanged,
        DiscountAboveCap,
        IdTaken,
        LooksRepeated,
        QuotationBegun,
        ReadingNeedsReason,
    ),
)
async def create_job(caller: CanCreateJobs, body: JobCreate, key: Idempotency) -> Response:
    """Take a vehicle in. An advance is recorded as a payment in the same step."""
    return Json(await service.take_in_job(caller, body, key))


@router.get("/{job_id}", operation_id="getJob", response_model=JobDetail, responses=problems(NotFound))
async def get_job(caller: CanReadJobs, job_id: Identifier) -> Response:
    """Return a job with its payments and its timeline."""
    found = await detail.read_with_all(caller, job_id)
    return Json(await wire.job_detail_out(caller, found))


@pages_router.get(
    "/intake/known",
    operation_id="findKnown",
    tags=["intake"],
    response_model=Known,
    openapi_extra=parameters(KnownQuery),
)
async def find_known(caller: CanReadCustomers, query: Annotated[KnownQuery, QueryOf(KnownQuery)]) -> Response:
    """Find the vehicle of a plate and the customers of a phone while a form is filled in."""
    return Json(await pages.known_page(caller, query))


@pages_router.get(
    "/customers/{customer_id}",
    operation_id="getCustomer",
    tags=["customers"],
    response_model=CustomerDetail,
    responses=problems(NotFound),
)
async def get_customer(caller: CanReadCustomers, customer_id: Identifier) -> Response:
    """Return a customer with vehicles, jobs, papers and what is owed; for one merged into another, the other."""
    return Json(await pages.customer_page(caller, customer_id))


@pages_router.get(
    "/vehicles/{vehicle_id}",
    operation_id="getVehicle",
    tags=["vehicles"],
    response_model=VehicleDetail,
    responses=problems(NotFound),
)
async def get_vehicle(caller: CanReadVehicles, vehicle_id: Identifier) -> Response:
    """Return a vehicle with its keepers, readings, jobs and papers."""
    return Json(await pages.vehicle_page(caller, vehicle_id))
