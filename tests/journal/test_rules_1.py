"""A chain of rules 1, with an entry of every kind that they knew, verifies for ever as it was written."""

import hashlib
import json
from pathlib import Path

import pytest

from revops.backup.file import BackupReader
from revops.backup.restore import restore
from revops.mongo.client import Database, Document
from revops.remaking.records import moving_balances
from revops.rooms import verify
from tests.conftest import MakeDatabase
from tests.invariants import assert_invariants

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

# A garage's week through HTTP, then `revops backup`, by the last version that wrote rules 1. Never made anew.
RULES_1 = Path(__file__).with_name("rules_1.rvb")
LAST = 34, "5014302ea688415e70c809e234fa947b42e9a26134eb788586996668ed9e1a88"  # pragma: allowlist secret
KINDS = """
    job_created job_updated job_handed_over job_taken_over payment_recorded payment_confirmed payment_rejected
    settlement_submitted settlement_confirmed settlement_rejected manager_joined manager_removed member_changed
    workshop_updated billing_changed invoice_issued credit_note_issued receipt_issued refund_voucher_issued
""".split()


def sealed_by_rules_1(previous: str, entry: Document) -> str:
    """The hash as rules 1 have it, written down once more."""
    said = {name: value for name, value in entry.items() if name not in ("hash", "unsealed")}
    at = said["at"]
    said["at"] = int(at.replace(microsecond=0).timestamp()) * 1000 + at.microsecond // 1000
    canonical = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256((previous + canonical).encode()).hexdigest()


@pytest.fixture
async def golden(make_database: MakeDatabase) -> Database:
    db = make_database()
    await restore(db, BackupReader(RULES_1))
    return db


async def test_golden_chain_verifies_as_it_was_written(golden: Database) -> None:
    report = await verify(golden)
    assert (report.problems, report.workshops, report.jobs) == ([], 1, 3)
    entries = await golden.collection("journal").find({"seq": {"$lte": LAST[0]}}, sort=[("seq", 1)]).to_list()
    previous = "0" * 64
    for number, entry in enumerate(entries, 1):
        previous = sealed_by_rules_1(previous, entry)
        assert (entry["seq"], entry["hash"]) == (number, previous), entry
    assert (len(entries), previous) == LAST
    assert {entry["kind"] for entry in entries} == set(KINDS)
    # What they say is owed of phones becomes the customers'.
    await moving_balances(golden).make_pass()
    await assert_invariants(golden, entries[0]["workshop_id"])
    assert (await verify(golden)).problems == []


async def test_golden_figures_are_what_they_were(golden: Database) -> None:
    total = await golden.collection("totals").find_one({"manager_id": None, "day": "all"})
    assert total is not None
    sums = {name: value for name, value in total["accounts"].items() if value}
    assert sums == {"sales": -1510100, "receivable": 694973, "owner_cash": 720077, "bank": 40000, "cash_in_hand": 55050}


async def test_an_altered_entry_of_rules_1_shows(golden: Database) -> None:
    await golden.collection("journal").update_one({"seq": 7}, {"$set": {"note": "nothing to see"}})
    assert any("number 7" in problem and "was altered" in problem for problem in (await verify(golden)).problems)
