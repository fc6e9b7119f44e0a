"""The things that make the price of a job an agreed one."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from revops.exceptions.look import Look
from revops.journal.entry import EntryKind
from revops.mongo.client import Document

DONE = ("completed", "delivered", "credit_pending", "closed")
_NOT_OF_PRICE = ("job_card", "gate_pass")
_SAYS: dict[str, str] = {
    EntryKind.ESTIMATE_SENT: "sent",
    EntryKind.QUOTATION_SENT: "sent",
    EntryKind.PAPER_PRINTED: "printed",
    EntryKind.INVOICE_ISSUED: "printed",
    EntryKind.RECEIPT_ISSUED: "printed",
    EntryKind.PAYMENT_RECORDED: "paid",
}
_MAY_AGREE: Document = {
    "$or": [
        {"kind": {"$in": [*_SAYS, EntryKind.ESTIMATE_ANSWERED.value, EntryKind.QUOTATION_ANSWERED.value]}},
        {"changes.status.1": {"$in": DONE}},
    ],
}
_SHOWN = ("changes.services", "changes.status", "facts.paper", "facts.quotation")
_MAX_ENTRIES_OF_MANY = 20_000


@dataclass(frozen=True, slots=True)
class Agreement:
    """The events that make the price of a job an agreed one, and from which entry on it was."""

    by: list[str]
    seq: int
    # The last of the events that did.
    last_seq: int


async def agreement_of(look: Look, entry: Document) -> Agreement | None:
    """Find what had happened to a job before an entry that makes its price an agreed one; None before that."""
    found: dict[str, None] = {}
    first, last = entry["seq"], 0
    for earlier in await look.entries({"job_id": entry["job_id"], "seq": {"$lt": entry["seq"]}, **_MAY_AGREE}, _SHOWN):
        found |= dict.fromkeys(_agreeing(earlier))
        first, last = min(first, earlier["seq"]), max(last, earlier["seq"])
    return Agreement(sorted(found), first, last) if found else None


async def agreed_at(look: Look, job_ids: Collection[str]) -> Mapping[str, Sequence[int]]:
    """Find the entries by which the prices of jobs became agreed ones, by job, in their order."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    of_them = {"job_id": {"$in": list(job_ids)}, **_MAY_AGREE}
    for earlier in await look.entries(of_them, ("job_id", *_SHOWN), limit=_MAX_ENTRIES_OF_MANY):
        if any(_agreeing(earlier)):
            found[earlier["job_id"]].append(earlier["seq"])
    return {job_id: sorted(seqs) for job_id, seqs in found.items()}


def _agreeing(entry: Document) -> Iterator[str]:
    changes = entry.get("changes", {})
    # A job card is for the workshop, a pass for its gate.
    if entry["kind"] in _SAYS and entry.get("facts", {}).get("paper") not in _NOT_OF_PRICE:
        yield _SAYS[entry["kind"]]
    if "approved" in dict(changes.get("services", (None, {}))[1] or {}).values():
        yield "approved"
    if entry["kind"] == EntryKind.QUOTATION_ANSWERED and entry["facts"]["quotation"][1]["state"] == "approved":
        yield "approved"
    if changes.get("status", (None, None))[1] in DONE:
        yield "done"
