"""Vehicle numbers and what can be seen of a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from revops.core.text import Line, OptionalNote, is_visible, normalise_plate, plate_warning


@pytest.mark.parametrize(
    ("raw", "normal"),
    [
        ("MH12AB1234", "MH12AB1234"),
        (" mh 12-ab.1234 ", "MH12AB1234"),
        ("ＭＨ１２ＡＢ１２３４", "MH12AB1234"),
        ("म.हा. १२ ३४", "महा1234"),
        ("एमएच १२ एबी १२३४", "एमएच12एबी1234"),
        ("एमएच-12-एबी-1234", "एमएच12एबी1234"),
        ("٣٤٥ دبي", "345دبي"),
        ("۳۴۵ دبی", "345دبي"),
        ("--", ""),
    ],
)
def test_a_plate_is_compared_without_its_spelling(raw: str, normal: str) -> None:
    assert normalise_plate(raw) == normal


@given(raw=st.text(max_size=30))
def test_normalising_a_plate_twice_is_once(raw: str) -> None:
    assert normalise_plate(normalise_plate(raw)) == normalise_plate(raw)


@pytest.mark.parametrize(
    "plate", ["MH12AB1234", "dl 1 c 1", "22 BH 1234 AA", "T0123MH4567A", "MHVAAA1234", "77 CD 12", "KA01 1234"]
)
def test_known_forms_of_plates(plate: str) -> None:
    assert plate_warning(plate, "INR") is None


@pytest.mark.parametrize("plate", ["ABC", "1234", "MH12AB12345", "DUBAI A 1"])
def test_odd_plates_warn_in_india_only(plate: str) -> None:
    assert plate_warning(plate, "INR") == f"{plate} does not look like an Indian vehicle number; please check it."
    assert plate_warning(plate, "AED") is None


@pytest.mark.parametrize(
    "text",
    ["", " ", "\u200b", "\u3164", "\u00ad", "\u2800", "\u00a0\u2003", "\u115f\u1160", "\ufeff\u2060", "\u0301"],
)
def test_what_cannot_be_seen_is_nothing(text: str) -> None:
    assert text.strip() == "" or not is_visible(text)


@pytest.mark.parametrize("text", ["a", "-", "\u200bर\u200b", "أ", "৳", "🚗", "王"])
def test_what_can_be_seen(text: str) -> None:
    assert is_visible(text)


@pytest.mark.parametrize("mark", ["\u202a", "\u202b", "\u202c", "\u202d", "\u202e"])
def test_no_text_turns_the_amount_beside_it(mark: str) -> None:
    assert TypeAdapter(Line).validate_python(f"Ravi {mark}") == "Ravi"
    assert TypeAdapter(OptionalNote).validate_python(f"{mark}paid 2,100{mark}") == "paid 2,100"
    assert TypeAdapter(OptionalNote).validate_python(mark) is None


@pytest.mark.parametrize("text", ["\u2068AED 500\u2069 مدفوع", "क्\u200dष", "\u200fمحمد"])
def test_marks_that_a_script_needs_are_kept(text: str) -> None:
    assert TypeAdapter(Line).validate_python(text) == text
