"""The method of a payment, which the original did not record: what its notes say, else cash."""

import re

from revops.legacy.record import Record
from revops.payments.row import Method

_KNOWN = {"cash", "upi", "card", "bank_transfer"}
# Whole words that mean one method and nothing else. A "job card" is no card, so that word needs company.
_SAYS = {
    "upi": re.compile(r"\b(?:upi|g ?pay|google ?pay|phone ?pe|paytm|bhim)\b", re.IGNORECASE),
    "card": re.compile(r"\b(?:credit|debit) card\b|\b(?:by|via) card\b|\bcard payment\b", re.IGNORECASE),
    "bank_transfer": re.compile(r"\b(?:neft|rtgs|imps|bank transfer|net ?banking)\b", re.IGNORECASE),
    "cash": re.compile(r"\bcash\b", re.IGNORECASE),
}


def method_of(record: Record, notes: str | None) -> str:
    """Return the method of a payment. Where the notes name exactly one other than cash, it is that (and is noted):

    as cash it would stand in a manager's hand who never had it.
    """
    value = record.first("method", "payment_method")
    said = value.strip().lower().replace(" ", "_") if isinstance(value, str) else ""
    if said in _KNOWN:
        return said
    if value is not None:
        record.repaired("method", "is unknown", value)
    named = [method for method, words in _SAYS.items() if notes and words.search(notes)]
    if len(named) == 1 and named[0] != Method.CASH:
        record.repaired("method", f"is missing, and the notes say {named[0]}", notes)
        return named[0]
    return "cash"
