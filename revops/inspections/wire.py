"""Inspections as the wire shows them."""

from collections.abc import Mapping, Sequence
from typing import Any

from revops.access.caller import Caller
from revops.inspections.row import GroupRow, InspectionRow, PointRow, counts_of
from revops.mongo.client import Document

_OF_POINT = ("id", "title", "unit", "soon_below", "now_below", "soon_above", "now_above")
_OF_ANSWER = ("answer", "measured", "note", "answered_at")


def template_out(template: Mapping[str, Any]) -> Document:
    """Build a template."""
    groups = [{"title": group["title"], "points": [_point(p) for p in group["points"]]} for group in template["groups"]]
    return {**{name: template[name] for name in ("id", "name", "version", "is_own")}, "groups": groups}


async def inspections_out(caller: Caller, rows: Sequence[InspectionRow]) -> list[Document]:
    """Build inspections with the names of who did what."""
    who = {answer["answered_by"] for row in rows for answer in row["answers"].values()}
    who |= {row["started_by"] for row in rows} | {row["finished_by"] for row in rows if "finished_by" in row}
    names = await caller.services.names(who)
    return [_inspection(row, names) for row in rows]


def _inspection(row: InspectionRow, names: Mapping[str, str]) -> Document:
    return {
        "id": row["_id"],
        **{name: row.get(name) for name in ("job_id", "template_id", "name", "started_at", "finished_at")},
        "groups": [_group(group, row, names) for group in row["groups"]],
        "counts": counts_of(row),
        "started_by_name": names.get(row["started_by"]),
        "finished_by_name": names.get(row.get("finished_by", "")),
    }


def _group(group: GroupRow, row: InspectionRow, names: Mapping[str, str]) -> Document:
    points: list[Document] = []
    for point in group["points"]:
        found = row["answers"].get(point["id"])
        said: Mapping[str, Any] = found or {}
        points.append(
            {
                **_point(point),
                **{name: said.get(name) for name in _OF_ANSWER},
                "photo_ids": said.get("photo_ids", []),
                "answered_by_name": names.get(said.get("answered_by", "")),
            }
        )
    return {"title": group["title"], "points": points}


def _point(point: PointRow) -> Document:
    return {**{name: point.get(name) for name in _OF_POINT}, "needs_photo": point.get("needs_photo", False)}
