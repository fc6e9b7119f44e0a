"""Whoever is invited or added begins with the rights, the sight and the limits that were said beforehand."""

import datetime as dt
from typing import Any

import pytest

from revops.journal.recount import Report
from revops.managers.verify import verify_open_codes
from revops.migrations import sign_open_invites
from revops.mongo.client import Database
from tests.factories import (
    PASSWORD,
    Garage,
    make_job,
    make_manager,
    new_email,
    ok,
    payment_fields,
    refused,
    registration,
)
from tests.invariants import assert_invariants, unchanged

TERMS: dict[str, Any] = {
    "sees": "all",
    "grants": {"analytics:read": True, "jobs:cancel": False},
    "limits": {"cash_payment": 500},
}


async def make_code(garage: Garage, **fields: object) -> dict[str, Any]:
    """Make an invite code that says more than a role."""
    code: dict[str, Any] = ok(await garage.owner.post(f"/api/workshops/{garage.id}/invite-codes", fields))
    return code


async def terms_of(garage: Garage, member_id: str) -> dict[str, Any]:
    """Read what a member is, in the shape of what was said beforehand."""
    (row,) = [row for row in ok(await garage.owner.get("/api/members")) if row["id"] == member_id]
    return {name: row[name] for name in ("role", *TERMS)}


async def test_a_code_says_what_its_member_sees_and_may_do(garage: Garage, db: Database) -> None:
    code = await make_code(garage, **TERMS)
    assert {name: code[name] for name in TERMS} == TERMS
    listed = ok(await garage.owner.get(f"/api/workshops/{garage.id}/invite-codes"))
    assert [one for one in listed if one["is_active"]] == [code]
    person = await make_manager(garage.owner, invite_code=code["code"])
    assert await terms_of(garage, person.id) == {"role": "manager", **TERMS}
    theirs = await make_job(garage.manager, estimated_amount=2000)
    ok(await person.get(f"/api/jobs/{theirs}"))
    ok(await person.get("/api/analytics/dashboard"))
    own = await make_job(person)
    refused(await person.post(f"/api/jobs/{own}/cancel", {"reason": "Mistake"}), 403, "wrong_role")
    async with unchanged(db, garage.id):
        refused(await person.post("/api/payments", payment_fields(theirs, 501)), 403, "above_cash_limit")
    ok(await person.post("/api/payments", payment_fields(theirs, 500)))
    await assert_invariants(db, garage.id)


async def test_a_code_without_more_says_the_role_alone(garage: Garage, db: Database) -> None:
    code = await make_code(garage, role="cashier")
    assert {name: code[name] for name in TERMS} == {"sees": None, "grants": {}, "limits": {"cash_payment": None}}
    person = await make_manager(garage.owner, invite_code=code["code"])
    bare = {"role": "cashier", "sees": "all", "grants": {}, "limits": {"cash_payment": None}}
    assert await terms_of(garage, person.id) == bare
    stored = await db.collection("invite_codes").find_one({"code": code["code"]})
    assert stored is not None
    assert "terms" not in stored


async def test_who_comes_back_begins_with_what_the_new_code_says(garage: Garage, db: Database) -> None:
    person = garage.manager
    ok(await garage.owner.put(f"/api/members/{person.id}", {"grants": {"payments:review": True}, "sees": "all"}))
    ok(await garage.owner.delete(f"/api/members/{person.id}"))
    code = await make_code(garage, limits={"cash_payment": 300}, grants={"jobs:reopen": True})
    body = {"email": person.email, "password": PASSWORD, "invite_code": code["code"]}
    answer = await person.http.post("/api/auth/login", json=body)
    assert answer.status_code == 200, answer.text
    back = {"role": "manager", "sees": "own", "grants": {"jobs:reopen": True}, "limits": {"cash_payment": 300}}
    assert await terms_of(garage, person.id) == back
    await assert_invariants(db, garage.id)


async def test_an_owner_begins_with_all_that_owners_may(garage: Garage, db: Database) -> None:
    code = await make_code(garage, role="owner", sees="own", grants={"jobs:read": False}, limits={"cash_payment": 1})
    person = await make_manager(garage.owner, invite_code=code["code"])
    whole = {"role": "owner", "sees": "all", "grants": {}, "limits": {"cash_payment": None}}
    assert await terms_of(garage, person.id) == whole
    await assert_invariants(db, garage.id)


async def test_who_is_added_by_phone_number_begins_so_too(garage: Garage, db: Database) -> None:
    fields = {"name": "Suresh Patil", "phone": "+919820012346", "role": "cashier", **TERMS, "sees": "own"}
    made = ok(await garage.owner.post("/api/members", fields, key="suresh"))
    assert ok(await garage.owner.post("/api/members", fields, key="suresh")) == made
    expected = {"role": "cashier", **TERMS, "sees": "own"}
    assert await terms_of(garage, made["member_id"]) == expected
    await assert_invariants(db, garage.id)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"grants": {"members:manage": True}}, "grants"),
        ({"grants": {"payments:print": True}}, "grants"),
        ({"sees": "some"}, "sees"),
        ({"limits": {"cash_payment": 0}}, "limits"),
        ({"limits": {"cash_payment": 100.005}}, "limits"),
    ],
)
async def test_what_nobody_can_be_given_is_refused(
    garage: Garage, db: Database, wrong: dict[str, object], field: str
) -> None:
    newcomer = {"name": "Suresh Patil", "phone": "+919820012346"}
    async with unchanged(db, garage.id):
        for path, body in ((f"/api/workshops/{garage.id}/invite-codes", wrong), ("/api/members", newcomer | wrong)):
            problem = refused(await garage.owner.post(path, body), 422, "invalid_fields")
            assert [error["field"].partition(".")[0] for error in problem["errors"]] == [field]


async def test_what_comes_with_each_role_is_told(garage: Garage) -> None:
    roles = {row.pop("role"): row for row in ok(await garage.owner.get("/api/members/roles"))}
    assert list(roles) == ["owner", "manager", "accountant", "cashier", "technician", "gate"]
    for row in ok(await garage.owner.get("/api/members")):
        assert roles[row["role"]] == {"sees": row["sees"], "permissions": row["permissions"]}
    ok(await garage.owner.put(f"/api/workshops/{garage.id}", {"managers_see": "all"}))
    roles = {row["role"]: row["sees"] for row in ok(await garage.owner.get("/api/members/roles"))}
    assert (roles["manager"], roles["technician"]) == ("all", "own")


async def test_nobody_who_may_not_manage_members_reads_roles(garage: Garage) -> None:
    refused(await garage.manager.get("/api/members/roles"), 403, "wrong_role")


@pytest.mark.parametrize(
    "change",
    [
        {"$set": {"role": "owner"}},
        {"$set": {"role": "owner"}, "$unset": {"signed": ""}},
        {"$set": {"terms": {"grants": {"payments:review": True}}}, "$unset": {"signed": ""}},
        {"$set": {"expires_at": dt.datetime(2126, 1, 1, tzinfo=dt.UTC)}},
        {"$set": {"signed": "0badc0de.0000"}},
    ],
)
async def test_a_code_that_was_altered_lets_nobody_in(garage: Garage, db: Database, change: dict[str, Any]) -> None:
    """Whoever can write to the database makes nobody an owner by an open code."""
    code = (await make_code(garage))["code"]
    (mine,) = await db.collection("invite_codes").find({"code": code}).to_list()
    named = f"invite code {mine['_id']}: it is not for what it was made for"
    assert named not in await _found(db)
    await db.collection("invite_codes").update_one({"code": code}, change)
    assert named in await _found(db)
    async with unchanged(db, garage.id):
        body = registration(email=new_email("thief"), role="manager", invite_code=code)
        refused(await garage.owner.http.post("/api/auth/register", json=body), 400, "invalid_invite_code")


@pytest.mark.parametrize("how", ["revoked", "used"])
async def test_a_code_that_was_closed_lets_nobody_in_again(garage: Garage, db: Database, how: str) -> None:
    """Whoever can write to the database opens no code again: that it was closed is in the journal."""
    code = (await make_code(garage))["code"]
    if how == "revoked":
        path = f"/api/workshops/{garage.id}/invite-codes/{code}"
        ok(await garage.owner.delete(path))
        async with unchanged(db, garage.id):
            ok(await garage.owner.delete(path))
    else:
        await make_manager(garage.owner, invite_code=code)
    codes = db.collection("invite_codes")
    (mine,) = await codes.find({"code": code}).to_list()
    named = f"invite code {mine['_id']}: it was used or revoked, and is open again"
    assert named not in await _found(db)
    opened = {"is_active": True, "used_by": None, "used_at": None}
    await codes.update_one({"code": code}, {"$set": opened})
    assert named in await _found(db)
    async with unchanged(db, garage.id):
        body = registration(email=new_email("thief"), role="manager", invite_code=code)
        refused(await garage.owner.http.post("/api/auth/register", json=body), 400, "invalid_invite_code")
    await codes.update_one({"code": code}, {"$set": {name: mine[name] for name in opened}})
    await assert_invariants(db, garage.id)


async def test_open_codes_of_before_are_signed_once(garage: Garage, db: Database) -> None:
    code = (await make_code(garage, role="cashier", limits={"cash_payment": 500}))["code"]
    # As an older version made it.
    await db.collection("invite_codes").update_one({"code": code}, {"$unset": {"signed": ""}})
    await sign_open_invites(db)
    (signed,) = await db.collection("invite_codes").find({"code": code}).to_list()
    await sign_open_invites(db)
    assert await db.collection("invite_codes").find({"code": code}).to_list() == [signed]
    assert not [problem for problem in await _found(db) if signed["_id"] in problem]
    # In another currency its limit is another number.
    ok(await garage.owner.put(f"/api/workshops/{garage.id}", {"currency": "KWD"}))
    person = await make_manager(garage.owner, invite_code=code)
    assert (await terms_of(garage, person.id))["role"] == "cashier"


async def _found(db: Database) -> list[str]:
    report = Report()
    await verify_open_codes(db, report)
    return report.problems
