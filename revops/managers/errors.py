"""Refusals of people joining and leaving. ``core.errors`` says what each status means."""

from revops.core.errors import BadRequest, Conflict


class InvalidInviteCode(BadRequest):
    """There is no such open invite code."""

    code = "invalid_invite_code"


class MemberAlready(Conflict):
    """Whoever joins is a member."""

    code = "member_already"


class LastOwner(Conflict):
    """A garage needs an owner."""

    code = "last_owner"


class StillHasCash(Conflict):
    """A member who is to be removed still holds cash."""

    code = "cash_in_hand"
