"""Answers as they were told last, for as long as nothing was written that they say anything of.

What an answer is made from changes together with an entry of the journal, in one transaction: so whoever finds no entry
since that may change it has the answer of now (decisions 0094, 0100).
"""

import time
from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from revops.journal.position import Position, read_since
from revops.mongo.client import Database, Document
from revops.mongo.memory import Kept

# An upgrade changes what is stored, and writes no entry: that is seen after so long.
_MAX_SECONDS = 300

# The garage, and what was asked about it.
Key = tuple[str, Hashable]
# What an answer is of, for whoever says whether an entry may change it.
About = TypeVar("About")


@dataclass(frozen=True, slots=True)
class Told(Generic[About]):
    """An answer as it was told: where the journal was before it was read, and what else it was made from."""

    position: Position
    made_from: Hashable
    about: About
    body: bytes
    # What it takes in memory, about.
    size: int
    at: float


class Telling(Generic[About]):
    """The answers of one kind that were told last."""

    def __init__(
        self,
        db: Database,
        kind: str,
        fields: Mapping[str, int],
        may_change: Callable[[Key, About, Sequence[Document]], Awaitable[bool]],
    ) -> None:
        """``may_change`` is handed these fields of the entries since, and errs on the side of yes."""
        self._db, self._fields, self._may_change = db, fields, may_change
        self._told: Kept[Key, Told[About]] = Kept(db, kind, lambda told: told.size)

    async def find(self, key: Key, made_from: Hashable) -> Told[About] | None:
        """Look up an answer, which is told again if it is as it would be read now."""
        told = self._told.get(key)
        if told is None or told.made_from != made_from or time.monotonic() - told.at > _MAX_SECONDS:
            return None
        since = await read_since(self._db, key[0], told.position, self._fields)
        if since is None:
            return None
        position, entries = since
        if entries and await self._may_change(key, told.about, entries):
            return None
        moved = replace(told, position=position)
        self._told.put(key, moved)
        return moved

    def put(
        self, key: Key, position: Position | None, made_from: Hashable, about: About, body: bytes, more: int
    ) -> None:
        """Keep an answer, read after the journal was at ``position``; of a garage without any nothing is kept. ``more``
        is what the rest takes in memory.
        """
        if position is not None:
            self._told.put(key, Told(position, made_from, about, body, len(body) + more, time.monotonic()))

    def forget(self, workshop_id: str) -> None:
        """Forget the answers of a garage."""
        for key in self._told.list_keys():
            if key[0] == workshop_id:
                self._told.drop(key)
