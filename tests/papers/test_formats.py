"""Amounts in words say the amount in digits: read back by a reader of their own."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from revops.core.money import MAX_AMOUNT, MINOR_DIGITS, SCALE
from revops.papers import formats

pytestmark = pytest.mark.slow

UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
).split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
VALUES = {word: value for value, word in enumerate(UNITS)} | {word: 10 * (i + 2) for i, word in enumerate(TENS)}
SCALES = {"hundred": 100, "thousand": 10**3, "lakh": 10**5, "crore": 10**7, "million": 10**6, "billion": 10**9}


def read(said: str) -> int:
    """Return the number that is said: what stands before a scale is times it, larger scales first."""
    total, current = 0, 0
    for word in said.lower().replace("-", " ").split():
        if word == "and":
            continue
        if word in VALUES:
            current += VALUES[word]
        elif word == "hundred":
            current *= 100
        else:
            scale = SCALES[word]
            if scale == 10**7 and total:  # "one thousand crore"
                total, current = (total + current) * scale, 0
            else:
                total, current = total + current * scale, 0
    return total + current


@given(st.sampled_from(sorted(MINOR_DIGITS)), st.integers(0, MAX_AMOUNT * 1000))
def test_words_match_digits(currency: str, amount_minor: int) -> None:
    amount_minor = min(amount_minor, MAX_AMOUNT * SCALE[currency])
    said = formats.in_words(amount_minor, currency)
    name, part_name = formats._NAMES[currency]
    assert said.startswith(f"{name} ")
    assert said.endswith(" Only")
    whole, part = said.removeprefix(f"{name} ").removesuffix(" Only"), "Zero"
    if said.endswith(f" {part_name} Only"):
        # Of the parts that "and" makes, the last is the small money.
        assert amount_minor % SCALE[currency]
        for position in range(1, whole.count(" and ") + 1):
            pieces = whole.removesuffix(f" {part_name}").rsplit(" and ", position)
            candidate = pieces[0], " and ".join(pieces[1:])
            if read(candidate[0]) * SCALE[currency] + read(candidate[1]) == amount_minor:
                whole, part = candidate
                break
    assert read(whole) * SCALE[currency] + read(part) == amount_minor, said


@pytest.mark.parametrize(
    ("amount_minor", "currency", "said", "shown"),
    [
        (0, "INR", "Rupees Zero Only", "₹0.00"),
        (12_34_567_50, "INR",
         "Rupees Twelve Lakh Thirty-four Thousand Five Hundred and Sixty-seven and Fifty Paise Only", "₹12,34,567.50"),
        (1_00_00_000_00, "INR", "Rupees One Crore Only", "₹1,00,00,000.00"),
        (1_234_067_005, "OMR",
         "Rials One Million Two Hundred and Thirty-four Thousand and Sixty-seven and Five Baisa Only",
         "OMR\xa01,234,067.005"),
        (1, "AED", "Dirhams Zero and One Fils Only", "AED\xa00.01"),
    ],
)  # fmt: skip
def test_as_it_is_said_and_shown(amount_minor: int, currency: str, said: str, shown: str) -> None:
    assert formats.in_words(amount_minor, currency) == said
    assert formats.amount_text(amount_minor, currency) == shown
    assert formats.number_text(amount_minor, currency) == shown.removeprefix("₹").split("\xa0")[-1]


def test_rates_quantities_and_days() -> None:
    rates = [(1800, 1), (1800, 2), (25, 2), (0, 1)]
    assert [formats.percent_text(rate, heads) for rate, heads in rates] == ["18%", "9%", "0.125%", "0%"]
    assert [formats.quantity_text(q) for q in (1000, 3500, 1, 10_000_000)] == ["1", "3.5", "0.001", "10000"]
    night = dt.datetime(2026, 11, 22, 19, 0, tzinfo=dt.UTC)
    assert formats.day_text(night, "Asia/Kolkata") == "23 Nov 2026"
    assert formats.time_text(night, "Asia/Kolkata") == "23 Nov 2026, 00:30"
