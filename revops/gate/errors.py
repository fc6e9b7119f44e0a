"""Refusals of gate passes. ``core.errors`` says what each status means."""

from revops.core.errors import Conflict


class PassOwes(Conflict):
    """The job is not paid, and the owner has not released it."""

    code = "pass_owes"


class PassUsed(Conflict):
    """A car went out with this pass already."""

    code = "pass_used"


class NothingOwed(Conflict):
    """There is nothing to release: the job is paid."""

    code = "nothing_owed"
