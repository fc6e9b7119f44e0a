"""Links and codes to pay by."""

import re
import xml.etree.ElementTree as ET
from urllib.parse import parse_qs, urlsplit

import pytest

from revops.billing.upi import qr_svg, upi_link, valid_vpa

pytestmark = pytest.mark.slow


def test_a_link_says_whom_how_much_and_for_what() -> None:
    link = upi_link("sharma.motors@okhdfc", "Sharma Motors", 118_000, "INR", "Invoice INV/2627/00001", "INV-2627-00001")
    assert link == (
        "upi://pay?pa=sharma.motors@okhdfc&pn=Sharma%20Motors&am=1180.00&cu=INR"
        "&tn=Invoice%20INV%2F2627%2F00001&tr=INV-2627-00001"
    )


@pytest.mark.parametrize("name", ["A & B = C? #1 + 100%", "शर्मा मोटर्स", "ورشة", "a&am=1.00", "name@x&pa=thief@bank"])
def test_no_name_can_change_the_link(name: str) -> None:
    parts = parse_qs(urlsplit(upi_link("a.b@upi", name, 1, "INR", name, "r")).query, strict_parsing=True)
    assert parts == {"pa": ["a.b@upi"], "pn": [name], "am": ["0.01"], "cu": ["INR"], "tn": [name], "tr": ["r"]}


def test_a_note_is_cut_to_fifty_characters() -> None:
    parts = parse_qs(urlsplit(upi_link("a.b@upi", "x", 1, "INR", "न" * 60, "r")).query)
    assert parts["tn"] == ["न" * 50]


def test_a_reference_has_letters_digits_and_two_signs() -> None:
    parts = parse_qs(urlsplit(upi_link("a.b@upi", "x", 1, "INR", "n", "INV/2627/00001 é_" + "9" * 50)).query)
    assert re.fullmatch(r"INV-2627-00001--_9{18}", parts["tr"][0])


def test_what_is_empty_is_left_out() -> None:
    assert upi_link("a.b@upi", "x", 250, "INR", "", "") == "upi://pay?pa=a.b@upi&pn=x&am=2.50&cu=INR"


@pytest.mark.parametrize(
    ("minor", "currency", "text"),
    [(1, "INR", "0.01"), (100, "INR", "1.00"), (9_999_999_999_99, "INR", "9999999999.99"), (1_500, "KWD", "1.500")],
)
def test_amounts_are_exact(minor: int, currency: str, text: str) -> None:
    assert f"&am={text}&" in upi_link("a.b@upi", "x", minor, currency, "n", "r")


@pytest.mark.parametrize("vpa", ["sharma@okhdfc", "9820012345@ybl", "a.b-c_d@upi", "ab@icici1"])
def test_addresses(vpa: str) -> None:
    assert valid_vpa(vpa)


@pytest.mark.parametrize(
    "vpa",
    [
        "",
        "a",
        "@upi",
        "sharma@",
        "sharma",
        "a b@upi",
        "a@b@c",
        "sharma@ok.hdfc",
        "शर्मा@upi",
        "sharma@upi\n",
        "x" * 300 + "@upi",
        "a&b@upi",
    ],
)
def test_what_is_no_address(vpa: str) -> None:
    assert not valid_vpa(vpa)


def test_a_code_is_a_picture_that_stands_by_itself() -> None:
    svg = qr_svg(upi_link("sharma.motors@okhdfc", "Sharma Motors", 118_000, "INR", "Invoice", "INV-1"))
    root = ET.fromstring(svg)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert root.attrib["width"] == root.attrib["height"]
    assert (int(root.attrib["width"]) - 8 - 17) % 4 == 0  # a code of some version, with its border of four
