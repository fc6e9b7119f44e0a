"""A job is given to another: by the owner, and where managers see all jobs, by whoever has it."""

from revops.mongo.client import Database
from tests.factories import (
    Garage,
    get_job,
    make_job,
    make_manager,
    make_member,
    make_payment,
    manager_figures,
    move_job,
    ok,
    refused,
)
from tests.invariants import assert_invariants, unchanged


async def test_the_owner_gives_a_job_to_another(garage: Garage, db: Database) -> None:
    colleague = await make_manager(garage.owner, name="Neha Rao")
    job_id = await make_job(garage.manager)
    await make_payment(garage.manager, job_id, 1000)
    path, body = f"/api/jobs/{job_id}/reassign", {"manager_id": colleague.id}
    job = ok(await garage.owner.post(path, body, key="once"))["job"]
    assert (job["manager_id"], job["manager_name"]) == (colleague.id, "Neha Rao")
    async with unchanged(db, garage.id):
        assert ok(await garage.owner.post(path, body, key="once"))["job"]["manager_id"] == colleague.id
    newest = (await get_job(colleague, job_id))["updates"][0]
    assert newest["changes"]["manager_id"] == [garage.manager.id, colleague.id]
    # Cash stays with who took it.
    assert (await manager_figures(garage.owner, garage.manager))["cash_in_hand"] == 1000
    assert (await manager_figures(garage.owner, colleague))["cash_in_hand"] == 0
    refused(await garage.manager.get(f"/api/jobs/{job_id}"), 404)
    await assert_invariants(db, garage.id)


async def test_a_manager_gives_his_own_where_all_see_all(garage: Garage, db: Database) -> None:
    colleague = await make_manager(garage.owner)
    cashier = await make_member(garage.owner, "cashier")
    job_id = await make_job(garage.manager)
    path = f"/api/jobs/{job_id}/reassign"
    assert ok(await garage.manager.get("/api/members/takers")) == []
    async with unchanged(db, garage.id):
        refused(await garage.manager.post(path, {"manager_id": colleague.id}), 403, "not_your_job")
    ok(await garage.owner.put(f"/api/workshops/{garage.id}", {"managers_see": "all"}))
    takers = {taker["id"]: taker["role"] for taker in ok(await garage.manager.get("/api/members/takers"))}
    assert takers == {garage.owner.id: "owner", garage.manager.id: "manager", colleague.id: "manager"}
    async with unchanged(db, garage.id):
        refused(await colleague.post(path, {"manager_id": colleague.id}), 403, "not_your_job")
        refused(await garage.manager.post(path, {"manager_id": cashier.id}), 409, "has_no_jobs")
        refused(await garage.manager.post(path, {"manager_id": "nobody"}), 422, field="manager_id")
    assert ok(await garage.manager.post(path, {"manager_id": colleague.id}))["job"]["manager_id"] == colleague.id
    await move_job(garage.owner, job_id, "closed")
    refused(await garage.owner.post(path, {"manager_id": garage.manager.id}), 409, "job_closed")
    await assert_invariants(db, garage.id)
