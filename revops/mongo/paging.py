"""One page of a list by keyset: the rows after a cursor, and the cursor of the next page."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from revops.core.pagination import Position, decode_cursor, encode_cursor
from revops.core.time import millis
from revops.mongo.client import Document
from revops.mongo.filters import after
from revops.mongo.scoped import Filter, Row, ScopedRows


class Wanted(Protocol):
    """Which page is wanted."""

    @property
    def cursor(self) -> str | None:
        """Of the page before; None for the first page."""

    @property
    def limit(self) -> int:
        """The largest number of rows."""


async def read_page(
    documents: ScopedRows[Row],
    clauses: Sequence[Document],
    field: str,
    wanted: Wanted,
    *,
    direction: int = -1,
    is_time: bool = True,
    projection: Filter | None = None,
    hint: Sequence[tuple[str, int]] | None = None,
) -> tuple[list[Row], str | None]:
    """Read the rows that meet all clauses, sorted by ``field`` and id, and the cursor of the next page if there is one.

    Raises InvalidFields for a cursor of another order.
    """
    sort = f"{'-' if direction < 0 else ''}{field}"
    position = decode_cursor(wanted.cursor, sort)
    used = [clause for clause in (*clauses, after(field, position, direction, is_time=is_time)) if clause]
    query = used[0] if len(used) == 1 else {"$and": used} if used else {}
    rows = await documents.page_naive(
        query, projection, sort=[(field, direction), ("_id", direction)], limit=wanted.limit + 1, hint=hint
    )
    if len(rows) <= wanted.limit:
        return rows, None
    rows.pop()
    return rows, cursor_after(rows[-1], field, sort, is_time=is_time)


def cursor_after(row: Mapping[str, Any], field: str, sort: str, *, is_time: bool = True) -> str:
    """Build the cursor of the page after a row, in a list sorted by ``field``."""
    return encode_cursor(Position(millis(row[field]) if is_time else row[field], row["_id"]), sort)
