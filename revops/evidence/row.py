"""The stored form of a photo of cash that was counted, or of a car at the gate, and the one place that makes it."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import NotRequired, TypedDict


class Of(StrEnum):
    """The kinds of things that are photographed."""

    HAND_OVER = "hand-over"
    COUNT = "count"
    DAY = "day"
    SIGHTING = "sighting"


# As an entry of the journal calls what is photographed.
ABOUT = {Of.HAND_OVER: "settlement", Of.COUNT: "cash_count", Of.DAY: "cash_day", Of.SIGHTING: "sighting"}


@dataclass(frozen=True, slots=True)
class Subject:
    """A thing that is photographed, whose it is, and when it was counted or seen."""

    of: Of
    id: str
    member_id: str
    at: dt.datetime


class EvidenceRow(TypedDict):
    """A photo as it is stored, and the file that it is in while it is not forgotten. It is never changed or deleted by
    anybody of the garage.
    """

    # As the phone that sent it made it.
    _id: str
    workshop_id: str
    of: str
    about_id: str
    # The member who counted, or who saw the car.
    member_id: str
    # By the phone's clock; when it came is by ours.
    taken_at: dt.datetime
    added_at: dt.datetime
    # A user.
    added_by: str
    bytes: int
    # SHA-256 of what was sent, and of the photo itself, while it is there.
    received: NotRequired[str]
    file: NotRequired[str]
    forgotten_at: NotRequired[dt.datetime]


def new_evidence(
    workshop_id: str,
    subject: Subject,
    photo_id: str,
    *,
    taken_at: dt.datetime,
    at: dt.datetime,
    added_by: str,
    received: str,
    file: str,
    size: int,
) -> EvidenceRow:
    """Build a photo that came ``at`` this time."""
    return {
        "_id": photo_id,
        "workshop_id": workshop_id,
        "of": subject.of.value,
        "about_id": subject.id,
        "member_id": subject.member_id,
        # A phone may be wrong, but no photo was taken after it came.
        "taken_at": min(taken_at, at),
        "added_at": at,
        "added_by": added_by,
        "bytes": size,
        "received": received,
        "file": file,
    }
