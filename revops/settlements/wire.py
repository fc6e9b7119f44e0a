"""Settlements as the wire shows them."""

from collections.abc import Sequence
from typing import cast

from revops.access.caller import Caller
from revops.core.denominations import count_to_wire, total_of
from revops.core.money import to_wire
from revops.mongo.client import Document
from revops.payments.row import Decision
from revops.settlements.row import SettlementRow, is_blind


async def settlements_out(caller: Caller, rows: Sequence[SettlementRow]) -> list[Document]:
    """Build settlements as the wire shows them to the caller."""
    names = await caller.services.names({row["manager_id"] for row in rows})
    return [{**_settlement_out(caller, row), "manager_name": names.get(row["manager_id"])} for row in rows]


def _settlement_out(caller: Caller, row: SettlementRow) -> Document:
    plain = ("workshop_id", "manager_id", "job_ids", "verdict", "submitted_date", "confirmation_date", "reject_reason")
    hidden = is_blind(row) and caller.member.id != row["manager_id"]
    stored, undone = cast(Document, row), row.get("reversed")
    return {
        "id": row["_id"],
        **{name: stored[name] for name in plain},
        "amount": None if hidden else to_wire(_amount(row), caller.workshop.currency),
        # They may say one.
        "notes": None if hidden else row["notes"],
        "confirmed_by_owner": row["verdict"] == Decision.CONFIRMED,
        "cancelled": row.get("cancelled_by") is not None,
        "reversed_at": undone["at"] if undone is not None else None,
        **_counts_out(row, caller.workshop.currency, hidden=hidden),
    }


def _amount(row: SettlementRow) -> int:
    """Find the amount: as handed over, and once it was counted again as received."""
    return total_of(row["count"]) if is_blind(row) else row["amount_minor"]


def _counts_out(row: SettlementRow, currency: str, *, hidden: bool) -> Document:
    count, received, settled = row.get("count"), row.get("received"), row.get("settled")
    shown = None if hidden else count
    is_open = row["verdict"] == Decision.CONFIRMED and settled is None
    return {
        "is_counted": count is not None,
        "count": None if shown is None else count_to_wire(shown, currency),
        "counted_amount": None if shown is None else to_wire(total_of(shown), currency),
        "received_count": None if received is None else count_to_wire(received, currency),
        "received_amount": None if received is None else to_wire(total_of(received), currency),
        "book_amount": None if count is None or received is None else to_wire(row["book_minor"], currency),
        "open_difference": to_wire(row.get("between_minor", 0) if is_open else 0, currency),
        "cash_difference": to_wire(row.get("difference_minor", 0), currency),
        "difference_reason": settled["reason"] if settled is not None else None,
    }
