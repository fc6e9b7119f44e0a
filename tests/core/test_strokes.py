"""Drawings as numbers: what is one is kept as it was, whatever else is said is none."""

import pytest

from revops.core.strokes import HEIGHT, WIDTH, path_of, read_strokes, svg_of, written

DRAWN = "10,20 60,90 120,40;200,100 260,100"


def test_a_drawing_is_kept_as_it_is_drawn() -> None:
    strokes = read_strokes(DRAWN)
    assert strokes is not None
    assert written(strokes) == DRAWN
    assert path_of(DRAWN) == "M10,20 L60,90 L120,40 M200,100 L260,100"
    assert f'viewBox="0 0 {WIDTH} {HEIGHT}"' in svg_of(DRAWN)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "10,20",
        "10,20 11,21",
        "10,20;500,20",
        f"0,0 {WIDTH + 1},0",
        f"0,0 0,{HEIGHT + 1}",
        "0,0 -5,9 99,9",
        "0,0 1e3,5",
        "٠,٠ ٩٩,٩٩",
        '0,0 99,99" onload="alert(1)',
        "0,0 99,99\n",
        "0,0  99,99",
        "M0,0 L99,99",
        "0,0 100,100 " * 1700,
        " ".join(["0,0", "9,9"] * 1001),
        "9" * 5_000_000,
    ],
)
def test_whatever_is_no_drawing_is_refused(said: str) -> None:
    assert read_strokes(said) is None
