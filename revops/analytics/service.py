"""The owner's figures and a manager's day, exact at this instant; the cost does not grow with the number of jobs."""

import datetime as dt

from revops.access.caller import Caller
from revops.analytics import figures
from revops.analytics.course import course, spans
from revops.analytics.in_shop import in_shop_outstanding
from revops.analytics.owing import largest_customers, largest_sealed, merged_customers, owing_jobs
from revops.analytics.schemas import DashboardQuery
from revops.billing.accounts import TAX_ACCOUNTS
from revops.core.errors import NotFound
from revops.core.money import to_wire, to_wire_or_none
from revops.core.time import day_of, now
from revops.jobs.listing import open_jobs
from revops.jobs.schemas import Due
from revops.jobs.service import count_of
from revops.jobs.status import IN_SHOP, OPEN, JobStatus
from revops.journal.accounts import Figure, PlainFigure
from revops.journal.entry import ALL_TIME, HANDED_OVER, Count
from revops.journal.held import HeldCash
from revops.journal.periods import Period
from revops.journal.read import read_sums_with
from revops.journal.sums import PERIOD, PREVIOUS, Sums, SumsQuery
from revops.mongo.client import Document
from revops.mongo.filters import check_period
from revops.mongo.scoped import Scoped, TenantScope
from revops.mongo.union import SubQuery
from revops.payments.row import PaymentType
from revops.payments.wire import payments_out

DAYS_SHOWN = 30
_MAX_AT_RISK = 5
_DUE: tuple[Due, Due] = ("today", "overdue")
_MAX_COUNTED = 1000
_RECENTLY = dt.timedelta(days=14)
_MAX_REJECTED = 5
_MAX_SEEN = 50


def _wanted(caller: Caller, only: str | None) -> dict[str, SubQuery]:
    """Build the sub-queries for who is shown besides what is summed."""
    wanted = {"managers": _managers(caller, only)}
    if only is not None:
        # An owner, too, has jobs, and no document that guards his cash.
        members = Scoped(caller.db, "members", caller.scope.whole_workshop())
        wanted["members"] = members.sub_query({"_id": only}, {"_id": 1})
    else:
        wanted["balances"] = largest_sealed(caller.workshop.id, _MAX_AT_RISK)
        wanted["merged"] = merged_customers(caller.workshop.id)
    return wanted


async def dashboard(caller: Caller, query: DashboardQuery) -> Document:
    """Return the dashboard of a period of workshop days, of all time without one; of one manager if asked for.

    Raises InvalidFields for the period, NotFound for the manager.
    """
    first, last, only = query.first_day, query.last_day, query.manager_id
    check_period(first, last)
    db, workshop_id, currency = caller.db, caller.workshop.id, caller.workshop.currency
    as_of = now()
    today = dt.date.fromisoformat(day_of(as_of, caller.workshop.timezone))
    end = last or today
    shown = [(end - dt.timedelta(days=back)).isoformat() for back in reversed(range(DAYS_SHOWN))]
    period = Period.of_query(first, last)
    previous = Period(first, end).before(today) if first is not None and first <= end else None
    parts = spans(first, end) if first is None or first <= end else []
    latest = spans(end - dt.timedelta(days=DAYS_SHOWN - 1), end) if first is None else []
    keys = frozenset([*shown, *figures.ageing_keys(today), *(key for span in parts for key in span.keys)])
    wanted = _wanted(caller, only)
    async with db.snapshot() as session:
        sums_query = SumsQuery(workshop_id, only, keys, period, previous)
        sums, extra = await read_sums_with(db, session, sums_query, wanted)
        manager_ids = {manager["_id"] for manager in extra["managers"]}
        if only is not None and not (manager_ids or extra["members"]):
            raise NotFound("manager")
        customers = []
        if only is None:
            sealed, merged = extra["balances"], extra["merged"]
            customers = await largest_customers(db, session, workshop_id, sealed, merged, sums.balances, _MAX_AT_RISK)
        owing = await owing_jobs(db, session, workshop_id, only, customers, _MAX_AT_RISK)
        # A job that names nobody yet stands for a customer who is not known.
        customers = [customer for customer in customers if customer.name]
        to_bill_minor = await in_shop_outstanding(db, session, workshop_id, only, sums.head)
    manager_ids.update(sums.managers())
    over = PERIOD if period else ALL_TIME
    names = await caller.services.names(manager_ids | {job["manager_id"] for job in owing.largest + owing.longest})
    owed_minor = sums.figure(Figure.OUTSTANDING, only)
    outstanding = to_wire(owed_minor, currency)
    statuses = _status_counts(sums, only)
    held = HeldCash(sums, caller.workshop.blind_counts, caller.member.id)
    return {
        **_totals(sums, only, over, currency),
        **_from_papers(sums, only, over, currency),
        "outstanding_credits": outstanding,
        "total_credits": outstanding,
        "owed_after_delivery": to_wire(owed_minor - to_bill_minor, currency),
        "still_to_bill": to_wire(to_bill_minor, currency),
        "in_shop": sum(statuses[status] for status in IN_SHOP),
        "status_counts": statuses,
        "course": course(sums, only, over, parts, latest, currency),
        "daily_revenue": [_day(sums, only, day, currency) for day in shown],
        "manager_performance": _by_manager(held, manager_ids, over, names, currency),
        "pending_confirmations": _awaiting(sums, only, currency),
        "pending_refunds": _refunds_awaiting(sums, only, currency),
        "cash_in_hand": to_wire_or_none(held.together_minor() if only is None else held.minor(only), currency),
        "cash_being_counted": len(held.hidden()),
        "previous": (
            {"from": previous.first, "to": previous.last, **_totals(sums, only, PREVIOUS, currency)}
            if previous
            else None
        ),
        "ageing": figures.ageing(sums, only, today, currency),
        "credit_risk": figures.credit_risk(customers, owing, names, today, currency),
        "turnaround": {
            "completed": sums.count(Count.COMPLETED, only, over),
            "average_hours": figures.average_hours(sums, only, over),
        },
        "on_time": figures.on_time(sums, only, over),
        "as_of": as_of,
    }


def _day(sums: Sums, manager_id: str | None, day: str, currency: str) -> Document:
    return {
        "date": day,
        "revenue": to_wire(sums.figure(Figure.REVENUE, manager_id, day), currency),
        "collected": to_wire(sums.figure(Figure.COLLECTED, manager_id, day), currency),
        "jobs": sums.count(Count.JOBS, manager_id, day),
    }


def _managers(caller: Caller, only: str | None) -> SubQuery:
    """Build the sub-query for the managers who work here now, or the one asked for."""
    wanted: Document = {"is_active": True} if only is None else {"_id": only}
    return Scoped(caller.db, "managers", caller.scope.whole_workshop()).sub_query(wanted, {"_id": 1})


def _totals(sums: Sums, manager_id: str | None, over: str, currency: str) -> Document:
    revenue_minor, jobs = sums.figure(Figure.REVENUE, manager_id, over), sums.count(Count.JOBS, manager_id, over)
    return {
        "total_jobs": jobs,
        "total_revenue": to_wire(revenue_minor, currency),
        "total_collected": to_wire(sums.figure(Figure.COLLECTED, manager_id, over), currency),
        "avg_job_value": figures.average(revenue_minor, jobs, currency),
    }


def _from_papers(sums: Sums, manager_id: str | None, over: str, currency: str) -> Document:
    """Build what invoices say that revenue is made of, and what was written off."""
    taxes = {head: -sums.account(account, manager_id, over) for head, account in TAX_ACCOUNTS.items()}
    return {
        "net_revenue": to_wire(sums.figure(PlainFigure.NET_REVENUE, manager_id, over), currency),
        "tax_amount": to_wire(sums.figure(PlainFigure.TAX, manager_id, over), currency),
        "taxes": [{"head": head, "amount": to_wire(minor, currency)} for head, minor in taxes.items() if minor],
        "written_off_amount": to_wire(sums.figure(PlainFigure.WRITTEN_OFF, manager_id, over), currency),
        "cash_difference": to_wire(sums.figure(PlainFigure.CASH_DIFFERENCE, manager_id, over), currency),
    }


async def my_day(caller: Caller, *, max_counted: int = _MAX_COUNTED) -> Document:
    """Read the figures of a manager's day."""
    manager_id, timezone, currency = caller.member.id, caller.workshop.timezone, caller.workshop.currency
    own = TenantScope(caller.workshop.id, manager_id)
    as_of = now()
    today = day_of(as_of, timezone)
    async with caller.db.snapshot() as session:
        query = SumsQuery(caller.workshop.id, manager_id, frozenset([today]))
        # Of the member, whatever he sees of others.
        seen = Scoped(caller.db, "members", own.whole_workshop()).sub_query({"_id": manager_id}, {"rejections_seen": 1})
        sums, found = await read_sums_with(caller.db, session, query, {"member": seen})
        due_today, overdue = [
            await Scoped(caller.db, "jobs", own).count(
                open_jobs(due, as_of, timezone), limit=max_counted, session=session
            )
            for due in _DUE
        ]
        rejected = (
            await Scoped(caller.db, "payments", own)
            .find(
                {
                    "verdict": "rejected",
                    "confirmation_date": {"$gte": as_of - _RECENTLY},
                    "type": {"$ne": PaymentType.REFUND},
                    # What he took back himself is no news to him.
                    "cancelled_by": {"$ne": manager_id},
                },
                sort=[("confirmation_date", -1)],
                limit=_MAX_REJECTED,
                session=session,
            )
            .to_list()
        )
    statuses = _status_counts(sums, manager_id)
    cash_minor = sums.figure(Figure.CASH_IN_HAND, manager_id)
    # His own, so those that he has counted and nobody else may know are among them.
    submitted_minor = sum(sums.count(name, manager_id) for name in HANDED_OVER)
    return {
        "status_counts": statuses,
        "open_jobs": sum(statuses[status] for status in OPEN),
        "due_today": due_today,
        "overdue": overdue,
        "jobs_today": sums.count(Count.JOBS, manager_id, today),
        "collected_today": to_wire(sums.figure(Figure.COLLECTED, manager_id, today), currency),
        "cash_in_hand": to_wire(cash_minor, currency),
        "pending_settlement": to_wire(submitted_minor, currency),
        "available_to_settle": to_wire(cash_minor - submitted_minor, currency),
        "awaiting_confirmation": _awaiting(sums, manager_id, currency),
        "pending_refunds": _refunds_awaiting(sums, manager_id, currency),
        "rejected_recently": await payments_out(caller, rejected),
        "rejections_seen": [seen for member in found["member"] for seen in member.get("rejections_seen", [])],
        "as_of": as_of,
    }


async def mark_rejections_seen(caller: Caller, payment_ids: list[str]) -> None:
    """Remember the rejected payments that a member has seen, the last of them."""
    noted = {"$each": payment_ids, "$slice": -_MAX_SEEN}
    before = {"rejections_seen": {"$not": {"$all": payment_ids}}}
    members = Scoped(caller.db, "members", caller.scope.whole_workshop())
    await members.update({"_id": caller.member.id, **before}, {"$push": {"rejections_seen": noted}})


def _status_counts(sums: Sums, manager_id: str | None) -> dict[str, int]:
    return {status.value: sums.count(count_of(status), manager_id) for status in JobStatus}


def _awaiting(sums: Sums, manager_id: str | None, currency: str) -> Document:
    """Return the payments that await the owner's decision."""
    return {
        "count": sums.count(Count.PAYMENTS_PENDING, manager_id),
        "amount": to_wire(sums.count(Count.PAYMENTS_PENDING_MINOR, manager_id), currency),
    }


def _refunds_awaiting(sums: Sums, manager_id: str | None, currency: str) -> Document:
    """Build the refunds that await the owner's decision."""
    return {
        "count": sums.count(Count.REFUNDS_PENDING, manager_id),
        "amount": to_wire(sums.count(Count.REFUNDS_PENDING_MINOR, manager_id), currency),
    }


def _by_manager(
    held: HeldCash, manager_ids: set[str], over: str, names: dict[str, str], currency: str
) -> list[Document]:
    """Return each manager who works here now or has figures, the largest revenue first."""
    rows, sums = [], held.sums
    for manager_id in manager_ids:
        totals = _totals(sums, manager_id, over, currency)
        rows.append(
            {
                "manager_id": manager_id,
                "name": names.get(manager_id),
                "job_count": totals.pop("total_jobs"),
                **totals,
                "cash_in_hand": to_wire_or_none(held.minor(manager_id), currency),
                "cash_difference": to_wire(sums.figure(PlainFigure.CASH_DIFFERENCE, manager_id, over), currency),
                "completed": sums.count(Count.COMPLETED, manager_id, over),
                "on_time": sums.count(Count.ON_TIME, manager_id, over),
                "average_hours": figures.average_hours(sums, manager_id, over),
                "outstanding": to_wire(sums.figure(Figure.OUTSTANDING, manager_id), currency),
            }
        )
    return sorted(rows, key=lambda row: (-row["total_revenue"], row["manager_id"]))
