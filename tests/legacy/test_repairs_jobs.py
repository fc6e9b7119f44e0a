"""Dirt in jobs: what becomes of it, and what the report says."""

from typing import Any

import pytest

from revops.analytics.owing import largest_customers, largest_sealed
from revops.journal.entry import Balance
from revops.journal.sealer import Sealer
from revops.mongo.union import read_union
from tests.legacy.conftest import (
    CREATED,
    DAY,
    JOB,
    MANAGER,
    MEMBER,
    OWNER,
    PAYMENT,
    UPDATED,
    WORKSHOP,
    Import,
    reported,
    stand_in_of,
)

pytestmark = pytest.mark.slow

WRONG_JOBS: list[tuple[str, Any, str, Any]] = [
    ("status", "done", "status", "pending"),
    ("status", None, "status", "pending"),
    ("status", "delivered", "status", "credit_pending"),
    ("customer_name", None, "customer_name", "-"),
    ("customer_name", "R\x00aj", "customer_name", "Raj"),
    ("phone", "", "phone", "-"),
    ("vehicle_number", "  ", "plate", ""),
    ("work_description", "x" * 10_001, "work_description", "x" * 10_000),
    ("address", ["Pune"], "address", None),
    ("planned_completion_days", None, "planned_completion_days", 0),
    ("planned_completion_days", "3", "planned_completion_days", 3),
    ("planned_completion_days", 900, "planned_completion_days", 365),
    ("planned_completion_days", float("inf"), "planned_completion_days", 0),
    ("estimated_amount", float("nan"), "estimated_minor", 0),
    ("estimated_amount", -5.0, "estimated_minor", 0),
    ("estimated_amount", None, "estimated_minor", 0),
    ("estimated_amount", "5,000.50", "estimated_minor", 500_050),
    ("estimated_amount", 1234.565, "estimated_minor", 123_457),
    ("advance_paid", float("nan"), "advance_minor", 0),
    ("created_at", "yesterday", "created_at", UPDATED),
    ("updated_at", None, "updated_at", CREATED),
    ("completed_at", "soon", "completed_at", None),
]


async def test_jobs_with_one_thing_wrong(original: Import) -> None:
    await original.add_garage()
    await original.add("jobs", *(JOB | {"id": f"j-{n}", case[0]: case[1]} for n, case in enumerate(WRONG_JOBS)))
    rows = await original.run()
    for number, (field, value, stored, is_now) in enumerate(WRONG_JOBS):
        job = await original.one("jobs", f"j-{number}")
        assert job[stored] == is_now, (field, value)
        found = reported(rows, "jobs", f"j-{number}")
        assert found[field][0] == "repaired", (field, value)
        assert found.keys() <= {field, "completed_at"}


SOUND_JOBS: list[tuple[str, Any, str, Any]] = [
    ("planned_completion_days", 2.0, "planned_completion_days", 2),
    ("estimated_amount", 0.1 + 0.2, "estimated_minor", 30),
    ("estimated_amount", 5000, "estimated_minor", 500_000),
    ("phone", 9123456789, "phone", "+919123456789"),
    ("advance_paid", None, "advance_minor", 0),
    ("created_at", "2024-01-16T14:30:00+05:30", "created_at", CREATED),
    ("created_at", CREATED, "created_at", CREATED),
    ("status", "In Progress", "status", "in_progress"),
]


async def test_what_means_the_same_is_not_reported(original: Import) -> None:
    await original.add_garage()
    await original.add("jobs", *(JOB | {"id": f"j-{n}", case[0]: case[1]} for n, case in enumerate(SOUND_JOBS)))
    assert await original.run() == []
    for number, (field, value, stored, is_now) in enumerate(SOUND_JOBS):
        assert (await original.one("jobs", f"j-{number}"))[stored] == is_now, (field, value)


async def test_closed_with_money_outstanding_stays_closed(original: Import) -> None:
    await original.add_garage()
    await original.add("jobs", JOB | {"status": "closed", "completed_at": DAY})
    await original.add("jobs", JOB | {"id": "j-2", "status": "credit_pending", "completed_at": DAY})
    await original.add("payments", PAYMENT | {"job_id": "j-2", "amount": 5000})
    rows = await original.run()
    assert (await original.one("jobs", "job-1"))["status"] == "closed"
    assert (await original.one("jobs", "j-2"))["status"] == "delivered"
    assert [(row["id"], row["reason"]) for row in rows] == [("j-2", "nothing is outstanding, so it is delivered")]


async def test_ids_that_cannot_be(original: Import) -> None:
    await original.add_garage()
    long = "x" * 65
    await original.add("jobs", JOB | {"id": 17}, JOB | {"id": long}, JOB | {"id": None, "_id": "own"}, JOB, JOB)
    await original.add("jobs", JOB | {"customer_name": "Another"})
    await original.add("payments", *(PAYMENT | {"id": f"p-{key}", "job_id": key} for key in (17, long, "job-1")))
    await original.add("payments", PAYMENT | {"id": "p-17"}, PAYMENT | {"id": "p-17", "job_id": 17})
    rows = await original.run()
    jobs = {job["_id"]: job for job in await original.all("jobs")}
    assert jobs.keys() > {"17", "own", "job-1"}
    assert len(jobs) == 5
    renamed = next(job for job in jobs.values() if job["customer_name"] == "Another")
    assert renamed["paid_minor"] == 0
    assert {(job["_id"] if len(job["_id"]) < 10 else "new", job["paid_minor"]) for job in jobs.values()} == {
        ("17", 200_000), ("own", 0), ("job-1", 400_000), ("new", 0), ("new", 200_000),
    }  # fmt: skip
    said = sorted((row["collection"], row["action"], row["reason"].partition(";")[0]) for row in rows)
    assert said == [
        ("jobs", "left_out", "is the same document a second time"),
        ("jobs", "repaired", "another one has this id, so it has a new one"),
        ("jobs", "repaired", "cannot be an id here"),
        ("jobs", "repaired", "is missing or unusable"),
        ("payments", "left_out", "is the same document a second time"),
        ("payments", "repaired", "another one has this id, so it has a new one"),
        ("payments", "repaired", "cannot be an id here"),
    ]


async def test_managers_who_are_missing_or_of_elsewhere(original: Import) -> None:
    await original.add_garage()
    await original.add("users", MANAGER | {"id": "m-2", "email": "b@c.d"}, OWNER | {"id": "o-2", "email": "o@c.d"})
    await original.add("workshops", WORKSHOP | {"id": "w-2", "owner_id": "o-2"})
    await original.add("managers", MEMBER | {"id": "x", "user_id": "m-2", "workshop_id": "w-2"})
    await original.add(
        "jobs",
        JOB | {"id": "j-gone", "manager_id": "gone", "advance_paid": 100.0},
        JOB | {"id": "j-none", "manager_id": None},
        JOB | {"id": "j-else", "manager_id": "m-2"},
        JOB | {"id": "j-found", "workshop_id": "gone"},
        JOB | {"id": "j-lost", "workshop_id": "gone", "manager_id": "gone"},
        JOB | {"id": "j-own", "manager_id": "owner-1", "advance_paid": 50.0},
    )
    await original.add("payments", PAYMENT | {"id": "p-lost", "job_id": "j-lost"})
    rows = await original.run()
    jobs = {job["_id"]: job for job in await original.all("jobs")}
    assert jobs.keys() == {"j-gone", "j-none", "j-else", "j-found", "j-own"}
    assert jobs["j-gone"]["manager_id"] == "gone"
    stand_ins = {key: await stand_in_of(original, jobs[key]["manager_id"]) for key in ("j-gone", "j-none", "j-else")}
    assert len({manager["_id"] for manager in stand_ins.values()} | {"m-2"}) == 4
    assert jobs["j-found"]["workshop_id"] == "workshop-1"
    # What the owner took in himself is his, and needs nobody's confirmation.
    (own,) = await original.all("payments", job_id="j-own")
    assert (own["manager_id"], own["account"], own["verdict"]) == ("owner-1", "owner_cash", "confirmed")
    left_out = {row["id"]: (row["collection"], row["old_value"]) for row in rows if row["action"] == "left_out"}
    assert left_out == {"j-lost": ("jobs", "5000.0"), "p-lost": ("payments", "2000.0")}
    assert reported(rows, "jobs", "j-found").keys() == {"workshop_id"}


async def test_customers_without_a_phone_number_are_not_one(original: Import) -> None:
    await original.add_garage()
    nameless: dict[str, Any] = {
        "j-2": {"phone": None, "customer_name": "Asha"},
        "j-3": {"phone": "", "customer_name": "Ravi"},
    }
    others = [JOB | more | {"id": job_id, "vehicle_number": f"MH12 {job_id}"} for job_id, more in nameless.items()]
    await original.add("jobs", JOB, *others)
    await original.run()
    await Sealer(original.db).drain()
    async with original.db.snapshot() as session:
        rows = await read_union(original.db, session, [("sealed", largest_sealed("workshop-1", 5))])
        sealed = rows["sealed"]
        found = await largest_customers(original.db, session, "workshop-1", sealed, [], {}, 5)
    assert [customer.owes for customer in found] == [Balance(500_000, 1)] * 3


async def test_a_job_that_was_completed_counts_once(original: Import) -> None:
    """Reopened in the original or not: it has a date, and no update needs to tell of it."""
    await original.add_garage()
    done = {"completed_at": "2024-01-20T09:00:00Z"}
    await original.add("jobs", JOB | done, JOB | {"id": "j-2", "status": "closed", **done}, JOB | {"id": "j-3"})
    for number, status in enumerate(("completed", "in_progress", "completed")):
        at = f"2024-01-2{number}T09:00:00Z"
        update = {"id": f"u-{number}", "job_id": "j-2", "new_status": status, "message": status, "created_at": at}
        await original.add("job_updates", update)
    await original.run()
    counting = [entry for entry in await original.all("journal") if "completed" in entry.get("counts", {})]
    assert sorted((entry["job_id"], entry["counts"]["completed"], entry["day"]) for entry in counting) == [
        ("j-2", 1, "2024-01-20"),
        ("job-1", 1, "2024-01-20"),
    ]
    assert [(await original.one("jobs", id_))["completed_on_time"] for id_ in ("job-1", "j-2", "j-3")] == [
        False,
        False,
        None,
    ]
