"""How often one may try."""

import asyncio
import uuid

import httpx2
import pytest

from tests.conftest import SettingsMaker, running
from tests.factories import (
    PASSWORD,
    Person,
    login,
    make_owner,
    ok,
    refused,
    registration,
)

pytestmark = pytest.mark.slow


def _retry_after(response: httpx2.Response, at_most: int) -> None:
    refused(response, 429, "too_many_requests")
    assert 1 <= int(response.headers["retry-after"]) <= at_most


async def test_failed_log_ins_close_one_account_for_a_while(make_settings: SettingsMaker) -> None:
    async with running(make_settings(login_failures_per_account=3)) as client:
        victim, other = await make_owner(client), await make_owner(client)
        wrong = {"email": victim.email.upper(), "password": "not-the-password"}
        for _ in range(3):
            refused(await client.post("/api/auth/login", json=wrong), 401, "wrong_credentials")
        _retry_after(await client.post("/api/auth/login", json=wrong), 15 * 60 + 1)
        right = {"email": victim.email, "password": PASSWORD}
        _retry_after(await client.post("/api/auth/login", json=right), 15 * 60 + 1)
        body = {"current_password": PASSWORD, "new_password": "green-tempo-17-rain"}
        # A session that lives is not kept out by those who try to get in.
        victim = Person(client, ok(await victim.put("/api/auth/password", body)))
        assert ok(await victim.get("/api/auth/me"))["id"] == victim.id
        assert (await login(client, other.email)).id == other.id


async def test_a_burst_of_guesses_does_not_slip_through(make_settings: SettingsMaker) -> None:
    async with running(make_settings(login_failures_per_account=3)) as client:
        victim = await make_owner(client)
        wrong = {"email": victim.email, "password": "not-the-password"}
        responses = await asyncio.gather(*(client.post("/api/auth/login", json=wrong) for _ in range(12)))
        assert sorted(response.status_code for response in responses) == [401] * 3 + [429] * 9


async def test_a_success_forgets_the_failures(make_settings: SettingsMaker) -> None:
    async with running(make_settings(login_failures_per_account=3)) as client:
        owner = await make_owner(client)
        wrong = {"email": owner.email, "password": "not-the-password"}
        for _ in range(3):
            for _ in range(2):
                refused(await client.post("/api/auth/login", json=wrong), 401)
            await login(client, owner.email)


async def test_unknown_accounts_are_throttled_like_known_ones(make_settings: SettingsMaker) -> None:
    async with running(make_settings(login_failures_per_account=2)) as client:
        wrong = {"email": "nobody-at-all@garage.example", "password": "not-the-password"}
        for _ in range(2):
            refused(await client.post("/api/auth/login", json=wrong), 401)
        _retry_after(await client.post("/api/auth/login", json=wrong), 15 * 60 + 1)


async def test_one_address_asks_so_often_a_minute(make_settings: SettingsMaker) -> None:
    async with running(make_settings(auth_requests_per_minute=4), address="203.0.113.7") as client:
        wrong = {"email": "nobody@garage.example", "password": "not-the-password"}
        for _ in range(4):
            refused(await client.post("/api/auth/login", json=wrong), 401)
        _retry_after(await client.post("/api/auth/login", json=wrong), 61)
        _retry_after(await client.post("/api/auth/register", json=registration()), 61)
        _retry_after(await client.get("/api/auth/registration"), 61)


async def test_an_address_is_counted_with_its_whole_household(make_settings: SettingsMaker) -> None:
    """One line has 2^64 addresses of IPv6, so its /64 is counted as one; the next line is another."""
    settings = make_settings(auth_requests_per_minute=3)
    wrong = {"email": "nobody@garage.example", "password": "not-the-password"}
    net = f"2001:db8:{uuid.uuid4().hex[:4]}"
    for host in ("1::1", "1::2", "aaaa:bbbb:cccc:dddd"):
        async with running(settings, address=f"{net}:1:{host}") as client:
            refused(await client.post("/api/auth/login", json=wrong), 401)
    async with running(settings, address=f"{net}:1:1::9") as client:
        _retry_after(await client.post("/api/auth/login", json=wrong), 61)
    async with running(settings, address=f"{net}:2:1::9") as client:
        refused(await client.post("/api/auth/login", json=wrong), 401)


async def test_looking_who_one_is_uses_no_attempts_of_the_address_up(make_settings: SettingsMaker) -> None:
    """Whether there is a session or not: every page that is opened asks."""
    async with running(make_settings(auth_requests_per_minute=4), address="203.0.113.8") as client:
        owner = await make_owner(client)
        for _ in range(10):
            ok(await owner.get("/api/auth/me"))
            ok(await owner.get("/api/auth/second-factor"))
            refused(await client.get("/api/auth/me"), 401)
        assert (await login(client, owner.email)).id == owner.id
        ok(await owner.post("/api/auth/logout"))
        refused(await client.post("/api/auth/login", json={"email": owner.email, "password": "wrong-password"}), 401)


async def test_one_user_asks_so_often_a_minute(make_settings: SettingsMaker) -> None:
    async with running(make_settings(user_requests_per_minute=5)) as client:
        busy, other = await make_owner(client), await make_owner(client)
        for _ in range(5):
            ok(await busy.get("/api/auth/me"))
        _retry_after(await busy.get("/api/auth/me"), 61)
        _retry_after(await busy.post("/api/workshops", {"name": "Motors", "phone": "+912225551234"}), 61)
        ok(await other.get("/api/auth/me"))
