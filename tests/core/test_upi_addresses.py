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
        (None, set()),
    ],
)
def test_they_are_told_from_mail_addresses(text: str | None, found: set[str]) -> None:
    assert upi_addresses_in(text) == found
