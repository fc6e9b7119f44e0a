"""Refusals of oversight. ``core.errors`` says what each status means."""

from revops.core.errors import Conflict


class OutsideFails(Conflict):
    """A service outside of RevOps is of no use; the sentence says why."""

    code = "outside_fails"
