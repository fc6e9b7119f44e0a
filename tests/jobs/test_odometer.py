"""What the odometer said at intake stands with the job and on its card, and goes with a corrected plate."""

import pytest

from tests.factories import Garage, get_job, make_job, ok
from tests.papers.test_issue import pdf, text_of

pytestmark = pytest.mark.slow


async def test_what_was_typed_at_intake_is_on_the_job_and_its_card(garage: Garage) -> None:
    await make_job(garage.manager, odometer_km=148_000)
    job_id = await make_job(garage.manager, odometer_km=148_210)
    later = await make_job(garage.manager)
    assert (await get_job(garage.manager, job_id))["odometer_km"] == 148_210
    assert (await get_job(garage.manager, later))["odometer_km"] is None
    assert "1,48,210 km" in text_of(await pdf(garage.manager, f"job-card/{job_id}"))
    assert "Odometer" not in text_of(await pdf(garage.manager, f"job-card/{later}"))


@pytest.mark.parametrize("is_known", [True, False], ids=["to a known car", "to a new one"])
async def test_a_reading_goes_with_a_corrected_plate(garage: Garage, is_known: bool) -> None:
    await make_job(garage.manager, odometer_km=52_000)
    if is_known:
        await make_job(garage.manager, vehicle_number="KA05MM0002", odometer_km=9_000)
    job_id = await make_job(garage.manager, odometer_km=52_400)
    wrong = (await get_job(garage.manager, job_id))["vehicle_id"]
    ok(await garage.manager.put(f"/api/jobs/{job_id}", {"vehicle_number": "KA05MM0002"}))
    job = await get_job(garage.manager, job_id)
    assert job["odometer_km"] == 52_400
    assert job["vehicle_id"] != wrong
    left, right = [
        [one["km"] for one in ok(await garage.manager.get(f"/api/vehicles/{vehicle}"))["readings"]]
        for vehicle in (wrong, job["vehicle_id"])
    ]
    assert (left, sorted(right)) == ([52_000], [9_000, 52_400] if is_known else [52_400])
