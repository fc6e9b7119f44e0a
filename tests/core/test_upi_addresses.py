"""Addresses of UPI in what people write."""

import pytest

from revops.core.upi_addresses import upi_addresses_in


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Pay to Anil99@okaxis, thank you", {"anil99@okaxis"}),
        ("9876543210@ybl or (anil.k-2@oksbi).", {"9876543210@ybl", "anil.k-2@oksbi"}),
        ("Mail to office@garage.example or office@garage.example.", set()),
        ("See you @noon; a@b; twelve@", set()),
        ("@".join("abc"), set()),
        ("कृपया anil@paytm पर भेजें", {"anil@paytm"}),
        ("x" * 100_000 + " anil@okaxis", set()),
        ("Pay to anil99 @ okaxis or anil99 (at) ybl", {"anil99@okaxis", "anil99@ybl"}),
        ("upi://pay?pa=anil99%40okaxis&am=500, anil88\uff20okaxis", {"anil99@okaxis", "anil88@okaxis"}),
        ("GPay on 98123 45678 please; PhonePe: +91-9876543210", {"9812345678", "9876543210"}),
        ("UPI 612345678901, call 9812345678; paid to 12 people", set()),
        ("A/c 50100123456789, IFSC HDFC0001234", {"50100123456789 hdfc0001234"}),
        ("VIN 123456789012, meet @ SBI", set()),
        (None, set()),
    ],
)
def test_they_are_told_from_mail_addresses(text: str | None, found: set[str]) -> None:
    assert upi_addresses_in(text) == found
