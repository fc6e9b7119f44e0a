"""The dashboard, counted from the documents one by one. Shares no code with the application: it checks that code."""

import datetime as dt
from collections import Counter, defaultdict
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from zoneinfo import ZoneInfo

from tests.tax_books import splits_of_papers

Document = dict[str, Any]
Days = tuple[dt.date | None, dt.date | None]
STATUSES = ["pending", "in_progress", "waiting_for_parts", "completed", "delivered", "credit_pending", "closed"]

HEADS = ["CGST", "SGST", "UTGST", "IGST", "VAT"]


def rounded(value: Decimal, digits: int) -> float:
    return float(value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))


def differences(settlement: Document) -> list[tuple[dt.datetime, int]]:
    """What was missing, or too much, when handed-over cash was counted, and when that was booked."""
    settled, undone = settlement.get("settled"), settlement.get("reversed")
    booked = settlement.get("difference_minor", 0)
    later = settlement["between_minor"] if settled else 0
    found = [(settlement["confirmation_date"], booked - later)] if booked != later else []
    if settled:
        found.append((settled["at"], later))
    if undone:
        found.append((undone["at"], -booked))
    return found


class Recount:
    """The documents of one workshop in a currency of two decimals; estimates as they changed come from the journal."""

    def __init__(self, found: dict[str, list[Document]], names: dict[str, str], timezone: str) -> None:
        self.jobs, self.payments = found["jobs"], found["payments"]
        self.settlements = found["settlements"]
        self.names = names
        self.zone = ZoneInfo(timezone)
        self.days: dict[dt.datetime, dt.date] = {}
        self.raised: list[tuple[str, dt.date, int]] = []
        first_estimate: dict[str, int] = {}
        for entry in sorted(found["journal"], key=lambda e: e["at"]):
            if "estimated_minor" in entry.get("changes", {}):
                old, new = entry["changes"]["estimated_minor"]
                first_estimate.setdefault(entry["job_id"], old)
                self.raised.append((entry["manager_id"], self.day(entry["at"]), new - old))
        # What papers and write-offs change: by member and day, under the name of the figure.
        self.told: list[tuple[str, dt.date, str, int]] = []
        for paper_id, split in splits_of_papers(found["documents"]).items():
            (paper,) = [paper for paper in found["documents"] if paper["_id"] == paper_id]
            for account, minor in split.items():
                if account.startswith("tax_payable:"):
                    head = account.removeprefix("tax_payable:").upper()
                    self.told.append((paper["manager_id"], self.day(paper["issued_at"]), head, minor))
        for entry in found["journal"]:
            for posting in entry.get("postings", ()):
                if posting["account"] == "write_off":
                    minor = posting["amount_minor"]
                    self.told.append((entry["manager_id"], self.day(entry["at"]), "written_off", minor))
        for settlement in self.settlements:
            for at, minor in differences(settlement):
                self.told.append((settlement["manager_id"], self.day(at), "cash_difference", minor))
        for job in self.jobs:
            estimate: int = job["estimated_minor"]
            first = first_estimate.get(job["_id"], estimate)
            self.raised.append((job["manager_id"], self.day(job["created_at"]), first))

    def day(self, instant: dt.datetime) -> dt.date:
        if instant not in self.days:
            self.days[instant] = instant.astimezone(self.zone).date()
        return self.days[instant]

    def figures(self, whose: str | None, days: Days) -> Document:
        """The sums of a period."""

        def counts(manager_id: str, day: dt.date) -> bool:
            first, last = days[0] or dt.date(1970, 1, 1), days[1] or dt.date.max
            return (whose is None or manager_id == whose) and first <= day <= last

        jobs = [job for job in self.jobs if counts(job["manager_id"], self.day(job["created_at"]))]
        revenue = sum(minor for manager_id, day, minor in self.raised if counts(manager_id, day))
        told: Counter[str] = Counter()
        for manager_id, day, name, minor in self.told:
            if counts(manager_id, day):
                told[name] += minor
        written_off, difference = told.pop("written_off", 0), told.pop("cash_difference", 0)
        collected = 0
        for payment in self.payments:
            if counts(payment["manager_id"], self.day(payment["payment_date"])):
                collected += payment["amount_minor"]
            if payment["verdict"] == "rejected" and counts(
                payment["manager_id"], self.day(payment["confirmation_date"])
            ):
                collected -= payment["amount_minor"]
        done = [j for j in self.jobs if j["completed_at"] and counts(j["manager_id"], self.day(j["completed_at"]))]
        minutes = sum(int((job["completed_at"] - job["created_at"]).total_seconds() // 60) for job in done)
        in_time = 0
        for job in done:
            due = self.day(job["created_at"] + dt.timedelta(days=job["planned_completion_days"]))
            in_time += self.day(job["completed_at"]) <= due
        return {
            "jobs": len(jobs),
            "revenue": revenue / 100,
            "net_revenue": (revenue - sum(told.values())) / 100,
            "tax": sum(told.values()) / 100,
            "taxes": [{"head": head, "amount": told[head] / 100} for head in HEADS if told[head]],
            "written_off": written_off / 100,
            "difference": difference / 100,
            "collected": collected / 100,
            "average": rounded(Decimal(revenue) / len(jobs) / 100, 2) if jobs else 0,
            "completed": len(done),
            "on_time": in_time,
            "hours": rounded(Decimal(minutes) / 60 / len(done), 1) if done else None,
        }

    def cash(self, whose: str | None) -> float:
        total = 0
        for payment in self.payments:
            if whose in (None, payment["manager_id"]) and payment["account"] == "cash_in_hand":
                total += payment["amount_minor"] if payment["verdict"] != "rejected" else 0
        for settlement in self.settlements:
            if whose in (None, settlement["manager_id"]) and settlement["verdict"] == "confirmed":
                total -= settlement["amount_minor"] + settlement.get("difference_minor", 0)
        return total / 100

    def dashboard(self, whose: str | None, days: Days, today: dt.date) -> Document:
        """All of it but the instant."""
        mine = [job for job in self.jobs if whose in (None, job["manager_id"])]
        owing = [job for job in mine if job["outstanding_minor"]]
        waiting = [p for p in self.payments if p["verdict"] == "pending" and whose in (None, p["manager_id"])]
        sums = self.figures(whose, days)
        outstanding = sum(job["outstanding_minor"] for job in owing) / 100
        end = days[1] or today
        shown = [end - dt.timedelta(days=back) for back in range(29, -1, -1)]
        by_day = [(day, self.figures(whose, (day, day))) for day in shown]
        previous = None
        length = (end - days[0]).days + 1 if days[0] else 0
        if days[0] is not None and 0 < length < days[0].toordinal():
            before = (days[0] - dt.timedelta(days=length), days[0] - dt.timedelta(days=1))
            next_month = (days[0].replace(day=28) + dt.timedelta(days=4)).replace(day=1)
            if days[0].day == 1 and end < next_month and end in (today, next_month - dt.timedelta(days=1)):
                before = (before[1].replace(day=1), before[1])
            then = self.figures(whose, before)
            previous = {
                "from": before[0].isoformat(),
                "to": before[1].isoformat(),
                "total_jobs": then["jobs"],
                "total_revenue": then["revenue"],
                "total_collected": then["collected"],
                "avg_job_value": then["average"],
            }
        return {
            "total_jobs": sums["jobs"],
            "total_revenue": sums["revenue"],
            "total_collected": sums["collected"],
            "avg_job_value": sums["average"],
            "net_revenue": sums["net_revenue"],
            "tax_amount": sums["tax"],
            "taxes": sums["taxes"],
            "written_off_amount": sums["written_off"],
            "cash_difference": sums["difference"],
            "outstanding_credits": outstanding,
            "total_credits": outstanding,
            "owed_after_delivery": sum(j["outstanding_minor"] for j in owing if j["status"] not in STATUSES[:4]) / 100,
            "still_to_bill": sum(j["outstanding_minor"] for j in owing if j["status"] in STATUSES[:4]) / 100,
            "in_shop": sum(job["status"] in STATUSES[:4] for job in mine),
            "status_counts": {status: sum(job["status"] == status for job in mine) for status in STATUSES},
            "daily_revenue": [
                {"date": day.isoformat(), "revenue": s["revenue"], "collected": s["collected"], "jobs": s["jobs"]}
                for day, s in by_day
            ],
            "manager_performance": sorted(
                (self._manager(m, days) for m in self.names if whose in (None, m)),
                key=lambda row: (-row["total_revenue"], row["manager_id"]),
            ),
            "pending_confirmations": self._awaiting([p for p in waiting if p["amount_minor"] > 0]),
            "pending_refunds": self._awaiting([p for p in waiting if p["amount_minor"] < 0]),
            "cash_in_hand": self.cash(whose),
            "cash_being_counted": 0,
            "previous": previous,
            "ageing": self._ageing(owing, today),
            "credit_risk": self._risk(owing, whose, today),
            "turnaround": {"completed": sums["completed"], "average_hours": sums["hours"]},
            "on_time": {
                "completed": sums["completed"],
                "on_time": sums["on_time"],
                "share": rounded(Decimal(sums["on_time"]) / sums["completed"], 4) if sums["completed"] else None,
            },
        }

    def _awaiting(self, waiting: list[Document]) -> Document:
        return {"count": len(waiting), "amount": abs(sum(p["amount_minor"] for p in waiting)) / 100}

    def _manager(self, manager_id: str, days: Days) -> Document:
        sums = self.figures(manager_id, days)
        return {
            "manager_id": manager_id,
            "name": self.names[manager_id],
            "job_count": sums["jobs"],
            "total_revenue": sums["revenue"],
            "avg_job_value": sums["average"],
            "total_collected": sums["collected"],
            "cash_in_hand": self.cash(manager_id),
            "cash_difference": sums["difference"],
            "completed": sums["completed"],
            "on_time": sums["on_time"],
            "average_hours": sums["hours"],
            "outstanding": sum(j["outstanding_minor"] for j in self.jobs if j["manager_id"] == manager_id) / 100,
        }

    def _ageing(self, owing: list[Document], today: dt.date) -> list[Document]:
        rows = []
        for bucket, young, old in (("0-7", 0, 7), ("8-30", 8, 30), ("31-60", 31, 60), ("60+", 61, None)):
            there = []
            for job in owing:
                age = (today - self.day(job["created_at"])).days
                if age >= young and (old is None or age <= old):
                    there.append(job)
            rows.append(
                {
                    "bucket": bucket,
                    "from_day": None if old is None else (today - dt.timedelta(days=old)).isoformat(),
                    "to_day": (today - dt.timedelta(days=young)).isoformat(),
                    "amount": sum(job["outstanding_minor"] for job in there) / 100,
                    "jobs": len(there),
                }
            )
        return rows

    def _risk(self, owing: list[Document], whose: str | None, today: dt.date) -> Document:
        def row(job: Document) -> Document:
            day = self.day(job["created_at"])
            return {
                "id": job["_id"],
                "customer_name": job["customer_name"],
                "vehicle_number": job["vehicle_number"],
                "amount": job["outstanding_minor"] / 100,
                "taken_on": day.isoformat(),
                "days": (today - day).days,
                "manager_name": self.names[job["manager_id"]],
            }

        theirs: dict[str, list[Document]] = defaultdict(list)
        for job in owing if whose is None else []:
            theirs[job["customer_id"]].append(job)
        amounts = Counter({each: sum(job["outstanding_minor"] for job in jobs) for each, jobs in theirs.items()})
        top = sorted(amounts, key=lambda each: (-amounts[each], each))[:5]
        return {
            "customers": [
                {
                    "customer_id": each,
                    "phone": theirs[each][0]["phone"],
                    "amount": amounts[each] / 100,
                    "jobs": len(theirs[each]),
                    "since": min(self.day(job["created_at"]) for job in theirs[each]).isoformat(),
                }
                for each in top
            ],
            "largest": [row(j) for j in sorted(owing, key=lambda j: (j["outstanding_minor"], j["_id"]))[::-1][:5]],
            "longest": [row(j) for j in sorted(owing, key=lambda j: (j["created_at"], j["_id"]))[:5]],
        }
