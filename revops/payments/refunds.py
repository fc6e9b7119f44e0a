"""Refunds: payments outwards, which the owner confirms or rejects as he does payments.

They are kept with the payments, their amounts negative, so that every sum of payments is net of them.
"""

from dataclasses import replace

from revops.access.announcements import Pushed
from revops.access.caller import Caller
from revops.access.permissions import Permission
from revops.core.money import shown, to_minor, to_wire
from revops.core.time import now
from revops.jobs.refunding import refund_paid
from revops.journal.accounts import Account
from revops.journal.read import read_sums
from revops.journal.sums import SumsQuery
from revops.managers import service as managers
from revops.mongo.client import Document, Session
from revops.mongo.idempotency import IdempotencyKey, once
from revops.mongo.instances import require_no_older
from revops.mongo.repeats import Alike
from revops.payments.errors import CashNotInHand
from revops.payments.row import PaymentRow, PaymentType, new_payment
from revops.payments.schemas import RefundCreate
from revops.payments.service import paid_text, payment_recorded, payments_of, stands

# Whoever knows this one knows that not every payment comes in.
MIGRATION = 22


async def record_refund(caller: Caller, body: RefundCreate, key: IdempotencyKey) -> Document:
    """Record money that goes back to the customer of a job. An owner's own refund is confirmed at once.

    Raises NotFound for the job; Conflict when it is more than is paid on it, the job is closed, or the cash is not in
    hand.
    """
    amount_minor = to_minor(body.amount, caller.workshop.currency, "amount")
    await require_no_older(caller.db, MIGRATION)

    async def work(session: Session) -> Document:
        at = now()
        is_confirmed = caller.may(Permission.PAYMENTS_CONFIRM_OWN)
        confirmed_minor = amount_minor if is_confirmed else 0
        moved = await refund_paid(
            caller, session, body.job_id, amount_minor, confirmed_minor=confirmed_minor, at=at, reference=body.reference
        )
        refund = new_payment(
            moved.job,
            -amount_minor,
            type=PaymentType.REFUND,
            method=body.method,
            collected_by=caller.member.id,
            is_confirmed=is_confirmed,
            at=at,
            timezone=caller.workshop.timezone,
            notes=body.reason,
            reference=body.reference,
        )
        await _require_cash(caller, session, refund)
        await payments_of(caller).insert([refund], session)
        event, *further = payment_recorded(refund, moved)
        if not is_confirmed:
            event = replace(event, follow_ups=caller.notified(Pushed.REFUND_WAITING, refund["_id"]))
        await caller.record(session, event, *further)
        return {"id": refund["_id"], "message": "Refund recorded"}

    alike = Alike(
        ("refund", body.job_id, body.method, amount_minor),
        f"{paid_text(amount_minor, body.method, caller.workshop.currency)} was refunded on this job",
        "Refund the same again?",
        stands=lambda payment_id: stands(caller, payment_id),
        is_meant=body.repeat,
    )
    return await once(caller.db, caller.user.id, key, body, work, alike=alike)


async def _require_cash(caller: Caller, session: Session, refund: PaymentRow) -> None:
    """Raise Conflict for cash that is not there: in the hand of whoever refunds, or of the owner."""
    db, workshop_id, currency = caller.db, caller.workshop.id, caller.workshop.currency
    amount_minor = -refund["amount_minor"]
    if refund["account"] == Account.CASH_IN_HAND:
        member_id = refund["manager_id"]
        cash_minor = await managers.cash_in_hand(db, session, workshop_id, member_id)
        at_most = cash_minor - amount_minor
        if await managers.change_pending(db, session, workshop_id, member_id, 0, max_minor=at_most):
            return
        free_minor = cash_minor - await managers.pending_settlement(db, session, workshop_id, member_id)
        said = f"You have {shown(free_minor, currency)} in cash that is not handed over."
    elif refund["account"] == Account.OWNER_CASH:
        # Written, so that of two refunds at once the second sees what the first has left.
        spent = {"$inc": {"owner_cash_spent": 1}}
        await db.collection("workshops").update_one({"_id": workshop_id}, spent, session=session)
        free_minor = (await read_sums(db, session, SumsQuery(workshop_id))).account(Account.OWNER_CASH)
        if free_minor >= amount_minor:
            return
        said = f"By the books the owner has {shown(max(free_minor, 0), currency)} in cash."
    else:
        return
    raise CashNotInHand(
        f"{said} Refund that much or less in cash, or refund by UPI, card or bank transfer.",
        extra={"available_amount": to_wire(max(free_minor, 0), currency)},
    )
