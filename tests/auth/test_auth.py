"""Signing up, in and out."""

import asyncio
import uuid

import bcrypt
import httpx2
import pytest

from revops.mongo.client import Database
from tests.conftest import Clock, SettingsMaker, running
from tests.factories import (
    PASSWORD,
    Api,
    Garage,
    Person,
    login,
    make_invite_code,
    make_owner,
    new_email,
    ok,
    refused,
    register,
    registration,
)
from tests.invariants import unchanged


async def test_an_owner_signs_up_and_is_signed_in(anonymous: Api) -> None:
    email = new_email("Mixed.Case").replace("mixed", "Mixed")
    answer = ok(await anonymous.post("/api/auth/register", registration(email=email, phone="98765 43210")))
    assert answer.keys() == {"token", "user"}
    user = answer["user"]
    assert user | {"id": None, "created_at": None} == {
        "id": None,
        "email": email.lower(),
        "name": "Test Owner",
        "role": "owner",
        "workshop_id": None,
        "phone": "+919876543210",
        "created_at": None,
    }
    assert ok(await Person(anonymous.http, answer).get("/api/auth/me")) == user


async def test_a_manager_signs_up_with_a_code_and_is_in_the_workshop(garage: Garage, anonymous: Api) -> None:
    code = await make_invite_code(garage.owner)
    body = registration(role="manager", invite_code=f" {code.lower()} ")
    answer = ok(await anonymous.post("/api/auth/register", body))
    assert answer["user"]["role"] == "manager"
    assert answer["user"]["workshop_id"] == garage.id
    assert ok(await Person(anonymous.http, answer).get("/api/workshops/me"))["id"] == garage.id


async def test_a_code_works_once(garage: Garage, anonymous: Api, db: Database) -> None:
    code = await make_invite_code(garage.owner)
    await register(anonymous.http, role="manager", invite_code=code)
    async with unchanged(db, garage.id):
        body = registration(role="manager", invite_code=code)
        refused(await anonymous.post("/api/auth/register", body), 400, "invalid_invite_code")


async def test_a_manager_without_a_valid_code_is_refused(garage: Garage, anonymous: Api, db: Database) -> None:
    revoked = await make_invite_code(garage.owner)
    ok(await garage.owner.delete(f"/api/workshops/{garage.id}/invite-codes/{revoked}"))
    async with unchanged(db, garage.id):
        for code in ("WRONGCOD", revoked, "$ne", ".*"):
            body = registration(role="manager", invite_code=code)
            refused(await anonymous.post("/api/auth/register", body), 400, "invalid_invite_code")
        for nothing in ({}, {"invite_code": ""}, {"invite_code": None}):
            body = registration(role="manager", **nothing)
            refused(await anonymous.post("/api/auth/register", body), 400, "invite_code_required")


async def test_a_code_expires_after_seven_days(garage: Garage, anonymous: Api, clock: Clock, db: Database) -> None:
    code = await make_invite_code(garage.owner)
    clock.advance(days=7, seconds=1)
    async with unchanged(db, garage.id):
        body = registration(role="manager", invite_code=code)
        refused(await anonymous.post("/api/auth/register", body), 400, "invalid_invite_code")


async def test_an_e_mail_address_has_one_account_in_any_case(anonymous: Api, db: Database) -> None:
    owner = await make_owner(anonymous.http)
    async with unchanged(db):
        body = registration(email=owner.email.upper())
        refused(await anonymous.post("/api/auth/register", body), 400, "email_taken")


async def test_a_taken_address_does_not_use_up_the_code(garage: Garage, anonymous: Api, db: Database) -> None:
    code = await make_invite_code(garage.owner)
    async with unchanged(db, garage.id):
        body = registration(email=garage.owner.email, role="manager", invite_code=code)
        refused(await anonymous.post("/api/auth/register", body), 400, "email_taken")
    await register(anonymous.http, role="manager", invite_code=code)


@pytest.mark.parametrize(
    "password",
    ["password", "PASSWORD123", "qwertyuiop", "12345678", "87654321", "abcdefgh", "aaaaaaaa", "abababab", "iloveyou"],
)
async def test_passwords_that_are_tried_first_are_refused(anonymous: Api, db: Database, password: str) -> None:
    async with unchanged(db):
        body = registration(password=password)
        problem = refused(await anonymous.post("/api/auth/register", body), 422, "weak_password", field="password")
    assert problem["detail"].startswith("This password is too easy to guess.")


async def test_ones_own_name_is_no_password(anonymous: Api, db: Database) -> None:
    async with unchanged(db):
        body = registration(name="Shivaji Park Motors", password="Shivaji Park Motors2026")
        refused(await anonymous.post("/api/auth/register", body), 422, "weak_password")
        for local_part, password in (("shivajimotors", "shivajimotors!1"), ("shivaji2026", "shivaji2026")):
            body = registration(email=f"{local_part}@{new_email().partition('@')[0]}.example", password=password)
            refused(await anonymous.post("/api/auth/register", body), 422, "weak_password")


@pytest.mark.parametrize(
    ("password", "message"),
    [
        ("", "Password needs at least 8 characters."),
        ("short-1", "Password needs at least 8 characters."),
        ("x1-" * 43, "Password can have at most 128 characters."),
    ],
    ids=["empty", "short", "long"],
)
async def test_passwords_have_8_to_128_characters(anonymous: Api, db: Database, password: str, message: str) -> None:
    async with unchanged(db):
        problem = refused(await anonymous.post("/api/auth/register", registration(password=password)), 422)
    assert problem["errors"] == [{"field": "password", "message": message}]


@pytest.mark.parametrize(
    "password", ["blue-lor", "शुभ-गाड़ी-४२", "🔑 my lorry 🚚", "x1-" * 42 + "zz", " lead and trail "]
)
async def test_any_other_password_works(anonymous: Api, password: str) -> None:
    owner = await make_owner(anonymous.http, password=password)
    assert (await login(anonymous.http, owner.email, password)).id == owner.id
    body = {"email": owner.email, "password": "y" + password[1:]}
    refused(await anonymous.post("/api/auth/login", body), 401, "wrong_credentials")


async def test_signing_in_is_case_insensitive_in_the_address_only(anonymous: Api) -> None:
    owner = await make_owner(anonymous.http)
    assert (await login(anonymous.http, f"  {owner.email.upper()} ")).id == owner.id
    body = {"email": owner.email, "password": PASSWORD.upper()}
    refused(await anonymous.post("/api/auth/login", body), 401, "wrong_credentials")


async def test_a_wrong_address_and_a_wrong_password_look_the_same(anonymous: Api) -> None:
    owner = await make_owner(anonymous.http)
    wrong = [
        {"email": owner.email, "password": "not-the-password"},
        {"email": "nobody@garage.example", "password": PASSWORD},
        {"email": "nobody\x00@garage.example", "password": PASSWORD},
        {"email": "not an address", "password": PASSWORD},
        {"email": owner.email, "password": "\x00"},
    ]
    answers = [refused(await anonymous.post("/api/auth/login", body), 401, "wrong_credentials") for body in wrong]
    assert {answer["detail"] for answer in answers} == {"The e-mail address or the password is wrong."}
    assert {frozenset(answer) for answer in answers} == {
        frozenset({"type", "title", "status", "detail", "code", "request_id"})
    }


async def test_a_user_of_the_original_system_signs_in_and_gets_a_modern_hash(anonymous: Api, db: Database) -> None:
    owner = await make_owner(anonymous.http)
    for password in (PASSWORD, "क" * 40):  # the second has 120 bytes; bcrypt looked at the first 72
        old = bcrypt.hashpw(password.encode()[:72], bcrypt.gensalt(4)).decode()
        users = db.collection("users")
        await users.update_one({"_id": owner.id}, {"$set": {"password_hash": old}})
        refused(await anonymous.post("/api/auth/login", {"email": owner.email, "password": "not this one"}), 401)
        stored = await users.find_one({"_id": owner.id})
        assert stored is not None
        assert stored["password_hash"] == old
        assert (await login(anonymous.http, owner.email, password)).id == owner.id
        stored = await users.find_one({"_id": owner.id})
        assert stored is not None
        assert stored["password_hash"].startswith("$argon2id$v=19$m=19456,t=2,p=1$")
        assert (await login(anonymous.http, owner.email, password)).id == owner.id


async def test_a_hash_that_is_no_hash_lets_nobody_in(anonymous: Api, db: Database) -> None:
    owner = await make_owner(anonymous.http)
    for broken in ("", "plain", "$2b$12$short", "$argon2id$broken"):
        await db.collection("users").update_one({"_id": owner.id}, {"$set": {"password_hash": broken}})
        for password in (PASSWORD, "plain"):
            refused(await anonymous.post("/api/auth/login", {"email": owner.email, "password": password}), 401)


async def test_passwords_are_never_stored_or_shown(anonymous: Api, db: Database) -> None:
    response = await anonymous.post("/api/auth/register", registration())
    assert PASSWORD not in response.text
    assert "password" not in response.text
    stored = await db.collection("users").find_one({"_id": ok(response)["user"]["id"]})
    assert PASSWORD not in str(stored)


async def test_signing_out_ends_this_session_only(anonymous: Api) -> None:
    phone = await make_owner(anonymous.http)
    tablet = await login(anonymous.http, phone.email)
    assert ok(await phone.post("/api/auth/logout")) == {"message": "Signed out"}
    refused(await phone.get("/api/auth/me"), 401, "session_ended")
    refused(await phone.post("/api/auth/logout"), 401, "session_ended")
    assert ok(await tablet.get("/api/auth/me"))["id"] == phone.id


async def test_signing_out_everywhere_ends_all_sessions(anonymous: Api) -> None:
    phone = await make_owner(anonymous.http)
    tablet = await login(anonymous.http, phone.email)
    assert ok(await tablet.post("/api/auth/logout-all")) == {"message": "Signed out everywhere"}
    for session in (phone, tablet):
        refused(await session.get("/api/auth/me"), 401, "session_ended")
    assert ok(await (await login(anonymous.http, phone.email)).get("/api/auth/me"))["id"] == phone.id


async def test_a_new_password_ends_the_other_sessions(anonymous: Api) -> None:
    phone = await make_owner(anonymous.http)
    tablet = await login(anonymous.http, phone.email)
    body = {"current_password": PASSWORD, "new_password": "green-tempo-17-rain"}
    answer = ok(await phone.put("/api/auth/password", body))
    for session in (phone, tablet):
        refused(await session.get("/api/auth/me"), 401, "session_ended")
    assert ok(await Person(anonymous.http, answer).get("/api/auth/me"))["id"] == phone.id
    refused(await anonymous.post("/api/auth/login", {"email": phone.email, "password": PASSWORD}), 401)
    await login(anonymous.http, phone.email, "green-tempo-17-rain")


async def test_a_new_password_needs_the_old_one_and_must_be_good(anonymous: Api, db: Database) -> None:
    owner = await make_owner(anonymous.http)
    stored = await db.collection("users").find_one({"_id": owner.id})
    wrong = {"current_password": "not-the-password", "new_password": "green-tempo-17-rain"}
    refused(await owner.put("/api/auth/password", wrong), 422, "wrong_password", field="current_password")
    weak = {"current_password": PASSWORD, "new_password": "12345678"}
    refused(await owner.put("/api/auth/password", weak), 422, "weak_password", field="new_password")
    assert await db.collection("users").find_one({"_id": owner.id}) == stored
    assert ok(await owner.get("/api/auth/me"))["id"] == owner.id


async def test_a_removed_manager_is_told_so_and_not_let_in(garage: Garage, anonymous: Api) -> None:
    ok(await garage.owner.delete(f"/api/managers/{garage.manager.id}"))
    body = {"email": garage.manager.email, "password": PASSWORD}
    refused(await anonymous.post("/api/auth/login", body), 403, "manager_removed")
    refused(await anonymous.post("/api/auth/login", body | {"password": "not this one"}), 401, "wrong_credentials")


async def test_a_sign_up_sent_again_with_its_key_gets_in_again(anonymous: Api, garage: Garage, db: Database) -> None:
    code = await make_invite_code(garage.owner)
    for body in (registration(), registration(role="manager", invite_code=code)):
        key = f"sign-up-{body['email']}"
        first = ok(await anonymous.post("/api/auth/register", body, key=key))
        again = ok(await anonymous.post("/api/auth/register", body, key=key))
        assert again["user"] == first["user"]
        async with unchanged(db, garage.id):
            refused(await anonymous.post("/api/auth/register", body, key="another"), 400, "email_taken")
            refused(await anonymous.post("/api/auth/register", body), 400, "email_taken")
            other = body | {"password": "green-tempo-17-rain"}
            refused(await anonymous.post("/api/auth/register", other, key=key), 400, "email_taken")


async def test_a_sign_up_sent_twice_at_once_with_one_key_makes_one_account_and_gets_in(
    anonymous: Api, garage: Garage, db: Database
) -> None:
    body = registration(role="manager", invite_code=await make_invite_code(garage.owner))
    responses = await asyncio.gather(*(anonymous.post("/api/auth/register", body, key="same") for _ in range(5)))
    assert len({ok(response)["user"]["id"] for response in responses}) == 1
    assert await db.collection("users").count_documents({"email": body["email"]}) == 1


# --- cookies, as the web app signs in ---------------------------------------------------------------------------------

SAME_ORIGIN = {"Origin": "http://revops.test"}


async def _signed_in_browser(browser: httpx2.AsyncClient) -> str:
    owner = await make_owner(Api(browser).http)
    return owner.id


async def test_the_browser_keeps_the_session_in_a_cookie_no_script_can_read(browser: httpx2.AsyncClient) -> None:
    response = await browser.post("/api/auth/register", json=registration())
    cookie, device = response.headers.get_list("set-cookie")
    assert device.startswith("revops_device=")
    assert {"httponly", "samesite=strict", "path=/api/auth"} <= {part.strip().lower() for part in device.split(";")}
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


# --- throttles --------------------------------------------------------------------------------------------------------


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
