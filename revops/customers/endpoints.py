"""/customers: who brings vehicles."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from revops.access.caller import Caller
from revops.access.permissions import Permission
from revops.core.text import Identifier
from revops.customers import service, wire
from revops.customers.schemas import CustomerOut, CustomerQuery, CustomerUpdate, CustomerUpdated
from revops.deps import Can, RequestOrigin
from revops.http.problems import problems
from revops.http.query import QueryOf, parameters
from revops.http.responses import Json, page
from revops.http.route import JsonRoute

router = APIRouter(prefix="/api/customers", tags=["customers"], route_class=JsonRoute)

CanReadCustomers = Annotated[Caller, Can(Permission.CUSTOMERS_READ)]
CanUpdateCustomers = Annotated[Caller, Can(Permission.CUSTOMERS_UPDATE)]


@router.get(
    "",
    operation_id="listCustomers",
    response_model=list[CustomerOut],
    responses=problems(404),
    openapi_extra=parameters(CustomerQuery),
)
async def list_customers(
    request: Request, caller: CanReadCustomers, query: Annotated[CustomerQuery, QueryOf(CustomerQuery)]
) -> Response:
    """List customers of the garage, newest first, with what they owe on the jobs that the caller may see."""
    rows, cursor = await service.list_customers(caller, query)
    return page(request, await wire.customers_out(caller, rows), cursor)


@router.patch(
    "/{customer_id}", operation_id="updateCustomer", response_model=CustomerUpdated, responses=problems(404, 409)
)
async def update_customer(
    caller: CanUpdateCustomers, origin: RequestOrigin, customer_id: Identifier, body: CustomerUpdate
) -> Response:
    """Change what a customer is called and how he is reached. Jobs and papers keep what they say."""
    row, warnings = await service.update_customer(caller, customer_id, body, origin)
    (shown,) = await wire.customers_out(caller, [row])
    return Json({"message": "Customer updated", "customer": shown, "warnings": warnings})
