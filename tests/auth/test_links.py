"""Links by which a member sets his password: once, for a day, for nobody who is more than a member of this garage."""

from typing import Any

import pytest

from revops.mongo.client import Database
from tests.auth.test_phone import new_number
from tests.conftest import Clock
from tests.factories import (
    PASSWORD,
    Api,
    Garage,
    Person,
    login,
    make_garage,
    make_invite_code,
    make_member,
    ok,
    refused,
)
from tests.invariants import assert_invariants, unchanged
from tests.verifying import problems

pytestmark = pytest.mark.slow

NEW = "green-tempo-17-rain"


async def _link(owner: Person, member_id: str) -> dict[str, Any]:
    answer: dict[str, Any] = ok(await owner.put(f"/api/members/{member_id}/password-link"))
    assert answer["qr"].startswith("data:image/svg+xml")
    return answer


def _token(link: dict[str, Any]) -> str:
    address, _, token = link["url"].partition("#")
    assert address.endswith("/set-password")
    return str(token)


async def _set(anonymous: Api, link: dict[str, Any], password: str = NEW) -> Any:
    return await anonymous.post("/api/auth/set-password", {"token": _token(link), "new_password": password})


async def test_a_member_made_by_name_and_phone_sets_a_password_and_logs_in_by_phone(
    garage: Garage, anonymous: Api, db: Database
) -> None:
    number = new_number()
    body = {"name": "Arjun Naik", "phone": number, "role": "manager"}
    made = ok(await garage.owner.post("/api/members", body, key=f"make-{number}"))
    assert ok(await garage.owner.post("/api/members", body, key=f"make-{number}")) == made
    refused(await garage.owner.post("/api/members", body), 400, "phone_taken")
    refused(await anonymous.post("/api/auth/login", {"phone": number, "password": PASSWORD}), 401)

    (member,) = [m for m in ok(await garage.owner.get("/api/members")) if m["id"] == made["member_id"]]
    assert (member["has_password"], member["link_ends_at"], member["user"]["email"]) == (False, None, "")
    link = await _link(garage.owner, made["member_id"])
    look = ok(await anonymous.post("/api/auth/password-link", {"token": _token(link)}))
    assert look == {"name": "Arjun Naik", "login": f"+91{number}", "workshop_name": garage.workshop["name"]}
    refused(await _set(anonymous, link, f"+91{number}"), 422, "weak_password")
    assert ok(await _set(anonymous, link)) == {"message": "Password set", "login": f"+91{number}"}
    refused(await _set(anonymous, link), 400, "wrong_link")

    answer = ok(await anonymous.post("/api/auth/login", {"phone": number, "password": NEW}))
    assert garage.owner.name in answer["notice"]
    arjun = Person(anonymous.http, answer, NEW)
    assert (arjun.email, arjun.workshop_id) == ("", garage.id)
    ok(await arjun.put("/api/auth/password", {"current_password": NEW, "new_password": "tall-river-88-mango"}))
    again = ok(await anonymous.post("/api/auth/login", {"phone": number, "password": "tall-river-88-mango"}))
    assert "notice" not in again
    kinds = [event["kind"] for event in ok(await garage.owner.get("/api/audit"))]
    assert {"manager_joined", "password_link_made", "password_link_used"} <= set(kinds)
    stored = await db.collection("users").find_one({"_id": arjun.id})
    assert _token(link) not in str(stored)
    await assert_invariants(db, garage.id)
    assert not await problems(db, garage.id)


async def test_a_link_ends_sessions_and_is_ended_by_time_another_one_and_the_owner(
    garage: Garage, anonymous: Api, clock: Clock, db: Database
) -> None:
    manager, owner = garage.manager, garage.owner
    first, second = await _link(owner, manager.id), await _link(owner, manager.id)
    async with unchanged(db):
        refused(await _set(anonymous, first), 400, "wrong_link")
        for token in ("x", "\x00", "a" * 128):
            answer = await anonymous.post("/api/auth/set-password", {"token": token, "new_password": NEW})
            refused(answer, 400, "wrong_link")
    ok(await owner.delete(f"/api/members/{manager.id}/password-link"))
    refused(await _set(anonymous, second), 400, "wrong_link")
    third = await _link(owner, manager.id)
    clock.advance(hours=25)
    refused(await _set(anonymous, third), 400, "wrong_link")


async def test_a_used_link_ends_the_members_sessions(garage: Garage, anonymous: Api) -> None:
    link = await _link(garage.owner, garage.manager.id)
    ok(await _set(anonymous, link))
    refused(await garage.manager.get("/api/auth/me"), 401, "session_ended")
    refused(await anonymous.post("/api/auth/login", {"email": garage.manager.email, "password": PASSWORD}), 401)
    await login(anonymous.http, garage.manager.email, NEW)


async def test_nobody_gets_a_link_for_an_owner_himself_or_an_account_of_another_garage(
    garage: Garage, anonymous: Api
) -> None:
    owner = garage.owner
    refused(await owner.put(f"/api/members/{owner.id}/password-link"), 409, "link_not_for_this")
    partner = await make_member(owner, "owner")
    refused(await owner.put(f"/api/members/{partner.id}/password-link"), 409, "link_not_for_this")
    refused(await garage.manager.put(f"/api/members/{owner.id}/password-link"), 403)
    other = await make_garage(anonymous.http)
    refused(await other.owner.put(f"/api/members/{garage.manager.id}/password-link"), 404)
    # Whoever joins a second garage is nobody's to take over, by a link made before it either.
    link = await _link(owner, garage.manager.id)
    ok(await garage.manager.post("/api/members/join", {"invite_code": await make_invite_code(other.owner)}))
    refused(await _set(anonymous, link), 400, "wrong_link")
    refused(await owner.put(f"/api/members/{garage.manager.id}/password-link"), 409, "link_not_for_this")
    (there,) = [m for m in ok(await other.owner.get("/api/members")) if m["user_id"] == garage.manager.id]
    refused(await other.owner.put(f"/api/members/{there['id']}/password-link"), 409, "link_not_for_this")


async def test_who_is_made_a_member_needs_a_real_number_and_no_role_of_an_owner(garage: Garage) -> None:
    async def make(**fields: Any) -> Any:
        return await garage.owner.post("/api/members", {"name": "Arjun", "phone": new_number(), **fields})

    refused(await make(phone="98765 4321"), 422, field="phone")
    refused(await make(role="owner"), 422, field="role")
    ok(await make(role="accountant"))


async def test_ones_own_name_phone_and_e_mail(garage: Garage, anonymous: Api, db: Database) -> None:
    manager, number = garage.manager, new_number()
    ok(await manager.put("/api/auth/me", {"name": "Neha P", "phone": number}))
    email = f"neha-{number}@garage.example"
    refused(await manager.put("/api/auth/me", {"email": email}), 403, "password_needed")
    refused(await manager.put("/api/auth/me", {"email": email, "password": "not-it"}), 422, "wrong_password")
    taken = {"email": garage.owner.email.upper(), "password": PASSWORD}
    refused(await manager.put("/api/auth/me", taken), 400, "email_taken")
    nobodys = {"email": f"+91{number}@phone.invalid", "password": PASSWORD}
    refused(await manager.put("/api/auth/me", nobodys), 422, field="email")
    me = ok(await manager.put("/api/auth/me", {"email": email.upper(), "password": PASSWORD}))
    assert (me["name"], me["phone"], me["email"]) == ("Neha P", f"+91{number}", email)
    await login(anonymous.http, email)
    refused(await anonymous.post("/api/auth/login", {"email": manager.email, "password": PASSWORD}), 401)
    told = [event["about"] for event in ok(await garage.owner.get("/api/audit", kind="profile_changed"))]
    assert f"{manager.email} → {email}" in told


async def test_who_logs_in_by_phone_alone_takes_nobodys_number_and_may_add_an_e_mail(
    garage: Garage, anonymous: Api
) -> None:
    number, next_number = new_number(), new_number()
    made = ok(await garage.owner.post("/api/members", {"name": "Arjun", "phone": number}))
    ok(await _set(anonymous, await _link(garage.owner, made["member_id"])))
    # Whoever types the number later locks him out of nothing.
    ok(await garage.owner.put("/api/auth/me", {"phone": number}))
    arjun = Person(anonymous.http, ok(await anonymous.post("/api/auth/login", {"phone": number, "password": NEW})))
    ok(await garage.manager.put("/api/auth/me", {"phone": next_number}))
    refused(await arjun.put("/api/auth/me", {"phone": next_number}), 400, "phone_taken")
    free = new_number()
    ok(await arjun.put("/api/auth/me", {"phone": free}))
    ok(await anonymous.post("/api/auth/login", {"phone": free, "password": NEW}))
    email = f"arjun-{free}@garage.example"
    assert ok(await arjun.put("/api/auth/me", {"email": email, "password": NEW}))["email"] == email
    await login(anonymous.http, email, NEW)
