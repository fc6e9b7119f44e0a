"""Customers as the wire shows them."""

from collections.abc import Mapping, Sequence
from typing import Any

from revops.access.caller import Caller
from revops.core.money import to_wire
from revops.customers.row import CustomerRow
from revops.customers.schemas import CustomerOut
from revops.customers.service import SHOWN, owed_by
from revops.mongo.client import Document

_SAME = tuple(name for name in CustomerOut.model_fields if name in SHOWN)


async def customers_out(caller: Caller, rows: Sequence[CustomerRow]) -> list[Document]:
    """Build customers, read with ``SHOWN``, with what they owe on the jobs that the caller may see."""
    owed = await owed_by(caller, rows) if rows else {}
    currency = caller.workshop.currency
    return [_customer_out(row, owed.get(row["_id"], (0, 0)), currency) for row in rows]


def _customer_out(row: Mapping[str, Any], owed: tuple[int, int], currency: str) -> Document:
    return {
        "id": row["_id"],
        **{name: row[name] for name in _SAME},
        "outstanding_amount": to_wire(owed[0], currency),
        "jobs_owing": owed[1],
    }
