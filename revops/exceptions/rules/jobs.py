"""Jobs that were cancelled, reopened, written off, done for nothing, or promised anew at the last moment."""

import datetime as dt
from collections.abc import Mapping, Sequence

from revops.core.time import from_millis
from revops.exceptions.finding import Finding
from revops.exceptions.kinds import ExceptionKind
from revops.exceptions.look import Look, Rule
from revops.exceptions.rules.agreed import DONE, agreement_of
from revops.exceptions.rules.asking import asked
from revops.journal.accounts import Account
from revops.journal.entry import EntryKind
from revops.mongo.client import Document

# A promise that is moved so shortly before the work is done is none; nor one that was broken when it was moved.
_JUST_BEFORE = dt.timedelta(days=1)
GONE = ("delivered", "credit_pending", "closed")
_BEGUN = "pending"
_SHOW_IT = [EntryKind.INSPECTION_FINISHED.value, EntryKind.PHOTO_ADDED.value]
# A bad photo is seen by whoever makes it, soon.
_SEEN_MINUTES = 30


async def cancelled(look: Look, entry: Document) -> Sequence[Finding]:
    """Ask about a job that was cancelled after parts or work were put into it."""
    if await look.answers_himself(entry["actor_id"]):
        return []
    changes = entry.get("changes", {})
    minor = changes.get("estimated_minor", (0, 0))[0]
    worked = changes.get("status", (_BEGUN, None))[0] != _BEGUN
    # Looked over, or photographed: it was here.
    was_here = {"kind": {"$in": _SHOW_IT}, "job_id": entry["job_id"], "seq": {"$lt": entry["seq"]}}
    agreed = await agreement_of(look, entry)
    if not (worked or agreed is not None or await look.entries(was_here, limit=1)):
        return []
    by = agreed.by if agreed is not None else []
    facts = {"from_minor": minor, "status": changes.get("status", (None, None))[0], "agreed": by}
    return [await asked(look, ExceptionKind.JOB_CANCELLED, entry, minor, facts)]


async def written_off(look: Look, entry: Document) -> Sequence[Finding]:
    """Ask about money that somebody else than an owner wrote off."""
    if await look.answers_himself(entry["actor_id"]):
        return []
    minor = sum(p["amount_minor"] for p in entry.get("postings", ()) if p["account"] == Account.WRITE_OFF)
    return [await asked(look, ExceptionKind.WRITTEN_OFF, entry, minor, {})]


async def moved(look: Look, entry: Document) -> Sequence[Finding]:
    """Ask about a move of a job: one that was reopened, that left for nothing, or whose promise was moved before."""
    old, new = entry.get("changes", {}).get("status", (None, None))
    if new is None or await look.answers_himself(entry["actor_id"]):
        return []
    found: list[Finding] = []
    if old in GONE and new not in GONE:
        facts = {"from_status": old, "to_status": new}
        found.append(await asked(look, ExceptionKind.REOPENED, entry, 0, facts))
    if new in GONE and old not in GONE:
        found += await _for_nothing(look, entry)
    if new in DONE and old not in DONE:
        found += await _promised_anew(look, entry)
    return found


async def _for_nothing(look: Look, entry: Document) -> list[Finding]:
    """Ask about a visit without a price, soon after one of the same vehicle that was paid."""
    job = await look.job(entry["job_id"])
    if job is None or job["estimated_minor"] > 0 or job.get("vehicle_id") is None:
        return []
    since = job["created_at"] - dt.timedelta(days=look.limits.revisit_days)
    earlier = {
        "vehicle_id": job["vehicle_id"],
        "created_at": {"$gte": since, "$lt": job["created_at"]},
        "paid_minor": {"$gt": 0},
    }
    shown = {"paid_minor": 1, "created_at": 1}
    paid = await look.rows("jobs").find(earlier, shown, sort=[("created_at", -1)], limit=1).to_list()
    if not paid:
        return []
    days = (job["created_at"] - paid[0]["created_at"]).days
    facts = {"days": days, "paid_minor": paid[0]["paid_minor"]}
    about = {"earlier_job": paid[0]["_id"]}
    kind = ExceptionKind.FREE_SECOND_VISIT
    return [await asked(look, kind, entry, paid[0]["paid_minor"], facts, cause=job["_id"], about=about)]


async def _promised_anew(look: Look, entry: Document) -> list[Finding]:
    """Ask about a promise that was moved when it was broken already, or was about to be, and would have been broken."""
    moves = {"job_id": entry["job_id"], "seq": {"$lte": entry["seq"]}}
    moves |= {"changes.planned_completion_days": {"$exists": True}, "facts.due_at": {"$exists": True}}
    changes = await look.entries(moves, ("changes.planned_completion_days", "facts.due_at"))
    late = [change for change in changes if _is_late(change, entry["at"])]
    if not late:
        return []
    first, last = late[-1], changes[0]
    old_due, new_due = (from_millis(first["facts"]["due_at"][0]), from_millis(last["facts"]["due_at"][1]))
    if not old_due < entry["at"] < new_due:
        return []
    days = first["changes"]["planned_completion_days"][0], last["changes"]["planned_completion_days"][1]
    late_hours = int((entry["at"] - old_due).total_seconds() // 3600)
    facts = {"from_days": days[0], "to_days": days[1], "late_hours": late_hours}
    return [await asked(look, ExceptionKind.PROMISE_MOVED, entry, 0, facts)]


def _is_late(change: Document, done_at: dt.datetime) -> bool:
    return bool(change["at"] > from_millis(change["facts"]["due_at"][0]) or done_at - change["at"] <= _JUST_BEFORE)


async def photo_deleted(look: Look, entry: Document) -> Sequence[Finding]:
    """Ask about a photo that is taken off so long after it was made that it was no bad one."""
    if await look.answers_himself(entry["actor_id"]):
        return []
    photo = await look.rows("photos").find_one({"_id": entry["photo_id"]}, {"added_at": 1})
    minutes = int((entry["at"] - photo["added_at"]).total_seconds() // 60) if photo is not None else 0
    if minutes < _SEEN_MINUTES:
        return []
    facts, about = {"minutes": minutes}, {"photo": entry["photo_id"]}
    cause = entry["photo_id"]
    return [await asked(look, ExceptionKind.PHOTO_DELETED, entry, 0, facts, cause=cause, about=about)]


RULES: Mapping[str, tuple[Rule, ...]] = {
    EntryKind.JOB_CANCELLED.value: (cancelled,),
    EntryKind.JOB_WRITTEN_OFF.value: (written_off,),
    EntryKind.JOB_UPDATED.value: (moved,),
    EntryKind.PHOTO_DELETED.value: (photo_deleted,),
}
