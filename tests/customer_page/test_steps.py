"""What happened to a job, as its customer reads it: each step at its time."""

import httpx2
import pytest

from tests.conftest import Clock
from tests.customer_page.test_page import read_page
from tests.factories import Garage, make_job, move_job, ok

pytestmark = pytest.mark.slow


async def test_a_promise_that_moved_stands_beside_what_moved_it(
    garage: Garage, http: httpx2.AsyncClient, clock: Clock
) -> None:
    clock.set("2026-11-29T06:00:00Z")
    job_id = await make_job(garage.manager, planned_completion_days=2)
    page = httpx2.URL(ok(await garage.manager.put(f"/api/jobs/{job_id}/customer-link"))["url"]).path
    text, _ = read_page(await http.get(page))
    assert "Promised for Tuesday, 1 December Taken in 29 Nov, 11:30 am" in text
    clock.advance(days=1)
    await move_job(garage.manager, job_id, "in_progress", "waiting_for_parts")
    clock.advance(hours=1)
    ok(await garage.manager.put(f"/api/jobs/{job_id}", {"planned_completion_days": 5}))
    text, _ = read_page(await http.get(page))
    assert "Promised for Friday, 4 December (first promised for Tuesday, 1 December" in text
    assert "Parts awaited 30 Nov, 11:30 am Promised for Friday, 4 December 30 Nov, 12:30 pm" in text
    shown, _ = read_page(await http.get(page, params={"lang": "hi"}))
    assert "शुक्रवार, 4 दिसंबर को देने का वादा 30 नव॰" in shown
