"""What people type to get in, as keyboards and clipboards really send it."""

import unicodedata

import pytest
from argon2 import PasswordHasher

from revops.auth.reset import issue_code
from revops.mongo.client import Database
from tests.factories import PASSWORD, Api, Garage, login, make_invite_code, make_owner, ok, refused, register

pytestmark = pytest.mark.slow

ACCENTED = "été-ड़ाक-lorry"
COMPOSED, APART = unicodedata.normalize("NFC", ACCENTED), unicodedata.normalize("NFD", ACCENTED)


@pytest.mark.parametrize("between", [" ", "-", "\N{EN DASH}", "\N{ZERO WIDTH SPACE}", ". "])
async def test_an_invite_code_is_read_as_it_is_read_out(garage: Garage, anonymous: Api, between: str) -> None:
    code = await make_invite_code(garage.owner)
    typed = f"\N{LEFT-TO-RIGHT MARK}{code[:4].lower()}{between}{code[4:]}\N{NO-BREAK SPACE}"
    manager = await register(anonymous.http, role="manager", invite_code=typed)
    assert manager.workshop_id == garage.id


async def test_an_invite_code_is_revoked_as_it_is_read_out(garage: Garage, anonymous: Api) -> None:
    code = await make_invite_code(garage.owner)
    ok(await garage.owner.delete(f"/api/workshops/{garage.id}/invite-codes/{code[:4].lower()} - {code[4:]}"))
    (shown,) = [c for c in ok(await garage.owner.get(f"/api/workshops/{garage.id}/invite-codes")) if c["code"] == code]
    assert shown["is_active"] is False


async def test_a_reset_code_is_read_as_it_was_copied(anonymous: Api, db: Database) -> None:
    owner = await make_owner(anonymous.http)
    code = (await issue_code(db, owner.email)).replace("-", "\N{NON-BREAKING HYPHEN}\N{ZERO WIDTH SPACE}")
    marked = "\N{ZERO WIDTH NO-BREAK SPACE}".join(code)
    body = {"email": f"{owner.email}\N{ZERO WIDTH SPACE}", "code": marked, "new_password": "green-tempo-17-rain"}
    ok(await anonymous.post("/api/auth/reset-password", body))


@pytest.mark.parametrize(("first", "later"), [(COMPOSED, APART), (APART, COMPOSED), ("a lorry é", "a\u00a0lorry é")])
async def test_a_password_is_the_same_from_every_keyboard(anonymous: Api, first: str, later: str) -> None:
    assert first != later
    owner = await make_owner(anonymous.http, password=first)
    for typed in (first, later):
        assert (await login(anonymous.http, owner.email, typed)).id == owner.id
    body = {"current_password": later, "new_password": PASSWORD}
    ok(await owner.put("/api/auth/password", body))
    refused(await anonymous.post("/api/auth/login", {"email": owner.email, "password": later}), 401)


async def test_a_hash_of_what_was_typed_apart_still_verifies_and_is_renewed(anonymous: Api, db: Database) -> None:
    owner = await make_owner(anonymous.http)
    users = db.collection("users")
    for typed in (COMPOSED, APART):
        await users.update_one({"_id": owner.id}, {"$set": {"password_hash": PasswordHasher().hash(APART)}})
        assert (await login(anonymous.http, owner.email, typed)).id == owner.id
        stored = await users.find_one({"_id": owner.id})
        assert stored is not None
        assert PasswordHasher().verify(stored["password_hash"], COMPOSED)


async def test_the_length_of_a_password_is_that_of_its_letters(anonymous: Api) -> None:
    seven = unicodedata.normalize("NFD", "éàüöñçô")
    owner = await make_owner(anonymous.http)
    body = {"current_password": PASSWORD, "new_password": seven}
    refused(await owner.put("/api/auth/password", body), 422, field="new_password")
    longest = "é" * 64 + "ü-lorry-" * 8
    other = await make_owner(anonymous.http, password=longest)
    assert (await login(anonymous.http, other.email, unicodedata.normalize("NFD", longest))).id == other.id
