"""The lines of a job: what they do to its estimate when the job is made or changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from revops.access.caller import Caller
from revops.billing import pricing
from revops.billing.schemas import ItemIn
from revops.billing.tax import Item
from revops.core.errors import InvalidFields
from revops.core.money import shown, to_minor
from revops.jobs.row import not_owed_minor
from revops.jobs.schemas import JobCreate, JobUpdate
from revops.mongo.client import Document, Session


@dataclass(frozen=True, slots=True)
class Priced:
    """Lines as a job stores them, with what makes them come to the same sum again, and that sum in minor units."""

    items: list[Document]
    pricing: Document
    total_minor: int

    @property
    def stored(self) -> Document:
        """The fields of a job that hold them."""
        return {"items": self.items, "pricing": self.pricing}


async def price_lines(
    caller: Caller,
    session: Session | None,
    items: Sequence[ItemIn],
    stated: Mapping[str, Any],
    *,
    paid_minor: int,
    kept: Mapping[str, Any] | None = None,
) -> Priced:
    """Return lines with what they come to; ``kept`` is the job whose lines stay
    as they are, at the rates and in the form (with or without tax) they were saved in.

    ``stated`` names the customer's tax number and the place of supply. Raises InvalidFields.
    """
    biller = await pricing.biller_of(caller, session)
    scheme = biller.scheme(stated["customer_gst_number"], stated["place_of_supply"])
    lines: list[Item] = pricing.read_items(items, biller)
    if kept is not None:
        lines = pricing.items_of(kept)
        scheme = replace(scheme, prices_include_tax=kept["pricing"]["prices_include_tax"])
    bill = pricing.bill_of(lines, scheme, biller, paid_minor)
    return Priced(pricing.stored_items(lines), pricing.stored_pricing(bill), bill.total_minor)


async def price_new(caller: Caller, session: Session, body: JobCreate) -> Priced | None:
    """Return the lines of a job that is taken in, None when it has none. Raises InvalidFields."""
    if not body.items:
        return None
    advance_minor = to_minor(body.advance_paid, caller.workshop.currency, "advance_paid")
    stated = {"customer_gst_number": body.customer_gst_number, "place_of_supply": body.place_of_supply}
    return await price_lines(caller, session, body.items, stated, paid_minor=advance_minor)


def require_same(estimate: Decimal | None, total_minor: int, currency: str) -> None:
    """Lines make the estimate; an amount sent beside them must be what they come to."""
    if estimate is not None and to_minor(estimate, currency, "estimated_amount") != total_minor:
        raise InvalidFields(
            {"estimated_amount": f"Labour and parts add up to {shown(total_minor, currency)}. Leave the estimate out."}
        )


@dataclass(frozen=True, slots=True)
class Lines:
    """The effect of an update on a job's lines. The total is None where lines do not say what the job costs."""

    total_minor: int | None = None
    changed: Document = field(default_factory=dict)


async def lines_after(
    caller: Caller, session: Session, before: Mapping[str, Any], body: JobUpdate, changed: Mapping[str, Any]
) -> Lines:
    """Return the lines after an update. Lines that stay keep the rates they were saved with. Raises InvalidFields."""
    stated = {name: changed.get(name, before[name]) for name in ("customer_gst_number", "place_of_supply")}
    currency = caller.workshop.currency
    if body.items is None:
        if not before["items"]:
            return Lines()
        if not changed.keys() & stated.keys():
            require_same(body.estimated_amount, before["estimated_minor"], currency)
            return Lines(before["estimated_minor"])
    elif not body.items:
        if not before["items"]:
            return Lines()
        return Lines(None, {"items": [], "pricing": None})
    kept = before if body.items is None else None
    priced = await price_lines(caller, session, body.items or [], stated, paid_minor=not_owed_minor(before), kept=kept)
    require_same(body.estimated_amount, priced.total_minor, currency)
    changes = {name: value for name, value in priced.stored.items() if value != before[name]}
    return Lines(priced.total_minor, changes)
