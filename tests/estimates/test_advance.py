"""What a garage asks for before the work is done: a part of what is approved, on the page, in the app and on paper."""

import httpx2
import pytest

from revops.mongo.client import Database
from tests.customer_page.test_page import give, read_page
from tests.estimates.making import add_service, get_estimate, send_estimate
from tests.estimates.test_services import assert_sound
from tests.factories import Garage, make_job, make_payment, move_job, ok, refused
from tests.papers.test_issue import text_of

pytestmark = pytest.mark.slow

SETTINGS = "/api/estimates/settings"


async def _paper(garage: Garage, job_id: str, name: str) -> str:
    response = await garage.manager.get(f"/api/documents/{name}/{job_id}")
    assert response.status_code == 200, response.text
    return " ".join(text_of(response.content).split())


async def test_a_part_is_asked_for_until_it_is_paid(garage: Garage, http: httpx2.AsyncClient, db: Database) -> None:
    manager = garage.manager
    ok(await garage.owner.post(f"/api/workshops/{garage.id}/billing", {"vpa": "motors@upi"}))
    job_id = await make_job(manager, estimated_amount=1001)
    service = await add_service(manager, job_id)
    page = await send_estimate(manager, job_id)
    assert (await get_estimate(manager, job_id))["advance"] is None
    assert "Before the work" not in read_page(await http.get(page))[0]
    assert ok(await garage.owner.put(SETTINGS, {"advance_percent": 30})) == {
        "advance_percent": 30,
        "asks_signature": False,
    }

    # 30% of 1,001 is 300.30: whole, as the totals of this garage are.
    assert (await get_estimate(manager, job_id))["advance"] == {"percent": 30, "amount": 300, "open_amount": 300}
    text, _ = read_page(await http.get(page))
    assert "Before the work starts, the garage asks for an advance of 30%: ₹300." in text
    assert "am=300.00" in (await http.get(page)).text
    summed, _ = read_page(await http.get(f"{page}/review", params={"version": "1", service: "approved"}))
    assert "asks for an advance of 30%: ₹1,050." in summed
    await give(http, page, {service: "approved"})
    assert (await get_estimate(manager, job_id))["advance"] == {"percent": 30, "amount": 1050, "open_amount": 1050}

    await make_payment(manager, job_id, 1000)
    text, _ = read_page(await http.get(page))
    assert "₹1,050. ₹50 of it is still to be paid." in text
    assert "Pay ₹50 in advance by UPI" in text
    assert "Pay ₹2,501 by UPI" in text
    assert (await http.get(f"{page}/pay.svg")).status_code == 200
    assert "Advance asked for (30%) 1,050.00 Of it to pay 50.00" in await _paper(garage, job_id, "invoice")
    assert "Advance asked for (30%) 1,050.00" in await _paper(garage, job_id, "job-card")

    await make_payment(manager, job_id, 50)
    assert "Before the work" not in read_page(await http.get(page))[0]
    assert "Advance paid Yes" in await _paper(garage, job_id, "job-card")
    await assert_sound(db, garage.id)


async def test_nothing_is_asked_for_once_the_work_is_done(garage: Garage, http: httpx2.AsyncClient) -> None:
    ok(await garage.owner.put(SETTINGS, {"advance_percent": 50}))
    job_id = await make_job(garage.manager, estimated_amount=1000)
    assert (await get_estimate(garage.manager, job_id))["advance"]["amount"] == 500
    await move_job(garage.manager, job_id, "in_progress")
    await move_job(garage.manager, job_id, "completed")
    assert (await get_estimate(garage.manager, job_id))["advance"] is None
    assert "Advance" not in await _paper(garage, job_id, "job-card")


@pytest.mark.parametrize("wrong", [0, 101, -5, 30.5, "30", True])
async def test_a_part_is_a_whole_percentage(garage: Garage, wrong: object) -> None:
    refused(await garage.owner.put(SETTINGS, {"advance_percent": wrong}), 422, field="advance_percent")


async def test_the_setting_is_written_down_and_the_same_again_is_not(garage: Garage, db: Database) -> None:
    for percent in (30, 30, None):
        assert ok(await garage.owner.put(SETTINGS, {"advance_percent": percent}))["advance_percent"] == percent
    assert ok(await garage.owner.put(SETTINGS, {})) == ok(await garage.owner.get(SETTINGS))
    entries = (
        await db.collection("journal")
        .find({"workshop_id": garage.id, "kind": "workshop_updated"})
        .sort("at", 1)
        .to_list()
    )
    assert [entry["changes"]["advance_percent"] for entry in entries] == [[None, 30], [30, None]]
    await assert_sound(db, garage.id)
