"""Custody: who holds the garage's cash, how much, since when, and whether that is within the limits."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from revops.access.caller import Caller
from revops.core.time import day_of, now
from revops.custody.position import MAX_MEMBERS, Position, read_positions
from revops.custody.row import CountState
from revops.mongo.client import Database, Document
from revops.mongo.scoped import Scoped, TenantScope
from revops.mongo.union import SubQuery

_OPEN, _TODAY, _COUNTS = "open", "today", "counts"


@dataclass(frozen=True, slots=True)
class Custody:
    """The holders of the garage's cash at an instant: who works here, whose day is open, who is to count."""

    at: dt.datetime
    positions: Sequence[Position]
    here: set[str]
    days: Mapping[str, Document]
    asked: Mapping[str, Document]


def days_begun(db: Database, scope: TenantScope, today: str) -> dict[str, SubQuery]:
    """Build the sub-queries for the days that are open, whatever day it is, and for those of today."""
    days = Scoped(db, "cash_days", scope)
    # Asked as one, all days that there ever were would be walked: those that are open have an index of their own.
    wanted: Mapping[str, Document] = {_OPEN: {"is_open": True}, _TODAY: {"day": today}}
    return {name: days.sub_query(query, {"workshop_id": 0}, limit=MAX_MEMBERS) for name, query in wanted.items()}


async def read_custody(caller: Caller) -> Custody:
    """Read the cash of everybody, or one's own, exact at this instant: in two round trips."""
    at, workshop, scope = now(), caller.workshop, caller.cash_scope
    today = day_of(at, workshop.timezone)
    waiting = {"state": CountState.ASKED.value, "due_at": {"$gt": at}}
    extra = days_begun(caller.db, scope, today) | {
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
        {row["manager_id"]: row for row in (*found[_TODAY], *found[_OPEN])},
        {row["manager_id"]: row for row in found[_COUNTS]},
    )
