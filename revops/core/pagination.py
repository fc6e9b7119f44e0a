"""Keyset pages: a cursor names the last row seen, so page 1,000 costs what page 1 costs and no row is shown twice."""

import base64
import binascii
from dataclasses import dataclass

import orjson

from revops.core.errors import InvalidFields


@dataclass(frozen=True, slots=True)
class Position:
    """The sort value (an integer: milliseconds or minor units) and the id of the last row of a page."""

    value: int
    id: str


def encode_cursor(position: Position, sort: str) -> str:
    """Return the opaque text of a position in a list sorted by ``sort``."""
    return base64.urlsafe_b64encode(orjson.dumps([sort, position.value, position.id])).decode().rstrip("=")


def decode_cursor(cursor: str | None, sort: str) -> Position | None:
    """Read a cursor. Raises InvalidFields when it was not made by this API or for another order."""
    if cursor is None:
        return None
    try:
        raw = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        made_for, value, row_id = raw
        if (
            made_for != sort
            or type(value) is not int
            or not isinstance(row_id, str)
            or len(row_id) > 100
            or abs(value) > 2**52
        ):
            raise ValueError
    except (ValueError, TypeError, binascii.Error):
        raise InvalidFields(
            {"cursor": "This page link is not valid any more; please start from the first page."}
        ) from None
    return Position(value, row_id)
