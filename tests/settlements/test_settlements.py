"""Settlements: cash from the managers' hands to the owner."""

from revops.mongo.client import Database
from tests.factories import (
    Garage,
    confirm_settlement,
    make_job,
    make_manager,
    make_payment,
    make_settlement,
    manager_figures,
    ok,
    refused,
    reject_payment,
    reject_settlement,
)
from tests.invariants import assert_invariants, unchanged


async def _cash(garage: Garage) -> tuple[float, float]:
    figures = await manager_figures(garage.owner, garage.manager)
    return figures["cash_in_hand"], figures["pending_settlement"]


async def test_a_settlement_awaits_the_owner_and_only_then_lowers_cash_in_hand(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=5000)
    await make_payment(garage.manager, job_id, 3000)
    answer = ok(
        await garage.manager.post(
            "/api/settlements", {"amount": 2500.5, "job_ids": [job_id, job_id], "notes": "Friday's cash"}
        )
    )
    assert answer.keys() == {"id", "message"}
    assert await _cash(garage) == (3000, 2500.5)
    (row,) = ok(await garage.manager.get("/api/settlements"))
    assert row | {"submitted_date": None} == {
        "id": answer["id"],
        "workshop_id": garage.id,
        "manager_id": garage.manager.id,
        "manager_name": "Test Manager",
        "amount": 2500.5,
        "job_ids": [job_id],
        "notes": "Friday's cash",
        "verdict": "pending",
        "confirmed_by_owner": False,
        "submitted_date": None,
        "confirmation_date": None,
        "reject_reason": None,
        "cancelled": False,
        "is_counted": False,
        "count": None,
        "counted_amount": None,
        "received_count": None,
        "received_amount": None,
        "book_amount": None,
        "open_difference": 0,
        "cash_difference": 0,
        "difference_reason": None,
        "reversed_at": None,
    }
    confirmed = ok(await garage.owner.put(f"/api/settlements/{answer['id']}/confirm"))
    assert confirmed["message"] == "Cash received"
    assert confirmed["settlement"]["verdict"] == "confirmed"
    assert confirmed["settlement"]["confirmed_by_owner"] is True
    assert confirmed["settlement"]["confirmation_date"] is not None
    assert await _cash(garage) == (499.5, 0)
    await assert_invariants(db, garage.id)


async def test_no_more_is_settled_than_is_in_hand_and_not_submitted(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=5000)
    async with unchanged(db, garage.id):
        body = {"amount": 0.01, "job_ids": []}
        problem = refused(await garage.manager.post("/api/settlements", body), 409, "more_than_cash_in_hand")
    assert problem["available_amount"] == 0
    await make_payment(garage.manager, job_id, 1000)
    await make_payment(garage.manager, job_id, 500, method="upi")
    await make_settlement(garage.manager, 600, [job_id])
    async with unchanged(db, garage.id):
        body = {"amount": 400.01, "job_ids": [job_id]}
        problem = refused(await garage.manager.post("/api/settlements", body), 409, "more_than_cash_in_hand")
    assert problem["available_amount"] == 400
    assert problem["detail"].startswith("You can hand over at most ₹400")
    await make_settlement(garage.manager, 400, [job_id])
    assert await _cash(garage) == (1000, 1000)
    await assert_invariants(db, garage.id)


async def test_a_refused_settlement_leaves_the_cash_with_the_manager_to_submit_again(
    garage: Garage, db: Database
) -> None:
    job_id = await make_job(garage.manager)
    await make_payment(garage.manager, job_id, 1000)
    settlement_id = await make_settlement(garage.manager, 1000, [job_id])
    rejected = ok(await garage.owner.put(f"/api/settlements/{settlement_id}/reject", {"reason": "Only 900 came"}))
    assert rejected["message"] == "Hand-over rejected"
    assert rejected["settlement"]["verdict"] == "rejected"
    assert rejected["settlement"]["reject_reason"] == "Only 900 came"
    assert await _cash(garage) == (1000, 0)
    await confirm_settlement(garage.owner, await make_settlement(garage.manager, 1000, [job_id]))
    assert await _cash(garage) == (0, 0)
    await assert_invariants(db, garage.id)


async def test_a_verdict_stands_and_repeating_it_changes_nothing(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager)
    await make_payment(garage.manager, job_id, 1000)
    confirmed = await make_settlement(garage.manager, 300, [job_id])
    rejected = await make_settlement(garage.manager, 200, [job_id])
    first = await confirm_settlement(garage.owner, confirmed)
    second = await reject_settlement(garage.owner, rejected)
    async with unchanged(db, garage.id):
        assert await confirm_settlement(garage.owner, confirmed) == first
        assert await reject_settlement(garage.owner, rejected) == second
        body = {"reason": "No"}
        refused(await garage.owner.put(f"/api/settlements/{confirmed}/reject", body), 409, "settlement_confirmed")
        refused(await garage.owner.put(f"/api/settlements/{rejected}/confirm"), 409, "settlement_rejected")
    assert await _cash(garage) == (700, 0)
    await assert_invariants(db, garage.id)


async def test_only_own_jobs_are_named_in_a_settlement(garage: Garage, other_garage: Garage, db: Database) -> None:
    colleague = await make_manager(garage.owner)
    mine, not_mine = await make_job(garage.manager), await make_job(colleague)
    elsewhere = await make_job(other_garage.manager)
    await make_payment(garage.manager, mine, 1000)
    async with unchanged(db, garage.id, other_garage.id):
        for wrong in (not_mine, elsewhere, "no-such-job"):
            body = {"amount": 100, "job_ids": [mine, wrong]}
            problem = refused(await garage.manager.post("/api/settlements", body), 422, field="job_ids")
            assert problem["detail"] == "Some of these jobs do not exist or are not yours."


async def test_settlements_are_for_managers_to_submit_and_owners_to_judge(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager)
    await make_payment(garage.manager, job_id, 1000)
    settlement_id = await make_settlement(garage.manager, 500, [job_id])
    async with unchanged(db, garage.id):
        refused(await garage.owner.post("/api/settlements", {"amount": 1, "job_ids": []}), 403, "wrong_role")
        refused(await garage.manager.put(f"/api/settlements/{settlement_id}/confirm"), 403, "wrong_role")
        body = {"reason": "No"}
        refused(await garage.manager.put(f"/api/settlements/{settlement_id}/reject", body), 403, "wrong_role")


async def test_another_workshops_settlements_are_out_of_reach(
    garage: Garage, other_garage: Garage, db: Database
) -> None:
    job_id = await make_job(garage.manager)
    await make_payment(garage.manager, job_id, 1000)
    settlement_id = await make_settlement(garage.manager, 500, [job_id])
    async with unchanged(db, garage.id, other_garage.id):
        refused(await other_garage.owner.put(f"/api/settlements/{settlement_id}/confirm"), 404, "not_found")
        body = {"reason": "Mine"}
        refused(await other_garage.owner.put(f"/api/settlements/{settlement_id}/reject", body), 404, "not_found")
        refused(await garage.owner.put("/api/settlements/no-such/confirm"), 404, "not_found")
    assert ok(await other_garage.owner.get("/api/settlements")) == []
    assert ok(await other_garage.manager.get("/api/settlements", manager_id=garage.manager.id)) == []


async def test_the_list_is_filtered_by_verdict_and_manager(garage: Garage) -> None:
    colleague = await make_manager(garage.owner)
    for manager in (garage.manager, colleague):
        await make_payment(manager, await make_job(manager), 1000)
    waiting = await make_settlement(garage.manager, 1)
    confirmed = await make_settlement(garage.manager, 2)
    rejected = await make_settlement(colleague, 3)
    await confirm_settlement(garage.owner, confirmed)
    await reject_settlement(garage.owner, rejected)

    async def ids(**params: object) -> list[str]:
        return [row["id"] for row in ok(await garage.owner.get("/api/settlements", **params))]

    assert await ids() == [rejected, confirmed, waiting]
    assert await ids(confirmed=False) == [waiting]
    assert await ids(confirmed=True) == [confirmed]
    assert await ids(rejected=True) == [rejected]
    assert await ids(rejected=False) == [confirmed, waiting]
    assert await ids(manager_id=colleague.id) == [rejected]
    assert [row["id"] for row in ok(await colleague.get("/api/settlements"))] == [rejected]
    # A manager's list is always the manager's own, whatever is asked.
    assert [row["id"] for row in ok(await colleague.get("/api/settlements", manager_id=garage.manager.id))] == [
        rejected
    ]


async def test_cash_taken_by_the_owner_is_not_the_managers_to_settle(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager)
    await make_payment(garage.owner, job_id, 1000)
    async with unchanged(db, garage.id):
        body = {"amount": 1, "job_ids": [job_id]}
        refused(await garage.manager.post("/api/settlements", body), 409, "more_than_cash_in_hand")
    await assert_invariants(db, garage.id)


async def test_a_rejected_payment_lowers_what_can_be_settled(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager)
    wrong = await make_payment(garage.manager, job_id, 1000)
    await make_payment(garage.manager, job_id, 500)
    await reject_payment(garage.owner, wrong)
    body = {"amount": 500.01, "job_ids": [job_id]}
    refused(await garage.manager.post("/api/settlements", body), 409, "more_than_cash_in_hand")
    await make_settlement(garage.manager, 500, [job_id])
    await assert_invariants(db, garage.id)


async def test_the_owner_still_receives_the_cash_of_a_removed_manager(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager)
    await make_payment(garage.manager, job_id, 1000)
    settlement_id = await make_settlement(garage.manager, 1000, [job_id])
    ok(await garage.owner.delete(f"/api/managers/{garage.manager.id}", force=True))
    await confirm_settlement(garage.owner, settlement_id)
    assert await _cash(garage) == (0, 0)
    await assert_invariants(db, garage.id)
