"""The seven statuses of a job and the moves between them."""

from dataclasses import dataclass
from enum import StrEnum

from revops.core.labels import STATUSES
from revops.jobs.errors import EstimateMissing, MoneyOutstanding, StatusMoveNotAllowed
from revops.mongo.client import Document


class JobStatus(StrEnum):
    """The statuses of a job."""

    PENDING = "pending"
    IN_PROGRESS = "in_progress"
    WAITING_FOR_PARTS = "waiting_for_parts"
    COMPLETED = "completed"
    DELIVERED = "delivered"
    CREDIT_PENDING = "credit_pending"
    CLOSED = "closed"


_S = JobStatus
_MOVES: dict[JobStatus, tuple[JobStatus, ...]] = {
    _S.PENDING: (_S.IN_PROGRESS, _S.COMPLETED),
    _S.IN_PROGRESS: (_S.PENDING, _S.WAITING_FOR_PARTS, _S.COMPLETED),
    _S.WAITING_FOR_PARTS: (_S.IN_PROGRESS, _S.COMPLETED),
    _S.COMPLETED: (_S.IN_PROGRESS, _S.DELIVERED),
    _S.DELIVERED: (),
    _S.CREDIT_PENDING: (),
    _S.CLOSED: (),
}
_FINISHED = (_S.COMPLETED, _S.DELIVERED, _S.CREDIT_PENDING)
_REOPENED = (_S.IN_PROGRESS, _S.COMPLETED, _S.DELIVERED)

# Work that is still to be done; what is due by a day is one of these.
OPEN = (_S.PENDING, _S.IN_PROGRESS, _S.WAITING_FOR_PARTS)

# The car is here: work to be done, or done and not fetched yet.
IN_SHOP = (*OPEN, _S.COMPLETED)

# Reaching one of these the first time sets completed_at.
COMPLETED_OR_BEYOND = frozenset({*_FINISHED, _S.CLOSED})


# The car leaves, or the books of the job end: not before it is known what there is to pay.
NEEDS_ESTIMATE = frozenset({_S.DELIVERED, _S.CREDIT_PENDING, _S.CLOSED})

# Delivered with money outstanding is on credit: a status, whether money is outstanding, and what the status then is.
_CREDIT = ((_S.DELIVERED, True, _S.CREDIT_PENDING), (_S.CREDIT_PENDING, False, _S.DELIVERED))


def with_credit(status: JobStatus, outstanding_minor: int) -> JobStatus:
    """Take money into account: a delivered car with money outstanding is on credit."""
    for was, owes, becomes in _CREDIT:
        if status is was and owes is (outstanding_minor > 0):
            return becomes
    return status


def with_credit_expression(status: str, outstanding: Document) -> Document:
    """Build ``with_credit`` for the pipeline of an update, of a status field and an expression of what is left."""
    branches = [
        {
            "case": {"$and": [{"$eq": [status, was.value]}, {"$gt" if owes else "$lte": [outstanding, 0]}]},
            "then": becomes.value,
        }
        for was, owes, becomes in _CREDIT
    ]
    return {"$switch": {"branches": branches, "default": status}}


@dataclass(frozen=True, slots=True)
class Powers:
    """The rights over the status of a job beyond moving it along."""

    may_reopen: bool = False
    # With money outstanding, or before the work is done.
    may_close_owing: bool = False


def allowed_moves(
    status: JobStatus, outstanding_minor: int, powers: Powers, *, has_estimate: bool = True
) -> tuple[JobStatus, ...]:
    """List where a job can go from here. Closing needs nothing outstanding, or the power to close it all the same."""
    moves = _moves(status, outstanding_minor, powers)
    return moves if has_estimate else tuple(to for to in moves if to not in NEEDS_ESTIMATE)


def _moves(status: JobStatus, outstanding_minor: int, powers: Powers) -> tuple[JobStatus, ...]:
    if status is _S.CLOSED:
        return _REOPENED if powers.may_reopen else ()
    moves = _MOVES[status]
    if status is _S.COMPLETED and outstanding_minor > 0:
        moves = (*moves, _S.CREDIT_PENDING)
    if powers.may_close_owing or (status in _FINISHED and outstanding_minor == 0):
        moves = (*moves, _S.CLOSED)
    return moves


def move(
    status: JobStatus, wanted: JobStatus, outstanding_minor: int, powers: Powers, *, has_estimate: bool = True
) -> JobStatus:
    """Return the status after the move asked for. Raises Conflict naming the moves that are allowed."""
    if wanted is status:
        return status
    allowed = allowed_moves(status, outstanding_minor, powers, has_estimate=has_estimate)
    if wanted not in allowed:
        if wanted in _moves(status, outstanding_minor, powers):
            raise EstimateMissing(
                f"This job has no estimate yet. Enter what there is to pay, then it can become {STATUSES[wanted]}.",
                extra={"allowed": list(allowed)},
            )
        if wanted is _S.CLOSED and status in _FINISHED and outstanding_minor > 0:
            raise MoneyOutstanding(
                "Money is outstanding on this job, so only the owner can close it.",
                extra={"allowed": list(allowed)},
            )
        names = ", ".join(STATUSES[s] for s in allowed) or "nothing (only the owner can reopen it)"
        raise StatusMoveNotAllowed(
            f"A job that is {STATUSES[status]} cannot become {STATUSES[wanted]}. Possible now: {names}.",
            extra={"allowed": list(allowed)},
        )
    return with_credit(wanted, outstanding_minor)
