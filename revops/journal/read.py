"""Exact sums at this instant: what is sealed plus unsealed entries, in one snapshot. Cost does not grow with jobs."""

import datetime as dt
from collections.abc import Mapping, Sequence

from revops.journal.entry import ALL_TIME, customers_of
from revops.journal.periods import sums_over
from revops.journal.remembered import MOST_FOLLOWING, Sealed, remembered
from revops.journal.sums import PERIOD, PREVIOUS, Asked, Head, Sums, Totals, of_totals, with_entries
from revops.mongo.client import Database, Document, Session
from revops.mongo.scoped import Part

# What tells the documents of named parts from each other.
_NAME = "part"
_TOTAL_FIELDS = {"_id": 0, "workshop_id": 0}
_ENTRY_FIELDS = dict.fromkeys(("manager_id", "job_manager_id", "day", "postings", "counts", "owed"), 1)


async def read_sums(db: Database, session: Session, asked: Asked) -> Sums:
    """Return the sums asked for, exact in the session's snapshot."""
    sums, _ = await read_sums_and(db, session, asked, {})
    return sums


async def read_sums_and(
    db: Database, session: Session, asked: Asked, beside: Mapping[str, Part]
) -> tuple[Sums, dict[str, list[Document]]]:
    """Return what ``read_sums`` does and, in the same round trip, what is found ``beside`` it, under the same names."""
    more = [_unsealed(asked), *_named(beside)]
    if session.in_transaction:  # each part costs a round trip there
        found, head = await read_parts(db, session, [*_stored(asked), *more]), None
        totals = _totals(found)
    else:
        found, totals, head = await _read_remembering(db, session, asked, more)
    entries = sorted((row for row in found if "unsealed" in row), key=lambda entry: str(entry["_id"]))
    others: dict[str, list[Document]] = {name: [] for name in beside}
    for row in found:
        if _NAME in row:
            others[row[_NAME]].append(row)
    return Sums(with_entries(totals, asked, entries), customers_of(entries), None if entries else head), others


async def _read_remembering(
    db: Database, session: Session, asked: Asked, more: Sequence[Part]
) -> tuple[list[Document], Totals, Head | None]:
    """Return what ``more`` finds, and the sealed totals: those remembered with what was sealed since, or as stored; and
    up to which entry they are."""
    memory = remembered(db)
    known, as_stored = memory.get(asked), [_head(asked), *_stored(asked)]
    found = stored = await read_parts(db, session, [*([_following(asked, known)] if known else as_stored), *more])
    sealed = known.with_following(asked, _chained(found)) if known else None
    if sealed is None:
        if known is not None:
            stored = await read_parts(db, session, as_stored)
        head = _chained(stored)
        # Nothing was ever sealed: then there is nothing to remember it by.
        if not head:
            return found, _totals(stored), None
        sealed = Sealed(head[0]["seq"], head[0]["hash"], _totals(stored))
    memory.put(asked, sealed)
    return found, sealed.totals, (sealed.seq, sealed.hash)


def _stored(asked: Asked) -> list[Part]:
    """Return what reads the stored totals."""
    of_workshop: Document = {"workshop_id": asked.workshop_id}
    together = of_workshop | {"manager_id": asked.manager_id}
    whose = of_workshop if asked.manager_id is None else together
    by_day = together | {"day": {"$in": sorted(asked.days)}}
    all_time = whose | {"day": ALL_TIME}
    wanted = {"$or": [all_time, by_day]} if asked.days else all_time
    parts: list[Part] = [("totals", [{"$match": wanted}, {"$project": _TOTAL_FIELDS}])]
    if asked.period is not None:
        parts.append(("totals", sums_over(asked.period, whose, PERIOD)))
    if asked.previous is not None:
        parts.append(("totals", sums_over(asked.previous, together, PREVIOUS)))
    return parts


def _totals(found: Sequence[Document]) -> Totals:
    return of_totals([row for row in found if "day" in row and "_id" not in row and _NAME not in row])


def _head(asked: Asked) -> Part:
    """Return what reads how far the chain goes."""
    return "chain_heads", [{"$match": {"_id": asked.workshop_id}}, {"$project": {"_id": 0, "seq": 1, "hash": 1}}]


def _following(asked: Asked, known: Sealed) -> Part:
    """Return what reads the chain from the last entry that is known on, one more than may follow it."""
    from_known = {"workshop_id": asked.workshop_id, "seq": {"$gte": known.seq}}
    fields = _ENTRY_FIELDS | {"seq": 1, "hash": 1}
    return "journal", [
        {"$match": from_known}, {"$sort": {"seq": 1}}, {"$limit": MOST_FOLLOWING + 2}, {"$project": fields}
    ]  # fmt: skip


def _chained(found: Sequence[Document]) -> list[Document]:
    return [row for row in found if "seq" in row]


def _unsealed(asked: Asked) -> Part:
    """Return what reads the entries that wait to be sealed."""
    unsealed: Document = {"workshop_id": asked.workshop_id, "unsealed": True}
    if asked.manager_id is not None:
        # Another manager's entry may be about a job of this one.
        unsealed["$or"] = [{"manager_id": asked.manager_id}, {"job_manager_id": asked.manager_id}]
    return "journal", [{"$match": unsealed}, {"$project": _ENTRY_FIELDS | {"unsealed": 1}}]


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
    """Return what all parts find, in one round trip; a transaction does not take such a union, so there in one each.

    Times carry no zone (they are UTC).
    """
    if not session.in_transaction:
        (name, pipeline), *others = parts
        parts = [(name, [*pipeline, *({"$unionWith": {"coll": n, "pipeline": p}} for n, p in others)])]
    found: list[Document] = []
    for name, pipeline in parts:
        cursor = await db.naive_collection(name).aggregate(pipeline, session=session, batchSize=5000)
        found += await cursor.to_list()
    return found
