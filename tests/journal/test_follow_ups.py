"""What follows from an entry is written once, with its seal; while an older version may seal, with the entry."""

import asyncio
import datetime as dt

import pytest

from revops.core.signing import Signing
from revops.core.time import now
from revops.journal import sealer as sealing
from revops.journal.entry import SYSTEM, EntryKind, Event, record
from revops.journal.follow_ups import FOLLOW_UPS, MIGRATION
from revops.journal.sealer import Sealer
from revops.mongo.client import Database, Session
from revops.mongo.instances import Presence
from revops.rooms import newest_migration, verify
from revops.tasks.outbox import Task
from tests.conftest import eventually

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

GARAGE = "0199f3b2-0000-7000-8000-000000000001"


@pytest.fixture
async def books(empty_database: Database) -> Database:
    """A database with a garage, whose entries are signed, and of which all that serve it know what follows."""
    db = empty_database
    db.signing = Signing("the key of this server")
    await db.collection("workshops").insert_one({"_id": GARAGE, "timezone": "Asia/Kolkata", "currency": "INR"})
    await Presence(db, "secret", newest_migration()).say()
    return db


async def happens(db: Database, *numbers: int, is_undone: bool = False) -> None:
    """Let so many things happen in one transaction, each of which two tasks follow from."""
    tasks = {number: (Task("announce", {"number": number}), Task("push", {"number": number})) for number in numbers}
    events = [
        Event(EntryKind.WORKSHOP_UPDATED, SYSTEM, None, now(), note=str(number), follow_ups=tasks[number])
        for number in numbers
    ]

    async def work(session: Session) -> None:
        await record(db, session, GARAGE, "Asia/Kolkata", *events)
        if is_undone:
            raise ZeroDivisionError

    await db.transaction(work)


async def followed(db: Database) -> list[tuple[str, int]]:
    """List the tasks that were written."""
    tasks = await db.collection("tasks").find({"workshop_id": GARAGE}).to_list()
    return sorted((task["kind"], task["payload"]["number"]) for task in tasks)


async def test_they_are_written_once_with_the_seal_and_leave_the_entry(books: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        await happens(books, 1, is_undone=True)
    await happens(books, 2, 3)
    assert await followed(books) == []
    # Of two that seal at once one writes them.
    await asyncio.gather(Sealer(books).drain(), Sealer(books).drain())
    assert await followed(books) == [("announce", 2), ("announce", 3), ("push", 2), ("push", 3)]
    assert await Sealer(books).drain() == 0
    assert await books.collection("journal").find_one({FOLLOW_UPS: {"$exists": True}}) is None
    assert (await verify(books)).problems == []


async def test_from_what_nobody_signed_nothing_follows(books: Database) -> None:
    await happens(books, 1)
    await happens(books, 2)
    journal = books.collection("journal")
    await journal.update_one({"note": "1"}, {"$set": {"actor_id": "somebody else"}})
    await journal.update_one({"note": "2"}, {"$set": {FOLLOW_UPS: "a letter to everybody"}})
    await happens(books, 3)
    await Sealer(books).drain()
    assert await followed(books) == [("announce", 3), ("push", 3)]


async def test_while_an_older_version_may_seal_they_are_written_at_once(books: Database) -> None:
    older = {"_id": "older", "host": "old", "secret": "", "migration": MIGRATION - 1, "seen_at": now()}
    await books.collection("instances").insert_one(older)
    presence = Presence(books, "secret", newest_migration())
    await presence.say()
    await happens(books, 1)
    assert await followed(books) == [("announce", 1), ("push", 1)]
    # It has ended without a word.
    gone = {"$set": {"seen_at": now() - dt.timedelta(minutes=1)}}
    await books.collection("instances").update_one({"_id": "older"}, gone)
    await presence.say()
    await happens(books, 2)
    assert await followed(books) == [("announce", 1), ("push", 1)]
    await Sealer(books).drain()
    assert await followed(books) == [("announce", 1), ("announce", 2), ("push", 1), ("push", 2)]


async def test_nobody_waits_for_the_next_look_at_what_is_to_be_sealed(
    books: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "PAUSE_SECONDS", 3600.0)
    running = asyncio.create_task(Sealer(books).run())
    try:
        await asyncio.sleep(0)
        await happens(books, 1)

        async def is_followed() -> bool:
            return await followed(books) == [("announce", 1), ("push", 1)]

        await eventually(is_followed)
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
