"""Money in and out: exact, whatever the amount."""

import math
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from revops.core.errors import InvalidFields
from revops.core.labels import label
from revops.core.money import (
    MAX_AMOUNT,
    MINOR_DIGITS,
    Amount,
    NewCurrency,
    PositiveAmount,
    WrittenAmount,
    divide_half_up,
    nearest_minor,
    percent_of,
    shown,
    to_minor,
    to_wire,
    to_wire_or_none,
)

CURRENCIES = st.sampled_from(sorted(MINOR_DIGITS))


@given(currency=CURRENCIES, amount_minor=st.integers(-(10**14), 10**14))
def test_what_goes_out_comes_back(currency: str, amount_minor: int) -> None:
    text = orjson.dumps(to_wire(amount_minor, currency))
    assert to_minor(Decimal(repr(orjson.loads(text))), currency, "amount") == amount_minor
    assert Decimal(text.decode()) == Decimal(amount_minor).scaleb(-MINOR_DIGITS[currency])


@given(currency=CURRENCIES, digits=st.integers(0, 8), units=st.integers(1, MAX_AMOUNT))
def test_too_many_decimals_are_refused_never_rounded(currency: str, digits: int, units: int) -> None:
    amount = Decimal(units).scaleb(-digits)
    fits = amount.scaleb(MINOR_DIGITS[currency]) % 1 == 0
    if fits:
        assert Fraction(to_minor(amount, currency, "amount"), 10 ** MINOR_DIGITS[currency]) == Fraction(amount)
    else:
        with pytest.raises(InvalidFields) as refusal:
            to_minor(amount, currency, "estimated_amount")
        assert refusal.value.extra["errors"] == [
            {
                "field": "estimated_amount",
                "message": f"Estimate can have at most {MINOR_DIGITS[currency]} decimals in {currency}.",
            }
        ]


@given(numerator=st.integers(-(10**18), 10**18), denominator=st.integers(1, 10**9))
def test_division_rounds_half_away_from_zero(numerator: int, denominator: int) -> None:
    quotient = divide_half_up(numerator, denominator)
    exact = Fraction(numerator, denominator)
    assert abs(quotient - exact) <= Fraction(1, 2)
    if abs(quotient - exact) == Fraction(1, 2):
        assert abs(quotient) > abs(exact)


@pytest.mark.parametrize(
    ("numerator", "denominator", "expected"),
    [(5, 2, 3), (-5, 2, -3), (4, 2, 2), (1, 3, 0), (2, 3, 1), (-1, 2, -1), (0, 7, 0), (10**18 + 1, 2, 5 * 10**17 + 1)],
)
def test_division_by_example(numerator: int, denominator: int, expected: int) -> None:
    assert divide_half_up(numerator, denominator) == expected
    rounded = (Decimal(numerator) / denominator).quantize(Decimal(1), ROUND_HALF_UP)
    assert rounded == expected


@pytest.mark.parametrize(
    ("amount_minor", "currency", "expected"),
    [
        (603_000, "INR", "₹6,030"),
        (12_345_650, "INR", "₹1,23,456.50"),
        (1_234_567_800, "INR", "₹1,23,45,678"),
        (99_900, "INR", "₹999"),
        (5, "INR", "₹0.05"),
        (-150_000, "INR", "-₹1,500"),
        (0, "INR", "₹0"),
        (603_000, "AED", "AED\N{NO-BREAK SPACE}6,030"),
        (1_250_500, "OMR", "OMR\N{NO-BREAK SPACE}1,250.500"),
        (123_456_789, "USD", "$1,234,567.89"),
    ],
)
def test_messages_say_amounts_as_the_screen_does(amount_minor: int, currency: str, expected: str) -> None:
    assert shown(amount_minor, currency) == expected


def test_amounts_on_the_wire_are_numbers() -> None:
    assert [to_wire(500_000, "INR"), to_wire(50, "INR"), to_wire(-5, "OMR")] == [5000, 0.5, -0.005]


def test_labels() -> None:
    assert label("estimated_amount") == "Estimate"


@given(amount_minor=st.integers(0, 10**14), percent=st.integers(0, 100), unit=st.sampled_from([1, 100, 1000]))
def test_a_part_is_rounded_once_half_up_and_never_more_than_it_all(amount_minor: int, percent: int, unit: int) -> None:
    part = percent_of(amount_minor, percent, unit)
    exact = Fraction(amount_minor * percent, 100 * unit)
    assert part == min(amount_minor, int(exact + Fraction(1, 2)) * unit)
    assert percent_of(amount_minor, 100) == amount_minor


@pytest.mark.parametrize(
    ("amount_minor", "percent", "unit", "expected"),
    [
        (350_000, 30, 100, 105_000),
        (105, 50, 1, 53),
        (33_350, 30, 100, 10_000),
        (35_000, 30, 100, 10_500),
        (150, 99, 100, 100),
    ],
)
def test_parts_as_a_garage_asks_for_them(amount_minor: int, percent: int, unit: int, expected: int) -> None:
    assert percent_of(amount_minor, percent, unit) == expected


AMOUNTS = {"payment": TypeAdapter(PositiveAmount), "estimate": TypeAdapter(Amount), "query": TypeAdapter(WrittenAmount)}


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("payment", 0.001, "0.001"),
        ("payment", 2000.0, "2000"),
        ("payment", MAX_AMOUNT, "1000000000"),
        ("payment", 0, "must be more than 0"),
        ("payment", -0.01, "must be more than 0"),
        ("payment", MAX_AMOUNT + 0.01, "can be at most 1,000,000,000"),
        ("payment", -MAX_AMOUNT - 0.01, "must be more than 0"),
        ("payment", True, "must be a number"),
        ("payment", "12", "must be a number"),
        ("payment", math.nan, "must be a number"),
        ("payment", math.inf, "must be a number"),
        ("estimate", 0, "0"),
        ("estimate", -0.001, "cannot be negative"),
        ("query", "1250.50", "1250.50"),
        ("query", "0.005", "0.005"),
        ("query", "1000000000", "1000000000"),
        ("query", "1000000000.001", "can be at most 1,000,000,000"),
        ("query", "0", "must be more than 0"),
        ("query", "1.2345", "must be an amount such as 1250.50"),
        ("query", "-1", "must be an amount such as 1250.50"),
        ("query", "1e3", "must be an amount such as 1250.50"),
        ("query", "\u0967\u0968", "must be an amount such as 1250.50"),
        ("query", 12, "must be an amount such as 1250.50"),
    ],
)
def test_amounts_that_come_in(kind: str, value: Any, expected: str) -> None:
    try:
        said = f"{AMOUNTS[kind].validate_python(value):f}"
    except ValidationError as refusal:
        said = refusal.errors()[0]["msg"]
    assert said == expected


def test_another_currency_keeps_each_amount_that_is_stored() -> None:
    kept = {"total_minor": 1250, "is_paid": True, "lines": [{"price_minor": 5, "count": 3}], "name_minor": "₹"}
    assert NewCurrency("INR", "OMR").stored(kept) == {
        "total_minor": 12_500,
        "is_paid": True,
        "lines": [{"price_minor": 50, "count": 3}],
        "name_minor": "₹",
    }
    assert [NewCurrency("KWD", "INR").minor(fils) for fils in (1235, 1234, 10)] == [124, 123, 1]
    assert [NewCurrency("INR", after).rescales for after in ("AED", "BHD")] == [False, True]


def test_what_is_not_known_is_told_as_such() -> None:
    assert [to_wire_or_none(None, "INR"), to_wire_or_none(0, "INR"), to_wire_or_none(5, "KWD")] == [None, 0, 0.005]


@given(minor=st.integers(-(10**9), 10**9), part=st.sampled_from([0.0, 0.25, 0.5, 0.75]))
def test_an_estimated_amount_is_rounded_half_up(minor: int, part: float) -> None:
    assert nearest_minor(minor + part) == minor + (part >= 0.5)
