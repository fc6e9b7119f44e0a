"""JSON in and out by orjson: strict on the way in (no NaN, no lone surrogates), fast on the way out."""

from collections.abc import Callable, Coroutine, Mapping
from typing import Any

import orjson
from fastapi import Request, Response
from fastapi.routing import APIRoute

from revops.core.errors import UnsupportedContent

_OPTIONS = orjson.OPT_UTC_Z | orjson.OPT_NAIVE_UTC


class Json(Response):
    """A JSON answer. Datetimes become RFC 3339 in UTC."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        """Serialise checked data; the OpenAPI model of the endpoint describes its form."""
        return orjson.dumps(content, option=_OPTIONS)


def page(rows: list[dict[str, Any]], link: str | None) -> Json:
    """Return one page of a list, with the ``Link`` to the next when there is one."""
    headers: Mapping[str, str] | None = {"Link": link} if link else None
    return Json(rows, headers=headers)


class _StrictRequest(Request):
    async def json(self) -> Any:
        if not hasattr(self, "_json"):
            self._json = orjson.loads(await self.body())
        return self._json


class JsonRoute(APIRoute):
    """Reads bodies strictly, and answers 415 to a body that is not declared as JSON."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Wrap FastAPI's handler with the strict request."""
        handler = super().get_route_handler()
        takes_body = self.body_field is not None

        async def strict(request: Request) -> Response:
            if takes_body:
                declared = request.headers.get("content-type", "")
                kind = declared.partition(";")[0].strip().lower()
                if kind != "application/json" and (declared or request.headers.get("content-length", "0") != "0"):
                    raise UnsupportedContent(
                        "Send the data as JSON, with Content-Type: application/json.", code="not_json"
                    )
            return await handler(_StrictRequest(request.scope, request.receive))

        return strict
