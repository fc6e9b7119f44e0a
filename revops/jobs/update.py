"""Changing a job: its facts, its lines and estimate, its status, and the invoice that stands for it."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, cast

from revops.access.caller import Caller
from revops.access.permissions import Permission
from revops.core.errors import InvalidFields, StaleVersion
from revops.core.gstin import compact
from revops.core.money import shown, to_minor
from revops.core.phones import read_phone
from revops.core.text import normalise_plate
from revops.core.time import now
from revops.jobs import completion
from revops.jobs.errors import EstimateBelowPaid, InvoiceIssued, JobClosed
from revops.jobs.handover import hand_over, require_taker
from revops.jobs.lines import lines_after
from revops.jobs.receivables import receivable_changes
from revops.jobs.row import JobRow, due_at, not_owed_minor, written_off_minor
from revops.jobs.schemas import NULLABLE, JobUpdate
from revops.jobs.search import SEARCHED, search_tokens
from revops.jobs.service import SHOWN, WITH_LINES, jobs_of, powers_of, read, status_counts
from revops.jobs.status import COMPLETED_OR_BEYOND, JobStatus, move, with_credit
from revops.jobs.wire import job_out, listed
from revops.journal.accounts import Account
from revops.journal.entry import Count, EntryKind, Event, record
from revops.journal.lines import line_changes
from revops.mongo.client import Document, Session

# What an invoice states, and so cannot change while it stands.
_INVOICED = frozenset({"estimated_minor", "items", "pricing", "customer_gst_number", "place_of_supply"})

# What its customer and its vehicle are found by.
_NAMING = frozenset({"customer_name", "phone", "vehicle_number"})
# What a plate, the compact GSTIN and the tokens of the search are made from.
_DERIVED_FROM = frozenset(SEARCHED) | {"customer_gst_number"}


async def update_job(caller: Caller, job_id: str, body: JobUpdate) -> Mapping[str, Any]:
    """Change a job: one journal entry with the old and the new values.

    Raises NotFound; Conflict when somebody was faster, the move is not allowed, the job is closed, or the estimate
    would fall below what has been paid.
    """
    jobs = jobs_of(caller)
    currency = caller.workshop.currency
    sent = body.model_dump(exclude_unset=True, exclude={"version", "status", "estimated_amount", "items", "manager_id"})
    fields = {name: value for name, value in sent.items() if value is not None or name in NULLABLE}
    if "phone" in fields:
        fields["phone"] = read_phone(fields["phone"], currency).stored
    if "vehicle_number" in fields and not normalise_plate(fields["vehicle_number"]):
        raise InvalidFields({"vehicle_number": "Vehicle number needs letters or digits."})
    estimate_minor = (
        to_minor(body.estimated_amount, currency, "estimated_amount") if body.estimated_amount is not None else None
    )

    async def work(session: Session) -> Mapping[str, Any]:
        before = await read(caller, job_id, session, WITH_LINES)
        by_name: Mapping[str, Any] = before
        await _require_version(caller, before, body.version)
        changed = {name: value for name, value in fields.items() if by_name[name] != value}
        status = JobStatus(before["status"])
        estimated, outstanding = before["estimated_minor"], before["outstanding_minor"]
        lines = await lines_after(caller, session, before, body, changed)
        changed |= lines.changed
        wanted_minor = lines.total_minor if lines.total_minor is not None else estimate_minor
        if wanted_minor is not None and wanted_minor != estimated:
            changed["estimated_minor"] = wanted_minor
            outstanding = wanted_minor - not_owed_minor(before)
        _require_changeable(before, changed, currency)
        wanted = body.status if body.status is not None else status
        # Only the target the user named is a move; what the money does to it is not.
        new_status = with_credit(move(status, wanted, outstanding, powers_of(caller)), outstanding)
        if new_status is not status:
            changed["status"] = new_status.value
        if not changed:
            return await _given(caller, session, listed(before), body.manager_id)
        changes = {name: (by_name[name], value) for name, value in changed.items() if name != "items"}
        if "items" in changed:
            changes |= line_changes(before["items"], changed["items"])
        at = now()
        stored, merged, counts = _stored(before, changed, outstanding, new_status, at, caller.workshop.timezone)
        if changed.keys() & _NAMING:
            stored |= await caller.services.relink(caller, session, before, merged)
        after = await jobs.update(
            {"_id": job_id, "version": before["version"]},
            {"$set": stored, "$inc": {"version": 1}},
            session,
            projection=SHOWN,
        )
        assert after is not None, "the transaction's snapshot holds this version"
        delta = changed.get("estimated_minor", estimated) - estimated
        event = Event(
            EntryKind.JOB_UPDATED,
            caller.user.id,
            before["manager_id"],
            at,
            about={"job": job_id},
            changes=changes,
            postings={Account.RECEIVABLE: delta, Account.SALES: -delta},
            counts=counts,
            receivable_changes=receivable_changes(before, merged),
        )
        await record(caller.db, session, caller.workshop.id, caller.workshop.timezone, event)
        return await _given(caller, session, after, body.manager_id)

    return await caller.db.transaction(work)


async def _given(caller: Caller, session: Session, job: Mapping[str, Any], member_id: str | None) -> Mapping[str, Any]:
    """Give the job, as read with ``SHOWN``, to another member, if it is to be another's. Returns it as it is then."""
    # From others it is what a client sends back with all that it has read, and changes nothing.
    if member_id is None or member_id == job["manager_id"] or not caller.may(Permission.JOBS_HAND_OVER):
        return job
    _require_open(job)
    taker = await require_taker(caller, session, member_id, "manager_id")
    (given,) = await hand_over(caller, session, [job], taker)
    return given


def _stored(
    before: JobRow, changed: Document, outstanding_minor: int, new_status: JobStatus, at: dt.datetime, timezone: str
) -> tuple[Document, JobRow, dict[Count, int]]:
    """Build the stored fields of a change with what follows from it, the job that it makes, and its counts."""
    stored: Document = {**changed, "outstanding_minor": outstanding_minor, "updated_at": at}
    counts = status_counts(JobStatus(before["status"]), new_status)
    if new_status in COMPLETED_OR_BEYOND and before["completed_at"] is None:
        stored["completed_at"] = at
        # By the days promised until now: a promise changed together with the completion is none.
        stored["completed_on_time"] = completion.was_on_time(before["due_at"], at, timezone)
        counts |= completion.completed_counts(before["created_at"], at, is_on_time=stored["completed_on_time"])
    merged = cast("JobRow", {**before, **stored})
    if "planned_completion_days" in changed:
        stored["due_at"] = due_at(merged["created_at"], merged["taken_on"], merged["planned_completion_days"], timezone)
    # Derived from these alone; what another version derived otherwise is remade in the background.
    if changed.keys() & _DERIVED_FROM:
        stored["plate"] = normalise_plate(merged["vehicle_number"])
        stored["customer_gstin"] = compact(merged["customer_gst_number"])
        stored["search"] = search_tokens(merged)
    return stored, merged, counts


def _require_changeable(before: JobRow, changed: Document, currency: str) -> None:
    """Raise Conflict for a change that the money paid, an invoice or the end of the job does not allow."""
    not_owed = not_owed_minor(before)
    if changed.get("estimated_minor", not_owed) < not_owed:
        how = "paid or written off" if written_off_minor(before) else "paid"
        raise EstimateBelowPaid(
            f"{shown(not_owed, currency)} has been {how} already; the estimate cannot be less than that.",
        )
    if before["invoice_id"] is not None and changed.keys() & _INVOICED:
        raise InvoiceIssued(
            f"Invoice {before['invoice_number']} was issued for this job, so its amounts cannot change. The owner"
            " can issue a credit note first; then they can, and a new invoice can be issued.",
        )
    if changed:
        _require_open(before)


def _require_open(job: Mapping[str, Any]) -> None:
    """Raise Conflict for a job that is closed."""
    if job["status"] == JobStatus.CLOSED:
        raise JobClosed("This job is closed. The owner can reopen it.")


async def _require_version(caller: Caller, job: JobRow, version: int | None) -> None:
    """Raise Conflict, with the job as it is, when the change was made from another version of it."""
    if version is not None and version != job["version"]:
        names = await caller.services.names({job["manager_id"]})
        raise StaleVersion(
            "Somebody changed this job meanwhile. Look at the new state and try again.",
            extra={"current": job_out(listed(job), caller.workshop.currency, names.get(job["manager_id"]))},
        )


async def mark_invoiced(
    caller: Caller, session: Session, job: JobRow, invoice_id: str, number: str, total_minor: int, at: dt.datetime
) -> Document:
    """Note the invoice on its job; the round-off becomes part of the estimate. Returns what the journal is to say."""
    delta = total_minor - job["estimated_minor"]
    old = JobStatus(job["status"])
    new = with_credit(old, job["outstanding_minor"] + delta)
    change = {"invoice_id": invoice_id, "invoice_number": number, "status": new.value, "updated_at": at}
    await _change_billed(caller, session, job, change, delta)
    changes: dict[str, tuple[Any, Any]] = {"invoice_number": (None, number)}
    if delta:
        changes["estimated_minor"] = (job["estimated_minor"], total_minor)
    if new is not old:
        changes["status"] = (old.value, new.value)
    return {
        "changes": changes,
        "postings": {Account.RECEIVABLE: delta, Account.SALES: -delta},
        "counts": status_counts(old, new),
        "receivable_changes": receivable_changes(job, job | {"outstanding_minor": job["outstanding_minor"] + delta}),
    }


async def mark_credited(caller: Caller, session: Session, job: JobRow, at: dt.datetime) -> Document:
    """Take the invoice off its job, whose amounts can change again. Returns what the journal is to say."""
    change = {"invoice_id": None, "invoice_number": None, "updated_at": at}
    await _change_billed(caller, session, job, change, 0)
    return {"changes": {"invoice_number": (job["invoice_number"], None)}}


async def _change_billed(caller: Caller, session: Session, job: JobRow, change: Document, delta: int) -> None:
    """Change a job on its way to or from an invoice, unless it changed meanwhile: then the transaction runs again."""
    changed = await jobs_of(caller).update(
        {"_id": job["_id"], "version": job["version"], "invoice_id": job["invoice_id"]},
        {"$set": change, "$inc": {"version": 1, "estimated_minor": delta, "outstanding_minor": delta}},
        session,
        projection={"_id": 1},
    )
    assert changed is not None, "the transaction's snapshot holds this version"
