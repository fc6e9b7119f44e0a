"""Money: integers of minor units inside, JSON numbers in the workshop's currency outside.

The only place where an amount is converted or rounded. Rounding is half up (away from zero on a tie).
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from revops.core.errors import InvalidFields
from revops.core.labels import label

# ISO 4217 minor digits of the currencies a workshop can choose.
MINOR_DIGITS = {"INR": 2, "AED": 2, "SAR": 2, "QAR": 2, "USD": 2, "OMR": 3, "KWD": 3, "BHD": 3}
Currency = Literal["INR", "AED", "SAR", "QAR", "USD", "OMR", "KWD", "BHD"]
assert set(get_args(Currency)) == set(MINOR_DIGITS)

SCALE: dict[str, int] = {currency: 10**digits for currency, digits in MINOR_DIGITS.items()}

# Far above any repair bill, far below 2**53, so that a stored sum stays exact in every JSON reader.
MAX_AMOUNT = 1_000_000_000


def divide_half_up(numerator: int, denominator: int) -> int:
    """Return ``numerator / denominator`` rounded half away from zero. ``denominator`` must be positive."""
    assert denominator > 0
    quotient, remainder = divmod(abs(numerator), denominator)
    if remainder * 2 >= denominator:
        quotient += 1
    return quotient if numerator >= 0 else -quotient


def percent_of(amount_minor: int, percent: int, to_whole_minor: int = 1) -> int:
    """Return a part of an amount, rounded half up to a multiple of ``to_whole_minor``, and never more than it all."""
    assert 0 <= percent <= 100
    part_minor = divide_half_up(amount_minor * percent, 100 * to_whole_minor) * to_whole_minor
    return min(part_minor, amount_minor)


def nearest_minor(estimate: float) -> int:
    """Return an estimated amount in minor units as a whole one. Not for amounts that anybody pays: those are exact."""
    return math.floor(estimate + 0.5)


def to_minor(amount: Decimal, currency: str, field: str) -> int:
    """Convert an amount of the wire into minor units of ``currency``.

    Raises InvalidFields naming ``field`` when it has more decimals than the currency has: money is never
    altered silently, so a third decimal of a rupee is refused, not rounded.
    """
    digits = MINOR_DIGITS[currency]
    scaled = amount.scaleb(digits)
    if scaled != scaled.to_integral_value():
        raise InvalidFields({field: f"{label(field)} can have at most {digits} decimals in {currency}."})
    return int(scaled)


def to_wire(amount_minor: int, currency: str) -> float:
    """Return minor units as the JSON number of the contract.

    Dividing by a power of ten is correctly rounded, and the shortest text of the result is the decimal
    that was meant as long as it has at most 15 digits, which MAX_AMOUNT guarantees for sums of a million jobs.
    """
    return amount_minor / SCALE[currency]


def to_wire_or_none(amount_minor: int | None, currency: str) -> float | None:
    """Return minor units as the JSON number of the contract; None where there are none to be told."""
    return None if amount_minor is None else to_wire(amount_minor, currency)


@dataclass(frozen=True, slots=True)
class NewCurrency:
    """Another currency for figures that are kept in minor units, each of the same amount as before."""

    before: str
    after: str

    @property
    def rescales(self) -> bool:
        """Say whether the same amount is another number of minor units."""
        return SCALE[self.before] != SCALE[self.after]

    def minor(self, amount_minor: int) -> int:
        """Return the same amount in the minor units of the other currency, rounded half up where it has fewer."""
        return divide_half_up(amount_minor * SCALE[self.after], SCALE[self.before])

    def stored(self, value: Any) -> Any:
        """Copy stored fields, with each amount in them (its name ends in ``_minor``) in the other currency."""
        if isinstance(value, Mapping):
            return {
                name: self.minor(one) if name.endswith("_minor") and isinstance(one, int) else self.stored(one)
                for name, one in value.items()
            }
        return [self.stored(one) for one in value] if isinstance(value, list) else value


# Letters keep a distance from the figure, by a blank that does not break.
_SIGNS = {currency: f"{currency}\N{NO-BREAK SPACE}" for currency in MINOR_DIGITS} | {"INR": "₹", "USD": "$"}
_LAKHS = re.compile(r"\B(?=(?:\d\d)*\d{3}$)")
_THOUSANDS = re.compile(r"\B(?=(?:\d{3})+$)")


def shown(amount_minor: int, currency: str) -> str:
    """Build an amount as a message says it, and as the web app writes it: ``₹1,23,456.50``, ``AED 6,030``.

    Whole amounts go without decimals.
    """
    whole, part = divmod(abs(amount_minor), SCALE[currency])
    grouped = (_LAKHS if currency == "INR" else _THOUSANDS).sub(",", str(whole))
    decimals = f".{part:0{MINOR_DIGITS[currency]}d}" if part else ""
    minus = "-" if amount_minor < 0 else ""
    return f"{minus}{_SIGNS[currency]}{grouped}{decimals}"


def _too_large(most: int) -> PydanticCustomError:
    return PydanticCustomError("amount", f"can be at most {most:,}")


def parse_number(value: Any, largest: int = MAX_AMOUNT) -> Decimal:
    """Accept a JSON number only. A parsed float's repr is the shortest text that means it, so this is exact."""
    if isinstance(value, Decimal):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise PydanticCustomError("amount", "must be a number")
    if isinstance(value, float) and not math.isfinite(value):
        raise PydanticCustomError("amount", "must be a number")
    if value > largest:
        raise _too_large(largest)
    return Decimal(repr(value)).normalize()  # 2000 and 2000.0 are one amount, also to a repeated request


def _positive(value: Any) -> Decimal:
    amount = parse_number(value)
    if amount <= 0:
        raise PydanticCustomError("amount", "must be more than 0")
    return amount


def _not_negative(value: Any) -> Decimal:
    amount = parse_number(value)
    if amount < 0:
        raise PydanticCustomError("amount", "cannot be negative")
    return amount


def _number(**bounds: Any) -> WithJsonSchema:
    return WithJsonSchema(
        {"type": "number", "maximum": MAX_AMOUNT, "description": "In the workshop's currency.", **bounds}
    )


def _written(value: Any) -> Decimal:
    """Accept an amount as an address writes it: digits, and a point before at most three more."""
    if not isinstance(value, str) or re.fullmatch(r"[0-9]{1,10}(\.[0-9]{1,3})?", value) is None:
        raise PydanticCustomError("amount", "must be an amount such as 1250.50")
    amount = _positive(Decimal(value))
    if amount > MAX_AMOUNT:
        raise _too_large(MAX_AMOUNT)
    return amount


# An amount that must be more than zero (a payment), and one that may be zero (an estimate, an advance).
PositiveAmount = Annotated[Decimal, BeforeValidator(_positive), _number(exclusiveMinimum=0, examples=[1250.5])]
Amount = Annotated[Decimal, BeforeValidator(_not_negative), _number(minimum=0, examples=[5000])]
# The first of them in a query string.
WrittenAmount = Annotated[Decimal, BeforeValidator(_written), _number(exclusiveMinimum=0, examples=[1250.5])]
