"""Bills in an export: each invoice and credit note with its tax by head, and columns that come to what was sold."""

import csv
import io

import pytest

from tests.exports.reading import exported, figures, read
from tests.factories import Garage, make_garage, make_job, ok

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
