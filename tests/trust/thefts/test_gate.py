"""Cars that are repaired beside the books, or leave before they are paid: the gate is the owner's witness."""

import pytest

from revops.gate import nightly
from tests.conftest import Clock
from tests.factories import Person, make_job, make_member, make_payment, ok
from tests.gate.test_gate import gate_pass, seen
from tests.trust.thefts.scene import Scene

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

MORNING, EVENING = "2026-03-10T05:00:00Z", "2026-03-10T16:45:00Z"


@pytest.fixture
async def gate(scene: Scene) -> Person:
    """Whoever stands at the gate."""
    return await make_member(scene.owner, "gate")


async def test_a_car_is_repaired_without_a_job(scene: Scene, gate: Person, clock: Clock) -> None:
    clock.set(MORNING)
    await seen(gate, "KA05MN0001")
    await seen(gate, "KA05MN0001", "out")
    clock.set(EVENING)
    await scene.evening(nightly.find)
    (question,) = await scene.asks_all("seen_without_job")
    assert question["seen_plate"] == "KA05MN0001"


async def test_a_favour_leaves_before_it_is_paid(scene: Scene, gate: Person, clock: Clock) -> None:
    clock.set(MORNING)
    await make_job(scene.manager, vehicle_number="MH12AB1111", estimated_amount=5000)
    await seen(gate, "MH12AB1111")
    clock.set("2026-03-10T09:00:00Z")
    await seen(gate, "MH12AB1111", "out")
    clock.set(EVENING)
    await scene.evening(nightly.find)
    await scene.names("out_unpaid", 5000)


async def test_a_customers_car_is_driven_for_kilometres(scene: Scene, gate: Person, clock: Clock) -> None:
    clock.set(MORNING)
    await seen(gate, "MH12AB1111", odometer_km=10_000)
    job_id = await make_job(scene.manager, vehicle_number="MH12AB1111", estimated_amount=500)
    await make_payment(scene.manager, job_id, 500)
    clock.set("2026-03-10T09:00:00Z")
    await seen(gate, "MH12AB1111", "out", odometer_km=10_180)
    clock.set(EVENING)
    await scene.evening(nightly.find)
    question = await scene.asks("driven_between")
    assert question["facts"]["km"] == 10_180


async def test_one_pass_for_two_cars(scene: Scene, gate: Person, clock: Clock) -> None:
    """A pass that is photographed opens the gate once; the second car is stopped, and asked about when it is not."""
    clock.set(MORNING)
    paid = await make_job(scene.manager, vehicle_number="MH12AB1111", estimated_amount=500)
    await make_payment(scene.manager, paid, 500)
    unpaid = await make_job(scene.manager, vehicle_number="MH12AB2222", estimated_amount=900)
    for plate in ("MH12AB1111", "MH12AB2222"):
        await seen(gate, plate)
    code = await gate_pass(scene.manager, paid)
    await seen(gate, "MH12AB1111", "out", pass_code=code)
    body = {"plate": "MH12AB2222", "direction": "out", "pass_code": code}
    assert ok(await gate.post("/api/gate/sightings", body))["outcome"] == "used_before"
    clock.set(EVENING)
    await scene.evening(nightly.find)
    question = await scene.names("out_unpaid", 900)
    assert question["job"]["id"] == unpaid
    await scene.asks_all("pass_refused")


async def test_a_car_was_driven_between_visits_and_its_odometer_is_typed_lower(scene: Scene, clock: Clock) -> None:
    """No guard saw it: at the counter any reading is taken with a reason, and the reason is for the owner to judge."""
    clock.set(MORNING)
    await make_job(scene.manager, odometer_km=48_000)
    await scene.names_nothing()
    clock.advance(days=1)
    job_id = await make_job(scene.manager, odometer_km=46_000, odometer_reason="It was read wrongly")
    question = await scene.names("odometer_gap", None, before_km=48_000, km=46_000)
    assert question["job"]["id"] == job_id
