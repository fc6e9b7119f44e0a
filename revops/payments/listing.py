"""Lists of payments, alone and within their job."""

from fastapi import Request

from revops.billing import pricing
from revops.core.errors import NotFound
from revops.deps import Caller
from revops.jobs import service as jobs
from revops.jobs import timeline
from revops.jobs.upkeep import closes_on
from revops.mongo.client import Document
from revops.mongo.filters import within_days
from revops.mongo.paging import read_page
from revops.mongo.scoped import Related
from revops.payments.schemas import PaymentQuery
from revops.payments.service import listed_payment_out, payment_out, payments_of


def verdict_filter(confirmed: bool | None, rejected: bool | None) -> Document:
    """Return the filter for verdicts: ``confirmed=false`` alone is what still awaits one."""
    verdicts = {"pending", "confirmed", "rejected"}
    if confirmed is not None:
        verdicts &= {"confirmed"} if confirmed else ({"pending"} if rejected is None else {"pending", "rejected"})
    if rejected is not None:
        verdicts &= {"rejected"} if rejected else {"pending", "confirmed"}
    if len(verdicts) == 3:
        return {}
    return {"verdict": next(iter(verdicts)) if len(verdicts) == 1 else {"$in": sorted(verdicts)}}


async def list_payments(caller: Caller, wanted: PaymentQuery, request: Request) -> tuple[list[Document], str | None]:
    """Return one page, newest first, and the link to the next, if there is one."""
    days, workshop = (wanted.first_day, wanted.last_day), caller.workshop
    clauses: list[Document] = [
        within_days("day", "payment_date", *days, workshop.timezone, workshop.zones),
        verdict_filter(wanted.confirmed, wanted.rejected),
        {"job_id": wanted.job_id} if wanted.job_id else {},
        {"manager_id": wanted.manager_id} if wanted.manager_id and caller.is_owner else {},
        {"method": wanted.method} if wanted.method else {},
    ]
    rows, link = await read_page(payments_of(caller), clauses, "payment_date", wanted, request)
    return await with_jobs(caller, rows), link


async def with_jobs(caller: Caller, rows: list[Document]) -> list[Document]:
    """Return payments as lists show them, each with its job and the names of who was involved."""
    by_id = await jobs.jobs_of(caller).by_id({row["job_id"] for row in rows}, jobs.CALLED)
    names = await caller.services.names({row[who] for row in rows for who in ("manager_id", "collected_by")})
    currency = caller.workshop.currency
    return [listed_payment_out(row, currency, names, by_id.get(row["job_id"])) for row in rows]


# What is shown with a job. The job is the caller's to see, and so is all that happened on it, whoever did it.
_OF_A_JOB = {
    "payments": Related("payments", "job_id", sort=[("payment_date", -1), ("_id", -1)], limit=1000),
    "entries": timeline.NEWEST_ENTRIES,
}


async def job_detail(caller: Caller, job_id: str) -> Document:
    """Return a job with its payments and the newest of its timeline, all of one instant. Raises NotFound."""
    currency = caller.workshop.currency
    job = await jobs.jobs_of(caller).find_one_with({"_id": job_id}, jobs.NOT_READ, _OF_A_JOB)
    if job is None:
        raise NotFound("job")
    rows, (entries, earlier) = job.pop("payments"), timeline.newest(job.pop("entries"))
    actors = {entry["actor_id"] for entry in entries} | {row["collected_by"] for row in rows}
    names = await caller.services.names(actors | {job["manager_id"]})
    bill = pricing.stored_bill(job)
    return {
        **jobs.job_out(jobs.listed(job), currency, names.get(job["manager_id"])),
        "bill": pricing.bill_out(bill, currency) if bill else None,
        "payments": [payment_out(row, currency, names) for row in rows],
        "updates": timeline.updates_out(entries, currency, names),
        "updates_cursor": earlier,
        "allowed_statuses": jobs.moves_of(caller, job),
        "closes_on": closes_on(job, caller.workshop.timezone),
        "warnings": jobs.warnings_of(job, currency),
    }
