"""Entries are signed by whoever writes them, and their places by whoever seals them: keys, rotation, other hosts."""

import datetime as dt
from pathlib import Path

import pytest
import structlog

from revops.backup.file import BackupReader
from revops.backup.restore import restore
from revops.backup.save import save
from revops.core.signing import Signing
from revops.core.time import now
from revops.journal.entry import SYSTEM, EntryKind, Event, record
from revops.journal.sealer import BATCH, NoKey, Sealer
from revops.journal.signatures import mark_beginning
from revops.mongo.client import Database, Document, Session
from revops.remaking.records import moving_balances
from revops.remaking.set_up import note_set_up
from revops.rooms import SET_UP, migrate, verify
from tests.conftest import MakeDatabase
from tests.journal.test_rules_1 import LAST, RULES_1

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

HERE = Signing("the key of this server")


async def happens(db: Database, workshop_id: str, note: str) -> None:
    event = Event(EntryKind.WORKSHOP_UPDATED, SYSTEM, None, now(), note=note)

    async def work(session: Session) -> None:
        await record(db, session, workshop_id, "Asia/Kolkata", event)

    await db.transaction(work)


@pytest.fixture
async def signed(make_database: MakeDatabase) -> tuple[Database, str]:
    """Books of an old release, which go on signed: of rules 1 up to ``LAST``, then the change, the state, and one."""
    db = make_database()
    db.signing = HERE
    await restore(db, BackupReader(RULES_1))
    # These were made with a clock that was set ahead.
    await db.collection("signing").delete_many({})
    await mark_beginning(db, dt.datetime(2026, 12, 3, tzinfo=dt.UTC))
    head = await db.collection("chain_heads").find_one({})
    assert head is not None
    await happens(db, head["_id"], "one")
    await Sealer(db).drain()
    return db, head["_id"]


async def entries_after(db: Database, seq: int) -> list[Document]:
    return await db.collection("journal").find({"seq": {"$gt": seq}}, sort=[("seq", 1)]).to_list()


async def test_an_old_chain_goes_on_signed_and_says_from_where(signed: tuple[Database, str]) -> None:
    db, _ = signed
    change, state, erasures, one = await entries_after(db, LAST[0])
    assert (change["kind"], change["changes"]) == ("rules_changed", {"rules": [1, 3]})
    assert (state["kind"], erasures["kind"], one["note"]) == ("state_noted", "customer_erased", "one")
    for entry in (change, state, erasures, one):
        assert entry["rules"] == 3
        assert {entry[name].partition(".")[0] for name in ("signed", "seal")} == {HERE.key_id}
    await moving_balances(db).make_pass()
    await note_set_up(db, SET_UP)
    await Sealer(db).drain()
    report = await verify(db)
    assert (report.problems, report.unchecked) == ([], [])
    # Were it not said when signing began, all before would be what somebody sealed without the key.
    mark = await db.collection("signing").find_one_and_delete({})
    assert mark is not None
    assert any("after signing began" in problem for problem in (await verify(db)).problems)
    later = {**mark, "at": mark["at"] + dt.timedelta(days=1)}
    await db.collection("signing").insert_one(later)
    assert any("the mark that says until when" in problem for problem in (await verify(db)).problems)


async def test_what_the_application_did_not_write_is_not_sealed(signed: tuple[Database, str]) -> None:
    db, workshop_id = signed
    (*_, one) = await entries_after(db, LAST[0])
    journal = db.collection("journal")
    forged = {name: value for name, value in one.items() if name not in ("seq", "hash", "seal", "rules")}
    unsigned = {name: value for name, value in forged.items() if name != "signed"}
    await journal.insert_many(
        [
            {**forged, "_id": "forged", "unsealed": True},
            {**unsigned, "_id": "unsigned", "unsealed": True},
        ]
    )
    await happens(db, workshop_id, "ours")
    await happens(db, workshop_id, "ours, altered")
    await journal.update_one({"note": "ours, altered"}, {"$set": {"actor_id": "somebody"}})
    sealer = Sealer(db)
    with structlog.testing.capture_logs() as said:
        sealed = [await sealer.drain() for _ in range(3)]
    assert sealed == [1, 0, 0]
    # They are met each second until somebody takes them away: a line each time would fill the disk.
    refused = [line["entry_id"] for line in said if line["event"] == "journal_entry_refused"]
    assert len(refused) == len(set(refused)) == 3
    assert [entry.get("note") for entry in await entries_after(db, one["seq"])] == ["ours"]
    problems = (await verify(db)).problems
    assert len([p for p in problems if "is not signed by this server: something else wrote or altered it" in p]) == 2
    assert len([p for p in problems if "is not signed: something else than RevOps wrote it" in p]) == 1


async def test_what_is_refused_keeps_nothing_behind_it_waiting_however_much_it_is(
    signed: tuple[Database, str],
) -> None:
    db, workshop_id = signed
    (*_, one) = await entries_after(db, LAST[0])
    forged = {name: value for name, value in one.items() if name not in ("seq", "hash", "seal", "rules", "signed")}
    # Before all that comes, and more than are sealed at once: an instance with another key wrote them.
    await db.collection("journal").insert_many(
        [{**forged, "_id": f"0-{number:05}", "unsealed": True} for number in range(BATCH + 1)]
    )
    await happens(db, workshop_id, "ours")
    assert await Sealer(db).drain() == 1
    assert [entry["note"] for entry in await entries_after(db, one["seq"])] == ["ours"]


async def test_a_key_is_replaced_and_what_the_old_one_signed_is_still_checked(signed: tuple[Database, str]) -> None:
    db, workshop_id = signed
    db.signing = Signing("the new key", ["the key of this server"])
    await happens(db, workshop_id, "by the new key")
    await Sealer(db).drain()
    assert (await verify(db)).problems == []
    db.signing = Signing("the new key")
    (problem,) = {p.partition(" is signed with ")[2] for p in (await verify(db)).problems if "is signed with" in p}
    assert problem.startswith(f"the key {HERE.key_id}, which this server does not have: give it in REVOPS_JOURNAL_OLD")
    db.signing = Signing("the new key", lost=[HERE.key_id])
    report = await verify(db)
    assert report.problems == []
    assert any(f"the key {HERE.key_id} is not here" in said for said in report.unchecked)
    db.signing = None
    report = await verify(db)
    assert report.problems == []
    assert any("there is no key here" in said for said in report.unchecked)
    await happens(db, workshop_id, "without a key")
    with pytest.raises(NoKey):
        await Sealer(db).drain()


async def test_restored_on_another_host_it_goes_on_with_that_key(
    signed: tuple[Database, str], make_database: MakeDatabase, tmp_path: Path
) -> None:
    db, workshop_id = signed
    await happens(db, workshop_id, "not sealed when it was saved")
    saved = await save(db, tmp_path / "books.rvb")
    other = make_database()
    elsewhere = Signing("the key of another host")
    other.signing = elsewhere
    await restore(other, BackupReader(saved.path))
    await migrate(other)
    await moving_balances(other).make_pass()
    await note_set_up(other, SET_UP)
    assert any("which this server does not have" in problem for problem in (await verify(other)).problems)
    other.signing = elsewhere.with_any_lost()
    report = await verify(other)
    assert report.problems == []
    assert any("were not checked" in said for said in report.unchecked)
    other.signing = Signing("the key of another host", lost=[HERE.key_id])
    await happens(other, workshop_id, "on another host")
    await Sealer(other).drain()
    report = await verify(other)
    assert report.problems == []
    assert report.unchecked
    other.signing = Signing("the key of another host", ["the key of this server"])
    report = await verify(other)
    assert (report.problems, report.unchecked) == ([], [])
