"""The list of jobs: filters, search and pages, each answered from an index."""

import datetime as dt

from revops.access.caller import Caller
from revops.core.time import day_of, now
from revops.jobs.row import JobRow
from revops.jobs.schemas import Due, JobQuery
from revops.jobs.search import search_filter
from revops.jobs.service import SHOWN, jobs_of
from revops.jobs.status import OPEN, JobStatus
from revops.mongo.client import Document
from revops.mongo.filters import within, within_days
from revops.mongo.paging import read_page


def open_jobs(due: Due | None, at: dt.datetime, timezone: str) -> Document:
    """Return the filter for jobs still to be done at an instant: all, those due that day, or those due before it."""
    clause: Document = {"status": {"$in": [status.value for status in OPEN]}}
    today = dt.date.fromisoformat(day_of(at, timezone))
    if due == "today":
        clause |= within("due_at", today, today, timezone)
    elif due == "overdue":
        clause |= within("due_at", None, today - dt.timedelta(days=1), timezone)
    return clause


async def list_jobs(caller: Caller, wanted: JobQuery) -> tuple[list[JobRow], str | None]:
    """Read one page and the cursor of the next, if there is one."""
    jobs = jobs_of(caller)
    by_due = wanted.due is not None or wanted.sort == "due_at"
    by_amount = wanted.sort == "-remaining_amount" and not by_due
    days, workshop = (wanted.first_day, wanted.last_day), caller.workshop
    clauses: list[Document] = [within_days("taken_on", "created_at", *days, workshop.timezone, workshop.zones)]
    if wanted.status:
        statuses = [status.value for status in wanted.status]
        clauses.append({"status": statuses[0] if len(statuses) == 1 else {"$in": statuses}})
    if wanted.manager_id is not None and caller.sees_all:
        clauses.append({"manager_id": wanted.manager_id})
    if wanted.customer_id:
        clauses.append({"customer_id": {"$in": wanted.customer_id}})
    if wanted.vehicle_id is not None:
        clauses.append({"vehicle_id": wanted.vehicle_id})
    if by_due:
        clauses.append(open_jobs(wanted.due, now(), caller.workshop.timezone))
    if wanted.outstanding or by_amount:
        clauses.append({"outstanding_minor": {"$gt": 0}})
    if wanted.outstanding is False:
        clauses.append({"outstanding_minor": 0})
    if wanted.invoiced is not None:
        to_invoice: Document = {"invoice_id": None, "estimated_minor": {"$gt": 0}}
        clauses.append({"invoice_id": {"$ne": None}} if wanted.invoiced else to_invoice)
    if wanted.cancelled is not None:
        cancelled: Document = {"status": JobStatus.CLOSED, "cancelled_at": {"$ne": None}}
        clauses.append(cancelled if wanted.cancelled else {"cancelled_at": None})
    if wanted.q:
        found = await search_filter(jobs, wanted.q, caller.workshop.currency)
        if found is None:
            return [], None
        clauses.append(found)
    return await read_page(
        jobs,
        clauses,
        "due_at" if by_due else "outstanding_minor" if by_amount else "created_at",
        wanted,
        direction=1 if by_due or wanted.sort == "created_at" else -1,
        is_time=not by_amount,
        projection=SHOWN,
    )
