"""Refusals of customers. ``core.errors`` says what each status means."""

from revops.core.errors import Conflict


class JobStillOpen(Conflict):
    """The customer has a job that is not delivered."""

    code = "job_open"


class SameCustomer(Conflict):
    """A customer cannot be merged with himself."""

    code = "same_customer"


class CustomerErased(Conflict):
    """The customer was erased on request."""

    code = "customer_erased"


class NotMerged(Conflict):
    """There is no merge of these two that could be undone."""

    code = "not_merged"


class TooLate(Conflict):
    """The day on which a merge can be undone is over."""

    code = "too_late"
