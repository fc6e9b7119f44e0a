"""Taking a move back that somebody has just made, also where the moves allowed lead no way back."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from revops.access.caller import Caller
from revops.core.errors import InvalidFields, StaleVersion
from revops.core.time import millis, now
from revops.jobs import completion
from revops.jobs.errors import UndoTooLate
from revops.jobs.row import JobRow
from revops.jobs.schemas import JobUpdate
from revops.jobs.service import SHOWN, changed_once, jobs_of, read, status_counts
from revops.jobs.status import COMPLETED_OR_BEYOND, JobStatus, with_credit
from revops.journal.entry import Count, EntryKind, Event, record
from revops.mongo.client import Document, Session
from revops.mongo.idempotency import IdempotencyKey
from revops.mongo.scoped import Scoped

# Ten seconds are offered; the rest is for a slow network.
UNDO_WITHIN = dt.timedelta(minutes=1)


async def take_back(
    caller: Caller, job_id: str, body: JobUpdate, key: IdempotencyKey | None = None
) -> Mapping[str, Any]:
    """Take back the caller's own move that made the version ``undo_of``, and nothing else, as an entry of its own. With
    a key it is taken back once, and a repetition finds the job as it is by then.

    Raises NotFound; Conflict when the job changed since, or the move is another's or older than a minute.
    """
    undo_of, wanted = body.undo_of, body.status
    if wanted is None or undo_of is None:
        raise InvalidFields({"status": "The status before the move is required."})

    async def work(session: Session) -> Mapping[str, Any]:
        before = await read(caller, job_id, session)
        old, at = JobStatus(before["status"]), now()
        new = with_credit(wanted, before["outstanding_minor"])
        entry = await _own_move(caller, session, before, undo_of, wanted)
        if new is old:
            raise _too_late()
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
        await record(caller.db, session, caller.workshop.id, caller.workshop.timezone, event)
        return after

    return await changed_once(caller, job_id, body, key, work)


async def _own_move(caller: Caller, session: Session, job: JobRow, undo_of: int, wanted: JobStatus) -> Document:
    """Read the entry of the move that is to be taken back: the last of the job, from the status wanted to the one that
    stands, by the caller and lately. Raises Conflict when it is not."""
    if job["version"] != undo_of:
        raise StaleVersion("Somebody changed this job meanwhile, so it stays as it is. Look at it, then change it.")
    journal = Scoped(caller.db, "journal", caller.scope.whole_workshop())
    moves = {"job_id": job["_id"], "changes.status": {"$exists": True}}
    newest = await journal.find(moves, sort=[("at", -1), ("_id", -1)], limit=2, session=session).to_list()
    if not newest:
        raise _too_late()
    entry, *earlier = newest
    is_own = entry["actor_id"] == caller.user.id and now() - entry["at"] <= UNDO_WITHIN
    # What a cancellation or money did to the status has its own way back, and what was undone is moved again by hand.
    is_move = entry["kind"] == EntryKind.JOB_UPDATED and "undone" not in entry["changes"]
    if not (is_own and is_move and entry["changes"]["status"] == [wanted, job["status"]]):
        raise _too_late()
    if any(before["kind"] == EntryKind.JOB_CANCELLED for before in earlier):
        raise UndoTooLate("This job was cancelled before it was reopened. Cancel it again instead.")
    return entry


def _too_late() -> UndoTooLate:
    return UndoTooLate("It is too late to take this back. Choose the status that is right under More instead.")


def _uncompleted(job: JobRow, entry: Document, new: JobStatus) -> tuple[Document, dict[Count, int]]:
    """Build the stored fields, and the counts, of a job that the move taken back had completed; none otherwise."""
    if new in COMPLETED_OR_BEYOND or job["completed_at"] is None or job["completed_at"] != entry["at"]:
        return {}, {}
    on_time = bool(job["completed_on_time"])
    counted = completion.completed_counts(job["created_at"], job["completed_at"], is_on_time=on_time)
    return {"completed_at": None, "completed_on_time": None}, {count: -times for count, times in counted.items()}
