"""Fields that older versions did not write, made in the background (migrations 5 and 6): what jobs are found by, their
numbers and references, tax numbers in one form, and the days of workshops that changed their time zone.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from pymongo import UpdateOne

from revops.core.gstin import compact
from revops.core.ids import first_made_at
from revops.core.text import normalise_plate
from revops.jobs.indexes import INDEXES
from revops.jobs.numbers import reserve
from revops.jobs.search import MARK, SEARCHED, reference_tokens, search_tokens
from revops.mongo.client import Database, Document
from revops.mongo.migrations import indexed_afterwards
from revops.mongo.remaking import USUAL_PACE, Derived, Pace, Remaking, in_turn, update_each, update_of
from revops.remaking.days import keep_days
from revops.remaking.references import references_of, references_since

MIGRATION = 6

_OF_JOB = {*SEARCHED, "vehicle_number", "customer_gst_number"}
_UNNUMBERED: Document = {"number": None}
_SEARCH = [index for index in INDEXES["jobs"] if index.document["name"] in ("search", "search_of_manager")]
# From how many jobs on it pays to index what they are found by after making it: each token is a key in two indexes, at
# a place of its own, and where these do not fit into the database's memory a job takes eighteen times as long.
_MANY = 5000
_SAMPLE = 100
# So many tokens that a job did not have are many of its forty. A new mark alone is none.
_MANY_NEW = 8
# The order of the index that holds only these.
_OLDEST = [("workshop_id", 1), ("created_at", 1), ("_id", 1)]


def _of_job(job: Document) -> Document:
    return {
        "search": search_tokens(job),
        "plate": normalise_plate(job["vehicle_number"]),
        "customer_gstin": compact(job["customer_gst_number"]),
    }


def _of_paper(document: Document) -> Document:
    known = {"car_model": "", "phone": "", **document, "number": document.get("job_number")}
    return {"search": search_tokens(known | {"references": [document["number"]]})}


async def number_the_rest(db: Database) -> int:
    """Number each job that has none, in every workshop those taken in first, and make all else that it lacks in the
    same write. Returns how many that were. What a crash cuts short is numbered among the next.
    """
    numbered = 0
    while (first := await db.collection("jobs").find_one(_UNNUMBERED, {"workshop_id": 1}, sort=_OLDEST)) is not None:
        numbered += await _number_all_of(db, first["workshop_id"])
    return numbered


async def _number_all_of(db: Database, workshop_id: str) -> int:
    jobs = db.collection("jobs")
    mine = {"workshop_id": workshop_id, **_UNNUMBERED}
    fields = dict.fromkeys(_OF_JOB - {"number"}, 1)
    numbers: dict[str, int] = {}

    async def read(limit: int) -> list[Document]:
        rows = await jobs.find(mine, fields, sort=_OLDEST, limit=limit).to_list()
        for row, number in zip(rows, await reserve(db, workshop_id, len(rows)) if rows else (), strict=True):
            numbers[row["_id"]] = number
        return rows

    async def change(rows: list[Document]) -> int:
        references = await references_of(db, workshop_id, [row["_id"] for row in rows])
        writes = []
        for row in rows:
            as_read = {"references": None, **row, **_UNNUMBERED}
            made: Document = {"number": numbers.pop(row["_id"])}
            if found := [*row.get("references", ()), *references[row["_id"]]]:
                made["references"] = list(dict.fromkeys(found))
            writes.append(update_of(as_read, {"$set": made | _of_job(row | made)}))
        return await update_each(db, "jobs", writes)

    return await in_turn(read, change)


async def _keep_later_references(db: Database) -> int:
    """Let jobs be found by what an older version issued or recorded since this migration began."""
    migration = await db.collection("migrations").find_one({"_id": MIGRATION}, {"applied_at": 1})
    if migration is None:
        return 0
    by_job = await references_since(db, first_made_at(migration["applied_at"].timestamp()))
    writes = [
        UpdateOne(
            {"_id": job_id, "references": {"$not": {"$all": references}}},
            {
                "$addToSet": {
                    "references": {"$each": references},
                    "search": {"$each": reference_tokens(references)},
                }
            },
        )
        for job_id, references in by_job.items()
    ]
    return (await db.collection("jobs").bulk_write(writes, ordered=False)).modified_count if writes else 0


_DERIVED = (
    Derived(
        "documents",
        ("customer_name", "vehicle_number", "number", "job_number"),
        {"search": {"$exists": False}},
        _of_paper,
    ),
    # The older version writes all tokens at every change, so a job that it changed lacks the mark again.
    Derived("jobs", _OF_JOB, {"search": {"$ne": MARK}}, _of_job),
    Derived(
        "workshops",
        ("gst_number",),
        {"gstin": {"$exists": False}},
        lambda workshop: {"gstin": compact(workshop["gst_number"])},
    ),
)


@asynccontextmanager
async def _search_indexed_afterwards(db: Database) -> AsyncIterator[None]:
    """Do without the indexes of the search while most jobs get other tokens; build those that are not there."""
    jobs = db.collection("jobs")
    there = await jobs.index_information()
    is_cut_short = any(index.document["name"] not in there for index in _SEARCH)
    async with indexed_afterwards(db, {"jobs": _SEARCH} if is_cut_short or await _are_mostly_new(db) else {}):
        yield


async def _are_mostly_new(db: Database) -> bool:
    """Say whether there are many jobs, and most of them lack many of the tokens that they are to have."""
    jobs = db.collection("jobs")
    if await jobs.estimated_document_count() < _MANY:
        return False
    sample = await (await jobs.aggregate([{"$sample": {"size": _SAMPLE}}])).to_list()
    lacking = [len({*search_tokens(job)}.difference(job.get("search", ()))) >= _MANY_NEW for job in sample]
    return sum(lacking) * 2 > len(lacking)


def remaking(db: Database, pace: Pace = USUAL_PACE) -> Remaking:
    """Build the background task that makes them."""
    steps = (keep_days, number_the_rest, _keep_later_references)
    return Remaking(db, MIGRATION, steps, _DERIVED, _search_indexed_afterwards, pace)
