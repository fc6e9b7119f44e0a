"""Session tokens: what is accepted, and everything that is not."""

import base64
import datetime as dt
import json
from typing import Any

import httpx2
import jwt
import pytest
from fastapi import FastAPI

from revops.access.permissions import Role
from revops.access.tokens import secret_key
from revops.settings import Settings
from tests.conftest import SECRET_KEY, SettingsMaker, eventually, running
from tests.factories import Api, Garage, Person, login, make_garage, make_manager, make_owner, ok, refused

NOW = dt.datetime.now(dt.UTC)


def _payload(user: Person, **changes: Any) -> dict[str, Any]:
    payload = {
        "sub": user.id,
        "role": "owner",
        "sv": 1,
        "jti": "a-token-of-the-test",
        "iat": NOW - dt.timedelta(minutes=1),
        "exp": NOW + dt.timedelta(days=7),
        **changes,
    }
    return {name: value for name, value in payload.items() if value is not None}


def _signed(payload: dict[str, Any], key: str = SECRET_KEY, algorithm: str = "HS256", **options: Any) -> str:
    return jwt.encode(payload, key, algorithm=algorithm, **options)


async def _status(http: httpx2.AsyncClient, token: str) -> int:
    responses = [
        await Api(http, token).get("/api/auth/me"),
        await Api(http, token).get("/api/jobs"),
        await Api(http, token).post("/api/workshops", {"name": "Motors", "phone": "+912225551234"}),
    ]
    codes = {response.status_code for response in responses}
    if codes == {401}:
        for response in responses:
            refused(response, 401)
            assert response.headers["www-authenticate"] == "Bearer"
    return codes.pop() if len(codes) == 1 else 0


async def test_a_token_says_who_and_until_when(anonymous: Api) -> None:
    owner = await make_owner(anonymous.http)
    assert owner.token is not None
    claims = jwt.decode(owner.token, SECRET_KEY, algorithms=["HS256"])
    assert jwt.get_unverified_header(owner.token)["alg"] == "HS256"
    assert (claims["sub"], claims["role"], claims["sv"]) == (owner.id, "owner", 1)
    assert claims["exp"] - claims["iat"] == 7 * 24 * 3600
    assert claims.keys() == {"sub", "role", "sv", "jti", "iat", "exp"}


async def test_a_token_made_with_the_right_key_is_accepted(anonymous: Api) -> None:
    owner = await make_owner(anonymous.http)
    assert ok(await Api(anonymous.http, _signed(_payload(owner))).get("/api/auth/me"))["id"] == owner.id


WRONG: dict[str, dict[str, Any]] = {
    "expired": {"exp": NOW - dt.timedelta(seconds=1)},
    "without an end": {"exp": None},
    "without a start": {"iat": None},
    "without a user": {"sub": None},
    "without a role": {"role": None},
    "without a session version": {"sv": None},
    "without an id": {"jti": None},
    "of the other role": {"role": "manager"},
    "of a role that is none": {"role": "admin"},
    "of an older session version": {"sv": 0},
    "of a later session version": {"sv": 2},
    "of a version that is no number": {"sv": "first"},
    "of a version that is a list": {"sv": [1]},
    "of nobody": {"sub": "no-such-user"},
    "of an operator": {"sub": '{"$ne": null}'},
    "issued in the future": {"iat": NOW + dt.timedelta(days=1)},
    "with an end that is no time": {"exp": "tomorrow"},
}


@pytest.mark.parametrize("case", WRONG)
async def test_a_token_that_is_not_valid(anonymous: Api, case: str) -> None:
    owner = await make_owner(anonymous.http)
    assert await _status(anonymous.http, _signed(_payload(owner, **WRONG[case]))) == 401


async def test_a_token_that_was_forged(anonymous: Api) -> None:
    owner = await make_owner(anonymous.http)
    payload = _payload(owner)
    assert owner.token is not None
    header, body, signature = owner.token.split(".")
    changed = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))) | {"role": "manager"}
    other_body = base64.urlsafe_b64encode(json.dumps(changed).encode()).decode().rstrip("=")
    none_header = base64.urlsafe_b64encode(b'{"alg":"none","typ":"JWT"}').decode().rstrip("=")
    forged = [
        _signed(payload, "another-key-of-a-good-length-0123456789"),
        _signed(payload, algorithm="HS512"),
        _signed(payload, algorithm="HS384"),
        jwt.encode(payload, "", algorithm="none"),
        f"{none_header}.{body}.",
        f"{none_header}.{body}.{signature}",
        f"{header}.{other_body}.{signature}",
        f"{header}.{body}.",
        f"{header}.{body}",
        f"{header}.{body}.{signature[:-4]}AAAA",
        f"{owner.token}x",
        f"{owner.token}.x",
        "x",
        "..",
        "null",
        "undefined",
        "é.é.é",
        "a" * 4000,
    ]
    for token in forged:
        response = await anonymous.http.get("/api/auth/me", headers=[(b"authorization", f"Bearer {token}".encode())])
        refused(response, 401)


@pytest.mark.parametrize("authorization", ["", "Bearer", "Bearer ", "Basic eDp5", "Token x", "bearer", "Bearer  "])
async def test_what_is_no_bearer_token(anonymous: Api, authorization: str) -> None:
    refused(await anonymous.http.get("/api/auth/me", headers={"Authorization": authorization}), 401)


async def test_the_word_bearer_may_be_in_any_case(anonymous: Api) -> None:
    owner = await make_owner(anonymous.http)
    response = await anonymous.http.get("/api/auth/me", headers={"Authorization": f"bearer {owner.token}"})
    assert ok(response)["id"] == owner.id


async def test_a_remembered_token_still_expires(anonymous: Api, app: FastAPI) -> None:
    owner = await make_owner(anonymous.http)
    tokens = app.state.services.tokens
    soon = _signed(_payload(owner, exp=dt.datetime.now(dt.UTC) + dt.timedelta(seconds=2)))
    ok(await Api(anonymous.http, soon).get("/api/auth/me"))
    assert soon in tokens._verified

    async def ended() -> bool:
        return (await Api(anonymous.http, soon).get("/api/auth/me")).status_code == 401

    await eventually(ended)
    refused(await Api(anonymous.http, soon).get("/api/auth/me"), 401, "session_ended")


async def test_a_removed_managers_token_is_dead_at_once_for_reads_too(garage: Garage) -> None:
    manager = garage.manager
    for _ in range(3):
        ok(await manager.get("/api/jobs"))  # now it is in every cache
    ok(await garage.owner.delete(f"/api/managers/{manager.id}"))
    refused(await manager.get("/api/jobs"), 401, "session_ended")
    refused(await manager.get("/api/auth/me"), 401, "session_ended")
    refused(await manager.post("/api/jobs", {}), 401, "session_ended")


@pytest.mark.slow
async def test_another_instance_refuses_the_token_too(make_settings: SettingsMaker, http: httpx2.AsyncClient) -> None:
    garage = await make_garage(http)
    async with running(make_settings()) as elsewhere:
        there = Person(elsewhere, {"token": garage.manager.token, "user": ok(await garage.manager.get("/api/auth/me"))})
        for _ in range(3):
            ok(await there.get("/api/jobs"))
        second = await make_manager(garage.owner)
        out = Person(elsewhere, {"token": second.token, "user": ok(await second.get("/api/auth/me"))})
        ok(await out.get("/api/jobs"))
        ok(await garage.owner.delete(f"/api/managers/{garage.manager.id}"))
        ok(await second.post("/api/auth/logout"))
        # A change asks the database, so it is refused at once; a read as soon as the change stream has told.
        refused(await there.post("/api/jobs", {}), 401, "session_ended")
        refused(await out.post("/api/jobs", {}), 401, "session_ended")

        async def both_ended() -> bool:
            return {(await who.get("/api/jobs")).status_code for who in (there, out)} == {401}

        await eventually(both_ended)


@pytest.mark.slow
async def test_another_instance_sees_a_new_workshop_and_its_currency(
    make_settings: SettingsMaker, http: httpx2.AsyncClient
) -> None:
    garage = await make_garage(http)
    async with running(make_settings()) as elsewhere:
        there = await login(elsewhere, garage.owner.email)
        assert ok(await there.get("/api/workshops/me"))["currency"] == "INR"
        ok(await garage.owner.put(f"/api/workshops/{garage.id}", {"currency": "OMR"}))
        assert ok(await there.get("/api/workshops/me"))["currency"] == "OMR"


def test_a_key_is_made_once_and_kept_to_oneself(tmp_path: Any) -> None:
    settings = Settings(_env_file=None, data=tmp_path / "new", secret_key=None)
    key = secret_key(settings)
    assert len(key) >= 48
    assert secret_key(settings) == key
    assert (tmp_path / "new" / "secret.key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["secret.key"]


@pytest.mark.parametrize(
    "weak", ["", "short", "a" * 64, "please-change-me-please-change-me-please", "my-secret-" * 5, "ab" * 40]
)
def test_a_weak_key_is_refused_in_production(weak: str) -> None:
    with pytest.raises(ValueError, match="REVOPS_SECRET_KEY is too weak"):
        Settings(_env_file=None, secret_key=weak)


def test_the_roles_are_six() -> None:
    roles = ["owner", "manager", "accountant", "cashier", "technician", "gate"]
    assert [role.value for role in Role] == roles
