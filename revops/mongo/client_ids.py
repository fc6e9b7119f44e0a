"""Ids that a client makes, so that what was recorded without a network can be named before it is sent.

An idempotency key is forgotten after a day; a phone may send later than that. So what has an id of the client keeps the
mark of the request that made it, and the same request is answered with it again, however late. That costs nothing: only
a request that was refused, or whose id is there, looks.
"""

import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field
from pymongo.errors import BulkWriteError, DuplicateKeyError

from revops.mongo.client import Document
from revops.mongo.errors import IdTaken

ClientId = Annotated[
    str | None,
    Field(
        pattern="^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$",
        description="An id that the client made, a UUIDv7 in lower case. The same body with it is recorded once,"
        " however often and late it is sent; an id of something else is answered 409 `id_taken`.",
        examples=["0199f3b2-6f7e-7a31-8d3c-2f4b8a1c5e90"],
    ),
]


def mark_of(member_id: str, fingerprint: str) -> str:
    """Build the mark that something with an id of the client keeps: who sent it, and what was said."""
    return hashlib.sha256(f"{member_id} {fingerprint}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class NamedThere:
    """A thing that the client has named by an id of its own.

    ``read`` finds what has the id: its mark, and what to answer.
    """

    mark: str
    read: Callable[[], Awaitable[tuple[str | None, Document] | None]]

    async def first_answer(self, refusal: Exception) -> Document | None:
        """Read the answer of the first time; None when this is the first. Raises IdTaken for an id of something else,
        in whatever garage that is.
        """
        found = await self.read()
        if found is None and not _is_of_id(refusal):
            return None
        if found is None or found[0] != self.mark:
            raise IdTaken("This was saved before with other words. Look for it in the list before you enter it anew.")
        return found[1]


def _is_of_id(error: Exception) -> bool:
    """Tell whether a document was refused because another has its id."""
    details = error.details if isinstance(error, DuplicateKeyError | BulkWriteError) else None
    refused = (details or {}).get("writeErrors", [details or {}])
    return any(each.get("keyPattern") == {"_id": 1} for each in refused)
