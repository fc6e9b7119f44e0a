"""Inspections of vehicles: begun from a template, answered point by point, finished once."""

import datetime as dt
import secrets
from collections.abc import Container

from pymongo.errors import BulkWriteError, DuplicateKeyError

from revops.access.caller import Caller
from revops.core.errors import InvalidFields, NotFound
from revops.core.ids import is_client_id
from revops.core.time import now
from revops.inspections.errors import (
    InspectionEmpty,
    InspectionFinished,
    InspectionIdUsed,
    PhotoMissing,
    TooManyInspections,
)
from revops.inspections.fields import content_hash, notes_hash
from revops.inspections.row import (
    AnswerRow,
    InspectionRow,
    PointRow,
    answer_of,
    counts_of,
    has_limits,
    new_inspection,
    points_of,
    without_photo,
)
from revops.inspections.schemas import PointAnswer
from revops.inspections.templates import find_template
from revops.jobs.service import read, require_open
from revops.journal.entry import EntryKind, Event
from revops.mongo.client import Database, Document, Session
from revops.mongo.scoped import ScopedRows, TenantScope
from revops.photos.row import SHOWN
from revops.photos.service import photos_of

MAX_OF_JOB = 20
_OF_JOB: Document = {"_id": 1, "manager_id": 1, "status": 1}
_SHOWN: Document = {"discarded_at": {"$exists": False}}
_OPEN: Document = {**_SHOWN, "finished_at": {"$exists": False}}
_STAYS = "This inspection is finished, so its answers stay. Start a new one to check again."


def inspections_of(caller: Caller) -> ScopedRows[InspectionRow]:
    """Return the inspections of the workshop; whose job one is of is asked of the job."""
    return ScopedRows(caller.db, "inspections", caller.scope.whole_workshop())


async def list_inspections(caller: Caller, job_id: str) -> list[InspectionRow]:
    """Read the inspections of a job, the newest first. Raises NotFound."""
    await read(caller, job_id, projection=_OF_JOB)
    order = [("started_at", -1), ("_id", -1)]
    return await inspections_of(caller).find({"job_id": job_id, **_SHOWN}, sort=order, limit=MAX_OF_JOB).to_list()


async def start(caller: Caller, job_id: str, inspection_id: str, template_id: str) -> InspectionRow:
    """Begin an inspection under an id of the phone's; again it is the same.

    Raises NotFound, InvalidFields, JobClosed, InspectionIdUsed, TooManyInspections.
    """
    job = await read(caller, job_id, projection=_OF_JOB)
    if not is_client_id(inspection_id):
        raise InvalidFields({"inspection_id": "The id of an inspection must be a UUID."})
    mine = await inspections_of(caller).find_one({"_id": inspection_id})
    if mine is not None:
        return _same(mine, job_id)
    require_open(job)
    template = await find_template(caller, template_id)
    if template is None:
        raise InvalidFields({"template_id": "This list of points is not there any more. Please choose another one."})
    if await inspections_of(caller).count({"job_id": job_id, **_SHOWN}, limit=MAX_OF_JOB) >= MAX_OF_JOB:
        raise TooManyInspections(f"This job has {MAX_OF_JOB} inspections, which is as many as a job can have.")
    at, who = now(), caller.user.id
    row = new_inspection(caller.workshop.id, job_id, inspection_id, template, started_by=who, at=at)

    async def work(session: Session) -> None:
        await inspections_of(caller).insert([row], session)

    try:
        await caller.db.transaction(work)
    except (DuplicateKeyError, BulkWriteError):
        mine = await inspections_of(caller).find_one({"_id": inspection_id})
        if mine is None:  # an id of another garage's: nobody is told of that
            raise InspectionIdUsed("Another inspection has this id. Please start it again.") from None
        return _same(mine, job_id)
    return row


def _same(row: InspectionRow, job_id: str) -> InspectionRow:
    if row["job_id"] != job_id or "discarded_at" in row:
        raise InspectionIdUsed("Another inspection has this id. Please start it again.")
    return row


async def _read(caller: Caller, inspection_id: str, session: Session | None = None) -> tuple[InspectionRow, str]:
    """Read an inspection, and whose job it is of. Raises NotFound for one of a job that the caller does not see."""
    row = await inspections_of(caller).find_one({"_id": inspection_id, **_SHOWN}, session=session)
    if row is None:
        raise NotFound("inspection")
    try:
        return row, (await read(caller, row["job_id"], session, _OF_JOB))["manager_id"]
    except NotFound:
        raise NotFound("inspection") from None


async def answer_point(caller: Caller, inspection_id: str, point_id: str, body: PointAnswer) -> InspectionRow:
    """Keep what was found at a point, unless a later answer is there already. Again is the same.

    Raises NotFound, InvalidFields, InspectionFinished.
    """
    row, _ = await _read(caller, inspection_id)
    point = next((point for point in points_of(row["groups"]) if point["id"] == point_id), None)
    if point is None:
        raise NotFound("point")
    found = _found(point, body, caller.user.id, now())
    field = f"answers.{point_id}"
    older = {"$or": [{field: {"$exists": False}}, {f"{field}.answered_at": {"$lte": found["answered_at"]}}]}
    change = {"$set": {field: found}}
    changed = await inspections_of(caller).update({"_id": inspection_id, **_OPEN, **older}, change)
    if changed is not None:
        return changed
    row, _ = await _read(caller, inspection_id)
    if "finished_at" in row and _differs(row["answers"].get(point_id), found):
        raise InspectionFinished(_STAYS)
    return row


def _found(point: PointRow, body: PointAnswer, who: str, at: dt.datetime) -> AnswerRow:
    """Build the answer of a point. Raises InvalidFields."""
    if body.measured is not None and "unit" not in point:
        raise InvalidFields({"measured": "There is nothing to measure at this point."})
    if not all(is_client_id(photo_id) for photo_id in body.photo_ids):
        raise InvalidFields({"photo_ids": "The id of a photo must be a UUID."})
    answer = body.answer
    if body.measured is not None and (answer is None or has_limits(point)):
        answer = answer_of(point, body.measured)
    if answer is None:
        raise InvalidFields({"answer": "Please say good, soon or now, or what was measured."})
    # Kept to the millisecond, as the database does, so that the same answer again is the same. A phone may be wrong,
    # but nothing was answered after it came.
    answered_at = min(body.answered_at or at, at).astimezone(dt.UTC)
    return {
        "answer": answer.value,
        "measured": body.measured,
        "note": body.note,
        "photo_ids": list(dict.fromkeys(body.photo_ids)),
        "answered_at": answered_at.replace(microsecond=answered_at.microsecond // 1000 * 1000),
        "answered_by": who,
        "came_at": at,
    }


def _differs(kept: AnswerRow | None, found: AnswerRow) -> bool:
    """Tell whether an answer that came too late says anything new, which one older than what is kept does not."""
    if kept is None:
        return True
    if kept["answered_at"] > found["answered_at"]:
        return False
    return any(kept[name] != found[name] for name in ("answer", "measured", "note", "photo_ids"))


async def finish(caller: Caller, inspection_id: str) -> InspectionRow:
    """Finish an inspection and write that into the journal. Again is the same.

    Raises NotFound, InspectionEmpty, PhotoMissing.
    """

    async def work(session: Session) -> InspectionRow:
        row, manager_id = await _read(caller, inspection_id, session)
        if "finished_at" in row:
            return row
        _require_whole(row, await _photos_there(caller, row, session))
        at, who = now(), caller.user.id
        salt = secrets.token_hex(16)
        notes = notes_hash(row, salt)
        done = {"$set": {"finished_at": at, "finished_by": who, "notes_salt": salt, "notes_sha256": notes}}
        changed = await inspections_of(caller).update({"_id": inspection_id, **_OPEN}, done, session)
        assert changed is not None, "the transaction's snapshot holds what was read"
        about = {"job": row["job_id"], "inspection": inspection_id}
        found: Document = {"inspection": row["name"], **counts_of(row)}
        changes = {name: (None, value) for name, value in found.items()}
        facts = {"content": content_hash(row), "notes": notes}
        event = Event(EntryKind.INSPECTION_FINISHED, who, manager_id, at, about=about, changes=changes, facts=facts)
        await caller.record(session, event)
        return changed

    return await caller.db.transaction(work)


async def _photos_there(caller: Caller, row: InspectionRow, session: Session) -> set[str]:
    """Select the photos named by answers that are on the job: an id alone shows nobody anything."""
    named = {photo_id for answer in row["answers"].values() for photo_id in answer["photo_ids"]}
    if not named:
        return set()
    wanted: Document = {"_id": {"$in": sorted(named)}, "job_id": row["job_id"], **SHOWN}
    return {photo["_id"] async for photo in photos_of(caller).find(wanted, {"_id": 1}, limit=1000, session=session)}


def _require_whole(row: InspectionRow, photos: Container[str]) -> None:
    if not row["answers"]:
        raise InspectionEmpty("Nothing is checked yet. Check at least one point, then finish.")
    bare = without_photo(row, photos)
    if bare:
        titles = ", ".join(point["title"] for point in bare)
        raise PhotoMissing(f"Take a photo of {titles}, so that the customer can see it. Then finish.")


async def discard(caller: Caller, inspection_id: str) -> None:
    """Take an inspection away that is not finished. Raises NotFound, InspectionFinished."""
    await _read(caller, inspection_id)
    gone = await inspections_of(caller).update({"_id": inspection_id, **_OPEN}, {"$set": {"discarded_at": now()}})
    if gone is None:
        raise InspectionFinished("This inspection is finished, so it stays on the job.")


async def forget_inspections_of(db: Database, session: Session, workshop_id: str, job_ids: list[str]) -> None:
    """Erase what was typed into the inspections of jobs; what was found stays."""
    scoped = ScopedRows[InspectionRow](db, "inspections", TenantScope(workshop_id))
    rows = await scoped.find({"job_id": {"$in": job_ids}}, {"answers": 1}, session=session).to_list()
    unsalted: Document = {"$unset": {"notes_salt": ""}}
    changes = [
        ({"_id": row["_id"]}, {"$set": {f"answers.{point}.note": None for point in row["answers"]}, **unsalted})
        for row in rows
        if row["answers"]
    ]
    await scoped.update_each(changes, session)
