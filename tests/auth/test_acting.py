"""A change is by whom the page takes itself for: the tabs of a browser share a session, and another may have it now."""

import httpx2
import pytest

from revops.mongo.client import Database
from tests.factories import Garage, login, make_job, ok, payment_fields, refused
from tests.invariants import unchanged

pytestmark = pytest.mark.slow

HEADER = "X-Signed-In-As"


async def test_a_change_for_another_is_refused_and_says_who_is_logged_in(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager)
    body = payment_fields(job_id, 2000)
    async with unchanged(db, garage.id):
        problem = refused(
            await garage.owner.request("POST", "/api/payments", json=body, headers={HEADER: garage.manager.id}),
            409,
            "signed_in_as_another",
        )
    assert problem["detail"] == (
        "Test Owner is logged in now, from another tab of this browser, so nothing was saved. Reload the page to go on"
        " as Test Owner."
    )
    assert problem["signed_in_as"] == {"id": garage.owner.id, "name": "Test Owner"}
    ok(await garage.manager.request("POST", "/api/payments", json=body, headers={HEADER: garage.manager.id}))


async def test_every_change_is_asked_and_reading_is_not(garage: Garage) -> None:
    job_id = await make_job(garage.manager)
    other = {HEADER: garage.manager.id}
    for method, path in (
        ("POST", "/api/workshops"),
        ("PUT", f"/api/workshops/{garage.id}"),
        ("POST", f"/api/workshops/{garage.id}/invite-codes"),
        ("POST", f"/api/workshops/{garage.id}/billing"),
        ("DELETE", f"/api/managers/{garage.manager.id}"),
        ("PUT", f"/api/jobs/{job_id}"),
        ("POST", f"/api/documents/invoice/{job_id}/issue"),
        ("POST", "/api/auth/logout"),
        ("POST", "/api/auth/logout-all"),
        ("PUT", "/api/auth/password"),
    ):
        refused(await garage.owner.request(method, path, headers=other), 409, "signed_in_as_another")
    ok(await garage.owner.request("GET", "/api/auth/me", headers=other))
    ok(await garage.owner.request("GET", "/api/payments", headers=other))


async def test_logging_in_as_another_is_not_a_change_of_the_one_before(
    garage: Garage, browser: httpx2.AsyncClient
) -> None:
    await login(browser, garage.manager.email)
    body = {"email": garage.owner.email, "password": garage.owner.password}
    ok(await browser.post("/api/auth/login", json=body, headers={HEADER: garage.manager.id}))
    headers = {HEADER: garage.manager.id, "Sec-Fetch-Site": "same-origin"}
    paid = await browser.post("/api/payments", json=payment_fields(await make_job(garage.manager), 10), headers=headers)
    refused(paid, 409, "signed_in_as_another")
