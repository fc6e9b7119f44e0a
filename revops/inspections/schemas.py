"""Inspections as the wire takes and shows them."""

import datetime as dt
from typing import Annotated

from pydantic import AfterValidator, BaseModel, Field
from pydantic_core import PydanticCustomError

from revops.core.text import Identifier, Line, OptionalNote
from revops.core.written_time import Instant
from revops.inspections.row import Answer, Unit

PointId = Annotated[str, Field(pattern=r"^[a-z0-9_-]{1,40}$", examples=["front_pads"])]
Measured = Annotated[float, Field(ge=0, le=9_999_999, allow_inf_nan=False, examples=[3.5])]
_Limit = Annotated[Measured | None, Field(description="In the point's unit.")]
_MAX_POINTS = 100


class Point(BaseModel):
    """A point to be checked. Beyond a limit the answer to what is measured is soon, or now."""

    id: PointId
    title: Annotated[Line, Field(min_length=1, max_length=80, examples=["Front brake pads"])]
    unit: Unit | None = None
    needs_photo: Annotated[
        bool, Field(description="Whether a photo is taken whatever is found, and the list is not finished without one.")
    ] = False
    soon_below: _Limit = None
    now_below: _Limit = None
    soon_above: _Limit = None
    now_above: _Limit = None


class PointGroup(BaseModel):
    """Points that are checked one after the other."""

    title: Annotated[Line, Field(min_length=1, max_length=80, examples=["Brakes"])]
    points: Annotated[list[Point], Field(min_length=1, max_length=_MAX_POINTS)]


def _checked(groups: list[PointGroup]) -> list[PointGroup]:
    """Refuse points that cannot be told apart, and limits that contradict each other."""
    points = [point for group in groups for point in group.points]
    if len(points) > _MAX_POINTS:
        raise PydanticCustomError("text", "have more than 100 points; please take some out")
    if len({point.id for point in points}) < len(points):
        raise PydanticCustomError("text", "have two points with the same id")
    for point in points:
        limits = (point.now_below, point.soon_below, point.soon_above, point.now_above)
        given = [limit for limit in limits if limit is not None]
        if given and point.unit is None:
            raise PydanticCustomError("text", "have a point with limits and no unit; please choose the unit")
        if given != sorted(given):
            raise PydanticCustomError(
                "text", "have a point whose limits contradict each other; please check what is soon and what is now"
            )
    return groups


class InspectionTemplateChange(BaseModel):
    """A list of points, in groups."""

    name: Annotated[Line, Field(min_length=1, max_length=80, examples=["Quick intake"])]
    groups: Annotated[list[PointGroup], Field(min_length=1, max_length=20), AfterValidator(_checked)]
    seen_version: Annotated[
        int | None, Field(ge=0, description="The version that was looked at: refused when there is a later one.")
    ] = None


class InspectionTemplateOut(BaseModel):
    """A template of inspections. ``is_own``: the owner changed it, or made it."""

    id: str
    name: str
    groups: list[PointGroup]
    version: Annotated[int, Field(description="Counted with each change; 0 as it ships.")]
    is_own: bool


class InspectionTemplateChanged(BaseModel):
    """A template after a change."""

    message: Annotated[str, Field(examples=["List of points saved"])]
    template: InspectionTemplateOut


class InspectionStart(BaseModel):
    """The template whose points are to be checked."""

    template_id: Annotated[Identifier, Field(examples=["quick"])]


class PointAnswer(BaseModel):
    """The state in which a point was found. What is measured decides where the point has limits."""

    answer: Answer | None = None
    measured: Measured | None = None
    note: OptionalNote = None
    photo_ids: Annotated[
        list[Identifier], Field(max_length=6, description="Photos of the job, which may come later.")
    ] = []
    answered_at: Annotated[
        Instant | None, Field(description="When the phone took it: of two answers the later one stays.")
    ] = None


class PointOut(Point):
    """A point of an inspection, and what was found: nothing when ``answer`` is null."""

    answer: Answer | None
    measured: float | None
    note: str | None
    photo_ids: list[str]
    answered_at: dt.datetime | None
    answered_by_name: str | None


class GroupOut(BaseModel):
    """A group of an inspection."""

    title: str
    points: list[PointOut]


class Counts(BaseModel):
    """The numbers of points by how they were found."""

    good: int
    soon: int
    now: int
    not_checked: int


class InspectionOut(BaseModel):
    """An inspection of the vehicle of a job."""

    id: str
    job_id: str
    template_id: str
    name: str
    groups: list[GroupOut]
    counts: Counts
    started_at: dt.datetime
    started_by_name: str | None
    finished_at: dt.datetime | None
    finished_by_name: str | None


class InspectionChanged(BaseModel):
    """An inspection after a change."""

    message: Annotated[str, Field(examples=["Answer saved"])]
    inspection: InspectionOut
