"""What is found is noted once, with an entry, and what is deleted or altered of it is found by the check."""

import asyncio
import datetime as dt

import pytest
from fastapi import FastAPI

from revops.access.caller import Services, WorkshopContext
from revops.core.time import now
from revops.exceptions.finding import Finding, note, withdraw
from revops.exceptions.kinds import ExceptionKind
from revops.exceptions.rounds import FinderRounds
from revops.mongo.client import Database
from tests.factories import Garage
from tests.invariants import assert_invariants
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


async def test_finders_look_in_every_garage_and_one_that_fails_keeps_no_other_waiting(
    garage: Garage, app: FastAPI, db: Database
) -> None:
    services: Services = app.state.services
    looked: list[str] = []

    async def fails(_services: Services, _workshop: WorkshopContext, _at: dt.datetime) -> None:
        raise ValueError("cannot be read")

    async def looks(_services: Services, workshop: WorkshopContext, _at: dt.datetime) -> None:
        looked.append(workshop.id)

    await FinderRounds(services, (fails, looks)).look(now())
    assert garage.id in looked
    assert len(looked) == len(set(looked)) == await db.collection("workshops").count_documents({})
