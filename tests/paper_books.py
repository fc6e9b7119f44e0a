"""A garage's books as a person would keep them on paper: the model that the money machine compares with.

Each thing that somebody does returns the refusal that the server must answer ("409 job_closed"), or None and is written
down here. People are numbered: the two managers, who see their own jobs, and the owner.
"""

from dataclasses import dataclass, field

from tests.paper_custody import ModelCustody
from tests.paper_hand_overs import Counted, ModelSettlement, sum_of

PHONES = ["+919812345678", "+919812345679"]
OWNER = 2
NOT_FOUND = "404 not_found"


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
class ModelMove:
    """A move of a job that somebody made by hand; ``completed`` says that it was what completed the job."""

    by: int
    old: str
    new: str
    completed: bool


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
    # The estimate is to follow: what is paid until then is a credit.
    to_follow: bool = False
    invoice: str | None = None
    # On the invoice that stands.
    tax: int = 0
    # The estimate from before, when it was cancelled.
    cancelled: int | None = None
    # What changed its status last, if it can be undone: money and cancelling have a way back of their own.
    last_move: ModelMove | None = None

    @property
    def has_lines(self) -> bool:
        return bool(self.lines)

    @property
    def outstanding(self) -> int:
        return 0 if self.to_follow else self.estimate - self.not_owed

    @property
    def credit(self) -> int:
        return self.paid if self.to_follow else 0

    @property
    def not_owed(self) -> int:
        return self.paid + self.written_off

    def is_seen_by(self, who: int) -> bool:
        return who in (OWNER, self.manager)

    def _moves(self, by: int) -> tuple[str, ...]:
        """Where the job may go: work moves along, the finished is closed when paid, and the owner may more."""
        if self.status == "closed":
            return ("in_progress", "completed", "delivered") if by == OWNER else ()
        to = WORK_MOVES.get(self.status, ())
        if self.status == "completed" and self.outstanding:
            to = (*to, "credit_pending")
        if by == OWNER or (self.status in FINISHED and not self.outstanding):
            to = (*to, "closed")
        return to

    def move(self, status: str, by: int) -> str | None:
        if status == self.status:
            return None
        if status not in self._moves(by):
            owes = status == "closed" and self.status in FINISHED and self.outstanding
            return "409 money_outstanding" if owes else "409 status_move_not_allowed"
        if self.to_follow and status in ("delivered", "credit_pending", "closed"):
            return "409 estimate_missing"
        old, completes = self.status, not self.is_completed and status in (*FINISHED, "closed")
        was_cancelled = self.cancelled is not None
        if self.cancelled is not None:
            self.estimate, self.cancelled = self.cancelled, None
        self.status = status
        self.settle()
        self.is_completed |= completes
        # Reopened from having been cancelled, it is cancelled anew.
        self.last_move = None if was_cancelled else ModelMove(by, old, self.status, completes)
        return None

    def undo(self, to: str, by: int) -> str | None:
        move = self.last_move
        if move is None or (move.by, move.old) != (by, to):
            return "409 undo_too_late"
        self.status = to
        self.settle()
        self.is_completed &= not move.completed or self.status in (*FINISHED, "closed")
        self.last_move = None
        return None

    def settle(self) -> None:
        """Delivered with money outstanding is on credit; what money does to the status is not undone by hand."""
        wanted = {("delivered", True): "credit_pending", ("credit_pending", False): "delivered"}
        status = wanted.get((self.status, self.outstanding > 0), self.status)
        if status != self.status:
            self.status, self.last_move = status, None

    def change_estimate(self, estimate: int) -> str | None:
        if estimate == self.estimate:
            return None
        if self.has_lines:
            return "422 invalid_fields"
        return self._set_estimate(estimate)

    def enter_lines(self, prices: list[int]) -> str | None:
        refusal = self._set_estimate(rounded(sum(prices), self.not_owed))
        if refusal is None:
            self.lines = prices
        return refusal

    def remove_lines(self) -> str | None:
        """What the job is to cost is one amount again: nothing, until somebody says it."""
        refusal = self._set_estimate(self.estimate) if self.lines else None
        if refusal is None:
            self.lines = []
        return refusal

    def _set_estimate(self, estimate: int) -> str | None:
        if estimate < self.not_owed:
            return "409 estimate_below_paid"
        if self.invoice:
            return "409 invoice_issued"
        if self.status == "closed":
            return "409 job_closed"
        self.estimate = estimate
        self.to_follow &= estimate == 0
        self.settle()
        return None

    def change_phone(self, phone: str) -> str | None:
        if self.status == "closed" and phone != self.phone:
            return "409 job_closed"
        self.phone = phone
        return None

    def write_off(self, amount: int | None, by: int) -> str | None:
        if by != OWNER:
            return "403 wrong_role"
        if not self.outstanding:
            return "409 nothing_owed"
        if amount is not None and amount > self.outstanding:
            return "409 more_than_outstanding"
        self.written_off += self.outstanding if amount is None else amount
        self.settle()
        return None

    def reassign(self, to: int, by: int) -> str | None:
        if not self.is_seen_by(by):
            return NOT_FOUND
        if by != OWNER:
            return "403 not_your_job"
        if self.status == "closed":
            return "409 job_closed"
        self.manager = to
        return None

    def cancel(self, by: int) -> str | None:
        if not self.is_seen_by(by):
            return NOT_FOUND
        if self.cancelled is not None:
            return None
        if self.status == "closed":
            return "409 job_closed"
        if by != OWNER and self.status in ("delivered", "credit_pending"):
            return "409 anothers_job"
        if self.invoice:
            return "409 job_invoiced"
        if self.paid:
            return "409 money_paid"
        self.cancelled, self.estimate, self.written_off = self.estimate, 0, 0
        self.status, self.last_move = "closed", None
        return None

    def count(self, amount: int, *, is_confirmed: bool) -> None:
        """Count money that came in, or less when it went out."""
        self.paid += amount
        self.confirmed += amount if is_confirmed else 0
        self.settle()


@dataclass
class ModelPayment:
    """A payment on paper; of a refund the amount is negative. ``of`` is whose money it counts as."""

    job: ModelJob
    amount: int
    method: str
    by: int
    of: int
    verdict: str
    is_cancelled: bool = False
    id: str = ""

    @property
    def is_alive(self) -> bool:
        return self.verdict != "rejected"

    @property
    def is_refund(self) -> bool:
        return self.amount < 0


@dataclass
class Paper:
    """All of it."""

    jobs: list[ModelJob] = field(default_factory=list)
    payments: list[ModelPayment] = field(default_factory=list)
    settlements: list[ModelSettlement] = field(default_factory=list)
    invoices: list[str] = field(default_factory=list)
    # Whether cash is handed over by counts.
    is_counting: bool = False
    custody: ModelCustody = field(default_factory=ModelCustody)

    def cash(self, who: int) -> int:
        """Return the cash that a member holds: the owner's is all that came to him."""
        taken = sum(p.amount for p in self.payments if p.method == "cash" and p.by == who and p.is_alive)
        received = [s for s in self.settlements if s.verdict == "confirmed"]
        if who == OWNER:
            return taken + sum(s.amount for s in received)
        return taken - sum(s.left for s in received if s.manager == who) + self.custody.booked(who)

    def submitted(self, manager: int) -> int:
        """Return what waits, and is no secret of who counted it."""
        return sum(s.amount for s in self._waiting(manager) if s.count is None)

    def is_to_count(self, manager: int) -> bool:
        """Say whether the owner is to count cash of his without knowing the book."""
        waiting = self._waiting(manager)
        return any(s.count is not None and s.amount for s in waiting) or (self.is_counting and bool(waiting))

    def waiting(self, who: int) -> int:
        return sum(s.amount for s in self._waiting(who))

    def free(self, who: int) -> int:
        return self.cash(who) - self.waiting(who)

    def _waiting(self, manager: int) -> list[ModelSettlement]:
        return [s for s in self.settlements if s.manager == manager and s.verdict == "pending"]

    # --- money comes in, goes out -------------------------------------------------------------------------------------

    def pay(self, job: ModelJob, amount: int, method: str, by: int) -> str | None:
        if not job.is_seen_by(by):
            return NOT_FOUND
        if job.status == "closed":
            return "409 job_closed"
        if amount > job.outstanding and not job.to_follow:
            return "409 more_than_outstanding"
        self._keep(job, amount, method, by)
        return None

    def refund(self, job: ModelJob, amount: int, method: str, by: int) -> str | None:
        if not job.is_seen_by(by):
            return NOT_FOUND
        if job.status == "closed":
            return "409 job_closed"
        if amount > job.paid:
            return "409 more_than_paid"
        if method == "cash" and amount > self.free(by):
            return "409 cash_not_in_hand"
        self._keep(job, -amount, method, by)
        return None

    def _keep(self, job: ModelJob, amount: int, method: str, by: int) -> None:
        verdict, of = ("confirmed", job.manager) if by == OWNER else ("pending", by)
        self.payments.append(ModelPayment(job, amount, method, by, of, verdict))
        job.count(amount, is_confirmed=by == OWNER)

    # --- decided on, taken back ---------------------------------------------------------------------------------------

    def confirm(self, payment: ModelPayment) -> str | None:
        if not payment.is_alive:
            return "409 payment_rejected"
        if payment.verdict == "pending":
            payment.verdict = "confirmed"
            payment.job.confirmed += payment.amount
        return None

    def reject(self, payment: ModelPayment) -> str | None:
        return self._take_back(payment) if payment.is_alive else None

    def cancel(self, payment: ModelPayment, by: int) -> str | None:
        if by != payment.of and not payment.job.is_seen_by(by):
            return NOT_FOUND
        if payment.is_cancelled:
            return None
        if not payment.is_alive:
            return "409 payment_rejected"
        if by not in (OWNER, payment.by):
            return "409 anothers_payment"
        if by != OWNER and payment.verdict == "confirmed":
            return "409 payment_confirmed"
        refusal = self._take_back(payment)
        payment.is_cancelled = refusal is None
        return refusal

    def _take_back(self, payment: ModelPayment) -> str | None:
        job, amount = payment.job, payment.amount
        if payment.is_refund:
            if job.cancelled is not None:
                return "409 job_cancelled"
            if -amount > job.outstanding and not job.to_follow:
                return "409 more_than_outstanding"
        elif payment.method == "cash" and payment.by != OWNER and amount > self.free(payment.by):
            return "409 cash_already_settled"
        elif amount > job.paid:
            return "409 payment_refunded"
        job.count(-amount, is_confirmed=payment.verdict == "confirmed")
        payment.verdict = "rejected"
        return None

    # --- cash is handed over ------------------------------------------------------------------------------------------

    def submit(self, who: int, amount: int) -> str | None:
        if self.is_counting:
            return "409 count_needed"
        if amount > self.free(who):
            return "409 more_than_cash_in_hand"
        self.settlements.append(ModelSettlement(who, amount))
        return None

    def submit_counted(self, who: int, count: Counted) -> str | None:
        if not sum_of(count):
            return "422 invalid_fields"
        if not self.is_counting:
            return "409 counts_are_off"
        self.settlements.append(ModelSettlement(who, min(sum_of(count), self.free(who)), count))
        return None

    def receive(self, settlement: ModelSettlement, count: Counted) -> str | None:
        return settlement.receive(count, self.free(settlement.manager) + settlement.amount)

    def judge(self, settlement: ModelSettlement, verdict: str) -> str | None:
        is_counted = self.is_counting or settlement.count is not None
        if verdict == "confirmed" and settlement.verdict == "pending" and is_counted:
            return "409 count_needed"
        if settlement.verdict not in ("pending", verdict):
            return f"409 settlement_{settlement.verdict}"
        settlement.verdict = verdict
        return None

    def take_hand_over_back(self, settlement: ModelSettlement, by: int) -> str | None:
        if by == OWNER:
            return "403 wrong_role"
        if by != settlement.manager:
            return NOT_FOUND
        if settlement.is_cancelled:
            return None
        if settlement.verdict != "pending":
            return f"409 settlement_{settlement.verdict}"
        settlement.verdict, settlement.is_cancelled = "rejected", True
        return None
