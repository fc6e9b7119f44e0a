"""Days at the gate as they were told last.

Jobs are moved and cars come in all day long: a day of before is read anew only for a job that it names, that was taken
in then, or whose number is one of its cars', or near one that it looked for a job for (decision 0100).
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from revops.core.text import normalise_plate
from revops.core.time import start_of_day
from revops.gate.days import utc
from revops.gate.one_day import DayRead
from revops.gate.plates import pattern_of_near
from revops.journal.entry import EntryKind
from revops.journal.told import Key, Telling
from revops.mongo.client import Database, Document
from revops.mongo.scoped import Scoped, TenantScope

_ASKED = dict.fromkeys(("kind", "job_id", "facts.day", "facts.vehicle_number"), 1)
# To look at more jobs takes as long as to read the day.
_MAX_JOBS = 50
# Of an id, or of a number, in a set.
_BYTES = 120

# What is written of no job and of nothing at the gate. Whatever else is written, and what is not known here, may change
# a day.
_OF_NO_DAY = frozenset(
    kind.value
    for kind in (
        EntryKind.BANK_SET_ASIDE,
        EntryKind.BILLING_CHANGED,
        EntryKind.CASH_ALLOWED,
        EntryKind.CASH_DIFFERENCE_BOOKED,
        EntryKind.COUNT_ASKED,
        EntryKind.COUNT_MADE,
        EntryKind.COUNT_MISSED,
        EntryKind.DAY_CLOSED,
        EntryKind.DAY_OPENED,
        EntryKind.DIGEST_MADE,
        EntryKind.EVIDENCE_ADDED,
        EntryKind.EVIDENCE_FORGOTTEN,
        EntryKind.EXCEPTION_ANSWERED,
        EntryKind.EXCEPTION_NOTED,
        EntryKind.EXCEPTION_WITHDRAWN,
        EntryKind.LIMITS_CHANGED,
        EntryKind.MANAGER_JOINED,
        EntryKind.MEMBER_CHANGED,
        EntryKind.PAPER_KEPT,
        EntryKind.SETTLEMENT_CANCELLED,
        EntryKind.SETTLEMENT_CONFIRMED,
        EntryKind.SETTLEMENT_DIFFERENCE,
        EntryKind.SETTLEMENT_REJECTED,
        EntryKind.SETTLEMENT_REVERSED,
        EntryKind.SETTLEMENT_SUBMITTED,
        EntryKind.STATEMENT_READ,
    )
)


@dataclass(frozen=True, slots=True)
class OfDay:
    """The things that a day was told of."""

    day: str
    begins: dt.datetime
    ends: dt.datetime
    job_ids: frozenset[str]
    plates: frozenset[str]
    # Of numbers near those that more was looked for than themselves; None for any.
    near: re.Pattern[str] | None

    @property
    def size(self) -> int:
        """Tell about how much it takes in memory."""
        return _BYTES * (len(self.job_ids) + len(self.plates))

    def may_be_of(self, plate: str) -> bool:
        """Say whether a number may be that of a car of the day, or of a job that nobody saw."""
        return plate in self.plates or self.near is None or self.near.search(plate) is not None


def of_day(timezone: str, day: dt.date, read: DayRead) -> OfDay:
    """Gather what a day was told of."""
    begins, ends = (start_of_day(day + dt.timedelta(days=days), timezone) for days in (0, 1))
    named = frozenset(job["_id"] for job in (*read.job_of.values(), *read.never_seen))
    # What fits no number at all, where none was looked for.
    pattern = pattern_of_near(read.looked_for) or "(?!)"
    # A day on which nobody wrote down a car says something else once somebody did on the day before or after.
    near = re.compile(pattern) if read.sightings else None
    return OfDay(day.isoformat(), begins, ends, named, frozenset(row["plate"] for row in read.sightings), near)


def days_told(db: Database) -> Telling[OfDay]:
    """Return the days that were told last."""

    async def may_change(key: Key, of: OfDay, entries: Sequence[Document]) -> bool:
        job_ids = {entry["job_id"] for entry in entries if "job_id" in entry}
        rest = [entry for entry in entries if "job_id" not in entry]
        if any(_may_change_it(entry, of) for entry in rest) or job_ids & of.job_ids or len(job_ids) > _MAX_JOBS:
            return True
        jobs = Scoped(db, "jobs", TenantScope(key[0]))
        moved = await jobs.by_id_naive(job_ids, {"plate": 1, "created_at": 1})
        return any(
            of.begins <= utc(job["created_at"]) < of.ends or of.may_be_of(job["plate"]) for job in moved.values()
        )

    return Telling(db, "day_at_gate", _ASKED, may_change)


def _may_change_it(entry: Mapping[str, Any], of: OfDay) -> bool:
    """Say whether an entry that is about no job may change a day."""
    kind, facts = entry["kind"], entry.get("facts", {})
    if kind not in {EntryKind.CAMERA_COUNTED, EntryKind.CAR_SEEN}:
        return kind not in _OF_NO_DAY
    plate = facts.get("vehicle_number")
    is_of_day: bool = facts["day"] == of.day
    return is_of_day or (kind == EntryKind.CAR_SEEN and (plate is None or of.may_be_of(normalise_plate(plate))))
