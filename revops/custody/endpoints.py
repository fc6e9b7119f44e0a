"""/custody: who holds the garage's cash, limits of it, the end of the day, surprise counts."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from revops.access.caller import Caller
from revops.access.errors import CurrencyChanged
from revops.access.permissions import Permission
from revops.core.errors import NotFound
from revops.core.text import Identifier
from revops.custody import counts, days, differences, limits, service, wire
from revops.custody.errors import (
    CountAlreadyAsked,
    CountMade,
    CountMissed,
    DayAlreadyOpen,
    DayClosed,
    DayOver,
    DifferenceUnexplained,
    NothingToBook,
)
from revops.custody.schemas import (
    AskedCount,
    BookDifference,
    Counted,
    CountedDay,
    CountNow,
    CountOut,
    CountTold,
    CustodyOut,
    CustodyQuery,
    DayOut,
    DayTold,
    MemberLimitsIn,
    SettingsIn,
    SettingsOut,
)
from revops.deps import Can, Idempotency
from revops.http.problems import problems
from revops.http.query import QueryOf, parameters
from revops.http.responses import Json, page
from revops.http.route import JsonRoute
from revops.http.wire import Created, Done
from revops.mongo.errors import BeingUpgraded
from revops.payments.errors import CashNotInHand, OwnMoney

router = APIRouter(prefix="/api/custody", tags=["custody"], route_class=JsonRoute)

CanRead = Annotated[Caller, Can(Permission.SETTLEMENTS_READ)]
CanCount = Annotated[Caller, Can(Permission.SETTLEMENTS_SUBMIT)]
CanReview = Annotated[Caller, Can(Permission.SETTLEMENTS_REVIEW)]
CanManage = Annotated[Caller, Can(Permission.WORKSHOP_MANAGE)]
Query = Annotated[CustodyQuery, QueryOf(CustodyQuery)]


@router.get("", operation_id="getCustody", response_model=CustodyOut)
async def get_custody(caller: CanRead) -> Response:
    """Return the holders of the garage's cash, since when, and how that stands to the limits: oneself for whoever does
    not see all cash.
    """
    return Json(await wire.custody_out(caller, await service.read_custody(caller)))


@router.put(
    "/settings",
    operation_id="changeCustody",
    response_model=SettingsOut,
    responses=problems(BeingUpgraded, CurrencyChanged),
)
async def change_custody(caller: CanManage, body: SettingsIn) -> Response:
    """Set up to where everybody may hold cash, and what is asked of them."""
    settings = await limits.set_limits(caller, body)
    return Json(wire.settings_out(settings, caller.workshop.currency))


@router.put(
    "/members/{member_id}/limits",
    operation_id="changeCashLimits",
    response_model=Done,
    responses=problems(BeingUpgraded, CurrencyChanged, NotFound),
)
async def change_cash_limits(caller: CanManage, member_id: Identifier, body: MemberLimitsIn) -> Response:
    """Set limits of a member's own, or those of everybody for him."""
    await limits.set_member_limits(caller, member_id, body)
    return Json({"message": "Limits changed"})


@router.post(
    "/members/{member_id}/allow", operation_id="allowCashToday", response_model=Done, responses=problems(NotFound)
)
async def allow_cash_today(caller: CanReview, member_id: Identifier, key: Idempotency) -> Response:
    """Let a member take cash beyond the limits for the rest of the day. Twice changes nothing."""
    return Json(await limits.allow_today(caller, member_id, key))


@router.get("/days", operation_id="listCashDays", response_model=list[DayOut], openapi_extra=parameters(CustodyQuery))
async def list_days(request: Request, caller: CanRead, query: Query) -> Response:
    """List days, newest first."""
    rows, cursor = await days.list_days(caller, query)
    return page(request, await wire.days_out(caller, rows), cursor)


@router.post(
    "/days/open",
    operation_id="openCashDay",
    response_model=DayTold,
    responses=problems(BeingUpgraded, CurrencyChanged, DayAlreadyOpen, DayClosed, DayOver, DifferenceUnexplained),
)
async def open_day(caller: CanCount, body: CountedDay, key: Idempotency) -> Response:
    """Open one's day with a count. What is more than the takings is the float."""
    return await _day(caller, await days.open_day(caller, body, key))


@router.post(
    "/days/close",
    operation_id="closeCashDay",
    response_model=DayTold,
    responses=problems(BeingUpgraded, CurrencyChanged, DayClosed, DayOver, DifferenceUnexplained),
)
async def close_day(caller: CanCount, body: CountedDay, key: Idempotency) -> Response:
    """Close one's day with a count: the day that is open, or today's when none is."""
    return await _day(caller, await days.close_day(caller, body, key))


async def _day(caller: Caller, told: dict[str, str]) -> Response:
    (shown,) = await wire.days_out(caller, [await days.read_day(caller, told["id"])])
    return Json({"message": told["message"], "day": shown})


@router.get(
    "/counts", operation_id="listCashCounts", response_model=list[CountOut], openapi_extra=parameters(CustodyQuery)
)
async def list_counts(request: Request, caller: CanRead, query: Query) -> Response:
    """List surprise counts, newest first."""
    rows, cursor = await counts.list_counts(caller, query)
    return page(request, await wire.counts_out(caller, rows), cursor)


@router.post(
    "/counts",
    operation_id="askForCount",
    response_model=Created,
    responses=problems(BeingUpgraded, CountAlreadyAsked, NotFound),
)
async def ask_for_count(caller: CanReview, body: CountNow, key: Idempotency) -> Response:
    """Ask a member to count his cash now. He has ten minutes."""
    return Json(await counts.ask(caller, body, key))


@router.get("/counts/asked", operation_id="getAskedCount", response_model=AskedCount)
async def get_asked_count(caller: CanCount) -> Response:
    """Return the count that the caller is asked for, as long as it can be made."""
    count = await counts.read_asked(caller)
    shown = await wire.counts_out(caller, [] if count is None else [count])
    return Json({"count": shown[0] if shown else None})


@router.post(
    "/counts/{count_id}/answer",
    operation_id="answerCount",
    response_model=CountTold,
    responses=problems(CountMade, CountMissed, CurrencyChanged, NotFound),
)
async def answer_count(caller: CanCount, count_id: Identifier, body: Counted, key: Idempotency) -> Response:
    """Count one's cash when asked to. It is compared with the book of this instant, and the result stands."""
    told = await counts.answer(caller, count_id, body, key)
    (shown,) = await wire.counts_out(caller, [await counts.read_count(caller, told["id"])])
    return Json({"message": told["message"], "count": shown})


@router.post(
    "/differences",
    operation_id="bookCashDifference",
    response_model=Created,
    responses=problems(CashNotInHand, NotFound, NothingToBook, OwnMoney),
)
async def book_difference(caller: CanReview, body: BookDifference, key: Idempotency) -> Response:
    """Take the difference of a member's newest count out of his hand. Without that it stays with him."""
    return Json(await differences.book_difference(caller, body, key))
