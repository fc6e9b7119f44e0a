"""Fields of payments and refunds, as entries say they must be."""

from collections.abc import Mapping, Sequence
from typing import Any

from revops.core.rrn import rrn_of
from revops.core.time import millis
from revops.journal.accounts import Account
from revops.journal.entry import Count, EntryKind
from revops.journal.fields import Fields
from revops.mongo.client import Document
from revops.payments.row import Decision, PaymentRow

_KIND = "payment"
_MONEY = {Account.BANK.value, Account.OWNER_CASH.value, Account.CASH_IN_HAND.value}
_COUNTED = (Count.PAYMENTS_PENDING.value, Count.REFUNDS_PENDING.value)
# What is compared as it is stored.
PLAIN = (
    "job_id",
    "manager_id",
    "collected_by",
    "amount_minor",
    "account",
    "type",
    "method",
    "reference",
    "notes",
    "day",
    "verdict",
    "reject_reason",
)
# What only a decision, a cancellation or a receipt adds.
_LATER = ("judged_by", "cancelled_by", "receipt_id", "receipt_number", "bank_row_id")
STORED = (*PLAIN, *_LATER, "payment_date", "confirmation_date", "rrn", "rrn_found")


def facts_of(payment: PaymentRow) -> Document:
    """Build what a new payment says that the rest of its entry does not."""
    facts = {"type": payment["type"], "method": payment["method"], "reference": payment["reference"]}
    return facts | _said_rrn(payment)


def _said_rrn(payment: PaymentRow) -> Document:
    return {"rrn": payment["rrn"]} if "rrn" in payment and "rrn_found" not in payment else {}


def decided_before(payment: PaymentRow, cancelled_by: str | None, parted: Sequence[str]) -> Document:
    """Build what the entry of a payment taken back says besides: its decision before, who cancelled it, and the
    payments that were ``parted`` from a row of the bank.
    """
    at = payment["confirmation_date"]
    decided: Document = {"cancelled_by": cancelled_by} | _said_rrn(payment)
    if parted:
        decided |= {"bank_row_id": payment.get("bank_row_id"), "parted": list(parted)}
    if payment["verdict"] == Decision.CONFIRMED:
        decided |= {"confirmed_at": None if at is None else millis(at), "confirmed_by": payment.get("judged_by")}
    return decided


def _recorded(entry: Document, fields: Fields) -> None:
    payment_id, facts = entry["payment_id"], entry.get("facts")
    if facts is None:
        fields.leave_out(_KIND, payment_id)
        return
    (money,) = [posting for posting in entry["postings"] if posting["account"] in _MONEY]
    is_waiting = any(entry.get("counts", {}).get(name) for name in _COUNTED)
    at = millis(entry["at"])
    values = {
        "job_id": entry["job_id"],
        "manager_id": entry["manager_id"],
        "collected_by": entry["actor_id"],
        "amount_minor": money["amount_minor"],
        "account": money["account"],
        **facts,
        "notes": entry.get("note"),
        "day": entry["day"],
        "payment_date": at,
        "verdict": (Decision.PENDING if is_waiting else Decision.CONFIRMED).value,
        "confirmation_date": None if is_waiting else at,
        "reject_reason": None,
        "rrn": facts.get("rrn"),
        **dict.fromkeys(_LATER),
    }
    fields.become(_KIND, payment_id, values)


def _confirmed(entry: Document, fields: Fields) -> None:
    before = {"verdict": Decision.PENDING.value, "confirmation_date": None, "judged_by": None}
    after = {
        "verdict": Decision.CONFIRMED.value,
        "confirmation_date": millis(entry["at"]),
        "judged_by": entry["actor_id"],
    }
    fields.change(_KIND, entry["payment_id"], before, after)


def _taken_back(entry: Document, fields: Fields) -> None:
    facts = entry.get("facts")
    if facts is None:
        fields.leave_out(_KIND, entry["payment_id"])
        return
    was_waiting = any(entry.get("counts", {}).get(name) for name in _COUNTED)
    before = {
        "verdict": (Decision.PENDING if was_waiting else Decision.CONFIRMED).value,
        "confirmation_date": facts.get("confirmed_at"),
        "judged_by": facts.get("confirmed_by"),
        "reject_reason": None,
        "cancelled_by": None,
        "rrn": facts.get("rrn"),
    }
    after = {
        "verdict": Decision.REJECTED.value,
        "confirmation_date": millis(entry["at"]),
        "judged_by": entry["actor_id"],
        "reject_reason": entry.get("note"),
        "cancelled_by": facts["cancelled_by"],
        "rrn": None,
    }
    fields.change(_KIND, entry["payment_id"], before, after)
    for payment_id in facts.get("parted", ()):
        fields.change(_KIND, payment_id, {"bank_row_id": facts["bank_row_id"]}, {"bank_row_id": None})


def _receipt_issued(entry: Document, fields: Fields) -> None:
    after = {"receipt_id": entry["document_id"], "receipt_number": entry["note"]}
    fields.change(_KIND, entry["payment_id"], dict.fromkeys(after), after)


def _matched(entry: Document, fields: Fields) -> None:
    for payment_id in entry["facts"]["payments"]:
        fields.change(_KIND, payment_id, {"bank_row_id": None}, {"bank_row_id": entry["bank_row_id"]})


_TAKEN_BACK = (
    EntryKind.PAYMENT_REJECTED,
    EntryKind.PAYMENT_CANCELLED,
    EntryKind.REFUND_REJECTED,
    EntryKind.REFUND_CANCELLED,
)
TOLD = {
    EntryKind.PAYMENT_RECORDED.value: _recorded,
    EntryKind.REFUND_RECORDED.value: _recorded,
    EntryKind.PAYMENT_CONFIRMED.value: _confirmed,
    EntryKind.REFUND_CONFIRMED.value: _confirmed,
    **dict.fromkeys((kind.value for kind in _TAKEN_BACK), _taken_back),
    EntryKind.RECEIPT_ISSUED.value: _receipt_issued,
    EntryKind.BANK_MATCHED.value: _matched,
}


def compare_payment(payment: Mapping[str, Any], fields: Fields) -> None:
    """Compare what is stored of a payment."""
    if fields.is_left_out(_KIND, payment["_id"]):
        return
    values = {name: payment[name] for name in PLAIN} | {name: payment.get(name) for name in _LATER}
    for name in ("payment_date", "confirmation_date"):
        at = payment[name]
        values[name] = None if at is None else millis(at)
    values["rrn"] = None if payment.get("rrn_found") else payment.get("rrn")
    fields.compare(_KIND, payment["_id"], values)


def is_own_rrn(payment: Mapping[str, Any]) -> bool:
    """Say whether the number that a payment has is that of its reference."""
    return "rrn" not in payment or payment["rrn"] == rrn_of(payment["reference"])
