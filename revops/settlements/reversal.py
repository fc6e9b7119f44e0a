"""A hand-over that was received by mistake is reversed: the cash is in the manager's hand again, and all of it stays on
record.
"""

from revops.access.audit import AuditEvent, AuditKind, Origin
from revops.access.caller import Caller
from revops.core.errors import NotFound
from revops.core.time import now
from revops.journal.entry import EntryKind, Event
from revops.managers import service as managers
from revops.mongo.client import Document, Session
from revops.mongo.idempotency import IdempotencyKey, once
from revops.mongo.instances import require_no_older
from revops.payments.review import require_not_own, reviewed_from
from revops.payments.row import Decision
from revops.settlements.errors import NotReceived
from revops.settlements.schemas import SettlementReason
from revops.settlements.service import received_postings, settlements_of
from revops.settlements.trust import require_trust
from revops.workshops.row import COUNTS_SINCE


async def reverse(
    caller: Caller, settlement_id: str, body: SettlementReason, key: IdempotencyKey, origin: Origin
) -> Document:
    """Reverse a hand-over that was received, with the reason: the cash is in the manager's hand as before, what was
    booked as its difference too. Twice changes nothing.

    Raises NotFound; Conflict for one that was not received; PasswordNeeded above the workshop's sum.
    """
    await require_no_older(caller.db, COUNTS_SINCE)
    seen = await settlements_of(caller).find_one({"_id": settlement_id}, {"amount_minor": 1, "verdict": 1})
    if seen is None:
        raise NotFound("hand-over")
    if seen["verdict"] == Decision.CONFIRMED:
        await require_trust(caller, body, origin, seen["amount_minor"])

    async def work(session: Session) -> Document:
        at, answer = now(), {"id": settlement_id, "message": "Hand-over reversed"}
        before = await settlements_of(caller).find_one({"_id": settlement_id}, session=session)
        if before is None:
            raise NotFound("hand-over")
        require_not_own(caller, before["manager_id"])
        if before.get("reversed") is not None:
            return answer
        if before["verdict"] != Decision.CONFIRMED:
            raise NotReceived("This hand-over was never received, so there is nothing to reverse.")
        noted = {"at": at, "by": caller.user.id, "from": reviewed_from(origin)}
        change = {"verdict": Decision.REJECTED.value, "reject_reason": body.reason, "reversed": noted}
        received = {"_id": settlement_id, "verdict": Decision.CONFIRMED}
        after = await settlements_of(caller).update(received, {"$set": change}, session)
        assert after is not None, "the transaction's snapshot holds what was read"
        # Through the document that everything about this manager's cash passes.
        await managers.change_pending(caller.db, session, caller.workshop.id, before["manager_id"], 0)
        event = Event(
            EntryKind.SETTLEMENT_REVERSED,
            caller.user.id,
            before["manager_id"],
            at,
            about={"settlement": settlement_id},
            note=body.reason,
            postings={account: -minor for account, minor in received_postings(before).items()},
        )
        await caller.record(session, event)
        kind = AuditKind.SETTLEMENT_REVERSED
        told = AuditEvent(kind, caller.workshop.id, caller.user.id, origin, subject_id=settlement_id)
        await caller.services.audit.record(told, session)
        return answer

    return await once(caller.db, caller.user.id, key, body, work)
