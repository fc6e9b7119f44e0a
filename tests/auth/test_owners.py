"""Who may register as an owner; what is told when two garages give the same numbers; one's own name and phone."""

import asyncio
from pathlib import Path

import pytest

from revops.mongo.client import Database
from tests.conftest import MakeDatabase, SettingsMaker, running
from tests.factories import Api, Garage, make_garage, make_invite_code, make_owner, ok, refused, register, registration
from tests.live_server import LiveServer

pytestmark = pytest.mark.slow


async def test_nobody_registers_as_an_owner_where_it_is_closed(
    make_settings: SettingsMaker, make_database: MakeDatabase
) -> None:
    async with running(make_settings(db_name=make_database().name, registration="closed")) as client:
        problem = refused(await client.post("/api/auth/register", json=registration()), 403, "registration_closed")
        assert "invite code" in problem["detail"]
        assert ok(await client.get("/api/auth/registration")) == {"owner_can_register": False}


async def test_one_owner_registers_where_the_first_may_and_managers_always(
    make_settings: SettingsMaker, make_database: MakeDatabase
) -> None:
    db = make_database()
    async with running(make_settings(db_name=db.name, registration="first")) as client:
        assert ok(await client.get("/api/auth/registration")) == {"owner_can_register": True}
        answers = await asyncio.gather(*(client.post("/api/auth/register", json=registration()) for _ in range(4)))
        assert sorted(answer.status_code for answer in answers) == [200, 403, 403, 403]
        assert await db.collection("users").count_documents({}) == 1
        refused(await client.post("/api/auth/register", json=registration()), 403, "registration_closed")
        assert ok(await client.get("/api/auth/registration")) == {"owner_can_register": False}
    async with running(make_settings(db_name=db.name)) as client:
        assert ok(await client.get("/api/auth/registration")) == {"owner_can_register": True}
        garage = await make_garage(client)
        code = await make_invite_code(garage.owner)
    async with running(make_settings(db_name=db.name, registration="closed")) as client:
        assert (await register(client, role="manager", invite_code=code)).workshop_id == garage.id


def test_the_log_says_who_may(live_server: LiveServer) -> None:
    said = Path(live_server.log).read_text()
    assert "anybody who reaches this server may register as an owner" in said


async def test_numbers_of_another_garage_are_taken_and_told_to_both(garage: Garage, anonymous: Api) -> None:
    number = garage.workshop["gst_number"]
    thief = await make_owner(anonymous.http)
    fields = {
        "name": "Copy Motors",
        "phone": garage.workshop["phone"],
        "gst_number": f" {number[:2]}-{number[2:].lower()}",
    }
    twin = ok(await thief.post("/api/workshops", fields))
    mine = ok(await garage.owner.get("/api/audit/notices"))
    theirs = ok(await thief.get("/api/audit/notices"))
    for told in (mine, theirs):
        assert {(event["kind"], event["detail"]) for event in told} == {
            ("workshop_twin", "gstin"),
            ("workshop_twin", "phone"),
        }
    assert {event["about"] for event in mine} == {"Copy Motors"}
    for event in mine:
        assert (event["network"], event["device"], event["request_id"], event["session_id"]) == (None,) * 4
        assert event["actor_id"] == garage.owner.id
    assert {event["about"] for event in theirs} == {None}
    for secret in (garage.id, garage.owner.id, garage.workshop["name"], garage.owner.name + "'s"):
        assert secret not in str(theirs)
    # To and fro tells nobody again.
    for phone in ("+912225559999", garage.workshop["phone"]):
        ok(await thief.put(f"/api/workshops/{twin['id']}", {"phone": phone}))
    assert len(ok(await garage.owner.get("/api/audit/notices"))) == 2


async def test_a_change_to_anothers_number_is_told(garage: Garage, other_garage: Garage) -> None:
    change = {"gst_number": garage.workshop["gst_number"], "name": "Renamed Motors"}
    ok(await other_garage.owner.put(f"/api/workshops/{other_garage.id}", change))
    (told,) = ok(await garage.owner.get("/api/audit/notices"))
    assert (told["detail"], told["about"]) == ("gstin", "Renamed Motors")
    refused(await garage.manager.get("/api/audit/notices"), 403)


async def test_the_owners_first_days_are_in_the_log(anonymous: Api, db: Database) -> None:
    owner = await make_owner(anonymous.http)
    right = {"email": owner.email, "password": owner.password}
    refused(await anonymous.post("/api/auth/login", right | {"password": "not-the-password"}), 401)
    ok(await anonymous.post("/api/auth/login", right))
    workshop = ok(await owner.post("/api/workshops", {"name": "Motors", "phone": "+912225558888"}))
    kinds = [event["kind"] for event in ok(await owner.get("/api/audit"))]
    assert sorted(kinds) == ["login_failed", "signed_in"]
    assert await db.collection("audit_log").count_documents({"user_id": owner.id, "workshop_id": None}) == 0
    assert await db.collection("audit_log").count_documents({"workshop_id": workshop["id"]}) == 2


async def test_everybody_changes_the_own_name_and_phone(garage: Garage, db: Database) -> None:
    manager = garage.manager
    answer = ok(await manager.put("/api/auth/me", {"name": " Neha S. ", "phone": "91234 56789"}))
    assert (answer["name"], answer["phone"]) == ("Neha S.", "+919123456789")
    assert ok(await manager.get("/api/auth/me")) == answer
    assert ok(await garage.owner.get("/api/managers"))[0]["user"]["name"] == "Neha S."
    ok(await manager.put("/api/auth/me", {"name": "Neha S."}))
    (event,) = ok(await garage.owner.get("/api/audit", kind="profile_changed"))
    assert (event["user_id"], event["detail"]) == (manager.id, "name phone")
    assert "Test Manager → Neha S." in event["about"]
    for wrong in ({"name": ""}, {"name": None, "phone": "1"}, {"name": "\x00"}):
        refused(await manager.put("/api/auth/me", wrong), 422)
    ok(await garage.owner.put("/api/auth/me", {"phone": "+919800000000"}))


@pytest.mark.parametrize("password", ["letmein12", "Passw0rd!", "test.manager", "Test Motors 1", "9123456780"])
async def test_easy_passwords_are_refused_wherever_one_is_set(garage: Garage, anonymous: Api, password: str) -> None:
    body = registration(
        role="manager", invite_code=await make_invite_code(garage.owner), name="Test Manager", phone="+919123456780"
    )
    answer = refused(await anonymous.post("/api/auth/register", body | {"password": password}), 422, "weak_password")
    assert "unrelated words" in answer["detail"]
    change = {"current_password": garage.manager.password, "new_password": password}
    refused(await garage.manager.put("/api/auth/password", change), 422, "weak_password", field="new_password")
