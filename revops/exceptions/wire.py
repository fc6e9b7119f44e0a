"""Exceptions as the wire shows them: names and plates are looked up now, and are not kept with them."""

from collections.abc import Mapping, Sequence
from typing import Any

from revops.access.caller import Caller
from revops.core.money import to_wire
from revops.exceptions.kinds import ExceptionKind
from revops.exceptions.row import ExceptionRow
from revops.exceptions.service import TELL_THE_BOOK, unseen_members
from revops.mongo.client import Document
from revops.mongo.scoped import Scoped

_OF_JOB: Document = {"number": 1, "customer_name": 1, "vehicle_number": 1}
_OF_SIGHTING: Document = {"plate_shown": 1}
_MINOR = "_minor"
# In the facts; shown as jobs.
_JOBS = "job_ids"
_OF_BOOK = frozenset({"cash_minor", "expected_minor", "counted_minor"})


async def exceptions_out(caller: Caller, rows: Sequence[ExceptionRow]) -> list[Document]:
    """Build exceptions as the wire shows them."""
    ids = {job_id for row in rows for job_id in _jobs_of(row)}
    jobs = await Scoped(caller.db, "jobs", caller.scope.whole_workshop()).by_id_naive(ids, _OF_JOB)
    seen = {row["about"]["sighting"] for row in rows if "sighting" in row["about"]}
    sightings = await Scoped(caller.db, "gate_sightings", caller.scope.whole_workshop()).by_id_naive(seen, _OF_SIGHTING)
    people = {row["member_id"] for row in rows} | {row["facts"].get("by") for row in rows}
    people |= {row["answer"]["by"] for row in rows if row["answer"] is not None}
    names = await caller.services.names({person for person in people if person is not None})
    unseen = await unseen_members(caller, rows)
    plates = {sighting_id: row["plate_shown"] for sighting_id, row in sightings.items()}
    return [_out(_seen(row, unseen), jobs, plates, names, caller.workshop.currency) for row in rows]


def _jobs_of(row: ExceptionRow) -> Sequence[str]:
    """List the jobs that it is about: one, or the largest of many."""
    one = [row["about"]["job"]] if "job" in row["about"] else []
    return [*one, *row["facts"].get(_JOBS, ())]


def _job_out(job: Document) -> Document:
    return {
        "id": job["_id"],
        "number": job.get("number"),
        "customer_name": job["customer_name"],
        "vehicle_number": job["vehicle_number"],
    }


def _seen(row: ExceptionRow, unseen: frozenset[str]) -> ExceptionRow:
    """Leave out what tells how much the books expect, while that is for the owner to count."""
    if row["member_id"] not in unseen or row["kind"] not in TELL_THE_BOOK:
        return row
    facts = {name: value for name, value in row["facts"].items() if name not in _OF_BOOK}
    is_difference = row["kind"] == ExceptionKind.COUNT_DIFFERENCE
    return {**row, "amount_minor": row["amount_minor"] if is_difference else 0, "facts": facts}


def _out(
    row: ExceptionRow, jobs: Mapping[str, Any], plates: Mapping[str, str], names: Mapping[str, str], currency: str
) -> Document:
    job, answer = jobs.get(row["about"].get("job", "")), row["answer"]
    return {
        "id": row["_id"],
        "kind": row["kind"],
        "at": row["at"],
        "found_at": row["found_at"],
        "state": row["state"],
        "member_id": row["member_id"],
        "member_name": names.get(row["member_id"] or ""),
        "amount": to_wire(row["amount_minor"], currency) if row["amount_minor"] else None,
        "job": _job_out(job) if job is not None else None,
        "jobs": [_job_out(jobs[job_id]) for job_id in row["facts"].get(_JOBS, ()) if job_id in jobs],
        "seen_plate": plates.get(row["about"].get("sighting", "")),
        "about": row["about"],
        "facts": facts_out(row["facts"], currency) | _named(row["facts"], names),
        "answer": {
            "verdict": answer["verdict"],
            "reason": answer["reason"],
            "by_name": names.get(answer["by"]),
            "at": answer["at"],
        }
        if answer is not None
        else None,
    }


def _named(facts: Mapping[str, Any], names: Mapping[str, str]) -> Document:
    """Say by name who did it, where that is somebody else than whom it is about."""
    name = names.get(facts.get("by") or "")
    return {"by_name": name} if name is not None else {}


def facts_out(facts: Mapping[str, Any], currency: str) -> Document:
    """Build facts with amounts in the currency: ``from_minor`` is ``from_amount``."""
    shown: Document = {}
    for name, value in facts.items():
        if name.endswith(_MINOR):
            shown[f"{name.removesuffix(_MINOR)}_amount"] = to_wire(value, currency)
        elif name != _JOBS:
            shown[name] = value
    return shown


async def counts_out(caller: Caller, total: int, groups: Mapping[str, Sequence[Document]]) -> Document:
    """Build the counts as the wire shows them."""
    names = await caller.services.names({group["_id"] for group in groups["member_id"] if group["_id"] is not None})

    def counted(group: Document, **of: str | None) -> Document:
        amount = to_wire(group["sum"], caller.workshop.currency)
        nobody = {"kind": None, "member_id": None, "member_name": None}
        return {**nobody, **of, "count": group["count"], "amount": amount}

    return {
        "open": total,
        "by_kind": [counted(group, kind=group["_id"]) for group in groups["kind"]],
        "by_member": [
            counted(group, member_id=group["_id"], member_name=names.get(group["_id"] or ""))
            for group in groups["member_id"]
        ],
    }
