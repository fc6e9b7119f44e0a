"""What jobs are found by, and tax numbers in one form, for what an older version wrote (migration 5)."""

from revops.billing.gstin import compact
from revops.core.text import normalise_plate
from revops.jobs.search import MARK, SEARCHED, search_tokens
from revops.mongo.client import Database, Document
from revops.mongo.remaking import Derived, Remaking

MIGRATION = 5


def _of_job(job: Document) -> Document:
    return {
        "search": search_tokens(job),
        "plate": normalise_plate(job["vehicle_number"]),
        "customer_gstin": compact(job["customer_gst_number"]),
    }


def _of_paper(document: Document) -> Document:
    known = {"car_model": "", "phone": "", **document, "number": document.get("job_number")}
    return {"search": search_tokens(known | {"references": [document["number"]]})}


_DERIVED = (
    Derived(
        "documents",
        ("customer_name", "vehicle_number", "number", "job_number"),
        {"search": {"$exists": False}},
        _of_paper,
    ),
    # The older version writes all tokens at every change, so a job that it changed lacks the mark again.
    Derived("jobs", {*SEARCHED, "vehicle_number", "customer_gst_number"}, {"search": {"$ne": MARK}}, _of_job),
    Derived(
        "workshops",
        ("gst_number",),
        {"gstin": {"$exists": False}},
        lambda workshop: {"gstin": compact(workshop["gst_number"])},
    ),
)


def remaking(db: Database) -> Remaking:
    """Build the background task that makes them."""
    return Remaking(db, MIGRATION, _DERIVED)
