"""Refunds and payments taken back, as they change what is paid on a job.

Money that went back is outstanding again, until the estimate is lowered by as much (decision 0049).
"""

import datetime as dt

from revops.access.caller import Caller
from revops.core.money import shown, to_wire
from revops.jobs.errors import JobCancelled, JobClosed, MoreThanPaid, PaymentRefunded
from revops.jobs.row import JobRow
from revops.jobs.service import SHOWN, MoneyMove, all_jobs_of, change_paid, jobs_of, more_than_outstanding, read
from revops.jobs.status import JobStatus
from revops.mongo.client import Session


async def refund_paid(
    caller: Caller,
    session: Session,
    job_id: str,
    amount_minor: int,
    *,
    confirmed_minor: int,
    at: dt.datetime,
    reference: str | None = None,
) -> MoneyMove:
    """Take a refund from what is paid on a job. Raises NotFound; Conflict for more than is paid, or a closed job."""
    paid = {"paid_minor": {"$gte": amount_minor}, "status": {"$ne": JobStatus.CLOSED.value}}
    moved = await change_paid(jobs_of(caller), session, job_id, -amount_minor, paid, -confirmed_minor, at, reference)
    if moved is None:
        job = await read(caller, job_id, session)
        if job["status"] == JobStatus.CLOSED:
            raise JobClosed("This job is closed, so nothing can be refunded on it. The owner can reopen it.")
        paid_minor, currency = job["paid_minor"], caller.workshop.currency
        said = (
            f"Only {shown(paid_minor, currency)} is paid on this job. Refund that much or less."
            if paid_minor
            else "Nothing is paid on this job, so there is nothing to refund."
        )
        raise MoreThanPaid(said, extra={"paid_amount": to_wire(paid_minor, currency)})
    return moved


async def take_back_paid(
    caller: Caller, session: Session, job_id: str, amount_minor: int, *, confirmed_minor: int, at: dt.datetime
) -> MoneyMove:
    """Take a payment back from what is paid on a job, whatever its status and whoever has it by now. Raises Conflict
    when what was paid was refunded meanwhile.
    """
    paid = {"paid_minor": {"$gte": amount_minor}}
    moved = await change_paid(all_jobs_of(caller), session, job_id, -amount_minor, paid, -confirmed_minor, at)
    if moved is None:
        job = await _read_any(caller, session, job_id)
        left = shown(job["paid_minor"], caller.workshop.currency)
        raise PaymentRefunded(
            f"Money was refunded on this job, and only {left} is still paid on it. Cancel or reject the refund first;"
            " then this payment can be taken back.",
        )
    return moved


async def take_back_refund(
    caller: Caller, session: Session, job_id: str, amount_minor: int, *, confirmed_minor: int, at: dt.datetime
) -> MoneyMove:
    """Count what was refunded as paid again, whatever the status of the job and whoever has it by now. Raises Conflict
    when the estimate was lowered meanwhile, or the job was cancelled.
    """
    # While the estimate is to follow, nothing is outstanding, and what is paid is a credit again.
    is_free = {"estimate_to_follow": True, "cancelled_at": None}
    owing = {"$or": [{"outstanding_minor": {"$gte": amount_minor}}, is_free]}
    moved = await change_paid(all_jobs_of(caller), session, job_id, amount_minor, owing, confirmed_minor, at)
    if moved is None:
        job = await _read_any(caller, session, job_id)
        raise _cannot_count_again(caller, job, amount_minor)
    return moved


async def _read_any(caller: Caller, session: Session, job_id: str) -> JobRow:
    job = await all_jobs_of(caller).find_one({"_id": job_id}, SHOWN, session)
    assert job is not None, "a payment is of a job"
    return job


def _cannot_count_again(caller: Caller, job: JobRow, amount_minor: int) -> Exception:
    if job.get("cancelled_at") is not None:
        return JobCancelled("This job was cancelled. The owner can reopen it; then the refund can be taken back.")
    outstanding_minor, currency = job["outstanding_minor"], caller.workshop.currency
    missing = shown(amount_minor - outstanding_minor, currency)
    said = f"Less is outstanding on this job now than was refunded. Raise its estimate by {missing} first."
    return more_than_outstanding(said, outstanding_minor, currency)
