"""Issuing: numbered without gaps, and from then on the same for ever."""

import datetime as dt
from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType
from typing import Any

from revops.access.announcements import Announced
from revops.access.caller import Caller
from revops.billing.pricing import Biller, biller_of
from revops.billing.tax import Bill
from revops.core.gstin import compact
from revops.core.ids import new_id
from revops.core.time import day_of, now
from revops.jobs.cancellation import require_not_cancelled
from revops.jobs.row import JobRow
from revops.jobs.search import add_reference, search_tokens
from revops.jobs.service import jobs_of
from revops.jobs.update import mark_credited, mark_invoiced
from revops.journal.entry import EntryKind, Event, add_postings
from revops.journal.witness import Seal, last_seal
from revops.mongo.client import Document, Session
from revops.mongo.idempotency import IdempotencyKey, once
from revops.mongo.scoped import Scoped
from revops.papers import contents
from revops.papers.bills import advance_tax, documents_of, read_job, require_counted, source_of
from revops.papers.build import Source
from revops.papers.errors import NoInvoice, NothingToInvoice, RegistrationChanged, SettingsChanged
from revops.papers.keeping import keep_file
from revops.papers.schemas import CreditNoteIn
from revops.papers.series import Series, financial_year, take_number, with_counters
from revops.papers.split import (
    Split,
    kept_split,
    post_splits,
    split_of,
    split_of_paper,
    split_postings,
    stored_split,
    undone,
)
from revops.papers.verify import beside_hash, document_hash
from revops.payments import service as payments
from revops.payments.row import PaymentRow

_Issue = Callable[[Session, Series, Biller], Awaitable[Document]]


async def _issue(
    caller: Caller, prefix_of: Callable[[Biller], str], key: IdempotencyKey, work: _Issue, body: Any = None
) -> Document:
    """Run ``work`` in one transaction with the series that the paper belongs to, one at a time per series."""
    series = _series_of(caller, prefix_of(await biller_of(caller)))

    async def issue(session: Session) -> Document:
        biller = await biller_of(caller, session)
        if prefix_of(biller) != series.prefix:
            raise SettingsChanged("The billing settings were changed just now. Please try again.")
        return await work(session, series, biller)

    async with series.queue:
        return await with_counters(caller.db, lambda: once(caller.db, caller.user.id, key, body, issue))


def _series_of(caller: Caller, prefix: str) -> Series:
    workshop = caller.workshop
    return Series(workshop.id, financial_year(now(), workshop.timezone, workshop.currency), prefix)


async def _keep(
    caller: Caller,
    session: Session,
    kind: EntryKind,
    document: Document,
    event: Mapping[str, Any],
    about: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Write an issued document and its journal entry, which carries the hash of what was issued. Whoever has the paper
    is a witness: at its foot stands the seal of the books as they were.
    """
    seal = await last_seal(caller.db, caller.workshop.id, session)
    if seal is not None:
        document["paper"]["foot"] += f" · Seal {Seal(seal['seq'], seal['hash'])}"
    await documents_of(caller).insert([document], session)
    found_by = add_reference(document["number"])
    await jobs_of(caller).update({"_id": document["job_id"]}, found_by, session, projection={"_id": 1})
    changes = {**event.get("changes", {}), "content_sha256": (None, document_hash(document))}
    facts = {**event.get("facts", {}), "beside_sha256": beside_hash(document)}
    entry = Event(
        kind,
        caller.user.id,
        document["manager_id"],
        document["issued_at"],
        about={"job": document["job_id"], "document": document["_id"], **about},
        note=document["number"],
        **{**event, "changes": changes, "facts": facts},
    )
    await caller.record(session, entry)
    await caller.enqueue(session, keep_file(document))


def _document(
    caller: Caller, job: JobRow, kind: str, series: Series, serial: int, number: str, at: dt.datetime, **fields: Any
) -> Document:
    return {
        "_id": new_id(),
        "workshop_id": job["workshop_id"],
        "manager_id": job["manager_id"],
        "job_id": job["_id"],
        "job_number": job.get("number"),
        "kind": kind,
        "series": series.id,
        "serial": serial,
        "number": number,
        "issued_at": at,
        "issued_by": caller.user.id,
        "day": day_of(at, caller.workshop.timezone),
        "search": search_tokens(job | {"references": [number]}),
        "customer_name": job["customer_name"],
        "customer_gst_number": compact(job["customer_gst_number"]),
        "vehicle_number": job["vehicle_number"],
        **fields,
    }


def _taking_back(
    caller: Caller, against: Document, job: JobRow, kind: str, series: Series, serial: int, number: str,
    at: dt.datetime, **fields: Any,
) -> Document:  # fmt: skip
    """Build what takes an issued document back, whole: a credit note an invoice, a refund voucher a receipt voucher."""
    said = ("customer_name", "customer_gst_number", "vehicle_number", "logo_id")
    same = {name: against[name] for name in (*said, "taxable_minor", "tax_minor", "total_minor")}
    taken_back = {"credits": against["_id"], "credits_number": against["number"]}
    return {**_document(caller, job, kind, series, serial, number, at, **fields), **same, **taken_back}


async def _split_of_issued(caller: Caller, session: Session, invoice: Document) -> Split:
    """Return the split that was posted for an invoice; for one of an older version it is posted now."""
    split = kept_split(invoice)
    if split is None:
        split = split_of_paper(invoice)
        workshop = caller.workshop
        await post_splits(caller.db, session, workshop.id, workshop.timezone, [(invoice, split)])
    return split


def _sums(bill: Bill) -> Document:
    return {"taxable_minor": bill.taxable_minor, "tax_minor": bill.tax_minor, "total_minor": bill.total_minor}


def _answer(document: Document, message: str) -> Document:
    return {"id": document["_id"], "number": document["number"], "message": message}


async def issue_invoice(caller: Caller, job_id: str, key: IdempotencyKey) -> Document:
    """Issue the invoice of a job, once: again, it is the one that stands. The round-off becomes part of the estimate.

    Raises NotFound; Conflict when there is nothing to invoice, or the workshop's registration changed since the lines
    were entered.
    """

    async def work(session: Session, series: Series, biller: Biller) -> Document:
        at = now()
        job = await read_job(caller, job_id, session)
        if job["invoice_id"] is not None:
            return {
                "id": job["invoice_id"],
                "number": job["invoice_number"],
                "message": "This invoice was issued before",
                "warnings": [],
            }
        require_not_cancelled(job)
        source = await source_of(caller, job, biller, session, rounds=True)
        bill = source.bill
        if bill.total_minor == 0 and not job["items"]:
            raise NothingToInvoice(
                "This job has no labour, no parts and no estimate yet, so there is nothing to put on an invoice. Enter"
                " labour and parts first; work under warranty can be given a full discount.",
            )
        if bill.scheme.kind != biller.scheme(None, None).kind:
            raise RegistrationChanged(
                "The workshop's tax number was added or removed after these lines were entered. Open the lines, look"
                " at the new total and save them again.",
            )
        serial, number = await take_number(caller.db, session, series)
        settings, split = biller.settings, split_of(bill)
        paper = contents.invoice(source, number, at, has_logo=settings.logo_id is not None)
        document = _document(
            caller,
            job,
            "invoice",
            series,
            serial,
            number,
            at,
            logo_id=settings.logo_id,
            source=source.stored(),
            split_minor=stored_split(split),
            paper=paper,
            **_sums(bill),
        )
        event = await mark_invoiced(caller, session, job, document["_id"], number, bill.total_minor, at)
        event["postings"] = add_postings(event["postings"], split_postings(split))
        about = {"job": job_id, "document": document["_id"], "actor": caller.member.id}
        event["follow_ups"] = caller.announced([Announced.INVOICE_ISSUED], about)
        await _keep(caller, session, EntryKind.INVOICE_ISSUED, document, event)
        stated = job["customer_gst_number"], job["place_of_supply"]
        return {**_answer(document, "Invoice issued"), "warnings": biller.warnings(*stated)}

    def prefix_of(biller: Biller) -> str:
        settings = biller.settings
        return settings.bill_prefix if biller.tax_number is None else settings.invoice_prefix

    return await _issue(caller, prefix_of, key, work)


async def issue_credit_note(caller: Caller, job_id: str, body: CreditNoteIn, key: IdempotencyKey) -> Document:
    """Take back the invoice that stands for a job, whole. Its amounts can change again, and be invoiced anew.

    Raises NotFound; Conflict when no invoice stands.
    """

    async def work(session: Session, series: Series, _: Biller) -> Document:
        at = now()
        job = await read_job(caller, job_id, session)
        if job["invoice_id"] is None:
            raise NoInvoice("No invoice stands for this job, so there is nothing to credit.")
        invoice = await documents_of(caller).find_one({"_id": job["invoice_id"]}, session=session)
        assert invoice is not None
        serial, number = await take_number(caller.db, session, series)
        paper = contents.credit_note(
            Source.of_stored(invoice["source"]),
            number,
            at,
            invoice_number=invoice["number"],
            invoiced_at=invoice["issued_at"],
            reason=body.reason,
            has_logo=invoice["logo_id"] is not None,
        )
        split = undone(await _split_of_issued(caller, session, invoice))
        document = _taking_back(
            caller, invoice, job, "credit_note", series, serial, number, at, paper=paper,
            reason=body.reason, split_minor=stored_split(split),
        )  # fmt: skip
        event = await mark_credited(caller, session, job, at)
        event["postings"] = split_postings(split)
        await _keep(caller, session, EntryKind.CREDIT_NOTE_ISSUED, document, event)
        return _answer(document, "Credit note issued")

    return await _issue(caller, lambda biller: biller.settings.credit_note_prefix, key, work, body)


async def issue_receipt(caller: Caller, payment_id: str, key: IdempotencyKey) -> Document:
    """Number the receipt of a payment, once: again, it is the one that stands.

    Raises NotFound; Conflict for a rejected payment.
    """

    async def work(session: Session, series: Series, biller: Biller) -> Document:
        at = now()
        payment = await payments.read(caller, payment_id, session)
        require_counted(payment)
        if payment.get("receipt_id") is not None:
            return {
                "id": payment["receipt_id"],
                "number": payment["receipt_number"],
                "message": "This receipt was issued before",
            }
        job = await read_job(caller, payment["job_id"], session)
        serial, number = await take_number(caller.db, session, series)
        source = await source_of(caller, job, biller, session)
        tax = advance_tax(payment, source, biller)
        has_logo = biller.settings.logo_id is not None
        paper = contents.receipt(source, number, job, payment, at, tax=tax, has_logo=has_logo)
        total = {"taxable_minor": payment["amount_minor"], "tax_minor": 0, "total_minor": payment["amount_minor"]}
        document = _document(
            caller,
            job,
            "receipt",
            series,
            serial,
            number,
            at,
            payment_id=payment_id,
            logo_id=biller.settings.logo_id,
            paper=paper,
            **(_sums(tax) if tax is not None else total),
        )
        of_all = Scoped(caller.db, "payments", caller.scope.whole_workshop())
        await of_all.update(
            {"_id": payment_id},
            {"$set": {"receipt_id": document["_id"], "receipt_number": number}},
            session,
            projection={"_id": 1},
        )
        await _keep(caller, session, EntryKind.RECEIPT_ISSUED, document, {}, {"payment": payment_id})
        return _answer(document, "Receipt issued")

    return await _issue(caller, lambda biller: biller.settings.receipt_prefix, key, work)


async def issue_refund_voucher(caller: Caller, session: Session, payment: PaymentRow, reason: str) -> Document | None:
    """Issue, within ``with_counters``, what takes back the receipt voucher of a payment that counts no longer.

    A receipt without tax needs none. Returns None then, and when there is one already.
    """
    documents = documents_of(caller)
    voucher = await documents.find_one({"_id": payment["receipt_id"]}, session=session)
    assert voucher is not None
    if voucher["tax_minor"] == 0 or await documents.find_one({"credits": voucher["_id"]}, {"_id": 1}, session):
        return None
    at = now()
    series = _series_of(caller, (await biller_of(caller, session)).settings.refund_voucher_prefix)
    serial, number = await take_number(caller.db, session, series)
    paper = contents.refund_voucher(voucher, number, at, caller.workshop.timezone)
    job = await read_job(caller, voucher["job_id"], session)
    document = _taking_back(
        caller, voucher, job, "refund_voucher", series, serial, number, at, paper=paper, reason=reason
    )  # fmt: skip
    await _keep(caller, session, EntryKind.REFUND_VOUCHER_ISSUED, document, {}, {"payment": payment["_id"]})
    return document
