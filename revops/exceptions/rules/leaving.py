"""Cars that left while what was paid for them had been taken out of the books, or with nothing to pay, again and again;
and jobs that never came, it is said, and were here.

They hang on how jobs, links and the gate were at that moment, so `revops verify` does not apply them again.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

from revops.core.time import zone
from revops.exceptions.finding import Finding
from revops.exceptions.kinds import ExceptionKind
from revops.exceptions.look import Look, Rule
from revops.exceptions.rules.asking import MAX_JOBS_NAMED, asked
from revops.exceptions.rules.jobs import GONE, cancelled
from revops.exceptions.rules.payments import amount_of, taken_back
from revops.journal.entry import EntryKind
from revops.mongo.client import Document

_OWES = "credit_pending"
_WEEK, _DAY = dt.timedelta(days=7), dt.timedelta(days=1)
# A check for nothing is a kindness now and then.
_MAX_FOR_NOTHING = 2
_MAX_JOBS = 500
_OF_CANCELLED = ("job_id", "payment_id", "postings")


async def left_owing(look: Look, entry: Document) -> Sequence[Finding]:
    """Ask about payments that were cancelled and not recorded anew, when the car leaves with that money owed."""
    old, new = entry.get("changes", {}).get("status", (None, None))
    if new != _OWES or old in GONE:
        return []
    of_job = {"job_id": entry["job_id"], "seq": {"$lt": entry["seq"]}}
    gone = await look.entries({**of_job, "kind": EntryKind.PAYMENT_CANCELLED.value}, _OF_CANCELLED)
    if not gone:
        return []
    recorded = await look.entries({**of_job, "kind": EntryKind.PAYMENT_RECORDED.value}, ("payment_id", "postings"))
    ids = {one["payment_id"] for one in gone}
    found: list[Finding] = []
    for one in gone:
        anew = [other for other in recorded if other["seq"] > one["seq"] and other["payment_id"] not in ids]
        if sum(map(amount_of, anew)) < amount_of(one):
            found += await _asked(look, one)
    return found


async def cancelled_after_leaving(look: Look, entry: Document) -> Sequence[Finding]:
    """Ask about a payment that is cancelled when the car has left, however soon: see ``endings`` for one that is
    recorded anew.
    """
    moves = {"job_id": entry["job_id"], "seq": {"$lt": entry["seq"]}, "changes.status": {"$exists": True}}
    last = await look.entries(moves, ("changes.status",), limit=1)
    return await _asked(look, entry) if last and last[0]["changes"]["status"][1] in GONE else []


async def _asked(look: Look, entry: Document) -> list[Finding]:
    if amount_of(entry) < look.limits.least_minor or await look.answers_himself(entry["actor_id"]):
        return []
    found = await taken_back(look, entry, ExceptionKind.PAYMENT_CANCELLED)
    return [replace(one, facts={**one.facts, "pass": False, "left": True}) for one in found]  # nosec B105


async def was_here(look: Look, entry: Document) -> Sequence[Finding]:
    """Ask about a job that was cancelled before any work or photo, where its customer had opened its page or the gate
    had seen its car.
    """
    if await look.answers_himself(entry["actor_id"]) or await cancelled(look, entry):
        return []
    job = await look.job(entry["job_id"])
    if job is None:
        return []
    seen = []
    opened = {"job_id": job["_id"], "first_seen_at": {"$lte": entry["at"]}}
    if await look.rows("customer_links").find_one(opened, {"_id": 1}) is not None:
        seen.append("page")
    came = {"plate": job["plate"], "at": {"$gte": job["created_at"] - _DAY, "$lte": entry["at"]}}
    if await look.rows("gate_sightings").find_one(came, {"_id": 1}) is not None:
        seen.append("gate")
    if not seen:
        return []
    minor = entry.get("changes", {}).get("estimated_minor", (0, 0))[0]
    facts = {"from_minor": minor, "agreed": [], "seen": seen}
    return [await asked(look, ExceptionKind.JOB_CANCELLED, entry, minor, facts)]


async def for_nothing(look: Look, entry: Document) -> Sequence[Finding]:
    """Ask about cars of a member that left in a week with next to nothing to pay, once a week."""
    old, new = entry.get("changes", {}).get("status", (None, None))
    if new not in GONE or old in GONE or await look.answers_himself(entry["actor_id"]):
        return []
    job = await look.job(entry["job_id"])
    least_minor = max(look.limits.least_minor, 1)
    if job is None or job["estimated_minor"] >= least_minor:
        return []
    at, member_id = entry["at"], entry["manager_id"]
    lately = {"manager_id": member_id, "created_at": {"$gt": at - _WEEK, "$lte": at}, "status": {"$in": GONE}}
    such = {**lately, "estimated_minor": {"$lt": least_minor}, "cancelled_at": None}
    order = [("created_at", -1), ("_id", -1)]
    jobs = [row["_id"] async for row in look.rows("jobs").find(such, {"_id": 1}, sort=order, limit=_MAX_JOBS)]
    if len(jobs) <= _MAX_FOR_NOTHING:
        return []
    year, week, _ = at.astimezone(zone(look.workshop.timezone)).isocalendar()
    facts = {"jobs": len(jobs), "job_ids": jobs[:MAX_JOBS_NAMED]}
    cause = f"{member_id}:{year}-W{week:02d}"
    return [await asked(look, ExceptionKind.JOBS_FOR_NOTHING, entry, 0, facts, cause=cause)]


RULES: Mapping[str, tuple[Rule, ...]] = {
    EntryKind.JOB_UPDATED.value: (left_owing, for_nothing),
    EntryKind.PAYMENT_CANCELLED.value: (cancelled_after_leaving,),
    EntryKind.JOB_CANCELLED.value: (was_here,),
}
