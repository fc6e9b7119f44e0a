"""The money outstanding on cars that are in the shop, exact in a snapshot.

It is a sum over the jobs there, which a workshop that nothing happened to since needs not be asked for again: every
change of a job is in the chain of its journal. So it is kept with the head of the chain that it is true at.
"""

from collections import OrderedDict
from weakref import WeakKeyDictionary

from revops.jobs.status import IN_SHOP
from revops.journal.sums import Head
from revops.mongo.client import Database, Document, Session
from revops.mongo.union import SubQuery, read_union

# Workshops, and managers of whom the owner asks.
_MAX_KNOWN = 1000

_Known = OrderedDict[tuple[str, str | None], tuple[Head, int]]
_KNOWN: "WeakKeyDictionary[Database, _Known]" = WeakKeyDictionary()


async def in_shop_outstanding(
    db: Database, session: Session, workshop_id: str, manager_id: str | None, head: Head | None
) -> int:
    """Sum what is outstanding on jobs in the shop, of the workshop or of one manager, in minor units.

    ``head`` is that of the chain in this snapshot when everything is sealed, else None.
    """
    known = _KNOWN.setdefault(db, OrderedDict())
    of = workshop_id, manager_id
    if head is not None and of in known and known[of][0] == head:
        known.move_to_end(of)
        return known[of][1]
    whose: Document = {"workshop_id": workshop_id} | ({} if manager_id is None else {"manager_id": manager_id})
    there = whose | {"status": {"$in": [status.value for status in IN_SHOP]}, "outstanding_minor": {"$gt": 0}}
    # Sorted as the index is: by its newest jobs, which are nearly all in the shop, the planner would take another one
    # for better, and walk all jobs there ever were.
    pipeline: list[Document] = [
        {"$match": there},
        {"$sort": {"status": 1}},
        {"$group": {"_id": None, "outstanding_minor": {"$sum": "$outstanding_minor"}}},
    ]
    found = (await read_union(db, session, [("in_shop", SubQuery("jobs", pipeline))]))["in_shop"]
    total_minor = int(found[0]["outstanding_minor"]) if found else 0
    if head is not None:
        known[of] = head, total_minor
        known.move_to_end(of)
        if len(known) > _MAX_KNOWN:
            known.popitem(last=False)
    return total_minor
