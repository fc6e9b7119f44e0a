"""Quotations: made, changed, sent and answered while the car is not here, and begun when it comes.

Nothing of this is money, and nothing of it counts: what the customer is to pay is in the books once there is a job.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from revops.access.caller import Caller
from revops.access.currency import fix_currency
from revops.core.errors import AppError, InvalidFields, NotFound, StaleVersion
from revops.core.money import to_minor
from revops.core.phones import read_phone
from revops.core.text import normalise_plate
from revops.core.time import now
from revops.estimates.row import How
from revops.jobs.discounts import require_within_cap
from revops.jobs.lines import price_lines, require_same
from revops.journal.entry import EntryKind, Event
from revops.mongo.client import Document, Session
from revops.mongo.idempotency import IdempotencyKey, once
from revops.mongo.instances import require_no_older
from revops.mongo.paging import read_page
from revops.mongo.repeats import Alike
from revops.mongo.scoped import ScopedRows
from revops.quotations.errors import QuotationBegun, QuotationUnpriced
from revops.quotations.fields import said_of
from revops.quotations.row import MIGRATION, VALID_FOR, QuotationRow, QuotationState, new_quotation, priced_state
from revops.quotations.schemas import QuotationAnswer, QuotationChange, QuotationFields, QuotationIn, QuotationQuery

_S = QuotationState
_UNTAXED: Document = {"customer_gst_number": None, "place_of_supply": None}
_FEW = 5
_UNENDED = (_S.TO_FOLLOW, _S.WAITING, _S.APPROVED)
_CAP = "The owner can give more."
# A change of these is another offer, which nobody has answered.
_OFFERED = ("work_description", "items", "pricing", "estimated_minor")


def quotations_of(caller: Caller) -> ScopedRows[QuotationRow]:
    """Return the quotations that the caller may see."""
    return ScopedRows(caller.db, "quotations", caller.scope)


def is_open(row: Mapping[str, Any], at: dt.datetime) -> bool:
    """Tell whether the customer may still say yes, or the car still come. Times as they are stored, with or without a
    zone."""
    ends_at: dt.datetime = row["ends_at"]
    ends_at = ends_at if ends_at.tzinfo else ends_at.replace(tzinfo=dt.UTC)
    return row["state"] in _UNENDED and ends_at > at


async def list_quotations(caller: Caller, wanted: QuotationQuery) -> tuple[list[QuotationRow], str | None]:
    """Read one page, what lasts longest first, and the cursor of the next, if there is one."""
    states = [state.value for state in wanted.state or (_S if wanted.show == "ended" else _UNENDED)]
    named = [state for state in states if state != _S.BEGUN]
    clauses: list[Document] = [
        {"state": named[0] if len(named) == 1 else {"$in": named}},
        {"ends_at": {"$gt": now()} if wanted.show == "open" else {"$lte": now()}},
    ]
    if wanted.manager_id is not None and caller.sees_all:
        clauses.append({"manager_id": wanted.manager_id})
    return await read_page(quotations_of(caller), clauses, "ends_at", wanted)


async def find_open(caller: Caller, plate: str, phone: str) -> list[QuotationRow]:
    """Find the open quotations for a plate or a phone, the latest first."""
    whose: list[Document] = [{name: value} for name, value in (("plate", plate), ("phone", phone)) if value]
    if not whose:
        return []
    wanted: Document = {"$or": whose, "state": {"$in": list(_UNENDED)}, "ends_at": {"$gt": now()}}
    order = [("ends_at", -1), ("_id", -1)]
    return await quotations_of(caller).page_naive(wanted, sort=order, limit=_FEW)


async def read_quotation(caller: Caller, quotation_id: str, session: Session | None = None) -> QuotationRow:
    """Return one quotation. Raises NotFound."""
    row = await quotations_of(caller).find_one({"_id": quotation_id}, session=session)
    if row is None:
        raise NotFound("estimate")
    return row


async def make(caller: Caller, body: QuotationIn, key: IdempotencyKey) -> Document:
    """Make a quotation, under a number of the garage's jobs. Raises InvalidFields, DiscountAboveCap."""
    await require_no_older(caller.db, MIGRATION)
    numbers, workshop_id = caller.services.job_numbers, caller.workshop.id
    number = await numbers.take(workshop_id)

    async def work(session: Session) -> Document:
        facts = await _facts(caller, session, body, None)
        if facts["estimated_minor"] is not None:
            await fix_currency(caller, session)
        row = new_quotation(workshop_id, caller.member.id, number, facts, now())
        await quotations_of(caller).insert([row], session)
        await caller.record(session, _event(caller.user.id, EntryKind.QUOTATION_MADE, None, row))
        return {"id": row["_id"], "message": "Estimate saved", "number": number}

    async def stands(quotation_id: str) -> bool:
        return await quotations_of(caller).count({"_id": quotation_id}, limit=1) == 1

    alike = Alike(
        ("quotation", body.model_dump_json(exclude={"repeat"})),
        f"The same estimate for {body.customer_name} was saved",
        "Save another?",
        stands,
        is_meant=body.repeat,
    )
    try:
        answer = await once(caller.db, caller.user.id, key, body, work, alike=alike)
    except AppError:
        numbers.give_back(workshop_id, number)
        raise
    if answer["number"] != number:  # of the first time, for it was sent again
        numbers.give_back(workshop_id, number)
    if not caller.workshop.has_money:
        caller.services.workshops.drop(workshop_id)
    return answer


async def change(caller: Caller, quotation_id: str, body: QuotationChange) -> QuotationRow:
    """Change a quotation, which is valid from now on again. Another price or other work is to be answered anew.

    Raises NotFound, StaleVersion, InvalidFields, QuotationBegun, DiscountAboveCap.
    """

    async def work(session: Session) -> QuotationRow:
        before = await _read_unbegun(caller, session, quotation_id)
        if body.version not in (None, before["version"]):
            raise StaleVersion("Somebody changed this estimate meanwhile. Look at it, then change it.")
        facts = await _facts(caller, session, body, before)
        if facts["estimated_minor"] is not None:
            await fix_currency(caller, session)
        by_name: Mapping[str, Any] = before
        changed = {name: value for name, value in facts.items() if by_name[name] != value}
        if not changed:
            return before
        if "vehicle_number" in changed:
            changed["plate"] = normalise_plate(facts["vehicle_number"])
        is_over = not is_open(before, now())
        if is_over or changed.keys() & set(_OFFERED):
            nobody: Document = dict.fromkeys(("answered_at", "how", "told"))
            changed |= {"state": priced_state(facts["estimated_minor"]), **nobody}
        changed["ends_at"] = now() + VALID_FOR
        return await store(caller, session, before, changed, EntryKind.QUOTATION_CHANGED)

    return await caller.db.transaction(work)


async def mark_sent(caller: Caller, quotation_id: str, key: IdempotencyKey) -> None:
    """Note that the customer gets the page of a quotation. One whose time was over is valid from now on again.

    Raises NotFound, QuotationBegun, QuotationUnpriced.
    """

    async def work(session: Session) -> Document:
        before = await _read_unbegun(caller, session, quotation_id)
        _require_priced(before)
        at, changed = now(), Document()
        changed |= {"sent_at": at, "ends_at": at + VALID_FOR}
        if before["state"] == _S.DECLINED:
            changed |= {"state": _S.WAITING.value, **dict.fromkeys(("answered_at", "how", "told"))}
        await store(caller, session, before, changed, EntryKind.QUOTATION_SENT)
        return {"id": quotation_id}

    await once(caller.db, caller.user.id, key, None, work)


async def tell(caller: Caller, quotation_id: str, body: QuotationAnswer, key: IdempotencyKey) -> None:
    """Record what the customer said to somebody of the garage. The same again changes nothing.

    Raises NotFound, QuotationBegun, QuotationUnpriced.
    """

    async def work(session: Session) -> Document:
        before = await _read_unbegun(caller, session, quotation_id)
        await answer(caller, session, before, body.answer, How.TOLD, told=body.told, note=body.note)
        return {"id": quotation_id}

    await once(caller.db, caller.user.id, key, body, work)


async def answer(
    caller: Caller,
    session: Session,
    before: QuotationRow,
    said: str,
    how: How,
    *,
    told: str | None = None,
    note: str | None = None,
) -> None:
    """Record an answer: what is declined has ended. Raises QuotationUnpriced for a yes to no price."""
    if before["state"] == said:
        return
    if said == _S.APPROVED:
        _require_priced(before)
    at = now()
    ends_at = at if said == _S.DECLINED else at + VALID_FOR
    changed = {"state": said, "answered_at": at, "how": how.value, "told": told, "ends_at": ends_at}
    await store(caller, session, before, changed, EntryKind.QUOTATION_ANSWERED, note=note)


async def answer_of_customer(caller: Caller, session: Session, before: QuotationRow, said: str) -> bool:
    """Record what the customer said on the page; return whether it could be answered yet.

    Raises QuotationBegun, QuotationUnpriced.
    """
    if before["state"] == _S.BEGUN:
        raise _begun(before)
    if before["state"] != _S.WAITING or not is_open(before, now()):
        return False
    await answer(caller, session, before, said, How.CUSTOMER)
    return True


async def read_to_begin(caller: Caller, session: Session, quotation_id: str) -> QuotationRow:
    """Return a quotation whose car has come, also one that was declined or whose time is over. Raises InvalidFields for
    none, QuotationBegun.
    """
    try:
        return await _read_unbegun(caller, session, quotation_id)
    except NotFound:
        raise InvalidFields({"quotation_id": "This garage has no such estimate."}) from None


async def mark_begun(caller: Caller, session: Session, before: QuotationRow, at: dt.datetime) -> Event:
    """Note that a quotation became a job; return what the journal is to say."""
    changed: Document = {"state": _S.BEGUN.value}
    row = await _update(caller, session, before, changed, at)
    return _event(caller.user.id, EntryKind.QUOTATION_BEGUN, before, row, at=at)


async def store(
    caller: Caller,
    session: Session,
    before: QuotationRow,
    changed: Document,
    kind: EntryKind,
    *,
    note: str | None = None,
) -> QuotationRow:
    """Store changed fields of a quotation with their entry. Returns it as it is then."""
    at = now()
    row = await _update(caller, session, before, changed, at)
    await caller.record(session, _event(caller.user.id, kind, before, row, at=at, note=note))
    return row


async def _update(
    caller: Caller, session: Session, before: QuotationRow, changed: Document, at: dt.datetime
) -> QuotationRow:
    as_read = {"_id": before["_id"], "version": before["version"]}
    change = {"$set": {**changed, "updated_at": at}, "$inc": {"version": 1}}
    row = await quotations_of(caller).update(as_read, change, session)
    assert row is not None, "the transaction's snapshot holds this version"
    return row


def _event(
    actor_id: str,
    kind: EntryKind,
    before: QuotationRow | None,
    row: QuotationRow,
    *,
    at: dt.datetime | None = None,
    note: str | None = None,
) -> Event:
    """Build the event of what became of a quotation. In its job's timeline it stands before the job."""
    about = {"quotation": row["_id"], "job": row["_id"]}
    facts = {"quotation": [None if before is None else said_of(before), said_of(row)]}
    return Event(kind, actor_id, row["manager_id"], at or row["created_at"], about=about, note=note, facts=facts)


async def _read_unbegun(caller: Caller, session: Session, quotation_id: str) -> QuotationRow:
    row = await read_quotation(caller, quotation_id, session)
    if row["state"] == _S.BEGUN:
        raise _begun(row)
    return row


def _begun(row: QuotationRow) -> QuotationBegun:
    said = f"Job {row['number']} was started from this estimate already. Open the job."
    return QuotationBegun(said, extra={"job_id": row["_id"]})


def _require_priced(row: QuotationRow) -> None:
    if row["estimated_minor"] is None:
        raise QuotationUnpriced("This estimate has no price yet. Enter what it comes to first.")


async def _facts(caller: Caller, session: Session, body: QuotationFields, before: QuotationRow | None) -> Document:
    """Build the stored fields of what was typed, priced as a job's are. Raises InvalidFields, DiscountAboveCap."""
    currency = caller.workshop.currency
    if body.vehicle_number and not normalise_plate(body.vehicle_number):
        raise InvalidFields({"vehicle_number": "Vehicle number needs letters or digits."})
    typed = ("customer_name", "car_model", "vehicle_number", "work_description", "planned_completion_days")
    facts: Document = {name: getattr(body, name) for name in typed}
    facts |= {"phone": read_phone(body.phone, currency).stored, "items": [], "pricing": None, "estimated_minor": None}
    if body.items:
        refused = {
            f"items.{n}.service": "The customer has not approved this service."
            for n, item in enumerate(body.items)
            if item.service is not None
        }
        if refused:
            raise InvalidFields(refused)
        priced = await price_lines(caller, session, body.items, _UNTAXED, paid_minor=0)
        require_same(body.estimated_amount, priced.total_minor, currency)
        require_within_cap(caller, before["items"] if before is not None else (), priced.items, _CAP)
        facts |= {**priced.stored, "estimated_minor": priced.total_minor}
    elif body.estimated_amount is not None:
        facts["estimated_minor"] = to_minor(body.estimated_amount, currency, "estimated_amount")
    return facts
