"""What is found is noted once, with an entry, and what is deleted or altered of it is found by the check."""

import asyncio
import datetime as dt
from collections.abc import Sequence

import pytest
from fastapi import FastAPI
from pymongo.errors import AutoReconnect, ExecutionTimeout, PyMongoError

from revops.access.caller import Services, WorkshopContext
from revops.core.time import now
from revops.exceptions.finding import Finding, note, withdraw
from revops.exceptions.follower import Follower
from revops.exceptions.kinds import ExceptionKind
from revops.exceptions.look import Look
from revops.exceptions.marks import JOURNAL
from revops.exceptions.rounds import FinderRounds
from revops.journal.entry import EntryKind
from revops.mongo.client import Database, Document
from revops.mongo.lease import Lease
from tests.factories import Garage, make_job
from tests.invariants import assert_invariants
from tests.sealing import seal_all
from tests.verifying import problems

pytestmark = pytest.mark.anyio

AT = dt.datetime(2026, 3, 10, 6, tzinfo=dt.UTC)


def finding(cause: str = "somebody:2026-03-10") -> Finding:
    return Finding(ExceptionKind.DAY_NOT_CLOSED, cause, AT, amount_minor=500, facts={"day": "2026-03-10"})


async def noted(db: Database, garage: Garage, *findings: Finding) -> int:
    return await db.transaction(lambda session: note(db, session, garage.id, findings))


async def test_the_same_is_noted_once_however_many_find_it(garage: Garage, db: Database) -> None:
    new = await asyncio.gather(*(noted(db, garage, finding()) for _ in range(5)))
    assert sum(new) == 1
    assert await noted(db, garage, finding(), finding("another")) == 1
    entries = await db.collection("journal").find({"workshop_id": garage.id, "kind": "exception_noted"}).to_list()
    assert len(entries) == 2
    assert all(entry["manager_id"] is None and "job_id" not in entry for entry in entries)
    assert await problems(db, garage.id) == []
    await assert_invariants(db, garage.id)


async def test_what_is_withdrawn_is_asked_again_when_its_reason_is_back(garage: Garage, db: Database) -> None:
    async def gone() -> bool:
        kind = ExceptionKind.DAY_NOT_CLOSED
        return await db.transaction(lambda session: withdraw(db, session, garage.id, kind, finding().cause))

    assert not await gone()
    await noted(db, garage, finding())
    assert await gone()
    assert not await gone()
    rows = db.collection("exceptions")
    assert (await rows.find_one({"workshop_id": garage.id}) or {})["state"] == "withdrawn"
    assert await problems(db, garage.id) == []
    assert await noted(db, garage, finding()) == 1
    assert (await rows.find_one({"workshop_id": garage.id}) or {})["state"] == "open"
    assert await problems(db, garage.id) == []


@pytest.mark.parametrize("error", [ValueError("cannot be read"), ExecutionTimeout("takes too long")])
async def test_finders_look_in_every_garage_and_one_that_fails_keeps_no_other_waiting(
    garage: Garage, app: FastAPI, db: Database, error: Exception
) -> None:
    services: Services = app.state.services
    looked: list[str] = []

    async def fails(_services: Services, _workshop: WorkshopContext, _at: dt.datetime) -> None:
        raise error

    async def looks(_services: Services, workshop: WorkshopContext, _at: dt.datetime) -> None:
        looked.append(workshop.id)

    await FinderRounds(services, (fails, looks)).look(now())
    assert garage.id in looked
    assert len(looked) == len(set(looked)) == await db.collection("workshops").count_documents({})


async def test_a_garage_that_takes_too_long_to_follow_is_left_for_the_next_look(garage: Garage, app: FastAPI) -> None:
    services: Services = app.state.services
    await make_job(garage.manager)
    await seal_all(app, services.db)
    looked: list[str] = []
    errors: list[PyMongoError] = [ExecutionTimeout("takes too long"), AutoReconnect("nobody answers")]

    async def rule(_look: Look, entry: Document) -> Sequence[Finding]:
        if errors:
            raise errors.pop(0)
        looked.append(entry["_id"])
        return []

    lease = Lease(services.db, "exceptions of a test", 10_000)
    await lease.seize()
    follower = Follower(services, lease, [(JOURNAL, {EntryKind.JOB_CREATED.value: (rule,)})])
    assert not await follower.follow(garage.id)
    with pytest.raises(AutoReconnect):
        await follower.follow(garage.id)
    await follower.follow(garage.id)
    assert len(looked) == 1
