"""The part of an estimate that a garage asks for before the work is done."""

from dataclasses import dataclass

from revops.access.caller import WorkshopContext
from revops.billing.pricing import Biller
from revops.core.money import percent_of
from revops.jobs.row import JobRow, is_to_follow
from revops.jobs.status import JobStatus

# When the work is done, all of it is due.
_BEFORE_IT_IS_DONE = (JobStatus.PENDING, JobStatus.IN_PROGRESS, JobStatus.WAITING_FOR_PARTS)


@dataclass(frozen=True, slots=True)
class Advance:
    """The sum that is asked for in advance, and what of it is not paid."""

    percent: int
    asked_minor: int
    open_minor: int


def advance_of(workshop: WorkshopContext, biller: Biller, job: JobRow) -> Advance | None:
    """Compute what is asked for in advance on a job as it stands; None where nothing is, or no more."""
    is_asked = job["status"] in _BEFORE_IT_IS_DONE and job.get("cancelled_at") is None and not is_to_follow(job)
    return advance_on(workshop, biller, job, job["estimated_minor"]) if is_asked else None


def advance_on(workshop: WorkshopContext, biller: Biller, job: JobRow, estimated_minor: int) -> Advance | None:
    """Compute what would be asked for in advance of an estimate; whole where the garage's totals are."""
    if workshop.advance_percent is None or estimated_minor <= 0:
        return None
    asked_minor = percent_of(estimated_minor, workshop.advance_percent, biller.round_to_minor)
    return Advance(workshop.advance_percent, asked_minor, max(0, asked_minor - job["paid_minor"]))
