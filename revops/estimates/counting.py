"""Counting the services of jobs from before jobs said themselves how many are answered how."""

from pymongo import UpdateOne

from revops.estimates.row import count_services
from revops.mongo.client import Database, Document

_FIELDS: Document = {"state": 1, "sent_version": 1}
_AT_ONCE = 500


async def count_services_of_jobs(db: Database) -> None:
    """Count them, where a job does not say it. A job that is written meanwhile says it by itself, which stays."""
    jobs, services = db.collection("jobs"), db.collection("services")
    uncounted: Document = {"estimate_version": {"$gte": 1}, "service_counts": {"$exists": False}}
    changes: list[UpdateOne] = []
    async for job in jobs.find(uncounted, {"workshop_id": 1}):
        rows = await services.find({"workshop_id": job["workshop_id"], "job_id": job["_id"]}, _FIELDS).to_list()
        counts = {"$set": {"service_counts": count_services(rows, {})}}
        changes.append(UpdateOne({"_id": job["_id"], "service_counts": {"$exists": False}}, counts))
        if len(changes) == _AT_ONCE:
            await jobs.bulk_write(changes, ordered=False)
            changes = []
    if changes:
        await jobs.bulk_write(changes, ordered=False)
