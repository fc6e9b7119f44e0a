"""/payments/{payment_id}/reject: a payment is reversed together with its receipt, so this is above both."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from revops.access.caller import Caller
from revops.access.permissions import Permission
from revops.core.errors import NotFound
from revops.core.text import Identifier
from revops.deps import Can, origin_of
from revops.http.problems import problems
from revops.http.responses import Json
from revops.http.route import JsonRoute
from revops.http.wire import Rejection
from revops.jobs.errors import JobClosed, MoreThanOutstanding
from revops.papers.errors import SeriesFull
from revops.papers.withdrawal import reject_with_papers
from revops.payments.errors import CashAlreadySettled, OwnMoney
from revops.payments.schemas import PaymentJudged
from revops.payments.wire import payments_out

router = APIRouter(prefix="/api/payments", tags=["payments"], route_class=JsonRoute)

CanReviewPayments = Annotated[Caller, Can(Permission.PAYMENTS_REVIEW)]


@router.put(
    "/{payment_id}/reject",
    operation_id="rejectPayment",
    response_model=PaymentJudged,
    responses=problems(CashAlreadySettled, JobClosed, MoreThanOutstanding, NotFound, OwnMoney, SeriesFull),
)
async def reject_payment(
    request: Request, caller: CanReviewPayments, payment_id: Identifier, body: Rejection
) -> Response:
    """Reverse a payment, with the reason. What it paid is outstanding again."""
    payment = await reject_with_papers(caller, payment_id, body, origin_of(request))
    (shown,) = await payments_out(caller, [payment])
    return Json({"message": "Payment rejected", "payment": shown})
