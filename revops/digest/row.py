"""The stored form of a digest: the garage's day as it stood in the evening, and the seal of its books then."""

import datetime as dt
import hashlib
from collections.abc import Mapping
from typing import Any, NotRequired, TypedDict

import orjson

from revops.core.time import millis


class DigestRow(TypedDict):
    """A digest as it is stored. It never changes; amounts are in minor units, people and jobs are named by ids."""

    _id: str
    workshop_id: str
    day: str
    made_at: dt.datetime
    currency: str
    # By member: what is in hand.
    cash: dict[str, int]
    # By member: the day since which the oldest of it is in hand, and is not handed over.
    cash_since: dict[str, str]
    collected_minor: int
    # By method, as recorded that day; the rest of what was collected are corrections of other days.
    collected_by: dict[str, int]
    payments_waiting: int
    payments_waiting_minor: int
    settlements_waiting: int
    settlements_waiting_minor: int
    # Open ones of the day, by kind.
    exceptions: dict[str, int]
    cars_seen: int
    cars_counted: int | None
    jobs_taken_in: int
    # Jobs promised for the next day, the soonest first.
    promised: list[str]
    # Number and hash of the last sealed entry; None before the first.
    seal_number: int | None
    seal_hash: str | None
    # Members whose cash is left out: a hand-over of theirs waited to be counted, unseen. Not there without any.
    being_counted: NotRequired[list[str]]


def digest_id(workshop_id: str, day: str) -> str:
    """Build the id of the digest of a day: there is one."""
    return f"{workshop_id}:{day}"


def digest_hash(row: Mapping[str, Any]) -> str:
    """Compute the hash of all that a digest says, as its entry carries it."""
    said = {**row, "made_at": millis(row["made_at"])}
    return hashlib.sha256(orjson.dumps(said, option=orjson.OPT_SORT_KEYS)).hexdigest()


def is_quiet(row: Mapping[str, Any]) -> bool:
    """Say whether nothing happened on the day of a digest that somebody need read."""
    happened = ("collected_minor", "collected_by", "exceptions", "cars_seen", "cars_counted", "jobs_taken_in")
    return not any(row[name] for name in happened)
