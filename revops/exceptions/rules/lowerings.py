"""Prices of many jobs that one member lowered, each too little, or too early, to be asked about by itself.

What he lowered in a month is added up, and compared with what his jobs are worth and with what the others of the garage
lower. A price counts that stood for an hour, or that was agreed while it stood: one that was typed wrongly is seen by
whoever typed it, soon.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from revops.exceptions.finding import Finding
from revops.exceptions.kinds import ExceptionKind
from revops.exceptions.look import Look, Rule
from revops.exceptions.rules.agreed import agreed_at
from revops.exceptions.rules.asking import MAX_JOBS_NAMED, month_of
from revops.exceptions.rules.estimates import standing
from revops.journal.entry import EntryKind
from revops.mongo.client import Document

KIND = ExceptionKind.LOWERINGS_ADD_UP
_BY_HAND = (EntryKind.JOB_UPDATED, EntryKind.SERVICE_CHANGED, EntryKind.SERVICE_WITHDRAWN)
_STOOD = dt.timedelta(hours=1)
_MONTH, _LATELY = dt.timedelta(days=30), dt.timedelta(days=90)
_LEAST_OF_MONTH = 20  # times the least that is worth a question
_MIN_JOBS = 5
# In ten thousandths of what the jobs are worth: more than a hundredth, and more than three times what is usual in the
# garage; where much is usual, more than a twentieth.
_MIN_SHARE, _TIMES_USUAL, _MAX_SHARE = 100, 3, 500
_MAX_CHANGES = 5000
_OF_NOTED = {"cause": 1, "amount_minor": 1}


@dataclass(frozen=True, slots=True)
class _Lowering:
    """A price that came down: of which job, by whom, and how far."""

    job_id: str
    actor_id: str
    at: dt.datetime
    minor: int


async def add_up(look: Look, entry: Document) -> Sequence[Finding]:
    """Ask about prices that a member lowered in a month, where they come to much, and to more than is usual; again
    when they have come to twice as much.
    """
    member = await look.person(entry["actor_id"])
    if not _down(entry) or member is None or await look.answers_himself(member.id):
        return []
    month, begun = month_of(look, entry["at"])
    changes = await _changes_until(look, entry)
    least_minor = max(_LEAST_OF_MONTH * look.limits.least_minor, 1)
    his = (member.id, member.user_id)
    if sum(_down(one) for one in changes if one["actor_id"] in his and one["at"] >= begun) < least_minor:
        return []
    lowered = await _lowered(look, changes)
    by_job: Counter[str] = Counter()
    for one in lowered:
        if one.actor_id in his and one.at >= begun:
            by_job[one.job_id] += one.minor
    told_minor = await _told(look, member.id, month, entry["seq"])
    minor = by_job.total() - told_minor
    if minor < max(least_minor, told_minor) or len(by_job) < _MIN_JOBS:
        return []
    share = _share(by_job.total(), await _worth(look, {"manager_id": member.id}, entry["at"], _MONTH))
    others_minor = sum(one.minor for one in lowered if one.actor_id not in his)
    usual = _share(others_minor, await _worth(look, {"manager_id": {"$ne": member.id}}, entry["at"], _LATELY))
    if share < min(max(_MIN_SHARE, _TIMES_USUAL * usual), _MAX_SHARE):
        return []
    facts = {"month": month, "jobs": len(by_job), "share_bp": share, "usual_bp": usual}
    facts |= {"before_minor": told_minor, "job_ids": [job_id for job_id, _ in by_job.most_common(MAX_JOBS_NAMED)]}
    cause = f"{member.id}:{month}:{entry['seq']}"
    return [Finding(KIND, cause, entry["at"], member.id, minor, facts=facts)]


def _down(entry: Document) -> int:
    """Read how far somebody lowered a price by an entry."""
    old_minor, new_minor = entry.get("changes", {}).get("estimated_minor", (0, 0))
    return max(int(old_minor - new_minor), 0) if entry["kind"] in _BY_HAND else 0


async def _changes_until(look: Look, entry: Document) -> list[Document]:
    """Read what became of all prices lately, the newest first."""
    lately = {"at": {"$gte": entry["at"] - _LATELY, "$lte": entry["at"]}, "seq": {"$lte": entry["seq"]}}
    fields = ("job_id", "changes.estimated_minor", "changes.undone")
    return await look.entries({**lately, "changes.estimated_minor": {"$exists": True}}, fields, limit=_MAX_CHANGES)


async def _lowered(look: Look, newest_first: Sequence[Document]) -> list[_Lowering]:
    """List by whom prices were lowered that nobody was asked about by themselves."""
    by_job: defaultdict[str, list[Document]] = defaultdict(list)
    for change in newest_first:
        by_job[change["job_id"]].append(change)
    came_down = [job_id for job_id, theirs in by_job.items() if any(map(_down, theirs))]
    jobs = look.rows("jobs").find({"_id": {"$in": came_down}}, {"created_at": 1})
    made = {job["_id"]: job["created_at"] async for job in jobs}
    agreed = await agreed_at(look, came_down)
    least_minor = max(look.limits.least_minor, 1)
    found: list[_Lowering] = []
    for job_id, created_at in made.items():
        seqs = agreed.get(job_id, ())
        steps = list(_steps(standing(by_job[job_id])[::-1], seqs, created_at))
        found += _not_asked(steps, seqs, least_minor)
    return found


def _steps(
    changes: Sequence[Document], agreed: Sequence[int], created_at: dt.datetime
) -> Iterator[tuple[int, _Lowering]]:
    """Yield how far each price of a job came down from the one before, both being such as counted."""
    since, since_seq, before_minor = created_at, 0, None
    waits: tuple[int, _Lowering] | None = None
    for change in changes:
        old_minor, new_minor = change["changes"]["estimated_minor"]
        seq, at = change["seq"], change["at"]
        if at - since >= _STOOD or any(since_seq <= one < seq for one in agreed):
            if waits is not None:
                yield waits
            before_minor = old_minor
        fell_minor = before_minor - new_minor if before_minor is not None and change["kind"] in _BY_HAND else 0
        lowering = _Lowering(change["job_id"], change["actor_id"], at, fell_minor)
        waits = (seq, lowering) if fell_minor > 0 else None
        since, since_seq = at, seq
    if waits is not None:
        yield waits


def _not_asked(steps: Sequence[tuple[int, _Lowering]], agreed: Sequence[int], least_minor: int) -> list[_Lowering]:
    """Leave out what came down from an agreed price by so much that it was asked about: see ``estimates``."""
    kept: list[_Lowering] = []
    small: list[_Lowering] = []
    for seq, lowering in steps:
        if not agreed or seq < agreed[0]:
            kept.append(lowering)
            continue
        small.append(lowering)
        if sum(one.minor for one in small) >= least_minor:
            small = []
    return kept + small


async def _told(look: Look, member_id: str, month: str, seq: int) -> int:
    """Add up what was asked about a member's month before an entry."""
    begins = f"{member_id}:{month}:"
    of_member = {"kind": KIND.value, "member_id": member_id}
    noted = [(row["cause"], row["amount_minor"]) async for row in look.rows("exceptions").find(of_member, _OF_NOTED)]
    noted += [(one.cause, one.amount_minor) for one in look.found if one.kind is KIND]
    return sum(
        minor for cause, minor in dict(noted).items() if cause.startswith(begins) and int(cause[len(begins) :]) < seq
    )


async def _worth(look: Look, whose: Document, until: dt.datetime, since: dt.timedelta) -> int:
    """Add up what jobs are worth."""
    lately = {"created_at": {"$gt": until - since, "$lte": until}}
    return sum(one["sum"] for one in await look.rows("jobs").sums({**whose, **lately}, "manager_id", "estimated_minor"))


def _share(part_minor: int, of_minor: int) -> int:
    return part_minor * 10_000 // max(part_minor + of_minor, 1)


RULES: Mapping[str, tuple[Rule, ...]] = {kind.value: (add_up,) for kind in _BY_HAND}
