"""Several reads in one round trip: sub-queries joined by ``$unionWith``, each row tagged with the one it came from."""

from collections.abc import Sequence
from typing import NamedTuple

from revops.mongo.client import Database, Document, Session


class SubQuery(NamedTuple):
    """A collection and the pipeline to read it with."""

    collection: str
    pipeline: list[Document]


# No stored document has a field of this name.
_TAG = "_tag"


async def read_union(
    db: Database, session: Session, tagged: Sequence[tuple[str, SubQuery]]
) -> dict[str, list[Document]]:
    """Run sub-queries in one round trip and return their rows by tag; several may have the same one.

    A transaction does not take such a union, so there each is a round trip. Times carry no zone (they are UTC).
    """
    found: dict[str, list[Document]] = {tag: [] for tag, _ in tagged}
    if session.in_transaction:
        for tag, (collection, pipeline) in tagged:
            await db.held_inserts.make_readable(collection, session)
            cursor = await db.naive_collection(collection).aggregate(pipeline, session=session)
            found[tag] += await cursor.to_list()
        return found
    (name, pipeline), *others = [
        (query.collection, [*query.pipeline, {"$set": {_TAG: {"$literal": tag}}}]) for tag, query in tagged
    ]
    union = [*pipeline, *({"$unionWith": {"coll": other, "pipeline": further}} for other, further in others)]
    cursor = await db.naive_collection(name).aggregate(union, session=session, batchSize=5000)
    for row in await cursor.to_list():
        found[row.pop(_TAG)].append(row)
    return found
