"""A customer and a vehicle with all that happened: their jobs, papers, keepers, and what is owed."""

import asyncio
from collections.abc import Sequence

from revops.access.caller import Caller
from revops.access.permissions import Permission
from revops.core.money import to_wire
from revops.core.phones import read_phone
from revops.core.text import normalise_plate
from revops.customers.merging import recent_merges
from revops.customers.row import ids_of, is_called, is_number
from revops.customers.service import is_shown, read_by_ids, read_customer, seen_by
from revops.customers.wire import customer_out, customers_out
from revops.intake.records import find_open_job, intake_key, look_up
from revops.intake.schemas import KnownQuery
from revops.jobs.row import JobRow
from revops.jobs.service import SHOWN, jobs_of
from revops.jobs.wire import jobs_out
from revops.journal.personal import ERASED_NAME
from revops.mongo.client import Document
from revops.papers.service import list_of_jobs
from revops.papers.wire import documents_out
from revops.quotations.row import QuotationRow
from revops.quotations.service import find_open
from revops.quotations.wire import quotations_out
from revops.vehicles import service as vehicles
from revops.vehicles.service import vehicles_of
from revops.vehicles.wire import keeper_out, reading_out, vehicle_out, vehicles_out

# Of each, the newest; the lists of jobs and papers have all of them.
MAX_SHOWN = 50
_MAX_VEHICLES = 200
_NEWEST = [("created_at", -1), ("_id", -1)]


async def customer_page(caller: Caller, customer_id: str) -> Document:
    """Build a customer with vehicles, jobs, papers and sums: of the jobs that the caller may see."""
    row = await read_customer(caller, customer_id)
    named: Document = {"customer_id": {"$in": ids_of(row)}}
    kept = vehicles_of(caller).page_naive(
        seen_by(caller) | {"keepers.customer_id": {"$in": ids_of(row)}},
        vehicles.LISTED,
        sort=_NEWEST,
        limit=_MAX_VEHICLES,
    )
    jobs, sums, rows, merges = await asyncio.gather(
        _newest_jobs(caller, named),
        _sums(caller, named),
        kept,
        recent_merges(caller, row),
    )
    return {
        **customer_out(row),
        **_sums_out(caller, sums),
        "jobs_owing": sums["owing"],
        "vehicles": await vehicles_out(caller, rows),
        "jobs": await jobs_out(caller, jobs),
        "papers": await _papers(caller, jobs),
        "recent_merges": merges,
    }


async def vehicle_page(caller: Caller, vehicle_id: str) -> Document:
    """Build a vehicle with its keepers, readings, jobs and papers: of the jobs that the caller may see."""
    row = await vehicles.read_vehicle(caller, vehicle_id)
    named: Document = {"vehicle_id": vehicle_id}
    customers, jobs, sums = await asyncio.gather(
        read_by_ids(caller, {keeper["customer_id"] for keeper in row["keepers"]}),
        _newest_jobs(caller, named),
        _sums(caller, named),
    )
    return {
        **vehicle_out(row, customers),
        **_sums_out(caller, sums),
        "keepers": [keeper_out(keeper, customers) for keeper in reversed(row["keepers"])],
        "readings": [reading_out(reading) for reading in reversed(row["readings"])],
        "jobs": await jobs_out(caller, jobs),
        "papers": await _papers(caller, jobs),
    }


async def known_page(caller: Caller, wanted: KnownQuery) -> Document:
    """Build who and what is known by a plate and a phone, of what the caller is shown, and whether to ask about it."""
    plate, name = normalise_plate(wanted.vehicle_number or ""), wanted.customer_name
    phone = read_phone(wanted.phone, caller.workshop.currency).stored if wanted.phone else ""
    found, given = await asyncio.gather(
        look_up(caller, plate, phone, intake_key(phone, plate, "")),
        _given(caller, plate, phone if is_number(phone) else ""),
    )
    vehicle = open_job = None
    if found.vehicle is not None and is_shown(caller, found.vehicle["manager_ids"]):
        (vehicle,), open_job = await asyncio.gather(
            vehicles_out(caller, [found.vehicle]), find_open_job(caller, found.vehicle["_id"])
        )
        if vehicle["keeper"]["name"] == ERASED_NAME:
            vehicle["keeper"]["name"] = None
    alike = [row for row in found.customers if phone and is_shown(caller, row["manager_ids"])]
    keeper = vehicle["keeper"] if vehicle is not None else None
    return {
        "vehicle": vehicle,
        "customers": await customers_out(caller, alike),
        "asks_keeper": keeper is not None and keeper["name"] is not None and _is_other(keeper, name, phone),
        "quotations": await quotations_out(caller, given),
        "open_job": open_job,
    }


async def _given(caller: Caller, plate: str, phone: str) -> list[QuotationRow]:
    return await find_open(caller, plate, phone) if caller.may(Permission.JOBS_READ) else []


def _is_other(keeper: Document, name: str | None, phone: str) -> bool:
    """Tell whether a name or a phone is not that of a keeper."""
    return bool(phone and phone not in keeper["phones"]) or bool(name and not is_called(keeper, name))


async def _newest_jobs(caller: Caller, named: Document) -> list[JobRow]:
    if not caller.may(Permission.JOBS_READ):
        return []
    return await jobs_of(caller).page_naive(named, SHOWN, sort=_NEWEST, limit=MAX_SHOWN)


async def _papers(caller: Caller, jobs: Sequence[JobRow]) -> list[Document]:
    if not jobs or not caller.may(Permission.DOCUMENTS_READ):
        return []
    rows = await list_of_jobs(caller, [job["_id"] for job in jobs], MAX_SHOWN)
    return await documents_out(caller, rows)


async def _sums(caller: Caller, named: Document) -> Document:
    """Sum the jobs that the caller may see."""
    amounts = ("estimated_minor", "paid_minor", "outstanding_minor")
    return await jobs_of(caller).totals(named, amounts, owing="outstanding_minor")


def _sums_out(caller: Caller, found: Document) -> Document:
    currency = caller.workshop.currency
    return {
        "job_count": found["count"],
        "estimated_amount": to_wire(found["estimated_minor"], currency),
        "total_paid": to_wire(found["paid_minor"], currency),
        "outstanding_amount": to_wire(found["outstanding_minor"], currency),
        "last_visit_at": found["last"],
    }
