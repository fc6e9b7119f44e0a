"""Checks each refusal that a test provokes against the OpenAPI document: the operation lists status and code."""

import re
from functools import cache
from typing import Any

import httpx2

from revops.http.problems import MEDIA_TYPE, codes_of
from revops.main import create_app
from revops.settings import Settings


@cache
def document() -> dict[str, Any]:
    """Build the OpenAPI document, once."""
    return create_app(Settings(_env_file=None)).openapi()


@cache
def _operations() -> list[tuple[str, re.Pattern[str], dict[str, Any]]]:
    # The literal before the template: /receipt/{id} is not /{kind}/{id}.
    paths = sorted(document()["paths"].items(), key=lambda item: ["{" in part for part in item[0].split("/")])
    return [
        (method.upper(), re.compile(re.sub(r"\{[^/]+\}", "[^/]+", path)), operation)
        for path, methods in paths
        for method, operation in methods.items()
    ]


def listed(method: str, path: str, status: int) -> set[str] | None:
    """Find the codes that an operation lists for a status; None when there is no such operation."""
    for its_method, pattern, operation in _operations():
        if its_method == method and pattern.fullmatch(path):
            return codes_of(operation["responses"].get(str(status), {}))
    return None


async def check(response: httpx2.Response) -> None:
    """Assert that a refusal is one that its operation lists. Given to clients as a hook for responses."""
    if response.headers.get("content-type") != MEDIA_TYPE or response.request.method == "HEAD":
        return
    await response.aread()
    request, code = response.request, response.json()["code"]
    codes = listed(request.method, request.url.path, response.status_code)
    assert codes is None or code in codes, (
        f"{request.method} {request.url.path} answered {response.status_code} {code}, which its `responses` do not list"
    )
