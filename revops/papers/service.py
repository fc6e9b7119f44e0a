"""Handing out documents as PDF, and listing those that were issued."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import anyio.to_thread

from revops.access.caller import Caller
from revops.billing.pricing import biller_of
from revops.billing.upi import qr_svg
from revops.core.errors import NotFound
from revops.core.money import to_minor, to_wire
from revops.core.time import now
from revops.customer_links.service import address, token_for_job
from revops.jobs.advances import advance_of
from revops.jobs.errors import EstimateMissing
from revops.jobs.odometer import LATEST_READINGS, km_at_intake
from revops.jobs.row import JobRow, is_to_follow
from revops.jobs.search import search_filter
from revops.mongo.client import Document
from revops.mongo.filters import within_days
from revops.mongo.paging import read_page
from revops.mongo.scoped import Scoped
from revops.papers import build, contents
from revops.papers.bills import (
    advance_tax,
    counted_payments,
    documents_of,
    read_job,
    require_counted,
    signature_of,
    source_of,
)
from revops.papers.build import signed_of
from revops.papers.errors import NothingToPay, NotInRupees, NoUpiAddress
from revops.papers.files import kept_file, rendered
from revops.papers.layout import Paper, PaperFormat
from revops.papers.printing import Printed, note_printed
from revops.papers.schemas import DocumentQuery, UpiCodeQuery
from revops.papers.withdrawal import withdrawals_of
from revops.payments import service as payments

_NOT_LISTED: Document = {"source": 0, "paper": 0, "search": 0}


async def invoice_pdf(caller: Caller, job_id: str, base_url: str | None) -> tuple[bytes, str]:
    """Return the invoice that stands for a job, or a marked pro-forma, and its file name. Raises NotFound."""
    job = await read_job(caller, job_id)
    if job["invoice_id"] is not None:
        return await document_pdf(caller, job["invoice_id"])
    build = partial(contents.pro_forma, page=await _page_of(caller, job, base_url))
    pdf = await _of_the_moment(caller, job, Printed.PRO_FORMA, build)
    return pdf, f"pro-forma-{_called(job)}"


async def statement_pdf(caller: Caller, job_id: str, layout: PaperFormat) -> tuple[bytes, str]:
    """Make the paper of what is paid and due on a job now, and its file name. Raises NotFound."""
    job = await read_job(caller, job_id)
    pdf = await _of_the_moment(caller, job, Printed.STATEMENT, contents.statement, layout)
    return pdf, f"payment-statement-{_called(job)}"


async def _of_the_moment(caller: Caller, job: JobRow, kind: Printed, build: Any, layout: PaperFormat = "a4") -> bytes:
    if is_to_follow(job):
        raise EstimateMissing("This job has no estimate yet. Enter what there is to pay, then it can be billed.")
    biller = await biller_of(caller)
    settings = biller.settings
    source = await source_of(caller, job, biller)
    counted = await counted_payments(caller, job["_id"])
    total_minor = job["estimated_minor"]
    if kind is Printed.PRO_FORMA:
        total_minor = source.bill.total_minor
        signed = signed_of(await signature_of(caller, job["_id"]), caller.workshop.timezone)
        build = partial(build, advance=advance_of(caller.workshop, biller, job), signed=signed)
    paper = build(
        source,
        job,
        now(),
        counted,
        printed=await note_printed(caller, job, kind, total_minor),
        has_logo=settings.logo_id is not None,
        vpa=settings.vpa,
    )
    return await _rendered(caller, paper, settings.logo_id, layout)


async def _page_of(caller: Caller, job: JobRow, base_url: str | None) -> str | None:
    if base_url is None:
        return None
    return address(base_url, await token_for_job(caller.services, caller.scope.whole_workshop(), job["_id"]))


async def job_card_pdf(caller: Caller, job_id: str, base_url: str | None) -> tuple[bytes, str]:
    """Return a job as it stands now, on paper. Raises NotFound."""
    job = await read_job(caller, job_id)
    biller = await biller_of(caller)
    source = await source_of(caller, job, biller)
    names = await caller.services.names({job["manager_id"]})
    paper = contents.job_card(
        source,
        job,
        now(),
        await counted_payments(caller, job_id),
        manager_name=names.get(job["manager_id"], ""),
        km=await _km_of(caller, job),
        printed=await note_printed(caller, job, Printed.JOB_CARD, job["estimated_minor"]),
        page=await _page_of(caller, job, base_url),
        advance=advance_of(caller.workshop, biller, job),
        signed=signed_of(await signature_of(caller, job_id), caller.workshop.timezone),
        has_logo=biller.settings.logo_id is not None,
    )
    return await _rendered(caller, paper, biller.settings.logo_id), f"job-card-{_called(job)}"


async def _km_of(caller: Caller, job: JobRow) -> int | None:
    vehicles = Scoped(caller.db, "vehicles", caller.scope.whole_workshop())
    vehicle_id = job.get("vehicle_id")
    found = await vehicles.find_one({"_id": vehicle_id}, LATEST_READINGS) if vehicle_id is not None else None
    return km_at_intake(found, job["_id"])


async def gate_pass_pdf(caller: Caller, job_id: str, code: str, scanned: str) -> tuple[bytes, str]:
    """Print a gate pass, and its file name. That it was printed is written down; its code is not. Raises NotFound."""
    job = await read_job(caller, job_id)
    biller = await biller_of(caller)
    paper = contents.gate_pass(
        await source_of(caller, job, biller),
        now(),
        code=code,
        scanned=scanned,
        printed=await note_printed(caller, job, Printed.GATE_PASS, job["estimated_minor"]),
        has_logo=biller.settings.logo_id is not None,
    )
    return await _rendered(caller, paper, biller.settings.logo_id), f"gate-pass-{_called(job)}"


async def receipt_pdf(caller: Caller, payment_id: str, layout: PaperFormat) -> tuple[bytes, str]:
    """Return the receipt of a payment, or a marked draft before it was issued. Raises NotFound and Conflict."""
    payment = await payments.read(caller, payment_id)
    if payment.get("receipt_id") is not None:
        return await document_pdf(caller, payment["receipt_id"], layout)
    require_counted(payment)
    job = await read_job(caller, payment["job_id"])
    biller = await biller_of(caller)
    source = await source_of(caller, job, biller)
    tax, has_logo = advance_tax(payment, source, biller), biller.settings.logo_id is not None
    paper = contents.receipt(source, "", job, payment, now(), tax=tax, has_logo=has_logo)
    return await _rendered(caller, paper, biller.settings.logo_id, layout), f"receipt-{payment_id[-12:]}"


async def upi_code(caller: Caller, job_id: str, wanted: UpiCodeQuery) -> Document:
    """Make the code that a customer scans to pay an amount on a job. Raises NotFound, InvalidFields and Conflict."""
    job = await read_job(caller, job_id)
    currency = caller.workshop.currency
    amount_minor = to_minor(wanted.amount, currency, "amount") if wanted.amount else job["outstanding_minor"]
    if amount_minor == 0:
        more = "The estimate is to follow: enter the amount to ask for." if is_to_follow(job) else ""
        raise NothingToPay(more or "Nothing is outstanding on this job, so there is nothing to pay.")
    if currency != "INR":
        raise NotInRupees("UPI pays in rupees only.")
    biller = await biller_of(caller)
    vpa = biller.settings.vpa
    if vpa is None:
        raise NoUpiAddress("The garage has no UPI address yet. The owner can enter it in the billing settings.")
    source = await source_of(caller, job, biller)
    link = build.pay_link(source, amount_minor, vpa, build.reference_of(job))
    # Twenty milliseconds: in a thread, so that others do not wait for it.
    svg = await anyio.to_thread.run_sync(qr_svg, link)
    payee = source.workshop["name"]
    return {"amount": to_wire(amount_minor, currency), "vpa": vpa, "payee": payee, "link": link, "svg": svg}


async def document_pdf(
    caller: Caller, document_id: str, layout: PaperFormat = "a4", *, as_issued: bool = False
) -> tuple[bytes, str]:
    """Return an issued document, the same bytes every time, and its file name. Raises NotFound.

    It is laid out when it is first asked for and kept as handed out, so a later version of RevOps cannot change it.
    When its ground went away since, a reprint says so; ``as_issued`` gives what was handed out before.
    """
    document = await documents_of(caller).find_one({"_id": document_id})
    if document is None:
        raise NotFound("document")
    name = document["number"].replace("/", "-")
    if document["kind"] != "receipt":
        layout = "a4"
    if not as_issued:
        withdrawal = (await withdrawals_of(caller, [document])).get(document_id)
        if withdrawal is not None:
            marked = document["paper"] | {"mark": withdrawal.mark}
            return await _rendered(caller, marked, document["logo_id"], layout), name
    return await kept_file(caller.services, document, layout, who=caller.user.id), name


def _called(job: JobRow) -> str:
    """The fields of a job that name a file."""
    return str(job.get("number") or job["_id"][-12:])


async def _rendered(caller: Caller, paper: Paper, logo_id: str | None, layout: PaperFormat = "a4") -> bytes:
    return await rendered(caller.services, caller.workshop.id, paper, logo_id, layout, who=caller.user.id)


async def list_documents(caller: Caller, wanted: DocumentQuery) -> tuple[list[Document], str | None]:
    """Read one page of issued documents, newest first, and the cursor of the next."""
    days, workshop = (wanted.first_day, wanted.last_day), caller.workshop
    clauses: list[Document] = [
        within_days("day", "issued_at", *days, workshop.timezone, workshop.zones),
        {"kind": wanted.kind} if wanted.kind else {},
        {"job_id": wanted.job_id} if wanted.job_id else {},
    ]
    documents = documents_of(caller)
    if wanted.q:
        found = await search_filter(documents, wanted.q, caller.workshop.currency, is_of_jobs=False)
        if found is None:
            return [], None
        clauses.append(found)
    return await read_page(documents, clauses, "issued_at", wanted, projection=_NOT_LISTED)


async def list_of_jobs(caller: Caller, job_ids: Sequence[str], limit: int) -> list[Document]:
    """Read the newest documents that were issued for these jobs."""
    newest = [("issued_at", -1), ("_id", -1)]
    return await documents_of(caller).page_naive({"job_id": {"$in": job_ids}}, _NOT_LISTED, sort=newest, limit=limit)
