"""What lines come to: properties over random lines, and cases worked by hand."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from revops.billing.tax import Head, Item, Scheme, price, price_line, round_off
from revops.core.states import STATES

RATES = st.one_of(st.sampled_from([0, 25, 300, 500, 1200, 1800, 2800]), st.integers(0, 10_000))


@st.composite
def items(draw: st.DrawFn) -> Item:
    quantity = draw(st.integers(1, 100_000_000))
    unit_price = draw(st.integers(0, 10_000_000))
    gross = (2 * quantity * unit_price + 1000) // 2000
    return Item(
        "labour",
        "Work",
        "998714",
        "",
        quantity,
        unit_price,
        draw(st.one_of(st.just(0), st.integers(0, gross))),
        draw(RATES),
    )


@st.composite
def schemes(draw: st.DrawFn) -> Scheme:
    states = st.one_of(st.none(), st.sampled_from(sorted(STATES)))
    return Scheme(draw(st.sampled_from(["none", "gst", "vat"])), draw(st.booleans()), draw(states), draw(states))


@given(st.lists(items(), max_size=12), schemes(), st.sampled_from([1, 100, 1000]), st.integers(0, 10**9))
def test_every_bill_adds_up(lines: list[Item], scheme: Scheme, whole: int, paid: int) -> None:
    exact = price(lines, scheme).exact_minor
    bill = price(lines, scheme, round_off(exact, whole, paid))
    assert bill.taxable_minor + bill.tax_minor + bill.round_off_minor == bill.total_minor
    assert sum(tax.amount_minor for tax in bill.taxes()) == bill.tax_minor
    assert bill.gross_minor - bill.discount_minor == sum(i.gross_minor - i.discount_minor for i in lines)
    for line in bill.lines:
        assert line.head_minor * len(scheme.heads) == line.tax_minor
        assert line.taxable_minor >= 0
        assert line.tax_minor >= 0
        assert line.total_minor == line.taxable_minor + line.tax_minor
    assert sum(line.total_minor for line in bill.lines) == exact
    if scheme.prices_include_tax or scheme.kind == "none":
        assert bill.exact_minor == bill.gross_minor - bill.discount_minor
    else:
        assert bill.taxable_minor == bill.gross_minor - bill.discount_minor
    assert abs(2 * bill.round_off_minor) <= whole
    assert bill.total_minor % whole == 0 or bill.round_off_minor == 0
    if exact >= paid:
        assert bill.total_minor >= paid
    by_head: dict[Head, int] = {}
    for tax in bill.taxes():
        by_head[tax.head] = by_head.get(tax.head, 0) + tax.amount_minor
    assert len(set(by_head.values())) <= 1, "both halves of one tax are equal"


@given(items(), schemes())
def test_each_head_is_rounded_half_up_from_the_exact_tax(item: Item, scheme: Scheme) -> None:
    line = price_line(item, scheme)
    if not scheme.heads:
        assert line.tax_minor == 0
        return
    net = item.gross_minor - item.discount_minor
    base = 10_000 + item.tax_rate_bp if scheme.prices_include_tax else 10_000
    exact = Fraction(net * item.tax_rate_bp, base * len(scheme.heads))
    assert line.head_minor == int(exact + Fraction(1, 2))


def test_the_heads_follow_the_place_of_supply() -> None:
    def heads(home: str | None, place: str | None) -> tuple[str, ...]:
        return tuple(str(head) for head in Scheme("gst", True, home, place).heads)

    assert heads("27", "27") == ("CGST", "SGST")
    assert heads("27", "29") == ("IGST",)
    assert heads("27", None) == heads(None, "29") == heads(None, None) == ("CGST", "SGST")
    for territory in ("04", "26", "31", "35", "38"):
        assert heads(territory, territory) == ("CGST", "UTGST")
    # Delhi and Puducherry have legislatures of their own.
    assert heads("07", "07") == heads("34", "34") == ("CGST", "SGST")
    assert Scheme("vat", True).heads == (Head.VAT,)
    assert Scheme("none", True, "27", "29").heads == ()


def line_of(unit_price: int, *, quantity: int = 1000, discount: int = 0, rate: int = 1800) -> Item:
    return Item("part", "Brake pads", "8708", "Nos", quantity, unit_price, discount, rate)


@pytest.mark.parametrize(
    ("inclusive", "place", "expected"),
    [
        # 1,180.00 with 18% inside is 1,000.00 + 180.00.
        (True, "27", (100_000, {"CGST": 9_000, "SGST": 9_000}, 118_000)),
        (True, "29", (100_000, {"IGST": 18_000}, 118_000)),
        # 1,180.00 and 18% on top.
        (False, "27", (118_000, {"CGST": 10_620, "SGST": 10_620}, 139_240)),
        (False, "29", (118_000, {"IGST": 21_240}, 139_240)),
    ],
)
def test_worked_by_hand(inclusive: bool, place: str, expected: tuple[int, dict[str, int], int]) -> None:
    bill = price([line_of(118_000)], Scheme("gst", inclusive, "27", place))
    taxes = {str(tax.head): tax.amount_minor for tax in bill.taxes()}
    assert (bill.taxable_minor, taxes, bill.total_minor) == expected


def test_half_a_paisa_goes_up_in_each_head() -> None:
    # 5% of 0.50: 2.5 paise, 1.25 under each head, which is 1; 6% of 0.50: 1.5 each, which is 2.
    assert price([line_of(50, rate=500)], Scheme("gst", False, "27", "27")).tax_minor == 2
    assert price([line_of(50, rate=600)], Scheme("gst", False, "27", "27")).tax_minor == 4


def test_quantities_discounts_and_rates_group() -> None:
    lines = [line_of(10_050, quantity=3500, discount=175), line_of(99_900, rate=2800), line_of(10_000, rate=0)]
    bill = price(lines, Scheme("gst", False, "27", "27"))
    assert [line.taxable_minor for line in bill.lines] == [35_000, 99_900, 10_000]
    assert [(str(t.head), t.rate_bp, t.shared_by, t.taxable_minor, t.amount_minor) for t in bill.taxes()] == [
        ("CGST", 2800, 2, 99_900, 13_986),
        ("SGST", 2800, 2, 99_900, 13_986),
        ("CGST", 1800, 2, 35_000, 3_150),
        ("SGST", 1800, 2, 35_000, 3_150),
    ]


@pytest.mark.parametrize(
    ("exact", "whole", "paid", "added"),
    [
        (123_449, 100, 0, -49),
        (123_450, 100, 0, 50),
        (123_400, 100, 0, 0),
        (123_449, 1, 0, 0),
        # Paid to the paisa, it is left alone; and it never falls below what was paid.
        (123_449, 100, 123_449, 0),
        (123_449, 100, 123_440, 0),
        (123_449, 100, 123_400, -49),
        (123_451, 100, 123_440, 49),
        (1_499, 1000, 0, -499),
    ],
)
def test_the_round_off(exact: int, whole: int, paid: int, added: int) -> None:
    assert round_off(exact, whole, paid) == added
