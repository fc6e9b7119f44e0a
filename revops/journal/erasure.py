"""Erasing on request by which phone an earlier release said who owes, in entries and balances."""

from collections.abc import Sequence

from revops.core.ids import IDENTIFIER, new_id
from revops.journal.entry import BALANCE_OF, CUSTOMER_BALANCES
from revops.journal.personal import WHOSE
from revops.mongo.client import Database, Document, Session


async def erase_owed(
    db: Database, session: Session, workshop_id: str, job_ids: Sequence[str], phones: Sequence[str]
) -> None:
    """Erase the phones and names by which an earlier release said who owes on jobs, where by now nothing is
    owed by a phone, and all that says so is sealed.
    """
    mine: Document = {"workshop_id": workshop_id, "job_id": {"$in": list(job_ids)}, "owed": {"$exists": True}}
    by_name: Document = {"_id": {"job": "$job_id", "customer": "$owed.customer"}}
    owing: Document = {"minor": {"$sum": "$owed.amount_minor"}, "jobs": {"$sum": "$owed.jobs"}}
    waiting: Document = {"waiting": {"$max": "$unsealed"}}
    pipeline: list[Document] = [{"$match": mine}, {"$unwind": "$owed"}, {"$group": {**by_name, **owing, **waiting}}]
    journal = db.collection("journal")
    cursor = await journal.aggregate(pipeline, session=session)
    kept = {row["_id"]["job"] async for row in cursor if row["minor"] or row["jobs"] or row["waiting"]}
    nameless = {**mine, "job_id": {"$in": [each for each in job_ids if each not in kept]}}
    gone = {"personal.owed.salt": "", **{f"owed.$[line].{name}": "" for name in WHOSE}}
    await journal.update_many(
        nameless | {"personal.owed.salt": {"$exists": True}},
        {"$unset": gone},
        array_filters=[{"line.customer": {"$not": {"$regex": f"^{IDENTIFIER}$"}}}],
        session=session,
    )
    for phone in phones:
        settled = {"workshop_id": workshop_id, BALANCE_OF: phone, "receivable_minor": 0, "jobs_owing": 0}
        nobodys = {"$set": {BALANCE_OF: new_id(), "name": ""}}
        await db.collection(CUSTOMER_BALANCES).update_one(settled, nobodys, session=session)
