"""The owner's second factor: turned on with the app in hand, asked for, used up, turned off."""

import asyncio
import base64
from dataclasses import dataclass
from typing import Any

import httpx2
import pyotp
import pytest

from revops.access.second_factor import Vault, matching_step
from revops.core.time import now
from revops.mongo.client import Database
from tests.conftest import SECRET_KEY, Clock, SettingsMaker, running
from tests.factories import PASSWORD, Api, Garage, Person, login, make_garage, make_owner, ok, refused

pytestmark = pytest.mark.slow

START, CONFIRM, OFF = (f"/api/auth/second-factor{part}" for part in ("", "/confirm", "/off"))


@dataclass
class Phone:
    """An authenticator app, with the codes that were written down beside it."""

    person: Person
    app: pyotp.TOTP
    clock: Clock
    codes: list[str]

    def code(self, steps: int = 0) -> str:
        """Return what the app shows, now or so many steps from now."""
        return self.app.at(self.clock(), counter_offset=steps)

    async def log_in(self, code: str | None = None, **fields: Any) -> httpx2.Response:
        """Ask for a session."""
        body = {"email": self.person.email, "password": PASSWORD, "code": code, **fields}
        return await self.person.http.post("/api/auth/login", json=body)


async def turned_on(owner: Person, clock: Clock) -> Phone:
    """Turn it on, and wait for the next code."""
    key = ok(await owner.post(START, {"password": PASSWORD}))
    app = pyotp.parse_uri(key["uri"])
    assert isinstance(app, pyotp.TOTP)
    assert app.secret == key["secret"]
    answer = ok(await owner.post(CONFIRM, {"code": app.at(clock())}))
    clock.advance(seconds=30)
    return Phone(Person(owner.http, answer), app, clock, answer["recovery_codes"])


@pytest.fixture
async def phone(anonymous: Api, clock: Clock) -> Phone:
    """An owner with a second factor, at a time that stands still."""
    clock.advance(minutes=-10)  # a session from the future would be refused
    return await turned_on(await make_owner(anonymous.http), clock)


async def test_it_is_turned_on_with_the_first_code_and_ends_other_sessions(anonymous: Api, clock: Clock) -> None:
    clock.advance(minutes=-10)
    owner = await make_owner(anonymous.http)
    tablet = await login(anonymous.http, owner.email)
    assert ok(await owner.get(START)) == {
        "is_on": False,
        "by": None,
        "turned_on_at": None,
        "recovery_codes_left": 0,
    }
    refused(await owner.post(START, {"password": "not-the-password"}), 422, "wrong_password", field="password")
    refused(await owner.post(CONFIRM, {"code": "123456"}), 409, "second_factor_not_started")
    key = ok(await owner.post(START, {"password": PASSWORD}))
    assert key["uri"].startswith(f"otpauth://totp/RevOps:{owner.email.replace('@', '%40')}?")
    assert key["qr"].startswith("data:image/svg+xml")
    assert len(base64.b32decode(key["secret"])) == 20
    refused(await owner.post(CONFIRM, {"code": pyotp.TOTP(pyotp.random_base32()).at(clock())}), 422, "wrong_code")
    assert ok(await owner.get(START))["is_on"] is False
    answer = ok(await owner.post(CONFIRM, {"code": pyotp.TOTP(key["secret"]).at(clock())}))
    assert len(set(answer["recovery_codes"])) == 10
    for ended in (owner, tablet):
        refused(await ended.get("/api/auth/me"), 401, "session_ended")
    state = ok(await Person(anonymous.http, answer).get(START))
    assert (state["is_on"], state["by"], state["recovery_codes_left"]) == (True, "app", 10)


async def test_a_key_that_is_not_confirmed_in_time_is_forgotten(anonymous: Api, clock: Clock) -> None:
    owner = await make_owner(anonymous.http)
    key = ok(await owner.post(START, {"password": PASSWORD}))
    clock.advance(minutes=31)
    code = pyotp.TOTP(key["secret"]).at(clock())
    refused(await owner.post(CONFIRM, {"code": code}), 409, "second_factor_not_started")


async def test_log_in_asks_for_the_code_only_after_the_right_password(phone: Phone) -> None:
    problem = refused(await phone.log_in(), 401, "second_factor_required")
    assert problem["detail"].startswith("Enter the code")
    for code in (None, phone.code(), phone.codes[0]):
        refused(await phone.log_in(code, password="not-the-password"), 401, "wrong_credentials")
    session = ok(await phone.log_in(f" {phone.code()[:3]} {phone.code()[3:]} "))
    assert ok(await Person(phone.person.http, session).get("/api/auth/me"))["id"] == phone.person.id


async def test_a_code_works_once_and_so_does_none_before_it(phone: Phone) -> None:
    phone.clock.advance(seconds=60)
    code, before = phone.code(), phone.code(-1)
    ok(await phone.log_in(code))
    for used in (code, before):
        refused(await phone.log_in(used), 401, "wrong_code")
    phone.clock.advance(seconds=60)
    responses = await asyncio.gather(*(phone.log_in(phone.code()) for _ in range(4)))
    assert sorted(response.status_code for response in responses) == [200, 401, 401, 401]


@pytest.mark.parametrize(("steps", "status"), [(-2, 401), (-1, 200), (1, 200), (2, 401)])
async def test_a_clock_may_be_one_step_off(phone: Phone, steps: int, status: int) -> None:
    phone.clock.advance(minutes=5)
    assert (await phone.log_in(phone.code(steps))).status_code == status


async def test_a_recovery_code_works_once_however_it_is_typed(phone: Phone) -> None:
    first, second = phone.codes[:2]
    ok(await phone.log_in(first.lower().replace("-", " ")))
    refused(await phone.log_in(first), 401, "wrong_code")
    responses = await asyncio.gather(*(phone.log_in(second) for _ in range(4)))
    assert sorted(response.status_code for response in responses) == [200, 401, 401, 401]
    assert ok(await phone.person.get(START))["recovery_codes_left"] == 8
    for wrong in ("AAAAA-AAAAA", "٠١٢٣٤٥", "x"):
        refused(await phone.log_in(wrong), 401, "wrong_code")


async def test_it_is_turned_off_with_both_factors(phone: Phone) -> None:
    refused(await phone.person.post(START, {"password": PASSWORD}), 409, "second_factor_on")
    wrong = {"password": "not-the-password", "code": phone.code()}
    refused(await phone.person.post(OFF, wrong), 422, "wrong_password", field="password")
    refused(await phone.person.post(OFF, {"password": PASSWORD, "code": "000000"}), 422, "wrong_code", field="code")
    ok(await phone.person.post(OFF, {"password": PASSWORD, "code": phone.code()}))
    ok(await phone.log_in())
    refused(await phone.person.post(OFF, {"password": PASSWORD, "code": phone.code()}), 409, "second_factor_off")


async def test_guesses_at_codes_are_throttled_also_by_who_knows_the_password(
    make_settings: SettingsMaker, clock: Clock
) -> None:
    async with running(make_settings(login_failures_per_account=3)) as client:
        clock.advance(minutes=-10)
        phone = await turned_on(await make_owner(client), clock)
        refused(await phone.log_in(), 401, "second_factor_required")
        refused(await phone.log_in("000000"), 401, "wrong_code")
        refused(await phone.log_in(), 401, "second_factor_required")
        refused(await phone.log_in(phone.code()), 429, "too_many_requests")


async def test_the_database_alone_holds_no_code(phone: Phone, db: Database) -> None:
    stored = await db.collection("users").find_one({"_id": phone.person.id})
    assert stored is not None
    for secret in (phone.app.secret, *phone.codes, *(code.replace("-", "") for code in phone.codes)):
        assert secret not in str(stored)
        assert secret.encode() not in bytes(stored["second_factor"]["secret"])
    assert Vault(SECRET_KEY).open(stored["second_factor"]["secret"], phone.person.id) == phone.app.secret
    assert Vault(SECRET_KEY).open(stored["second_factor"]["secret"], "another") is None
    assert Vault(SECRET_KEY[::-1]).open(stored["second_factor"]["secret"], phone.person.id) is None


async def test_it_is_all_in_the_audit_log(http: httpx2.AsyncClient, clock: Clock) -> None:
    clock.advance(minutes=-10)
    garage: Garage = await make_garage(http)
    phone = await turned_on(garage.owner, clock)
    refused(await phone.log_in("000000"), 401)
    ok(await phone.log_in(phone.codes[0]))
    ok(await phone.person.post(OFF, {"password": PASSWORD, "code": phone.code()}))
    events = ok(await phone.person.get("/api/audit"))
    kinds = {event["kind"]: event["detail"] for event in events if event["user_id"] == phone.person.id}
    assert kinds == {
        "second_factor_on": None,
        "login_failed": "wrong_code",
        "recovery_code_used": None,
        "signed_in": "new_device",
        "second_factor_off": None,
    }


def test_the_code_is_that_of_rfc_6238() -> None:
    secret = base64.b32encode(b"12345678901234567890").decode()
    at = now().fromtimestamp(1111111111, tz=now().tzinfo)
    assert matching_step(secret, "050471", at) == 1111111111 // 30
