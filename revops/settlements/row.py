"""The stored form of a settlement, and the one place that makes it."""

import datetime as dt
from typing import NotRequired, TypedDict

from revops.core.ids import new_id
from revops.core.time import day_of
from revops.mongo.client import Document
from revops.payments.row import Decision


class SettlementRow(TypedDict):
    """A settlement as it is stored: cash that a manager hands over to the owner."""

    _id: str
    workshop_id: str
    manager_id: str
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
) -> SettlementRow:
    """Build a settlement submitted ``at`` this time, which awaits the owner's decision."""
    return {
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
