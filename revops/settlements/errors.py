"""Refusals of hand-overs. ``core.errors`` says what each status means."""

from revops.core.errors import Conflict


class MoreThanCashInHand(Conflict):
    """More is handed over than is in hand."""

    code = "more_than_cash_in_hand"


class HandsOverHimself(Conflict):
    """The member works here, and hands over without help."""

    code = "hands_over_himself"


class SettlementConfirmed(Conflict):
    """The hand-over was received already."""

    code = "settlement_confirmed"


class SettlementRejected(Conflict):
    """The hand-over was rejected already."""

    code = "settlement_rejected"
