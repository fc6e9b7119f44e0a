"""Money that somebody keeps for himself by taking back what was recorded: the owner sees it on the page of the job.

Each path is what a dishonest member does, and the lines of the timeline that tell of it, newest first, with who did it
and why. None of it can be edited away, or hidden behind later entries.
"""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from revops.mongo.client import Database
from tests.factories import Garage, all_pages, get_job, make_job, make_manager, make_payment, move_job, ok
from tests.invariants import assert_invariants

pytestmark = pytest.mark.slow

# Kind, by whom, why, and what it did to what the customer owes.
Line = tuple[str, str, str | None, float | None]
MANAGER = "Test Manager"
REASON = {"reason": "Wrong entry"}


async def receipt_and_cancel(garage: Garage) -> tuple[str, list[Line]]:
    """The customer pays and leaves with a numbered receipt; then the payment was a "wrong entry"."""
    job_id = await make_job(garage.manager, estimated_amount=1000)
    payment_id = await make_payment(garage.manager, job_id, 1000)
    number = ok(await garage.manager.post(f"/api/documents/receipt/{payment_id}/issue"))["number"]
    ok(await garage.manager.post(f"/api/payments/{payment_id}/cancel", REASON))
    return job_id, [
        ("payment_cancelled", MANAGER, "Wrong entry", 1000),
        ("receipt_issued", MANAGER, number, None),
        ("payment_recorded", MANAGER, None, -1000),
    ]


async def invented_refund(garage: Garage) -> tuple[str, list[Line]]:
    """A refund that no customer has asked for empties the drawer, and a lower estimate makes the books even."""
    job_id = await make_job(garage.manager, estimated_amount=1000)
    await make_payment(garage.manager, job_id, 1000)
    body = {"job_id": job_id, "amount": 400, "method": "cash", "reason": "Discount agreed on the phone"}
    ok(await garage.manager.post("/api/refunds", body))
    ok(await garage.manager.put(f"/api/jobs/{job_id}", {"estimated_amount": 600}))
    return job_id, [
        ("job_updated", MANAGER, None, -400),
        ("refund_recorded", MANAGER, "Discount agreed on the phone", 400),
        ("payment_recorded", MANAGER, None, -1000),
    ]


async def advance_refunded_before_the_estimate(garage: Garage) -> tuple[str, list[Line]]:
    """The advance goes into a pocket while nobody knows yet what the work will come to."""
    fields = {"estimated_amount": None, "estimate_to_follow": True, "advance_paid": 500}
    job_id = await make_job(garage.manager, **fields)
    body = {"job_id": job_id, "amount": 500, "method": "cash", "reason": "The customer wanted it back"}
    ok(await garage.manager.post("/api/refunds", body))
    return job_id, [
        ("refund_recorded", MANAGER, "The customer wanted it back", 500),
        ("payment_recorded", MANAGER, None, -500),
    ]


async def cancelled_instead_of_paid(garage: Garage) -> tuple[str, list[Line]]:
    """The car is mended and paid for outside of the books; the job "did not happen"."""
    job_id = await make_job(garage.manager, estimated_amount=4500)
    await move_job(garage.manager, job_id, "completed")
    ok(await garage.manager.post(f"/api/jobs/{job_id}/cancel", {"reason": "The customer left"}))
    return job_id, [
        ("job_cancelled", MANAGER, "The customer left", -4500),
        ("job_updated", MANAGER, None, None),
    ]


async def lapping_by_refund(garage: Garage) -> tuple[str, list[Line]]:
    """Yesterday's missing cash of another job is made good with a refund on this one."""
    other_id, job_id = await make_job(garage.manager), await make_job(garage.manager, estimated_amount=300)
    await make_payment(garage.manager, job_id, 300)
    body = {"job_id": job_id, "amount": 300, "method": "cash", "reason": "Paid twice"}
    ok(await garage.manager.post("/api/refunds", body))
    await make_payment(garage.manager, other_id, 300)
    return job_id, [
        ("refund_recorded", MANAGER, "Paid twice", 300),
        ("payment_recorded", MANAGER, None, -300),
    ]


async def given_away_and_cancelled(garage: Garage) -> tuple[str, list[Line]]:
    """Who takes a payment back has passed the job on before, so that it is not among his own."""
    colleague = await make_manager(garage.owner, name="Neha Rao")
    ok(await garage.owner.put(f"/api/workshops/{garage.id}", {"managers_see": "all"}))
    job_id = await make_job(garage.manager, estimated_amount=800)
    payment_id = await make_payment(garage.manager, job_id, 800)
    ok(await garage.manager.post(f"/api/jobs/{job_id}/reassign", {"manager_id": colleague.id}))
    ok(await garage.manager.post(f"/api/payments/{payment_id}/cancel", REASON))
    ok(await colleague.post(f"/api/jobs/{job_id}/cancel", {"reason": "The customer left"}))
    return job_id, [
        ("job_cancelled", "Neha Rao", "The customer left", -800),
        ("payment_cancelled", MANAGER, "Wrong entry", 800),
        ("job_taken_over", MANAGER, None, None),
        ("job_handed_over", MANAGER, None, None),
        ("payment_recorded", MANAGER, None, -800),
    ]


async def undone_and_redone(garage: Garage) -> tuple[str, list[Line]]:
    """A completed job is not completed for a moment, while its estimate is lowered."""
    job_id = await make_job(garage.manager, estimated_amount=900)
    moved = await move_job(garage.manager, job_id, "completed")
    ok(await garage.manager.put(f"/api/jobs/{job_id}", {"status": "pending", "undo_of": moved["version"]}))
    ok(await garage.manager.put(f"/api/jobs/{job_id}", {"estimated_amount": 100, "status": "completed"}))
    return job_id, [
        ("job_updated", MANAGER, None, -800),
        ("job_updated", MANAGER, None, None),
        ("job_updated", MANAGER, None, None),
    ]


Path = Callable[[Garage], Awaitable[tuple[str, list[Line]]]]
PATHS: list[Path] = [
    receipt_and_cancel,
    invented_refund,
    advance_refunded_before_the_estimate,
    cancelled_instead_of_paid,
    lapping_by_refund,
    given_away_and_cancelled,
    undone_and_redone,
]


def lines_of(updates: list[dict[str, Any]]) -> list[Line]:
    said = [(row["kind"], row["actor_name"], row["note"], row["amount"] or None) for row in updates]
    assert said[-1][0] == "job_created"
    return said[:-1]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.__name__)
async def test_the_owner_sees_it_on_the_page_of_the_job(garage: Garage, db: Database, path: Path) -> None:
    job_id, lines = await path(garage)
    for note in range(3):
        await garage.manager.put(f"/api/jobs/{job_id}", {"internal_notes": f"note {note}"})
    updates = (await get_job(garage.owner, job_id))["updates"]
    told = [row for row in updates if "internal_notes" not in row["changes"]]
    assert lines_of(told) == lines
    assert await all_pages(garage.owner, f"/api/jobs/{job_id}/updates", limit=2) == updates
    await assert_invariants(db, garage.id)
