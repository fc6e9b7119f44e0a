"""Jobs close by themselves the day after they are delivered, paid and confirmed, and not before."""

import asyncio
from typing import Any

import pytest
from fastapi import FastAPI

from revops.core.time import now
from revops.jobs.indexes import INDEXES
from revops.jobs.upkeep import Upkeep
from revops.mongo.client import Database
from revops.remaking.indexes import MIGRATION, dropping
from revops.rooms import migrate
from tests.conftest import Clock, MakeDatabase
from tests.factories import Garage, confirm_payment, get_job, make_job, make_payment, move_job, ok, reject_payment
from tests.invariants import assert_invariants
from tests.verifying import problems

pytestmark = pytest.mark.slow


@pytest.fixture
def upkeep(app: FastAPI) -> Upkeep:
    """What the server does by the clock."""
    return Upkeep(app.state.services)


async def delivered(garage: Garage, *, paid: int = 500, confirmed: bool = True) -> tuple[str, str]:
    """Return a delivered job of 500 and its payment."""
    job_id = await make_job(garage.manager, estimated_amount=500)
    payment_id = await make_payment(garage.manager, job_id, paid, method="upi")
    if confirmed:
        await confirm_payment(garage.owner, payment_id)
    await move_job(garage.manager, job_id, "completed", "delivered")
    return job_id, payment_id


async def status_of(garage: Garage, *job_ids: str) -> list[str]:
    """Return how jobs stand."""
    return [(await get_job(garage.owner, job_id))["status"] for job_id in job_ids]


async def test_closes_the_next_day_of_the_workshop_and_says_so(
    garage: Garage, clock: Clock, db: Database, upkeep: Upkeep
) -> None:
    clock.set("2026-03-10T06:00:00Z")
    job_id, payment_id = await delivered(garage)
    before = await get_job(garage.manager, job_id)
    assert (before["status"], before["closes_on"]) == ("delivered", "2026-03-11")
    clock.set("2026-03-10T18:29:00Z")  # one minute to midnight in India
    await upkeep.close_due()
    assert await status_of(garage, job_id) == ["delivered"]
    clock.set("2026-03-10T18:30:00Z")
    await asyncio.gather(*(upkeep.close_due() for _ in range(3)))
    job = await get_job(garage.manager, job_id)
    assert (job["status"], job["closes_on"], job["version"]) == ("closed", None, before["version"] + 1)
    news = job["updates"][0]
    assert (news["kind"], news["actor_id"], news["actor_name"]) == ("job_updated", "system", None)
    assert news["changes"] == {"status": ["delivered", "closed"]}
    assert [update["changes"].get("status") for update in job["updates"]].count(["delivered", "closed"]) == 1
    shown = ok(await garage.owner.get("/api/analytics/dashboard"))
    assert (shown["status_counts"]["delivered"], shown["status_counts"]["closed"]) == (0, 1)
    await reject_payment(garage.owner, payment_id)  # as ever: the money is owed again
    rejected = await get_job(garage.owner, job_id)
    assert (rejected["status"], rejected["remaining_amount"]) == ("closed", 500)
    await assert_invariants(db, garage.id)
    assert await problems(db, garage.id) == []


async def test_waits_for_delivery_money_and_the_owners_word(
    garage: Garage, clock: Clock, db: Database, upkeep: Upkeep
) -> None:
    clock.set("2026-03-10T06:00:00Z")
    unconfirmed, payment_id = await delivered(garage, confirmed=False)
    on_credit, _ = await delivered(garage, paid=1)
    at_work = await make_job(garage.manager, estimated_amount=0)
    clock.advance(days=30)
    await upkeep.close_due()
    jobs = unconfirmed, on_credit, at_work
    assert await status_of(garage, *jobs) == ["delivered", "credit_pending", "pending"]
    assert [(await get_job(garage.owner, job_id))["closes_on"] for job_id in jobs] == [None, None, None]
    await confirm_payment(garage.owner, payment_id)  # from then on there is a day to take it back
    await upkeep.close_due()
    assert (await get_job(garage.owner, unconfirmed))["closes_on"] == "2026-04-10"
    clock.advance(days=1)
    await upkeep.close_due()
    assert await status_of(garage, *jobs) == ["closed", "credit_pending", "pending"]
    await assert_invariants(db, garage.id)


async def test_credit_that_is_paid_off_is_delivered_first_and_closes_then(
    garage: Garage, clock: Clock, upkeep: Upkeep
) -> None:
    clock.set("2026-03-10T06:00:00Z")
    job_id, _ = await delivered(garage, paid=100)
    clock.advance(days=9)
    ok(await garage.owner.post("/api/payments", {"job_id": job_id, "amount": 400, "payment_type": "final"}))
    assert await status_of(garage, job_id) == ["delivered"]
    await upkeep.close_due()
    assert await status_of(garage, job_id) == ["delivered"]
    clock.advance(days=1)
    await upkeep.close_due()
    assert await status_of(garage, job_id) == ["closed"]


async def test_a_reopened_job_has_its_day_again(garage: Garage, clock: Clock, upkeep: Upkeep) -> None:
    clock.set("2026-03-10T06:00:00Z")
    job_id, _ = await delivered(garage)
    clock.advance(days=1)
    await upkeep.close_due()
    await move_job(garage.owner, job_id, "delivered")
    await upkeep.close_due()
    assert await status_of(garage, job_id) == ["delivered"]


async def test_a_look_reads_each_job_that_is_delivered_and_paid_once_however_many_close(
    garage: Garage, app: FastAPI, db: Database, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.set("2026-03-10T06:00:00Z")
    closing = [(await delivered(garage))[0] for _ in range(2)]
    await delivered(garage, confirmed=False)
    await delivered(garage, paid=100)
    closing += [(await delivered(garage))[0] for _ in range(2)]
    await make_job(garage.manager)
    clock.advance(days=1)
    settled = await db.collection("jobs").count_documents({"status": "delivered", "outstanding_minor": 0})
    examined = []
    jobs = db.collection("jobs")
    plain = jobs.aggregate

    async def noted(pipeline: Any, **options: Any) -> Any:
        command = {"aggregate": "jobs", "pipeline": pipeline, "cursor": {}, **options}
        explained = await jobs.database.command({"explain": command, "verbosity": "executionStats"})
        stages = explained["stages"][0]["$cursor"] if "stages" in explained else explained
        examined.append(stages["executionStats"]["totalDocsExamined"])
        return await plain(pipeline, **options)

    monkeypatch.setattr(jobs, "aggregate", noted)
    assert await Upkeep(app.state.services, batch_size=1).close_due() >= 4
    assert await status_of(garage, *closing) == ["closed"] * 4
    assert len(examined) >= 5
    assert sum(examined) == settled >= 5
    await assert_invariants(db, garage.id)


async def test_no_index_of_jobs_is_of_what_every_write_changes() -> None:
    each_time = {"updated_at", "version", "paid_minor", "confirmed_minor"}
    for index in INDEXES["jobs"]:
        touched = {*index.document["key"], *index.document.get("partialFilterExpression", {})}
        assert touched.isdisjoint(each_time), index.document["name"]


async def test_the_index_that_an_older_version_closes_jobs_by_is_dropped_when_none_serves(
    make_database: MakeDatabase,
) -> None:
    db = make_database()
    await migrate(db)
    before = [("status", 1), ("updated_at", 1)]
    await db.collection("jobs").create_index(before, name="delivered")
    older = {"_id": "older", "host": "here", "seen_at": now(), "migration": MIGRATION - 1}
    await db.collection("instances").insert_one(older)
    await dropping(db).make_pass()
    assert "delivered" in await db.collection("jobs").index_information()
    await db.collection("instances").delete_one({"_id": "older"})
    await dropping(db).make_pass()
    await dropping(db).make_pass()
    indexes = await db.collection("jobs").index_information()
    assert "delivered" not in indexes
    assert "settled" in indexes
