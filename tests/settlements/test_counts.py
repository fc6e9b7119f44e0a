"""Cash changes hands by two counts, each made without seeing the other."""

import httpx2
import pytest

from revops.core.time import now
from revops.mongo.client import Database
from tests.factories import (
    PASSWORD,
    Garage,
    confirm_settlement,
    make_garage,
    make_job,
    make_manager,
    make_payment,
    make_settlement,
    manager_figures,
    ok,
    refused,
)
from tests.invariants import assert_invariants, unchanged
from tests.settlements.counts import hand_over, listed, make_counting_garage, receive, reverse, settle
from tests.verifying import problems


@pytest.fixture
async def counting(http: httpx2.AsyncClient) -> Garage:
    """A garage that counts, with 10,000 in its manager's hand."""
    garage = await make_counting_garage(http)
    job_id = await make_job(garage.manager, estimated_amount=10_000)
    await make_payment(garage.manager, job_id, 10_000)
    garage.workshop["job_id"] = job_id
    return garage


async def cash(garage: Garage) -> float:
    """Return what the manager himself reads: others read nothing while a hand-over of his waits to be counted."""
    return float(ok(await garage.manager.get("/api/settlements/cash"))["cash_in_hand"])


async def difference(garage: Garage) -> float:
    dashboard = ok(await garage.owner.get("/api/analytics/dashboard"))
    assert dashboard["total_collected"] == 10_000
    assert [row["cash_difference"] for row in dashboard["manager_performance"]] == [dashboard["cash_difference"]]
    return float(dashboard["cash_difference"])


async def test_equal_counts_are_received_and_both_see_both(counting: Garage, db: Database) -> None:
    settlement_id = await hand_over(counting.manager, {"500": 12, "100": 3, "0.5": 0}, notes="In the blue bag")
    mine, hidden = await listed(counting.manager, settlement_id), await listed(counting.owner, settlement_id)
    assert (mine["amount"], mine["count"], mine["counted_amount"]) == (6300, {"500": 12, "100": 3}, 6300)
    assert (mine["book_amount"], mine["received_amount"], mine["notes"]) == (None, None, "In the blue bag")
    assert {name: hidden[name] for name in ("amount", "count", "counted_amount", "book_amount", "notes")} == {
        "amount": None,
        "count": None,
        "counted_amount": None,
        "book_amount": None,
        "notes": None,
    }
    assert (hidden["is_counted"], hidden["job_ids"]) == (True, [])
    received = await receive(counting.owner, settlement_id, {"100": 3, "500": 12})
    assert received == await listed(counting.owner, settlement_id) == await listed(counting.manager, settlement_id)
    assert (received["verdict"], received["amount"], received["book_amount"]) == ("confirmed", 6300, 10_000)
    assert (received["counted_amount"], received["received_amount"], received["open_difference"]) == (6300, 6300, 0)
    assert await cash(counting) == 3700
    refused(
        await counting.owner.post(f"/api/settlements/{settlement_id}/difference", {"reason": "Why not"}),
        409,
        "no_difference",
    )
    await assert_invariants(db, counting.id)
    assert await problems(db, counting.id) == []


async def test_what_is_missing_stays_with_the_manager_until_the_owner_settles_it(
    counting: Garage, db: Database
) -> None:
    settlement_id = await hand_over(counting.manager, {"500": 20})
    received = await receive(counting.owner, settlement_id, {"500": 19})
    assert (received["counted_amount"], received["received_amount"], received["open_difference"]) == (10_000, 9500, 500)
    assert (await cash(counting), await difference(counting)) == (500, 0)
    await assert_invariants(db, counting.id)
    await settle(counting.owner, settlement_id, "A torn note that the bank did not take")
    settled = await listed(counting.manager, settlement_id)
    assert (settled["open_difference"], settled["cash_difference"]) == (0, 500)
    assert settled["difference_reason"] == "A torn note that the bank did not take"
    assert (await cash(counting), await difference(counting)) == (0, 500)
    async with unchanged(db, counting.id):
        await settle(counting.owner, settlement_id, "Once more")
    await assert_invariants(db, counting.id)
    assert await problems(db, counting.id) == []
    await reverse(counting.owner, settlement_id)
    assert (await cash(counting), await difference(counting)) == (10_000, 0)
    await assert_invariants(db, counting.id)
    assert await problems(db, counting.id) == []


async def test_more_than_he_counted_leaves_his_hand_or_is_settled(counting: Garage, db: Database) -> None:
    settlement_id = await hand_over(counting.manager, {"500": 10})
    received = await receive(counting.owner, settlement_id, {"500": 11})
    assert (received["open_difference"], await cash(counting)) == (-500, 4500)
    await settle(counting.owner, settlement_id)
    assert (await cash(counting), await difference(counting)) == (5000, -500)
    await assert_invariants(db, counting.id)
    assert await problems(db, counting.id) == []


async def test_more_than_the_book_knows_is_a_difference_at_once(counting: Garage, db: Database) -> None:
    first = await hand_over(counting.manager, {"500": 18})
    second = await hand_over(counting.manager, {"500": 4})
    row = await db.collection("settlements").find_one({"_id": second})
    assert row is not None
    assert (row["amount_minor"], row["book_minor"]) == (100_000, 100_000)
    received = await receive(counting.owner, second, {"500": 4})
    assert (received["amount"], received["book_amount"], received["open_difference"]) == (2000, 1000, 0)
    assert (received["cash_difference"], await cash(counting)) == (-1000, 9000)
    await assert_invariants(db, counting.id)
    # The book is empty for this one, so all that comes is too much.
    await receive(counting.owner, first, {"500": 18})
    third = await hand_over(counting.manager, {"20": 1})
    await receive(counting.owner, third, {"20": 1})
    assert (await cash(counting), await difference(counting)) == (0, -1020)
    await assert_invariants(db, counting.id)
    await reverse(counting.owner, third)
    assert (await cash(counting), await difference(counting)) == (0, -1000)
    await assert_invariants(db, counting.id)
    assert await problems(db, counting.id) == []


async def test_nothing_in_the_bag_leaves_all_with_the_manager(counting: Garage, db: Database) -> None:
    settlement_id = await hand_over(counting.manager, {"500": 2})
    received = await receive(counting.owner, settlement_id, {})
    assert (received["amount"], received["open_difference"], await cash(counting)) == (0, 1000, 10_000)
    await settle(counting.owner, settlement_id)
    assert (await cash(counting), await difference(counting)) == (9000, 1000)
    await assert_invariants(db, counting.id)
    assert await problems(db, counting.id) == []


async def test_a_count_is_never_changed(counting: Garage, db: Database) -> None:
    settlement_id = await hand_over(counting.manager, {"500": 4})
    path = f"/api/settlements/{settlement_id}/confirm"
    first = await receive(counting.owner, settlement_id, {"500": 3})
    async with unchanged(db, counting.id):
        assert await receive(counting.owner, settlement_id, {"500": 3, "10": 0}) == first
        refused(await counting.owner.put(path, {"count": {"500": 4}}), 409, "settlement_confirmed")
        refused(await counting.owner.put(path, {"count": {"100": 15}}), 409, "settlement_confirmed")
        assert await confirm_settlement(counting.owner, settlement_id) == first
        cancel = {"reason": "Counted again"}
        refused(
            await counting.manager.post(f"/api/settlements/{settlement_id}/cancel", cancel), 409, "settlement_confirmed"
        )
    await reverse(counting.owner, settlement_id)
    async with unchanged(db, counting.id):
        refused(await counting.owner.put(path, {"count": {"500": 3}}), 409, "settlement_reversed")
        refused(await counting.owner.put(path), 409, "settlement_rejected")


async def test_without_a_count_nothing_changes_hands(counting: Garage, db: Database) -> None:
    settlement_id = await hand_over(counting.manager, {"500": 4})
    async with unchanged(db, counting.id):
        plain = refused(await counting.owner.put(f"/api/settlements/{settlement_id}/confirm"), 409, "count_needed")
        assert "2,000" not in plain["detail"]
        body = {"amount": 2000, "job_ids": []}
        refused(await counting.manager.post("/api/settlements", body), 409, "count_needed")
        refused(await counting.manager.post("/api/settlements", {**body, "count": {"500": 4}}), 422, field="amount")
        named = {"count": {"500": 4}, "job_ids": [counting.workshop["job_id"]]}
        refused(await counting.manager.post("/api/settlements", named), 422, field="job_ids")


async def test_plain_hand_overs_go_on_where_nothing_is_counted(garage: Garage, db: Database) -> None:
    assert garage.workshop["blind_counts"] is False
    job_id = await make_job(garage.manager)
    await make_payment(garage.manager, job_id, 5000)
    async with unchanged(db, garage.id):
        by_count = {"count": {"500": 4}, "job_ids": []}
        refused(await garage.manager.post("/api/settlements", by_count), 409, "counts_are_off")
        refused(await garage.manager.post("/api/settlements", {"job_ids": []}), 422, field="amount")
    settlement_id = await make_settlement(garage.manager, 2000, [job_id])
    assert (await confirm_settlement(garage.owner, settlement_id))["is_counted"] is False
    # One that waits when counting begins is counted, too, by whoever receives it.
    waiting = await make_settlement(garage.manager, 1000, [job_id])
    ok(await garage.owner.put(f"/api/workshops/{garage.id}", {"blind_counts": True}))
    refused(await garage.owner.put(f"/api/settlements/{waiting}/confirm"), 409, "count_needed")
    received = await receive(garage.owner, waiting, {"100": 9})
    assert (received["amount"], received["open_difference"], received["counted_amount"]) == (900, 100, None)
    # And one that was counted is, when counting ends.
    counted = await hand_over(garage.manager, {"100": 5})
    ok(await garage.owner.put(f"/api/workshops/{garage.id}", {"blind_counts": False}))
    refused(await garage.owner.put(f"/api/settlements/{counted}/confirm"), 409, "count_needed")
    assert (await receive(garage.owner, counted, {"100": 5}))["verdict"] == "confirmed"
    await assert_invariants(db, garage.id)
    assert await problems(db, garage.id) == []


@pytest.mark.parametrize(
    "count",
    [{"500": -1}, {"500": 1.5}, {"500": "2"}, {"1000": 1}, {"0.25": 4}, {"₹500": 1}, {"500": 10**9}, {}, {"500": 0}, 5],
)
async def test_what_cannot_lie_on_a_table_is_refused(counting: Garage, db: Database, count: object) -> None:
    settlement_id = await hand_over(counting.manager, {"500": 4})
    async with unchanged(db, counting.id):
        refused(await counting.manager.post("/api/settlements", {"count": count, "job_ids": []}), 422)
        if count not in ({}, {"500": 0}):
            refused(await counting.owner.put(f"/api/settlements/{settlement_id}/confirm", {"count": count}), 422)


async def test_notes_of_another_currency_are_refused(http: httpx2.AsyncClient, db: Database) -> None:
    garage = await make_counting_garage(http, currency="OMR", timezone="Asia/Muscat", gst_number=None)
    job_id = await make_job(garage.manager, estimated_amount=100)
    await make_payment(garage.manager, job_id, 100)
    async with unchanged(db, garage.id):
        problem = refused(
            await garage.manager.post("/api/settlements", {"count": {"500": 1}, "job_ids": []}), 422, field="count"
        )
        assert "OMR" in problem["detail"]
    settlement_id = await hand_over(garage.manager, {"20": 4, "0.1": 3, "0.025": 1})
    assert (await listed(garage.manager, settlement_id))["amount"] == 80.325
    received = await receive(garage.owner, settlement_id, {"20": 4, "0.1": 3})
    assert (received["amount"], received["open_difference"]) == (80.3, 0.025)
    await assert_invariants(db, garage.id)


async def test_nobody_counts_for_others(counting: Garage, other_garage: Garage, db: Database) -> None:
    settlement_id = await hand_over(counting.manager, {"500": 4})
    colleague = await make_manager(counting.owner)
    async with unchanged(db, counting.id):
        for path, body in (("confirm", {"count": {"500": 4}}), ("reverse", {"reason": "Mine"})):
            send = counting.manager.put if path == "confirm" else counting.manager.post
            refused(await send(f"/api/settlements/{settlement_id}/{path}", body), 403)
        refused(await other_garage.owner.put(f"/api/settlements/{settlement_id}/confirm", {"count": {"500": 4}}), 404)
        for path in ("reverse", "difference"):
            refused(await other_garage.owner.post(f"/api/settlements/{settlement_id}/{path}", {"reason": "Mine"}), 404)
        refused(await colleague.post(f"/api/settlements/{settlement_id}/cancel", {"reason": "Mine"}), 404)


async def test_a_difference_that_was_handed_over_since_is_not_settled(counting: Garage, db: Database) -> None:
    first = await hand_over(counting.manager, {"500": 20})
    await receive(counting.owner, first, {"500": 19})
    found = await hand_over(counting.manager, {"500": 1})
    async with unchanged(db, counting.id):
        body = {"reason": "Lost"}
        refused(await counting.owner.post(f"/api/settlements/{first}/difference", body), 409, "more_than_cash_in_hand")
    await receive(counting.owner, found, {"500": 1})
    assert await cash(counting) == 0
    await assert_invariants(db, counting.id)


async def test_the_password_is_asked_by_what_was_counted(counting: Garage, db: Database) -> None:
    ok(await counting.owner.put(f"/api/workshops/{counting.id}", {"password_above": 1000}))
    settlement_id = await hand_over(counting.manager, {"500": 6})
    path = f"/api/settlements/{settlement_id}"
    async with unchanged(db, counting.id):
        refused(await counting.owner.put(f"{path}/confirm", {"count": {"500": 3}}), 403, "password_needed")
    await receive(counting.owner, settlement_id, {"500": 3}, password=PASSWORD)
    async with unchanged(db, counting.id):
        for what in ("difference", "reverse"):
            refused(await counting.owner.post(f"{path}/{what}", {"reason": "So"}), 403, "password_needed")
    await settle(counting.owner, settlement_id, password=PASSWORD)
    await reverse(counting.owner, settlement_id, password=PASSWORD)
    # Whether it needs the password tells nothing of the other count.
    second = await hand_over(counting.manager, {"500": 6})
    assert (await receive(counting.owner, second, {"500": 2}))["amount"] == 1000
    await assert_invariants(db, counting.id)


async def test_a_plain_hand_over_is_reversed_once(http: httpx2.AsyncClient, db: Database) -> None:
    garage = await make_garage(http)
    job_id = await make_job(garage.manager)
    await make_payment(garage.manager, job_id, 5000)
    settlement_id = await make_settlement(garage.manager, 3000, [job_id])
    path = f"/api/settlements/{settlement_id}/reverse"
    async with unchanged(db, garage.id):
        refused(await garage.owner.post(path, {"reason": "Too soon"}), 409, "settlement_not_received")
        refused(await garage.owner.post(path, {"reason": ""}), 422, field="reason")
    await confirm_settlement(garage.owner, settlement_id)
    await reverse(garage.owner, settlement_id, "Confirmed by mistake")
    shown = await listed(garage.manager, settlement_id)
    assert (shown["verdict"], shown["reject_reason"], shown["cancelled"]) == ("rejected", "Confirmed by mistake", False)
    assert shown["reversed_at"] is not None
    figures = await manager_figures(garage.owner, garage.manager)
    assert (figures["cash_in_hand"], figures["pending_settlement"]) == (5000, 0)
    async with unchanged(db, garage.id):
        await reverse(garage.owner, settlement_id, "Again")
        refused(await garage.owner.put(f"/api/settlements/{settlement_id}/confirm"), 409, "settlement_rejected")
    # The job's cash is there to be handed over again.
    mine = ok(await garage.manager.get("/api/settlements/cash"))
    assert [row["job_id"] for row in mine["jobs"]] == [job_id]
    kinds = [event["kind"] for event in ok(await garage.owner.get("/api/audit"))]
    assert kinds[0] == "settlement_reversed"
    row = await db.collection("settlements").find_one({"_id": settlement_id})
    assert row is not None
    assert row["reversed"]["from"].keys() == {"session_id", "device", "network", "request_id"}
    await assert_invariants(db, garage.id)
    assert await problems(db, garage.id) == []


async def test_counting_waits_until_no_older_version_runs(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager)
    await make_payment(garage.manager, job_id, 500)
    settlement_id = await make_settlement(garage.manager, 500, [job_id])
    await confirm_settlement(garage.owner, settlement_id)
    known = await db.collection("instances").find_one({}, {"secret": 1})
    older = {"_id": f"old-{garage.id}", "host": "old", "migration": 28, "seen_at": now()}
    await db.collection("instances").insert_one({**older, "secret": known["secret"] if known else ""})
    try:
        async with unchanged(db, garage.id):
            body = {"reason": "By mistake"}
            for answer in (
                await garage.owner.put(f"/api/workshops/{garage.id}", {"blind_counts": True}),
                await garage.owner.post(f"/api/settlements/{settlement_id}/reverse", body),
            ):
                refused(answer, 409, "being_upgraded")
        ok(await garage.owner.put(f"/api/workshops/{garage.id}", {"blind_counts": False}))
    finally:
        await db.collection("instances").delete_one({"_id": older["_id"]})
    # A garage that nobody has asked about counts says nothing of them.
    await db.collection("workshops").update_one({"_id": garage.id}, {"$unset": {"blind_counts": ""}})
    assert await problems(db, garage.id) == []
    await reverse(garage.owner, settlement_id)
    assert await problems(db, garage.id) == []


async def test_what_was_handed_over_is_answered_the_same_whatever_the_garage_does_since(
    counting: Garage, db: Database
) -> None:
    """The answer was lost, and meanwhile the owner ended the counting, or began it."""
    owner, manager = counting.owner, counting.manager
    counted, plain = {"count": {"500": 2}, "job_ids": []}, {"amount": 700, "job_ids": []}
    path = f"/api/workshops/{counting.id}"
    first = ok(await manager.post("/api/settlements", counted, key="counted"))
    ok(await owner.put(path, {"blind_counts": False}))
    second = ok(await manager.post("/api/settlements", plain, key="plain"))
    assert ok(await manager.post("/api/settlements", counted, key="counted")) == first
    refused(await manager.post("/api/settlements", counted, key="other"), 409)
    ok(await owner.put(path, {"blind_counts": True}))
    assert ok(await manager.post("/api/settlements", plain, key="plain")) == second
    await assert_invariants(db, counting.id)
