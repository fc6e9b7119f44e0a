"""/payments: money from customers, and the owner's decision on it."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from revops.access.caller import Caller
from revops.access.errors import PasswordNeeded, WrongPassword
from revops.access.permissions import Permission
from revops.core.errors import NotFound
from revops.core.text import Identifier
from revops.deps import Can, Idempotency, origin_of
from revops.http.problems import problems
from revops.http.query import QueryOf, parameters
from revops.http.responses import Json, page
from revops.http.route import JsonRoute
from revops.http.wire import Confirmation, Created
from revops.jobs.errors import JobClosed, MoreThanOutstanding, MoreThanPaid
from revops.mongo.errors import BeingUpgraded, IdTaken, LooksRepeated
from revops.payments import listing, refunds, service, wire
from revops.payments.errors import (
    AboveCashLimit,
    CashNeedsOwner,
    CashNotInHand,
    OwnMoney,
    PaymentRejected,
    ReferenceUsed,
)
from revops.payments.row import what_is
from revops.payments.schemas import (
    PaymentCreate,
    PaymentJudged,
    PaymentOut,
    PaymentQuery,
    PaymentRecorded,
    RefundCreate,
)

router = APIRouter(prefix="/api/payments", tags=["payments"], route_class=JsonRoute)
refunds_router = APIRouter(prefix="/api/refunds", tags=["payments"], route_class=JsonRoute)

CanRecordPayments = Annotated[Caller, Can(Permission.PAYMENTS_RECORD)]
CanReadPayments = Annotated[Caller, Can(Permission.PAYMENTS_READ)]
CanRefund = Annotated[Caller, Can(Permission.PAYMENTS_REFUND)]
CanReviewPayments = Annotated[Caller, Can(Permission.PAYMENTS_REVIEW)]


@router.post(
    "",
    operation_id="recordPayment",
    response_model=PaymentRecorded,
    responses=problems(
        AboveCashLimit,
        CashNeedsOwner,
        IdTaken,
        JobClosed,
        LooksRepeated,
        MoreThanOutstanding,
        NotFound,
        ReferenceUsed,
    ),
)
async def record_payment(caller: CanRecordPayments, body: PaymentCreate, key: Idempotency) -> Response:
    """Record money that a customer paid on a job."""
    return Json(await service.record_payment(caller, body, key))


@router.get(
    "",
    operation_id="listPayments",
    response_model=list[PaymentOut],
    openapi_extra=parameters(PaymentQuery),
)
async def list_payments(
    request: Request, caller: CanReadPayments, query: Annotated[PaymentQuery, QueryOf(PaymentQuery)]
) -> Response:
    """List payments, newest first. ``confirmed=false`` lists those that await the owner's verdict."""
    rows, cursor = await listing.list_payments(caller, query)
    return page(request, await wire.payments_out(caller, rows), cursor)


@router.put(
    "/{payment_id}/confirm",
    operation_id="confirmPayment",
    response_model=PaymentJudged,
    responses=problems(NotFound, OwnMoney, PasswordNeeded, PaymentRejected, WrongPassword),
)
async def confirm_payment(
    request: Request, caller: CanReviewPayments, payment_id: Identifier, body: Confirmation | None = None
) -> Response:
    """Confirm that the money was received, or of a refund that it was due. Doing it twice changes nothing."""
    payment, job = await service.confirm(caller, payment_id, body, origin_of(request))
    (shown,) = await wire.payments_out(caller, [payment], job)
    return Json({"message": f"{what_is(payment).capitalize()} confirmed", "payment": shown})


@refunds_router.post(
    "",
    operation_id="recordRefund",
    response_model=Created,
    responses=problems(BeingUpgraded, CashNotInHand, JobClosed, LooksRepeated, MoreThanPaid, NotFound),
)
async def record_refund(caller: CanRefund, body: RefundCreate, key: Idempotency) -> Response:
    """Record money that goes back to the customer of a job, with the reason. It is outstanding again."""
    return Json(await refunds.record_refund(caller, body, key))
