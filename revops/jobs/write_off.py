"""Writing off what is outstanding on a job and will never be paid."""

from revops.access.audit import AuditEvent, AuditKind, Origin
from revops.access.caller import Caller
from revops.core.money import shown, to_minor, to_wire
from revops.core.time import now
from revops.jobs.errors import NothingOwed
from revops.jobs.row import written_off_minor
from revops.jobs.schemas import WriteOff
from revops.jobs.service import SHOWN, jobs_of, less_outstanding, money_move, more_than_outstanding, read
from revops.journal.accounts import Account
from revops.journal.entry import EntryKind, Event
from revops.mongo.client import Document, Session
from revops.mongo.idempotency import IdempotencyKey, once
from revops.mongo.repeats import Alike


async def write_off(caller: Caller, job_id: str, body: WriteOff, key: IdempotencyKey, origin: Origin) -> Document:
    """Write off what is outstanding on a job, or a part of it, whatever its status. Nothing undoes it.

    Raises NotFound; Conflict when that much is not outstanding.
    """
    currency = caller.workshop.currency
    asked_minor = to_minor(body.amount, currency, "amount") if body.amount is not None else None

    async def work(session: Session) -> Document:
        at = now()
        job = await read(caller, job_id, session)
        outstanding_minor = job["outstanding_minor"]
        if outstanding_minor == 0:
            raise NothingOwed("Nothing is outstanding on this job, so there is nothing to write off.")
        amount_minor = outstanding_minor if asked_minor is None else asked_minor
        if amount_minor > outstanding_minor:
            said = f"Only {shown(outstanding_minor, currency)} is outstanding on this job. Write off that much or less."
            raise more_than_outstanding(said, outstanding_minor, currency)
        change = {
            "written_off_minor": {"$add": [{"$ifNull": ["$written_off_minor", 0]}, amount_minor]},
            **less_outstanding(amount_minor, at),
        }
        owing = {"_id": job_id, "outstanding_minor": {"$gte": amount_minor}}
        before = await jobs_of(caller).update(owing, [{"$set": change}], session, before=True, projection=SHOWN)
        assert before is not None, "the transaction's snapshot holds what was read"
        moved = money_move(before, amount_minor)
        event = Event(
            EntryKind.JOB_WRITTEN_OFF,
            caller.user.id,
            before["manager_id"],
            at,
            about={"job": job_id},
            note=body.reason,
            changes=moved.changes,
            postings={Account.WRITE_OFF: amount_minor, Account.RECEIVABLE: -amount_minor},
            counts=moved.counts,
            receivable_changes=moved.receivable_changes,
        )
        await caller.record(session, event)
        kind = AuditKind.JOB_WRITTEN_OFF
        noted = AuditEvent(kind, caller.workshop.id, caller.user.id, origin, subject_id=job_id)
        await caller.services.audit.record(noted, session)
        return {
            "message": "Written off",
            "id": job_id,
            "amount": to_wire(amount_minor, currency),
            "written_off_amount": to_wire(written_off_minor(before) + amount_minor, currency),
            "remaining_amount": to_wire(outstanding_minor - amount_minor, currency),
        }

    said = shown(asked_minor, currency) if asked_minor is not None else "All that was outstanding"
    alike = Alike(
        ("write_off", job_id, -1 if asked_minor is None else asked_minor),
        f"{said} was written off on this job",
        "Write off the same again?",
        stands=None,
        is_meant=body.repeat,
    )
    return await once(caller.db, caller.user.id, key, body, work, alike=alike)
