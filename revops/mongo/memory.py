"""A process's memory of a database: what was asked for last, of all kinds together, as far as there is room."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar, cast
from weakref import WeakKeyDictionary

from revops.mongo.client import Database

# Some ten dashboards and forty pages of a bank, of all garages.
MAX_BYTES = 6_000_000
_LARGEST_SHARE = 4

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Memory:
    """Values of several kinds by their keys, each with about how much it takes."""

    def __init__(self, max_bytes: int = MAX_BYTES) -> None:
        self._max_bytes = max_bytes
        self._bytes = 0
        self._kept: OrderedDict[tuple[str, Hashable], tuple[Any, int]] = OrderedDict()

    def get(self, kind: str, key: Hashable) -> Any:
        """Look up a value; whatever is asked for stays the longest."""
        found = self._kept.get((kind, key))
        if found is None:
            return None
        self._kept.move_to_end((kind, key))
        return found[0]

    def put(self, kind: str, key: Hashable, value: object, size: int) -> None:
        """Keep a value in place of the one before; drop those that nobody has asked for the longest. One that would
        leave little room for others is not kept.
        """
        self.drop(kind, key)
        if size > self._max_bytes // _LARGEST_SHARE:
            return
        self._kept[kind, key] = value, size
        self._bytes += size
        while self._bytes > self._max_bytes:
            self.drop(*next(iter(self._kept)))

    def drop(self, kind: str, key: Hashable) -> None:
        """Forget a value."""
        _, size = self._kept.pop((kind, key), (None, 0))
        self._bytes -= size

    def list_keys(self, kind: str) -> list[Any]:
        """List the keys of a kind, the ones that nobody has asked for the longest first."""
        return [key for of, key in self._kept if of == kind]

    def clear(self) -> None:
        """Forget everything."""
        self._kept.clear()
        self._bytes = 0


class Kept(Generic[Key, Value]):
    """The values of one kind in the memory of a database."""

    def __init__(self, db: Database, kind: str, size_of: Callable[[Value], int]) -> None:
        self._memory, self._kind, self._size_of = memory_of(db), kind, size_of

    def get(self, key: Key) -> Value | None:
        """Look up a value; whatever is asked for stays the longest."""
        return cast("Value | None", self._memory.get(self._kind, key))

    def put(self, key: Key, value: Value) -> None:
        """Keep a value in place of the one before."""
        self._memory.put(self._kind, key, value, self._size_of(value))

    def drop(self, key: Key) -> None:
        """Forget a value."""
        self._memory.drop(self._kind, key)

    def list_keys(self) -> list[Key]:
        """List the keys that there are."""
        return self._memory.list_keys(self._kind)


_OF_DATABASE: "WeakKeyDictionary[Database, Memory]" = WeakKeyDictionary()


def memory_of(db: Database) -> Memory:
    """Return this process's memory of a database."""
    return _OF_DATABASE.setdefault(db, Memory())
