"""How a workshop bills: from a day on, traceable, one prefix per kind of paper."""

import base64
import io
from typing import Any

import pytest
from PIL import Image

from revops.mongo.client import Database
from tests.conftest import Clock
from tests.factories import Api, Garage, make_garage, make_job, ok, refused
from tests.invariants import assert_invariants

pytestmark = pytest.mark.slow


def picture(width: int = 200, height: int = 100, form: str = "PNG") -> str:
    out = io.BytesIO()
    Image.new("RGB", (width, height), (185, 28, 28)).save(out, form)
    return base64.b64encode(out.getvalue()).decode()


async def settings(garage: Garage) -> dict[str, Any]:
    found: dict[str, Any] = ok(await garage.manager.get("/api/workshops/me/billing"))
    return found


@pytest.mark.parametrize(("currency", "rate", "rounds"), [("INR", 1800, True), ("AED", 500, False), ("KWD", 0, False)])
async def test_what_a_workshop_starts_with(anonymous: Api, currency: str, rate: int, rounds: bool) -> None:
    garage = await make_garage(anonymous.http, currency=currency)
    found = await settings(garage)
    assert found["versions"] == []
    assert found["current"] == {
        "prices_include_tax": True,
        "round_totals": rounds,
        "labour_tax_rate_bp": rate,
        "part_tax_rate_bp": rate,
        "labour_sac": "998714",
        "part_hsn": "8708",
        "invoice_prefix": "INV",
        "bill_prefix": "BILL",
        "credit_note_prefix": "CN",
        "receipt_prefix": "RV",
        "refund_voucher_prefix": "RF",
        "vpa": None,
        "terms": None,
        "logo_id": None,
        "has_logo": False,
    }


async def test_changes_lie_over_each_other_by_their_day(garage: Garage, clock: Clock, db: Database) -> None:
    path = f"/api/workshops/{garage.id}/billing"
    clock.set("2026-03-10T06:00:00Z")
    ok(await garage.owner.post(path, {"effective_from": "2026-04-01", "labour_tax_rate_bp": 1200}))
    ok(await garage.owner.post(path, {"vpa": "garage@upi", "labour_tax_rate_bp": 500}))
    ok(await garage.owner.post(path, {"vpa": "garage@upi"}))  # changes nothing, and so is no version
    found = await settings(garage)
    assert (found["current"]["labour_tax_rate_bp"], found["current"]["vpa"]) == (500, "garage@upi")
    assert [(v["effective_from"], v["changes"]) for v in found["versions"]] == [
        ("2026-04-01", {"labour_tax_rate_bp": 1200}),
        ("2026-03-10", {"vpa": "garage@upi", "labour_tax_rate_bp": 500}),
    ]
    assert found["versions"][0]["recorded_by_name"]
    clock.set("2026-04-01T06:00:00Z")
    found = await settings(garage)
    assert (found["current"]["labour_tax_rate_bp"], found["current"]["vpa"]) == (1200, "garage@upi")
    ok(await garage.owner.post(path, {"vpa": None}))
    assert (await settings(garage))["current"]["vpa"] is None
    entries = await db.collection("journal").find({"workshop_id": garage.id, "kind": "billing_changed"}).to_list()
    assert [entry["changes"] for entry in entries] == [
        {"labour_tax_rate_bp": [1800, 1200]},
        {"vpa": [None, "garage@upi"], "labour_tax_rate_bp": [1800, 500]},
        {"vpa": ["garage@upi", None]},
    ]
    await assert_invariants(db, garage.id)


async def test_no_two_kinds_of_paper_share_a_prefix(garage: Garage) -> None:
    path = f"/api/workshops/{garage.id}/billing"
    refused(await garage.owner.post(path, {"credit_note_prefix": "INV"}), 422, field="credit_note_prefix")
    ok(await garage.owner.post(path, {"effective_from": "2999-04-01", "invoice_prefix": "NEW"}))
    refused(await garage.owner.post(path, {"receipt_prefix": "NEW"}), 422, field="receipt_prefix")
    ok(await garage.owner.post(path, {"invoice_prefix": "CN", "credit_note_prefix": "INV"}))


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"labour_tax_rate_bp": 10_001}, "labour_tax_rate_bp"),
        ({"labour_tax_rate_bp": "18"}, "labour_tax_rate_bp"),
        ({"invoice_prefix": "0AB"}, "invoice_prefix"),
        ({"invoice_prefix": "/AB"}, "invoice_prefix"),
        ({"invoice_prefix": "ABCDE"}, "invoice_prefix"),
        ({"invoice_prefix": "inv"}, "invoice_prefix"),
        ({"vpa": "no address"}, "vpa"),
        ({"vpa": "a@b@c"}, "vpa"),
        ({"labour_sac": "99"}, "labour_sac"),
        ({"terms": "x" * 2001}, "terms"),
        ({"effective_from": "soon"}, "effective_from"),
        ({"effective_from": 20_000}, "effective_from"),
        ({"prices_include_tax": "yes"}, "prices_include_tax"),
    ],
    ids=str,
)
async def test_settings_that_cannot_be(garage: Garage, body: dict[str, Any], field: str) -> None:
    refused(await garage.owner.post(f"/api/workshops/{garage.id}/billing", body), 422, field=field)
    assert (await settings(garage))["versions"] == []


async def test_a_logo(garage: Garage, other_garage: Garage, db: Database) -> None:
    path = f"/api/workshops/{garage.id}/logo"
    refused(await garage.owner.get("/api/workshops/me/logo"), 404)
    ok(await garage.owner.put(path, {"image": picture(1200, 600, "JPEG")}))
    response = await garage.manager.get("/api/workshops/me/logo")
    assert response.headers["content-type"] == "image/png"
    assert Image.open(io.BytesIO(response.content)).size == (600, 300)
    assert (await settings(garage))["current"]["has_logo"]
    refused(await other_garage.owner.get("/api/workshops/me/logo"), 404)
    job_id = await make_job(garage.manager)
    ok(await garage.manager.post(f"/api/documents/invoice/{job_id}/issue"))
    issued = (await garage.manager.get(f"/api/documents/invoice/{job_id}")).content
    ok(await garage.owner.delete(path))
    refused(await garage.owner.get("/api/workshops/me/logo"), 404)
    assert (await garage.manager.get(f"/api/documents/invoice/{job_id}")).content == issued
    assert b"/Image" in issued
    await assert_invariants(db, garage.id)


def _half(picture: str) -> str:
    raw = base64.b64decode(picture)
    return base64.b64encode(raw[: len(raw) // 2]).decode()


@pytest.mark.parametrize(
    "image",
    [
        "A" * 100,
        "not base64 at all!",
        base64.b64encode(b"<svg xmlns='http://www.w3.org/2000/svg'/>").decode(),
        _half(picture(300, 200)),
        base64.b64encode(base64.b64decode(picture())[:60] + b"\x00" * 500).decode(),
    ],
    ids=["no-picture", "no-base64", "svg", "cut-short", "corrupted"],
)
async def test_a_logo_that_is_none(garage: Garage, image: str) -> None:
    problem = refused(await garage.owner.put(f"/api/workshops/{garage.id}/logo", {"image": image}), 422)
    assert problem["errors"][0]["field"] in {"image", "logo"}
    assert (await settings(garage))["versions"] == []
