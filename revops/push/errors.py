"""Refusals of notifications."""

from revops.core.errors import Conflict


class PushOff(Conflict):
    """Nothing is pushed by this server."""

    code = "push_off"


class PushFailed(Conflict):
    """The notification did not go out; the sentence says why."""

    code = "push_failed"
