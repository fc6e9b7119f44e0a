"""Refusals of jobs, and of money on them. ``core.errors`` says what each status means."""

from revops.core.errors import Conflict, NotAllowed


class MoneyOutstanding(Conflict):
    """Money is outstanding, and only somebody else may go on in spite of it."""

    code = "money_outstanding"


class HasNoJobs(Conflict):
    """Nobody of this role has jobs that could be handed over."""

    code = "has_no_jobs"


class NotYourJob(NotAllowed):
    """Somebody else decides who has this job."""

    code = "not_your_job"


class MoreThanOutstanding(Conflict):
    """A payment or a write-off is larger than what is outstanding."""

    code = "more_than_outstanding"


class NeedsApproval(Conflict):
    """More is to be charged for a service than the customer approved."""

    code = "needs_approval"


class JobClosed(Conflict):
    """The job is closed."""

    code = "job_closed"


class JobCancelled(Conflict):
    """The job was cancelled."""

    code = "job_cancelled"


class JobInvoiced(Conflict):
    """The job has an invoice, so it cannot be cancelled."""

    code = "job_invoiced"


class MoneyPaid(Conflict):
    """Money was paid on the job, so it cannot be cancelled."""

    code = "money_paid"


class AnothersJob(Conflict):
    """The job is another's, or was delivered, so somebody else has to cancel it."""

    code = "anothers_job"


class MoreThanPaid(Conflict):
    """A refund is larger than what is paid."""

    code = "more_than_paid"


class PaymentRefunded(Conflict):
    """Money paid was refunded since, so the payment stays."""

    code = "payment_refunded"


class StatusMoveNotAllowed(Conflict):
    """A job in this status cannot move to that one."""

    code = "status_move_not_allowed"


class EstimateMissing(Conflict):
    """The estimate is still to follow, and is needed for this."""

    code = "estimate_missing"


class UndoTooLate(Conflict):
    """The move is not the caller's last one, or more than a minute old."""

    code = "undo_too_late"


class EstimateBelowPaid(Conflict):
    """The estimate would be less than what was paid or written off."""

    code = "estimate_below_paid"


class DiscountAboveCap(Conflict):
    """A line has more discount than the caller may give without the owner's word."""

    code = "discount_above_cap"


class InvoiceIssued(Conflict):
    """The job has an invoice, so its amounts stay."""

    code = "invoice_issued"


class NothingOwed(Conflict):
    """Nothing is outstanding that could be written off."""

    code = "nothing_owed"
