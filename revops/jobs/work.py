"""Jobs for whoever works on them: what is to be done and how far it is, and no money."""

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from revops.access.caller import Caller
from revops.core.errors import StaleVersion
from revops.core.labels import STATUSES
from revops.core.text import Version
from revops.jobs.errors import StatusMoveNotAllowed
from revops.jobs.schemas import JobUpdate
from revops.jobs.service import jobs_of
from revops.jobs.status import IN_SHOP, JobStatus, Powers, allowed_moves
from revops.jobs.undo import take_back
from revops.jobs.update import update_job
from revops.mongo.client import Document
from revops.mongo.idempotency import IdempotencyKey

_MAX_LISTED = 200
_SAME = (
    "number", "car_model", "vehicle_number", "work_description", "parts_required", "worker_assigned", "internal_notes",
    "due_at", "version",
)  # fmt: skip
_READ: Document = dict.fromkeys(("status", *_SAME), 1)

WorkStatus = Literal["pending", "in_progress", "waiting_for_parts", "completed"]


class WorkUpdate(BaseModel):
    """The progress of the work."""

    status: Annotated[WorkStatus, Field(examples=["in_progress"])]
    from_status: Annotated[
        WorkStatus | None,
        Field(
            description="Where `status` moves the work from, for a move that is sent late: where it stands elsewhere by"
            " then, and not where it is to go, the change is refused, with the `status` that it has."
        ),
    ] = None
    undo_of: Annotated[
        Version | None, Field(description="Takes back the caller's own move that made this version, within a minute.")
    ] = None


class WorkOut(BaseModel):
    """A vehicle in the garage, and what is to be done on it."""

    id: str
    number: int | None
    car_model: str
    vehicle_number: str
    work_description: str
    parts_required: str | None
    worker_assigned: str | None
    internal_notes: str | None
    status: JobStatus
    allowed_statuses: list[JobStatus]
    due_at: dt.datetime
    version: int


class WorkUpdated(BaseModel):
    """The work after a change."""

    message: Annotated[str, Field(examples=["Work updated"])]
    work: WorkOut


async def list_work(caller: Caller) -> list[Document]:
    """Read the vehicles in the garage that are the caller's to see, soonest due first."""
    here = {"status": {"$in": [status.value for status in IN_SHOP]}}
    order = [("due_at", 1), ("_id", 1)]
    return [_work_out(job) for job in await jobs_of(caller).page_naive(here, _READ, sort=order, limit=_MAX_LISTED)]


async def update_work(caller: Caller, job_id: str, body: WorkUpdate, key: IdempotencyKey) -> Document:
    """Move the work along; with a key once. Raises what ``update_job`` does, without a word of money."""
    came = None if body.from_status is None else JobStatus(body.from_status)
    wanted = JobUpdate(status=JobStatus(body.status), from_status=came, undo_of=body.undo_of)
    changing = update_job if body.undo_of is None else take_back
    try:
        return _work_out(await changing(caller, job_id, wanted, key))
    except StaleVersion as refusal:
        current = refusal.extra.get("current")
        extra = {} if current is None else {"current": {"status": current["status"]}}
        raise StaleVersion(refusal.detail, extra=extra) from None
    except StatusMoveNotAllowed as refusal:
        # Which other moves there are tells whether money is outstanding.
        allowed = [status for status in refusal.extra["allowed"] if status in IN_SHOP]
        names = ", ".join(STATUSES[status] for status in allowed) or "nothing; ask at the counter"
        raise StatusMoveNotAllowed(
            f"This work cannot become {STATUSES[body.status]} now. Possible: {names}.", extra={"allowed": allowed}
        ) from None


def _work_out(job: Mapping[str, Any]) -> Document:
    # Whether money is outstanding is nothing that the work says; delivering and closing are not offered.
    moves = allowed_moves(JobStatus(job["status"]), 0, Powers())
    return {
        "id": job["_id"],
        **{name: job.get(name) for name in _SAME},
        "status": job["status"],
        "allowed_statuses": [status for status in moves if status in IN_SHOP],
    }
