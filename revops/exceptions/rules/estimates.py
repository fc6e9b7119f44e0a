"""Estimates that were lowered, and lines taken off or replaced, once it was agreed what a job costs."""

from collections.abc import Mapping, Sequence
from typing import Any

from revops.exceptions.finding import Finding
from revops.exceptions.kinds import ExceptionKind
from revops.exceptions.look import Look, Rule
from revops.exceptions.rules.agreed import Agreement, agreement_of
from revops.exceptions.rules.asking import asked
from revops.journal.entry import EntryKind
from revops.journal.lines import LINES
from revops.mongo.client import Document

# What of a line says which work or part it is.
_SAYS_WHAT = ("kind", "description", "quantity_milli")


async def changed(look: Look, entry: Document) -> Sequence[Finding]:
    """Ask about a change of an agreed estimate: one question for one change."""
    changes = entry.get("changes", {})
    if not {"estimated_minor", LINES} & changes.keys() or await look.answers_himself(entry["actor_id"]):
        return []
    agreed = await agreement_of(look, entry)
    if agreed is not None and "undone" in changes and await _is_as_agreed(look, entry, agreed):
        return []
    finding = await _asked(look, entry, changes, agreed) if agreed is not None else None
    return [finding] if finding is not None else []


async def _asked(look: Look, entry: Document, changes: Mapping[str, Any], agreed: Agreement) -> Finding | None:
    least_minor = max(look.limits.least_minor, 1)
    old_minor, new_minor = changes.get("estimated_minor", (0, 0))
    if new_minor < old_minor:
        old_minor = await _lowered_from(look, entry, agreed, old_minor, least_minor)
    went, came = changes.get(LINES, ((), ()))
    facts: Document = {"from_minor": old_minor, "to_minor": new_minor, "agreed": agreed.by}
    facts |= {"lines_off": len(went), "lines_on": len(came)} if LINES in changes else {}
    if old_minor - new_minor >= least_minor:
        kind = ExceptionKind.ESTIMATE_LOWERED if new_minor else ExceptionKind.JOB_ZEROED
        return await asked(look, kind, entry, old_minor - new_minor, facts)
    other = _really_other(went, came)
    worth_minor = sum(_worth(line) for line in went)
    if other and worth_minor >= least_minor:
        kind = ExceptionKind.LINES_SWAPPED if came else ExceptionKind.LINE_REMOVED
        return await asked(look, kind, entry, worth_minor, facts)
    return None


async def _is_as_agreed(look: Look, entry: Document, agreed: Agreement) -> bool:
    """Say whether an edit was taken back that somebody made once the price was agreed: it is again as it was then, or
    was asked about. What was agreed between the edit and its undo is another matter.
    """
    edits = {"job_id": entry["job_id"], "kind": EntryKind.JOB_UPDATED.value, "seq": {"$lt": entry["seq"]}}
    edit = await look.entries(edits, limit=1)
    return bool(edit) and edit[0]["seq"] >= agreed.last_seq


async def _lowered_from(look: Look, entry: Document, agreed: Agreement, old_minor: int, least_minor: int) -> int:
    """Find from what an agreed estimate came down to this: steps that were each too small to be asked about add up."""
    changes = {"job_id": entry["job_id"], "seq": {"$gt": agreed.seq, "$lt": entry["seq"]}}
    fields = ("changes.estimated_minor", "changes.undone")
    steps = standing(await look.entries({**changes, "changes.estimated_minor": {"$exists": True}}, fields))
    from_minor = 0
    for step in reversed(steps):
        was_minor, is_minor = step["changes"]["estimated_minor"]
        from_minor = max(from_minor, was_minor)
        if from_minor - is_minor >= least_minor or is_minor > from_minor:
            from_minor = is_minor
    return max(from_minor, old_minor)


def standing(newest_first: Sequence[Document]) -> list[Document]:
    """Leave out edits that were taken back, and what took them back: a step up and back would hide those before it."""
    standing: list[Document] = []
    steps = iter(newest_first)
    for step in steps:
        if "undone" in step["changes"]:
            next(steps, None)
        else:
            standing.append(step)
    return standing


def _really_other(went: Sequence[Document], came: Sequence[Document]) -> bool:
    """Say whether other work or parts are charged, and not the same with another tax, code or number."""
    return sorted(map(_what, went)) != sorted(map(_what, came)) and bool(went)


def _what(line: Document) -> list[str]:
    return [str(line.get(name)) for name in _SAYS_WHAT]


def _worth(line: Document) -> int:
    return int(line["unit_price_minor"] * line["quantity_milli"] // 1000 - line["discount_minor"])


_CHANGES = (EntryKind.JOB_UPDATED, EntryKind.SERVICE_CHANGED, EntryKind.SERVICE_WITHDRAWN)
RULES: Mapping[str, tuple[Rule, ...]] = {kind.value: (changed,) for kind in _CHANGES}
