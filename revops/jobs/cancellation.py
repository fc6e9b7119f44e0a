"""Cancelling a job whose money was dealt with: it is closed, and nobody is to pay for it any more."""

from collections.abc import Mapping
from typing import Any

from revops.access.audit import AuditEvent, AuditKind, Origin
from revops.access.caller import Caller
from revops.access.permissions import Permission
from revops.core.money import shown
from revops.core.time import now
from revops.http.wire import Cancellation
from revops.jobs.errors import AnothersJob, JobCancelled, JobClosed, JobInvoiced, MoneyPaid
from revops.jobs.fields import cancellation_of
from revops.jobs.receivables import receivable_changes
from revops.jobs.row import JobRow, written_off_minor
from revops.jobs.service import SHOWN, jobs_of, read, status_counts
from revops.jobs.status import JobStatus
from revops.journal.accounts import Account
from revops.journal.entry import EntryKind, Event
from revops.mongo.client import Document, Session
from revops.mongo.idempotency import IdempotencyKey, once
from revops.mongo.instances import require_no_older

# Whoever knows this one reopens a cancelled job with its estimate.
MIGRATION = 22

_DELIVERED = (JobStatus.DELIVERED, JobStatus.CREDIT_PENDING)
_FIELDS = ("cancelled_at", "cancelled_by", "cancel_reason", "cancelled_estimate_minor")


async def cancel_job(caller: Caller, job_id: str, body: Cancellation, key: IdempotencyKey, origin: Origin) -> Document:
    """Cancel a job: closed, its estimate and what was written off taken back. Doing it twice changes nothing.

    Raises NotFound; Conflict for another's job, for a vehicle that was delivered, while money is paid on it or an
    invoice stands, and for a job that is closed.
    """
    await require_no_older(caller.db, MIGRATION)
    answer = {"id": job_id, "message": "Job cancelled"}

    async def work(session: Session) -> Document:
        at = now()
        before = await read(caller, job_id, session)
        if before.get("cancelled_at") is not None:
            return answer
        await _require_cancellable(caller, before)
        estimated_minor, written_off = before["estimated_minor"], written_off_minor(before)
        change: Document = {
            "status": JobStatus.CLOSED.value,
            "estimated_minor": 0,
            "outstanding_minor": 0,
            "cancelled_at": at,
            "cancelled_by": caller.member.id,
            "cancel_reason": body.reason,
            "cancelled_estimate_minor": estimated_minor,
            "updated_at": at,
            **({"written_off_minor": 0} if written_off else {}),
        }
        as_read = {"_id": job_id, "version": before["version"], "paid_minor": 0, "invoice_id": None}
        cancelled = {"$set": change, "$inc": {"version": 1}}
        after = await jobs_of(caller).update(as_read, cancelled, session, projection=SHOWN)
        assert after is not None, "the transaction's snapshot holds this version"
        status = JobStatus(before["status"])
        event = Event(
            EntryKind.JOB_CANCELLED,
            caller.user.id,
            before["manager_id"],
            at,
            about={"job": job_id},
            note=body.reason,
            changes={
                "status": (status.value, JobStatus.CLOSED.value),
                **({"estimated_minor": (estimated_minor, 0)} if estimated_minor else {}),
            },
            postings={
                Account.RECEIVABLE: written_off - estimated_minor,
                Account.SALES: estimated_minor,
                Account.WRITE_OFF: -written_off,
            },
            counts=status_counts(status, JobStatus.CLOSED),
            receivable_changes=receivable_changes(before, after),
            facts={"cancelled": [None, cancellation_of(change)]},
        )
        await caller.record(session, event)
        kind = AuditKind.JOB_CANCELLED
        noted = AuditEvent(kind, caller.workshop.id, caller.user.id, origin, subject_id=job_id)
        await caller.services.audit.record(noted, session)
        return answer

    return await once(caller.db, caller.user.id, key, body, work)


async def _require_cancellable(caller: Caller, job: JobRow) -> None:
    """Raise why a job cannot be cancelled by the caller, or not yet."""
    if job["status"] == JobStatus.CLOSED:
        raise JobClosed("This job is closed. The owner can reopen it.")
    if not caller.may(Permission.JOBS_CANCEL_ANY):
        if job["manager_id"] != caller.member.id:
            name = (await caller.services.names({job["manager_id"]})).get(job["manager_id"], "whoever has it")
            raise AnothersJob(f"This is not your job. Only {name} can cancel it, or the owner.")
        if job["status"] in _DELIVERED:
            raise AnothersJob("This vehicle was delivered, so only the owner can cancel the job.")
    if job["invoice_id"] is not None:
        raise JobInvoiced(
            f"Invoice {job['invoice_number']} was issued for this job. The owner can issue a credit note; then the job"
            " can be cancelled."
        )
    if job["paid_minor"]:
        paid = shown(job["paid_minor"], caller.workshop.currency)
        raise MoneyPaid(f"{paid} is paid on this job. Refund it, or cancel the payment; then the job can be cancelled.")


def require_not_cancelled(job: Mapping[str, Any]) -> None:
    """Raise Conflict for a job that was cancelled."""
    if job.get("cancelled_at") is not None:
        raise JobCancelled("This job was cancelled. The owner can reopen it.")


def restored(job: JobRow) -> Document:
    """Build what a cancelled job becomes when it is reopened: its estimate is owed again. Nothing for any other."""
    if job.get("cancelled_at") is None:
        return {}
    emptied: Document = dict.fromkeys(_FIELDS)
    return {**emptied, "estimated_minor": job["cancelled_estimate_minor"]}
