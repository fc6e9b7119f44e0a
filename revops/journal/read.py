"""Exact sums at this instant: sealed totals plus unsealed entries, in one snapshot. Cost does not grow with jobs."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from revops.journal.entry import ALL_TIME, TotalKey, totals_of
from revops.mongo.client import Database, Document, Session

# The day under which the sums over a period stand.
PERIOD = "period"

# A collection and what to read from it.
_Part = tuple[str, list[Document]]

_TOTAL_FIELDS = {"_id": 0, "workshop_id": 0}
# The sums over a period, in the form of a total.
_SUM_BY_MANAGER: list[Document] = [
    {
        "$group": {
            "_id": "$manager_id",
            "sales": {"$sum": "$accounts.sales"},
            "receivable": {"$sum": "$accounts.receivable"},
            "jobs": {"$sum": "$counts.jobs"},
        }
    },
    {
        "$project": {
            "_id": 0,
            "manager_id": "$_id",
            "day": {"$literal": PERIOD},
            "accounts": {"sales": "$sales", "receivable": "$receivable"},
            "counts": {"jobs": "$jobs"},
        }
    },
]
_UNSEALED_FIELDS = {"_id": 0, "manager_id": 1, "day": 1, "postings": 1, "counts": 1, "unsealed": 1}


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
    all_time = whose | {"day": ALL_TIME}
    by_day = {"workshop_id": workshop_id, "day": {"$in": list(days)}, "manager_id": manager_id}
    parts: list[_Part] = [
        ("totals", [{"$match": {"$or": [all_time, by_day]} if days else all_time}, {"$project": _TOTAL_FIELDS}]),
        ("journal", [{"$match": whose | {"unsealed": True}}, {"$project": _UNSEALED_FIELDS}]),
    ]
    if period is not None:
        within = whose | {"day": {"$gte": period[0], "$lte": period[1]}}
        parts.append(("totals", [{"$match": within}, *_SUM_BY_MANAGER]))
    sums = Sums()
    entries = []
    for document in await _read(db, session, parts):
        if "unsealed" in document:
            entries.append(document)
        else:
            sums.add((document["manager_id"], document["day"]), _flat(document))
    for (manager, day), values in totals_of(entries).items():
        sums.add((manager, day), values)
        # A day is a date and ALL_TIME sorts after every date, so it is never within a period.
        if period is not None and period[0] <= day <= period[1]:
            sums.add((manager, PERIOD), values)
    return sums


async def _read(db: Database, session: Session, parts: list[_Part]) -> list[Document]:
    """Return what all parts find, in one round trip; a transaction does not take such a union, so there in one each."""
    if not session.in_transaction:
        (name, pipeline), *others = parts
        parts = [(name, [*pipeline, *({"$unionWith": {"coll": n, "pipeline": p}} for n, p in others)])]
    found: list[Document] = []
    for name, pipeline in parts:
        cursor = await db.collection(name).aggregate(pipeline, session=session, batchSize=5000)
        found += await cursor.to_list()
    return found


def _flat(total: dict[str, Any]) -> Counter[str]:
    flat: Counter[str] = Counter()
    for group in ("accounts", "counts"):
        for name, value in total.get(group, {}).items():
            flat[f"{group}.{name}"] = value
    return flat
