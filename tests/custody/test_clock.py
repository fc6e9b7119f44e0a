"""The age of cash in hand: first in, first out, against a queue of rupees that shares no code with it."""

import datetime as dt
from collections import deque

import pytest
from hypothesis import given
from hypothesis import strategies as st

from revops.custody import age
from revops.custody.age import age_of
from revops.mongo.client import Database
from tests.conftest import Clock
from tests.factories import (
    Garage,
    confirm_settlement,
    make_job,
    make_manager,
    make_payment,
    make_settlement,
    ok,
    reject_payment,
    reject_settlement,
)
from tests.invariants import assert_invariants

pytestmark = pytest.mark.anyio

START = dt.datetime(2026, 3, 2, 4, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)

moves = st.lists(st.tuples(st.booleans(), st.integers(1, 50)), max_size=40)


@given(moves)
def test_the_oldest_rupee_is_that_of_a_queue(happened: list[tuple[bool, int]]) -> None:
    rupees: deque[int] = deque()
    receipts = []
    for hour, (comes_in, amount) in enumerate(happened):
        if comes_in:
            rupees.extend([hour] * amount)
            receipts.append({"payment_date": START + hour * HOUR, "amount_minor": amount})
        else:
            for _ in range(min(amount, len(rupees))):
                rupees.popleft()
    found = age_of(receipts[::-1], len(rupees), "Asia/Kolkata") if rupees else None
    if not rupees:
        assert found is None
        return
    assert found is not None
    assert found.oldest_at == START + rupees[0] * HOUR
    days = [(START + hour * HOUR + dt.timedelta(hours=5.5)).date() for hour in rupees]
    assert found.oldest_minor == days.count(days[0])


async def _mine(garage: Garage) -> dict[str, object]:
    (holder,) = ok(await garage.manager.get("/api/custody"))["holders"]
    (seen,) = [
        one for one in ok(await garage.owner.get("/api/custody"))["holders"] if one["member_id"] == holder["member_id"]
    ]
    assert seen == holder
    return dict(holder)


async def test_what_leaves_is_the_oldest(garage: Garage, db: Database, clock: Clock) -> None:
    job_id = await make_job(garage.manager, estimated_amount=50_000)
    paid = {}
    for hours, amount in ((0, 1000), (24, 500), (25, 200), (48, 300)):
        clock.set((START + hours * HOUR).isoformat())
        paid[hours] = await make_payment(garage.manager, job_id, amount)
    await make_payment(garage.manager, job_id, 900, method="upi")

    async def expect(oldest: int | None, cash: float, available: float, of_day: float) -> None:
        mine = await _mine(garage)
        at = None if oldest is None else (START + oldest * HOUR).isoformat().replace("+00:00", "Z")
        assert (mine["oldest_at"], mine["cash_in_hand"], mine["available"], mine["oldest_amount"]) == (
            at, cash, available, of_day,
        )  # fmt: skip

    await expect(0, 2000, 2000, 1000)
    waiting = await make_settlement(garage.manager, 1000)
    await expect(24, 2000, 1000, 700)
    await reject_settlement(garage.owner, waiting)
    await expect(0, 2000, 2000, 1000)
    await confirm_settlement(garage.owner, await make_settlement(garage.manager, 1100))
    await expect(24, 900, 900, 600)
    refund = {"job_id": job_id, "amount": 550, "method": "cash", "reason": "Paid twice"}
    ok(await garage.manager.post("/api/refunds", refund))
    await expect(25, 350, 350, 50)
    await reject_payment(garage.owner, paid[48])
    await expect(25, 50, 50, 50)
    await confirm_settlement(garage.owner, await make_settlement(garage.manager, 50))
    await expect(None, 0, 0, 0)
    await assert_invariants(db, garage.id)


async def test_each_sees_the_own_cash_and_the_owner_everybodys(garage: Garage, other_garage: Garage) -> None:
    colleague = await make_manager(garage.owner, name="Asha Rao")
    await make_payment(colleague, await make_job(colleague), 700)
    await make_payment(other_garage.manager, await make_job(other_garage.manager), 100)
    (mine,) = ok(await garage.manager.get("/api/custody"))["holders"]
    assert (mine["member_id"], mine["cash_in_hand"]) == (garage.manager.id, 0)
    seen = ok(await garage.owner.get("/api/custody"))
    assert [(one["name"], one["cash_in_hand"]) for one in seen["holders"]] == [("Test Manager", 0), ("Asha Rao", 700)]
    assert seen["settings"] == {
        "amount": None, "age_hours": None, "needs_word": False, "counts_a_month": 0,
        "closes_at": None, "counts_from": "10:00", "counts_until": "19:00",
    }  # fmt: skip


async def test_many_small_receipts_are_walked_in_pages(
    garage: Garage, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    job_id = await make_job(garage.manager, estimated_amount=50_000)
    for hours in range(9):
        clock.set((START + hours * HOUR).isoformat())
        await make_payment(garage.manager, job_id, 10 + hours)
    first = START.isoformat().replace("+00:00", "Z")
    for sizes, known in (((100, 1000, 10_000), True), ((2, 3, 100), True), ((2, 3, 6), False)):
        for name, size in zip(("FIRST", "MORE", "MOST"), sizes, strict=True):
            monkeypatch.setattr(age, name, size)
        mine = await _mine(garage)
        assert mine["is_older"] is not known
        if known:
            assert mine["oldest_at"] == first


async def test_no_payment_is_read_for_it(garage: Garage, db: Database) -> None:
    """The index holds all that is asked for."""
    job_id = await make_job(garage.manager, estimated_amount=50_000)
    for amount in range(1, 30):
        await make_payment(garage.manager, job_id, amount, method="upi" if amount % 3 else "cash")
    walk = age._newest(db, garage.id, garage.manager.id)
    explained = await db.command(
        {"explain": {"aggregate": "payments", "pipeline": walk.pipeline, "cursor": {}}, "verbosity": "executionStats"}
    )
    stats = (
        explained["executionStats"]
        if "executionStats" in explained
        else explained["stages"][0]["$cursor"]["executionStats"]
    )
    assert stats["totalDocsExamined"] == 0
    (packed,) = await (await db.naive_collection("payments").aggregate(walk.pipeline)).to_list()
    assert len(packed["at"]) == 9


async def test_each_of_several_is_as_old_for_the_owner_as_for_himself(garage: Garage, clock: Clock) -> None:
    others = [await make_manager(garage.owner) for _ in range(2)]
    job_id = await make_job(garage.manager, estimated_amount=50_000)
    # Of one all came in lately, of one none, of one some: what is left are a rupee of long ago and one of today.
    for days, who in ((0, garage.manager), (1, others[0]), (2, others[0]), (59, others[1]), (60, garage.manager)):
        clock.set((START + days * 24 * HOUR).isoformat())
        own = job_id if who is garage.manager else await make_job(who, estimated_amount=50_000)
        await make_payment(who, own, 100 + days)
    (mine, *theirs) = [
        ok(await person.get("/api/custody"))["holders"][0] for person in (garage.manager, others[0], others[1])
    ]
    shown = {one["member_id"]: one for one in ok(await garage.owner.get("/api/custody"))["holders"]}
    for one in (mine, *theirs):
        assert shown[one["member_id"]] == one
    days_old = [
        (START + dt.timedelta(days=60) - dt.datetime.fromisoformat(one["oldest_at"])).days for one in (mine, *theirs)
    ]
    assert days_old == [60, 59, 1]
