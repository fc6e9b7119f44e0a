"""Days and surprise counts on paper: what a member counted, against what had to be there."""

from dataclasses import dataclass, field
from typing import Literal

Where = Literal["day", "count"]


@dataclass
class ModelTally:
    """A count that stands. A difference stays with the member until it is booked."""

    manager: int
    of: Where
    id: str
    difference: int
    is_booked: bool = False


@dataclass
class ModelCount:
    """A surprise count that was asked for."""

    manager: int
    id: str
    is_made: bool = False


@dataclass
class ModelDrawer:
    """A member's drawer: the float in it, and how his day stands."""

    float_in_it: int = 0
    day: Literal["", "open", "closed"] = ""
    day_id: str = ""


@dataclass
class ModelCustody:
    """Drawers and counts. What is in hand, and what of it waits for the owner, is said by whoever asks."""

    drawers: dict[int, ModelDrawer] = field(default_factory=lambda: {0: ModelDrawer(), 1: ModelDrawer()})
    tallies: list[ModelTally] = field(default_factory=list)
    asked: list[ModelCount] = field(default_factory=list)

    def booked(self, manager: int) -> int:
        """Return what was booked into the manager's hand; less than nothing for what was taken out of it."""
        return sum(tally.difference for tally in self.tallies if tally.manager == manager and tally.is_booked)

    def difference(self, manager: int, counted: int, cash: int, waiting: int) -> int:
        """Compare a count with the book: what waits for the owner may be with either."""
        most = cash + self.drawers[manager].float_in_it
        if counted > most:
            return counted - most
        return min(counted - (most - waiting), 0)

    def open_day(self, manager: int, counted: int, cash: int, waiting: int, *, says_why: bool) -> str | None:
        drawer = self.drawers[manager]
        if drawer.day:
            return "409 day_already_open" if drawer.day == "open" else "409 day_closed"
        if self.difference(manager, counted, cash, waiting) < 0 and not says_why:
            return "409 difference_unexplained"
        drawer.day, drawer.float_in_it = "open", max(counted - cash, 0)
        return None

    def close_day(self, manager: int, counted: int, cash: int, waiting: int, *, says_why: bool) -> str | None:
        difference = self.difference(manager, counted, cash, waiting)
        if difference and not says_why:
            return "409 difference_unexplained"
        drawer = self.drawers[manager]
        if drawer.day == "closed":
            return "409 day_closed"
        drawer.day = "closed"
        self.tallies.append(ModelTally(manager, "day", drawer.day_id, difference))
        return None

    def ask(self, manager: int) -> str | None:
        if any(count.manager == manager and not count.is_made for count in self.asked):
            return "409 count_already_asked"
        return None

    def answer(self, count: ModelCount, by: int, counted: int, cash: int, waiting: int) -> str | None:
        if by != count.manager:
            return "404 not_found"
        if count.is_made:
            return "409 count_made"
        count.is_made = True
        difference = self.difference(by, counted, cash, waiting)
        self.tallies.append(ModelTally(by, "count", count.id, difference))
        return None

    def book(self, tally: ModelTally, cash: int, waiting: int) -> str | None:
        newest = [other for other in self.tallies if other.manager == tally.manager][-1]
        if not tally.difference or tally is not newest or tally.is_booked:
            return "409 nothing_to_book"
        if waiting > cash + min(tally.difference, 0):
            return "409 cash_not_in_hand"
        tally.is_booked = True
        return None
