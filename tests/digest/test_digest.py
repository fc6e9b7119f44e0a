"""The digest: made once in the evening of each garage, with the numbers of the dashboard and the seal of the books."""

import asyncio
from typing import Any

import pytest
from fastapi import FastAPI

from revops.core.time import now
from revops.digest.making import Digests
from revops.journal.recount import Report
from revops.journal.sealer import Sealer
from revops.journal.witness import Seal, verify_seal
from revops.messages.channels import channels_of
from revops.mongo.client import Database
from tests.conftest import Clock
from tests.factories import (
    Garage,
    confirm_payment,
    job_fields,
    make_job,
    make_member,
    make_payment,
    make_settlement,
    ok,
    refused,
    reject_payment,
)
from tests.gate.test_gate import seen
from tests.invariants import assert_invariants
from tests.verifying import problems

EVENING = "2026-03-10T15:01:00Z"  # one minute past half past eight in India


@pytest.fixture
def digests(app: FastAPI) -> Digests:
    """What the server does by the clock."""
    services = app.state.services
    return Digests(services, channels_of(services))


async def latest(garage: Garage) -> dict[str, Any]:
    """Read the newest digest."""
    digest: dict[str, Any] = ok(await garage.owner.get("/api/digest"))["digests"][0]
    return digest


async def test_its_numbers_are_those_of_the_dashboard(
    garage: Garage, clock: Clock, db: Database, digests: Digests
) -> None:
    gate = await make_member(garage.owner, "gate")
    clock.set("2026-03-09T06:00:00Z")
    old = await make_job(garage.manager, estimated_amount=3000)
    mistaken = await make_payment(garage.manager, old, 300, method="upi")
    clock.set("2026-03-10T06:00:00Z")
    job_id = await make_job(garage.manager, vehicle_number="MH14CD5678", estimated_amount=5000, advance_paid=500)
    ok(await garage.manager.put(f"/api/jobs/{job_id}", {"planned_completion_days": 1}))
    await make_payment(garage.manager, job_id, 700)
    await confirm_payment(garage.owner, await make_payment(garage.manager, job_id, 900, method="upi"))
    await make_payment(garage.manager, job_id, 100, method="card")
    refund = {"job_id": job_id, "amount": 50, "method": "upi", "reason": "Charged twice"}
    ok(await garage.owner.post("/api/refunds", refund))
    await reject_payment(garage.owner, mistaken)
    await make_settlement(garage.manager, 200)
    await seen(gate, "MH14CD5678")
    await seen(gate, "MH14CD5678", "out")
    ok(await garage.owner.put("/api/gate/days/2026-03-10/count", {"cars": 4}))
    ok(await garage.owner.put("/api/digest/settings", {"at": "20:30"}))
    await Sealer(db).drain()
    clock.set(EVENING)
    assert await digests.make_due(now()) >= 1
    digest = await latest(garage)
    dashboard = ok(await garage.owner.get("/api/analytics/dashboard", **{"from": "2026-03-10", "to": "2026-03-10"}))
    today = ok(await garage.owner.get("/api/today"))
    assert digest["collected"] == dashboard["total_collected"] == today["figures"]["collected_today"]
    by = {row["method"]: row["amount"] for row in digest["collected_by"]}
    assert by == {"cash": 1200, "upi": 850, "card": 100}
    assert digest["corrections"] == -300
    assert sum(by.values()) + digest["corrections"] == digest["collected"]
    assert digest["cash_in_hand"] == dashboard["cash_in_hand"] == 1200
    (held,) = digest["cash"]
    assert (held["name"], held["amount"], held["since"]) == ("Test Manager", 1200, "2026-03-10")
    assert digest["payments_waiting"] == dashboard["pending_confirmations"]
    assert digest["hand_overs_waiting"] == {"count": 1, "amount": 200}
    assert digest["jobs_taken_in"] == dashboard["total_jobs"] == 1
    assert (digest["cars_seen"], digest["cars_counted"]) == (1, 4)
    assert digest["exceptions"] == [{"kind": "camera_count_differs", "count": 1}]
    assert [job["id"] for job in digest["promised"]] == [old, job_id]
    report = Report()
    seal = Seal.of_text(digest["seal"])
    assert seal is not None
    assert await verify_seal(db, seal, report)
    await assert_invariants(db, garage.id)
    assert await problems(db, garage.id) == []


async def test_it_is_made_once_whatever_the_number_of_instances(
    garage: Garage, clock: Clock, db: Database, digests: Digests, app: FastAPI
) -> None:
    clock.set("2026-03-10T06:00:00Z")
    ok(await garage.owner.put("/api/digest/settings", {"at": "20:30"}))
    workshop = await app.state.services.workshop(garage.id)
    clock.set(EVENING)
    made = await asyncio.gather(*(digests.make(workshop, now()) for _ in range(4)))
    assert sorted(made) == [False, False, False, True]
    assert not await digests.make(workshop, now())
    assert await db.collection("digests").count_documents({"workshop_id": garage.id}) == 1
    entries = await db.collection("journal").find({"workshop_id": garage.id, "kind": "digest_made"}).to_list()
    assert len(entries) == 1


async def test_it_is_off_until_the_owner_sets_it_and_goes_by_the_garages_clock(
    garage: Garage, clock: Clock, digests: Digests, app: FastAPI
) -> None:
    async def count() -> int:
        await digests.make_due(now())
        return len(ok(await garage.owner.get("/api/digest"))["digests"])

    clock.set(EVENING)
    assert await count() == 0
    assert ok(await garage.owner.get("/api/digest"))["settings"] == {"at": None}
    ok(await garage.owner.put("/api/digest/settings", {"at": "21:00"}))
    assert await count() == 0
    clock.set("2026-03-10T15:30:00Z")
    assert await count() == 1
    clock.set("2026-03-11T15:29:00Z")
    assert await count() == 1
    clock.set("2026-03-11T15:30:00Z")
    assert await count() == 2
    # By the clock of Dubai it is not nine yet.
    ok(await garage.owner.put(f"/api/workshops/{garage.id}", {"timezone": "Asia/Dubai"}))
    app.state.services.workshops.drop(garage.id)
    clock.set("2026-03-12T16:59:00Z")
    assert await count() == 2
    clock.set("2026-03-12T17:00:00Z")
    assert await count() == 3
    ok(await garage.owner.put("/api/digest/settings", {"at": None}))
    clock.set("2026-03-13T17:00:00Z")
    assert await count() == 3


async def test_only_who_runs_the_garage_reads_it(garage: Garage) -> None:
    refused(await garage.manager.get("/api/digest"), 403, "wrong_role")
    refused(await garage.manager.put("/api/digest/settings", {"at": None}), 403, "wrong_role")
    refused(await garage.owner.put("/api/digest/settings", {"at": "25:00"}), 422, field="at")


async def test_a_digest_that_is_rewritten_is_found(
    garage: Garage, clock: Clock, db: Database, digests: Digests, app: FastAPI
) -> None:
    await make_job(garage.manager, **job_fields(advance_paid=700))
    workshop = await app.state.services.workshop(garage.id)
    await digests.make(workshop, now())
    assert await problems(db, garage.id) == []
    await db.collection("digests").update_one({"workshop_id": garage.id}, {"$set": {"collected_minor": 0}})
    assert any("digest" in problem for problem in await problems(db, garage.id))
    await db.collection("digests").delete_one({"workshop_id": garage.id})
    assert any("digest" in problem for problem in await problems(db, garage.id))
