"""Drawings of a finger, as numbers: a few lines of points on a sheet of a fixed size.

A drawing comes as numbers, is kept as numbers and is shown as a path, so no picture has to be trusted or decoded.
"""

import re
from itertools import pairwise

WIDTH, HEIGHT = 600, 200
_MAX_LENGTH, _MAX_POINTS = 20_000, 2_000
# What is shorter is a slip of the finger.
_MIN_LENGTH = 60
_WRITTEN = re.compile(r"[0-9]{1,3},[0-9]{1,3}(?:[ ;][0-9]{1,3},[0-9]{1,3})*")

Strokes = list[list[tuple[int, int]]]


def read_strokes(said: str) -> Strokes | None:
    """Read a drawing, ``10,20 12,24;40,50 44,52``; None for what is none, is off the sheet, or is only a dot."""
    if len(said) > _MAX_LENGTH or _WRITTEN.fullmatch(said) is None:
        return None
    strokes = [[_point(point) for point in stroke.split(" ")] for stroke in said.split(";")]
    points = [point for stroke in strokes for point in stroke]
    if len(points) > _MAX_POINTS or any(x > WIDTH or y > HEIGHT for x, y in points):
        return None
    return strokes if sum(_length(stroke) for stroke in strokes) >= _MIN_LENGTH else None


def _point(said: str) -> tuple[int, int]:
    x, _, y = said.partition(",")
    return int(x), int(y)


def _length(stroke: list[tuple[int, int]]) -> int:
    return sum(abs(x - a) + abs(y - b) for (a, b), (x, y) in pairwise(stroke))


def written(strokes: Strokes) -> str:
    """Write a drawing as it is read."""
    return ";".join(" ".join(f"{x},{y}" for x, y in stroke) for stroke in strokes)


def path_of(said: str) -> str:
    """Build the path of a drawing that was kept, as SVG says it."""
    return " ".join("M" + " L".join(stroke.split(" ")) for stroke in said.split(";"))


def svg_of(said: str) -> str:
    """Build the picture of a drawing that was kept."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">'
        f'<path d="{path_of(said)}" fill="none" stroke="#000" stroke-width="4" stroke-linecap="round"'
        ' stroke-linejoin="round"/></svg>'
    )
