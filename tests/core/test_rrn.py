"""The numbers of UPI payments, in what people type and what banks print."""

import datetime as dt

import pytest

from revops.core.rrn import day_in, rrn_of, rrns_in


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("423456789012", "423456789012"),
        ("UPI 4123 5678 9012", "412356789012"),
        ("UPI-609393884269", "609393884269"),
        ("0000526805261115", "526805261115"),
        ("4123-5678-9012", "412356789012"),
        ("12345678901", None),
        ("1234567890123", None),
        ("412345678901 or 412345678902", None),
        ("Bill 7", None),
        ("", None),
        (None, None),
    ],
)
def test_a_number_is_read_out_of_what_is_typed(typed: str | None, number: str | None) -> None:
    assert rrn_of(typed) == number


def test_every_number_of_a_row_is_found_once() -> None:
    assert rrns_in("UPI-RAVI-ravi@ybl-YESB0YBLUPI-526805261115-oil", "0000526805261115") == ["526805261115"]
    assert rrns_in("UPI/609393884200/x", "UPI-609393884269") == ["609393884200", "609393884269"]


@pytest.mark.parametrize(
    ("number", "near", "day"),
    [
        ("611112345678", dt.date(2026, 5, 3), dt.date(2026, 4, 21)),
        ("536512345678", dt.date(2026, 1, 1), dt.date(2025, 12, 31)),
        ("600112345678", dt.date(2025, 12, 31), dt.date(2026, 1, 1)),
        ("636612345678", dt.date(2026, 12, 31), None),
        ("899912345678", dt.date(2026, 5, 3), None),
        ("100112345678", dt.date(2026, 5, 3), None),
    ],
)
def test_the_day_in_a_number_is_of_the_nearest_year(number: str, near: dt.date, day: dt.date | None) -> None:
    assert day_in(number, near) == day
