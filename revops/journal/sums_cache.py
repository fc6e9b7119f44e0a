"""A cache of sealed sums, brought up to date from the entries sealed since.

With the sums goes the last entry that is in them, with its hash. Whoever finds that entry in the chain knows that all
before it is what was summed up, and adds what follows; whoever does not, reads the totals (decision 0023).
"""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from revops.journal.position import those_after
from revops.journal.sums import SumsQuery, Totals, with_entries
from revops.mongo.client import Database, Document

# When more was sealed since, reading the totals again is quicker.
MAX_FOLLOWING = 50
# In all cached sums: some ten dashboards, a megabyte and a half.
MAX_TOTALS = 1200


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


class SumsCache:
    """The sealed sums that were last asked for, as far as there is room."""

    def __init__(self) -> None:
        self._sealed: OrderedDict[SumsQuery, Sealed] = OrderedDict()
        self._totals = 0

    def get(self, query: SumsQuery) -> Sealed | None:
        """Look up the sums as they were last read."""
        found = self._sealed.get(query)
        if found is not None:
            self._sealed.move_to_end(query)
        return found

    def put(self, query: SumsQuery, sealed: Sealed) -> None:
        """Keep sums; when they are too many, drop those that nobody has asked for the longest."""
        before = self._sealed.pop(query, None)
        self._totals += len(sealed.totals) - (len(before.totals) if before else 0)
        self._sealed[query] = sealed
        while self._totals > MAX_TOTALS:
            _, dropped = self._sealed.popitem(last=False)
            self._totals -= len(dropped.totals)


_OF_DATABASE: "WeakKeyDictionary[Database, SumsCache]" = WeakKeyDictionary()


def sums_cache(db: Database) -> SumsCache:
    """Return this process's cache of a database."""
    return _OF_DATABASE.setdefault(db, SumsCache())
