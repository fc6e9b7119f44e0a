"""A job goes over to another member: what is owed on it, what it is worth and where it stands count for him then.

Money that was paid before stays with whom it was paid to. So the one gives and the other takes an entry each that
balance, with what was paid between them.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from revops.access.caller import Caller
from revops.access.errors import MemberLeft
from revops.access.members import membership_of
from revops.access.permissions import Permission
from revops.core.errors import InvalidFields
from revops.core.time import now
from revops.jobs import completion
from revops.jobs.errors import HasNoJobs, NotYourJob
from revops.jobs.receivables import owed_by
from revops.jobs.row import JobRow, credit_minor, written_off_minor
from revops.jobs.schemas import Reassign
from revops.jobs.service import SHOWN, count_of, jobs_of, read, require_open
from revops.jobs.status import JobStatus
from revops.jobs.wire import jobs_out
from revops.journal.accounts import Account
from revops.journal.entry import Count, EntryKind, Event, Postings, ReceivableChange, add_postings
from revops.mongo.client import Document, Session
from revops.mongo.idempotency import IdempotencyKey, once
from revops.mongo.scoped import Scoped

# Not delivered and paid, nor closed: somebody has still to do something about them.
STILL_OPEN = tuple(status.value for status in JobStatus if status not in (JobStatus.DELIVERED, JobStatus.CLOSED))


# May have a job: who changes jobs, or moves the work along.
_HAVE_JOBS = {Permission.JOBS_UPDATE, Permission.WORK_UPDATE}
_MAX_LISTED = 500


def may_reassign(caller: Caller) -> bool:
    """Tell whether the caller may give jobs to others: the owner any, and who sees all jobs his own."""
    return caller.may(Permission.JOBS_HAND_OVER) or caller.sees_all


async def list_takers(caller: Caller) -> list[Document]:
    """Read who works here and can have a job, longest-serving first; nobody for whoever may not reassign."""
    if not may_reassign(caller):
        return []
    here = Scoped(caller.db, "members", caller.scope.whole_workshop())
    rows = await here.find({"left_at": None}, sort=[("joined_at", 1), ("_id", 1)], limit=_MAX_LISTED).to_list()
    found = [member for row in rows if (member := membership_of(row)).permissions & _HAVE_JOBS]
    names = await caller.services.names({member.id for member in found})
    return [{"id": member.id, "name": names.get(member.id), "role": member.role} for member in found]


async def reassign(caller: Caller, job_id: str, body: Reassign, key: IdempotencyKey) -> Document:
    """Give a job to another member. Raises NotFound; NotAllowed for whoever may not; InvalidFields and Conflict for one
    who cannot have it, and for a job that is closed.
    """

    async def work(session: Session) -> Document:
        job: Mapping[str, Any] = await read(caller, job_id, session)
        if not caller.may(Permission.JOBS_HAND_OVER) and not (
            may_reassign(caller) and job["manager_id"] == caller.member.id
        ):
            raise NotYourJob("Only the owner, or whoever has this job, can give it to somebody else.")
        require_open(job)
        if job["manager_id"] != body.manager_id:
            taker = await require_taker(caller, session, body.manager_id, "manager_id")
            (job,) = await hand_over(caller, session, [job], taker)
        (shown,) = await jobs_out(caller, [job])
        return {"message": "Job reassigned", "job": shown}

    return await once(caller.db, caller.user.id, key, body, work)


async def require_taker(caller: Caller, session: Session, member_id: str, field: str) -> Document:
    """Read the member who is to have jobs. Raises InvalidFields for nobody of this garage, Conflict for one who left or
    has no jobs.
    """
    member = await Scoped(caller.db, "members", caller.scope.whole_workshop()).find_one(
        {"_id": member_id}, session=session
    )
    if member is None:
        raise InvalidFields({field: "Nobody of this garage has this id."})
    name = (await caller.services.names({member_id})).get(member_id, "This member")
    if member["left_at"] is not None:
        raise MemberLeft(f"{name} has left this garage. Choose somebody who works here.")
    allowed = membership_of(member).permissions
    if not allowed & _HAVE_JOBS:
        raise HasNoJobs(f"{name} has no jobs here, as {member['role']}. Choose somebody who has.")
    return member


async def hand_over(
    caller: Caller, session: Session, jobs: Sequence[Mapping[str, Any]], to: Document
) -> list[Document]:
    """Give jobs, as read with ``SHOWN``, to another member, with their papers. Returns the jobs as they are then."""
    at = now()
    changes, events, given = [], [], []
    job_ids = [job["_id"] for job in jobs]
    posted = await caller.services.postings_of_jobs(caller.db, session, caller.workshop.id, job_ids)
    for job in jobs:
        moved = {"from": job["manager_id"], "to": to["_id"], "at": at, "paid_minor": job["paid_minor"]}
        as_read = {"_id": job["_id"], "version": job["version"]}
        set_to = {"manager_id": to["_id"], "updated_at": at}
        given.append({**job, **set_to, "version": job["version"] + 1})
        changes.append((as_read, {"$set": set_to, "$push": {"handed_over": moved}, "$inc": {"version": 1}}))
        events += _events(job, posted.get(job["_id"], {}), caller.user.id, to["_id"], at)
    changed = await jobs_of(caller).update_each(changes, session)
    assert changed == len(changes), "the transaction's snapshot holds these versions"
    of_these = {"job_id": {"$in": job_ids}}
    for name, field in caller.services.shown_with_job.items():
        await _show(caller, session, name, [job[field] for job in jobs if job.get(field) is not None], to["_id"])
    for name in caller.services.follows_job:
        await Scoped(caller.db, name, caller.scope).update_all(of_these, {"$set": {"manager_id": to["_id"]}}, session)
    await caller.record(session, *events)
    return given


async def read_open(caller: Caller, session: Session, member_id: str, limit: int) -> list[JobRow]:
    """Read jobs of a member that somebody has still to see to, the oldest first."""
    wanted = {"manager_id": member_id, "status": {"$in": list(STILL_OPEN)}}
    order = [("created_at", 1), ("_id", 1)]
    return await jobs_of(caller).find(wanted, SHOWN, sort=order, limit=limit, session=session).to_list()


async def _show(caller: Caller, session: Session, name: str, ids: list[str], member_id: str) -> None:
    """Show records to a member; where one was merged into another, the other, too."""
    records = Scoped(caller.db, name, caller.scope.whole_workshop())
    while ids:
        await records.update_all({"_id": {"$in": ids}}, {"$addToSet": {"manager_ids": member_id}}, session)
        merged = {"_id": {"$in": ids}, "merged_into": {"$ne": None}}
        ids = [row["merged_into"] async for row in records.find(merged, {"merged_into": 1}, session=session)]


def _events(job: Mapping[str, Any], posted: Postings, actor_id: str, to_id: str, at: dt.datetime) -> list[Event]:
    """Build the entries that take a job, with what was ``posted`` in the place of its sales, from one to the other."""
    from_id, outstanding_minor = job["manager_id"], job["outstanding_minor"]
    of_job = {
        Account.RECEIVABLE: outstanding_minor,
        Account.SALES: -job["estimated_minor"],
        Account.HANDED_OVER: job["paid_minor"],
        Account.WRITE_OFF: written_off_minor(job),
        Account.CUSTOMER_ADVANCES: -credit_minor(job),
    }
    moved = add_postings(of_job, posted)
    counts = {Count.JOBS: 1, count_of(JobStatus(job["status"])): 1}
    if job["completed_at"] is not None:
        counts |= completion.completed_counts(
            job["created_at"], job["completed_at"], is_on_time=job["completed_on_time"]
        )
    return [
        Event(
            kind,
            actor_id,
            whose,
            at,
            about={"job": job["_id"]},
            changes={"manager_id": (from_id, to_id)} if sign > 0 else {},
            postings={account: sign * minor for account, minor in moved.items()},
            counts={name: sign * count for name, count in counts.items()},
            receivable_changes=_owed(job, sign),
        )
        for kind, whose, sign in ((EntryKind.JOB_HANDED_OVER, from_id, -1), (EntryKind.JOB_TAKEN_OVER, to_id, 1))
    ]


def _owed(job: Mapping[str, Any], sign: int) -> tuple[ReceivableChange, ...]:
    minor = job["outstanding_minor"]
    return (ReceivableChange(owed_by(job), job["taken_on"], sign * minor, sign),) if minor else ()
