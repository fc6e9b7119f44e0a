"""Payments: recorded by managers, confirmed or rejected by the owner; never edited, never deleted."""

import datetime as dt
from collections.abc import Awaitable, Callable
from dataclasses import replace

from revops.access.audit import AuditKind, Origin
from revops.access.caller import Caller
from revops.access.permissions import Permission
from revops.core.errors import NotFound
from revops.core.money import shown, to_minor
from revops.core.time import now
from revops.http.wire import Confirmation, Rejection
from revops.jobs import service as jobs
from revops.journal.accounts import Account
from revops.journal.entry import Count, EntryKind, Event, record
from revops.managers import service as managers
from revops.mongo.client import Document, Session
from revops.mongo.idempotency import IdempotencyKey, once
from revops.mongo.repeats import Alike
from revops.mongo.scoped import ScopedRows
from revops.payments.errors import AboveCashLimit, CashAlreadySettled, PaymentRejected
from revops.payments.review import above_trust, not_own, note_review, require_not_own, reviewed_from, within_trust
from revops.payments.row import Decision, Method, PaymentRow, new_payment
from revops.payments.schemas import PaymentCreate

# What follows for the papers of a payment, given as it stood before, that counts no longer.
TakenBack = Callable[[Session, PaymentRow], Awaitable[None]]


def payments_of(caller: Caller) -> ScopedRows[PaymentRow]:
    """Return the payments that the caller may see."""
    return ScopedRows(caller.db, "payments", caller.scope)


def pending_counts(amount_minor: int, sign: int) -> dict[Count, int]:
    """Count a payment that awaits review (``sign`` 1), or that no longer does (-1)."""
    return {Count.PAYMENTS_PENDING: sign, Count.PAYMENTS_PENDING_MINOR: sign * amount_minor}


def require_within_limit(caller: Caller, amount_minor: int, method: str) -> None:
    """Raise NotAllowed for more cash than the caller may take in one payment."""
    most_minor = caller.member.max_cash_payment_minor
    if method == "cash" and most_minor is not None and amount_minor > most_minor:
        raise AboveCashLimit(
            f"You may take at most {shown(most_minor, caller.workshop.currency)} in cash at a time. The rest can be"
            " paid by UPI, card or bank transfer, or to the owner.",
        )


async def record_payment(caller: Caller, body: PaymentCreate, key: IdempotencyKey) -> Document:
    """Record a payment on a job. An owner's own payment is confirmed at once.

    Raises NotFound for the job; Conflict when it is more than is outstanding or the job is closed.
    """
    amount_minor = to_minor(body.amount, caller.workshop.currency, "amount")
    require_within_limit(caller, amount_minor, body.method)

    async def work(session: Session) -> Document:
        at = now()
        is_confirmed = caller.may(Permission.PAYMENTS_CONFIRM_OWN)
        confirmed_minor = amount_minor if is_confirmed else 0
        moved = await jobs.add_paid(
            caller, session, body.job_id, amount_minor, confirmed_minor=confirmed_minor, at=at, reference=body.reference
        )
        payment = new_payment(
            moved.job,
            amount_minor,
            type=body.payment_type,
            method=body.method,
            collected_by=caller.member.id,
            is_confirmed=is_confirmed,
            at=at,
            timezone=caller.workshop.timezone,
            notes=body.notes,
            reference=body.reference,
        )
        await payments_of(caller).insert([payment], session)
        events = payment_recorded(payment, moved)
        await record(caller.db, session, caller.workshop.id, caller.workshop.timezone, *events)
        return {"id": payment["_id"], "message": "Payment recorded"}

    alike = Alike(
        ("payment", body.job_id, body.method, amount_minor),
        f"{paid_text(amount_minor, body.method, caller.workshop.currency)} was recorded on this job",
        "Record another?",
        stands=lambda payment_id: _stands(caller, payment_id),
        is_meant=body.repeat,
    )
    return await once(caller.db, caller.user.id, key, body, work, shared_in=caller.workshop.id, alike=alike)


# How a method is said after an amount.
_BY: dict[str, str] = {
    Method.CASH: "in cash",
    Method.UPI: "by UPI",
    Method.CARD: "by card",
    Method.BANK_TRANSFER: "by bank transfer",
}


def paid_text(amount_minor: int, method: str, currency: str) -> str:
    """Say an amount and how it was paid."""
    return f"{shown(amount_minor, currency)} {_BY[method]}"


async def _stands(caller: Caller, payment_id: str) -> bool:
    payment = await payments_of(caller).find_one({"_id": payment_id}, {"verdict": 1})
    return payment is not None and payment["verdict"] != Decision.REJECTED


def payment_recorded(payment: PaymentRow, moved: jobs.MoneyMove) -> list[Event]:
    """Build the events of a payment and of what it did to its job."""
    amount_minor = payment["amount_minor"]
    event = Event(
        EntryKind.PAYMENT_RECORDED,
        payment["collected_by"],
        payment["manager_id"],
        payment["payment_date"],
        about={"job": payment["job_id"], "payment": payment["_id"]},
        note=payment["notes"],
        postings={Account(payment["account"]): amount_minor, Account.RECEIVABLE: -amount_minor},
        counts=pending_counts(amount_minor, 1) if payment["verdict"] == Decision.PENDING else {},
        receivable_changes=moved.receivable_changes,
    )
    return _with_move(event, moved)


def _with_move(event: Event, moved: jobs.MoneyMove) -> list[Event]:
    """Add to the event of a payment what it did to the status of its job: in an event of its own when the job is
    another manager's, who is the one that its status counts for.
    """
    job_manager_id = moved.job["manager_id"]
    if event.manager_id == job_manager_id:
        return [replace(event, changes=moved.changes, counts={**moved.counts, **event.counts})]
    events = [replace(event, job_manager_id=job_manager_id)]
    if moved.changes:
        of_job = Event(EntryKind.JOB_UPDATED, event.actor_id, job_manager_id, event.at, {"job": event.about["job"]})
        events.append(replace(of_job, changes=moved.changes, counts=moved.counts))
    return events


def payment_confirmed(payment: PaymentRow, owner_id: str, at: dt.datetime) -> Event:
    """Return the event of the owner confirming a payment that awaited it."""
    return Event(
        EntryKind.PAYMENT_CONFIRMED,
        owner_id,
        payment["manager_id"],
        at,
        about={"job": payment["job_id"], "payment": payment["_id"]},
        counts=pending_counts(payment["amount_minor"], -1),
    )


def payment_rejected(
    before: PaymentRow, owner_id: str, at: dt.datetime, reason: str, moved: jobs.MoneyMove
) -> list[Event]:
    """Build the events that reverse a payment, given as it stood ``before``, and what that did to its job."""
    amount_minor = before["amount_minor"]
    event = Event(
        EntryKind.PAYMENT_REJECTED,
        owner_id,
        before["manager_id"],
        at,
        about={"job": before["job_id"], "payment": before["_id"]},
        note=reason,
        postings={Account.RECEIVABLE: amount_minor, Account(before["account"]): -amount_minor},
        counts=pending_counts(amount_minor, -1) if before["verdict"] == Decision.PENDING else {},
        receivable_changes=moved.receivable_changes,
    )
    return _with_move(event, moved)


async def confirm(caller: Caller, payment_id: str, body: Confirmation | None, origin: Origin) -> PaymentRow:
    """Accept a payment. Doing it twice changes nothing. Raises NotFound; Conflict for a rejected one; PasswordNeeded
    above the workshop's sum.
    """
    within = await within_trust(caller, body, origin)

    async def work(session: Session) -> tuple[PaymentRow, bool]:
        payments = payments_of(caller)
        at = now()
        confirmed = await payments.update(
            {"_id": payment_id, "verdict": Decision.PENDING, **within, **not_own(caller, "collected_by")},
            {
                "$set": {
                    "verdict": Decision.CONFIRMED,
                    "confirmation_date": at,
                    "judged_by": caller.user.id,
                    "judged_from": reviewed_from(origin),
                }
            },
            session,
        )
        if confirmed is None:
            payment = await read(caller, payment_id, session)
            if payment["verdict"] == Decision.REJECTED:
                raise PaymentRejected("This payment was rejected, so it cannot be confirmed.")
            if payment["verdict"] == Decision.PENDING:
                require_not_own(caller, payment["collected_by"])
                raise above_trust(caller)
            return payment, False
        amount_minor = confirmed["amount_minor"]
        await jobs.add_confirmed(caller, session, confirmed["job_id"], amount_minor, at)
        event = payment_confirmed(confirmed, caller.user.id, at)
        await record(caller.db, session, caller.workshop.id, caller.workshop.timezone, event)
        return confirmed, True

    payment, is_new = await caller.db.transaction(work)
    if is_new:
        note_review(caller, AuditKind.PAYMENT_CONFIRMED, payment_id, origin)
    return payment


async def reject(caller: Caller, payment_id: str, body: Rejection, origin: Origin, taken_back: TakenBack) -> PaymentRow:
    """Reverse a payment, confirmed or not: what it paid is outstanding again. Doing it twice changes nothing.

    ``taken_back`` takes back, in the same transaction, the receipt of a payment that has one. Raises NotFound; Conflict
    when it was cash that the manager has handed over or submitted already.
    """

    async def work(session: Session) -> tuple[PaymentRow, bool]:
        payments = payments_of(caller)
        at = now()
        before = await payments.update(
            {"_id": payment_id, "verdict": {"$ne": Decision.REJECTED}, **not_own(caller, "collected_by")},
            {
                "$set": {
                    "verdict": Decision.REJECTED,
                    "confirmation_date": at,
                    "judged_by": caller.user.id,
                    "judged_from": reviewed_from(origin),
                    "reject_reason": body.reason,
                }
            },
            session,
            before=True,
        )
        if before is None:
            payment = await read(caller, payment_id, session)
            if payment["verdict"] != "rejected":
                require_not_own(caller, payment["collected_by"])
            return payment, False
        amount_minor = before["amount_minor"]
        if before["account"] == Account.CASH_IN_HAND:
            await _require_free_cash(caller, session, before["manager_id"], amount_minor)
        was_confirmed = before["verdict"] == Decision.CONFIRMED
        moved = await jobs.add_paid(
            caller,
            session,
            before["job_id"],
            -amount_minor,
            confirmed_minor=-amount_minor if was_confirmed else 0,
            at=at,
        )
        events = payment_rejected(before, caller.user.id, at, body.reason, moved)
        await record(caller.db, session, caller.workshop.id, caller.workshop.timezone, *events)
        if before.get("receipt_id") is not None:
            await taken_back(session, before)
        return await read(caller, payment_id, session), True

    payment, is_new = await caller.db.transaction(work)
    if is_new:
        note_review(caller, AuditKind.PAYMENT_REJECTED, payment_id, origin)
    return payment


async def _require_free_cash(caller: Caller, session: Session, manager_id: str, amount_minor: int) -> None:
    workshop_id = caller.workshop.id
    cash_minor = await managers.cash_in_hand(caller.db, session, workshop_id, manager_id)
    if not await managers.change_pending(
        caller.db, session, workshop_id, manager_id, 0, max_minor=cash_minor - amount_minor
    ):
        raise CashAlreadySettled(
            "The manager has already handed over this cash. Reject the open hand-over first;"
            " cash that you have confirmed receiving cannot be taken back here.",
        )


async def read(caller: Caller, payment_id: str, session: Session | None = None) -> PaymentRow:
    """Read one payment that the caller took, or that was taken on a job of his. Raises NotFound for any other."""
    of_all = ScopedRows[PaymentRow](caller.db, "payments", caller.scope.whole_workshop())
    payment = await of_all.find_one({"_id": payment_id}, session=session)
    if payment is None:
        raise NotFound("payment")
    if not caller.sees_all and payment["manager_id"] != caller.member.id:
        on_own = {"_id": payment["job_id"]}
        if not await jobs.jobs_of(caller).count(on_own, limit=1, session=session):
            raise NotFound("payment")
    return payment
