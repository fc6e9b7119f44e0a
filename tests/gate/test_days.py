"""A day at the gate, read with as few jobs as it takes, says what all jobs of two months would."""

import datetime as dt
import random
from typing import Any

import pytest

from revops.core.ids import new_id
from revops.core.time import UTC, day_of
from revops.gate.days import Seen, read_day, read_seen
from revops.mongo.client import Database

pytestmark = pytest.mark.anyio

TIMEZONE = "Asia/Kolkata"
DAY = dt.date(2026, 3, 10)
NOON = dt.datetime(2026, 3, 10, 6, 30, tzinfo=UTC)
STATUSES = ("pending", "in_progress", "completed", "delivered", "closed", "credit_pending")


def _at(rng: random.Random, days: float) -> dt.datetime:
    """Choose a time in so many days before and in a few after."""
    # To the second, each another: of two that were taken in at once either may be the newest.
    return NOON + dt.timedelta(seconds=rng.randint(int(-days * 86_400), 3 * 86_400))


async def _garage(db: Database, rng: random.Random) -> str:
    """Make cars and jobs of few numbers that look alike, and are near each other."""
    workshop_id = new_id()
    plates = ["".join(rng.choices("0O1B8", k=rng.choice((6, 7)))) for _ in range(12)]
    jobs: list[dict[str, Any]] = []
    times = {_at(rng, rng.choice((3, 20, 90))) for _ in range(25)}
    for created_at in times:
        plate, moved_at = rng.choice(plates), created_at + dt.timedelta(days=rng.choice((0, 1, 5, 30)))
        done_at = rng.choice((None, created_at + dt.timedelta(hours=rng.randint(1, 200))))
        of_job = {"plate": plate, "vehicle_number": plate, "manager_id": "m", "outstanding_minor": 0}
        when = {"created_at": created_at, "updated_at": moved_at, "completed_at": done_at}
        jobs.append({"_id": new_id(), "workshop_id": workshop_id, "status": rng.choice(STATUSES), **of_job, **when})
    cars = []
    for _ in range(20):
        at, plate = _at(rng, 2), rng.choice(plates)
        of_car = {"plate": plate, "plate_shown": plate, "direction": rng.choice(("in", "out"))}
        seen = {"at": at, "day": day_of(at, TIMEZONE), "km": None, "outcome": None}
        cars.append({"_id": new_id(), "workshop_id": workshop_id, **of_car, **seen})
    await db.collection("jobs").insert_many(jobs)
    await db.collection("gate_sightings").insert_many(cars)
    return workshop_id


def _said(seen: Seen) -> tuple[dict[str, Any], dict[str, bool]]:
    """Gather which job each car of the day is of, and whether the car of each of its jobs was seen."""
    jobs = {row["_id"]: seen.job_of(row) for row in seen.sightings if row["day"] == DAY.isoformat()}
    of_cars = {sighting_id: job and job["_id"] for sighting_id, job in jobs.items()}
    return of_cars, {job["_id"]: seen.was_seen(job) for _, job in seen.taken_in(DAY, DAY, TIMEZONE)}


@pytest.mark.slow
async def test_a_day_says_what_two_months_would(empty_database: Database) -> None:
    rng, found, without = random.Random(21), 0, 0
    for _ in range(60):
        workshop_id = await _garage(empty_database, rng)
        few = await read_day(empty_database, workshop_id, TIMEZONE, DAY)
        every = await read_seen(empty_database, workshop_id, TIMEZONE, DAY, DAY)
        assert _said(few) == _said(every)
        jobs = _said(few)[0].values()
        found, without = found + sum(job is not None for job in jobs), without + sum(job is None for job in jobs)
    # Neither is the whole of it.
    assert found > 50
    assert without > 20


async def test_of_two_months_no_job_is_read_that_is_for_no_car(empty_database: Database) -> None:
    workshop_id, db = new_id(), empty_database
    job = {"workshop_id": workshop_id, "status": "closed", "completed_at": None, "updated_at": NOON}
    plates = [(f"MH{n % 40:02}AB{n:04}", NOON - dt.timedelta(days=3, minutes=n)) for n in range(600)]
    weeks = [{**job, "_id": new_id(), "plate": plate, "created_at": at} for plate, at in plates]
    await db.collection("jobs").insert_many(weeks)

    async def jobs_read(*plates: str) -> int:
        await db.collection("gate_sightings").delete_many({"workshop_id": workshop_id})
        car = {"workshop_id": workshop_id, "at": NOON, "day": DAY.isoformat(), "direction": "out"}
        await db.collection("gate_sightings").insert_many([{**car, "_id": new_id(), "plate": one} for one in plates])
        return len((await read_day(db, workshop_id, TIMEZONE, DAY)).jobs)

    assert await jobs_read("MH07AB0007", "MH20AB0300") == 2
    # The fifteen that begin alike and the one that ends so are read, to be compared.
    assert await jobs_read("MH07AB0007", "MH07AB0008") == 16
    assert await jobs_read("MH07AB0007", "KA05MN9999") == 1
