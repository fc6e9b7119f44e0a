"""Samples that are built from stored rows as the server does it."""

import datetime as dt
from typing import Any

from revops.billing.tax import Scheme, price
from revops.mongo.client import Document
from revops.papers import contents
from revops.papers.build import Source
from revops.papers.layout import Paper
from tests.papers.samples import CUSTOMER, WORKSHOP, facts, receipt, totals

AT = dt.datetime(2026, 5, 28, 12, 30, tzinfo=dt.UTC)
_JOB: Any = {
    "_id": "0199f3b2-6f7e-7a31-8d3c-2f4b8a1c5e90",
    "invoice_number": "INV/2627/00001",
    "estimated_minor": 908_600,
}
_SOURCE = Source(
    WORKSHOP,
    CUSTOMER,
    "Maruti Suzuki Swift VXi",
    "MH 02 AB 1234",
    "INR",
    "Asia/Kolkata",
    "",
    price([], Scheme("gst", prices_include_tax=True, home_state="27", place_of_supply="27")),
)


def _paid(day: int, amount_minor: int, method: str, reference: str | None, receipt: str | None) -> Document:
    at = dt.datetime(2026, 5, day, 5, 0, tzinfo=dt.UTC)
    return {
        "payment_date": at, "amount_minor": amount_minor, "method": method, "reference": reference,
        "receipt_number": receipt, "type": "partial",
    }  # fmt: skip


def statement() -> Paper:
    """Return what is paid of an invoice, with a code to pay the rest."""
    paid = [_paid(26, 200_000, "cash", None, "RV/2627/00004"), _paid(27, 50_000, "cash", None, None)]
    return contents.statement(_SOURCE, _JOB, AT, paid, printed="1042-2", has_logo=False, vpa="sharma.motors@okhdfc")


def statement_paid() -> Paper:
    """Return the same when nothing is left to pay."""
    paid = [_paid(26, 200_000, "cash", None, "RV/2627/00004"), _paid(28, 708_600, "upi", "614222108871", None)]
    return contents.statement(_SOURCE, _JOB, AT, paid, printed="1042-2", has_logo=False, vpa="sharma.motors@okhdfc")


def refund_voucher() -> Paper:
    """Return what takes a receipt voucher back."""
    paper = receipt(
        title="Receipt voucher",
        facts=facts(Receipt_no="RV/2627/00004", Date="26 May 2026, 10:20", Place_of_supply="27 Maharashtra"),
        texts=[{"label": "Work", "value": "Front brake pads, wheel alignment"}],
        totals=totals(
            ("Taxable value", "1,694.92"), ("CGST 9%", "152.54"), ("SGST 9%", "152.54"), ("Received", "₹2,000.00")
        ),
        qr=None,
    )
    return contents.refund_voucher({"paper": paper, "number": "RV/2627/00004"}, "RF/2627/00001", AT, "Asia/Kolkata")
