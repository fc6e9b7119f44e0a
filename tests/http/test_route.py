"""A JsonRoute leaves out much of what FastAPI offers: whoever asks for that is told when the route is declared."""

# mypy: disable-error-code="empty-body"

from collections.abc import AsyncIterator, Callable
from typing import Annotated, Any

import pytest
from fastapi import APIRouter, BackgroundTasks, Cookie, Depends, Query, Request, Response, Security
from fastapi.requests import HTTPConnection
from fastapi.security import HTTPBearer, SecurityScopes
from pydantic import BaseModel

from revops.deps import Idempotency
from revops.http.route import JsonRoute, NotServed


async def _once(request: Request) -> str:
    return request.url.path


async def _above(once: Annotated[str, Depends(_once)]) -> str:
    return once


def _in_a_thread() -> str:
    return "plain"


async def _cleaning_up() -> AsyncIterator[str]:
    yield "open"


class Body(BaseModel):
    """What an endpoint may take."""

    name: str


async def cookie(session: Annotated[str, Cookie()] = "") -> Response: ...
async def background(tasks: BackgroundTasks) -> Response: ...
async def response_to_fill_in(response: Response) -> Response: ...
async def connection(connection: HTTPConnection) -> Response: ...
async def scopes(user: Annotated[str, Security(_once, scopes=["jobs"])]) -> Response: ...
async def scopes_read(scopes: SecurityScopes) -> Response: ...
async def scheme(token: Annotated[Any, Depends(HTTPBearer())]) -> Response: ...
async def thread(plain: Annotated[str, Depends(_in_a_thread)]) -> Response: ...
async def generator(opened: Annotated[str, Depends(_cleaning_up)]) -> Response: ...
async def twice(one: Annotated[str, Depends(_once)], other: Annotated[str, Depends(_above)]) -> Response: ...
async def model(body: Body) -> Body: ...
async def anything(body: Body): ...  # type: ignore[no-untyped-def]
def no_coroutine(body: Body) -> Response: ...


@pytest.mark.parametrize(
    "endpoint",
    [
        cookie,
        background,
        response_to_fill_in,
        connection,
        scopes,
        scopes_read,
        scheme,
        thread,
        generator,
        twice,
        model,
        anything,
        no_coroutine,
    ],
    ids=lambda endpoint: endpoint.__name__,
)
def test_what_is_not_served_is_refused_when_it_is_declared(endpoint: Callable[..., Any]) -> None:
    with pytest.raises(NotServed):
        APIRouter(route_class=JsonRoute).post("/")(endpoint)


def test_what_is_served_is_declared() -> None:
    async def endpoint(
        request: Request, one: Annotated[str, Depends(_above)], body: Body, key: Idempotency, page: int = Query(1)
    ) -> Response: ...

    APIRouter(route_class=JsonRoute).post("/")(endpoint)
