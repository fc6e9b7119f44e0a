"""The visits of the vehicle of a job by the customer who brought it then; whoever had it before is not shown."""

from revops.core.time import UTC
from revops.customer_page.reading import PAPERS, Opened
from revops.customer_page.rendering import Formats, translations_of
from revops.customer_page.view import papers_of
from revops.customers.row import ids_of
from revops.mongo.client import Document
from revops.mongo.scoped import Scoped, ScopedRows
from revops.papers.withdrawal import withdrawals_of
from revops.vehicles.row import VehicleRow

# The newest.
_MAX_VISITS = 100
_OF_VISIT: Document = dict.fromkeys(
    ("created_at", "work_description", "estimated_minor", "estimate_to_follow", "cancelled_at"), 1
)


def _same(opened: Opened) -> Document | None:
    """Build what finds the visits; None for a job that names no vehicle or nobody."""
    vehicle_id = opened.job.get("vehicle_id")
    if vehicle_id is None or opened.customer is None:
        return None
    return {"vehicle_id": vehicle_id, "customer_id": {"$in": ids_of(opened.customer)}}


async def is_visit_of(opened: Opened, job_id: str) -> bool:
    """Tell whether a job is the one of the link, or another visit of the same vehicle by the same customer."""
    if job_id == opened.job["_id"]:
        return True
    same = _same(opened)
    jobs = Scoped(opened.caller.db, "jobs", opened.caller.scope)
    return same is not None and await jobs.find_one({"_id": job_id, **same}, {"_id": 1}) is not None


async def visits_of(opened: Opened, language: str) -> list[Document]:
    """Read the visits, the newest first: when, at what kilometres, which work, for how much, with the papers."""
    caller, same = opened.caller, _same(opened) or {"_id": opened.job["_id"]}
    newest = [("created_at", -1), ("_id", -1)]
    jobs = Scoped(caller.db, "jobs", caller.scope)
    rows = await jobs.page_naive(same, _OF_VISIT, sort=newest, limit=_MAX_VISITS)
    papers = await Scoped(caller.db, "documents", caller.scope).page_naive(
        {"job_id": {"$in": [row["_id"] for row in rows]}, "kind": {"$in": PAPERS}},
        {"kind": 1, "number": 1, "job_id": 1, "payment_id": 1},
        sort=[("issued_at", 1), ("_id", 1)],
        limit=500,
    )
    gone = await withdrawals_of(caller, papers)
    readings = await _readings(opened)
    formats = Formats(language, caller.workshop.currency, caller.workshop.timezone)
    say = translations_of(language).gettext
    return [
        {
            "day": formats.date(row["created_at"].replace(tzinfo=UTC)),
            "work": row["work_description"],
            "is_cancelled": row.get("cancelled_at") is not None,
            "km": formats.quantity(1000 * readings[row["_id"]]) if row["_id"] in readings else None,
            "amount": None if row.get("estimate_to_follow") else formats.amount(row["estimated_minor"]),
            "papers": papers_of((paper for paper in papers if paper["job_id"] == row["_id"]), gone, say),
        }
        for row in rows
    ]


async def _readings(opened: Opened) -> dict[str, int]:
    """Read what the odometer said at each visit."""
    vehicles = ScopedRows[VehicleRow](opened.caller.db, "vehicles", opened.caller.scope)
    vehicle = await vehicles.find_one({"_id": opened.job.get("vehicle_id")}, {"readings": 1})
    found = vehicle["readings"] if vehicle is not None else []
    return {reading["job_id"]: reading["km"] for reading in found if reading["job_id"] is not None}
