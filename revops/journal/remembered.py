"""Sealed sums that this process has read are remembered, and brought up to date from the entries sealed since.

With the sums goes the last entry that is in them, with its hash. Whoever finds that entry in the chain knows that all
before it is what was summed up, and adds what follows; whoever does not, reads the totals (decision 0023).
"""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from revops.journal.sums import Asked, Totals, with_entries
from revops.mongo.client import Database, Document

# When more was sealed since, reading the totals again is quicker.
MOST_FOLLOWING = 50
# Of all that is remembered together: some ten dashboards, a megabyte and a half.
MOST_TOTALS = 1200


@dataclass(frozen=True, slots=True)
class Sealed:
    """Sums over the chain up to the entry ``seq``, which has this ``hash``."""

    seq: int
    hash: str
    totals: Totals

    def with_following(self, asked: Asked, entries: Sequence[Document]) -> "Sealed | None":
        """Return the sums with the entries of a chain from ``seq`` on.

        None when that is not the chain that they are of, or more follow than MOST_FOLLOWING.
        """
        if not entries or (entries[0]["seq"], entries[0]["hash"]) != (self.seq, self.hash):
            return None
        _, *following = entries
        if len(following) > MOST_FOLLOWING:
            return None
        if not following:
            return self
        last = following[-1]
        return Sealed(last["seq"], last["hash"], with_entries(self.totals, asked, following))


class Remembered:
    """What was asked for last, as far as there is room."""

    def __init__(self) -> None:
        self._sealed: OrderedDict[Asked, Sealed] = OrderedDict()
        self._totals = 0

    def get(self, asked: Asked) -> Sealed | None:
        """Return the sums as they were last read."""
        found = self._sealed.get(asked)
        if found is not None:
            self._sealed.move_to_end(asked)
        return found

    def put(self, asked: Asked, sealed: Sealed) -> None:
        """Remember sums; when they are too many, forget those that nobody has asked for the longest."""
        before = self._sealed.pop(asked, None)
        self._totals += len(sealed.totals) - (len(before.totals) if before else 0)
        self._sealed[asked] = sealed
        while self._totals > MOST_TOTALS:
            _, forgotten = self._sealed.popitem(last=False)
            self._totals -= len(forgotten.totals)


_OF_DATABASE: "WeakKeyDictionary[Database, Remembered]" = WeakKeyDictionary()


def remembered(db: Database) -> Remembered:
    """Return what this process remembers of a database."""
    return _OF_DATABASE.setdefault(db, Remembered())
