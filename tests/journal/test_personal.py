"""Who is named in entries is in the chain by digests only: altered it shows, erased it does not."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from revops.journal.sealer import LeaseLost, Sealer, seal_entries
from revops.mongo.client import Database, Document, Session
from tests.factories import Garage, get_job, make_job, make_payment, move_job, ok
from tests.invariants import assert_invariants
from tests.sealing import nobody_seals
from tests.verifying import problems

pytestmark = pytest.mark.slow

WORDS = ("raj", "kumar", "98220", "kothrud", "hearing")


async def sealed(db: Database, garage: Garage) -> list[Document]:
    await Sealer(db).drain()
    return await db.collection("journal").find({"workshop_id": garage.id}, sort=[("seq", 1)]).to_list()


@pytest.fixture
async def job_id(garage: Garage) -> str:
    """A job of somebody whose name, phone and address were corrected, paid and delivered."""
    made = await make_job(garage.manager, customer_name="Raj Kumar", phone="9822000001", estimated_amount=500)
    corrected = {"customer_name": "Rajesh Kumar", "phone": "9822000002", "address": "Kothrud, Pune"}
    ok(await garage.manager.put(f"/api/jobs/{made}", corrected))
    ok(await garage.manager.put(f"/api/jobs/{made}", {"internal_notes": "Hard of hearing", "car_model": "Alto"}))
    await make_payment(garage.manager, made, 500, method="upi", notes="from his brother")
    await move_job(garage.manager, made, "completed", "delivered")
    return made


async def test_the_chain_names_nobody(garage: Garage, db: Database, job_id: str) -> None:
    entries = await sealed(db, garage)
    said = [entry for entry in entries if any(word in str(entry).lower() for word in WORDS)]
    assert len(said) >= 3
    for entry in said:
        assert entry["personal"], entry["kind"]
    for entry in entries:
        has = {
            "note": "note" in entry and "document_id" not in entry,
            "changes": bool({"customer_name", "phone", "address", "internal_notes"} & set(entry.get("changes", {}))),
            "facts": "phone" in entry.get("facts", {}),
        }
        assert set(entry.get("personal", {})) == {part for part, there in has.items() if there}
    assert len({seal["salt"] for entry in said for seal in entry["personal"].values()}) >= len(said)
    assert await problems(db, garage.id) == []


@pytest.mark.parametrize(
    ("found_by", "change", "said"),
    [
        ({"note": {"$exists": True}}, {"$set": {"note": "nothing"}}, "whom it names or its note was altered"),
        ({"note": {"$exists": True}}, {"$unset": {"note": ""}}, "whom it names or its note was altered"),
        ({"note": {"$exists": True}}, {"$unset": {"personal.note.salt": ""}}, "whom it names or its note was altered"),
        ({"changes.phone": {"$exists": True}}, {"$set": {"changes.phone.1": "+919"}}, "whom it names"),
        ({"owed": {"$exists": True}}, {"$set": {"owed.0.customer": "another"}}, "was altered, or one before it"),
        ({"owed": {"$exists": True}}, {"$set": {"owed.0.amount_minor": 1}}, "was altered, or one before it"),
        ({"changes.phone": {"$exists": True}}, {"$unset": {"personal": ""}}, "was altered, or one before it"),
        ({"changes.status": {"$exists": True}}, {"$set": {"changes.phone": ["1", "2"]}}, "was altered, or one before"),
    ],
)
async def test_what_is_altered_shows(
    garage: Garage, db: Database, job_id: str, found_by: Any, change: Any, said: str
) -> None:
    await sealed(db, garage)
    entry = await db.collection("journal").find_one_and_update({"job_id": job_id, **found_by}, change)
    assert entry is not None
    found = await problems(db, garage.id)
    assert any(said in problem and entry["_id"] in problem for problem in found), found


async def test_who_is_erased_is_gone_from_what_was_changed(garage: Garage, db: Database, job_id: str) -> None:
    before = await sealed(db, garage)
    customer_id = (await get_job(garage.owner, job_id))["customer_id"]
    done = ok(await garage.owner.post(f"/api/customers/{customer_id}/erase"))
    assert "wherever an early version sealed them" in done["kept"][-1]
    after = await sealed(db, garage)
    assert [entry["hash"] for entry in after[:-1]] == [entry["hash"] for entry in before]
    assert after[-1]["kind"] == "customer_erased"
    for entry in after:
        text = str([entry.get("changes", ""), entry.get("owed", "")]).lower()
        assert [word for word in WORDS if word in text] == []
    # What else was changed is still told.
    (model,) = [entry for entry in after if "car_model" in entry.get("changes", {})]
    assert model["changes"]["car_model"][1] == "Alto"
    assert len((await get_job(garage.owner, job_id))["updates"]) >= 6
    assert await problems(db, garage.id) == []
    await assert_invariants(db, garage.id)


@pytest.fixture
async def seals_wait(db: Database) -> AsyncIterator[None]:
    """Keep everybody from sealing."""
    async with nobody_seals(db):
        yield


async def test_who_is_erased_before_the_entries_are_sealed_is_in_none(
    seals_wait: None, garage: Garage, db: Database, job_id: str
) -> None:
    unsealed = {"workshop_id": garage.id, "unsealed": True}
    as_read = await db.collection("journal").find(unsealed, sort=[("_id", 1)]).to_list()
    assert any("address" in entry.get("changes", {}) for entry in as_read)
    ok(await garage.owner.post(f"/api/customers/{(await get_job(garage.owner, job_id))['customer_id']}/erase"))

    async def seal_as_read(session: Session) -> None:
        await seal_entries(db, session, garage.id, as_read, insert=False)

    with pytest.raises(LeaseLost):  # it read them before
        await db.transaction(seal_as_read)

    async def seal(session: Session) -> None:
        entries = await db.collection("journal").find(unsealed, sort=[("_id", 1)], session=session).to_list()
        await seal_entries(db, session, garage.id, entries, insert=False)

    await db.transaction(seal)
    for entry in await db.collection("journal").find({"workshop_id": garage.id}).to_list():
        text = str(entry.get("changes", "")).lower()
        assert [word for word in WORDS if word in text] == [], entry["kind"]
    assert await problems(db, garage.id) == []
