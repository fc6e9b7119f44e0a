"""Papers of the moment are numbered and written down; what opens the customer's page is on them, and kept nowhere."""

import asyncio
from typing import Any

import httpx2
import pytest

from revops.mongo.client import Database
from tests.conftest import Clock
from tests.factories import Garage, get_job, make_garage, make_job, ok, refused
from tests.invariants import assert_invariants
from tests.papers.test_issue import LABOUR, issue, pdf, text_of
from tests.verifying import problems

pytestmark = pytest.mark.slow


async def prints_of(db: Database, job_id: str) -> list[dict[str, Any]]:
    """Return what the journal says of the papers printed of a job, the first first."""
    found = db.collection("journal").find({"job_id": job_id, "kind": "paper_printed"})
    return await found.sort("facts.serial", 1).to_list()


async def test_a_pro_forma_is_known_before_the_estimate_is_lowered(garage: Garage, db: Database, clock: Clock) -> None:
    clock.set("2026-11-22T06:00:00Z")
    job_id = await make_job(garage.manager, estimated_amount=45000)
    number = (await get_job(garage.manager, job_id))["number"]
    assert f"{number}-1" in text_of(await pdf(garage.manager, f"invoice/{job_id}"))
    # To show and to print it, a browser asks twice.
    await pdf(garage.manager, f"invoice/{job_id}")
    ok(await garage.manager.put(f"/api/jobs/{job_id}", {"estimated_amount": 1500}))
    assert f"{number}-2" in text_of(await pdf(garage.manager, f"invoice/{job_id}"))
    await pdf(garage.manager, f"job-card/{job_id}")
    await pdf(garage.owner, f"job-card/{job_id}")
    clock.set("2026-11-22T06:01:01Z")
    await pdf(garage.owner, f"job-card/{job_id}")
    assert f"{number}-6" in text_of(await pdf(garage.owner, f"statement/{job_id}"))
    said = [
        (one["facts"]["paper"], one["facts"]["amount_minor"], one["actor_id"], one["note"])
        for one in await prints_of(db, job_id)
    ]
    manager, owner = garage.manager.id, garage.owner.id
    assert said == [
        ("pro_forma", 4_500_000, manager, f"{number}-1"),
        ("pro_forma", 150_000, manager, f"{number}-2"),
        ("job_card", 150_000, manager, f"{number}-3"),
        ("job_card", 150_000, owner, f"{number}-4"),
        ("job_card", 150_000, owner, f"{number}-5"),
        ("statement", 150_000, owner, f"{number}-6"),
    ]
    updates = (await get_job(garage.owner, job_id))["updates"]
    assert [(one["changes"]["paper"][1], one["note"]) for one in updates if one["kind"] == "paper_printed"][-1] == (
        "pro_forma",
        f"{number}-1",
    )
    await assert_invariants(db, garage.id)
    assert await problems(db, garage.id) == []


async def test_many_prints_at_once_have_numbers_of_their_own(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=900)
    people = [garage.manager, garage.owner]
    await asyncio.gather(*(pdf(person, f"{paper}/{job_id}") for person in people for paper in ("invoice", "job-card")))
    ok(await garage.manager.put(f"/api/jobs/{job_id}", {"status": "in_progress"}))
    assert [one["facts"]["serial"] for one in await prints_of(db, job_id)] == [1, 2, 3, 4]
    assert await problems(db, garage.id) == []


async def test_what_was_printed_cannot_be_unsaid(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=45000)
    await pdf(garage.manager, f"invoice/{job_id}")
    await db.collection("jobs").update_one({"_id": job_id}, {"$unset": {"prints": ""}})
    assert any("prints" in problem for problem in await problems(db, garage.id))


async def test_nobody_prints_what_he_may_not_see(garage: Garage, http: httpx2.AsyncClient, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=900)
    stranger = await make_garage(http)
    for paper in ("invoice", "job-card", "statement"):
        refused(await stranger.owner.get(f"/api/documents/{paper}/{job_id}"), 404)
    follows = await make_job(garage.manager, estimated_amount=None, estimate_to_follow=True)
    refused(await garage.manager.get(f"/api/documents/invoice/{follows}"), 409, "estimate_missing")
    assert await prints_of(db, job_id) == await prints_of(db, follows) == []


async def test_the_page_is_on_job_card_pro_forma_and_invoice_and_its_token_is_stored_nowhere(
    garage: Garage, db: Database
) -> None:
    job_id = await make_job(garage.manager, items=[LABOUR], estimated_amount=None)
    link = ok(await garage.manager.put(f"/api/jobs/{job_id}/customer-link"))["url"]
    for paper in (f"job-card/{job_id}", f"invoice/{job_id}"):
        assert "Your car on your phone" in text_of(await pdf(garage.manager, paper)), paper
    await issue(garage.manager, job_id)
    document = await db.collection("documents").find_one({"job_id": job_id})
    assert document is not None
    assert document["paper"]["has_page"]
    token = link.rpartition("/")[2]
    for name in ("documents", "journal"):
        assert token not in str(await db.collection(name).find({}).to_list())


@pytest.mark.parametrize(
    ("host", "has_code"),
    [
        ("revops.test", True),
        ("garage-pc:8000", True),
        ("192.168.1.5:8000", True),
        ("[fd00::1]:8000", True),
        ("garage.evil.com", False),
        ("142.250.1.188", False),
        ("test.evil.com.", False),
    ],
)
async def test_whoever_asks_for_a_paper_does_not_choose_where_its_code_leads(
    garage: Garage, host: str, has_code: bool
) -> None:
    """Nobody has said under which name RevOps is reached, and any name of the internet may be in a request."""
    job_id = await make_job(garage.manager, estimated_amount=900)
    for paper in ("job-card", "invoice"):
        response = await garage.manager.request("GET", f"/api/documents/{paper}/{job_id}", headers={"host": host})
        assert response.status_code == 200
        assert ("Your car on your phone" in text_of(response.content)) is has_code, paper
