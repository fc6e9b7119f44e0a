"""Hand-overs of cash on paper: by a sum, or by two counts."""

from collections.abc import Mapping
from dataclasses import dataclass

Counted = Mapping[str, int]


def sum_of(count: Counted) -> int:
    """Return what notes come to, in paise."""
    return sum(int(float(face) * 100) * pieces for face, pieces in count.items())


@dataclass
class ModelSettlement:
    """A settlement on paper. ``amount`` is what came to the owner, and before that what is set aside for it."""

    manager: int
    amount: int
    count: Counted | None = None
    received: Counted | None = None
    verdict: str = "pending"
    is_cancelled: bool = False
    is_reversed: bool = False
    # What the manager counted more than left his hand, and what the account of differences bears.
    between: int = 0
    difference: int = 0
    is_settled: bool = False
    id: str = ""

    @property
    def left(self) -> int:
        """What left the manager's hand, if it was received."""
        return self.amount + self.difference

    def receive(self, count: Counted, free: int) -> str | None:
        """Count it, with what is ``free`` in the manager's hand besides other hand-overs, this one's among it."""
        count = {face: pieces for face, pieces in count.items() if pieces}
        if self.is_reversed:
            return "409 settlement_reversed"
        if self.verdict == "rejected":
            return "409 settlement_rejected"
        if self.verdict == "confirmed":
            return None if count == self.received else "409 settlement_confirmed"
        said = self.amount if self.count is None else sum_of(self.count)
        self.verdict, self.received, self.amount = "confirmed", count, sum_of(count)
        left = min(self.amount, free)
        self.between, self.difference = min(said, free) - left, left - self.amount
        return None

    def settle(self, free: int) -> str | None:
        if self.is_reversed:
            return "409 settlement_reversed"
        if self.is_settled:
            return None
        if self.verdict != "confirmed" or not self.between:
            return "409 no_difference"
        if self.between > free:
            return "409 more_than_cash_in_hand"
        self.is_settled, self.difference = True, self.difference + self.between
        return None

    def reverse(self) -> str | None:
        if self.is_reversed:
            return None
        if self.verdict != "confirmed":
            return "409 settlement_not_received"
        self.verdict, self.is_reversed = "rejected", True
        return None
