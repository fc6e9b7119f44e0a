"""Requests that share a transaction: each is done or refused as if it were alone, and none waits for another."""

import asyncio
import uuid
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from pymongo.errors import DuplicateKeyError

from revops.mongo.client import Database, Document, Session
from revops.mongo.idempotency import Work
from revops.mongo.scoped import Scoped, TenantScope
from tests.factories import Garage, get_job, job_fields, make_job, make_payment, ok, payment_fields, refused
from tests.invariants import assert_invariants

pytestmark = pytest.mark.slow

Transaction = Callable[..., Awaitable[Any]]
WORKSHOP = "a-workshop"


@pytest.fixture
def transactions(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A mark for each transaction that was begun."""
    begun: list[str] = []
    plain: Transaction = Database.transaction

    async def counted(self: Database, work: Any, **options: Any) -> Any:
        if not options.get("shared_in"):  # that joins one
            begun.append(work.__qualname__)
        return await plain(self, work, **options)

    monkeypatch.setattr(Database, "transaction", counted)
    return begun


def _shared(begun: list[str]) -> Counter[bool]:
    return Counter("_in_one" in name for name in begun if "seal" not in name.lower())


async def test_payments_at_the_same_time_cost_few_commits(
    garage: Garage, db: Database, transactions: list[str]
) -> None:
    jobs = [await make_job(garage.manager, estimated_amount=1000) for _ in range(12)]
    transactions.clear()
    made = await asyncio.gather(*(make_payment(garage.manager, job_id, 10) for job_id in jobs))
    assert len(set(made)) == 12
    assert _shared(transactions)[True] <= 8
    assert _shared(transactions)[False] == 0
    for job_id in jobs:
        assert (await get_job(garage.owner, job_id))["total_paid"] == 10
    await assert_invariants(db, garage.id)


async def test_jobs_with_advances_and_payments_go_together(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=1000)
    calls: list[Awaitable[Any]] = []
    for number in range(6):
        calls.append(garage.manager.post("/api/jobs", job_fields(advance_paid=100, customer_name=f"Customer {number}")))
        calls.append(garage.manager.post("/api/payments", payment_fields(job_id, 10)))
    for response in await asyncio.gather(*calls):
        ok(response)
    listed = ok(await garage.owner.get("/api/jobs"))
    assert sorted(job["total_paid"] for job in listed) == [60] + 6 * [100]
    await assert_invariants(db, garage.id)


async def test_a_refusal_is_one_alone(garage: Garage, other_garage: Garage, db: Database) -> None:
    jobs = [await make_job(garage.manager, estimated_amount=1000) for _ in range(8)]
    theirs = await make_job(other_garage.manager, estimated_amount=1000)
    answers = await asyncio.gather(
        *(garage.manager.post("/api/payments", payment_fields(job_id, 100)) for job_id in jobs[:4]),
        garage.manager.post("/api/payments", payment_fields(jobs[4], 1000.01)),
        garage.manager.post("/api/payments", payment_fields(theirs, 1)),
        other_garage.manager.post("/api/payments", payment_fields(theirs, 1)),
        *(garage.manager.post("/api/payments", payment_fields(job_id, 100)) for job_id in jobs[5:]),
    )
    refused(answers[4], 409, "more_than_outstanding")
    refused(answers[5], 404, "not_found")
    for answer in [*answers[:4], *answers[6:]]:
        ok(answer)
    for one in (garage, other_garage):
        await assert_invariants(db, one.id)


async def test_one_key_many_times_at_once_is_one_payment(garage: Garage, db: Database) -> None:
    job_id = await make_job(garage.manager, estimated_amount=1000)
    same = [garage.manager.post("/api/payments", payment_fields(job_id, 100), key="the-same") for _ in range(6)]
    others = [garage.manager.post("/api/payments", payment_fields(job_id, 10)) for _ in range(4)]
    answers = [ok(answer) for answer in await asyncio.gather(*same, *others)]
    assert len({answer["id"] for answer in answers[:6]}) == 1
    assert (await get_job(garage.owner, job_id))["total_paid"] == 140
    await assert_invariants(db, garage.id)


async def test_an_error_in_one_is_no_error_in_another(db: Database) -> None:
    name = f"group_commit_{uuid.uuid4().hex[:8]}"
    await db.collection(name).insert_one({"_id": "there"})

    def work(number: int) -> Work:
        async def insert(session: Session) -> Document:
            await db.insert(name, [{"_id": "there" if number == 2 else number}], session)
            return {"made": 1 / (number - 1)}

        return insert

    outcomes = await asyncio.gather(
        *(db.transaction(work(number), shared_in=WORKSHOP) for number in range(6)), return_exceptions=True
    )
    assert [type(outcome) for outcome in outcomes[:4]] == [dict, ZeroDivisionError, DuplicateKeyError, dict]
    kept = await db.collection(name).find({}, {"_id": 1}).to_list()
    assert {document["_id"] for document in kept} == {"there", 0, 3, 4, 5}


async def test_shared_work_cannot_read_what_it_has_inserted(garage: Garage, db: Database) -> None:
    """Its inserts go last, so it would find nothing: an error of the program, said at once."""
    jobs = Scoped(db, "jobs", TenantScope(garage.id))
    there = await make_job(garage.manager)

    async def insert_and_look(session: Session) -> Document:
        await jobs.insert([{"_id": uuid.uuid4().hex, "workshop_id": garage.id}], session)
        await jobs.find_one({"_id": there}, session=session)
        return {}

    async def look(session: Session) -> Document:
        return await jobs.find_one({"_id": there}, {"_id": 1}, session) or {}

    looks = [db.transaction(work, shared_in=garage.id) for work in (look, insert_and_look, look)]
    first, second, third = await asyncio.gather(*looks, return_exceptions=True)
    assert first == third == {"_id": there}  # what others insert meanwhile does not concern them
    assert isinstance(second, AssertionError)
    assert "jobs" in str(second)
    assert await db.collection("jobs").count_documents({"workshop_id": garage.id}) == 1


async def test_a_transaction_of_its_own_inserts_last_and_may_look_at_it(garage: Garage, db: Database) -> None:
    """What goes past ``Scoped`` and would look for it finds nothing, which a test is told."""
    jobs = Scoped(db, "jobs", TenantScope(garage.id))
    new_id, tasks = uuid.uuid4().hex, db.collection("tasks")

    async def insert(session: Session) -> None:
        await jobs.insert([{"_id": new_id, "workshop_id": garage.id}], session)
        await db.insert("tasks", [{"_id": new_id, "workshop_id": garage.id}], session)

    async def insert_and_look(session: Session) -> Document:
        await insert(session)
        found = await jobs.find_one({"_id": new_id}, {"_id": 1}, session) or {}
        await insert(session)  # both are there by now
        return found

    async def insert_and_look_beside(session: Session) -> None:
        await insert(session)
        await tasks.find_one({"_id": new_id}, session=session)

    async def insert_and_see(session: Session) -> Document:
        await insert(session)
        return await jobs.find_one({"_id": new_id}, {"_id": 1}, session) or {}

    with pytest.raises(DuplicateKeyError):
        await db.transaction(insert_and_look, inserts_last=True)
    with pytest.raises(AssertionError, match="tasks"):
        await db.transaction(insert_and_look_beside, inserts_last=True)
    assert await tasks.count_documents({"_id": new_id}) == 0
    assert await db.transaction(insert_and_see, inserts_last=True) == {"_id": new_id}
    for collection in (tasks, db.collection("jobs")):
        assert (await collection.delete_one({"_id": new_id})).deleted_count == 1


async def test_a_commit_is_of_one_workshop(garage: Garage, other_garage: Garage, db: Database) -> None:
    """So it stays on one shard, where there are several."""
    name = f"group_commit_{uuid.uuid4().hex[:8]}"
    in_one: dict[Any, set[str]] = {}

    def work(workshop_id: str, *, written: str) -> Work:
        async def insert(session: Session) -> Document:
            in_one.setdefault(session, set()).add(workshop_id)
            await db.insert(name, [{"_id": uuid.uuid4().hex, "workshop_id": written}], session)
            return {}

        return insert

    both = [garage.id, other_garage.id] * 6
    await asyncio.gather(*(db.transaction(work(one, written=one), shared_in=one) for one in both))
    assert [len(workshops) for workshops in in_one.values()] == [1] * len(in_one)
    assert len(in_one) < len(both)
    assert await db.collection(name).count_documents({"workshop_id": garage.id}) == 6
    with pytest.raises(AssertionError, match="not of the commit's workshop"):
        await db.transaction(work(garage.id, written=other_garage.id), shared_in=garage.id)
    assert await db.collection(name).count_documents({}) == 12


async def test_what_is_held_up_holds_up_nobody_else(garage: Garage, db: Database) -> None:
    jobs = [await make_job(garage.manager, estimated_amount=1000) for _ in range(6)]
    held, release = asyncio.Event(), asyncio.Event()

    async def hold(session: Session) -> None:
        """Another process is at one of the jobs, and takes its time."""
        await db.collection("jobs").update_one({"_id": jobs[0]}, {"$set": {"internal_notes": "x"}}, session=session)
        held.set()
        await release.wait()

    holding = asyncio.create_task(db.transaction(hold))
    await held.wait()
    paying = [asyncio.create_task(make_payment(garage.manager, job_id, 10)) for job_id in jobs]
    await asyncio.gather(*paying[1:])
    assert not paying[0].done()
    await make_payment(garage.manager, jobs[1], 10)  # and so it stays for whoever comes next
    release.set()
    await asyncio.gather(holding, paying[0])
    assert (await get_job(garage.owner, jobs[0]))["total_paid"] == 10
    await assert_invariants(db, garage.id)
