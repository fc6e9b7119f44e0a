"""The list of jobs: filters, search and pages, each answered from an index."""

from fastapi import Request

from revops.core.filters import within
from revops.deps import Caller
from revops.jobs.schemas import JobQuery
from revops.jobs.search import search_filter
from revops.jobs.service import NOT_SHOWN, job_out, jobs_of
from revops.mongo.client import Document
from revops.mongo.paging import read_page


async def list_jobs(caller: Caller, wanted: JobQuery, request: Request) -> tuple[list[Document], str | None]:
    """Return one page and the link to the next, if there is one."""
    jobs = jobs_of(caller)
    by_amount = wanted.sort == "-remaining_amount"
    clauses: list[Document] = [within("created_at", wanted.first_day, wanted.last_day, caller.workshop.timezone)]
    if wanted.status:
        statuses = [status.value for status in wanted.status]
        clauses.append({"status": statuses[0] if len(statuses) == 1 else {"$in": statuses}})
    if wanted.manager_id is not None and caller.is_owner:
        clauses.append({"manager_id": wanted.manager_id})
    if wanted.outstanding or by_amount:
        clauses.append({"outstanding_minor": {"$gt": 0}})
    if wanted.outstanding is False:
        clauses.append({"outstanding_minor": 0})
    if wanted.q:
        found = await search_filter(jobs, wanted.q)
        if found is None:
            return [], None
        clauses.append(found)
    rows, link = await read_page(
        jobs,
        clauses,
        "outstanding_minor" if by_amount else "created_at",
        wanted,
        request,
        direction=1 if wanted.sort == "created_at" else -1,
        is_time=not by_amount,
        projection=NOT_SHOWN,
    )
    names = await caller.services.names({row["manager_id"] for row in rows})
    currency = caller.workshop.currency
    return [job_out(row, currency, names.get(row["manager_id"])) for row in rows], link
