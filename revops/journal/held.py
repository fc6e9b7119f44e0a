"""The cash in members' hands, as far as somebody may read it.

Whoever receives cash counts it without knowing how much the books expect. So from the hand-over on until it is counted,
nobody but the member himself reads what the books say is in his hand: not by itself, and not in a sum.
"""

from dataclasses import dataclass

from revops.journal.accounts import Figure
from revops.journal.entry import Count
from revops.journal.read import read_sums
from revops.journal.sums import Sums, SumsQuery
from revops.mongo.client import Database


@dataclass(frozen=True, slots=True)
class HeldCash:
    """The cash in members' hands for one reader, or for everybody (None). ``is_counted`` is said of a garage where
    hand-overs are received by a count.
    """

    sums: Sums
    is_counted: bool
    reader_id: str | None = None

    def is_hidden(self, member_id: str) -> bool:
        """Say whether a hand-over of this member's waits to be counted by somebody who must not know the book."""
        if member_id == self.reader_id:
            return False
        if self.sums.count(Count.SETTLEMENTS_BLIND_MINOR, member_id) != 0:
            return True
        # It may be of nothing that the book knows of; and one by a sum, of before counting began, is counted as well.
        return self.is_counted and self.sums.count(Count.SETTLEMENTS_PENDING, member_id) != 0

    def minor(self, member_id: str) -> int | None:
        """Look up the cash that a member holds by the books; None while that is hidden."""
        return None if self.is_hidden(member_id) else self.sums.figure(Figure.CASH_IN_HAND, member_id)

    def hidden(self) -> list[str]:
        """List the members whose cash is hidden, of all whose sums were read."""
        return [member_id for member_id in self.sums.managers() if self.is_hidden(member_id)]

    def together_minor(self) -> int:
        """Add up what all members hold, without those whose cash is hidden. The sums must be of all of them."""
        hidden_minor = sum(self.sums.figure(Figure.CASH_IN_HAND, member_id) for member_id in self.hidden())
        return self.sums.figure(Figure.CASH_IN_HAND) - hidden_minor


async def hidden_members(db: Database, workshop_id: str, reader_id: str, *, is_counted: bool) -> frozenset[str]:
    """Read whose cash is hidden from somebody; where nothing is counted, nobody is asked."""
    if not is_counted:
        return frozenset()
    async with db.snapshot() as session:
        sums = await read_sums(db, session, SumsQuery(workshop_id))
    return frozenset(HeldCash(sums, is_counted, reader_id).hidden())
