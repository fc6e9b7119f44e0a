"""/customers: who brings vehicles."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from revops.access.caller import Caller
from revops.access.permissions import Permission
from revops.core.errors import NotFound, StaleVersion
from revops.core.text import Identifier
from revops.customers import erasure, merging, service, wire
from revops.customers.errors import CustomerErased, JobStillOpen, NotMerged, SameCustomer, TooLate
from revops.customers.schemas import (
    CustomerOut,
    CustomerQuery,
    CustomerUpdate,
    CustomerUpdated,
    Erased,
    Merge,
    Merged,
)
from revops.deps import Can, Idempotency, RequestOrigin
from revops.http.problems import problems
from revops.http.query import QueryOf, parameters
from revops.http.responses import Json, page
from revops.http.route import JsonRoute
from revops.jobs.errors import MoneyOutstanding

router = APIRouter(prefix="/api/customers", tags=["customers"], route_class=JsonRoute)

CanReadCustomers = Annotated[Caller, Can(Permission.CUSTOMERS_READ)]
CanUpdateCustomers = Annotated[Caller, Can(Permission.CUSTOMERS_UPDATE)]
CanMergeCustomers = Annotated[Caller, Can(Permission.CUSTOMERS_MERGE)]
CanEraseCustomers = Annotated[Caller, Can(Permission.CUSTOMERS_ERASE)]


@router.get(
    "",
    operation_id="listCustomers",
    response_model=list[CustomerOut],
    openapi_extra=parameters(CustomerQuery),
)
async def list_customers(
    request: Request, caller: CanReadCustomers, query: Annotated[CustomerQuery, QueryOf(CustomerQuery)]
) -> Response:
    """List customers of the garage, newest first, with what they owe on the jobs that the caller may see."""
    rows, cursor = await service.list_customers(caller, query)
    return page(request, await wire.customers_out(caller, rows), cursor)


@router.patch(
    "/{customer_id}",
    operation_id="updateCustomer",
    response_model=CustomerUpdated,
    responses=problems(CustomerErased, NotFound, StaleVersion),
)
async def update_customer(
    caller: CanUpdateCustomers, origin: RequestOrigin, customer_id: Identifier, body: CustomerUpdate
) -> Response:
    """Change what a customer is called and how he is reached. Jobs and papers keep what they say."""
    row, warnings = await service.update_customer(caller, customer_id, body, origin)
    (shown,) = await wire.customers_out(caller, [row])
    return Json({"message": "Customer updated", "customer": shown, "warnings": warnings})


@router.post(
    "/{customer_id}/merge",
    operation_id="mergeCustomers",
    response_model=Merged,
    responses=problems(CustomerErased, NotFound, SameCustomer),
)
async def merge_customers(
    caller: CanMergeCustomers, origin: RequestOrigin, customer_id: Identifier, body: Merge, key: Idempotency
) -> Response:
    """Let another customer be this one: jobs, vehicles and phones count for him. It can be undone for a day."""
    done = await merging.merge(caller, customer_id, body, key, origin)
    (shown,) = await wire.customers_out(caller, [await service.read_customer(caller, done["id"])])
    return Json({"message": "Customers merged", "customer": shown, "undo_until": done["undo_until"]})


@router.post(
    "/{customer_id}/merge/undo",
    operation_id="undoMerge",
    response_model=Merged,
    responses=problems(CustomerErased, NotFound, NotMerged, TooLate),
)
async def undo_merge(
    caller: CanMergeCustomers, origin: RequestOrigin, customer_id: Identifier, body: Merge, key: Idempotency
) -> Response:
    """Undo a merge, up to a day after it. Jobs that were taken in since stay with this customer."""
    done = await merging.part(caller, customer_id, body, key, origin)
    (shown,) = await wire.customers_out(caller, [await service.read_customer(caller, done["id"])])
    return Json({"message": "Merge undone", "customer": shown, "undo_until": None})


@router.post(
    "/{customer_id}/erase",
    operation_id="eraseCustomer",
    response_model=Erased,
    responses=problems(JobStillOpen, MoneyOutstanding, NotFound),
)
async def erase_customer(
    caller: CanEraseCustomers, origin: RequestOrigin, customer_id: Identifier, key: Idempotency
) -> Response:
    """Erase name, phones, addresses and notes of a customer who asks for it; sums and papers stay."""
    return Json(await erasure.erase(caller, customer_id, key, origin))
