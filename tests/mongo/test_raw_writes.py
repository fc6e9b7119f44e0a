"""What a transaction writes in one message is written as the driver would, or not at all."""

import asyncio
import datetime as dt
from collections.abc import AsyncIterator
from functools import partial
from typing import Any

import pytest
from pymongo import monitoring
from pymongo.asynchronous.collection import AsyncCollection
from pymongo.errors import DuplicateKeyError, OperationFailure, PyMongoError

from revops.core.ids import new_id
from revops.core.time import UTC
from revops.mongo.client import Database, Document, Session
from revops.mongo.scoped import Scoped, TenantScope

_AT = dt.datetime(2026, 3, 10, 6, tzinfo=UTC)
_NAMES = ("writes_tested", "writes_beside")


class Rows:
    """Two collections of one workshop, by a client of their own."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.workshop_id = new_id()
        self.one, self.other = (Scoped(db, name, TenantScope(self.workshop_id)) for name in _NAMES)

    def row(self, name: str, **fields: Any) -> Document:
        """Build a document of the workshop."""
        return {"_id": f"{self.workshop_id}-{name}", "workshop_id": self.workshop_id, "at": _AT, **fields}

    async def insert(self, name: str, *, shared: bool = False) -> None:
        """Insert one more into the other collection."""
        shared_in = self.workshop_id if shared else None
        await self.db.transaction(lambda session: self.other.insert([self.row(name)], session), shared_in=shared_in)

    async def counts(self) -> tuple[int, int]:
        """Count what lies in both collections."""
        return await self.one.count({}, limit=100), await self.other.count({}, limit=100)


@pytest.fixture
async def rows(mongo_url: str, db_name: str) -> AsyncIterator[Rows]:
    """An empty pair of collections that exist, as in a transaction they must."""
    db = Database(mongo_url, db_name)
    rows = Rows(db)
    for name in _NAMES:
        await db.collection(name).create_index([("workshop_id", 1), ("number", 1)])
    yield rows
    for name in _NAMES:
        await db.collection(name).delete_many({"workshop_id": rows.workshop_id})
    await db.close()


def _forbid_the_drivers(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> Any:
        raise AssertionError("a write of the driver")

    for name in ("insert_one", "insert_many", "find_one_and_update"):
        monkeypatch.setattr(AsyncCollection, name, refuse)


@pytest.mark.parametrize("shared", [True, False])
async def test_a_transaction_writes_all_of_it(rows: Rows, monkeypatch: pytest.MonkeyPatch, shared: bool) -> None:
    await rows.db.transaction(lambda session: rows.one.insert([rows.row("stands", number=1)], session))

    async def work(session: Session) -> Document | None:
        changed = await rows.one.update({"number": 1}, {"$set": {"number": 2}}, session, projection={"at": 1})
        await rows.one.insert([rows.row("a"), rows.row("b")], session)
        await rows.other.insert([rows.row("c")], session)
        return changed

    with monkeypatch.context() as patched:
        _forbid_the_drivers(patched)
        changed = await rows.db.transaction(work, shared_in=rows.workshop_id if shared else None)
    assert changed == {"_id": f"{rows.workshop_id}-stands", "at": _AT}
    assert await rows.counts() == (3, 1)


@pytest.mark.parametrize("before", [True, False])
async def test_an_update_returns_what_the_driver_would(
    rows: Rows, monkeypatch: pytest.MonkeyPatch, before: bool
) -> None:
    await rows.db.transaction(lambda session: rows.one.insert([rows.row("a", number=1)], session))

    async def none_there(session: Session) -> Document | None:
        return await rows.one.update({"number": 7}, {"$inc": {"number": 1}}, session)

    async def by_steps(session: Session) -> Document | None:
        return await rows.one.update({}, [{"$set": {"number": {"$add": ["$number", 1]}}}], session, before=before)

    with monkeypatch.context() as patched:
        _forbid_the_drivers(patched)
        assert await rows.db.transaction(none_there) is None
        assert await rows.db.transaction(by_steps) == rows.row("a", number=1 if before else 2)


@pytest.mark.parametrize("doubled", _NAMES)
@pytest.mark.parametrize("shared", [True, False])
async def test_what_is_there_already_undoes_all_of_it(rows: Rows, doubled: str, shared: bool) -> None:
    """Whatever came before it in the message, and whatever came after."""
    there = {_NAMES[0]: rows.one, _NAMES[1]: rows.other}[doubled]
    await rows.db.transaction(lambda session: there.insert([rows.row("twice")], session))
    stood = await rows.counts()

    async def work(session: Session) -> None:
        for scoped in (rows.one, rows.other):
            await scoped.insert([rows.row("new"), rows.row("twice" if scoped is there else "more")], session)

    with pytest.raises(DuplicateKeyError):
        await rows.db.transaction(work, shared_in=rows.workshop_id if shared else None)
    assert await rows.counts() == stood
    # Nothing of the refusal is left on the connection for whoever comes next.
    for number in range(5):
        await rows.insert(f"after {number}", shared=shared)
    assert await rows.counts() == (stood[0], stood[1] + 5)


async def test_two_who_change_the_same_are_both_done(rows: Rows) -> None:
    await rows.db.transaction(lambda session: rows.one.insert([rows.row("a", number=0)], session))

    async def work(session: Session) -> None:
        found = await rows.one.find_one({}, session=session)
        assert found is not None
        await asyncio.sleep(0.02)
        await rows.one.update({"number": found["number"]}, {"$set": {"number": found["number"] + 1}}, session)
        await rows.other.insert([rows.row(new_id())], session)

    await asyncio.gather(*(rows.db.transaction(work) for _ in range(6)))
    found = await rows.one.find_one({})
    assert found is not None
    assert found["number"] == (await rows.counts())[1] == 6


async def test_a_connection_that_is_lost_in_a_transaction_has_it_tried_again(rows: Rows) -> None:
    tries = 0

    async def work(session: Session) -> None:
        nonlocal tries
        tries += 1
        await rows.one.insert([rows.row("a")], session)
        if tries == 1:
            for server in rows.db.client._topology._servers.values():
                for connection in server.pool.conns:
                    connection.conn.get_conn.transport.abort()
        await rows.other.insert([rows.row("b")], session)

    await rows.db.transaction(work)
    assert tries == 2
    assert await rows.counts() == (1, 1)


async def test_a_connection_that_stays_lost_is_told(rows: Rows) -> None:
    async def work(session: Session) -> None:
        await rows.one.insert([rows.row("a")], session)
        for server in rows.db.client._topology._servers.values():
            for connection in server.pool.conns:
                connection.conn.get_conn.transport.abort()
        await rows.other.insert([rows.row("b")], session)

    with pytest.raises(PyMongoError):
        await rows.db.transaction(work, seconds=1)
    assert await rows.counts() == (0, 0)


async def test_who_stops_waiting_leaves_no_answer_behind_for_the_next(rows: Rows) -> None:
    stopped = 0
    # How soon the database has it all says the machine: somewhere between the first and the last it is on its way.
    for thousandths in (1, 2, 4, 8, 16, 32):
        many = [rows.row(f"row {number} of {thousandths}", padding="x" * 20_000) for number in range(400)]
        writing = asyncio.create_task(rows.db.transaction(partial(rows.one.insert, many)))
        await asyncio.sleep(thousandths / 1000)
        writing.cancel()
        stopped += isinstance((await asyncio.gather(writing, return_exceptions=True))[0], asyncio.CancelledError)
    assert stopped > 0
    for number in range(5):
        await rows.insert(f"after {number}")
    assert (await rows.counts())[1] == 5


async def test_a_refusal_of_the_database_is_told_as_the_driver_tells_it(rows: Rows) -> None:
    async def work(session: Session) -> None:
        await rows.one.update({}, {"$no": {"number": 1}}, session)

    with pytest.raises(OperationFailure, match="Unknown modifier"):
        await rows.db.transaction(work)


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


async def test_who_listens_to_commands_hears_of_all(rows: Rows, mongo_url: str) -> None:
    listener = _Listener()
    db = Database(mongo_url, rows.db.name, listeners=[listener])
    heard = Scoped(db, _NAMES[0], TenantScope(rows.workshop_id))

    async def work(session: Session) -> None:
        await heard.update({}, {"$set": {"number": 1}}, session)
        await heard.insert([rows.row("a")], session)

    await db.transaction(work)
    await db.close()
    assert [name for name in listener.heard if name in {"findAndModify", "insert"}] == ["findAndModify", "insert"]
    assert await rows.counts() == (1, 0)
