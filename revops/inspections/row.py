"""The stored forms of an inspection and of a template, and the functions that make them."""

import datetime as dt
from collections.abc import Container, Mapping, Sequence
from enum import StrEnum
from typing import Any, NotRequired, TypedDict


class Answer(StrEnum):
    """The states in which a point is found: good, to be done soon, to be done now."""

    GOOD = "good"
    SOON = "soon"
    NOW = "now"


class Unit(StrEnum):
    """The units that points are measured in."""

    MILLIMETRE = "mm"
    VOLT = "V"
    BAR = "bar"
    KILOMETRE = "km"
    PERCENT = "%"


class PointRow(TypedDict):
    """One point to be checked. With a unit it is measured; beyond a limit the answer is soon, or now."""

    id: str
    title: str
    # Whatever is found there: without a photo the inspection is not finished.
    needs_photo: NotRequired[bool]
    unit: NotRequired[str]
    soon_below: NotRequired[float]
    now_below: NotRequired[float]
    soon_above: NotRequired[float]
    now_above: NotRequired[float]


class GroupRow(TypedDict):
    """Points that are checked one after the other."""

    title: str
    points: list[PointRow]


class TemplateRow(TypedDict):
    """A garage's own list of points, in place of one that ships or beside those."""

    _id: str
    workshop_id: str
    # The template's id on the wire, which other garages have too.
    key: str
    name: str
    groups: list[GroupRow]
    changed_at: dt.datetime
    changed_by: str
    # Counted from the second time on that it was saved.
    version: NotRequired[int]
    removed_at: NotRequired[dt.datetime]


class AnswerRow(TypedDict):
    """The answer for one point. ``answered_at`` is by the phone's clock, and decides which of two is the later."""

    answer: str
    measured: float | None
    note: str | None
    photo_ids: list[str]
    answered_at: dt.datetime
    answered_by: str
    # By our clock.
    came_at: dt.datetime


class InspectionRow(TypedDict):
    """An inspection of the vehicle of a job, with the points as its template had them when it was begun."""

    # As the phone that began it made it.
    _id: str
    workshop_id: str
    job_id: str
    template_id: str
    name: str
    groups: list[GroupRow]
    answers: dict[str, AnswerRow]
    started_at: dt.datetime
    started_by: str
    finished_at: NotRequired[dt.datetime]
    finished_by: NotRequired[str]
    # The salt is erased with what was noted.
    notes_salt: NotRequired[str]
    notes_sha256: NotRequired[str]
    # Begun by mistake, and not shown.
    discarded_at: NotRequired[dt.datetime]


_BOUNDS = ("now_below", "soon_below", "now_above", "soon_above")


def new_inspection(
    workshop_id: str,
    job_id: str,
    inspection_id: str,
    template: Mapping[str, Any],
    *,
    started_by: str,
    at: dt.datetime,
) -> InspectionRow:
    """Build an inspection of which nothing is answered yet."""
    return {
        "_id": inspection_id,
        "workshop_id": workshop_id,
        "job_id": job_id,
        "template_id": template["id"],
        "name": template["name"],
        "groups": template["groups"],
        "answers": {},
        "started_at": at,
        "started_by": started_by,
    }


def points_of(groups: Sequence[GroupRow]) -> list[PointRow]:
    """List the points of all groups."""
    return [point for group in groups for point in group["points"]]


def without_photo(row: InspectionRow, photos: Container[str]) -> list[PointRow]:
    """List the points that lack a photo: those that need work, and those where one is always taken."""
    bare = []
    for point in points_of(row["groups"]):
        found = row["answers"].get(point["id"])
        is_needed = point.get("needs_photo", False) or (found is not None and found["answer"] != Answer.GOOD)
        if is_needed and not any(photo_id in photos for photo_id in (found["photo_ids"] if found is not None else ())):
            bare.append(point)
    return bare


def has_limits(point: PointRow) -> bool:
    """Tell whether the answer follows from what is measured."""
    return any(bound in point for bound in _BOUNDS)


def answer_of(point: PointRow, measured: float) -> Answer:
    """Derive the answer from what was measured."""
    low, lowest = point.get("soon_below"), point.get("now_below")
    high, highest = point.get("soon_above"), point.get("now_above")
    if (lowest is not None and measured < lowest) or (highest is not None and measured > highest):
        return Answer.NOW
    if (low is not None and measured < low) or (high is not None and measured > high):
        return Answer.SOON
    return Answer.GOOD


def counts_of(row: Mapping[str, Any]) -> dict[str, int]:
    """Count the points by how they were found, and those not checked."""
    found = [answer["answer"] for answer in row["answers"].values()]
    counts = {answer.value: found.count(answer.value) for answer in Answer}
    return {**counts, "not_checked": len(points_of(row["groups"])) - len(found)}
