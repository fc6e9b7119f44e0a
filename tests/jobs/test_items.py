"""The lines of a job: they make its estimate, on the server, at the rates they were saved with."""

from typing import Any

import pytest

from revops.mongo.client import Database
from tests.conftest import Clock
from tests.factories import Api, Garage, get_job, job_fields, make_garage, make_job, make_payment, ok, refused
from tests.invariants import assert_invariants

pytestmark = pytest.mark.slow

LABOUR = {"kind": "labour", "description": "Brake service", "unit_price": 1180}
PADS = {
    "kind": "part",
    "description": "Brake pads",
    "quantity": 2,
    "unit": "Nos",
    "unit_price": 899.5,
    "hsn_sac": "87083000",
}


async def test_lines_make_the_estimate(garage: Garage, db: Database) -> None:
    body = job_fields(items=[LABOUR, PADS], advance_paid=500)
    del body["estimated_amount"]
    job_id = ok(await garage.manager.post("/api/jobs", body))["id"]
    job = await get_job(garage.manager, job_id)
    assert (job["estimated_amount"], job["remaining_amount"]) == (2979, 2479)
    bill = job["bill"]
    assert [line["total_amount"] for line in bill["lines"]] == [1180, 1799]
    assert [(line["hsn_sac"], line["tax_rate_bp"]) for line in bill["lines"]] == [("998714", 1800), ("87083000", 1800)]
    assert bill["taxes"] == [
        {"head": "CGST", "rate_percent": 9, "taxable_amount": 2524.58, "amount": 227.21},
        {"head": "SGST", "rate_percent": 9, "taxable_amount": 2524.58, "amount": 227.21},
    ]
    assert (bill["taxable_amount"], bill["tax_amount"], bill["round_off"]) == (2524.58, 454.42, 0)
    assert "items" not in ok(await garage.manager.get("/api/jobs"))[0]
    await assert_invariants(db, garage.id)


async def test_the_total_is_rounded_to_the_rupee_and_the_timeline_says_so(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager)
    answer = ok(await garage.manager.put(f"/api/jobs/{job_id}", {"items": [{**LABOUR, "unit_price": 999.51}]}))
    assert answer["job"]["estimated_amount"] == 1000
    job = await get_job(garage.manager, job_id)
    assert job["bill"]["round_off"] == 0.49
    assert job["updates"][0]["changes"] == {"items": [0, 1], "estimated_amount": [5000, 1000]}
    await assert_invariants(db, garage.id)


async def test_prices_before_tax(garage: Garage, db: Database) -> None:
    ok(await garage.owner.post(f"/api/workshops/{garage.id}/billing", {"prices_include_tax": False}))
    quote = ok(await garage.manager.post("/api/jobs/price", {"items": [LABOUR, PADS]}))
    assert (quote["taxable_amount"], quote["tax_amount"], quote["total_amount"]) == (2979, 536.22, 3515)
    assert quote["round_off"] == -0.22
    job_id = await make_job(garage.manager, items=[LABOUR, PADS], estimated_amount=3515)
    assert quote.pop("warnings") == []
    assert (await get_job(garage.manager, job_id))["bill"] == quote
    await assert_invariants(db, garage.id)


async def test_an_amount_beside_lines_must_be_theirs(garage: Garage) -> None:
    refused(await garage.manager.post("/api/jobs", job_fields(items=[LABOUR])), 422, field="estimated_amount")
    job_id = await make_job(garage.manager, items=[LABOUR], estimated_amount=1180)
    refused(await garage.manager.put(f"/api/jobs/{job_id}", {"estimated_amount": 1}), 422, field="estimated_amount")
    ok(await garage.manager.put(f"/api/jobs/{job_id}", {"estimated_amount": 1180, "worker_assigned": "Ramu"}))
    refused(await garage.manager.post("/api/jobs", job_fields(estimated_amount=None)), 422, field="estimated_amount")
    # Without lines the estimate says it again, from what it was.
    ok(await garage.manager.put(f"/api/jobs/{job_id}", {"items": []}))
    job = await get_job(garage.manager, job_id)
    assert (job["estimated_amount"], job["bill"]) == (1180, None)
    ok(await garage.manager.put(f"/api/jobs/{job_id}", {"estimated_amount": 900}))


async def test_lines_never_come_to_less_than_what_is_paid(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, items=[LABOUR], estimated_amount=1180)
    await make_payment(garage.manager, job_id, 1000)
    lower = {"items": [{**LABOUR, "unit_price": 900}]}
    refused(await garage.manager.put(f"/api/jobs/{job_id}", lower), 409, "estimate_below_paid")
    # 1,000.40 would be 1,000; a bill that is paid to the paisa is not rounded.
    ok(await garage.manager.put(f"/api/jobs/{job_id}", {"items": [{**LABOUR, "unit_price": 1000.4}]}))
    await make_payment(garage.manager, job_id, 0.4) if (await get_job(garage.manager, job_id))[
        "remaining_amount"
    ] else None
    await assert_invariants(db, garage.id)


async def test_a_customer_in_another_state_pays_igst(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, items=[LABOUR, PADS], estimated_amount=2979)
    ok(await garage.manager.put(f"/api/jobs/{job_id}", {"customer_gst_number": "29AACCT3705E000"}))
    job = await get_job(garage.manager, job_id)
    assert [tax["head"] for tax in job["bill"]["taxes"]] == ["IGST"]
    assert (job["bill"]["place_of_supply"], job["estimated_amount"]) == ("29", 2979)
    ok(await garage.manager.put(f"/api/jobs/{job_id}", {"place_of_supply": "27"}))
    assert [t["head"] for t in (await get_job(garage.manager, job_id))["bill"]["taxes"]] == ["CGST", "SGST"]
    refused(await garage.manager.put(f"/api/jobs/{job_id}", {"place_of_supply": "28"}), 422, field="place_of_supply")
    await assert_invariants(db, garage.id)


async def test_a_line_keeps_the_rate_it_was_saved_with(garage: Garage, clock: Clock) -> None:
    clock.set("2026-03-10T06:00:00Z")
    job_id = await make_job(garage.manager, items=[LABOUR], estimated_amount=1180)
    change = {"effective_from": "2026-04-01", "labour_tax_rate_bp": 1200, "prices_include_tax": False}
    ok(await garage.owner.post(f"/api/workshops/{garage.id}/billing", change))
    ok(await garage.owner.post(f"/api/workshops/{garage.id}/billing", {"vpa": "garage@upi"}))

    async def rate() -> tuple[int, float]:
        quote = ok(await garage.manager.post("/api/jobs/price", {"items": [LABOUR]}))
        return quote["lines"][0]["tax_rate_bp"], quote["total_amount"]

    assert await rate() == (1800, 1180)
    clock.set("2026-04-01T06:00:00Z")
    assert await rate() == (1200, 1322)
    billing = ok(await garage.owner.get("/api/workshops/me/billing"))
    assert (billing["today"], billing["current"]["vpa"]) == ("2026-04-01", "garage@upi")
    assert billing["current"]["labour_tax_rate_bp"] == 1200
    # The saved line stays, also when the customer turns out to be of another state.
    ok(await garage.manager.put(f"/api/jobs/{job_id}", {"customer_gst_number": "29AACCT3705E000"}))
    job = await get_job(garage.manager, job_id)
    assert (job["bill"]["lines"][0]["tax_rate_bp"], job["estimated_amount"]) == (1800, 1180)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"quantity": 0}, "quantity"),
        ({"quantity": -1}, "quantity"),
        ({"quantity": 1e9}, "quantity"),
        ({"quantity": 0.0001}, "quantity"),
        ({"quantity": "2"}, "quantity"),
        ({"quantity": True}, "quantity"),
        ({"tax_rate_bp": 10_001}, "tax_rate_bp"),
        ({"tax_rate_bp": -1}, "tax_rate_bp"),
        ({"tax_rate_bp": 18.5}, "tax_rate_bp"),
        ({"unit_price": -1}, "unit_price"),
        ({"unit_price": 1.001}, "unit_price"),
        ({"unit_price": 1e12}, "unit_price"),
        ({"unit_price": None}, "unit_price"),
        ({"discount": 1181}, "discount"),
        ({"discount": -1}, "discount"),
        ({"description": ""}, "description"),
        ({"description": "x" * 10_000}, "description"),
        ({"kind": "gift"}, "kind"),
        ({"hsn_sac": "12"}, "hsn_sac"),
        ({"hsn_sac": "ABCD"}, "hsn_sac"),
        ({"unit": "x" * 13}, "unit"),
    ],
    ids=str,
)
async def test_a_line_that_cannot_be(garage: Garage, change: dict[str, Any], field: str) -> None:
    for path, body in (
        ("/api/jobs", job_fields(items=[LABOUR, {**LABOUR, **change}])),
        ("/api/jobs/price", {"items": [LABOUR, {**LABOUR, **change}]}),
    ):
        problem = refused(await garage.manager.post(path, body), 422, field=f"items.1.{field}")
        assert "line 2" in problem["detail"].lower(), problem


async def test_too_many_lines_and_too_much_money(garage: Garage) -> None:
    refused(await garage.manager.post("/api/jobs/price", {"items": [LABOUR] * 201}), 422, field="items")
    dear = {**LABOUR, "unit_price": 1_000_000_000, "quantity": 2}
    refused(await garage.manager.post("/api/jobs/price", {"items": [dear]}), 422, field="items")


async def test_without_a_tax_number_there_is_no_tax(anonymous: Api) -> None:
    garage = await make_garage(anonymous.http, gst_number=None)
    quote = ok(await garage.manager.post("/api/jobs/price", {"items": [LABOUR]}))
    assert (quote["taxes"], quote["tax_amount"], quote["total_amount"]) == ([], 0, 1180)


async def test_vat_and_three_decimals_in_muscat(anonymous: Api, db: Database) -> None:
    garage = await make_garage(anonymous.http, currency="OMR", timezone="Asia/Muscat", gst_number="OM1100000000")
    line = {"kind": "part", "description": "Oil filter", "quantity": 1.5, "unit_price": 2.345}
    job_id = await make_job(garage.manager, items=[line], estimated_amount=3.518)
    bill = (await get_job(garage.manager, job_id))["bill"]
    assert bill["taxes"] == [{"head": "VAT", "rate_percent": 5, "taxable_amount": 3.35, "amount": 0.168}]
    assert bill["round_off"] == 0
    await assert_invariants(db, garage.id)
