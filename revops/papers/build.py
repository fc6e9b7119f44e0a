"""The pieces of papers: whom they are from and for, their lines, sums and payments, the codes on them."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from revops.billing.settings import USUAL_CODES
from revops.billing.stored import bill_of_stored, stored_items, stored_pricing
from revops.billing.tax import Bill, PricedLine
from revops.billing.upi import qr_svg, upi_link
from revops.core.gstin import compact, tax_number_name
from revops.core.phones import spoken_phone
from revops.core.states import STATES
from revops.core.strokes import svg_of
from revops.core.time import millis
from revops.jobs.advances import Advance
from revops.jobs.row import JobRow
from revops.mongo.client import Document
from revops.papers import formats
from revops.papers.layout import Column, Fact, Paper, Party, Qr, Signed, Table, Total
from revops.payments.row import is_refund

METHODS = {"cash": "Cash", "upi": "UPI", "card": "Card", "bank_transfer": "Bank transfer"}


@dataclass(frozen=True, slots=True)
class Source:
    """The source of a bill: kept with an invoice, so that it and its credit note say the same for ever."""

    workshop: Party
    customer: Party
    car_model: str
    vehicle_number: str
    currency: str
    timezone: str
    terms: str
    bill: Bill
    job_number: int | None = None

    def stored(self) -> Document:
        """Return this as an issued document keeps it."""
        return {
            "workshop": dict(self.workshop),
            "customer": dict(self.customer),
            "car_model": self.car_model,
            "vehicle_number": self.vehicle_number,
            "currency": self.currency,
            "timezone": self.timezone,
            "terms": self.terms,
            "job_number": self.job_number,
            "items": stored_items([line.item for line in self.bill.lines]),
            "pricing": stored_pricing(self.bill),
        }

    @classmethod
    def of_stored(cls, kept: Document) -> "Source":
        """Rebuild the contents of an issued paper."""
        fields = {name: value for name, value in kept.items() if name not in {"items", "pricing"}}
        return cls(**fields, bill=bill_of_stored(kept))


def workshop_party(workshop: Document) -> Party:
    """Return a workshop as the one who gives a paper."""
    return Party(
        name=workshop["name"],
        address=workshop["address"] or "",
        phone=spoken_phone(workshop["phone"]),
        tax_number=_tax_number(workshop["gst_number"], workshop["currency"]),
    )


def customer_party(job: JobRow, currency: str) -> Party:
    """Return a job's customer as the one who gets a paper."""
    return Party(
        name=job["customer_name"],
        address=job["address"] or "",
        phone=spoken_phone(job["phone"]),
        tax_number=_tax_number(job["customer_gst_number"], currency),
    )


def _tax_number(number: str | None, currency: str) -> str:
    """Return a tax number with what it is called where the workshop is."""
    return f"{tax_number_name(currency)} {compact(number)}" if number else ""


def _fact(label: str, value: str) -> Fact:
    return Fact(label=label, value=value)


def facts_of(*pairs: tuple[str, str]) -> list[Fact]:
    """Build labels with their values, leaving out what is empty."""
    return [_fact(label, value) for label, value in pairs if value]


def _vehicle(car_model: str, vehicle_number: str) -> list[Fact]:
    return facts_of(("Vehicle no.", vehicle_number), ("Model", car_model))


def job_number_of(source: Source) -> str:
    """Say the job's number, nothing for a job from before there were any."""
    return "" if source.job_number is None else str(source.job_number)


def place_of(source: Source) -> str:
    """Name the state that GST calls the place of supply, with its code."""
    code = source.bill.scheme.place_of_supply
    return f"{code} {STATES[code]}" if code else ""


def _shows_codes(source: Source) -> bool:
    """Say whether the codes of goods and services stand on a bill: GST wants them, elsewhere they are the garage's own
    wish, and what a new garage has as India's usual ones is none.
    """
    return source.currency == "INR" or any(line.item.hsn_sac not in USUAL_CODES for line in source.bill.lines)


def lines_of(source: Source) -> Table:
    """Build the lines of a bill, with only the columns that it needs."""
    bill, currency = source.bill, source.currency
    has_discount, is_taxed = bill.discount_minor > 0, bool(bill.scheme.heads)
    has_codes = is_taxed and _shows_codes(source)
    columns = [Column(label="#", align="left"), Column(label="Description", align="left", wide=True)]
    if has_codes:
        columns.append(Column(label="HSN/SAC" if currency == "INR" else "Code", align="left"))
    columns += [Column(label="Qty", align="right"), Column(label="Price", align="right")]
    if has_discount:
        columns.append(Column(label="Discount", align="right"))
    if is_taxed:
        columns += [Column(label="Taxable", align="right"), Column(label="Tax", align="right")]
    columns.append(Column(label="Amount", align="right"))
    rows = []
    for number, line in enumerate(bill.lines, 1):
        item = line.item
        row = [str(number), item.description]
        if has_codes:
            row.append(item.hsn_sac)
        row += [f"{formats.quantity_text(item.quantity_milli)} {item.unit}".strip()]
        row.append(formats.number_text(item.unit_price_minor, currency))
        if has_discount:
            row.append(formats.number_text(item.discount_minor, currency) if item.discount_minor else "")
        if is_taxed:
            row += [formats.number_text(line.taxable_minor, currency), formats.percent_text(item.tax_rate_bp)]
        row.append(formats.number_text(line.total_minor, currency))
        rows.append(row)
    return Table(columns=columns, rows=rows)


def tax_summary_of(source: Source) -> Table | None:
    """Return the tax by code and rate, as returns to the tax office list it."""
    bill, currency = source.bill, source.currency
    heads = bill.scheme.heads
    if not heads or not bill.tax_minor:
        return None
    has_codes = _shows_codes(source)
    groups: dict[tuple[str, int], list[PricedLine]] = {}
    for line in bill.lines:
        groups.setdefault((line.item.hsn_sac if has_codes else "", line.item.tax_rate_bp), []).append(line)
    code = ("HSN/SAC" if currency == "INR" else "Code") if has_codes else ""
    columns = [Column(label=code, align="left", wide=True), Column(label="Taxable", align="right")]
    for head in heads:
        columns += [Column(label=f"{head} rate", align="right"), Column(label=str(head), align="right")]
    columns.append(Column(label="Tax", align="right"))
    rows = []
    for (code, rate_bp), lines in groups.items():
        row = [code, formats.number_text(sum(line.taxable_minor for line in lines), currency)]
        for _ in heads:
            row.append(formats.percent_text(rate_bp, len(heads)))
            row.append(formats.number_text(sum(line.head_minor for line in lines), currency))
        row.append(formats.number_text(sum(line.tax_minor for line in lines), currency))
        rows.append(row)
    return Table(columns=columns, rows=rows)


def round_off_of(source: Source) -> list[Total]:
    """Build the line that says what lines and total differ by; none when they are the same."""
    minor = source.bill.round_off_minor
    return [Total(label="Round off", value=formats.number_text(minor, source.currency))] if minor else []


def totals_of(source: Source) -> list[Total]:
    """Build the sums of a bill."""
    bill, currency = source.bill, source.currency
    totals = []
    if bill.scheme.heads:
        totals.append(Total(label="Taxable value", value=formats.number_text(bill.taxable_minor, currency)))
        totals += [
            Total(
                label=f"{tax.head} {formats.percent_text(tax.rate_bp, tax.shared_by)}",
                value=formats.number_text(tax.amount_minor, currency),
            )
            for tax in bill.taxes()
        ]
    elif bill.discount_minor or bill.round_off_minor:
        totals.append(Total(label="Sum", value=formats.number_text(bill.exact_minor, currency)))
    totals += round_off_of(source)
    totals.append(Total(label="Total", value=formats.amount_text(bill.total_minor, currency), strong=True))
    return totals


def payments_of(rows: Sequence[Document], currency: str, timezone: str) -> Table | None:
    """Build the table of payments, None when there are none."""
    if not rows:
        return None
    return Table(
        columns=[
            Column(label="Paid on", align="left"),
            Column(label="Method", align="left"),
            Column(label="Reference", align="left", wide=True),
            Column(label="Amount", align="right"),
        ],
        rows=[
            [
                formats.day_text(row["payment_date"], timezone),
                f"Refund, {METHODS[row['method']]}" if is_refund(row) else METHODS[row["method"]],
                " · ".join(filter(None, (row.get("receipt_number"), row["reference"]))),
                formats.number_text(row["amount_minor"], currency),
            ]
            for row in rows
        ],
    )


def standing_of(
    total_minor: int,
    written_off_minor: int,
    payments: Sequence[Document],
    at: dt.datetime,
    currency: str,
    timezone: str,
) -> list[Total]:
    """Build what is paid, written off and due. It names its moment, so that what is printed stays true.

    ``payments`` are those that count, the earliest first.
    """
    paid_minor = sum(payment["amount_minor"] for payment in payments)
    balance_minor = total_minor - paid_minor - written_off_minor
    if balance_minor > 0:
        last = Total(label="Balance due", value=formats.amount_text(balance_minor, currency), strong=True)
    elif paid_minor and not written_off_minor:
        day = formats.day_text(payments[-1]["payment_date"], timezone)
        last = Total(label="Paid in full on", value=day, strong=True)
    else:
        last = Total(label="Nothing to pay", value=formats.amount_text(0, currency), strong=True)
    return [
        Total(label="As of", value=formats.time_text(at, timezone)),
        Total(label="Paid", value=formats.number_text(paid_minor, currency)),
        *_written_off(written_off_minor, currency),
        last,
    ]


def advance_lines(advance: Advance | None, currency: str) -> list[Total]:
    """Build what is asked for in advance, and what of it is to be paid."""
    if advance is None:
        return []
    asked = Total(
        label=f"Advance asked for ({advance.percent}%)", value=formats.number_text(advance.asked_minor, currency)
    )
    if advance.open_minor == advance.asked_minor:
        return [asked]
    if not advance.open_minor:
        return [asked, Total(label="Advance paid", value="Yes")]
    return [asked, Total(label="Of it to pay", value=formats.number_text(advance.open_minor, currency))]


def _written_off(minor: int, currency: str) -> list[Total]:
    return [Total(label="Written off", value=formats.number_text(minor, currency))] if minor else []


def pay_link(source: Source, balance_minor: int, vpa: str, reference: str) -> str:
    """Build the link that asks to pay the workshop for work on this vehicle. It confirms nothing."""
    note = f"{source.vehicle_number} {reference}".strip()
    return upi_link(vpa, source.workshop["name"], balance_minor, source.currency, note, reference)


def reference_of(job: JobRow) -> str:
    """Build what a payment by UPI names: the invoice, or the job before there is one."""
    called = job.get("number")
    named: str = job["invoice_number"] or (f"JOB-{called}" if called else job["_id"][-12:])
    return named.replace("/", "-")


def code_of(source: Source, balance_minor: int, vpa: str | None, reference: str) -> Qr | None:
    """Return the code to pay the balance by."""
    if not vpa or balance_minor <= 0 or source.currency != "INR":
        return None
    link = pay_link(source, balance_minor, vpa, reference)
    amount = formats.amount_text(balance_minor, source.currency)
    return Qr(svg=qr_svg(link), caption=f"Pay {amount} by UPI", detail=vpa)


def page_code(address: str | None) -> Qr | None:
    """Return the code of the customer's page of a job."""
    if address is None:
        return None
    return Qr(svg=qr_svg(address), caption="Your car on your phone", detail="Scan: progress, photos, payments, papers")


def signed_of(answer: Document | None, timezone: str) -> Signed | None:
    """Return the signature under an answer, as papers show it."""
    if answer is None:
        return None
    signature = answer["signature"]
    drawn, name = signature["strokes"], signature["name"]
    said = f"Signed on the phone, {formats.time_text(answer['at'], timezone)}"
    return Signed(svg=svg_of(drawn) if drawn is not None else "", said=f"{said}: {name}" if name else said)


def make_paper(kind: Any, title: str, source: Source, at: dt.datetime, **fields: Any) -> Paper:
    """Return a paper with what is not said left empty."""
    empty: dict[str, Any] = {
        "kind": kind,
        "language": "en",
        "title": title,
        "mark": "",
        "workshop": source.workshop,
        "has_logo": False,
        "customer_label": "Bill to",
        "customer": source.customer,
        "facts": [],
        "vehicle": _vehicle(source.car_model, source.vehicle_number),
        "texts": [],
        "lines": None,
        "tax_summary": None,
        "totals": [],
        "in_words": "",
        "payments": None,
        "balance": [],
        "qr": None,
        "notes": [],
        "signatory": source.workshop["name"],
        "countersign": "",
        "foot": source.workshop["name"],
        "made_at": millis(at) // 1000,
    }
    paper: Paper = {**empty, **fields}  # type: ignore[typeddict-item]
    return paper
