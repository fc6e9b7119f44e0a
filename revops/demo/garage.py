"""Makes the story of a garage, job by job, with the same events that the services write."""

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from revops.core.time import day_of, start_of_day
from revops.demo import catalogue as c
from revops.jobs import completion
from revops.jobs.row import Intake, JobRow, new_job
from revops.jobs.service import MoneyMove, job_created, money_move, status_counts
from revops.jobs.status import COMPLETED_OR_BEYOND, JobStatus, with_credit
from revops.journal.entry import EntryKind, Event
from revops.payments.reversal import payment_rejected
from revops.payments.row import Decision, Method, PaymentRow, new_payment
from revops.payments.service import payment_confirmed, payment_recorded
from revops.settlements.row import SettlementRow, new_settlement
from revops.settlements.service import settlement_reviewed, settlement_submitted

# Share of a normal day's jobs by weekday, Monday first: Saturdays are full, Sundays quiet.
_WEEKDAYS = (1.15, 1.0, 0.95, 1.0, 1.1, 1.45, 0.25)
_S = JobStatus


@dataclass(slots=True)
class Batch:
    """Documents to be written together, in the order in which things happened."""

    jobs: list[JobRow] = field(default_factory=list)
    payments: list[PaymentRow] = field(default_factory=list)
    settlements: list[SettlementRow] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)


@dataclass(slots=True)
class _Manager:
    id: str
    share: float
    cash_minor: int = 0
    pending_minor: int = 0
    cash_jobs: list[str] = field(default_factory=list)
    next_settlement: dt.datetime | None = None


class Garage:
    """A workshop's months of work. ``batches`` makes them; afterwards ``pending`` says what managers have submitted."""

    def __init__(
        self, workshop_id: str, owner_id: str, manager_ids: list[str], now: dt.datetime, timezone: str, seed: int
    ) -> None:
        self._rng = random.Random(seed)  # noqa: S311  (a story, not a secret)  # nosec B311
        self._reference = self._rng.randrange(10**8)
        self._workshop_id = workshop_id
        self._owner_id = owner_id
        self._managers = [_Manager(m, 1.4 - 0.8 * i / max(1, len(manager_ids))) for i, m in enumerate(manager_ids)]
        self._now = now
        self._timezone = timezone
        self._customers: list[tuple[str, str, str, str]] = []

    @property
    def pending(self) -> dict[str, int]:
        """Submitted settlements that await review, by manager, in minor units."""
        return {manager.id: manager.pending_minor for manager in self._managers}

    def batches(self, jobs: int, days: int, size: int) -> Iterator[Batch]:
        """Yield the work of ``days`` days up to now: ``jobs`` jobs in batches of about ``size`` of them."""
        batch = Batch()
        for opened in self._intakes(jobs, days):
            self._job(batch, opened)
            if len(batch.jobs) >= size:
                yield batch
                batch = Batch()
        for manager in self._managers:
            self._settle(batch, manager, self._now, final=True)
        yield batch

    def _intakes(self, jobs: int, days: int) -> Iterator[dt.datetime]:
        today = dt.date.fromisoformat(day_of(self._now, self._timezone))
        calendar = [today - dt.timedelta(days=back) for back in range(days, -1, -1)]
        # The garage grows by a third over the time shown.
        weights = [_WEEKDAYS[day.weekday()] * (1 + 0.33 * i / len(calendar)) for i, day in enumerate(calendar)]
        per_weight = jobs / sum(weights)
        done = 0
        carried = 0.0
        for index, (day, weight) in enumerate(zip(calendar, weights, strict=True)):
            carried += weight * per_weight
            count = jobs - done if index == len(calendar) - 1 else int(carried)
            carried -= count
            done += count
            opening = start_of_day(day, self._timezone) + dt.timedelta(hours=9)
            last = min(opening + dt.timedelta(hours=9), self._now)
            span = max(1, int((last - opening).total_seconds()))
            for second in sorted(self._rng.randrange(span) for _ in range(count)):
                yield min(opening + dt.timedelta(seconds=second), self._now - dt.timedelta(seconds=1))

    def _job(self, batch: Batch, opened: dt.datetime) -> None:
        rng = self._rng
        manager = rng.choices(self._managers, [m.share for m in self._managers])[0]
        self._settle(batch, manager, opened)
        work = rng.choices(c.WORK, [w.weight for w in c.WORK])[0]
        is_fleet = rng.random() < 0.03
        name, phone, car, plate = self._fleet() if is_fleet else self._customer()
        estimated_minor = rng.randrange(work.least, work.most, 50) * 100
        planned_days = work.days + rng.choice((0, 1, 1, 2))
        intake: Intake = {
            "customer_name": name,
            "phone": phone,
            "car_model": car,
            "vehicle_number": plate,
            "work_description": work.description,
            "planned_completion_days": planned_days,
            "address": f"{rng.randrange(1, 220)} {rng.choice(c.STREETS)}" if rng.random() < 0.3 else None,
            "parts_required": work.parts,
            "worker_assigned": rng.choice(c.WORKERS),
            "internal_notes": rng.choice(c.NOTES) if rng.random() < 0.2 else None,
        }
        job = new_job(self._workshop_id, self._timezone, manager.id, intake, opened, estimated_minor=estimated_minor)
        batch.jobs.append(job)
        if estimated_minor > 500_000 and not is_fleet and rng.random() < 0.6:
            job["advance_minor"] = estimated_minor * rng.choice((20, 25, 30, 40, 50)) // 100 // 5000 * 5000
        # The entry says of the job what it is taken in with, the advance too.
        batch.events.append(job_created(job, manager.id))
        if job["advance_minor"]:
            self._pay(batch, job, manager, job["advance_minor"], "advance", opened)
        self._work_on(batch, job, manager, work, is_fleet=is_fleet)

    def _work_on(self, batch: Batch, job: JobRow, manager: _Manager, work: c.Work, *, is_fleet: bool) -> None:
        """Move the job along as far as time allows: started, done a little early or late, delivered, paid, closed."""
        rng = self._rng
        started = job["created_at"] + dt.timedelta(hours=rng.uniform(0.3, 5))
        if not self._move(batch, job, manager.id, _S.IN_PROGRESS, started):
            return
        took = dt.timedelta(days=max(0.15, rng.gauss(work.days * 1.1 + 0.3, 0.5 + work.days * 0.2)))
        if rng.random() < 0.1:
            took += dt.timedelta(days=rng.uniform(1, 6))
        if work.parts and rng.random() < 0.25:
            waiting = started + took * 0.3
            resumed = started + took * 0.7
            if not self._move(batch, job, manager.id, _S.WAITING_FOR_PARTS, waiting):
                return
            if not self._move(batch, job, manager.id, _S.IN_PROGRESS, resumed):
                return
        completed = started + took
        if not self._move(batch, job, manager.id, _S.COMPLETED, completed):
            return
        collected = completed + dt.timedelta(hours=rng.uniform(0.5, 20))
        on_credit = rng.random() < (0.7 if is_fleet else 0.06)
        if collected <= self._now and not on_credit:
            if rng.random() < 0.12 and job["outstanding_minor"] > 100_000:
                self._pay(batch, job, manager, job["outstanding_minor"] // 2 // 100 * 100, "partial", collected)
            self._pay(batch, job, manager, job["outstanding_minor"], "final", collected)
        if not self._move(batch, job, manager.id, _S.DELIVERED, collected + dt.timedelta(minutes=10)):
            return
        if on_credit and (days := self._days_of_credit(is_fleet=is_fleet)) is not None:
            late = collected + dt.timedelta(days=days)
            if late <= self._now:
                self._pay(batch, job, manager, job["outstanding_minor"], "final", late)
        if job["outstanding_minor"] == 0 and rng.random() < 0.8:
            self._move(batch, job, manager.id, _S.CLOSED, collected + dt.timedelta(days=rng.uniform(1, 6)))

    def _days_of_credit(self, *, is_fleet: bool) -> float | None:
        """Choose how late the rest is paid: most within weeks, some after months, one in twelve never."""
        rng = self._rng
        if is_fleet:
            return rng.uniform(15, 50)
        kind = rng.random()
        return rng.uniform(3, 45) if kind < 0.75 else rng.uniform(45, 150) if kind < 0.92 else None

    def _move(self, batch: Batch, job: JobRow, actor_id: str, wanted: JobStatus, at: dt.datetime) -> bool:
        """Move a job unless that lies in the future. Returns whether it was moved."""
        at = max(at.replace(microsecond=0), job["updated_at"])
        if at > self._now:
            return False
        old = JobStatus(job["status"])
        new = with_credit(wanted, job["outstanding_minor"])
        job["status"], job["updated_at"] = new.value, at
        job["version"] += 1
        changes = {"status": (old.value, new.value)}
        counts = status_counts(old, new)
        if new in COMPLETED_OR_BEYOND and job["completed_at"] is None:
            job["completed_at"] = at
            job["completed_on_time"] = is_on_time = completion.was_on_time(job["due_at"], at, self._timezone)
            counts |= completion.completed_counts(job["created_at"], at, is_on_time=is_on_time)
        batch.events.append(
            Event(
                EntryKind.JOB_UPDATED,
                actor_id,
                job["manager_id"],
                at,
                about={"job": job["_id"]},
                changes=changes,
                counts=counts,
            )
        )
        return True

    def _pay(
        self,
        batch: Batch,
        job: JobRow,
        manager: _Manager,
        amount_minor: int,
        kind: str,
        at: dt.datetime,
        *,
        may_be_rejected: bool = True,
    ) -> None:
        if amount_minor <= 0:
            return
        rng = self._rng
        at = at.replace(microsecond=0)
        method = rng.choices(("cash", "upi", "card", "bank_transfer"), (45, 38, 12, 5))[0]
        reference = self._next_reference(at) if method != Method.CASH else None
        payment = new_payment(
            job,
            amount_minor,
            type=kind,
            method=method,
            collected_by=manager.id,
            is_confirmed=False,
            at=at,
            timezone=self._timezone,
            reference=reference,
        )
        batch.payments.append(payment)
        if reference is not None:
            job.setdefault("references", []).append(reference)
        batch.events += payment_recorded(payment, self._add_paid(job, amount_minor, at))
        if method == Method.CASH:
            manager.cash_minor += amount_minor
            manager.cash_jobs.append(job["_id"])
        reviewed = at + dt.timedelta(hours=rng.uniform(1, 40))
        if reviewed > self._now:
            return
        payment["confirmation_date"] = reviewed = reviewed.replace(microsecond=0)
        payment["judged_by"] = self._owner_id
        if method != Method.CASH and may_be_rejected and rng.random() < 0.03:
            reason = rng.choice(c.REJECTIONS)
            moved = self._add_paid(job, -amount_minor, reviewed)
            batch.events += payment_rejected(payment.copy(), self._owner_id, reviewed, reason, moved)
            payment["verdict"], payment["reject_reason"] = Decision.REJECTED.value, reason
            payment.pop("rrn", None)
            self._pay(batch, job, manager, amount_minor, kind, reviewed, may_be_rejected=False)
            return
        batch.events.append(payment_confirmed(payment, self._owner_id, reviewed))
        payment["verdict"] = Decision.CONFIRMED.value
        job["confirmed_minor"] += amount_minor

    def _next_reference(self, at: dt.datetime) -> str:
        """Make a number as banks do: the last digit of the year, the day of the year, and eight digits."""
        self._reference = (self._reference + self._rng.randrange(1, 97)) % 10**8
        return f"{at.year % 10}{at.timetuple().tm_yday:03}{self._reference:08}"

    def _add_paid(self, job: JobRow, amount_minor: int, at: dt.datetime) -> MoneyMove:
        """Do to the job what a payment does; return it."""
        moved = money_move(job.copy(), amount_minor)
        job["paid_minor"] += amount_minor
        job["outstanding_minor"] -= amount_minor
        job["status"] = moved.new_status.value
        job["updated_at"] = max(at, job["updated_at"])
        return moved

    def _settle(self, batch: Batch, manager: _Manager, at: dt.datetime, *, final: bool = False) -> None:
        """Hand over the cash about once a week; the last submissions still await the owner."""
        rng = self._rng
        if manager.next_settlement is None:
            manager.next_settlement = at + dt.timedelta(days=rng.uniform(3, 7))
        if manager.cash_minor <= 0 or (at < manager.next_settlement and not (final and rng.random() < 0.5)):
            return
        manager.next_settlement = at + dt.timedelta(days=rng.uniform(5, 9))
        percent, named = rng.choice((60, 80, 100, 100)), manager.cash_jobs[-200:]
        if final:  # the latest cash is still in the drawer
            percent, named = 50, named[: len(named) // 2]
        amount_minor = manager.cash_minor * percent // 100 // 10_000 * 10_000
        if amount_minor <= 0:
            return
        settlement = new_settlement(
            self._workshop_id, manager.id, amount_minor, named, "Weekly cash", at, self._timezone
        )
        batch.settlements.append(settlement)
        batch.events.append(settlement_submitted(settlement))
        manager.cash_jobs.clear()
        reviewed = at + dt.timedelta(hours=rng.uniform(2, 30))
        if reviewed > self._now:
            manager.pending_minor += amount_minor
            manager.cash_minor -= amount_minor
            return
        settlement["verdict"], settlement["confirmation_date"] = Decision.CONFIRMED.value, reviewed
        settlement["judged_by"] = self._owner_id
        manager.cash_minor -= amount_minor
        batch.events.append(settlement_reviewed(settlement, self._owner_id, reviewed))

    def _customer(self) -> tuple[str, str, str, str]:
        """A customer with a car: every third comes back."""
        rng = self._rng
        if self._customers and rng.random() < 0.33:
            return rng.choice(self._customers)
        name = f"{rng.choice(c.FIRST_NAMES)} {rng.choice(c.LAST_NAMES)}"
        if rng.random() < 0.01:
            name = rng.choice(c.DEVANAGARI_NAMES)
        phone = f"+91{rng.choice('6789')}{rng.randrange(10**9):09d}"
        letters = "".join(rng.choice(c.PLATE_LETTERS) for _ in range(2))
        plate = f"{rng.choice(c.PLATES)}{letters}{rng.randrange(1, 10_000):04d}"
        customer = (name, phone, rng.choice(c.CARS), plate)
        if len(self._customers) < 20_000:
            self._customers.append(customer)
        return customer

    def _fleet(self) -> tuple[str, str, str, str]:
        """One of the cars of a company."""
        rng = self._rng
        index = rng.randrange(len(c.FLEETS))
        number = rng.randrange(12)
        plate = f"MH12F{c.PLATE_LETTERS[index]}{1000 + 37 * number:04d}"
        return c.FLEETS[index], f"+91982200{index:04d}", c.CARS[(index + number) % len(c.CARS)], plate
