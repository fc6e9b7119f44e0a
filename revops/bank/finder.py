"""Questions that the bank raises: money that was entered and never came, and money that came and was not entered."""

import datetime as dt

from revops.access.caller import Services, WorkshopContext
from revops.bank.days import BANK_DAYS, after_bank_days
from revops.bank.matching import is_from_customer
from revops.bank.proposals import Proposals, propose
from revops.bank.summary import is_overdue
from revops.exceptions.finding import Finding, exceptions_of, note, withdraw
from revops.exceptions.kinds import ExceptionKind
from revops.exceptions.look import look_at
from revops.exceptions.row import State
from revops.mongo.client import Document, Session
from revops.mongo.scoped import Scoped, ScopedRows, TenantScope
from revops.payments.row import Decision, PaymentRow

# An older list is read on the bank's page; nobody answers thousands of questions.
_MAX_FOUND = 200
_MAX_OPEN_QUESTIONS = 1000
# What comes one by one. Cards come by the day and less a fee, so they are matched by hand.
_SINGLY = ("upi", "bank_transfer")


async def find_unmatched(services: Services, workshop: WorkshopContext, _at: dt.datetime) -> None:
    """Ask about what was entered by UPI or transfer and is on no statement after two bank days, and about UPI credits
    that nobody entered.
    """
    known = Scoped(services.db, "bank_statements", TenantScope(workshop.id))
    if not await known.count({}, limit=1):
        return
    proposed = await propose(services.db, workshop.id, workshop.timezone)
    findings = [
        *await _entered_without_credit(services, workshop, proposed),
        *_credited_without_entry(proposed),
    ]
    gaps = await _days_left_out(services, workshop, proposed)
    findings += gaps
    gone = [(ExceptionKind.ENTERED_WITHOUT_CREDIT, payment_id) for payment_id in await _taken_back(services, workshop)]
    open_gaps = await _open_causes(services, workshop, ExceptionKind.STATEMENT_GAP)
    gone += [(ExceptionKind.STATEMENT_GAP, cause) for cause in set(open_gaps) - {gap.cause for gap in gaps}]

    async def work(session: Session) -> None:
        await note(services.db, session, workshop.id, findings)
        for kind, cause in gone:
            await withdraw(services.db, session, workshop.id, kind, cause)

    if findings or gone:
        await services.db.transaction(work)


async def _taken_back(services: Services, workshop: WorkshopContext) -> list[str]:
    """List the payments that are asked about and count no longer."""
    causes = await _open_causes(services, workshop, ExceptionKind.ENTERED_WITHOUT_CREDIT)
    payments = ScopedRows[PaymentRow](services.db, "payments", TenantScope(workshop.id))
    gone: Document = {"_id": {"$in": causes}, "verdict": Decision.REJECTED.value}
    return [row["_id"] async for row in payments.find(gone, {"_id": 1})] if causes else []


async def _open_causes(services: Services, workshop: WorkshopContext, kind: ExceptionKind) -> list[str]:
    asked = {"kind": kind.value, "state": State.OPEN.value}
    open_ones = exceptions_of(services.db, workshop.id).find(asked, {"cause": 1}, limit=_MAX_OPEN_QUESTIONS)
    return [row["cause"] async for row in open_ones]


async def _days_left_out(services: Services, workshop: WorkshopContext, proposed: Proposals) -> list[Finding]:
    """Ask about days of which a member uploaded no statement, though he did of those before and after, where money was
    entered on them that only the bank could witness.
    """
    gaps = list(proposed.covered.gaps())
    if not gaps:
        return []
    look = await look_at(services.db, workshop)
    found = []
    for account_id, before, after in gaps:
        those = [
            payment
            for payment in proposed.left.entered
            if payment.method in _SINGLY and before.last < payment.day < after.first
        ]
        minor, reader = sum(payment.amount_minor for payment in those), after.begins["read_by"]
        if minor < max(look.limits.least_minor, 1) or await look.answers_himself(reader):
            continue
        person = await look.person(reader)
        days = {"after_day": before.last.isoformat(), "before_day": after.first.isoformat()}
        found.append(
            Finding(
                kind=ExceptionKind.STATEMENT_GAP,
                cause=f"{account_id}:{':'.join(days.values())}",
                at=after.begins["read_at"],
                member_id=person.id if person is not None else None,
                amount_minor=minor,
                facts={**days, "payments": len(those)},
            )
        )
    return found


async def _entered_without_credit(services: Services, workshop: WorkshopContext, proposed: Proposals) -> list[Finding]:
    overdue = [
        payment for payment in proposed.left.entered if payment.method in _SINGLY and is_overdue(proposed, payment.day)
    ][:_MAX_FOUND]
    payments = ScopedRows[PaymentRow](services.db, "payments", TenantScope(workshop.id))
    fields = dict.fromkeys(("collected_by", "payment_date", "job_id", "rrn"), 1)
    rows = await payments.by_id_naive([payment.id for payment in overdue], fields)
    return [
        Finding(
            kind=ExceptionKind.ENTERED_WITHOUT_CREDIT,
            cause=payment.id,
            at=rows[payment.id]["payment_date"].replace(tzinfo=dt.UTC),
            member_id=rows[payment.id]["collected_by"],
            amount_minor=payment.amount_minor,
            about={"job": payment.job_id, "payment": payment.id},
            facts={"day": payment.day.isoformat(), "has_reference": "rrn" in rows[payment.id]},
        )
        for payment in overdue
        if payment.id in rows
    ]


def _credited_without_entry(proposed: Proposals) -> list[Finding]:
    last_day = proposed.covered.last_day
    asked = [
        credit
        for credit in proposed.left.credits
        if is_from_customer(credit.rrns, credit.text)
        # The counter may be a day late, and no more.
        and last_day is not None
        and after_bank_days(credit.day, BANK_DAYS) <= last_day
    ][:_MAX_FOUND]
    return [
        Finding(
            kind=ExceptionKind.CREDIT_WITHOUT_ENTRY,
            cause=credit.id,
            at=dt.datetime.combine(credit.day, dt.time(12), dt.UTC),
            amount_minor=credit.amount_minor,
            about={"bank_row": credit.id},
            facts=_facts(credit.id, proposed) | {"day": credit.day.isoformat()},
        )
        for credit in asked
    ]


def _facts(row_id: str, proposed: Proposals) -> Document:
    other = proposed.left.other_sum.get(row_id)
    return {} if other is None else {"payment": other.id, "entered_minor": other.amount_minor}
