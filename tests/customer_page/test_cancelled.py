"""Money that was recorded and taken out of the books again: it stays on the customer's page, and he can contradict."""

import httpx2
import pytest

from revops.mongo.client import Database
from tests.conftest import Clock
from tests.customer_page.test_page import post, read_page
from tests.estimates.test_services import assert_sound
from tests.factories import Garage, get_job, make_job, make_payment, move_job, ok

pytestmark = pytest.mark.slow


async def _page(garage: Garage, job_id: str) -> str:
    url: str = ok(await garage.manager.put(f"/api/jobs/{job_id}/customer-link"))["url"]
    return "/c/" + url.rpartition("/c/")[2]


@pytest.mark.parametrize("how", ["cancelled", "rejected", "undone"])
async def test_what_was_taken_out_of_the_books_stays_on_the_page(
    garage: Garage, http: httpx2.AsyncClient, db: Database, clock: Clock, how: str
) -> None:
    manager, owner = garage.manager, garage.owner
    job_id = await make_job(manager, estimated_amount=5000)
    gone = await make_payment(manager, job_id, 4100)
    page = await _page(garage, job_id)
    text, forms = read_page(await http.get(page))
    assert "Cancelled" not in text
    seen = forms[f"{page}/payment"]
    if how == "rejected":
        ok(await owner.put(f"/api/payments/{gone}/reject", {"reason": "Not there"}))
    else:
        receipt = None if how == "undone" else ok(await manager.post(f"/api/documents/receipt/{gone}/issue"))
        clock.advance(seconds=5 if how == "undone" else 3600)
        ok(await manager.post(f"/api/payments/{gone}/cancel", {"reason": "Typed wrongly"}))
    response = await http.get(page)
    text, _ = read_page(response)
    assert "Paid ₹0 To pay ₹5,000" in text
    assert "Cancelled on" in text
    assert "It does not count." in text
    assert "<del>₹4,100</del>" in response.text
    assert "Typed wrongly" not in text
    if how == "cancelled":
        assert receipt is not None
        assert f'<del>Receipt <bdi dir="ltr">{receipt["number"]}</bdi></del> Cancelled (PDF)' in response.text
        assert "<del>Receipt" in (await http.get(f"{page}/visits")).text
    # What he would have said of it as he saw it before has to be thought over.
    for said in ({"says": "right"}, {"says": "different", "differs": "day"}):
        told, _ = read_page(await post(http, f"{page}/payment", **(seen | said)))
        assert "can no longer be done" in told
    old = await http.get(f"{page}/different", params={"payment": gone})
    assert old.status_code == 303
    before = await get_job(manager, job_id)
    told, _ = read_page(await post(http, f"{page}/payment", payment=gone, differs="was_paid"))
    assert "The owner of the garage will look into it" in told
    (word,) = ok(await owner.get("/api/customer-words"))
    assert (word["kind"], word["differs"], word["payment"]["amount"]) == ("different", "was_paid", 4100)
    # Nobody but the owner is told.
    assert await get_job(manager, job_id) == before
    assert ok(await manager.get(f"/api/jobs/{job_id}/customer-words")) == []
    await assert_sound(db, garage.id)
    # Of a payment that counts this cannot be said.
    stands = await make_payment(manager, job_id, 5000)
    told, _ = read_page(await post(http, f"{page}/payment", payment=stands, differs="was_paid"))
    assert "can no longer be done" in told


@pytest.mark.parametrize(
    ("language", "cancelled", "answer"),
    [
        ("en", "Cancelled on", "I did get this back"),
        ("hi", "को रद्द किया गया", "मुझे ये पैसे वापस मिले थे"),
        ("mr", "रोजी रद्द केले", "मला हे पैसे परत मिळाले होते"),
        ("ar", "أُلغي في", "بل استرددت هذا المبلغ"),
    ],
)
async def test_a_refund_is_asked_about_as_a_refund(
    garage: Garage, http: httpx2.AsyncClient, language: str, cancelled: str, answer: str
) -> None:
    manager = garage.manager
    job_id = await make_job(manager, estimated_amount=900)
    await make_payment(manager, job_id, 900)
    refund = ok(
        await manager.post("/api/refunds", {"job_id": job_id, "amount": 200, "method": "cash", "reason": "Too much"})
    )["id"]
    page = await _page(garage, job_id)
    text, _ = read_page(await http.get(f"{page}/different", params={"payment": refund}))
    assert "I did not get this back" in text
    assert "I did not pay this" not in text
    ok(await manager.post(f"/api/payments/{refund}/cancel", {"reason": "Typed wrongly"}))
    text, _ = read_page(await http.get(page, params={"lang": language}))
    assert cancelled in text
    assert answer in text


async def test_a_link_dies_after_its_job_was_closed_whatever_changes_then(
    garage: Garage, http: httpx2.AsyncClient, clock: Clock
) -> None:
    manager, owner = garage.manager, garage.owner
    job_id = await make_job(manager, estimated_amount=500)
    payment = await make_payment(manager, job_id, 500)
    page = await _page(garage, job_id)
    await move_job(owner, job_id, "in_progress", "completed", "delivered", "closed")
    clock.advance(days=100)
    closed_at = (await get_job(owner, job_id))["updated_at"]
    ok(await owner.put(f"/api/payments/{payment}/confirm"))
    assert (await get_job(owner, job_id))["updated_at"] > closed_at
    clock.advance(days=79)
    read_page(await http.get(page))
    clock.advance(days=2)
    read_page(await http.get(page), 404)
    # Opened again, the visit goes on.
    await move_job(owner, job_id, "delivered")
    read_page(await http.get(page))
