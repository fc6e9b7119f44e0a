"""Payments, counted for `revops verify`."""

from revops.journal.recount import Recount
from revops.payments.fields import STORED, compare_payment, is_own_rrn
from revops.payments.proofs import UPI_PROOFS, ProofsRecount
from revops.payments.row import Decision, PaymentType


async def count_payments(recount: Recount) -> None:
    """Count what payments and refunds move, and what each job's come to."""
    proofs = ProofsRecount([row async for row in recount.find(UPI_PROOFS) if "month" in row])
    async for payment in recount.find("payments", *STORED):
        recount.report.payments += 1
        if recount.report.payments % 5000 == 0:
            recount.progress("payments", recount.report.payments)
        compare_payment(payment, recount.fields)
        proofs.count(payment)
        amount_minor, manager_id, verdict = payment["amount_minor"], payment["manager_id"], payment["verdict"]
        if (amount_minor < 0) != (payment["type"] == PaymentType.REFUND):
            recount.report.found(f"payment {payment['_id']}: {amount_minor} is no amount of its type")
        if not is_own_rrn(payment):
            recount.report.found(f"payment {payment['_id']}: its number is not that of its reference")
        if verdict == Decision.REJECTED:
            continue
        recount.paid[payment["job_id"]] += amount_minor
        recount.count(manager_id, f"accounts.{payment['account']}", amount_minor)
        if verdict == Decision.PENDING:
            kind = "refunds" if payment["type"] == PaymentType.REFUND else "payments"
            recount.count(manager_id, f"counts.{kind}_pending", 1)
            recount.count(manager_id, f"counts.{kind}_pending_minor", abs(amount_minor))
        else:
            recount.confirmed[payment["job_id"]] += amount_minor
    for differing in proofs.differing():
        recount.report.found(f"workshop {recount.workshop_id}: {differing}")
