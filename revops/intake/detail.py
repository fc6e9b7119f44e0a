"""A job with its bill, its payments and its timeline."""

from revops.access.caller import Caller
from revops.billing import pricing
from revops.core.errors import NotFound
from revops.jobs import service as jobs
from revops.jobs import timeline
from revops.jobs.upkeep import closes_on
from revops.mongo.client import Document
from revops.mongo.scoped import Related
from revops.payments.service import payment_out

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
