"""A forgotten password: the code of whoever runs the server, used once."""

import asyncio
import os
import re
import subprocess
import sys

import pytest

from revops.auth.reset import issue_code
from revops.core.errors import CannotBeDone
from revops.mongo.client import Database
from tests.conftest import Clock, SettingsMaker, running
from tests.factories import PASSWORD, Api, Garage, login, make_owner, ok, refused
from tests.invariants import unchanged

pytestmark = pytest.mark.slow

ADDRESS = "/api/auth/reset-password"
NEW = "green-tempo-17-rain"


def _body(email: str, code: str, new_password: str = NEW) -> dict[str, str]:
    return {"email": email, "code": code, "new_password": new_password}


async def test_a_code_sets_a_new_password_once_and_ends_every_session(
    garage: Garage, anonymous: Api, db: Database
) -> None:
    manager = garage.manager
    code = await issue_code(db, f" {manager.email.upper()} ")
    ok(await manager.get("/api/auth/me"))
    typed = f" {code.lower().replace('-', '')} "
    assert ok(await anonymous.post(ADDRESS, _body(manager.email, typed))) == {"message": "Password changed"}
    refused(await manager.get("/api/auth/me"), 401, "session_ended")
    refused(await anonymous.post("/api/auth/login", {"email": manager.email, "password": PASSWORD}), 401)
    await login(anonymous.http, manager.email, NEW)
    refused(await anonymous.post(ADDRESS, _body(manager.email, code)), 400, "wrong_reset_code")
    kinds = [event["kind"] for event in ok(await garage.owner.get("/api/audit"))]
    assert {"password_reset", "password_reset_issued"} <= set(kinds)


async def test_whatever_is_wrong_the_answer_is_the_same(anonymous: Api, db: Database, clock: Clock) -> None:
    owner, other, third = [await make_owner(anonymous.http) for _ in range(3)]
    code, others = await issue_code(db, owner.email), await issue_code(db, other.email)
    first = await issue_code(db, third.email)
    await issue_code(db, third.email)  # the one before it ends
    async with unchanged(db):
        wrong = [
            _body(owner.email, others),
            _body(owner.email, "AAAAA-AAAAA"),
            _body(owner.email, "-"),
            _body(third.email, first),
            _body("nobody@garage.example", code),
            _body("nobody\x00@garage.example", code),
        ]
        problems = [refused(await anonymous.post(ADDRESS, body), 400, "wrong_reset_code") for body in wrong]
        assert len({problem["detail"] for problem in problems}) == 1
        clock.advance(minutes=31)
        refused(await anonymous.post(ADDRESS, _body(owner.email, code)), 400, "wrong_reset_code")
    await login(anonymous.http, owner.email)


async def test_an_easy_password_does_not_use_up_the_code(anonymous: Api, db: Database) -> None:
    owner = await make_owner(anonymous.http)
    code = await issue_code(db, owner.email)
    refused(await anonymous.post(ADDRESS, _body(owner.email, code, "password123")), 422, "weak_password")
    refused(await anonymous.post(ADDRESS, _body(owner.email, code, "short")), 422, field="new_password")
    responses = await asyncio.gather(*(anonymous.post(ADDRESS, _body(owner.email, code)) for _ in range(3)))
    assert sorted(response.status_code for response in responses) == [200, 400, 400]


async def test_a_new_password_of_ones_own_ends_the_code(anonymous: Api, db: Database) -> None:
    owner = await make_owner(anonymous.http)
    code = await issue_code(db, owner.email)
    stored = await db.collection("users").find_one({"_id": owner.id})
    assert code.replace("-", "") not in str(stored)
    body = {"current_password": PASSWORD, "new_password": "brown-scooter-5-mango"}
    ok(await owner.put("/api/auth/password", body))
    refused(await anonymous.post(ADDRESS, _body(owner.email, code)), 400, "wrong_reset_code")


async def test_guesses_are_throttled_apart_from_log_ins(make_settings: SettingsMaker, db: Database) -> None:
    async with running(make_settings(login_failures_per_account=2)) as client:
        owner = await make_owner(client)
        wrong = {"email": owner.email, "password": "not-the-password"}
        for status in (401, 401, 429):
            refused(await client.post("/api/auth/login", json=wrong), status)
        code = await issue_code(db, owner.email)
        refused(await client.post(ADDRESS, json=_body(owner.email, "AAAAA-AAAAA")), 400)
        ok(await client.post(ADDRESS, json=_body(owner.email, code)))
        await login(client, owner.email, NEW)  # who was locked out is in again
        for status in (400, 400, 429):
            refused(await client.post(ADDRESS, json=_body(owner.email, "AAAAA-AAAAA")), status)


async def test_nobody_gets_a_code_who_has_no_use_for_it(garage: Garage, db: Database) -> None:
    ok(await garage.owner.delete(f"/api/managers/{garage.manager.id}"))
    for email in ("nobody@garage.example", garage.manager.email):
        with pytest.raises(CannotBeDone):
            await issue_code(db, email)


async def test_the_command_prints_a_code_or_says_why_not(garage: Garage, mongo_url: str, db_name: str) -> None:
    manager = garage.manager

    def revops(*arguments: str) -> "subprocess.CompletedProcess[str]":
        environment = os.environ | {"MONGO_URL": mongo_url, "DB_NAME": db_name}
        command = [sys.executable, "-m", "revops", *arguments]
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)

    printed = revops("reset-password", manager.email)
    code = re.search(r"[A-Z0-9]{5}-[A-Z0-9]{5}", printed.stdout)
    assert code is not None, printed.stderr
    ok(await manager.http.post(ADDRESS, json=_body(manager.email, code[0])))
    refusal = revops("turn-off-second-factor", manager.email)
    assert (refusal.returncode, refusal.stdout) == (1, "")
    assert refusal.stderr.split() == f"There is no account {manager.email} with two-step login.".split()
