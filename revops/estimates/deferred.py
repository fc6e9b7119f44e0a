"""Services that were proposed and not done: offered again when the vehicle comes back, and listed for following up."""

from revops.access.caller import Caller
from revops.core.money import to_wire
from revops.core.text import normalise_plate
from revops.estimates.row import State
from revops.estimates.schemas import DeferredQuery
from revops.estimates.versions import services_of
from revops.mongo.client import Document
from revops.mongo.paging import read_page
from revops.mongo.scoped import Scoped, ScopedRows
from revops.vehicles.service import vehicles_of

# Jobs of a vehicle that are looked at, the newest.
_MAX_JOBS = 200
_OF_JOB: Document = dict.fromkeys(
    ("number", "vehicle_id", "vehicle_number", "car_model", "customer_name", "status", "cancelled_at"), 1
)
# It waits, and the customer has been asked.
_OPEN: Document = {"waits": True, "sent_version": {"$ne": None}}


async def list_deferred(caller: Caller, wanted: DeferredQuery) -> tuple[list[Document], str | None]:
    """Read one page of what is deferred, the latest first, and the cursor of the next. Of a vehicle it is all, whoever
    had the job, because whoever takes it in next is to offer it; without one, what the caller's jobs have."""
    if wanted.vehicle_id is None and wanted.plate is None:
        services: ScopedRows[Document] = Scoped(caller.db, "services", caller.scope)
        rows, cursor = await read_page(services, [_OPEN], "proposed_at", wanted)
        return await _out(caller, rows), cursor
    vehicle_id = wanted.vehicle_id or await _vehicle_of(caller, wanted.plate or "")
    if vehicle_id is None:
        return [], None
    jobs = Scoped(caller.db, "jobs", caller.scope.whole_workshop())
    of_vehicle = await jobs.page_naive(
        {"vehicle_id": vehicle_id}, {"_id": 1}, sort=[("created_at", -1), ("_id", -1)], limit=_MAX_JOBS
    )
    ids = [job["_id"] for job in of_vehicle]
    if not ids:
        return [], None
    of_jobs, cursor = await read_page(services_of(caller), [{"job_id": {"$in": ids}, **_OPEN}], "proposed_at", wanted)
    return await _out(caller, [dict(row) for row in of_jobs]), cursor


async def _vehicle_of(caller: Caller, plate: str) -> str | None:
    found = await vehicles_of(caller).find_one({"plate": normalise_plate(plate)}, {"_id": 1})
    return found["_id"] if found is not None else None


async def _out(caller: Caller, rows: list[Document]) -> list[Document]:
    jobs = Scoped(caller.db, "jobs", caller.scope.whole_workshop())
    of_jobs = await jobs.by_id_naive({row["job_id"] for row in rows}, _OF_JOB)
    currency = caller.workshop.currency
    return [
        {
            "id": row["_id"],
            "title": row["title"],
            "reason": row["reason"],
            "state": State(row["state"]).value,
            "vehicle_id": job.get("vehicle_id"),
            "vehicle_number": job["vehicle_number"],
            "car_model": job["car_model"],
            "customer_name": job["customer_name"],
            "job_id": row["job_id"],
            "job_number": job.get("number"),
            "proposed_at": row["proposed_at"],
            "answered_at": row.get("answered_at"),
            "amount": to_wire(row.get("asked_minor", 0), currency),
        }
        for row in rows
        if (job := of_jobs.get(row["job_id"])) is not None
    ]
