"""The lines of a bill as jobs and papers keep them, and the bill that they come to again."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from revops.billing.tax import Bill, Item, Scheme, price


def stored_items(items: Sequence[Item]) -> list[dict[str, Any]]:
    """Return lines as a job keeps them."""
    return [_stored_item(item) for item in items]


def _stored_item(item: Item) -> dict[str, Any]:
    stored = asdict(item)
    if item.service is None:
        del stored["service"]
    return stored


def items_of(job: Mapping[str, Any]) -> list[Item]:
    """Return the lines that a job, or an issued document, keeps."""
    return [Item(**item) for item in job["items"]]


def stored_pricing(bill: Bill) -> dict[str, Any]:
    """Build the stored pricing, by which a job's lines come to the same sum again: the scheme and the round-off."""
    return {**asdict(bill.scheme), "round_off_minor": bill.round_off_minor}


def bill_of_stored(kept: Mapping[str, Any]) -> Bill:
    """Rebuild the bill of lines saved with their pricing, on a job or an issued paper."""
    scheme = {name: value for name, value in kept["pricing"].items() if name != "round_off_minor"}
    return price(items_of(kept), Scheme(**scheme), kept["pricing"]["round_off_minor"])
