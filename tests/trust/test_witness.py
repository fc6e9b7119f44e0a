"""A witness outside: the seal and the leaves as the app asks for them, and seals typed off papers."""

import base64
import hashlib
import json
from pathlib import Path

import pytest
from fastapi import FastAPI

from revops.journal.chain import GENESIS, follow_chain, seal_hash, seal_of, signed_entry
from revops.journal.recount import Report
from revops.journal.sealer import Sealer
from revops.journal.witness import Seal, verify_seal
from revops.mongo.client import Database
from tests.factories import Garage, make_job, make_payment, ok, refused
from tests.sealing import seal_all
from tests.trust.attacks.honest import put_back
from tests.trust.witnessing import Witness
from tests.verifying import problems

VECTORS = Path(__file__).parents[2] / "web/src/features/oversight/witness-vectors.json"


async def test_a_chain_is_followed_by_its_leaves(garage: Garage, other_garage: Garage, db: Database) -> None:
    await make_job(garage.manager)
    await Sealer(db).drain()
    witness = Witness(garage.owner)
    assert await witness.look(limit=2) == "unchanged"
    before = witness.number
    for _ in range(3):
        await make_job(garage.manager)
    await Sealer(db).drain()
    assert await witness.look() == "unchanged"
    assert witness.number == before + 3
    last = ok(await garage.owner.get("/api/verification/seal"))
    assert (last["number"], last["hash"]) == (witness.number, witness.hash)
    assert last["text"].startswith(f"{last['number']} · {last['hash'][:4]} ")
    assert ok(await other_garage.owner.get("/api/verification/seal"))["hash"] != last["hash"]
    refused(await garage.manager.get("/api/verification/leaves"), 403, "wrong_role")
    refused(await garage.owner.get("/api/verification/leaves", after=-1), 422)


@pytest.mark.slow
async def test_books_that_are_put_back_to_what_they_were_are_found_by_a_witness_alone(
    app: FastAPI, garage: Garage, db: Database
) -> None:
    """As by an older backup, or by taking off the newest entries with all that they did: nothing there contradicts."""
    await make_job(garage.manager)
    await seal_all(app, db)
    witness = Witness(garage.owner)
    async with put_back(db, garage.id):
        await make_job(garage.manager)
        await seal_all(app, db)
        assert await witness.look() == "unchanged"
        await seal_all(app, db)
    assert await problems(db, garage.id) == []
    assert await witness.look() == "shorter"
    for _ in range(2):
        await make_job(garage.manager)
    await Sealer(db).drain()
    assert await problems(db, garage.id) == []
    assert await witness.look() == "rewritten"
    assert not await verify_seal(db, Seal(witness.number, witness.hash), Report())


async def test_whoever_has_the_key_too_is_found_by_a_witness_alone(garage: Garage, db: Database) -> None:
    """A payment by UPI becomes one by card, in its entry too, and all is signed and sealed anew."""
    job_id = await make_job(garage.manager)
    payment_id = await make_payment(garage.manager, job_id, 100, method="upi", reference="423456789012")
    await Sealer(db).drain()
    witness = Witness(garage.owner)
    assert await witness.look() == "unchanged"
    journal, mine = db.collection("journal"), {"workshop_id": garage.id}
    await db.collection("payments").update_one({"_id": payment_id}, {"$set": {"method": "card"}})
    await journal.update_one({"payment_id": payment_id}, {"$set": {"facts.method": "card"}})
    entries = await journal.find(mine, sort=[("seq", 1)]).to_list()
    previous = GENESIS
    assert db.signing is not None
    for entry in entries:
        signed_entry(db.signing, entry)
        entry["hash"] = previous = seal_hash(previous, entry)
        entry["seal"] = seal_of(db.signing, garage.id, entry["seq"], previous)
    await journal.delete_many(mine)
    await journal.insert_many(entries)
    await db.collection("chain_heads").update_one({"_id": garage.id}, {"$set": {"hash": previous}})
    assert await problems(db, garage.id) == []
    assert await witness.look() == "rewritten"


@pytest.mark.slow
async def test_seals_of_papers_are_found_or_missed(garage: Garage, db: Database) -> None:
    await make_job(garage.manager)
    await Sealer(db).drain()
    last = ok(await garage.owner.get("/api/verification/seal"))
    seal = Seal.of_text(last["text"])
    assert seal is not None
    report = Report()
    assert await verify_seal(db, seal, report)
    assert report.ok
    mistyped = Seal(seal.number, ("0" if seal.hash[0] != "0" else "1") + seal.hash[1:])
    assert not await verify_seal(db, mistyped, report)
    assert not await verify_seal(db, Seal(10**9, seal.hash), report)
    rewritten, cut = report.problems
    assert "has another hash" in rewritten
    assert "its end was cut off" in cut


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("10234 · 9f2c 9f2c 9f2c 9f2c", 10234),
        ("Seal 10234 9F2C9F2C9F2C9F2C", 10234),
        (" #7:" + "ab" * 32, 7),
        ("0 · 9f2c 9f2c 9f2c 9f2c", None),
        ("10234 · 9f2c", None),
        ("10234", None),
        ("9f2c 9f2c 9f2c 9f2z", None),
        ("12 " + "a" * 65, None),
        ("", None),
    ],
)
def test_a_seal_is_read_as_it_is_typed(text: str, number: int | None) -> None:
    seal = Seal.of_text(text)
    assert (seal.number if seal else None) == number
    if seal is not None:
        assert Seal.of_text(str(Seal(seal.number, seal.hash.ljust(64, "0")))) is not None


def test_the_app_is_tested_against_the_chain_of_the_server() -> None:
    """The file that the app's own tests fold."""
    leaves = [hashlib.sha256(f"entry {number}".encode()).digest() for number in range(1, 6)]
    previous = start = "0" * 64
    hashes = [previous := follow_chain(previous, leaf) for leaf in leaves]
    made = {"start": start, "hashes": hashes, "leaves": base64.b64encode(b"".join(leaves)).decode()}
    assert json.loads(VECTORS.read_text()) == made
