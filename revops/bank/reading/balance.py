"""Rows against their running balance: it says what came in and what went out, and whether the file is whole.

Headings are not believed: some banks hand out files in which those of debit and credit changed places.
"""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(slots=True)
class Line:
    """A row as it stands: its sums without a sign, and the balance after it. ``row`` counts from 1, as editors do."""

    row: int
    day: str
    debit: int
    credit: int
    balance: int
    narration: str
    reference: str
    # What came in; what went out is negative.
    amount: int = 0


Say = Callable[[int], str]


def sign_lines(lines: list[Line], opening: int | None, say: Say) -> tuple[list[Line], int]:
    """Say of each line what came in or went out; return those that moved anything, oldest first, and the balance before
    them.

    ``opening`` is the balance before all of them, where the file says it. Raises ValueError with the row that does not
    add up and its two sums.
    """
    forwards, backwards = _first_wrong(lines, opening), _first_wrong(lines[::-1], opening)
    # Where both add up, or neither does, the days say which was meant.
    is_newest_first = lines[0].day > lines[-1].day
    if (forwards is None) != (backwards is None):
        is_newest_first = forwards is not None
    ordered, wrong = (lines[::-1], backwards) if is_newest_first else (lines, forwards)
    if wrong is not None:
        raise ValueError(_refusal(ordered, wrong, opening, say))
    is_swapped = _is_swapped(ordered)
    before = opening
    for line in ordered:
        if before is None:
            came_in = line.debit - line.credit if is_swapped else line.credit - line.debit
            before = line.balance - came_in
        line.amount = line.balance - before
        before = line.balance
    first = ordered[0]
    return [line for line in ordered if line.amount], first.balance - first.amount


def _moved(line: Line) -> tuple[int, int]:
    """Return both sums that the line may have moved: by the headings as they stand, and in each other's place."""
    net = line.credit - line.debit
    return net, -net


def _first_wrong(lines: Sequence[Line], opening: int | None) -> int | None:
    before = opening
    for index, line in enumerate(lines):
        if before is not None and line.balance - before not in _moved(line):
            return index
        before = line.balance
    return None


def _is_swapped(lines: Sequence[Line]) -> bool:
    as_said = swapped = 0
    for before, line in itertools.pairwise(lines):
        net = line.credit - line.debit
        as_said += net != 0 and line.balance - before.balance == net
        swapped += net != 0 and line.balance - before.balance == -net
    return swapped > as_said


def _refusal(lines: Sequence[Line], index: int, opening: int | None, say: Say) -> str:
    line = lines[index]
    before = opening if index == 0 else lines[index - 1].balance
    assert before is not None
    net = line.debit - line.credit if _is_swapped(lines[:index]) else line.credit - line.debit
    return (
        f"Row {line.row} does not add up: {say(before)} before it and {say(abs(net))} {'out' if net < 0 else 'in'} make"
        f" {say(before + net)}, and the statement says {say(line.balance)}. Rows are missing or were changed. Download"
        " the statement from your bank again, and send it as it is."
    )
