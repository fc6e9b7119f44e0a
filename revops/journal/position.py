"""Positions in a garage's journal: who computed something from its books at one can read what was written since, and
knows whether it still holds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from revops.mongo.client import Database, Document
from revops.mongo.union import SubQuery, read_union

# Of more nobody asks what they are about.
_MAX_SINCE = 200
_HEAD, _SINCE, _UNSEALED = "head", "since", "unsealed"


@dataclass(frozen=True, slots=True)
class Position:
    """The last entry of the chain, and those that wait to be sealed."""

    seq: int
    hash: str
    unsealed: frozenset[str]


def head_of(workshop_id: str) -> SubQuery:
    """Build the sub-query for the last sealed entry of a chain."""
    fields = {"_id": 0, "seq": 1, "hash": 1}
    return SubQuery("chain_heads", [{"$match": {"_id": workshop_id}}, {"$project": fields}])


def chain_from(workshop_id: str, seq: int, at_most: int, fields: Mapping[str, int]) -> SubQuery:
    """Build the sub-query for a chain from an entry on, with one more than may follow it."""
    wanted: Document = {"workshop_id": workshop_id, "seq": {"$gte": seq}}
    asked = {"seq": 1, "hash": 1, **fields}
    return SubQuery(
        "journal", [{"$match": wanted}, {"$sort": {"seq": 1}}, {"$limit": at_most + 2}, {"$project": asked}]
    )


def those_after(entries: Sequence[Document], seq: int, entry_hash: str, at_most: int) -> Sequence[Document] | None:
    """List the entries after one in a chain read from it on; None when the chain is another, or more follow."""
    if not entries or (entries[0]["seq"], entries[0]["hash"]) != (seq, entry_hash):
        return None
    following = entries[1:]
    return following if len(following) <= at_most else None


async def read_position(db: Database, workshop_id: str) -> Position | None:
    """Read where the journal of a garage is; None where nothing is sealed, or too much waits for it."""
    async with db.snapshot() as session:
        found = await read_union(db, session, [(_HEAD, head_of(workshop_id)), (_UNSEALED, _unsealed(workshop_id, {}))])
    waiting = [entry["_id"] for entry in found[_UNSEALED]]
    if not found[_HEAD] or len(waiting) > _MAX_SINCE:
        return None
    (last,) = found[_HEAD]
    return Position(last["seq"], last["hash"], frozenset(waiting))


async def read_since(
    db: Database, workshop_id: str, known: Position, fields: Mapping[str, int]
) -> tuple[Position, Sequence[Document]] | None:
    """Read these fields of the entries that were written since a position, in one round trip, and where the journal is
    now. None where that cannot be told: the chain is another, or too much was written.
    """
    sealed = chain_from(workshop_id, known.seq, _MAX_SINCE, fields)
    async with db.snapshot() as session:
        found = await read_union(db, session, [(_SINCE, sealed), (_UNSEALED, _unsealed(workshop_id, fields))])
    following = those_after(found[_SINCE], known.seq, known.hash, _MAX_SINCE)
    if following is None or len(found[_UNSEALED]) > _MAX_SINCE:
        return None
    new = [entry for entry in (*following, *found[_UNSEALED]) if entry["_id"] not in known.unsealed]
    last = found[_SINCE][-1]
    return Position(last["seq"], last["hash"], frozenset(entry["_id"] for entry in found[_UNSEALED])), new


def _unsealed(workshop_id: str, fields: Mapping[str, int]) -> SubQuery:
    waiting: Document = {"workshop_id": workshop_id, "unsealed": True}
    return SubQuery("journal", [{"$match": waiting}, {"$limit": _MAX_SINCE + 1}, {"$project": {"_id": 1, **fields}}])
