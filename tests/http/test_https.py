"""Plain http where https is required: refused with what to do. Whole servers are in tests/crash/test_https.py."""

import httpx2
import pytest
from fastapi import FastAPI

from revops.main import create_app
from tests.conftest import SettingsMaker

pytestmark = pytest.mark.slow


@pytest.fixture
def strict(make_settings: SettingsMaker) -> FastAPI:
    """The application with REVOPS_REQUIRE_HTTPS."""
    return create_app(make_settings(require_https=True))


def asking(app: FastAPI, scheme: str) -> httpx2.AsyncClient:
    return httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app), base_url=f"{scheme}://garage.example")


async def test_plain_http_is_refused_with_what_to_do(strict: FastAPI) -> None:
    async with asking(strict, "http") as http:
        for method, path in (("GET", "/api/auth/me"), ("POST", "/api/auth/login"), ("GET", "/api/none"), ("GET", "/x")):
            answer = await http.request(method, path, json={} if method == "POST" else None)
            assert answer.status_code == 403, path
            assert answer.json()["code"] == "https_required"
            assert "https://" in answer.json()["detail"]
        page = await http.get("/dashboard", headers={"Accept": "text/html,application/xhtml+xml"})
        assert page.status_code == 403
        assert page.headers["content-type"].startswith("text/plain")
        assert "write https:// before the address" in page.text
        assert page.headers["x-content-type-options"] == "nosniff"


async def test_whoever_runs_the_server_may_ask_without(strict: FastAPI) -> None:
    async with asking(strict, "http") as http:
        assert (await http.get("/healthz")).status_code == 200


async def test_https_is_let_in(strict: FastAPI) -> None:
    async with asking(strict, "https") as https:
        assert (await https.get("/api/auth/none")).status_code == 404
