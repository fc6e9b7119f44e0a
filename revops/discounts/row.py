"""The stored form of a request for a discount."""

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, TypedDict

import orjson

from revops.mongo.client import Document


class DiscountState(StrEnum):
    """The states of a request."""

    WAITING = "waiting"
    GRANTED = "granted"
    REFUSED = "refused"
    # By a later one for the same job.
    REPLACED = "replaced"


class DiscountRow(TypedDict):
    """A request as it is stored, with the lines that a yes gives the job."""

    _id: str
    workshop_id: str
    job_id: str
    # Whose job it is.
    manager_id: str
    # Who asks.
    member_id: str
    asked_at: dt.datetime
    items: list[Document]
    pricing: Document
    # The lines that the job had then, by their hash: a yes is about these.
    before_sha256: str
    percent: int
    discount_minor: int
    from_minor: int
    to_minor: int
    note: str | None
    state: str
    reason: str | None
    answered_by: str | None
    answered_at: dt.datetime | None


def hash_of(lines: Sequence[Mapping[str, Any]]) -> str:
    """Compute SHA-256 of lines."""
    return hashlib.sha256(orjson.dumps(list(lines), option=orjson.OPT_SORT_KEYS)).hexdigest()
