"""Signing up, in and out."""

import asyncio

import bcrypt
import pytest

from revops.mongo.client import Database
from tests.conftest import Clock
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
from tests.hashing import as_in_production
from tests.invariants import unchanged


async def test_a_visitors_phone_is_looked_at_while_it_is_typed(anonymous: Api) -> None:
    look = ok(await anonymous.post("/api/auth/look", {"phone": "98765 4321"}))
    assert look["phone"].startswith("98765 4321 has 9 digits")
    for fine in ({"phone": "98765 43210"}, {"phone": "+971 50 123 4567"}, {"phone": None}, {}):
        assert ok(await anonymous.post("/api/auth/look", fine)) == {"phone": None}


async def test_an_owner_signs_up_and_is_signed_in(anonymous: Api) -> None:
    email = new_email("Mixed.Case").replace("mixed", "Mixed")
    answer = ok(await anonymous.post("/api/auth/register", registration(email=email, phone="98765 43210")))
    assert answer.keys() == {"token", "user"}
    user = answer["user"]
    assert user | {"id": None, "created_at": None} == {
        "member_id": None,
        "sees": None,
        "permissions": [],
        "memberships": [],
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
    with as_in_production():
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
