"""The lines of a job as they are stored and shown, and what they come to in its workshop."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from revops.access.caller import Caller
from revops.billing.schemas import ItemIn, Quote
from revops.billing.settings import BillingSettings, settings_today
from revops.billing.stored import bill_of_stored
from revops.billing.tax import QUANTITY_SCALE, Bill, Item, PricedLine, Scheme, price, round_off
from revops.core.errors import InvalidFields
from revops.core.gstin import place_warning, state_of, tax_number_warning
from revops.core.money import MAX_AMOUNT, SCALE, shown, to_minor, to_wire
from revops.mongo.client import Document, Session


@dataclass(frozen=True, slots=True)
class Biller:
    """The workshop as it bills now: the workshop's tax number and the settings of today."""

    currency: str
    tax_number: str | None
    settings: BillingSettings

    def scheme(self, customer_tax_number: str | None, place_of_supply: str | None) -> Scheme:
        """Decide how a customer is taxed. The place of supply is the one stated, else a registered customer's state,
        else the workshop's own (IGST Act, section 12). It is not known when no state can be read from the number."""
        if self.tax_number is None:
            return Scheme("none", prices_include_tax=True)
        if self.currency != "INR":
            return Scheme("vat", self.settings.prices_include_tax)
        home = state_of(self.tax_number)
        place = place_of_supply or (state_of(customer_tax_number) if customer_tax_number else home)
        return Scheme("gst", self.settings.prices_include_tax, home, place)

    def warnings(self, customer_tax_number: str | None, place_of_supply: str | None) -> list[str]:
        """Say what looks wrong about the tax numbers that a bill names, and about where it says the work is supplied.

        It never blocks. A workshop without a number charges no tax, so only the customer's number can be wrong.
        """
        own = tax_number_warning(self.tax_number, self.currency)
        found = [f"Your own number, {own}" if own else None, tax_number_warning(customer_tax_number, self.currency)]
        if self.tax_number is not None:
            found.append(place_warning(customer_tax_number, place_of_supply, self.currency))
        return [warning for warning in found if warning]

    @property
    def round_to_minor(self) -> int:
        """The unit that totals are rounded to."""
        return SCALE[self.currency] if self.settings.round_totals else 1


async def biller_of(caller: Caller, session: Session | None = None) -> Biller:
    """Return the workshop as who bills today."""
    workshop = await caller.db.collection("workshops").find_one(
        {"_id": caller.workshop.id}, {"gst_number": 1}, session=session
    )
    assert workshop is not None
    return Biller(caller.workshop.currency, workshop["gst_number"], await settings_today(caller, session))


def read_items(given: Sequence[ItemIn], biller: Biller) -> list[Item]:
    """Return the lines as entered, code and rate filled in from today's settings. Raises InvalidFields by line."""
    items, refused = [], dict[str, str]()
    for number, line in enumerate(given):
        settings, is_labour = biller.settings, line.kind == "labour"
        item = Item(
            kind=line.kind,
            description=line.description,
            hsn_sac=line.hsn_sac or (settings.labour_sac if is_labour else settings.part_hsn),
            unit=line.unit,
            quantity_milli=int(line.quantity * QUANTITY_SCALE),
            unit_price_minor=to_minor(line.unit_price, biller.currency, f"items.{number}.unit_price"),
            discount_minor=to_minor(line.discount, biller.currency, f"items.{number}.discount"),
            tax_rate_bp=line.tax_rate_bp
            if line.tax_rate_bp is not None
            else (settings.labour_tax_rate_bp if is_labour else settings.part_tax_rate_bp),
            service=line.service,
        )
        if item.discount_minor > item.gross_minor:
            gross = shown(item.gross_minor, biller.currency)
            refused[f"items.{number}.discount"] = f"The discount on line {number + 1} is more than its price, {gross}."
        items.append(item)
    if refused:
        raise InvalidFields(refused)
    return items


def bill_of(items: Sequence[Item], scheme: Scheme, biller: Biller, paid_minor: int) -> Bill:
    """Price lines by today's settings, rounded off as the workshop does. Raises InvalidFields when it is too much."""
    exact_minor = price(items, scheme).exact_minor
    bill = price(items, scheme, round_off(exact_minor, biller.round_to_minor, paid_minor))
    if bill.total_minor > MAX_AMOUNT * SCALE[biller.currency]:
        raise InvalidFields({"items": "The total is more than any bill can be."})
    return bill


def stored_bill(job: Mapping[str, Any]) -> Bill | None:
    """Rebuild the bill of a job's saved lines, None for a job without lines."""
    return bill_of_stored(job) if job["items"] else None


def line_out(line: PricedLine, currency: str) -> Document:
    """Build a line with its tax as the wire shows it."""
    item = line.item
    return {
        "kind": item.kind,
        "description": item.description,
        "hsn_sac": item.hsn_sac,
        "unit": item.unit,
        "quantity": item.quantity_milli / QUANTITY_SCALE,
        "unit_price": to_wire(item.unit_price_minor, currency),
        "discount": to_wire(item.discount_minor, currency),
        "tax_rate_bp": item.tax_rate_bp,
        "taxable_amount": to_wire(line.taxable_minor, currency),
        "tax_amount": to_wire(line.tax_minor, currency),
        "total_amount": to_wire(line.total_minor, currency),
        **({"service": item.service} if item.service is not None else {}),
    }


def bill_out(bill: Bill, currency: str) -> Document:
    """Return a bill as the wire shows it."""
    return {
        "lines": [line_out(line, currency) for line in bill.lines],
        "prices_include_tax": bill.scheme.prices_include_tax,
        "place_of_supply": bill.scheme.place_of_supply,
        "discount": to_wire(bill.discount_minor, currency),
        "taxable_amount": to_wire(bill.taxable_minor, currency),
        "taxes": [
            {
                "head": tax.head,
                "rate_percent": tax.rate_bp / tax.shared_by / 100,
                "taxable_amount": to_wire(tax.taxable_minor, currency),
                "amount": to_wire(tax.amount_minor, currency),
            }
            for tax in bill.taxes()
        ],
        "tax_amount": to_wire(bill.tax_minor, currency),
        "round_off": to_wire(bill.round_off_minor, currency),
        "total_amount": to_wire(bill.total_minor, currency),
    }


async def quote(caller: Caller, body: Quote) -> Document:
    """Price lines without saving anything. Raises InvalidFields."""
    biller = await biller_of(caller)
    items = read_items(body.items, biller)
    stated = body.customer_gst_number, body.place_of_supply
    bill = bill_of(items, biller.scheme(*stated), biller, 0)
    return {**bill_out(bill, biller.currency), "warnings": biller.warnings(*stated)}
