"""Payments and refunds taken back: rejected by the owner, or cancelled by whoever recorded them while they wait."""

import datetime as dt
from collections.abc import Awaitable, Callable, Sequence

from revops.access.audit import AuditEvent, AuditKind, Origin
from revops.access.caller import Caller
from revops.access.permissions import Permission
from revops.core.time import now
from revops.http.wire import Cancellation, Rejection
from revops.jobs.refunding import take_back_paid, take_back_refund
from revops.jobs.service import MoneyMove
from revops.journal.accounts import Account
from revops.journal.entry import EntryKind, Event
from revops.managers import service as managers
from revops.mongo.client import Document, Session
from revops.mongo.idempotency import IdempotencyKey, once
from revops.mongo.scoped import ScopedRows
from revops.payments.credits import part_from_bank
from revops.payments.errors import AnothersPayment, CashAlreadySettled, PaymentConfirmed, PaymentRejected
from revops.payments.fields import decided_before
from revops.payments.proofs import change_proofs, counts_no_more, went_from_bank
from revops.payments.review import not_own, note_review, require_not_own, reviewed_from
from revops.payments.row import Decision, PaymentRow, is_refund, what_is
from revops.payments.service import payments_of, pending_counts, read, with_move

# What follows for the papers of a payment, given as it stood before, that counts no longer.
TakenBack = Callable[[Session, PaymentRow], Awaitable[None]]


def payment_rejected(
    before: PaymentRow, owner_id: str, at: dt.datetime, reason: str, moved: MoneyMove, *, parted: Sequence[str] = ()
) -> list[Event]:
    """Build the events of the owner rejecting a payment, given as it stood ``before``, and of its job."""
    kind = EntryKind.REFUND_REJECTED if is_refund(before) else EntryKind.PAYMENT_REJECTED
    return _reversed(kind, before, owner_id, at, reason, moved, parted)


def payment_cancelled(
    before: PaymentRow,
    actor_id: str,
    cancelled_by: str,
    at: dt.datetime,
    reason: str,
    moved: MoneyMove,
    *,
    parted: Sequence[str] = (),
) -> list[Event]:
    """Build the events of a payment cancelled, given as it stood ``before``, and of its job."""
    kind = EntryKind.REFUND_CANCELLED if is_refund(before) else EntryKind.PAYMENT_CANCELLED
    return _reversed(kind, before, actor_id, at, reason, moved, parted, cancelled_by)


def _reversed(
    kind: EntryKind,
    before: PaymentRow,
    actor_id: str,
    at: dt.datetime,
    reason: str,
    moved: MoneyMove,
    parted: Sequence[str],
    cancelled_by: str | None = None,
) -> list[Event]:
    amount_minor = before["amount_minor"]
    event = Event(
        kind,
        actor_id,
        before["manager_id"],
        at,
        about={"job": before["job_id"], "payment": before["_id"]},
        note=reason,
        postings={**moved.postings, Account(before["account"]): -amount_minor},
        counts=pending_counts(before, -1) if before["verdict"] == Decision.PENDING else {},
        receivable_changes=moved.receivable_changes,
        facts=decided_before(before, cancelled_by, parted),
    )
    return with_move(event, moved)


async def reject(caller: Caller, payment_id: str, body: Rejection, origin: Origin, taken_back: TakenBack) -> PaymentRow:
    """Reverse a payment or a refund, confirmed or not. Doing it twice changes nothing.

    ``taken_back`` takes back, in the same transaction, the receipt of a payment that has one. Raises NotFound; Conflict
    when it was cash that the manager has handed over or submitted already.
    """

    async def work(session: Session) -> tuple[PaymentRow, bool]:
        at = now()
        before = await _reverse(caller, session, payment_id, not_own(caller, "collected_by"), body.reason, at, origin)
        if before is None:
            payment = await read(caller, payment_id, session)
            if payment["verdict"] != Decision.REJECTED:
                require_not_own(caller, payment["collected_by"])
            return payment, False
        moved = await _take_back(caller, session, before, at)
        parted = await _let_go(caller, session, before)
        events = payment_rejected(before, caller.user.id, at, body.reason, moved, parted=parted)
        await caller.record(session, *events)
        if before.get("receipt_id") is not None:
            await taken_back(session, before)
        return await read(caller, payment_id, session), True

    payment, is_new = await caller.db.transaction(work, inserts_last=True)
    if is_new:
        kind = AuditKind.REFUND_REJECTED if is_refund(payment) else AuditKind.PAYMENT_REJECTED
        note_review(caller, kind, payment_id, origin)
    return payment


async def cancel(
    caller: Caller,
    payment_id: str,
    body: Cancellation,
    key: IdempotencyKey,
    origin: Origin,
    taken_back: TakenBack,
) -> Document:
    """Cancel a payment or a refund: one's own until it is confirmed, any where that is allowed. Twice changes nothing.

    ``taken_back`` is as for ``reject``. Raises NotFound; Conflict for another's, for one that was decided on, and for
    cash that was handed over.
    """

    async def work(session: Session) -> Document:
        at = now()
        own_waiting = {"collected_by": caller.member.id, "verdict": Decision.PENDING}
        mine = {} if caller.may(Permission.PAYMENTS_CANCEL_ANY) else own_waiting
        cancelled = {"cancelled_by": caller.member.id}
        before = await _reverse(caller, session, payment_id, mine, body.reason, at, origin, cancelled)
        if before is None:
            payment = await read(caller, payment_id, session)
            _require_cancelled(caller, payment)
            return _answer(payment)
        moved = await _take_back(caller, session, before, at)
        parted = await _let_go(caller, session, before)
        events = payment_cancelled(before, caller.user.id, caller.member.id, at, body.reason, moved, parted=parted)
        await caller.record(session, *events)
        kind = AuditKind.REFUND_CANCELLED if is_refund(before) else AuditKind.PAYMENT_CANCELLED
        noted = AuditEvent(kind, caller.workshop.id, caller.user.id, origin, subject_id=payment_id)
        await caller.services.audit.record(noted, session)
        if before.get("receipt_id") is not None:
            await taken_back(session, before)
        return _answer(before)

    return await once(caller.db, caller.user.id, key, body, work)


async def _let_go(caller: Caller, session: Session, before: PaymentRow) -> list[str]:
    """Let a payment that counts no longer go from the bank, with all that came with it; return the ids of all."""
    db, workshop = caller.db, caller.workshop
    parted = await part_from_bank(caller, session, before)
    of_all = ScopedRows[PaymentRow](db, "payments", caller.scope.whole_workshop())
    others: Document = {"_id": {"$in": [payment_id for payment_id in parted if payment_id != before["_id"]]}}
    gone = [row async for row in of_all.find(others, session=session)] if len(parted) > 1 else []
    changes = [counts_no_more(before), *map(went_from_bank, gone)]
    await change_proofs(db, session, workshop.id, workshop.timezone, changes)
    return parted


def _answer(payment: PaymentRow) -> Document:
    return {"id": payment["_id"], "message": f"{what_is(payment).capitalize()} cancelled"}


def _require_cancelled(caller: Caller, payment: PaymentRow) -> None:
    """Raise why a payment was not cancelled just now, unless it was cancelled before."""
    what = what_is(payment)
    if payment.get("cancelled_by") is not None:
        return
    if payment["verdict"] == Decision.REJECTED:
        raise PaymentRejected(f"The owner rejected this {what} already, so there is nothing to cancel.")
    if payment["collected_by"] != caller.member.id:
        raise AnothersPayment(f"Only whoever recorded this {what} can cancel it, or the owner.")
    way_on = "Ask the owner to cancel it." if is_refund(payment) else "Ask the owner to, or refund it."
    raise PaymentConfirmed(f"This {what} was confirmed, so you cannot cancel it any more. {way_on}")


async def _reverse(
    caller: Caller,
    session: Session,
    payment_id: str,
    whose: Document,
    reason: str,
    at: dt.datetime,
    origin: Origin,
    more: Document | None = None,
) -> PaymentRow | None:
    """Mark a payment as one that counts no longer; return it as it stood before, None when it was not to be had."""
    return await payments_of(caller).update(
        {"_id": payment_id, "verdict": {"$ne": Decision.REJECTED}, **whose},
        {
            "$set": {
                "verdict": Decision.REJECTED,
                "confirmation_date": at,
                "judged_by": caller.user.id,
                "judged_from": reviewed_from(origin),
                "reject_reason": reason,
                **(more or {}),
            },
            # The customer's one payment may be entered anew.
            "$unset": {"rrn": "", "rrn_found": ""},
        },
        session,
        before=True,
    )


async def _take_back(caller: Caller, session: Session, before: PaymentRow, at: dt.datetime) -> MoneyMove:
    amount_minor, job_id = before["amount_minor"], before["job_id"]
    was_confirmed = before["verdict"] == Decision.CONFIRMED
    if is_refund(before):
        confirmed_minor = -amount_minor if was_confirmed else 0
        return await take_back_refund(caller, session, job_id, -amount_minor, confirmed_minor=confirmed_minor, at=at)
    if before["account"] == Account.CASH_IN_HAND:
        await _require_free_cash(caller, session, before["manager_id"], amount_minor)
    confirmed_minor = amount_minor if was_confirmed else 0
    return await take_back_paid(caller, session, job_id, amount_minor, confirmed_minor=confirmed_minor, at=at)


async def _require_free_cash(caller: Caller, session: Session, member_id: str, amount_minor: int) -> None:
    workshop_id = caller.workshop.id
    cash_minor = await managers.cash_in_hand(caller.db, session, workshop_id, member_id)
    at_most = cash_minor - amount_minor
    if await managers.change_pending(caller.db, session, workshop_id, member_id, 0, max_minor=at_most):
        return
    if member_id == caller.member.id:
        raise CashAlreadySettled(
            "This cash is not in your hand any more: you have handed it over or refunded it. Take back a hand-over that"
            " waits; if the owner has received it, refund the customer instead.",
        )
    raise CashAlreadySettled(
        "This cash is not in the manager's hand any more: it was handed over or refunded. Reject the open hand-over"
        " first; cash that you have confirmed receiving cannot be taken back here.",
    )
