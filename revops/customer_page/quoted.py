"""The page that a link opens before the car has come: the quotation."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from revops.access.caller import Caller, Services
from revops.billing.pricing import stored_bill
from revops.core.phones import spoken_phone
from revops.core.time import UTC, now
from revops.customer_links.service import WITH_ENDING, token_hash
from revops.customer_page.caller import customer_of
from revops.customer_page.rendering import Formats, translations_of
from revops.estimates.row import How
from revops.mongo.client import Document
from revops.quotations.row import QuotationRow, QuotationState
from revops.quotations.service import is_open


@dataclass(frozen=True, slots=True)
class OpenedQuotation:
    """A link that works, its quotation, and the garage as its customer acts in it."""

    token: str
    row: QuotationRow
    workshop: Mapping[str, str]
    caller: Caller


async def open_quotation(services: Services, token: str) -> OpenedQuotation | None:
    """Find the quotation that a token opens; None for one that is wrong or leads nowhere any more."""
    pipeline: list[Document] = [
        {"$match": {"_id": token_hash(token), "revoked_at": None}},
        {"$lookup": {"from": "quotations", "localField": "job_id", "foreignField": "_id", "as": "row"}},
        {"$unwind": "$row"},
        WITH_ENDING,
    ]
    found = await (await services.db.collection("customer_links").aggregate(pipeline)).to_list(1)
    if not found:
        return None
    link = found[0]
    row: QuotationRow = link["row"]
    kept_for = dt.timedelta(days=services.settings.customer_page_days)
    if row["workshop_id"] != link["workshop_id"] or link["ended"] or now() - row["ends_at"] > kept_for:
        return None
    caller = await customer_of(services, link["workshop_id"])
    if caller is None:
        return None
    shown = {"name": 1, "address": 1, "phone": 1}
    workshop = await services.db.collection("workshops").find_one({"_id": link["workshop_id"]}, shown)
    return None if workshop is None else OpenedQuotation(token, row, workshop, caller)


def page_of_quotation(opened: OpenedQuotation, language: str) -> Document:
    """Build all that the page of a quotation says."""
    row, workshop = opened.row, opened.caller.workshop
    formats = Formats(language, workshop.currency, workshop.timezone)
    say = translations_of(language).gettext
    total_minor, bill = row["estimated_minor"], stored_bill(row)
    answered_at = row["answered_at"]
    return {
        "token": opened.token,
        "garage": opened.workshop,
        "phone": spoken_phone(opened.workshop["phone"]),
        "car": row["car_model"],
        "plate": row["vehicle_number"],
        "number": row["number"],
        "work": row["work_description"],
        "lines": [
            {
                "text": say(line.item.description) if line.item.description else "",
                "quantity": f"{formats.quantity(line.item.quantity_milli)} {say(line.item.unit or ' ')}".strip(),
                "amount": formats.amount(line.total_minor),
            }
            for line in (bill.lines if bill is not None else ())
        ],
        "total": None if total_minor is None else formats.amount(total_minor),
        "state": row["state"],
        "is_told": row["how"] == How.TOLD,
        "answered_at": formats.time(answered_at.astimezone(UTC)) if answered_at is not None else None,
        "valid_until": formats.day(row["ends_at"]),
        "can_answer": row["state"] == QuotationState.WAITING and is_open(row, now()),
        "is_over": row["state"] != QuotationState.DECLINED and not is_open(row, now()),
        "version": row["version"],
    }
