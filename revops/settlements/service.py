"""Settlements: cash in a manager's hand goes to the owner, who confirms having received it."""

import datetime as dt
from dataclasses import replace

from revops.access.announcements import Announced
from revops.access.audit import AuditEvent, AuditKind, Origin
from revops.access.caller import Caller
from revops.access.members import membership_of
from revops.access.permissions import Permission
from revops.core.denominations import NoteCount, read_count, total_of
from revops.core.errors import InvalidFields, NotFound
from revops.core.money import shown, to_minor, to_wire
from revops.core.time import now
from revops.http.wire import Cancellation, Confirmation, Rejection
from revops.jobs import service as jobs
from revops.journal.accounts import Account
from revops.journal.entry import Count, EntryKind, Event
from revops.managers import service as managers
from revops.mongo.client import Document, Session
from revops.mongo.client_ids import NamedThere, mark_of
from revops.mongo.idempotency import IdempotencyKey, once
from revops.mongo.paging import read_page
from revops.mongo.repeats import Alike
from revops.mongo.scoped import Scoped, ScopedRows, TenantScope
from revops.payments.listing import decision_filter
from revops.payments.review import above_trust, not_own, note_review, require_not_own, reviewed_from, within_trust
from revops.payments.row import Decision
from revops.settlements.errors import (
    CountNeeded,
    CountsAreOff,
    HandsOverHimself,
    MoreThanCashInHand,
    SettlementConfirmed,
    SettlementRejected,
)
from revops.settlements.fields import facts_of
from revops.settlements.row import SettlementRow, is_blind, new_settlement
from revops.settlements.schemas import CashReceived, SettlementCreate, SettlementQuery
from revops.settlements.trust import require_trust

# A decision as the garage says it.
_DECIDED: dict[str, str] = {Decision.CONFIRMED: "received", Decision.REJECTED: "rejected"}
_ALREADY: dict[str, type[SettlementConfirmed | SettlementRejected]] = {
    Decision.CONFIRMED: SettlementConfirmed,
    Decision.REJECTED: SettlementRejected,
}

_AUDITED = {
    Decision.CONFIRMED: AuditKind.SETTLEMENT_CONFIRMED,
    Decision.REJECTED: AuditKind.SETTLEMENT_REJECTED,
}


def settlements_of(caller: Caller) -> ScopedRows[SettlementRow]:
    """Return the settlements that the caller sees."""
    return ScopedRows(caller.db, "settlements", caller.cash_scope)


def pending_counts(settlement: SettlementRow, sign: int) -> dict[Count, int]:
    """Count a settlement, as it stands while it awaits review (``sign`` 1), or that no longer does so (-1)."""
    name = Count.SETTLEMENTS_BLIND_MINOR if is_blind(settlement) else Count.SETTLEMENTS_PENDING_MINOR
    return {Count.SETTLEMENTS_PENDING: sign, name: sign * settlement["amount_minor"]}


def received_postings(settlement: SettlementRow) -> dict[Account, int]:
    """Build the postings of a hand-over that was received: cash of the owner, and what its counts differ by."""
    received_minor, difference_minor = settlement["amount_minor"], settlement.get("difference_minor", 0)
    return {
        Account.OWNER_CASH: received_minor,
        Account.CASH_IN_HAND: -received_minor - difference_minor,
        Account.CASH_DIFFERENCE: difference_minor,
    }


def settlement_submitted(settlement: SettlementRow) -> Event:
    """Return the event of a manager submitting cash. It moves no money yet."""
    return Event(
        EntryKind.SETTLEMENT_SUBMITTED,
        settlement["manager_id"],
        settlement["manager_id"],
        settlement["submitted_date"],
        about={"settlement": settlement["_id"]},
        note=settlement["notes"],
        counts=pending_counts(settlement, 1),
        facts=facts_of(settlement),
    )


def settlement_reviewed(settlement: SettlementRow, owner_id: str, at: dt.datetime) -> Event:
    """Build the event of the decision on a settlement: cash that the owner confirms leaves the manager's hand."""
    received = settlement["verdict"] == Decision.CONFIRMED
    return Event(
        EntryKind.SETTLEMENT_CONFIRMED if received else EntryKind.SETTLEMENT_REJECTED,
        owner_id,
        settlement["manager_id"],
        at,
        about={"settlement": settlement["_id"]},
        note=settlement["reject_reason"],
        postings=received_postings(settlement) if received else {},
        counts=pending_counts(settlement, -1),
    )


async def submit(caller: Caller, body: SettlementCreate, key: IdempotencyKey) -> Document:
    """Submit cash for the owner to receive: at most what is in hand less what is submitted already.

    Where notes are counted their count is what is handed over, whatever the book says. Raises Conflict for a sum that
    is more, and for a sum where there must be a count, or the other way round; InvalidFields for jobs that are not the
    manager's.
    """
    currency = caller.workshop.currency
    amount_minor, count = _handed_over(caller, body)
    job_ids = list(dict.fromkeys(body.job_ids))
    named = _named(caller, body, key) if body.id is not None else None

    async def work(session: Session) -> Document:
        # Here, and not before: what was handed over is answered as it was when it is sent again, whatever the garage
        # does since.
        _require_as_here(caller, count)
        workshop_id, manager_id, timezone = caller.workshop.id, caller.member.id, caller.workshop.timezone
        if job_ids and not await _are_own(caller, session, manager_id, job_ids):
            raise InvalidFields({"job_ids": "Some of these jobs do not exist or are not yours."})
        aside_minor, book_minor = await _set_aside(caller, session, amount_minor, is_counted=count is not None)
        what = (workshop_id, manager_id, aside_minor, job_ids, body.notes, now(), timezone)
        settlement = new_settlement(*what, settlement_id=body.id, count=count, book_minor=book_minor)
        if named is not None:
            settlement["request_mark"] = named.mark
        await settlements_of(caller).insert([settlement], session)
        about = {"settlement": settlement["_id"], "actor": manager_id}
        told = caller.announced([Announced.SETTLEMENT_SUBMITTED], about)
        event = replace(settlement_submitted(settlement), follow_ups=told)
        await caller.record(session, event)
        return _submitted(settlement["_id"])

    alike = Alike(
        ("settlement", caller.workshop.id, amount_minor),
        f"{shown(amount_minor, currency)} was handed over",
        "Hand over the same again?",
        stands=lambda settlement_id: _stands(caller, settlement_id),
        is_meant=body.repeat,
    )
    return await once(caller.db, caller.user.id, key, body, work, alike=alike, named=named)


async def _stands(caller: Caller, settlement_id: str) -> bool:
    settlement = await settlements_of(caller).find_one({"_id": settlement_id}, {"verdict": 1})
    return settlement is not None and settlement["verdict"] != Decision.REJECTED


def _submitted(settlement_id: str) -> Document:
    return {"id": settlement_id, "message": "Cash handed over"}


def _named(caller: Caller, body: SettlementCreate, key: IdempotencyKey) -> NamedThere:
    async def read_named() -> tuple[str | None, Document] | None:
        own = ScopedRows[SettlementRow](caller.db, "settlements", TenantScope(caller.workshop.id, caller.member.id))
        settlement = await own.find_one({"_id": body.id}, {"request_mark": 1})
        return None if settlement is None else (settlement.get("request_mark"), _submitted(settlement["_id"]))

    return NamedThere(mark_of(caller.member.id, key.fingerprint(body)), read_named)


def _handed_over(caller: Caller, body: SettlementCreate) -> tuple[int, NoteCount | None]:
    """Read what is handed over: a sum, or a count and what it comes to."""
    currency = caller.workshop.currency
    if body.count is None:
        if body.amount is None:
            # Where notes are counted there is no amount to ask for.
            _require_as_here(caller, None)
            raise InvalidFields({"amount": "Amount is required."})
        return to_minor(body.amount, currency, "amount"), None
    if body.amount is not None:
        raise InvalidFields({"amount": "Leave the amount out: what you hand over is what you have counted."})
    if body.job_ids:
        # What their payments come to would tell what was counted.
        raise InvalidFields({"job_ids": "Leave the jobs out: cash that is counted is handed over without them."})
    count = read_count(body.count, currency)
    if not count:
        raise InvalidFields({"count": "Count at least one note or coin."})
    return total_of(count), count


def _require_as_here(caller: Caller, count: NoteCount | None) -> None:
    """Raise Conflict for a sum where there must be a count, or the other way round."""
    if count is None and caller.workshop.blind_counts:
        raise CountNeeded("This garage counts cash when it changes hands. Count the notes, and hand over the count.")
    if count is not None and not caller.workshop.blind_counts:
        raise CountsAreOff("This garage does not count notes. Enter the amount that you hand over.")


async def _set_aside(caller: Caller, session: Session, amount_minor: int, *, is_counted: bool) -> tuple[int, int]:
    """Set what is handed over aside from the cash in hand: all of it, or of a count what the book knows of. Returns it,
    and what the book has besides what was handed over before. Raises Conflict for a sum that is more than that.
    """
    db, workshop_id, manager_id = caller.db, caller.workshop.id, caller.member.id
    cash_minor = await managers.cash_in_hand(db, session, workshop_id, manager_id)
    free_minor, aside_minor = cash_minor, amount_minor
    if is_counted:
        free_minor -= await managers.pending_settlement(db, session, workshop_id, manager_id)
        aside_minor = min(amount_minor, free_minor)
    at_most = cash_minor - aside_minor
    if await managers.change_pending(db, session, workshop_id, manager_id, aside_minor, max_minor=at_most):
        return aside_minor, free_minor
    free_minor = cash_minor - await managers.pending_settlement(db, session, workshop_id, manager_id)
    currency = caller.workshop.currency
    raise MoreThanCashInHand(
        f"You can hand over at most {shown(free_minor, currency)}: your cash in hand less what you have handed over"
        " already.",
        extra={"available_amount": to_wire(free_minor, currency)},
    )


async def _are_own(caller: Caller, session: Session, member_id: str, job_ids: list[str]) -> bool:
    """Say whether all of these are jobs that the caller sees, or on which he took money before another had them."""
    those = {"_id": {"$in": job_ids}}
    if await jobs.jobs_of(caller).count(those, limit=len(job_ids), session=session) == len(job_ids):
        return True
    paid = Scoped(caller.db, "payments", TenantScope(caller.workshop.id, member_id))
    taken = await paid.find({"job_id": {"$in": job_ids}}, {"job_id": 1}, limit=10_000, session=session).to_list()
    seen = await jobs.jobs_of(caller).find(those, {"_id": 1}, limit=len(job_ids), session=session).to_list()
    return {payment["job_id"] for payment in taken} | {job["_id"] for job in seen} >= set(job_ids)


async def receive(caller: Caller, body: CashReceived, key: IdempotencyKey, origin: Origin) -> Document:
    """Record cash that came from a member who cannot hand it over by himself any more: a hand-over received at once.

    Raises InvalidFields for nobody of this garage; Conflict for one who hands over by himself, and for more than is in
    hand; PasswordNeeded above the workshop's sum.
    """
    db, workshop, currency = caller.db, caller.workshop, caller.workshop.currency
    amount_minor = to_minor(body.amount, currency, "amount")
    await require_trust(caller, body, origin, amount_minor)

    async def work(session: Session) -> Document:
        member = await Scoped(db, "members", TenantScope(workshop.id)).find_one(
            {"_id": body.member_id}, session=session
        )
        if member is None:
            raise InvalidFields({"member_id": "Nobody of this garage has this id."})
        if member["left_at"] is None and Permission.SETTLEMENTS_SUBMIT in membership_of(member).permissions:
            raise HandsOverHimself("This member still works here and hands over the cash; confirm that hand-over.")
        cash_minor = await managers.cash_in_hand(db, session, workshop.id, body.member_id)
        at_most = cash_minor - amount_minor
        if not await managers.change_pending(db, session, workshop.id, body.member_id, 0, max_minor=at_most):
            raise MoreThanCashInHand(
                f"Only {shown(cash_minor, currency)} is in this member's hand, less what was handed over and waits for"
                " your confirmation.",
                extra={"cash_in_hand": to_wire(cash_minor, currency)},
            )
        at = now()
        settlement = new_settlement(workshop.id, body.member_id, amount_minor, [], body.notes, at, workshop.timezone)
        settlement["verdict"], settlement["confirmation_date"] = Decision.CONFIRMED.value, at
        settlement["judged_by"], settlement["judged_from"] = caller.user.id, reviewed_from(origin)
        await ScopedRows[SettlementRow](db, "settlements", TenantScope(workshop.id)).insert([settlement], session)
        # It never waited for a decision, so it takes none from those that do.
        reviewed = settlement_reviewed(settlement, caller.user.id, at)
        event = replace(reviewed, note=body.notes, counts={}, facts=facts_of(settlement))
        await caller.record(session, event)
        kind, settlement_id = AuditKind.SETTLEMENT_CONFIRMED, settlement["_id"]
        noted = AuditEvent(kind, workshop.id, caller.user.id, origin, subject_id=settlement_id)
        await caller.services.audit.record(noted, session)
        return {"id": settlement_id, "message": "Cash received"}

    alike = Alike(
        ("cash_received", body.member_id, amount_minor),
        f"{shown(amount_minor, currency)} was received from this member",
        "Receive the same again?",
        stands=lambda settlement_id: _stands(caller, settlement_id),
        is_meant=body.repeat,
    )
    return await once(db, caller.user.id, key, body, work, alike=alike)


async def confirm(caller: Caller, settlement_id: str, body: Confirmation | None, origin: Origin) -> SettlementRow:
    """Receive the cash: it leaves the manager's hand. Twice changes nothing. Raises NotFound, Conflict if rejected,
    PasswordNeeded above the workshop's sum, CountNeeded where it is to be counted.
    """
    within = await within_trust(caller, body, origin)
    if caller.workshop.blind_counts:
        await _require_decided(caller, settlement_id)
    return await _review(caller, settlement_id, Decision.CONFIRMED, None, within, origin)


async def _require_decided(caller: Caller, settlement_id: str) -> None:
    """Raise CountNeeded for a hand-over that waits: here it is received by a count, however it was handed over."""
    waiting = {"_id": settlement_id, "verdict": Decision.PENDING}
    if await settlements_of(caller).find_one(waiting, {"_id": 1}) is not None:
        raise count_needed()


def count_needed() -> CountNeeded:
    """Build the failure for cash that is received without having been counted."""
    return CountNeeded("Count the notes that you receive: this hand-over is confirmed by your own count.")


async def reject(caller: Caller, settlement_id: str, body: Rejection, origin: Origin) -> SettlementRow:
    """Refuse it: the cash stays with the manager. Twice changes nothing. Raises NotFound, Conflict if confirmed."""
    return await _review(caller, settlement_id, Decision.REJECTED, body.reason, {}, origin)


async def _review(
    caller: Caller, settlement_id: str, decision: Decision, reason: str | None, within: Document, origin: Origin
) -> SettlementRow:
    plain = {"count": None} if decision == Decision.CONFIRMED else {}

    async def work(session: Session) -> tuple[SettlementRow, bool]:
        at = now()
        settlements = settlements_of(caller)
        reviewed = await settlements.update(
            {"_id": settlement_id, "verdict": Decision.PENDING, **within, **not_own(caller, "manager_id"), **plain},
            {
                "$set": {
                    "verdict": decision,
                    "confirmation_date": at,
                    "judged_by": caller.user.id,
                    "judged_from": reviewed_from(origin),
                    "reject_reason": reason,
                }
            },
            session,
        )
        if reviewed is None:
            settlement = await settlements.find_one({"_id": settlement_id}, session=session)
            if settlement is None:
                raise NotFound("hand-over")
            if settlement["verdict"] == Decision.PENDING:
                require_not_own(caller, settlement["manager_id"])
                raise count_needed() if "count" in settlement else above_trust(caller)
            if settlement["verdict"] != decision:
                raise _ALREADY[settlement["verdict"]](f"This hand-over was {_DECIDED[settlement['verdict']]} already.")
            return settlement, False
        amount_minor = reviewed["amount_minor"]
        await managers.change_pending(caller.db, session, caller.workshop.id, reviewed["manager_id"], -amount_minor)
        event = settlement_reviewed(reviewed, caller.user.id, at)
        await caller.record(session, event)
        return reviewed, True

    settlement, is_new = await caller.db.transaction(work, inserts_last=True)
    if is_new:
        note_review(caller, _AUDITED[decision], settlement_id, origin)
    return settlement


async def cancel(
    caller: Caller, settlement_id: str, body: Cancellation, key: IdempotencyKey, origin: Origin
) -> Document:
    """Take one's own hand-over back while it waits: the cash is in hand as before. Twice changes nothing.

    Raises NotFound; Conflict when it was received or rejected.
    """
    own = ScopedRows[SettlementRow](caller.db, "settlements", TenantScope(caller.workshop.id, caller.member.id))

    async def work(session: Session) -> Document:
        at = now()
        settlement = await own.update(
            {"_id": settlement_id, "verdict": Decision.PENDING},
            {
                "$set": {
                    "verdict": Decision.REJECTED,
                    "confirmation_date": at,
                    "judged_by": caller.user.id,
                    "judged_from": reviewed_from(origin),
                    "reject_reason": body.reason,
                    "cancelled_by": caller.member.id,
                }
            },
            session,
        )
        answer = {"id": settlement_id, "message": "Hand-over taken back"}
        if settlement is None:
            await _require_cancelled(own, settlement_id, session)
            return answer
        workshop, amount_minor = caller.workshop, settlement["amount_minor"]
        await managers.change_pending(caller.db, session, workshop.id, caller.member.id, -amount_minor)
        event = settlement_reviewed(settlement, caller.user.id, at)
        cancelled = replace(event, kind=EntryKind.SETTLEMENT_CANCELLED)
        await caller.record(session, cancelled)
        kind = AuditKind.SETTLEMENT_CANCELLED
        noted = AuditEvent(kind, workshop.id, caller.user.id, origin, subject_id=settlement_id)
        await caller.services.audit.record(noted, session)
        return answer

    return await once(caller.db, caller.user.id, key, body, work)


async def _require_cancelled(own: ScopedRows[SettlementRow], settlement_id: str, session: Session) -> None:
    """Raise why a hand-over was not taken back just now, unless it was before."""
    settlement = await own.find_one({"_id": settlement_id}, session=session)
    if settlement is None:
        raise NotFound("hand-over")
    if settlement["verdict"] == Decision.CONFIRMED:
        raise SettlementConfirmed("The owner has received this cash, so it cannot be taken back here. Ask the owner.")
    if settlement.get("cancelled_by") is None:
        raise SettlementRejected("The owner rejected this hand-over already: the cash is in your hand.")


async def list_settlements(caller: Caller, wanted: SettlementQuery) -> tuple[list[SettlementRow], str | None]:
    """Read one page, newest first, and the cursor of the next, if there is one."""
    clauses: list[Document] = [
        decision_filter(wanted.confirmed, wanted.rejected),
        {"manager_id": wanted.manager_id} if wanted.manager_id and caller.may(Permission.CASH_READ_ALL) else {},
    ]
    return await read_page(settlements_of(caller), clauses, "submitted_date", wanted)


async def read(caller: Caller, settlement_id: str) -> SettlementRow:
    """Read one settlement. Raises NotFound."""
    settlement = await settlements_of(caller).find_one({"_id": settlement_id})
    if settlement is None:
        raise NotFound("hand-over")
    return settlement
