"""Noting and withdrawing exceptions, each with its journal entry: what was found once cannot be made to disappear."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from revops.access.announcements import Pushed, push_task
from revops.core.time import millis, now
from revops.exceptions.kinds import PRESSING, ExceptionKind
from revops.exceptions.row import ExceptionRow, State, exception_id
from revops.exceptions.settings import STORED_AS, muted_of
from revops.journal.entry import SYSTEM, EntryKind, Event, record
from revops.mongo.client import Database, Document, Session
from revops.mongo.scoped import ScopedRows, TenantScope

_MAX_ENDED = 100


@dataclass(frozen=True, slots=True)
class Finding:
    """A thing that was found, and when it happened.

    ``cause`` is unique within the kind. ``about`` names what it is about by kind, as an event does. Facts are numbers,
    ids, days and words of enums: no personal data, which is looked up when an exception is shown.
    """

    kind: ExceptionKind
    cause: str
    at: dt.datetime
    member_id: str | None = None
    amount_minor: int = 0
    about: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ending:
    """An end of questions: of those of some kinds about one thing that happened until then; or of a single cause."""

    kinds: Collection[ExceptionKind]
    name: str
    of: str
    at: dt.datetime
    cause: str | None = None


def exceptions_of(db: Database, workshop_id: str) -> ScopedRows[ExceptionRow]:
    """Return the exceptions of a workshop."""
    return ScopedRows(db, "exceptions", TenantScope(workshop_id))


async def note(
    db: Database, session: Session, workshop_id: str, findings: Sequence[Finding], *, reopens: bool = True
) -> int:
    """Note what was found, each once, in one transaction with its entry, from which the owner's devices are notified of
    what presses. Returns how many are new, or open again after they were withdrawn, unless what was withdrawn stays so.
    In a transaction that is shared it is called once.
    """
    found: dict[str, Finding] = {}
    for finding in findings:
        found.setdefault(exception_id(workshop_id, finding.kind, finding.cause), finding)
    if not found:
        return 0
    kept = await _states(db, session, workshop_id, list(found))
    new = [_row_of(row_id, workshop_id, finding) for row_id, finding in found.items() if row_id not in kept]
    again = [row_id for row_id, state in kept.items() if reopens and state == State.WITHDRAWN]
    events = [_noted(row["_id"], found[row["_id"]]) for row in new]
    for row_id in again:
        await _move(db, session, workshop_id, row_id, State.WITHDRAWN, State.OPEN)
        events.append(_moved(EntryKind.EXCEPTION_NOTED, row_id, State.WITHDRAWN, State.OPEN))
    if new:
        # Somebody else who finds the same at this moment conflicts, and looks again.
        await exceptions_of(db, workshop_id).insert(new, session)
    await _record(db, session, workshop_id, events, {row_id: finding.kind for row_id, finding in found.items()})
    return len(events)


async def withdraw(db: Database, session: Session, workshop_id: str, kind: ExceptionKind, cause: str) -> bool:
    """Withdraw an open exception whose reason is gone. Returns whether there was one."""
    row_id = exception_id(workshop_id, kind, cause)
    states = await _states(db, session, workshop_id, [row_id])
    if states.get(row_id) != State.OPEN:
        return False
    await _move(db, session, workshop_id, row_id, State.OPEN, State.WITHDRAWN)
    moved = _moved(EntryKind.EXCEPTION_WITHDRAWN, row_id, State.OPEN, State.WITHDRAWN)
    await _record(db, session, workshop_id, [moved])
    return True


async def end(db: Database, session: Session, workshop_id: str, endings: Sequence[Ending]) -> None:
    """Withdraw the open questions whose reason was taken back, each with its entry."""
    gone: list[str] = []
    for ending in endings:
        about: Document = {f"about.{ending.name}": ending.of, "at": {"$lte": ending.at}}
        kinds = {"$in": [kind.value for kind in ending.kinds]}
        cause: Document = {} if ending.cause is None else {"cause": ending.cause}
        theirs = {"state": State.OPEN.value, "kind": kinds, **about, **cause}
        found = exceptions_of(db, workshop_id).find(theirs, {"_id": 1}, limit=_MAX_ENDED, session=session)
        gone += [row["_id"] async for row in found if row["_id"] not in gone]
    for row_id in gone:
        await _move(db, session, workshop_id, row_id, State.OPEN, State.WITHDRAWN)
    moved = [_moved(EntryKind.EXCEPTION_WITHDRAWN, row_id, State.OPEN, State.WITHDRAWN) for row_id in gone]
    await _record(db, session, workshop_id, moved)


def _row_of(row_id: str, workshop_id: str, finding: Finding) -> ExceptionRow:
    return {
        "_id": row_id,
        "workshop_id": workshop_id,
        "kind": finding.kind.value,
        "cause": finding.cause,
        "at": finding.at,
        "member_id": finding.member_id,
        "amount_minor": finding.amount_minor,
        "about": dict(finding.about),
        "facts": dict(finding.facts),
        "found_at": now(),
        "state": State.OPEN.value,
        "answer": None,
    }


def _noted(row_id: str, finding: Finding) -> Event:
    facts: Document = {
        "kind": finding.kind.value,
        "cause": finding.cause,
        "at": millis(finding.at),
        "member_id": finding.member_id,
        "amount_minor": finding.amount_minor,
        "about": dict(finding.about),
        "facts": dict(finding.facts),
    }
    # It names neither a job nor a member where entries are looked up by them: only the owner is told.
    return Event(EntryKind.EXCEPTION_NOTED, SYSTEM, None, now(), about={"exception": row_id}, facts=facts)


def _moved(kind: EntryKind, row_id: str, old: State, new: State) -> Event:
    changes = {"state": (old.value, new.value)}
    return Event(kind, SYSTEM, None, now(), about={"exception": row_id}, changes=changes)


async def _states(db: Database, session: Session, workshop_id: str, ids: list[str]) -> dict[str, str]:
    found = exceptions_of(db, workshop_id).find({"_id": {"$in": ids}}, {"state": 1}, session=session)
    return {row["_id"]: row["state"] async for row in found}


async def _move(db: Database, session: Session, workshop_id: str, row_id: str, old: State, new: State) -> None:
    mine = {"_id": row_id, "state": old.value}
    change = {"$set": {"state": new.value}}
    moved = await exceptions_of(db, workshop_id).update(mine, change, session, projection={"_id": 1})
    assert moved is not None, "the transaction's snapshot holds what was read"


async def _record(
    db: Database,
    session: Session,
    workshop_id: str,
    events: Sequence[Event],
    noted: Mapping[str, ExceptionKind] | None = None,
) -> None:
    """Record events; what is noted, by id, is told to the owner's devices where it presses and is not muted."""
    if not events:
        return
    mine, wanted = {"_id": workshop_id}, {"timezone": 1, "is_notified": 1, STORED_AS: 1}
    workshop = await db.collection("workshops").find_one(mine, wanted, session=session)
    assert workshop is not None, "findings are of a workshop"
    if noted and workshop.get("is_notified"):
        told = PRESSING - set(muted_of(workshop.get(STORED_AS, {})))
        events = [_with_notice(event) if noted[event.about["exception"]] in told else event for event in events]
    await record(db, session, workshop_id, workshop["timezone"], *events)


def _with_notice(event: Event) -> Event:
    return replace(event, follow_ups=[push_task(Pushed.QUESTION_PRESSES, event.about["exception"])])
