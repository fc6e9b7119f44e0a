"""A garage in the Gulf is told nothing in the words of India: not in an export, at the gate, nor on its pages."""

import csv
import io

import httpx2
import pytest

from tests.factories import make_garage, make_job, make_member, ok, refused

pytestmark = pytest.mark.anyio

INDIAN = ("GSTIN", "GST", "PIN code", "MH12", "MH 12", "₹", "UPI")


@pytest.mark.parametrize(
    ("currency", "titles", "plate"),
    [
        ("AED", ["TRN", "Postal code", "Region"], "A 12345"),
        ("INR", ["GSTIN", "PIN code", "State"], "MH 12 AB 1234"),
    ],
)
async def test_a_garage_is_told_in_the_words_of_its_country(
    http: httpx2.AsyncClient, currency: str, titles: list[str], plate: str
) -> None:
    fields = {"timezone": "Asia/Dubai", "currency": currency} if currency == "AED" else {}
    garage = await make_garage(http, **fields)
    await make_job(garage.manager, vehicle_number="A 1", phone="+971501234567")
    sheet = await garage.owner.get("/api/analytics/export", format="csv", sheet="customers")
    assert sheet.status_code == 200, sheet.text
    head = next(csv.reader(io.StringIO(sheet.content.decode("utf-8-sig"))))
    assert [title for title in titles if title in head] == titles
    gate = await make_member(garage.owner, "gate")
    assert ok(await gate.get("/api/gate"))["currency"] == currency
    page = await http.post(f"/g/{garage.id}", data={"plate": "-"})
    assert plate in page.text
    previews = [
        ok(await garage.owner.post("/api/messages/preview", {"event": event, "language": "en"}))["text"]
        for event in ("ready", "payment_received", "balance_reminder")
    ]
    too_long = refused(
        await garage.manager.post("/api/jobs", {"customer_gst_number": "X" * 200}),
        422,
        field="customer_gst_number",
    )
    if currency != "INR":
        for text in (*head, page.text, *previews, str(too_long["errors"])):
            assert not [word for word in INDIAN if word in text], text
