"""Digits of every script."""

import datetime as dt
import sys
import unicodedata

import pyotp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from revops.access.second_factor import matching_step
from revops.billing.schemas import BillingChange
from revops.core.codes import read_code
from revops.core.digits import ascii_digits, only_digits, plain_number
from revops.core.time import now

# The zeros of all scripts that have decimal digits.
ZEROS = [chr(n) for n in range(sys.maxunicode) if unicodedata.decimal(chr(n), None) == 0]


@pytest.mark.parametrize("zero", ZEROS, ids=[unicodedata.name(zero) for zero in ZEROS])
def test_the_digits_of_each_script_are_read(zero: str) -> None:
    written = "".join(chr(ord(zero) + digit) for digit in range(10))
    assert ascii_digits(written) == "0123456789"
    assert plain_number(f" \u200e{written}\u202c ") == "0123456789"
    assert only_digits(f"+{written[:5]} {written[5:]}") == "0123456789"


@given(text=st.text())
def test_all_but_digits_stays(text: str) -> None:
    read = ascii_digits(text)
    assert len(read) == len(text)
    assert all(new == old or (old.isdecimal() and new in "0123456789") for new, old in zip(read, text, strict=True))
    assert ascii_digits(read) == read
    assert plain_number(plain_number(text)) == plain_number(text)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("\u202a+971 50 123 4567\u202c", "+971 50 123 4567"),  # copied from a phone's contacts
        ("４９２\u200b०३९", "492039"),
        ("\ufeff12\u00ad34", "1234"),
    ],
)
def test_what_copying_leaves_is_taken_away(typed: str, read: str) -> None:
    assert plain_number(typed) == read


def test_codes_are_read_in_digits_of_any_script() -> None:
    for typed in ("492 039", "४९२ ०३९", "٤٩٢-٠٣٩", "\u202a492\u2013039\u202c", "４９２０３９"):
        assert read_code(typed) == "492039"
    assert read_code("k7wm3–qxa9t") == "K7WM3QXA9T"


@pytest.mark.parametrize("typed", ["998714", "९९८७१४", "٩٩٨٧١٤", " ９９８７１４\u200b"])
def test_hsn_codes_and_days_are_read_in_digits_of_any_script(typed: str) -> None:
    read = BillingChange.model_validate({"labour_sac": typed, "effective_from": "२०२६-११-२२"})
    assert read.labour_sac == "998714"
    assert read.effective_from == dt.date(2026, 11, 22)


def test_a_second_factor_code_in_local_digits_signs_in() -> None:
    secret = pyotp.random_base32()
    at = now()
    code = pyotp.TOTP(secret).at(at)
    local = "".join(chr(0x0966 + int(digit)) for digit in code)
    assert matching_step(secret, read_code(local), at) is not None
