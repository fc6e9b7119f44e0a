"""The owner's figures and a manager's day, exact at this instant; the cost does not grow with the number of jobs."""

import datetime as dt

from revops.analytics.schemas import DashboardQuery
from revops.core.errors import NotFound
from revops.core.filters import check_period
from revops.core.money import divide_half_up, to_wire
from revops.core.time import day_of, now
from revops.deps import Caller
from revops.jobs.listing import open_jobs
from revops.jobs.schemas import Due
from revops.jobs.service import jobs_of
from revops.jobs.status import OPEN, JobStatus
from revops.journal.entry import ALL_TIME
from revops.journal.read import PERIOD, Sums, collected, read_sums
from revops.mongo.client import Document
from revops.mongo.scoped import Scoped
from revops.payments.listing import with_jobs
from revops.payments.service import payments_of

DAYS_SHOWN = 30
_FIRST_DAY, _LAST_DAY = "1970-01-01", "9999-12-31"
_DUE: tuple[Due, Due] = ("today", "overdue")
_MOST_COUNTED = 1000
_RECENTLY = dt.timedelta(days=14)
_MOST_REJECTED = 5


async def dashboard(caller: Caller, query: DashboardQuery) -> Document:
    """Return the dashboard of a period of workshop days, of all time without one; of one manager if asked for.

    Raises InvalidFields for the period, NotFound for the manager.
    """
    first, last, only = query.first_day, query.last_day, query.manager_id
    check_period(first, last)
    as_of = now()
    today = dt.date.fromisoformat(day_of(as_of, caller.workshop.timezone))
    end = last or today
    shown = [(end - dt.timedelta(days=back)).isoformat() for back in reversed(range(DAYS_SHOWN))]
    period = None
    if first is not None or last is not None:
        period = (first.isoformat() if first else _FIRST_DAY, last.isoformat() if last else _LAST_DAY)
    managers = Scoped(caller.db, "managers", caller.scope)
    async with caller.db.snapshot() as session:
        if only is not None:
            if await managers.find_one({"_id": only}, {"_id": 1}, session) is None:
                raise NotFound("manager")
            manager_ids = {only}
        else:
            active = managers.find({"is_active": True}, {"_id": 1}, session=session)
            manager_ids = {manager["_id"] async for manager in active}
        sums = await read_sums(caller.db, session, caller.workshop.id, manager_id=only, days=shown, period=period)
        manager_ids.update(sums.managers())
    over = PERIOD if period else ALL_TIME
    names = await caller.services.names(manager_ids)
    currency = caller.workshop.currency
    revenue_minor, jobs = -sums.account("sales", only, over), sums.count("jobs", only, over)
    outstanding = to_wire(sums.account("receivable", only), currency)
    return {
        "total_jobs": jobs,
        "total_revenue": to_wire(revenue_minor, currency),
        "total_collected": to_wire(collected(sums, only, over), currency),
        "outstanding_credits": outstanding,
        "total_credits": outstanding,
        "avg_job_value": _average(revenue_minor, jobs, currency),
        "status_counts": _status_counts(sums, only),
        "daily_revenue": [
            {
                "date": day,
                "revenue": to_wire(-sums.account("sales", only, day), currency),
                "collected": to_wire(collected(sums, only, day), currency),
                "jobs": sums.count("jobs", only, day),
            }
            for day in shown
        ],
        "manager_performance": _by_manager(sums, manager_ids, over, names, currency),
        "pending_confirmations": _awaiting(sums, only, currency),
        "as_of": as_of,
    }


async def my_day(caller: Caller) -> Document:
    """Return what a manager needs to know today."""
    manager_id, timezone, currency = caller.user.id, caller.workshop.timezone, caller.workshop.currency
    as_of = now()
    today = day_of(as_of, timezone)
    async with caller.db.snapshot() as session:
        sums = await read_sums(caller.db, session, caller.workshop.id, manager_id=manager_id, days=[today])
        due_today, overdue = [
            await jobs_of(caller).count(open_jobs(due, as_of, timezone), limit=_MOST_COUNTED, session=session)
            for due in _DUE
        ]
        rejected = (
            await payments_of(caller)
            .find(
                {"verdict": "rejected", "confirmation_date": {"$gte": as_of - _RECENTLY}},
                sort=[("confirmation_date", -1)],
                limit=_MOST_REJECTED,
                session=session,
            )
            .to_list()
        )
    statuses = _status_counts(sums, manager_id)
    cash_minor = sums.account("cash_in_hand", manager_id)
    submitted_minor = sums.count("settlements_pending_minor", manager_id)
    return {
        "status_counts": statuses,
        "open_jobs": sum(statuses[status] for status in OPEN),
        "due_today": due_today,
        "overdue": overdue,
        "jobs_today": sums.count("jobs", manager_id, today),
        "collected_today": to_wire(collected(sums, manager_id, today), currency),
        "cash_in_hand": to_wire(cash_minor, currency),
        "pending_settlement": to_wire(submitted_minor, currency),
        "available_to_settle": to_wire(cash_minor - submitted_minor, currency),
        "awaiting_confirmation": _awaiting(sums, manager_id, currency),
        "rejected_recently": await with_jobs(caller, rejected),
        "as_of": as_of,
    }


def _status_counts(sums: Sums, manager_id: str | None) -> dict[str, int]:
    return {status.value: sums.count(f"status_{status}", manager_id) for status in JobStatus}


def _awaiting(sums: Sums, manager_id: str | None, currency: str) -> Document:
    """Return the payments that await the owner's verdict."""
    return {
        "count": sums.count("payments_pending", manager_id),
        "amount": to_wire(sums.count("payments_pending_minor", manager_id), currency),
    }


def _by_manager(sums: Sums, manager_ids: set[str], over: str, names: dict[str, str], currency: str) -> list[Document]:
    """Return each manager who works here now or has figures, the largest revenue first."""
    rows = []
    for manager_id in manager_ids:
        revenue_minor, jobs = -sums.account("sales", manager_id, over), sums.count("jobs", manager_id, over)
        rows.append(
            {
                "manager_id": manager_id,
                "name": names.get(manager_id),
                "job_count": jobs,
                "total_revenue": to_wire(revenue_minor, currency),
                "avg_job_value": _average(revenue_minor, jobs, currency),
                "total_collected": to_wire(collected(sums, manager_id, over), currency),
                "cash_in_hand": to_wire(sums.account("cash_in_hand", manager_id), currency),
            }
        )
    return sorted(rows, key=lambda row: (-row["total_revenue"], row["manager_id"]))


def _average(total_minor: int, count: int, currency: str) -> float:
    return to_wire(divide_half_up(total_minor, count), currency) if count else 0
