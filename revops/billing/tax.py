"""The bill of a job's lines: discount, taxable value, tax by head, round-off. Integers of minor units throughout.

The only place where tax is computed. Two heads of one tax (CGST and SGST) are always equal, so each is rounded by
itself, half up, and the taxable value of a price that includes tax is what they leave. Hence for every line and
every bill: the heads sum to the tax, and taxable value + tax + round-off is the total, to the minor unit.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from revops.core.money import divide_half_up
from revops.core.states import UTGST_TERRITORIES

QUANTITY_SCALE = 1000
ALL_BP = 10_000


class Head(StrEnum):
    """The names under which tax is paid."""

    CGST = "CGST"
    SGST = "SGST"
    UTGST = "UTGST"
    IGST = "IGST"
    VAT = "VAT"


@dataclass(frozen=True, slots=True)
class Item:
    """A line as it is entered and stored. Quantity in thousandths, price and discount in minor units, the rate in basis
    points (1,800 is 18%) as it stood when the line was saved."""

    kind: Literal["labour", "part"]
    description: str
    hsn_sac: str
    unit: str
    quantity_milli: int
    unit_price_minor: int
    discount_minor: int
    tax_rate_bp: int
    # The service that the customer approved, where it is a line of one.
    service: str | None = None

    @property
    def gross_minor(self) -> int:
        """Quantity times price, before the discount."""
        return divide_half_up(self.quantity_milli * self.unit_price_minor, QUANTITY_SCALE)


@dataclass(frozen=True, slots=True)
class Scheme:
    """The taxation of the lines of one job; stored with them, so that they come to the same sum for ever.

    ``none`` is a workshop without a tax number. GST is CGST with SGST (UTGST in five territories) when the place of
    supply is the workshop's own state or not known, IGST otherwise (IGST Act, sections 7 and 8).
    """

    kind: Literal["none", "gst", "vat"]
    prices_include_tax: bool
    home_state: str | None = None
    place_of_supply: str | None = None

    @property
    def heads(self) -> tuple[Head, ...]:
        """The heads that share the tax of a line equally."""
        if self.kind == "none":
            return ()
        if self.kind == "vat":
            return (Head.VAT,)
        if self.home_state and self.place_of_supply and self.home_state != self.place_of_supply:
            return (Head.IGST,)
        return (Head.CGST, Head.UTGST if self.home_state in UTGST_TERRITORIES else Head.SGST)


@dataclass(frozen=True, slots=True)
class PricedLine:
    """A line with its tax. ``head_minor`` is what each of the scheme's heads gets."""

    item: Item
    taxable_minor: int
    head_minor: int
    tax_minor: int

    @property
    def total_minor(self) -> int:
        """The amount that the customer pays for the line."""
        return self.taxable_minor + self.tax_minor


@dataclass(frozen=True, slots=True)
class TaxLine:
    """The tax of one head at one rate (the head's own, half of the line's for CGST) on the value taxed by it."""

    head: Head
    # Hundredths of a basis point would be needed for half of an odd rate; so the whole rate and its divisor are kept.
    rate_bp: int
    shared_by: int
    taxable_minor: int
    amount_minor: int


@dataclass(frozen=True, slots=True)
class Bill:
    """The bill of all lines."""

    scheme: Scheme
    lines: tuple[PricedLine, ...]
    round_off_minor: int

    @property
    def gross_minor(self) -> int:
        """Before discounts, at the prices as entered."""
        return sum(line.item.gross_minor for line in self.lines)

    @property
    def discount_minor(self) -> int:
        """All discounts."""
        return sum(line.item.discount_minor for line in self.lines)

    @property
    def taxable_minor(self) -> int:
        """The value that tax is on."""
        return sum(line.taxable_minor for line in self.lines)

    @property
    def tax_minor(self) -> int:
        """Tax under all heads."""
        return sum(line.tax_minor for line in self.lines)

    @property
    def exact_minor(self) -> int:
        """Before the round-off."""
        return self.taxable_minor + self.tax_minor

    @property
    def total_minor(self) -> int:
        """The amount that the customer is to pay."""
        return self.exact_minor + self.round_off_minor

    def taxes(self) -> list[TaxLine]:
        """Return the tax by rate and head, the highest rate first; lines without tax leave none."""
        taxable: dict[int, int] = {}
        amount: dict[int, int] = {}
        for line in self.lines:
            rate_bp = line.item.tax_rate_bp
            taxable[rate_bp] = taxable.get(rate_bp, 0) + line.taxable_minor
            amount[rate_bp] = amount.get(rate_bp, 0) + line.head_minor
        heads = self.scheme.heads
        return [
            TaxLine(head, rate_bp, len(heads), taxable[rate_bp], amount[rate_bp])
            for rate_bp in sorted(taxable, reverse=True)
            for head in heads
            if rate_bp > 0
        ]


def price_line(item: Item, scheme: Scheme) -> PricedLine:
    """Return a line with its tax."""
    net_minor, shares = item.gross_minor - item.discount_minor, len(scheme.heads)
    if shares == 0 or item.tax_rate_bp == 0:
        return PricedLine(item, net_minor, 0, 0)
    base_bp = ALL_BP + item.tax_rate_bp if scheme.prices_include_tax else ALL_BP
    head_minor = divide_half_up(net_minor * item.tax_rate_bp, shares * base_bp)
    tax_minor = head_minor * shares
    taxable_minor = net_minor - tax_minor if scheme.prices_include_tax else net_minor
    return PricedLine(item, taxable_minor, head_minor, tax_minor)


def price(items: Sequence[Item], scheme: Scheme, round_off_minor: int = 0) -> Bill:
    """Return the bill of the lines, with a round-off that is already known."""
    return Bill(scheme, tuple(price_line(item, scheme) for item in items), round_off_minor)


def round_off(exact_minor: int, to_minor: int, paid_minor: int) -> int:
    """Compute the amount to add (or take away) to make a total whole, half up (CGST Act, section 170).

    ``to_minor`` is the whole: 100 paise, or 1 for no rounding. A bill that is paid to the minor unit is left alone,
    and none is rounded to less than what has been paid: nobody is owed, or owes, a few paise for its sake.
    """
    rounded_minor = divide_half_up(exact_minor, to_minor) * to_minor
    if exact_minor == paid_minor or rounded_minor < paid_minor:
        return 0
    return rounded_minor - exact_minor
