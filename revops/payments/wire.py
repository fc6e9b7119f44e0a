"""Payments as the wire shows them."""

from collections.abc import Mapping, Sequence
from typing import Any

from revops.access.caller import Caller
from revops.access.permissions import Permission
from revops.core.money import to_wire
from revops.jobs import service as jobs
from revops.jobs.row import JobRow
from revops.mongo.client import Document
from revops.payments.row import Decision, what_is


async def payments_out(caller: Caller, rows: Sequence[Mapping[str, Any]], job: JobRow | None = None) -> list[Document]:
    """Build payments as lists show them, each with its job and the names of who was involved. The ``job`` of all of
    them is not read again.
    """
    if job is None:
        by_id = await jobs.jobs_of(caller).by_id_naive({row["job_id"] for row in rows}, jobs.CALLED)
    else:
        by_id = {job["_id"]: job}
    names = await caller.services.names({row[who] for row in rows for who in ("manager_id", "collected_by")})
    currency = caller.workshop.currency
    out = [listed_payment_out(row, currency, names, by_id.get(row["job_id"])) for row in rows]
    return with_disputes(caller, out, rows)


def payment_out(payment: Mapping[str, Any], currency: str, names: dict[str, str]) -> Document:
    """Build a payment or a refund as its job lists it."""
    return {
        "kind": what_is(payment),
        "id": payment["_id"],
        "job_id": payment["job_id"],
        "manager_id": payment["manager_id"],
        "amount": to_wire(abs(payment["amount_minor"]), currency),
        "payment_type": payment["type"],
        "method": payment["method"],
        "verdict": payment["verdict"],
        "confirmed_by_owner": payment["verdict"] == Decision.CONFIRMED,
        "collected_by_manager_id": payment["collected_by"],
        "collected_by_name": names.get(payment["collected_by"]),
        "payment_date": payment["payment_date"],
        "confirmation_date": payment["confirmation_date"],
        "notes": payment["notes"],
        "reference": payment["reference"],
        "reject_reason": payment["reject_reason"],
        "cancelled": payment.get("cancelled_by") is not None,
        "receipt_number": payment.get("receipt_number"),
    }


def with_disputes(caller: Caller, out: list[Document], rows: Sequence[Mapping[str, Any]]) -> list[Document]:
    """Mark payments of which the customer says that they are different, for whoever is told so; build the rest as they
    are.
    """
    if caller.may(Permission.WORDS_REVIEW):
        for shown, row in zip(out, rows, strict=True):
            if row.get("disputed"):
                shown["disputed"] = True
    return out


def listed_payment_out(
    payment: Mapping[str, Any], currency: str, names: dict[str, str], job: Mapping[str, Any] | None
) -> Document:
    """Build a payment as lists show it, with its job and manager."""
    return payment_out(payment, currency, names) | {
        "manager_name": names.get(payment["manager_id"]),
        "job": {name: job.get(name) for name in ("number", "customer_name", "vehicle_number")} if job else None,
    }
