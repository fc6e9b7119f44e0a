"""The lines of a job: what they do to its estimate when the job is made or changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from revops.access.caller import Caller
from revops.billing import pricing
from revops.billing.schemas import ItemIn
from revops.billing.stored import items_of, stored_items, stored_pricing
from revops.billing.tax import Bill, Item, price
from revops.core.errors import InvalidFields
from revops.core.money import shown, to_minor
from revops.jobs.discounts import require_within_cap
from revops.jobs.errors import NeedsApproval
from revops.jobs.row import not_owed_minor
from revops.jobs.schemas import JobCreate, JobUpdate
from revops.mongo.client import Document, Session

_NOT_APPROVED = "The customer has not approved this service."


@dataclass(frozen=True, slots=True)
class Priced:
    """Lines as a job stores them, with what makes them come to the same sum again, and that sum in minor units."""

    items: list[Document]
    pricing: Document
    total_minor: int
    bill: Bill

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
        lines = items_of(kept)
        scheme = replace(scheme, prices_include_tax=kept["pricing"]["prices_include_tax"])
    bill = pricing.bill_of(lines, scheme, biller, paid_minor)
    return priced_of(bill)


def priced_of(bill: Bill) -> Priced:
    """Build lines as a job stores them from their bill."""
    lines = [line.item for line in bill.lines]
    return Priced(stored_items(lines), stored_pricing(bill), bill.total_minor, bill)


async def price_new(caller: Caller, session: Session, body: JobCreate) -> Priced | None:
    """Return the lines of a job that is taken in, None when it has none. Raises InvalidFields."""
    if not body.items:
        return None
    refused = {f"items.{n}.service": _NOT_APPROVED for n, item in enumerate(body.items) if item.service is not None}
    if refused:
        raise InvalidFields(refused)
    advance_minor = to_minor(body.advance_paid, caller.workshop.currency, "advance_paid")
    stated = {"customer_gst_number": body.customer_gst_number, "place_of_supply": body.place_of_supply}
    priced = await price_lines(caller, session, body.items, stated, paid_minor=advance_minor)
    require_within_cap(caller, (), priced.items, "Take the vehicle in first, then ask the owner for more on the job.")
    return priced


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
    # What the journal is to say of it besides.
    said: Mapping[str, tuple[int, int]] = field(default_factory=dict)


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
        if before.get("approved"):
            raise InvalidFields({"items": "The customer approved some of these lines. Take the service off instead."})
        return Lines(None, {"items": [], "pricing": None})
    kept = before if body.items is None else None
    priced = await price_lines(caller, session, body.items or [], stated, paid_minor=not_owed_minor(before), kept=kept)
    require_same(body.estimated_amount, priced.total_minor, currency)
    if body.items is not None:
        way_on = "For more, ask the owner: the lines are saved as soon as he says yes."
        require_within_cap(caller, before["items"], priced.items, way_on)
    changes = {name: value for name, value in priced.stored.items() if value != before[name]}
    said = approved_change(before, priced.bill) if body.items is not None else {}
    return Lines(priced.total_minor, changes, said)


def service_totals(bill: Bill) -> dict[str, int]:
    """Sum the lines of a bill by the service that they are of; lines of none are left out."""
    totals: dict[str, int] = {}
    for line in bill.lines:
        if line.item.service is not None:
            totals[line.item.service] = totals.get(line.item.service, 0) + line.total_minor
    return totals


def approved_change(job: Mapping[str, Any], bill: Bill) -> Mapping[str, tuple[int, int]]:
    """Build what the journal says of new lines where less is charged of what the customer approved.

    Raises InvalidFields for a service that was not approved, NeedsApproval for more than was.
    """
    approved = {service["service_id"]: service for service in job.get("approved", ())}
    after = service_totals(bill)
    for number, line in enumerate(bill.lines):
        if line.item.service is not None and line.item.service not in approved:
            raise InvalidFields({f"items.{number}.service": _NOT_APPROVED})
    for service_id, service in approved.items():
        # At the same taxes, so that another state does not look like another price.
        most_minor = price(items_of(service), bill.scheme).exact_minor
        if after.get(service_id, 0) > most_minor:
            raise NeedsApproval(
                f"This is more than the customer approved for {service['title']}. Propose the rest as a new service."
            )
    before = pricing.stored_bill(job)
    old_minor = sum(service_totals(before).values()) if before is not None else 0
    new_minor = sum(after.values())
    return {"approved_minor": (old_minor, new_minor)} if new_minor < old_minor else {}
