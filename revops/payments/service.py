"""Payments: recorded by managers, confirmed by the owner; never edited, never deleted.

Refunds are kept with them (``refunds``), and both are taken back alike (``reversal``).
"""

import datetime as dt
from dataclasses import replace

from pymongo.errors import BulkWriteError, DuplicateKeyError

from revops.access.announcements import Announced
from revops.access.audit import AuditKind, Origin
from revops.access.caller import Caller
from revops.access.permissions import Permission
from revops.core.errors import NotFound
from revops.core.money import shown, to_minor
from revops.core.time import now
from revops.http.wire import Confirmation
from revops.jobs import service as jobs
from revops.jobs.row import JobRow
from revops.journal.accounts import Account
from revops.journal.entry import Count, EntryKind, Event
from revops.mongo.client import Document, Session
from revops.mongo.client_ids import NamedThere, mark_of
from revops.mongo.idempotency import IdempotencyKey, once
from revops.mongo.repeats import Alike
from revops.mongo.scoped import ScopedRows
from revops.payments.errors import AboveCashLimit, PaymentRejected
from revops.payments.fields import facts_of
from revops.payments.review import above_trust, not_own, note_review, require_not_own, reviewed_from, within_trust
from revops.payments.row import Decision, Method, PaymentRow, is_refund, new_payment, rrn_of_payment, what_is
from revops.payments.rrns import explain_used, hint_of
from revops.payments.schemas import PaymentCreate


def payments_of(caller: Caller) -> ScopedRows[PaymentRow]:
    """Return the payments that the caller may see."""
    return ScopedRows(caller.db, "payments", caller.scope)


def pending_counts(payment: PaymentRow, sign: int) -> dict[Count, int]:
    """Count a payment or a refund that awaits review (``sign`` 1), or that no longer does (-1)."""
    amount_minor = sign * payment["amount_minor"]
    if is_refund(payment):
        return {Count.REFUNDS_PENDING: sign, Count.REFUNDS_PENDING_MINOR: -amount_minor}
    return {Count.PAYMENTS_PENDING: sign, Count.PAYMENTS_PENDING_MINOR: amount_minor}


def require_within_limit(caller: Caller, amount_minor: int, method: str) -> None:
    """Raise NotAllowed for more cash than the caller may take in one payment."""
    most_minor = caller.member.max_cash_payment_minor
    if method == Method.CASH and most_minor is not None and amount_minor > most_minor:
        raise AboveCashLimit(
            f"You may take at most {shown(most_minor, caller.workshop.currency)} in cash at a time. The rest can be"
            " paid by UPI, card or bank transfer, or to the owner.",
        )


def is_guarded(caller: Caller, method: str) -> bool:
    """Say whether a payment is cash that comes into the hand of somebody who has limits for what is in it."""
    if method != Method.CASH or not caller.cash_limits.limit_anything:
        return False
    return not caller.may(Permission.PAYMENTS_CONFIRM_OWN)


async def record_payment(caller: Caller, body: PaymentCreate, key: IdempotencyKey) -> Document:
    """Record a payment on a job. An owner's own payment is confirmed at once.

    Raises NotFound for the job; Conflict when it is more than is outstanding or the job is closed, for cash that needs
    the owner's word, and when another payment has its UPI reference number.
    """
    amount_minor = to_minor(body.amount, caller.workshop.currency, "amount")
    require_within_limit(caller, amount_minor, body.method)
    named = _named(caller, body, key) if body.id is not None else None
    guards = is_guarded(caller, body.method)

    async def work(session: Session) -> Document:
        at = now()
        if guards:
            await caller.services.guard_cash(caller, session)
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
            payment_id=body.id,
        )
        if named is not None:
            payment["request_mark"] = named.mark
        await payments_of(caller).insert([payment], session)
        told = [Announced.PAYMENT_RECEIVED, *([] if is_confirmed else [Announced.PAYMENT_WAITING])]
        event, *further = payment_recorded(payment, moved)
        event = replace(event, follow_ups=caller.announced(told, about_payment(payment)))
        await caller.record(session, event, *further)
        return _recorded(payment)

    alike = Alike(
        ("payment", body.job_id, body.method, amount_minor),
        f"{paid_text(amount_minor, body.method, caller.workshop.currency)} was recorded on this job",
        "Record another?",
        stands=lambda payment_id: stands(caller, payment_id),
        is_meant=body.repeat,
    )
    # The guard reads the books, which others in a shared transaction have not written yet.
    shared_in = None if guards else caller.workshop.id
    try:
        return await once(caller.db, caller.user.id, key, body, work, shared_in=shared_in, alike=alike, named=named)
    except (DuplicateKeyError, BulkWriteError) as error:
        await explain_used(caller, rrn_of_payment(body.method, body.reference), error)
        raise


def _recorded(payment: PaymentRow) -> Document:
    hint = hint_of(payment.get("rrn"), payment["day"])
    return {"id": payment["_id"], "message": "Payment recorded", **({"hint": hint} if hint else {})}


def _named(caller: Caller, body: PaymentCreate, key: IdempotencyKey) -> NamedThere:
    async def read_named() -> tuple[str | None, Document] | None:
        of_all = ScopedRows[PaymentRow](caller.db, "payments", caller.scope.whole_workshop())
        payment = await of_all.find_one({"_id": body.id}, {"request_mark": 1, "rrn": 1, "day": 1})
        return None if payment is None else (payment.get("request_mark"), _recorded(payment))

    return NamedThere(mark_of(caller.member.id, key.fingerprint(body)), read_named)


def about_payment(payment: PaymentRow) -> dict[str, str]:
    """Say what messages about a payment are about."""
    return {"job": payment["job_id"], "payment": payment["_id"], "actor": payment["collected_by"]}


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


async def stands(caller: Caller, payment_id: str) -> bool:
    """Say whether a payment counts."""
    payment = await payments_of(caller).find_one({"_id": payment_id}, {"verdict": 1})
    return payment is not None and payment["verdict"] != Decision.REJECTED


def payment_recorded(payment: PaymentRow, moved: jobs.MoneyMove) -> list[Event]:
    """Build the events of a payment or a refund, and of what it did to its job."""
    amount_minor = payment["amount_minor"]
    event = Event(
        EntryKind.REFUND_RECORDED if is_refund(payment) else EntryKind.PAYMENT_RECORDED,
        payment["collected_by"],
        payment["manager_id"],
        payment["payment_date"],
        about={"job": payment["job_id"], "payment": payment["_id"]},
        note=payment["notes"],
        postings={Account(payment["account"]): amount_minor, **moved.postings},
        counts=pending_counts(payment, 1) if payment["verdict"] == Decision.PENDING else {},
        receivable_changes=moved.receivable_changes,
        facts=facts_of(payment),
    )
    return with_move(event, moved)


def with_move(event: Event, moved: jobs.MoneyMove) -> list[Event]:
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
    """Build the event of the owner confirming a payment or a refund that awaited it."""
    return Event(
        EntryKind.REFUND_CONFIRMED if is_refund(payment) else EntryKind.PAYMENT_CONFIRMED,
        owner_id,
        payment["manager_id"],
        at,
        about={"job": payment["job_id"], "payment": payment["_id"]},
        counts=pending_counts(payment, -1),
    )


async def confirm_waiting(
    caller: Caller, session: Session, payment_id: str, within: Document, origin: Origin
) -> tuple[PaymentRow, JobRow | None] | None:
    """Accept a payment or a refund that waits, is ``within`` what may be confirmed and is not the caller's own to
    decide on; return it as it is then with what its job is called, None for any other.
    """
    at = now()
    confirmed = await payments_of(caller).update(
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
        return None
    job = await jobs.add_confirmed(caller, session, confirmed["job_id"], confirmed["amount_minor"], at)
    event = payment_confirmed(confirmed, caller.user.id, at)
    if not is_refund(confirmed):
        told = caller.announced([Announced.PAYMENT_CONFIRMED], about_payment(confirmed))
        event = replace(event, follow_ups=told)
    await caller.record(session, event)
    return confirmed, job


async def confirm(
    caller: Caller, payment_id: str, body: Confirmation | None, origin: Origin
) -> tuple[PaymentRow, JobRow | None]:
    """Accept a payment or a refund; return it, and what its job is called where that was read. Doing it twice changes
    nothing. Raises NotFound; Conflict for a rejected one; PasswordNeeded above the workshop's sum.
    """
    within = await within_trust(caller, body, origin)

    async def work(session: Session) -> tuple[PaymentRow, JobRow | None, bool]:
        confirmed = await confirm_waiting(caller, session, payment_id, within, origin)
        if confirmed is not None:
            return *confirmed, True
        payment = await read(caller, payment_id, session)
        if payment["verdict"] == Decision.REJECTED:
            how = "cancelled" if payment.get("cancelled_by") is not None else "rejected"
            raise PaymentRejected(f"This {what_is(payment)} was {how}, so it cannot be confirmed.")
        if payment["verdict"] == Decision.PENDING:
            require_not_own(caller, payment["collected_by"])
            raise above_trust(caller)
        return payment, None, False

    payment, job, is_new = await caller.db.transaction(work, inserts_last=True)
    if is_new:
        note_confirmed(caller, payment, origin)
    return payment, job


def note_confirmed(caller: Caller, payment: PaymentRow, origin: Origin) -> None:
    """Note for the audit log that a payment or a refund was accepted."""
    kind = AuditKind.REFUND_CONFIRMED if is_refund(payment) else AuditKind.PAYMENT_CONFIRMED
    note_review(caller, kind, payment["_id"], origin)


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
