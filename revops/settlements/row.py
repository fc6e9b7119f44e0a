"""The stored form of a settlement, and the one place that makes it."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, NotRequired, TypedDict, cast

from revops.core.denominations import NoteCount
from revops.core.ids import new_id
from revops.core.time import day_of
from revops.mongo.client import Document
from revops.payments.row import Decision


class SettlementRow(TypedDict):
    """A settlement as it is stored: cash that a manager hands over to the owner."""

    _id: str
    workshop_id: str
    manager_id: str
    # What the owner has received; until then what of the cash in hand is set aside for it.
    amount_minor: int
    job_ids: list[str]
    notes: str | None
    verdict: str
    submitted_date: dt.datetime
    # The workshop's day of submission, as it was then.
    day: str
    confirmation_date: dt.datetime | None
    reject_reason: str | None
    # The member, who took it back: then it counts as little as one that was rejected.
    cancelled_by: NotRequired[str]
    judged_by: NotRequired[str]
    judged_from: NotRequired[Document]
    # Notes and coins as the manager counted them, and what by the books he had to hand over then.
    count: NotRequired[NoteCount]
    book_minor: NotRequired[int]
    # Notes and coins as the owner counted them.
    received: NotRequired[NoteCount]
    # What the manager counted more than left his hand, and so stayed in it: less than nothing when it was less.
    between_minor: NotRequired[int]
    # What of it the account of differences bears; less than nothing for what was too much.
    difference_minor: NotRequired[int]
    # When and by whom, with his reason, what is between the counts went to that account.
    settled: NotRequired[Document]
    # When and by whom what was received by mistake was reversed; the reason is that of its rejection.
    reversed: NotRequired[Document]
    # The mark of the request that made it, where a client made its id.
    request_mark: NotRequired[str]


def new_settlement(
    workshop_id: str,
    manager_id: str,
    amount_minor: int,
    job_ids: list[str],
    notes: str | None,
    at: dt.datetime,
    timezone: str,
    *,
    settlement_id: str | None = None,
    count: NoteCount | None = None,
    book_minor: int = 0,
) -> SettlementRow:
    """Build a settlement submitted ``at`` this time, which awaits the owner's decision."""
    counted: Document = {} if count is None else {"count": count, "book_minor": book_minor}
    row: SettlementRow = {
        "_id": settlement_id or new_id(),
        "workshop_id": workshop_id,
        "manager_id": manager_id,
        "amount_minor": amount_minor,
        "job_ids": job_ids,
        "notes": notes,
        "verdict": Decision.PENDING.value,
        "submitted_date": at,
        "day": day_of(at, timezone),
        "confirmation_date": None,
        "reject_reason": None,
    }
    return cast(SettlementRow, {**row, **counted})


def is_blind(settlement: Mapping[str, Any]) -> bool:
    """Say whether a hand-over was counted by whoever hands over, and not by whoever receives: then nobody else sees
    that count, nor what comes of it.
    """
    return "count" in settlement and "received" not in settlement
