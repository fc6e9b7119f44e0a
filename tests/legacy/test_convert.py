"""Single values."""

import datetime as dt
import re
from typing import Any

import pytest
from bson import Decimal128, Int64, ObjectId
from bson.datetime_ms import DatetimeMS
from hypothesis import given
from hypothesis import strategies as st

from revops.core.phones import read_phone
from revops.legacy.convert import (
    clean_text,
    email_of,
    entry_id,
    key_of,
    no_email,
    parse_amount,
    parse_time,
    phone_of,
    stored_id,
    subject_of,
    usable_hash,
)

ROUNDED = "has more decimals than the currency; rounded half up"
NOT_ONE = "is not an amount"


@pytest.mark.parametrize(
    ("value", "minor", "odd"),
    [
        (5000.0, 500_000, None),
        (0.1 + 0.2, 30, None),
        (1.1 * 3, 330, None),
        (1234.565, 123_457, ROUNDED),
        (1.005, 101, ROUNDED),
        (-2.5, -250, None),
        (-0.0, 0, None),
        (17, 1700, None),
        (Int64(17), 1700, None),
        (Decimal128("99.99"), 9999, None),
        (Decimal128("NaN"), None, NOT_ONE),
        ("5000", 500_000, "was a text"),
        ("₹ 5,000.50", 500_050, "was a text with more than the number"),
        ("Rs. 750/-", 75_000, "was a text with more than the number"),
        ("1,23,456.50", 12345650, "was a text with more than the number"),
        ("123,456.50", 12345650, "was a text with more than the number"),
        ("1,500", 150000, "was a text with more than the number"),
        ("5,00,000", 50000000, "was a text with more than the number"),
        ("500 rs", 50000, "was a text with more than the number"),
        ("Rs.500/-", 50000, "was a text with more than the number"),
        ("₹500/- only", 50000, "was a text with more than the number"),
        ("INR 500", 50000, "was a text with more than the number"),
        ("500 INR", 50000, "was a text with more than the number"),
        ("2 lac", 20000000, "was a text with more than the number"),
        ("1.5L", 15000000, "was a text with more than the number"),
        ("5k", 500000, "was a text with more than the number"),
        ("2 crore", 2000000000, "was a text with more than the number"),
        ("५००", 50000, "was a text with more than the number"),
        ("₹१,२३,४५६.५०", 12345650, "was a text with more than the number"),
        ("٥٠٠٫٥٠", 50050, "was a text with more than the number"),
        ("\u200e500", 50000, "was a text with more than the number"),
        ("-1,500", -150000, "was a text with more than the number"),
        ("1500,50", None, NOT_ONE),
        ("1.500,00", None, NOT_ONE),
        ("1,5", None, NOT_ONE),
        ("1,2345", None, NOT_ONE),
        ("12,34", None, NOT_ONE),
        ("1,,500", None, NOT_ONE),
        (",500", None, NOT_ONE),
        ("1.2.3", None, NOT_ONE),
        ("5 000", None, NOT_ONE),
        ("5k5", None, NOT_ONE),
        ("5 oranges", None, NOT_ONE),
        ("Rs.", None, NOT_ONE),
        ("1,23,45", None, NOT_ONE),
        ("five", None, NOT_ONE),
        ("", None, NOT_ONE),
        (float("nan"), None, NOT_ONE),
        (float("inf"), None, NOT_ONE),
        (None, None, NOT_ONE),
        (True, None, NOT_ONE),
        ([5], None, NOT_ONE),
        (1e300, None, "is too large to be an amount"),
        ("1e-999999", 0, "was a text"),
        (1_000_000_000.0, 100_000_000_000, None),
    ],
)
def test_amounts_become_minor_units_rounded_half_up(value: Any, minor: int | None, odd: str | None) -> None:
    assert parse_amount(value) == (minor, odd)


@given(st.integers(-(10**11), 10**11))
def test_an_amount_with_two_decimals_means_exactly_that(minor: int) -> None:
    assert parse_amount(minor / 100) == (minor, None)


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ("2024-01-15T10:30:00Z", "2024-01-15T10:30:00+00:00"),
        ("2024-01-15T10:30:00+00:00", "2024-01-15T10:30:00+00:00"),
        ("2024-01-15T10:30:00+05:30", "2024-01-15T05:00:00+00:00"),
        ("2024-01-15T10:30:00.123456", "2024-01-15T10:30:00.123+00:00"),
        (" 2024-01-15 10:30 ", "2024-01-15T10:30:00+00:00"),
        ("2024-01-15", "2024-01-15T00:00:00+00:00"),
        ("2044-01-15", "2044-01-15T00:00:00+00:00"),
        (dt.datetime(2024, 1, 15, 10, 30, 0, 999_999, tzinfo=dt.UTC), "2024-01-15T10:30:00.999+00:00"),
        (1_705_314_600, "2024-01-15T10:30:00+00:00"),
        (1_705_314_600_000.0, "2024-01-15T10:30:00+00:00"),
        (DatetimeMS(1_705_314_600_000), "2024-01-15T10:30:00+00:00"),
        ("yesterday", None),
        ("15/01/2024", None),
        ("0001-01-01T00:00:00+05:30", None),
        ("9999-12-31T23:59:59Z", None),
        (DatetimeMS(2**62), None),
        (7, None),
        (float("nan"), None),
        (True, None),
        ("", None),
        (None, None),
        ({}, None),
    ],
)
def test_times_are_utc_to_the_millisecond(value: Any, meant: str | None) -> None:
    assert parse_time(value) == (dt.datetime.fromisoformat(meant) if meant else None)


def test_ids_stay_where_they_can() -> None:
    made = ObjectId()
    found: list[Any] = ["job-1", 17, 17.0, made, "", None, 1.5, [], True]
    assert [key_of(value) for value in found] == [
        "job-1", "17", "17", str(made), None, None, None, None, None,
    ]  # fmt: skip
    assert stored_id("job-1") == "job-1"
    assert stored_id("x" * 64) == "x" * 64
    for unusable in ("x" * 65, "a\x00b"):
        assert re.fullmatch(r"[0-9a-f-]{36}", stored_id(unusable))
        assert stored_id(unusable) == stored_id(unusable)


def test_journal_ids_are_uuids_in_the_order_of_time_and_number() -> None:
    early, late = dt.datetime(2024, 1, 1, tzinfo=dt.UTC), dt.datetime(2024, 1, 2, tzinfo=dt.UTC)
    subject = subject_of("jobs", "workshop-1", "job-1")
    ids = [entry_id(early, subject, 0), entry_id(early, subject, 1), entry_id(late, subject, 2)]
    assert ids == sorted(ids)
    assert all(re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", id_) for id_ in ids)
    assert len({entry_id(early, subject, number) for number in range(10_000)}) == 10_000


BODY = "a" * 53


@pytest.mark.parametrize("hashed", [f"$2{kind}${cost}${BODY}" for kind in "aby" for cost in ("04", "12", "14")])
def test_bcrypt_hashes_are_kept(hashed: str) -> None:
    assert usable_hash(hashed) == hashed


@pytest.mark.parametrize("value", [f"$2b$31${BODY}", f"$2x$12${BODY}", f"$2b$12${BODY}x", "secret", "", None, 5])
def test_what_is_no_bcrypt_hash_is_not_kept(value: Any) -> None:
    assert usable_hash(value) is None


def test_email_addresses() -> None:
    assert email_of("  Owner@Garage.COM ") == "owner@garage.com"
    for value in ("owner", "a b@c.d", "a@b@c", "former-1@imported.invalid", "", None, 5, "a\x00@b.c", "a@" + "b" * 250):
        assert email_of(value) is None
    assert no_email("former", "m-1") == "former-m-1@imported.invalid"
    odd = {no_email("former", key) for key in ("M-1", "m@1", "x" * 64, "म")}
    assert len(odd) == 4
    assert all(re.fullmatch(r"former-[0-9a-f-]{36}@imported\.invalid", address) for address in odd)


@given(st.integers(6_000_000_000, 9_999_999_999), st.sampled_from(["{}", "0{}", "+91{}", "+91 {}", "{}x", "91{}"]))
def test_phone_numbers_become_what_the_application_makes_of_them(number: int, form: str) -> None:
    text = form.format(number)
    assert phone_of(text) == read_phone(text, "INR").stored


@pytest.mark.parametrize(
    ("value", "text", "odd"),
    [
        (" Raj ", "Raj", None),
        ("e\u0301", "é", None),
        ("   ", None, None),
        (None, None, None),
        (9876543210.0, "9876543210", None),
        ("a\x00b", "ab", "had characters that cannot be stored"),
        (["a"], None, "is not a text"),
        ("x" * 10_001, "x" * 10_000, "was cut after 10,000 characters"),
    ],
)
def test_texts(value: Any, text: str | None, odd: str | None) -> None:
    assert clean_text(value) == (text, odd)
