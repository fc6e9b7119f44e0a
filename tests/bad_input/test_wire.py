"""Requests as such: what is no HTTP, queries, headers and bodies that are too large to be taken in, other methods."""

import asyncio
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import httpx2
import pytest

from tests.bad_input.conftest import Place
from tests.factories import ok, refused
from tests.live_server import LiveServer

pytestmark = pytest.mark.slow


async def _answer_to(live_server: LiveServer, request: bytes) -> bytes:
    """Send bytes to the live server; return the first bytes of its answer."""
    address = urlsplit(live_server.url)
    reader, writer = await asyncio.open_connection(address.hostname, address.port)
    writer.write(request)
    answer = await asyncio.wait_for(reader.read(4096), 20)
    writer.close()
    return answer


async def test_a_query_of_100_kb_is_refused_on_the_wire(live_server: LiveServer, wire: httpx2.AsyncClient) -> None:
    request = b"GET /api/jobs?q=" + b"x" * 100_000 + b" HTTP/1.1\r\nHost: revops.test\r\n\r\n"
    answer = await _answer_to(live_server, request)
    assert answer.startswith((b"HTTP/1.1 414 ", b"HTTP/1.1 400 ", b"HTTP/1.1 431 ")), answer[:200]
    ok(await wire.get("/healthz"))


@pytest.mark.parametrize(
    "request_text",
    [
        "nonsense\r\n\r\n",
        "POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999999\r\n\r\n",
        "POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
        "POST /api/auth/login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nZZZ\r\n",
        "GET /api/auth/me HTTP/1.1\r\nHost: x\r\nX-Bad\x00: y\r\n\r\n",
    ],
)
async def test_what_is_no_http_is_refused_on_the_wire(
    live_server: LiveServer, wire: httpx2.AsyncClient, request_text: str
) -> None:
    answer = await _answer_to(live_server, request_text.encode())
    assert answer == b"" or answer.startswith(b"HTTP/1.1 4"), answer[:200]
    ok(await wire.get("/healthz"))


async def test_headers_of_100_kb_are_refused(place: Place) -> None:
    response = await place.garage.owner.request("GET", "/api/jobs", headers={"X-Filler": "x" * 100_000})
    refused(response, 431, "headers_too_large")


@pytest.mark.parametrize("method", ["PATCH", "DELETE", "OPTIONS", "HEAD", "TRACE", "PROPFIND"])
async def test_methods_that_an_address_does_not_take(place: Place, method: str) -> None:
    response = await place.garage.owner.request(method, "/api/jobs")
    assert response.status_code == 405
    assert set(response.headers["allow"].replace(" ", "").split(",")) <= {"GET", "POST", "HEAD"}


async def test_a_huge_body_is_refused_on_the_wire(wire: httpx2.AsyncClient) -> None:
    body = b'{"email": "' + b"x" * 10_000_000 + b'"}'
    response = await wire.post("/api/auth/login", content=body, headers={"Content-Type": "application/json"})
    refused(response, 413, "too_large")

    async def endless() -> AsyncIterator[bytes]:
        for _ in range(100):
            yield b"x" * 10_000

    response = await wire.post("/api/auth/login", content=endless(), headers={"Content-Type": "application/json"})
    refused(response, 413)
    ok(await wire.get("/healthz"))
