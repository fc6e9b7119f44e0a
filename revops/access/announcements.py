"""Events that customers, or people of the garage, may be written to about. Each garage turns on those it wants."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from revops.tasks.outbox import Task


class Announced(StrEnum):
    """An event that a message may follow from."""

    # To the customer.
    JOB_TAKEN_IN = "job_taken_in"
    ESTIMATE_SENT = "estimate_sent"
    STATUS_MOVED = "status_moved"
    READY = "ready"
    PAYMENT_RECEIVED = "payment_received"
    PAYMENT_CONFIRMED = "payment_confirmed"
    INVOICE_ISSUED = "invoice_issued"
    # To whoever confirms money in the garage.
    PAYMENT_WAITING = "payment_waiting"
    SETTLEMENT_SUBMITTED = "settlement_submitted"


# The task that makes the messages of an event.
KIND = "announce"

# The task that tells the devices of whom an event concerns.
PUSH_KIND = "push"


class Pushed(StrEnum):
    """An event that people of the garage may be notified of on their devices."""

    PAYMENT_WAITING = "payment_waiting"
    SETTLEMENT_SUBMITTED = "settlement_submitted"
    REFUND_WAITING = "refund_waiting"
    DISCOUNT_ASKED = "discount_asked"
    CHANNEL_STOPPED = "channel_stopped"
    CHECK_FAILED = "check_failed"
    # Somebody holds more cash than he may, or for longer; and somebody is to count his own now.
    CASH_OVER_LIMIT = "cash_over_limit"
    COUNT_ASKED = "count_asked"
    # A customer answered on the page of a job, to whoever has it; and said something to the owner alone.
    ESTIMATE_ANSWERED = "estimate_answered"
    CUSTOMER_WORD = "customer_word"
    # Something was done that its owner should not hear of tomorrow.
    QUESTION_PRESSES = "question_presses"


# What is announced and pushed too, and the name of what it is about.
_PUSHED = {
    Announced.PAYMENT_WAITING: (Pushed.PAYMENT_WAITING, "payment"),
    Announced.SETTLEMENT_SUBMITTED: (Pushed.SETTLEMENT_SUBMITTED, "settlement"),
}


def push_task(event: Pushed, about: str | None = None, actor: str | None = None, *, to: str | None = None) -> Task:
    """Build the task that notifies of an event: about which thing, and by whom, who needs no notice of it; ``to`` one
    member alone.
    """
    payload = {"event": event.value, "about": about, "actor": actor}
    return Task(PUSH_KIND, payload if to is None else {**payload, "to": to})


def push_tasks(kinds: Iterable[Announced], about: Mapping[str, str]) -> list[Task]:
    """Build the tasks that notify of what is announced."""
    found = [_PUSHED[kind] for kind in kinds if kind in _PUSHED]
    return [push_task(event, about[name], about["actor"]) for event, name in found]
