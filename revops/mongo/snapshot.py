"""Reading one workshop as it was at one instant, from a process of its own: synchronous, read only, scoped."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bson.codec_options import CodecOptions
from bson.timestamp import Timestamp
from pymongo import CursorType, MongoClient
from pymongo.read_concern import ReadConcern
from pymongo.read_preferences import ReadPreference

Document = dict[str, Any]
Filter = Mapping[str, Any]
Sort = Sequence[tuple[str, int]]
_NAIVE: CodecOptions[Document] = CodecOptions(tz_aware=False)


class _AtInstant(ReadConcern):
    """Snapshot reads at an instant that is given: the driver's sessions can only choose one themselves."""

    def __init__(self, instant: Timestamp) -> None:
        super().__init__("snapshot")
        self._instant = instant

    @property
    def document(self) -> dict[str, Any]:
        """The read concern as the server takes it."""
        return {"level": "snapshot", "atClusterTime": self._instant}


class WorkshopAt:
    """The documents of a workshop at an instant. Times are read without a zone; they are UTC.

    MongoDB keeps the past for five minutes by default; later reads raise OperationFailure (SnapshotTooOld).
    """

    def __init__(self, url: str, name: str, workshop_id: str, instant: Timestamp) -> None:
        self._client: MongoClient[Document] = MongoClient(
            url, appname="revops-export", serverSelectionTimeoutMS=4000, connectTimeoutMS=4000, maxPoolSize=4
        )
        self._db = self._client.get_database(
            name,
            codec_options=_NAIVE,
            read_concern=_AtInstant(instant),
            read_preference=ReadPreference.PRIMARY,
        )
        self._bounds: Document = {"workshop_id": workshop_id}

    def count(self, name: str, query: Filter) -> int:
        """Count documents of the workshop."""
        return self._db[name].count_documents({**query, **self._bounds})

    def batches(
        self, name: str, query: Filter, fields: Sequence[str], sort: Sort, size: int
    ) -> Iterator[list[Document]]:
        """Yield the documents in lists of at most ``size``; the server reads ahead while one is worked on."""
        found = self._db[name].find(
            {**query, **self._bounds},
            dict.fromkeys(fields, 1),
            sort=sort,
            batch_size=size,
            cursor_type=CursorType.EXHAUST,
        )
        while batch := found.to_list(size):
            yield batch

    def by_id(self, name: str, ids: Sequence[str], fields: Sequence[str]) -> list[Document]:
        """Return the documents with these ids, in any order."""
        wanted = {"_id": {"$in": ids}, **self._bounds}
        # Told which index, the server does not think of reading the whole workshop for them.
        return self._db[name].find(wanted, dict.fromkeys(fields, 1), hint="_id_", batch_size=len(ids) + 1).to_list()

    def sums(self, name: str, query: Filter, by: str, amounts: Sequence[str], at: str) -> dict[str, Document]:
        """Sum amounts by a field: by its value, their sums, the ``count`` and the ``last`` of ``at``."""
        group: Document = {"_id": f"${by}", "count": {"$sum": 1}, "last": {"$max": f"${at}"}}
        group |= {amount: {"$sum": f"${amount}"} for amount in amounts}
        found = self._db[name].aggregate([{"$match": {**query, **self._bounds}}, {"$group": group}])
        return {row["_id"]: row for row in found if row["_id"] is not None}

    def close(self) -> None:
        """Close the connections."""
        self._client.close()
