"""Issued papers whose ground went away: an invoice that was credited, a receipt whose payment was rejected.

They keep their number and their bytes. The register says what happened, and a reprint carries it as its mark.
"""

import asyncio
import datetime as dt
from dataclasses import dataclass

from revops.access.audit import Origin
from revops.access.caller import Caller
from revops.http.wire import Cancellation, Rejection
from revops.mongo.client import Document, Session
from revops.mongo.idempotency import IdempotencyKey, once
from revops.mongo.scoped import Scoped
from revops.papers import formats
from revops.papers.bills import documents_of
from revops.papers.errors import NoReceipt, NoTaxReceived, PaymentCounts
from revops.papers.issue import issue_refund_voucher
from revops.papers.series import with_counters
from revops.payments import reversal
from revops.payments import service as payments
from revops.payments.row import Decision, PaymentRow


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Why an issued document holds no longer: the words for its reprint, the number of what takes it back, if there is
    such a paper, and the reason that was given."""

    mark: str
    taken_back_by: str | None
    reason: str | None


async def withdrawals_of(caller: Caller, documents: list[Document]) -> dict[str, Withdrawal]:
    """Read which of these issued documents hold no longer, by their ids."""
    payment_of = {row["_id"]: row["payment_id"] for row in documents if row["kind"] == "receipt"}
    invoices = [row["_id"] for row in documents if row["kind"] == "invoice"]
    notes, rejected = await asyncio.gather(
        _taking_back(caller, [*invoices, *payment_of]), _rejected(caller, list(payment_of.values()))
    )
    timezone = caller.workshop.timezone
    found: dict[str, Withdrawal] = {}
    for invoice_id in invoices:
        if (note := notes.get(invoice_id)) is not None:
            day = formats.day_text(note["issued_at"], timezone)
            found[invoice_id] = Withdrawal(
                f"Cancelled by credit note {note['number']} of {day}", note["number"], note["reason"]
            )
    for receipt_id, payment_id in payment_of.items():
        if (payment := rejected.get(payment_id)) is not None:
            note = notes.get(receipt_id)
            how = "taken back" if payment.get("cancelled_by") is not None else "rejected"
            mark = f"Cancelled: payment {how} on {formats.day_text(payment['confirmation_date'], timezone)}"
            if note is not None:
                mark += f", refund voucher {note['number']}"
            found[receipt_id] = Withdrawal(mark, note["number"] if note else None, payment["reject_reason"])
    return found


async def _taking_back(caller: Caller, ids: list[str]) -> dict[str, Document]:
    """Read the credit notes and refund vouchers of documents, by the ids of these."""
    if not ids:
        return {}
    fields = {"credits": 1, "number": 1, "issued_at": 1, "reason": 1}
    of_all = Scoped(caller.db, "documents", caller.scope.whole_workshop())
    return {note["credits"]: note async for note in of_all.find({"credits": {"$in": ids}}, fields)}


async def _rejected(caller: Caller, payment_ids: list[str]) -> dict[str, Document]:
    of_all = Scoped(caller.db, "payments", caller.scope.whole_workshop())
    fields = dict.fromkeys(("verdict", "confirmation_date", "reject_reason", "cancelled_by"), 1)
    found = await of_all.by_id_naive(payment_ids, fields)
    return {
        payment_id: {**payment, "confirmation_date": payment["confirmation_date"].replace(tzinfo=dt.UTC)}
        for payment_id, payment in found.items()
        if payment["verdict"] == Decision.REJECTED
    }


async def reject_with_papers(caller: Caller, payment_id: str, body: Rejection, origin: Origin) -> PaymentRow:
    """Reverse a payment; a receipt voucher of it is taken back by a refund voucher in the same transaction.

    Raises what ``payments.reversal.reject`` raises.
    """

    async def taken_back(session: Session, payment: PaymentRow) -> None:
        await issue_refund_voucher(caller, session, payment, body.reason)

    return await with_counters(caller.db, lambda: reversal.reject(caller, payment_id, body, origin, taken_back))


async def cancel_with_papers(
    caller: Caller, payment_id: str, body: Cancellation, key: IdempotencyKey, origin: Origin
) -> Document:
    """Cancel a payment as ``payments.reversal.cancel`` does; a receipt voucher of it is taken back alike."""

    async def taken_back(session: Session, payment: PaymentRow) -> None:
        await issue_refund_voucher(caller, session, payment, body.reason)

    return await with_counters(caller.db, lambda: reversal.cancel(caller, payment_id, body, key, origin, taken_back))


async def issue_missing(caller: Caller, payment_id: str, key: IdempotencyKey) -> Document:
    """Issue the refund voucher of a payment that was rejected before there were any; again, it is the one that stands.

    Raises NotFound; Conflict when no receipt voucher is to be taken back.
    """

    async def work(session: Session) -> Document:
        payment = await payments.read(caller, payment_id, session)
        if payment["verdict"] != Decision.REJECTED:
            raise PaymentCounts("This payment counts, so its receipt stands.")
        if payment.get("receipt_id") is None:
            raise NoReceipt("No receipt was issued for this payment, so there is nothing to refund.")
        issued = await issue_refund_voucher(caller, session, payment, payment["reject_reason"] or "")
        if issued is not None:
            return {"id": issued["_id"], "number": issued["number"], "message": "Refund voucher issued"}
        standing = await documents_of(caller).find_one({"credits": payment["receipt_id"]}, session=session)
        if standing is None:
            raise NoTaxReceived(
                "The receipt of this payment contains no tax, so it needs no refund voucher: a reprint says that it is"
                " cancelled.",
            )
        return {"id": standing["_id"], "number": standing["number"], "message": "This voucher was issued before"}

    return await with_counters(caller.db, lambda: once(caller.db, caller.user.id, key, None, work))
