"""/documents: job card, invoice, credit note and receipt, as PDF."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from revops.access.caller import Caller
from revops.access.permissions import Permission
from revops.core.errors import NotFound
from revops.core.text import Identifier
from revops.deps import Can, Idempotency, printed_base_url_of
from revops.files.errors import FileUnusable
from revops.http.problems import problems
from revops.http.query import QueryOf, parameters
from revops.http.responses import PDF, Json, page, pdf_answer
from revops.http.route import JsonRoute
from revops.jobs.errors import EstimateMissing, JobCancelled
from revops.papers import issue, render, service, wire, withdrawal
from revops.papers.errors import (
    NoInvoice,
    NoReceipt,
    NoTaxReceived,
    NothingToInvoice,
    NothingToPay,
    NotInRupees,
    NoUpiAddress,
    PaymentCounts,
    RegistrationChanged,
    SeriesFull,
    SettingsChanged,
)
from revops.papers.schemas import (
    CreditNoteIn,
    DocumentOut,
    DocumentPdfQuery,
    DocumentQuery,
    InvoiceIssued,
    Issued,
    LayoutQuery,
    UpiCode,
    UpiCodeQuery,
)
from revops.payments.errors import PaymentRejected

router = APIRouter(prefix="/api/documents", tags=["documents"], route_class=JsonRoute)

CanReadPapers = Annotated[Caller, Can(Permission.DOCUMENTS_READ)]


async def _printer(caller: CanReadPapers) -> Caller:
    render.require_room(caller.user.id)
    return caller


# Whoever has enough papers waiting is told so before another is put together.
Printer = Annotated[Caller, Depends(_printer)]
CanIssuePapers = Annotated[Caller, Can(Permission.DOCUMENTS_ISSUE)]
CanCreditInvoices = Annotated[Caller, Can(Permission.DOCUMENTS_CREDIT)]


@router.get(
    "",
    operation_id="listDocuments",
    response_model=list[DocumentOut],
    openapi_extra=parameters(DocumentQuery),
)
async def list_documents(
    request: Request, caller: CanReadPapers, query: Annotated[DocumentQuery, QueryOf(DocumentQuery)]
) -> Response:
    """List issued documents, newest first. A manager sees those of own jobs only."""
    rows, cursor = await service.list_documents(caller, query)
    return page(request, await wire.documents_out(caller, rows), cursor)


@router.get(
    "/job-card/{job_id}",
    operation_id="getJobCard",
    response_class=Response,
    responses=problems(FileUnusable, NotFound) | PDF,
)
async def get_job_card(request: Request, caller: Printer, job_id: Identifier) -> Response:
    """Return the job card of a job as it stands now. That it was printed is written down."""
    return pdf_answer(await service.job_card_pdf(caller, job_id, printed_base_url_of(request)))


@router.get(
    "/invoice/{job_id}",
    operation_id="getInvoice",
    response_class=Response,
    responses=problems(EstimateMissing, FileUnusable, NotFound) | PDF,
)
async def get_invoice(request: Request, caller: Printer, job_id: Identifier) -> Response:
    """Return the invoice that stands for a job, the same bytes every time; before it is issued, a marked pro-forma,
    which is numbered and written down with its amount."""
    return pdf_answer(await service.invoice_pdf(caller, job_id, printed_base_url_of(request)))


@router.get(
    "/statement/{job_id}",
    operation_id="getPaymentStatement",
    response_class=Response,
    responses=problems(EstimateMissing, FileUnusable, NotFound) | PDF,
    openapi_extra=parameters(LayoutQuery),
)
async def get_payment_statement(
    caller: Printer, job_id: Identifier, query: Annotated[LayoutQuery, QueryOf(LayoutQuery)]
) -> Response:
    """Print the money paid and due on a job now, with the code to pay the rest: it goes beside the invoice."""
    return pdf_answer(await service.statement_pdf(caller, job_id, query.format))


@router.post(
    "/invoice/{job_id}/issue",
    operation_id="issueInvoice",
    response_model=InvoiceIssued,
    responses=problems(JobCancelled, NotFound, NothingToInvoice, RegistrationChanged, SeriesFull, SettingsChanged),
)
async def issue_invoice(caller: CanIssuePapers, job_id: Identifier, key: Idempotency) -> Response:
    """Issue the invoice of a job: it gets the next number of its series, and its amounts are fixed."""
    return Json(await issue.issue_invoice(caller, job_id, key))


@router.post(
    "/credit-note/{job_id}/issue",
    operation_id="issueCreditNote",
    response_model=Issued,
    responses=problems(NoInvoice, NotFound, SeriesFull, SettingsChanged),
)
async def issue_credit_note(
    caller: CanCreditInvoices, job_id: Identifier, body: CreditNoteIn, key: Idempotency
) -> Response:
    """Take back the invoice that stands for a job, whole. Its amounts can then change and be invoiced anew."""
    return Json(await issue.issue_credit_note(caller, job_id, body, key))


@router.post(
    "/receipt/{payment_id}/issue",
    operation_id="issueReceipt",
    response_model=Issued,
    responses=problems(NoReceipt, NotFound, PaymentRejected, SeriesFull, SettingsChanged),
)
async def issue_receipt(caller: CanIssuePapers, payment_id: Identifier, key: Idempotency) -> Response:
    """Issue the receipt of a payment: it gets the next number of its series."""
    return Json(await issue.issue_receipt(caller, payment_id, key))


@router.post(
    "/refund-voucher/{payment_id}/issue",
    operation_id="issueRefundVoucher",
    response_model=Issued,
    responses=problems(NoReceipt, NoTaxReceived, NotFound, PaymentCounts, SeriesFull),
)
async def issue_refund_voucher(caller: CanCreditInvoices, payment_id: Identifier, key: Idempotency) -> Response:
    """Take back the receipt voucher of a payment that was rejected before vouchers were taken back by themselves."""
    return Json(await withdrawal.issue_missing(caller, payment_id, key))


@router.get(
    "/receipt/{payment_id}",
    operation_id="getReceipt",
    response_class=Response,
    responses=problems(FileUnusable, NoReceipt, NotFound, PaymentRejected) | PDF,
    openapi_extra=parameters(LayoutQuery),
)
async def get_receipt(
    caller: Printer, payment_id: Identifier, query: Annotated[LayoutQuery, QueryOf(LayoutQuery)]
) -> Response:
    """Return the receipt of a payment, as a page or for an 80 mm printer; before it is issued, a marked draft. When
    the payment was rejected since, it says so."""
    return pdf_answer(await service.receipt_pdf(caller, payment_id, query.format))


@router.get(
    "/upi-code/{job_id}",
    operation_id="getUpiCode",
    response_model=UpiCode,
    responses=problems(NoUpiAddress, NotFound, NotInRupees, NothingToPay),
    openapi_extra=parameters(UpiCodeQuery),
)
async def get_upi_code(
    caller: CanReadPapers, job_id: Identifier, query: Annotated[UpiCodeQuery, QueryOf(UpiCodeQuery)]
) -> Response:
    """Return the code that a customer scans to pay an amount on a job by UPI."""
    return Json(await service.upi_code(caller, job_id, query))


@router.get(
    "/{document_id}/pdf",
    operation_id="getDocument",
    response_class=Response,
    responses=problems(FileUnusable, NotFound) | PDF,
    openapi_extra=parameters(DocumentPdfQuery),
)
async def get_document(
    caller: Printer, document_id: Identifier, query: Annotated[DocumentPdfQuery, QueryOf(DocumentPdfQuery)]
) -> Response:
    """Return an issued document, the same bytes every time. When it was taken back or cancelled since, it says so."""
    return pdf_answer(await service.document_pdf(caller, document_id, as_issued=query.as_issued))
