"""The documents of a workshop, counted one by one in the terms of the totals, and checked against each other."""

from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

from revops.journal.entry import ALL_TIME, CustomerChange, TotalKey, owed_key
from revops.mongo.batches import in_batches
from revops.mongo.client import Database, Document, Session

MAX_PROBLEMS = 50
Progress = Callable[[str, int], None]


@dataclass(slots=True)
class Report:
    """What was looked at and what does not agree."""

    workshops: int = 0
    entries: int = 0
    jobs: int = 0
    payments: int = 0
    settlements: int = 0
    seconds: float = 0.0
    problems: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Whether everything agrees."""
        return not self.problems

    def found(self, problem: str) -> None:
        """Note a difference."""
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(problem)


@dataclass(slots=True)
class Recount:
    """Counts the documents of one workshop within one snapshot; differences between them go into the report."""

    db: Database
    session: Session
    workshop_id: str
    report: Report
    progress: Progress
    # Of all time, and what is owed by the day of intake; by manager and, under None, for the whole workshop.
    sums: dict[TotalKey, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    # What customers owe now, by phone; the name is any that they have.
    customers: dict[str, CustomerChange] = field(default_factory=dict)
    _paid: Counter[str] = field(default_factory=Counter)
    _confirmed: Counter[str] = field(default_factory=Counter)

    async def run(self, receivable_by_job: Counter[str]) -> None:
        """Count everything; ``receivable_by_job`` is what the journal says is owed on each job, in minor units."""
        await self._payments()
        await self._jobs(receivable_by_job)
        await self._settlements()

    async def _find(self, name: str, *fields: str) -> AsyncIterator[Document]:
        bounds = {"workshop_id": self.workshop_id}
        async for batch in in_batches(self.db.collection(name), bounds, fields, session=self.session):
            for document in batch:
                yield document

    def _count(self, manager_id: str, name: str, value: int, day: str = ALL_TIME) -> None:
        self.sums[manager_id, day][name] += value
        self.sums[None, day][name] += value

    async def _payments(self) -> None:
        async for payment in self._find("payments", "job_id", "manager_id", "amount_minor", "account", "verdict"):
            self.report.payments += 1
            if self.report.payments % 5000 == 0:
                self.progress("payments", self.report.payments)
            amount_minor, manager_id, verdict = payment["amount_minor"], payment["manager_id"], payment["verdict"]
            if verdict == "rejected":
                continue
            self._paid[payment["job_id"]] += amount_minor
            self._count(manager_id, f"accounts.{payment['account']}", amount_minor)
            if verdict == "pending":
                self._count(manager_id, "counts.payments_pending", 1)
                self._count(manager_id, "counts.payments_pending_minor", amount_minor)
            else:
                self._confirmed[payment["job_id"]] += amount_minor

    async def _jobs(self, receivable_by_job: Counter[str]) -> None:
        amounts = ("estimated_minor", "paid_minor", "confirmed_minor", "outstanding_minor")
        receivable = dict(receivable_by_job)
        times = ("created_at", "taken_on", "completed_at", "completed_on_time")
        async for job in self._find("jobs", "manager_id", "status", "phone", "customer_name", *amounts, *times):
            self.report.jobs += 1
            if self.report.jobs % 5000 == 0:
                self.progress("jobs", self.report.jobs)
            job_id, manager_id, estimated = job["_id"], job["manager_id"], job["estimated_minor"]
            paid = self._paid.pop(job_id, 0)
            for name, stored, counted in (
                ("paid", job["paid_minor"], paid),
                ("confirmed", job["confirmed_minor"], self._confirmed[job_id]),
                ("outstanding", job["outstanding_minor"], estimated - paid),
                ("receivable in the journal", receivable.pop(job_id, 0), estimated - paid),
            ):
                if stored != counted:
                    self.report.found(f"job {job_id}: {name} is {stored}, its estimate and payments make {counted}")
            if estimated < paid:
                self.report.found(f"job {job_id}: more is paid ({paid}) than estimated ({estimated})")
            self._count(manager_id, "accounts.sales", -estimated)
            self._count(manager_id, "counts.jobs", 1)
            self._count(manager_id, f"counts.status_{job['status']}", 1)
            if estimated != paid:
                self._owing(job, estimated - paid)
            self._completed(job)
        for job_id in self._paid:
            self.report.found(f"job {job_id} has payments but does not exist")
        for job_id, amount_minor in receivable.items():
            if amount_minor:
                self.report.found(f"job {job_id} has journal entries but does not exist")

    def _owing(self, job: Document, outstanding_minor: int) -> None:
        manager_id, intake = job["manager_id"], owed_key(job["taken_on"])
        for day in (ALL_TIME, intake):
            self._count(manager_id, "accounts.receivable", outstanding_minor, day)
            self._count(manager_id, "counts.jobs_owing", 1, day)
        customer = self.customers.setdefault(job["phone"], CustomerChange(job["customer_name"]))
        customer.receivable_minor += outstanding_minor
        customer.jobs_owing += 1

    def _completed(self, job: Document) -> None:
        completed_at, on_time = job["completed_at"], job["completed_on_time"]
        if (completed_at is None) != (on_time is None):
            self.report.found(f"job {job['_id']}: completed_at is {completed_at}, completed_on_time is {on_time}")
        elif completed_at is not None:
            minutes = max(int((completed_at - job["created_at"]).total_seconds() // 60), 0)
            self._count(job["manager_id"], "counts.completed", 1)
            self._count(job["manager_id"], "counts.turnaround_minutes", minutes)
            self._count(job["manager_id"], "counts.on_time", int(on_time))

    async def _settlements(self) -> None:
        pending: Counter[str] = Counter()
        async for settlement in self._find("settlements", "manager_id", "amount_minor", "verdict"):
            self.report.settlements += 1
            amount_minor, manager_id = settlement["amount_minor"], settlement["manager_id"]
            if settlement["verdict"] == "confirmed":
                self._count(manager_id, "accounts.owner_cash", amount_minor)
                self._count(manager_id, "accounts.cash_in_hand", -amount_minor)
            elif settlement["verdict"] == "pending":
                pending[manager_id] += amount_minor
                self._count(manager_id, "counts.settlements_pending", 1)
                self._count(manager_id, "counts.settlements_pending_minor", amount_minor)
        async for manager in self._find("managers", "pending_settlement_minor"):
            manager_id, submitted = manager["_id"], manager["pending_settlement_minor"]
            if submitted != pending.pop(manager_id, 0):
                self.report.found(f"manager {manager_id}: the pending settlements do not sum to {submitted}")
            cash = self.sums[manager_id, ALL_TIME]["accounts.cash_in_hand"]
            if cash < submitted:
                self.report.found(f"manager {manager_id}: cash in hand is {cash}, {submitted} of it is submitted")
        for manager_id in pending:
            self.report.found(f"manager {manager_id} has settlements but does not exist")
