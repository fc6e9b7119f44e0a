"""Arithmetic of the dashboard's figures: averages, shares and ages, rounded half up."""

import datetime as dt

from revops.analytics.owing import Customer, OwingJobs
from revops.core.money import divide_half_up, to_wire
from revops.journal.accounts import Figure
from revops.journal.entry import Count, owed_key
from revops.journal.sums import Sums
from revops.mongo.client import Document

# Days since intake, both ends included; what is older than the last is the fourth bucket.
_AGES = (("0-7", 0, 7), ("8-30", 8, 30), ("31-60", 31, 60))
_OLDER = ("60+", 61)
# Where it is two days later elsewhere in the world: a workshop may have moved its time zone.
_AHEAD = 2


def average(total_minor: int, count: int, currency: str) -> float:
    """Return the average amount, 0 without any."""
    return to_wire(divide_half_up(total_minor, count), currency) if count else 0


def average_hours(sums: Sums, manager_id: str | None, over: str) -> float | None:
    """Compute the average time from intake to completion, to a tenth of an hour; None without any."""
    completed = sums.count(Count.COMPLETED, manager_id, over)
    minutes = sums.count(Count.TURNAROUND_MINUTES, manager_id, over)
    return divide_half_up(minutes * 10, completed * 60) / 10 if completed else None


def on_time(sums: Sums, manager_id: str | None, over: str) -> Document:
    """Compute the share of completed jobs that were on time."""
    completed, in_time = sums.count(Count.COMPLETED, manager_id, over), sums.count(Count.ON_TIME, manager_id, over)
    share = divide_half_up(in_time * 10_000, completed) / 10_000 if completed else None
    return {"completed": completed, "on_time": in_time, "share": share}


def _intakes(today: dt.date, youngest: int, oldest: int) -> list[str]:
    youngest = -_AHEAD if youngest == 0 else youngest
    return [owed_key((today - dt.timedelta(days=age)).isoformat()) for age in range(youngest, oldest + 1)]


def ageing_keys(today: dt.date) -> list[str]:
    """Return the keys of the totals that ``ageing`` needs: two months of days, however old the workshop is."""
    return [key for _, youngest, oldest in _AGES for key in _intakes(today, youngest, oldest)]


def ageing(sums: Sums, manager_id: str | None, today: dt.date, currency: str) -> list[Document]:
    """Split receivables by age. The part older than two months is the rest of the whole."""
    rows = []
    left_minor, left_jobs = sums.figure(Figure.OUTSTANDING, manager_id), sums.count(Count.JOBS_OWING, manager_id)
    for bucket, youngest, oldest in _AGES:
        keys = _intakes(today, youngest, oldest)
        amount_minor = sum(sums.figure(Figure.OUTSTANDING, manager_id, key) for key in keys)
        jobs = sum(sums.count(Count.JOBS_OWING, manager_id, key) for key in keys)
        left_minor, left_jobs = left_minor - amount_minor, left_jobs - jobs
        days = (today - dt.timedelta(days=oldest), today - dt.timedelta(days=youngest))
        rows.append(_bucket(bucket, *days, to_wire(amount_minor, currency), jobs))
    bucket, youngest = _OLDER
    rows.append(_bucket(bucket, None, today - dt.timedelta(days=youngest), to_wire(left_minor, currency), left_jobs))
    return rows


def _bucket(bucket: str, first: dt.date | None, last: dt.date, amount: float, jobs: int) -> Document:
    return {"bucket": bucket, "from_day": first, "to_day": last, "amount": amount, "jobs": jobs}


def credit_risk(
    customers: list[Customer], jobs: OwingJobs, names: dict[str, str], today: dt.date, currency: str
) -> Document:
    """Build the lists of the largest debtors and of the jobs that owe most and longest."""

    def row(job: Document) -> Document:
        taken_on = dt.date.fromisoformat(job["taken_on"])
        return {
            "id": job["_id"],
            "customer_name": job["customer_name"],
            "vehicle_number": job["vehicle_number"],
            "amount": to_wire(job["outstanding_minor"], currency),
            "taken_on": taken_on,
            "days": max((today - taken_on).days, 0),
            "manager_name": names.get(job["manager_id"]),
        }

    return {
        "customers": [
            {
                "customer_id": customer.id,
                "phone": customer.phone,
                "name": customer.name,
                "amount": to_wire(customer.owes.receivable_minor, currency),
                "jobs": customer.owes.jobs_owing,
                "since": customer.since,
            }
            for customer in customers
        ],
        "largest": [row(job) for job in jobs.largest],
        "longest": [row(job) for job in jobs.longest],
    }
