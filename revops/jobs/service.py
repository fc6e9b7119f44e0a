"""Jobs: taking in, moving along, and what is owed on them."""

import datetime as dt
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from revops.access.caller import Caller
from revops.access.permissions import Permission
from revops.core.errors import Conflict, InvalidFields, NotFound
from revops.core.gstin import place_warning, tax_number_warning
from revops.core.money import shown, to_minor, to_wire
from revops.core.phones import read_phone
from revops.core.text import normalise_plate, plate_warning
from revops.core.time import now
from revops.jobs.errors import JobClosed, MoreThanOutstanding
from revops.jobs.fields import facts_of
from revops.jobs.lines import Priced, require_same
from revops.jobs.receivables import receivable_changes
from revops.jobs.row import JobRow, is_to_follow, new_job
from revops.jobs.schemas import JobCreate, JobOut
from revops.jobs.search import reference_tokens, search_tokens
from revops.jobs.status import JobStatus, Powers, allowed_moves, with_credit, with_credit_expression
from revops.journal.accounts import Account
from revops.journal.entry import Count, EntryKind, Event, ReceivableChange
from revops.mongo.client import Document, Session
from revops.mongo.idempotency import IdempotencyKey, once
from revops.mongo.scoped import ScopedRows


def jobs_of(caller: Caller) -> ScopedRows[JobRow]:
    """Return the jobs that the caller may see."""
    return ScopedRows(caller.db, "jobs", caller.scope)


def all_jobs_of(caller: Caller) -> ScopedRows[JobRow]:
    """Return the jobs of the workshop, for what the caller's own money does to one that another has by now."""
    return ScopedRows(caller.db, "jobs", caller.scope.whole_workshop())


# What is stored under another name than on the wire.
_STORED_AS = {
    "id": "_id",
    "estimated_amount": "estimated_minor",
    "advance_paid": "advance_minor",
    "total_paid": "paid_minor",
    "confirmed_amount": "confirmed_minor",
    "written_off_amount": "written_off_minor",
    "remaining_amount": "outstanding_minor",
}
# What is read elsewhere, or computed.
_NOT_STORED = ("manager_name", "credit_amount")
# What a job is listed with: what the wire shows of it. Naming these is quicker for mongod than naming all others.
SHOWN: Document = {_STORED_AS.get(name, name): 1 for name in JobOut.model_fields if name not in _NOT_STORED}
# What a job is called by where it stands beside something else.
CALLED: Document = {"number": 1, "customer_name": 1, "vehicle_number": 1}
_COUNT_OF = {status: Count(f"status_{status}") for status in JobStatus}
# What a body says besides the facts that a job keeps as they come.
_NOT_OF_THE_INTAKE = {"estimated_amount", "advance_paid", "advance_method", "items", "repeat", *JobCreate.unprinted}
# A job as it is read when its lines matter: without what only serves to find it.
WITH_LINES: Document = {"search": 0, "plate": 0}


def warnings_of(job: Mapping[str, Any], currency: str) -> list[str]:
    """Collect warnings about odd values of a job. They never block."""
    found = (
        plate_warning(job["vehicle_number"], currency),
        read_phone(job["phone"], currency).warning,
        tax_number_warning(job["customer_gst_number"], currency),
        place_warning(job["customer_gst_number"], job["place_of_supply"], currency),
    )
    return [warning for warning in found if warning]


def build_job(caller: Caller, body: JobCreate, number: int, lines: Priced | None = None) -> JobRow:
    """Build a new job, its advance counted as paid. ``lines`` are the priced ones of a body that has items.

    Raises InvalidFields for amounts that cannot be.
    """
    currency = caller.workshop.currency
    fields = body.model_dump(exclude=_NOT_OF_THE_INTAKE)
    advance_minor = to_minor(body.advance_paid, currency, "advance_paid")
    if lines is not None:
        estimated_minor = lines.total_minor
        require_same(body.estimated_amount, estimated_minor, currency)
    elif body.estimated_amount is None and body.estimate_to_follow:
        estimated_minor = 0
    elif body.estimated_amount is None:
        raise InvalidFields({"estimated_amount": "Estimate is required."})
    else:
        estimated_minor = to_minor(body.estimated_amount, currency, "estimated_amount")
    is_known = lines is not None or body.estimated_amount is not None
    if is_known and body.estimate_to_follow:
        raise InvalidFields({"estimate_to_follow": "Enter an estimate, or leave it to follow: not both."})
    if is_known and advance_minor > estimated_minor:
        raise InvalidFields({"advance_paid": "The advance cannot be more than the estimate."})
    fields["phone"] = read_phone(body.phone, currency).stored
    if not normalise_plate(body.vehicle_number):
        raise InvalidFields({"vehicle_number": "Vehicle number needs letters or digits."})
    intake: Any = fields
    job = new_job(
        caller.workshop.id,
        caller.workshop.timezone,
        caller.member.id,
        intake,
        now(),
        estimated_minor=estimated_minor,
        advance_minor=advance_minor,
        job_id=body.id,
    )
    job["number"] = number
    job["paid_minor"] = advance_minor
    if is_known:
        job["outstanding_minor"] = estimated_minor - advance_minor
    else:
        job["estimate_to_follow"] = True
    if lines is not None:
        job["items"], job["pricing"] = lines.items, lines.pricing
    job["search"] = search_tokens(job)
    return job


def job_created(job: JobRow, actor_id: str) -> Event:
    """Return the event of a job taken in: its estimate is owed from now on."""
    return Event(
        EntryKind.JOB_CREATED,
        actor_id,
        job["manager_id"],
        job["created_at"],
        about={"job": job["_id"]},
        postings={Account.RECEIVABLE: job["estimated_minor"], Account.SALES: -job["estimated_minor"]},
        counts={Count.JOBS: 1, count_of(JobStatus(job["status"])): 1},
        receivable_changes=receivable_changes(None, job | {"outstanding_minor": job["estimated_minor"]}),
        facts=facts_of(job),
    )


async def read(caller: Caller, job_id: str, session: Session | None = None, projection: Document = SHOWN) -> JobRow:
    """Return one job, with its lines when read with ``WITH_LINES``.

    Raises NotFound, also for another workshop's or another manager's.
    """
    job = await jobs_of(caller).find_one({"_id": job_id}, projection, session)
    if job is None:
        raise NotFound("job")
    return job


def require_open(job: Mapping[str, Any]) -> None:
    """Raise Conflict for a job that is closed."""
    if job["status"] == JobStatus.CLOSED:
        raise JobClosed("This job is closed. The owner can reopen it.")


def count_of(status: JobStatus) -> Count:
    """Name the count of jobs in a status."""
    return _COUNT_OF[status]


def status_counts(old: JobStatus, new: JobStatus) -> dict[Count, int]:
    """Count a move between statuses."""
    return {} if old is new else {_COUNT_OF[old]: -1, _COUNT_OF[new]: 1}


@dataclass(frozen=True, slots=True)
class MoneyMove:
    """The effect of a payment on its job, given as it was before."""

    job: JobRow
    old_status: JobStatus
    new_status: JobStatus
    receivable_changes: tuple[ReceivableChange, ...]
    # What it takes off what is owed or, while the estimate is to follow, adds to the credit.
    postings: Mapping[Account, int]

    @property
    def counts(self) -> dict[Count, int]:
        """Its counts in the journal."""
        return status_counts(self.old_status, self.new_status)

    @property
    def changes(self) -> dict[str, tuple[str, str]]:
        """Its changes besides money, for the timeline."""
        if self.old_status is self.new_status:
            return {}
        return {"status": (self.old_status.value, self.new_status.value)}


async def changed_once(
    caller: Caller,
    job_id: str,
    body: BaseModel,
    key: IdempotencyKey | None,
    work: Callable[[Session], Awaitable[Mapping[str, Any]]],
) -> Mapping[str, Any]:
    """Change a job in one transaction; return it. With a key that happens once, and a repetition finds the job as it is
    by then.
    """
    if key is None or key.key is None:
        return await caller.db.transaction(work, inserts_last=True)

    async def keyed(session: Session) -> Document:
        return {"id": (await work(session))["_id"]}

    await once(caller.db, caller.user.id, key, body, keyed)
    return await read(caller, job_id)


def money_move(before: JobRow, amount_minor: int) -> MoneyMove:
    """Compute the effect of a payment (negative: its reversal) on a job, given as it was before."""
    old = JobStatus(before["status"])
    if is_to_follow(before):
        return MoneyMove(before, old, old, (), {Account.CUSTOMER_ADVANCES: -amount_minor})
    after = before | {"outstanding_minor": before["outstanding_minor"] - amount_minor}
    new, changes = with_credit(old, after["outstanding_minor"]), receivable_changes(before, after)
    return MoneyMove(before, old, new, changes, {Account.RECEIVABLE: -amount_minor})


async def add_paid(
    caller: Caller,
    session: Session,
    job_id: str,
    amount_minor: int,
    *,
    confirmed_minor: int,
    at: dt.datetime,
    reference: str | None = None,
) -> MoneyMove:
    """Add a payment to what is paid on a job, by one conditional atomic update. From then on the job is found by the
    ``reference``.

    Raises NotFound; Conflict when it is more than is outstanding, unless the estimate is to follow, or the job is
    closed.
    """
    is_open: Document = {"status": {"$ne": JobStatus.CLOSED.value}}
    owing = {"outstanding_minor": {"$gte": amount_minor}, **is_open}
    jobs = jobs_of(caller)
    moved = await change_paid(jobs, session, job_id, amount_minor, owing, confirmed_minor, at, reference)
    if moved is None:
        job = await read(caller, job_id, session)
        if job["status"] == JobStatus.CLOSED:
            raise JobClosed("This job is closed, so no payment can be recorded on it. The owner can reopen it.")
        if is_to_follow(job):
            free = {"estimate_to_follow": True, **is_open}
            moved = await change_paid(jobs, session, job_id, amount_minor, free, confirmed_minor, at, reference)
    if moved is None:
        outstanding_minor, currency = job["outstanding_minor"], caller.workshop.currency
        what = f"Only {shown(outstanding_minor, currency)}" if outstanding_minor else "Nothing"
        raise more_than_outstanding(f"{what} is outstanding on this job.", outstanding_minor, currency)
    return moved


async def change_paid(
    jobs: ScopedRows[JobRow],
    session: Session,
    job_id: str,
    amount_minor: int,
    condition: Document,
    confirmed_minor: int,
    at: dt.datetime,
    reference: str | None = None,
) -> MoneyMove | None:
    """Add to what is paid and confirmed on a job (negative: take away), by one atomic update; None where the job does
    not fulfil the condition.
    """
    change = {
        "paid_minor": {"$add": ["$paid_minor", amount_minor]},
        "confirmed_minor": {"$add": ["$confirmed_minor", confirmed_minor]},
        **less_outstanding(amount_minor, at),
    }
    if reference is not None:
        change["references"] = _united("references", [reference])
        change["search"] = _united("search", reference_tokens([reference]))
    wanted = {"_id": job_id, **condition}
    before = await jobs.update(wanted, [{"$set": change}], session, before=True, projection=SHOWN)
    return None if before is None else money_move(before, amount_minor)


def less_outstanding(amount_minor: int, at: dt.datetime) -> Document:
    """Build, for the pipeline of an update, what follows for a job of which less (negative: more) is outstanding."""
    rest = {"$cond": ["$estimate_to_follow", 0, {"$subtract": ["$outstanding_minor", amount_minor]}]}
    becomes = with_credit_expression("$status", rest)
    return {
        "outstanding_minor": rest,
        "status": becomes,
        "version": {"$add": ["$version", {"$cond": [{"$eq": [becomes, "$status"]}, 0, 1]}]},
        "updated_at": at,
    }


def more_than_outstanding(said: str, outstanding_minor: int, currency: str) -> Conflict:
    """Build the refusal of an amount that is more than is outstanding, with what is."""
    extra = {"outstanding_amount": to_wire(outstanding_minor, currency)}
    return MoreThanOutstanding(said, extra=extra)


def _united(field: str, values: list[str]) -> Document:
    return {"$setUnion": [{"$ifNull": [f"${field}", []]}, {"$literal": values}]}


async def add_confirmed(
    caller: Caller, session: Session, job_id: str, amount_minor: int, at: dt.datetime
) -> JobRow | None:
    """Add to what the owner has confirmed on a job; return what the job is called."""
    change = {"$inc": {"confirmed_minor": amount_minor}, "$set": {"updated_at": at}}
    return await jobs_of(caller).update({"_id": job_id}, change, session, projection=CALLED)


def powers_of(caller: Caller) -> Powers:
    """Say what the caller may do to the status of a job."""
    return Powers(caller.may(Permission.JOBS_REOPEN), caller.may(Permission.JOBS_CLOSE_OWING))


def moves_of(caller: Caller, job: Document) -> tuple[JobStatus, ...]:
    """List the statuses that the caller can move a job to."""
    status, outstanding_minor = JobStatus(job["status"]), job["outstanding_minor"]
    return allowed_moves(status, outstanding_minor, powers_of(caller), has_estimate=not is_to_follow(job))
