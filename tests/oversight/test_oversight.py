"""What the owner and the host see of the work beside requests: what was given up, and whether the books agree."""

import datetime as dt
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, cast

import httpx2
import pytest
from fastapi import FastAPI

from revops.core.time import now
from revops.loops import handlers_of
from revops.mongo.client import Database
from revops.oversight.rounds import Rounds, check_round, measure
from revops.rooms import verify_workshop
from revops.tasks.outbox import Claimed
from tests.conftest import SECRET_KEY, MakeDatabase, SettingsMaker, eventually, running
from tests.factories import Garage, make_dead_task, make_garage, make_job, make_payment, ok, refused

pytestmark = [pytest.mark.anyio, pytest.mark.slow]


async def test_the_owner_sees_what_was_given_up_and_has_it_tried_again(
    garage: Garage, other_garage: Garage, db: Database, http: httpx2.AsyncClient
) -> None:
    task_id = await make_dead_task(db, garage.id)
    (dead,) = ok(await garage.owner.get("/api/tasks/dead"))
    assert (dead["id"], dead["kind"], dead["attempts"]) == (task_id, "done_by_nobody", 10)
    assert dead["error"] == "Unavailable: Nobody was there."
    assert ok(await other_garage.owner.get("/api/tasks/dead")) == []
    assert "revops_tasks_dead 0.0" not in (await http.get("/metrics")).text
    refused(await other_garage.owner.post(f"/api/tasks/{task_id}/retry"), 404, "not_found")
    refused(await garage.manager.post(f"/api/tasks/{task_id}/retry"), 403, "wrong_role")
    for _ in range(2):
        assert ok(await garage.owner.post(f"/api/tasks/{task_id}/retry")) == {"message": "It is tried again now"}
    assert ok(await garage.owner.get("/api/tasks/dead")) == []
    task = await db.collection("tasks").find_one({"_id": task_id})
    assert task is not None
    assert (task["state"], task["attempts"], task["claim"]) == ("waiting", 0, None)


async def test_an_issued_paper_is_made_without_being_asked_for(
    make_database: MakeDatabase, make_settings: SettingsMaker
) -> None:
    """In an instance of its own, so that it waits for no other test's papers."""
    db = make_database()
    async with running(make_settings(db_name=db.name)) as http:
        garage = await make_garage(http)
        job_id = await make_job(garage.manager, estimated_amount=5000)
        issued = ok(await garage.manager.post(f"/api/documents/invoice/{job_id}/issue"))

        async def is_made() -> bool:
            return await db.collection("document_files").count_documents({"document_id": issued["id"]}) == 1

        await eventually(is_made)
        handed_out = await garage.owner.get(f"/api/documents/{issued['id']}/pdf")
        row = await db.collection("document_files").find_one({"document_id": issued["id"]})
        assert row is not None
        kept = await db.collection("files").find_one({"_id": f"{garage.id}/paper/{row['file']}"})
    assert kept is not None
    assert handed_out.content == bytes(kept["content"])
    assert "pdf" not in row


async def test_what_a_check_finds_is_shown_to_the_owner_and_to_the_host(
    garage: Garage, other_garage: Garage, db: Database, mongo_url: str
) -> None:
    job_id = await make_job(garage.manager, estimated_amount=5000)
    await make_payment(garage.manager, job_id, 1000)
    never: dict[str, Any] = {"checked_at": None, "entries": 0, "agrees": True, "problems": []}
    assert ok(await garage.owner.get("/api/verification")) == never
    both = [garage.id, other_garage.id]
    assert [report.ok for report in await check_round(db, both, verify_workshop)] == [True, True]
    found = ok(await garage.owner.get("/api/verification"))
    assert found["agrees"]
    assert found["entries"] >= 2
    assert found["checked_at"] is not None

    # Somebody with access to the database lowers what was paid.
    await db.collection("payments").update_one({"job_id": job_id}, {"$set": {"amount_minor": 50_000}})
    await db.collection("verifications").update_one({"_id": garage.id}, {"$set": {"seconds": 0}})
    try:
        await Rounds(db, mongo_url, {"REVOPS_SECRET_KEY": SECRET_KEY}).handle(cast(Claimed, None))
        found = ok(await garage.owner.get("/api/verification"))
        assert not found["agrees"]
        assert any("documents make" in problem for problem in found["problems"])
        assert ok(await other_garage.owner.get("/api/verification"))["agrees"]
        await measure(db)
    finally:
        await db.collection("payments").update_one({"job_id": job_id}, {"$set": {"amount_minor": 100_000}})
        await db.collection("verifications").delete_many({})


def test_a_round_loads_no_web_framework_and_no_command_line() -> None:
    """It runs beside the server every hour, and what is loaded is most of the memory that it takes."""
    listed = "import sys, revops.checking; print(*{name.partition('.')[0] for name in sys.modules})"
    loaded = set(
        subprocess.run([sys.executable, "-c", listed], capture_output=True, text=True, check=True).stdout.split()
    )
    assert "pymongo" in loaded
    assert not loaded & {"fastapi", "starlette", "uvicorn", "typer", "PIL", "reportlab", "typst"}


async def test_a_round_begins_with_what_was_checked_longest_ago_and_ends_in_time(
    garage: Garage, other_garage: Garage, db: Database
) -> None:
    both = [garage.id, other_garage.id]
    for expected in (garage.id, other_garage.id, garage.id):
        await check_round(db, both, verify_workshop, longest_seconds=1e-9)
        kept = db.collection("verifications").find({"_id": {"$in": both}}, sort=[("checked_at", -1)])
        assert (await kept.to_list())[0]["_id"] == expected
        await db.collection("verifications").update_many({"_id": {"$in": both}}, {"$set": {"seconds": 0}})
    # One that takes long is checked less often.
    await db.collection("verifications").update_many({"_id": {"$in": both}}, {"$set": {"seconds": 3600}})
    assert await check_round(db, both, verify_workshop) == []
    # Whoever has the database cannot have a garage left out for good.
    for said in (
        {"seconds": 1e9, "checked_at": now() - dt.timedelta(days=2)},
        {"checked_at": now() + dt.timedelta(days=365)},
    ):
        await db.collection("verifications").update_one({"_id": garage.id}, {"$set": said})
        assert len(await check_round(db, both, verify_workshop)) == 1


def test_a_worker_is_a_command_that_ends_in_order(mongo_url: str, db_name: str) -> None:
    environment = os.environ | {
        "MONGO_URL": mongo_url,
        "DB_NAME": f"{db_name}_worker",
        "REVOPS_ENVIRONMENT": "development",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "revops", "worker"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert process.stdout is not None
        for line in process.stdout:
            if "concurrency" in line:
                break
        process.terminate()
        assert process.wait(20) == 0
    finally:
        process.kill()


# Of the host: no garage's owner is shown them.
OF_HOST = {
    "verify", "find_exceptions", "sweep_files", "forget_old_photos", "whatsapp_news", "password_code", "email_changed",
    "passkey_added",
}  # fmt: skip


def test_whatever_may_be_given_up_has_words_in_the_web_app(app: FastAPI) -> None:
    labels = (Path(__file__).parents[2] / "web/src/features/oversight/oversight-labels.ts").read_text()
    said = set(re.findall(r"^  (\w+): \{$", labels, re.MULTILINE))
    assert said == handlers_of(app.state.services).keys() - OF_HOST
