"""/exceptions: questions to the owner, his answers, and what is asked about at all."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from revops.access.caller import Caller
from revops.access.errors import CurrencyChanged
from revops.access.permissions import Permission
from revops.core.errors import NotFound
from revops.core.text import Identifier
from revops.deps import Can, Idempotency
from revops.exceptions import changing, service, wire
from revops.exceptions.errors import AlreadyAnswered, NoQuestionAnyMore
from revops.exceptions.schemas import (
    ExceptionAnswer,
    ExceptionAnswered,
    ExceptionCounts,
    ExceptionOut,
    ExceptionQuery,
    ExceptionSettings,
    ExceptionSettingsChanged,
    ExceptionSettingsUpdate,
)
from revops.http.problems import problems
from revops.http.query import QueryOf, parameters
from revops.http.responses import Json, page
from revops.http.route import JsonRoute

router = APIRouter(prefix="/api/exceptions", tags=["exceptions"], route_class=JsonRoute)

CanReadExceptions = Annotated[Caller, Can(Permission.EXCEPTIONS_READ)]
CanAnswerExceptions = Annotated[Caller, Can(Permission.EXCEPTIONS_ANSWER)]


@router.get(
    "",
    operation_id="listExceptions",
    response_model=list[ExceptionOut],
    openapi_extra=parameters(ExceptionQuery),
)
async def list_exceptions(
    request: Request, caller: CanReadExceptions, query: Annotated[ExceptionQuery, QueryOf(ExceptionQuery)]
) -> Response:
    """List questions to the owner, the open ones unless others are asked for, the newest or the largest first."""
    rows, cursor = await service.list_exceptions(caller, query)
    return page(request, await wire.exceptions_out(caller, rows), cursor)


@router.get("/counts", operation_id="countExceptions", response_model=ExceptionCounts)
async def count_exceptions(caller: CanReadExceptions) -> Response:
    """Count the open questions by kind and by member."""
    return Json(await wire.counts_out(caller, *await service.count_open(caller)))


@router.get(
    "/settings", operation_id="getExceptionSettings", response_model=ExceptionSettings, responses=problems(NotFound)
)
async def get_settings(caller: CanReadExceptions) -> Response:
    """Return the limits, the muted kinds, and the caps of discounts."""
    return Json(changing.settings_out(await changing.read_settings(caller)))


@router.put(
    "/settings",
    operation_id="changeExceptionSettings",
    response_model=ExceptionSettingsChanged,
    responses=problems(CurrencyChanged, NotFound),
)
async def change_settings(caller: CanAnswerExceptions, body: ExceptionSettingsUpdate) -> Response:
    """Change the limits, mute kinds, or cap discounts. Fields left out stay as they are."""
    workshop = await changing.change_settings(caller, body)
    return Json({"message": "Saved", "settings": changing.settings_out(workshop)})


@router.post(
    "/{exception_id}/answer",
    operation_id="answerException",
    response_model=ExceptionAnswered,
    responses=problems(AlreadyAnswered, NoQuestionAnyMore, NotFound),
)
async def answer_exception(
    caller: CanAnswerExceptions, exception_id: Identifier, body: ExceptionAnswer, key: Idempotency
) -> Response:
    """Answer a question: it is fine, because, or it is not fine. Answers stay as they are."""
    row = await service.answer(caller, exception_id, body, key)
    (shown,) = await wire.exceptions_out(caller, [row])
    return Json({"message": "Answered", "exception": shown})
