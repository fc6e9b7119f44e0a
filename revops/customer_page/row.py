"""The stored form of a customer's word: that a payment is right or different, or what he thinks of the garage."""

import datetime as dt
import hashlib
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, NotRequired, TypedDict

import orjson


class WordKind(StrEnum):
    """The kinds of words."""

    RIGHT = "right"
    DIFFERENT = "different"
    WORD = "word"
    # From the poster: the garage has no job for the vehicle that stands there.
    NO_JOB = "no_job"


class Differs(StrEnum):
    """The part of a payment that is not as it is written down."""

    AMOUNT = "amount"
    METHOD = "method"
    DAY = "day"
    NOT_PAID = "not_paid"
    # It was cancelled, or rejected by the owner.
    WAS_PAID = "was_paid"


class WordRow(TypedDict):
    """A word as it is stored. What was said never changes; the owner adds what came of it."""

    # Made of what was said, so that the same again is the same word.
    _id: str
    workshop_id: str
    # None only where there is no job, and that is what is said.
    job_id: str | None
    plate: NotRequired[str | None]
    payment_id: str | None
    kind: str
    differs: str | None
    rating: int | None
    text: str | None
    at: dt.datetime
    # Until the owner has looked into it.
    is_open: bool
    resolved_at: NotRequired[dt.datetime]
    resolved_by: NotRequired[str]
    resolution: NotRequired[str]
    # Since when whoever has the job may read it.
    shown_at: NotRequired[dt.datetime]
    # With the customer; then there is no text.
    erased_at: NotRequired[dt.datetime]


_HASHED = ("job_id", "payment_id", "kind", "differs", "rating", "text")


def new_word(
    workshop_id: str,
    job_id: str | None,
    kind: WordKind,
    at: dt.datetime,
    *,
    payment_id: str | None = None,
    differs: str | None = None,
    rating: int | None = None,
    text: str | None = None,
    plate: str | None = None,
) -> WordRow:
    """Build a word. That something is right needs nobody to look into it."""
    said: dict[str, Any] = {
        "job_id": job_id,
        "payment_id": payment_id,
        "kind": kind.value,
        "differs": differs,
        "rating": rating,
        "text": text,
    }
    if plate is not None:
        said["plate"] = plate
    row: Any = {**said, "workshop_id": workshop_id, "at": at, "is_open": kind is not WordKind.RIGHT}
    row["_id"] = word_hash(said)[:32]
    word: WordRow = row
    return word


def word_hash(word: Mapping[str, Any]) -> str:
    """Compute SHA-256 of what was said."""
    content = {name: word[name] for name in _HASHED} | ({"plate": word["plate"]} if "plate" in word else {})
    return hashlib.sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).hexdigest()
