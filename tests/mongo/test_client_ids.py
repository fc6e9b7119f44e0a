"""Ids that a client makes: one effect however often and late the request comes, and no id of somebody else's."""

import asyncio

import httpx2
import pytest

from revops.core.ids import new_id
from revops.mongo.client import Database
from tests.factories import (
    Garage,
    all_pages,
    get_job,
    job_fields,
    make_job,
    make_manager,
    ok,
    payment_fields,
    refused,
)
from tests.invariants import assert_invariants, unchanged
from tests.settlements.counts import make_counting_garage


async def test_a_job_and_its_payment_are_named_before_they_are_sent(garage: Garage, db: Database) -> None:
    job_id, payment_id = new_id(), new_id()
    job = job_fields(id=job_id, advance_paid=1000)
    payment = payment_fields(job_id, 4000, id=payment_id)
    refused(await garage.manager.post("/api/payments", payment), 404, "not_found")
    created = ok(await garage.manager.post("/api/jobs", job, key="of-the-job"))
    recorded = ok(await garage.manager.post("/api/payments", payment, key="of-the-payment"))
    assert (created["id"], recorded["id"]) == (job_id, payment_id)
    # The keys are forgotten after a day; the phone was out of reach for longer. The balance is paid by now.
    await db.collection("idempotency_keys").delete_many({"user_id": garage.manager.id})
    async with unchanged(db, garage.id):
        assert ok(await garage.manager.post("/api/jobs", job, key="another")) == created
        assert ok(await garage.manager.post("/api/jobs", job)) == created
        assert ok(await garage.manager.post("/api/payments", payment, key="one-more")) == recorded
        assert ok(await garage.manager.post("/api/payments", payment)) == recorded
    assert (await get_job(garage.manager, job_id))["total_paid"] == 5000
    assert ok(await garage.manager.post("/api/jobs", job_fields()))["number"] == created["number"] + 1
    await assert_invariants(db, garage.id)


async def test_the_same_sent_many_times_at_once_is_recorded_once(garage: Garage, db: Database) -> None:
    job_id = new_id()
    answers = await asyncio.gather(
        *(garage.manager.post("/api/jobs", job_fields(id=job_id), key=f"try-{n}") for n in range(5))
    )
    assert len({answer.content for answer in answers}) == 1
    assert ok(answers[0])["id"] == job_id
    body = payment_fields(job_id, 3000, id=new_id())
    paid = await asyncio.gather(*(garage.manager.post("/api/payments", body) for _ in range(5)))
    assert {ok(answer)["id"] for answer in paid} == {body["id"]}
    assert len(await all_pages(garage.owner, "/api/jobs")) == 1
    assert (await get_job(garage.owner, job_id))["total_paid"] == 3000
    await assert_invariants(db, garage.id)


async def test_an_id_of_something_else_is_refused(garage: Garage, other_garage: Garage, db: Database) -> None:
    colleague = await make_manager(garage.owner)
    job_id, payment_id = new_id(), new_id()
    ok(await garage.manager.post("/api/jobs", job_fields(id=job_id)))
    ok(await garage.manager.post("/api/payments", payment_fields(job_id, 100, id=payment_id)))
    of_colleague, elsewhere = await make_job(colleague), await make_job(other_garage.manager)
    async with unchanged(db, garage.id), unchanged(db, other_garage.id):
        tried = [
            await garage.manager.post("/api/jobs", job_fields(id=job_id, estimated_amount=6000)),
            await colleague.post("/api/jobs", job_fields(id=job_id)),
            await other_garage.manager.post("/api/jobs", job_fields(id=job_id)),
            await garage.manager.post("/api/payments", payment_fields(job_id, 200, id=payment_id)),
            await colleague.post("/api/payments", payment_fields(of_colleague, 100, id=payment_id)),
            await other_garage.manager.post("/api/payments", payment_fields(elsewhere, 100, id=payment_id)),
        ]
        # Not a word about whose it is.
        assert len({refused(answer, 409, "id_taken")["detail"] for answer in tried}) == 1


@pytest.mark.parametrize("name", ["7", "0199F3B2-6F7E-7A31-8D3C-2F4B8A1C5E90", "0199f3b2-6f7e-4a31-8d3c-2f4b8a1c5e90"])
async def test_what_is_no_uuid_of_the_seventh_kind_is_no_id(garage: Garage, name: str) -> None:
    refused(await garage.manager.post("/api/jobs", job_fields(id=name)), 422, field="id")


async def test_a_count_is_handed_over_once_however_late_it_is_sent_again(
    http: httpx2.AsyncClient, db: Database
) -> None:
    garage = await make_counting_garage(http)
    colleague = await make_manager(garage.owner)
    job_id, hand_over_id = await make_job(garage.manager), new_id()
    ok(await garage.manager.post("/api/payments", payment_fields(job_id, 900)))
    body = {"id": hand_over_id, "count": {"100": 4}, "job_ids": []}
    handed = ok(await garage.manager.post("/api/settlements", body, key="of-the-count"))
    assert handed["id"] == hand_over_id
    # The keys are forgotten after a day; and by now the garage counts no more.
    await db.collection("idempotency_keys").delete_many({"user_id": garage.manager.id})
    ok(await garage.owner.put(f"/api/workshops/{garage.id}", {"blind_counts": False}))
    async with unchanged(db, garage.id):
        assert ok(await garage.manager.post("/api/settlements", body, key="another")) == handed
        assert ok(await garage.manager.post("/api/settlements", body)) == handed
        refused(await garage.manager.post("/api/settlements", {**body, "count": {"100": 5}}), 409, "id_taken")
        refused(await colleague.post("/api/settlements", body), 409)
    await assert_invariants(db, garage.id)


async def test_a_count_sent_many_times_at_once_is_handed_over_once(http: httpx2.AsyncClient, db: Database) -> None:
    garage = await make_counting_garage(http)
    job_id = await make_job(garage.manager)
    ok(await garage.manager.post("/api/payments", payment_fields(job_id, 900)))
    body = {"id": new_id(), "count": {"100": 2}, "job_ids": []}
    answers = await asyncio.gather(*(garage.manager.post("/api/settlements", body) for _ in range(5)))
    assert {ok(answer)["id"] for answer in answers} == {body["id"]}
    assert len(ok(await garage.manager.get("/api/settlements"))) == 1
    await assert_invariants(db, garage.id)
