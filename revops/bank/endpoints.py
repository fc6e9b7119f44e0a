"""/bank: statements as the bank hands them out, and which payments they hold."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from revops.access.caller import Caller
from revops.access.errors import CurrencyChanged, PasswordNeeded, WrongPassword
from revops.access.permissions import Permission
from revops.bank import matches, statements, summary
from revops.bank.errors import BeingRead, LayoutUnknown, MatchesChanged, NotOpen, StatementsDiffer, WhichAccount
from revops.bank.schemas import (
    BankOut,
    LayoutCreate,
    MatchAll,
    MatchesConfirmed,
    MatchOne,
    SetAside,
    StatementQuery,
    StatementRead,
    UpiProof,
    UpiProofQuery,
)
from revops.core.errors import NotFound
from revops.core.text import Identifier
from revops.deps import Can, Idempotency, origin_of
from revops.http.bodies import uploaded
from revops.http.problems import problems
from revops.http.query import QueryOf, parameters
from revops.http.responses import Json
from revops.http.route import JsonRoute
from revops.http.wire import Done
from revops.payments.errors import OwnMoney

router = APIRouter(prefix="/api/bank", tags=["bank"], route_class=JsonRoute)

CanReadBank = Annotated[Caller, Can(Permission.BANK_READ)]
CanUpload = Annotated[Caller, Can(Permission.BANK_UPLOAD)]
CanMatch = Annotated[Caller, Can(Permission.PAYMENTS_REVIEW)]

_BINARY = {"schema": {"type": "string", "format": "binary"}}
_STATEMENT_SENT = {
    "requestBody": {
        "required": True,
        "description": "The file as the bank hands it out, at most 50 MB: CSV, tab-separated text, XLS or XLSX.",
        "content": {"application/octet-stream": _BINARY},
    }
}


@router.get("", operation_id="getBank", response_model=BankOut)
async def get_bank(caller: CanReadBank) -> Response:
    """Return both lists, of the bank and of what was entered: the matches, and what is left of each."""
    return Json(await summary.read_bank(caller))


@router.post(
    "/statements",
    operation_id="readStatement",
    response_model=StatementRead,
    responses=problems(BeingRead, CurrencyChanged, LayoutUnknown, StatementsDiffer, WhichAccount),
    openapi_extra={**_STATEMENT_SENT, **parameters(StatementQuery)},
)
async def read_statement(
    request: Request, caller: CanUpload, wanted: Annotated[StatementQuery, QueryOf(StatementQuery)]
) -> Response:
    """Read a statement. Every row is checked against the running balance; rows that were read before are there once."""
    return Json(await statements.read_statement(caller, wanted, uploaded(request.scope)))


@router.put("/layouts", operation_id="rememberLayout", response_model=Done)
async def remember_layout(caller: CanUpload, body: LayoutCreate) -> Response:
    """Say what the columns of an unknown statement are. Statements with its header are read so from then on."""
    return Json(await statements.remember_layout(caller, body))


@router.put(
    "/matches",
    operation_id="confirmMatches",
    response_model=MatchesConfirmed,
    responses=problems(MatchesChanged, NotOpen, OwnMoney, PasswordNeeded, WrongPassword),
)
async def confirm_matches(request: Request, caller: CanMatch, body: MatchAll) -> Response:
    """Confirm all that match, as it was shown. Of a great many the first are confirmed; ask again for those left."""
    return Json(await matches.confirm_all(caller, body, origin_of(request)))


@router.post(
    "/matches",
    operation_id="matchByHand",
    response_model=Done,
    responses=problems(NotFound, NotOpen, OwnMoney, PasswordNeeded, WrongPassword),
)
async def match_by_hand(request: Request, caller: CanMatch, body: MatchOne, key: Idempotency) -> Response:
    """Say that a row of the bank is these payments."""
    return Json(await matches.confirm_one(caller, body, key, origin_of(request)))


@router.post(
    "/rows/{row_id}/set-aside",
    operation_id="setBankRowAside",
    response_model=Done,
    responses=problems(NotFound, NotOpen),
)
async def set_aside(caller: CanMatch, row_id: Identifier, body: SetAside, key: Idempotency) -> Response:
    """Say that a row of the bank is no customer's money, and why."""
    return Json(await matches.set_aside(caller, row_id, body, key))


@router.get(
    "/proofs", operation_id="listProofs", response_model=list[UpiProof], openapi_extra=parameters(UpiProofQuery)
)
async def list_proofs(caller: CanReadBank, query: Annotated[UpiProofQuery, QueryOf(UpiProofQuery)]) -> Response:
    """List by month and member how many UPI payments have no proof: by default of this month and the twelve before."""
    return Json(await summary.list_proofs(caller, query.first_day, query.last_day))
