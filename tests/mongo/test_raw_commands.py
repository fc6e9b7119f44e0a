"""Reads in one piece find what the driver finds, and whatever is not usual is asked the driver's way."""

import asyncio
import datetime as dt
from collections.abc import AsyncIterator
from typing import Any

import pymongo
import pytest
from pymongo import monitoring
from pymongo.asynchronous.collection import AsyncCollection
from pymongo.errors import OperationFailure

from revops.core.ids import new_id
from revops.core.time import UTC
from revops.mongo.client import Database, Document
from revops.mongo.raw_commands import RawCommands
from revops.mongo.scoped import Related, Scoped, TenantScope

pytestmark = pytest.mark.slow

_ROWS = 12
_LARGE_BYTES = 1_500_000


@pytest.fixture
async def rows(mongo_url: str, db_name: str) -> AsyncIterator[tuple[Database, Scoped]]:
    """A collection of a dozen rows seen through a scope, by a client of its own; its driver has been used already."""
    db = Database(mongo_url, db_name)
    scope = TenantScope(new_id())
    await db.ping()
    collection = db.collection("reads_tested")
    await collection.create_index([("workshop_id", 1), ("number", -1)])
    mine = {"workshop_id": scope.workshop_id, "at": dt.datetime(2026, 3, 10, 6, tzinfo=UTC)}
    made = [mine | {"_id": f"{scope.workshop_id}-{n}", "number": n % 5, "tags": [n]} for n in range(_ROWS)]
    await collection.insert_many(made)
    yield db, Scoped(db, "reads_tested", scope)
    await collection.delete_many({"workshop_id": scope.workshop_id})
    await db.close()


def _forbid_cursors(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> Any:
        raise AssertionError("a cursor of the driver")

    monkeypatch.setattr(AsyncCollection, "find", refuse)
    monkeypatch.setattr(AsyncCollection, "aggregate", refuse)


async def _never(*_: Any) -> None:
    return None


@pytest.mark.parametrize(
    "options",
    [
        {"limit": 5},
        {"limit": 50},
        {"limit": 1, "skip": 3, "sort": [("_id", 1)]},
        {"limit": 4, "sort": [("number", -1), ("_id", 1)]},
        {"limit": 4, "sort": [("number", 1), ("_id", -1)], "projection": {"number": 1, "_id": 0}},
        {"limit": 9, "hint": [("workshop_id", 1), ("number", -1)], "projection": {"at": 1}},
        {"limit": 3, "skip": 50},
    ],
)
@pytest.mark.parametrize("query", [{}, {"number": {"$gte": 3}}, {"tags": 7}, {"number": 99}, {"workshop_id": "other"}])
async def test_a_page_is_what_the_driver_would_find(
    rows: tuple[Database, Scoped], monkeypatch: pytest.MonkeyPatch, query: Document, options: Any
) -> None:
    _, scoped = rows
    with monkeypatch.context() as patched:
        _forbid_cursors(patched)
        straight = await scoped.page_naive(query, **options)
    monkeypatch.setattr(RawCommands, "documents", _never)
    assert straight == await scoped.page_naive(query, **options)


async def test_a_document_with_what_belongs_to_it_is_what_the_driver_would_find(
    rows: tuple[Database, Scoped], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, scoped = rows
    alike = {"alike": Related("reads_tested", "_id", sort=[("_id", 1)], limit=3)}
    (first, *_) = await scoped.page_naive({}, limit=1)
    with monkeypatch.context() as patched:
        _forbid_cursors(patched)
        straight = await scoped.find_one_naive_with({"_id": first["_id"]}, {"number": 1}, alike)
        nothing = await scoped.find_one_naive_with({"_id": "nothing"}, {"number": 1}, alike)
    assert straight is not None
    assert [row["_id"] for row in straight["alike"]] == [first["_id"]]
    assert nothing is None
    monkeypatch.setattr(RawCommands, "documents", _never)
    assert straight == await scoped.find_one_naive_with({"_id": first["_id"]}, {"number": 1}, alike)


async def test_what_does_not_come_at_once_is_asked_again_and_is_whole(rows: tuple[Database, Scoped]) -> None:
    """An answer holds 16 MB at most; the rest would be fetched through the cursor."""
    db, scoped = rows
    await db.collection("reads_tested").update_many({}, {"$set": {"padding": "x" * _LARGE_BYTES}})
    found = await scoped.page_naive({}, limit=_ROWS)
    assert len(found) == _ROWS
    many = {"aggregate": "reads_tested", "pipeline": [{"$limit": 3}], "cursor": {"batchSize": 2}}
    assert await db.raw_commands.documents(many) is None


async def test_a_connection_that_was_lost_is_not_noticed(rows: tuple[Database, Scoped]) -> None:
    """The driver lets go of all connections to the node, and the read is done again."""
    db, scoped = rows
    await asyncio.gather(*(scoped.page_naive({}, limit=3) for _ in range(5)))
    for server in db.client._topology._servers.values():
        assert len(server.pool.conns) > 1
        for connection in server.pool.conns:
            connection.conn.get_conn.transport.abort()
    assert len(await scoped.page_naive({}, limit=3)) == 3


async def test_a_refusal_of_the_database_is_told_as_the_driver_tells_it(rows: tuple[Database, Scoped]) -> None:
    _, scoped = rows
    with pytest.raises(OperationFailure, match="unknown operator"):
        await scoped.page_naive({"number": {"$no": 1}}, limit=3)
    assert len(await scoped.page_naive({}, limit=3)) == 3


_SLOWLY = {"$expr": {"$function": {"body": "function() { sleep(1000); return true }", "args": [], "lang": "js"}}}


async def test_who_stops_waiting_leaves_no_answer_behind_for_the_next(rows: tuple[Database, Scoped]) -> None:
    _, scoped = rows
    waiting = asyncio.create_task(scoped.page_naive(_SLOWLY, limit=2))
    await asyncio.sleep(0.3)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    found = await asyncio.gather(*(scoped.page_naive({"tags": n}, limit=1) for n in range(_ROWS)))
    assert [row["tags"] for (row,) in found] == [[n] for n in range(_ROWS)]


async def test_a_time_limit_is_kept(rows: tuple[Database, Scoped]) -> None:
    _, scoped = rows
    with pytest.raises(pymongo.errors.PyMongoError), pymongo.timeout(0.5):
        await scoped.page_naive(_SLOWLY, limit=_ROWS)


class _Listener(monitoring.CommandListener):
    def __init__(self) -> None:
        self.heard: list[str] = []

    def started(self, event: monitoring.CommandStartedEvent) -> None:
        """Note its name."""
        self.heard.append(event.command_name)

    def succeeded(self, _: monitoring.CommandSucceededEvent) -> None:
        """Not noted."""

    def failed(self, _: monitoring.CommandFailedEvent) -> None:
        """Not noted."""


async def test_who_listens_to_commands_hears_of_all(rows: tuple[Database, Scoped], mongo_url: str) -> None:
    """Traces are made of what the driver tells."""
    quiet, _ = rows
    listener = _Listener()
    db = Database(mongo_url, quiet.name, listeners=[listener])
    await db.ping()
    await Scoped(db, "reads_tested", TenantScope("any")).page_naive({}, limit=1)
    await db.close()
    assert "find" in listener.heard


async def test_a_driver_that_was_not_read_is_asked_the_ordinary_way(
    rows: tuple[Database, Scoped], mongo_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    db, _ = rows
    find = {"find": "reads_tested", "filter": {}, "limit": 1, "batchSize": 2}
    assert await db.raw_commands.documents(dict(find)) is not None
    monkeypatch.setattr(pymongo, "version_tuple", (5, 0, 0))
    assert await RawCommands(db.client, db.name).documents(dict(find)) is None
