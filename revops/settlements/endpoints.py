"""/settlements: cash from the managers' hands to the owner."""

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
from revops.http.wire import Cancellation, Created, Rejection
from revops.mongo.errors import BeingUpgraded, IdTaken, LooksRepeated
from revops.payments.errors import OwnMoney
from revops.settlements import cash, counting, reversal, service, wire
from revops.settlements.errors import (
    CountNeeded,
    CountsAreOff,
    HandsOverHimself,
    MoreThanCashInHand,
    NoDifference,
    NotReceived,
    SettlementConfirmed,
    SettlementRejected,
    SettlementReversed,
)
from revops.settlements.schemas import (
    Cash,
    CashQuery,
    CashReceived,
    SettlementConfirmation,
    SettlementCreate,
    SettlementJudged,
    SettlementOut,
    SettlementQuery,
    SettlementReason,
)

router = APIRouter(prefix="/api/settlements", tags=["settlements"], route_class=JsonRoute)

CanSubmitSettlements = Annotated[Caller, Can(Permission.SETTLEMENTS_SUBMIT)]
CanReadSettlements = Annotated[Caller, Can(Permission.SETTLEMENTS_READ)]
CanReviewSettlements = Annotated[Caller, Can(Permission.SETTLEMENTS_REVIEW)]


@router.post(
    "",
    operation_id="submitSettlement",
    response_model=Created,
    responses=problems(CountNeeded, CountsAreOff, IdTaken, LooksRepeated, MoreThanCashInHand),
)
async def submit_settlement(caller: CanSubmitSettlements, body: SettlementCreate, key: Idempotency) -> Response:
    """Submit cash in hand for the owner to receive."""
    return Json(await service.submit(caller, body, key))


@router.get(
    "",
    operation_id="listSettlements",
    response_model=list[SettlementOut],
    openapi_extra=parameters(SettlementQuery),
)
async def list_settlements(
    request: Request, caller: CanReadSettlements, query: Annotated[SettlementQuery, QueryOf(SettlementQuery)]
) -> Response:
    """List settlements, newest first. ``confirmed=false`` lists those that await the owner's verdict."""
    rows, cursor = await service.list_settlements(caller, query)
    return page(request, await wire.settlements_out(caller, rows), cursor)


@router.get(
    "/cash",
    operation_id="getMyCash",
    response_model=Cash,
    responses=problems(NotFound),
    openapi_extra=parameters(CashQuery),
)
async def get_my_cash(caller: CanReadSettlements, query: Annotated[CashQuery, QueryOf(CashQuery)]) -> Response:
    """Return a manager's cash and the jobs it came from: one's own, or for an owner that of the manager named."""
    return Json(await cash.cash_by_job(caller, query))


@router.post(
    "/received",
    operation_id="receiveCash",
    response_model=Created,
    responses=problems(HandsOverHimself, LooksRepeated, MoreThanCashInHand, PasswordNeeded, WrongPassword),
)
async def receive_cash(
    request: Request, caller: CanReviewSettlements, body: CashReceived, key: Idempotency
) -> Response:
    """Record cash that came from a member who left, or may not hand over cash any more. It is received at once."""
    return Json(await service.receive(caller, body, key, origin_of(request)))


@router.get(
    "/{settlement_id}", operation_id="getSettlement", response_model=SettlementOut, responses=problems(NotFound)
)
async def get_settlement(caller: CanReadSettlements, settlement_id: Identifier) -> Response:
    """Return one hand-over, with its counts as far as the caller may know them."""
    (shown,) = await wire.settlements_out(caller, [await service.read(caller, settlement_id)])
    return Json(shown)


@router.put(
    "/{settlement_id}/confirm",
    operation_id="confirmSettlement",
    response_model=SettlementJudged,
    responses=problems(
        *(CountNeeded, NotFound, OwnMoney, PasswordNeeded, SettlementConfirmed, SettlementRejected),
        *(SettlementReversed, WrongPassword),
    ),
)
async def confirm_settlement(
    request: Request,
    caller: CanReviewSettlements,
    settlement_id: Identifier,
    body: SettlementConfirmation | None = None,
) -> Response:
    """Confirm having received the cash. Doing it twice changes nothing.

    Where the garage has blind counts it is received by a count of one's own. What that comes to leaves the manager's
    hand; what he counted more stays in it.
    """
    if body is not None and body.count is not None:
        settlement = await counting.receive_counted(caller, settlement_id, body, origin_of(request))
    else:
        settlement = await service.confirm(caller, settlement_id, body, origin_of(request))
    (shown,) = await wire.settlements_out(caller, [settlement])
    return Json({"message": "Cash received", "settlement": shown})


@router.put(
    "/{settlement_id}/reject",
    operation_id="rejectSettlement",
    response_model=SettlementJudged,
    responses=problems(NotFound, OwnMoney, PasswordNeeded, SettlementConfirmed, SettlementRejected),
)
async def reject_settlement(
    request: Request, caller: CanReviewSettlements, settlement_id: Identifier, body: Rejection
) -> Response:
    """Refuse a settlement, with the reason. The cash stays with the manager."""
    settlement = await service.reject(caller, settlement_id, body, origin_of(request))
    (shown,) = await wire.settlements_out(caller, [settlement])
    return Json({"message": "Hand-over rejected", "settlement": shown})


@router.post(
    "/{settlement_id}/cancel",
    operation_id="cancelSettlement",
    response_model=Created,
    responses=problems(NotFound, SettlementConfirmed, SettlementRejected),
)
async def cancel_settlement(
    request: Request, caller: CanSubmitSettlements, settlement_id: Identifier, body: Cancellation, key: Idempotency
) -> Response:
    """Take one's own hand-over back, with the reason, while it waits. The cash is in hand as before."""
    return Json(await service.cancel(caller, settlement_id, body, key, origin_of(request)))


@router.post(
    "/{settlement_id}/difference",
    operation_id="settleDifference",
    response_model=Created,
    responses=problems(
        MoreThanCashInHand, NoDifference, NotFound, OwnMoney, PasswordNeeded, SettlementReversed, WrongPassword
    ),
)
async def settle_difference(
    request: Request,
    caller: CanReviewSettlements,
    settlement_id: Identifier,
    body: SettlementReason,
    key: Idempotency,
) -> Response:
    """Book what the two counts of a hand-over differ by as a difference of cash, with the reason.

    Until then it stays in the manager's hand.
    """
    return Json(await counting.settle_difference(caller, settlement_id, body, key, origin_of(request)))


@router.post(
    "/{settlement_id}/reverse",
    operation_id="reverseSettlement",
    response_model=Created,
    responses=problems(BeingUpgraded, NotFound, NotReceived, OwnMoney, PasswordNeeded, WrongPassword),
)
async def reverse_settlement(
    request: Request,
    caller: CanReviewSettlements,
    settlement_id: Identifier,
    body: SettlementReason,
    key: Idempotency,
) -> Response:
    """Reverse a hand-over that was received by mistake, with the reason. The cash is in the manager's hand again, to be
    handed over once more; what was recorded stays.
    """
    return Json(await reversal.reverse(caller, settlement_id, body, key, origin_of(request)))
