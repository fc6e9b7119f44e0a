"""Issued papers as the wire shows them."""

from revops.access.caller import Caller
from revops.core.money import to_wire
from revops.mongo.client import Document
from revops.papers.withdrawal import Withdrawal, withdrawals_of


async def documents_out(caller: Caller, rows: list[Document]) -> list[Document]:
    """Build issued papers as lists show them, each with what became of it."""
    withdrawals = await withdrawals_of(caller, rows)
    names = await caller.services.names({row["issued_by"] for row in rows})
    currency = caller.workshop.currency
    return [_document_out(row, currency, names, withdrawals.get(row["_id"])) for row in rows]


def _document_out(row: Document, currency: str, names: dict[str, str], withdrawal: Withdrawal | None) -> Document:
    same = ("kind", "number", "issued_at", "manager_id", "job_id", "customer_name", "customer_gst_number")
    return {
        "id": row["_id"],
        **{name: row[name] for name in (*same, "vehicle_number")},
        "job_number": row.get("job_number"),
        "issued_by_name": names.get(row["issued_by"]),
        "payment_id": row.get("payment_id"),
        "taxable_amount": to_wire(row["taxable_minor"], currency),
        "tax_amount": to_wire(row["tax_minor"], currency),
        "total_amount": to_wire(row["total_minor"], currency),
        "credits": row.get("credits_number"),
        "credited_by": withdrawal.taken_back_by if withdrawal else None,
        "mark": withdrawal.mark if withdrawal else None,
        "reason": row.get("reason") or (withdrawal.reason if withdrawal else None),
    }
