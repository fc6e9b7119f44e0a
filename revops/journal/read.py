"""Exact sums at this instant: sealed totals plus unsealed entries, in one snapshot. Cost does not grow with jobs."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from pymongo.asynchronous.cursor import AsyncCursor

from revops.journal.entry import ALL_TIME, TotalKey, totals_of
from revops.mongo.client import Database, Document, Session

# The day under which the sums over a period stand.
PERIOD = "period"

_TOTAL_FIELDS = {"_id": 0, "workshop_id": 0}
_PERIOD_SUMS = ("accounts.sales", "accounts.receivable", "counts.jobs")
_SUM_BY_MANAGER: Document = {
    "$group": {"_id": "$manager_id", **{name.replace(".", "_"): {"$sum": f"${name}"} for name in _PERIOD_SUMS}}
}
_UNSEALED_FIELDS = {"_id": 0, "manager_id": 1, "day": 1, "postings": 1, "counts": 1}


class Sums:
    """Sums by manager (None is the whole workshop) and day. Missing means zero."""

    def __init__(self) -> None:
        self._sums: dict[TotalKey, Counter[str]] = {}

    def add(self, key: TotalKey, values: Counter[str]) -> None:
        """Add values under a key."""
        self._sums.setdefault(key, Counter()).update(values)

    def account(self, name: str, manager_id: str | None = None, day: str = ALL_TIME) -> int:
        """Return the balance of an account in minor units."""
        return self._sums.get((manager_id, day), Counter())[f"accounts.{name}"]

    def count(self, name: str, manager_id: str | None = None, day: str = ALL_TIME) -> int:
        """Return a count."""
        return self._sums.get((manager_id, day), Counter())[f"counts.{name}"]

    def managers(self) -> list[str]:
        """Return the managers that have sums of any day."""
        return sorted({manager_id for manager_id, _ in self._sums if manager_id is not None})


def collected(sums: Sums, manager_id: str | None = None, day: str = ALL_TIME) -> int:
    """Return money received less rejected: what left receivables other than by sales, since postings sum to zero."""
    return -sums.account("sales", manager_id, day) - sums.account("receivable", manager_id, day)


async def read_sums(
    db: Database,
    session: Session,
    workshop_id: str,
    *,
    manager_id: str | None = None,
    days: Sequence[str] = (),
    period: tuple[str, str] | None = None,
) -> Sums:
    """Return the all-time sums of a workshop, or of one manager, exact in the session's snapshot.

    ``days`` adds the sums of those days of the whole workshop, or of the one manager; ``period`` (first and last day)
    those over it, under PERIOD.
    """
    whose: Document = {"workshop_id": workshop_id}
    if manager_id is not None:
        whose["manager_id"] = manager_id
    wanted = whose | {"day": ALL_TIME}
    unsealed = whose | {"unsealed": True}
    sums = Sums()
    totals = db.collection("totals")
    await _add_totals(sums, totals.find(wanted, _TOTAL_FIELDS, session=session, batch_size=5000))
    if days:
        by_day = {"workshop_id": workshop_id, "day": {"$in": list(days)}, "manager_id": manager_id}
        await _add_totals(sums, totals.find(by_day, _TOTAL_FIELDS, session=session, batch_size=5000))
    if period is not None:
        within = whose | {"day": {"$gte": period[0], "$lte": period[1]}}
        async for total in await totals.aggregate([{"$match": within}, _SUM_BY_MANAGER], session=session):
            flat = Counter({name.replace("_", ".", 1): value for name, value in total.items() if name != "_id"})
            sums.add((total["_id"], PERIOD), flat)
    entries = (
        await db.collection("journal").find(unsealed, _UNSEALED_FIELDS, session=session, batch_size=5000).to_list()
    )
    for (manager, day), values in totals_of(entries).items():
        sums.add((manager, day), values)
        # A day is a date and ALL_TIME sorts after every date, so it is never within a period.
        if period is not None and period[0] <= day <= period[1]:
            sums.add((manager, PERIOD), values)
    return sums


async def _add_totals(sums: Sums, found: AsyncCursor[Document]) -> None:
    async for total in found:
        sums.add((total["manager_id"], total["day"]), _flat(total))


def _flat(total: dict[str, Any]) -> Counter[str]:
    flat: Counter[str] = Counter()
    for group in ("accounts", "counts"):
        for name, value in total.get(group, {}).items():
            flat[f"{group}.{name}"] = value
    return flat
