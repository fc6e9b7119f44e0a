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
_ORDER = {"$sort": {"seq": 1}}


@dataclass(frozen=True, slots=True)
class Position:
    """The last entry of the chain, and those that wait to be sealed."""

    seq: int
    hash: str
    unsealed: frozenset[str]


async def read_position(db: Database, workshop_id: str) -> Position | None:
    """Read where the journal of a garage is; None where nothing is sealed, or too much waits for it."""
    head = SubQuery("chain_heads", [{"$match": {"_id": workshop_id}}, {"$project": {"_id": 0, "seq": 1, "hash": 1}}])
    async with db.snapshot() as session:
        found = await read_union(db, session, [(_HEAD, head), (_UNSEALED, _unsealed(workshop_id, {}))])
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
    asked = {"seq": 1, "hash": 1, **fields}
    after: Document = {"workshop_id": workshop_id, "seq": {"$gte": known.seq}}
    sealed = SubQuery("journal", [{"$match": after}, _ORDER, {"$limit": _MAX_SINCE + 2}, {"$project": asked}])
    async with db.snapshot() as session:
        found = await read_union(db, session, [(_SINCE, sealed), (_UNSEALED, _unsealed(workshop_id, fields))])
    if not found[_SINCE]:
        return None
    first, *following = found[_SINCE]
    if (first["seq"], first["hash"]) != (known.seq, known.hash) or len(following) > _MAX_SINCE:
        return None
    if len(found[_UNSEALED]) > _MAX_SINCE:
        return None
    new = [entry for entry in (*following, *found[_UNSEALED]) if entry["_id"] not in known.unsealed]
    last = found[_SINCE][-1]
    return Position(last["seq"], last["hash"], frozenset(entry["_id"] for entry in found[_UNSEALED])), new


def _unsealed(workshop_id: str, fields: Mapping[str, int]) -> SubQuery:
    waiting: Document = {"workshop_id": workshop_id, "unsealed": True}
    return SubQuery("journal", [{"$match": waiting}, {"$limit": _MAX_SINCE + 1}, {"$project": {"_id": 1, **fields}}])
