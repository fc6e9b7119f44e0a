"""The list of jobs: filters, search and pages, each answered from an index."""

import datetime as dt
from dataclasses import dataclass

from fastapi import Request

from revops.core.filters import after, within
from revops.core.pagination import Position, decode_cursor, encode_cursor, next_link
from revops.core.time import millis
from revops.deps import Caller
from revops.jobs.schemas import Sort
from revops.jobs.search import search_filter
from revops.jobs.service import job_out, jobs_of
from revops.jobs.status import JobStatus
from revops.mongo.client import Document


@dataclass(frozen=True, slots=True)
class JobFilter:
    """What to list."""

    status: list[JobStatus] | None = None
    manager_id: str | None = None
    q: str | None = None
    first_day: dt.date | None = None
    last_day: dt.date | None = None
    outstanding: bool | None = None
    sort: Sort = "-created_at"


async def list_jobs(
    caller: Caller, wanted: JobFilter, limit: int, cursor: str | None, request: Request
) -> tuple[list[Document], str | None]:
    """Return one page and the link to the next, if there is one."""
    jobs = jobs_of(caller)
    direction = 1 if wanted.sort == "created_at" else -1
    by_amount = wanted.sort == "-remaining_amount"
    field = "outstanding_minor" if by_amount else "created_at"
    position = decode_cursor(cursor, wanted.sort)
    clauses: list[Document] = [within("created_at", wanted.first_day, wanted.last_day, caller.workshop.timezone)]
    if wanted.status:
        statuses = [status.value for status in wanted.status]
        clauses.append({"status": statuses[0] if len(statuses) == 1 else {"$in": statuses}})
    if wanted.manager_id is not None and caller.is_owner:
        clauses.append({"manager_id": wanted.manager_id})
    if wanted.outstanding or by_amount:
        clauses.append({"outstanding_minor": {"$gt": 0}})
    elif wanted.outstanding is False:
        clauses.append({"outstanding_minor": 0})
    if wanted.q:
        found = await search_filter(jobs, wanted.q)
        if found is None:
            return [], None
        clauses.append(found)
    clauses.append(after(field, position, direction, is_time=not by_amount))
    query = {"$and": used} if len(used := [c for c in clauses if c]) > 1 else (used[0] if used else {})
    rows = await jobs.find(
        query, {"search": 0, "plate": 0}, sort=[(field, direction), ("_id", direction)], limit=limit + 1
    ).to_list()
    link = None
    if len(rows) > limit:
        rows.pop()
        last = rows[-1]
        value = last[field] if by_amount else millis(last[field])
        link = next_link(request, encode_cursor(Position(value, last["_id"]), wanted.sort))
    names = await caller.services.names({row["manager_id"] for row in rows})
    currency = caller.workshop.currency
    return [job_out(row, currency, names.get(row["manager_id"])) for row in rows], link
