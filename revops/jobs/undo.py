"""Taking back what somebody has just done to a job: an edit, or a move, also where no allowed move leads back."""

import datetime as dt
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from revops.access.caller import Caller
from revops.core.errors import StaleVersion
from revops.core.time import millis, now
from revops.jobs import completion
from revops.jobs.errors import UndoTooLate
from revops.jobs.row import JobRow
from revops.jobs.schemas import JobUpdate
from revops.jobs.service import SHOWN, WITH_LINES, changed_once, jobs_of, read, status_counts
from revops.jobs.status import COMPLETED_OR_BEYOND, JobStatus, with_credit
from revops.jobs.update import write_change
from revops.jobs.wire import listed
from revops.journal.entry import Count, EntryKind, Event
from revops.journal.lines import COUNTS, LINES, lines_after, lines_before
from revops.mongo.client import Document, Session
from revops.mongo.idempotency import IdempotencyKey
from revops.mongo.scoped import Scoped

_Work = Callable[[Session], Awaitable[Mapping[str, Any]]]

# Ten seconds are offered; the rest is for a slow network.
UNDO_WITHIN = dt.timedelta(minutes=1)
_OTHER_STATUS = "Choose the status that is right under More instead."
_OTHER_VALUE = "Edit the job again instead."
# What is edited; the lines of a job are told apart, and an approved sum is only told.
_EDITED = {*JobUpdate.model_fields, "estimated_minor", "pricing"} - {"status", "manager_id", "items"}
# What money does to the status follows from the estimate, both ways.
_BY_MONEY = {JobStatus.DELIVERED.value, JobStatus.CREDIT_PENDING.value}


async def take_back(
    caller: Caller, job_id: str, body: JobUpdate, key: IdempotencyKey | None = None
) -> Mapping[str, Any]:
    """Take back the caller's own change that made the version ``undo_of``, and nothing else, as an entry of its own: a
    move to another status if the one before it is named, else an edit. With a key it is taken back once, and a
    repetition finds the job as it is by then.

    Raises NotFound; Conflict when the job changed since, or the change is another's or older than a minute.
    """
    assert body.undo_of is not None, "what takes back says what"
    if body.status is None:
        work = _unedited(caller, job_id, body.undo_of)
    else:
        work = _unmoved(caller, job_id, body.undo_of, body.status)
    return await changed_once(caller, job_id, body, key, work)


def _unmoved(caller: Caller, job_id: str, undo_of: int, wanted: JobStatus) -> _Work:
    async def work(session: Session) -> Mapping[str, Any]:
        before = await read(caller, job_id, session)
        old, at = JobStatus(before["status"]), now()
        new = with_credit(wanted, before["outstanding_minor"])
        entry = await _own_move(caller, session, before, undo_of, wanted)
        if new is old:
            raise _too_late(_OTHER_STATUS)
        stored, counts = _uncompleted(before, entry, new)
        after = await jobs_of(caller).update(
            {"_id": job_id, "version": before["version"]},
            {"$set": {**stored, "status": new.value, "updated_at": at}, "$inc": {"version": 1}},
            session,
            projection=SHOWN,
        )
        assert after is not None, "the transaction's snapshot holds this version"
        event = Event(
            EntryKind.JOB_UPDATED,
            caller.user.id,
            before["manager_id"],
            at,
            about={"job": job_id},
            changes={"status": (old.value, new.value), "undone": (False, True)},
            counts=counts | status_counts(old, new),
            facts={"completed_at": millis(before["completed_at"])} if stored and before["completed_at"] else {},
        )
        await caller.record(session, event)
        return after

    return work


def _unedited(caller: Caller, job_id: str, undo_of: int) -> _Work:
    async def work(session: Session) -> Mapping[str, Any]:
        before = await read(caller, job_id, session, WITH_LINES)
        entry = await _own_edit(caller, session, before, undo_of)
        changed, said = _values_before(before, entry["changes"])
        event = Event(
            EntryKind.JOB_UPDATED,
            caller.user.id,
            before["manager_id"],
            now(),
            about={"job": job_id},
            changes={**said, "undone": (False, True)},
        )
        return listed(await write_change(caller, session, before, changed, event, also={}))

    return work


async def _own_edit(caller: Caller, session: Session, job: JobRow, undo_of: int) -> Document:
    """Read the entry of the edit that is to be taken back: the last change of the job, by the caller and lately. Raises
    Conflict when it is not.
    """
    _require_version(job, undo_of)
    journal = Scoped(caller.db, "journal", caller.scope.whole_workshop())
    edits = {"job_id": job["_id"], "kind": EntryKind.JOB_UPDATED.value}
    newest = await journal.find(edits, sort=[("at", -1), ("_id", -1)], limit=1, session=session).to_list()
    if not newest or not _is_own(caller, newest[0]) or "undone" in newest[0]["changes"]:
        raise _too_late(_OTHER_VALUE)
    return newest[0]


def _values_before(job: JobRow, changes: Mapping[str, Any]) -> tuple[Document, Document]:
    """Build the stored fields of a job before an edit, from what its entry says, and what the entry of the undo says
    besides. Raises Conflict where the job is not as the edit left it, or more happened in it than an edit.
    """
    stored: Mapping[str, Any] = job
    told = {name: pair for name, pair in changes.items() if name not in (LINES, COUNTS, "approved_minor", "status")}
    by_money = set(changes.get("status", ())) <= _BY_MONEY
    if not by_money or not told.keys() <= _EDITED or any(stored.get(name) != new for name, (_, new) in told.items()):
        raise _too_late(_OTHER_VALUE)
    before = {name: old for name, (old, _) in told.items()}
    if LINES in changes:
        before["items"] = lines_before(job["items"], changes[LINES])
        if lines_after(before["items"], changes[LINES]) != job["items"]:
            raise _too_late(_OTHER_VALUE)
    if not before:
        raise _too_late(_OTHER_STATUS)
    approved = changes.get("approved_minor")
    return before, {} if approved is None else {"approved_minor": tuple(reversed(approved))}


async def _own_move(caller: Caller, session: Session, job: JobRow, undo_of: int, wanted: JobStatus) -> Document:
    """Read the entry of the move that is to be taken back: the last of the job, from the status wanted to the one that
    stands, by the caller and lately. Raises Conflict when it is not."""
    _require_version(job, undo_of)
    journal = Scoped(caller.db, "journal", caller.scope.whole_workshop())
    moves = {"job_id": job["_id"], "changes.status": {"$exists": True}}
    newest = await journal.find(moves, sort=[("at", -1), ("_id", -1)], limit=2, session=session).to_list()
    if not newest:
        raise _too_late(_OTHER_STATUS)
    entry, *earlier = newest
    # What a cancellation or money did to the status has its own way back, and what was undone is moved again by hand.
    is_move = entry["kind"] == EntryKind.JOB_UPDATED and "undone" not in entry["changes"]
    if not (_is_own(caller, entry) and is_move and entry["changes"]["status"] == [wanted, job["status"]]):
        raise _too_late(_OTHER_STATUS)
    if any(before["kind"] == EntryKind.JOB_CANCELLED for before in earlier):
        raise UndoTooLate("This job was cancelled before it was reopened. Cancel it again instead.")
    return entry


def _require_version(job: JobRow, undo_of: int) -> None:
    if job["version"] != undo_of:
        raise StaleVersion("Somebody changed this job meanwhile, so it stays as it is. Look at it, then change it.")


def _is_own(caller: Caller, entry: Document) -> bool:
    return bool(entry["actor_id"] == caller.user.id and now() - entry["at"] <= UNDO_WITHIN)


def _too_late(way_on: str) -> UndoTooLate:
    return UndoTooLate(f"It is too late to take this back. {way_on}")


def _uncompleted(job: JobRow, entry: Document, new: JobStatus) -> tuple[Document, dict[Count, int]]:
    """Build the stored fields, and the counts, of a job that the move taken back had completed; none otherwise."""
    if new in COMPLETED_OR_BEYOND or job["completed_at"] is None or job["completed_at"] != entry["at"]:
        return {}, {}
    on_time = bool(job["completed_on_time"])
    counted = completion.completed_counts(job["created_at"], job["completed_at"], is_on_time=on_time)
    return {"completed_at": None, "completed_on_time": None}, {count: -times for count, times in counted.items()}
