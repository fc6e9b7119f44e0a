"""Hand-overs whose two counts differ, that bring more than the books know of, or that were received and reversed."""

from collections.abc import Mapping, Sequence

from revops.core.denominations import total_of
from revops.exceptions.finding import Finding
from revops.exceptions.kinds import ExceptionKind
from revops.exceptions.look import Look, Rule
from revops.journal.accounts import Account
from revops.journal.entry import EntryKind
from revops.mongo.client import Document


async def received(look: Look, entry: Document) -> Sequence[Finding]:
    """Ask about a hand-over that was counted twice with different results, or came to more than there was by the books:
    then a payment may be missing.
    """
    facts = entry.get("facts", {})
    if "received" not in facts:
        return []
    named = {"_id": entry["settlement_id"]}
    row = await look.rows("settlements").find_one(named, {"count": 1, "book_minor": 1})
    if row is None or "count" not in row:
        return []
    said_minor, received_minor = total_of(row["count"]), total_of(facts["received"])
    above_minor = -facts["difference_minor"]
    minor = abs(said_minor - received_minor)
    if not minor and above_minor < look.limits.least_minor:
        return []
    said = {
        "counted_minor": said_minor,
        "received_minor": received_minor,
        "book_minor": row["book_minor"],
        "above_minor": above_minor,
    }
    return [_asked(ExceptionKind.COUNT_DIFFERENCE, entry, minor or above_minor, said)]


async def reversed_(look: Look, entry: Document) -> Sequence[Finding]:
    """Ask about a hand-over that was reversed: whoever did it may have had somebody else's device."""
    minor = -sum(p["amount_minor"] for p in entry.get("postings", ()) if p["account"] == Account.OWNER_CASH)
    person = await look.person(entry["actor_id"])
    by = person.id if person is not None else None
    return [_asked(ExceptionKind.SETTLEMENT_REVERSED, entry, minor, {"by": by})]


def _asked(kind: ExceptionKind, entry: Document, minor: int, facts: Document) -> Finding:
    # About whoever hands over, not whoever counts or reverses.
    about = {"settlement": entry["settlement_id"]}
    return Finding(kind, entry["settlement_id"], entry["at"], entry["manager_id"], minor, about, facts)


RULES: Mapping[str, tuple[Rule, ...]] = {
    EntryKind.SETTLEMENT_CONFIRMED.value: (received,),
    EntryKind.SETTLEMENT_REVERSED.value: (reversed_,),
}
