"""Managers: their figures, and their leaving."""

import pytest

from revops.mongo.client import Database
from tests.factories import (
    Garage,
    Person,
    confirm_settlement,
    get_job,
    make_job,
    make_manager,
    make_payment,
    make_settlement,
    manager_figures,
    ok,
    refused,
    reject_payment,
)
from tests.invariants import assert_invariants, unchanged

pytestmark = pytest.mark.slow

MONEY = ("job_count", "total_revenue", "total_collected", "cash_in_hand", "pending_settlement")


async def _money(owner: Person, manager: Person) -> tuple[float, ...]:
    figures = await manager_figures(owner, manager)
    return tuple(figures[name] for name in MONEY)


async def test_a_new_manager_starts_at_nothing(garage: Garage) -> None:
    (row,) = ok(await garage.owner.get("/api/managers"))
    assert row | {"joined_at": None} == {
        "id": garage.manager.id,
        "user_id": garage.manager.id,
        "workshop_id": garage.id,
        "joined_at": None,
        "is_active": True,
        "permissions": [
            "customers:read",
            "customers:update",
            "documents:issue",
            "documents:read",
            "jobs:cancel",
            "jobs:create",
            "jobs:read",
            "jobs:update",
            "messages:read",
            "messages:send",
            "my_day:read",
            "passes:issue",
            "payments:read",
            "payments:record",
            "payments:refund",
            "photos:add",
            "photos:read",
            "settlements:read",
            "settlements:submit",
            "vehicles:read",
            "vehicles:update",
            "workshop:read",
        ],
        "user": {
            "id": garage.manager.id,
            "name": "Test Manager",
            "email": garage.manager.email,
            "phone": "+919123456780",
        },
        "job_count": 0,
        "total_revenue": 0,
        "total_collected": 0,
        "cash_in_hand": 0,
        "pending_settlement": 0,
    }


async def test_the_figures_follow_every_event_at_once(garage: Garage, db: Database) -> None:
    owner, manager = garage.owner, garage.manager
    first = await make_job(manager, estimated_amount=5000, advance_paid=1000)
    assert await _money(owner, manager) == (1, 5000, 1000, 1000, 0)
    await make_job(manager, estimated_amount=2500.5)
    assert await _money(owner, manager) == (2, 7500.5, 1000, 1000, 0)
    await make_payment(manager, first, 500, method="upi")
    assert await _money(owner, manager) == (2, 7500.5, 1500, 1000, 0)
    wrong = await make_payment(manager, first, 250.25)
    assert await _money(owner, manager) == (2, 7500.5, 1750.25, 1250.25, 0)
    await reject_payment(owner, wrong)
    assert await _money(owner, manager) == (2, 7500.5, 1500, 1000, 0)
    settlement_id = await make_settlement(manager, 600, [first])
    assert await _money(owner, manager) == (2, 7500.5, 1500, 1000, 600)
    await confirm_settlement(owner, settlement_id)
    assert await _money(owner, manager) == (2, 7500.5, 1500, 400, 0)
    ok(await owner.put(f"/api/jobs/{first}", {"estimated_amount": 4000}))
    assert await _money(owner, manager) == (2, 6500.5, 1500, 400, 0)
    await assert_invariants(db, garage.id)


async def test_each_manager_has_own_figures(garage: Garage, other_garage: Garage) -> None:
    colleague = await make_manager(garage.owner, name="Second Manager")
    await make_job(garage.manager, estimated_amount=100, advance_paid=10)
    await make_job(colleague, estimated_amount=200, advance_paid=20)
    await make_job(other_garage.manager, estimated_amount=999, advance_paid=999)
    rows = ok(await garage.owner.get("/api/managers"))
    assert [(row["id"], row["user"]["name"], row["total_revenue"], row["cash_in_hand"]) for row in rows] == [
        (garage.manager.id, "Test Manager", 100, 10),
        (colleague.id, "Second Manager", 200, 20),
    ]


async def test_a_manager_without_cash_is_removed_and_stays_on_record(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=5000)
    answer = ok(await garage.owner.delete(f"/api/managers/{garage.manager.id}"))
    assert answer == {"message": "Manager removed"}
    figures = await manager_figures(garage.owner, garage.manager)
    assert figures["is_active"] is False
    assert (figures["job_count"], figures["total_revenue"]) == (1, 5000)
    assert (await get_job(garage.owner, job_id))["manager_name"] == "Test Manager"
    refused(await garage.manager.get("/api/jobs"), 401, "session_ended")
    async with unchanged(db, garage.id):
        assert ok(await garage.owner.delete(f"/api/managers/{garage.manager.id}")) == answer
    await assert_invariants(db, garage.id)


async def test_a_manager_with_cash_in_hand_is_not_removed_by_mistake(garage: Garage, db: Database) -> None:
    await make_job(garage.manager, estimated_amount=5000, advance_paid=1234.5)
    async with unchanged(db, garage.id):
        problem = refused(await garage.owner.delete(f"/api/managers/{garage.manager.id}"), 409, "cash_in_hand")
        refused(await garage.owner.delete(f"/api/managers/{garage.manager.id}", force=False), 409, "cash_in_hand")
    assert problem["cash_in_hand"] == 1234.5
    assert problem["detail"].startswith("This manager still has ₹1,234.50 in cash.")
    ok(await garage.manager.get("/api/jobs"))
    ok(await garage.owner.delete(f"/api/managers/{garage.manager.id}", force=True))
    figures = await manager_figures(garage.owner, garage.manager)
    assert (figures["is_active"], figures["cash_in_hand"]) == (False, 1234.5)
    refused(await garage.manager.get("/api/jobs"), 401, "session_ended")
    await assert_invariants(db, garage.id)


async def test_removed_managers_come_last(garage: Garage) -> None:
    colleague = await make_manager(garage.owner)
    ok(await garage.owner.delete(f"/api/managers/{garage.manager.id}"))
    rows = ok(await garage.owner.get("/api/managers"))
    assert [(row["id"], row["is_active"]) for row in rows] == [(colleague.id, True), (garage.manager.id, False)]


async def test_only_the_owner_of_the_workshop_removes_managers(
    garage: Garage, other_garage: Garage, db: Database
) -> None:
    colleague = await make_manager(garage.owner)
    async with unchanged(db, garage.id, other_garage.id):
        path = f"/api/managers/{garage.manager.id}"
        refused(await colleague.delete(path, force=True), 403, "wrong_role")
        refused(await garage.manager.delete(path, force=True), 403, "wrong_role")
        refused(await other_garage.owner.delete(path, force=True), 404, "not_found")
        refused(await garage.owner.delete(f"/api/managers/{garage.owner.id}", force=True), 404, "not_found")
        refused(await garage.owner.delete("/api/managers/no-such"), 404, "not_found")
        refused(await garage.manager.get("/api/managers"), 403, "wrong_role")
    ok(await garage.manager.get("/api/jobs"))


async def test_another_workshops_managers_are_not_listed(garage: Garage, other_garage: Garage) -> None:
    assert [row["id"] for row in ok(await other_garage.owner.get("/api/managers"))] == [other_garage.manager.id]
