"""Whatever is sent to the pages of customers, too often or for nothing: taken once, or refused in words."""

import asyncio

import httpx2
import pytest

from revops.mongo.client import Database
from tests.customer_page.test_page import give, post, read_page
from tests.estimates.making import add_service, get_estimate, send_estimate
from tests.estimates.test_services import assert_sound
from tests.factories import Garage, get_job, make_job, make_payment, ok

pytestmark = pytest.mark.slow


async def _page_of(garage: Garage, job_id: str) -> str:
    return httpx2.URL(ok(await garage.manager.put(f"/api/jobs/{job_id}/customer-link"))["url"]).path


async def test_the_same_difference_fifty_times_is_one_word(
    garage: Garage, http: httpx2.AsyncClient, db: Database
) -> None:
    job_id = await make_job(garage.manager)
    payment = await make_payment(garage.manager, job_id, 500)
    page = await _page_of(garage, job_id)
    form = {"payment": payment, "says": "different", "differs": "amount", "text": "It was 900"}
    for _ in range(10):
        answers = await asyncio.gather(*(post(http, f"{page}/payment", **form) for _ in range(5)))
        assert {answer.status_code for answer in answers} == {200}
    (word,) = ok(await garage.owner.get("/api/customer-words"))
    assert (word["differs"], word["text"]) == ("amount", "It was 900")
    said: dict[str, object] = {"workshop_id": garage.id, "kind": "customer_word"}
    assert await db.collection("journal").count_documents(said) == 1
    # Once the owner has answered, the same is said anew: he is told again, as the page says.
    ok(await garage.owner.post(f"/api/customer-words/{word['id']}/resolve", {"note": "Corrected"}))
    for _ in range(2):
        text, _ = read_page(await post(http, f"{page}/payment", **form))
        assert "The owner of the garage will look into it" in text
    assert [one["is_open"] for one in ok(await garage.owner.get("/api/customer-words"))] == [True, False]
    assert (await get_job(garage.owner, job_id))["payments"][0]["disputed"]
    await assert_sound(db, garage.id)


async def test_words_about_a_job_end_at_fifty(garage: Garage, http: httpx2.AsyncClient) -> None:
    page = await _page_of(garage, await make_job(garage.manager))
    for number in range(50):
        await post(http, f"{page}/word", text=f"Word {number}")
    told, _ = read_page(await post(http, f"{page}/word", text="One more"))
    assert "can no longer be done" in told
    assert len(ok(await garage.owner.get("/api/customer-words", limit=100))) == 50


async def test_work_for_nothing_is_asked_about_and_costs_nothing(
    garage: Garage, http: httpx2.AsyncClient, db: Database
) -> None:
    free = [{"kind": "labour", "description": "Wash, with our thanks", "unit_price": 0}]
    body = {"title": "Free wash", "items": free}
    template = ok(await garage.owner.post("/api/service-templates", body))["id"]
    job_id = await make_job(garage.manager, estimated_amount=1000)
    service = await add_service(garage.manager, job_id, "Free wash", items=free, template_id=template)
    page = await send_estimate(garage.manager, job_id)
    assert "has your answer" in await give(http, page, {service: "approved"})
    (row,) = (await get_estimate(garage.manager, job_id))["services"]
    assert (row["state"], row["total_amount"]) == ("approved", 0)
    assert (await get_job(garage.manager, job_id))["estimated_amount"] == 1000
    await assert_sound(db, garage.id)
