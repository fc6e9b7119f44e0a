"""One job of the original with its payments and updates, converted to documents and journal entries that sum right."""

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import Any

from revops.core.time import millis
from revops.jobs import completion
from revops.jobs.receivables import receivable_changes
from revops.jobs.row import JobRow, new_job
from revops.jobs.service import job_created, status_counts
from revops.jobs.status import COMPLETED_OR_BEYOND, JobStatus, with_credit
from revops.journal.accounts import Account
from revops.journal.entry import EntryKind, Event, ReceivableChange
from revops.legacy.convert import derived_id, is_yes
from revops.legacy.entries import numbered_entries
from revops.legacy.methods import method_of
from revops.legacy.record import Record
from revops.legacy.report import Notes, Row
from revops.mongo.client import Document
from revops.payments.row import Decision, Method, PaymentRow, PaymentType, new_payment
from revops.payments.service import pending_counts

_TYPES = {"advance", "partial", "final"}
_STATUSES = {status.value: status for status in JobStatus}
_MAX_DAYS = 365
_RAISED = "Raised at import: more was paid than estimated."
_COMPLETED = "Completed, as the original says."


@dataclass(frozen=True, slots=True)
class Workshop:
    """The context in which a workshop's jobs are converted. ``crew`` maps names in the original to user ids."""

    id: str
    owner_id: str
    timezone: str
    created_at: dt.datetime
    crew: dict[str | None, str]


@dataclass(slots=True)
class RawJob:
    """A job as it was read, with the ids that it and its payments will have."""

    key: str
    id: str
    doc: Document
    manager_key: str | None
    # With the id each is to have.
    payments: list[tuple[str, Document]] = field(default_factory=list)
    updates: list[Document] = field(default_factory=list)
    # Notes from before conversion, such as a changed id.
    notes: Notes = field(default_factory=Notes)


@dataclass(slots=True)
class Bundle:
    """A job converted with all that belongs to it. ``advance_id`` is set when its advance became a payment."""

    job: JobRow
    payments: list[PaymentRow]
    entries: list[Document]
    rows: list[Row]
    advance_id: str | None
    updates: int


class JobConverter:
    """Converts one job; ``convert`` is the only entry."""

    def __init__(self, raw: RawJob, workshop: Workshop) -> None:
        self.raw = raw
        self.workshop = workshop
        self.notes = raw.notes
        self.record = Record("jobs", raw.doc, self.notes)
        self.events: list[Event] = []

    def convert(self) -> Bundle:
        """Return the job as it will be stored."""
        job = self._job()
        advance_id = self._advance(job)
        payments = [paid for id_, doc in self.raw.payments if (paid := self._payment(job, id_, doc)) is not None]
        if advance_id is not None and not self._is_among(job["advance_minor"], payments):
            payments.append(self._advance_payment(job, advance_id))
        else:
            advance_id = None
        payments.sort(key=lambda payment: payment["payment_date"])
        self.events.append(job_created(job, job["manager_id"]))
        self._add_payments(job, payments)
        updates = self._move_to_final_status(job)
        self._count_completion(job)
        entries = numbered_entries("jobs", self.raw.id, self.workshop.id, self.workshop.timezone, self.events)
        return Bundle(job, payments, entries, self.notes.rows, advance_id, updates)

    # --- the job ------------------------------------------------------------------------------------------------------

    def _job(self) -> JobRow:
        record = self.record
        created_at = self._created_at()
        phone, vehicle = record.phone("phone"), record.text("vehicle_number")
        customer, planned_days = record.text("customer_name"), self._planned_days()
        estimated_minor = record.amount("estimated_amount")
        if estimated_minor is None:
            record.repaired("estimated_amount", "is no amount; 0 taken instead", record.doc.get("estimated_amount"))
        job = new_job(
            self.workshop.id,
            self.workshop.timezone,
            self.workshop.crew[self.raw.manager_key],
            {
                "customer_name": customer,
                "phone": phone,
                "car_model": record.text("car_model"),
                "vehicle_number": vehicle,
                "work_description": record.text("work_description"),
                "planned_completion_days": planned_days,
                "address": record.optional_text("address"),
                "parts_required": record.optional_text("parts_required"),
                "worker_assigned": record.optional_text("worker_assigned"),
                "internal_notes": record.optional_text("internal_notes"),
            },
            created_at,
            estimated_minor=estimated_minor or 0,
            advance_minor=record.amount("advance_paid") or 0,
            job_id=self.raw.id,
        )
        job["updated_at"] = record.time("updated_at", instead=created_at, called="created_at")
        job["completed_at"] = record.optional_time("completed_at")
        return job

    def _created_at(self) -> dt.datetime:
        record, silent = self.record, Record("jobs", self.raw.doc, Notes())
        for name in ("updated_at", "completed_at"):
            found = silent.optional_time(name)
            if found is not None:
                return record.time("created_at", instead=found, called=name)
        found = record.own_time()
        if found is not None:
            return record.time("created_at", instead=found, called="when its _id was made")
        return record.time("created_at", instead=self.workshop.created_at, called="when the workshop was opened")

    def _planned_days(self) -> int:
        value = self.record.doc.get("planned_completion_days")
        try:
            days = -1 if isinstance(value, bool) else round(float(str(value)))
        except (ValueError, OverflowError):
            days = -1
        kept = min(max(days, 0), _MAX_DAYS)
        if kept != days or isinstance(value, str) or (isinstance(value, float) and value != days):
            self.record.repaired("planned_completion_days", f"is no whole number of days to 365; {kept} taken", value)
        return kept

    # --- its payments -------------------------------------------------------------------------------------------------

    def _payment(self, job: JobRow, payment_id: str, doc: Document) -> PaymentRow | None:
        record = Record("payments", doc, self.notes)
        amount_minor = record.amount("amount")
        if not amount_minor:
            record.left_out("amount", "is not an amount above 0", doc.get("amount"))
            return None
        crew, owner_id = self.workshop.crew, self.workshop.owner_id
        collector = record.key("collected_by_manager_id")
        if collector is None:
            record.repaired("collected_by_manager_id", "is missing; the job's manager taken instead")
        collected_by = crew.get(collector, job["manager_id"]) if collector else job["manager_id"]
        by_owner = collected_by == owner_id
        notes = record.optional_text("notes")
        date = record.time("payment_date", "created_at", instead=job["created_at"], called="the job's created_at")
        is_confirmed = by_owner or is_yes(doc.get("confirmed_by_owner"))
        confirmed_at = None
        if by_owner and not is_yes(doc.get("confirmed_by_owner")):
            record.repaired("confirmed_by_owner", "the owner collected it, so it counts as confirmed", False)
            confirmed_at = date
        elif is_confirmed:
            confirmed_at = record.time("confirmation_date", instead=date, called="payment_date")
        kind = doc.get("payment_type")
        type_ = kind.strip().lower() if isinstance(kind, str) else ""
        if type_ not in _TYPES:
            record.repaired("payment_type", "is unknown; partial taken instead", kind)
            type_ = "partial"
        method = method_of(record, notes)
        payment = new_payment(
            job,
            amount_minor,
            type=type_,
            method=method,
            collected_by=collected_by,
            is_confirmed=by_owner,
            at=date,
            timezone=self.workshop.timezone,
            notes=notes,
            reference=record.optional_text("reference"),
            payment_id=payment_id,
        )
        # Nobody saw to it that each has a number of its own: ``find_numbers`` does when all are here.
        payment.pop("rrn", None)
        payment["confirmation_date"] = confirmed_at
        if is_confirmed and not by_owner:
            payment["verdict"] = Decision.CONFIRMED.value
            payment["judged_by"] = owner_id
        return payment

    def _advance(self, job: JobRow) -> str | None:
        return derived_id("advance", self.workshop.id, job["_id"]) if job["advance_minor"] else None

    def _is_among(self, advance_minor: int, payments: list[PaymentRow]) -> bool:
        """Say whether the advance was recorded as a payment too: one of its amount, or several that sum to it.

        Counting it twice would show money that was never paid, and have a manager answer for it.
        """
        recorded = [payment["amount_minor"] for payment in payments if payment["type"] == PaymentType.ADVANCE]
        if advance_minor in recorded or (recorded and sum(recorded) == advance_minor):
            reason = "is among the payments as an advance already; not counted twice"
            self.record.repaired("advance_paid", reason, self.raw.doc.get("advance_paid"))
            return True
        return False

    def _advance_payment(self, job: JobRow, advance_id: str) -> PaymentRow:
        """Build the payment of an advance. The owner never saw it, so it awaits review, unless it is his own."""
        by_owner = job["manager_id"] == self.workshop.owner_id
        return new_payment(
            job,
            job["advance_minor"],
            type=PaymentType.ADVANCE,
            method=Method.CASH,
            collected_by=job["manager_id"],
            is_confirmed=by_owner,
            at=job["created_at"],
            timezone=self.workshop.timezone,
            payment_id=advance_id,
        )

    def _add_payments(self, job: JobRow, payments: list[PaymentRow]) -> None:
        total_minor = sum(payment["amount_minor"] for payment in payments)
        for payment in payments:
            amount_minor = payment["amount_minor"]
            if job["paid_minor"] + amount_minor > job["estimated_minor"]:
                self._raise_estimate(job, total_minor, payment)
            job["paid_minor"] += amount_minor
            if payment["reference"] is not None:
                job.setdefault("references", []).append(payment["reference"])
            changes = self._owe(job, -amount_minor)
            by_owner = payment["collected_by"] == self.workshop.owner_id
            about = {"job": job["_id"], "payment": payment["_id"]}
            self.events.append(
                Event(
                    EntryKind.PAYMENT_RECORDED,
                    payment["collected_by"],
                    payment["manager_id"],
                    payment["payment_date"],
                    about=about,
                    note=payment["notes"],
                    postings={Account(payment["account"]): amount_minor, Account.RECEIVABLE: -amount_minor},
                    counts={} if by_owner else pending_counts(payment, 1),
                    receivable_changes=changes,
                    job_manager_id=job["manager_id"],
                )
            )
            if payment["verdict"] == Decision.CONFIRMED:
                job["confirmed_minor"] += amount_minor
                if not by_owner:
                    self.events.append(
                        Event(
                            EntryKind.PAYMENT_CONFIRMED,
                            self.workshop.owner_id,
                            payment["manager_id"],
                            payment["confirmation_date"] or payment["payment_date"],
                            about=about,
                            counts=pending_counts(payment, -1),
                        )
                    )

    def _owe(self, job: JobRow, more_minor: int) -> tuple[ReceivableChange, ...]:
        """Change what is owed on the job; return the change."""
        before = job.copy()
        job["outstanding_minor"] += more_minor
        return receivable_changes(before, job)

    def _raise_estimate(self, job: JobRow, total_minor: int, payment: PaymentRow) -> None:
        """Raise the estimate to all that was paid, when the payment came that was the first too much."""
        old_minor = job["estimated_minor"]
        job["estimated_minor"] = total_minor
        self.record.repaired(
            "estimated_amount",
            f"more was paid than estimated; raised by {(total_minor - old_minor) / 100:.2f} to what was paid",
            self.raw.doc.get("estimated_amount"),
        )
        self.events.append(
            Event(
                EntryKind.JOB_UPDATED,
                payment["collected_by"],
                job["manager_id"],
                payment["payment_date"],
                about={"job": job["_id"]},
                note=_RAISED,
                changes={"estimated_minor": (old_minor, total_minor)},
                postings={Account.RECEIVABLE: total_minor - old_minor, Account.SALES: old_minor - total_minor},
                receivable_changes=self._owe(job, total_minor - old_minor),
            )
        )

    # --- its timeline and status --------------------------------------------------------------------------------------

    def _move_to_final_status(self, job: JobRow) -> int:
        """Retell the updates, and end at the status that the job has. Returns how many updates were taken over."""
        status = JobStatus.PENDING
        told = 0
        updates = []
        for doc in self.raw.updates:
            record = Record("job_updates", doc, self.notes)
            called = "the job's created_at"
            at = record.time("created_at", "timestamp", "updated_at", "date", instead=job["created_at"], called=called)
            updates.append((at, record))
        updates.sort(key=lambda update: update[0])
        for at, record in updates:
            note = record.optional_text("message", "note", "notes", "comment", "description", "text")
            moved = _status(record.first("new_status", "status", "new_value")) or status
            kind = record.first("update_type", "type", "action")
            told += 1
            if moved is status and (kind in ("created", "job_created") or (note or "").lower() == "job created"):
                continue  # The job's own entry says so.
            if moved is status and note is None:
                record.left_out("message", "says nothing", kind)
                told -= 1
                continue
            actor_key = record.key("updated_by", "updated_by_user_id", "user_id", "created_by", "manager_id")
            actor_id = (self.workshop.crew.get(actor_key) if actor_key else None) or str(job["manager_id"])
            self._update(job, actor_id, at, status, moved, note)
            status = moved
        final = self._final_status(job)
        if final is not status:
            at = job["completed_at"] if final in COMPLETED_OR_BEYOND and job["completed_at"] else job["updated_at"]
            self._update(job, job["manager_id"], at, status, final, None)
        job["status"] = final.value
        return told

    def _update(
        self, job: JobRow, actor_id: str, at: dt.datetime, old: JobStatus, new: JobStatus, note: str | None
    ) -> None:
        self.events.append(
            Event(
                EntryKind.JOB_UPDATED,
                actor_id,
                job["manager_id"],
                at,
                about={"job": job["_id"]},
                note=note,
                changes={} if old is new else {"status": (old.value, new.value)},
                counts=status_counts(old, new),
            )
        )

    def _count_completion(self, job: JobRow) -> None:
        """Count the completion with the first move to completed or beyond, or by itself when no update tells of one."""
        completed_at = job["completed_at"]
        if completed_at is None:
            return
        job["completed_on_time"] = is_on_time = completion.was_on_time(
            job["due_at"], completed_at, self.workshop.timezone
        )
        counts = completion.completed_counts(job["created_at"], completed_at, is_on_time=is_on_time)
        completed = {"completed_at": millis(completed_at)}
        for number, event in enumerate(self.events):
            if event.changes.get("status", ("", ""))[1] in COMPLETED_OR_BEYOND:
                self.events[number] = replace(event, counts={**event.counts, **counts}, facts=completed)
                return
        actor_id = job["manager_id"]
        event = Event(EntryKind.JOB_UPDATED, actor_id, actor_id, completed_at, {"job": job["_id"]}, _COMPLETED)
        self.events.append(replace(event, counts=counts, facts=completed))

    def _final_status(self, job: JobRow) -> JobStatus:
        value = self.raw.doc.get("status")
        said = _status(value)
        if said is None:
            self.record.repaired("status", "is unknown; pending taken instead", value)
            return JobStatus.PENDING
        final = with_credit(said, job["outstanding_minor"])
        if final is not said:
            owed = "money is outstanding" if job["outstanding_minor"] else "nothing is outstanding"
            self.record.repaired("status", f"{owed}, so it is {final.value}", value)
        if final in COMPLETED_OR_BEYOND and job["completed_at"] is None:
            self.record.repaired("completed_at", "is missing for this status; updated_at taken instead")
            job["completed_at"] = job["updated_at"]
        return final


def _status(value: Any) -> JobStatus | None:
    """Return the status that a text names, None for any other value."""
    text = value.strip().lower().replace(" ", "_").replace("-", "_") if isinstance(value, str) else ""
    return _STATUSES.get(text)
