"""One key, one effect: a POST that is sent again because its answer was lost."""

import asyncio
import datetime as dt
from typing import Any

import pytest

from revops.core.time import now
from revops.mongo.client import Database
from tests.factories import (
    Garage,
    Person,
    get_job,
    job_fields,
    make_job,
    make_manager,
    make_owner,
    make_payment,
    ok,
    payment_fields,
    refused,
    workshop_fields,
)
from tests.invariants import assert_invariants, unchanged


async def test_the_same_key_and_body_bring_the_first_answer_and_one_effect(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=5000)
    body = payment_fields(job_id, 2000)
    first = await garage.manager.post("/api/payments", body, key="payment-1")
    async with unchanged(db, garage.id):
        again = await garage.manager.post("/api/payments", body, key="payment-1")
    assert ok(again) == ok(first)
    assert again.content == first.content
    assert (await get_job(garage.manager, job_id))["total_paid"] == 2000
    await assert_invariants(db, garage.id)


async def test_the_same_body_spelt_otherwise_is_the_same(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager)
    body = payment_fields(job_id, 2000, notes="Paid")
    first = ok(await garage.manager.post("/api/payments", body, key="k"))
    async with unchanged(db, garage.id):
        other = dict(reversed(body.items())) | {"notes": " Paid ", "reference": None}
        assert ok(await garage.manager.post("/api/payments", other, key="k")) == first


async def test_another_body_or_address_under_the_same_key_is_refused(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager)
    ok(await garage.manager.post("/api/payments", payment_fields(job_id, 2000), key="k"))
    async with unchanged(db, garage.id):
        for path, body in (
            ("/api/payments", payment_fields(job_id, 2001)),
            ("/api/payments", payment_fields(job_id, 2000, notes="Other")),
            ("/api/jobs", job_fields()),
            ("/api/settlements", {"amount": 2000, "job_ids": []}),
        ):
            refused(
                await garage.manager.post(path, body, key="k"),
                422,
                "idempotency_key_reused",
                field="Idempotency-Key",
            )


async def test_keys_belong_to_their_user(garage: Garage, db: Database) -> None:
    colleague = await make_manager(garage.owner)
    mine, theirs = await make_job(garage.manager), await make_job(colleague)
    ok(await garage.manager.post("/api/payments", payment_fields(mine, 10), key="k"))
    ok(await colleague.post("/api/payments", payment_fields(theirs, 20), key="k"))
    assert (await get_job(garage.owner, mine))["total_paid"] == 10
    assert (await get_job(garage.owner, theirs))["total_paid"] == 20
    await assert_invariants(db, garage.id)


async def test_a_refused_request_leaves_its_key_free(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=100)
    paid = await make_payment(garage.manager, job_id, 100)
    refused(await garage.manager.post("/api/payments", payment_fields(job_id, 50), key="k"), 409)
    ok(await garage.owner.put(f"/api/payments/{paid}/reject", {"reason": "Wrong"}))
    ok(await garage.manager.post("/api/payments", payment_fields(job_id, 50), key="k"))
    assert (await get_job(garage.manager, job_id))["total_paid"] == 50
    await assert_invariants(db, garage.id)


async def test_a_key_is_forgotten_after_a_day(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager)
    body = payment_fields(job_id, 10)
    first = ok(await garage.manager.post("/api/payments", body, key="k"))
    keys = db.collection("idempotency_keys")
    stored = await keys.find_one({"user_id": garage.manager.id, "key": "k"})
    assert stored is not None
    assert dt.timedelta(hours=23, minutes=59) < stored["expires_at"] - now() <= dt.timedelta(hours=24)
    await keys.update_one({"_id": stored["_id"]}, {"$set": {"expires_at": now() - dt.timedelta(seconds=1)}})
    assert ok(await garage.manager.post("/api/payments", body, key="k")) != first
    assert (await get_job(garage.manager, job_id))["total_paid"] == 20
    await assert_invariants(db, garage.id)


@pytest.mark.parametrize("key", ["x" * 129, "two words", "ключ", "tab\tkey", " "])
async def test_what_is_no_key(garage: Garage, db: Database, key: str) -> None:
    job_id = await make_job(garage.manager)
    async with unchanged(db, garage.id):
        response = await garage.manager.http.post(
            "/api/payments",
            json=payment_fields(job_id, 10),
            headers=[
                (b"authorization", f"Bearer {garage.manager.token}".encode()),
                (b"idempotency-key", key.encode()),
            ],
        )
        refused(response, 422, field="Idempotency-Key")


async def test_a_key_has_up_to_128_characters_and_may_hold_operators(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager)
    for key in ("x" * 128, '{"$ne":null}', "$where", "a.b"):
        ok(await garage.manager.post("/api/payments", payment_fields(job_id, 10), key=key))
        async with unchanged(db, garage.id):
            ok(await garage.manager.post("/api/payments", payment_fields(job_id, 10), key=key))
    assert (await get_job(garage.manager, job_id))["total_paid"] == 40


async def _at_once(person: Person, path: str, body: Any, times: int = 20) -> list[Any]:
    responses = await asyncio.gather(*(person.post(path, body, key="at-once") for _ in range(times)))
    return [ok(response) for response in responses]


async def test_twenty_at_once_are_one_payment(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=5000)
    answers = await _at_once(garage.manager, "/api/payments", payment_fields(job_id, 2000))
    assert len({answer["id"] for answer in answers}) == 1
    job = await get_job(garage.manager, job_id)
    assert (job["total_paid"], len(job["payments"])) == (2000, 1)
    await assert_invariants(db, garage.id)


async def test_twenty_at_once_are_one_job_with_one_advance(garage: Garage, db: Database) -> None:
    answers = await _at_once(garage.manager, "/api/jobs", job_fields(advance_paid=100))
    assert len({answer["id"] for answer in answers}) == 1
    assert await db.collection("jobs").count_documents({"workshop_id": garage.id}) == 1
    assert await db.collection("payments").count_documents({"workshop_id": garage.id}) == 1
    await assert_invariants(db, garage.id)


async def test_twenty_at_once_are_one_settlement(garage: Garage, db: Database) -> None:
    await make_job(garage.manager, advance_paid=1000)
    answers = await _at_once(garage.manager, "/api/settlements", {"amount": 100, "job_ids": []})
    assert len({answer["id"] for answer in answers}) == 1
    assert await db.collection("settlements").count_documents({"workshop_id": garage.id}) == 1
    await assert_invariants(db, garage.id)


async def test_twenty_at_once_are_one_code(garage: Garage, db: Database) -> None:
    answers = await _at_once(garage.owner, f"/api/workshops/{garage.id}/invite-codes", None)
    assert len({answer["code"] for answer in answers}) == 1
    assert await db.collection("invite_codes").count_documents({"workshop_id": garage.id, "used_by": None}) == 1


async def test_twenty_at_once_are_one_workshop(http: Any, db: Database) -> None:
    owner = await make_owner(http)
    answers = await _at_once(owner, "/api/workshops", workshop_fields())
    assert all(answer == answers[0] for answer in answers)
    assert await db.collection("workshops").count_documents({"owner_id": owner.id}) == 1
