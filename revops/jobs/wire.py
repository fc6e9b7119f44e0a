"""Jobs and their timeline as the wire shows them."""

from collections.abc import Mapping, Sequence
from typing import Any

from revops.access.caller import Caller
from revops.core.money import SCALE, to_wire
from revops.jobs.service import SHOWN
from revops.journal.accounts import Account
from revops.journal.lines import COUNTS
from revops.mongo.client import Document

# What customers owe, and what they have paid before it was known.
_OF_CUSTOMERS = {Account.RECEIVABLE, Account.CUSTOMER_ADVANCES}


async def jobs_out(caller: Caller, rows: Sequence[Mapping[str, Any]]) -> list[Document]:
    """Build jobs, read with ``SHOWN``, as lists show them."""
    names = await caller.services.names({row["manager_id"] for row in rows})
    currency = caller.workshop.currency
    return [job_out(row, currency, names.get(row["manager_id"])) for row in rows]


def job_out(job: Mapping[str, Any], currency: str, manager_name: str | None) -> Document:
    """Build a job, read with ``SHOWN``, as the wire shows it. The lists live on this being quick."""
    out = dict(job)
    scale = SCALE[currency]
    out["id"] = out.pop("_id")
    out.setdefault("number", None)
    out.setdefault("customer_id", None)
    out.setdefault("vehicle_id", None)
    out.setdefault("cancelled_at", None)
    out.setdefault("cancel_reason", None)
    out.setdefault("cancelled_by", None)
    out.setdefault("service_counts", None)
    out["manager_name"] = manager_name
    out["estimated_amount"] = out.pop("estimated_minor") / scale
    is_to_follow = out.setdefault("estimate_to_follow", False)
    out["credit_amount"] = out["paid_minor"] / scale if is_to_follow else 0
    out["advance_paid"] = out.pop("advance_minor") / scale
    out["total_paid"] = out.pop("paid_minor") / scale
    out["confirmed_amount"] = out.pop("confirmed_minor") / scale
    out["written_off_amount"] = out.pop("written_off_minor", 0) / scale
    out["remaining_amount"] = out.pop("outstanding_minor") / scale
    return out


def listed(job: Mapping[str, Any]) -> Document:
    """Return a job as ``SHOWN`` would have read it."""
    return {name: job[name] for name in SHOWN if name in job}


async def updates_of_job_out(caller: Caller, entries: Sequence[Document]) -> list[Document]:
    """Build entries of a timeline with the names of who made them."""
    names = await caller.services.names({entry["actor_id"] for entry in entries})
    return updates_out(entries, caller.workshop.currency, names)


def updates_out(entries: Sequence[Document], currency: str, names: dict[str, str]) -> list[Document]:
    """Build entries as the wire shows them."""
    return [_update_out(entry, currency, names) for entry in entries]


def _update_out(entry: Document, currency: str, names: dict[str, str]) -> Document:
    posted = [p["amount_minor"] for p in entry.get("postings", ()) if p["account"] in _OF_CUSTOMERS]
    changes = entry.get("changes") or {}
    changes.pop(COUNTS, None)
    if "estimated_minor" in changes:
        changes["estimated_amount"] = [to_wire(value, currency) for value in changes.pop("estimated_minor")]
    if "approved_minor" in changes:
        changes["approved_amount"] = [to_wire(value, currency) for value in changes.pop("approved_minor")]
    if "printed_minor" in changes:
        changes["printed_amount"] = [None, to_wire(changes.pop("printed_minor")[1], currency)]
    return {
        "id": entry["_id"],
        "kind": entry["kind"],
        "actor_id": entry["actor_id"],
        "actor_name": names.get(entry["actor_id"]),
        "created_at": entry["at"],
        "payment_id": entry.get("payment_id"),
        "note": entry.get("note"),
        "changes": changes,
        "amount": to_wire(sum(posted), currency) if posted else None,
    }
