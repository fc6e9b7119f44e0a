"""Asking the owner for a discount above the cap. A yes gives the job the lines that were asked for, as a change of its
own: one transaction, with the entry of the answer.
"""

from collections.abc import Mapping
from typing import Any

from revops.access.announcements import Pushed
from revops.access.caller import Caller
from revops.core.errors import NotFound
from revops.core.ids import new_id
from revops.core.time import now
from revops.discounts.errors import DiscountAnswered, LinesChanged, WithinCap
from revops.discounts.fields import facts_of
from revops.discounts.row import DiscountRow, DiscountState, hash_of
from revops.discounts.schemas import DiscountAnswer, DiscountAsk, DiscountQuery
from revops.jobs.discounts import above_cap, cap_of, percent_of
from revops.jobs.lines import Priced, approved_change, price_lines
from revops.jobs.row import JobRow, not_owed_minor
from revops.jobs.service import WITH_LINES, read, require_open
from revops.jobs.update import change_lines
from revops.journal.entry import EntryKind, Event
from revops.mongo.client import Document, Session
from revops.mongo.idempotency import IdempotencyKey, once
from revops.mongo.paging import read_page
from revops.mongo.scoped import Scoped, ScopedRows
from revops.mongo.union import SubQuery

# A request has a word of its own in the journal.
_WAITS: Document = {"state": DiscountState.WAITING.value}


def requests_of(caller: Caller) -> ScopedRows[DiscountRow]:
    """Return the requests on jobs that the caller sees."""
    return ScopedRows(caller.db, "discount_requests", caller.scope)


async def list_requests(caller: Caller, wanted: DiscountQuery) -> tuple[list[DiscountRow], str | None]:
    """Read one page, the latest first, and the cursor of the next, if there is one."""
    clauses: list[Document] = [
        {"state": wanted.state.value} if wanted.state is not None else {},
        {"job_id": wanted.job_id} if wanted.job_id is not None else {},
    ]
    return await read_page(requests_of(caller), clauses, "asked_at", wanted)


def waiting_ones(caller: Caller, limit: int) -> SubQuery:
    """Build the sub-query for what waits for the owner, at most so many, for whoever counts them."""
    whole = caller.scope.whole_workshop()
    order = [("asked_at", -1), ("_id", -1)]
    return Scoped(caller.db, "discount_requests", whole).sub_query(_WAITS, {"_id": 1}, sort=order, limit=limit)


async def ask(caller: Caller, job_id: str, body: DiscountAsk, key: IdempotencyKey) -> Document:
    """Ask the owner for lines with more discount than the caller may give. It takes the place of what was asked before.

    Raises NotFound, InvalidFields, and Conflict for a job that is closed, or lines that need nobody's word.
    """

    async def work(session: Session) -> Document:
        job = await read(caller, job_id, session, WITH_LINES)
        require_open(job)
        priced = await price_lines(caller, session, body.items, _stated(job), paid_minor=not_owed_minor(job))
        cap = cap_of(caller)
        steep = above_cap(cap, job["items"], priced.items) if cap is not None else []
        if not steep:
            raise WithinCap("These lines need nobody's word: just save them.")
        row: DiscountRow = {
            "_id": new_id(),
            "workshop_id": caller.workshop.id,
            "job_id": job_id,
            "manager_id": job["manager_id"],
            "member_id": caller.member.id,
            "asked_at": now(),
            "items": priced.items,
            "pricing": priced.pricing,
            "before_sha256": hash_of(job["items"]),
            "percent": percent_of(steep),
            "discount_minor": sum(line["discount_minor"] for line in priced.items),
            "from_minor": job["estimated_minor"],
            "to_minor": priced.total_minor,
            "note": body.note,
            "state": DiscountState.WAITING.value,
            "reason": None,
            "answered_by": None,
            "answered_at": None,
        }
        replaced = await _replace(caller, job_id, session)
        await requests_of(caller).insert([row], session)
        event = Event(
            EntryKind.DISCOUNT_ASKED,
            caller.user.id,
            job["manager_id"],
            row["asked_at"],
            about={"job": job_id, "discount_request": row["_id"]},
            note=body.note,
            facts={**facts_of(row), "replaces": replaced},
            follow_ups=caller.notified(Pushed.DISCOUNT_ASKED, row["_id"]),
        )
        await caller.record(session, event)
        return {"id": row["_id"], "message": "The owner is asked"}

    return await once(caller.db, caller.user.id, key, body, work)


async def _replace(caller: Caller, job_id: str, session: Session) -> list[str]:
    """Let what waits for a job wait no longer. Returns which that was."""
    mine = {"job_id": job_id, **_WAITS}
    waiting = await requests_of(caller).find(mine, {"_id": 1}, session=session).to_list()
    if waiting:
        gone = {"$set": {"state": DiscountState.REPLACED.value}}
        await requests_of(caller).update_all({"_id": {"$in": [row["_id"] for row in waiting]}}, gone, session)
    return [row["_id"] for row in waiting]


def _stated(job: Mapping[str, Any]) -> Document:
    return {name: job[name] for name in ("customer_gst_number", "place_of_supply")}


async def answer(caller: Caller, request_id: str, body: DiscountAnswer, key: IdempotencyKey) -> DiscountRow:
    """Give the owner's word, once. A yes gives the job its lines; the same word again changes nothing.

    Raises NotFound; Conflict when it was answered otherwise, the lines changed since, or the job does not allow it.
    """
    requests = requests_of(caller)
    wanted = DiscountState.GRANTED if body.granted else DiscountState.REFUSED

    async def work(session: Session) -> Document:
        at = now()
        said = {"state": wanted.value, "reason": body.reason, "answered_by": caller.user.id, "answered_at": at}
        row = await requests.update({"_id": request_id, **_WAITS}, {"$set": said}, session)
        if row is None:
            await _require_answered_so(caller, request_id, wanted, session)
            return {"id": request_id}
        job = await read(caller, row["job_id"], session, WITH_LINES)
        event = Event(
            EntryKind.DISCOUNT_ANSWERED,
            caller.user.id,
            job["manager_id"],
            at,
            about={"job": job["_id"], "discount_request": request_id},
            note=body.reason,
            changes={"discount": (DiscountState.WAITING.value, wanted.value)},
        )
        if body.granted:
            priced = await _priced_again(caller, session, job, row)
            await change_lines(caller, session, job, priced, event, also={})
        else:
            await caller.record(session, event)
        return {"id": request_id}

    await once(caller.db, caller.user.id, key, body, work)
    row = await requests.find_one({"_id": request_id})
    assert row is not None, "it was answered"
    return row


async def _priced_again(caller: Caller, session: Session, job: JobRow, row: DiscountRow) -> Priced:
    """Price the lines that were asked for, for the job as it is. Raises LinesChanged."""
    if hash_of(job["items"]) != row["before_sha256"]:
        raise LinesChanged("The lines of this job were changed since. Say no, and let yourself be asked anew.")
    kept = {"items": row["items"], "pricing": row["pricing"]}
    priced = await price_lines(caller, session, [], _stated(job), paid_minor=not_owed_minor(job), kept=kept)
    approved_change(job, priced.bill)
    return priced


async def _require_answered_so(caller: Caller, request_id: str, wanted: DiscountState, session: Session) -> None:
    """Raise why a request was not answered just now, unless it was answered so before."""
    row = await requests_of(caller).find_one({"_id": request_id}, session=session)
    if row is None:
        raise NotFound("request for a discount")
    if row["state"] != wanted:
        raise DiscountAnswered("This was answered already, or asked anew. Look at the job as it is now.")
