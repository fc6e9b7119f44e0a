"""Payments and the rows of bank statements that they came with: which go together is kept on both sides.

The rows are the bank's room's; a payment that is taken back lets go of its row, so that it looks for another.
"""

from collections.abc import Mapping
from typing import Any

from revops.access.caller import Caller
from revops.mongo.client import Document, Session
from revops.mongo.scoped import Scoped, ScopedRows
from revops.payments.row import PaymentRow

BANK_ROWS = "bank_rows"
# Of a row that nothing is known of.
OPEN: Document = {"$set": {"state": "open"}, "$unset": {"payment_ids": "", "match": ""}}


async def part_from_bank(caller: Caller, session: Session, payment: Mapping[str, Any]) -> list[str]:
    """Let a payment that counts no longer, and all that came with the same row, go from it; return the ids of all.

    The row is then money of which nobody knows whose it is.
    """
    row_id = payment.get("bank_row_id")
    if row_id is None:
        return []
    scope = caller.scope.whole_workshop()
    row = await Scoped(caller.db, BANK_ROWS, scope).update({"_id": row_id}, OPEN, session, before=True)
    payment_ids: list[str] = [payment["_id"]] if row is None else row.get("payment_ids", [])
    payments = ScopedRows[PaymentRow](caller.db, "payments", scope)
    await payments.update_all({"_id": {"$in": payment_ids}}, {"$unset": {"bank_row_id": ""}}, session)
    return payment_ids
