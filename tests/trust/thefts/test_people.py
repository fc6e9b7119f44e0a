"""Customers who are not who they are said to be."""

import httpx2
import pytest

from tests.factories import PASSWORD, job_fields, make_job, make_owner, make_payment, make_workshop, move_job, ok
from tests.trust.thefts.scene import Scene

pytestmark = [pytest.mark.anyio, pytest.mark.slow]


async def test_a_receipt_under_another_name_and_the_name_put_back(scene: Scene) -> None:
    job_id = await make_job(scene.manager, customer_name="Asha Kulkarni", estimated_amount=3000)
    payment_id = await make_payment(scene.manager, job_id, 3000)
    ok(await scene.manager.put(f"/api/jobs/{job_id}", {"customer_name": "Ravi Shah"}))
    ok(await scene.manager.post(f"/api/documents/receipt/{payment_id}/issue"))
    ok(await scene.manager.put(f"/api/jobs/{job_id}", {"customer_name": "Asha Kulkarni"}))
    questions = await scene.asks_all("customer_changed")
    assert {question["job"]["id"] for question in questions} == {job_id}


async def test_a_debt_moved_to_a_phone_that_nobody_has(scene: Scene) -> None:
    job_id = await make_job(scene.manager, estimated_amount=5000)
    await move_job(scene.manager, job_id, "completed", "delivered")
    ok(await scene.manager.put(f"/api/jobs/{job_id}", {"phone": "+919999999999"}))
    question = await scene.names("customer_changed", 5000)
    assert question["job"]["id"] == job_id


async def test_a_job_on_the_managers_own_phone(scene: Scene) -> None:
    """The customer's messages go to the manager, who answers for him."""
    phone = ok(await scene.manager.get("/api/auth/me"))["phone"]
    job_id = await make_job(scene.manager, phone=phone)
    question = await scene.asks("staff_phone")
    assert question["job"]["id"] == job_id


async def test_one_phone_behind_many_plates(scene: Scene) -> None:
    for number in range(7):
        body = job_fields(phone="+919811111111", vehicle_number=f"MH12QQ{number:04d}")
        ok(await scene.manager.post("/api/jobs", body))
    question = await scene.asks("phone_on_many_plates")
    assert question["facts"]["plates"] in (6, 7)


async def test_more_is_taken_than_is_booked(scene: Scene, http: httpx2.AsyncClient) -> None:
    """The estimate was too low from the start, or cash was taken above it: the customer's page says what is booked."""
    job_id = await make_job(scene.manager, estimated_amount=1500)
    payment_id = await make_payment(scene.manager, job_id, 1500)
    page = httpx2.URL(ok(await scene.manager.put(f"/api/jobs/{job_id}/customer-link"))["url"]).path
    assert "1,500" in (await http.get(page)).text
    form = f"payment={payment_id}&says=different&differs=amount"
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert (await http.post(f"{page}/payment", content=form, headers=headers)).status_code == 303
    await scene.names("customer_says_different", 1500, differs="amount")


async def test_a_twin_of_the_garage_with_the_thiefs_code(scene: Scene, http: httpx2.AsyncClient) -> None:
    """Its customers pay another, who has opened a garage of the same name and phone."""
    workshop = ok(await scene.owner.get("/api/workshops/me"))
    thief = await make_owner(http)
    await make_workshop(thief, name=workshop["name"], phone=workshop["phone"], upi_id="thief@upi")
    (question,) = await scene.asks_all("twin_garage")
    assert (question["member_id"], question["amount"], question["facts"]) == (None, None, {"what": "phone"})
    # It says by which name, and stands on every page until it was seen.
    (notice,) = ok(await scene.owner.get("/api/audit/notices"))
    assert (notice["kind"], notice["about"]) == ("workshop_twin", workshop["name"])


async def test_a_second_garage_of_the_same_owner_is_no_question(scene: Scene) -> None:
    workshop = ok(await scene.owner.get("/api/workshops/me"))
    await make_workshop(scene.owner, name="Second Branch", phone=workshop["phone"], additional=True)
    ok(await scene.owner.put("/api/auth/me", {"workshop_id": scene.garage.id}))
    assert ok(await scene.owner.get("/api/audit/notices"))
    await scene.names_nothing()


async def test_somebody_who_left_tries_to_come_in(scene: Scene, http: httpx2.AsyncClient) -> None:
    email = ok(await scene.manager.get("/api/auth/me"))["email"]
    ok(await scene.owner.delete(f"/api/members/{scene.manager.id}"))
    await http.post("/api/auth/login", json={"email": email, "password": PASSWORD})
    await scene.asks("log_in_after_removal")


async def test_an_invoice_is_sold_to_another_business(scene: Scene) -> None:
    """The customer has left and wants none; somebody else takes its tax off."""
    part = {"kind": "part", "description": "Clutch", "unit_price": 4000}
    jobs = [await make_job(scene.manager, items=[part], estimated_amount=None) for _ in range(2)]
    for job_id, is_gone in zip(jobs, (False, True), strict=True):
        await make_payment(scene.manager, job_id, 4000)
        if is_gone:
            await move_job(scene.manager, job_id, "completed", "delivered")
        ok(await scene.manager.put(f"/api/jobs/{job_id}", {"customer_gst_number": "27AAPFU0939F1ZV"}))
        ok(await scene.manager.post(f"/api/documents/invoice/{job_id}/issue"))
    question = await scene.names("customer_changed", 4000, changed=["customer_gst_number"], after="left")
    assert question["job"]["id"] == jobs[1]
