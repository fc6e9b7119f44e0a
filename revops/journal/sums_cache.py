"""A cache of sealed sums, brought up to date from the entries sealed since.

With the sums goes the last entry that is in them, with its hash. Whoever finds that entry in the chain knows that all
before it is what was summed up, and adds what follows; whoever does not, reads the totals (decision 0023).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from revops.journal.position import those_after
from revops.journal.sums import SumsQuery, Totals, with_entries
from revops.mongo.client import Database, Document
from revops.mongo.memory import Kept

# When more was sealed since, reading the totals again is quicker.
MAX_FOLLOWING = 50
# Of sums, and of each of their totals.
_BYTES, _TOTAL_BYTES = 1000, 1250


@dataclass(frozen=True, slots=True)
class Sealed:
    """Sums over the chain up to the entry ``seq``, which has this ``hash``."""

    seq: int
    hash: str
    totals: Totals

    def with_following(self, query: SumsQuery, entries: Sequence[Document]) -> "Sealed | None":
        """Add the entries of a chain from ``seq`` on to the sums.

        None when that is not the chain that they are of, or more follow than MAX_FOLLOWING.
        """
        following = those_after(entries, self.seq, self.hash, MAX_FOLLOWING)
        if not following:
            return None if following is None else self
        last = following[-1]
        return Sealed(last["seq"], last["hash"], with_entries(self.totals, query, following))


def sums_cache(db: Database) -> Kept[SumsQuery, Sealed]:
    """Return the sealed sums that were last asked for."""
    return Kept(db, "sums", lambda sealed: _BYTES + _TOTAL_BYTES * len(sealed.totals))
