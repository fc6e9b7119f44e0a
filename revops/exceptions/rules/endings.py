"""Ends of questions: the very thing that was asked about is taken back since.

Only by whoever answers it, so that nobody makes a question about himself disappear; by an undo, which comes within a
minute and leaves nothing of the move; and by the same money being entered again.
"""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

from revops.exceptions.finding import Ending
from revops.exceptions.kinds import ExceptionKind
from revops.exceptions.look import Ender, Look
from revops.exceptions.rules.jobs import GONE
from revops.exceptions.rules.payments import amount_of
from revops.journal.entry import EntryKind
from revops.mongo.client import Document

# Of a hand-over that was received, and of one that was submitted.
_OF_HAND_OVER = (ExceptionKind.COUNT_DIFFERENCE, ExceptionKind.HANDED_OVER_LATE, ExceptionKind.HANDED_OVER_LITTLE)
# Of a payment that stands. That it was rejected is a question of its own.
_OF_PAYMENT = (
    ExceptionKind.METHOD_CHANGED,
    ExceptionKind.ENTERED_LATE,
    ExceptionKind.ENTERED_LATE_MORE,
    ExceptionKind.CASH_ON_OLDER_JOB,
    ExceptionKind.CASH_ON_CREDIT,
    ExceptionKind.RRN_TWICE,
    ExceptionKind.ENTERED_WITHOUT_CREDIT,
)
_OF_CANCELLED = (ExceptionKind.PAYMENT_CANCELLED,)
# So soon a payment that was typed wrongly is typed again.
_TYPED_ANEW = dt.timedelta(hours=1)
_OF_MOVE = (ExceptionKind.REOPENED, ExceptionKind.PROMISE_MOVED)


async def hand_over_taken_back(look: Look, entry: Document) -> Sequence[Ending]:
    """End what was asked about a hand-over that the owner reversed or rejected."""
    return await _by_who_answers(look, entry, _OF_HAND_OVER, "settlement")


async def payment_taken_back(look: Look, entry: Document) -> Sequence[Ending]:
    """End what was asked about a payment that the owner rejected or cancelled."""
    return await _by_who_answers(look, entry, _OF_PAYMENT, "payment")


async def _by_who_answers(
    look: Look, entry: Document, kinds: Collection[ExceptionKind], about: str
) -> Sequence[Ending]:
    if not await look.answers_himself(entry["actor_id"]):
        return []
    return [Ending(kinds, about, entry[f"{about}_id"], entry["at"])]


async def moved_back(look: Look, entry: Document) -> Sequence[Ending]:
    """End what was asked about a move that was undone, or about a job reopened that the owner has closed again."""
    changes = entry.get("changes", {})
    old, new = changes.get("status", (None, None))
    if new is None:
        return []
    job_id = entry["job_id"]
    if "undone" in changes:
        before = {"job_id": job_id, "kind": EntryKind.JOB_UPDATED.value, "seq": {"$lt": entry["seq"]}}
        moves = await look.entries({**before, "changes.status": {"$exists": True}}, limit=1)
        return [Ending(_OF_MOVE, "job", job_id, entry["at"], cause=move["_id"]) for move in moves]
    if new in GONE and old not in GONE and await look.answers_himself(entry["actor_id"]):
        return [Ending((ExceptionKind.REOPENED,), "job", job_id, entry["at"])]
    return []


async def recorded_anew(look: Look, entry: Document) -> Sequence[Ending]:
    """End what was asked about a payment cancelled after the car had left, when as much is recorded anew within the
    hour: it was typed wrongly. Its money is in the books again, so whoever did it may be the member himself.
    """
    lately = {"$gte": entry["at"] - _TYPED_ANEW, "$lte": entry["at"]}
    of_job = {"job_id": entry["job_id"], "at": lately, "seq": {"$lt": entry["seq"]}}
    cancelled = {**of_job, "kind": EntryKind.PAYMENT_CANCELLED.value}
    ends = []
    for gone in await look.entries(cancelled, ("payment_id", "postings")):
        if amount_of(gone) <= amount_of(entry) and await _is_only_of_leaving(look, gone["payment_id"]):
            ends.append(Ending(_OF_CANCELLED, "payment", gone["payment_id"], entry["at"], cause=gone["payment_id"]))
    return ends


async def _is_only_of_leaving(look: Look, cause: str) -> bool:
    """Say whether nothing but that the car had left was asked about: no receipt was handed out."""
    (kind,) = _OF_CANCELLED
    noted = await look.rows("exceptions").find_one({"kind": kind.value, "cause": cause}, {"facts": 1})
    just_now = (one.facts for one in look.found if (one.kind, one.cause) == (kind, cause))
    facts = noted["facts"] if noted is not None else next(just_now, {})
    return facts.get("left") is True and not facts["receipt"]


ENDERS: Mapping[str, Ender] = {
    EntryKind.SETTLEMENT_REVERSED.value: hand_over_taken_back,
    EntryKind.SETTLEMENT_REJECTED.value: hand_over_taken_back,
    EntryKind.PAYMENT_REJECTED.value: payment_taken_back,
    EntryKind.PAYMENT_CANCELLED.value: payment_taken_back,
    EntryKind.PAYMENT_RECORDED.value: recorded_anew,
    EntryKind.JOB_UPDATED.value: moved_back,
}
