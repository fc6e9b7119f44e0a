"""Sums of payments by UPI without a proof: stored once their day is over, and right whatever happens afterwards."""

import asyncio
import datetime as dt
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest

from revops.core.time import clock, now
from revops.mongo.client import Database, Document
from revops.payments.proofs import UPI_PROOFS, forget_proofs
from tests.bank.statements import Money, Story, as_text, hdfc, rrn
from tests.bank.uploads import upload
from tests.factories import Garage, make_job, make_payment, ok, reject_payment
from tests.verifying import problems

pytestmark = pytest.mark.anyio

FIRST = dt.date(2026, 4, 13)
NOON = dt.datetime(2026, 4, 13, 6, 30, tzinfo=dt.UTC)
LATER = NOON + dt.timedelta(days=20)


@pytest.fixture(autouse=True)
def _in_april(garage: Garage) -> Iterator[None]:
    """Whoever is signed in is so by the real clock."""
    clock.set(NOON)
    yield
    clock.set(None)


async def taken(garage: Garage, job: str) -> dict[str, str]:
    """Take money in April, in three ways by UPI, and some that is not by UPI."""
    return {
        "numbered": await make_payment(garage.manager, job, 100, method="upi", reference=rrn(FIRST, 1)),
        "plain": await make_payment(garage.manager, job, 200, method="upi"),
        "first": await make_payment(garage.manager, job, 300, method="upi"),
        "second": await make_payment(garage.manager, job, 400, method="upi"),
        "cash": await make_payment(garage.manager, job, 500),
        "card": await make_payment(garage.manager, job, 600, method="card"),
    }


async def shown(garage: Garage, **days: str) -> list[tuple[Any, ...]]:
    rows = ok(await garage.owner.get("/api/bank/proofs", **days))
    names = ("month", "member_id", "payments", "amount", "without_proof", "without_proof_amount")
    return [tuple(row[name] for name in names) for row in rows]


async def counted(db: Database, garage: Garage) -> list[tuple[Any, ...]]:
    """Count the payments one by one."""
    sums: dict[tuple[str, str], list[int]] = {}
    async for row in db.collection("payments").find({"workshop_id": garage.id, "method": "upi"}):
        if row["verdict"] == "rejected" or row["type"] == "refund":
            continue
        of = sums.setdefault((row["day"][:7], row["collected_by"]), [0, 0, 0, 0])
        without = int("rrn" not in row and "bank_row_id" not in row)
        for index, value in enumerate((1, row["amount_minor"] // 100, without, without * row["amount_minor"] // 100)):
            of[index] += value
    return [(*key, *values) for key, values in sorted(sums.items(), reverse=True)]


async def stored(db: Database, garage: Garage) -> dict[str, Document]:
    found = db.collection(UPI_PROOFS).find({"workshop_id": garage.id, "month": {"$exists": True}})
    return {row["month"]: row async for row in found}


async def test_a_month_is_summed_up_once_and_follows_what_happens_to_its_payments(garage: Garage, db: Database) -> None:
    job = await make_job(garage.manager, estimated_amount=50_000)
    ids = await taken(garage, job)
    assert await shown(garage) == [("2026-04", garage.manager.id, 4, 1000, 3, 900)]
    assert "2026-04" in await stored(db, garage)  # up to the tenth: there is nothing in it

    clock.set(LATER)
    assert await shown(garage) == await counted(db, garage) == [("2026-04", garage.manager.id, 4, 1000, 3, 900)]
    kept = await stored(db, garage)
    assert kept["2026-04"]["through"] == "2026-04-30"
    assert kept["2026-04"]["members"][garage.manager.id]["payments"] == 4

    await make_payment(garage.manager, job, 50, method="upi")
    assert await shown(garage) == await counted(db, garage)
    assert await stored(db, garage) == kept  # a new payment writes nothing there

    fee = Money(FIRST + dt.timedelta(days=4), -100, "FEE", "000000000000")
    came = [Money(FIRST, 70_000, "TAKINGS", rrn(FIRST, 9)), fee]
    await upload(garage.owner, as_text(hdfc(Story(100_000, came, since=FIRST))))
    (row,) = ok(await garage.owner.get("/api/bank"))["credited"]
    both = {"row_id": row["id"], "payment_ids": [ids["first"], ids["second"]]}
    ok(await garage.owner.post("/api/bank/matches", both))
    assert (await shown(garage))[1] == ("2026-04", garage.manager.id, 4, 1000, 1, 200)

    # Of two that came together one is taken back, so the other has no proof any more.
    await reject_payment(garage.owner, ids["first"])
    assert (await shown(garage))[1] == ("2026-04", garage.manager.id, 3, 700, 2, 600)
    await reject_payment(garage.owner, ids["numbered"])
    ok(await garage.manager.post(f"/api/payments/{ids['plain']}/cancel", {"reason": "Twice"}))
    await reject_payment(garage.owner, ids["card"])
    assert await shown(garage) == await counted(db, garage)
    assert (await stored(db, garage))["2026-04"]["members"][garage.manager.id]["without"] == 1
    assert await problems(db, garage.id) == []


async def test_days_in_the_middle_of_months_are_walked(garage: Garage, db: Database) -> None:
    job = await make_job(garage.manager, estimated_amount=50_000)
    await make_payment(garage.manager, job, 100, method="upi")
    clock.set(NOON + dt.timedelta(days=1))
    await make_payment(garage.manager, job, 200, method="upi")
    clock.set(LATER)
    of = ("2026-04", garage.manager.id)
    assert await shown(garage, from_="2026-04-14", to="2026-05-01") == [(*of, 1, 200, 1, 200)]
    assert await shown(garage, from_="2026-04-01", to="2026-04-13") == [(*of, 1, 100, 1, 100)]
    assert await shown(garage, from_="2026-04-01", to="2026-04-30") == [(*of, 2, 300, 2, 300)]
    assert await shown(garage, from_="2019-01-01") == [(*of, 2, 300, 2, 300)]
    assert await shown(garage, from_="2026-05-01") == []


async def test_a_day_is_that_of_the_zone_it_was_in(garage: Garage, db: Database) -> None:
    clock.set(dt.datetime(2026, 4, 13, 19, tzinfo=dt.UTC))  # the fourteenth in India
    await make_payment(garage.manager, await make_job(garage.manager), 100, method="upi")
    mine = [("2026-04", garage.manager.id, 1, 100, 1, 100)]
    assert await shown(garage, from_="2026-04-14", to="2026-04-14") == mine
    ok(await garage.owner.put(f"/api/workshops/{garage.id}", {"timezone": "America/New_York"}))
    assert await shown(garage, from_="2026-04-14", to="2026-04-14") == mine
    assert await shown(garage, from_="2026-04-13", to="2026-04-13") == []
    assert await counted(db, garage) == mine


async def test_whoever_asks_and_whoever_takes_back_at_once_leave_right_sums(garage: Garage, db: Database) -> None:
    job = await make_job(garage.manager, estimated_amount=50_000)
    ids = [await make_payment(garage.manager, job, 100 + n, method="upi") for n in range(8)]
    clock.set(LATER)
    for taken_back in (ids[:4], ids[4:]):
        await asyncio.gather(
            *(garage.owner.get("/api/bank/proofs") for _ in range(4)),
            *(reject_payment(garage.owner, payment_id) for payment_id in taken_back),
        )
        assert await shown(garage) == await counted(db, garage)
        assert await problems(db, garage.id) == []
        clock.set(LATER + dt.timedelta(days=1))


async def test_nothing_is_stored_beside_an_older_version(garage: Garage, db: Database) -> None:
    job = await make_job(garage.manager, estimated_amount=50_000)
    await taken(garage, job)
    clock.set(LATER)
    older = {"_id": f"older of {garage.id}", "migration": 40, "host": "a", "seen_at": now() + dt.timedelta(days=999)}
    known = await db.collection("instances").find_one({}, {"secret": 1})
    await db.collection("instances").insert_one({**older, "secret": known["secret"] if known else ""})
    try:
        assert await shown(garage) == await counted(db, garage)
        assert await stored(db, garage) == {}
    finally:
        await db.collection("instances").delete_one({"_id": older["_id"]})
    assert await shown(garage) == await counted(db, garage)
    assert "2026-04" in await stored(db, garage)


async def test_what_was_forgotten_is_summed_up_anew(garage: Garage, db: Database) -> None:
    job = await make_job(garage.manager, estimated_amount=50_000)
    await taken(garage, job)
    clock.set(LATER)
    before = await shown(garage)
    await db.transaction(partial(forget_proofs, db, workshop_id=garage.id))
    assert await problems(db, garage.id) == []
    assert await shown(garage) == before


async def test_verify_sees_an_altered_sum(garage: Garage, db: Database) -> None:
    job = await make_job(garage.manager, estimated_amount=50_000)
    await taken(garage, job)
    clock.set(LATER)
    await shown(garage)
    mine = {"_id": f"{garage.id}:2026-04"}
    of = f"members.{garage.manager.id}.without"
    await db.collection(UPI_PROOFS).update_one(mine, {"$set": {of: 0}})
    (problem,) = await problems(db, garage.id)
    assert "the stored without is 0, by the payments it is 3" in problem
