"""The second count of a hand-over: what is received is counted by whoever receives it, who does not see the first.

That count is what leaves the manager's hand, as far as the book knows of it; what is too much goes to the account of
differences at once, for no hand can hold less than nothing. What the manager counted more stays in his hand, until the
owner settles it with a reason. Neither count, nor what comes of them, is ever changed.
"""

from dataclasses import replace

from revops.access.audit import AuditEvent, AuditKind, Origin
from revops.access.caller import Caller
from revops.core.denominations import NoteCount, read_count, total_of
from revops.core.errors import NotFound
from revops.core.money import shown, to_wire_or_none
from revops.core.time import now
from revops.journal.accounts import Account, Figure
from revops.journal.entry import EntryKind, Event
from revops.journal.held import HeldCash
from revops.journal.read import read_sums
from revops.journal.sums import SumsQuery
from revops.managers import service as managers
from revops.mongo.client import Document, Session
from revops.mongo.idempotency import IdempotencyKey, once
from revops.payments.review import note_review, require_not_own, reviewed_from
from revops.payments.row import Decision
from revops.settlements.errors import (
    MoreThanCashInHand,
    NoDifference,
    SettlementConfirmed,
    SettlementRejected,
    SettlementReversed,
)
from revops.settlements.row import SettlementRow
from revops.settlements.schemas import SettlementConfirmation, SettlementReason
from revops.settlements.service import pending_counts, settlement_reviewed, settlements_of
from revops.settlements.trust import require_trust


async def receive_counted(
    caller: Caller, settlement_id: str, body: SettlementConfirmation, origin: Origin
) -> SettlementRow:
    """Receive cash by one's own count, with which it leaves the manager's hand. The same count twice changes nothing.

    Raises NotFound; Conflict for one that was rejected, or counted otherwise; PasswordNeeded for a count above the
    workshop's sum.
    """
    assert body.count is not None
    received = read_count(body.count, caller.workshop.currency)
    await require_trust(caller, body, origin, total_of(received))

    async def work(session: Session) -> tuple[SettlementRow, bool]:
        before = await settlements_of(caller).find_one({"_id": settlement_id}, session=session)
        if before is None:
            raise NotFound("hand-over")
        if before["verdict"] != Decision.PENDING:
            _require_same(before, received)
            return before, False
        require_not_own(caller, before["manager_id"])
        return await _count(caller, session, before, received, origin), True

    settlement, is_new = await caller.db.transaction(work, inserts_last=True)
    if is_new:
        note_review(caller, AuditKind.SETTLEMENT_CONFIRMED, settlement_id, origin)
    return settlement


def _require_same(settlement: SettlementRow, received: NoteCount) -> None:
    """Raise Conflict for a hand-over that was decided on otherwise."""
    if settlement.get("reversed") is not None:
        raise SettlementReversed("This hand-over was reversed: the manager has the cash again.")
    if settlement["verdict"] == Decision.REJECTED:
        raise SettlementRejected("This hand-over was rejected already.")
    if settlement.get("received") != received:
        raise SettlementConfirmed("This hand-over was counted already, and a count is never changed.")


async def _count(
    caller: Caller, session: Session, before: SettlementRow, received: NoteCount, origin: Origin
) -> SettlementRow:
    db, workshop, manager_id = caller.db, caller.workshop, before["manager_id"]
    at, aside_minor, received_minor = now(), before["amount_minor"], total_of(received)
    cash_minor = await managers.cash_in_hand(db, session, workshop.id, manager_id)
    pending_minor = await managers.pending_settlement(db, session, workshop.id, manager_id)
    # What of the cash in hand is in no other hand-over. Whatever else would lower it writes the same document.
    free_minor = cash_minor - pending_minor + aside_minor
    said_minor = total_of(before["count"]) if "count" in before else aside_minor
    left_minor = min(received_minor, free_minor)
    counted: Document = {
        "verdict": Decision.CONFIRMED.value,
        "confirmation_date": at,
        "judged_by": caller.user.id,
        "judged_from": reviewed_from(origin),
        "amount_minor": received_minor,
        "received": received,
        "between_minor": min(said_minor, free_minor) - left_minor,
        "difference_minor": left_minor - received_minor,
    }
    waiting = {"_id": before["_id"], "verdict": Decision.PENDING}
    after = await settlements_of(caller).update(waiting, {"$set": counted}, session)
    assert after is not None, "the transaction's snapshot holds what was read"
    await managers.change_pending(db, session, workshop.id, manager_id, -aside_minor)
    event = replace(
        settlement_reviewed(after, caller.user.id, at),
        counts=pending_counts(before, -1),
        changes={"amount_minor": (aside_minor, received_minor)},
        facts={name: counted[name] for name in ("received", "between_minor", "difference_minor")},
    )
    await caller.record(session, event)
    return after


async def settle_difference(
    caller: Caller, settlement_id: str, body: SettlementReason, key: IdempotencyKey, origin: Origin
) -> Document:
    """Book what two counts differ by as a difference of cash, with the reason: the manager no longer has to answer for
    it. Twice changes nothing.

    Raises NotFound; Conflict where the counts agree, the hand-over was reversed, or the cash is no longer in hand;
    PasswordNeeded above the workshop's sum.
    """
    seen = await settlements_of(caller).find_one({"_id": settlement_id})
    if seen is None:
        raise NotFound("hand-over")
    await require_trust(caller, body, origin, seen.get("between_minor", 0))

    async def work(session: Session) -> Document:
        answer = {"id": settlement_id, "message": "Difference settled"}
        before = await settlements_of(caller).find_one({"_id": settlement_id}, session=session)
        if before is None:
            raise NotFound("hand-over")
        require_not_own(caller, before["manager_id"])
        if before.get("settled") is not None and before["verdict"] == Decision.CONFIRMED:
            return answer
        between_minor = _open_difference(before)
        await _require_in_hand(caller, session, before["manager_id"], between_minor)
        at, booked_minor = now(), before.get("difference_minor", 0)
        settled = {
            "at": at,
            "by": caller.user.id,
            "reason": body.reason,
            "from": reviewed_from(origin),
        }
        change = {"$set": {"settled": settled, "difference_minor": booked_minor + between_minor}}
        open_one = {"_id": settlement_id, "verdict": Decision.CONFIRMED, "settled": None}
        after = await settlements_of(caller).update(open_one, change, session)
        assert after is not None, "the transaction's snapshot holds what was read"
        event = Event(
            EntryKind.SETTLEMENT_DIFFERENCE,
            caller.user.id,
            before["manager_id"],
            at,
            about={"settlement": settlement_id},
            note=body.reason,
            changes={"difference_minor": (booked_minor, booked_minor + between_minor)},
            postings={Account.CASH_DIFFERENCE: between_minor, Account.CASH_IN_HAND: -between_minor},
        )
        await caller.record(session, event)
        kind = AuditKind.SETTLEMENT_DIFFERENCE
        noted = AuditEvent(kind, caller.workshop.id, caller.user.id, origin, subject_id=settlement_id)
        await caller.services.audit.record(noted, session)
        return answer

    return await once(caller.db, caller.user.id, key, body, work)


def _open_difference(settlement: SettlementRow) -> int:
    """Find the difference of two counts that nobody has settled. Raises Conflict where there is none."""
    if settlement.get("reversed") is not None:
        raise SettlementReversed("This hand-over was reversed, so no difference of it is left.")
    between_minor = settlement.get("between_minor", 0)
    if settlement["verdict"] != Decision.CONFIRMED or not between_minor:
        raise NoDifference("No difference of this hand-over is left.")
    return between_minor


async def _require_in_hand(caller: Caller, session: Session, manager_id: str, amount_minor: int) -> None:
    """Raise Conflict for a difference that is not in the manager's hand any more: he has handed it over since."""
    db, workshop = caller.db, caller.workshop
    sums = await read_sums(db, session, SumsQuery(workshop.id, manager_id))
    at_most = sums.figure(Figure.CASH_IN_HAND, manager_id) - amount_minor
    if not await managers.change_pending(db, session, workshop.id, manager_id, 0, max_minor=at_most):
        cash_minor = HeldCash(sums, workshop.blind_counts, caller.member.id).minor(manager_id)
        said = "The difference is no longer part of what the manager has in hand by the books."
        if cash_minor is not None:
            held = shown(cash_minor, workshop.currency)
            said = f"{said} That is {held}, less cash that you have not received yet."
        raise MoreThanCashInHand(
            said,
            extra={"cash_in_hand": to_wire_or_none(cash_minor, workshop.currency)},
        )
