"""Entries of rules 2: the chain is of leaves, and where it begins is an entry itself."""

import copy
import hashlib
import json

import pytest

from revops.backup.file import BackupReader
from revops.backup.restore import restore
from revops.core.time import now
from revops.journal.entry import SYSTEM, EntryKind, Event, record
from revops.journal.sealer import Sealer
from revops.mongo.client import Database, Document, Session
from revops.rooms import verify
from tests.conftest import MakeDatabase
from tests.journal.test_rules_1 import LAST, RULES_1, sealed_by_rules_1

pytestmark = [pytest.mark.anyio, pytest.mark.slow]


PERSONAL = {"customer_name", "phone", "address", "customer_gst_number", "vehicle_number", "internal_notes"}


def leaf_of(entry: Document) -> bytes:
    """The leaf as rules 2 have it, written down once more."""
    said = copy.deepcopy({name: value for name, value in entry.items() if name not in ("hash", "unsealed")})
    at = said["at"]
    said["at"] = int(at.replace(microsecond=0).timestamp()) * 1000 + at.microsecond // 1000
    if "personal" in said:
        sealed = said["personal"] = {part: seal["sha256"] for part, seal in said["personal"].items()}
        said.pop("note" if "note" in sealed else "", None)
        for owed in said.get("owed", ()) if "owed" in sealed else ():
            del owed["customer"], owed["name"]
        if "changes" in sealed:
            said["changes"] = {name: pair for name, pair in said["changes"].items() if name not in PERSONAL}
    canonical = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).digest()


def followed(previous: str, leaf: bytes) -> str:
    return hashlib.sha256(bytes.fromhex(previous) + leaf).hexdigest()


async def happens(db: Database, workshop_id: str, note: str) -> None:
    event = Event(EntryKind.WORKSHOP_UPDATED, SYSTEM, None, now(), note=note)

    async def work(session: Session) -> None:
        await record(db, session, workshop_id, "Asia/Kolkata", event)

    await db.transaction(work)


async def entries_after(db: Database, seq: int) -> list[Document]:
    return await db.collection("journal").find({"seq": {"$gt": seq}}, sort=[("seq", 1)]).to_list()


@pytest.fixture
async def golden(make_database: MakeDatabase) -> tuple[Database, str]:
    db = make_database()
    await restore(db, BackupReader(RULES_1))
    head = await db.collection("chain_heads").find_one({})
    assert head is not None
    await Sealer(db).drain()
    return db, head["_id"]


async def test_a_chain_of_rules_1_goes_on_by_rules_2_and_says_where(golden: tuple[Database, str]) -> None:
    db, workshop_id = golden
    for note in ("one", "two"):
        await happens(db, workshop_id, note)
        await Sealer(db).drain()
    change, one, two = await entries_after(db, LAST[0])
    assert (change["kind"], change["actor_id"], change["changes"]) == ("rules_changed", SYSTEM, {"rules": [1, 2]})
    assert [one["note"], two["note"]] == ["one", "two"]
    # A witness who knows the last hash follows it by the leaves alone.
    previous = LAST[1]
    for entry in (change, one, two):
        assert entry["rules"] == 2
        previous = followed(previous, leaf_of(entry))
        assert entry["hash"] == previous
    assert (await verify(db)).problems == []


async def test_what_an_older_sealer_seals_meanwhile_verifies_by_its_own_rules(golden: tuple[Database, str]) -> None:
    db, workshop_id = golden
    await happens(db, workshop_id, "ours")
    await Sealer(db).drain()
    await happens(db, workshop_id, "sealed by an older version")
    entry = await db.collection("journal").find_one({"workshop_id": workshop_id, "unsealed": True})
    head = await db.collection("chain_heads").find_one({"_id": workshop_id})
    assert entry is not None
    assert head is not None
    # As it does: number and hash are set, and of the head only what it knows.
    placed = {"seq": head["seq"] + 1}
    placed["hash"] = sealed_by_rules_1(head["hash"], entry | placed)
    await db.collection("journal").update_one({"_id": entry["_id"]}, {"$set": placed, "$unset": {"unsealed": ""}})
    await db.collection("chain_heads").update_one({"_id": workshop_id}, {"$set": {**placed, "sealed_at": now()}})
    await happens(db, workshop_id, "ours again")
    await Sealer(db).drain()
    assert [entry.get("rules") for entry in await entries_after(db, LAST[0])] == [2, 2, None, 2]
    assert (await verify(db)).problems == []


@pytest.mark.parametrize("rules", [1, 4, None])
async def test_other_rules_than_those_it_was_sealed_by_show(golden: tuple[Database, str], rules: int | None) -> None:
    db, workshop_id = golden
    await happens(db, workshop_id, "ours")
    await Sealer(db).drain()
    change = {"$set": {"rules": rules}} if rules else {"$unset": {"rules": ""}}
    await db.collection("journal").update_one({"seq": LAST[0] + 2}, change)
    problems = (await verify(db)).problems
    assert any(f"number {LAST[0] + 2}" in problem and "was altered" in problem for problem in problems)
    assert any("knows no rules 4" in problem for problem in problems) == (rules == 4)
