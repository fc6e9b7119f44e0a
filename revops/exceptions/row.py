"""The stored form of an exception, and the one place that makes it."""

import datetime as dt
import hashlib
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, TypedDict


class State(StrEnum):
    """The states of an exception."""

    OPEN = "open"
    ANSWERED = "answered"
    # Its reason is gone; nobody need answer.
    WITHDRAWN = "withdrawn"


class Verdict(StrEnum):
    """The owner's answer."""

    FINE = "fine"
    NOT_FINE = "not_fine"


class AnswerRow(TypedDict):
    """The owner's answer as it is stored."""

    verdict: str
    reason: str | None
    by: str
    at: dt.datetime


class ExceptionRow(TypedDict):
    """An exception as it is stored. What is asked never changes; the owner adds the answer."""

    _id: str
    workshop_id: str
    kind: str
    # Unique within the kind: with it the same is asked once.
    cause: str
    # Of what is asked about, not of when it was found.
    at: dt.datetime
    member_id: str | None
    # What it is about in money; 0 for none.
    amount_minor: int
    # Ids of what it is about, by kind: job, payment, settlement.
    about: Mapping[str, str]
    facts: Mapping[str, Any]
    found_at: dt.datetime
    state: str
    answer: AnswerRow | None


def exception_id(workshop_id: str, kind: str, cause: str) -> str:
    """Compute the id of an exception: whoever finds the same finds the same id."""
    return hashlib.sha256(f"{workshop_id}:{kind}:{cause}".encode()).hexdigest()[:32]
