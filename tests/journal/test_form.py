"""What is no entry stops nothing: it is not sealed, all behind it is, and the check names it and goes on."""

import datetime as dt
from typing import Any

import pytest

from revops.core.signing import Signing
from revops.core.time import now
from revops.journal.entry import SYSTEM, EntryKind, Event, record
from revops.journal.sealer import Sealer
from revops.journal.signatures import mark_beginning
from revops.mongo.client import Database, Session
from revops.rooms import migrate, verify
from tests.conftest import MakeDatabase

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

GARAGE = "0199f3b2-0000-7000-8000-000000000001"
AT = dt.datetime(2026, 3, 10, 6, tzinfo=dt.UTC)
FORM = {"workshop_id": GARAGE, "manager_id": None, "actor_id": "system", "kind": "x", "at": AT, "day": "2026-03-10"}
NO_ENTRIES: list[dict[str, Any]] = [
    {},
    {"workshop_id": 5},
    {"workshop_id": GARAGE},
    FORM | {"at": "yesterday"},
    FORM | {"kind": None},
    FORM | {"postings": "none"},
    FORM | {"postings": [{"account": "cash_in_hand", "amount_minor": 5.5}]},
    FORM | {"counts": [1]},
    FORM | {"owed": [{"jobs": 1}]},
    FORM | {"personal": 5},
    FORM | {"personal": {"note": "no digest"}},
    FORM | {"changes": {"status": "closed"}},
    FORM | {"facts": {"photo": b"bytes"}, "signed": "abc.def"},
]


async def happens(db: Database, note: str) -> None:
    event = Event(EntryKind.WORKSHOP_UPDATED, SYSTEM, None, now(), note=note)

    async def work(session: Session) -> None:
        await record(db, session, GARAGE, "Asia/Kolkata", event)

    await db.transaction(work)


@pytest.fixture
async def signed(make_database: MakeDatabase) -> Database:
    db = make_database()
    db.signing = Signing("the key of this server")
    await migrate(db)
    await mark_beginning(db, AT)
    await db.collection("workshops").insert_one({"_id": GARAGE, "timezone": "Asia/Kolkata", "currency": "INR"})
    return db


async def test_what_waits_and_is_no_entry_is_left_and_named(signed: Database) -> None:
    journal = signed.collection("journal")
    await journal.insert_many([row | {"_id": f"0-{n}", "unsealed": True} for n, row in enumerate(NO_ENTRIES)])
    await happens(signed, "ours")
    assert await Sealer(signed).drain() == 1
    assert [entry["note"] async for entry in journal.find({"seq": 1})] == ["ours"]
    problems = "\n".join((await verify(signed)).problems)
    # The first two are of no garage: that is said of one of them.
    assert "belongs to no workshop" in problems
    assert [n for n in range(2, len(NO_ENTRIES)) if f" 0-{n}" not in problems] == []


async def test_a_sealed_entry_that_is_none_any_more_is_named_and_the_others_are_checked(signed: Database) -> None:
    changes: list[dict[str, Any]] = [
        {"$set": {"day": 5}},
        {"$set": {"hash": "no hash"}},
        {"$set": {"hash": 5}},
        {"$set": {"rules": "newest"}},
        {"$set": {"facts": {"photo": b"bytes"}}},
        {"$set": {"postings": "none"}},
        {"$unset": {"manager_id": ""}},
        {"$unset": {"at": ""}},
        {"$set": {"seal": 7}},
        {"$set": {"note": 7}},
    ]
    for n in range(2 * len(changes)):
        await happens(signed, str(n))
    await Sealer(signed).drain()
    journal = signed.collection("journal")
    for n, change in enumerate(changes):
        await journal.update_one({"seq": 2 * n + 1}, change)
    ids = [entry["_id"] async for entry in journal.find({}, {"_id": 1}, sort=[("seq", 1)])]
    problems = "\n".join((await verify(signed)).problems)
    assert [change for n, change in enumerate(changes) if ids[2 * n] not in problems] == []
