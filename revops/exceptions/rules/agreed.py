"""The things that make the price of a job an agreed one."""

from dataclasses import dataclass

from revops.exceptions.look import Look
from revops.journal.entry import EntryKind
from revops.mongo.client import Document

DONE = ("completed", "delivered", "credit_pending", "closed")
_NOT_OF_PRICE = ("job_card", "gate_pass")
_SAYS: dict[str, str] = {
    EntryKind.ESTIMATE_SENT: "sent",
    EntryKind.PAPER_PRINTED: "printed",
    EntryKind.INVOICE_ISSUED: "printed",
    EntryKind.RECEIPT_ISSUED: "printed",
    EntryKind.PAYMENT_RECORDED: "paid",
}


@dataclass(frozen=True, slots=True)
class Agreement:
    """The events that make the price of a job an agreed one, and from which entry on it was."""

    by: list[str]
    seq: int
    # The last of the events that did.
    last_seq: int


async def agreement_of(look: Look, entry: Document) -> Agreement | None:
    """Find what had happened to a job before an entry that makes its price an agreed one; None before that."""
    before = {
        "job_id": entry["job_id"],
        "seq": {"$lt": entry["seq"]},
        "$or": [
            {"kind": {"$in": [*_SAYS, EntryKind.ESTIMATE_ANSWERED.value]}},
            {"changes.status.1": {"$in": DONE}},
        ],
    }
    found: dict[str, None] = {}
    first, last = entry["seq"], 0
    for earlier in await look.entries(before, ("changes.services", "changes.status", "facts.paper")):
        changes = earlier.get("changes", {})
        # A job card is for the workshop, a pass for its gate.
        if earlier["kind"] in _SAYS and earlier.get("facts", {}).get("paper") not in _NOT_OF_PRICE:
            found[_SAYS[earlier["kind"]]] = None
        if "approved" in dict(changes.get("services", (None, {}))[1] or {}).values():
            found["approved"] = None
        if changes.get("status", (None, None))[1] in DONE:
            found["done"] = None
        first, last = min(first, earlier["seq"]), max(last, earlier["seq"])
    return Agreement(sorted(found), first, last) if found else None
