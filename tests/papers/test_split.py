"""An invoice splits sales into labour, parts, tax and round-off; a credit note undoes exactly that."""

import asyncio
import datetime as dt
from collections import Counter
from collections.abc import AsyncIterator
from typing import Any

import pytest

from revops.backup.file import BackupReader
from revops.backup.restore import restore
from revops.core.time import now
from revops.journal.chain import signed_entry
from revops.journal.sealer import Sealer
from revops.mongo.client import Database, Document
from revops.remaking.records import moving_balances
from revops.remaking.splits import MIGRATION, split_papers, splitting
from revops.rooms import verify
from tests.conftest import Clock, MakeDatabase, SettingsMaker, running
from tests.factories import Garage, get_job, make_garage, make_job, make_manager, ok
from tests.invariants import assert_invariants
from tests.journal.test_rules_1 import RULES_1
from tests.papers.test_issue import issue
from tests.tax_books import SPLIT_ACCOUNTS, split_of_lines
from tests.verifying import problems

pytestmark = pytest.mark.slow

LABOUR = {"kind": "labour", "description": "Brake service", "unit_price": 1180}
PART = {"kind": "part", "description": "Pads", "unit_price": 590, "quantity": 2, "discount": 118}


async def credit(garage: Garage, job_id: str) -> Document:
    answer: Document = ok(
        await garage.owner.post(f"/api/documents/credit-note/{job_id}/issue", {"reason": "Wrong name"})
    )
    return answer


async def balances(db: Database, garage: Garage) -> dict[str, int]:
    """What the books say that sales are made of, over all entries; nothing where a balance is zero."""
    found: Counter[str] = Counter()
    async for entry in db.collection("journal").find({"workshop_id": garage.id}):
        for posting in entry.get("postings", ()):
            if posting["account"] in SPLIT_ACCOUNTS | {"sales"}:
                found[posting["account"]] += posting["amount_minor"]
    return {account: minor for account, minor in found.items() if minor}


async def assert_sound(db: Database, garage: Garage) -> None:
    await assert_invariants(db, garage.id)
    assert await problems(db, garage.id) == []


@pytest.fixture
async def sealer_rests(db: Database) -> AsyncIterator[None]:
    """Nothing is sealed meanwhile: the test holds the lease."""
    mine = {"$set": {"holder": "the test", "expires_at": dt.datetime(2999, 1, 1, tzinfo=dt.UTC)}}
    await db.collection("leases").update_one({"_id": "sealer"}, mine, upsert=True)
    # Nor does the background split anything.
    await db.collection("migrations").update_one({"_id": MIGRATION}, {"$set": {"remade_at": now()}})
    yield
    await db.collection("leases").delete_one({"_id": "sealer"})


async def test_an_invoice_splits_and_a_credit_note_undoes_it(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, items=[LABOUR, PART], estimated_amount=2242)
    assert await balances(db, garage) == {"sales": -224_200}
    await issue(garage.manager, job_id)
    # 1,180 with 18% is 1,000; two pads of 590 are 1,000 before the discount, which is 100 without its tax.
    split = {"labour_sales": -100_000, "parts_sales": -100_000, "discounts": 10_000}
    tax = {"tax_payable:cgst": -17_100, "tax_payable:sgst": -17_100}
    assert await balances(db, garage) == split | tax
    entry = await db.collection("journal").find_one({"workshop_id": garage.id, "kind": "invoice_issued"})
    assert entry is not None
    assert {p["account"]: p["amount_minor"] for p in entry["postings"]} == {"sales": 224_200, **split, **tax}
    await assert_sound(db, garage)
    await credit(garage, job_id)
    assert await balances(db, garage) == {"sales": -224_200}
    await assert_sound(db, garage)


async def test_the_estimate_changes_between_two_invoices(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=1234.56, advance_paid=100)
    await issue(garage.manager, job_id)
    # 1,234.56 with 18%: 94.16 for each head; 44 paise make it whole and join the estimate.
    first = {"labour_sales": -104_624, "tax_payable:cgst": -9416, "tax_payable:sgst": -9416, "round_off": -44}
    assert await balances(db, garage) == first
    await credit(garage, job_id)
    assert await balances(db, garage) == {"sales": -123_500}
    ok(await garage.manager.put(f"/api/jobs/{job_id}", {"items": [LABOUR]}))
    assert await balances(db, garage) == {"sales": -118_000}
    await issue(garage.manager, job_id)
    assert await balances(db, garage) == {
        "labour_sales": -100_000,
        "tax_payable:cgst": -9000,
        "tax_payable:sgst": -9000,
    }
    await assert_sound(db, garage)


@pytest.mark.parametrize(
    ("workshop", "job", "expected"),
    [
        ({}, {"place_of_supply": "29"}, {"labour_sales": -100_000, "tax_payable:igst": -18_000}),
        (
            {"gst_number": "04AAPFU0939F1ZV"},
            {},
            {"labour_sales": -100_000, "tax_payable:cgst": -9000, "tax_payable:utgst": -9000},
        ),
        (
            {"currency": "AED", "gst_number": "100000000000003"},
            {"phone": "050 123 4567"},
            {"labour_sales": -112_381, "tax_payable:vat": -5619},
        ),
        ({"gst_number": None}, {}, {"labour_sales": -118_000}),
    ],
)
async def test_tax_goes_to_its_head(
    anonymous: Any, db: Database, workshop: Document, job: Document, expected: dict[str, int]
) -> None:
    garage = await make_garage(anonymous.http, **workshop)
    rate = {"tax_rate_bp": 500} if workshop.get("currency") == "AED" else {}
    job_id = await make_job(garage.manager, items=[LABOUR | rate], estimated_amount=1180, **job)
    await issue(garage.manager, job_id)
    assert await balances(db, garage) == expected
    await assert_sound(db, garage)


async def test_what_is_given_away_leaves_labour_and_discount(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, items=[LABOUR | {"discount": 1180}], estimated_amount=0)
    await issue(garage.manager, job_id)
    assert await balances(db, garage) == {"labour_sales": -100_000, "discounts": 100_000}
    await assert_sound(db, garage)


async def test_the_split_goes_over_with_the_job(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, items=[LABOUR], estimated_amount=1180)
    await issue(garage.manager, job_id)
    other = await make_manager(garage.owner, name="The other")
    ok(await garage.owner.put(f"/api/jobs/{job_id}", {"manager_id": other.id}))
    await Sealer(db).drain()
    for member_id, labour in ((garage.manager.id, 0), (other.id, -100_000)):
        total = await db.collection("totals").find_one({"manager_id": member_id, "day": "all"})
        accounts = (total or {})["accounts"]
        assert (accounts["labour_sales"], accounts["tax_payable:cgst"]) == (labour, labour * 9 // 100)
        assert accounts.get("sales", 0) == 0
    await credit(garage, job_id)
    await assert_sound(db, garage)


async def as_older_versions_do(db: Database, document_id: str) -> None:
    """Leave what an older version writes when it issues a paper: no split, on the paper or in its entry."""
    entry = await db.collection("journal").find_one({"document_id": document_id, "unsealed": True})
    assert entry is not None
    posted = {p["account"]: p["amount_minor"] for p in entry["postings"]}
    split = sum(minor for account, minor in posted.items() if account in SPLIT_ACCOUNTS)
    left = {"receivable": posted.get("receivable", 0), "sales": posted.get("sales", 0) + split}
    entry["postings"] = [{"account": account, "amount_minor": minor} for account, minor in left.items() if minor]
    if not entry["postings"]:
        del entry["postings"]
    await db.collection("journal").replace_one({"_id": entry["_id"]}, signed_entry(db.signing, entry))
    await db.collection("documents").update_one({"_id": document_id}, {"$unset": {"split_minor": ""}})


async def assert_all_split(db: Database, garage: Garage) -> None:
    """Over all papers, standing and credited, the books hold what the lines of those that stand come to."""
    papers = await db.collection("documents").find({"workshop_id": garage.id}).to_list()
    credited = {paper["credits"] for paper in papers if "credits" in paper}
    made: Counter[str] = Counter()
    for paper in papers:
        assert "split_minor" in paper
        if paper["kind"] == "invoice" and paper["_id"] not in credited:
            made.update(split_of_lines(paper["source"]))
    found = await balances(db, garage)
    found.pop("sales", None)
    assert found == {account: -minor for account, minor in made.items() if minor}


async def test_papers_of_an_older_version_are_split_on_their_days(
    garage: Garage, db: Database, clock: Clock, sealer_rests: None
) -> None:
    clock.set("2026-09-30T18:29:00Z")  # the last minute of September in Kolkata
    stands, credited = [await make_job(garage.manager, estimated_amount=1180) for _ in range(2)]
    invoices = [(await issue(garage.manager, job_id))["id"] for job_id in (stands, credited)]
    clock.set("2026-10-05T06:00:00Z")
    note = (await credit(garage, credited))["id"]
    for document_id in (*invoices, note):
        await as_older_versions_do(db, document_id)
    assert await balances(db, garage) == {"sales": -236_000}
    await assert_sound(db, garage)
    clock.set("2026-11-20T06:00:00Z")
    assert await split_papers(db) == 3
    assert await split_papers(db) == 0
    await assert_all_split(db, garage)
    posted = {"workshop_id": garage.id, "kind": "paper_split"}
    entries = await db.collection("journal").find(posted, sort=[("day", 1)]).to_list()
    assert [entry["day"] for entry in entries] == ["2026-09-30", "2026-09-30", "2026-10-05"]
    assert {entry.get("invoice_id") for entry in entries} == {*invoices, None}
    assert entries[2]["credit_note_id"] == note
    # Nobody did anything on these jobs.
    assert len((await get_job(garage.manager, stands))["updates"]) == 2
    september = {"from_": "2026-09-01", "to": "2026-09-30"}
    assert ok(await garage.owner.get("/api/analytics/dashboard", **september))["tax_amount"] == 360
    assert ok(await garage.owner.get("/api/analytics/dashboard"))["tax_amount"] == 180
    await assert_sound(db, garage)


async def test_an_older_version_credits_what_was_split(garage: Garage, db: Database, sealer_rests: None) -> None:
    job_id = await make_job(garage.manager, estimated_amount=1180)
    await issue(garage.manager, job_id)
    await as_older_versions_do(db, (await credit(garage, job_id))["id"])
    assert (await balances(db, garage))["labour_sales"] == -100_000
    # It is invoiced again before anything was put right.
    await issue(garage.manager, job_id)
    await assert_sound(db, garage)
    assert await split_papers(db) == 1
    await assert_all_split(db, garage)
    assert (await balances(db, garage))["labour_sales"] == -100_000
    await assert_sound(db, garage)


async def test_what_was_not_split_is_split_and_credited_at_once(
    garage: Garage, db: Database, sealer_rests: None
) -> None:
    job_id = await make_job(garage.manager, estimated_amount=1180)
    await as_older_versions_do(db, (await issue(garage.manager, job_id))["id"])
    await credit(garage, job_id)
    assert await balances(db, garage) == {"sales": -118_000}
    assert await split_papers(db) == 0
    await assert_all_split(db, garage)
    await assert_sound(db, garage)


async def test_papers_are_split_once_while_they_are_credited_and_handed_over(
    garage: Garage, db: Database, sealer_rests: None
) -> None:
    ids = [await make_job(garage.manager, estimated_amount=1000 + n) for n in range(12)]
    for job_id in ids:
        await as_older_versions_do(db, (await issue(garage.manager, job_id))["id"])
    other = await make_manager(garage.owner, name="The other")

    async def hand_over(job_id: str) -> None:
        ok(await garage.owner.put(f"/api/jobs/{job_id}", {"manager_id": other.id}))

    at_once: list[Any] = [split_papers(db), split_papers(db)]
    at_once += [credit(garage, job_id) for job_id in ids[:4]]
    at_once += [hand_over(job_id) for job_id in ids[4:8]]
    await asyncio.gather(*at_once)
    await split_papers(db)
    assert await split_papers(db) == 0
    await assert_all_split(db, garage)
    posted = {"workshop_id": garage.id, "kind": "paper_split"}
    entries = await db.collection("journal").find(posted).to_list()
    split = Counter(entry.get("invoice_id") or entry["credit_note_id"] for entry in entries)
    assert set(split.values()) == {1}
    await assert_sound(db, garage)


async def test_papers_of_rules_1_are_split_in_the_background(
    make_database: MakeDatabase, make_settings: SettingsMaker
) -> None:
    db = make_database()
    await restore(db, BackupReader(RULES_1))
    papers = await db.collection("documents").find({"kind": {"$in": ["invoice", "credit_note"]}}).to_list()
    assert papers
    assert not any("split_minor" in paper for paper in papers)
    assert not await splitting(db).is_done()
    async with running(make_settings(db_name=db.name)), asyncio.timeout(150):
        while not (await splitting(db).is_done() and await moving_balances(db).is_done()):
            await asyncio.sleep(0.05)
    await assert_invariants(db, papers[0]["workshop_id"])
    entries = await db.collection("journal").find({"kind": "paper_split"}).to_list()
    assert sorted(entry["day"] for entry in entries) == sorted(paper["day"] for paper in papers)
    assert (await verify(db)).problems == []
    assert await db.collection("migrations").find_one({"_id": MIGRATION}) is not None


async def test_a_split_that_is_not_what_the_lines_are_is_found(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=1180)
    invoice = await issue(garage.manager, job_id)
    note = await credit(garage, job_id)
    for document_id, said in (
        (invoice["id"], "is split otherwise than its lines are"),
        (note["id"], "does not undo the split of its invoice"),
    ):
        document = await db.collection("documents").find_one({"_id": document_id})
        assert document is not None
        changed = {**document["split_minor"], "labour_sales": 1}
        await db.collection("documents").update_one({"_id": document_id}, {"$set": {"split_minor": changed}})
        assert any(said in problem for problem in await problems(db, garage.id))
        await db.collection("documents").replace_one({"_id": document_id}, document)
    line = {"$set": {"source.items.0.unit_price_minor": 118_100}}
    await db.collection("documents").update_one({"_id": invoice["id"]}, line)
    assert any("do not come to its tax and its total" in problem for problem in await problems(db, garage.id))
