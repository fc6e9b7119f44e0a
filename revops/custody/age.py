"""The age of the cash in a member's hand: first in, first out.

What leaves is always the oldest, so what is left are the newest receipts: the oldest money is found by walking them
from the newest back until they come to what is in hand. So the cost is that of what is held, not of the garage's past.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from revops.core.time import UTC, day_of, now, start_of_day
from revops.journal.accounts import Account
from revops.mongo.client import Database, Document, Session
from revops.mongo.scoped import Scoped, TenantScope
from revops.mongo.union import SubQuery, read_union
from revops.payments.indexes import CASH_RECEIPTS
from revops.payments.row import Decision

# The first come in one round trip for all members; whoever holds more is looked at alone, up to so many.
FIRST, MORE, MOST = 100, 1_000, 10_000
# In one round trip.
_MEMBER_BATCH_SIZE = 40
# What most hold came in so lately: to walk that for all of them costs a fifth of looking for each.
_LATELY = dt.timedelta(days=14)

_RECEIPTS: Document = {
    "account": Account.CASH_IN_HAND.value,
    "verdict": {"$ne": Decision.REJECTED.value},
    "amount_minor": {"$gt": 0},
}
_FIELDS: Document = {"_id": 0, "payment_date": 1, "amount_minor": 1}
_NEWEST = [("payment_date", -1)]
_PACKED: Document = {"_id": None, "at": {"$push": "$payment_date"}, "minor": {"$push": "$amount_minor"}}


@dataclass(frozen=True, slots=True)
class Age:
    """The oldest of some cash: since when it is held, and how much is from that day."""

    oldest_at: dt.datetime | None = None
    oldest_minor: int = 0
    # The walk ended before: it is at least that old.
    is_older: bool = False


NOTHING = Age()


def age_of(receipts: Sequence[Mapping[str, object]], held_minor: int, timezone: str) -> Age | None:
    """Find the oldest of what is held by the newest receipts; None when they do not come to it."""
    left_minor = held_minor
    for index, receipt in enumerate(receipts):
        left_minor -= _minor_of(receipt)
        if left_minor <= 0:
            return _age_from(receipts, index, left_minor, timezone)
    return None


def _age_from(receipts: Sequence[Mapping[str, object]], index: int, left_minor: int, timezone: str) -> Age:
    """Add up what is held of the day of the receipt with this index, of which so much too much (negative) was taken."""
    oldest_at = _time_of(receipts[index])
    next_day = dt.date.fromisoformat(day_of(oldest_at, timezone)) + dt.timedelta(days=1)
    ends = start_of_day(next_day, timezone)
    # Newer than it, so only those of the same day are looked at: there may be thousands.
    of_day_minor = left_minor
    while index >= 0 and _time_of(receipts[index]) < ends:
        of_day_minor += _minor_of(receipts[index])
        index -= 1
    return Age(oldest_at, of_day_minor)


def _time_of(receipt: Mapping[str, object]) -> dt.datetime:
    at = receipt["payment_date"]
    assert isinstance(at, dt.datetime)
    return at.replace(tzinfo=UTC)


def _minor_of(receipt: Mapping[str, object]) -> int:
    minor = receipt["amount_minor"]
    assert isinstance(minor, int)
    return minor


async def ages_of(
    db: Database, session: Session, workshop_id: str, held: Mapping[str, int], timezone: str
) -> dict[str, Age]:
    """Find the age of what members hold, by member: of as much as is given for each."""
    found = {member_id: NOTHING for member_id, held_minor in held.items() if held_minor <= 0}
    asked = [member_id for member_id in held if member_id not in found]
    if len(asked) > 1:
        lately = await _lately(db, session, workshop_id, asked)
        ages = {member_id: age_of(rows, held[member_id], timezone) for member_id, rows in lately.items()}
        found |= {member_id: age for member_id, age in ages.items() if age is not None}
        asked = [member_id for member_id in asked if member_id not in found]
    for begin in range(0, len(asked), _MEMBER_BATCH_SIZE):
        some = asked[begin : begin + _MEMBER_BATCH_SIZE]
        receipts = await read_union(db, session, [(one, _newest(db, workshop_id, one)) for one in some])
        for member_id in some:
            first, held_minor = _unpacked(receipts[member_id]), held[member_id]
            age = age_of(first, held_minor, timezone)
            if age is None and len(first) == FIRST:
                age = await _walk(db, session, TenantScope(workshop_id, member_id), held_minor, timezone)
            found[member_id] = age or _oldest_of(first)
    return found


async def _lately(
    db: Database, session: Session, workshop_id: str, member_ids: Sequence[str]
) -> dict[str, list[Document]]:
    """Read what came in lately, by member, the newest first; of the last members nothing, or not all, where it is
    much.
    """
    receipts = Scoped(db, "payments", TenantScope(workshop_id))
    wanted = {**_RECEIPTS, "manager_id": {"$in": list(member_ids)}, "payment_date": {"$gte": now() - _LATELY}}
    order = [("manager_id", 1), *_NEWEST]
    found = receipts.sub_query(wanted, {**_FIELDS, "manager_id": 1}, sort=order, limit=MOST)
    pipeline = [*found.pipeline, {"$group": {**_PACKED, "_id": "$manager_id"}}]
    collection = db.naive_collection(found.collection)
    packed = await (await collection.aggregate(pipeline, session=session, hint="cash_receipts")).to_list()
    return {one["_id"]: _unpacked([one]) for one in packed}


def _newest(db: Database, workshop_id: str, member_id: str) -> SubQuery:
    """Build the sub-query for a member's newest receipts, as one document: a hundred cost ten times as much to read."""
    receipts = Scoped(db, "payments", TenantScope(workshop_id, member_id))
    found = receipts.sub_query(_RECEIPTS, _FIELDS, sort=_NEWEST, limit=FIRST)
    return SubQuery(found.collection, [*found.pipeline, {"$group": _PACKED}])


def _unpacked(packed: Sequence[Document]) -> list[Document]:
    return [
        {"payment_date": at, "amount_minor": amount_minor}
        for one in packed
        for at, amount_minor in zip(one["at"], one["minor"], strict=True)
    ]


async def _walk(db: Database, session: Session, theirs: TenantScope, held_minor: int, timezone: str) -> Age:
    """Read further back, a bounded number of receipts at a time, up to a bounded number of them."""
    receipts: list[Document] = []
    while len(receipts) < MOST:
        page = await Scoped(db, "payments", theirs).page_naive(
            _RECEIPTS, _FIELDS, sort=_NEWEST, limit=MORE, skip=len(receipts), hint=CASH_RECEIPTS, session=session
        )
        receipts += page
        age = age_of(receipts, held_minor, timezone)
        if age is not None or len(page) < MORE:
            return age or _oldest_of(receipts)
    return Age(_oldest_of(receipts).oldest_at, 0, is_older=True)


def _oldest_of(receipts: Sequence[Mapping[str, object]]) -> Age:
    """Take the oldest receipt there is, for cash that no receipt explains: a difference that was booked."""
    if not receipts:
        return NOTHING
    return Age(_time_of(receipts[-1]), 0)
