"""Pricing of services, and of the lines of a job together with some of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from revops.access.caller import Caller
from revops.billing.pricing import Biller, bill_of, biller_of
from revops.billing.stored import items_of
from revops.billing.tax import ALL_BP, Bill, Item, Scheme, price, price_line
from revops.core.money import divide_half_up
from revops.jobs.row import JobRow, is_to_follow, not_owed_minor
from revops.mongo.client import Document, Session


@dataclass(frozen=True, slots=True)
class Basis:
    """The way in which the lines of a job are taxed, and the lines that it has."""

    biller: Biller
    scheme: Scheme
    lines: tuple[Item, ...]
    paid_minor: int

    @classmethod
    def of(cls, job: JobRow, biller: Biller) -> "Basis":
        """Build the basis of a job as it is billed now."""
        scheme = biller.scheme(job["customer_gst_number"], job["place_of_supply"])
        if job["items"] and job["pricing"] is not None:
            scheme = replace(scheme, prices_include_tax=job["pricing"]["prices_include_tax"])
            lines = tuple(items_of(job))
        else:
            lines = _lines_of_plain(job, biller, scheme)
        return cls(biller, scheme, lines, not_owed_minor(job))

    def line_total(self, item: Item) -> int:
        """Compute what a line comes to with its tax."""
        return price_line(item, self.scheme).total_minor

    def bill_with(self, services: Sequence[Mapping[str, Any]]) -> Bill:
        """Price the lines of the job together with those of services, rounded off as the garage does."""
        added = [item for service in services for item in items_of_service(service)]
        return bill_of([*self.lines, *added], self.scheme, self.biller, self.paid_minor)

    def bill_of_service(self, service: Mapping[str, Any]) -> Bill:
        """Price the lines of one service, to the minor unit."""
        return price(items_of_service(service), self.scheme)


def items_of_service(service: Mapping[str, Any]) -> list[Item]:
    """Read the lines of a service, as its."""
    service_id = service.get("_id") or service["id"]
    return [replace(item, service=service_id) for item in items_of(service)]


async def basis_of(caller: Caller, job: JobRow, session: Session | None = None) -> Basis:
    """Read how the lines of a job are taxed. Lines that are there stay in the form in which they were saved."""
    return Basis.of(job, await biller_of(caller, session))


def _lines_of_plain(job: JobRow, biller: Biller, scheme: Scheme) -> tuple[Item, ...]:
    """Build the line that says what an estimate without lines does: at most as much, where tax leaves no choice."""
    if is_to_follow(job) or not job["estimated_minor"]:
        return ()
    wanted_minor = job["estimated_minor"]
    rate_bp = biller.settings.labour_tax_rate_bp
    line = Item(
        kind="labour",
        description=job["work_description"][:500],
        hsn_sac=biller.settings.labour_sac,
        unit="",
        quantity_milli=1000,
        unit_price_minor=wanted_minor,
        discount_minor=0,
        tax_rate_bp=rate_bp,
    )
    if price_line(line, scheme).total_minor != wanted_minor:
        before_tax = divide_half_up(wanted_minor * ALL_BP, ALL_BP + rate_bp)
        tries = [replace(line, unit_price_minor=before_tax + step) for step in (1, 0, -1)]
        line = next((one for one in tries if price_line(one, scheme).total_minor <= wanted_minor), tries[-1])
    return (line,)


def current_totals(job: Mapping[str, Any]) -> Document:
    """Sum the lines of a job by service, and return them with their sums: what is charged of each now."""
    found: Document = {}
    if not job["items"]:
        return found
    pricing = {name: value for name, value in job["pricing"].items() if name != "round_off_minor"}
    for line in price(items_of(job), Scheme(**pricing)).lines:
        if line.item.service is not None:
            lines, total_minor = found.get(line.item.service, ([], 0))
            found[line.item.service] = ([*lines, line], total_minor + line.total_minor)
    return found
