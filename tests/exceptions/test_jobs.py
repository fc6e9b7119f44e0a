"""Questions about jobs and their customers, each from what was done over HTTP, and none where nothing is odd."""

import pytest

from revops.mongo.client import Database
from tests.conftest import Clock
from tests.estimates.making import add_service, told
from tests.exceptions.asking import Asked
from tests.factories import Garage, job_fields, make_job, make_payment, move_job, ok
from tests.invariants import assert_invariants
from tests.verifying import problems

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

LABOUR = {"kind": "labour", "description": "Brake service", "unit_price": 1000, "tax_rate_bp": 1800}
PART = {"kind": "part", "description": "Brake pads", "unit_price": 2000, "tax_rate_bp": 1800}


async def with_lines(garage: Garage, *lines: dict[str, object], **fields: object) -> str:
    body = job_fields(items=list(lines), estimated_amount=None, **fields)
    return str(ok(await garage.manager.post("/api/jobs", body))["id"])


async def test_an_estimate_lowered_after_it_was_paid_on(garage: Garage, asked: Asked, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=45_000)
    ok(await garage.manager.put(f"/api/jobs/{job_id}", {"estimated_amount": 44_000}))  # nothing was agreed yet
    await make_payment(garage.manager, job_id, 1000)
    ok(await garage.manager.put(f"/api/jobs/{job_id}", {"estimated_amount": 43_950}))  # less than is worth a question
    ok(await garage.manager.put(f"/api/jobs/{job_id}", {"estimated_amount": 1500}))
    row = await asked.one(garage, "estimate_lowered")
    assert (row["member_id"], row["amount_minor"], row["about"]) == (garage.manager.id, 4_250_000, {"job": job_id})
    assert row["facts"] == {"from_minor": 4_400_000, "to_minor": 150_000, "agreed": ["paid"]}
    assert await asked.kinds(garage) == ["estimate_lowered"]
    await assert_invariants(db, garage.id)
    assert await problems(db, garage.id) == []


async def test_an_estimate_lowered_after_a_pro_forma_was_printed(garage: Garage, asked: Asked, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=45_000)
    assert (await garage.manager.get(f"/api/documents/invoice/{job_id}")).status_code == 200
    ok(await garage.manager.put(f"/api/jobs/{job_id}", {"estimated_amount": 1500}))
    row = await asked.one(garage, "estimate_lowered")
    assert row["facts"]["agreed"] == ["printed"]
    assert await problems(db, garage.id) == []


async def test_an_owner_is_not_asked_about_himself(garage: Garage, asked: Asked) -> None:
    job_id = await make_job(garage.manager, advance_paid=500)
    ok(await garage.owner.put(f"/api/jobs/{job_id}", {"estimated_amount": 900}))
    assert await asked.kinds(garage) == []


async def test_an_approved_service_charged_less_or_taken_off(garage: Garage, asked: Asked) -> None:
    job_id = await make_job(garage.manager, estimated_amount=1000)
    pads = await add_service(garage.manager, job_id)
    await told(garage.manager, job_id, {pads: "approved"})
    ok(await garage.manager.delete(f"/api/jobs/{job_id}/services/{pads}"))
    (row,) = await asked.about(garage, "estimate_lowered")
    assert (row["amount_minor"], row["facts"]["agreed"]) == (250_000, ["approved"])
    assert row["facts"]["lines_off"] == 2


async def test_lines_swapped_at_the_same_sum(garage: Garage, asked: Asked) -> None:
    job_id = await with_lines(garage, LABOUR, PART)
    await move_job(garage.manager, job_id, "completed")
    other = {**PART, "description": "Inspection and cleaning"}
    ok(await garage.manager.put(f"/api/jobs/{job_id}", {"items": [LABOUR, other]}))
    row = await asked.one(garage, "lines_swapped")
    assert (row["amount_minor"], row["facts"]["agreed"]) == (200_000, ["done"])
    assert (row["facts"]["lines_off"], row["facts"]["lines_on"]) == (1, 1)


async def test_a_line_removed_where_others_make_up_for_it(garage: Garage, asked: Asked) -> None:
    job_id = await with_lines(garage, LABOUR, PART, LABOUR)
    await move_job(garage.manager, job_id, "completed")
    ok(await garage.manager.put(f"/api/jobs/{job_id}", {"items": [{**LABOUR, "unit_price": 2000}, PART]}))
    assert await asked.kinds(garage) == ["lines_swapped"]
    other = await with_lines(garage, LABOUR, PART, phone="+919123400001", vehicle_number="MH14XX0001")
    await make_payment(garage.manager, other, 500)
    ok(await garage.manager.put(f"/api/jobs/{other}", {"items": [{**PART, "unit_price": 3000}]}))
    assert "line_removed" not in await asked.kinds(garage)  # its price changed too: other lines in the place of these


async def test_large_discounts_lines_without_tax_and_codes_that_are_none(garage: Garage, asked: Asked) -> None:
    cheap = {**PART, "discount": 500}
    untaxed = {**LABOUR, "tax_rate_bp": 0}
    await with_lines(garage, cheap, untaxed, {**LABOUR, "hsn_sac": "0000"})
    rows = {row["kind"]: row for row in await asked.about(garage)}
    assert rows.keys() == {"discount_above_cap", "tax_taken_off", "odd_tax_code"}
    assert rows["discount_above_cap"]["facts"] == {"lines": 1, "percent": 25, "discount_minor": 50_000}
    assert rows["tax_taken_off"]["amount_minor"] == rows["odd_tax_code"]["amount_minor"] == 100_000


async def test_an_approval_that_the_customer_never_saw(garage: Garage, asked: Asked) -> None:
    job_id = await make_job(garage.manager, estimated_amount=1000)
    pads = await add_service(garage.manager, job_id)
    await told(garage.manager, job_id, {pads: "approved"})
    row = await asked.one(garage, "approved_unseen")
    assert (row["amount_minor"], row["facts"]) == (250_000, {"services": 1, "from_minor": 100_000, "to_minor": 350_000})


async def test_a_job_cancelled_after_work_and_one_before_any(garage: Garage, asked: Asked) -> None:
    worked, fresh = await make_job(garage.manager), await make_job(garage.manager)
    await move_job(garage.manager, worked, "in_progress")
    for job_id in (worked, fresh):
        ok(await garage.manager.post(f"/api/jobs/{job_id}/cancel", {"reason": "He went elsewhere"}))
    row = await asked.one(garage, "job_cancelled")
    assert (row["about"], row["amount_minor"], row["facts"]["status"]) == ({"job": worked}, 500_000, "in_progress")


async def test_a_job_zeroed_after_work(garage: Garage, asked: Asked) -> None:
    job_id = await make_job(garage.manager)
    await move_job(garage.manager, job_id, "completed")
    ok(await garage.manager.put(f"/api/jobs/{job_id}", {"estimated_amount": 0}))
    row = await asked.one(garage, "job_zeroed")
    assert (row["amount_minor"], row["facts"]["to_minor"]) == (500_000, 0)


async def test_a_job_reopened_and_money_written_off_by_who_was_allowed_to(garage: Garage, asked: Asked) -> None:
    grants = {"jobs:reopen": True, "jobs:write_off": True}
    ok(await garage.owner.put(f"/api/members/{garage.manager.id}", {"grants": grants}))
    job_id = await make_job(garage.manager)
    await move_job(garage.manager, job_id, "completed", "delivered")
    ok(await garage.manager.post(f"/api/jobs/{job_id}/write-off", {"amount": 300, "reason": "He moved away"}))
    paid = await make_job(garage.manager, estimated_amount=800)
    await make_payment(garage.manager, paid, 800, method="card")
    await move_job(garage.manager, paid, "completed", "closed", "in_progress")
    rows = {row["kind"]: row for row in await asked.about(garage)}
    assert rows.keys() == {"reopened", "written_off"}
    assert rows["written_off"]["amount_minor"] == 30_000
    assert rows["reopened"]["facts"] == {"from_status": "closed", "to_status": "in_progress"}


async def test_a_second_visit_for_nothing_soon_after_one_that_was_paid(
    garage: Garage, asked: Asked, clock: Clock
) -> None:
    clock.set("2026-03-10T06:00:00Z")
    first = await make_job(garage.manager, estimated_amount=2000)
    await make_payment(garage.manager, first, 2000, method="card")
    await move_job(garage.manager, first, "completed", "delivered")
    clock.advance(days=6)
    again = await make_job(garage.manager, estimated_amount=0)
    await move_job(garage.manager, again, "completed", "delivered")
    clock.advance(days=60)
    later = await make_job(garage.manager, estimated_amount=0)
    await move_job(garage.manager, later, "completed", "delivered")
    row = await asked.one(garage, "free_second_visit")
    assert row["about"] == {"job": again, "earlier_job": first}
    assert row["facts"] == {"days": 6, "paid_minor": 200_000}


async def test_a_debt_moved_to_another_phone_and_a_name_put_back(garage: Garage, asked: Asked) -> None:
    owing = await make_job(garage.manager)
    ok(await garage.manager.put(f"/api/jobs/{owing}", {"phone": "+919123450077"}))  # nobody owes yet
    await move_job(garage.manager, owing, "completed", "delivered")
    ok(await garage.manager.put(f"/api/jobs/{owing}", {"phone": "+919123450001"}))
    paid = await make_job(garage.manager, phone="+919123450002", vehicle_number="MH14CD5678")
    payment_id = await make_payment(garage.manager, paid, 1000, method="card")
    ok(await garage.manager.put(f"/api/jobs/{paid}", {"customer_name": "Somebody Else"}))
    ok(await garage.manager.post(f"/api/documents/receipt/{payment_id}/issue"))
    ok(await garage.manager.put(f"/api/jobs/{paid}", {"customer_name": "Test Customer"}))
    moved, put_back = await asked.about(garage, "customer_changed")
    assert (moved["about"], moved["amount_minor"]) == ({"job": owing}, 500_000)
    assert moved["facts"] == {"changed": ["phone"], "paper": False, "owed_minor": 500_000, "put_back": False}
    assert put_back["facts"] == {"changed": ["customer_name"], "paper": True, "owed_minor": 0, "put_back": True}


async def test_a_promise_moved_just_before_it_would_have_been_broken(
    garage: Garage, asked: Asked, clock: Clock
) -> None:
    clock.set("2026-03-10T06:00:00Z")
    late, honest = await make_job(garage.manager), await make_job(garage.manager)
    ok(await garage.manager.put(f"/api/jobs/{honest}", {"planned_completion_days": 9}))
    clock.advance(days=5)
    ok(await garage.manager.put(f"/api/jobs/{late}", {"planned_completion_days": 365}))
    for job_id in (late, honest):
        await move_job(garage.manager, job_id, "completed")
    row = await asked.one(garage, "promise_moved")
    assert (row["about"], row["facts"]["from_days"], row["facts"]["to_days"]) == ({"job": late}, 2, 365)


async def test_a_phone_that_is_a_members_own_or_on_many_plates(garage: Garage, asked: Asked, db: Database) -> None:
    phone = (await db.collection("users").find_one({"_id": garage.manager.id}) or {})["phone"]
    job_id = await make_job(garage.manager, phone=phone, vehicle_number="MH01AA0001")
    for n in range(7):
        await make_job(garage.manager, vehicle_number=f"MH02BB000{n}", estimated_amount=10)
    staff = await asked.one(garage, "staff_phone")
    assert (staff["about"], staff["facts"]) == ({"job": job_id}, {"whose": garage.manager.id})
    many = await asked.one(garage, "phone_on_many_plates")
    assert many["facts"] == {"plates": 6}
    assert phone not in str(await db.collection("exceptions").find({"workshop_id": garage.id}).to_list())
