"""Everything that a query finds, a batch at a time, and no batch of more than a few megabytes: a thousand documents may
be of any size, and whoever made them large must not decide how much memory it takes to read them."""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from typing import Any

import bson
from bson.codec_options import CodecOptions
from pymongo.asynchronous.collection import AsyncCollection

from revops.mongo.client import Document, Session

# So much is decoded at once; what the server sends at once is bounded by itself, to 16 MB.
BATCH_BYTES = 1024 * 1024
BATCH = 2000
# So many are asked for in one answer.
_OF_AN_ANSWER = 1000


async def in_batches(
    collection: AsyncCollection[Document],
    query: Mapping[str, Any],
    fields: Sequence[str] | Mapping[str, Any] | None = None,
    *,
    sort: Sequence[tuple[str, int]] | None = None,
    limit: int = 0,
    session: Session | None = None,
) -> AsyncIterator[list[Document]]:
    """Yield what a query finds in lists: one wait for thousands of documents, and bounded memory."""
    found: Any = collection.find_raw_batches(
        query, fields, sort=sort, limit=limit, session=session, batch_size=_OF_AN_ANSWER
    )
    async for sent in found:
        for batch in _split(sent, collection.codec_options):
            yield batch


def _split(sent: bytes, options: CodecOptions[Document]) -> Iterator[list[Document]]:
    start = at = 0
    whole = memoryview(sent)
    while at < len(sent):
        at += int.from_bytes(whole[at : at + 4], "little")
        if at - start >= BATCH_BYTES or at == len(sent):
            yield bson.decode_all(whole[start:at], options)
            start = at
