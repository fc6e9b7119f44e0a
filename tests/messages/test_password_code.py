"""A code for a new password by e-mail: to who has an account, once in a while, and nobody else learns anything."""

import re

import httpx2
import pytest

from tests.conftest import eventually
from tests.factories import Api, Garage, make_manager, new_email, ok, refused
from tests.messages.conftest import MailServer

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

ASK = "/api/auth/forgot-password"
NEW = "green-tempo-17-rain"


async def test_a_code_comes_by_e_mail_once_and_sets_a_new_password(
    post: httpx2.AsyncClient, writing: Garage, mail_server: MailServer
) -> None:
    nobody, owner, stranger = Api(post), writing.owner, new_email("stranger")
    answers = [ok(await nobody.post(ASK, {"email": to})) for to in (stranger, owner.email.upper(), owner.email)]
    assert answers[0] == answers[1] == answers[2]

    async def has_come() -> bool:
        return bool(mail_server.letters(owner.email))

    await eventually(has_come)
    (letter,) = mail_server.letters(owner.email)
    part = letter.get_body(("plain",))
    assert part is not None
    text = part.get_content()
    assert "https://garage.example/reset-password" in text
    code = re.search(r"The code is ([A-Z0-9-]+)\.", text)
    assert code is not None
    body = {"email": owner.email, "code": code[1], "new_password": NEW}
    ok(await nobody.post("/api/auth/reset-password", body))
    refused(await owner.get("/api/auth/me"), 401, "session_ended")
    ok(await nobody.post("/api/auth/login", {"email": owner.email, "password": NEW}))
    assert mail_server.letters(stranger) == []


async def test_by_a_phone_number_it_goes_to_the_address_of_whoever_alone_has_it(
    post: httpx2.AsyncClient, writing: Garage, mail_server: MailServer
) -> None:
    nobody = Api(post)
    alone = await make_manager(writing.owner, phone="+919812300456")
    twins = [await make_manager(writing.owner, phone="+919812300789") for _ in range(2)]
    of_none = "98123 00111"
    answers = [ok(await nobody.post(ASK, {"phone": phone})) for phone in (of_none, "98123 00789", "098123-00456")]
    assert answers[0] == answers[1] == answers[2] == ok(await nobody.post(ASK, {"email": alone.email}))
    await eventually(lambda: has_letters(mail_server, alone.email, 1))
    (letter,) = mail_server.letters(alone.email)
    part = letter.get_body(("plain",))
    assert part is not None
    code = re.search(r"The code is ([A-Z0-9-]+)\.", part.get_content())
    assert code is not None
    body = {"code": code[1], "new_password": NEW}
    for phone in ("98123 00789", of_none, "no number"):
        refused(await nobody.post("/api/auth/reset-password", {**body, "phone": phone}), 400, "wrong_reset_code")
    refused(await nobody.post("/api/auth/reset-password", body), 422, field="email")
    refused(await nobody.post(ASK, {}), 422, field="email")
    ok(await nobody.post("/api/auth/reset-password", {**body, "phone": "+91 98123 00456"}))
    ok(await nobody.post("/api/auth/login", {"phone": "9812300456", "password": NEW}))
    assert [mail_server.letters(twin.email) for twin in twins] == [[], []]


async def has_letters(mail_server: MailServer, to: str, count: int) -> bool:
    """Tell whether so many letters have come to an address."""
    return len(mail_server.letters(to)) == count


async def test_an_invite_code_is_sent_to_whoever_is_invited(
    post: httpx2.AsyncClient, writing: Garage, mail_server: MailServer
) -> None:
    codes, to = f"/api/workshops/{writing.id}/invite-codes", new_email("invited")
    body = {"role": "cashier", "email": to}
    made = [ok(await writing.owner.post(codes, body, key="one")) for _ in range(2)]
    assert made[0] == made[1]

    async def has_come() -> bool:
        return bool(mail_server.letters(to))

    await eventually(has_come)
    (letter,) = mail_server.letters(to)
    assert letter["Subject"] == "Join Test Motors on RevOps"
    part = letter.get_body(("plain",))
    assert part is not None
    assert f"https://garage.example/register?code={made[0]['code']} " in part.get_content()
    fields = {"email": to, "name": "Asha", "phone": "9123400031", "password": NEW, "role": "manager"}
    ok(await Api(post).post("/api/auth/register", {**fields, "invite_code": made[0]["code"]}))
    refused(await writing.owner.post(codes, {"email": "nobody"}), 422, field="email")


async def test_without_e_mail_an_invite_code_is_handed_on(garage: Garage) -> None:
    codes = f"/api/workshops/{garage.id}/invite-codes"
    before = ok(await garage.owner.get(codes))
    refused(await garage.owner.post(codes, {"email": new_email("invited")}), 422, field="email")
    assert ok(await garage.owner.get(codes)) == before


async def test_a_server_without_e_mail_says_whom_to_ask(anonymous: Api, garage: Garage) -> None:
    problem = refused(await anonymous.post(ASK, {"email": garage.owner.email}), 409, "no_email_here")
    assert problem["detail"] == "This server sends no e-mail. Ask the person who runs it for a code."
