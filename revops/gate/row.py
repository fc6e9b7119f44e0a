"""The stored forms of what is seen at the gate, of passes and releases, and the functions that make them."""

import datetime as dt
from enum import StrEnum
from typing import NotRequired, TypedDict


class Direction(StrEnum):
    """The ways through a gate."""

    IN = "in"
    OUT = "out"


class PassOutcome(StrEnum):
    """The outcomes of a pass that was shown with a car."""

    USED = "used"
    UNKNOWN = "unknown"
    USED_BEFORE = "used_before"
    OWES = "owes"
    ANOTHER_CAR = "another_car"


class SightingRow(TypedDict):
    """A car that somebody saw at the gate."""

    # As the phone made it.
    _id: str
    workshop_id: str
    plate: str
    # As it was typed.
    plate_shown: str
    direction: str
    # By the phone's clock, and when it came by ours.
    at: dt.datetime
    came_at: dt.datetime
    day: str
    # The member who saw it.
    member_id: str
    km: int | None
    # What came of its pass, where one was shown, and which it was, where it is one of the garage.
    outcome: str | None
    pass_id: str | None
    request_mark: NotRequired[str]


class PassRow(TypedDict):
    """A gate pass. Its code is nowhere: it is computed when it is shown, and found by what it comes to."""

    _id: str
    workshop_id: str
    job_id: str
    # Counted from 1 on each job.
    serial: int
    code_mac: str
    issued_at: dt.datetime
    # A user.
    issued_by: str
    used_at: dt.datetime | None
    sighting_id: str | None


class ReleaseRow(TypedDict):
    """The owner's word that a car may leave while so much is owed on its job."""

    _id: str
    workshop_id: str
    job_id: str
    amount_minor: int
    at: dt.datetime
    # A user.
    by: str


class CameraCountRow(TypedDict):
    """The number of cars that the owner counted on his camera on a day."""

    _id: str
    workshop_id: str
    day: str
    cars: int
    at: dt.datetime
    # A user.
    by: str


def count_id(workshop_id: str, day: str) -> str:
    """Build the id of what was counted on a day."""
    return f"{workshop_id}:{day}"
