"""Matches confirmed: a row of the bank is these payments, which are confirmed with it where they wait.

A payment is confirmed as the owner confirms any: nobody his own, and above the workshop's sum with the password.
"""

from collections.abc import Sequence
from typing import Any

from revops.access.audit import Origin
from revops.access.caller import Caller
from revops.access.permissions import Permission
from revops.bank.errors import MatchesChanged, NotOpen
from revops.bank.matching import How, Match, is_from_customer
from revops.bank.proposals import propose
from revops.bank.remembered import pages_told
from revops.bank.row import BankRow, RowState
from revops.bank.schemas import MatchAll, MatchOne, SetAside
from revops.bank.statements import bank_rows_of
from revops.core.errors import NotFound
from revops.core.time import now
from revops.exceptions.finding import Finding, note, withdraw
from revops.exceptions.kinds import ExceptionKind
from revops.journal.accounts import Account
from revops.journal.entry import EntryKind, Event
from revops.mongo.client import Document, Session
from revops.mongo.idempotency import IdempotencyKey, once
from revops.mongo.scoped import ScopedRows
from revops.payments.proofs import Change, came_in, change_proofs
from revops.payments.review import above_trust, require_not_own, within_trust
from revops.payments.row import Decision, PaymentRow, PaymentType
from revops.payments.service import confirm_waiting, note_confirmed

# In one transaction, and in one request: whoever asks goes on until none are left.
_TOGETHER = 40
_MATCH_BATCH_SIZE = 400


async def confirm_all(caller: Caller, body: MatchAll, origin: Origin) -> Document:
    """Confirm all that match, as it was shown; a great many in several requests. Twice changes nothing.

    Raises MatchesChanged when it is not what was shown, PasswordNeeded above the workshop's sum.
    """
    within = await within_trust(caller, body, origin)
    proposed = await propose(caller.db, caller.workshop.id, caller.workshop.timezone)
    if proposed.seen != body.seen:
        # Whatever it was shown from, it is to be shown anew.
        pages_told(caller.db).forget(caller.workshop.id)
        raise MatchesChanged("What matches has changed since it was shown. Look at it again, then confirm.")
    matches = sorted(proposed.left.matches, key=lambda match: match.row_id)
    now_, later = matches[:_MATCH_BATCH_SIZE], matches[_MATCH_BATCH_SIZE:]
    for start in range(0, len(now_), _TOGETHER):
        await _confirm(caller, now_[start : start + _TOGETHER], within, origin)
    proposed.left.matches = later
    said = f"{len(now_):,} {'match' if len(now_) == 1 else 'matches'} confirmed"
    return {"message": said, "confirmed": len(now_), "left": len(later), "seen": proposed.seen}


async def confirm_one(caller: Caller, body: MatchOne, key: IdempotencyKey, origin: Origin) -> Document:
    """Confirm by hand that a row is these payments. Raises NotFound, NotOpen, OwnMoney, PasswordNeeded."""
    within = await within_trust(caller, body, origin)
    match = Match(body.row_id, tuple(dict.fromkeys(body.payment_ids)), How.BY_HAND)
    confirmed: list[PaymentRow] = []

    async def work(session: Session) -> Document:
        confirmed.clear()
        confirmed.extend(await _confirm_in(caller, session, [match], within, origin))
        return {"message": "Match confirmed"}

    answer = await once(caller.db, caller.user.id, key, body, work)
    for payment in confirmed:
        note_confirmed(caller, payment, origin)
    return answer


async def _confirm(caller: Caller, matches: Sequence[Match], within: Document, origin: Origin) -> None:
    async def work(session: Session) -> list[PaymentRow]:
        return await _confirm_in(caller, session, matches, within, origin)

    for payment in await caller.db.transaction(work, inserts_last=True):
        note_confirmed(caller, payment, origin)


async def _confirm_in(
    caller: Caller, session: Session, matches: Sequence[Match], within: Document, origin: Origin
) -> list[PaymentRow]:
    """Write matches, and return the payments that they confirmed."""
    payments = ScopedRows[PaymentRow](caller.db, "payments", caller.scope.whole_workshop())
    wanted = [payment_id for match in matches for payment_id in match.payment_ids]
    found = {row["_id"]: row async for row in payments.find({"_id": {"$in": wanted}}, session=session)}
    events: list[Event] = []
    confirmed: list[PaymentRow] = []
    proven: list[Change] = []
    for match in matches:
        row = await _take_row(caller, session, match)
        those = [_matchable(found.get(payment_id)) for payment_id in match.payment_ids]
        for payment in those:
            taken = await payments.update(
                {"_id": payment["_id"], "bank_row_id": {"$exists": False}, "verdict": {"$ne": Decision.REJECTED.value}},
                {"$set": {"bank_row_id": match.row_id}},
                session,
                projection={"_id": 1},
            )
            if taken is None:
                raise _not_open()
            proven.append(came_in(payment))
            if payment["verdict"] == Decision.PENDING:
                now_confirmed = await confirm_waiting(caller, session, payment["_id"], within, origin)
                if now_confirmed is None:
                    require_not_own(caller, payment["collected_by"])
                    raise above_trust(caller)
                confirmed.append(now_confirmed[0])
        events.append(_matched(caller, match, row, those))
        await _withdraw(caller, session, match)
    await change_proofs(caller.db, session, caller.workshop.id, caller.workshop.timezone, proven)
    await caller.record(session, *events)
    return confirmed


async def _take_row(caller: Caller, session: Session, match: Match) -> BankRow:
    change = {
        "$set": {"state": RowState.MATCHED.value, "payment_ids": list(match.payment_ids), "match": match.how.value}
    }
    row = await bank_rows_of(caller).update({"_id": match.row_id, "state": RowState.OPEN.value}, change, session)
    if row is None:
        raise await _why_not(caller, session, match.row_id)
    return row


async def _why_not(caller: Caller, session: Session, row_id: str) -> NotFound | NotOpen:
    there = await bank_rows_of(caller).find_one({"_id": row_id}, {"state": 1}, session)
    return NotFound("bank row") if there is None else _not_open()


def _matchable(payment: PaymentRow | None) -> PaymentRow:
    """Return a payment that may come with a row. Raises NotFound, NotOpen."""
    if payment is None or payment["type"] == PaymentType.REFUND or payment["account"] != Account.BANK:
        raise NotFound("payment")
    return payment


def _not_open() -> NotOpen:
    return NotOpen("This was matched or taken back meanwhile. Look at the lists again.")


def _matched(caller: Caller, match: Match, row: BankRow, payments: Sequence[PaymentRow]) -> Event:
    paid_minor = sum(payment["amount_minor"] for payment in payments)
    about = {"bank_row": match.row_id, "statement": row["statement_id"]}
    if len(payments) == 1:
        about |= {"job": payments[0]["job_id"], "payment": payments[0]["_id"]}
    facts: dict[str, Any] = {
        "payments": list(match.payment_ids),
        "how": match.how.value,
        "day": row["day"],
        "amount_minor": row["amount_minor"],
        # By hand only: what the bank kept of takings by card.
        "difference_minor": paid_minor - row["amount_minor"],
    }
    managers = {payment["manager_id"] for payment in payments}
    manager_id = managers.pop() if len(managers) == 1 else None
    return Event(EntryKind.BANK_MATCHED, caller.user.id, manager_id, now(), about=about, facts=facts)


async def _withdraw(caller: Caller, session: Session, match: Match) -> None:
    """Take back what was asked about either side while it was not matched."""
    db, workshop_id = caller.db, caller.workshop.id
    await withdraw(db, session, workshop_id, ExceptionKind.CREDIT_WITHOUT_ENTRY, match.row_id)
    for payment_id in match.payment_ids:
        await withdraw(db, session, workshop_id, ExceptionKind.ENTERED_WITHOUT_CREDIT, payment_id)


async def set_aside(caller: Caller, row_id: str, body: SetAside, key: IdempotencyKey) -> Document:
    """Say that a row is no customer's money, and why. Raises NotFound, NotOpen."""

    async def work(session: Session) -> Document:
        change = {"$set": {"state": RowState.SET_ASIDE.value, "match": body.why}}
        row = await bank_rows_of(caller).update({"_id": row_id, "state": RowState.OPEN.value}, change, session)
        if row is None:
            raise await _why_not(caller, session, row_id)
        about = {"bank_row": row_id, "statement": row["statement_id"]}
        facts = {"why": body.why, "day": row["day"], "amount_minor": row["amount_minor"]}
        event = Event(EntryKind.BANK_SET_ASIDE, caller.user.id, None, now(), about=about, facts=facts)
        await caller.record(session, event)
        await _answer_or_ask(caller, session, row, body.why)
        return {"message": "Set aside"}

    return await once(caller.db, caller.user.id, key, body, work)


async def _answer_or_ask(caller: Caller, session: Session, row: BankRow, why: str) -> None:
    """Take back the question about a row that its owner sets aside. Somebody else answers no question so: what looks
    like a customer's money is one then.
    """
    if caller.may(Permission.EXCEPTIONS_ANSWER):
        await withdraw(caller.db, session, caller.workshop.id, ExceptionKind.CREDIT_WITHOUT_ENTRY, row["_id"])
    elif row["amount_minor"] > 0 and is_from_customer(row["rrns"], f"{row.get('narration')} {row.get('reference')}"):
        facts, about = {"day": row["day"], "set_aside": why}, {"bank_row": row["_id"]}
        kind, member_id = ExceptionKind.CREDIT_WITHOUT_ENTRY, caller.member.id
        asked = Finding(kind, row["_id"], now(), member_id, row["amount_minor"], about, facts)
        await note(caller.db, session, caller.workshop.id, [asked])
