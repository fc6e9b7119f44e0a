"""Cars that leave while what was paid for them is not in the books, and jobs that never came, it is said."""

import httpx2
import pytest

from revops.gate import nightly
from revops.jobs import left_open
from tests.conftest import Clock
from tests.factories import Person, make_job, make_manager, make_member, make_payment, move_job, ok
from tests.gate.test_gate import gate_pass, seen
from tests.trust.thefts.scene import Scene
from tests.trust.thefts.test_features import MORNING, cancel, open_page

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

EVENING = "2026-03-10T16:45:00Z"


@pytest.fixture
async def gate(scene: Scene) -> Person:
    """Whoever stands at the gate."""
    return await make_member(scene.owner, "gate")


async def test_a_payment_is_cancelled_at_once_and_the_car_leaves_on_credit(scene: Scene, clock: Clock) -> None:
    """He shows the customer that it is recorded, and takes it back when he looks away."""
    clock.set(MORNING)
    job_id = await make_job(scene.manager, estimated_amount=4000)
    payment_id = await make_payment(scene.manager, job_id, 4000)
    clock.advance(minutes=5)
    await cancel(scene.manager, payment_id)
    await scene.names_nothing()
    await move_job(scene.manager, job_id, "completed", "delivered")
    await scene.names("payment_cancelled", 4000, receipt=False, left=True)


async def test_a_payment_is_cancelled_as_soon_as_the_car_has_left(scene: Scene, clock: Clock) -> None:
    """When as much is recorded again soon it was typed wrongly, and the question ends; less does not end it."""
    clock.set(MORNING)
    jobs = [await make_job(scene.manager, estimated_amount=4000) for _ in range(2)]
    for job_id in jobs:
        await move_job(scene.manager, job_id, "completed", "delivered")
        payment_id = await make_payment(scene.manager, job_id, 4000)
        clock.advance(minutes=10)
        await cancel(scene.manager, payment_id)
        clock.advance(minutes=1)
    await scene.questions()
    for job_id, amount in zip(jobs, (1000, 4000), strict=True):
        await make_payment(scene.manager, job_id, amount)
    question = await scene.names("payment_cancelled", 4000, receipt=False, left=True)
    assert question["job"]["id"] == jobs[0]


@pytest.mark.parametrize(("to", "kind"), [(500, "estimate_lowered"), (0, "job_zeroed")])
async def test_a_price_told_by_word_of_mouth_falls_when_the_work_is_done(
    scene: Scene, clock: Clock, to: int, kind: str
) -> None:
    """Nothing was sent, printed or paid: he takes 9,000 and books the rest."""
    clock.set(MORNING)
    job_id = await make_job(scene.manager, estimated_amount=9000)
    # What was typed wrongly is seen before the work begins.
    ok(await scene.manager.put(f"/api/jobs/{job_id}", {"estimated_amount": 90_000}))
    ok(await scene.manager.put(f"/api/jobs/{job_id}", {"estimated_amount": 9000}))
    await move_job(scene.manager, job_id, "in_progress")
    clock.advance(minutes=40)
    for amount in (8000, to):
        ok(await scene.manager.put(f"/api/jobs/{job_id}", {"estimated_amount": amount}))
    await scene.names(kind, 9000 - to, agreed=["begun"], from_amount=9000)


async def test_plates_change_places_for_a_gate_pass(scene: Scene, gate: Person, clock: Clock) -> None:
    """The car of 9,000 leaves with the pass of the one of 500; then each job has its own plate again."""
    clock.set(MORNING)
    plates = ("MH12AB1111", "MH12AB2222")
    cheap, dear = [
        await make_job(scene.manager, vehicle_number=plate, estimated_amount=amount)
        for plate, amount in zip(plates, (500, 9000), strict=True)
    ]
    for plate in plates:
        await seen(gate, plate)
    clock.advance(hours=2)
    await make_payment(scene.manager, cheap, 500)
    for job_id, plate in ((cheap, plates[1]), (dear, plates[0])):
        ok(await scene.manager.put(f"/api/jobs/{job_id}", {"vehicle_number": plate}))
    await seen(gate, plates[1], "out", pass_code=await gate_pass(scene.manager, cheap))
    for job_id, plate in ((cheap, plates[0]), (dear, plates[1])):
        ok(await scene.manager.put(f"/api/jobs/{job_id}", {"vehicle_number": plate}))
    await scene.names("customer_changed", 500, changed=["vehicle_number"], after="pass", put_back=True)


async def test_a_paid_visit_is_put_on_another_plate(scene: Scene, clock: Clock) -> None:
    """The next visit is compared with the last one of the same car."""
    clock.set(MORNING)
    job_id = await make_job(scene.manager, estimated_amount=3000)
    await make_payment(scene.manager, job_id, 3000)
    await move_job(scene.manager, job_id, "completed", "delivered")
    clock.advance(days=2)
    ok(await scene.manager.put(f"/api/jobs/{job_id}", {"vehicle_number": "MH12ZZ9999"}))
    await scene.names("customer_changed", 3000, changed=["vehicle_number"], after="left")


async def test_cars_that_leave_with_nothing_to_pay(scene: Scene, clock: Clock) -> None:
    """What they paid was never entered; two in a week are a kindness."""
    clock.set(MORNING)
    jobs = []
    for number, amount in enumerate((0, 50, 0)):
        await scene.names_nothing()
        body = {"vehicle_number": f"MH12AB111{number}", "phone": f"+91981111111{number}", "estimated_amount": amount}
        jobs.append(await make_job(scene.manager, **body))
        await move_job(scene.manager, jobs[-1], "in_progress", "completed", "delivered")
    question = await scene.names("jobs_for_nothing", None, jobs=3)
    assert {job["id"] for job in question["jobs"]} == set(jobs)


async def test_a_job_that_its_customer_looked_at_did_not_come(
    scene: Scene, http: httpx2.AsyncClient, clock: Clock
) -> None:
    clock.set(MORNING)
    job_id = await make_job(scene.manager, estimated_amount=6000)
    await open_page(scene, http, job_id)
    clock.advance(hours=5)
    ok(await scene.manager.post(f"/api/jobs/{job_id}/cancel", {"reason": "Did not come"}))
    await scene.names("job_cancelled", 6000, seen=["page"])


async def test_a_car_that_the_gate_saw_did_not_come(scene: Scene, gate: Person, clock: Clock) -> None:
    clock.set(MORNING)
    job_id = await make_job(scene.manager, estimated_amount=6000, vehicle_number="MH12AB1111")
    for direction in ("in", "out"):
        await seen(gate, "MH12AB1111", direction)
        clock.advance(hours=2)
    ok(await scene.manager.post(f"/api/jobs/{job_id}/cancel", {"reason": "Did not come"}))
    await scene.names("job_cancelled", 6000, seen=["gate"])
    clock.set(EVENING)
    await scene.evening(nightly.find)
    assert [question["kind"] for question in await scene.questions()] == ["job_cancelled"]


async def test_jobs_that_nobody_finishes(scene: Scene, clock: Clock) -> None:
    """The cars are gone and paid for beside the books; their jobs wait for parts for ever."""
    clock.set(MORNING)
    jobs = [await make_job(scene.manager, estimated_amount=amount) for amount in (5000, 3000)]
    await move_job(scene.manager, jobs[0], "in_progress")
    await move_job(scene.manager, jobs[1], "completed")
    other = await make_job(scene.manager, estimated_amount=700, planned_completion_days=30)
    # The month must not end before the second look.
    clock.advance(days=20)
    for _ in range(2):
        await scene.evening(left_open.find)
    question = await scene.names("left_open", 8000, jobs=2)
    assert other not in {job["id"] for job in question["jobs"]}


async def test_another_cancels_what_he_took(scene: Scene, clock: Clock) -> None:
    """Two work together, or one of them uses the other: both are named."""
    other = await make_manager(scene.owner)
    grants = {"grants": {"payments:cancel_any": True}, "sees": "all"}
    ok(await scene.owner.put(f"/api/members/{other.id}", grants))
    clock.set(MORNING)
    payment_id = await make_payment(scene.manager, await make_job(scene.manager), 5000)
    clock.advance(hours=3)
    await cancel(other, payment_id)
    await scene.names("payment_cancelled", 5000, by=other.id, by_name=other.name)
