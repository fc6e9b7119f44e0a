"""Papers from data: what an invoice, a credit note, a receipt and a job card say, and in which order."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from revops.billing.gstin import compact
from revops.billing.pricing import bill_of_stored, stored_items, stored_pricing
from revops.billing.states import STATES
from revops.billing.tax import Bill, PricedLine
from revops.billing.upi import qr_svg, upi_link
from revops.core.time import millis
from revops.documents import words
from revops.documents.paper import Column, Fact, Paper, Party, Qr, Table, Total
from revops.mongo.client import Document

_METHODS = {"cash": "Cash", "upi": "UPI", "card": "Card", "bank_transfer": "Bank transfer"}
PRO_FORMA = "Pro-forma"
DRAFT = "Draft"


@dataclass(frozen=True, slots=True)
class Source:
    """What a bill is of: kept with an invoice, so that it and its credit note say the same for ever."""

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
        """Return what an issued document keeps."""
        fields = {name: value for name, value in kept.items() if name not in {"items", "pricing"}}
        return cls(**fields, bill=bill_of_stored(kept))


def workshop_party(workshop: Document) -> Party:
    """Return a workshop as the one who gives a paper."""
    return Party(
        name=workshop["name"],
        address=workshop["address"] or "",
        phone=workshop["phone"],
        tax_number=_tax_number(workshop["gst_number"], workshop["currency"]),
    )


def customer_party(job: Document, currency: str) -> Party:
    """Return a job's customer as the one who gets a paper."""
    return Party(
        name=job["customer_name"],
        address=job["address"] or "",
        phone=job["phone"],
        tax_number=_tax_number(job["customer_gst_number"], currency),
    )


def _tax_number(number: str | None, currency: str) -> str:
    """Return a tax number with what it is called where the workshop is."""
    return f"{'GSTIN' if currency == 'INR' else 'TRN'} {compact(number)}" if number else ""


def _fact(label: str, value: str) -> Fact:
    return Fact(label=label, value=value)


def _facts(*pairs: tuple[str, str]) -> list[Fact]:
    return [_fact(label, value) for label, value in pairs if value]


def _vehicle(car_model: str, vehicle_number: str) -> list[Fact]:
    return _facts(("Vehicle no.", vehicle_number), ("Model", car_model))


def _job_number(source: Source) -> str:
    return "" if source.job_number is None else str(source.job_number)


def _place(source: Source) -> str:
    code = source.bill.scheme.place_of_supply
    return f"{code} {STATES[code]}" if code else ""


def invoice_title(bill: Bill) -> str:
    """Return what a bill is called: only whoever is registered gives a tax invoice."""
    return "Invoice" if bill.scheme.kind == "none" else "Tax invoice"


def _lines(source: Source) -> Table:
    bill, currency = source.bill, source.currency
    has_discount, is_taxed = bill.discount_minor > 0, bool(bill.scheme.heads)
    columns = [Column(label="#", align="left"), Column(label="Description", align="left", wide=True)]
    if is_taxed:
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
        if is_taxed:
            row.append(item.hsn_sac)
        row += [f"{words.quantity_text(item.quantity_milli)} {item.unit}".strip()]
        row.append(words.number_text(item.unit_price_minor, currency))
        if has_discount:
            row.append(words.number_text(item.discount_minor, currency) if item.discount_minor else "")
        if is_taxed:
            row += [words.number_text(line.taxable_minor, currency), words.percent_text(item.tax_rate_bp)]
        row.append(words.number_text(line.total_minor, currency))
        rows.append(row)
    return Table(columns=columns, rows=rows)


def _tax_summary(source: Source) -> Table | None:
    """Return the tax by code and rate, as returns to the tax office list it."""
    bill, currency = source.bill, source.currency
    heads = bill.scheme.heads
    if not heads or not bill.tax_minor:
        return None
    groups: dict[tuple[str, int], list[PricedLine]] = {}
    for line in bill.lines:
        groups.setdefault((line.item.hsn_sac, line.item.tax_rate_bp), []).append(line)
    columns = [
        Column(label="HSN/SAC" if currency == "INR" else "Code", align="left", wide=True),
        Column(label="Taxable", align="right"),
    ]
    for head in heads:
        columns += [Column(label=f"{head} rate", align="right"), Column(label=str(head), align="right")]
    columns.append(Column(label="Tax", align="right"))
    rows = []
    for (code, rate_bp), lines in groups.items():
        row = [code, words.number_text(sum(line.taxable_minor for line in lines), currency)]
        for _ in heads:
            row.append(words.percent_text(rate_bp, len(heads)))
            row.append(words.number_text(sum(line.head_minor for line in lines), currency))
        row.append(words.number_text(sum(line.tax_minor for line in lines), currency))
        rows.append(row)
    return Table(columns=columns, rows=rows)


def _totals(source: Source) -> list[Total]:
    bill, currency = source.bill, source.currency
    totals = []
    if bill.scheme.heads:
        totals.append(Total(label="Taxable value", value=words.number_text(bill.taxable_minor, currency)))
        totals += [
            Total(
                label=f"{tax.head} {words.percent_text(tax.rate_bp, tax.shared_by)}",
                value=words.number_text(tax.amount_minor, currency),
            )
            for tax in bill.taxes()
        ]
    elif bill.discount_minor or bill.round_off_minor:
        totals.append(Total(label="Sum", value=words.number_text(bill.exact_minor, currency)))
    if bill.round_off_minor:
        totals.append(Total(label="Round off", value=words.number_text(bill.round_off_minor, currency)))
    totals.append(Total(label="Total", value=words.amount_text(bill.total_minor, currency), strong=True))
    return totals


def _payments(rows: Sequence[Document], currency: str, timezone: str) -> Table | None:
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
                words.day_text(row["payment_date"], timezone),
                _METHODS[row["method"]],
                " · ".join(filter(None, (row.get("receipt_number"), row["reference"]))),
                words.number_text(row["amount_minor"], currency),
            ]
            for row in rows
        ],
    )


def pay_link(source: Source, balance_minor: int, vpa: str, reference: str) -> str:
    """Build the link that asks to pay the workshop for work on this vehicle. It confirms nothing."""
    note = f"{source.vehicle_number} {reference}".strip()
    return upi_link(vpa, source.workshop["name"], balance_minor, source.currency, note, reference)


def reference_of(job: Document) -> str:
    """Build what a payment by UPI names: the invoice, or the job before there is one."""
    named: str = job["invoice_number"] or job["_id"][-12:]
    return named.replace("/", "-")


def _qr(source: Source, balance_minor: int, vpa: str | None, reference: str) -> Qr | None:
    """Return the code to pay the balance by."""
    if not vpa or balance_minor <= 0 or source.currency != "INR":
        return None
    link = pay_link(source, balance_minor, vpa, reference)
    amount = words.amount_text(balance_minor, source.currency)
    return Qr(svg=qr_svg(link), caption=f"Pay {amount} by UPI", detail=vpa)


def _paper(kind: Any, title: str, source: Source, at: dt.datetime, **fields: Any) -> Paper:
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


def invoice(
    source: Source,
    number: str,
    at: dt.datetime,
    payments: Sequence[Document],
    *,
    has_logo: bool,
    vpa: str | None,
    job_id: str,
) -> Paper:
    """Return an invoice; without a number, the pro-forma of one. ``payments`` are those that count."""
    bill, currency, timezone = source.bill, source.currency, source.timezone
    title = invoice_title(bill)
    paid_minor = sum(payment["amount_minor"] for payment in payments)
    balance_minor = bill.total_minor - paid_minor
    is_gst = bill.scheme.kind == "gst"
    return _paper(
        "invoice",
        title if number else f"{PRO_FORMA} invoice",
        source,
        at,
        mark="" if number else f"{PRO_FORMA}: not {'a tax invoice' if bill.scheme.heads else 'an invoice'}",
        has_logo=has_logo,
        facts=_facts(
            ("Invoice no.", number),
            ("Date", words.day_text(at, timezone)),
            ("Job no.", _job_number(source)),
            ("Place of supply", _place(source) if is_gst else ""),
            ("Reverse charge", "No" if is_gst else ""),
        ),
        lines=_lines(source),
        tax_summary=_tax_summary(source),
        totals=_totals(source),
        in_words=words.in_words(bill.total_minor, currency),
        payments=_payments(payments, currency, timezone),
        balance=[
            Total(label="Paid", value=words.number_text(paid_minor, currency)),
            Total(label="Balance due", value=words.amount_text(balance_minor, currency), strong=True),
        ],
        qr=_qr(source, balance_minor, vpa, (number or job_id[-12:]).replace("/", "-")),
        notes=[source.terms] if source.terms else [],
        foot=f"{title} {number}" if number else f"{PRO_FORMA} of {words.day_text(at, timezone)}",
    )


def credit_note(
    source: Source, number: str, at: dt.datetime, *, invoice_number: str, invoiced_at: dt.datetime, reason: str,
    has_logo: bool,
) -> Paper:  # fmt: skip
    """Return the credit note that takes a whole invoice back (CGST Rule 53)."""
    is_gst = source.bill.scheme.kind == "gst"
    return _paper(
        "credit_note",
        "Credit note",
        source,
        at,
        has_logo=has_logo,
        facts=_facts(
            ("Credit note no.", number),
            ("Date", words.day_text(at, source.timezone)),
            ("Against invoice", invoice_number),
            ("Invoice date", words.day_text(invoiced_at, source.timezone)),
            ("Job no.", _job_number(source)),
            ("Place of supply", _place(source) if is_gst else ""),
        ),
        texts=_facts(("Reason", reason)),
        lines=_lines(source),
        tax_summary=_tax_summary(source),
        totals=_totals(source),
        in_words=words.in_words(source.bill.total_minor, source.currency),
        foot=f"Credit note {number}",
    )


def receipt(
    source: Source, number: str, payment: Document, at: dt.datetime, *, tax: Bill | None, outstanding_minor: int,
    has_logo: bool,
) -> Paper:  # fmt: skip
    """Return the receipt of a payment; ``tax`` is what an advance contains of it (receipt voucher, CGST Rule 50)."""
    currency, timezone = source.currency, source.timezone
    is_voucher = tax is not None and bool(tax.scheme.heads)
    contained = []
    if tax is not None and is_voucher:
        contained.append(Total(label="Taxable value", value=words.number_text(tax.taxable_minor, currency)))
        contained += [
            Total(
                label=f"{line.head} {words.percent_text(line.rate_bp, line.shared_by)}",
                value=words.number_text(line.amount_minor, currency),
            )
            for line in tax.taxes()
        ]
    return _paper(
        "receipt",
        "Receipt voucher" if is_voucher else "Receipt",
        source,
        at,
        mark="" if number else f"{DRAFT}: not a receipt",
        has_logo=has_logo,
        customer_label="Received from",
        facts=_facts(
            ("Receipt no.", number),
            ("Date", words.time_text(payment["payment_date"], timezone)),
            ("Job no.", _job_number(source)),
            ("Method", _METHODS[payment["method"]]),
            ("Reference", payment["reference"] or ""),
            ("For", {"advance": "Advance", "partial": "Part payment", "final": "Final payment"}[payment["type"]]),
            ("Place of supply", _place(source) if is_voucher and source.bill.scheme.kind == "gst" else ""),
            ("Reverse charge", "No" if is_voucher and source.bill.scheme.kind == "gst" else ""),
        ),
        totals=[
            *contained,
            Total(label="Received", value=words.amount_text(payment["amount_minor"], currency), strong=True),
        ],
        in_words=words.in_words(payment["amount_minor"], currency),
        balance=[Total(label="Still to pay on this job", value=words.amount_text(outstanding_minor, currency))],
        foot=f"Receipt {number}".strip(),
    )


def job_card(source: Source, job: Document, at: dt.datetime, *, manager_name: str, has_logo: bool) -> Paper:
    """Return a job as the mechanic and the customer get it: what is to be done, by when, for how much."""
    currency, timezone = source.currency, source.timezone
    return _paper(
        "job_card",
        "Job card",
        source,
        at,
        has_logo=has_logo,
        customer_label="Customer",
        facts=_facts(
            ("Job no.", _job_number(source) or job["_id"][-12:].upper()),
            ("Taken in", words.time_text(job["created_at"], timezone)),
            ("Due by", words.day_text(job["due_at"], timezone)),
            ("Status", job["status"].replace("_", " ").capitalize()),
            ("Mechanic", job["worker_assigned"] or ""),
            ("Manager", manager_name),
            ("Invoice", job["invoice_number"] or ""),
        ),
        texts=_facts(("Work to be done", job["work_description"]), ("Parts required", job["parts_required"] or "")),
        lines=_lines(source) if job["items"] else None,
        totals=[Total(label="Estimate", value=words.amount_text(job["estimated_minor"], currency), strong=True)],
        balance=[
            Total(label="Paid", value=words.number_text(job["paid_minor"], currency)),
            Total(label="Balance", value=words.amount_text(job["outstanding_minor"], currency), strong=True),
        ],
        notes=[source.terms] if source.terms else [],
        countersign="Customer",
        foot=f"Job card of {words.time_text(at, timezone)}",
    )
