"""Questions about payments, cash and log-ins, each from what was done over HTTP."""

import datetime as dt

import httpx2
import pytest

from revops.core.ids import first_made_at
from revops.mongo.client import Database
from tests.conftest import Clock
from tests.exceptions.asking import Asked
from tests.factories import (
    PASSWORD,
    Api,
    Garage,
    confirm_payment,
    confirm_settlement,
    login,
    make_job,
    make_payment,
    make_settlement,
    move_job,
    ok,
    payment_fields,
    reject_payment,
)
from tests.invariants import assert_invariants
from tests.verifying import problems

pytestmark = [pytest.mark.anyio, pytest.mark.slow]


async def on_credit(garage: Garage, amount: int, plate: str) -> str:
    """Deliver a job on credit."""
    job_id = await make_job(garage.manager, estimated_amount=amount, vehicle_number=plate)
    await move_job(garage.manager, job_id, "completed", "delivered")
    return job_id


async def test_a_payment_rejected(garage: Garage, asked: Asked, db: Database) -> None:
    job_id = await make_job(garage.manager)
    payment_id = await make_payment(garage.manager, job_id, 700, method="card")
    await reject_payment(garage.owner, payment_id)
    row = await asked.one(garage, "payment_rejected")
    assert (row["member_id"], row["amount_minor"]) == (garage.manager.id, 70_000)
    assert row["about"] == {"job": job_id, "payment": payment_id}
    assert row["facts"] == {"receipt": False, "method": "card"}
    await assert_invariants(db, garage.id)
    assert await problems(db, garage.id) == []


async def test_a_payment_cancelled_after_its_receipt_was_handed_out(garage: Garage, asked: Asked) -> None:
    job_id = await make_job(garage.manager)
    plain, handed_out = [await make_payment(garage.manager, job_id, amount, method="card") for amount in (600, 700)]
    ok(await garage.manager.post(f"/api/documents/receipt/{handed_out}/issue"))
    for payment_id in (plain, handed_out):
        ok(await garage.manager.post(f"/api/payments/{payment_id}/cancel", {"reason": "Typed wrongly"}))
    row = await asked.one(garage, "payment_cancelled")
    assert (row["about"]["payment"], row["amount_minor"], row["facts"]["receipt"]) == (handed_out, 70_000, True)


async def test_the_same_money_by_another_method(garage: Garage, asked: Asked) -> None:
    job_id = await make_job(garage.manager)
    cash = await make_payment(garage.manager, job_id, 900)
    ok(await garage.manager.post(f"/api/payments/{cash}/cancel", {"reason": "It was UPI"}))
    upi = await make_payment(garage.manager, job_id, 900, method="upi", reference="423456789012")
    row = await asked.one(garage, "method_changed")
    assert (row["about"]["payment"], row["facts"]) == (upi, {"from_method": "cash", "to_method": "upi"})


async def test_upi_without_a_number_of_the_bank(garage: Garage, asked: Asked) -> None:
    job_id = await make_job(garage.manager)
    await make_payment(garage.manager, job_id, 500, method="upi", reference="UPI 4234 ok 423456789012")
    await make_payment(garage.manager, job_id, 1600, method="upi", reference="paid")
    assert await asked.kinds(garage) == []  # one that is forgotten is no question
    odd = await make_payment(garage.manager, job_id, 600, method="upi")
    await make_payment(garage.manager, job_id, 700, method="upi")  # asked once a week
    row = await asked.one(garage, "upi_without_rrn")
    assert (row["about"]["payment"], row["amount_minor"]) == (odd, 220_000)
    assert row["facts"] == {"payments": 2, "percent": 81}


async def test_a_number_of_the_bank_that_another_payment_had(garage: Garage, asked: Asked) -> None:
    rrn = "523456789012"
    first, other = await make_job(garage.manager), await make_job(garage.manager, vehicle_number="MH14CD5678")
    for reason in ("Typed wrongly", "It was for the other car"):  # anew on its own job it is the same transfer
        payment_id = await make_payment(garage.manager, first, 700, method="upi", reference=rrn)
        ok(await garage.manager.post(f"/api/payments/{payment_id}/cancel", {"reason": reason}))
    assert "rrn_twice" not in await asked.kinds(garage)
    twice = await make_payment(garage.manager, other, 800, method="upi", reference=f"UPI {rrn}")
    row = await asked.one(garage, "rrn_twice")
    assert (row["about"]["payment"], row["about"]["other_job"]) == (twice, first)
    assert row["facts"] == {"taken_back": True}


async def test_a_payment_that_a_phone_kept_for_days(garage: Garage, asked: Asked) -> None:
    job_id = await make_job(garage.manager)
    made = dt.datetime.now(dt.UTC) - dt.timedelta(days=3, minutes=5)
    payment_id = f"{first_made_at(made.timestamp())}-7a31-8d3c-2f4b8a1c5e90"
    ok(await garage.manager.post("/api/payments", payment_fields(job_id, 800, id=payment_id, method="card")))
    row = await asked.one(garage, "entered_late")
    assert (row["about"]["payment"], row["facts"]) == (payment_id, {"hours": 72})


async def test_cash_that_comes_later_each_time_on_older_jobs(garage: Garage, asked: Asked, clock: Clock) -> None:
    clock.set("2026-03-10T06:00:00Z")
    jobs = []
    for n in range(3):
        jobs.append(await on_credit(garage, 1000 + n, f"MH01CC000{n}"))
        clock.advance(days=2)
    await make_payment(garage.manager, jobs[2], 1002)  # 2 days
    clock.advance(days=1)
    await make_payment(garage.manager, jobs[1], 1001)  # 5 days
    clock.advance(days=1)
    newer = await on_credit(garage, 4000, "MH01CC0009")
    await make_payment(garage.manager, jobs[0], 1000)  # 8 days
    rows = await asked.about(garage, "cash_on_credit")
    assert [row["facts"]["days"] for row in rows] == [2, 5, 8]
    older = await asked.one(garage, "cash_on_older_job")
    assert older["about"]["newer_job"] == newer
    assert older["facts"]["newer_minor"] == 400_000
    more = await asked.one(garage, "entered_late_more")
    assert more["facts"] == {"days": [2, 5, 8]}


async def test_a_customer_says_that_a_payment_is_different(
    garage: Garage, asked: Asked, http: httpx2.AsyncClient
) -> None:
    job_id = await make_job(garage.manager)
    payment_id = await make_payment(garage.manager, job_id, 700)
    page = httpx2.URL(ok(await garage.manager.put(f"/api/jobs/{job_id}/customer-link"))["url"]).path
    form = f"payment={payment_id}&says=different&differs=amount"
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert (await http.post(f"{page}/payment", content=form, headers=headers)).status_code == 303
    row = await asked.one(garage, "customer_says_different")
    assert (row["member_id"], row["amount_minor"]) == (garage.manager.id, 70_000)
    assert (row["about"], row["facts"]["differs"]) == ({"job": job_id, "payment": payment_id}, "amount")


async def test_a_hand_over_of_newer_cash_and_one_of_nearly_nothing(garage: Garage, asked: Asked, clock: Clock) -> None:
    clock.set("2026-03-10T06:00:00Z")
    old = await make_job(garage.manager)
    await make_payment(garage.manager, old, 3000)
    clock.advance(days=4)
    new = await make_job(garage.manager, vehicle_number="MH14CD5678")
    await make_payment(garage.manager, new, 2000)
    clock.advance(hours=1)
    first = await make_settlement(garage.manager, 2000, [new])
    await confirm_settlement(garage.owner, first)
    row = await asked.one(garage, "handed_over_late")
    assert (row["about"], row["amount_minor"]) == ({"settlement": first}, 300_000)
    assert row["facts"] == {"held_minor": 300_000, "days": 4, "jobs": 1}
    second = await make_settlement(garage.manager, 0.01, [old, new])
    row = await asked.one(garage, "handed_over_little")
    assert (row["about"], row["facts"]) == (
        {"settlement": second},
        {"jobs": 2, "paid_minor": 300_000, "amount_minor": 1},
    )


async def test_log_ins_on_a_new_device_at_night_and_after_removal(
    garage: Garage, asked: Asked, anonymous: Api, http: httpx2.AsyncClient, clock: Clock
) -> None:
    clock.set("2026-03-10T06:00:00Z")
    await login(http, garage.manager.email)
    assert await asked.kinds(garage) == []
    clock.set("2026-03-10T20:30:00Z")  # two o'clock in India
    body = {"email": garage.manager.email, "password": PASSWORD}
    headers = {"User-Agent": "Mozilla/5.0 (Linux; Android 14) Chrome/126.0 Mobile"}
    for _ in range(2):
        ok(await http.post("/api/auth/login", json=body, headers=headers))
    ok(await garage.owner.delete(f"/api/managers/{garage.manager.id}"))
    assert (await anonymous.post("/api/auth/login", body)).status_code == 403
    rows = {row["kind"]: row for row in await asked.about(garage)}
    assert rows.keys() == {"new_device", "night_log_in", "log_in_after_removal"}
    assert rows["night_log_in"]["facts"]["hour"] == 2
    assert all(row["member_id"] == garage.manager.id for row in rows.values())
    assert len(await asked.about(garage)) == 3


async def test_money_confirmed_in_the_owners_name_on_a_new_device(
    garage: Garage, asked: Asked, http: httpx2.AsyncClient
) -> None:
    job_id = await make_job(garage.manager)
    usual, odd = [await make_payment(garage.manager, job_id, amount, method="card") for amount in (600, 700)]
    await login(http, garage.owner.email)
    await confirm_payment(garage.owner, usual)
    agent = {"User-Agent": "Mozilla/5.0 (Linux; Android 14) Chrome/126.0 Mobile"}
    body = {"email": garage.owner.email, "password": PASSWORD}
    token = ok(await http.post("/api/auth/login", json=body, headers=agent))["token"]
    headers = {**agent, "Authorization": f"Bearer {token}"}
    ok(await http.put(f"/api/payments/{odd}/confirm", headers=headers))
    row = await asked.one(garage, "confirmed_from_new_device")
    assert (row["about"], row["amount_minor"], row["member_id"]) == ({"payment": odd}, 70_000, garage.owner.id)
