"""Changes of what a customer owes, made by changes of a job."""

from collections.abc import Mapping
from typing import Any

from revops.jobs.row import JobRow
from revops.journal.entry import ReceivableChange


def owed_by(job: Mapping[str, Any]) -> str:
    """Name who owes what is owed on a job: its customer; until it names one, the job stands for him."""
    return str(job.get("customer_id") or job["_id"])


def receivable_changes(before: JobRow | None, after: JobRow) -> tuple[ReceivableChange, ...]:
    """Compute the changes of what customers owe on a job. ``before`` is None for a job that is new.

    A job that is another customer's from now on moves what is owed on it from the one to the other.
    """
    was_minor, is_minor = before["outstanding_minor"] if before else 0, after["outstanding_minor"]
    intake_day, customer = after["taken_on"], owed_by(after)
    if before is not None and owed_by(before) != customer:
        moves = ((owed_by(before), -was_minor, -1), (customer, is_minor, 1))
        return tuple(ReceivableChange(whose, intake_day, minor, jobs) for whose, minor, jobs in moves if minor)
    if was_minor == is_minor:
        return ()
    open_jobs = (is_minor > 0) - (was_minor > 0)
    return (ReceivableChange(customer, intake_day, is_minor - was_minor, open_jobs),)
