"""A garage's books as a person would keep them on paper: the model that the money machine compares with."""

from dataclasses import dataclass, field

PHONES = ["+919812345678", "+919812345679"]


def rounded(exact: int, paid: int) -> int:
    """A total to the whole rupee, unless that would be less than what is paid, or it is paid to the paisa."""
    whole = (exact + 50) // 100 * 100
    return exact if exact == paid or whole < paid else whole


# From each status of work to be done, where it may go next.
WORK_MOVES = {
    "pending": ("in_progress", "completed"),
    "in_progress": ("pending", "waiting_for_parts", "completed"),
    "waiting_for_parts": ("in_progress", "completed"),
    "completed": ("in_progress", "delivered"),
}
FINISHED = ("completed", "delivered", "credit_pending")


@dataclass
class ModelJob:
    """A job as a person would keep it on paper."""

    id: str
    manager: int
    estimate: int
    status: str = "pending"
    paid: int = 0
    confirmed: int = 0
    written_off: int = 0
    phone: str = PHONES[0]
    is_completed: bool = False
    lines: list[int] = field(default_factory=list)
    invoice: str | None = None
    # On the invoice that stands.
    tax: int = 0

    @property
    def has_lines(self) -> bool:
        return bool(self.lines)

    @property
    def outstanding(self) -> int:
        return self.estimate - self.not_owed

    @property
    def not_owed(self) -> int:
        return self.paid + self.written_off

    def can_become(self, status: str, *, by_owner: bool) -> bool:
        """Say where the job may go: work moves along, the finished is closed when paid, and the owner may more."""
        if status == self.status:
            return True
        if self.status == "closed":
            return by_owner and status in ("in_progress", "completed", "delivered")
        if status == "closed":
            return by_owner or (self.status in FINISHED and not self.outstanding)
        if (self.status, status) == ("completed", "credit_pending"):
            return self.outstanding > 0
        return status in WORK_MOVES.get(self.status, ())

    def settle(self) -> None:
        if self.status == "delivered" and self.outstanding:
            self.status = "credit_pending"
        elif self.status == "credit_pending" and not self.outstanding:
            self.status = "delivered"


@dataclass
class ModelPayment:
    """A payment on paper."""

    id: str
    job: ModelJob
    amount: int
    method: str
    by_owner: bool
    verdict: str

    @property
    def in_managers_hand(self) -> bool:
        return self.method == "cash" and not self.by_owner


@dataclass
class ModelSettlement:
    """A settlement on paper."""

    id: str
    manager: int
    amount: int
    verdict: str = "pending"


@dataclass
class Paper:
    """All of it."""

    jobs: list[ModelJob] = field(default_factory=list)
    payments: list[ModelPayment] = field(default_factory=list)
    settlements: list[ModelSettlement] = field(default_factory=list)
    invoices: list[str] = field(default_factory=list)

    def cash(self, manager: int) -> int:
        collected = sum(
            p.amount
            for p in self.payments
            if p.in_managers_hand and p.job.manager == manager and p.verdict != "rejected"
        )
        return collected - sum(s.amount for s in self.settlements if s.manager == manager and s.verdict == "confirmed")

    def submitted(self, manager: int) -> int:
        return sum(s.amount for s in self.settlements if s.manager == manager and s.verdict == "pending")
