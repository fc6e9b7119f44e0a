"""/payments: money from customers, and the owner's verdict on it."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from revops.access.permissions import Permission
from revops.core.filters import FromDay, ToDay
from revops.core.pagination import Cursor, Limit
from revops.core.problems import problems
from revops.core.responses import Json, JsonRoute, page
from revops.core.text import Identifier
from revops.deps import Caller, Can
from revops.jobs.schemas import Created, PaymentMethod
from revops.mongo.idempotency import Idempotency
from revops.payments import listing, service
from revops.payments.schemas import PaymentCreate, PaymentJudged, PaymentOut, Rejection

router = APIRouter(prefix="/payments", tags=["payments"], route_class=JsonRoute)

Recorder = Annotated[Caller, Can(Permission.PAYMENTS_RECORD)]
Reader = Annotated[Caller, Can(Permission.PAYMENTS_READ)]
Judge = Annotated[Caller, Can(Permission.PAYMENTS_JUDGE)]


@router.post("", operation_id="recordPayment", response_model=Created, responses=problems(404, 409))
async def record_payment(caller: Recorder, body: PaymentCreate, key: Idempotency) -> Response:
    """Record money that a customer paid on a job."""
    return Json(await service.record_payment(caller, body, key))


@router.get("", operation_id="listPayments", response_model=list[PaymentOut], responses=problems(404))
async def list_payments(
    request: Request,
    caller: Reader,
    job_id: Identifier | None = None,
    confirmed: bool | None = None,
    rejected: bool | None = None,
    manager_id: Identifier | None = None,
    method: PaymentMethod | None = None,
    first_day: FromDay = None,
    last_day: ToDay = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """List payments, newest first. ``confirmed=false`` lists those that await the owner's verdict."""
    wanted = listing.PaymentFilter(job_id, confirmed, rejected, manager_id, method, first_day, last_day)
    return page(*await listing.list_payments(caller, wanted, limit, cursor, request))


@router.put(
    "/{payment_id}/confirm", operation_id="confirmPayment", response_model=PaymentJudged, responses=problems(404, 409)
)
async def confirm_payment(caller: Judge, payment_id: Identifier) -> Response:
    """Confirm that the money was received. Doing it twice changes nothing."""
    payment = await service.confirm(caller, payment_id)
    return Json({"message": "Payment confirmed", "payment": (await listing.with_jobs(caller, [payment]))[0]})


@router.put(
    "/{payment_id}/reject", operation_id="rejectPayment", response_model=PaymentJudged, responses=problems(404, 409)
)
async def reject_payment(caller: Judge, payment_id: Identifier, body: Rejection) -> Response:
    """Reverse a payment, with the reason. What it paid is outstanding again."""
    payment = await service.reject(caller, payment_id, body)
    return Json({"message": "Payment rejected", "payment": (await listing.with_jobs(caller, [payment]))[0]})
