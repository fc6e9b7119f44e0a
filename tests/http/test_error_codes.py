"""Every code of a refusal is a class, and stands in the OpenAPI document, which gives clients their types."""

import ast
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

import revops
from revops.core.errors import AppError
from tests.refusals import check, document

ROOT = Path(revops.__file__).parent


def _refusals(of: type[AppError] = AppError) -> Iterator[type[AppError]]:
    for refusal in of.__subclasses__():
        yield refusal
        yield from _refusals(refusal)


def test_each_code_that_is_raised_anywhere_is_in_the_document() -> None:
    known = set(document()["components"]["schemas"]["ErrorCode"]["enum"])
    raised = {refusal.code for refusal in _refusals() if hasattr(refusal, "code")}
    assert len(raised) > 80
    assert raised == known


def test_what_is_raised_is_a_class_with_a_code() -> None:
    without = {refusal.__name__ for refusal in _refusals() if not hasattr(refusal, "code")} | {"AppError"}
    assert "Conflict" in without
    raised = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in ROOT.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in without
    ]
    assert raised == []


def test_each_refusal_of_a_room_is_listed_by_an_endpoint_of_it() -> None:
    """A class that no ``responses`` names is dead, or its endpoint forgot it."""
    listed: set[str] = set()
    for path in [*ROOT.rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "problems":
                listed |= {argument.id for argument in node.args if isinstance(argument, ast.Name)}
    rooms = {refusal.__name__ for refusal in _refusals() if refusal.__module__.split(".")[1] not in _SHARED_BY_ALL}
    assert rooms - listed == set()


# What ``openapi.py`` adds to every endpoint.
_SHARED_BY_ALL = {"core", "http", "access", "mongo"}


async def test_a_refusal_that_is_not_listed_is_found() -> None:
    def answer(code: str) -> httpx2.Response:
        request = httpx2.Request("POST", "http://revops.test/api/payments")
        headers = {"content-type": "application/problem+json"}
        return httpx2.Response(409, headers=headers, json={"code": code}, request=request)

    await check(answer("more_than_outstanding"))
    with pytest.raises(AssertionError, match="do not list"):
        await check(answer("plate_taken"))
