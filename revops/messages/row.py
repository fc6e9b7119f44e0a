"""The stored form of a message, and the states that it goes through."""

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, NotRequired, TypedDict

from revops.core.ids import new_id
from revops.core.time import now
from revops.mongo.client import Document


class State(StrEnum):
    """The states of a message."""

    QUEUED = "queued"
    # It was given to the channel, and whether that took it nobody knows yet.
    UNSURE = "unsure"
    SENT = "sent"
    FAILED = "failed"
    DELIVERED = "delivered"
    READ = "read"
    # It was not sent, and will not be: the customer refused, the day's limit was reached.
    SUPPRESSED = "suppressed"
    # A person opened it in an app of his own; whether it was sent there nobody knows.
    DRAFT = "draft"


# News come in any order, and later in this one beats earlier: who has read a message was sent it.
_FORWARD = (State.QUEUED, State.UNSURE, State.SENT, State.FAILED, State.DELIVERED, State.READ)
# States of a reminder that reached the customer, or may, or will.
REMINDED = (*(state.value for state in _FORWARD if state is not State.FAILED), State.DRAFT.value)
# By hand, what was not sent may be tried again.
RETRIED = (State.FAILED.value, State.SUPPRESSED.value, State.UNSURE.value)


def before(state: State) -> list[str]:
    """List the states that this one may follow."""
    if state is State.SUPPRESSED:
        return [State.QUEUED.value]
    return [earlier.value for earlier in _FORWARD[: _FORWARD.index(state)]]


class MessageRow(TypedDict):
    """A message as it is stored. ``to``, ``subject``, ``text`` and ``params`` go with whoever is erased."""

    _id: str
    workshop_id: str
    # Whose job it is about; of messages to people of the garage, theirs.
    manager_id: str
    job_id: str | None
    # The payment, paper or hand-over that it is about, or the status that the job moved to.
    about: Document
    channel: str
    to: str | None
    event: str
    language: str
    params: Document | None
    subject: str | None
    text: str | None
    is_typed: bool
    is_reminder: bool
    dedupe_key: str
    state: str
    attempts: int
    provider_id: str | None
    error: str | None
    cost_minor: int | None
    # When each state was reached.
    reached: Document
    # By hand, by whom.
    made_by: str | None
    created_at: dt.datetime
    # Put off until then.
    due_at: dt.datetime | None
    # Its sending was begun; without an outcome nobody knows whether it went out.
    begun_at: dt.datetime | None
    is_counted: NotRequired[bool]
    # By hand, after it had failed.
    retried_at: NotRequired[dt.datetime]
    forget_at: dt.datetime


def new_message(
    workshop_id: str,
    manager_id: str,
    *,
    job_id: str | None,
    about: Mapping[str, Any],
    channel: str,
    to: str | None,
    event: str,
    language: str,
    params: Mapping[str, str],
    subject: str,
    text: str,
    dedupe_key: str,
    kept_days: int,
    made_by: str | None = None,
    is_typed: bool = False,
    is_reminder: bool = False,
    state: State = State.QUEUED,
    error: str | None = None,
    due_at: dt.datetime | None = None,
) -> MessageRow:
    """Build a message that is to be sent, or in another state from the start."""
    at = now()
    return {
        "_id": new_id(),
        "workshop_id": workshop_id,
        "manager_id": manager_id,
        "job_id": job_id,
        "about": dict(about),
        "channel": channel,
        "to": to,
        "event": event,
        "language": language,
        "params": dict(params),
        "subject": subject,
        "text": text,
        "is_typed": is_typed,
        "is_reminder": is_reminder,
        "dedupe_key": dedupe_key,
        "state": state.value,
        "attempts": 0,
        "provider_id": None,
        "error": error,
        "cost_minor": None,
        "reached": {state.value: at},
        "made_by": made_by,
        "created_at": at,
        "due_at": due_at,
        "begun_at": None,
        "forget_at": at + dt.timedelta(days=kept_days),
    }
