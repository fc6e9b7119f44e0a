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
    shown = []
    for row in rows:
        minor, jobs = owed.get(row["_id"], (0, 0))
        shown.append({**customer_out(row), "outstanding_amount": to_wire(minor, currency), "jobs_owing": jobs})
    return shown


def customer_out(row: Mapping[str, Any]) -> Document:
    """Build a customer, without what he owes."""
    return {"id": row["_id"], **{name: row[name] for name in _SAME}}
