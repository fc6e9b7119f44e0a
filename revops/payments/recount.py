"""Payments, counted for `revops verify`."""

from revops.journal.recount import Recount


async def count_payments(recount: Recount) -> None:
    """Count what payments move, and what each job's come to."""
    async for payment in recount.find("payments", "job_id", "manager_id", "amount_minor", "account", "verdict"):
        recount.report.payments += 1
        if recount.report.payments % 5000 == 0:
            recount.progress("payments", recount.report.payments)
        amount_minor, manager_id, verdict = payment["amount_minor"], payment["manager_id"], payment["verdict"]
        if verdict == "rejected":
            continue
        recount.paid[payment["job_id"]] += amount_minor
        recount.count(manager_id, f"accounts.{payment['account']}", amount_minor)
        if verdict == "pending":
            recount.count(manager_id, "counts.payments_pending", 1)
            recount.count(manager_id, "counts.payments_pending_minor", amount_minor)
        else:
            recount.confirmed[payment["job_id"]] += amount_minor
