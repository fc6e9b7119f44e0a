"""Phone numbers of every country served, however they are typed."""

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from revops.core.phones import REGION, read_phone, spoken_phone, stored_forms, typed_forms


@pytest.mark.parametrize(
    ("raw", "currency", "stored"),
    [
        ("98765 43210", "INR", "+919876543210"),
        ("098765-43210", "INR", "+919876543210"),
        ("+91 98765 43210", "INR", "+919876543210"),
        ("0091 98765 43210", "INR", "+919876543210"),
        ("९८७६५ ४३२१०", "INR", "+919876543210"),
        ("\u202a+91 98765 43210\u202c", "INR", "+919876543210"),
        ("050 123 4567", "AED", "+971501234567"),
        ("٠٥٠ ١٢٣ ٤٥٦٧", "AED", "+971501234567"),
        ("+971 (0)50 123 4567", "AED", "+971501234567"),
        ("+968 9212 3456", "INR", "+96892123456"),
        ("9212 3456", "OMR", "+96892123456"),
        ("022 2555 1234 ext 12", "INR", "+912225551234 ext. 12"),
        ("022-25551234 x12", "INR", "+912225551234 ext. 12"),
        ("+912225551234 ext. 12", "INR", "+912225551234 ext. 12"),
        ("tel:+91-98765-43210", "INR", "+919876543210"),
        ("TEL:098765 43210", "INR", "+919876543210"),
        ("https://wa.me/919876543210?text=Hello", "AED", "+919876543210"),
        ("sms:0501234567;body=Hi", "AED", "+971501234567"),
    ],
)
def test_phones_are_kept_in_one_form(raw: str, currency: str, stored: str) -> None:
    read = read_phone(raw, currency)
    assert (read.stored, read.warning) == (stored, None)
    assert read_phone(stored, currency).stored == stored


@pytest.mark.parametrize(
    ("raw", "currency", "says"),
    [
        ("98765 4321", "INR", "has 9 digits; a phone number in India has 10."),
        ("98765 432101", "INR", "has 11 digits; a phone number in India has 10."),
        ("050 123 45678", "AED", "has 10 digits; a phone number in the UAE has 8 or 9."),
        ("05 0123 456", "SAR", "has 8 digits; a phone number in Saudi Arabia has 9."),
        ("9212 34567", "OMR", "has 9 digits; a phone number in Oman has 8."),
        ("00000 00000", "INR", "please check it"),
        ("ask the driver", "INR", "does not look like a phone number"),
        ("98765 43210 Ramesh", "INR", "does not look like a phone number"),
        ("mailto:9876543210", "INR", "does not look like a phone number"),
        ("100", "INR", "does not look like a phone number"),
    ],
)
def test_odd_phones_warn(raw: str, currency: str, says: str) -> None:
    warning = read_phone(raw, currency).warning
    assert warning is not None
    assert warning.startswith(raw)
    assert says in warning


def test_letters_are_never_read_as_keys() -> None:
    assert read_phone("Raju 98765", "INR").stored == "Raju 98765"


@given(raw=st.text(max_size=40), currency=st.sampled_from(sorted(REGION)))
def test_any_text_may_be_typed(raw: str, currency: str) -> None:
    read = read_phone(raw, currency)
    assert read.warning is None or read.warning.startswith(raw)
    assert read_phone(read.stored, currency).stored == read.stored
    assert all(form.isascii() and form.isdigit() for form in stored_forms(read.stored))


_ZEROS = (0x30, 0x660, 0x6F0, 0x966, 0x9E6, 0xBE6, 0xD66)


@given(data=st.data(), currency=st.sampled_from(sorted(REGION)))
def test_a_number_is_found_however_it_is_asked_for(data: st.DataObject, currency: str) -> None:
    kind = data.draw(st.sampled_from([phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE]))
    example = phonenumbers.example_number_for_type(REGION[currency], kind)
    assert example is not None
    end = data.draw(st.integers(0, 999))
    number = phonenumbers.parse(f"+{example.country_code}{str(example.national_number)[:-3]}{end:03d}")
    national = phonenumbers.national_significant_number(number)
    trunk = "0" if currency in {"INR", "AED", "SAR"} else ""
    asked = data.draw(
        st.sampled_from(
            [
                national,
                trunk + national,
                f"+{number.country_code}{national}",
                f"00{number.country_code}{national}",
                f"{number.country_code}{national}",
                phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL),
                phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL),
                f"+{number.country_code} (0){national}" if trunk else national,
            ]
        )
    )
    digits = "".join(c for c in asked if c.isdigit())
    zero = data.draw(st.sampled_from(_ZEROS))
    stored = read_phone("".join(chr(zero + int(c)) if c.isdigit() else c for c in asked), currency).stored
    if phonenumbers.is_valid_number(number):
        assert stored == phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        kept = stored_forms(stored)
        assert any(form.startswith(begun) for begun in typed_forms(digits, currency) for form in kept)
        cut = digits[: data.draw(st.integers(4, len(digits)))]
        if "(0)" not in asked:
            assert any(form.startswith(begun) for begun in typed_forms(cut, currency) for form in kept)


def test_a_number_is_written_as_it_is_read_out() -> None:
    assert spoken_phone("+912025551234") == "+91 20 2555 1234"
    assert spoken_phone("+971501234567") == "+971 50 123 4567"
    for odd in ("98765", "ask at the gate", ""):
        assert spoken_phone(odd) == odd
