"""Jobs that nobody finishes: the car is long gone, was paid for beside the books, and the job stays open."""

import datetime as dt
from collections import defaultdict

from revops.access.caller import Services, WorkshopContext
from revops.core.time import zone
from revops.exceptions.finding import Finding, exceptions_of, note
from revops.exceptions.kinds import ExceptionKind
from revops.exceptions.row import exception_id
from revops.exceptions.rules.asking import MAX_JOBS_NAMED
from revops.jobs.status import OPEN, JobStatus
from revops.mongo.client import Document, Session
from revops.mongo.scoped import Scoped, TenantScope

KIND = ExceptionKind.LEFT_OPEN
# Parts are waited for; so long after its promise a car is here no more, or its customer asks.
_LATE = dt.timedelta(days=14)
_MAX_JOBS = 1000
_SHOWN: Document = {"manager_id": 1, "outstanding_minor": 1}


async def find(services: Services, workshop: WorkshopContext, at: dt.datetime) -> None:
    """Ask about the jobs of each member that are open two weeks after their promise, once a month."""
    month = f"{at.astimezone(zone(workshop.timezone)):%Y-%m}"
    by_member: defaultdict[str, list[Document]] = defaultdict(list)
    for job in await _late_jobs(services, workshop.id, at - _LATE):
        by_member[job["manager_id"]].append(job)
    findings = [_about(member_id, month, at, jobs) for member_id, jobs in by_member.items()]
    ids = [exception_id(workshop.id, KIND, finding.cause) for finding in findings]
    known = exceptions_of(services.db, workshop.id)
    if not findings or await known.count({"_id": {"$in": ids}}, limit=len(ids)) == len(ids):
        return

    async def work(session: Session) -> None:
        await note(services.db, session, workshop.id, findings, reopens=False)

    await services.db.transaction(work)


async def _late_jobs(services: Services, workshop_id: str, before: dt.datetime) -> list[Document]:
    jobs = Scoped(services.db, "jobs", TenantScope(workshop_id))
    owed: Document = {"outstanding_minor": {"$gt": 0}}
    at_work: Document = {**owed, "status": {"$in": [status.value for status in OPEN]}, "due_at": {"$lt": before}}
    found = await jobs.find(at_work, _SHOWN, sort=[("due_at", 1), ("_id", 1)], limit=_MAX_JOBS).to_list()
    done: Document = {**owed, "status": JobStatus.COMPLETED.value, "completed_at": {"$lt": before}}
    order = [("created_at", 1), ("_id", 1)]
    return found + await jobs.find(done, _SHOWN, sort=order, limit=_MAX_JOBS).to_list()


def _about(member_id: str, month: str, at: dt.datetime, jobs: list[Document]) -> Finding:
    largest = sorted(jobs, key=lambda job: -job["outstanding_minor"])[:MAX_JOBS_NAMED]
    facts = {"jobs": len(jobs), "job_ids": [job["_id"] for job in largest]}
    minor = sum(job["outstanding_minor"] for job in jobs)
    return Finding(KIND, f"{member_id}:{month}", at, member_id, minor, facts=facts)
