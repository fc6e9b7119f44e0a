"""Exact sums at this instant: sealed totals plus unsealed entries, in one snapshot. Cost does not grow with jobs."""

import datetime as dt
from collections.abc import Mapping, Sequence

from revops.journal.entry import ALL_TIME, MONEY, CustomerChange, TotalKey, customers_of, totals_of
from revops.journal.periods import Period, sums_over
from revops.mongo.client import Database, Document, Session
from revops.mongo.scoped import Part

# The days under which the sums over a period stand, and those over the period before it.
PERIOD = "period"
PREVIOUS = "previous"

# What tells the documents of named parts from each other.
_NAME = "part"
_TOTAL_FIELDS = {"_id": 0, "workshop_id": 0}
_UNSEALED_FIELDS = dict.fromkeys(("manager_id", "job_manager_id", "day", "postings", "counts", "owed", "unsealed"), 1)


# Accounts, and counts, by name.
_Total = dict[str, dict[str, int]]
_GROUPS = ("accounts", "counts")
_NOTHING: _Total = {group: {} for group in _GROUPS}


class Sums:
    """Sums by manager (None is the whole workshop) and day. Missing means zero."""

    def __init__(self) -> None:
        # Accounts and counts as the totals hold them: most are looked at, and never added to.
        self._sums: dict[TotalKey, _Total] = {}
        # What unsealed entries change about what customers owe, by phone.
        self.customers: dict[str, CustomerChange] = {}

    def add_total(self, total: Document) -> None:
        """Add a stored total, or take away one that has ``minus`` set."""
        key = (total["manager_id"], total["day"])
        added = {group: total.get(group) or {} for group in _GROUPS}
        if key not in self._sums and not total.get("minus"):
            self._sums[key] = added
            return
        sign = -1 if total.get("minus") else 1
        there = self._sums.setdefault(key, {group: {} for group in _GROUPS})
        for group, values in added.items():
            for name, value in values.items():
                there[group][name] = there[group].get(name, 0) + sign * value

    def add(self, key: TotalKey, values: Mapping[str, int]) -> None:
        """Add what entries make, by names such as ``accounts.bank``."""
        there = self._sums.setdefault(key, {group: {} for group in _GROUPS})
        for path, value in values.items():
            group, name = path.split(".", 1)
            there[group][name] = there[group].get(name, 0) + value

    def account(self, name: str, manager_id: str | None = None, day: str = ALL_TIME) -> int:
        """Return the balance of an account in minor units."""
        return self._sums.get((manager_id, day), _NOTHING)["accounts"].get(name, 0)

    def count(self, name: str, manager_id: str | None = None, day: str = ALL_TIME) -> int:
        """Return a count."""
        return self._sums.get((manager_id, day), _NOTHING)["counts"].get(name, 0)

    def managers(self) -> list[str]:
        """Return the managers that have sums of any day."""
        return sorted({manager_id for manager_id, _ in self._sums if manager_id is not None})


def collected(sums: Sums, manager_id: str | None = None, day: str = ALL_TIME) -> int:
    """Return money received less rejected, wherever it is now: a settlement moves it from one place to another."""
    return sum(sums.account(place, manager_id, day) for place in MONEY)


async def read_sums(
    db: Database,
    session: Session,
    workshop_id: str,
    *,
    manager_id: str | None = None,
    days: Sequence[str] = (),
    period: Period | None = None,
    previous: Period | None = None,
) -> Sums:
    """Return the all-time sums of a workshop, or of one manager, exact in the session's snapshot.

    ``days`` adds the sums of those days (or other keys of totals) of the whole workshop, or of the one manager;
    ``period`` those over it by manager, under PERIOD; ``previous`` those over it without managers, under PREVIOUS.
    """
    sums, _ = await read_sums_and(
        db, session, workshop_id, {}, manager_id=manager_id, days=days, period=period, previous=previous
    )
    return sums


async def read_sums_and(
    db: Database,
    session: Session,
    workshop_id: str,
    beside: Mapping[str, Part],
    *,
    manager_id: str | None = None,
    days: Sequence[str] = (),
    period: Period | None = None,
    previous: Period | None = None,
) -> tuple[Sums, dict[str, list[Document]]]:
    """Return what ``read_sums`` does and, in the same round trip, what is found ``beside`` it, under the same names."""
    of_workshop: Document = {"workshop_id": workshop_id}
    unsealed, whose = of_workshop | {"unsealed": True}, of_workshop
    if manager_id is not None:
        whose = of_workshop | {"manager_id": manager_id}
        # Another manager's entry may be about a job of this one.
        unsealed |= {"$or": [{"manager_id": manager_id}, {"job_manager_id": manager_id}]}
    all_time = whose | {"day": ALL_TIME}
    together = of_workshop | {"manager_id": manager_id}
    by_day = together | {"day": {"$in": list(days)}}
    parts: list[Part] = [
        ("totals", [{"$match": {"$or": [all_time, by_day]} if days else all_time}, {"$project": _TOTAL_FIELDS}]),
        ("journal", [{"$match": unsealed}, {"$project": _UNSEALED_FIELDS}]),
    ]
    if period is not None:
        parts.append(("totals", sums_over(period, whose, PERIOD)))
    if previous is not None:
        parts.append(("totals", sums_over(previous, together, PREVIOUS)))
    sums = Sums()
    entries = []
    others: dict[str, list[Document]] = {name: [] for name in beside}
    for document in await read_parts(db, session, [*parts, *_named(beside)]):
        if _NAME in document:
            others[document[_NAME]].append(document)
        elif "unsealed" in document:
            entries.append(document)
        else:
            sums.add_total(document)
    entries.sort(key=lambda entry: str(entry["_id"]))
    for (manager, day), values in totals_of(entries).items():
        if manager_id is not None and manager != manager_id:
            continue
        sums.add((manager, day), values)
        if period is not None and period.holds(day):
            sums.add((manager, PERIOD), values)
        if previous is not None and previous.holds(day):
            sums.add((manager, PREVIOUS), values)
    sums.customers = customers_of(entries)
    return sums, others


def _named(parts: Mapping[str, Part]) -> list[Part]:
    return [(collection, [*pipeline, {"$set": {_NAME: name}}]) for name, (collection, pipeline) in parts.items()]


async def first_job_day(db: Database, session: Session, workshop_id: str) -> dt.date | None:
    """Return the day of a workshop's first job among what is sealed; None without any."""
    of_workshop = {"workshop_id": workshop_id, "day": {"$lt": ALL_TIME}, "manager_id": None}
    first = await db.collection("totals").find_one(
        of_workshop | {"counts.jobs": {"$gt": 0}}, {"day": 1}, sort=[("day", 1)], session=session
    )
    return dt.date.fromisoformat(first["day"]) if first else None


async def read_parts(db: Database, session: Session, parts: list[Part]) -> list[Document]:
    """Return what all parts find, in one round trip; a transaction does not take such a union, so there in one each."""
    if not session.in_transaction:
        (name, pipeline), *others = parts
        parts = [(name, [*pipeline, *({"$unionWith": {"coll": n, "pipeline": p}} for n, p in others)])]
    found: list[Document] = []
    for name, pipeline in parts:
        cursor = await db.collection(name).aggregate(pipeline, session=session, batchSize=5000)
        found += await cursor.to_list()
    return found
