"""Every field that money or trust hangs on, as the journal says it must be, against what is stored.

Documents are many, so no list of them is kept. Of each field two sums are: over what the entries say, old values taken
away and new ones added, and over what the documents say. Each value is added as a number drawn for it and its document
with a salt of this run, so nobody can have sums agree that differ in anything. Only where they do not agree is the
journal read again, to name the documents.
"""

import secrets
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import orjson

Values = Mapping[str, Any]
# A kind of document, and a field of it.
Field = tuple[str, str]
# For what hears of entries of all kinds.
ANY_KIND = "*"
_NUMBER = (int, type(None))


class Fields:
    """Sums of what fields are said to be; documents count as what they say is not."""

    def __init__(self, only: Iterable[Field] | None = None) -> None:
        """Sum all up, or of these fields alone by document."""
        self._only = frozenset(only) if only is not None else None
        self._salt = secrets.randbits(62)
        self._sums: Counter[Any] = Counter()
        # Of the kinds: documents of which the journal does not say how they were at first, nor who they are of.
        self._unknown: defaultdict[str, set[int]] = defaultdict(set)
        self._unnamed: defaultdict[str, set[int]] = defaultdict(set)
        # Those few of which the last word is kept.
        self.last: defaultdict[str, dict[str, dict[str, Any]]] = defaultdict(dict)

    def become(self, kind: str, document_id: str, values: Values) -> None:
        """Note what fields of a document become by an entry."""
        self._add(1, kind, document_id, values)

    def change(self, kind: str, document_id: str, before: Values, after: Values) -> None:
        """Note how fields of a document change by an entry."""
        self._add(-1, kind, document_id, before)
        self._add(1, kind, document_id, after)

    def compare(self, kind: str, document_id: str, values: Values, personal: Values | None = None) -> None:
        """Note what a document says, and what of it names somebody."""
        self._add(-1, kind, document_id, values)
        if personal is not None and not self.is_unnamed(kind, document_id):
            self._add(-1, kind, document_id, personal)

    def leave_out(self, kind: str, document_id: str) -> None:
        """Compare nothing of a document: its entries do not say enough."""
        self._unknown[kind].add(hash(document_id))

    def leave_out_names(self, kind: str, document_id: str) -> None:
        """Compare nothing of a document that names somebody: it was erased."""
        self._unnamed[kind].add(hash(document_id))

    def is_unnamed(self, kind: str, document_id: str) -> bool:
        """Say whether what names somebody was erased from a document's entries."""
        return hash(document_id) in self._unnamed[kind]

    def is_left_out(self, kind: str, document_id: str) -> bool:
        """Say whether the entries of a document do not say enough."""
        return hash(document_id) in self._unknown[kind]

    def differing(self) -> Iterator[Any]:
        """Yield the fields whose sums do not agree: ``(kind, field)``, or ``(kind, field, document)``."""
        for key, value in self._sums.items():
            if value and not (self._only is not None and self.is_left_out(key[0], key[2])):
                yield key

    def _add(self, sign: int, kind: str, document_id: str, values: Values) -> None:
        if self.is_left_out(kind, document_id):
            return
        only, sums, said_of = self._only, self._sums, f"{self._salt}:{document_id}:"
        for name, value in values.items():
            if only is None:
                key: Any = (kind, name)
            elif (kind, name) in only:
                key = (kind, name, document_id)
            else:
                continue
            # Of a text, whose hash is SipHash with a key of this process: that of a tuple is nearly a sum of its parts,
            # so two numbers that changed places would often come to the same.
            if isinstance(value, str):
                sums[key] += sign * hash(f"{said_of}{name}'{value}")
            elif isinstance(value, _NUMBER):
                sums[key] += sign * hash(f"{said_of}{name}={value}")
            else:
                whole = orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()
                sums[key] += sign * hash(f"{said_of}{name}:{whole}")


def pairs(changes: Mapping[str, Any], names: Iterable[str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Split what an entry says was changed into what it was before and what it is after."""
    before, after = {}, {}
    for name in names:
        if name in changes:
            before[name], after[name] = changes[name]
    return before, after
