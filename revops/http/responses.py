"""Answers as JSON by orjson."""

from collections.abc import Mapping
from typing import Any

import orjson
from fastapi import Response

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
