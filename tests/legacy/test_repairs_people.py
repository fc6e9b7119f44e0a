"""Dirt in users, workshops, managers and invite codes: what becomes of it, and what the report says."""

import datetime as dt

import pytest
from bson import ObjectId

from tests.legacy.conftest import (
    CREATED,
    DAY,
    HASH,
    JOB,
    MANAGER,
    MEMBER,
    OWNER,
    WORKSHOP,
    Import,
    reported,
    stand_in_of,
)

pytestmark = pytest.mark.slow

# --- users ------------------------------------------------------------------------------------------------------------


async def test_two_users_with_one_address(original: Import) -> None:
    """The one who works keeps it, though the other is older; the other is kept without it."""
    await original.add_garage()
    await original.add("users", OWNER | {"id": "older", "email": "OWNER@GARAGE.COM", "created_at": "2020-01-01"})
    rows = await original.run()
    assert (await original.one("users", "owner-1"))["email"] == "owner@garage.com"
    assert (await original.one("users", "older"))["email"] == "user-older@imported.invalid"
    assert reported(rows, "users", "older")["email"] == (
        "repaired", "user owner-1 has it too, in other letters; nobody can sign in",
    )  # fmt: skip


async def test_an_address_that_is_taken_here(original: Import) -> None:
    await original.add_garage()
    await original.db.collection("users").insert_one({"_id": "mine", "email": "owner@garage.com", "workshop_id": None})
    rows = await original.run()
    assert (await original.one("users", "owner-1"))["email"] == "user-owner-1@imported.invalid"
    assert reported(rows, "users", "owner-1")["email"][1] == "is taken by another user here; nobody can sign in"
    assert (await original.one("users", "mine")) == {"_id": "mine", "email": "owner@garage.com", "workshop_id": None}


async def test_users_with_little_in_them(original: Import) -> None:
    await original.add("users", {"_id": ObjectId("60938ef90000000000000001"), "email": "nobody", "password_hash": "x"})
    rows = await original.run()
    (user,) = await original.all("users")
    assert user == {
        "_id": "60938ef90000000000000001",
        "email": "user-60938ef90000000000000001@imported.invalid",
        "password_hash": None,
        "name": "-",
        "phone": "-",
        "role": "manager",
        "workshop_id": None,
        "session_version": 1,
        "created_at": dt.datetime(2021, 5, 6, 6, 38, 49, tzinfo=dt.UTC),
    }
    found = reported(rows, "users", user["_id"])
    assert found.keys() == {"id", "email", "password_hash", "name", "phone", "role", "created_at"}
    assert all(action == "repaired" for action, _ in found.values())


async def test_password_hashes_never_reach_the_report(original: Import) -> None:
    await original.add_garage(manager={"password_hash": "plain-old-secret"})
    rows = await original.run()
    assert reported(rows, "users", "manager-1").keys() == {"password_hash"}
    text = original.report.read_text()
    assert "plain-old-secret" not in text
    assert HASH not in text


async def test_roles(original: Import) -> None:
    await original.add_garage(owner={"role": " Owner "}, manager={"role": "mechanic"})
    await original.add("users", OWNER | {"id": "o-2", "email": "b@c.d", "role": "manager"})
    await original.add("workshops", WORKSHOP | {"id": "w-2", "owner_id": "o-2"})
    rows = await original.run()
    assert [(user["_id"], user["role"], user["workshop_id"]) for user in await original.all("users")] == [
        ("manager-1", "manager", "workshop-1"),
        ("o-2", "owner", "w-2"),
        ("owner-1", "owner", "workshop-1"),
    ]
    assert reported(rows, "users", "manager-1")["role"][1] == "is unknown; manager taken instead"
    assert reported(rows, "users", "o-2")["role"][1] == "owns a workshop and is no manager of any, so is an owner"


async def test_a_manager_without_a_managers_document(original: Import) -> None:
    """With jobs, a removed manager of their workshop; without, a manager of none."""
    await original.add_garage()
    await original.add("users", MANAGER | {"id": "m-2", "email": "a@b.c"}, MANAGER | {"id": "m-3", "email": "d@e.f"})
    await original.add("jobs", JOB | {"manager_id": "m-2"})
    rows = await original.run()
    manager = await original.one("managers", "m-2")
    assert (manager["workshop_id"], manager["is_active"], manager["removed_at"]) == ("workshop-1", False, CREATED)
    assert (await original.one("users", "m-2"))["removed_at"] == CREATED
    assert (await original.one("users", "m-3"))["workshop_id"] is None
    assert reported(rows, "users", "m-2")["role"][1] == "has no managers document; taken over as a removed manager"
    assert reported(rows, "users", "m-3")["role"][1] == "a manager of no workshop; can sign in and sees nothing"


# --- workshops and managers -------------------------------------------------------------------------------------------


async def test_a_workshop_without_an_owner(original: Import) -> None:
    await original.add_garage(workshop={"owner_id": "gone"})
    await original.add("jobs", JOB)
    rows = await original.run()
    workshop = await original.one("workshops", "workshop-1")
    owner = await original.one("users", workshop["owner_id"])
    assert (owner["name"], owner["role"], owner["password_hash"]) == ("Unknown owner", "owner", None)
    assert owner["workshop_id"] == "workshop-1"
    assert (await original.one("users", "owner-1"))["workshop_id"] is None
    assert reported(rows, "workshops", "workshop-1")["owner_id"][1].startswith("the owner does not exist")
    assert original.summary.placeholders == 1


async def test_the_second_workshop_of_an_owner(original: Import) -> None:
    """The one with the work stays the owner's; the other keeps its money under an account of nobody."""
    await original.add_garage()
    await original.add("workshops", WORKSHOP | {"id": "w-0"}, WORKSHOP | {"id": "w-2"})
    await original.add("jobs", JOB, JOB | {"id": "j-2"}, JOB | {"id": "j-3", "workshop_id": "w-2"})
    rows = await original.run()
    assert (await original.one("workshops", "workshop-1"))["owner_id"] == "owner-1"
    assert (await original.one("users", "owner-1"))["workshop_id"] == "workshop-1"
    assert (await original.one("jobs", "j-3"))["workshop_id"] == "w-2"
    for key in ("w-0", "w-2"):
        assert reported(rows, "workshops", key)["owner_id"][0] == "repaired"


async def test_managers_of_the_original(original: Import) -> None:
    await original.add_garage(member={"is_active": False})
    await original.add("workshops", WORKSHOP | {"id": "w-2", "owner_id": None})
    await original.add(
        "managers",
        MEMBER | {"id": "again", "workshop_id": "w-2", "is_active": False},
        MEMBER | {"id": "no-user", "user_id": "gone"},
        MEMBER | {"id": "no-workshop", "workshop_id": "gone"},
        MEMBER | {"id": "owner", "user_id": "owner-1"},
        {"_id": "nobody"},
    )
    await original.add("jobs", JOB, JOB | {"id": "j-2", "manager_id": "member-1"})
    rows = await original.run()
    manager = await original.one("managers", "manager-1")
    assert (manager["workshop_id"], manager["is_active"], manager["removed_at"]) == ("workshop-1", False, CREATED)
    assert (await original.one("users", "manager-1"))["removed_at"] == CREATED
    kinds = [entry["kind"] for entry in await original.all("journal", manager_id="manager-1")]
    assert kinds.count("manager_joined") == kinds.count("manager_removed") == 1
    assert (await stand_in_of(original, "gone"))["workshop_id"] == "workshop-1"
    assert (await original.one("jobs", "j-2"))["manager_id"] == "manager-1"
    assert {row["id"]: row["reason"] for row in rows if row["action"] == "left_out"} == {
        "again": "the user is a manager already; one workshop each",
        "no-workshop": "there is no such workshop",
        "owner": "the user is an owner",
        "nobody": "names no user",
    }


async def test_invite_codes(original: Import) -> None:
    await original.add_garage()
    code = {"workshop_id": "workshop-1", "created_at": DAY, "is_active": True}
    await original.add(
        "invite_codes",
        code | {"id": "c-1", "code": "aaaa"},
        code | {"id": "c-2", "code": "AAAA", "used_by": "manager-1"},
        code | {"id": "c-3", "code": "BBBB", "used_by": "manager-1"},
        code | {"id": "c-4", "code": "CCCC", "used_by": "gone"},
        code | {"id": "c-5", "code": "DDDD", "used": True},
        code | {"id": "c-6", "code": "EEEE", "workshop_id": "gone"},
        code | {"id": "c-7", "code": ""},
    )
    rows = await original.run()
    found = {c["_id"]: (c["code"], c["used_by"], c["is_active"]) for c in await original.all("invite_codes")}
    assert found == {
        "c-2": ("AAAA", "manager-1", True),
        "c-3": ("BBBB", None, False),
        "c-4": ("CCCC", None, False),
        "c-5": ("DDDD", None, False),
    }
    assert {row["id"] for row in rows if row["action"] == "left_out"} == {"c-1", "c-6", "c-7"}
    assert (await original.one("invite_codes", "c-2"))["used_at"] == dt.datetime(2024, 1, 15, 11, tzinfo=dt.UTC)
