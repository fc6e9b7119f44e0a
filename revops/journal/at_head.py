"""Values computed from a snapshot in which everything was sealed, kept with the head of the chain.

A garage that nothing happened to since need not be asked for it again: whatever money is made from changes together
with an entry. So whoever finds the same head, and nothing that waits to be sealed, has it as it is.
"""

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from revops.journal.sums import Head
from revops.mongo.client import Database
from revops.mongo.memory import Kept

Value = TypeVar("Value")


class KeptAtHead(Generic[Value]):
    """Values of one kind, each with the head that it is true at: that of the sums of the same snapshot."""

    def __init__(self, db: Database, kind: str, size_of: Callable[[Value], int]) -> None:
        self._kept: Kept[Hashable, tuple[Head, Value]] = Kept(db, kind, lambda kept: size_of(kept[1]))

    def get(self, key: Hashable, head: Head | None) -> Value | None:
        """Look up a value that is true at this head; nothing is where something waits to be sealed (None)."""
        known = self._kept.get(key) if head is not None else None
        return known[1] if known is not None and known[0] == head else None

    def put(self, key: Hashable, head: Head | None, value: Value) -> None:
        """Keep a value in place of the one before, unless something waits to be sealed."""
        if head is not None:
            self._kept.put(key, (head, value))
