"""Exact sums at this instant: what is sealed plus unsealed entries, in one snapshot. Cost does not grow with jobs."""

import datetime as dt
from collections.abc import Mapping

from revops.journal.entry import ALL_TIME, balances_of
from revops.journal.periods import sums_over
from revops.journal.position import chain_from, head_of
from revops.journal.sums import PERIOD, PREVIOUS, Head, Sums, SumsQuery, Totals, of_totals, with_entries
from revops.journal.sums_cache import MAX_FOLLOWING, Sealed, sums_cache
from revops.mongo.client import Database, Document, Session
from revops.mongo.union import SubQuery, read_union

_TOTAL_FIELDS = {"_id": 0, "workshop_id": 0}
_ENTRY_FIELDS = dict.fromkeys(("manager_id", "job_manager_id", "day", "postings", "counts", "owed"), 1)
_TOTALS, _HEAD, _FOLLOWING, _UNSEALED = _OWN_TAGS = ("totals", "head", "following", "unsealed")

Tagged = list[tuple[str, SubQuery]]
Found = dict[str, list[Document]]


async def read_sums(db: Database, session: Session, query: SumsQuery) -> Sums:
    """Read sums, exact in the session's snapshot."""
    sums, _ = await read_sums_with(db, session, query, {})
    return sums


async def read_sums_with(
    db: Database, session: Session, query: SumsQuery, extra: Mapping[str, SubQuery]
) -> tuple[Sums, Found]:
    """Read sums and, in the same round trip, run the ``extra`` sub-queries; their rows come under their names."""
    assert extra.keys().isdisjoint(_OWN_TAGS), "a name of a sub-query that the sums need"
    further: Tagged = [(_UNSEALED, _unsealed(query)), *extra.items()]
    if session.in_transaction:  # each sub-query costs a round trip there
        found, head = await read_union(db, session, [*_stored(query), *further]), None
        totals = of_totals(found[_TOTALS])
    else:
        found, totals, head = await _read_through_cache(db, session, query, further)
    entries = sorted(found[_UNSEALED], key=lambda entry: str(entry["_id"]))
    sums = Sums(with_entries(totals, query, entries), balances_of(entries), None if entries else head)
    return sums, {name: found[name] for name in extra}


async def _read_through_cache(
    db: Database, session: Session, query: SumsQuery, further: Tagged
) -> tuple[Found, Totals, Head | None]:
    """Read ``further`` and the sealed totals: those of the cache with what was sealed since, or those stored; and the
    last entry that is in them."""
    cache = sums_cache(db)
    known = cache.get(query)
    stored: Tagged = [(_HEAD, head_of(query.workshop_id)), *_stored(query)]
    first: Tagged = stored
    if known:
        first = [(_FOLLOWING, chain_from(query.workshop_id, known.seq, MAX_FOLLOWING, _ENTRY_FIELDS))]
    found = await read_union(db, session, [*first, *further])
    sealed = known.with_following(query, found[_FOLLOWING]) if known else None
    if sealed is None:
        in_store = await read_union(db, session, stored) if known else found
        totals = of_totals(in_store[_TOTALS])
        # Nothing was ever sealed: then there is no entry to cache sums by.
        if not in_store[_HEAD]:
            return found, totals, None
        (head,) = in_store[_HEAD]
        sealed = Sealed(head["seq"], head["hash"], totals)
    cache.put(query, sealed)
    return found, sealed.totals, (sealed.seq, sealed.hash)


def _stored(query: SumsQuery) -> Tagged:
    """Build the sub-queries for the stored totals."""
    of_workshop: Document = {"workshop_id": query.workshop_id}
    of_one = of_workshop | {"manager_id": query.manager_id}
    whose = of_workshop if query.manager_id is None else of_one
    by_day = of_one | {"day": {"$in": sorted(query.days)}}
    all_time = whose | {"day": ALL_TIME}
    wanted = {"$or": [all_time, by_day]} if query.days else all_time
    queries = [SubQuery("totals", [{"$match": wanted}, {"$project": _TOTAL_FIELDS}])]
    if query.period is not None:
        queries.append(SubQuery("totals", sums_over(query.period, whose, PERIOD)))
    if query.previous is not None:
        queries.append(SubQuery("totals", sums_over(query.previous, of_one, PREVIOUS)))
    return [(_TOTALS, sub_query) for sub_query in queries]


def _unsealed(query: SumsQuery) -> SubQuery:
    """Build the sub-query for the entries that wait to be sealed."""
    unsealed: Document = {"workshop_id": query.workshop_id, "unsealed": True}
    if query.manager_id is not None:
        # Another manager's entry may be about a job of this one.
        unsealed["$or"] = [{"manager_id": query.manager_id}, {"job_manager_id": query.manager_id}]
    return SubQuery("journal", [{"$match": unsealed}, {"$project": _ENTRY_FIELDS}])


async def first_job_day(db: Database, session: Session, workshop_id: str) -> dt.date | None:
    """Read the day of a workshop's first sealed job; None without any."""
    of_workshop = {"workshop_id": workshop_id, "day": {"$lt": ALL_TIME}, "manager_id": None}
    first = await db.collection("totals").find_one(
        of_workshop | {"counts.jobs": {"$gt": 0}}, {"day": 1}, sort=[("day", 1)], session=session
    )
    return dt.date.fromisoformat(first["day"]) if first else None
