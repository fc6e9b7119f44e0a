"""Versions and answers against the journal: none altered, none missing."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

from pymongo.asynchronous.collection import AsyncCollection

from revops.estimates.row import answer_hash, count_services, version_hash
from revops.journal.recount import Report
from revops.mongo.batches import in_batches
from revops.mongo.client import Database, Document, Session


async def verify_estimates(db: Database, session: Session, workshop_id: str, report: Report) -> None:
    """Check what customers were asked and answered in one workshop; differences go into the report."""
    journal = db.collection("journal")

    async def check(rows: AsyncCollection[Document], what: str, hash_of: Callable[[Mapping[str, Any]], str]) -> None:
        subject, field = f"estimate_{what}_id", f"changes.{what}_sha256"
        called = f"workshop {workshop_id}: {what} of an estimate"
        recorded: dict[str, str] = {}
        entries: Document = {"workshop_id": workshop_id, subject: {"$exists": True}}
        async for batch in in_batches(journal, entries, (subject, field), session=session):
            recorded |= {entry[subject]: entry["changes"][f"{what}_sha256"][1] for entry in batch}
        async for batch in in_batches(rows, {"workshop_id": workshop_id}, session=session):
            for row in batch:
                expected = recorded.pop(row["_id"], None)
                if expected is None:
                    report.found(f"{called} {row['_id']} has no journal entry")
                elif hash_of(row) != expected:
                    report.found(f"{called} {row['_id']} is not what it was")
        for missing in recorded:
            report.found(f"{called} {missing} was recorded and is missing")

    await _check_counts(db, session, workshop_id, report)
    await check(db.collection("estimate_versions"), "version", version_hash)
    await check(db.collection("estimate_answers"), "answer", answer_hash)


async def _check_counts(db: Database, session: Session, workshop_id: str, report: Report) -> None:
    """Count the services of jobs anew, where a job says how many are answered how."""
    mine: Document = {"workshop_id": workshop_id}
    of_jobs: defaultdict[str, list[Any]] = defaultdict(list)
    async for batch in in_batches(
        db.collection("services"), mine, ("job_id", "state", "sent_version"), session=session
    ):
        for row in batch:
            of_jobs[row["job_id"]].append(row)
    counted: Document = {**mine, "service_counts": {"$exists": True}}
    async for batch in in_batches(db.collection("jobs"), counted, ("service_counts",), session=session):
        for job in batch:
            if job["service_counts"] != count_services(of_jobs[job["_id"]], {}):
                report.found(f"workshop {workshop_id}: job {job['_id']} counts its services otherwise than they are")
