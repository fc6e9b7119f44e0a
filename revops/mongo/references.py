"""The references that older jobs are found by: numbers of their papers, and what identifies their payments."""

from collections import defaultdict
from collections.abc import AsyncIterator

from pymongo import UpdateOne

from revops.mongo.client import Database, Document

_AT_ONCE = 1000


async def keep_references(db: Database) -> None:
    """Note on each job what its papers and payments are called. Its search tokens are made of them afterwards."""
    async for rows in _found(db):
        by_job: defaultdict[str, list[str]] = defaultdict(list)
        for job_id, reference in rows:
            by_job[job_id].append(reference)
        writes = [
            UpdateOne({"_id": job_id}, {"$addToSet": {"references": {"$each": references}}})
            for job_id, references in by_job.items()
        ]
        await db.collection("jobs").bulk_write(writes, ordered=False)


async def _found(db: Database) -> AsyncIterator[list[tuple[str, str]]]:
    paid: Document = {"reference": {"$type": "string"}}
    payments = db.collection("payments").find(paid, {"job_id": 1, "reference": 1}, batch_size=_AT_ONCE)
    while batch := await payments.to_list(_AT_ONCE):
        yield [(row["job_id"], row["reference"]) for row in batch]
    papers = db.collection("documents").find({}, {"job_id": 1, "number": 1}, batch_size=_AT_ONCE)
    while batch := await papers.to_list(_AT_ONCE):
        yield [(row["job_id"], row["number"]) for row in batch]
