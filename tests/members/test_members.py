"""Members: roles, single rights, limits, and that somebody always owns the garage."""

import pytest

from revops.mongo.client import Database
from tests.factories import (
    Garage,
    Person,
    get_job,
    job_fields,
    login,
    make_job,
    make_manager,
    make_member,
    make_payment,
    make_settlement,
    ok,
    payment_fields,
    refused,
)
from tests.invariants import assert_invariants, unchanged

pytestmark = pytest.mark.slow


async def member_of(owner: Person, person: Person) -> dict[str, object]:
    """Return what the owner's list says of a member."""
    (row,) = [row for row in ok(await owner.get("/api/members")) if row["user_id"] == person.id]
    found: dict[str, object] = row
    return found


async def test_the_list_tells_who_is_what(garage: Garage) -> None:
    cashier = await make_member(garage.owner, "cashier")
    job_id = await make_job(garage.manager, estimated_amount=900)
    await make_payment(cashier, job_id, 300)
    rows = ok(await garage.owner.get("/api/members"))
    assert [(row["user_id"], row["role"], row["sees"], row["is_active"]) for row in rows] == [
        (garage.owner.id, "owner", "all", True),
        (garage.manager.id, "manager", "own", True),
        (cashier.id, "cashier", "all", True),
    ]
    assert [(row["open_jobs"], row["cash_in_hand"]) for row in rows] == [(0, 0), (1, 0), (0, 300)]
    assert rows[1]["user"] == {
        "id": garage.manager.id,
        "name": "Test Manager",
        "email": garage.manager.email,
        "phone": "+919123456780",
    }


async def test_a_role_is_another_from_the_next_request_on(garage: Garage, db: Database) -> None:
    person = garage.manager
    job_id = await make_job(person, advance_paid=200)
    changed = ok(await garage.owner.put(f"/api/members/{person.id}", {"role": "accountant"}))["member"]
    assert (changed["role"], changed["sees"], changed["cash_in_hand"]) == ("accountant", "all", 200)
    me = ok(await person.get("/api/auth/me"))
    assert (me["role"], me["sees"]) == ("accountant", "all")
    assert "analytics:read" in me["permissions"]
    async with unchanged(db, garage.id):
        refused(await person.post("/api/jobs", job_fields()), 403, "wrong_role")
        refused(await person.post("/api/payments", payment_fields(job_id, 1)), 403, "wrong_role")
    ok(await person.get("/api/analytics/dashboard"))
    # What he has in hand he cannot hand over by himself any more, so the owner records it.
    ok(await garage.owner.post("/api/settlements/received", {"member_id": person.id, "amount": 200}))
    assert (await member_of(garage.owner, person))["cash_in_hand"] == 0
    await assert_invariants(db, garage.id)


async def test_single_rights_are_granted_and_denied(garage: Garage, db: Database) -> None:
    person, colleague = garage.manager, await make_manager(garage.owner)
    job_id = await make_job(person)
    theirs = await make_job(colleague)
    refused(await person.get(f"/api/jobs/{theirs}"), 404)
    grants = {"jobs:close_owing": True, "payments:record": False, "analytics:read": True}
    ok(await garage.owner.put(f"/api/members/{person.id}", {"grants": grants, "sees": "all"}))
    assert (await get_job(person, theirs))["manager_id"] == colleague.id
    problem = refused(await person.post("/api/payments", payment_fields(job_id, 10)), 403, "wrong_role")
    assert problem["detail"] == "The owner has not allowed you to do this."
    ok(await person.put(f"/api/jobs/{job_id}", {"status": "closed"}))
    assert ok(await person.get("/api/analytics/dashboard"))["total_jobs"] == 2
    refused(await person.put(f"/api/jobs/{job_id}", {"status": "in_progress"}), 409, "status_move_not_allowed")
    ok(await garage.owner.put(f"/api/members/{person.id}", {"grants": {}, "sees": "own"}))
    refused(await person.get(f"/api/jobs/{theirs}"), 404)
    await assert_invariants(db, garage.id)


async def test_nobody_reviews_what_he_took_himself(garage: Garage, db: Database) -> None:
    person, colleague = garage.manager, await make_manager(garage.owner)
    grants = {"payments:review": True, "settlements:review": True, "cash:read_all": True}
    ok(await garage.owner.put(f"/api/members/{person.id}", {"grants": grants, "sees": "all"}))
    own = await make_payment(person, await make_job(person), 100)
    theirs = await make_payment(colleague, await make_job(colleague), 200)
    settlements = [await make_settlement(person, 100), await make_settlement(colleague, 200)]
    async with unchanged(db, garage.id):
        for path in (f"/api/payments/{own}", f"/api/settlements/{settlements[0]}"):
            refused(await person.put(f"{path}/confirm"), 403, "own_money")
            refused(await person.put(f"{path}/reject", {"reason": "Mine"}), 403, "own_money")
    ok(await person.put(f"/api/payments/{theirs}/confirm"))
    ok(await person.put(f"/api/settlements/{settlements[1]}/confirm"))
    ok(await garage.owner.put(f"/api/payments/{own}/confirm"))
    ok(await person.put(f"/api/payments/{own}/confirm"))
    await assert_invariants(db, garage.id)


async def test_a_receipt_is_given_by_whoever_has_the_job(garage: Garage, db: Database) -> None:
    cashier, colleague = await make_member(garage.owner, "cashier"), await make_manager(garage.owner)
    job_id = await make_job(garage.manager)
    payment_id = await make_payment(cashier, job_id, 100)
    refused(await colleague.post(f"/api/documents/receipt/{payment_id}/issue"), 404)
    refused(await colleague.get(f"/api/documents/receipt/{payment_id}"), 404)
    refused(await cashier.post(f"/api/documents/receipt/{payment_id}/issue"), 403, "wrong_role")
    ok(await garage.manager.post(f"/api/documents/receipt/{payment_id}/issue"))
    assert (await cashier.get(f"/api/documents/receipt/{payment_id}")).status_code == 200
    (payment,) = (await get_job(garage.manager, job_id))["payments"]
    assert payment["receipt_number"] is not None
    await assert_invariants(db, garage.id)


async def test_what_makes_an_owner_is_not_granted_singly(garage: Garage, db: Database) -> None:
    for name in ("payments:confirm_own", "members:manage", "workshop:manage"):
        async with unchanged(db, garage.id):
            path, body = f"/api/members/{garage.manager.id}", {"grants": {name: True}}
            refused(await garage.owner.put(path, body), 422, field="grants")


@pytest.mark.parametrize(
    "body",
    [
        {"role": "admin"},
        {"role": "Owner"},
        {"sees": "some"},
        {"grants": {"payments:print": True}},
        {"limits": {"cash_payment": -1}},
        {"limits": {"cash_payment": 0}},
    ],
)
async def test_what_does_not_exist_is_refused(garage: Garage, db: Database, body: dict[str, object]) -> None:
    async with unchanged(db, garage.id):
        refused(await garage.owner.put(f"/api/members/{garage.manager.id}", body), 422)
        refused(await garage.owner.put("/api/members/no-such", {"sees": "all"}), 404)
    code = await garage.owner.post(f"/api/workshops/{garage.id}/invite-codes", {"role": "admin"})
    refused(code, 422, field="role")


@pytest.mark.parametrize(
    ("path", "body", "says"),
    [
        (
            "/api/members/{member}",
            {"limits": {"cash_payment": 5.123}},
            "Cash in one payment can have at most 2 decimals",
        ),
        ("/api/members/{member}", {"limits": {"cash_payment": 0}}, "Cash in one payment must be more than 0."),
        ("/api/custody/settings", {"amount": 5, "age_hours": 0}, "Hours until cash is handed over must be at least 1."),
        ("/api/exceptions/settings", {"discount_caps": {"manager": 101}}, "Largest discount can be at most 100."),
        ("/api/gate/settings", {"test_drive_km": -1}, "Longest test drive must be at least 1."),
        ("/api/workshops/{workshop}", {"name": "\u200b\u3164\u00ad"}, "Name is required."),
    ],
)
async def test_a_refusal_names_a_field_as_people_do(
    garage: Garage, path: str, body: dict[str, object], says: str
) -> None:
    address = path.format(member=garage.manager.id, workshop=garage.id)
    assert says in refused(await garage.owner.put(address, body), 422)["detail"]


async def test_more_cash_than_allowed_is_not_taken(garage: Garage, db: Database) -> None:
    path = f"/api/members/{garage.manager.id}"
    ok(await garage.owner.put(path, {"limits": {"cash_payment": 500}}))
    job_id = await make_job(garage.manager)
    async with unchanged(db, garage.id):
        problem = refused(await garage.manager.post("/api/payments", payment_fields(job_id, 500.01)), 403)
        assert problem["code"] == "above_cash_limit"
        refused(await garage.manager.post("/api/jobs", job_fields(advance_paid=501)), 403, "above_cash_limit")
    await make_payment(garage.manager, job_id, 500)
    await make_payment(garage.manager, job_id, 600, method="upi")
    ok(await garage.owner.put(path, {"limits": {"cash_payment": None}}))
    await make_payment(garage.manager, job_id, 501)
    await assert_invariants(db, garage.id)


async def test_the_last_owner_stays(garage: Garage, db: Database) -> None:
    owner, second = garage.owner, garage.manager
    async with unchanged(db, garage.id):
        refused(await owner.put(f"/api/members/{owner.id}", {"role": "manager"}), 409, "last_owner")
        refused(await owner.delete(f"/api/members/{owner.id}"), 409, "last_owner")
        refused(await owner.delete(f"/api/members/{owner.id}", force=True), 409, "last_owner")
    ok(await owner.put(f"/api/members/{second.id}", {"role": "owner"}))
    # What a second owner takes is confirmed at once, and the garage's.
    job_id = await make_job(await make_manager(owner))
    await make_payment(second, job_id, 700)
    assert (await get_job(second, job_id))["confirmed_amount"] == 700
    assert ok(await second.get("/api/analytics/dashboard"))["cash_in_hand"] == 0
    await assert_invariants(db, garage.id)
    ok(await second.put(f"/api/members/{owner.id}", {"role": "accountant"}))
    refused(await owner.get("/api/members"), 403, "wrong_role")
    async with unchanged(db, garage.id):
        refused(await second.delete(f"/api/members/{second.id}"), 409, "last_owner")


async def test_a_member_who_left_is_not_changed(garage: Garage, db: Database) -> None:
    ok(await garage.owner.delete(f"/api/members/{garage.manager.id}"))
    async with unchanged(db, garage.id):
        refused(await garage.owner.put(f"/api/members/{garage.manager.id}", {"sees": "all"}), 409, "member_left")
    refused(await garage.manager.get("/api/auth/me"), 401, "session_ended")
    rows = ok(await garage.owner.get("/api/members"))
    assert [(row["user_id"], row["is_active"]) for row in rows][-1] == (garage.manager.id, False)


async def test_only_owners_manage_members(garage: Garage, other_garage: Garage, db: Database) -> None:
    people = [garage.manager, *[await make_member(garage.owner, role) for role in ("accountant", "cashier", "gate")]]
    async with unchanged(db, garage.id):
        for person in people:
            refused(await person.get("/api/members"), 403, "wrong_role")
            refused(await person.put(f"/api/members/{person.id}", {"role": "owner"}), 403, "wrong_role")
            refused(await person.post(f"/api/members/{person.id}/hand-over", {"to": person.id}), 403, "wrong_role")
        stranger = other_garage.owner
        refused(await stranger.put(f"/api/members/{garage.manager.id}", {"role": "owner"}), 404)
        refused(await stranger.delete(f"/api/members/{garage.manager.id}"), 404)
        refused(await stranger.post(f"/api/members/{garage.manager.id}/hand-over", {"to": stranger.id}), 404)


async def test_a_technician_sees_work_and_no_money(garage: Garage, db: Database) -> None:
    technician = await make_member(garage.owner, "technician")
    job_id = await make_job(garage.manager, estimated_amount=54321, work_description="Clutch plate")
    assert ok(await technician.get("/api/work")) == []
    refused(await technician.put(f"/api/work/{job_id}", {"status": "in_progress"}), 404)
    ok(await garage.owner.put(f"/api/jobs/{job_id}", {"manager_id": technician.id}))
    response = await technician.get("/api/work")
    (work,) = ok(response)
    assert (work["id"], work["work_description"], work["status"]) == (job_id, "Clutch plate", "pending")
    assert "54321" not in response.text
    moved = await technician.put(f"/api/work/{job_id}", {"status": "completed"})
    assert ok(moved)["work"]["status"] == "completed"
    assert "54321" not in moved.text
    async with unchanged(db, garage.id):
        refused(await technician.put(f"/api/work/{job_id}", {"status": "delivered"}), 422, field="status")
        for path in (f"/api/jobs/{job_id}", "/api/jobs", "/api/payments", f"/api/documents/job-card/{job_id}"):
            refused(await technician.get(path), 403, "wrong_role")
    await assert_invariants(db, garage.id)


async def test_whoever_is_at_the_gate_has_an_account_and_the_gate(garage: Garage) -> None:
    gate = await make_member(garage.owner, "gate")
    me = ok(await gate.get("/api/auth/me"))
    assert (me["role"], me["permissions"], me["workshop_id"]) == ("gate", ["gate:record"], garage.id)
    assert [row["workshop_name"] for row in me["memberships"]] == ["Test Motors"]
    assert ok(await gate.put("/api/auth/me", {"name": "Gate Keeper"}))["name"] == "Gate Keeper"
    assert (await login(gate.http, gate.email)).name == "Gate Keeper"
