"""Months of a workshop's random work, made with the services' own builders and written in bulk."""

import datetime as dt
import random
from collections import Counter
from dataclasses import replace
from typing import Any

from revops.core.ids import new_id
from revops.core.time import day_of
from revops.customers.row import new_customer
from revops.jobs import completion
from revops.jobs.receivables import receivable_changes
from revops.jobs.row import Intake, JobRow, new_job, not_owed_minor, written_off_minor
from revops.jobs.search import give_number
from revops.jobs.service import job_created, money_move, status_counts
from revops.jobs.status import COMPLETED_OR_BEYOND, JobStatus, Powers, allowed_moves, move, with_credit
from revops.journal.accounts import Account
from revops.journal.chain import signed_entry
from revops.journal.entry import EntryKind, Event, build_entry
from revops.journal.sealer import seal_entries
from revops.mongo.client import Database, Session
from revops.payments.reversal import payment_rejected
from revops.payments.row import PaymentRow, new_payment
from revops.payments.service import payment_confirmed, payment_recorded
from revops.settlements.row import SettlementRow, new_settlement
from revops.settlements.service import settlement_reviewed, settlement_submitted
from tests.conftest import Clock
from tests.factories import job_fields

Document = dict[str, Any]
_OWNERS = Powers(may_reopen=True, may_close_owing=True)
_PHONES = [f"+9198200000{n:02d}" for n in range(60)]


_OWNER = Powers(may_reopen=True, may_close_owing=True)


class Story:
    """What happened; ``tell`` makes it up, ``write`` stores it."""

    def __init__(self, workshop: Document, owner_id: str, manager_ids: list[str], clock: Clock, seed: int) -> None:
        self.rng = random.Random(seed)
        self.clock = clock
        self.workshop_id, self.timezone, self.currency = workshop["id"], workshop["timezone"], workshop["currency"]
        self.owner_id, self.manager_ids = owner_id, manager_ids
        self.jobs: list[JobRow] = []
        self.by_id: dict[str, JobRow] = {}
        self.payments: list[PaymentRow] = []
        self.settlements: list[SettlementRow] = []
        self.entries: list[Document] = []
        self.free_cash: Counter[str] = Counter()
        self.submitted: Counter[str] = Counter()
        self.customers = {phone: new_id() for phone in _PHONES}

    def tell(self, operations: int, first: str, days: int) -> None:
        """Make up so many operations from an instant on, spread over so many days."""
        self.clock.set(first)
        step = days * 24 * 60 / operations
        whats = (
            self.take_in,
            self.pay,
            self.judge_payment,
            self.estimate,
            self.rename,
            self.move,
            self.settle,
            self.write_off,
        )
        for _ in range(operations):
            self.clock.advance(minutes=self.rng.uniform(0, 2 * step))
            self.clock.set(self.clock().replace(microsecond=0).isoformat())
            what = self.rng.choices(whats, (18, 30, 22, 6, 4, 30, 5, 2))[0]
            while not what():
                what = self.rng.choice(whats)

    def _record(self, *events: Event) -> bool:
        self.entries += [build_entry(self.workshop_id, self.timezone, event) for event in events]
        return True

    def take_in(self) -> bool:
        """Take a vehicle in, sometimes with an advance."""
        rng, manager_id = self.rng, self.rng.choice(self.manager_ids)
        estimate = rng.choice((0, rng.randrange(1, 500_000), rng.randrange(100, 5000) * 100))
        advance = round(100 * rng.choice((0, 0, estimate // 300, estimate / 100)))
        fields = job_fields(
            planned_completion_days=rng.randrange(6),
            phone=rng.choice(_PHONES),
            customer_name=f"Customer {rng.randrange(99)}",
        )
        intake: Any = {name: fields[name] for name in Intake.__annotations__ if name in fields}
        place = self.workshop_id, self.timezone
        job = new_job(*place, manager_id, intake, self.clock(), estimated_minor=estimate, advance_minor=advance)
        give_number(job, len(self.jobs) + 1)
        # It names both, so that nothing in the background names it anew.
        job["customer_id"], job["vehicle_id"] = self.customers[job["phone"]], new_id()
        self.jobs.append(job)
        self.by_id[job["_id"]] = job
        self._record(job_created(job, manager_id))
        if advance:
            self._pay(job, advance, manager_id)
        return True

    def _pay(self, job: JobRow, amount: int, by: str) -> bool:
        at = self.clock()
        method = self.rng.choice(("cash", "cash", "upi", "card"))
        about: Any = {"type": "partial", "method": method, "at": at, "timezone": self.timezone}
        payment = new_payment(job, amount, collected_by=by, is_confirmed=by == self.owner_id, **about)
        self.payments.append(payment)
        if payment["account"] == Account.CASH_IN_HAND:
            self.free_cash[job["manager_id"]] += amount
        if payment["verdict"] == "confirmed":
            job["confirmed_minor"] += amount
        return self._record(*payment_recorded(payment, self._move_money(job, amount)))

    def _move_money(self, job: JobRow, amount: int) -> Any:
        moved = money_move(job.copy(), amount)
        job["paid_minor"] += amount
        job["outstanding_minor"] -= amount
        job["status"] = moved.new_status.value
        return moved

    def pay(self) -> bool:
        """Pay all or a part, to the manager or to the owner."""
        open_jobs = [job for job in self.jobs[-300:] if job["outstanding_minor"] and job["status"] != "closed"]
        if not open_jobs:
            return False
        job = self.rng.choice(open_jobs)
        rest = job["outstanding_minor"]
        by = self.owner_id if self.rng.random() < 0.2 else job["manager_id"]
        return self._pay(job, rest if self.rng.random() < 0.5 else self.rng.randint(1, rest), by)

    def judge_payment(self) -> bool:
        """Confirm or reject a payment, as far as the cash is still there to be taken back."""
        waiting = [payment for payment in self.payments[-400:] if payment["verdict"] != "rejected"]
        if not waiting:
            return False
        payment, at = self.rng.choice(waiting), self.clock()
        job = self.by_id[payment["job_id"]]
        amount, manager_id = payment["amount_minor"], payment["manager_id"]
        if self.rng.random() < 0.7:
            if payment["verdict"] == "confirmed":
                return False
            self._record(payment_confirmed(payment, self.owner_id, at))
            payment |= {"verdict": "confirmed", "confirmation_date": at, "judged_by": self.owner_id}
            job["confirmed_minor"] += amount
            return True
        if payment["account"] == Account.CASH_IN_HAND:
            if amount > self.free_cash[manager_id]:
                return False
            self.free_cash[manager_id] -= amount
        before = payment.copy()
        job["confirmed_minor"] -= amount if before["verdict"] == "confirmed" else 0
        payment |= {"verdict": "rejected", "confirmation_date": at, "judged_by": self.owner_id, "reject_reason": "No"}
        return self._record(*payment_rejected(before, self.owner_id, at, "No", self._move_money(job, -amount)))

    def _update(self, changed: Any, job: JobRow, **event: Any) -> bool:
        before: Any = job.copy()
        job |= changed
        job["customer_id"] = self.customers[job["phone"]]
        if job["customer_id"] != before["customer_id"]:
            event["facts"] = {"customer_id": [before["customer_id"], job["customer_id"]]}
        changes = {name: (before[name], value) for name, value in changed.items() if name != "outstanding_minor"}
        owed = receivable_changes(before, job)
        at, manager_id = self.clock(), job["manager_id"]
        told = {"changes": changes, "receivable_changes": owed, **event}
        return self._record(Event(EntryKind.JOB_UPDATED, manager_id, manager_id, at, {"job": job["_id"]}, **told))

    def estimate(self) -> bool:
        """Change an estimate."""
        open_jobs = [job for job in self.jobs[-100:] if job["status"] not in ("closed", "delivered", "credit_pending")]
        if not open_jobs:
            return False
        job = self.rng.choice(open_jobs)
        not_owed = not_owed_minor(job)
        new = not_owed + self.rng.choice((0, self.rng.randrange(400_000)))
        delta = new - job["estimated_minor"]
        changed = {"estimated_minor": new, "outstanding_minor": new - not_owed}
        return self._update(changed, job, postings={Account.RECEIVABLE: delta, Account.SALES: -delta})

    def write_off(self) -> bool:
        """Write off what a customer will not pay, or a part of it."""
        owing = [job for job in self.jobs[-300:] if job["outstanding_minor"]]
        if not owing:
            return False
        job, rng = self.rng.choice(owing), self.rng
        amount = rng.choice((job["outstanding_minor"], rng.randint(1, job["outstanding_minor"])))
        moved = money_move(job.copy(), amount)
        job["written_off_minor"] = written_off_minor(job) + amount
        job["outstanding_minor"] -= amount
        job["status"] = moved.new_status.value
        manager_id = job["manager_id"]
        event = Event(EntryKind.JOB_WRITTEN_OFF, self.owner_id, manager_id, self.clock(), {"job": job["_id"]})
        postings = {Account.WRITE_OFF: amount, Account.RECEIVABLE: -amount}
        told: Any = {name: getattr(moved, name) for name in ("changes", "counts", "receivable_changes")}
        return self._record(replace(event, postings=postings, **told))

    def rename(self) -> bool:
        """Change a job's customer: the phone, or the name, or both."""
        if not self.jobs:
            return False
        job = self.rng.choice(self.jobs)
        changed = {"phone": self.rng.choice(_PHONES), "customer_name": f"Customer {self.rng.randrange(99)}"}
        kept = self.rng.choice(("phone", "customer_name", None))
        return self._update({name: value for name, value in changed.items() if name != kept}, job)

    def move(self) -> bool:
        """Move a job to any status it may have."""
        job = self.rng.choice(self.jobs[-300:]) if self.jobs else None
        old = JobStatus(job["status"]) if job else None
        if job is None or old is None:
            return False
        allowed = allowed_moves(old, job["outstanding_minor"], _OWNER)
        new = with_credit(
            move(old, self.rng.choice(allowed), job["outstanding_minor"], _OWNER), job["outstanding_minor"]
        ) if allowed else old  # fmt: skip
        if new is old:
            return False
        counts, at = status_counts(old, new), self.clock()
        if new in COMPLETED_OR_BEYOND and job["completed_at"] is None:
            job |= {"completed_at": at, "completed_on_time": completion.was_on_time(job["due_at"], at, self.timezone)}
            counts |= completion.completed_counts(job["created_at"], at, is_on_time=bool(job["completed_on_time"]))
        return self._update({"status": new.value}, job, counts=counts)

    def settle(self) -> bool:
        """Submit cash, or judge what was submitted."""
        at, rng = self.clock(), self.rng
        waiting = [settlement for settlement in self.settlements if settlement["verdict"] == "pending"]
        if waiting and rng.random() < 0.5:
            settlement = rng.choice(waiting)
            settlement["verdict"] = rng.choice(("confirmed", "confirmed", "rejected"))
            settlement["confirmation_date"], settlement["judged_by"] = at, self.owner_id
            self.submitted[settlement["manager_id"]] -= settlement["amount_minor"]
            if settlement["verdict"] == "rejected":
                self.free_cash[settlement["manager_id"]] += settlement["amount_minor"]
            return self._record(settlement_reviewed(settlement, self.owner_id, at))
        manager_id = rng.choice(self.manager_ids)
        free = self.free_cash[manager_id]
        if free <= 0:
            return False
        amount = rng.randint(1, free)
        settlement = new_settlement(self.workshop_id, manager_id, amount, [], None, at, self.timezone)
        self.settlements.append(settlement)
        self.free_cash[manager_id] -= amount
        self.submitted[manager_id] += amount
        return self._record(settlement_submitted(settlement))

    async def write(self, db: Database, unsealed: int) -> None:
        """Store everything; the last ``unsealed`` entries are left for the sealer."""
        at = self.clock()
        people: Any = [new_customer(self.workshop_id, "Somebody", phone, phone, "", at) for phone in self.customers]
        for person in people:
            person["_id"] = self.customers[person["intake_key"]]
        await db.collection("customer_records").insert_many(people)
        for manager_id in self.manager_ids:
            pending = {"$set": {"pending_settlement_minor": self.submitted[manager_id]}}
            await db.collection("managers").update_one({"_id": manager_id}, pending)
        sealed = self.entries[: len(self.entries) - unsealed]
        for start in range(0, len(sealed), 2000):

            async def work(session: Session, start: int = start) -> None:
                await seal_entries(db, session, self.workshop_id, sealed[start : start + 2000], insert=True)

            await db.transaction(work, seconds=55)
        if unsealed:
            waiting = [signed_entry(db.signing, entry) for entry in self.entries[-unsealed:]]
            await db.collection("journal").insert_many(waiting)
        # Jobs come last: of one whose entries are not all there, more would seem to be owed by another.
        documents: Any
        for name, documents in (("payments", self.payments), ("settlements", self.settlements), ("jobs", self.jobs)):
            await db.collection(name).insert_many(documents)

    def today(self) -> dt.date:
        """Return the workshop's day at the end of the story."""
        return dt.date.fromisoformat(day_of(self.clock(), self.timezone))
