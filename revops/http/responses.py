"""Answers as JSON by orjson."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import orjson
from fastapi import Request, Response

_OPTIONS = orjson.OPT_UTC_Z | orjson.OPT_NAIVE_UTC


class Json(Response):
    """A JSON answer. Datetimes become RFC 3339 in UTC."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        """Serialise checked data, unless it is already; the OpenAPI model of the endpoint describes its form."""
        return content if isinstance(content, bytes) else encoded(content)


def encoded(content: Any) -> bytes:
    """Serialise checked data as an answer does: for one that is kept."""
    return orjson.dumps(content, option=_OPTIONS)


def page(request: Request, rows: list[dict[str, Any]], cursor: str | None) -> Json:
    """Build the answer of one page of a list, with the ``Link`` to the next when there is one."""
    headers: Mapping[str, str] | None = {"Link": _next_link(request, cursor)} if cursor else None
    return Json(rows, headers=headers)


def _next_link(request: Request, cursor: str) -> str:
    """Build the value of the ``Link`` header for the page after this one, keeping the filters."""
    path = request.scope["path"]
    if not request.scope["query_string"]:
        return f'<{path}?cursor={cursor}>; rel="next"'
    params: list[tuple[str, Any]] = [(k, v) for k, v in request.query_params.multi_items() if k != "cursor"]
    return f'<{path}?{urlencode([*params, ("cursor", cursor)])}>; rel="next"'


# What a paper is answered with, for the description of the API.
PDF: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}}}
}


def pdf_answer(made: tuple[bytes, str]) -> Response:
    """Answer with a paper and its file name."""
    content, name = made
    return Response(
        content, media_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}.pdf"'}
    )
