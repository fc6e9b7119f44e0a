"""Failures count where they come from, so that strangers keep nobody out; and a repeated registration is a log-in."""

import contextlib
from collections.abc import AsyncIterator

import httpx2
import pytest
from fastapi import FastAPI

from revops.auth.second_factor import MAX_WRONG
from revops.mongo.client import Database
from tests.auth.test_second_factor import turned_on
from tests.conftest import Clock, SettingsMaker, client_of, running
from tests.factories import PASSWORD, Api, Garage, Person, login, make_garage, make_owner, ok, refused, registration

pytestmark = pytest.mark.slow

WRONG = "not-the-password"
SAME_ORIGIN = {"Origin": "http://revops.test"}


@contextlib.asynccontextmanager
async def _networks(settings: SettingsMaker, **changes: int) -> AsyncIterator[FastAPI]:
    """Run an application to which clients come from several networks."""
    async with running(settings(**changes)) as client:
        yield client._transport.app  # type: ignore[attr-defined]


async def _try(client: httpx2.AsyncClient, email: str, password: str = WRONG) -> int:
    return (await client.post("/api/auth/login", json={"email": email, "password": password})).status_code


async def test_failures_elsewhere_keep_nobody_out(make_settings: SettingsMaker) -> None:
    async with (
        _networks(make_settings, login_failures_per_account=3) as app,
        client_of(app, address="203.0.113.9") as stranger,
        client_of(app, address="198.51.100.7") as home,
        client_of(app, address="2001:db8:1::5") as other,
    ):
        owner = await make_owner(home)
        assert [await _try(stranger, owner.email) for _ in range(5)] == [401, 401, 401, 429, 429]
        async with client_of(app, address="203.0.113.77") as neighbour:
            assert await _try(neighbour, owner.email, PASSWORD) == 429
        assert await _try(home, owner.email, PASSWORD) == 200
        assert await _try(other, owner.email, PASSWORD) == 200
        assert await _try(stranger, owner.email, PASSWORD) == 429


async def test_many_networks_together_are_held_off_but_not_a_device_that_was_in_before(
    make_settings: SettingsMaker,
) -> None:
    async with (
        _networks(make_settings, login_failures_per_account=2) as app,
        client_of(app, address="198.51.100.7", keeps_cookies=True) as phone,
        client_of(app, address="198.51.100.7") as new_device,
    ):
        owner = await make_owner(phone)
        for number in range(11):
            async with client_of(app, address=f"203.0.{number}.9") as stranger:
                await _try(stranger, owner.email)
                await _try(stranger, owner.email)
        assert await _try(new_device, owner.email, PASSWORD) == 429
        assert await _try(phone, owner.email, PASSWORD) == 200
        # It has a count of its own, which closes too.
        assert [await _try(phone, owner.email) for _ in range(3)] == [401, 401, 429]


async def test_a_device_is_known_for_its_own_users_only(make_settings: SettingsMaker) -> None:
    async with (
        _networks(make_settings, login_failures_per_account=2) as app,
        client_of(app, address="203.0.113.9", keeps_cookies=True) as browser,
    ):
        victim = await make_owner(browser)
        browser.cookies.clear()
        await make_owner(browser)
        assert [await _try(browser, victim.email) for _ in range(3)] == [401, 401, 429]
        browser.cookies.set("revops_device", "not.a.note", domain="revops.test", path="/api/auth")
        assert await _try(browser, victim.email, PASSWORD) == 429


async def test_no_note_of_a_device_is_a_session(browser: httpx2.AsyncClient) -> None:
    await make_owner(browser)
    note = next(cookie.value for cookie in browser.cookies.jar if cookie.name == "revops_device")
    browser.cookies.clear()
    refused(await browser.get("/api/auth/me", headers={"Authorization": f"Bearer {note}"}), 401)
    refused(await browser.get("/api/auth/me", headers={"Cookie": f"revops_session={note}"}), 401)


async def test_the_password_page_has_a_count_of_each_session(make_settings: SettingsMaker) -> None:
    async with running(make_settings(login_failures_per_account=2)) as client:
        thief = await make_owner(client)
        owner = await login(client, thief.email)
        wrong = {"current_password": WRONG, "new_password": "green-tempo-17-rain"}
        for status in (422, 422, 429):
            refused(await thief.put("/api/auth/password", wrong), status)
        refused(await thief.post("/api/auth/second-factor", {"password": PASSWORD}), 429)
        ok(await owner.post("/api/auth/second-factor", {"password": PASSWORD}))
        assert (await login(client, owner.email)).id == owner.id


async def test_wrong_reset_codes_of_strangers_do_not_close_the_reset(make_settings: SettingsMaker) -> None:
    body = {"code": "AAAAA-AAAAA", "new_password": "green-tempo-17-rain"}
    async with (
        _networks(make_settings, login_failures_per_account=2) as app,
        client_of(app, address="203.0.113.9") as stranger,
        client_of(app, address="198.51.100.7") as home,
    ):
        owner = await make_owner(home)
        for status in (400, 400, 429):
            refused(await stranger.post("/api/auth/reset-password", json=body | {"email": owner.email}), status)
        refused(await home.post("/api/auth/reset-password", json=body | {"email": owner.email}), 400)


async def test_a_hundred_wrong_codes_in_a_row_stop_the_app_and_tell_the_owner(
    http: httpx2.AsyncClient, clock: Clock, db: Database
) -> None:
    clock.advance(minutes=-10)
    garage = await make_garage(http)
    phone = await turned_on(garage.owner, clock)
    # Nearly all at once: hashing a password a hundred times is not what is looked at.
    users = db.collection("users")
    await users.update_one({"_id": phone.person.id}, {"$set": {"second_factor.wrong": MAX_WRONG - 2}})
    refused(await phone.log_in("000000"), 401, "wrong_code")
    ok(await phone.log_in(phone.code()))
    stored = await users.find_one({"_id": phone.person.id})
    assert stored is not None
    assert stored["second_factor"]["wrong"] == 0
    await users.update_one({"_id": phone.person.id}, {"$set": {"second_factor.wrong": MAX_WRONG - 1}})
    refused(await phone.log_in("000000"), 401, "wrong_code")
    clock.advance(seconds=60)
    problem = refused(await phone.log_in(phone.code()), 403, "second_factor_stopped")
    assert "recovery" in problem["detail"]
    told = ok(await phone.person.get("/api/audit/notices"))
    assert [event["kind"] for event in told] == ["second_factor_stopped"]
    ok(await phone.person.put("/api/audit/notices/seen", {"until": told[0]["at"]}))
    assert ok(await phone.person.get("/api/audit/notices")) == []
    ok(await phone.log_in(phone.codes[0]))
    clock.advance(seconds=60)
    ok(await phone.log_in(phone.code()))


async def test_a_new_password_lets_codes_of_the_app_in_again(anonymous: Api, clock: Clock, db: Database) -> None:
    clock.advance(minutes=-10)
    phone = await turned_on(await make_owner(anonymous.http), clock)
    await db.collection("users").update_one({"_id": phone.person.id}, {"$set": {"second_factor.wrong": MAX_WRONG}})
    refused(await phone.log_in(phone.code()), 403, "second_factor_stopped")
    body = {"current_password": PASSWORD, "new_password": "green-tempo-17-rain"}
    ok(await phone.person.put("/api/auth/password", body))
    ok(await phone.log_in(phone.code(), password="green-tempo-17-rain"))


# --- a registration sent again ----------------------------------------------------------------------------------------


async def _again(http: httpx2.AsyncClient, body: dict[str, str]) -> httpx2.Response:
    return await http.post("/api/auth/register", json=body, headers={"Idempotency-Key": "sign-up"})


async def _registered(http: httpx2.AsyncClient) -> tuple[dict[str, str], Person]:
    body = registration()
    return body, Person(http, ok(await _again(http, body)))


async def test_a_repetition_ends_with_the_first_log_in(http: httpx2.AsyncClient) -> None:
    body, owner = await _registered(http)
    ok(await _again(http, body))
    await login(http, owner.email)
    refused(await _again(http, body), 400, "email_taken")


async def test_a_repetition_ends_with_a_new_password(http: httpx2.AsyncClient) -> None:
    body, owner = await _registered(http)
    new = {"current_password": PASSWORD, "new_password": "green-tempo-17-rain"}
    ok(await owner.put("/api/auth/password", new))
    for password in (PASSWORD, "green-tempo-17-rain"):
        refused(await _again(http, body | {"password": password}), 400, "email_taken")


async def test_a_repetition_never_passes_the_second_factor(
    http: httpx2.AsyncClient, clock: Clock, db: Database
) -> None:
    clock.advance(minutes=-10)
    body, owner = await _registered(http)
    stored = await db.collection("users").find_one({"_id": owner.id})
    assert stored is not None
    await turned_on(owner, clock)
    refused(await _again(http, body), 400, "email_taken")
    # As an older release left it.
    left = {"$set": {"registered_by": stored["registered_by"]}}
    await db.collection("users").update_one({"_id": owner.id}, left)
    refused(await _again(http, body), 400, "email_taken")


async def test_a_repetition_ends_after_a_day(http: httpx2.AsyncClient, clock: Clock) -> None:
    clock.advance(days=-2)
    body, _ = await _registered(http)
    clock.advance(hours=23)
    ok(await _again(http, body))
    clock.advance(hours=1, seconds=1)
    refused(await _again(http, body), 400, "email_taken")


async def test_a_repetition_is_counted_and_written_down(make_settings: SettingsMaker) -> None:
    async with running(make_settings(login_failures_per_account=2)) as client:
        body, owner = await _registered(client)
        ok(await owner.post("/api/workshops", {"name": "Motors", "phone": "+912225550000"}))
        ok(await _again(client, body))
        for status in (400, 400, 429):
            refused(await _again(client, body | {"password": WRONG}), status)
        refused(await _again(client, body), 429)
        events = [(e["kind"], e["detail"]) for e in ok(await owner.get("/api/audit"))]
        assert ("signed_in", "registered_again") in events
        assert ("login_failed", "wrong_credentials") in events


async def test_registering_tells_of_an_account_only_after_the_work_of_a_password(
    garage: Garage, anonymous: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    email = garage.owner.email
    easy = registration(email=email, password="password1")
    refused(await anonymous.post("/api/auth/register", easy), 422, "weak_password")
    stranger = registration(email=email, role="manager", invite_code="WRONGCOD")
    refused(await anonymous.post("/api/auth/register", stranger), 400, "invalid_invite_code")
    hashed = []

    async def noted(password: str) -> str:
        hashed.append(password)
        return "x"

    monkeypatch.setattr("revops.auth.registration.hash_password", noted)
    refused(await anonymous.post("/api/auth/register", registration(email=email)), 400, "email_taken")
    assert hashed == [PASSWORD]
