"""The changes that a member is told of: his own or all, as his rights in the garage say, and no id of others."""

from dataclasses import dataclass
from enum import StrEnum

from revops.access.caller import Caller
from revops.access.permissions import Permission
from revops.journal.entry import EntryKind
from revops.journal.following import MESSAGE, Written


class Topic(StrEnum):
    """A kind of thing that may have changed."""

    JOBS = "jobs"
    PAYMENTS = "payments"
    SETTLEMENTS = "settlements"
    DOCUMENTS = "documents"
    # By the jobs that they are about.
    MESSAGES = "messages"
    MEMBERS = "members"
    WORKSHOP = "workshop"


_P = Permission
_MAY_SEE = {
    Topic.JOBS: {_P.JOBS_READ, _P.WORK_READ},
    Topic.PAYMENTS: {_P.PAYMENTS_READ},
    Topic.SETTLEMENTS: {_P.SETTLEMENTS_READ},
    Topic.DOCUMENTS: {_P.DOCUMENTS_READ},
    Topic.MESSAGES: {_P.MESSAGES_READ},
    Topic.MEMBERS: {_P.MEMBERS_MANAGE},
    Topic.WORKSHOP: {_P.WORKSHOP_READ},
}
_OF_MEMBERS = {EntryKind.MANAGER_JOINED.value, EntryKind.MANAGER_REMOVED.value, EntryKind.MEMBER_CHANGED.value}
_OF_WORKSHOP = {EntryKind.WORKSHOP_UPDATED.value, EntryKind.BILLING_CHANGED.value}

_OF_CUSTODY = {
    EntryKind.LIMITS_CHANGED.value,
    EntryKind.CASH_ALLOWED.value,
    EntryKind.DAY_OPENED.value,
    EntryKind.DAY_CLOSED.value,
    EntryKind.COUNT_ASKED.value,
    EntryKind.COUNT_MADE.value,
    EntryKind.COUNT_MISSED.value,
    EntryKind.CASH_DIFFERENCE_BOOKED.value,
}

_TOLD: dict[frozenset[Topic], frozenset[Topic]] = {}

# An id, or None for what is told without one.
Told = tuple[Topic, str | None]


@dataclass(frozen=True, slots=True)
class View:
    """The changes that one member is told of in a garage."""

    workshop_id: str
    topics: frozenset[Topic]
    # Whose jobs and payments, and whose hand-overs; None: everybody's.
    member_id: str | None
    cash_member_id: str | None

    def of(self, entry: Written) -> list[Told]:
        """List what an entry of the garage changed of what the member sees."""
        if entry.kind == MESSAGE:
            is_told = Topic.MESSAGES in self.topics and self.member_id in {None, entry.manager_id}
            return [(Topic.MESSAGES, entry.job_id)] if is_told else []
        told: list[Told] = []
        taker, job_member = entry.manager_id, entry.job_manager_id or entry.manager_id
        if self.member_id in {None, job_member}:
            told += [(Topic.JOBS, entry.job_id), (Topic.DOCUMENTS, entry.document_id)]
        if self.member_id in {None, taker}:
            told.append((Topic.PAYMENTS, entry.payment_id))
        if self.cash_member_id in {None, taker}:
            told.append((Topic.SETTLEMENTS, entry.settlement_id))
        found: list[Told] = [
            (topic, changed) for topic, changed in told if changed is not None and topic in self.topics
        ]
        is_his_cash = self.cash_member_id in {None, taker} or taker is None
        if entry.kind in _OF_CUSTODY and is_his_cash and Topic.SETTLEMENTS in self.topics:
            found.append((Topic.SETTLEMENTS, None))
        if entry.kind in _OF_MEMBERS and Topic.MEMBERS in self.topics:
            found.append((Topic.MEMBERS, None))
        if entry.kind in _OF_WORKSHOP and Topic.WORKSHOP in self.topics:
            found.append((Topic.WORKSHOP, None))
        return found


def view_of(caller: Caller) -> View:
    """Build what a caller is told of, by the scopes that his queries have."""
    topics = frozenset(topic for topic, needed in _MAY_SEE.items() if any(caller.may(one) for one in needed))
    # Hundreds of open streams tell of the same.
    topics = _TOLD.setdefault(topics, topics)
    return View(caller.workshop.id, topics, caller.scope.manager_id, caller.cash_scope.manager_id)
