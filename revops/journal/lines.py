"""A change of a job's lines, as its journal entry tells it: only the lines that went and those that came.

Each stands with its number in the list that it was, or is, in; all others are as before, in the same order. So a list
of two hundred lines costs a journal entry no more than what somebody did to it, and nothing is lost.
"""

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Sequence
from typing import Any

import orjson

Line = dict[str, Any]
# How many lines there were and are, and which went and came, each with its number under NUMBER.
COUNTS, LINES, NUMBER = "line_count", "lines", "line"


def line_changes(before: Sequence[Line], after: Sequence[Line]) -> dict[str, tuple[Any, Any]]:
    """Build what an entry says of a change of lines."""
    kept = _kept(before, after)
    new_numbers = set(kept.values())
    went = [{NUMBER: at + 1, **line} for at, line in enumerate(before) if at not in kept]
    came = [{NUMBER: at + 1, **line} for at, line in enumerate(after) if at not in new_numbers]
    return {COUNTS: (len(before), len(after)), LINES: (went, came)}


def lines_after(before: Sequence[Line], change: Sequence[Sequence[Line]]) -> list[Line]:
    """Build the lines after a change from those before it and the pair that its entry keeps under LINES."""
    went, came = change
    gone = {line[NUMBER] for line in went}
    lines = [line for number, line in enumerate(before, 1) if number not in gone]
    for line in came:
        lines.insert(line[NUMBER] - 1, {name: value for name, value in line.items() if name != NUMBER})
    return lines


def lines_before(after: Sequence[Line], change: Sequence[Sequence[Line]]) -> list[Line]:
    """Build the lines before a change from those after it and the pair that its entry keeps under LINES."""
    went, came = change
    return lines_after(after, (came, went))


def _kept(before: Sequence[Line], after: Sequence[Line]) -> dict[int, int]:
    """Find lines that are in both lists in the same order: their places before, with their places after."""
    places: defaultdict[bytes, deque[int]] = defaultdict(deque)
    for at, line in enumerate(before):
        places[orjson.dumps(line, option=orjson.OPT_SORT_KEYS)].append(at)
    pairs = []
    for at, line in enumerate(after):
        same = places.get(orjson.dumps(line, option=orjson.OPT_SORT_KEYS))
        if same:
            pairs.append((same.popleft(), at))
    # The longest run of pairs that rises on both sides: of each length, the run that ends earliest.
    ends: list[int] = []
    last: list[int] = []
    previous: list[int | None] = []
    for index, (old, _) in enumerate(pairs):
        length = bisect_left(ends, old)
        previous.append(last[length - 1] if length else None)
        # Replaces the one of this length, or is the first of it.
        ends[length : length + 1] = [old]
        last[length : length + 1] = [index]
    kept: dict[int, int] = {}
    step = last[-1] if last else None
    while step is not None:
        old, new = pairs[step]
        kept[old] = new
        step = previous[step]
    return kept
