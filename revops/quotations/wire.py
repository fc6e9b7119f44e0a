"""Quotations as the wire shows them."""

from collections.abc import Sequence

from revops.access.caller import Caller
from revops.billing.pricing import bill_out, stored_bill
from revops.core.money import to_wire_or_none
from revops.core.time import now
from revops.mongo.client import Document
from revops.quotations.row import QuotationRow
from revops.quotations.schemas import QuotationOut
from revops.quotations.service import is_open, read_quotation

_OTHERWISE = {"id", "manager_name", "estimated_amount", "is_open"}
_SAME = [name for name in QuotationOut.model_fields if name not in _OTHERWISE]


async def quotations_out(caller: Caller, rows: Sequence[QuotationRow]) -> list[Document]:
    """Build the rows of a list."""
    names, at = await caller.services.names({row["manager_id"] for row in rows}), now()
    return [
        {
            "id": row["_id"],
            **{name: row[name] for name in _SAME},  # type: ignore[literal-required]
            "manager_name": names.get(row["manager_id"]),
            "estimated_amount": to_wire_or_none(row["estimated_minor"], caller.workshop.currency),
            "is_open": is_open(row, at),
        }
        for row in rows
    ]


async def quotation_out(caller: Caller, quotation_id: str) -> Document:
    """Build one quotation with its bill. Raises NotFound."""
    row = await read_quotation(caller, quotation_id)
    (shown,) = await quotations_out(caller, [row])
    bill = stored_bill(row)
    return {**shown, "bill": bill_out(bill, caller.workshop.currency) if bill is not None else None}
