"""The entries that a figure is made of as the wire shows them."""

from collections.abc import Mapping, Sequence
from typing import Any

from revops.access.caller import Caller
from revops.core.money import to_wire
from revops.jobs.service import CALLED, jobs_of
from revops.journal.accounts import Figure
from revops.journal.entry import contributions
from revops.mongo.client import Document


async def entries_out(caller: Caller, figure: Figure, entries: Sequence[Document]) -> list[Document]:
    """Build entries with what each adds to the figure, its job and the names of who was involved."""
    jobs = await jobs_of(caller).by_id_naive({entry["job_id"] for entry in entries if "job_id" in entry}, CALLED)
    parts = [contributions(entry)[figure] for entry in entries]
    people = {part.manager_id for part in parts if part.manager_id is not None}
    names = await caller.services.names(people | {entry["actor_id"] for entry in entries})
    rows = []
    for entry, added in zip(entries, parts, strict=True):
        job: Mapping[str, Any] = jobs.get(entry.get("job_id", "")) or {}
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
