"""The UPI reference number: one payment has it, and its day is a hint."""

import asyncio
import datetime as dt

import httpx2
import pytest

from revops.core.time import clock
from revops.migrations import MIGRATIONS
from revops.mongo.client import Database
from tests.factories import (
    Garage,
    make_garage,
    make_job,
    make_manager,
    make_payment,
    ok,
    refused,
    reject_payment,
)
from tests.invariants import assert_invariants

pytestmark = pytest.mark.anyio

RRN = "633312345678"


def upi(job_id: str, reference: str | None, amount: float = 100, **fields: object) -> dict[str, object]:
    return {
        "job_id": job_id,
        "amount": amount,
        "payment_type": "partial",
        "method": "upi",
        "reference": reference,
        **fields,
    }


async def test_a_number_used_before_is_refused_with_where(garage: Garage, db: Database) -> None:
    first, second = await make_job(garage.manager), await make_job(garage.manager)
    number = ok(await garage.manager.get(f"/api/jobs/{first}"))["number"]
    await make_payment(garage.manager, first, 100, method="upi", reference=f"UPI {RRN}")

    answer = await garage.manager.post("/api/payments", upi(second, "6333 1234 5678", method="bank_transfer"))

    problem = refused(answer, 409, "reference_used")
    assert f"job {number}" in problem["detail"]
    assert (problem["job_number"], problem["job_id"]) == (number, first)
    await assert_invariants(db, garage.id)


async def test_whose_job_it_is_is_told_only_to_those_who_see_it(garage: Garage) -> None:
    other = await make_manager(garage.owner)
    first, second = await make_job(garage.manager), await make_job(other)
    await make_payment(garage.manager, first, 100, method="upi", reference=RRN)

    problem = refused(await other.post("/api/payments", upi(second, RRN)), 409, "reference_used")

    assert "job_id" not in problem


async def test_of_many_at_once_one_has_the_number(garage: Garage, db: Database) -> None:
    jobs = [await make_job(garage.manager) for _ in range(6)]

    answers = await asyncio.gather(*(garage.manager.post("/api/payments", upi(job, RRN)) for job in jobs))

    assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409, 409, 409]
    for answer in answers:
        if answer.status_code != 200:
            refused(answer, 409, "reference_used")
    await assert_invariants(db, garage.id)


async def test_the_same_request_again_is_one_payment(garage: Garage) -> None:
    job = await make_job(garage.manager)
    body = upi(job, RRN)

    first = ok(await garage.manager.post("/api/payments", body, key="k"))

    assert ok(await garage.manager.post("/api/payments", body, key="k")) == first


async def test_other_references_and_other_garages_are_free(http: httpx2.AsyncClient, garage: Garage) -> None:
    job = await make_job(garage.manager)
    for reference in ("Bill 7", "Bill 7", None, None):
        await make_payment(garage.manager, job, 100, method="upi", reference=reference)
    await make_payment(garage.manager, job, 100, method="upi", reference=RRN)
    await make_payment(garage.manager, job, 100, method="card", reference=RRN)
    elsewhere = await make_garage(http)

    await make_payment(elsewhere.manager, await make_job(elsewhere.manager), 100, method="upi", reference=RRN)


async def test_what_was_taken_back_may_be_entered_anew(garage: Garage, db: Database) -> None:
    job = await make_job(garage.manager)
    cancelled = await make_payment(garage.manager, job, 100, method="upi", reference=RRN)
    ok(await garage.manager.post(f"/api/payments/{cancelled}/cancel", {"reason": "Wrong amount"}))
    rejected = await make_payment(garage.manager, job, 150, method="upi", reference=RRN)
    await reject_payment(garage.owner, rejected)

    await make_payment(garage.manager, job, 200, method="upi", reference=RRN)

    refused(await garage.manager.post("/api/payments", upi(job, RRN, 250)), 409, "reference_used")
    await assert_invariants(db, garage.id)


@pytest.mark.parametrize(
    ("reference", "hint"),
    [("613312345678", None), ("613412345678", None), ("611112345678", "21 April 2026"), ("899912345678", None)],
)
async def test_a_number_of_another_day_is_hinted_at(garage: Garage, reference: str, hint: str | None) -> None:
    clock.set(dt.datetime(2026, 5, 13, 9, tzinfo=dt.UTC))
    try:
        job = await make_job(garage.manager)
        answer = ok(await garage.manager.post("/api/payments", upi(job, reference)))
    finally:
        clock.set(None)
    if hint is None:
        assert "hint" not in answer
    else:
        assert hint in answer["hint"]


async def test_payments_of_before_have_their_numbers_found_but_for_those_used_twice(
    garage: Garage, db: Database
) -> None:
    job = await make_job(garage.manager)
    ids = [await make_payment(garage.manager, job, 100 + n, method="upi", reference=f"63331234567{n}") for n in (1, 2)]
    # As an older version wrote them: the second has the reference of the first.
    payments = db.collection("payments")
    await payments.update_many({"_id": {"$in": ids}}, {"$unset": {"rrn": ""}, "$set": {"reference": "633312345671"}})
    (numbers,) = [up for number, _, up in MIGRATIONS if number == 32]

    await numbers(db)
    await numbers(db)

    found = [payment.get("rrn") for payment in await payments.find({"_id": {"$in": ids}}).sort("_id").to_list()]
    assert found == ["633312345671", None]
    refused(await garage.manager.post("/api/payments", upi(job, "633312345671", 300)), 409, "reference_used")
