"""What a garage set up before that was in the journal: noted once no older version runs, and compared from then on."""

import datetime as dt
from typing import Any

import httpx2
import pytest

from revops.core.time import now
from revops.journal.entry import EntryKind, Event
from revops.journal.recount import Report
from revops.journal.set_up import MIGRATION
from revops.mongo.client import Database
from revops.remaking.set_up import note_set_up
from revops.rooms import SET_UP, verify_workshop
from revops.workshops import service as workshops
from revops.workshops.fields import state_noted
from tests.estimates.making import PADS
from tests.factories import Garage, make_garage, make_job, ok

pytestmark = [pytest.mark.anyio, pytest.mark.slow]


@pytest.fixture
async def of_before(http: httpx2.AsyncClient, db: Database, monkeypatch: pytest.MonkeyPatch) -> Garage:
    """A garage of an older version, with a usual job, a link that works and one that was ended."""

    def said_less(*said: Any, **_: bool) -> Event:
        return state_noted(*said)

    with monkeypatch.context() as then:
        then.setattr(workshops, "state_noted", said_less)
        garage = await make_garage(http)
    row = {"_id": f"{garage.id}:pads", "workshop_id": garage.id, "template_id": "pads", "title": "Pads", "items": []}
    await db.collection("service_templates").insert_one(row)
    for name, ended in (("open", None), ("ended", now())):
        link = {"workshop_id": garage.id, "job_id": await make_job(garage.manager), "serial": 1, "created_at": now()}
        await db.collection("customer_links").insert_one({**link, "_id": f"{garage.id} {name}", "revoked_at": ended})
    return garage


async def _said(db: Database, garage: Garage) -> tuple[list[str], list[str]]:
    report = Report()
    await verify_workshop(db, garage.id, report, lambda _what, _count: None)
    return report.problems, report.unchecked


async def test_what_was_set_up_before_is_noted_when_no_older_version_runs(of_before: Garage, db: Database) -> None:
    garage = of_before
    problems, unchecked = await _said(db, garage)
    assert problems == []
    assert "what it has set up is not compared" in str(unchecked)
    older = {"_id": "older", "host": "here", "seen_at": now() + dt.timedelta(hours=1), "migration": MIGRATION - 1}
    await db.collection("instances").insert_one(older)
    try:
        await note_set_up(db, SET_UP, {"_id": garage.id})
    finally:
        await db.collection("instances").delete_one({"_id": "older"})
    assert "what it has set up is not compared" in str((await _said(db, garage))[1])
    await note_set_up(db, SET_UP, {"_id": garage.id})
    assert await _said(db, garage) == ([], [])
    # What comes later is compared as well, and so is what was there.
    ok(await garage.owner.post("/api/service-templates", {"title": "Brake pads", "items": [PADS]}))
    ok(await garage.owner.put("/api/service-templates/pads", {"title": "Pads", "items": [PADS]}))
    ok(await garage.manager.put(f"/api/jobs/{await make_job(garage.manager)}/customer-link"))
    assert await _said(db, garage) == ([], [])
    for name, path, value, said in (
        ("service_templates", "items.0.unit_price_minor", 1, "service templates"),
        ("customer_links", "job_id", "another", "that nobody signed are others"),
        ("customer_links", "revoked_at", None, "its ended_at is not"),
    ):
        rows, which = db.collection(name), {"_id": f"{garage.id}:pads"}
        if name == "customer_links":
            which = {"_id": f"{garage.id} {'ended' if path == 'revoked_at' else 'open'}"}
        before = await rows.find_one(which)
        assert before is not None
        await rows.update_one(which, {"$set": {path: value}})
        # That the migration is made to run again says nothing new.
        await note_set_up(db, SET_UP, {"_id": garage.id})
        problems, _ = await _said(db, garage)
        assert said in str(problems), problems
        await rows.replace_one(which, before)
    assert await _said(db, garage) == ([], [])


async def test_of_a_garage_that_began_later_nothing_is_noted(garage: Garage, db: Database) -> None:
    """What it sets up is in the journal from its first entry on."""
    ok(await garage.owner.post("/api/service-templates", {"title": "Brake pads", "items": [PADS]}))
    await note_set_up(db, SET_UP, {"_id": garage.id})
    noted = {"workshop_id": garage.id, "kind": EntryKind.SET_UP_NOTED.value}
    assert await db.collection("journal").count_documents(noted) == 0
    assert await _said(db, garage) == ([], [])
