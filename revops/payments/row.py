"""The stored form of a payment, and the one place that makes it."""

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, NotRequired, TypedDict

from revops.core.ids import new_id
from revops.core.rrn import rrn_of
from revops.core.time import day_of
from revops.jobs.row import JobRow
from revops.journal.accounts import Account
from revops.mongo.client import Document


class Decision(StrEnum):
    """The state of money that the owner reviews; stored and shown as ``verdict``."""

    PENDING = "pending"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"


class Method(StrEnum):
    """The way that a payment was made."""

    CASH = "cash"
    UPI = "upi"
    CARD = "card"
    BANK_TRANSFER = "bank_transfer"


class PaymentType(StrEnum):
    """The part of the price that a payment is; a refund is none."""

    ADVANCE = "advance"
    PARTIAL = "partial"
    FINAL = "final"
    # Of none, but money that went back.
    REFUND = "refund"


class PaymentRow(TypedDict):
    """A payment as it is stored."""

    _id: str
    workshop_id: str
    job_id: str
    # The manager in whose hand the money is until it is confirmed, or the job's when it was confirmed at once.
    manager_id: str
    collected_by: str
    # Of a refund it is negative.
    amount_minor: int
    type: str
    method: str
    account: str
    notes: str | None
    reference: str | None
    verdict: str
    payment_date: dt.datetime
    # The workshop's day. Kept, because the books keep it, and the workshop's time zone may change.
    day: str
    confirmation_date: dt.datetime | None
    reject_reason: str | None
    # The member who cancelled it: then it counts as little as one that was rejected.
    cancelled_by: NotRequired[str]
    judged_by: NotRequired[str]
    judged_from: NotRequired[Document]
    # The customer says that it is different, and the owner has not looked into it.
    disputed: NotRequired[bool]
    receipt_id: NotRequired[str]
    receipt_number: NotRequired[str]
    # The twelve digits of its reference, while it counts: a garage has each once.
    rrn: NotRequired[str]
    # They were found in a reference of before they were looked for, so its entry does not say them.
    rrn_found: NotRequired[bool]
    # The row of a bank statement that it came with.
    bank_row_id: NotRequired[str]
    # Of the request, where the client made the id.
    request_mark: NotRequired[str]


def is_refund(payment: Mapping[str, Any]) -> bool:
    """Say whether a payment went out to the customer."""
    return bool(payment["type"] == PaymentType.REFUND)


def what_is(payment: Mapping[str, Any]) -> str:
    """Call a payment by its kind, as sentences do."""
    return "refund" if is_refund(payment) else "payment"


# Whose references are numbers of the same kind, of which each is of one payment.
_WITH_RRN = frozenset({Method.UPI.value, Method.BANK_TRANSFER.value})


def rrn_of_payment(method: str, reference: str | None) -> str | None:
    """Read the number of a payment by UPI or bank transfer out of its reference."""
    return rrn_of(reference) if method in _WITH_RRN else None


def account_of(method: str, *, is_confirmed: bool) -> Account:
    """Choose the account that money of a payment goes to: cash that is confirmed at once is the owner's."""
    if method != Method.CASH:
        return Account.BANK
    return Account.OWNER_CASH if is_confirmed else Account.CASH_IN_HAND


def new_payment(
    job: JobRow,
    amount_minor: int,
    *,
    type: str,  # noqa: A002  (the stored field's name)
    method: str,
    collected_by: str,
    is_confirmed: bool,
    at: dt.datetime,
    timezone: str,
    notes: str | None = None,
    reference: str | None = None,
    payment_id: str | None = None,
) -> PaymentRow:
    """Build a new payment on a job, or with a negative amount a refund. Money that is not confirmed at once is in the
    collector's hand until it is.
    """
    payment: PaymentRow = {
        "_id": payment_id or new_id(),
        "workshop_id": job["workshop_id"],
        "job_id": job["_id"],
        "manager_id": job["manager_id"] if is_confirmed else collected_by,
        "collected_by": collected_by,
        "amount_minor": amount_minor,
        "type": PaymentType(type).value,
        "method": Method(method).value,
        "account": account_of(method, is_confirmed=is_confirmed).value,
        "notes": notes,
        "reference": reference,
        "verdict": (Decision.CONFIRMED if is_confirmed else Decision.PENDING).value,
        "payment_date": at,
        "day": day_of(at, timezone),
        "confirmation_date": at if is_confirmed else None,
        "reject_reason": None,
    }
    # What goes back may well name the payment that it was.
    if amount_minor > 0 and (rrn := rrn_of_payment(method, reference)) is not None:
        payment["rrn"] = rrn
    return payment
