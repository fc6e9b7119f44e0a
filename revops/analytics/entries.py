"""The journal entries that a figure of the dashboard is made of, page by page; what they add sums to the figure."""

from fastapi import Request

from revops.access.caller import Caller
from revops.analytics.schemas import EntryQuery
from revops.core.errors import NotFound
from revops.core.money import to_wire
from revops.jobs.service import CALLED, jobs_of
from revops.journal.entry import Figure, contributions, figure_tag
from revops.mongo.client import Document
from revops.mongo.filters import by_kept_day, check_period
from revops.mongo.paging import read_page
from revops.mongo.scoped import Scoped

# These are of now whatever the period: they are made of all entries.
_OF_NOW = frozenset({Figure.OUTSTANDING, Figure.CASH_IN_HAND, Figure.AWAITING_CONFIRMATION})
_FIELDS = {"hash": 0, "seq": 0, "figures": 0, "workshop_id": 0}


async def list_entries(caller: Caller, query: EntryQuery, request: Request) -> tuple[list[Document], str | None]:
    """Return one page of entries, newest first, and the link to the next, if there is one.

    Raises InvalidFields for the period, NotFound for the manager.
    """
    check_period(query.first_day, query.last_day)
    managers = Scoped(caller.db, "managers", caller.scope)
    if query.manager_id is not None:
        if await managers.find_one({"_id": query.manager_id}, {"_id": 1}) is None:
            raise NotFound("manager")
        manager_ids = [query.manager_id]
    else:
        manager_ids = [manager["_id"] for manager in await managers.find({}, {"_id": 1}).to_list()]
    clauses = [{"figures": {"$in": [figure_tag(query.figure, manager_id) for manager_id in manager_ids]}}]
    if query.figure not in _OF_NOW:
        clauses.append(by_kept_day("day", "at", query.first_day, query.last_day, caller.workshop.zones))
    journal = Scoped(caller.db, "journal", caller.scope)
    entries, link = await read_page(journal, clauses, "at", query, request, projection=_FIELDS)
    return await _rows(caller, query.figure, entries), link


async def _rows(caller: Caller, figure: Figure, entries: list[Document]) -> list[Document]:
    jobs = await jobs_of(caller).by_id({entry["job_id"] for entry in entries if "job_id" in entry}, CALLED)
    parts = [contributions(entry)[figure] for entry in entries]
    people = {part.manager_id for part in parts if part.manager_id is not None}
    names = await caller.services.names(people | {entry["actor_id"] for entry in entries})
    rows = []
    for entry, added in zip(entries, parts, strict=True):
        job = jobs.get(entry.get("job_id", ""), {})
        rows.append(
            {
                "id": entry["_id"],
                "at": entry["at"],
                "day": entry["day"],
                "kind": entry["kind"],
                "amount": None if added.amount_minor is None else to_wire(added.amount_minor, caller.workshop.currency),
                "count": added.count,
                "job_id": entry.get("job_id"),
                "customer_name": job.get("customer_name"),
                "vehicle_number": job.get("vehicle_number"),
                "payment_id": entry.get("payment_id"),
                "settlement_id": entry.get("settlement_id"),
                "manager_id": added.manager_id,
                "manager_name": names.get(added.manager_id or ""),
                "actor_name": names.get(entry["actor_id"]),
                "note": entry.get("note"),
            }
        )
    return rows
