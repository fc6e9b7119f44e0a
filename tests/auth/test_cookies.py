"""Cookies, as the web app signs in."""

import httpx2
import pytest

from revops.mongo.client import Database
from tests.conftest import SettingsMaker, running
from tests.factories import (
    PASSWORD,
    Api,
    make_owner,
    ok,
    refused,
    registration,
)
from tests.invariants import unchanged

pytestmark = pytest.mark.slow

SAME_ORIGIN = {"Origin": "http://revops.test"}


async def _signed_in_browser(browser: httpx2.AsyncClient) -> str:
    owner = await make_owner(Api(browser).http)
    return owner.id


async def test_the_browser_keeps_the_session_in_a_cookie_no_script_can_read(browser: httpx2.AsyncClient) -> None:
    response = await browser.post("/api/auth/register", json=registration())
    cookie, device, works_here = response.headers.get_list("set-cookie")
    assert device.startswith("revops_device=")
    assert {"httponly", "samesite=strict", "path=/api/auth"} <= {part.strip().lower() for part in device.split(";")}
    # Says nothing but that somebody logs in here, and only to the pages of customers.
    assert works_here.startswith("revops_works_here=1;")
    assert {"httponly", "samesite=strict", "path=/c"} <= {part.strip().lower() for part in works_here.split(";")}
    attributes = {part.strip().partition("=")[0].lower() for part in cookie.split(";")[1:]}
    assert cookie.startswith("revops_session=")
    assert {"httponly", "samesite", "path", "max-age"} <= attributes
    assert "samesite=strict" in cookie.lower()
    assert "max-age=604800" in cookie.lower()
    assert "secure" not in attributes  # plain HTTP, as on a laptop
    assert ok(await browser.get("/api/auth/me"))["id"] == response.json()["user"]["id"]


async def test_the_cookie_is_secure_over_https_or_when_told(
    http: httpx2.AsyncClient, make_settings: SettingsMaker
) -> None:
    response = await http.post("https://revops.test/api/auth/register", json=registration())
    assert "; secure" in response.headers["set-cookie"].lower()
    async with running(make_settings(secure_cookies=True)) as secure:
        response = await secure.post("/api/auth/register", json=registration())
        assert "; secure" in response.headers["set-cookie"].lower()


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://revops.test.evil.example"},
        {"Origin": "http://revops.test:8080"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://revops.test"},
        {"Referer": "http://revops.test/"},
    ],
    ids=str,
)
async def test_a_change_asked_by_another_website_is_refused(
    browser: httpx2.AsyncClient, db: Database, headers: dict[str, str]
) -> None:
    await _signed_in_browser(browser)
    async with unchanged(db):
        body = {"name": "Evil Motors", "phone": "+912225551234"}
        refused(await browser.post("/api/workshops", json=body, headers=headers), 403, "cross_origin")
        refused(await browser.post("/api/auth/logout-all", headers=headers), 403, "cross_origin")
    assert ok(await browser.get("/api/auth/me", headers=headers))["role"] == "owner"


@pytest.mark.parametrize("headers", [SAME_ORIGIN, {"Sec-Fetch-Site": "same-origin"}], ids=str)
async def test_a_change_asked_by_our_own_page_is_done(browser: httpx2.AsyncClient, headers: dict[str, str]) -> None:
    await _signed_in_browser(browser)
    body = {"name": "Our Motors", "phone": "+912225551234"}
    assert ok(await browser.post("/api/workshops", json=body, headers=headers))["name"] == "Our Motors"


async def test_a_program_with_a_token_needs_no_origin(anonymous: Api) -> None:
    owner = await make_owner(anonymous.http)
    body = {"name": "Motors", "phone": "+912225551234"}
    response = await owner.request("POST", "/api/workshops", json=body, headers={"Origin": "https://elsewhere.example"})
    assert ok(response)["name"] == "Motors"


async def test_a_bad_token_is_not_rescued_by_a_good_cookie(browser: httpx2.AsyncClient) -> None:
    await _signed_in_browser(browser)
    for authorization in ("Bearer wrong", "Bearer ", "Basic dXNlcjpwYXNz", ""):
        refused(await browser.get("/api/auth/me", headers={"Authorization": authorization}), 401)


async def test_signing_out_takes_the_cookie_away(browser: httpx2.AsyncClient) -> None:
    await _signed_in_browser(browser)
    for address in ("/api/auth/logout", "/api/auth/logout-all"):
        kept = dict(browser.cookies)
        assert kept
        ok(await browser.post(address, headers=SAME_ORIGIN))
        assert "revops_session" not in dict(browser.cookies)
        refused(await browser.get("/api/auth/me", headers={"Cookie": f"revops_session={kept['revops_session']}"}), 401)
        await _signed_in_browser(browser)


async def test_a_new_password_renews_the_cookie(browser: httpx2.AsyncClient) -> None:
    user_id = await _signed_in_browser(browser)
    body = {"current_password": PASSWORD, "new_password": "green-tempo-17-rain"}
    ok(await browser.put("/api/auth/password", json=body, headers=SAME_ORIGIN))
    assert ok(await browser.get("/api/auth/me"))["id"] == user_id
