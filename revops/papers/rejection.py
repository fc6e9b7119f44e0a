"""/payments/{payment_id}/reject and /cancel: a payment is reversed with its receipt, so this is above both."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from revops.access.caller import Caller
from revops.access.permissions import Permission
from revops.core.errors import NotFound
from revops.core.text import Identifier
from revops.deps import Can, Idempotency, origin_of
from revops.http.problems import problems
from revops.http.responses import Json
from revops.http.route import JsonRoute
from revops.http.wire import Cancellation, Created, Rejection
from revops.jobs.errors import JobCancelled, MoreThanOutstanding, PaymentRefunded
from revops.papers.errors import SeriesFull
from revops.papers.withdrawal import cancel_with_papers, reject_with_papers
from revops.payments.errors import AnothersPayment, CashAlreadySettled, OwnMoney, PaymentConfirmed, PaymentRejected
from revops.payments.row import what_is
from revops.payments.schemas import PaymentJudged
from revops.payments.wire import payments_out

router = APIRouter(prefix="/api/payments", tags=["payments"], route_class=JsonRoute)

CanRecordPayments = Annotated[Caller, Can(Permission.PAYMENTS_RECORD)]
CanReviewPayments = Annotated[Caller, Can(Permission.PAYMENTS_REVIEW)]


@router.put(
    "/{payment_id}/reject",
    operation_id="rejectPayment",
    response_model=PaymentJudged,
    responses=problems(
        CashAlreadySettled, JobCancelled, MoreThanOutstanding, NotFound, OwnMoney, PaymentRefunded, SeriesFull
    ),
)
async def reject_payment(
    request: Request, caller: CanReviewPayments, payment_id: Identifier, body: Rejection
) -> Response:
    """Reverse a payment, with the reason. What it paid is outstanding again; of a refund, what went back is paid."""
    payment = await reject_with_papers(caller, payment_id, body, origin_of(request))
    (shown,) = await payments_out(caller, [payment])
    return Json({"message": f"{what_is(payment).capitalize()} rejected", "payment": shown})


@router.post(
    "/{payment_id}/cancel",
    operation_id="cancelPayment",
    response_model=Created,
    responses=problems(
        AnothersPayment,
        CashAlreadySettled,
        JobCancelled,
        MoreThanOutstanding,
        NotFound,
        PaymentConfirmed,
        PaymentRefunded,
        PaymentRejected,
        SeriesFull,
    ),
)
async def cancel_payment(
    request: Request, caller: CanRecordPayments, payment_id: Identifier, body: Cancellation, key: Idempotency
) -> Response:
    """Take back a payment or a refund that one recorded oneself, with the reason, until the owner has confirmed it; the
    owner may whenever."""
    return Json(await cancel_with_papers(caller, payment_id, body, key, origin_of(request)))
