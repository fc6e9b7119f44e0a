"""Log-in by phone number: however it is typed, for whoever is the only one with it, and telling nobody whose it is."""

import random
import time
from typing import Any

import pytest

from revops.migrations import MIGRATIONS
from revops.mongo.client import Database
from tests.conftest import SettingsMaker, eventually, running
from tests.factories import PASSWORD, Api, Garage, make_garage, make_manager, make_owner, ok, refused

pytestmark = pytest.mark.slow


def new_number() -> str:
    """Return the ten digits of an Indian mobile phone that nobody else in the tests has."""
    return f"9{random.randrange(10**9):09}"


async def _try(anonymous: Api, phone: str, password: str = PASSWORD) -> Any:
    return await anonymous.post("/api/auth/login", {"phone": phone, "password": password})


async def test_a_number_logs_in_however_it_is_typed(anonymous: Api) -> None:
    number = new_number()
    owner = await make_owner(anonymous.http, phone=number)
    typed = (number, f"+91 {number[:5]} {number[5:]}", f"0091{number}", f"0{number}", f" {number[:5]}-{number[5:]}")
    for one in typed:
        assert ok(await _try(anonymous, one))["user"]["id"] == owner.id
    refused(await _try(anonymous, number, PASSWORD.upper()), 401, "wrong_credentials")


async def test_a_number_of_the_gulf_logs_in_without_its_country_code(anonymous: Api) -> None:
    garage = await make_garage(anonymous.http, currency="AED")
    local = f"050 {random.randrange(10**7):07}"
    ok(await garage.owner.put("/api/auth/me", {"phone": local}))
    assert ok(await garage.owner.get("/api/auth/me"))["phone"].startswith("+97150")
    for typed in (local, f"+971 {local[1:]}"):
        assert ok(await _try(anonymous, typed))["user"]["id"] == garage.owner.id


async def test_an_owner_in_the_gulf_registers_with_the_number_as_it_is_dialled_there(anonymous: Api) -> None:
    local = f"050 {random.randrange(10**7):07}"
    look = {"phone": local, "currency": "AED"}
    assert ok(await anonymous.post("/api/auth/look", look))["phone"] is None
    assert "India" in ok(await anonymous.post("/api/auth/look", {"phone": local}))["phone"]
    owner = await make_owner(anonymous.http, phone=local, currency="AED")
    assert ok(await owner.get("/api/auth/me"))["phone"] == f"+971{local[1:].replace(' ', '')}"
    assert ok(await _try(anonymous, local))["user"]["id"] == owner.id


async def test_who_joins_a_garage_has_a_number_of_its_country_unless_it_is_none_there(anonymous: Api) -> None:
    garage = await make_garage(anonymous.http, currency="OMR")
    local = f"9{random.randrange(10**7):07}"
    for typed, stored in ((local, f"+968{local}"), (number := new_number(), f"+91{number}")):
        member = await make_manager(garage.owner, phone=typed)
        assert ok(await member.get("/api/auth/me"))["phone"] == stored


async def test_a_number_of_two_people_lets_neither_in_and_says_no_more_than_one_of_nobody(anonymous: Api) -> None:
    number = new_number()
    garage = await make_garage(anonymous.http)
    ok(await garage.owner.put("/api/auth/me", {"phone": number}))
    assert ok(await _try(anonymous, number))["user"]["id"] == garage.owner.id
    other = await make_manager(garage.owner, phone=number)
    answers = [
        refused(await _try(anonymous, typed, password), 401, "wrong_credentials")
        for typed, password in ((number, PASSWORD), (number, "not-it"), (new_number(), PASSWORD), ("no number", "x"))
    ]
    (sentence,) = {answer["detail"] for answer in answers}
    assert "log in with your e-mail address" in sentence
    assert len({frozenset(answer) for answer in answers}) == 1
    # Each of the two sees what was tried, and is let in as before.
    ok(await anonymous.post("/api/auth/login", {"email": other.email, "password": PASSWORD}))
    noted = {(garage.owner.id, "shared_phone"), (other.id, "shared_phone")}

    async def told() -> bool:
        found = ok(await garage.owner.get("/api/audit", kind="login_failed"))
        return {(event["user_id"], event["detail"]) for event in found} == noted

    await eventually(told)


async def test_whose_access_was_ended_keeps_the_number_from_nobody(garage: Garage, anonymous: Api) -> None:
    number = new_number()
    left = await make_manager(garage.owner, phone=number)
    ok(await garage.owner.delete(f"/api/members/{left.id}"))
    refused(await _try(anonymous, number), 403, "manager_removed")
    new = await make_owner(anonymous.http, phone=number)
    assert ok(await _try(anonymous, number))["user"]["id"] == new.id


async def test_something_must_be_typed(anonymous: Api) -> None:
    refused(await anonymous.post("/api/auth/login", {"password": PASSWORD}), 422, field="email")


async def test_guesses_by_phone_count_with_those_by_e_mail_and_take_as_long(make_settings: SettingsMaker) -> None:
    settings = make_settings(login_failures_per_account=3, failed_login_seconds=0.3)
    async with running(settings) as http:
        number, anonymous = new_number(), Api(http)
        owner = await make_owner(http, phone=number)
        took = []
        for typed in (number, new_number(), "no number"):
            started = time.monotonic()
            refused(await _try(anonymous, typed, "not-it"), 401)
            took.append(time.monotonic() - started)
        assert min(took) >= 0.3
        for typed in (f"+91{number}", f"0{number}"):
            refused(await _try(anonymous, typed, "not-it"), 401)
        refused(await _try(anonymous, number), 429)
        body = {"email": owner.email, "password": PASSWORD}
        refused(await anonymous.post("/api/auth/login", body), 429)
        # A number that nobody has is counted as one, in any way of writing.
        nobody = new_number()
        tries = [(await _try(anonymous, f"{code}{nobody}")).status_code for code in ("", "+91", "0", "0091")]
        assert tries == [401, 401, 401, 429]


async def test_old_numbers_are_written_as_they_are_logged_in_by(garage: Garage, anonymous: Api, db: Database) -> None:
    number = new_number()
    old = {"$set": {"phone": f"{number[:5]} {number[5:]}"}}
    await db.collection("users").update_one({"_id": garage.manager.id}, old)
    refused(await _try(anonymous, number), 401)
    (apply,) = [apply for version, _, apply in MIGRATIONS if version == 25]
    await apply(db)
    await apply(db)
    assert ok(await _try(anonymous, number))["user"]["id"] == garage.manager.id
