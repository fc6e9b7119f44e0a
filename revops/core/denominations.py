"""Notes and coins: what each currency has, and a count of them.

A count says how many pieces of each face value lie on the table; a note and a coin of the same value are one. On the
wire it is an object by face value in the currency (``{"500": 12, "0.5": 1}``), inside it is pairs of the face value in
minor units and the pieces, the largest first.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from revops.core.errors import InvalidFields
from revops.core.money import MAX_AMOUNT, MINOR_DIGITS, SCALE, shown

# By currency, the largest first. What is out of print is among them as long as it is taken.
_FACES = {
    "INR": "2000 500 200 100 50 20 10 5 2 1 0.5",
    "AED": "1000 500 200 100 50 20 10 5 1 0.5 0.25 0.1 0.05 0.01",
    "SAR": "500 200 100 50 20 10 5 2 1 0.5 0.25 0.1 0.05 0.01",
    "QAR": "500 200 100 50 10 5 1 0.5 0.25 0.1 0.05 0.01",
    "USD": "100 50 20 10 5 2 1 0.5 0.25 0.1 0.05 0.01",
    "OMR": "50 20 10 5 1 0.5 0.2 0.1 0.05 0.025 0.01 0.005",
    "KWD": "20 10 5 1 0.5 0.25 0.1 0.05 0.02 0.01 0.005",
    "BHD": "20 10 5 1 0.5 0.1 0.05 0.025 0.01 0.005",
}
# By currency: the face value in minor units by its name on the wire.
DENOMINATIONS: dict[str, dict[str, int]] = {
    currency: {name: int(Decimal(name).scaleb(MINOR_DIGITS[currency])) for name in names.split()}
    for currency, names in _FACES.items()
}
# More of one note than anybody counts by hand.
MAX_PIECES = 100_000

# A count as the wire brings it; which notes there are, the currency says.
GivenCount = Annotated[
    dict[str, Annotated[int, Field(strict=True, ge=0, le=MAX_PIECES)]],
    Field(
        max_length=20,
        description="Pieces by face value in the workshop's currency. A note and a coin of one value are one.",
        examples=[{"500": 12, "100": 3, "10": 4}],
    ),
]
# Face values in minor units and pieces, the largest first; of what there is none, nothing.
NoteCount = list[list[int]]


def read_count(given: Mapping[str, int], currency: str, field: str = "count") -> NoteCount:
    """Read a count of the wire. Raises InvalidFields naming ``field`` for a note that the currency does not have, for
    pieces that cannot be, and for more money than there can be.
    """
    faces = DENOMINATIONS[currency]
    for name, pieces in given.items():
        if name not in faces:
            raise InvalidFields({field: f"There is no note or coin of {name[:12]} in {currency}."})
        if not 0 <= pieces <= MAX_PIECES:
            raise InvalidFields({field: f"Enter how many pieces of {name}: 0 to {MAX_PIECES}."})
    count = [[minor, given[name]] for name, minor in faces.items() if given.get(name)]
    if total_of(count) > MAX_AMOUNT * SCALE[currency]:
        raise InvalidFields({field: f"A count can come to at most {shown(MAX_AMOUNT * SCALE[currency], currency)}."})
    return count


def total_of(count: Sequence[Sequence[int]]) -> int:
    """Sum a count up in minor units."""
    return sum(minor * pieces for minor, pieces in count)


def count_to_wire(count: Sequence[Sequence[int]], currency: str) -> dict[str, int]:
    """Return a count as the wire shows it, the largest note first."""
    names = {minor: name for name, minor in DENOMINATIONS[currency].items()}
    return {names[minor]: pieces for minor, pieces in count}
