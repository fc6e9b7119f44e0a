"""A job with its payments and the newest of its timeline."""

from dataclasses import dataclass

from revops.access.caller import Caller
from revops.core.errors import NotFound
from revops.jobs import service as jobs
from revops.jobs import timeline
from revops.jobs.odometer import LATEST_READINGS, km_at_intake
from revops.mongo.client import Document
from revops.mongo.scoped import Related

# What is shown with a job. The job is the caller's to see, and so is all that happened on it, whoever did it.
_OF_A_JOB = {
    "payments": Related("payments", "job_id", sort=[("payment_date", -1), ("_id", -1)], limit=1000),
    "entries": timeline.NEWEST_ENTRIES,
    "vehicles": Related("vehicles", "_id", sort=[("_id", 1)], limit=1, fields=LATEST_READINGS, local="vehicle_id"),
}


@dataclass(frozen=True, slots=True)
class JobWithAll:
    """A job, its payments and the newest entries of its timeline, and the cursor of the earlier ones."""

    job: Document
    payments: list[Document]
    entries: list[Document]
    earlier: str | None
    odometer_km: int | None


async def read_with_all(caller: Caller, job_id: str) -> JobWithAll:
    """Read a job with its payments and the newest of its timeline, all of one instant. Raises NotFound."""
    job = await jobs.jobs_of(caller).find_one_naive_with({"_id": job_id}, jobs.WITH_LINES, _OF_A_JOB)
    if job is None:
        raise NotFound("job")
    payments, (entries, earlier) = job.pop("payments"), timeline.newest(job.pop("entries"))
    vehicle = next(iter(job.pop("vehicles")), None)
    return JobWithAll(job, payments, entries, earlier, km_at_intake(vehicle, job_id))
