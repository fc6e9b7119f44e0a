"""Plates as two people read them: a letter taken for the figure that looks like it is no other car."""

import re
from collections import defaultdict
from collections.abc import Iterable

_LOOKS_LIKE = str.maketrans({"O": "0", "Q": "0", "D": "0", "I": "1", "L": "1", "B": "8", "S": "5", "Z": "2", "G": "6"})
# What fits a sign and all that look like it.
_ALIKE = {
    sign: f"[{sign}{''.join(chr(other) for other, like in _LOOKS_LIKE.items() if like == sign)}]" for sign in "012568"
}
# Of shorter numbers one sign is too much of the whole.
_SHORTEST = 6


def looks(plate: str) -> str:
    """Write a normalised plate so that those that look alike are the same."""
    return plate.translate(_LOOKS_LIKE)


def is_near(one: str, other: str) -> bool:
    """Say whether two plates differ in no more than one sign: another one, one too many, or two that changed places."""
    return _look_near(looks(one), looks(other))


def _look_near(one: str, other: str) -> bool:
    if one == other:
        return True
    if min(len(one), len(other)) < _SHORTEST or abs(len(one) - len(other)) > 1:
        return False
    if len(one) == len(other):
        differing = [at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
        if len(differing) == 2:
            first, second = differing
            return second == first + 1 and one[first] == other[second] and one[second] == other[first]
        return len(differing) == 1
    shorter, longer = sorted((one, other), key=len)
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))


def pattern_of_near(plates: Iterable[str]) -> str:
    """Write a regular expression that fits every plate that is near one of these, and few others: where one sign
    differs, or two changed places, either the last four signs look the same, or those before the last five do.
    """
    ends: set[str] = set()
    for plate in plates:
        signs = [_ALIKE.get(sign, re.escape(sign)) for sign in looks(plate)]
        if len(signs) < _SHORTEST:
            ends.add(f"^{''.join(signs)}$")
        else:
            ends |= {f"{''.join(signs[-4:])}$", f"^{''.join(signs[:-5])}"}
    return "|".join(sorted(ends))


class PlateIndex:
    """Plates by how they look, for finding all that are near another one without comparing it with each."""

    def __init__(self, plates: Iterable[str]) -> None:
        self._with: dict[str, set[str]] = defaultdict(set)
        for plate in {looks(plate) for plate in plates}:
            for left in _one_sign_less(plate):
                self._with[left].add(plate)

    def near(self, plate: str) -> list[str]:
        """List the looks of those that differ in no more than one sign, one that looks the same first."""
        same = looks(plate)
        found = set().union(*(self._with.get(left, ()) for left in _one_sign_less(same)))
        return sorted((other for other in found if _look_near(other, same)), key=lambda other: (other != same, other))


def _one_sign_less(look: str) -> set[str]:
    """List what is left of a plate without one of its signs, and itself: two that are near have one of these in common,
    whether a sign was changed, left out, or changed places.
    """
    return {look} | {look[:at] + look[at + 1 :] for at in range(len(look))}
