"""Refusals of jobs, and of money on them. ``core.errors`` says what each status means."""

from revops.core.errors import Conflict


class MoneyOutstanding(Conflict):
    """Money is outstanding, and only somebody else may go on in spite of it."""

    code = "money_outstanding"


class HasNoJobs(Conflict):
    """Nobody of this role has jobs that could be handed over."""

    code = "has_no_jobs"


class MoreThanOutstanding(Conflict):
    """A payment or a write-off is larger than what is outstanding."""

    code = "more_than_outstanding"


class JobClosed(Conflict):
    """The job is closed."""

    code = "job_closed"


class StatusMoveNotAllowed(Conflict):
    """A job in this status cannot move to that one."""

    code = "status_move_not_allowed"


class EstimateBelowPaid(Conflict):
    """The estimate would be less than what was paid or written off."""

    code = "estimate_below_paid"


class InvoiceIssued(Conflict):
    """The job has an invoice, so its amounts stay."""

    code = "invoice_issued"


class NothingOwed(Conflict):
    """Nothing is outstanding that could be written off."""

    code = "nothing_owed"
