"""Plates as two people read them: a letter taken for the figure that looks like it is no other car."""

from collections import defaultdict
from collections.abc import Iterable

_LOOKS_LIKE = str.maketrans({"O": "0", "Q": "0", "D": "0", "I": "1", "L": "1", "B": "8", "S": "5", "Z": "2", "G": "6"})
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
