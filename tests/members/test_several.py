"""One person in several garages: where a request acts, and that nothing crosses over."""

import asyncio
from typing import Any

import httpx2
import pytest

from revops.mongo.client import Database
from tests.factories import (
    Garage,
    Person,
    job_fields,
    login,
    make_invite_code,
    make_job,
    make_owner,
    make_payment,
    make_workshop,
    move_job,
    ok,
    payment_fields,
    refused,
    workshop_fields,
)
from tests.invariants import assert_invariants, unchanged

pytestmark = pytest.mark.slow


class At(Person):
    """A person who says in which garage each request acts."""

    def __init__(self, person: Person, workshop_id: str) -> None:
        user = {"id": person.id, "email": person.email, "name": person.name, "workshop_id": workshop_id}
        super().__init__(person.http, {"token": person.token, "user": user}, person.password)

    async def request(
        self, method: str, path: str, *, headers: dict[str, str] | None = None, **options: Any
    ) -> httpx2.Response:
        here = {"X-Workshop": str(self.workshop_id), **(headers or {})}
        return await super().request(method, path, headers=here, **options)


async def joined(person: Person, garage: Garage) -> str:
    """Let somebody into a further garage; return the member's id there."""
    answer = ok(await person.post("/api/members/join", {"invite_code": await make_invite_code(garage.owner)}))
    assert answer["workshop_id"] == garage.id
    return str(answer["member_id"])


async def test_a_second_garage_is_opened_when_it_is_meant(garage: Garage, db: Database) -> None:
    owner = garage.owner
    async with unchanged(db, garage.id):
        refused(await owner.post("/api/workshops", workshop_fields()), 400, "workshop_exists")
    second = await make_workshop(owner, name="Second Motors", additional=True)
    me = ok(await owner.get("/api/auth/me"))
    assert me["workshop_id"] == second["id"]
    assert [(row["workshop_id"], row["workshop_name"], row["role"]) for row in me["memberships"]] == [
        (garage.id, "Test Motors", "owner"),
        (second["id"], "Second Motors", "owner"),
    ]
    first, other = At(owner, garage.id), At(owner, second["id"])
    assert ok(await first.get("/api/workshops/me"))["name"] == "Test Motors"
    assert ok(await other.get("/api/workshops/me"))["name"] == "Second Motors"
    assert ok(await owner.get("/api/workshops/me"))["name"] == "Second Motors"
    assert ok(await owner.put("/api/auth/me", {"workshop_id": garage.id}))["workshop_id"] == garage.id
    assert ok(await owner.get("/api/workshops/me"))["name"] == "Test Motors"
    assert (await login(owner.http, owner.email)).workshop_id == garage.id
    # What is taken on the owner's behalf in the second is his there, and confirmed at once.
    code = ok(await other.post(f"/api/workshops/{second['id']}/invite-codes"))["code"]
    answer = ok(await garage.manager.post("/api/members/join", {"invite_code": code}))
    there = At(garage.manager, second["id"])
    job_id = ok(await there.post("/api/jobs", job_fields()))["id"]
    ok(await other.post("/api/payments", payment_fields(job_id, 100)))
    job = ok(await other.get(f"/api/jobs/{job_id}"))
    assert (job["manager_id"], job["manager_name"], job["confirmed_amount"]) == (
        answer["member_id"],
        "Test Manager",
        100,
    )
    assert job["payments"][0]["collected_by_name"] == "Test Owner"
    await assert_invariants(db, second["id"])
    await assert_invariants(db, garage.id)


async def test_of_two_first_garages_at_once_one_is_opened(http: httpx2.AsyncClient) -> None:
    owner = await make_owner(http)
    answers = await asyncio.gather(*(owner.post("/api/workshops", workshop_fields()) for _ in range(4)))
    assert sorted(answer.status_code for answer in answers) == [200, 400, 400, 400]


async def test_cash_jobs_and_names_are_of_the_garage_that_is_said(
    garage: Garage, other_garage: Garage, db: Database
) -> None:
    person = garage.manager
    here_job = await make_job(person, estimated_amount=900)
    await make_payment(person, here_job, 300)
    member_id = await joined(person, other_garage)
    assert member_id != person.id
    here, there = At(person, garage.id), At(person, other_garage.id)
    there_job = ok(await there.post("/api/jobs", job_fields(estimated_amount=700, advance_paid=70)))["id"]
    assert [job["id"] for job in ok(await here.get("/api/jobs"))] == [here_job]
    assert [job["id"] for job in ok(await there.get("/api/jobs"))] == [there_job]
    # Without a word it is the garage that was joined last.
    assert [job["id"] for job in ok(await person.get("/api/jobs"))] == [there_job]
    assert ok(await here.get("/api/settlements/cash"))["available"] == 300
    assert ok(await there.get("/api/settlements/cash"))["available"] == 70
    async with unchanged(db, garage.id, other_garage.id):
        refused(await there.get(f"/api/jobs/{here_job}"), 404)
        refused(await here.put(f"/api/jobs/{there_job}", {"status": "in_progress"}), 404)
        refused(await there.post("/api/payments", payment_fields(here_job, 1)), 404)
        refused(await there.post("/api/settlements", {"amount": 71, "job_ids": []}), 409, "more_than_cash_in_hand")
    ok(await there.post("/api/settlements", {"amount": 70, "job_ids": [there_job]}))
    rows = {row["id"]: row for row in ok(await other_garage.owner.get("/api/managers"))}
    assert (rows[member_id]["user_id"], rows[member_id]["user"]["name"]) == (person.id, "Test Manager")
    assert rows[member_id]["pending_settlement"] == 70
    performance = ok(await other_garage.owner.get("/api/analytics/dashboard"))["manager_performance"]
    assert {row["manager_id"]: row["name"] for row in performance}[member_id] == "Test Manager"
    for workshop_id in (garage.id, other_garage.id):
        await assert_invariants(db, workshop_id)


async def test_the_same_key_in_another_garage_is_another_request(garage: Garage, other_garage: Garage) -> None:
    person = garage.manager
    await joined(person, other_garage)
    headers = {"Idempotency-Key": "the-same"}
    made = []
    for workshop_id in (garage.id, garage.id, other_garage.id):
        answer = await At(person, workshop_id).request("POST", "/api/jobs", headers=headers, json=job_fields())
        made.append(answer)
    assert ok(made[0]) == ok(made[1])
    refused(made[2], 422, "idempotency_key_reused")


async def test_a_link_says_in_its_address_of_which_garage_it_is(
    garage: Garage, other_garage: Garage, db: Database
) -> None:
    person = garage.manager
    here_job = await make_job(person)
    await joined(person, other_garage)
    there_job = ok(await At(person, other_garage.id).post("/api/jobs", job_fields()))["id"]
    card, links = f"/api/documents/job-card/{here_job}", {"workshop": garage.id}
    # That it was printed is written down.
    assert (await person.get(card, **links)).headers["content-type"] == "application/pdf"
    async with unchanged(db, garage.id, other_garage.id):
        # The garage that was joined last is the other one.
        refused(await person.get(card), 404)
        refused(await person.get(f"/api/documents/job-card/{there_job}", **links), 404)
        assert [job["id"] for job in ok(await person.get("/api/jobs", **links))] == [here_job]
        assert ok(await person.get("/api/auth/me", **links))["workshop_id"] == garage.id
        # The header wins, and a stranger's address opens nothing.
        assert [job["id"] for job in ok(await At(person, other_garage.id).get("/api/jobs", **links))] == [there_job]
        for nobodys in (other_garage.id, "no-such-garage", ""):
            refused(await garage.owner.get(card, workshop=nobodys), 403, "not_a_member")
    assert ok(await garage.owner.get("/api/jobs", **links, limit=1))
    # What changes something goes by the header alone.
    made = ok(await person.post(f"/api/jobs?workshop={garage.id}", job_fields()))["id"]
    assert made in [job["id"] for job in ok(await At(person, other_garage.id).get("/api/jobs"))]


async def test_a_garage_that_is_not_ones_own_says_nothing(garage: Garage, other_garage: Garage, db: Database) -> None:
    job_id = await make_job(other_garage.manager)
    async with unchanged(db, garage.id, other_garage.id):
        told = set()
        for workshop_id in (other_garage.id, "no-such-garage", "", "x" * 500):
            stranger = At(garage.manager, workshop_id)
            for path in ("/api/jobs", f"/api/jobs/{job_id}", "/api/workshops/me", "/api/auth/me"):
                told.add(refused(await stranger.get(path), 403, "not_a_member")["detail"])
            refused(await stranger.post("/api/payments", payment_fields(job_id, 1)), 403, "not_a_member")
        assert told == {"You are not a member of this garage. Choose one of your own."}
        refused(await garage.manager.put("/api/auth/me", {"workshop_id": other_garage.id}), 403, "not_a_member")
    # What is refused stands in the log of his own garage, not in that of others.
    assert not [row for row in ok(await other_garage.owner.get("/api/audit")) if row["user_id"] == garage.manager.id]
    assert [row for row in ok(await garage.owner.get("/api/audit")) if row["user_id"] == garage.manager.id]


async def test_leaving_one_garage_leaves_the_other(garage: Garage, other_garage: Garage, db: Database) -> None:
    person = garage.manager
    member_id = await joined(person, other_garage)
    job_id = await make_job(person)
    ok(await other_garage.owner.delete(f"/api/members/{member_id}"))
    refused(await person.get("/api/jobs"), 401, "session_ended")
    again = await login(person.http, person.email)
    assert again.workshop_id == garage.id
    refused(await At(again, other_garage.id).get("/api/jobs"), 403, "not_a_member")
    assert ok(await again.get("/api/jobs")) == []
    ok(await other_garage.owner.put(f"/api/jobs/{job_id}", {"manager_id": other_garage.manager.id}))
    assert await joined(again, other_garage) == member_id
    assert ok(await At(again, other_garage.id).get("/api/auth/me"))["member_id"] == member_id
    await assert_invariants(db, other_garage.id)


async def test_whoever_joins_twice_at_once_is_one_member(garage: Garage, other_garage: Garage, db: Database) -> None:
    codes = [await make_invite_code(other_garage.owner) for _ in range(4)]
    answers = await asyncio.gather(*(garage.manager.post("/api/members/join", {"invite_code": code}) for code in codes))
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409]
    mine = {"user_id": garage.manager.id, "workshop_id": other_garage.id}
    assert await db.collection("members").count_documents(mine) == 1
    await assert_invariants(db, other_garage.id)


async def test_an_owner_works_as_a_manager_elsewhere_and_is_none_of_its_owners(
    garage: Garage, other_garage: Garage, db: Database
) -> None:
    await joined(garage.owner, other_garage)
    there = At(garage.owner, other_garage.id)
    me = ok(await there.get("/api/auth/me"))
    assert me["role"] == "manager"
    assert "payments:review" not in me["permissions"]
    refused(await there.get("/api/members"), 403, "wrong_role")
    job_id = ok(await there.post("/api/jobs", job_fields(advance_paid=100)))["id"]
    refused(await there.put(f"/api/jobs/{job_id}", {"status": "closed"}), 409, "status_move_not_allowed")
    (payment,) = ok(await there.get(f"/api/jobs/{job_id}"))["payments"]
    assert payment["verdict"] == "pending"
    await move_job(other_garage.owner, job_id, "in_progress")
    await assert_invariants(db, other_garage.id)
