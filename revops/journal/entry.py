"""The journal: one immutable entry per business event, with double-entry postings that sum to zero."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from revops.core.ids import new_id
from revops.core.time import day_of
from revops.journal.accounts import FED_BY, Account, Figure, Holder, held_by
from revops.journal.chain import signed_entry
from revops.journal.follow_ups import leave
from revops.mongo.client import Database, Document, Session
from revops.tasks.outbox import Task

# Who does what nobody does: what happens by the clock.
SYSTEM = "system"
# Who answers on the page of a job, and is no user.
CUSTOMER = "customer"


class EntryKind(StrEnum):
    """The business events."""

    JOB_CREATED = "job_created"
    JOB_UPDATED = "job_updated"
    # Of one who has a job no more, and of one who has it from then on.
    JOB_HANDED_OVER = "job_handed_over"
    JOB_TAKEN_OVER = "job_taken_over"
    JOB_WRITTEN_OFF = "job_written_off"
    # What is owed on a job is of its customer from now on: before, of a phone number, or of nobody known.
    BALANCE_MOVED = "balance_moved"
    JOB_CANCELLED = "job_cancelled"
    PAYMENT_RECORDED = "payment_recorded"
    PAYMENT_CONFIRMED = "payment_confirmed"
    PAYMENT_REJECTED = "payment_rejected"
    # By whoever recorded it, while it was not confirmed, or by the owner.
    PAYMENT_CANCELLED = "payment_cancelled"
    REFUND_RECORDED = "refund_recorded"
    REFUND_CONFIRMED = "refund_confirmed"
    REFUND_REJECTED = "refund_rejected"
    REFUND_CANCELLED = "refund_cancelled"
    SETTLEMENT_SUBMITTED = "settlement_submitted"
    SETTLEMENT_CONFIRMED = "settlement_confirmed"
    SETTLEMENT_REJECTED = "settlement_rejected"
    SETTLEMENT_CANCELLED = "settlement_cancelled"
    # What two counts differ by goes to the account of differences, with the owner's reason.
    SETTLEMENT_DIFFERENCE = "settlement_difference"
    # A hand-over that was received by mistake: the cash is in the member's hand again.
    SETTLEMENT_REVERSED = "settlement_reversed"
    MANAGER_JOINED = "manager_joined"
    INVITE_REVOKED = "invite_revoked"
    MANAGER_REMOVED = "manager_removed"
    MEMBER_CHANGED = "member_changed"
    WORKSHOP_UPDATED = "workshop_updated"
    BILLING_CHANGED = "billing_changed"
    INVOICE_ISSUED = "invoice_issued"
    CREDIT_NOTE_ISSUED = "credit_note_issued"
    RECEIPT_ISSUED = "receipt_issued"
    REFUND_VOUCHER_ISSUED = "refund_voucher_issued"
    # The split of a paper that an older version issued, on the day of the paper.
    PAPER_SPLIT = "paper_split"
    # Of a job's photo: who, and its hash.
    PHOTO_ADDED = "photo_added"
    PHOTO_DELETED = "photo_deleted"
    PHOTO_RESTORED = "photo_restored"
    # Of a job's vehicle: how many points were found how.
    INSPECTION_FINISHED = "inspection_finished"
    # What the customer is asked to approve, service by service; the numbered version that was sent; the answer to it.
    SERVICE_PROPOSED = "service_proposed"
    SERVICE_CHANGED = "service_changed"
    SERVICE_WITHDRAWN = "service_withdrawn"
    ESTIMATE_SENT = "estimate_sent"
    ESTIMATE_ANSWERED = "estimate_answered"
    # An estimate for a car that is not here: made, changed, sent, answered, and become a job when the car came.
    QUOTATION_MADE = "quotation_made"
    QUOTATION_CHANGED = "quotation_changed"
    QUOTATION_SENT = "quotation_sent"
    QUOTATION_ANSWERED = "quotation_answered"
    QUOTATION_BEGUN = "quotation_begun"
    # What a customer says to the owner alone, and what came of it.
    CUSTOMER_WORD = "customer_word"
    CUSTOMER_WORD_RESOLVED = "customer_word_resolved"
    CUSTOMER_WORD_SHOWN = "customer_word_shown"
    # The link of a job's page opens nothing any more.
    CUSTOMER_LINK_ENDED = "customer_link_ended"
    # The customer has opened the page of a job for the first time by this link.
    CUSTOMER_LINK_OPENED = "customer_link_opened"
    # A question to the owner, that its reason is gone, the owner's answer, and what is asked about at all.
    EXCEPTION_NOTED = "exception_noted"
    EXCEPTION_WITHDRAWN = "exception_withdrawn"
    EXCEPTION_ANSWERED = "exception_answered"
    EXCEPTION_SETTINGS_CHANGED = "exception_settings_changed"
    # A discount above the cap, and the owner's word, which changes the lines where it is a yes.
    DISCOUNT_ASKED = "discount_asked"
    DISCOUNT_ANSWERED = "discount_answered"
    # Who holds the garage's cash: up to where, counted when, and what came of it.
    LIMITS_CHANGED = "limits_changed"
    CASH_ALLOWED = "cash_allowed"
    DAY_OPENED = "day_opened"
    DAY_CLOSED = "day_closed"
    COUNT_ASKED = "count_asked"
    COUNT_MADE = "count_made"
    COUNT_MISSED = "count_missed"
    CASH_DIFFERENCE_BOOKED = "cash_difference_booked"
    # Rows of a bank's statement, by their digest; the payments that a row is; a row that is no customer's money.
    STATEMENT_READ = "statement_read"
    BANK_MATCHED = "bank_matched"
    BANK_SET_ASIDE = "bank_set_aside"
    # From here on the chain is sealed by newer rules.
    RULES_CHANGED = "rules_changed"
    # The settings and the rights of the members of a garage as they are, for those who check what became of them.
    STATE_NOTED = "state_noted"
    # A document that the garage has set up, such as a usual job with its prices, by its hash; and all of a garage of
    # before.
    SET_UP_CHANGED = "set_up_changed"
    SET_UP_NOTED = "set_up_noted"
    # The bytes of an issued paper, by their hash.
    PAPER_KEPT = "paper_kept"
    # A paper of the moment left the garage, under a number of its job: a pro-forma, a job card, a payment statement.
    PAPER_PRINTED = "paper_printed"
    # What is due again on a vehicle after a job, and what came of it.
    SERVICE_REMINDER_SET = "service_reminder_set"
    SERVICE_REMINDER_ANSWERED = "service_reminder_answered"
    # What photos showed is gone for good.
    PHOTO_FORGOTTEN = "photo_forgotten"
    # Whoever brought these jobs was erased on request: their entries and documents name nobody any more.
    CUSTOMER_ERASED = "customer_erased"
    # At the gate: a car in or out, a pass for one that is paid, the owner's word for one that is not, the car that left
    # with its pass, and the cars of a day on the owner's camera.
    CAR_SEEN = "car_seen"
    PASS_ISSUED = "pass_issued"  # noqa: S105  (of a gate)  # nosec B105
    CREDIT_RELEASED = "credit_released"
    PASS_USED = "pass_used"  # noqa: S105  (as above)  # nosec B105
    CAMERA_COUNTED = "camera_counted"
    # A photo of cash that was counted, or of a car at the gate, by its hash; and that such ones are gone for good.
    EVIDENCE_ADDED = "evidence_added"
    EVIDENCE_FORGOTTEN = "evidence_forgotten"
    # Of a day, by the hash of all that it says.
    DIGEST_MADE = "digest_made"


class Count(StrEnum):
    """Names of counts: of jobs by status, of completions, and of money that awaits a decision."""

    JOBS = "jobs"
    STATUS_PENDING = "status_pending"
    STATUS_IN_PROGRESS = "status_in_progress"
    STATUS_WAITING_FOR_PARTS = "status_waiting_for_parts"
    STATUS_COMPLETED = "status_completed"
    STATUS_DELIVERED = "status_delivered"
    STATUS_CREDIT_PENDING = "status_credit_pending"
    STATUS_CLOSED = "status_closed"
    COMPLETED = "completed"
    ON_TIME = "on_time"
    TURNAROUND_MINUTES = "turnaround_minutes"
    JOBS_OWING = "jobs_owing"
    PAYMENTS_PENDING = "payments_pending"
    PAYMENTS_PENDING_MINOR = "payments_pending_minor"
    REFUNDS_PENDING = "refunds_pending"
    REFUNDS_PENDING_MINOR = "refunds_pending_minor"
    SETTLEMENTS_PENDING = "settlements_pending"
    SETTLEMENTS_PENDING_MINOR = "settlements_pending_minor"
    # Of those that were counted by whoever hands over, and are not yet by whoever receives: shown to the former alone.
    SETTLEMENTS_BLIND_MINOR = "settlements_blind_minor"


# What of a member's cash is handed over and waits; the second of them is shown to nobody else.
HANDED_OVER = (Count.SETTLEMENTS_PENDING_MINOR, Count.SETTLEMENTS_BLIND_MINOR)

Postings = Mapping[Account, int]
Changes = Mapping[str, tuple[Any, Any]]


def add_postings(*postings: Postings) -> dict[Account, int]:
    """Add postings up by account."""
    total: Counter[Account] = Counter()
    for some in postings:
        total.update(some)
    return {account: minor for account, minor in total.items() if minor}


@dataclass(frozen=True, slots=True)
class ReceivableChange:
    """The change of a customer's balance by an entry. ``jobs`` is 1 when a job begins to owe, -1 when it is paid.

    ``customer`` is the customer's id; where a job names none yet, the job's own.
    """

    customer: str
    intake_day: str
    amount_minor: int
    jobs: int

    def stored(self) -> Document:
        """Build the stored form."""
        return {
            "customer": self.customer,
            # An older version, which seals beside this one, wants a name.
            "name": "",
            "taken_on": self.intake_day,
            "amount_minor": self.amount_minor,
            "jobs": self.jobs,
        }


@dataclass(frozen=True, slots=True)
class Event:
    """A business event, before it is written.

    ``about`` names what it is about by kind: ``{"job": id, "payment": id}`` is stored as ``job_id`` and ``payment_id``.
    ``postings`` are minor units by account and must sum to zero; ``counts`` is what is counted rather than posted
    (jobs, statuses, decisions awaited); ``receivable_changes`` sum to what is posted to receivables.
    ``job_manager_id`` is whose job it is, when that is not the event's manager.
    """

    kind: EntryKind
    actor_id: str
    manager_id: str | None
    at: dt.datetime
    about: Mapping[str, str] = field(default_factory=dict)
    note: str | None = None
    changes: Changes = field(default_factory=dict)
    postings: Postings = field(default_factory=dict)
    counts: Mapping[Count, int] = field(default_factory=dict)
    receivable_changes: Sequence[ReceivableChange] = ()
    job_manager_id: str | None = None
    # What the stored thing says from now on that the rest of the entry does not: ``revops verify`` compares it.
    facts: Mapping[str, Any] = field(default_factory=dict)
    # What is done because of it, beside the request.
    follow_ups: Sequence[Task] = ()


def build_entry(workshop_id: str, timezone: str, event: Event) -> Document:
    """Return the journal document of an event, unsealed."""
    assert sum(event.postings.values()) == 0, "postings must sum to zero"
    owed_minor = sum(change.amount_minor for change in event.receivable_changes)
    assert owed_minor == event.postings.get(Account.RECEIVABLE, 0), "changes of receivables must sum to the posting"
    entry: Document = {
        "_id": new_id(),
        "workshop_id": workshop_id,
        "manager_id": event.manager_id,
        "actor_id": event.actor_id,
        "kind": event.kind.value,
        "at": event.at,
        "day": day_of(event.at, timezone),
        "unsealed": True,
    }
    for kind, subject_id in event.about.items():
        entry[f"{kind}_id"] = subject_id
    if event.note is not None:
        entry["note"] = event.note
    if event.changes:
        entry["changes"] = {name: list(pair) for name, pair in event.changes.items()}
    postings = [{"account": a.value, "amount_minor": v} for a, v in event.postings.items() if v != 0]
    if postings:
        entry["postings"] = postings
    counts = {name.value: value for name, value in event.counts.items() if value != 0}
    if jobs_owing := sum(change.jobs for change in event.receivable_changes):
        counts[Count.JOBS_OWING.value] = jobs_owing
    if counts:
        entry["counts"] = counts
    if event.receivable_changes:
        entry["owed"] = [change.stored() for change in event.receivable_changes]
    if event.job_manager_id not in {None, event.manager_id}:
        entry["job_manager_id"] = event.job_manager_id
    if event.facts:
        entry["facts"] = dict(event.facts)
    figures = figures_of(entry)
    if figures:
        entry["figures"] = figures
    return entry


@dataclass(frozen=True, slots=True)
class Contribution:
    """The amount that an entry adds to a figure: of one manager and of the whole workshop."""

    manager_id: str | None
    amount_minor: int | None = None
    count: int | None = None


_COUNTED = (
    (Count.JOBS.value, Figure.JOBS),
    (Count.COMPLETED.value, Figure.COMPLETED),
    (Count.ON_TIME.value, Figure.ON_TIME),
)
_JOBS_ACCOUNTS = held_by(Holder.JOB_MEMBER)
# The figures that are made of postings, in the order in which entries are marked with them.
_POSTED = tuple(figure for figure in Figure if figure in FED_BY)
_OF_JOBS = {figure for figure in _POSTED if any(account in _JOBS_ACCOUNTS for account, _ in FED_BY[figure])}
_PENDING, _PENDING_MINOR = Count.PAYMENTS_PENDING.value, Count.PAYMENTS_PENDING_MINOR.value


def contributions(entry: Document) -> dict[Figure, Contribution]:
    """Return the figures that the entry is part of. Over all entries they sum to the dashboard."""
    found: dict[Figure, Contribution] = {}
    manager_id = entry["manager_id"]
    counts = entry.get("counts")
    if counts is not None:
        for name, figure in _COUNTED:
            if counts.get(name):
                found[figure] = Contribution(manager_id, count=counts[name])
        pending, pending_minor = counts.get(_PENDING), counts.get(_PENDING_MINOR)
        if pending or pending_minor:
            found[Figure.AWAITING_CONFIRMATION] = Contribution(manager_id, pending_minor or 0, pending or 0)
    if "postings" in entry:
        posted: dict[str, int] = {}
        for posting in entry["postings"]:
            posted[posting["account"]] = posted.get(posting["account"], 0) + posting["amount_minor"]
        for figure in _POSTED:
            amount_minor = 0
            for account, sign in FED_BY[figure]:
                amount_minor += sign * posted.get(account, 0)
            if amount_minor:
                whose = entry.get("job_manager_id", manager_id) if figure in _OF_JOBS else manager_id
                found[figure] = Contribution(whose, amount_minor)
    return found


def figure_tag(figure: Figure, manager_id: str | None) -> str:
    """Build the tag of entries that are part of a manager's figure."""
    return f"{figure}:{manager_id}"


def figures_of(entry: Document) -> list[str]:
    """Return the tags of all figures that the entry is part of: what an index finds it by."""
    return [figure_tag(figure, added.manager_id) for figure, added in contributions(entry).items()]


async def record(db: Database, session: Session, workshop_id: str, timezone: str, *events: Event) -> None:
    """Write the events in the transaction that has their effect. Conflicts with nothing: sealing comes later."""
    entries = [signed_entry(db.signing, build_entry(workshop_id, timezone, event)) for event in events]
    for event, entry in zip(events, entries, strict=True):
        if event.follow_ups:
            await leave(db, session, workshop_id, entry, event.follow_ups)
    await db.insert("journal", entries, session)


# A total is kept for (manager, day) and, under None, for the whole workshop. Besides days there are ALL_TIME, the sum
# of every day, a total of each month, and what is owed now on the jobs taken in on a day; these sort after every day.
ALL_TIME = "all"
TotalKey = tuple[str | None, str]

# What belongs to whose job it is, even when another manager's entry changes it.
_OF_THE_JOB = frozenset({*(f"accounts.{account}" for account in _JOBS_ACCOUNTS), f"counts.{Count.JOBS_OWING}"})


def month_key(day: str) -> str:
    """Return the key of the total of a day's month; the day may be given as a month, too."""
    return f"month:{day[:7]}"


def owed_key(intake_day: str) -> str:
    """Return the key of what is owed on the jobs taken in on a day."""
    return f"owed:{intake_day}"


def totals_of(entries: Iterable[Document]) -> dict[TotalKey, Counter[str]]:
    """Sum entries into totals: by (manager, day), keys ``accounts.<account>`` and ``counts.<name>``."""
    by_day: dict[TotalKey, dict[str, int]] = {}
    by_intake: dict[TotalKey, dict[str, int]] = {}
    for entry in entries:
        manager_id, day = entry["manager_id"], entry["day"]
        owner_of_job = entry.get("job_manager_id", manager_id)
        for name, value in _amounts(entry):
            _add(by_day, (owner_of_job if name in _OF_THE_JOB else manager_id, day), name, value)
        for owed in entry.get("owed", ()):
            intake = (owner_of_job, owed_key(owed["taken_on"]))
            _add(by_intake, intake, "accounts.receivable", owed["amount_minor"])
            _add(by_intake, intake, "counts.jobs_owing", owed["jobs"])
    sums: dict[TotalKey, Counter[str]] = {}
    for (manager_id, day), total in by_day.items():
        for whose in {manager_id, None}:
            for key in (day, month_key(day), ALL_TIME):
                sums.setdefault((whose, key), Counter()).update(total)
    for (manager_id, day), total in by_intake.items():
        for whose in {manager_id, None}:
            sums.setdefault((whose, day), Counter()).update(total)
    return sums


def _add(totals: dict[TotalKey, dict[str, int]], key: TotalKey, name: str, value: int) -> None:
    total = totals.get(key)
    if total is None:
        total = totals[key] = {}
    total[name] = total.get(name, 0) + value


def _amounts(entry: Document) -> Iterable[tuple[str, int]]:
    for posting in entry.get("postings", ()):
        yield f"accounts.{posting['account']}", posting["amount_minor"]
    for name, value in entry.get("counts", {}).items():
        yield f"counts.{name}", value


# What each customer owes by sealed entries; the collection, and the field that says of whom a balance is, are called as
# in an earlier release, which kept them by phone and may be sealing beside this one.
CUSTOMER_BALANCES = "customers"
BALANCE_OF = "phone"


@dataclass(slots=True)
class Balance:
    """The balance of a customer, or its change by several entries."""

    receivable_minor: int = 0
    jobs_owing: int = 0

    def __bool__(self) -> bool:
        return bool(self.receivable_minor or self.jobs_owing)

    def add(self, receivable_minor: int, jobs_owing: int) -> None:
        """Add to it."""
        self.receivable_minor += receivable_minor
        self.jobs_owing += jobs_owing


def balances_of(entries: Iterable[Document]) -> dict[str, Balance]:
    """Sum the changes of balances by entries: by customer; by phone number those of an earlier release."""
    found: dict[str, Balance] = {}
    for entry in entries:
        for owed in entry.get("owed", ()):
            # Who was erased is named no more, and owed nothing.
            if (customer := owed.get("customer")) is not None:
                found.setdefault(customer, Balance()).add(owed["amount_minor"], owed["jobs"])
    return found
