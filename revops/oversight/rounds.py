"""Rounds: the books of every garage are checked again and again, a little at a time, and what is found is kept."""

import datetime as dt
import time
from collections.abc import Awaitable, Callable, Mapping

import pymongo
import structlog
from prometheus_client import Gauge
from pymongo.errors import PyMongoError

from revops.access.announcements import Pushed, push_task
from revops.core.process import run_module
from revops.core.time import now
from revops.journal.recount import Report, VerifyProgress
from revops.mongo.client import Database, Document, Session
from revops.tasks.outbox import Claimed, enqueue

log = structlog.get_logger(__name__)

DIFFERING = Gauge(
    "revops_verify_differing_workshops",
    "Workshops whose books did not agree when they were last checked.",
    multiprocess_mode="mostrecent",
)
AGE = Gauge(
    "revops_verify_age_seconds",
    "How long ago the workshop was checked that has waited longest; 0 before the first check.",
    multiprocess_mode="mostrecent",
)

KIND = "verify"
# A large garage is checked as often as leaves its checks this share of the time, and no round takes longer than this.
_SHARE_OF_TIME = 1 / 20
_MAX_ROUND_SECONDS = 600
_LONGEST_PAUSE_SECONDS = 24 * 60 * 60.0
_MEASURE_SECONDS = 2

VerifyWorkshop = Callable[[Database, str, Report, VerifyProgress], Awaitable[None]]


async def check_round(
    db: Database, workshop_ids: list[str], verify_workshop: VerifyWorkshop, longest_seconds: float = 0
) -> list[Report]:
    """Check garages, those first that were checked longest ago, until the round has lasted long enough.

    Each result is kept at once, so a round that was cut short is gone on with where it was.
    """
    begun = time.monotonic()
    reports = []
    for workshop_id in await _due(db, workshop_ids):
        report, checking = Report(), time.monotonic()
        await verify_workshop(db, workshop_id, report, lambda _what, _count: None)
        report.seconds = time.monotonic() - checking
        await _keep(db, workshop_id, report)
        reports.append(report)
        if time.monotonic() - begun > (longest_seconds or _MAX_ROUND_SECONDS):
            break
    return reports


async def _due(db: Database, workshop_ids: list[str]) -> list[str]:
    """Find the garages to check, those first that never were."""
    kept_ones = db.collection("verifications").find({}, {"checked_at": 1, "seconds": 1})
    found = {kept["_id"]: kept async for kept in kept_ones}
    at = now()

    def is_due(workshop_id: str) -> bool:
        kept = found.get(workshop_id)
        # One that is said to have been checked tomorrow, or for a week, was not.
        if kept is None or kept["checked_at"] > at:
            return True
        pause = min(float(kept["seconds"]) / _SHARE_OF_TIME, _LONGEST_PAUSE_SECONDS)
        return bool(at - kept["checked_at"] >= dt.timedelta(seconds=pause))

    first = dt.datetime.min.replace(tzinfo=dt.UTC)
    due = [workshop_id for workshop_id in workshop_ids if is_due(workshop_id)]
    return sorted(due, key=lambda workshop_id: found[workshop_id]["checked_at"] if workshop_id in found else first)


async def _keep(db: Database, workshop_id: str, report: Report) -> None:
    result = {
        "workshop_id": workshop_id,
        "checked_at": now(),
        "seconds": report.seconds,
        "entries": report.entries,
        "problems": report.problems,
    }

    async def work(session: Session) -> None:
        before = await db.collection("verifications").find_one_and_update(
            {"_id": workshop_id}, {"$set": result}, upsert=True, session=session
        )
        # Once: the next round finds the same.
        if report.problems and not (before or {}).get("problems"):
            notified = {"_id": workshop_id, "is_notified": True}
            if await db.collection("workshops").find_one(notified, {"_id": 1}, session=session) is not None:
                await enqueue(db, session, workshop_id, push_task(Pushed.CHECK_FAILED))

    await db.transaction(work)
    if report.problems:
        log.error("books_differ", workshop_id=workshop_id, differences=len(report.problems))


class Rounds:
    """Has a round made by a process of its own, at a low priority: checking takes the processor for seconds."""

    def __init__(self, db: Database, url: str, settings: Mapping[str, str]) -> None:
        """Have rounds made on a database, with these settings in the environment of their process."""
        self._db = db
        self._environment = {**settings, "MONGO_URL": url, "DB_NAME": db.name}

    async def handle(self, _: Claimed) -> None:
        """Make a round. Twice is as good as once."""
        code, said = await run_module("revops.checking", (), self._environment)
        if code != 0:
            raise RoundFailed(said[-300:])


class RoundFailed(Exception):
    """A round could not be made; the message is what its process said last."""


async def measure(db: Database) -> None:
    """Set the metrics to what was found last."""
    verifications = db.collection("verifications")
    try:
        with pymongo.timeout(_MEASURE_SECONDS):
            DIFFERING.set(await verifications.count_documents({"problems.0": {"$exists": True}}))
            oldest: Document | None = await verifications.find_one({}, {"checked_at": 1}, sort=[("checked_at", 1)])
    except PyMongoError:
        return
    AGE.set(0 if oldest is None else max(0.0, (now() - oldest["checked_at"]).total_seconds()))
