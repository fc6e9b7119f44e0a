"""Reading the page of a job by its link in two round trips: the link with its job, then all of it at once."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from revops.access.caller import Caller, Services
from revops.billing.pricing import Biller, biller_of
from revops.core.time import UTC
from revops.customer_links.service import WITH_ENDING, is_dead, token_hash
from revops.customer_page.agreed import addresses_part
from revops.customer_page.caller import customer_of
from revops.customers.row import CUSTOMERS
from revops.estimates.row import State
from revops.jobs.row import JobRow
from revops.journal.entry import EntryKind
from revops.messages.settings import MessageSettings
from revops.messages.wording import Language
from revops.mongo.client import Document
from revops.mongo.scoped import Scoped
from revops.mongo.union import SubQuery, read_union

# What a customer may not read of a job, or need not.
_NOT_SHOWN: Document = {"job.search": 0, "job.internal_notes": 0, "job.references": 0, "job.worker_assigned": 0}
_PHOTOS_NOT_SHOWN = ["document"]
_OF_PAYMENT = ("amount_minor", "method", "type", "payment_date", "collected_by", "verdict", "confirmation_date")
_OF_CUSTOMER: Document = dict.fromkeys(("language", "consents", "phones", "email", "merged_into", "merged_from"), 1)
PAPERS = ["invoice", "receipt", "credit_note", "refund_voucher"]


@dataclass(frozen=True, slots=True)
class Opened:
    """A link that works, its job, and the garage as its customer acts in it."""

    token: str
    link: Mapping[str, Any]
    job: JobRow
    # As the customer's record says; None where nobody has.
    language: str | None
    caller: Caller
    # What the customer agreed to, and where he is reached; None where there is no record that could say it.
    customer: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Contents:
    """All that the page of a job shows."""

    workshop: Document
    biller: Biller
    services: list[Document]
    version: Document | None
    moves: list[Document]
    payments: list[Document]
    photos: list[Document]
    documents: list[Document]
    answers: list[Document]
    inspections: list[Document]
    addresses: list[Document]
    # In which the garage writes to customers who have not said.
    messages_language: Language


async def open_link(services: Services, token: str) -> Opened | None:
    """Find what a token opens; None for one that is wrong or leads nowhere any more, which is told apart nowhere."""
    pipeline: list[Document] = [
        {"$match": {"_id": token_hash(token)}},
        {"$lookup": {"from": "jobs", "localField": "job_id", "foreignField": "_id", "as": "job"}},
        {"$unwind": "$job"},
        {
            "$lookup": {
                "from": "customer_records",
                "localField": "job.customer_id",
                "foreignField": "_id",
                "as": "customer",
                "pipeline": [{"$project": _OF_CUSTOMER}],
            }
        },
        WITH_ENDING,
        {"$project": _NOT_SHOWN},
    ]
    found = await (await services.db.collection("customer_links").aggregate(pipeline)).to_list(1)
    if not found:
        return None
    link = found[0]
    job: JobRow = link.pop("job")
    customer = link.pop("customer")
    # That it is open, the database alone cannot say: whoever has that could have opened it again.
    if job["workshop_id"] != link["workshop_id"] or link.pop("ended") or await is_dead(services, link, job):
        return None
    caller = await customer_of(services, link["workshop_id"])
    if caller is None:
        return None
    mine = await _standing(caller, customer[0]) if customer else None
    return Opened(token, link, job, mine.get("language") if mine else None, caller, mine)


async def _standing(caller: Caller, customer: Mapping[str, Any]) -> Mapping[str, Any]:
    """Follow a customer to whom he was merged into, whose record is the one that counts."""
    customers = Scoped(caller.db, CUSTOMERS, caller.scope)
    while customer["merged_into"] is not None:
        into = await customers.find_one({"_id": customer["merged_into"]}, _OF_CUSTOMER)
        assert into is not None, "no record of a customer is ever deleted"
        customer = into
    return customer


async def read_contents(opened: Opened) -> Contents:
    """Read what the page of a job shows, all of one instant."""
    found, biller = await asyncio.gather(_read_at_once(opened), biller_of(opened.caller))
    (workshop,) = found["workshop"]
    return Contents(
        workshop,
        biller,
        [row for row in found["services"] if row["state"] != State.WITHDRAWN or "how" in row],
        found["version"][0] if found["version"] else None,
        [_zoned(row, "at") for row in found["moves"]],
        [_zoned(row, "payment_date") for row in found["payments"]],
        found["photos"],
        [_zoned(row, "issued_at") for row in found["documents"]],
        [_zoned(row, "at") for row in found["answers"]],
        [_zoned(row, "finished_at") for row in found["inspections"]],
        found["addresses"],
        found["settings"][0]["language"] if found["settings"] else MessageSettings().language,
    )


async def _read_at_once(opened: Opened) -> dict[str, list[Document]]:
    db = opened.caller.db
    parts = [*_parts(opened.caller, opened.job), ("addresses", addresses_part(opened.caller, opened.customer))]
    async with db.snapshot() as session:
        return await read_union(db, session, parts)


def _parts(caller: Caller, job: JobRow) -> list[tuple[str, SubQuery]]:
    def of(name: str) -> Scoped:
        return Scoped(caller.db, name, caller.scope)

    mine: Document = {"job_id": job["_id"]}
    moves = {
        "kind": {"$in": [EntryKind.JOB_CREATED.value, EntryKind.JOB_UPDATED.value]},
        "$or": [
            {"kind": EntryKind.JOB_CREATED.value},
            {"changes.status": {"$exists": True}},
            {"changes.planned_completion_days": {"$exists": True}},
        ],
    }
    newest = [("at", -1), ("_id", -1)]
    workshop: Document = {"name": 1, "phone": 1, "address": 1}
    return [
        ("workshop", SubQuery("workshops", [{"$match": {"_id": caller.workshop.id}}, {"$project": workshop}])),
        ("services", of("services").sub_query(mine, {"workshop_id": 0}, sort=[("proposed_at", 1)], limit=200)),
        (
            "version",
            of("estimate_versions").sub_query(
                {**mine, "number": job.get("estimate_version", 0)}, {"workshop_id": 0}, limit=1
            ),
        ),
        (
            "moves",
            of("journal").sub_query({**mine, **moves}, {"kind": 1, "at": 1, "changes": 1}, sort=newest, limit=100),
        ),
        (
            "payments",
            of("payments").sub_query(
                mine,
                dict.fromkeys(_OF_PAYMENT, 1),
                sort=[("payment_date", 1), ("_id", 1)],
                limit=200,
            ),
        ),
        (
            "photos",
            of("photos").sub_query(
                {**mine, "received": {"$exists": True}, "kind": {"$nin": _PHOTOS_NOT_SHOWN}},
                dict.fromkeys(("kind", "caption", "width", "height"), 1),
                sort=[("taken_at", 1), ("_id", 1)],
                limit=60,
            ),
        ),
        (
            "documents",
            of("documents").sub_query(
                {**mine, "kind": {"$in": PAPERS}},
                dict.fromkeys(("kind", "number", "issued_at", "total_minor", "payment_id", "credits"), 1),
                sort=[("issued_at", 1), ("_id", 1)],
                limit=60,
            ),
        ),
        (
            "inspections",
            of("inspections").sub_query(
                {**mine, "finished_at": {"$exists": True}, "discarded_at": {"$exists": False}},
                dict.fromkeys(("name", "groups", "answers", "finished_at"), 1),
                sort=[("started_at", -1), ("_id", -1)],
                limit=20,
            ),
        ),
        ("settings", of("message_settings").sub_query({"_id": caller.workshop.id}, {"language": 1})),
        ("answers", of("estimate_answers").sub_query(mine, {"address": 0, "device": 0}, sort=newest, limit=50)),
    ]


def _zoned(row: Document, field: str) -> Document:
    return {**row, field: row[field].replace(tzinfo=UTC)}
