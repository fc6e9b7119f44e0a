"""The money outstanding on cars that are in the shop, exact in a snapshot.

It is a sum over the jobs there, every change of which is in the chain of the journal.
"""

from revops.jobs.status import IN_SHOP
from revops.journal.at_head import KeptAtHead
from revops.journal.sums import Head
from revops.mongo.client import Database, Document, Session
from revops.mongo.union import SubQuery, read_union

# A workshop, a manager of whom its owner asks, the head of a chain and a sum.
_BYTES = 600


async def in_shop_outstanding(
    db: Database, session: Session, workshop_id: str, manager_id: str | None, head: Head | None
) -> int:
    """Sum what is outstanding on jobs in the shop, of the workshop or of one manager, in minor units.

    ``head`` is that of the chain in this snapshot when everything is sealed, else None.
    """
    kept: KeptAtHead[int] = KeptAtHead(db, "in_shop", lambda _: _BYTES)
    known_minor = kept.get((workshop_id, manager_id), head)
    if known_minor is not None:
        return known_minor
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
    kept.put((workshop_id, manager_id), head, total_minor)
    return total_minor
