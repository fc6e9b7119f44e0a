"""Refusals of workshops and invite codes. ``core.errors`` says what each status means."""

from revops.core.errors import BadRequest, Conflict


class CodeUsed(Conflict):
    """The invite code was used."""

    code = "code_used"


class CurrencyFixed(Conflict):
    """Money is recorded in the present currency."""

    code = "currency_fixed"


class TooManyCodes(Conflict):
    """There are more open invite codes than anybody needs."""

    code = "too_many_codes"


class WorkshopExists(BadRequest):
    """The user has a workshop."""

    code = "workshop_exists"
