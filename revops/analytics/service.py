"""The owner's figures, exact at this instant, at a cost that does not grow with the number of jobs."""

import datetime as dt

from revops.core.filters import check_period
from revops.core.money import divide_half_up, to_wire
from revops.core.time import day_of, now
from revops.deps import Caller
from revops.jobs.status import JobStatus
from revops.journal.entry import ALL_TIME
from revops.journal.read import PERIOD, Sums, collected, read_sums
from revops.mongo.client import Document
from revops.mongo.scoped import Scoped

DAYS_SHOWN = 30
_FIRST_DAY, _LAST_DAY = "1970-01-01", "9999-12-31"


async def dashboard(caller: Caller, first: dt.date | None, last: dt.date | None) -> Document:
    """Return the dashboard of a period of workshop days, of all time without one. Raises InvalidFields."""
    check_period(first, last)
    as_of = now()
    today = dt.date.fromisoformat(day_of(as_of, caller.workshop.timezone))
    end = last or today
    shown = [(end - dt.timedelta(days=back)).isoformat() for back in reversed(range(DAYS_SHOWN))]
    period = None
    if first is not None or last is not None:
        period = (first.isoformat() if first else _FIRST_DAY, last.isoformat() if last else _LAST_DAY)
    async with caller.db.snapshot() as session:
        sums = await read_sums(caller.db, session, caller.workshop.id, days=shown, period=period)
        active = Scoped(caller.db, "managers", caller.scope).find({"is_active": True}, {"_id": 1}, session=session)
        manager_ids = {manager["_id"] async for manager in active} | set(sums.managers())
    over = PERIOD if period else ALL_TIME
    names = await caller.services.names(manager_ids)
    currency = caller.workshop.currency
    revenue_minor, jobs = -sums.account("sales", day=over), sums.count("jobs", day=over)
    outstanding = to_wire(sums.account("receivable"), currency)
    return {
        "total_jobs": jobs,
        "total_revenue": to_wire(revenue_minor, currency),
        "total_collected": to_wire(collected(sums, day=over), currency),
        "outstanding_credits": outstanding,
        "total_credits": outstanding,
        "avg_job_value": _average(revenue_minor, jobs, currency),
        "status_counts": {status.value: sums.count(f"status_{status}") for status in JobStatus},
        "daily_revenue": [
            {
                "date": day,
                "revenue": to_wire(-sums.account("sales", day=day), currency),
                "collected": to_wire(collected(sums, day=day), currency),
                "jobs": sums.count("jobs", day=day),
            }
            for day in shown
        ],
        "manager_performance": _by_manager(sums, manager_ids, over, names, currency),
        "pending_confirmations": {
            "count": sums.count("payments_pending"),
            "amount": to_wire(sums.count("payments_pending_minor"), currency),
        },
        "as_of": as_of,
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
