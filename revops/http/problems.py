"""Every failure leaves as an RFC 9457 problem document, in words a person can act on; nothing internal leaks."""

from collections.abc import Iterable, Sequence
from http import HTTPStatus
from typing import Annotated, Any

import orjson
import structlog
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from pymongo.errors import ConnectionFailure, ExecutionTimeout, OperationFailure, PyMongoError
from starlette.exceptions import HTTPException

from revops.core.batching import BatchEnded
from revops.core.errors import AppError, InvalidFields, Unavailable
from revops.core.labels import FORMS, label
from revops.http.errors import MalformedBody, MalformedJson, MethodNotAllowed, NothingHere

MEDIA_TYPE = "application/problem+json"

log = structlog.get_logger(__name__)

# The server's codes of what passes, not of a query that is wrong: its node is cut off, going away, not there yet or no
# primary; what was under way was ended with it, or forgotten; too many wanted the same; it waited too long.
_PASSING_CODES = {
    *(6, 7, 89, 91, 94, 133, 134, 189, 211, 9001, 10107, 11600, 11602, 13435, 13436),
    *(43, 175, 225, 237, 239, 246, 251, 290, 11601),
    *(24, 46, 112),
    *(50, 64, 202, 262),
}
_PASSING_LABELS = ("TransientTransactionError", "UnknownTransactionCommitResult", "RetryableWriteError")
_OUT_OF_DISK = {14031}

# The framework raises no others.
_OF_NO_ENDPOINT: dict[int, tuple[type[AppError], str]] = {
    404: (NothingHere, "There is nothing at this address."),
    405: (MethodNotAllowed, "This address does not take that method."),
}


class FieldProblem(BaseModel):
    """One field that was refused."""

    field: Annotated[str, Field(examples=["estimated_amount"])]
    message: Annotated[str, Field(examples=["Estimate must be a number."])]


class Problem(BaseModel):
    """RFC 9457 problem document. ``code`` is stable and meant for programs, ``detail`` for people."""

    type: Annotated[str, Field(examples=["about:blank"])] = "about:blank"
    title: Annotated[str, Field(examples=["Not possible now"])]
    status: Annotated[int, Field(ge=400, le=599, examples=[409])]
    detail: Annotated[str, Field(examples=["Only ₹1,500 is outstanding on this job."])]
    code: Annotated[str, Field(examples=["more_than_outstanding"])]
    request_id: Annotated[str, Field(examples=["0199f3b2-6f7e-7a31-8d3c-2f4b8a1c5e90"])]
    errors: list[FieldProblem] | None = None


def problem_response(error: AppError, request_id: str) -> Response:
    """Render an expected failure."""
    body = {
        "type": "about:blank",
        "title": error.title,
        "status": error.status,
        "detail": error.detail,
        "code": error.code,
        "request_id": request_id,
        **error.extra,
    }
    return Response(
        orjson.dumps(body, option=orjson.OPT_UTC_Z),
        status_code=error.status,
        media_type=MEDIA_TYPE,
        headers=error.headers,
    )


def request_id_of(request: Request) -> str:
    """Return the id under which this request is logged."""
    return str(request.scope.get("revops.request_id", ""))


def problems(*refusals: type[AppError]) -> dict[int | str, dict[str, Any]]:
    """Describe in OpenAPI the failures that an endpoint can answer with: those that not every endpoint has."""
    codes: dict[int, set[str]] = {}
    for refusal in refusals:
        codes.setdefault(refusal.status, set()).add(refusal.code)
    return {status: problem_with(status, codes[status]) for status in sorted(codes)}


def problem_with(status: int, codes: Iterable[str]) -> dict[str, Any]:
    """Describe the answer of a status: a problem with one of these codes."""
    of_these = {"type": "object", "required": ["code"], "properties": {"code": {"enum": sorted(codes)}}}
    schema = {"allOf": [{"$ref": "#/components/schemas/Problem"}, of_these]}
    return {"description": HTTPStatus(status).phrase, "content": {MEDIA_TYPE: {"schema": schema}}}


def codes_of(described: dict[str, Any]) -> set[str]:
    """Read the codes back out of an answer's description; none for one that is no problem."""
    if MEDIA_TYPE not in described.get("content", {}):
        return set()
    return set(described["content"][MEDIA_TYPE]["schema"]["allOf"][1]["properties"]["code"]["enum"])


def _named(message: str, error: dict[str, Any], path: list[str]) -> str:
    name, field = _name_of(path), path[-1]
    ctx = error.get("ctx") or {}
    limit = ctx.get("max_length") or ctx.get("le") or ctx.get("lt")
    least = ctx.get("min_length") or ctx.get("ge") or ctx.get("gt")
    match error["type"]:
        case "missing":
            return f"{name} is required."
        case "string_too_short" | "too_short" if least == 1:
            return f"{name} is required."
        case "string_too_short":
            return f"{name} needs at least {least} characters."
        case "string_too_long":
            return f"{name} can have at most {limit} characters."
        case "too_short" if not isinstance(error.get("input"), list):
            return f"{name} needs at least {least} characters."
        case "too_long" if not isinstance(error.get("input"), list):
            return f"{name} can have at most {limit} characters."
        case "too_short":
            return f"{name} needs at least {least} entries."
        case "too_long":
            return f"{name} can have at most {limit} entries."
        case "string_type":
            return f"{name} must be text."
        case "string_pattern_mismatch":
            return f"{name} must be {FORMS[field]}." if field in FORMS else f"{name} cannot be written like this."
        case "int_parsing" | "int_type" | "int_from_float" | "int_parsing_size":
            return f"{name} must be a whole number."
        case "greater_than_equal":
            return f"{name} must be at least {_number_of(field, ctx['ge'])}."
        case "less_than_equal":
            return f"{name} can be at most {_number_of(field, ctx['le'])}."
        case "bool_parsing" | "bool_type":
            return f"{name} must be true or false."
        case "literal_error" | "enum":
            return f"{name} must be one of: {str(ctx.get('expected', '')).replace(chr(39), '')}."
        case "list_type":
            return f"{name} must be a list."
        case "date_from_datetime_parsing" | "date_parsing" | "date_type" | "date_from_datetime_inexact":
            return f"{name} must be a date such as 2026-11-22."
        case "value_error" if "email" in message:
            return f"{name} does not look like an e-mail address."
        case "amount" | "text" | "timezone" | "currency":
            return f"{name} {message}."
        case _:
            return f"{name} cannot be read. Please check it."


def _number_of(field: str, value: Any) -> str:
    """Return a limit as people read it: basis points are per cent."""
    return f"{value / 100:g}%" if field.endswith("_bp") else f"{value:,}"


def as_app_error(errors: Sequence[Any]) -> AppError:
    """Translate what validation found, each under the name its field has on the wire."""
    fields: dict[str, str] = {}
    for error in errors:
        location = [str(part) for part in error["loc"]]
        if error["type"] == "json_invalid":
            return MalformedJson("The data that was sent is not valid JSON.")
        if location == ["body"]:
            return MalformedBody("Send the data as one JSON object.")
        path = location[1:] if location[0] in {"body", "query", "path", "header", "cookie"} else location
        field = ".".join(path) or location[0]
        fields.setdefault(field, _named(str(error["msg"]), error, path or [field]))
    return InvalidFields(fields)


# Fields that are only a group of others, each with a label of its own.
_GROUPS = frozenset({"address", "limits"})


def _name_of(path: list[str]) -> str:
    """Build the label of a field: a field of a line of a list says which line."""
    if path[0] == "items":
        return label(".".join(path[:3]) if len(path) > 2 else path[0])
    return label(path[1] if path[0] in _GROUPS and len(path) > 1 else path[0])


def outage(error: BaseException) -> AppError | None:
    """Translate what passes by itself: the database, or whatever else is asked, is away, changing or too slow.

    None for a fault, which stays one.
    """
    if isinstance(error, PyMongoError):
        return _database_outage(error)
    # Of a batch that was ended nobody knows what became of it; asked again with its key it is done once.
    if isinstance(error, BatchEnded | TimeoutError | ConnectionError):
        return Unavailable()
    return None


def _database_outage(error: PyMongoError) -> AppError | None:
    codes = _codes_of(error) if isinstance(error, OperationFailure) else set()
    if codes & _OUT_OF_DISK:
        return Unavailable("The server's disk is full. Nothing was saved; please tell whoever runs the server.")
    if isinstance(error, ConnectionFailure | ExecutionTimeout) or error.timeout:
        return Unavailable()
    # Among several refusals one that is a fault makes it a fault.
    is_passing = bool(codes) and codes <= _PASSING_CODES
    return Unavailable() if is_passing or any(map(error.has_error_label, _PASSING_LABELS)) else None


def _codes_of(error: OperationFailure) -> set[int]:
    """Read what was wrong with a command, or with each of the writes in it."""
    said = error.details or {}
    each = [*said.get("writeErrors", ()), *said.get("writeConcernErrors", ())]
    codes = {one["code"] for one in each if "code" in one}
    return codes or ({error.code} if error.code is not None else set())


def install(app: FastAPI) -> None:
    """Give the application its one way of answering failures."""

    async def app_error(request: Request, error: Exception) -> Response:
        assert isinstance(error, AppError)
        return problem_response(error, request_id_of(request))

    async def invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        return problem_response(as_app_error(error.errors()), request_id_of(request))

    async def http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        refusal, detail = _OF_NO_ENDPOINT[error.status_code]
        return problem_response(refusal(detail, headers=error.headers), request_id_of(request))

    async def passing(request: Request, error: Exception) -> Response:
        known = outage(error)
        if known is None:
            raise error
        log.warning("database_unavailable", reason=type(error).__name__, request_id=request_id_of(request))
        return problem_response(known, request_id_of(request))

    app.add_exception_handler(AppError, app_error)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(HTTPException, http)
    for kind in (PyMongoError, BatchEnded, TimeoutError, ConnectionError):
        app.add_exception_handler(kind, passing)
