"""Beside an older version, which knows users and managers only: what it wrote counts, what it would misread waits."""

import pytest

from revops.access.members import make_members
from revops.core.ids import new_id
from revops.core.time import now
from revops.mongo.client import Database
from tests.factories import (
    Garage,
    Person,
    login,
    make_invite_code,
    make_job,
    make_payment,
    manager_figures,
    ok,
    refused,
    registration,
    workshop_fields,
)
from tests.invariants import assert_invariants, unchanged

pytestmark = pytest.mark.slow


async def test_whom_an_older_version_let_in_is_what_it_says(garage: Garage, db: Database) -> None:
    await db.collection("members").delete_many({"workshop_id": garage.id})
    for person in (garage.owner, garage.manager):
        await db.collection("users").update_one({"_id": person.id}, {"$inc": {"touched": 1}})
    me = ok(await (await login(garage.manager.http, garage.manager.email)).get("/api/auth/me"))
    assert (me["role"], me["member_id"], me["workshop_id"]) == ("manager", garage.manager.id, garage.id)
    job_id = await make_job(garage.manager)
    await make_payment(garage.manager, job_id, 100)
    await make_payment(garage.owner, job_id, 200)
    (theirs, own) = ok(await garage.owner.get(f"/api/jobs/{job_id}"))["payments"]
    assert (theirs["verdict"], own["verdict"]) == ("confirmed", "pending")
    rows = ok(await garage.owner.get("/api/members"))
    assert {(row["user_id"], row["role"], row["is_active"]) for row in rows} == {
        (garage.owner.id, "owner", True),
        (garage.manager.id, "manager", True),
    }
    assert await make_members(db, garage.id) == 0
    await assert_invariants(db, garage.id)


async def test_whom_an_older_version_removed_is_out_and_comes_back_by_a_code(garage: Garage, db: Database) -> None:
    manager = garage.manager
    await make_payment(manager, await make_job(manager), 100)
    at = now()
    await db.collection("managers").update_one({"_id": manager.id}, {"$set": {"is_active": False, "removed_at": at}})
    gone = {"$set": {"removed_at": at, "revoked": []}, "$inc": {"session_version": 1}}
    await db.collection("users").update_one({"_id": manager.id}, gone)
    refused(await manager.post("/api/jobs", {}), 401, "session_ended")
    (row,) = [row for row in ok(await garage.owner.get("/api/members")) if row["user_id"] == manager.id]
    assert row["is_active"] is False
    again = registration(email=manager.email, role="manager", invite_code=await make_invite_code(garage.owner))
    back = Person(manager.http, ok(await manager.http.post("/api/auth/register", json=again)))
    assert back.id == manager.id
    figures = await manager_figures(garage.owner, back)
    assert (figures["is_active"], figures["cash_in_hand"]) == (True, 100)
    await assert_invariants(db, garage.id)


async def test_what_an_older_version_would_misread_waits_until_none_runs(garage: Garage, db: Database) -> None:
    older = {"_id": new_id(), "host": "old", "migration": 7, "seen_at": now()}
    secret = await db.collection("instances").find_one({}, {"secret": 1})
    await db.collection("instances").insert_one({**older, "secret": secret["secret"] if secret else ""})
    owner = garage.owner
    try:
        async with unchanged(db, garage.id):
            codes = f"/api/workshops/{garage.id}/invite-codes"
            for answer in (
                await owner.post(codes, {"role": "cashier"}),
                await owner.post(codes, {"sees": "all"}),
                await owner.put(f"/api/members/{garage.manager.id}", {"sees": "all"}),
                await owner.post("/api/workshops", workshop_fields(additional=True)),
            ):
                refused(answer, 409, "being_upgraded")
        await make_invite_code(owner)
    finally:
        await db.collection("instances").delete_one({"_id": older["_id"]})
    ok(await owner.put(f"/api/members/{garage.manager.id}", {"sees": "all"}))
