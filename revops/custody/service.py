"""Custody: who holds the garage's cash, how much, since when, and whether that is within the limits."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from revops.access.caller import Caller
from revops.core.time import day_of, now
from revops.custody.position import MAX_MEMBERS, Position, read_positions
from revops.custody.row import CountState
from revops.mongo.client import Document
from revops.mongo.scoped import Scoped

_DAYS, _COUNTS = "days", "counts"


@dataclass(frozen=True, slots=True)
class Custody:
    """The holders of the garage's cash at an instant: who works here, whose day is open, who is to count."""

    at: dt.datetime
    positions: Sequence[Position]
    here: set[str]
    days: Mapping[str, Document]
    asked: Mapping[str, Document]


async def read_custody(caller: Caller) -> Custody:
    """Read the cash of everybody, or one's own, exact at this instant: in two round trips."""
    at, workshop, scope = now(), caller.workshop, caller.cash_scope
    today = day_of(at, workshop.timezone)
    begun: Document = {"$or": [{"is_open": True}, {"day": today}]}
    waiting = {"state": CountState.ASKED.value, "due_at": {"$gt": at}}
    extra = {
        _DAYS: Scoped(caller.db, "cash_days", scope).sub_query(begun, {"workshop_id": 0}, limit=2 * MAX_MEMBERS),
        _COUNTS: Scoped(caller.db, "cash_counts", scope).sub_query(waiting, {"workshop_id": 0}, limit=MAX_MEMBERS),
    }
    async with caller.db.snapshot() as session:
        positions, found = await read_positions(
            caller.db, session, workshop, at, member_id=scope.manager_id, extra=extra
        )
    return Custody(
        at,
        positions,
        {row["_id"] for row in found["members"] if row["left_at"] is None},
        # Of two the one that is open still, from a day before.
        {row["manager_id"]: row for row in sorted(found[_DAYS], key=lambda row: bool(row.get("is_open")))},
        {row["manager_id"]: row for row in found[_COUNTS]},
    )
