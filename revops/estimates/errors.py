"""Refusals of services and of answers to them. ``core.errors`` says what each status means."""

from revops.core.errors import Conflict


class EstimateChanged(Conflict):
    """The estimate was changed after the version that is answered."""

    code = "estimate_changed"


class NothingToSend(Conflict):
    """There is no service that the customer could be asked about."""

    code = "nothing_to_send"


class ServiceGone(Conflict):
    """The service was withdrawn."""

    code = "service_gone"


class AlreadyApproved(Conflict):
    """The customer has approved the service, and it is part of the estimate."""

    code = "already_approved"


class TooManyServices(Conflict):
    """The job has as many services as a job can have."""

    code = "too_many_services"
