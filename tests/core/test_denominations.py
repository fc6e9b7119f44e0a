"""Notes and coins: counts are exact, and what cannot lie on a table is refused."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from revops.core.denominations import (
    DENOMINATIONS,
    MAX_PIECES,
    GivenCount,
    count_to_wire,
    read_count,
    total_of,
)
from revops.core.errors import InvalidFields
from revops.core.money import MINOR_DIGITS

WEB = Path(__file__).parents[2] / "web/src/lib/denominations.ts"


def test_every_currency_has_its_notes_largest_first_and_the_web_app_has_the_same() -> None:
    assert set(DENOMINATIONS) == set(MINOR_DIGITS)
    written = dict(re.findall(r"^  ([A-Z]{3}): '([0-9. ]+)',$", WEB.read_text(), re.MULTILINE))
    for currency, faces in DENOMINATIONS.items():
        values = list(faces.values())
        assert values == sorted(set(values), reverse=True)
        for name, minor in faces.items():
            assert Decimal(name).scaleb(MINOR_DIGITS[currency]) == minor > 0
            # A number as JavaScript writes it, so that no two names mean one note.
            assert re.fullmatch(r"[1-9][0-9]*|0\.[0-9]*[1-9]", name)
        assert written[currency].split() == list(faces)


@given(data=st.data(), currency=st.sampled_from(sorted(MINOR_DIGITS)))
def test_a_count_is_its_sum_and_comes_back_as_it_was(data: st.DataObject, currency: str) -> None:
    faces = DENOMINATIONS[currency]
    names = st.dictionaries(st.sampled_from(sorted(faces)), st.integers(0, 5000))
    counted = data.draw(names)
    count = read_count(counted, currency)
    total = sum((Decimal(name) * pieces for name, pieces in counted.items()), Decimal(0))
    assert total_of(count) == total.scaleb(MINOR_DIGITS[currency])
    assert count_to_wire(count, currency) == {name: pieces for name, pieces in counted.items() if pieces}


@pytest.mark.parametrize(
    ("counted", "currency", "word"),
    [
        ({"1000": 1}, "INR", "1000"),
        ({"0.25": 1}, "INR", "0.25"),
        ({"500.0": 1}, "INR", "500.0"),
        ({"": 1}, "INR", "no note"),
        ({"2000": 1}, "OMR", "2000"),
        ({"0.025": 4}, "AED", "0.025"),
        ({"500": -1}, "INR", "pieces"),
        ({"500": MAX_PIECES + 1}, "INR", "pieces"),
        ({"1000": MAX_PIECES, "500": MAX_PIECES, "0.01": MAX_PIECES}, "AED", None),
    ],
)
def test_what_no_currency_has_is_refused(counted: dict[str, int], currency: str, word: str | None) -> None:
    if word is None:  # large, and still money
        assert total_of(read_count(counted, currency)) < 10**18
        return
    with pytest.raises(InvalidFields) as refusal:
        read_count(counted, currency)
    (error,) = refusal.value.extra["errors"]
    assert error["field"] == "count"
    assert word in error["message"]


@pytest.mark.parametrize("pieces", [-1, 1.5, "3", True, None, MAX_PIECES + 1, 2**70])
def test_pieces_are_whole_numbers(pieces: object) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(GivenCount).validate_python({"500": pieces})
