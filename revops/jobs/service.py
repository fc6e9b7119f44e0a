"""Jobs: taking in, moving along, and what is owed on them."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from revops.core.errors import Conflict, InvalidFields, NotFound
from revops.core.ids import new_id
from revops.core.money import SCALE, shown, to_minor, to_wire
from revops.core.text import normalise_phone, normalise_plate, plate_warning
from revops.core.time import day_of, now
from revops.deps import Caller
from revops.jobs import books
from revops.jobs.schemas import NULLABLE, JobCreate, JobUpdate
from revops.jobs.search import search_tokens
from revops.jobs.status import COMPLETED_OR_BEYOND, JobStatus, allowed_moves, move, settled
from revops.journal.entry import Account, Event, Kind, Owed, record
from revops.mongo.client import Document, Session
from revops.mongo.scoped import Scoped


def jobs_of(caller: Caller) -> Scoped:
    """Return the jobs that the caller may see."""
    return Scoped(caller.db, "jobs", caller.scope)


# What a job is listed without: what only serves to find it.
NOT_SHOWN: Document = {"search": 0, "plate": 0}


def job_out(job: Document, currency: str, manager_name: str | None) -> Document:
    """Return a job, read without ``NOT_SHOWN``, as the wire shows it. The lists live on this being quick."""
    out = job.copy()
    scale = SCALE[currency]
    out["id"] = out.pop("_id")
    out["manager_name"] = manager_name
    out["estimated_amount"] = out.pop("estimated_minor") / scale
    out["advance_paid"] = out.pop("advance_minor") / scale
    out["total_paid"] = out.pop("paid_minor") / scale
    out["confirmed_amount"] = out.pop("confirmed_minor") / scale
    out["remaining_amount"] = out.pop("outstanding_minor") / scale
    return out


def due_at(created_at: dt.datetime, planned_days: int) -> dt.datetime:
    """Return when a job is due. It is stored, because jobs are listed by it."""
    return created_at + dt.timedelta(days=planned_days)


def warnings_of(job: Document, currency: str) -> list[str]:
    """Return what looks odd about a job. It never blocks."""
    found = (plate_warning(job["vehicle_number"], currency), normalise_phone(job["phone"], currency)[1])
    return [warning for warning in found if warning]


def build_job(caller: Caller, body: JobCreate) -> Document:
    """Return a new job document, its advance counted as paid. Raises InvalidFields for amounts that cannot be."""
    currency = caller.workshop.currency
    estimated_minor = to_minor(body.estimated_amount, currency, "estimated_amount")
    advance_minor = to_minor(body.advance_paid, currency, "advance_paid")
    if advance_minor > estimated_minor:
        raise InvalidFields({"advance_paid": "The advance cannot be more than the estimated amount."})
    phone, _ = normalise_phone(body.phone, currency)
    plate = normalise_plate(body.vehicle_number)
    if not plate:
        raise InvalidFields({"vehicle_number": "Vehicle number needs letters or digits."})
    created = now()
    fields = body.model_dump(exclude={"estimated_amount", "advance_paid", "advance_method", "phone"})
    return {
        "_id": new_id(),
        "workshop_id": caller.workshop.id,
        "manager_id": caller.user.id,
        **fields,
        "phone": phone,
        "plate": plate,
        "estimated_minor": estimated_minor,
        "advance_minor": advance_minor,
        "paid_minor": advance_minor,
        "confirmed_minor": 0,
        "outstanding_minor": estimated_minor - advance_minor,
        "status": JobStatus.PENDING.value,
        "search": search_tokens(body.customer_name, plate, phone),
        "created_at": created,
        # Kept, because what is owed is kept by it, and the workshop's time zone may change.
        "taken_on": day_of(created, caller.workshop.timezone),
        "updated_at": created,
        "due_at": due_at(created, body.planned_completion_days),
        "completed_at": None,
        "completed_on_time": None,
        "version": 1,
    }


def job_created(job: Document, actor_id: str) -> Event:
    """Return the event of a job taken in: its estimate is owed from now on."""
    return Event(
        Kind.JOB_CREATED,
        actor_id,
        job["manager_id"],
        job["created_at"],
        job_id=job["_id"],
        postings={Account.RECEIVABLE: job["estimated_minor"], Account.SALES: -job["estimated_minor"]},
        counts={"jobs": 1, f"status_{job['status']}": 1},
        owed=books.owed_change(None, job | {"outstanding_minor": job["estimated_minor"]}),
    )


async def read(caller: Caller, job_id: str, session: Session | None = None) -> Document:
    """Return one job. Raises NotFound, also for another workshop's or another manager's."""
    job = await jobs_of(caller).find_one({"_id": job_id}, NOT_SHOWN, session)
    if job is None:
        raise NotFound("job")
    return job


async def update(caller: Caller, job_id: str, body: JobUpdate) -> Document:
    """Change a job: one journal entry with the old and the new values.

    Raises NotFound; Conflict when somebody was faster, the move is not allowed, the job is closed, or the estimate
    would fall below what has been paid.
    """
    jobs = jobs_of(caller)
    currency = caller.workshop.currency
    sent = body.model_dump(exclude_unset=True, exclude={"version", "status", "estimated_amount"})
    fields = {name: value for name, value in sent.items() if value is not None or name in NULLABLE}
    if "phone" in fields:
        fields["phone"] = normalise_phone(fields["phone"], currency)[0]
    if "vehicle_number" in fields and not normalise_plate(fields["vehicle_number"]):
        raise InvalidFields({"vehicle_number": "Vehicle number needs letters or digits."})
    estimate_minor = (
        to_minor(body.estimated_amount, currency, "estimated_amount") if body.estimated_amount is not None else None
    )

    async def work(session: Session) -> Document:
        before = await read(caller, job_id, session)
        if body.version is not None and body.version != before["version"]:
            names = await caller.services.names({before["manager_id"]})
            raise Conflict(
                "Somebody changed this job meanwhile. Look at the new state and try again.",
                code="stale_version",
                extra={"current": job_out(before, currency, names.get(before["manager_id"]))},
            )
        changed = {name: value for name, value in fields.items() if before[name] != value}
        status = JobStatus(before["status"])
        estimated, outstanding = before["estimated_minor"], before["outstanding_minor"]
        if estimate_minor is not None and estimate_minor != estimated:
            if estimate_minor < before["paid_minor"]:
                raise Conflict(
                    f"{shown(before['paid_minor'], currency)} has been paid already; the estimated"
                    " amount cannot be less than that.",
                    code="estimate_below_paid",
                )
            changed["estimated_minor"] = estimate_minor
            outstanding = estimate_minor - before["paid_minor"]
        if status is JobStatus.CLOSED and changed:
            raise Conflict("This job is closed. The owner can reopen it.", code="job_closed")
        wanted = body.status if body.status is not None else status
        # Only the target the user named is a move; what the money does to it is not.
        new_status = settled(move(status, wanted, outstanding, is_owner=caller.is_owner), outstanding)
        if new_status is not status:
            changed["status"] = new_status.value
        if not changed:
            return before
        changes = {name: (before[name], value) for name, value in changed.items()}
        at = now()
        stored: dict[str, Any] = {**changed, "outstanding_minor": outstanding, "updated_at": at}
        counts = status_counts(status, new_status)
        if new_status in COMPLETED_OR_BEYOND and before["completed_at"] is None:
            stored["completed_at"] = at
            # By the days promised until now: a promise changed together with the completion is none.
            stored["completed_on_time"] = books.was_on_time(before["due_at"], at, caller.workshop.timezone)
            counts |= books.completed_counts(before | stored)
        merged = before | stored
        stored["due_at"] = due_at(merged["created_at"], merged["planned_completion_days"])
        stored["plate"] = normalise_plate(merged["vehicle_number"])
        stored["search"] = search_tokens(merged["customer_name"], stored["plate"], merged["phone"])
        after = await jobs.update(
            {"_id": job_id, "version": before["version"]},
            {"$set": stored, "$inc": {"version": 1}},
            session,
            projection=NOT_SHOWN,
        )
        assert after is not None, "the transaction's snapshot holds this version"
        delta = changed.get("estimated_minor", estimated) - estimated
        event = Event(
            Kind.JOB_UPDATED,
            caller.user.id,
            before["manager_id"],
            at,
            job_id=job_id,
            changes=changes,
            postings={Account.RECEIVABLE: delta, Account.SALES: -delta},
            counts=counts,
            owed=books.owed_change(before, merged),
        )
        await record(caller.db, session, caller.workshop.id, caller.workshop.timezone, event)
        return after

    return await caller.db.transaction(work)


def status_counts(old: JobStatus, new: JobStatus) -> dict[str, int]:
    """Return what a status move counts."""
    return {} if old is new else {f"status_{old}": -1, f"status_{new}": 1}


@dataclass(frozen=True, slots=True)
class MoneyMove:
    """What a payment did to its job, given as it was before."""

    job: Document
    old_status: JobStatus
    new_status: JobStatus
    owed: tuple[Owed, ...]

    @property
    def counts(self) -> dict[str, int]:
        """What it counts in the journal."""
        return status_counts(self.old_status, self.new_status)

    @property
    def changes(self) -> dict[str, tuple[str, str]]:
        """What it changed besides money, for the timeline."""
        if self.old_status is self.new_status:
            return {}
        return {"status": (self.old_status.value, self.new_status.value)}


def money_move(before: Document, amount_minor: int) -> MoneyMove:
    """Return what a payment (negative: its reversal) does to a job, given as it was before."""
    old = JobStatus(before["status"])
    after = before | {"outstanding_minor": before["outstanding_minor"] - amount_minor}
    return MoneyMove(before, old, settled(old, after["outstanding_minor"]), books.owed_change(before, after))


async def add_paid(
    caller: Caller, session: Session, job_id: str, amount_minor: int, *, confirmed_minor: int, at: dt.datetime
) -> MoneyMove:
    """Add to what is paid on a job (or take away, with negative amounts), by one conditional atomic update.

    Raises NotFound; Conflict when a positive amount is more than is outstanding, or the job is closed.
    """
    condition: Document = {"_id": job_id}
    if amount_minor > 0:
        condition |= {"outstanding_minor": {"$gte": amount_minor}, "status": {"$ne": JobStatus.CLOSED.value}}
    rest = {"$subtract": ["$outstanding_minor", amount_minor]}
    delivered, on_credit = JobStatus.DELIVERED.value, JobStatus.CREDIT_PENDING.value
    becomes = {
        "$switch": {
            "branches": [
                {"case": {"$and": [{"$eq": ["$status", delivered]}, {"$gt": [rest, 0]}]}, "then": on_credit},
                {"case": {"$and": [{"$eq": ["$status", on_credit]}, {"$eq": [rest, 0]}]}, "then": delivered},
            ],
            "default": "$status",
        }
    }
    change = {
        "paid_minor": {"$add": ["$paid_minor", amount_minor]},
        "confirmed_minor": {"$add": ["$confirmed_minor", confirmed_minor]},
        "outstanding_minor": rest,
        "status": becomes,
        "version": {"$add": ["$version", {"$cond": [{"$eq": [becomes, "$status"]}, 0, 1]}]},
        "updated_at": at,
    }
    before = await jobs_of(caller).update(condition, [{"$set": change}], session, before=True, projection=NOT_SHOWN)
    if before is None:
        job = await read(caller, job_id, session)
        if job["status"] == JobStatus.CLOSED:
            raise Conflict("This job is closed, so no payment can be recorded on it.", code="job_closed")
        outstanding_minor, currency = job["outstanding_minor"], caller.workshop.currency
        what = f"Only {shown(outstanding_minor, currency)}" if outstanding_minor else "Nothing"
        raise Conflict(
            f"{what} is outstanding on this job.",
            code="more_than_outstanding",
            extra={"outstanding_amount": to_wire(outstanding_minor, currency)},
        )
    return money_move(before, amount_minor)


async def add_confirmed(caller: Caller, session: Session, job_id: str, amount_minor: int) -> None:
    """Add to what the owner has confirmed on a job."""
    await jobs_of(caller).update(
        {"_id": job_id}, {"$inc": {"confirmed_minor": amount_minor}}, session, projection={"_id": 1}
    )


def moves_of(caller: Caller, job: Document) -> tuple[JobStatus, ...]:
    """Return where the caller can move a job."""
    return allowed_moves(JobStatus(job["status"]), job["outstanding_minor"], is_owner=caller.is_owner)
