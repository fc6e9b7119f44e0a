"""A price that falls by half or more once the work was begun for it, before anything shows that it was agreed.

The customer knows it by word of mouth. What falls by less, on many jobs, adds up: see ``lowerings``.
"""

from collections.abc import Mapping, Sequence

from revops.exceptions.finding import Finding
from revops.exceptions.kinds import ExceptionKind
from revops.exceptions.look import Look, Rule
from revops.exceptions.rules.agreed import agreement_of
from revops.exceptions.rules.asking import asked
from revops.exceptions.rules.estimates import standing
from revops.journal.entry import EntryKind
from revops.mongo.client import Document

_AT_WORK = ["in_progress", "waiting_for_parts"]
_MIN_TIMES_LEAST = 20  # times the least that is worth a question


async def lowered(look: Look, entry: Document) -> Sequence[Finding]:
    """Ask about a price that fell to half or less since the work was begun: once, when it does."""
    changes = entry.get("changes", {})
    old_minor, new_minor = changes.get("estimated_minor", (0, 0))
    if new_minor >= old_minor or "undone" in changes or await look.answers_himself(entry["actor_id"]):
        return []
    of_job = {"job_id": entry["job_id"], "seq": {"$lt": entry["seq"]}}
    begun = await look.entries({**of_job, "changes.status.1": {"$in": _AT_WORK}})
    if not begun or await agreement_of(look, entry) is not None:
        return []
    since = {
        **of_job,
        "seq": {"$gt": begun[-1]["seq"], "$lt": entry["seq"]},
        "changes.estimated_minor": {"$exists": True},
    }
    steps = standing(await look.entries(since, ("changes.estimated_minor", "changes.undone")))
    from_minor = max([old_minor, *(step["changes"]["estimated_minor"][0] for step in steps)])
    is_asked = old_minor * 2 <= from_minor
    if is_asked or new_minor * 2 > from_minor or from_minor - new_minor < _MIN_TIMES_LEAST * look.limits.least_minor:
        return []
    kind = ExceptionKind.ESTIMATE_LOWERED if new_minor else ExceptionKind.JOB_ZEROED
    facts = {"from_minor": from_minor, "to_minor": new_minor, "agreed": ["begun"]}
    return [await asked(look, kind, entry, from_minor - new_minor, facts)]


_CHANGES = (EntryKind.JOB_UPDATED, EntryKind.SERVICE_CHANGED, EntryKind.SERVICE_WITHDRAWN)
RULES: Mapping[str, tuple[Rule, ...]] = {kind.value: (lowered,) for kind in _CHANGES}
