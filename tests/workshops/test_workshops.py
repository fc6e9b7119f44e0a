"""The workshop itself, and the codes with which managers join it."""

import pytest

from revops.mongo.client import Database
from revops.mongo.zones import zones_of
from tests.conftest import Clock
from tests.factories import (
    Api,
    Garage,
    make_invite_code,
    make_job,
    make_owner,
    make_workshop,
    ok,
    refused,
    register,
    workshop_fields,
)
from tests.invariants import assert_invariants, unchanged

pytestmark = pytest.mark.slow


async def test_an_owner_opens_a_workshop(anonymous: Api) -> None:
    owner = await make_owner(anonymous.http)
    refused(await owner.get("/api/workshops/me"), 404, "no_workshop")
    workshop = ok(
        await owner.post(
            "/api/workshops",
            workshop_fields(name="  Test Motors ", phone="022 2555 1234", gst_number="27AAPFU0939F1ZV"),
        )
    )
    assert workshop | {"id": None, "created_at": None} == {
        "id": None,
        "owner_id": owner.id,
        "name": "Test Motors",
        "phone": "+912225551234",
        "address": "12 Station Road, Pune",
        "gst_number": "27AAPFU0939F1ZV",
        "currency": "INR",
        "timezone": "Asia/Kolkata",
        "created_at": None,
        "managers_see": "own",
        "blind_counts": False,
        "version": 1,
        "password_above": None,
        "warnings": [],
    }
    assert ok(await owner.get("/api/workshops/me")) == workshop
    assert ok(await owner.get("/api/auth/me"))["workshop_id"] == workshop["id"]


async def test_a_workshop_is_in_india_unless_it_says_otherwise(anonymous: Api) -> None:
    owner = await make_owner(anonymous.http)
    workshop = ok(await owner.post("/api/workshops", {"name": "Test Motors", "phone": "+912225551234"}))
    assert (workshop["currency"], workshop["timezone"]) == ("INR", "Asia/Kolkata")
    assert (workshop["address"], workshop["gst_number"]) == (None, None)


async def test_optional_texts_may_be_null_or_blank_as_forms_send_them(anonymous: Api) -> None:
    for nothing in (None, "", "  "):
        workshop = await make_workshop(await make_owner(anonymous.http), address=nothing, gst_number=nothing)
        assert (workshop["address"], workshop["gst_number"]) == (None, None)


async def test_an_owner_has_one_workshop(garage: Garage, db: Database) -> None:
    async with unchanged(db, garage.id):
        refused(await garage.owner.post("/api/workshops", workshop_fields()), 400, "workshop_exists")


async def test_a_manager_opens_no_workshop(garage: Garage, db: Database) -> None:
    async with unchanged(db, garage.id):
        refused(await garage.manager.post("/api/workshops", workshop_fields()), 403, "wrong_role")


@pytest.mark.parametrize("gst_number", ["27AAPFU0939F1ZV", "27 AAPFU 0939F 1ZV", "38AAPFU0939F1ZS", "27aapfu0939f1zv"])
async def test_a_gst_number_with_the_right_check_digit_does_not_warn(anonymous: Api, gst_number: str) -> None:
    assert (await make_workshop(await make_owner(anonymous.http), gst_number=gst_number))["warnings"] == []


@pytest.mark.parametrize(
    ("gst_number", "says"),
    [
        ("27AAPFU0939F1ZW", "its last character does not fit the others, so one of them is mistyped"),
        ("22AAAAA0000A1Z5", "no PAN has the number 0000"),
        ("27AAPFU0939F1Z", "it has 14 characters instead of 15"),
        ("कखग", "it may hold only letters and digits"),
        ("0", "it has 1 character instead of 15"),
    ],
)
async def test_an_odd_gst_number_warns_and_is_kept(anonymous: Api, gst_number: str, says: str) -> None:
    workshop = await make_workshop(await make_owner(anonymous.http), gst_number=gst_number, phone="12-34")
    assert workshop["gst_number"] == gst_number
    assert workshop["warnings"] == [
        f"{gst_number} does not look like a valid GSTIN: {says}. Please check it.",
        "12-34 does not look like a phone number; please check it.",
    ]


async def test_the_owner_changes_the_workshop(garage: Garage, db: Database) -> None:
    answer = ok(
        await garage.owner.put(
            f"/api/workshops/{garage.id}", {"name": "New Motors", "address": "", "timezone": "Asia/Dubai"}
        )
    )
    assert answer["message"] == "Workshop updated"
    assert (answer["name"], answer["address"], answer["timezone"]) == ("New Motors", None, "Asia/Dubai")
    assert answer["version"] == 2
    del answer["message"]
    for person in (garage.owner, garage.manager):
        assert ok(await person.get("/api/workshops/me")) == answer
    entry = await db.collection("journal").find_one({"workshop_id": garage.id, "kind": "workshop_updated"})
    assert entry is not None
    assert entry["changes"] == {
        "name": ["Test Motors", "New Motors"],
        "address": ["12 Station Road, Pune", None],
        "timezone": ["Asia/Kolkata", "Asia/Dubai"],
    }


async def test_all_time_zones_that_it_has_had_are_known(garage: Garage, db: Database) -> None:
    async def zones(**change: str) -> tuple[str, ...] | None:
        ok(await garage.owner.put(f"/api/workshops/{garage.id}", change))
        found = await db.collection("workshops").find_one({"_id": garage.id})
        assert found is not None
        return zones_of(found)

    assert await zones() == ("Asia/Kolkata",)
    assert await zones(timezone="Asia/Dubai") == ("Asia/Dubai", "Asia/Kolkata")
    assert await zones(name="Other Motors") == ("Asia/Dubai", "Asia/Kolkata")
    assert await zones(timezone="Asia/Kolkata") == ("Asia/Dubai", "Asia/Kolkata")
    # An older release that serves beside this one does not note them: then they are not known, and stay so.
    change = {"$set": {"timezone": "Asia/Muscat"}, "$inc": {"version": 1}}
    await db.collection("workshops").update_one({"_id": garage.id}, change)
    assert await zones() is None
    assert await zones(timezone="Asia/Dubai") is None
    await db.collection("workshops").update_one({"_id": garage.id}, {"$unset": {"zones": 1}})
    assert await zones(timezone="Asia/Kolkata") is None


async def test_a_change_that_changes_nothing(garage: Garage, db: Database) -> None:
    async with unchanged(db, garage.id):
        for same in ({}, {"name": None}, {"name": "Test Motors", "currency": "INR"}, {"owner_id": "me", "id": "x"}):
            ok(await garage.owner.put(f"/api/workshops/{garage.id}", same))


async def test_whoever_was_slower_sees_the_present_state(garage: Garage, db: Database) -> None:
    ok(await garage.owner.put(f"/api/workshops/{garage.id}", {"name": "First", "version": 1}))
    async with unchanged(db, garage.id):
        body = {"name": "Second", "version": 1}
        problem = refused(await garage.owner.put(f"/api/workshops/{garage.id}", body), 409, "stale_version")
    assert problem["current"] == ok(await garage.owner.get("/api/workshops/me"))
    assert (problem["current"]["name"], problem["current"]["version"]) == ("First", 2)


async def test_the_currency_is_free_until_the_first_job(garage: Garage, db: Database) -> None:
    ok(await garage.owner.put(f"/api/workshops/{garage.id}", {"currency": "OMR", "timezone": "Asia/Muscat"}))
    await make_job(garage.manager, estimated_amount=12.345)
    async with unchanged(db, garage.id):
        body = {"currency": "INR", "name": "Other"}
        refused(await garage.owner.put(f"/api/workshops/{garage.id}", body), 409, "currency_fixed")
        ok(await garage.owner.put(f"/api/workshops/{garage.id}", {"currency": "OMR"}))
    assert ok(await garage.owner.put(f"/api/workshops/{garage.id}", {"name": "Other"}))["name"] == "Other"
    await assert_invariants(db, garage.id)


async def test_only_the_owner_changes_only_the_own_workshop(garage: Garage, other_garage: Garage, db: Database) -> None:
    async with unchanged(db, garage.id, other_garage.id):
        for person, status in ((garage.manager, 403), (other_garage.owner, 404), (other_garage.manager, 403)):
            path = f"/api/workshops/{garage.id}"
            refused(await person.put(path, {"name": "Mine now"}), status)
            refused(await person.post(f"{path}/invite-codes"), status)
            refused(await person.get(f"{path}/invite-codes"), status)
            refused(await person.delete(f"{path}/invite-codes/AAAAAAAA"), status)
        refused(await garage.owner.put("/api/workshops/me", {"name": "Mine"}), 404, "not_found")


async def test_a_code_is_read_out_on_the_phone(garage: Garage, clock: Clock) -> None:
    clock.set("2026-03-10T06:00:00Z")
    code = ok(await garage.owner.post(f"/api/workshops/{garage.id}/invite-codes"))
    assert len(code["code"]) == 8
    assert not set(code["code"]) & set("0O1IL5S2Z8BUV")
    assert code | {"code": ""} == {
        "code": "",
        "role": "manager",
        "grants": {},
        "sees": None,
        "limits": {"cash_payment": None},
        "is_active": True,
        "used_by": None,
        "used_at": None,
        "created_at": "2026-03-10T06:00:00Z",
        "expires_at": "2026-03-17T06:00:00Z",
    }


async def test_the_list_of_codes_tells_which_are_good(anonymous: Api, clock: Clock) -> None:
    owner = await make_owner(anonymous.http)
    workshop = await make_workshop(owner)
    path = f"/api/workshops/{workshop['id']}/invite-codes"
    expired = await make_invite_code(owner)
    clock.advance(days=8)
    used, revoked, good = [await make_invite_code(owner) for _ in range(3)]
    response = await anonymous.post(
        "/api/auth/register",
        {
            "email": f"code-{used.lower()}@garage.example",
            "password": "blue-lorry-42-kites",
            "name": "Test Manager",
            "phone": "+919123456780",
            "role": "manager",
            "invite_code": used,
        },
    )
    manager = ok(response)["user"]
    assert ok(await owner.delete(f"{path}/{revoked.lower()}")) == {"message": "Code revoked"}
    listed = ok(await owner.get(path))
    assert [(code["code"], code["is_active"], code["used_by"]) for code in listed] == [
        (good, True, None),
        (revoked, False, None),
        (used, False, manager["id"]),
        (expired, False, None),
    ]
    assert listed[2]["used_at"] is not None


async def test_a_used_code_is_not_revoked(garage: Garage, db: Database) -> None:
    (code,) = ok(await garage.owner.get(f"/api/workshops/{garage.id}/invite-codes"))
    async with unchanged(db, garage.id):
        path = f"/api/workshops/{garage.id}/invite-codes"
        refused(await garage.owner.delete(f"{path}/{code['code']}"), 409, "code_used")
        refused(await garage.owner.delete(f"{path}/NOSUCHCD"), 404, "not_found")


async def test_another_workshops_code_is_not_revoked(garage: Garage, other_garage: Garage, db: Database) -> None:
    code = await make_invite_code(garage.owner)
    async with unchanged(db, garage.id, other_garage.id):
        path = f"/api/workshops/{other_garage.id}/invite-codes/{code}"
        refused(await other_garage.owner.delete(path), 404, "not_found")
    assert (await register(garage.owner.http, role="manager", invite_code=code)).workshop_id == garage.id


async def test_unused_codes_do_not_pile_up(garage: Garage, db: Database) -> None:
    for _ in range(100):
        await make_invite_code(garage.owner)
    async with unchanged(db, garage.id):
        refused(await garage.owner.post(f"/api/workshops/{garage.id}/invite-codes"), 409, "too_many_codes")


async def test_what_is_typed_is_looked_at_before_there_is_a_workshop(anonymous: Api) -> None:
    owner = await make_owner(anonymous.http)
    typed = {"currency": "INR", "phone": "98765 4321", "gst_number": "27AAPFUO939F1ZV", "vehicle_number": "MH12AB12345"}
    look = ok(await owner.post("/api/workshops/look", typed))
    assert look["phone"].startswith("98765 4321 has 9 digits")
    assert "27AAPFU0939F1ZV would be right" in look["gst_number"]
    assert "does not look like an Indian vehicle number" in look["vehicle_number"]
    assert look["state"] == "Maharashtra"
    nothing = {"phone": None, "vehicle_number": None, "gst_number": None, "state": None}
    assert ok(await owner.post("/api/workshops/look", {})) == nothing
    gulf = {"currency": "AED", "phone": "050 123 4567", "gst_number": "100123456789003", "vehicle_number": "A 1"}
    assert ok(await owner.post("/api/workshops/look", gulf)) == nothing
