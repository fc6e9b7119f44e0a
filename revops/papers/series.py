"""Consecutive numbers without gaps: one counter per workshop, financial year and prefix.

The counter moves in the transaction that writes the paper, so a number exists exactly when its paper does: a crash
undoes both. Papers of one series are therefore issued one after the other. Within a process they wait in a queue, which
is fair and costs nothing; between processes the database lets one through and the other tries again.
"""

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar
from weakref import WeakValueDictionary

from revops.core.time import zone
from revops.mongo.client import Database, Session
from revops.papers.errors import SeriesFull

T = TypeVar("T")

# CGST Rule 46 (b): a consecutive serial number of at most sixteen characters, unique in a financial year.
MAX_LENGTH = 16
_APRIL = 4

_queues: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()


@dataclass(frozen=True, slots=True)
class Series:
    """A run of numbers: ``INV/2627/…``."""

    workshop_id: str
    year: str
    prefix: str

    @property
    def id(self) -> str:
        """The id of the stored counter."""
        return f"{self.workshop_id}:{self.year}:{self.prefix}"

    @property
    def queue(self) -> asyncio.Lock:
        """The lock to hold while a number of this series is taken, in this process."""
        return _queues.setdefault(self.id, asyncio.Lock())


def financial_year(instant: dt.datetime, timezone: str, currency: str) -> str:
    """Return the financial year of an instant: ``2627`` for April 2026 to March 2027 in India, ``2026`` elsewhere."""
    day = instant.astimezone(zone(timezone)).date()
    if currency != "INR":
        return f"{day.year:04d}"
    first = day.year if day.month >= _APRIL else day.year - 1
    return f"{first % 100:02d}{(first + 1) % 100:02d}"


class _NotBegun(Exception):
    """A series has no counter yet."""

    def __init__(self, series: Series) -> None:
        super().__init__(series.id)
        self.series = series


async def with_counters(db: Database, work: Callable[[], Awaitable[T]]) -> T:
    """Run work whose transaction takes numbers. Of a new series it runs again, after the counter was made: outside of
    a transaction, in which two could not both make it."""
    while True:
        try:
            return await work()
        except _NotBegun as not_begun:
            await _begin(db, not_begun.series)


async def _begin(db: Database, series: Series) -> None:
    await db.collection("series").update_one(
        {"_id": series.id}, {"$setOnInsert": {"workshop_id": series.workshop_id, "last": 0}}, upsert=True
    )


async def take_number(db: Database, session: Session, series: Series) -> tuple[int, str]:
    """Take the next serial and the number it makes, within ``with_counters``. Raises Conflict for a full series."""
    counter = await db.collection("series").find_one_and_update(
        {"_id": series.id}, {"$inc": {"last": 1}}, return_document=True, session=session
    )
    if counter is None:
        raise _NotBegun(series)
    serial: int = counter["last"]
    number = f"{series.prefix}/{series.year}/{serial:05d}"
    if len(number) > MAX_LENGTH:
        raise SeriesFull(
            f"The series {series.prefix}/{series.year} is full. Set another prefix in the billing settings.",
        )
    return serial, number
