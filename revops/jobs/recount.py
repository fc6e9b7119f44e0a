"""Jobs, counted for `revops verify`."""

from revops.jobs.fields import STORED, compare_job
from revops.journal.entry import ALL_TIME, Balance, owed_key
from revops.journal.recount import Recount
from revops.mongo.client import Document


async def count_jobs(recount: Recount) -> None:
    """Count what jobs cost and owe; their payments are counted already."""
    amounts = ("estimated_minor", "paid_minor", "confirmed_minor", "written_off_minor", "outstanding_minor")
    receivable = dict(recount.receivable)
    async for job in recount.find("jobs", "handed_over", "customer_id", *amounts, *STORED):
        recount.report.jobs += 1
        compare_job(job, recount.fields)
        if recount.report.jobs % 5000 == 0:
            recount.progress("jobs", recount.report.jobs)
        job_id, manager_id, estimated = job["_id"], job["manager_id"], job["estimated_minor"]
        paid, written_off = recount.paid.pop(job_id, 0), job.get("written_off_minor", 0)
        # While the estimate is to follow, what is paid is a credit.
        credit = paid if job.get("estimate_to_follow") else 0
        owed = estimated + credit - paid - written_off
        for name, stored, counted in (
            ("paid", job["paid_minor"], paid),
            ("confirmed", job["confirmed_minor"], recount.confirmed[job_id]),
            ("outstanding", job["outstanding_minor"], owed),
            ("receivable in the journal", receivable.pop(job_id, 0), owed),
        ):
            if stored != counted:
                recount.report.found(f"job {job_id}: {name} is {stored}, its estimate and payments make {counted}")
        if owed < 0:
            more = f"more is paid ({paid}) and written off ({written_off})" if written_off else f"more is paid ({paid})"
            recount.report.found(f"job {job_id}: {more} than estimated ({estimated})")
        recount.count(manager_id, "accounts.sales", -estimated)
        recount.count(manager_id, "counts.jobs", 1)
        recount.count(manager_id, f"counts.status_{job['status']}", 1)
        recount.count(manager_id, "accounts.write_off", written_off)
        recount.count(manager_id, "accounts.customer_advances", -credit)
        if owed:
            _count_owing(recount, job, owed)
        _count_completed(recount, job)
        for moved in job.get("handed_over", ()):
            recount.count(moved["from"], "accounts.handed_over", -moved["paid_minor"])
            recount.count(moved["to"], "accounts.handed_over", moved["paid_minor"])
    for job_id in recount.paid:
        recount.report.found(f"job {job_id} has payments but does not exist")
    for job_id, amount_minor in receivable.items():
        if amount_minor:
            recount.report.found(f"job {job_id} has journal entries but does not exist")


def _count_owing(recount: Recount, job: Document, outstanding_minor: int) -> None:
    manager_id, intake = job["manager_id"], owed_key(job["taken_on"])
    for day in (ALL_TIME, intake):
        recount.count(manager_id, "accounts.receivable", outstanding_minor, day)
        recount.count(manager_id, "counts.jobs_owing", 1, day)
    customer_id = job.get("customer_id")
    recount.balances.setdefault(job["_id"] if customer_id is None else customer_id, Balance()).add(outstanding_minor, 1)


def _count_completed(recount: Recount, job: Document) -> None:
    completed_at, on_time = job["completed_at"], job["completed_on_time"]
    if (completed_at is None) != (on_time is None):
        recount.report.found(f"job {job['_id']}: completed_at is {completed_at}, completed_on_time is {on_time}")
    elif completed_at is not None:
        minutes = max(int((completed_at - job["created_at"]).total_seconds() // 60), 0)
        recount.count(job["manager_id"], "counts.completed", 1)
        recount.count(job["manager_id"], "counts.turnaround_minutes", minutes)
        recount.count(job["manager_id"], "counts.on_time", int(on_time))
