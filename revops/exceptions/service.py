"""Listing and answering exceptions. Only an owner does either."""

from collections.abc import Sequence
from typing import Any

from revops.access.caller import Caller
from revops.core.errors import InvalidFields, NotFound
from revops.core.time import now
from revops.exceptions.errors import AlreadyAnswered, NoQuestionAnyMore
from revops.exceptions.finding import exceptions_of
from revops.exceptions.kinds import ExceptionKind
from revops.exceptions.row import AnswerRow, ExceptionRow, State, Verdict
from revops.exceptions.schemas import ExceptionAnswer, ExceptionQuery
from revops.journal.entry import EntryKind, Event
from revops.journal.held import hidden_members
from revops.mongo.client import Document, Session
from revops.mongo.idempotency import IdempotencyKey, once
from revops.mongo.paging import read_page
from revops.mongo.scoped import Scoped
from revops.mongo.union import SubQuery

MAX_COUNTED = 1000
# Their facts say what the books have in a member's hand.
TELL_THE_BOOK = frozenset(
    {
        ExceptionKind.CASH_OVER_LIMIT.value,
        ExceptionKind.CASH_TOO_OLD.value,
        ExceptionKind.DAY_NOT_CLOSED.value,
        ExceptionKind.COUNT_DIFFERENCE.value,
    }
)


async def list_exceptions(caller: Caller, wanted: ExceptionQuery) -> tuple[list[ExceptionRow], str | None]:
    """Read one page, and the cursor of the next, if there is one."""
    clauses: list[Document] = [{"state": wanted.state.value}]
    if wanted.kind is not None:
        clauses.append({"kind": wanted.kind.value})
    else:
        clauses.append(unmuted(caller))
    if wanted.member_id is not None:
        clauses.append({"member_id": wanted.member_id})
    rows = exceptions_of(caller.db, caller.workshop.id)
    if wanted.sort == "-amount":
        return await read_page(rows, clauses, "amount_minor", wanted, is_time=False)
    return await read_page(rows, clauses, "at", wanted)


async def unseen_members(caller: Caller, rows: Sequence[ExceptionRow]) -> frozenset[str]:
    """Read of whom the caller must not know the book now, if any of these tells it."""
    if all(row["kind"] not in TELL_THE_BOOK for row in rows):
        return frozenset()
    workshop = caller.workshop
    return await hidden_members(caller.db, workshop.id, caller.member.id, is_counted=workshop.blind_counts)


def unmuted(caller: Caller) -> Document:
    """Build the filter for what the owner wants to be asked about.

    By what he wants: so muted ones, which nobody answers and which grow for ever, are not even looked at.
    """
    muted = caller.workshop.muted
    return {"kind": {"$in": sorted(kind.value for kind in ExceptionKind if kind.value not in muted)}} if muted else {}


async def count_open(caller: Caller) -> tuple[int, dict[str, list[Document]]]:
    """Count what is open, by kind and by member: ``_id, count, sum``. It looks at the open ones alone, and at most at
    so many of them.
    """
    mine = {"state": State.OPEN.value, **unmuted(caller)}
    fields = dict.fromkeys(("kind", "member_id", "amount_minor"), 1)
    rows = await exceptions_of(caller.db, caller.workshop.id).page_naive(
        mine, fields, sort=[("at", -1), ("_id", -1)], limit=MAX_COUNTED
    )
    unseen = await unseen_members(caller, rows)
    groups: dict[str, list[Document]] = {}
    for name in ("kind", "member_id"):
        found: dict[Any, Document] = {}
        for row in rows:
            by_name: Any = row
            group = found.setdefault(by_name[name], {"_id": by_name[name], "count": 0, "sum": 0})
            group["count"] += 1
            if row["member_id"] not in unseen or row["kind"] not in TELL_THE_BOOK:
                group["sum"] += row["amount_minor"]
        groups[name] = sorted(found.values(), key=lambda group: (-group["count"], -group["sum"]))
    return len(rows), groups


def open_ones(caller: Caller, limit: int) -> SubQuery:
    """Build the sub-query for what is open, at most so many, for whoever counts them."""
    whole = caller.scope.whole_workshop()
    mine = {"state": State.OPEN.value, **unmuted(caller)}
    return Scoped(caller.db, "exceptions", whole).sub_query(
        mine, {"_id": 1}, sort=[("at", -1), ("_id", -1)], limit=limit
    )


async def answer(caller: Caller, exception_id: str, body: ExceptionAnswer, key: IdempotencyKey) -> ExceptionRow:
    """Answer a question, for good, with a journal entry. The same again changes nothing.

    Raises NotFound; InvalidFields without the reason why it is fine; Conflict when it was answered otherwise, or its
    reason is gone.
    """
    if body.verdict is Verdict.FINE and body.reason is None:
        raise InvalidFields({"reason": "Say why it is fine: you will want to know it later."})
    rows = exceptions_of(caller.db, caller.workshop.id)

    async def work(session: Session) -> Document:
        at = now()
        said: AnswerRow = {
            "verdict": body.verdict.value,
            "reason": body.reason,
            "by": caller.user.id,
            "at": at,
        }
        is_open = {"_id": exception_id, "state": State.OPEN.value}
        change = {"$set": {"state": State.ANSWERED.value, "answer": said}}
        if await rows.update(is_open, change, session, projection={"_id": 1}) is None:
            await _require_answered_so(caller, exception_id, body, session)
            return {"id": exception_id}
        event = Event(
            EntryKind.EXCEPTION_ANSWERED,
            caller.user.id,
            None,
            at,
            about={"exception": exception_id},
            note=body.reason,
            changes={"state": (State.OPEN.value, State.ANSWERED.value), "verdict": (None, body.verdict.value)},
        )
        await caller.record(session, event)
        return {"id": exception_id}

    await once(caller.db, caller.user.id, key, body, work)
    row = await rows.find_one({"_id": exception_id})
    assert row is not None, "it was answered"
    return row


async def _require_answered_so(caller: Caller, exception_id: str, body: ExceptionAnswer, session: Session) -> None:
    """Raise why a question was not answered just now, unless it was answered so before."""
    row = await exceptions_of(caller.db, caller.workshop.id).find_one({"_id": exception_id}, session=session)
    if row is None:
        raise NotFound("question")
    said = row["answer"]
    if said is None:
        raise NoQuestionAnyMore("The reason for this question is gone, so there is nothing to answer any more.")
    if (said["verdict"], said["reason"]) != (body.verdict.value, body.reason):
        raise AlreadyAnswered("This question was answered already, and answers stay as they are.")
