"""Seals and leaves for a witness outside the database: the last seal of a chain, its leaves since a number, and seals
as people write them down.

A witness who knows a seal follows the chain from there by 32 bytes an entry, without seeing any entry, and finds out
when what he knew is no longer there.
"""

import re
from dataclasses import dataclass

from revops.core.errors import CannotBeDone
from revops.journal.chain import leaf_of, rules_of
from revops.journal.recount import Report
from revops.mongo.batches import in_batches
from revops.mongo.client import Database, Document, Session

# Leaves in one answer.
MAX_LEAVES = 2000
# Of a hash, as papers carry it: 64 bits, which nobody finds another chain for.
SHORT_DIGITS = 16
_WRITTEN = re.compile(r"^\s*#?\s*([1-9][0-9]{0,11})\s*[:·.\-/ ]\s*([0-9a-f][0-9a-f \-]{10,100})$")


@dataclass(frozen=True, slots=True)
class Seal:
    """The number of an entry, and the beginning of its hash, all of it or enough."""

    number: int
    hash: str

    @classmethod
    def of_text(cls, text: str) -> "Seal | None":
        """Read a seal as it is printed or typed off a paper; None when it is none."""
        found = _WRITTEN.match(text.strip().lower().removeprefix("seal"))
        if found is None:
            return None
        digits = found[2].replace(" ", "").replace("-", "")
        return cls(int(found[1]), digits) if SHORT_DIGITS <= len(digits) <= 64 else None

    def __str__(self) -> str:
        """Write it as papers carry it: the number, and the first digits in groups of four."""
        digits = self.hash[:SHORT_DIGITS]
        return f"{self.number} · {' '.join(digits[at : at + 4] for at in range(0, SHORT_DIGITS, 4))}"


def seal_of_text(text: str) -> Seal:
    """Read a seal that somebody typed. Raises CannotBeDone."""
    seal = Seal.of_text(text)
    if seal is None:
        raise CannotBeDone(f"{text} is no seal: that is a number, and 16 or more digits and letters from a to f.")
    return seal


async def last_seal(db: Database, workshop_id: str, session: Session | None = None) -> Document | None:
    """Read the last seal of a chain: number, hash and when it was sealed; None before the first."""
    fields = {"_id": 0, "seq": 1, "hash": 1, "sealed_at": 1}
    return await db.collection("chain_heads").find_one({"_id": workshop_id}, fields, session=session)


async def leaves_after(db: Database, workshop_id: str, number: int, limit: int) -> tuple[list[bytes], bool]:
    """Compute the leaves of the entries after a number, in order; and whether all of them have one: those that an
    earlier release sealed have none, and no witness began there.
    """
    after: Document = {"workshop_id": workshop_id, "seq": {"$gt": number}}
    leaves: list[bytes] = []
    async for batch in in_batches(db.collection("journal"), after, sort=[("seq", 1)], limit=limit):
        for entry in batch:
            if rules_of(entry) == 1:
                return leaves, False
            leaves.append(leaf_of(entry))
    return leaves, True


async def verify_seal(db: Database, seal: Seal, report: Report) -> bool:
    """Check that a chain still has a seal that somebody knows from outside. What is not there goes into the report."""
    is_long = False
    async for head in db.collection("chain_heads").find({}, {"_id": 1}):
        place = {"workshop_id": head["_id"], "seq": seal.number}
        entry = await db.collection("journal").find_one(place, {"hash": 1})
        is_long = is_long or entry is not None
        if entry is not None and str(entry.get("hash", "")).startswith(seal.hash):
            return True
    what = "that entry has another hash: it, or one before it, was rewritten"
    if not is_long:
        what = "no chain is that long: its end was cut off, or an older backup restored"
    report.found(f"witness: the seal {seal} is not in these books: {what}")
    return False
