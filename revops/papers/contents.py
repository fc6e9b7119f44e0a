"""The papers: what an invoice, a payment statement, a credit note, a receipt and a job card say, and in which order.

What is issued states only what cannot become untrue. What a job's payments come to is on papers of the moment: the
pro-forma, the payment statement, the job card. They name that moment.
"""

import datetime as dt
from collections.abc import Sequence

from revops.billing.tax import Bill
from revops.billing.upi import qr_svg
from revops.core.time import millis
from revops.jobs.advances import Advance
from revops.jobs.row import JobRow, is_to_follow, written_off_minor
from revops.mongo.client import Document
from revops.papers import formats
from revops.papers.build import (
    METHODS,
    Source,
    advance_lines,
    code_of,
    facts_of,
    job_number_of,
    lines_of,
    make_paper,
    page_code,
    payments_of,
    place_of,
    reference_of,
    round_off_of,
    standing_of,
    tax_summary_of,
    totals_of,
)
from revops.papers.layout import Fact, Paper, Party, Qr, Signed, Total
from revops.payments.row import PaymentRow

_REFUND_VOUCHER = "Refund voucher"
_TO_FOLLOW = "Estimate to follow"


def _title_of(bill: Bill) -> str:
    """Choose the title of a bill: only whoever is registered gives a tax invoice."""
    return "Invoice" if bill.scheme.kind == "none" else "Tax invoice"


def _bill_facts(source: Source, number: str, at: dt.datetime) -> list[Fact]:
    is_gst = source.bill.scheme.kind == "gst"
    return facts_of(
        ("Invoice no.", number),
        ("Date", formats.day_text(at, source.timezone)),
        ("Job no.", job_number_of(source)),
        ("Place of supply", place_of(source) if is_gst else ""),
        ("Reverse charge", "No" if is_gst else ""),
    )


def invoice(source: Source, number: str, at: dt.datetime, *, has_logo: bool) -> Paper:
    """Build an invoice. It says what is charged; what is paid of it is on the payment statement."""
    title = _title_of(source.bill)
    return make_paper(
        "invoice",
        title,
        source,
        at,
        has_logo=has_logo,
        facts=_bill_facts(source, number, at),
        lines=lines_of(source),
        tax_summary=tax_summary_of(source),
        totals=totals_of(source),
        in_words=formats.in_words(source.bill.total_minor, source.currency),
        notes=[source.terms] if source.terms else [],
        has_page=True,
        foot=f"{title} {number}",
    )


def pro_forma(
    source: Source, job: JobRow, at: dt.datetime, payments: Sequence[Document], *, printed: str, has_logo: bool,
    vpa: str | None, page: str | None, advance: Advance | None, signed: Signed | None
) -> Paper:  # fmt: skip
    """Build what an invoice of a job would say now, with what is paid and due. ``payments`` are those that count;
    ``printed`` is the number of this print, ``page`` the address of the customer's page, ``advance`` what is asked for
    before the work is done, ``signed`` what the customer approved with.
    """
    bill, currency, timezone = source.bill, source.currency, source.timezone
    written_off = written_off_minor(job)
    balance_minor = bill.total_minor - written_off - sum(payment["amount_minor"] for payment in payments)
    return make_paper(
        "invoice",
        "Pro-forma invoice",
        source,
        at,
        mark=f"Pro-forma: not {'a tax invoice' if bill.scheme.heads else 'an invoice'}",
        has_logo=has_logo,
        facts=[*facts_of(("Pro-forma no.", printed)), *_bill_facts(source, "", at)],
        lines=lines_of(source),
        tax_summary=tax_summary_of(source),
        totals=totals_of(source),
        in_words=formats.in_words(bill.total_minor, currency),
        page=page_code(page),
        payments=payments_of(payments, currency, timezone),
        balance=[
            *standing_of(bill.total_minor, written_off, payments, at, currency, timezone),
            *advance_lines(advance, currency),
        ],
        qr=code_of(source, balance_minor, vpa, reference_of(job)),
        notes=[source.terms] if source.terms else [],
        countersign="Customer" if signed is not None else "",
        signed=signed,
        foot=f"Pro-forma of {formats.time_text(at, timezone)}",
    )


def statement(
    source: Source, job: JobRow, at: dt.datetime, payments: Sequence[Document], *, printed: str, has_logo: bool,
    vpa: str | None
) -> Paper:  # fmt: skip
    """Build what is paid and due on a job now, with the code to pay the rest: it goes beside the invoice.

    ``payments`` are those that count; ``printed`` is the number of this print.
    """
    currency, timezone, number = source.currency, source.timezone, job["invoice_number"] or ""
    total_minor = job["estimated_minor"]
    written_off = written_off_minor(job)
    balance_minor = total_minor - written_off - sum(payment["amount_minor"] for payment in payments)
    return make_paper(
        "statement",
        "Payment statement",
        source,
        at,
        has_logo=has_logo,
        customer_label="Customer",
        facts=facts_of(("Invoice no.", number), ("Job no.", job_number_of(source)), ("Print no.", printed)),
        totals=[
            Total(
                label="Invoice total" if number else "Estimate",
                value=formats.amount_text(total_minor, currency),
                strong=True,
            )
        ],
        payments=payments_of(payments, currency, timezone),
        balance=standing_of(total_minor, written_off, payments, at, currency, timezone),
        qr=code_of(source, balance_minor, vpa, reference_of(job)),
        notes=[f"This is not {'a tax invoice' if source.bill.scheme.heads else 'an invoice'} and not a receipt."],
        signatory="",
        foot=f"Payment statement of {formats.time_text(at, timezone)}",
    )


def credit_note(
    source: Source, number: str, at: dt.datetime, *, invoice_number: str, invoiced_at: dt.datetime, reason: str,
    has_logo: bool,
) -> Paper:  # fmt: skip
    """Build the credit note that takes a whole invoice back (CGST Rule 53)."""
    is_gst = source.bill.scheme.kind == "gst"
    return make_paper(
        "credit_note",
        "Credit note",
        source,
        at,
        has_logo=has_logo,
        facts=facts_of(
            ("Credit note no.", number),
            ("Date", formats.day_text(at, source.timezone)),
            ("Against invoice", invoice_number),
            ("Invoice date", formats.day_text(invoiced_at, source.timezone)),
            ("Job no.", job_number_of(source)),
            ("Place of supply", place_of(source) if is_gst else ""),
        ),
        texts=facts_of(("Reason", reason)),
        lines=lines_of(source),
        tax_summary=tax_summary_of(source),
        totals=totals_of(source),
        in_words=formats.in_words(source.bill.total_minor, source.currency),
        foot=f"Credit note {number}",
    )


def receipt(
    source: Source, number: str, job: JobRow, payment: PaymentRow, at: dt.datetime, *, tax: Bill | None, has_logo: bool
) -> Paper:
    """Build the receipt of a payment; ``tax`` is what an advance contains of it (receipt voucher, CGST Rule 50)."""
    currency, timezone = source.currency, source.timezone
    is_voucher = tax is not None and bool(tax.scheme.heads)
    is_gst = is_voucher and source.bill.scheme.kind == "gst"
    contained = []
    if tax is not None and is_voucher:
        contained.append(Total(label="Taxable value", value=formats.number_text(tax.taxable_minor, currency)))
        contained += [
            Total(
                label=f"{line.head} {formats.percent_text(line.rate_bp, line.shared_by)}",
                value=formats.number_text(line.amount_minor, currency),
            )
            for line in tax.taxes()
        ]
    return make_paper(
        "receipt",
        "Receipt voucher" if is_voucher else "Receipt",
        source,
        at,
        mark="" if number else "Draft: not a receipt",
        has_logo=has_logo,
        customer_label="Received from",
        facts=facts_of(
            ("Receipt no.", number),
            ("Date", formats.time_text(payment["payment_date"], timezone)),
            ("Job no.", job_number_of(source)),
            ("Method", METHODS[payment["method"]]),
            ("Reference", payment["reference"] or ""),
            ("For", {"advance": "Advance", "partial": "Part payment", "final": "Final payment"}[payment["type"]]),
            ("Place of supply", place_of(source) if is_gst else ""),
            ("Reverse charge", "No" if is_gst else ""),
        ),
        texts=facts_of(("Work", job["work_description"] if is_voucher else "")),
        totals=[
            *contained,
            Total(label="Received", value=formats.amount_text(payment["amount_minor"], currency), strong=True),
        ],
        in_words=formats.in_words(payment["amount_minor"], currency),
        balance=[
            Total(label="As of", value=formats.time_text(at, timezone)),
            Total(
                label="Left to pay on this job",
                value=_TO_FOLLOW if is_to_follow(job) else formats.amount_text(job["outstanding_minor"], currency),
            ),
        ],
        foot=f"Receipt {number}".strip(),
    )


def refund_voucher(voucher: Document, number: str, at: dt.datetime, timezone: str) -> Paper:
    """Build the refund voucher that takes a receipt voucher back (CGST Rule 51): with its words, and its tax.

    Why the owner rejected the payment is between owner and manager, so it is not on what the customer gets.
    """
    said: Paper = voucher["paper"]
    facts = {fact["label"]: fact["value"] for fact in said["facts"]}
    return {
        **said,
        "kind": "refund_voucher",
        "title": _REFUND_VOUCHER,
        "customer_label": "Refund to",
        "facts": facts_of(
            ("Refund voucher no.", number),
            ("Date", formats.day_text(at, timezone)),
            ("Against receipt", voucher["number"]),
            ("Receipt date", facts["Date"]),
            *((label, facts.get(label, "")) for label in ("Job no.", "Place of supply", "Reverse charge")),
        ),
        "texts": [*said["texts"], *facts_of(("Reason", "Payment rejected"))],
        "totals": [*said["totals"][:-1], Total(label="Refund", value=said["totals"][-1]["value"], strong=True)],
        "balance": [],
        "foot": f"{_REFUND_VOUCHER} {number}",
        "made_at": millis(at) // 1000,
    }


def job_card(
    source: Source, job: JobRow, at: dt.datetime, payments: Sequence[Document], *, manager_name: str, km: int | None,
    printed: str, has_logo: bool, page: str | None, advance: Advance | None, signed: Signed | None
) -> Paper:  # fmt: skip
    """Build a job as the mechanic and the customer get it: what is to be done, by when, for how much. ``km`` is what
    the odometer said then, ``printed`` the number of this print, ``page`` the address of the customer's page,
    ``advance`` what is asked for before the work is done, ``signed`` what the customer approved with.
    """
    currency, timezone = source.currency, source.timezone
    has_estimate = bool(job["items"]) or job["estimated_minor"] > 0
    estimate = formats.amount_text(job["estimated_minor"], currency) if has_estimate else "Not given yet"
    return make_paper(
        "job_card",
        "Job card",
        source,
        at,
        has_logo=has_logo,
        customer_label="Customer",
        facts=facts_of(
            ("Job no.", job_number_of(source) or job["_id"][-12:].upper()),
            ("Taken in", formats.time_text(job["created_at"], timezone)),
            ("Odometer", "" if km is None else f"{formats.count_text(km, currency)} km"),
            ("Due by", formats.day_text(job["due_at"], timezone)),
            ("Status", job["status"].replace("_", " ").capitalize()),
            ("Mechanic", job["worker_assigned"] or ""),
            ("Manager", manager_name),
            ("Invoice", job["invoice_number"] or ""),
            ("Print no.", printed),
        ),
        texts=facts_of(("Work to be done", job["work_description"]), ("Parts required", job["parts_required"] or "")),
        lines=lines_of(source) if job["items"] else None,
        totals=[
            *round_off_of(source),
            Total(label="Estimate", value="To follow" if is_to_follow(job) else estimate, strong=True),
        ],
        payments=payments_of(payments, currency, timezone) if is_to_follow(job) else None,
        balance=[
            *standing_of(job["estimated_minor"], written_off_minor(job), payments, at, currency, timezone),
            *advance_lines(advance, currency),
        ]
        if has_estimate
        else [],
        page=page_code(page),
        notes=[source.terms] if source.terms else [],
        countersign="Customer",
        signed=signed,
        foot=f"Job card of {formats.time_text(at, timezone)}",
    )


def gate_pass(source: Source, at: dt.datetime, *, code: str, scanned: str, printed: str, has_logo: bool) -> Paper:
    """Build the pass that opens the gate once: ``code`` is what the gate types, ``scanned`` what it scans instead. It
    says nothing of money or people: whoever stands at the gate is to see neither.
    """
    return make_paper(
        "gate_pass",
        "Gate pass",
        source,
        at,
        has_logo=has_logo,
        # Whoever stands at the gate is to know the vehicle and nobody's name or number.
        customer_label="Vehicle",
        customer=Party(name=source.vehicle_number, address=source.car_model, phone="", tax_number=""),
        vehicle=[],
        facts=facts_of(
            ("Pass", code),
            ("Printed", formats.time_text(at, source.timezone)),
            ("Job no.", job_number_of(source)),
            ("Print no.", printed),
        ),
        qr=Qr(svg=qr_svg(scanned), caption=f"{source.vehicle_number}: {code}", detail="Scan at the gate"),
        notes=["The gate opens once with this pass, for this vehicle alone."],
        foot=f"Gate pass of {formats.time_text(at, source.timezone)}",
    )
