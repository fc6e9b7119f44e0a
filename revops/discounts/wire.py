"""Requests for discounts as the wire shows them."""

from collections.abc import Sequence
from typing import Any

from revops.access.caller import Caller
from revops.core.money import to_wire
from revops.discounts.row import DiscountRow
from revops.mongo.client import Document
from revops.mongo.scoped import Scoped

_OF_JOB: Document = {"number": 1, "customer_name": 1, "vehicle_number": 1}


async def discounts_out(caller: Caller, rows: Sequence[DiscountRow]) -> list[Document]:
    """Build requests as the wire shows them."""
    jobs: dict[str, Any] = await Scoped(caller.db, "jobs", caller.scope.whole_workshop()).by_id_naive(
        {row["job_id"] for row in rows}, _OF_JOB
    )
    people = {row["member_id"] for row in rows} | {row["answered_by"] or "" for row in rows}
    names = await caller.services.names(people - {""})
    currency = caller.workshop.currency
    return [
        {
            "id": row["_id"],
            "job_id": row["job_id"],
            "job_number": jobs[row["job_id"]].get("number"),
            "customer_name": jobs[row["job_id"]]["customer_name"],
            "vehicle_number": jobs[row["job_id"]]["vehicle_number"],
            "member_id": row["member_id"],
            "member_name": names.get(row["member_id"]),
            "asked_at": row["asked_at"],
            "percent": row["percent"],
            "discount": to_wire(row["discount_minor"], currency),
            "from_amount": to_wire(row["from_minor"], currency),
            "to_amount": to_wire(row["to_minor"], currency),
            "note": row["note"],
            "state": row["state"],
            "reason": row["reason"],
            "answered_by_name": names.get(row["answered_by"] or ""),
            "answered_at": row["answered_at"],
        }
        for row in rows
    ]
