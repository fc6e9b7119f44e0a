"""Quotations: estimates for cars that are not in the garage."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from revops.access.caller import Caller
from revops.access.errors import CurrencyChanged
from revops.access.permissions import Permission
from revops.core.errors import NotFound, StaleVersion
from revops.core.text import Identifier
from revops.customer_links.service import address, token_for_job
from revops.deps import Can, Idempotency, base_url_of
from revops.http.problems import problems
from revops.http.query import QueryOf, parameters
from revops.http.responses import Json, page
from revops.http.route import JsonRoute
from revops.jobs.errors import DiscountAboveCap
from revops.mongo.errors import BeingUpgraded, LooksRepeated
from revops.quotations import service, wire
from revops.quotations.errors import QuotationBegun, QuotationUnpriced
from revops.quotations.schemas import (
    QuotationAnswer,
    QuotationChange,
    QuotationChanged,
    QuotationDetail,
    QuotationIn,
    QuotationMade,
    QuotationOut,
    QuotationQuery,
    QuotationSent,
)

router = APIRouter(prefix="/api/quotations", tags=["quotations"], route_class=JsonRoute)

CanReadJobs = Annotated[Caller, Can(Permission.JOBS_READ)]
CanCreateJobs = Annotated[Caller, Can(Permission.JOBS_CREATE)]


@router.get(
    "",
    operation_id="listQuotations",
    response_model=list[QuotationOut],
    openapi_extra=parameters(QuotationQuery),
)
async def list_quotations(
    request: Request, caller: CanReadJobs, query: Annotated[QuotationQuery, QueryOf(QuotationQuery)]
) -> Response:
    """List estimates for cars that are not in the garage, what was made or changed last first."""
    rows, cursor = await service.list_quotations(caller, query)
    return page(request, await wire.quotations_out(caller, rows), cursor)


@router.post(
    "",
    operation_id="makeQuotation",
    response_model=QuotationMade,
    responses=problems(BeingUpgraded, CurrencyChanged, DiscountAboveCap, LooksRepeated),
)
async def make_quotation(caller: CanCreateJobs, body: QuotationIn, key: Idempotency) -> Response:
    """Work out a price for a car that is not here. It is no job, is due on no day and counts in no figure until the
    car comes: then `POST /api/jobs` with its `quotation_id` makes it one."""
    return Json(await service.make(caller, body, key))


@router.get(
    "/{quotation_id}", operation_id="getQuotation", response_model=QuotationDetail, responses=problems(NotFound)
)
async def get_quotation(caller: CanReadJobs, quotation_id: Identifier) -> Response:
    """Return an estimate for a car that is not here."""
    return Json(await wire.quotation_out(caller, quotation_id))


@router.put(
    "/{quotation_id}",
    operation_id="changeQuotation",
    response_model=QuotationChanged,
    responses=problems(CurrencyChanged, DiscountAboveCap, NotFound, QuotationBegun, StaleVersion),
)
async def change_quotation(caller: CanCreateJobs, quotation_id: Identifier, body: QuotationChange) -> Response:
    """Change an estimate; it is valid for thirty days again. Whoever has its link sees the new one at once."""
    await service.change(caller, quotation_id, body)
    return Json({"message": "Estimate saved", "quotation": await wire.quotation_out(caller, quotation_id)})


@router.post(
    "/{quotation_id}/send",
    operation_id="sendQuotation",
    response_model=QuotationSent,
    responses=problems(NotFound, QuotationBegun, QuotationUnpriced),
)
async def send_quotation(
    request: Request, caller: CanCreateJobs, quotation_id: Identifier, key: Idempotency
) -> Response:
    """Note that the customer gets the estimate, and return the link of its page."""
    await service.mark_sent(caller, quotation_id, key)
    token = await token_for_job(caller.services, caller.scope.whole_workshop(), quotation_id)
    return Json({"message": "Estimate ready to send", "url": address(base_url_of(request), token)})


@router.post(
    "/{quotation_id}/answer",
    operation_id="answerQuotation",
    response_model=QuotationChanged,
    responses=problems(NotFound, QuotationBegun, QuotationUnpriced),
)
async def answer_quotation(
    caller: CanCreateJobs, quotation_id: Identifier, body: QuotationAnswer, key: Idempotency
) -> Response:
    """Write down what the customer said. A no ends it."""
    await service.tell(caller, quotation_id, body, key)
    return Json({"message": "Answer recorded", "quotation": await wire.quotation_out(caller, quotation_id)})
