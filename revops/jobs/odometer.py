"""The odometer of a car as it was taken in: kept with the vehicle, shown with the job."""

from collections.abc import Mapping
from typing import Any

from revops.mongo.client import Document

# More visits than these a car has had before a job is looked at for its odometer.
_LATEST = 100
LATEST_READINGS: Document = {"readings": {"$slice": ["$readings", -_LATEST]}}


def km_at_intake(vehicle: Mapping[str, Any] | None, job_id: str) -> int | None:
    """Find the reading of a job among those of its vehicle; None where nobody typed one."""
    readings = vehicle["readings"] if vehicle is not None else []
    return next((reading["km"] for reading in reversed(readings) if reading["job_id"] == job_id), None)
