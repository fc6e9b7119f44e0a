"""Refusals of payments. ``core.errors`` says what each status means."""

from revops.core.errors import Conflict, NotAllowed


class PaymentRejected(Conflict):
    """The payment was rejected."""

    code = "payment_rejected"


class PaymentConfirmed(Conflict):
    """The payment was confirmed already."""

    code = "payment_confirmed"


class AnothersPayment(Conflict):
    """The payment was recorded by somebody else."""

    code = "anothers_payment"


class CashNotInHand(Conflict):
    """There is not as much cash in hand as is to be refunded."""

    code = "cash_not_in_hand"


class OwnMoney(NotAllowed):
    """Nobody decides on money that they took or gave back themselves."""

    code = "own_money"


class AboveCashLimit(NotAllowed):
    """The cash is more than this member may take at a time."""

    code = "above_cash_limit"


class CashNeedsOwner(Conflict):
    """The member holds as much cash, or for as long, as the owner allows; more needs the owner's word."""

    code = "cash_needs_owner"


class CashAlreadySettled(Conflict):
    """The cash is part of a hand-over."""

    code = "cash_already_settled"


class ReferenceUsed(Conflict):
    """Another payment of the garage has this UPI reference number."""

    code = "reference_used"
