"""Work that one member says customers declined, where they never opened the page that would show it.

One such word is what happens every day, on the phone. Many of one member in a month are another matter: the work may be
done, and paid for in cash that nobody wrote down.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from revops.exceptions.finding import Finding
from revops.exceptions.kinds import ExceptionKind
from revops.exceptions.look import Look, Rule
from revops.exceptions.rules.asking import MAX_JOBS_NAMED, month_of
from revops.journal.entry import EntryKind
from revops.mongo.client import Document

_TOLD, _DECLINED = "told", "declined"
# Asked about at so many jobs of a month, and each time that they have doubled since.
_MIN_JOBS = 5


async def add_up(look: Look, entry: Document) -> Sequence[Finding]:
    """Ask about services that a member noted as declined on many jobs of a month, whose customers saw none of it."""
    member = await look.person(entry["actor_id"])
    if not _is_declined(entry) or member is None or await look.answers_himself(member.id):
        return []
    month, begun = month_of(look, entry["at"])
    his = {"kind": EntryKind.ESTIMATE_ANSWERED.value, "actor_id": {"$in": [member.id, member.user_id]}}
    this_month = {"at": {"$gte": begun}, "seq": {"$lte": entry["seq"]}, "changes.how.1": _TOLD}
    said = await look.entries(
        {**his, **this_month}, ("job_id", "estimate_answer_id", "changes.how", "changes.services")
    )
    by_job = await _unseen(look, entry["at"], [one for one in said if _is_declined(one)])
    before = len(by_job.keys() - {entry["job_id"]})
    if entry["job_id"] not in by_job or not _has_doubled(before, len(by_job)):
        return []
    largest = sorted(by_job, key=lambda job_id: (-by_job[job_id], job_id))
    facts = {"month": month, "jobs": len(by_job), "job_ids": largest[:MAX_JOBS_NAMED]}
    cause, minor = f"{member.id}:{month}:{len(by_job)}", sum(by_job.values())
    return [Finding(ExceptionKind.DECLINES_ADD_UP, cause, entry["at"], member.id, minor, facts=facts)]


def _is_declined(entry: Document) -> bool:
    changes = entry.get("changes", {})
    answers = changes.get("services", (None, {}))[1] or {}
    return changes.get("how", (None, None))[1] == _TOLD and _DECLINED in answers.values()


def _has_doubled(before: int, now: int) -> bool:
    """Say whether a number has just come to the least that is asked about, or to twice, four times it and so on."""
    asked_at = _MIN_JOBS
    while asked_at < now:
        asked_at *= 2
    return before < now == asked_at


async def _unseen(look: Look, at: dt.datetime, said: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """Sum by job what was declined, of those jobs whose customers had not opened their page."""
    job_ids = sorted({one["job_id"] for one in said})
    opened = {"job_id": {"$in": job_ids}, "first_seen_at": {"$lte": at}}
    seen = {link["job_id"] async for link in look.rows("customer_links").find(opened, {"job_id": 1})}
    found: dict[str, int] = {}
    answers = {"_id": {"$in": [one["estimate_answer_id"] for one in said]}}
    async for answer in look.rows("estimate_answers").find(answers, {"job_id": 1, "services": 1}):
        if answer["job_id"] not in seen:
            minor = sum(one["minor"] for one in answer["services"] if one["answer"] == _DECLINED)
            found[answer["job_id"]] = found.get(answer["job_id"], 0) + minor
    return found


RULES: Mapping[str, tuple[Rule, ...]] = {EntryKind.ESTIMATE_ANSWERED.value: (add_up,)}
