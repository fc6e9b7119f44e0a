"""Settlements as the wire shows them."""

from collections.abc import Mapping, Sequence
from typing import Any

from revops.access.caller import Caller
from revops.core.money import to_wire
from revops.mongo.client import Document
from revops.payments.row import Decision


async def settlements_out(caller: Caller, rows: Sequence[Mapping[str, Any]]) -> list[Document]:
    """Build settlements as the wire shows them."""
    names = await caller.services.names({row["manager_id"] for row in rows})
    plain = ("workshop_id", "manager_id", "job_ids", "notes", "verdict", "submitted_date", "confirmation_date")
    return [
        {
            "id": row["_id"],
            **{name: row[name] for name in plain},
            "manager_name": names.get(row["manager_id"]),
            "amount": to_wire(row["amount_minor"], caller.workshop.currency),
            "confirmed_by_owner": row["verdict"] == Decision.CONFIRMED,
            "reject_reason": row["reject_reason"],
            "cancelled": row.get("cancelled_by") is not None,
        }
        for row in rows
    ]
