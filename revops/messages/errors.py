"""Refusals of messages. ``core.errors`` says what each status means."""

from revops.core.errors import Conflict


class CannotReach(Conflict):
    """The customer cannot be written to by this channel."""

    code = "cannot_reach"


class AlreadySent(Conflict):
    """Only what was not sent can be sent again."""

    code = "already_sent"


class RemindedAlready(Conflict):
    """The customer was reminded of what he owes a few days ago."""

    code = "reminded_already"


class NobodyToRemind(Conflict):
    """Nobody owes who may be reminded now."""

    code = "nobody_to_remind"


class ChannelFailed(Conflict):
    """The channel did not take a message; the sentence says why."""

    code = "channel_failed"
