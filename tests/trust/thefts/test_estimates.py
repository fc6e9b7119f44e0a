"""Money that was taken and made to look as if it had never been owed."""

import pytest

from tests.conftest import Clock
from tests.estimates.making import add_service, told
from tests.factories import job_fields, make_job, make_payment, move_job, ok
from tests.trust.thefts.scene import Scene

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

LABOUR = {"kind": "labour", "description": "Clutch overhaul", "unit_price": 20_000, "tax_rate_bp": 1800}
PART = {"kind": "part", "description": "Clutch plate", "unit_price": 25_000, "tax_rate_bp": 1800}


async def test_the_printed_price_is_paid_and_a_lower_one_booked(scene: Scene) -> None:
    """A pro-forma of 45,000 is printed and paid in cash; the estimate is lowered to 1,500, which is paid in."""
    job_id = await make_job(scene.manager, estimated_amount=45_000)
    assert (await scene.manager.get(f"/api/documents/invoice/{job_id}")).status_code == 200
    ok(await scene.manager.put(f"/api/jobs/{job_id}", {"estimated_amount": 1500}))
    await make_payment(scene.manager, job_id, 1500)
    await move_job(scene.manager, job_id, "completed", "delivered")
    question = await scene.names("estimate_lowered", 43_500, from_amount=45_000, to_amount=1500)
    assert "printed" in question["facts"]["agreed"]
    assert question["job"]["id"] == job_id


async def test_a_lowering_hidden_behind_five_hundred_changes_of_a_note(scene: Scene) -> None:
    job_id = await make_job(scene.manager, estimated_amount=9000, advance_paid=1000)
    ok(await scene.manager.put(f"/api/jobs/{job_id}", {"estimated_amount": 1000}))
    for number in range(501):
        ok(await scene.manager.put(f"/api/jobs/{job_id}", {"internal_notes": f"Called, attempt {number}"}))
    await scene.names("estimate_lowered", 8000, from_amount=9000, to_amount=1000)


async def test_a_lowering_in_steps_each_too_small_to_be_asked_about(scene: Scene) -> None:
    job_id = await make_job(scene.manager, estimated_amount=2000, advance_paid=500)
    for amount in range(1940, 1500, -60):
        ok(await scene.manager.put(f"/api/jobs/{job_id}", {"estimated_amount": amount}))
    questions = await scene.questions()
    assert {question["kind"] for question in questions} == {"estimate_lowered"}
    # Each question has what came together since the last one, so the sums are those that are gone.
    assert sorted(question["facts"]["to_amount"] for question in questions) == [1520, 1640, 1760, 1880]
    assert sum(question["amount"] for question in questions) == 480


async def _raise_and_undo(scene: Scene, job_id: str, amount: int, *, print_between: bool = False) -> None:
    path = f"/api/jobs/{job_id}"
    version = ok(await scene.manager.put(path, {"estimated_amount": amount}))["job"]["version"]
    if print_between:
        assert (await scene.manager.get(f"/api/documents/invoice/{job_id}")).status_code == 200
        version = ok(await scene.manager.get(path))["version"]
    ok(await scene.manager.put(path, {"undo_of": version}))


async def test_a_higher_price_is_printed_and_the_edit_taken_back(scene: Scene) -> None:
    """The customer pays by the paper; the books have never seen its price for more than a minute."""
    job_id = await make_job(scene.manager, estimated_amount=5000, advance_paid=1000)
    await _raise_and_undo(scene, job_id, 9000, print_between=True)
    await scene.names("estimate_lowered", 4000, from_amount=9000, to_amount=5000)


async def test_small_steps_down_hidden_behind_a_step_up_that_is_taken_back(scene: Scene) -> None:
    """The undo itself is nothing to ask about, and hides nothing."""
    job_id = await make_job(scene.manager, estimated_amount=2000, advance_paid=500)
    for amount in (1940, 1880):
        ok(await scene.manager.put(f"/api/jobs/{job_id}", {"estimated_amount": amount}))
        await _raise_and_undo(scene, job_id, 8000)
    await scene.names("estimate_lowered", 120, from_amount=2000, to_amount=1880)


async def test_lines_swapped_at_the_same_sum(scene: Scene) -> None:
    """The new clutch plate goes home; an hour of cleaning stands on the bill."""
    body = job_fields(items=[LABOUR, PART], estimated_amount=None)
    job_id = ok(await scene.manager.post("/api/jobs", body))["id"]
    await move_job(scene.manager, job_id, "in_progress", "completed")
    cleaning = {**PART, "kind": "labour", "description": "Cleaning and inspection"}
    ok(await scene.manager.put(f"/api/jobs/{job_id}", {"items": [LABOUR, cleaning]}))
    await scene.names("lines_swapped", 25_000, lines_off=1, lines_on=1)


async def test_a_second_visit_as_rework_of_a_paid_job(scene: Scene) -> None:
    job_id = await make_job(scene.manager, estimated_amount=6000)
    await make_payment(scene.manager, job_id, 6000)
    await move_job(scene.manager, job_id, "completed", "delivered")
    again = job_fields(estimated_amount=0, work_description="Rework")
    second = ok(await scene.manager.post("/api/jobs", again))["id"]
    await move_job(scene.manager, second, "completed", "delivered")
    question = await scene.asks("free_second_visit")
    assert question["member_id"] == scene.manager.id
    assert question["job"]["id"] == second


async def test_a_credit_paid_in_cash_and_lowered_to_what_was_booked(scene: Scene) -> None:
    job_id = await make_job(scene.manager, estimated_amount=8000)
    await move_job(scene.manager, job_id, "completed", "delivered")
    await make_payment(scene.manager, job_id, 3000)
    ok(await scene.manager.put(f"/api/jobs/{job_id}", {"estimated_amount": 3000}))
    await scene.names("estimate_lowered", 5000, from_amount=8000, to_amount=3000)


async def test_a_job_taken_to_nothing_and_closed(scene: Scene) -> None:
    job_id = await make_job(scene.manager, estimated_amount=7000)
    await move_job(scene.manager, job_id, "completed")
    ok(await scene.manager.put(f"/api/jobs/{job_id}", {"estimated_amount": 0}))
    await move_job(scene.manager, job_id, "delivered", "closed")
    await scene.names("job_zeroed", 7000, from_amount=7000)


async def test_a_job_cancelled_when_the_work_is_done(scene: Scene) -> None:
    job_id = await make_job(scene.manager, estimated_amount=7000)
    await move_job(scene.manager, job_id, "in_progress", "completed")
    ok(await scene.manager.post(f"/api/jobs/{job_id}/cancel", {"reason": "Customer went elsewhere"}))
    await scene.names("job_cancelled", 7000)


async def test_a_promise_moved_just_before_the_work_is_done(scene: Scene, clock: Clock) -> None:
    """365 days, typed when the car is late, make every job one that was on time."""
    job_id = await make_job(scene.manager, planned_completion_days=1)
    clock.advance(days=3)
    ok(await scene.manager.put(f"/api/jobs/{job_id}", {"planned_completion_days": 365}))
    clock.advance(days=2)
    await move_job(scene.manager, job_id, "completed")
    question = await scene.asks("promise_moved")
    assert question["facts"]["to_days"] == 365


async def test_no_tax_and_a_code_that_is_none(scene: Scene) -> None:
    lines = [{**LABOUR, "tax_rate_bp": 0}, {**PART, "hsn_sac": "0000"}]
    ok(await scene.manager.post("/api/jobs", job_fields(items=lines, estimated_amount=None)))
    await scene.names("tax_taken_off", 20_000)
    await scene.names("odd_tax_code", 25_000)


async def test_a_discount_for_a_friend(scene: Scene) -> None:
    lines = [{**LABOUR, "discount": 9000}]
    ok(await scene.manager.post("/api/jobs", job_fields(items=lines, estimated_amount=None)))
    await scene.names("discount_above_cap", 9000)


async def test_work_that_the_customer_never_saw_is_said_to_be_approved(scene: Scene) -> None:
    job_id = await make_job(scene.manager, estimated_amount=1000)
    service = await add_service(scene.manager, job_id)
    await told(scene.manager, job_id, {service: "approved"})
    question = await scene.asks("approved_unseen")
    assert question["job"]["id"] == job_id
