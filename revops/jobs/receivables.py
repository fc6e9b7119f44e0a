"""Changes of what a customer owes, made by changes of a job."""

from revops.jobs.row import JobRow
from revops.journal.entry import ReceivableChange


def receivable_changes(before: JobRow | None, after: JobRow) -> tuple[ReceivableChange, ...]:
    """Compute the changes of what customers owe on a job. ``before`` is None for a job that is new.

    A change of the phone moves what is owed from one customer to the other; a change of the name alone is told too.
    """
    was_minor, is_minor = before["outstanding_minor"] if before else 0, after["outstanding_minor"]
    intake_day, phone, name = after["taken_on"], after["phone"], after["customer_name"]
    if before is not None and before["phone"] != phone:
        moves = ((before["phone"], before["customer_name"], -was_minor, -1), (phone, name, is_minor, 1))
        return tuple(ReceivableChange(p, n, intake_day, minor, jobs) for p, n, minor, jobs in moves if minor)
    is_renamed = before is not None and before["customer_name"] != name and is_minor > 0
    if was_minor == is_minor and not is_renamed:
        return ()
    open_jobs = (is_minor > 0) - (was_minor > 0)
    return (ReceivableChange(phone, name, intake_day, is_minor - was_minor, open_jobs),)
