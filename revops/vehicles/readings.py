"""Readings of odometers only grow. One that does not fit is asked about, and marked for good."""

import datetime as dt
from collections.abc import Sequence

from revops.core.time import UTC, zone
from revops.vehicles.errors import ReadingNeedsReason
from revops.vehicles.row import Reading

MAX_KM_A_DAY = 1000
# More than any vehicle of a garage has run.
_MAX_KM = 1_000_000


def new_reading(
    before: Sequence[Reading], km: int, at: dt.datetime, job_id: str | None, reason: str | None, timezone: str
) -> Reading:
    """Build a reading after those of before. Raises Conflict for one that does not fit and says no reason."""
    reading: Reading = {"km": km, "at": at, "job_id": job_id}
    oddity = _oddity(before, km, at, timezone)
    if oddity is None:
        return reading
    if reason is None:
        last = before[-1] if before else None
        last_at = last["at"].replace(tzinfo=UTC).isoformat() if last else None
        raise ReadingNeedsReason(
            f"{oddity} Correct it, or say why it is so.",
            extra={"last_km": last["km"] if last else None, "last_at": last_at},
        )
    return {**reading, "reason": reason, "is_marked": True}


def _oddity(before: Sequence[Reading], km: int, at: dt.datetime, timezone: str) -> str | None:
    """Say what does not fit, by the last reading: after a new instrument they grow from there."""
    if before:
        last_km, last_at = before[-1]["km"], before[-1]["at"].replace(tzinfo=UTC)
        if km < last_km:
            return f"The odometer said {last_km:,} km on {_day(last_at, timezone)}, and {km:,} km is less."
        days = max((at - last_at).total_seconds() / 86_400, 1)
        if km - last_km > MAX_KM_A_DAY * days:
            return f"{km:,} km is {km - last_km:,} km more than on {_day(last_at, timezone)}: over 1,000 km a day."
    if km > _MAX_KM:
        return f"{km:,} km is more than a vehicle runs."
    return None


def _day(at: dt.datetime, timezone: str) -> str:
    return f"{at.astimezone(zone(timezone)):%d %b %Y}"
