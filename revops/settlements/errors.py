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


class CountNeeded(Conflict):
    """In this garage cash is counted by whoever hands it over, and by whoever receives it."""

    code = "count_needed"


class CountsAreOff(Conflict):
    """In this garage cash is handed over by its sum."""

    code = "counts_are_off"


class NotReceived(Conflict):
    """The hand-over was never received, so there is nothing to reverse."""

    code = "settlement_not_received"


class SettlementReversed(Conflict):
    """The hand-over was reversed."""

    code = "settlement_reversed"


class NoDifference(Conflict):
    """The counts agree, or their difference is settled."""

    code = "no_difference"


class SettlementRejected(Conflict):
    """The hand-over was rejected already."""

    code = "settlement_rejected"
