"""Moves what is owed on jobs to their customers, where entries say it of a phone number, as an earlier release did, or
of a job that named no customer then (migration 35).

An entry of each such job moves it; sealed entries stay as they are. It is the difference between what a job's entries
say and what is so: it may be made again, beside an older version that goes on by phones, and beside payments, which add
to either side of it.
"""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Collection, Sequence

from revops.core.ids import first_made_at
from revops.core.time import now
from revops.jobs.receivables import owed_by
from revops.journal.entry import (
    BALANCE_OF,
    CUSTOMER_BALANCES,
    SYSTEM,
    Balance,
    EntryKind,
    Event,
    ReceivableChange,
    record,
)
from revops.mongo.batches import in_batches
from revops.mongo.client import Database, Document, Session

MIGRATION = 35

_JOB_BATCH_SIZE = 200
_REST = 0.1
_JOB_FIELDS = dict.fromkeys(("customer_id", "manager_id", "taken_on", "outstanding_minor"), 1)
# An earlier release names whoever owes.
_BY_PHONE: Document = {"owed.name": {"$gt": ""}}
_NOT_NOTHING: Document = {"$or": [{"receivable_minor": {"$ne": 0}}, {"jobs_owing": {"$ne": 0}}]}


async def move_balances(db: Database) -> int:
    """Move what is owed to the customers, in all workshops. Returns of how many jobs that was."""
    loop = asyncio.get_running_loop()
    moved = 0
    async for workshop_id, job_ids in _candidates(db):
        for start in range(0, len(job_ids), _JOB_BATCH_SIZE):
            begun = loop.time()
            moved += await move_balances_of(db, workshop_id, job_ids[start : start + _JOB_BATCH_SIZE])
            await asyncio.sleep((loop.time() - begun) * _REST)
    return moved


async def move_balances_of(db: Database, workshop_id: str, job_ids: Collection[str]) -> int:
    """Move what is owed on some jobs of a workshop to their customers, in one transaction. Returns on how many."""
    workshop = await db.collection("workshops").find_one({"_id": workshop_id}, {"timezone": 1})
    if workshop is None:
        return 0
    timezone = workshop["timezone"]

    async def work(session: Session) -> int:
        mine = {"workshop_id": workshop_id, "_id": {"$in": list(job_ids)}}
        jobs = await db.collection("jobs").find(mine, _JOB_FIELDS, session=session).to_list()
        said = await _journalled(db, session, workshop_id, [job["_id"] for job in jobs])
        events = [event for job in jobs if (event := _moved(job, said.get(job["_id"], {}))) is not None]
        if events:
            # Of two that do this at once, one looks again.
            counted = {"$inc": {"moved": len(events)}}
            await db.collection("migrations").update_one({"_id": MIGRATION}, counted, session=session)
            await record(db, session, workshop_id, timezone, *events)
        return len(events)

    return await db.transaction(work)


async def _journalled(
    db: Database, session: Session, workshop_id: str, job_ids: Sequence[str]
) -> dict[str, dict[str, Balance]]:
    """Sum what entries say is owed on jobs: by job, and by whoever owes it."""
    sums: Document = {"receivable_minor": {"$sum": "$owed.amount_minor"}, "jobs_owing": {"$sum": "$owed.jobs"}}
    pipeline: list[Document] = [
        {"$match": {"workshop_id": workshop_id, "job_id": {"$in": list(job_ids)}, "owed": {"$exists": True}}},
        {"$unwind": "$owed"},
        {"$group": {"_id": {"job": "$job_id", "customer": "$owed.customer"}, **sums}},
    ]
    found: dict[str, dict[str, Balance]] = defaultdict(dict)
    cursor = await db.collection("journal").aggregate(pipeline, session=session)
    async for row in cursor:
        # Who was erased is named no more, and owed nothing.
        if (customer := row["_id"].get("customer")) is not None:
            found[row["_id"]["job"]][customer] = Balance(row["receivable_minor"], row["jobs_owing"])
    return found


def _moved(job: Document, said: dict[str, Balance]) -> Event | None:
    """Build the entry that moves what is owed on a job to whoever owes it; None where its entries say so already."""
    customer, owing = owed_by(job), job["outstanding_minor"]
    differing = {whose: Balance(-balance.receivable_minor, -balance.jobs_owing) for whose, balance in said.items()}
    differing.setdefault(customer, Balance()).add(owing, int(owing > 0))
    changes = [
        ReceivableChange(whose, job["taken_on"], change.receivable_minor, change.jobs_owing)
        for whose, change in differing.items()
        if change
    ]
    sums_to_nothing = (sum(c.amount_minor for c in changes) == 0, sum(c.jobs for c in changes) == 0)
    if not changes or not all(sums_to_nothing):
        return None  # whatever is wrong then, it is for `revops verify` to say
    about = {"job": job["_id"]}
    return Event(EntryKind.BALANCE_MOVED, SYSTEM, job["manager_id"], now(), about, receivable_changes=changes)


async def _candidates(db: Database) -> AsyncIterator[tuple[str, list[str]]]:
    """Yield jobs of which something may have to be moved, by workshop."""
    migration = await db.collection("migrations").find_one({"_id": MIGRATION}, {"applied_at": 1})
    workshop_ids = [row["_id"] async for row in db.collection("workshops").find({}, {"_id": 1})]
    for workshop_id in workshop_ids:
        mine = {"workshop_id": workshop_id}
        async for rows in in_batches(db.collection("jobs"), mine | {"outstanding_minor": {"$gt": 0}}, ["_id"]):
            yield workshop_id, [row["_id"] for row in rows]
        # On which something was owed of the job itself, and is not any more.
        async for rows in in_batches(db.collection(CUSTOMER_BALANCES), mine | _NOT_NOTHING, [BALANCE_OF]):
            named = mine | {"_id": {"$in": [row[BALANCE_OF] for row in rows]}}
            yield workshop_id, [job["_id"] async for job in db.collection("jobs").find(named, {"_id": 1})]
    if migration is None:
        return
    # What an older version wrote since.
    since = {"_id": {"$gte": first_made_at(migration["applied_at"].timestamp())}, **_BY_PHONE}
    by_workshop: defaultdict[str, set[str]] = defaultdict(set)
    async for rows in in_batches(db.collection("journal"), since, ["workshop_id", "job_id"]):
        for row in rows:
            by_workshop[row["workshop_id"]].add(row["job_id"])
    for workshop_id, job_ids in by_workshop.items():
        yield workshop_id, sorted(job_ids)
