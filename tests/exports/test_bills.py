"""Bills in an export: each invoice and credit note with its tax by head, and columns that come to what was sold."""

import csv
import io

import pytest

from tests.exports.reading import EXPORT, Rows, exported, figures, read
from tests.factories import Garage, make_garage, make_job, ok, refused

pytestmark = pytest.mark.slow

VALID_GSTIN = "27AAPFU0939F1ZV"
_AMOUNTS = ("Before tax", "CGST", "SGST", "UTGST", "IGST", "Round off")


@pytest.mark.usefixtures("processes")
async def test_bills_sum_up_to_what_was_sold(garage: Garage) -> None:
    here = f"/api/workshops/{garage.workshop['id']}"
    ok(await garage.owner.put(here, {"gst_number": VALID_GSTIN}))
    billed = []
    for price, gst_number in ((333.33, None), (1234.57, "29AABCU9603R1ZJ"), (99.99, None)):
        line = {"kind": "labour", "description": "=1+1", "quantity": 1.5, "unit_price": price}
        job_id = await make_job(garage.manager, estimated_amount=None, items=[line], customer_gst_number=gst_number)
        billed.append((job_id, ok(await garage.manager.post(f"/api/documents/invoice/{job_id}/issue", {}))["number"]))
    (taken_back, against), *_ = billed
    ok(await garage.owner.post(f"/api/documents/credit-note/{taken_back}/issue", {"reason": "Wrong name"}))
    sheets = await read(garage.owner)
    note, last, between_states, first = sheets["Bills"]
    assert [row["Bill no."] for row in (first, between_states, last)] == [number for _, number in billed]
    assert (note["Kind"], note["Takes back"], note["Total"]) == ("credit note", against, -first["Total"])
    assert between_states["IGST"] == between_states["Tax"] > 0 == between_states["CGST"]
    for row in sheets["Bills"]:
        assert round(sum(row[title] for title in _AMOUNTS), 2) == row["Total"]
        assert round(sum(row[title] for title in _AMOUNTS[1:5]), 2) == row["Tax"]
        assert row["Total"] == int(row["Total"])
    figure = figures(sheets)
    assert figure["Bills: rows"] == 4
    for what, title in (("before tax", "Before tax"), ("tax", "Tax"), ("total", "Total")):
        assert figure[f"Bills: {what}"] == round(sum(row[title] for row in sheets["Bills"]), 2)
    assert (await read(garage.owner, to="2001-01-01"))["Bills"] == []

    content = (await exported(garage.owner, format="csv", sheet="bills")).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content, newline="")))
    assert [float(row["Total"]) for row in rows] == [row["Total"] for row in sheets["Bills"]]


@pytest.mark.usefixtures("processes")
async def test_bills_have_the_heads_of_tax_of_their_country(garage: Garage) -> None:
    """A garage in Oman knows VAT and no GST; one in India the other way about."""
    abroad = await make_garage(garage.owner.http, currency="OMR", gst_number="OM1100000123")
    job_id = await make_job(abroad.manager, estimated_amount=10.505)
    ok(await abroad.manager.post(f"/api/documents/invoice/{job_id}/issue", {}))
    (bill,) = (await read(abroad.owner))["Bills"]
    assert {"CGST", "SGST", "UTGST", "IGST"}.isdisjoint(bill)
    assert (bill["Before tax"], bill["VAT"], bill["Round off"], bill["Total"]) == (10.005, 0.5, 0, 10.505)
    content = (await exported(garage.owner, format="csv", sheet="bills")).content.decode("utf-8-sig")
    titles = content.splitlines()[0].split(",")
    assert "VAT" not in titles
    assert "CGST" in titles
    (by_rate,) = (await read(abroad.owner))["Rates"]
    assert {"CGST", "Place of supply"}.isdisjoint(by_rate)
    assert (by_rate["Rate, %"], by_rate["Before tax"], by_rate["VAT"]) == (5, 10.005, 0.5)
    refused(await abroad.owner.get(EXPORT, format="csv", sheet="hsn"), 422, field="sheet")


def _sums(rows: Rows, *titles: str) -> list[float]:
    return [round(sum(row[title] for row in rows), 2) for title in titles]


@pytest.mark.usefixtures("processes")
async def test_bills_by_rate_and_by_hsn_are_the_bills(garage: Garage) -> None:
    """Each bill by rate with its place of supply, and each code by rate: as a return on GST asks for them."""
    ok(await garage.owner.put(f"/api/workshops/{garage.id}", {"gst_number": VALID_GSTIN}))
    lines = [
        {"kind": "labour", "description": "Service", "quantity": 1, "unit_price": 333.33},
        {"kind": "part", "description": "Oil", "quantity": 3.5, "unit": "L", "unit_price": 520, "hsn_sac": "2710"},
        {"kind": "part", "description": "Book", "quantity": 2, "unit_price": 50, "hsn_sac": "4901", "tax_rate_bp": 0},
        {"kind": "part", "description": "Pad", "quantity": 1, "unit_price": 99.5, "tax_rate_bp": 250},
    ]
    jobs = []
    for gst_number in (None, "29AABCU9603R1ZJ", "27AABCU9603R1ZN"):
        jobs.append(await make_job(garage.manager, estimated_amount=None, items=lines, customer_gst_number=gst_number))
        ok(await garage.manager.post(f"/api/documents/invoice/{jobs[-1]}/issue", {}))
    ok(await garage.owner.post(f"/api/documents/credit-note/{jobs[0]}/issue", {"reason": "Wrong name"}))
    sheets = await read(garage.owner)
    rates, codes, bills = sheets["Rates"], sheets["HSN"], sheets["Bills"]
    first, second, third, note = (rates[start : start + 3] for start in (9, 6, 3, 0))
    assert [row["Rate, %"] for row in second] == [18, 2.5, 0]
    assert {row["Place of supply"] for row in second} == {"29-Karnataka"}
    assert {row["Place of supply"] for row in (*first, *third, *note)} == {"27-Maharashtra"}
    assert [(row["Kind"], row["Bill total"]) for row in note] == [("credit note", -first[0]["Bill total"])] * 3
    assert second[0]["IGST"] > 0 < third[0]["CGST"]
    assert second[0]["CGST"] == third[0]["IGST"] == 0
    taxed = ("Before tax", "CGST", "SGST", "UTGST", "IGST")
    assert _sums(rates, *taxed) == _sums(codes, *taxed) == _sums(bills, *taxed)
    for bill in bills:
        assert _sums([row for row in rates if row["Bill ID"] == bill["Bill ID"]], *taxed) == _sums([bill], *taxed)
    # What was taken back leaves the code of customers without a GSTIN with nothing.
    oil = {row["Customers"]: (row["Quantity"], row["With tax"]) for row in codes if row["HSN/SAC"] == "2710"}
    assert oil == {"registered": (7, 3640), "others": (0, 0)}
    assert [row["Unit"] for row in codes if row["HSN/SAC"] == "2710"] == ["L", "L"]
    assert figures(sheets)["HSN: rows"] == len(codes) == 8
    for sheet, rows in (("rates", rates), ("hsn", codes)):
        content = (await exported(garage.owner, format="csv", sheet=sheet)).content.decode("utf-8-sig")
        written = list(csv.DictReader(io.StringIO(content, newline="")))
        assert [(float(row["Rate, %"]), float(row["Before tax"])) for row in written] == [
            (row["Rate, %"], row["Before tax"]) for row in rows
        ]
