"""Every operation of the OpenAPI document by everybody who must not: the right refusal each time, and nothing changed.

``test_endpoints`` holds the table of who may, and fails when it is not the whole API; here each kind of stranger and
each kind of bad token walks through all of it.
"""

import datetime as dt
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from typing import Any

import httpx2
import jwt
import pytest

from revops.mongo.client import Database
from tests.access.operations import OPERATIONS, Operation
from tests.access.roles import OTHER_ROLES
from tests.access.test_endpoints import (
    NAMING,
    OF_ACCOUNTS,
    PRIVATE,
    call,
    furnished,
)
from tests.conftest import SECRET_KEY
from tests.factories import Api, Garage, Person, make_garage, make_manager, make_member, make_owner, ok, refused
from tests.invariants import unchanged

pytestmark = pytest.mark.slow

NOW = dt.datetime.now(dt.UTC)


def _claims(person: Person) -> dict[str, Any]:
    assert person.token is not None
    return jwt.decode(person.token, SECRET_KEY, algorithms=["HS256"])


def _tampered(person: Person) -> str:
    assert person.token is not None
    header, body, signature = person.token.split(".")
    claims = json.loads(urlsafe_b64decode(body + "=" * (-len(body) % 4))) | {"role": "manager"}
    return f"{header}.{urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip('=')}.{signature}"


@dataclass
class Place:
    """A workshop with one of everything, the strangers to it, and the tokens that are none."""

    garage: Garage
    ids: dict[str, str]
    other: Garage
    tokens: dict[str, str | None]


@pytest.fixture(scope="module")
async def matrix(http: httpx2.AsyncClient, db: Database) -> Place:
    """Everybody, made once for all operations."""
    garage, ids = await furnished(http, db)
    owner = garage.owner
    removed = await make_manager(owner)
    ok(await owner.delete(f"/api/managers/{removed.id}"))
    past = {"iat": NOW - dt.timedelta(days=8), "exp": NOW - dt.timedelta(days=1)}
    claims = _claims(owner)
    tokens = {
        "anonymous": None,
        "removed manager": removed.token,
        "expired": jwt.encode(claims | past, SECRET_KEY, algorithm="HS256"),
        "tampered": _tampered(owner),
        "of another key": jwt.encode(claims, SECRET_KEY[::-1], algorithm="HS256"),
        "alg none": jwt.encode(claims, "", algorithm="none"),
        "alg HS512": jwt.encode(claims, SECRET_KEY, algorithm="HS512"),
    }
    return Place(garage, ids, await make_garage(http), tokens)


BAD_TOKENS = ("anonymous", "removed manager", "expired", "tampered", "of another key", "alg none", "alg HS512")
ENDED = {"removed manager", "expired"}


@pytest.mark.parametrize("actor", BAD_TOKENS)
async def test_without_a_valid_session_nothing_is_reached(
    matrix: Place, http: httpx2.AsyncClient, db: Database, actor: str
) -> None:
    nobody = Api(http, matrix.tokens[actor])
    async with unchanged(db, matrix.garage.id):
        for operation in PRIVATE:
            response = await call(nobody, operation, matrix.ids)
            refused(response, 401, "session_ended" if actor in ENDED else "not_signed_in")
            assert response.headers["www-authenticate"] == "Bearer", operation.id


@pytest.mark.parametrize("role", ["owner", "manager"])
async def test_the_wrong_role_and_the_other_workshop_reach_nothing(matrix: Place, db: Database, role: str) -> None:
    insider, stranger = getattr(matrix.garage, role), getattr(matrix.other, role)
    async with unchanged(db, matrix.garage.id, matrix.other.id):
        for operation in PRIVATE:
            if role not in operation.roles:
                refused(await call(insider, operation, matrix.ids), 403, "wrong_role")
                refused(await call(stranger, operation, matrix.ids), 403, "wrong_role")
            elif operation in NAMING:
                refused(await call(stranger, operation, matrix.ids), 404, "not_found")


async def test_a_colleagues_jobs_and_money_do_not_exist_for_a_manager(matrix: Place, db: Database) -> None:
    colleague = await make_manager(matrix.garage.owner)
    of_a_job = [o for o in NAMING if "manager" in o.roles]
    assert len(of_a_job) >= 8
    async with unchanged(db, matrix.garage.id):
        for operation in of_a_job:
            refused(await call(colleague, operation, matrix.ids), 404, "not_found")


async def test_what_needs_no_id_shows_a_stranger_nothing_of_ours(matrix: Place) -> None:
    garage = matrix.garage
    # Not what is no name of anything, such as the size of a photo.
    named = [value for value in matrix.ids.values() if len(value) > 8]
    ours = (*named, garage.owner.id, garage.owner.email, garage.manager.email)
    for operation in OPERATIONS:
        if operation.method != "GET" or operation in NAMING:
            continue
        for role in operation.roles:
            if operation.public or operation.id == "exportWorkbook":
                continue
            response = await call(getattr(matrix.other, role), operation, matrix.ids)
            assert not [text for text in ours if text in response.text], operation.id


async def test_an_owner_without_a_workshop_reaches_none(matrix: Place, http: httpx2.AsyncClient, db: Database) -> None:
    newcomer = await make_owner(http)
    async with unchanged(db, matrix.garage.id):
        for operation in PRIVATE:
            if "owner" in operation.roles and _of_a_workshop(operation):
                refused(await call(newcomer, operation, matrix.ids), 404, "no_workshop")


def _of_a_workshop(operation: Operation) -> bool:
    # What is typed is looked at before there is a workshop too: while one is being made.
    return not operation.path.startswith("/api/auth/") and operation.id not in OF_ACCOUNTS


@pytest.mark.parametrize("role", OTHER_ROLES)
async def test_another_role_reaches_what_it_may_and_nothing_else(matrix: Place, db: Database, role: str) -> None:
    person = await make_member(matrix.garage.owner, role)
    async with unchanged(db, matrix.garage.id):
        for operation in PRIVATE:
            if _of_a_workshop(operation) and operation.id not in OTHER_ROLES[role]:
                refused(await call(person, operation, matrix.ids), 403, "wrong_role")
    for operation in PRIVATE:
        if operation.id in OTHER_ROLES[role]:
            response = await call(person, operation, matrix.ids)
            assert response.status_code != 403, (operation.id, response.text)


@pytest.mark.parametrize("who", ["owner", "manager"])
async def test_a_workshop_that_is_not_ones_own_is_not_acted_in(matrix: Place, db: Database, who: str) -> None:
    stranger = getattr(matrix.other, who)
    async with unchanged(db, matrix.garage.id, matrix.other.id):
        for workshop_id in (matrix.garage.id, "no-such-workshop"):
            for operation in PRIVATE:
                if _of_a_workshop(operation) or operation.id == "getCurrentUser":
                    response = await call(stranger, operation, matrix.ids, workshop_id=workshop_id)
                    problem = refused(response, 403, "not_a_member")
                    assert problem["detail"] == "You are not a member of this garage. Choose one of your own."


@pytest.mark.parametrize("who", ["owner", "manager"])
async def test_ones_own_workshop_may_be_said(matrix: Place, who: str) -> None:
    person = getattr(matrix.garage, who)
    for operation in PRIVATE:
        if operation.method == "GET" and who in operation.roles and _of_a_workshop(operation):
            plain, said = (
                await call(person, operation, matrix.ids),
                await call(person, operation, matrix.ids, workshop_id=matrix.garage.id),
            )
            assert plain.status_code == said.status_code, operation.id
