"""A route that FastAPI declares and describes, and that is answered here by the shortest way."""

from collections.abc import Iterator
from inspect import iscoroutinefunction
from typing import Any, get_type_hints

import orjson
from fastapi import Request, Response
from fastapi.dependencies.models import Dependant
from fastapi.dependencies.utils import request_body_to_args, request_params_to_args
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic_core import PydanticUndefined
from starlette.types import Receive, Scope, Send

from revops.core.errors import UnsupportedContent
from revops.http.errors import MalformedJson, NotJson


class NotServed(TypeError):
    """An endpoint asks for something of FastAPI that JsonRoute leaves out. Raised when the route is declared."""


class JsonRoute(APIRoute):
    """Reads bodies as strict JSON (no NaN, no lone surrogates); its endpoint and dependencies are coroutine functions.

    FastAPI's exit stacks, thread pool, response models and caches of dependencies are skipped: unused here, they cost
    more than the endpoint itself.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _refuse_unserved(self.dependant)
        calls = list(_calls(self.dependant))
        if len(calls) != len(set(calls)):
            raise NotServed(f"{self.path}: a dependency is named twice, and would run twice")
        answered = get_type_hints(self.endpoint).get("return")
        if not (isinstance(answered, type) and issubclass(answered, Response)):
            raise NotServed(f"{self.path}: the endpoint must return a Response, and say so")
        self.app = self._answer

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        body = await self._body(request) if self.body_field is not None else None
        values, errors = await _solve(self.dependant, request)
        if self.body_field is not None:
            given, refused = await request_body_to_args(self.dependant.body_params, body, self._embed_body_fields)
            values |= given
            errors += refused
        if errors:
            raise RequestValidationError(errors)
        response = await self.endpoint(**values)
        # An answer may be open for hours, and needs nothing of what was asked.
        del request, body, values
        await response(scope, receive, send)

    async def _body(self, request: Request) -> Any:
        assert self.body_field is not None
        if self.body_field.field_info.is_required():
            return await _json_of(request)
        # What may be left out may also be anything else that a client sends where it has nothing to say.
        body = await _json_of(request) if _is_json(request) else None
        return None if body is PydanticUndefined else body


def _is_json(request: Request) -> bool:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower() == "application/json"


def _refuse_unserved(dependant: Dependant) -> None:
    """Raise NotServed for a parameter that FastAPI offers and this route does not fill in."""
    asked = [name for name, is_asked in _unserved(dependant) if is_asked]
    if asked:
        raise NotServed(f"{dependant.call}: a JsonRoute does not serve {', '.join(asked)}")
    for needed in dependant.dependencies:
        _refuse_unserved(needed)


def _calls(dependant: Dependant) -> Iterator[Any]:
    for needed in dependant.dependencies:
        yield needed.call
        yield from _calls(needed)


def _unserved(dependant: Dependant) -> Iterator[tuple[str, Any]]:
    yield "functions that are no coroutines (threads, generators)", not iscoroutinefunction(dependant.call)
    yield "Cookie parameters", dependant.cookie_params
    yield "BackgroundTasks", dependant.background_tasks_param_name
    yield "a Response to fill in", dependant.response_param_name
    yield "HTTPConnection", dependant.http_connection_param_name
    yield "WebSocket", dependant.websocket_param_name
    yield "Security", dependant.own_oauth_scopes or dependant.security_scopes_param_name


async def _json_of(request: Request) -> Any:
    is_json = _is_json(request)
    if not is_json and (request.headers.get("content-type") or request.headers.get("content-length", "0") != "0"):
        raise _not_json()
    raw = await request.body()
    if not raw:
        return PydanticUndefined
    if not is_json:
        raise _not_json()
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError:
        raise MalformedJson("The data that was sent is not valid JSON.") from None


def _not_json() -> UnsupportedContent:
    return NotJson("Send the data as JSON, with Content-Type: application/json.")


async def _solve(dependant: Dependant, request: Request) -> tuple[dict[str, Any], list[Any]]:
    """Return the arguments of an endpoint or dependency by name, and what was refused."""
    values: dict[str, Any] = {}
    errors: list[Any] = []
    for needed in dependant.dependencies:
        given, refused = await _solve(needed, request)
        if refused:
            errors += refused
        else:
            assert needed.call is not None
            assert needed.name is not None
            values[needed.name] = await needed.call(**given)
    for declared, received in (
        (dependant.path_params, "path_params"),
        (dependant.query_params, "query_params"),
        (dependant.header_params, "headers"),
    ):
        if declared:
            given, refused = request_params_to_args(declared, getattr(request, received))
            values |= given
            errors += refused
    if dependant.request_param_name is not None:
        values[dependant.request_param_name] = request
    return values, errors
