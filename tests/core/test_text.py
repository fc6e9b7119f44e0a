"""Plates, phones, GST numbers and the words of a search."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from revops.core.text import gst_warning, normalise_phone, normalise_plate, plate_warning, words
from revops.jobs.search import search_tokens


@pytest.mark.parametrize(
    ("raw", "normal"),
    [
        ("MH12AB1234", "MH12AB1234"),
        (" mh 12-ab.1234 ", "MH12AB1234"),
        ("ＭＨ１２ＡＢ１２３４", "MH12AB1234"),
        ("म.हा. १२ ३४", "महा1234"),
        ("٣٤٥ دبي", "345دبي"),
        ("--", ""),
    ],
)
def test_a_plate_is_compared_without_its_spelling(raw: str, normal: str) -> None:
    assert "".join(c for c in normalise_plate(raw)) == "".join(c for c in normal if c.isalnum())


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
    ("raw", "currency", "normal"),
    [
        ("98765 43210", "INR", "+919876543210"),
        ("098765-43210", "INR", "+919876543210"),
        ("+91 98765 43210", "INR", "+919876543210"),
        ("050 123 4567", "AED", "+971501234567"),
        ("+968 9212 3456", "INR", "+96892123456"),
        ("9212 3456", "OMR", "+96892123456"),
    ],
)
def test_phones_are_kept_in_one_form(raw: str, currency: str, normal: str) -> None:
    assert normalise_phone(raw, currency) == (normal, None)


@given(raw=st.text(max_size=40))
def test_any_text_may_be_typed_for_a_phone_or_gst_number(raw: str) -> None:
    number, warning = normalise_phone(raw, "INR")
    assert warning is None or number == raw
    gst_warning(raw)


@pytest.mark.parametrize("raw", ["27AAPFU0939F1ZV", "27aapfu0939f1zv", "27 AAPFU 0939 F1ZV"])
def test_good_gst_numbers(raw: str) -> None:
    assert gst_warning(raw) is None


def test_a_gst_number_with_a_wrong_check_digit() -> None:
    alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    for state in ("27", "38", "97"):
        good = [last for last in alphabet if gst_warning(f"{state}AAPFU0939F1Z{last}") is None]
        assert len(good) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("José  O'Brien", ["jose", "o", "brien"]),
        ("राजेश कुमार", ["राजश", "कमार"]),
        ("ＦＵＬＬ width", ["full", "width"]),
        ("Straße", ["strasse"]),
        (".*+?^$(){}[]|\\", []),
        ("", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@given(name=st.text(max_size=120), plate=st.text(max_size=20), phone=st.text(max_size=32))
def test_whatever_is_typed_can_be_indexed(name: str, plate: str, phone: str) -> None:
    tokens = search_tokens(name, normalise_plate(plate), phone)
    assert tokens == sorted(set(tokens))
    assert all(0 < len(token) <= 40 for token in tokens)


def test_tokens_of_a_job() -> None:
    assert search_tokens("Test Customer", "MH12AB1234", "+919123456789") == sorted(
        {"test", "te", "tes", "customer", "cu", "cus", "mh12ab1234", "mh", "mh1", "1234", "12", "123"}
        | {"9123456789", "91", "912", "919123456789"}
    )
