"""Plates as two people read them."""

import random
import re

import pytest

from revops.gate.plates import PlateIndex, is_near, looks, pattern_of_near


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("MH12AB1234", "MH12A81234"),
        ("MH12OB1234", "MH120B1234"),
        ("MH12AI1234", "MH12A11234"),
    ],
)
def test_letters_that_look_like_figures_are_the_same(one: str, other: str) -> None:
    assert looks(one) == looks(other)


@pytest.mark.parametrize(
    ("other", "near"),
    [
        ("MH12AB1234", True),
        ("MH12AB1235", True),
        ("MH12AB124", True),
        ("MH12AB12344", True),
        ("MH12AB1243", True),
        ("MH12AB1345", False),
        ("MH14CD5678", False),
        ("KA05MN0001", False),
    ],
)
def test_one_sign_is_a_slip_and_two_are_another_car(other: str, near: bool) -> None:
    assert is_near("MH12AB1234", other) is near
    assert is_near(other, "MH12AB1234") is near


def test_of_a_short_number_one_sign_is_too_much() -> None:
    assert not is_near("1234", "1235")
    assert is_near("A1O4", "A104")
    assert is_near("KA1234", "KA1235")
    assert not is_near("KA123", "KA124")
    # Five signs beside six: the shorter one says.
    assert not is_near("KA123", "KA1234")


def test_an_index_finds_what_comparing_each_with_each_would() -> None:
    rng = random.Random(7)
    plates = {"".join(rng.choices("AB08O", k=rng.randint(4, 8))) for _ in range(400)}
    index = PlateIndex(plates)
    for plate in plates:
        expected = {looks(other) for other in plates if is_near(plate, other)}
        found = index.near(plate)
        assert (set(found), len(found)) == (expected, len(expected))
        assert found[0] == looks(plate)
    assert PlateIndex([]).near("MH12AB1234") == []


def test_a_pattern_fits_whatever_is_near() -> None:
    rng = random.Random(8)
    plates = {"".join(rng.choices("A8BO0", k=rng.randint(5, 8))) for _ in range(500)}
    near = 0
    for plate in plates:
        fits = re.compile(pattern_of_near([plate]))
        those = [other for other in plates if is_near(plate, other)]
        assert all(fits.search(other) for other in those)
        near += len(those)
    assert near > 2 * len(plates)
    fits = re.compile(pattern_of_near(["MH12AB1234", "KA05MN0007"]))
    assert [plate for plate in ("MH12RS9999", "KA05MN1111", "DL3CAB1Z34", "TN01XY4321") if fits.search(plate)] == [
        "KA05MN1111", "DL3CAB1Z34"
    ]  # fmt: skip
