"""The audit log: what is written, who reads it, and that it stays as it was written."""

from typing import Any

import httpx2
import pytest

from revops.access.audit import device_of
from revops.core.addresses import network_of
from revops.mongo.client import Database
from tests.conftest import SettingsMaker, running
from tests.factories import (
    PASSWORD,
    Api,
    Garage,
    all_pages,
    login,
    make_garage,
    make_manager,
    new_email,
    ok,
    refused,
)

pytestmark = pytest.mark.slow

WRONG = "not-the-password"
PHONE = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36"


async def _events(garage: Garage, **params: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = ok(await garage.owner.get("/api/audit", **params))
    return found


async def _sign_in(http: httpx2.AsyncClient, email: str, password: str = PASSWORD) -> httpx2.Response:
    body = {"email": email, "password": password}
    return await http.post("/api/auth/login", json=body, headers={"User-Agent": PHONE})


async def test_the_owner_sees_who_came_in_who_did_not_and_from_where(garage: Garage, http: httpx2.AsyncClient) -> None:
    manager = garage.manager
    response = await _sign_in(http, manager.email)
    ok(response)
    for _ in range(3):
        refused(await _sign_in(http, manager.email, WRONG), 401)
    refused(await _sign_in(http, new_email("nobody"), WRONG), 401)
    events = await _events(garage)
    failed = [event for event in events if event["kind"] == "login_failed"]
    # Gathered by the second, so mostly one line; never one for somebody unknown.
    assert sum(event["times"] for event in failed) == 3
    assert {(event["user_id"], event["detail"]) for event in failed} == {(manager.id, "wrong_credentials")}
    signed_in, joined = events[len(failed) :]
    assert (joined["kind"], joined["user_id"]) == ("manager_joined", manager.id)
    assert signed_in | {"id": None, "at": None} == {
        "id": None,
        "at": None,
        "kind": "signed_in",
        "user_id": manager.id,
        "user_name": "Test Manager",
        "actor_id": manager.id,
        "actor_name": "Test Manager",
        "detail": "new_device",
        "times": 1,
        "network": "127.0.0.0/24",
        "device": "Chrome on Android",
        "request_id": response.headers["x-request-id"],
        "session_id": None,
        "subject_id": None,
        "about": None,
    }


async def test_changes_of_access_and_refusals_are_written(garage: Garage) -> None:
    owner, manager = garage.owner, garage.manager
    refused(await manager.delete(f"/api/managers/{owner.id}"), 403)
    ok(await manager.post("/api/auth/logout-all"))
    again = await login(manager.http, manager.email)
    body = {"current_password": PASSWORD, "new_password": "green-tempo-17-rain"}
    ok(await again.put("/api/auth/password", body))
    ok(await owner.delete(f"/api/managers/{manager.id}"))
    right = {"email": manager.email, "password": "green-tempo-17-rain"}
    refused(await manager.http.post("/api/auth/login", json=right), 403, "manager_removed")
    events = await _events(garage)
    kinds = {event["kind"]: event for event in events}
    assert kinds.keys() == {
        "manager_joined",
        "refused",
        "signed_out_everywhere",
        "signed_in",
        "password_changed",
        "manager_removed",
        "login_failed",
    }
    assert kinds["refused"]["detail"] == "removeManager"
    assert kinds["login_failed"]["detail"] == "manager_removed"
    assert (kinds["manager_removed"]["user_id"], kinds["manager_removed"]["actor_id"]) == (manager.id, owner.id)
    assert kinds["manager_removed"]["actor_name"] == "Test Owner"
    assert [e["kind"] for e in await _events(garage, kind="refused")] == ["refused"]
    assert [e["id"] for e in await all_pages(owner, "/api/audit", limit=2)] == [e["id"] for e in events]


async def test_a_request_from_another_website_is_written(garage: Garage, browser: httpx2.AsyncClient) -> None:
    ok(await _sign_in(browser, garage.owner.email))
    response = await browser.post("/api/auth/logout-all", headers={"Origin": "https://elsewhere.example"})
    refused(response, 403, "cross_origin")
    newest = (await _events(garage))[0]
    assert (newest["kind"], newest["detail"]) == ("refused", "logoutEverywhere")


async def test_a_closed_account_is_written_and_counted(make_settings: SettingsMaker) -> None:
    async with running(make_settings(login_failures_per_account=2)) as client:
        garage = await make_garage(client)
        for status in (401, 401, 429, 429):
            refused(await _sign_in(client, garage.manager.email, WRONG), status)
        throttled = await _events(garage, kind="login_throttled")
        assert sum(event["times"] for event in throttled) == 2


async def test_each_workshop_sees_its_own_people_only(garage: Garage, other_garage: Garage, anonymous: Api) -> None:
    for where in (garage, other_garage):
        await login(anonymous.http, where.manager.email)
        await make_manager(where.owner)
    mine, theirs = await _events(garage), await _events(other_garage)
    assert {event["user_id"] for event in mine}.isdisjoint(event["user_id"] for event in theirs)
    refused(await garage.manager.get("/api/audit"), 403, "wrong_role")
    refused(await garage.owner.get("/api/audit", kind="unknown"), 422, field="kind")


async def test_what_is_written_holds_no_secret_and_goes_after_400_days(garage: Garage, db: Database) -> None:
    refused(await _sign_in(garage.owner.http, garage.owner.email, WRONG), 401)
    assert len(await _events(garage)) == 2
    written = await db.collection("audit_log").find({"workshop_id": garage.id}).to_list()
    for secret in (WRONG, PASSWORD, garage.owner.email, "127.0.0.1", "Mozilla"):
        assert secret not in str(written)
    indexes = await db.collection("audit_log").index_information()
    assert indexes["kept_for"]["expireAfterSeconds"] == 400 * 24 * 3600


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:1:2::5", "2001:db8:1::/48"),
        ("::ffff:203.0.113.77", "203.0.113.0/24"),
        ("unknown", None),
    ],
)
def test_an_address_is_cut_to_its_network(address: str, network: str | None) -> None:
    assert network_of(address) == network


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        (PHONE, "Chrome on Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604", "Safari on iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64) AppleWebKit Chrome/140 Safari/537 Edg/140", "Edge on Windows"),
        ("curl/8.5.0", "curl/8.5.0"),
        ("x" * 500, "x" * 60),
        ("\x1b[31mred", "[31mred"),
        ("", None),
    ],
    ids=range(7),
)  # fmt: skip
def test_a_device_is_named_in_a_few_words(agent: str, device: str | None) -> None:
    assert device_of(agent) == device
