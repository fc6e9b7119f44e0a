"""Changing a job: its facts, its lines and estimate, its status, and the invoice that stands for it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, cast

from revops.access.announcements import Announced
from revops.access.caller import Caller
from revops.access.permissions import Permission
from revops.core.errors import InvalidFields, StaleVersion
from revops.core.gstin import compact
from revops.core.money import shown, to_minor
from revops.core.phones import read_phone
from revops.core.text import normalise_plate
from revops.core.time import now
from revops.jobs import completion
from revops.jobs.cancellation import restored
from revops.jobs.errors import EstimateBelowPaid, InvoiceIssued
from revops.jobs.fields import change_of
from revops.jobs.handover import hand_over, require_taker
from revops.jobs.lines import Priced, lines_after
from revops.jobs.receivables import receivable_changes
from revops.jobs.row import JobRow, credit_minor, due_at, is_to_follow, not_owed_minor, written_off_minor
from revops.jobs.schemas import NULLABLE, JobUpdate
from revops.jobs.search import SEARCHED, search_tokens
from revops.jobs.service import SHOWN, WITH_LINES, changed_once, jobs_of, powers_of, read, require_open, status_counts
from revops.jobs.status import COMPLETED_OR_BEYOND, JobStatus, move, with_credit
from revops.jobs.wire import job_out, listed
from revops.journal.accounts import Account
from revops.journal.entry import Count, EntryKind, Event, record
from revops.journal.lines import line_changes
from revops.mongo.client import Document, Session
from revops.mongo.idempotency import IdempotencyKey
from revops.tasks.outbox import Task

# What an invoice states, and so cannot change while it stands.
_INVOICED = frozenset({"estimated_minor", "items", "pricing", "customer_gst_number", "place_of_supply"})

# What a change says beside the fields that are stored as they are said.
_NOT_STORED = {
    "version", "status", "from_status", "estimated_amount", "estimate_to_follow", "items", "manager_id",
}  # fmt: skip
# What its customer and its vehicle are found by.
_NAMING = frozenset({"customer_name", "phone", "vehicle_number"})
# What a plate, the compact GSTIN and the tokens of the search are made from.
_DERIVED_FROM = frozenset(SEARCHED) | {"customer_gst_number"}


async def update_job(
    caller: Caller, job_id: str, body: JobUpdate, key: IdempotencyKey | None = None
) -> Mapping[str, Any]:
    """Change a job: one journal entry with the old and the new values. With a key it is changed once, and a repetition
    finds the job as it is by then.

    Raises NotFound; Conflict when somebody was faster, the move is not allowed, the job is closed, or the estimate
    would fall below what has been paid.
    """
    jobs = jobs_of(caller)
    currency = caller.workshop.currency
    sent = body.model_dump(exclude_unset=True, exclude=_NOT_STORED)
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
        await _require_unchanged(caller, before, body)
        changed = {name: value for name, value in fields.items() if by_name[name] != value}
        status = JobStatus(before["status"])
        lines = await lines_after(caller, session, before, body, changed)
        changed |= lines.changed
        wanted_minor = lines.total_minor if lines.total_minor is not None else estimate_minor
        changed |= _estimate_after(before, wanted_minor, is_free=body.estimate_to_follow is False)
        outstanding = _outstanding_of({**before, **changed})
        _require_changeable(before, changed, outstanding, currency)
        wanted = _wanted(body, status, outstanding)
        has_estimate = not is_to_follow({**before, **changed})
        moved = move(status, wanted, outstanding, powers_of(caller), has_estimate=has_estimate)
        reopened = restored(before) if moved is not status else {}
        if estimate := reopened.pop("estimated_minor", 0):
            changed["estimated_minor"] = outstanding = estimate
        # Only the target the user named is a move; what the money does to it is not.
        new_status = with_credit(moved, outstanding)
        if new_status is not status:
            changed["status"] = new_status.value
        if not changed:
            return await _given(caller, session, listed(before), body.manager_id)
        at = now()
        stored, merged, counts = _stored(before, changed, outstanding, new_status, at, caller.workshop.timezone)
        stored |= reopened
        if changed.keys() & _NAMING:
            named = await caller.services.relink(caller, session, before, merged)
            stored, merged = stored | named, cast("JobRow", {**merged, **named})
        after = await jobs.update(
            {"_id": job_id, "version": before["version"]},
            {"$set": stored, "$inc": {"version": 1}},
            session,
            projection=SHOWN,
        )
        assert after is not None, "the transaction's snapshot holds this version"
        facts = change_of(before, stored)
        event = _updated(before, merged, caller.user.id, changed, counts, facts, said=lines.said)
        event = replace(event, follow_ups=_announced_move(caller, before, wanted))
        await caller.record(session, event)
        return await _given(caller, session, after, body.manager_id)

    return await changed_once(caller, job_id, body, key, work)


def _estimate_after(before: JobRow, wanted_minor: int | None, *, is_free: bool) -> Document:
    """Build the change of an estimate. One that is to follow stays so by 0, unless that says ``is_free``."""
    changed: Document = {}
    if wanted_minor is not None and wanted_minor != before["estimated_minor"]:
        changed["estimated_minor"] = wanted_minor
    if is_to_follow(before) and (wanted_minor or (wanted_minor == 0 and is_free)):
        changed["estimate_to_follow"] = False
    return changed


def _outstanding_of(job: Mapping[str, Any]) -> int:
    minor: int = job["estimated_minor"] - not_owed_minor(job)
    return 0 if is_to_follow(job) else minor


async def change_lines(
    caller: Caller,
    session: Session,
    before: JobRow,
    priced: Priced | None,
    event: Event,
    *,
    also: Document,
) -> Mapping[str, Any]:
    """Give a job other lines (None: no more of them), and the estimate that they make, in the transaction and with the
    journal entry of ``event``, which says what happened; ``also`` is set beside. Returns the job after it.

    Raises Conflict as ``update_job`` does.
    """
    lines: Document = priced.stored if priced is not None else {"items": [], "pricing": None}
    changed = {name: value for name, value in lines.items() if value != before[name]}  # type: ignore[literal-required]
    changed |= _estimate_after(before, priced.total_minor if priced is not None else 0, is_free=False)
    return await write_change(caller, session, before, changed, event, also=also)


async def write_change(
    caller: Caller, session: Session, before: JobRow, changed: Document, event: Event, *, also: Document
) -> Mapping[str, Any]:
    """Store changed fields of a job, as read with ``WITH_LINES``, and what follows from them, with the journal entry of
    ``event``; ``also`` is set beside. Returns the job after it.

    Raises Conflict as ``update_job`` does.
    """
    outstanding = _outstanding_of({**before, **changed})
    _require_changeable(before, changed, outstanding, caller.workshop.currency)
    require_open(before)
    status = JobStatus(before["status"])
    new_status = with_credit(status, outstanding)
    if new_status is not status:
        changed = {**changed, "status": new_status.value}
    stored, merged, counts = _stored(before, changed, outstanding, new_status, event.at, caller.workshop.timezone)
    if changed.keys() & _NAMING:
        named = await caller.services.relink(caller, session, before, merged)
        stored, merged = stored | named, cast("JobRow", {**merged, **named})
    after = await jobs_of(caller).update(
        {"_id": before["_id"], "version": before["version"]},
        {"$set": {**stored, **also}, "$inc": {"version": 1}},
        session,
        projection=WITH_LINES,
    )
    assert after is not None, "the transaction's snapshot holds this version"
    facts = change_of(before, stored)
    moved = _updated(before, merged, event.actor_id, changed, counts, facts, said=event.changes)
    await record(
        caller.db,
        session,
        caller.workshop.id,
        caller.workshop.timezone,
        replace(moved, kind=event.kind, about=event.about, note=event.note, follow_ups=event.follow_ups),
    )
    return after


def _updated(
    before: JobRow,
    after: JobRow,
    actor_id: str,
    changed: Document,
    counts: Mapping[Count, int],
    facts: Document,
    *,
    said: Mapping[str, tuple[Any, Any]],
) -> Event:
    """Build the event of a change. With the first estimate, what was paid before counts."""
    by_name: Mapping[str, Any] = before
    changes = {name: (by_name.get(name), value) for name, value in changed.items() if name != "items"}
    if "items" in changed:
        changes |= line_changes(before["items"], changed["items"])
    changes |= said
    return Event(
        EntryKind.JOB_UPDATED,
        actor_id,
        before["manager_id"],
        after["updated_at"],
        about={"job": before["_id"]},
        changes=changes,
        postings={
            Account.RECEIVABLE: after["outstanding_minor"] - before["outstanding_minor"],
            Account.SALES: before["estimated_minor"] - after["estimated_minor"],
            Account.CUSTOMER_ADVANCES: credit_minor(before) - credit_minor(after),
        },
        counts=counts,
        receivable_changes=receivable_changes(before, after),
        facts=facts,
    )


def _announced_move(caller: Caller, before: JobRow, wanted: JobStatus) -> list[Task]:
    """Have the customer told of a move; that a job was closed concerns the garage alone."""
    if wanted in (before["status"], JobStatus.CLOSED):
        return []
    told = [Announced.STATUS_MOVED, *([Announced.READY] if wanted is JobStatus.COMPLETED else [])]
    moved = {"version": str(before["version"] + 1), "status": wanted.value}
    return caller.announced(told, {"job": before["_id"], **moved, "actor": caller.member.id})


async def _given(caller: Caller, session: Session, job: Mapping[str, Any], member_id: str | None) -> Mapping[str, Any]:
    """Give the job, as read with ``SHOWN``, to another member, if it is to be another's. Returns it as it is then."""
    # From others it is what a client sends back with all that it has read, and changes nothing.
    if member_id is None or member_id == job["manager_id"] or not caller.may(Permission.JOBS_HAND_OVER):
        return job
    require_open(job)
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


def _require_changeable(before: JobRow, changed: Document, outstanding_minor: int, currency: str) -> None:
    """Raise Conflict for a change that the money paid, an invoice or the end of the job does not allow."""
    if outstanding_minor < 0:
        how = "paid or written off" if written_off_minor(before) else "paid"
        way_on = " Refund the rest first." if before["paid_minor"] else ""
        paid = shown(not_owed_minor(before), currency)
        raise EstimateBelowPaid(f"{paid} has been {how} already; the estimate cannot be less than that.{way_on}")
    if before["invoice_id"] is not None and changed.keys() & _INVOICED:
        raise InvoiceIssued(
            f"Invoice {before['invoice_number']} was issued for this job, so its amounts cannot change. The owner"
            " can issue a credit note first; then they can, and a new invoice can be issued.",
        )
    if changed:
        require_open(before)


def _wanted(body: JobUpdate, status: JobStatus, outstanding_minor: int) -> JobStatus:
    """Choose the status that the job is to have; where it is to go it may be by now, also on credit."""
    if body.status is None or (body.from_status is not None and status is with_credit(body.status, outstanding_minor)):
        return status
    return body.status


async def _require_unchanged(caller: Caller, job: JobRow, body: JobUpdate) -> None:
    """Raise Conflict, with the job as it is, when the change was made from another version or status of it."""
    status = JobStatus(job["status"])
    is_moved = body.from_status is not None and status not in _on_the_way(job, body.from_status, body.status)
    if is_moved or body.version not in (None, job["version"]):
        names = await caller.services.names({job["manager_id"]})
        raise StaleVersion(
            "Somebody changed this job meanwhile. Look at the new state and try again.",
            extra={"current": job_out(listed(job), caller.workshop.currency, names.get(job["manager_id"]))},
        )


def _on_the_way(job: JobRow, *statuses: JobStatus | None) -> set[JobStatus]:
    """List the statuses that a move begins or ends with, as the money of the job makes them."""
    named = [status for status in statuses if status is not None]
    return {*named, *(with_credit(status, job["outstanding_minor"]) for status in named)}


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
        "facts": {"invoice_id": [None, invoice_id]},
    }


async def mark_credited(caller: Caller, session: Session, job: JobRow, at: dt.datetime) -> Document:
    """Take the invoice off its job, whose amounts can change again. Returns what the journal is to say."""
    change = {"invoice_id": None, "invoice_number": None, "updated_at": at}
    await _change_billed(caller, session, job, change, 0)
    return {
        "changes": {"invoice_number": (job["invoice_number"], None)},
        "facts": {"invoice_id": [job["invoice_id"], None]},
    }


async def _change_billed(caller: Caller, session: Session, job: JobRow, change: Document, delta: int) -> None:
    """Change a job on its way to or from an invoice, unless it changed meanwhile: then the transaction runs again."""
    changed = await jobs_of(caller).update(
        {"_id": job["_id"], "version": job["version"], "invoice_id": job["invoice_id"]},
        {"$set": change, "$inc": {"version": 1, "estimated_minor": delta, "outstanding_minor": delta}},
        session,
        projection={"_id": 1},
    )
    assert changed is not None, "the transaction's snapshot holds this version"
