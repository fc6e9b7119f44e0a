"""Rules that `revops verify` applies again to sealed entries: a question that was never noted, or with another sum, is
named, also where somebody has the server's key.

Only what an entry and those before it say for good is found again. The rest hangs on how jobs and people were at that
moment, and is taken from the entry that noted it. While the journal is walked only the numbers of entries are kept that
may lead to a question, which are few; these are read again and the rules themselves are applied to them.
"""

import asyncio
import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from revops.access.caller import workshop_context_of
from revops.access.permissions import Role
from revops.core.ids import made_at
from revops.exceptions.finding import Finding
from revops.exceptions.kinds import ExceptionKind
from revops.exceptions.look import Look, Rule
from revops.exceptions.marks import JOURNAL, SINCE, read_mark
from revops.exceptions.row import exception_id
from revops.exceptions.rules import counts, estimates, jobs, lines, payments, people
from revops.exceptions.settings import thresholds_of
from revops.journal.entry import EntryKind
from revops.journal.fields import Fields
from revops.journal.lines import LINES
from revops.journal.recount import Recount
from revops.mongo.batches import in_batches
from revops.mongo.client import Document

_NOTED, _MAY_ASK, _LIMITS, _OWNERS = "exception", "may ask", "limits of questions", "owners of any time"
_ENTRY_BATCH_SIZE = 16
# Whoever follows marks how far he is at least so often; so far behind for so long, nobody follows.
_BEHIND = 300
_FOR = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Recomputed:
    """A rule that is applied again: to which entries, and which of its questions hang on nothing but entries."""

    may_ask: Callable[[Document], bool]
    rule: Rule
    kinds: tuple[ExceptionKind, ...]


def _always(_entry: Document) -> bool:
    return True


def _is_less(entry: Document) -> bool:
    changes = entry.get("changes", {})
    old_minor, new_minor = changes.get("estimated_minor", (0, 0))
    return bool(new_minor < old_minor or changes.get(LINES, ((), ()))[0])


def _came_back(entry: Document) -> bool:
    old, new = entry.get("changes", {}).get("status", (None, None))
    return old in jobs.GONE and new not in jobs.GONE


def _has_odd_line(entry: Document) -> bool:
    return any(line["discount_minor"] > 0 or lines.is_odd_code(line.get("hsn_sac")) for line in lines.came_by(entry))


def _is_different(entry: Document) -> bool:
    return bool(entry.get("changes", {}).get("word", (None, None))[1] == "different")


_ESTIMATE = (
    ExceptionKind.ESTIMATE_LOWERED,
    ExceptionKind.JOB_ZEROED,
    ExceptionKind.LINES_SWAPPED,
    ExceptionKind.LINE_REMOVED,
)
_LESS = _Recomputed(_is_less, estimates.changed, _ESTIMATE)
_LINES = _Recomputed(_has_odd_line, lines.entered, (ExceptionKind.DISCOUNT_ABOVE_CAP, ExceptionKind.ODD_TAX_CODE))
_BACK = _Recomputed(_came_back, jobs.moved, (ExceptionKind.REOPENED,))
_LATE = _Recomputed(
    lambda entry: payments.hours_before(entry) > 0, payments.recorded_late, (ExceptionKind.ENTERED_LATE,)
)
RECOMPUTED: Mapping[str, tuple[_Recomputed, ...]] = {
    EntryKind.PAYMENT_REJECTED: (_Recomputed(_always, payments.rejected, (ExceptionKind.PAYMENT_REJECTED,)),),
    EntryKind.PAYMENT_CANCELLED: (_Recomputed(_always, payments.cancelled, (ExceptionKind.PAYMENT_CANCELLED,)),),
    EntryKind.PAYMENT_RECORDED: (_LATE,),
    EntryKind.SETTLEMENT_CONFIRMED: (
        _Recomputed(
            lambda entry: "received" in entry.get("facts", {}), counts.received, (ExceptionKind.COUNT_DIFFERENCE,)
        ),
    ),
    EntryKind.SETTLEMENT_REVERSED: (_Recomputed(_always, counts.reversed_, (ExceptionKind.SETTLEMENT_REVERSED,)),),
    EntryKind.JOB_CREATED: (_LINES,),
    EntryKind.JOB_UPDATED: (_LESS, _LINES, _BACK),
    EntryKind.SERVICE_CHANGED: (_LESS, _LINES),
    EntryKind.SERVICE_WITHDRAWN: (_LESS,),
    EntryKind.ESTIMATE_ANSWERED: (_LINES,),
    EntryKind.JOB_CANCELLED: (_Recomputed(_always, jobs.cancelled, (ExceptionKind.JOB_CANCELLED,)),),
    EntryKind.JOB_WRITTEN_OFF: (_Recomputed(_always, jobs.written_off, (ExceptionKind.WRITTEN_OFF,)),),
    EntryKind.CUSTOMER_WORD: (
        _Recomputed(_is_different, people.said_different, (ExceptionKind.CUSTOMER_SAYS_DIFFERENT,)),
    ),
}


def _may_ask(entry: Document, fields: Fields) -> None:
    if "seq" in entry and any(again.may_ask(entry) for again in RECOMPUTED[entry["kind"]]):
        fields.last[_MAY_ASK][str(entry["seq"])] = {}


def _limits_changed(entry: Document, fields: Fields) -> None:
    history = fields.last[_LIMITS]
    said: Document = next(reversed(history.values()), {"set": {}})["set"]
    changed = {name: pair[1] for name, pair in entry["changes"].items()}
    history[entry["_id"]] = {"seq": entry.get("seq"), "at": entry["at"], "set": {**said, **changed}}


def _who_is_owner(entry: Document, fields: Fields) -> None:
    facts, changes = entry.get("facts") or {}, entry.get("changes", {})
    roles = {member_id: [rights.get("role")] for member_id, rights in facts.get("members", {}).items()}
    if entry.get("manager_id") is not None:
        roles[entry["manager_id"]] = [facts.get("role"), *changes.get("role", ())]
    for member_id, had in roles.items():
        if Role.OWNER in had:
            fields.last[_OWNERS][member_id] = {}


TOLD = {
    **{kind.value: _may_ask for kind in map(EntryKind, RECOMPUTED)},
    EntryKind.EXCEPTION_SETTINGS_CHANGED.value: _limits_changed,
    EntryKind.STATE_NOTED.value: _who_is_owner,
    EntryKind.MANAGER_JOINED.value: _who_is_owner,
    EntryKind.MEMBER_CHANGED.value: _who_is_owner,
}


async def compare_recomputed(recount: Recount) -> None:
    """Apply the rules again to the entries that were followed, and compare what they find with what was noted."""
    db, workshop_id = recount.db, recount.workshop_id
    marked = await read_mark(db, JOURNAL, workshop_id, recount.session)
    since = await read_mark(db, SINCE, workshop_id, recount.session)
    await _require_followed(recount, marked)
    wanted = [seq for seq in map(int, recount.fields.last[_MAY_ASK]) if since < seq <= marked]
    workshop = await db.collection("workshops").find_one({"_id": workshop_id}, session=recount.session)
    if not wanted or workshop is None:
        return
    look = Look(db, workshop_context_of(workshop), thresholds_of({}, workshop["currency"]))
    await look.count_as_owners(recount.fields.last[_OWNERS])
    for start in range(0, len(wanted), _ENTRY_BATCH_SIZE):
        these = {"workshop_id": workshop_id, "seq": {"$in": wanted[start : start + _ENTRY_BATCH_SIZE]}}
        async for batch in in_batches(db.collection("journal"), these, sort=[("seq", 1)], session=recount.session):
            await asyncio.gather(*(_compare(recount, look, entry) for entry in batch))


async def _require_followed(recount: Recount, marked: int) -> None:
    """Check that somebody follows at all: whoever keeps all from it has no question noted.

    By when entries were written, which their ids say: an import writes years in a minute.
    """
    mine = {"workshop_id": recount.workshop_id}
    journal, shown = recount.db.collection("journal"), {"seq": 1}
    newest = await journal.find_one({**mine, "seq": {"$gt": 0}}, shown, sort=[("seq", -1)], session=recount.session)
    if newest is None or newest["seq"] <= marked + _BEHIND:
        return
    behind = await journal.find_one({**mine, "seq": marked + _BEHIND}, shown, session=recount.session)
    if behind is not None and made_at(newest["_id"]) - made_at(behind["_id"]) > _FOR.total_seconds():
        said = f"nobody looked for questions in its entries from number {marked + 1} on"
        recount.report.found(f"workshop {recount.workshop_id}: {said}")


async def _compare(recount: Recount, look: Look, entry: Document) -> None:
    found: list[str] = []
    for limits in _limits_of(recount.fields, entry):
        of_then = replace(look, limits=thresholds_of(limits, look.workshop.currency))
        found = _differing(recount, await _asked(of_then, entry))
        if not found:
            return
    for said in found:
        recount.report.found(f"workshop {recount.workshop_id}: journal entry number {entry['seq']}: {said}")


async def _asked(look: Look, entry: Document) -> list[Finding]:
    found: list[Finding] = []
    for again in RECOMPUTED[entry["kind"]]:
        try:
            asks = await again.rule(look, entry) if again.may_ask(entry) else ()
        except (KeyError, ValueError, TypeError, AttributeError, IndexError):
            continue  # an entry that was altered so is named where the chain is walked
        found += [finding for finding in asks if finding.kind in again.kinds]
    return found


def _differing(recount: Recount, asks: Sequence[Finding]) -> list[str]:
    noted = recount.fields.last[_NOTED]
    said: list[str] = []
    for finding in asks:
        row_id = exception_id(recount.workshop_id, finding.kind, finding.cause)
        if row_id not in noted:
            said.append(f"the question {finding.kind.value} was never noted")
        elif noted[row_id]["amount_minor"] != finding.amount_minor:
            kept = noted[row_id]["amount_minor"]
            said.append(f"the question {finding.kind.value} was noted with {kept}, it is about {finding.amount_minor}")
    return said


def _limits_of(fields: Fields, entry: Document) -> list[Mapping[str, Any]]:
    """List the limits at an entry; and those that came within the day, for it may have been followed after them."""
    at_entry: Mapping[str, Any] = {}
    later: list[Mapping[str, Any]] = []
    for change in fields.last[_LIMITS].values():
        if change["seq"] is not None and change["seq"] < entry["seq"]:
            at_entry = change["set"]
        elif change["at"] - entry["at"] <= _FOR:
            later.append(change["set"])
    return [at_entry, *later]
