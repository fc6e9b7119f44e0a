"""The cap on discounts: above it, lines wait for the owner's word."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import orjson

from revops.access.caller import Caller
from revops.access.permissions import Role
from revops.jobs.errors import DiscountAboveCap

_THOUSANDTHS = 1000


def cap_of(caller: Caller) -> int | None:
    """Return the largest discount on a line, in percent, that a caller may give; None for any."""
    return None if caller.member.role is Role.OWNER else caller.workshop.discount_caps.get(caller.member.role.value)


def gross_of(line: Mapping[str, Any]) -> int:
    """Compute the price of a stored line before its discount; at least the smallest unit."""
    return max(int(line["unit_price_minor"] * line["quantity_milli"] // _THOUSANDTHS), 1)


def above_cap(
    cap: int, before: Sequence[Mapping[str, Any]], lines: Iterable[Mapping[str, Any]]
) -> list[Mapping[str, Any]]:
    """Find the lines with more discount than a cap allows, but those that were there already: the owner gave them."""
    kept = {orjson.dumps(line, option=orjson.OPT_SORT_KEYS) for line in before}
    return [
        line
        for line in lines
        if line["discount_minor"] * 100 > cap * gross_of(line)
        and orjson.dumps(line, option=orjson.OPT_SORT_KEYS) not in kept
    ]


def percent_of(lines: Iterable[Mapping[str, Any]]) -> int:
    """Compute the largest discount of lines, in percent; at least 1 where there is any."""
    percents: list[int] = [-(-line["discount_minor"] * 100 // gross_of(line)) for line in lines]
    return max(percents)


def require_within_cap(
    caller: Caller, before: Sequence[Mapping[str, Any]], lines: Iterable[Mapping[str, Any]], way_on: str
) -> None:
    """Raise DiscountAboveCap for lines with more discount than the caller may give, and say the way on."""
    cap = cap_of(caller)
    steep = above_cap(cap, before, lines) if cap is not None else []
    if cap is not None and steep:
        raise DiscountAboveCap(
            f"You may give at most {cap}% of discount on a line. {way_on}",
            extra={"cap_percent": cap, "percent": percent_of(steep)},
        )
