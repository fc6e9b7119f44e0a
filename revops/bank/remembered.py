"""The bank's page as it was told last: to match half a year anew takes as long as much is not matched."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from revops.journal.accounts import Account
from revops.journal.entry import EntryKind
from revops.journal.told import Key, Telling
from revops.mongo.client import Database, Document

_ASKED = {"kind": 1, "changes.customer_name": 1, "changes.vehicle_number": 1, "postings.account": 1}

# What is written of nothing that the page says. Whatever else is written, and what is not known here, may change it.
_SAYS_NOTHING_OF_IT = frozenset(
    kind.value
    for kind in (
        EntryKind.CAMERA_COUNTED,
        EntryKind.CAR_SEEN,
        EntryKind.CASH_ALLOWED,
        EntryKind.COUNT_ASKED,
        EntryKind.COUNT_MADE,
        EntryKind.COUNT_MISSED,
        EntryKind.CREDIT_RELEASED,
        EntryKind.CUSTOMER_WORD,
        EntryKind.CUSTOMER_WORD_RESOLVED,
        EntryKind.CUSTOMER_WORD_SHOWN,
        EntryKind.DAY_CLOSED,
        EntryKind.DAY_OPENED,
        EntryKind.DIGEST_MADE,
        EntryKind.ESTIMATE_ANSWERED,
        EntryKind.ESTIMATE_SENT,
        EntryKind.EVIDENCE_ADDED,
        EntryKind.EVIDENCE_FORGOTTEN,
        EntryKind.EXCEPTION_ANSWERED,
        EntryKind.EXCEPTION_NOTED,
        EntryKind.EXCEPTION_WITHDRAWN,
        EntryKind.INSPECTION_FINISHED,
        EntryKind.INVOICE_ISSUED,
        EntryKind.PAPER_KEPT,
        EntryKind.PAPER_PRINTED,
        EntryKind.PASS_ISSUED,
        EntryKind.PASS_USED,
        EntryKind.PHOTO_ADDED,
        EntryKind.PHOTO_DELETED,
        EntryKind.PHOTO_FORGOTTEN,
        EntryKind.PHOTO_RESTORED,
        EntryKind.RECEIPT_ISSUED,
        EntryKind.SERVICE_PROPOSED,
        EntryKind.SERVICE_REMINDER_ANSWERED,
        EntryKind.SERVICE_REMINDER_SET,
    )
)
# Of the money of others: by bank it changes the page.
_OF_MONEY = frozenset({EntryKind.JOB_CREATED.value, EntryKind.PAYMENT_RECORDED.value})


@dataclass(frozen=True, slots=True)
class Named:
    """The members that a page names, and how they were called."""

    ids: frozenset[str]
    names: Mapping[str, str]


def may_change_it(entry: Mapping[str, Any]) -> bool:
    """Say whether what an entry says may change the page."""
    kind = entry["kind"]
    if kind == EntryKind.JOB_UPDATED.value:
        return bool(entry.get("changes"))
    if kind in _OF_MONEY:
        return any(posting["account"] == Account.BANK for posting in entry.get("postings", ()))
    return kind not in _SAYS_NOTHING_OF_IT


async def _may_change(_: Key, __: Named, entries: Sequence[Document]) -> bool:
    return any(may_change_it(entry) for entry in entries)


def pages_told(db: Database) -> Telling[Named]:
    """Return the pages of banks that were told last."""
    return Telling(db, "bank", _ASKED, _may_change)
