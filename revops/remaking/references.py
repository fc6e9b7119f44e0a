"""The references that jobs are found by: numbers of their papers, and what identifies their payments."""

from collections import defaultdict
from collections.abc import Collection

from revops.mongo.client import Database, Document

References = defaultdict[str, list[str]]
"""References by job."""


async def references_of(db: Database, workshop_id: str, job_ids: Collection[str]) -> References:
    """Read what the papers and payments of these jobs are called."""
    these: Document = {"job_id": {"$in": list(job_ids)}}
    return await _read(db, these, {"workshop_id": workshop_id, **these})


async def references_since(db: Database, first_id: str) -> References:
    """Read what papers and payments are called that were made since an identifier was."""
    since: Document = {"_id": {"$gte": first_id}}
    return await _read(db, since, since)


async def _read(db: Database, paid: Document, issued: Document) -> References:
    found: References = defaultdict(list)
    with_reference = paid | {"reference": {"$type": "string"}}
    async for payment in db.collection("payments").find(with_reference, {"job_id": 1, "reference": 1}):
        found[payment["job_id"]].append(payment["reference"])
    async for paper in db.collection("documents").find(issued, {"job_id": 1, "number": 1}):
        found[paper["job_id"]].append(paper["number"])
    return found
