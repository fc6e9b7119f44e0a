"""Whose cars managers see: their own, until the owner lets all see all. Money stays with who took it."""

import httpx2

from revops.mongo.client import Database
from tests.factories import (
    Garage,
    Person,
    get_job,
    make_garage,
    make_job,
    make_manager,
    make_payment,
    make_photo,
    manager_figures,
    move_job,
    ok,
    payment_fields,
    refused,
    workshop_fields,
)
from tests.invariants import assert_invariants


async def let_see(garage: Garage, whose: str) -> None:
    assert ok(await garage.owner.put(f"/api/workshops/{garage.id}", {"managers_see": whose}))["managers_see"] == whose


async def listed(person: Person, path: str, **params: object) -> list[str]:
    return [row["id"] for row in ok(await person.get(path, **params))]


async def test_managers_see_their_own_until_the_owner_says_otherwise(garage: Garage, db: Database) -> None:
    assert garage.workshop["managers_see"] == "own"
    colleague = await make_manager(garage.owner, name="Neha Rao")
    job_id = await make_job(colleague, vehicle_number="MH14XY9876", customer_name="Anil Gupta")
    job = await get_job(colleague, job_id)
    photo_id = await make_photo(colleague, job_id)
    paid = await make_payment(colleague, job_id, 500)
    paths = (f"/api/jobs/{job_id}", f"/api/vehicles/{job['vehicle_id']}", f"/api/customers/{job['customer_id']}")
    for path in paths:
        refused(await garage.manager.get(path), 404)
    await let_see(garage, "all")
    for path in paths:
        ok(await garage.manager.get(path))
    assert await listed(garage.manager, "/api/jobs", q="MH14XY9876") == [job_id]
    assert await listed(garage.manager, "/api/customers", q="Anil") == [job["customer_id"]]
    assert await listed(garage.manager, "/api/vehicles", q="XY9876") == [job["vehicle_id"]]
    assert await listed(garage.manager, "/api/payments") == [paid]
    photos = ok(await garage.manager.get(f"/api/jobs/{job_id}/photos"))
    assert [photo["id"] for photo in photos] == [photo_id]
    known = ok(await garage.manager.get("/api/intake/known", vehicle_number="mh14 xy 9876"))
    assert known["open_job"]["id"] == job_id
    # One who joins now sees as much; the owner can still let one see less.
    newcomer = await make_manager(garage.owner)
    assert await listed(newcomer, "/api/jobs") == [job_id]
    ok(await garage.owner.put(f"/api/members/{newcomer.id}", {"sees": "own"}))
    assert await listed(newcomer, "/api/jobs") == []
    # What the form sends back unchanged changes nobody.
    ok(await garage.owner.put(f"/api/workshops/{garage.id}", {"managers_see": "all", "name": "New Name"}))
    assert await listed(newcomer, "/api/jobs") == []
    await let_see(garage, "own")
    assert await listed(garage.manager, "/api/jobs") == []
    await assert_invariants(db, garage.id)


async def test_cash_taken_on_a_colleagues_job_is_in_the_hand_of_who_took_it(garage: Garage, db: Database) -> None:
    colleague = await make_manager(garage.owner)
    job_id = await make_job(colleague)
    refused(await garage.manager.post("/api/payments", payment_fields(job_id, 2000)), 404, "not_found")
    await let_see(garage, "all")
    await make_payment(garage.manager, job_id, 2000)
    await make_payment(colleague, job_id, 500)
    assert (await manager_figures(garage.owner, garage.manager))["cash_in_hand"] == 2000
    assert (await manager_figures(garage.owner, colleague))["cash_in_hand"] == 500
    assert ok(await garage.manager.get("/api/analytics/mine"))["cash_in_hand"] == 2000
    assert (await move_job(garage.manager, job_id, "in_progress"))["manager_id"] == colleague.id
    ok(await garage.manager.put(f"/api/jobs/{job_id}", {"car_model": "Alto"}))
    card = await garage.manager.get(f"/api/documents/job-card/{job_id}")
    assert card.status_code == 200, card.text
    # Neither cash nor decisions of others come with it.
    refused(await garage.manager.get("/api/managers"), 403)
    assert ok(await garage.manager.get("/api/settlements")) == []
    await assert_invariants(db, garage.id)


async def test_a_garage_can_be_opened_so(http: httpx2.AsyncClient) -> None:
    garage = await make_garage(http, managers_see="all")
    assert garage.workshop["managers_see"] == "all"
    colleague = await make_manager(garage.owner)
    job_id = await make_job(colleague)
    assert await listed(garage.manager, "/api/jobs") == [job_id]
    refused(await garage.owner.post("/api/workshops", workshop_fields(managers_see="none")), 422, field="managers_see")
